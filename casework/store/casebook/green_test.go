package casebook_test

import (
	"crypto/rand"
	"strings"
	"testing"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/green"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/casework/store/greenbook"
	"sef.se/kontakten/internal/register"
)

// plain makes a reading green: two kinds of evidence, the period in the text, a total that agrees.
func plain(period register.Period) func(*casework.Reading) {
	return func(r *casework.Reading) {
		total := register.Amount(4 * 768_00)
		r.Period, r.Draft.Period, r.Draft.StatedTotal = period, period, &total
		org := r.Company.Full()
		r.Evidence = []casework.Evidence{{Of: "company", By: "number", Points: org}, {Of: "company", By: "address", Points: org},
			{Of: "period", By: "text", Points: period.String(), Text: period.Words() + " i texten"}}
	}
}

func TestGreenIsOneFunction(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.arrives(w.reading(0, rowsOf(0), plain(october)))
	known := green.History{Reported: true}
	if why := green.Reasons(w.open("anna", id), known); len(why) != 0 {
		t.Fatalf("not green: %v", why)
	}
	for name, tc := range map[string]struct {
		change  func(*casework.CasePage)
		history green.History
		says    string
	}{
		"first report":     {func(*casework.CasePage) {}, green.History{}, "första redovisning"},
		"unknown sender":   {func(p *casework.CasePage) { p.Case.SenderKnown = false }, known, "avsändaren"},
		"one evidence":     {func(p *casework.CasePage) { p.Evidence = p.Evidence[1:] }, known, "oberoende"},
		"two companies":    {func(p *casework.CasePage) { p.Evidence[0].Points = "5500000000" }, known, "oberoende"},
		"subject's period": {func(p *casework.CasePage) { p.Evidence[2].Text = "oktober 2026 i ämnesraden" }, known, "perioden"},
		"no total":         {func(p *casework.CasePage) { p.Stated = nil }, known, "summa"},
		"somebody missing": {func(p *casework.CasePage) { p.Missing = make([]casework.Expected, 1) }, known, "saknas"},
		"a flag":           {func(p *casework.CasePage) { p.Case.Flags = []string{"rate_deviation"} }, known, "flaggor"},
		"edited":           {func(p *casework.CasePage) { p.Rows[0].Mark = casework.MarkEdited }, known, "ändrad"},
		"reported":         {func(p *casework.CasePage) { p.Proposal = &ledger.Proposal{Kind: ledger.Correction} }, known, "redan en redovisning"},
		"more errands":     {func(p *casework.CasePage) { p.Case.Kinds = []string{"fee_data", "question"} }, known, "mer än"},
		"protected":        {func(p *casework.CasePage) { p.Case.Restricted = true }, known, "skyddade"},
	} {
		page := w.open("anna", id)
		tc.change(&page)
		if why := strings.Join(green.Reasons(page, tc.history), "; "); !strings.Contains(why, tc.says) {
			t.Errorf("%s: %q", name, why)
		}
	}
}

func TestBulkApproval(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := greenbook.New(w.store, w.Book, w.vault)
	w.approve("anna", w.arrives(w.reading(0, rowsOf(0), plain(october.AddMonths(-13)))))
	for i := range 12 {
		w.arrives(w.reading(0, rowsOf(0), plain(october.AddMonths(-i))))
	}
	unplain := w.arrives(w.reading(1, rowsOf(1)))
	page, err := b.GreenPage(t.Context(), w.staff["bo"])
	if err != nil || len(page.Rows) != 12 {
		t.Fatalf("%d green, %v", len(page.Rows), err)
	}
	var items []green.Item
	for _, r := range page.Rows {
		items = append(items, green.Item{Case: r.Case, Screen: r.Screen})
	}
	items[11].Screen = items[10].Screen
	items = append(items, green.Item{Case: unplain, Screen: w.open("bo", unplain).Screen})
	a := green.Approval{Key: rand.Text(), Items: items, By: w.staff["bo"]}
	r, err := b.ApproveGreen(t.Context(), a)
	if err != nil || len(r.Approved)+len(r.Held) != 11 || len(r.Refused) != 2 || r.Refused[unplain] == "" {
		t.Fatalf("%+v, %v", r, err)
	}
	if again, err := b.ApproveGreen(t.Context(), a); err != nil || len(again.Approved) != len(r.Approved) {
		t.Errorf("a double click: %+v, %v", again, err)
	}
	if n := w.count("fee_report"); n != 1+len(r.Approved) {
		t.Errorf("%d reports", n)
	}
	a.Items = make([]green.Item, green.Most+1)
	_, err = b.ApproveGreen(t.Context(), a)
	w.refused(err, casework.Invalid)
}

func TestHeldBackAndInterested(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := greenbook.New(w.store, w.Book, w.vault)
	id := w.arrives(w.reading(0, rowsOf(0), plain(october)))
	screen := w.open("bo", id).Screen
	if _, err := w.store.Pool().Exec(t.Context(), "INSERT INTO held_back (case_id, first_by, screen, at) VALUES ($1, $2, $3, now())", id, w.staff["anna"].ID, screen); err != nil {
		t.Fatal(err)
	}
	_, err := w.try("anna", id, casework.Approve{Screen: screen, As: ledger.New})
	w.refused(err, casework.Denied)
	if err := b.SetInterest(t.Context(), w.staff["bo"], 100001, true); err != nil {
		t.Fatal(err)
	}
	_, err = w.try("bo", id, casework.Approve{Screen: screen, As: ledger.New})
	w.refused(err, casework.Denied)
	if err := b.SetInterest(t.Context(), w.staff["bo"], 100001, false); err != nil {
		t.Fatal(err)
	}
	w.refused(b.SetInterest(t.Context(), w.staff["bo"], 1, true), casework.Invalid)
	w.approve("bo", id)
	if n := w.count("held_back WHERE agreed AND second_by = $1", w.staff["bo"].ID); n != 1 {
		t.Error("the second person's decision is not counted")
	}
}
