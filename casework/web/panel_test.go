package web_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/identity"
)

// withFile is a raw mail with one attachment.
func withFile(from, name, media string, data []byte) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "From: %s\r\nSubject: Avgifter september 2026\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"+
		"Content-Type: text/plain; charset=utf-8\r\n\r\nUnderlag september 2026.\r\n--x\r\nContent-Type: %s; name=%s\r\nContent-Disposition: attachment; filename=%s\r\n"+
		"Content-Transfer-Encoding: base64\r\n\r\n%s\r\n--x--\r\n", from, media, name, name, base64.StdEncoding.EncodeToString(data))
	return b.Bytes()
}

// Each kind of source: a key on the row shows its place in sight, the next row the next place, and axe finds nothing.
func TestBrowserEachKindOfSource(t *testing.T) {
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	docx, err := os.ReadFile("../../mailin/underlag/testdata/lista.docx")
	d.must(err)
	type source struct {
		name  string
		id    casework.CaseID
		place string // what is marked
	}
	var all []source
	for name, place := range map[string]string{"19-": "li.here", "21-": "li.here, tr.here", "27-": "tr.here td.cell", "31-": "tr.here td.cell", "36-": "rect.here"} {
		id, _ := d.sample(name)
		all = append(all, source{name, id, place})
	}
	id, read := d.takeIn("docx", withFile("a@b.example", "lista.docx", "application/octet-stream", docx))
	if len(read.Draft.Rows) < 2 {
		t.Fatalf("%d rows in the docx", len(read.Draft.Rows))
	}
	all = append(all, source{"docx", id, ".here"})
	c := d.chrome()
	c.login(kim)
	for _, s := range all {
		c.open(href(s.id))
		c.until(`document.readyState === "complete" && window.htmx`)
		c.key("j")
		c.until(`document.activeElement?.matches(".rows a.row")`)
		c.key(kb.Enter)
		inSight := fmt.Sprintf(`(() => { const box = document.querySelector("#mail.source .mail-body"), at = box?.querySelector("%s");
			if (!at || document.querySelector("#mail").dataset.row.indexOf("Rad %%d av") !== 0) return false;
			const a = at.getBoundingClientRect(), b = box.getBoundingClientRect(); return a.height > 0 && a.top >= b.top - 2 && a.bottom <= b.bottom + 2; })()`, s.place)
		c.until(fmt.Sprintf(inSight, 1))
		c.until(`document.querySelectorAll(".rows tr.shown").length === 1 && document.activeElement.dataset.row === "1"`)
		c.key("j") // with the panel open, moving is enough
		c.until(fmt.Sprintf(inSight, 2))
		if v := c.violations(); v != "" {
			t.Errorf("%s: %s", s.name, v)
		}
		c.key("s")
		c.until(`document.querySelector("#mail:not(.source)") !== null`)
	}
}

// What was not understood, and what is only a picture, is in the panel too.
func TestBrowserUnreadLinesAndPhotos(t *testing.T) {
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	company := d.company(true, 0)
	m := d.employed(company)
	csv := fmt.Sprintf("Personnummer;Namn;Medlemsavgift\r\n%s;%s;608,00\r\n%s;%s;6O8,00\r\n", m[0].Personnummer.Hyphened(), m[0].FullName(), m[1].Personnummer.Hyphened(), m[1].FullName())
	id, read := d.takeIn("csv", withFile(company.Emails[0], "underlag.csv", "text/csv", []byte(csv)))
	c := d.chrome()
	c.login(kim)
	c.open(href(id) + "/kalla/0?bilaga=1")
	c.until(`document.readyState === "complete" && window.htmx`)
	if got := c.read(`[...document.querySelectorAll("#mail .what")].map(e => e.textContent).filter(Boolean).join("|")`); got != "rad 1|inte förstådd" {
		t.Errorf("the lines are marked %q: %+v %+v", got, read.Draft.Rows, read.Draft.Unread)
	}

	photo, _ := d.sample("44-")
	c.open(href(photo))
	c.until(`document.readyState === "complete" && window.htmx`)
	c.do(chromedp.Click(`ul.files a:not([download])`))
	c.until(`document.querySelector("#mail img.source-page")?.naturalWidth > 100`)
	if v := c.violations(); v != "" {
		t.Errorf("photo: %s", v)
	}
	c.open(href(photo) + "/rader") // the photo stands beside the rows, with who is expected
	c.until(`document.querySelector("#mail img.source-page")?.naturalWidth > 100 && document.activeElement?.name === "member"`)
	c.key("844" + kb.Enter)
	c.until(`location.pathname === "` + href(photo) + `" && document.querySelectorAll(".rows a.row").length === 1`)
	answer := kim.get(href(photo) + "/bild/2/1")
	for _, leaf := range []string{"1", "3", "4"} {
		if answer.status == 200 {
			break
		}
		answer = kim.get(href(photo) + "/bild/" + leaf + "/1")
	}
	if answer.header.Get("Content-Type") != "image/jpeg" || answer.header.Get("Content-Security-Policy") != "default-src 'none'; sandbox; frame-ancestors 'none'" {
		t.Errorf("photo is sent with %v", answer.header)
	}
}

// R27: the window of its own follows case and row, needs no claim, remembers its size and closes with the session.
func TestBrowserSecondWindow(t *testing.T) {
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	pdf, _ := d.sample("36-")
	body, _ := d.sample("19-")
	c := d.chrome()
	c.login(kim)
	c.open(href(pdf))
	c.until(`document.readyState === "complete" && window.htmx`)
	opened := chromedp.WaitNewTarget(c.ctx, func(i *target.Info) bool { return i.Type == "page" && i.OpenerID != "" })
	c.key("o")
	window := <-opened
	ctx, cancel := chromedp.NewContext(c.ctx, chromedp.WithTargetID(window))
	defer cancel()
	w := &chrome{d: d, ctx: ctx}
	w.until(`location.pathname === "` + href(pdf) + `/fonster" && document.querySelector("#mail") !== null && document.readyState === "complete"`)
	if v := w.violations(); v != "" {
		t.Errorf("window: %s", v)
	}
	claims := d.count("case_event WHERE kind = 'taken'")
	c.key("j")
	w.until(`document.querySelector("#mail").dataset.row.startsWith("Rad 1 av") && document.querySelector("rect.here")`)
	c.key("j")
	w.until(`document.querySelector("#mail").dataset.row.startsWith("Rad 2 av")`)
	w.until(`localStorage.getItem("kontakten-fonster")?.includes("width")`)
	c.open(href(body))
	w.until(`document.querySelector("#mail").dataset.case === "` + body.String() + `"`)
	c.until(`document.readyState === "complete" && window.htmx`)
	c.key("j")
	w.until(`document.querySelector("li.here")`)
	if n := d.count("case_event WHERE kind = 'taken'"); n > claims+1 { // the case page of the second case claims, the window never
		t.Errorf("%d claims", n)
	}
	c.do(chromedp.Evaluate[chromedp.Void](`document.querySelector('form[action="/logga-ut"]').requestSubmit()`))
	c.until(`location.pathname === "/logga-in"`)
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	for open := true; open; {
		select {
		case <-look.C:
			all, err := chromedp.Targets(c.ctx)
			d.must(err)
			open = slices.ContainsFunc(all, func(i *target.Info) bool { return i.TargetID == window })
		case <-c.ctx.Done():
			t.Fatal("the window stays open after the session")
		}
	}
}
