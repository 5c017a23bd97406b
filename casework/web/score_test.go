package web_test

import (
	"testing"

	"sef.se/kontakten/casework/labelled"
	"sef.se/kontakten/internal/identity"
	"sef.se/kontakten/internal/register"
)

func TestDecidedCasesAreLabelledExamples(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	c, other := d.company(true, 0), d.company(true, 1)
	right, edited := d.arrives(c, "fee_data", d.rows(c)), d.arrives(other, "fee_data", d.rows(other))
	d.arrives(d.company(true, 2), "fee_data", d.rows(d.company(true, 2))) // undecided: no example
	kim.post(href(right)+"/beslut", kim.get(href(right)).form("#approve")).wants(200, "h1", "Kö")
	edit := kim.get(href(edited) + "/rader").form("form.right")
	before := edit["member"][0]
	edit["member"][0] = "601,50"
	page := kim.post(href(edited)+"/rader", edit)
	form := page.form("#approve")
	for _, box := range find(page.root, "#approve input[name=accept]") {
		form.Add("accept", attribute(box, "value"))
	}
	kim.post(href(edited)+"/beslut", form)

	var found []labelled.Example
	keep := func(e labelled.Example) error { found = append(found, e); return nil }
	d.must(d.book.Examples(t.Context(), true, keep))
	if len(found) != 2 {
		t.Fatalf("%d examples, want 2", len(found))
	}
	was, err := register.ParseAmount(before)
	d.must(err)
	if e := found[1]; e.Read.Rows[0].MemberFee != was || e.Decided.Rows[0].MemberFee != 601_50 || e.Decided.Company != other.OrganisationNumber || e.Reader != "1" || len(e.Raw) == 0 {
		t.Errorf("the edited row is read %v, decided %v", e.Read.Rows[0].MemberFee, e.Decided.Rows[0].MemberFee)
	}
	if d.count("access_log WHERE what = 'score'") != 1 {
		t.Error("the opening of all examples was not logged once")
	}

	// Erased with the mail that it comes from.
	_, err = d.store.Pool().Exec(t.Context(), "UPDATE message SET erased_at = now() WHERE id = (SELECT message_id FROM case_file WHERE id = $1)", int64(right))
	d.must(err)
	found = nil
	d.must(d.book.Examples(t.Context(), false, keep))
	if len(found) != 1 {
		t.Errorf("%d examples after an erasure, want 1", len(found))
	}
}
