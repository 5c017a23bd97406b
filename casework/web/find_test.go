package web_test

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/identity"
)

func TestSearch(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	c := d.company(true, 0)
	id := d.arrives(c, "fee_data", d.rows(c))
	number := strconv.Itoa(c.CustomerNumber)
	for _, q := range []string{number, c.OrganisationNumber.Full(), c.OrganisationNumber.Hyphened(), c.Name, strings.ToUpper(c.Name), c.Emails[0], c.Name[2:]} {
		page := kim.post("/sok", url.Values{"q": {q}})
		if page.url.Path == "/sok" {
			page.wants(200, "a.row", c.Name) // a bureau's address is known for several
		} else {
			page.wants(200, "h1", c.Name)
		}
		if strings.Contains(page.url.String(), c.OrganisationNumber.Full()) {
			t.Errorf("organisation number in %s", page.url)
		}
	}
	kim.post("/sok", url.Values{"q": {strings.ToLower(id.String())}}).wants(200, "h1", id.String())
	kim.post("/sok", url.Values{"q": {"finns absolut inte"}}).wants(200, "p", "Inget hittades")
	kim.post("/sok", url.Values{"q": {"AB"}}).wants(200, "p", "Inget hittades") // a beginning: three letters find parts
	kim.post("/sok", url.Values{"q": {"ab "}}).wants(200, "h1", "Sök")
	kim.post("/sok", url.Values{"q": {""}}).wants(200, "h1", "Sök")
	kim.post("/sok/forslag", url.Values{"q": {c.OrganisationNumber.Full()[:6]}}).wants(200, "a", c.Name)
}

// A member is found by number and name, masked, and each showing is logged (R26).
func TestSearchForAMember(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	c := d.company(true, 0)
	m := d.employed(c)[0]
	for _, q := range []string{m.Personnummer.Full(), m.Personnummer.Hyphened(), m.Personnummer.Full()[2:], m.FullName(), strings.ToUpper(m.LastName)} {
		before := d.count("access_log WHERE what = 'search'")
		page := kim.post("/sok", url.Values{"q": {q}})
		page.wants(200, "tbody th", m.FullName())
		page.wants(200, "td", m.Personnummer.String())
		page.wants(200, "td a.row", c.Name)
		page.lacks(m.Personnummer.Hyphened())
		page.lacks(m.Personnummer.Full())
		if d.count("access_log WHERE what = 'search'") <= before {
			t.Error("the search was not logged")
		}
	}
	if strings.Contains(d.log.String(), m.Personnummer.Full()) {
		t.Error("the number is in the log")
	}
}

// Whoever may not see protected persons does not find them (R8).
func TestSearchHidesTheProtected(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim, cia := d.person("kim", identity.RoleClerk, false), d.person("cia", identity.RoleSupervisor, true)
	c := d.company(true, 0)
	m := d.employed(c)[0]
	_, err := d.store.Pool().Exec(t.Context(), "UPDATE member SET protected = true, last_name = 'Hemlighetsson' WHERE personnummer = $1", m.Personnummer.Full())
	d.must(err)
	for _, q := range []string{m.Personnummer.Full(), "Hemlighetsson"} {
		kim.post("/sok", url.Values{"q": {q}}).wants(200, "p", "Inget hittades")
		cia.post("/sok", url.Values{"q": {q}}).wants(200, "tbody th", "Hemlighetsson")
	}
	if n := d.count("access_log WHERE what = 'search' AND staff_id = $1", kim.actor.ID); n != 0 {
		t.Errorf("%d openings logged for who found nothing", n)
	}
}

func TestSearchForAList(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	list := d.printed()
	kim.post("/sok", url.Values{"q": {list.Number}}).wants(200, "h1", "Lista "+list.Number[:6])
	_, err := d.store.Pool().Exec(t.Context(), "UPDATE fee_list SET state = 'reported' WHERE number = $1", list.Number)
	d.must(err)
	found := kim.post("/sok", url.Values{"q": {list.Number}}) // keyed and booked: its own page
	if found.url.Path != "/lista/"+itoa(int64(list.ID)) {
		t.Errorf("led to %s", found.url)
	}
}

func TestSuggestions(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	c := d.company(true, 0)
	m := d.employed(c)[0]
	kim.post("/sok/forslag", url.Values{"q": {c.Name[:4]}}).wants(200, "a", c.Name)
	none := kim.post("/sok/forslag", url.Values{"q": {m.Personnummer.Full()}})
	if len(find(none.root, "a")) != 0 || d.count("access_log WHERE what = 'search'") != 0 {
		t.Error("a member is suggested")
	}
	hidden := d.arrives(c, "question", nil)
	_, err := d.store.Pool().Exec(t.Context(), "UPDATE case_file SET restricted = true WHERE id = $1", hidden)
	d.must(err)
	if len(find(kim.post("/sok/forslag", url.Values{"q": {casework.CaseID(hidden).String()}}).root, "a")) != 0 {
		t.Error("a restricted case is suggested")
	}
}

func TestBrowserSearchByKeyboard(t *testing.T) {
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	company := d.company(true, 0)
	c := d.chrome()
	c.login(kim)
	c.open("/listor")
	c.until(`document.readyState === "complete" && window.htmx`)
	c.do(chromedp.KeyEvent("k", chromedp.KeyModifiers(chromedp.ModifierCtrl)))
	c.until(`document.activeElement?.id === "q"`)
	c.key(company.Name[:5])
	c.until(`document.querySelector("#suggested a")?.checkVisibility()`)
	c.key(kb.ArrowDown)
	c.until(`document.activeElement?.matches("#suggested a")`)
	c.key(kb.Enter)
	c.until(`location.pathname === "/foretag/` + strconv.Itoa(company.CustomerNumber) + `"`)
	for _, address := range c.asked {
		if strings.Contains(address, "Bj") || strings.Contains(address, company.Name[:5]) {
			t.Errorf("what was typed stands in %s", address)
		}
	}
}
