package web_test

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	cdp "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"

	"sef.se/kontakten/internal/identity"
)

// Charts have their numbers as tables; what tells of people is not for everybody, and of few people
// for nobody (R30).
func TestOverviewTellsOfNoPerson(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim, cia := d.person("kim", identity.RoleClerk, false), d.person("cia", identity.RoleSupervisor, false)
	list := d.printed()
	path := kim.post("/registrera", url.Values{"code": {list.Number}}).url.Path
	d.arrives(d.company(true, 0), "question", nil)
	clerk := kim.get("/oversikt")
	clerk.wants(200, ".figure", "ärenden in")
	if n := len(find(clerk.root, "svg.plot")); n != 2 {
		t.Errorf("a clerk sees %d charts, want the cases and the lists", n)
	}
	if len(find(clerk.root, "#speed-h")) != 0 {
		t.Error("a clerk sees the speed of others")
	}
	for row := 1; row <= list.Rows; row++ {
		d.forward(10 * time.Second)
		kim.post(path+"/rad", url.Values{"row": {itoa(int64(row))}, "member": {"608"}, "control": {"160"}})
	}
	kim.post(path+"/summa", url.Values{"written": {fmt.Sprint(768 * list.Rows)}})
	kim.sends(path+"/klar", url.Values{"key": {"0123456789abcdef"}})
	if d.count("keying WHERE keyed_rows = $1 AND keyed_seconds > 0", list.Rows) != 1 {
		t.Fatal("the keying is not measured")
	}
	boss := cia.get("/oversikt")
	boss.wants(200, "#speed-h", "rader i timmen")
	for _, chart := range find(boss.root, "section.chart") {
		if attribute(chart, "aria-labelledby") == "speed-h" && (len(find(chart, "svg")) != 0 || !strings.Contains(text(chart), "minst fem")) {
			t.Error("the work of one person is shown to another")
		}
	}
	if own := kim.get("/mina-siffror"); !strings.Contains(text(own.one("main")), "Bara du ser") || len(find(own.root, "#rows-h")) != 1 {
		t.Error("the own page")
	}
	kim.get("/oversikt/rader-i-timmen.csv").wants(404, "h1", "")
	shown := regexp.MustCompile(`(?m);\d`)
	if csv := cia.get("/oversikt/rader-i-timmen.csv"); csv.status != 200 || shown.MatchString(csv.body) {
		t.Errorf("%d %q", csv.status, csv.body)
	}
	if csv := kim.get("/mina-siffror/rader-i-timmen.csv"); csv.status != 200 || !shown.MatchString(csv.body) {
		t.Errorf("%d %q", csv.status, csv.body)
	}
}

// The downloads come down in a browser as the files that they say they are.
func TestBrowserOverviewDownloads(t *testing.T) {
	d := newDesk(t)
	cia := d.person("cia", identity.RoleSupervisor, false)
	d.printed()
	d.arrives(d.company(true, 0), "question", nil)
	c := d.chrome()
	c.login(cia)
	dir := t.TempDir()
	_, err := chromedp.CallBrowser(c.ctx, cdp.SetDownloadBehavior, cdp.SetDownloadBehaviorParams{Behavior: cdp.SetDownloadBehaviorBehaviorAllow, DownloadPath: dir})
	d.must(err)
	c.open("/oversikt")
	c.until(`document.querySelectorAll("svg.plot").length === 2`)
	for name, link := range map[string]string{"oversikt.xlsx": `a[href$="siffror.xlsx"]`, "in-och-ut.csv": `a[href$="in-och-ut.csv"]`} {
		c.read(`(document.querySelector('` + link + `').click(), "")`)
		var got []byte
		for len(got) == 0 {
			c.until(`true`)
			got, _ = os.ReadFile(filepath.Join(dir, name)) // until the browser has written it
		}
		if want := map[string]string{"oversikt.xlsx": "PK", "in-och-ut.csv": "\uFEFFDag;In;Ut"}[name]; !strings.HasPrefix(string(got), want) {
			t.Errorf("%s begins %q", name, got[:min(20, len(got))])
		}
	}
}
