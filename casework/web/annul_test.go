package web_test

import (
	"fmt"
	"net/url"
	"testing"

	"sef.se/kontakten/internal/identity"
)

func TestMakuleraAndFlytta(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim, bo := d.person("kim", identity.RoleClerk, false), d.person("bo", identity.RoleClerk, false)
	company, other := d.company(true, 0), d.company(true, 1)
	id := d.arrives(company, "fee_data", d.rows(company))
	kim.post(href(id)+"/beslut", kim.get(href(id)).form("#approve")).wants(200, "h1", "Kö")
	page := kim.get(fmt.Sprintf("/foretag/%d", company.CustomerNumber))
	page.wants(200, "a", "makulera eller flytta")
	report := kim.get("/redovisning/1")
	report.wants(200, "h1", "Ny redovisning, oktober 2026")
	report.lacks(d.rows(company)[0].Personnummer.Full())
	form := report.form("form.panel-body")
	kim.post("/redovisning/1/ta-bort", form).wants(422, "#alert", "Välj varför")
	form.Set("reason", "wrong_company")
	form.Set("do", "move")
	form.Set("company", "finns inte")
	kim.post("/redovisning/1/ta-bort", form).wants(422, "#alert", "Inget företag hittades")
	form.Set("company", other.OrganisationNumber.Full())
	kim.post("/redovisning/1/ta-bort", form).wants(200, ".note-ok", "andra person måste bekräfta")
	kim.get("/redovisning/1").wants(200, "p", "Någon annan än du måste bekräfta")
	asked := bo.get("/redovisning/1")
	asked.wants(200, "p", "flytta redovisningen till "+other.Name)
	yes := url.Values{"request": {"1"}, "yes": {"1"}, "key": {"0123456789abcdef"}}
	bo.post("/redovisning/1/svar", yes).wants(200, ".note-ok", "flyttad till "+other.Name)
	bo.get("/redovisning/1").wants(200, ".note-warn", "Flyttad till")
	bo.get("/redovisning/2").wants(200, ".note", "Flyttad hit från "+company.Name)
	bo.get("/redovisning/99").wants(404, "h1", "Finns inte")
	if n := d.count("posting WHERE reverses IS NOT NULL"); n != len(d.rows(company)) {
		t.Errorf("%d reversals", n)
	}
	c := d.chrome()
	c.login(bo)
	for _, path := range []string{"/redovisning/1", "/redovisning/2"} {
		c.open(path)
		if v := c.violations(); v != "" {
			t.Errorf("%s: %s", path, v)
		}
	}
}
