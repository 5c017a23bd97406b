package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/identity"
	"sef.se/kontakten/internal/register"
)

// shownCases are the cases on a queue page, in its order.
func (p *page) shownCases() []string {
	var out []string
	for _, tr := range find(p.root, "tr[data-case]") {
		out = append(out, attribute(tr, "data-case"))
	}
	return out
}

func TestQueueFilters(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	c, other := d.company(true, 0), d.company(true, 1)
	d.arrives(c, "fee_data", d.rows(c))
	d.arrives(other, "question", nil)
	wrong := d.rows(c)
	wrong[0].MemberFee = 1
	d.arrives(c, "fee_data", []avgiftslista.Row{wrong[0]}, func(r *casework.Reading) { r.Flags = []string{"member_missing"} })
	for path, want := range map[string]int{
		"/ko": 3, "/ko?slag=question": 1, "/ko?slag=fee_data": 2, "/ko?period=2026-10": 3, "/ko?period=2026-09": 0, "/ko?vy=mine": 0, "/ko?vy=new": 3,
		"/ko?vy=late": 0, "/ko?vy=replied": 0, "/ko?ordning=newest": 3, "/ko?ordning=due": 3, "/ko?ordning=company": 3, "/ko?ordning=period": 3,
		"/ko?ordning=kind": 3, "/ko?ordning=holder": 3, "/ko?dagar=2": 0, "/ko?hos=" + itoa(kim.actor.ID): 0, "/ko?vy=keying": 0,
	} {
		if got := len(kim.get(path).shownCases()); got != want {
			t.Errorf("%s: %d rows, want %d", path, got, want)
		}
	}
	kim.get("/ko?flagga=member_missing").wants(200, "td.t-flags", "person saknas")
	kim.get("/ko?vy=finnsinte").wants(422, "p", "Vyn finns inte")
	kim.get("/ko?ordning=finnsinte").wants(422, "p", "Ordningen finns inte")
	kim.get("/ko?period=oktober").wants(422, "p", "2026-10")
	kim.get("/ko?efter=skräp").wants(422, "p", "Börja om")
	kim.get("/ko?egen=9").wants(404, "p", "Vyn finns inte")
	d.forward(8 * 24 * time.Hour)
	late := d.person("lo", identity.RoleClerk, false)
	late.get("/ko?vy=late").wants(200, ".late-day", "sen")
	late.get("/ko?vy=late").wants(200, "#views a.urgent", "Sena 3")
}

// Open cases of a company and period stand together, at the first of them (R6).
func TestQueueGroups(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	c, other := d.company(true, 0), d.company(true, 1)
	first := d.arrives(c, "fee_data", d.rows(c))
	d.forward(time.Minute)
	between := d.arrives(other, "question", nil)
	d.forward(time.Minute)
	second := d.arrives(c, "question", nil)
	september := d.arrives(c, "question", nil, func(r *casework.Reading) { r.Period = register.NewPeriod(2026, 9) })
	page := kim.get("/ko")
	want := []string{itoa(int64(first)), itoa(int64(second)), itoa(int64(between)), itoa(int64(september))}
	if got := page.shownCases(); !slices.Equal(got, want) {
		t.Errorf("shown %v, want %v", got, want)
	}
	if n := len(find(page.root, "tr.member")); n != 1 {
		t.Errorf("%d rows stand under another, want 1", n)
	}
	for range 6 {
		d.arrives(c, "question", nil)
	}
	kim.get("/ko").wants(200, "tr.member a", "3 ärenden till för samma företag och period")
}

func TestQueueOwnViews(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim, lo := d.person("kim", identity.RoleClerk, false), d.person("lo", identity.RoleClerk, false)
	c := d.company(true, 0)
	d.arrives(c, "fee_data", d.rows(c))
	d.arrives(c, "question", nil)
	saved := kim.post("/ko/vy", url.Values{"namn": {"  Frågor  i oktober "}, "slag": {"question"}, "period": {"2026-10"}})
	saved.wants(200, "#views a[aria-current=page]", "Frågor i oktober 1")
	if n := len(find(saved.root, "tr.member")); n != 1 {
		t.Errorf("%d rows of the group stand under the question, want 1", n)
	}
	id := saved.url.Query().Get("egen")
	lo.get("/ko?egen="+id).wants(404, "p", "någon annans")
	lo.post("/ko/vy/"+id+"/bort", nil).wants(404, "p", "någon annans")
	kim.post("/ko/vy", url.Values{"namn": {""}, "slag": {"question"}}).wants(422, "#alert", "namn")
	kim.post("/ko/vy/"+id+"/bort", nil).wants(200, ".note-ok", "borttagen")
	for i := range casework.MostViews {
		kim.post("/ko/vy", url.Values{"namn": {"Vy " + strconv.Itoa(i)}, "slag": {"question"}}).wants(200, ".note-ok", "sparad")
	}
	kim.post("/ko/vy", url.Values{"namn": {"En till"}, "slag": {"question"}}).wants(422, "#alert", "Ta bort en")
}

