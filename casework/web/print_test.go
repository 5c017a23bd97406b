package web_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/identity"
)

// draw draws every file of the print room that waits, as a program with the role work does.
func (d *desk) draw() {
	d.t.Helper()
	var ids []int64
	d.must(d.store.Pool().QueryRow(d.t.Context(), "SELECT coalesce(array_agg(id ORDER BY id), '{}') FROM print_batch WHERE state = 'drawing'").Scan(&ids))
	d.must(d.room.Draw(d.t.Context(), ids, nil))
}

// letterOf gives the letter number of a list that is in the file, and the list's id.
func (d *desk) letterOf(place int) (number string, list casework.ListID) {
	d.t.Helper()
	d.must(d.store.Pool().QueryRow(d.t.Context(), "SELECT number, list_id FROM letter WHERE kind = 'list' AND place = $1 ORDER BY id DESC LIMIT 1", place).Scan(&number, &list))
	return number, list
}

// hidden gives the value of the n-th field of a name that the page's tables hold.
func (p *page) hidden(name string, n int) string {
	p.d.t.Helper()
	for _, field := range find(p.root, "td input") {
		if attribute(field, "name") != name {
			continue
		}
		if n == 0 {
			return attribute(field, "value")
		}
		n--
	}
	p.d.t.Fatalf("%s: no field %q\n%s", p.url.Path, name, p.shown())
	return ""
}

func TestMonthFromPreviewToPost(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	clerk := d.person("kim", identity.RoleClerk, false)
	cia := d.person("cia", identity.RoleSupervisor, false)
	month := url.Values{"period": {"2026-10"}}
	clerk.get("/manad?period=2026-10").wants(200, "#run p", "En arbetsledare startar")
	clerk.post("/manad/skriv", month).wants(403, "h1", "Inte tillåtet")
	clerk.get("/manad?period=2026-13").wants(422, "p", "2026-10")
	cia.get("/manad?period=2026-10").wants(200, "#run button", "Skriv ut 8 listor")
	cia.post("/manad/avbryt", month).wants(409, ".note-bad", "Inget skrivs ut")
	cia.post("/manad/skriv", month).wants(200, ".note-ok", "8 listor är numrerade för oktober 2026")

	// While it is drawn the page asks again; a cancelled run is gone on with.
	live := cia.get("/manad?period=2026-10")
	live.wants(200, "#run label", "Ritar 0 av 8 listor")
	if get := attribute(live.one("#run"), "hx-get"); get != "/manad/lage?period=2026-10" {
		t.Errorf("the page asks %q", get)
	}
	cia.get("/manad/lage?period=2026-10").wants(200, "progress", "0 %")
	cia.post("/manad/avbryt", month).wants(200, ".note-warn", "avbruten efter 0 av 8")
	cia.post("/manad/skriv", month).wants(200, ".note-ok", "fortsätter")
	d.draw()
	if done := cia.get("/manad/lage?period=2026-10"); done.header.Get("HX-Redirect") != "/manad?period=2026-10" {
		t.Errorf("a finished run does not load the page: %v", done.header)
	}
	ready := cia.get("/manad?period=2026-10")
	ready.wants(200, ".files-table td", "klar att skrivas ut")
	for _, a := range find(ready.root, ".file-acts a") {
		file := cia.get(attribute(a, "href"))
		if file.status != 200 || !strings.HasPrefix(file.body, "%PDF") || !strings.HasPrefix(file.header.Get("Content-Disposition"), "attachment; filename=\"bunt-") {
			t.Errorf("%s: %d %v", text(a), file.status, file.header)
		}
		if clerk.get(attribute(a, "href")).status != 403 {
			t.Errorf("a clerk opens %s", text(a))
		}
	}
	hand := ready.form(".file-acts form")
	cia.post("/manad/lamna", hand).wants(200, ".files-table td", "lämnad till skrivaren")
	cia.post("/manad/lamna", hand).wants(409, ".note-bad", "redan lämnad")
	post := cia.get("/manad?period=2026-10").form(".post-form")
	post.Set("count", "7")
	cia.post("/manad/posta", post).wants(422, ".note-bad", "8 kuvert")
	post.Set("count", "8")
	cia.post("/manad/posta", post).wants(200, ".files-table td", "postad")

	// The register of expected returns.
	all := cia.get("/manad/vantar?period=2026-10")
	all.wants(200, ".views b", "9")
	nothing := url.Values{"period": {"2026-10"}, "list": {all.hidden("list", 0)}, "key": {all.hidden("key", 0)}, "reason": {"ingen lön"}}
	clerk.post("/manad/inget", nothing).wants(200, ".note-ok", "inget att redovisa")
	clerk.get("/manad/vantar?period=2026-10&vy=reported").wants(200, "td", "Inget att redovisa: ingen lön")
	grant := url.Values{"period": {"2026-10"}, "customer": {all.hidden("customer", 3)}, "reason": {"sjuk"}}
	clerk.post("/manad/anstand", grant).wants(422, ".note-bad", "till vilken dag")
	grant.Set("until", "2026-12-10")
	clerk.post("/manad/anstand", grant).wants(200, ".note-ok", "antecknat")
	clerk.get("/manad/vantar?period=2026-10&vy=respite").wants(200, "td", "Anstånd till 10 dec 2026: sjuk")
	clerk.post("/manad/anstand/slut", grant).wants(200, ".note-ok", "taget tillbaka")
}

