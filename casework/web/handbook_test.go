package web_test

import (
	"bytes"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/docs"
	"sef.se/kontakten/internal/identity"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/templates"
)

var update = flag.Bool("update", false, "draw the handbook's pictures anew")

// pictures is where the handbook's pictures are, seen from this package.
const pictures = "../../docs/images/handbok"

func TestHandbookPages(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	contents := kim.get("/handbok")
	contents.wants(http.StatusOK, "main h1", "Handboken")
	topics := find(contents.root, ".handbook a")
	if len(topics) < 15 {
		t.Fatalf("%d tasks in the contents", len(topics))
	}
	for _, a := range topics {
		topic := kim.get(attribute(a, "href"))
		topic.wants(http.StatusOK, "main h1", text(a))
		topic.lacks(".md")
		for _, img := range find(topic.root, ".handbook img") {
			if got := kim.get(attribute(img, "src")); got.header.Get("Content-Type") != "image/webp" || attribute(img, "alt") == "" {
				t.Errorf("%s: picture %s: %s", attribute(a, "href"), attribute(img, "src"), got.header.Get("Content-Type"))
			}
		}
	}
	kim.get("/handbok/finnsinte").wants(http.StatusNotFound, "main", "handboken")
	kim.get("/handbok/bild/finnsinte.webp").wants(http.StatusNotFound, "main", "handboken")
	for _, page := range []string{"queue.html", "case.html", "sheet.html", "settle.html", "month.html", "returns.html", "texts.html"} {
		kim.get(templates.Help(page)).wants(http.StatusOK, "main h1", "")
	}
}

// handbookDesk is a desk in the middle of its day, and what its pictures show.
func handbookDesk(t *testing.T) (d *desk, admin *browser, shown map[string]string) {
	t.Helper()
	d = newDesk(t)
	admin = d.person("karin", identity.RoleAdmin, true)
	first, second, third := d.company(true, 0), d.company(true, 1), d.company(false, 0)
	fees := d.arrives(first, "fee_data", d.rows(first), mail("Avgifter oktober", "Hej!\n\nHär kommer månadens avgifter för oktober.\n\nHälsningar\nLönekontoret"))
	question := d.arrives(second, "question", nil, asks(3), mail("Varför mobilnummer?", "Hej,\n\nvarför måste vi registrera ett mobilnummer?\n\nHälsningar\nEkonomi"))
	d.arrives(third, "credential_request", nil, mail("Inloggning", "Hej, vi har inte fått någon inloggning."))
	d.arrives(second, "paper_request", nil, mail("Papperslista", "Hej, vår löneassistent har ingen mobil. Kan vi få listan på papper?"))
	rows := d.rows(third)
	rows[0].MemberFee += 100_00
	d.arrives(third, "fee_data", rows, mail("Fackavgifter", "Se nedan."))
	green := d.company(true, 2)
	d.arrives(green, "fee_data", d.rows(green), mail("Oktober", "Avgifter för oktober."))
	d.printed()
	sheet := admin.post("/registrera", map[string][]string{"code": {d.another(1).Number}}).url.Path
	return d, admin, map[string]string{
		"ko": "/ko", "arende": href(fees), "rader": href(fees) + "/rader", "svara": href(question), "nytt": "/nytt",
		"registrera": sheet, "grona": "/grona", "foretag": "/foretag/" + itoa(int64(first.CustomerNumber)),
		"manad": "/manad?period=2026-10", "brevlada": "/brevlada", "utkorg": "/utkorg", "oversikt": "/oversikt", "installningar": "/installningar",
	}
}

// another is one of the printed lists with three rows or more.
func (d *desk) another(skip int) casework.ListRow {
	d.t.Helper()
	lists, err := d.lists.ListPage(d.t.Context(), casework.Program(), october, "", 200)
	d.must(err)
	for _, l := range lists.Rows {
		if l.Rows < 3 {
			continue
		}
		if skip--; skip < 0 {
			return l
		}
	}
	d.t.Fatal("too few lists are printed")
	return casework.ListRow{}
}

func mail(subject, body string) func(*casework.Reading) {
	return func(r *casework.Reading) { r.Mail.Subject, r.Mail.Text = subject, body }
}

func TestBrowserHandbookPictures(t *testing.T) {
	d, admin, shown := handbookDesk(t)
	settle := d.differing()
	shown["avgora"] = settle
	c := d.chrome()
	c.login(admin)
	for name, path := range shown {
		c.open(path)
		c.until(`document.readyState === "complete" && document.fonts.status === "loaded"`)
		if name == "svara" {
			c.key("w")
			c.until(`document.activeElement?.matches("textarea, select, input")`)
		}
		if *update {
			c.draw(name)
		}
	}
	entries, err := docs.Handbook.ReadDir("images/handbok")
	d.must(err)
	for _, e := range entries {
		data, err := docs.Handbook.ReadFile("images/handbok/" + e.Name())
		d.must(err)
		if !*update && (!bytes.HasPrefix(data, []byte("RIFF")) || len(data) > 33_000) {
			t.Errorf("%s is no picture of at most 33 kB: %d bytes (make fixtures draws them)", e.Name(), len(data))
		}
		if _, ok := shown[e.Name()[:len(e.Name())-len(".webp")]]; !ok {
			t.Errorf("%s is drawn by nobody", e.Name())
		}
	}
}

// draw writes the page as the handbook shows it.
func (c *chrome) draw(name string) {
	c.d.t.Helper()
	quality := int64(25) // the page stays under 100 kB
	shot, err := chromedp.Call(c.ctx, cdppage.CaptureScreenshot, cdppage.CaptureScreenshotParams{Format: cdppage.CaptureScreenshotFormatWebp, Quality: &quality})
	c.d.must(err)
	c.d.must(os.WriteFile(filepath.Join(pictures, name+".webp"), shot.Data, 0o644))
}

// differing keys a list twice, not alike, and gives the page where a third person settles it.
func (d *desk) differing() string {
	d.t.Helper()
	d.always()
	list := d.another(0)
	for i, who := range []string{"anna", "bo"} {
		d.person(who, identity.RoleClerk, false).keys(list, func(row int) register.Amount { return register.Amount(600_00 + row*10_00 + i*9_00) }, 0, 0)
	}
	page := d.person("eva", identity.RoleSupervisor, false).get("/kontroll")
	for _, a := range find(page.root, "main a") {
		if text(a) == "Avgör" {
			return attribute(a, "href")
		}
	}
	d.t.Fatalf("nothing to settle\n%s", page.shown())
	return ""
}

func TestBrowserF1OpensTheHandbook(t *testing.T) {
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	company := d.company(true, 0)
	id := d.arrives(company, "fee_data", d.rows(company))
	c := d.chrome()
	c.login(kim)
	c.open(href(id))
	c.do(chromedp.Evaluate[chromedp.Void](`document.getElementById("help").target = "_self"`)) // to be followed here
	c.key("t")
	c.until(`document.activeElement?.tagName === "TEXTAREA"`)
	c.key(kb.F1)
	c.until(`location.pathname === "/handbok/arende"`)
	if bad := c.violations(); bad != "" {
		t.Errorf("axe: %s", bad)
	}
}