func TestQueueNarrowsToACompany(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	c := d.company(true, 0)
	d.arrives(c, "fee_data", d.rows(c))
	page := kim.post("/ko/foretag", url.Values{"namn": {c.OrganisationNumber.Hyphened()}, "slag": {"fee_data"}})
	page.wants(200, ".title .sub", c.Name)
	if q := page.url.RawQuery; strings.Contains(q, c.OrganisationNumber.Full()[:6]) || !strings.Contains(q, "slag=fee_data") {
		t.Errorf("address %q", q)
	}
	kim.post("/ko/foretag", url.Values{"namn": {"finns inte"}}).wants(422, "#alert", "Inget företag")
	kim.post("/ko/foretag", url.Values{"namn": {"AB"}}).wants(200, "h2", "Vilket företag?")
}

func TestQueueBulk(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim, lo := d.person("kim", identity.RoleClerk, false), d.person("lo", identity.RoleClerk, false)
	c := d.company(true, 0)
	fee := itoa(int64(d.arrives(c, "fee_data", d.rows(c))))
	ad := itoa(int64(d.arrives(c, "other", nil, func(r *casework.Reading) { r.Company = register.OrganisationNumber{} })))
	form := func(values url.Values) url.Values {
		f := kim.get("/ko").form("#marked")
		f.Del("till")
		for k, v := range values {
			f[k] = v
		}
		return f
	}
	kim.post("/ko/markerade", form(url.Values{"gor": {"reklam"}})).wants(422, "#alert", "Markera minst ett")
	kim.post("/ko/markerade", form(url.Values{"gor": {"tilldela"}, "arende": {fee}})).wants(422, "#alert", "Välj vem")

	closing := form(url.Values{"gor": {"reklam"}, "arende": {fee, ad}})
	closed := kim.post("/ko/markerade", closing)
	closed.wants(200, ".note-ok", "1 ärende är stängda som reklam.")
	closed.wants(200, ".note-ok", "Bara det som är övrigt")
	kim.post("/ko/markerade", closing) // a double click
	if n := d.count("case_event WHERE kind = 'rejected'"); n != 1 {
		t.Errorf("closed %d times", n)
	}
	undo := kim.post("/ko/angra", closed.form("form.note"))
	undo.wants(200, ".note-ok", "Ångrat för 1 ärende")
	kim.post("/ko/angra", closed.form("form.note")).wants(409, "#alert", "redan ångrat")

	given := kim.post("/ko/markerade", form(url.Values{"gor": {"tilldela"}, "till": {itoa(lo.actor.ID)}, "arende": {fee, ad}}))
	given.wants(200, ".note-ok", "2 ärenden är lämnade över.")
	given.wants(200, "td.t-holder", "Prov lo")
	if n := len(lo.get("/ko?vy=mine").shownCases()); n != 2 {
		t.Errorf("lo holds %d", n)
	}
	lo.post("/ko/angra", given.form("form.note")).wants(409, "#alert", "redan ångrat") // it is kim's to undo
	kim.post("/ko/angra", given.form("form.note")).wants(200, ".note-ok", "Ångrat för 2 ärenden")
	if n := len(lo.get("/ko?vy=mine").shownCases()); n != 0 {
		t.Errorf("lo still holds %d", n)
	}
	green := kim.post("/ko/markerade", form(url.Values{"gor": {"grona"}, "arende": {fee}}))
	green.wants(200, "h1", "Gröna mejl")
}

