package web_test

import (
	"net/url"
	"testing"

	"sef.se/kontakten/internal/identity"
)

func TestRowsOfAnImageAreConfirmedOneByOne(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim, bo := d.person("kim", identity.RoleClerk, false), d.person("bo", identity.RoleClerk, false)
	id, read := d.sample("39-") // a scanned PDF without text
	if len(read.Draft.Rows) != 0 {
		t.Fatal("reading itself uses OCR")
	}
	kim.get(href(id)+"/kalla/0?del=1").wants(200, ".note-warn a", "läsa bilden")
	page := kim.get(href(id) + "/ocr/1")
	page.wants(200, "p.note-warn", "kan vara fel")
	forms := find(page.root, "form.ocr-row")
	if len(forms) < 2 {
		t.Fatalf("%d rows proposed\n%s", len(forms), page.shown())
	}
	if d.count("case_event WHERE kind = 'edited'") != 0 {
		t.Error("a proposal changed the case")
	}
	fields := func(n int) url.Values {
		v := url.Values{}
		for _, in := range find(forms[n], "input") {
			v.Set(attribute(in, "name"), attribute(in, "value"))
		}
		return v
	}
	one := fields(0)
	if m := one.Get("member"); m != "" && m != "845,50" { // the image says 845,50 and 222,50
		t.Errorf("the member fee is proposed as %q", m)
	}
	one.Set("member", "608,50")
	for range 2 { // a double click is one row
		kim.post(href(id)+"/ocr/1", one).wants(200, ".tag-ok", "tillagd")
	}
	again := fields(0)
	again.Set("key", "en-annan-nyckel-1234")
	kim.post(href(id)+"/ocr/1", again).wants(409, "#alert", "redan tillagd")
	bad := fields(1)
	bad.Set("member", "sexhundra")
	kim.post(href(id)+"/ocr/1", bad).wants(422, "#alert", "belopp")
	shown := kim.get(href(id))
	shown.wants(200, ".rows .num", "608,50")
	shown.wants(200, ".rows .lesser", "OCR bilaga 1 sida 1 rad")
	if n := len(find(shown.root, ".rows a.row")); n != 1 {
		t.Errorf("%d rows in the case, want the one that was confirmed", n)
	}
	kim.get(href(id)+"/kalla/1").wants(200, "#mail .note-warn", "bild")

	kim.post(href(id)+"/ta", nil)
	if p := bo.get(href(id) + "/ocr/1"); p.status != 403 {
		t.Errorf("another clerk: %d, want 403", p.status)
	}
	if p := kim.get(href(id) + "/ocr/9"); p.status != 404 {
		t.Errorf("no such attachment: %d, want 404", p.status)
	}
}
