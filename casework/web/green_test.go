package web_test

import (
	"testing"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/identity"
	"sef.se/kontakten/internal/register"
)

func TestGreenPage(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	company := d.company(true, 0)
	first := d.arrives(company, "fee_data", d.rows(company), func(r *casework.Reading) { r.Period, r.Draft.Period = october.AddMonths(-1), october.AddMonths(-1) })
	kim.post(href(first)+"/beslut", kim.get(href(first)).form("#approve")).wants(200, "h1", "Kö")
	kim.get("/grona").wants(200, ".empty", "Inga gröna mejl")
	d.arrives(company, "fee_data", d.rows(company), func(r *casework.Reading) {
		var total register.Amount
		for _, row := range r.Draft.Rows {
			total += row.MemberFee + row.ControlFee
		}
		r.Draft.StatedTotal = &total
		org := company.OrganisationNumber.Full()
		r.Evidence = []casework.Evidence{{Of: "company", By: "number", Points: org}, {Of: "company", By: "members", Points: org},
			{Of: "period", By: "text", Points: october.String(), Text: "oktober 2026 i texten"}}
	})
	page := kim.get("/grona")
	page.wants(200, "th", company.Name)
	kim.post("/grona", nil).wants(422, "#alert", "Välj minst ett")
	form := page.form("#green")
	for _, box := range find(page.root, "input[name=item]") {
		form.Set("item", attribute(box, "value"))
	}
	kim.post("/grona", form).wants(200, ".note-ok", "1 ärende är ")
	kim.post("/grona/intresse", map[string][]string{"company": {"finns inte"}}).wants(422, "#alert", "ett företags")
	kim.post("/grona/intresse", map[string][]string{"company": {company.OrganisationNumber.Full()}}).wants(200, "span", company.Name)
	c := d.chrome()
	c.login(kim)
	c.open("/grona")
	if v := c.violations(); v != "" {
		t.Errorf("/grona: %s", v)
	}
}