// A reply makes the case one of "svar kommet" until somebody does something about it.
func TestQueueReplied(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	id := d.arrives(d.company(true, 0), "question", nil)
	_, err := d.store.Pool().Exec(t.Context(), "UPDATE case_file SET replied_at = now() WHERE id = $1", id)
	d.must(err)
	page := kim.get("/ko?vy=replied")
	page.wants(200, "td.t-flags", "svar har kommit")
	kim.post(href(id)+"/ta", nil)
	if n := len(kim.get("/ko?vy=replied").shownCases()); n != 1 {
		t.Error("opening the case answered the reply")
	}
	kim.post(href(id)+"/beslut", url.Values{"do": {"note"}, "key": {"en nyckel som räcker"}, "reason": {"Ringt upp."}})
	if n := len(kim.get("/ko?vy=replied").shownCases()); n != 0 {
		t.Error("the reply is still unanswered")
	}
}

// Lists that wait for control stand in views of the queue, and the next one is one that the clerk
// may take: not whoever keyed it, and the third person where the keyings differ.
func TestNextList(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.always()
	kim, bo, cia := d.person("kim", identity.RoleClerk, false), d.person("bo", identity.RoleClerk, false), d.person("cia", identity.RoleSupervisor, false)
	kim.post("/ko/nasta", url.Values{"vy": {"keying"}}).wants(200, ".note-ok", "Ingen lista väntar")
	list := d.printed()
	company, _ := d.register.Company(list.Company.Organisation)
	rate, _ := d.register.RateOf(company, october)
	member, control := rate.MemberFee.Of(3_200_000), rate.ControlFee.Of(3_200_000)
	total := (member + control) * register.Amount(list.Rows)
	kim.keys(list, func(int) register.Amount { return member }, control, total)

	waiting := kim.get("/ko?vy=keying")
	waiting.wants(200, "#views a[aria-current=page]", "Andra nyckling 1")
	waiting.wants(200, "td", "Du har själv registrerat den")
	kim.post("/ko/nasta", url.Values{"vy": {"keying"}}).wants(200, ".note-ok", "Ingen lista väntar på dig")
	if next := bo.post("/ko/nasta", url.Values{"vy": {"keying"}}); !strings.HasPrefix(next.url.Path, "/registrera/") {
		t.Errorf("bo was led to %s", next.url)
	}
	cia.post("/ko/nasta", url.Values{"vy": {"keying"}}).wants(200, ".note-ok", "Ingen lista väntar på dig") // bo has it open

	bo.keys(list, func(row int) register.Amount { return member + register.Amount(row%2)*90_00 }, control, total)
	cia.get("/ko?vy=differs").wants(200, "#views a[aria-current=page]", "Skiljer sig 1")
	if next := cia.post("/ko/nasta", url.Values{"vy": {"differs"}}); !strings.HasPrefix(next.url.Path, "/kontroll/") {
		t.Errorf("cia was led to %s", next.url)
	}
	kim.post("/ko/nasta", url.Values{"vy": {"differs"}}).wants(200, ".note-ok", "Ingen lista väntar på dig")
}

// Asked about changes, a page gets its rows as they are, and which new ones its view would hold.
func TestQueueChanged(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim, lo := d.person("kim", identity.RoleClerk, false), d.person("lo", identity.RoleClerk, false)
	c := d.company(true, 0)
	first := d.arrives(c, "fee_data", d.rows(c))
	question := d.arrives(d.company(true, 1), "question", nil)
	lo.post(href(first)+"/ta", nil)
	got := kim.post("/ko/andrat", url.Values{"slag": {"fee_data"}, "visas": {itoa(int64(first))}, "nya": {itoa(int64(question))}})
	got.wants(http.StatusOK, "#changed", "Prov lo")
	if fresh := attribute(got.one("#changed"), "data-fresh"); fresh != "" {
		t.Errorf("a question is new in a view of fee data: %q", fresh)
	}
	got = kim.post("/ko/andrat", url.Values{"vy": {"new"}, "visas": {itoa(int64(first))}, "nya": {itoa(int64(question))}})
	if fresh := attribute(got.one("#changed"), "data-fresh"); fresh != itoa(int64(question)) {
		t.Errorf("fresh: %q", fresh)
	}
	got.one("tr.gone") // it is new no longer, and still shown
	kim.post("/ko/andrat", url.Values{"visas": {"x"}}).wants(422, "p", "Urvalet")
	d.browser().post("/ko/andrat", nil).wants(401, "body", "inte längre inloggad")
}

