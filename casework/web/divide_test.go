package web_test

import (
	"slices"
	"strconv"
	"testing"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/identity"
	"sef.se/kontakten/internal/register"
)

func TestMailForSeveralClientsIsDivided(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim, bo := d.person("kim", identity.RoleClerk, false), d.person("bo", identity.RoleClerk, false)
	a, b := d.company(true, 0), d.company(true, 1)
	ra, rb := d.rows(a), d.rows(b)
	rows := slices.Concat(ra, rb)
	rows = append(rows, avgiftslista.Row{Name: "Okänd Person", Written: "000000-0000", MemberFee: 500_00, Place: avgiftslista.Place{Part: avgiftslista.PartBody, Line: 99, Text: "Okänd Person 500"}})
	for i := range rows {
		rows[i].Place.Line = i + 1
	}
	bureau := func(r *casework.Reading) {
		r.Company, r.Draft.Company = register.OrganisationNumber{}, register.OrganisationNumber{}
		r.Flags = []string{"company_ambiguous"}
	}
	id := d.arrives(a, "fee_data", rows, bureau)

	page := kim.get(href(id) + "/dela")
	page.wants(200, "p", "2 företag föreslås")
	form := page.form("#divide")
	stale := page.form("#divide")
	var given []string
	for i := range rows {
		given = append(given, form["client"][i])
	}
	if given[0] != strconv.Itoa(a.CustomerNumber) || given[len(ra)] != strconv.Itoa(b.CustomerNumber) || given[len(rows)-1] != "" {
		t.Fatalf("proposed %v", given)
	}
	for range 2 { // a double click divides once
		kim.post(href(id)+"/dela", form)
	}
	if n := d.count("case_file WHERE divided_from = " + itoa(int64(id))); n != 2 {
		t.Fatalf("%d parts, want 2", n)
	}
	if n := d.count("case_file c JOIN company k ON k.id = c.company_id WHERE c.divided_from IS NOT NULL AND k.customer_number IN (" + strconv.Itoa(a.CustomerNumber) + "," + strconv.Itoa(b.CustomerNumber) + ")"); n != 2 {
		t.Errorf("%d parts have their company", n)
	}

	// What fits none stays in the case, visible, until it is placed.
	rest := kim.get(href(id))
	rest.wants(200, ".rows th", "Okänd Person")
	rest.lacks(ra[0].Name)
	stale["key"][0] = "en-annan-nyckel-1234"
	kim.post(href(id)+"/dela", stale).wants(409, "#alert", "ändrats sedan")
	kim.post(href(id)+"/beslut", map[string][]string{"do": {"notours"}, "key": {"nyckel-nyckel-nyckel"}, "reason": {"fel"}}).wants(409, "#alert", "delat på flera")

	again := kim.get(href(id) + "/dela").form("#divide")
	again.Set("company", strconv.Itoa(b.CustomerNumber))
	again.Set("add", "1")
	more := kim.post(href(id)+"/dela", again).form("#divide")
	more["client"] = []string{strconv.Itoa(b.CustomerNumber)}
	kim.post(href(id)+"/dela", more).wants(200, ".note-ok", "Kvar här: 0")
	if n := d.count("case_file WHERE state = 'decided' AND id = " + itoa(int64(id))); n != 1 {
		t.Error("the emptied case is not decided")
	}

	// A part is decided as any case; its source is the shared mail.
	var part int64
	d.must(d.store.Pool().QueryRow(t.Context(), "SELECT min(id) FROM case_file WHERE divided_from = $1", int64(id)).Scan(&part))
	first := bo.get(href(casework.CaseID(part)))
	first.wants(200, ".rows th", ra[0].Name)
	first.lacks(rb[0].Name)
	bo.post(href(casework.CaseID(part))+"/beslut", first.form("#approve")).wants(200, "h1", "Kö")
	if n := d.count("posting"); n != len(ra) {
		t.Errorf("%d postings, want %d", n, len(ra))
	}
}

func TestDivisionNeedsTheCase(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim, bo := d.person("kim", identity.RoleClerk, false), d.person("bo", identity.RoleClerk, false)
	c := d.company(true, 0)
	id := d.arrives(c, "fee_data", d.rows(c))
	kim.post(href(id)+"/ta", nil)
	if p := bo.get(href(id) + "/dela"); p.status != 403 {
		t.Errorf("another clerk's case: %d, want 403", p.status)
	}
	form := kim.get(href(id) + "/dela").form("#divide")
	for i := range form["client"] {
		form["client"][i] = ""
	}
	kim.post(href(id)+"/dela", form).wants(422, "#alert", "minst en rad")
	form["add"], form["company"] = []string{"1"}, []string{"999999"}
	kim.post(href(id)+"/dela", form).wants(422, "#alert", "999999")
}