func TestListLettersAndReturns(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	clerk := d.person("kim", identity.RoleClerk, false)
	cia := d.person("cia", identity.RoleSupervisor, false)
	cia.post("/manad/skriv", url.Values{"period": {"2026-10"}})
	d.draw()
	number, list := d.letterOf(2)
	page := fmt.Sprintf("/lista/%d", list)
	clerk.get(page).wants(200, "dd", number[:4]+" "+number[4:])
	clerk.post(page+"/fraga", url.Values{"questions": {"Rad 1: 19121212-1212?"}}).wants(422, ".note-bad", "personnummer")
	clerk.post(page+"/fraga", url.Values{"questions": {"Rad 1 har inget belopp."}}).wants(200, ".note-ok", "brevkön")
	clerk.post(page+"/kvitto", nil).wants(409, ".note-bad", "Inget är bokfört")
	if sheet := cia.get(page + "/pdf?blad=1"); sheet.status != 200 || !strings.HasPrefix(sheet.body, "%PDF") {
		t.Errorf("reprint: %d", sheet.status)
	}
	cia.get(page+"/pdf?blad=9").wants(404, "h1", "Finns inte")
	clerk.get("/lista/99999").wants(404, "h1", "Finns inte")

	letters := clerk.get("/brev")
	letters.wants(200, "th", "Fråga om en lista")
	letters.wants(200, "p", "En arbetsledare startar")
	if pdf := clerk.get(attribute(find(letters.root, `tbody th a`)[0], "href")); !strings.HasPrefix(pdf.body, "%PDF") || !strings.HasPrefix(pdf.header.Get("Content-Disposition"), "inline") {
		t.Errorf("preview: %d %v", pdf.status, pdf.header)
	}
	clerk.get("/brev?visa=reminder2").wants(200, "#preview-title", "Påminnelse 2")
	if pdf := clerk.get("/brev/prov/reminder2"); !strings.HasPrefix(pdf.body, "%PDF") {
		t.Errorf("sample: %d", pdf.status)
	}
	clerk.get("/brev?visa=kuvert").wants(200, "#preview-title", "kuvert")
	if pdf := clerk.get("/brev/prov/kuvert"); !strings.HasPrefix(pdf.body, "%PDF") {
		t.Errorf("alignment: %d", pdf.status)
	}
	clerk.get("/brev/prov/hot").wants(404, "h1", "Finns inte")
	cia.post("/brev/skriv", nil).wants(200, ".note-ok", "Breven ritas")
	d.draw()
	cia.get("/brev").wants(200, ".files-table td", "1 brev")
	cia.post("/brev/skriv", nil).wants(409, ".note-bad", "Inga brev väntar")

	clerk.post("/returer", url.Values{"number": {"12345678"}, "reason": {"moved"}}).wants(422, ".note-bad", "brevnummer")
	clerk.post("/returer", url.Values{"number": {number}, "reason": {"moved"}}).wants(200, ".note-ok", "flyttat. Ärende K-")
	clerk.post("/returer", url.Values{"number": {number}, "reason": {"moved"}}).wants(409, ".note-bad", "redan")
	clerk.get("/manad/vantar?period=2026-10&vy=retur").wants(200, "td", "i retur")
	cia.post(page+"/skriv-om", nil).wants(200, ".note-ok", "skrivs om")
	clerk.get(page).wants(404, "h1", "Finns inte")
}

func TestBrowserReturnsByKeypad(t *testing.T) {
	d := newDesk(t)
	clerk := d.person("kim", identity.RoleClerk, false)
	cia := d.person("cia", identity.RoleSupervisor, false)
	cia.post("/manad/skriv", url.Values{"period": {"2026-10"}})
	d.draw()
	c := d.chrome()
	c.login(clerk)
	c.open("/returer")
	for place, digit := range []string{1: "1", 2: "3", 3: "2"} {
		if place == 0 {
			continue
		}
		number, _ := d.letterOf(place)
		for _, key := range number {
			c.key(string(key))
		}
		c.key(kb.Enter)
		c.until(`document.activeElement.type === "radio"`)
		c.key(digit)
		c.key(kb.Enter)
		c.until(fmt.Sprintf(`document.querySelectorAll(".panel tbody tr").length === %d && document.activeElement.id === "number" && document.readyState === "complete"`, place))
	}
	if got := c.read(`[...document.querySelectorAll(".panel tbody tr")].map(r => r.cells[2].textContent.trim()).join(" ")`); got != "okänd konkurs flyttat" {
		t.Errorf("reasons %q", got)
	}
	for _, page := range []string{"/returer", "/manad?period=2026-10", "/manad/vantar?period=2026-10", "/brev"} {
		c.open(page)
		if found := c.violations(); found != "" {
			t.Errorf("%s: %s", page, found)
		}
	}
}