func TestBrowserQueueByKeyboard(t *testing.T) {
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	lo := d.person("lo", identity.RoleClerk, false)
	for i := range 3 {
		d.arrives(d.company(true, i), "question", nil)
		d.forward(time.Minute)
	}
	c := d.chrome()
	c.login(kim)
	c.until(`document.readyState === "complete"`)
	c.key("j")
	c.until(`document.activeElement?.matches("a.row")`)
	c.key("x")
	c.until(`document.getElementById("count").textContent === "1 markerat"`)
	c.key("j")
	c.key("x")
	c.until(`document.getElementById("count").textContent === "2 markerade" && document.querySelector(".bulk").checkVisibility()`)
	c.do(chromedp.Evaluate[chromedp.Void](`document.getElementById("till").value = "` + itoa(lo.actor.ID) + `"`))
	c.key("l")
	c.until(`document.querySelector(".note-ok")?.textContent.startsWith("2 ärenden")`)
	if n := d.count("case_file WHERE holder_id = $1", lo.actor.ID); n != 2 {
		t.Errorf("lo holds %d cases", n)
	}
	c.until(`document.readyState === "complete"`)
	c.key("u")
	c.until(`document.querySelector(".note-ok")?.textContent.startsWith("Ångrat för 2")`)
	if n := d.count("case_file WHERE holder_id IS NOT NULL"); n != 0 {
		t.Errorf("%d cases are still held", n)
	}
	c.until(`document.readyState === "complete"`)
	c.key("g")
	c.key("3")
	c.until(`location.search === "?vy=mine"`)
}

// The queue in all its shapes, and what the search finds, hold for axe at both widths and scroll no
// page sideways.
func TestBrowserAxeQueueAndSearch(t *testing.T) {
	d := newDesk(t)
	kim, lo := d.person("kim", identity.RoleClerk, false), d.person("lo", identity.RoleClerk, false)
	c := d.company(true, 0)
	first := d.arrives(c, "fee_data", d.rows(c), func(r *casework.Reading) { r.Flags = []string{"total_mismatch", "member_missing"} })
	for range 7 {
		d.arrives(c, "question", nil)
	}
	held := d.arrives(d.company(true, 1), "question", nil)
	lo.post(href(held)+"/ta", nil)
	lo.post("/strom/har", url.Values{"case": {itoa(int64(first))}, "page": {"p"}})
	_, err := d.store.Pool().Exec(t.Context(), "UPDATE case_file SET replied_at = now(), due_on = '2026-11-20' WHERE id = $1", first)
	d.must(err)
	own := kim.post("/ko/vy", url.Values{"namn": {"Frågor"}, "slag": {"question"}}).url.Query().Get("egen")
	d.until(func() bool { return len(d.hub.Present(int64(first), false)) == 1 })

	b := d.chrome()
	b.login(kim)
	look := func(name string) {
		t.Helper()
		b.until(`document.readyState === "complete"`)
		if v := b.violations(); v != "" {
			t.Errorf("%s: %s", name, v)
		}
		if wide := b.read(`document.documentElement.scrollWidth > innerWidth ? "yes" : ""`); wide != "" {
			t.Errorf("%s scrolls sideways", name)
		}
	}
	for _, width := range []int64{1280, 320} {
		b.do(chromedp.EmulateViewport(width, 800))
		at := " at " + strconv.FormatInt(width, 10)
		for _, path := range []string{"/ko?vy=late", "/ko?vy=replied", "/ko?vy=keying", "/ko?egen=" + own, "/ko?slag=question&period=2026-10", "/grona?arende=" + itoa(int64(first))} {
			b.open(path)
			look(path + at)
		}
		b.open("/ko")
		b.do(chromedp.Evaluate[chromedp.Void](`document.querySelector("#rows input").click(); fresh.hidden = false; fresh.textContent = "1 nytt – visa"; still.textContent = "Sidan uppdateras inte av sig själv, senast 10.42."; document.querySelectorAll("details.pop").forEach((d) => (d.open = true))`))
		look("/ko with marks" + at)
		for _, q := range []string{d.employed(c)[0].LastName, "bj", "K-", strings.ToLower(c.Name[:4])} {
			b.open("/sok")
			b.do(chromedp.Evaluate[chromedp.Void](`q.value = "` + q + `"; q.form.requestSubmit()`))
			b.until(`location.pathname !== "/sok" || document.querySelector("main [role=status], main p") !== null`)
			look("search for " + q + at)
		}
	}
}
