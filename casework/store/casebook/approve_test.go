package casebook_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/history"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/internal/register"
)

func TestApproveBooksOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.arrives(w.reading(0, rowsOf(0)))
	page := w.open("anna", id)
	if page.Proposal.Kind != ledger.New || page.Sum.Total() != 4*768_00 || len(page.Missing) != 0 || !page.Editable || page.Mail == nil {
		t.Fatalf("page: %+v", page)
	}
	out := w.do("anna", id, casework.Approve{Screen: page.Screen, As: ledger.New})
	if out.Report == 0 || out.Case.State != casework.CaseDecided {
		t.Fatalf("outcome: %+v", out)
	}
	company, err := w.CompanyPage(t.Context(), w.staff["anna"], 100001)
	if err != nil {
		t.Fatal(err)
	}
	if len(company.Reports) != 1 || company.Reports[0].Sum.Total() != 4*768_00 {
		t.Fatalf("reports: %+v", company.Reports)
	}
	v := company.Reports[0].Versions[0]
	if v.DecidedBy != "Anna" || v.Screen != page.Screen.Hash() || v.Mode != "test" || v.BookingDate != register.NewDate(2026, 11, 24) {
		t.Errorf("version: %+v", v)
	}
	p := v.Postings[1]
	if p.Person.MemberID == 0 || p.Source.Place != "body line 4" || !strings.Contains(p.Source.Line, "608,00") || p.Original != page.Mail.SHA256 || p.Reader != "1" {
		t.Errorf("posting: %+v", p)
	}
	if n := w.count("access_log WHERE what = 'case' AND case_id = $1", id); n != 1 {
		t.Errorf("%d openings logged", n)
	}
	if n := w.count("outbox WHERE case_id = $1 AND template = 'receipt'", id); n != 1 {
		t.Errorf("%d receipts", n)
	}
	if n := w.count("river_job WHERE kind = 'send_mail'"); n != 2 {
		t.Errorf("%d mail jobs, want acknowledgement and receipt", n)
	}
}

func TestTwentyDoubleSubmitsMakeOneReport(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.arrives(w.reading(0, rowsOf(0)))
	c := casework.Command{Case: id, By: w.staff["anna"], Key: key(), Do: casework.Approve{Screen: w.open("anna", id).Screen, As: ledger.New}}
	var wg sync.WaitGroup
	outs := make([]casework.Outcome, 20)
	for i := range outs {
		wg.Go(func() {
			var err error
			if outs[i], err = w.Decide(t.Context(), c); err != nil {
				t.Errorf("submit %d: %v", i, err)
			}
		})
	}
	wg.Wait()
	repeats := 0
	for _, o := range outs {
		if o.Repeat {
			repeats++
		}
		if o.Report != outs[0].Report || o.Said != outs[0].Said {
			t.Errorf("outcomes differ: %+v, %+v", o, outs[0])
		}
	}
	if n := w.count("fee_report"); n != 1 || repeats != 19 || w.count("outbox WHERE template = 'receipt'") != 1 {
		t.Errorf("%d reports, %d repeats", n, repeats)
	}
}

func TestTwoClerksOneBookingOneConflict(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	// The same month from two mails, and each of them on two screens.
	for name, cases := range map[string][2]casework.CaseID{
		"one case":  func() [2]casework.CaseID { id := w.arrives(w.reading(0, rowsOf(0))); return [2]casework.CaseID{id, id} }(),
		"two cases": {w.arrives(w.reading(1, rowsOf(1))), w.arrives(w.reading(1, rowsOf(1)))},
	} {
		screens := [2]casework.Screen{w.open("anna", cases[0]).Screen, w.open("bo", cases[1]).Screen}
		var wg sync.WaitGroup
		var errs [2]error
		for i, who := range []string{"anna", "bo"} {
			wg.Go(func() { _, errs[i] = w.try(who, cases[i], casework.Approve{Screen: screens[i], As: ledger.New}) })
		}
		wg.Wait()
		lost := errs[0]
		if lost == nil {
			lost = errs[1]
		}
		if (errs[0] == nil) == (errs[1] == nil) || casework.KindOf(lost) != casework.Conflict {
			t.Fatalf("%s: %v, %v", name, errs[0], errs[1])
		}
		refusal, ok := lost.(*casework.Error) //nolint:errorlint // refusals come unwrapped
		if !ok || refusal.Difference == nil || !refusal.Difference.Ledger {
			t.Errorf("%s: the conflict does not say that the ledger changed: %v", name, lost)
		}
	}
	if n := w.count("fee_report"); n != 2 {
		t.Errorf("%d reports, want one a company", n)
	}
	if n := w.count("case_event WHERE kind = 'rechecked'"); n != 1 {
		t.Errorf("%d siblings told", n)
	}
}

// TestScreenIsRefused changes each thing that an approval approves, after the page was shown (R10).
func TestScreenIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	tests := map[string]struct {
		change func(id casework.CaseID, r casework.Reading)
		is     func(casework.Difference) bool
	}{
		"rows": {func(id casework.CaseID, _ casework.Reading) {
			w.do("bo", id, casework.EditRows{Rows: edits(w.open("bo", id), func(r []casework.RowEdit) { r[2].MemberFee = 1_00 })})
		}, func(d casework.Difference) bool { return len(d.Rows) == 1 && d.Rows[0] == 2 }},
		"stated total": {func(id casework.CaseID, _ casework.Reading) {
			total := register.Amount(4 * 768_00)
			w.do("bo", id, casework.EditRows{Rows: edits(w.open("bo", id), func([]casework.RowEdit) {}), Stated: &total})
		}, func(d casework.Difference) bool { return d.Stated && len(d.Rows) == 0 }},
		"reader": {func(_ casework.CaseID, r casework.Reading) {
			r.Reader = "2"
			w.arrives(r)
		}, func(d casework.Difference) bool { return d.Reader }},
		"period": {func(id casework.CaseID, _ casework.Reading) {
			w.do("bo", id, casework.SetPeriod{Period: october.AddMonths(-1)})
		}, func(d casework.Difference) bool { return d.Target }},
		"register import": {func(casework.CaseID, casework.Reading) {
			if _, err := w.store.Pool().Exec(t.Context(), `INSERT INTO import_run (at, files_date, sha256, outcome, report) VALUES (now(), now(), '', 'applied', '{}')`); err != nil {
				t.Fatal(err)
			}
			if _, err := w.store.Pool().Exec(t.Context(), "UPDATE system SET register_version = register_version + 1"); err != nil {
				t.Fatal(err)
			}
		}, func(d casework.Difference) bool { return d.Register }},
	}
	for name, tc := range tests {
		r := w.reading(0, rowsOf(0))
		id := w.arrives(r)
		screen := w.open("anna", id).Screen
		tc.change(id, r)
		_, err := w.try("anna", id, casework.Approve{Screen: screen, As: ledger.New})
		refusal, ok := err.(*casework.Error) //nolint:errorlint // refusals come unwrapped
		if !ok || refusal.Kind != casework.Conflict || refusal.Difference == nil || !tc.is(*refusal.Difference) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := w.count("fee_report"); n != 0 {
		t.Errorf("%d reports were booked", n)
	}
}

// edits are the rows of a page as a form sends them back.
func edits(p casework.CasePage, change func([]casework.RowEdit)) []casework.RowEdit {
	rows := make([]casework.RowEdit, len(p.Rows))
	for i, r := range p.Rows {
		rows[i] = casework.RowEdit{From: i, Number: r.Personnummer.Full(), Name: r.Name, MemberFee: r.MemberFee, ControlFee: r.ControlFee,
			HasControl: r.HasControl, Reason: r.Reason, Blank: r.Blank, Book: r.Book}
	}
	change(rows)
	return rows
}

func TestDuplicateAdditionCorrection(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.approve("anna", w.arrives(w.reading(0, rowsOf(0)[:3])), "member_missing")
	less := rowsOf(0)[:3]
	less[0].MemberFee, less[0].ControlFee = 570_00, 150_00
	steps := []struct {
		name  string
		rows  []avgiftslista.Row
		kind  ledger.Kind
		total register.Amount
	}{
		{"the same again", rowsOf(0)[:3], ledger.Duplicate, 3 * 768_00},
		{"the fourth alone", rowsOf(0)[3:], ledger.Addition, 4 * 768_00},
		{"all, one a little less", append(less, rowsOf(0)[3]), ledger.Correction, 3*768_00 + 720_00},
	}
	for _, s := range steps {
		id := w.arrives(w.reading(0, s.rows))
		page := w.open("anna", id)
		if page.Proposal.Kind != s.kind || page.Proposal.After.Total() != s.total {
			t.Fatalf("%s: proposed %s to %d", s.name, page.Proposal.Kind, page.Proposal.After.Total())
		}
		w.do("anna", id, casework.Approve{Screen: page.Screen, As: s.kind, Accept: []string{"member_missing"}})
		company, err := w.CompanyPage(t.Context(), w.staff["anna"], 100001)
		if err != nil {
			t.Fatal(err)
		}
		if got := company.Reports[0].Sum.Total(); got != s.total {
			t.Errorf("%s: %d stands, want %d", s.name, got, s.total)
		}
	}
	if n := w.count("fee_report"); n != 3 {
		t.Errorf("%d versions", n)
	}
	if n := w.count("posting WHERE reverses IS NOT NULL"); n != 4 {
		t.Errorf("%d reversals", n)
	}
}

func TestCorrectionThatLowersNeedsSecondPerson(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.approve("anna", w.arrives(w.reading(0, rowsOf(0))))
	less := rowsOf(0)
	for i := range less {
		less[i].MemberFee, less[i].ControlFee = 380_00, 100_00
	}
	id := w.arrives(w.reading(0, less))
	page := w.open("anna", id)
	out := w.do("anna", id, casework.Approve{Screen: page.Screen, As: ledger.Correction})
	if out.Request == 0 || out.Report != 0 || w.count("fee_report") != 1 {
		t.Fatalf("booked without a second person: %+v", out)
	}
	_, err := w.try("bo", id, casework.Approve{Screen: w.open("bo", id).Screen, As: ledger.Correction})
	w.refused(err, casework.Conflict) // a second request
	_, err = w.try("anna", id, casework.Confirm{Request: out.Request, Yes: true})
	w.refused(err, casework.Denied)
	if r := w.open("bo", id).Request; r == nil || r.Mine || r.Invalid || r.By.Name != "Anna" {
		t.Fatalf("request: %+v", r)
	}
	done := w.do("bo", id, casework.Confirm{Request: out.Request, Yes: true})
	if done.Report == 0 || done.Case.State != casework.CaseDecided {
		t.Fatalf("not booked: %+v", done)
	}
	if n := w.count("fee_report WHERE second_by = $1 AND decided_by = $2", w.staff["bo"].ID, w.staff["anna"].ID); n != 1 {
		t.Error("the report does not name both")
	}
}

func TestSecondPersonDeclinesOrComesTooLate(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.approve("anna", w.arrives(w.reading(0, rowsOf(0))))
	id := w.arrives(w.reading(0, rowsOf(0)[:2], func(r *casework.Reading) { r.Said.Correction = true }))
	ask := func() int64 {
		page := w.open("anna", id)
		return w.do("anna", id, casework.Approve{Screen: page.Screen, As: ledger.Correction, Accept: []string{"member_missing"}}).Request
	}
	first := ask()
	w.do("bo", id, casework.Confirm{Request: first, Reason: "Ring företaget."})
	_, err := w.try("bo", id, casework.Confirm{Request: first, Yes: true})
	w.refused(err, casework.Conflict)
	second := ask()
	w.do("anna", id, casework.EditRows{Rows: edits(w.open("anna", id), func(r []casework.RowEdit) { r[0].MemberFee = 609_00 })})
	if r := w.open("bo", id).Request; !r.Invalid {
		t.Error("the request still looks good")
	}
	_, err = w.try("bo", id, casework.Confirm{Request: second, Yes: true})
	w.refused(err, casework.Conflict)
	if n := w.count("fee_report"); n != 1 {
		t.Errorf("%d reports", n)
	}
}

func TestApproveRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	as := func(kind ledger.Kind, accept ...string) func(casework.CasePage) casework.Decision {
		return func(p casework.CasePage) casework.Decision {
			return casework.Approve{Screen: p.Screen, As: kind, Accept: accept}
		}
	}
	tests := map[string]struct {
		reading casework.Reading
		do      func(casework.CasePage) casework.Decision
		says    string
	}{
		"no period":               {w.reading(0, rowsOf(0), func(r *casework.Reading) { r.Period = register.Period{} }), as(ledger.New), "period"},
		"no company":              {w.reading(0, rowsOf(0), func(r *casework.Reading) { r.Company = register.OrganisationNumber{} }), as(ledger.New), "företag"},
		"a far period":            {w.reading(0, rowsOf(0), func(r *casework.Reading) { r.Period = register.NewPeriod(2027, 6) }), as(ledger.New), "långt fram"},
		"no rows":                 {w.reading(0, nil), as(ledger.New), "inga rader"},
		"a correction of nothing": {w.reading(0, rowsOf(0)), as(ledger.Correction), "inte redovisad"},
		"a warning not accepted":  {w.reading(0, rowsOf(0)[:3]), as(ledger.New), "måste godtas"},
		"a total that does not add up": {w.reading(0, rowsOf(0), func(r *casework.Reading) {
			total := register.Amount(1)
			r.Draft.StatedTotal = &total
		}), as(ledger.New), "summan anges"},
		"a control fee outside the agreement": {w.reading(1, []avgiftslista.Row{fees(4, true), fees(5, false)}), as(ledger.New), "kontrollavgift"},
	}
	for name, tc := range tests {
		id := w.arrives(tc.reading)
		_, err := w.try("anna", id, tc.do(w.open("anna", id)))
		if casework.KindOf(err) != casework.Invalid || !strings.Contains(err.Error(), tc.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := w.count("fee_report"); n != 0 {
		t.Errorf("%d reports", n)
	}
}

// TestNonMembersAreNotBooked is R13: neither who left the union nor who is not in the register.
func TestNonMembersAreNotBooked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.arrives(w.reading(2, []avgiftslista.Row{fees(6, true), fees(7, true), fees(100, false)}))
	page := w.open("anna", id)
	if page.Sum.Rows != 1 || !page.Rows[1].Skip || !page.Rows[2].Skip || page.Rows[0].Skip {
		t.Fatalf("sum %+v, rows %+v", page.Sum, page.Rows)
	}
	// A clerk may book the unknown person all the same: the number is sealed.
	w.do("anna", id, casework.EditRows{Rows: edits(page, func(r []casework.RowEdit) { r[2].Book = true })})
	page = w.open("anna", id)
	w.do("anna", id, casework.Approve{Screen: page.Screen, As: ledger.New, Accept: []string{"control_fee_lacking"}})
	if n := w.count("posting"); n != 2 {
		t.Fatalf("%d postings", n)
	}
	if n := w.count("posting WHERE member_id IS NULL AND number_sealed IS NOT NULL AND number_index IS NOT NULL"); n != 1 {
		t.Error("the unknown person's number is not sealed")
	}
	company, err := w.CompanyPage(t.Context(), w.staff["anna"], 100003)
	if err != nil {
		t.Fatal(err)
	}
	if p := company.Reports[0].Versions[0].Postings[1]; p.Person.Number != member(100) || p.Name != "Åsa Öberg100" || p.Source.By != "Anna" {
		t.Errorf("posting: %+v", p)
	}
}

func TestLastMonthIsShown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.approve("anna", w.arrives(w.reading(0, rowsOf(0), func(r *casework.Reading) { r.Period = october.AddMonths(-2) })))
	w.forward(time.Hour)
	page := w.open("anna", w.arrives(w.reading(0, rowsOf(0))))
	if e := page.Rows[0].Expected; e == nil || e.LastPeriod != october.AddMonths(-2) || e.LastMember != 608_00 || e.LastControl != 160_00 || !e.ControlFee {
		t.Errorf("expected: %+v", e)
	}
}

// TestLastMonthIsCompared is READ 6 from the ledger to the page: amounts beside those of the last
// report, whatever channel it came by, and beside another open mail of the same month.
func TestLastMonthIsCompared(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.approve("anna", w.arrives(w.reading(0, rowsOf(0), func(r *casework.Reading) { r.Period = october.AddMonths(-1) })))
	w.forward(time.Hour)
	more := rowsOf(0)
	more[1].MemberFee, more[1].ControlFee = 6080_00, 1600_00
	first := w.arrives(w.reading(0, more))
	if page := w.open("anna", first); !slices.Contains(codes(page.Rows[1].Findings), history.CodeDeviates) || slices.Contains(codes(page.Findings), history.CodeTold) {
		t.Errorf("findings: %v", codes(page.Findings))
	}
	second := w.open("bo", w.arrives(w.reading(0, rowsOf(0))))
	if got := codes(second.Findings); !slices.Contains(got, history.CodeTold) || !slices.Contains(got, history.CodeSame) {
		t.Errorf("findings: %v", got)
	}
	_, err := w.try("bo", second.Case.ID, casework.Approve{Screen: second.Screen, As: ledger.New})
	if err == nil || !strings.Contains(err.Error(), first.String()) {
		t.Errorf("approved although %s gives other amounts: %v", first, err)
	}
}

func codes(found []avgiftslista.Finding) (all []string) {
	for _, f := range found {
		all = append(all, f.Code)
	}
	return all
}

// TestProtectedPostingDoesNotExist is R8 in the ledger: whoever lacks the permission neither
// sees nor reverses a protected member's posting.
func TestProtectedPostingDoesNotExist(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.approve("cia", w.arrives(w.reading(2, []avgiftslista.Row{fees(8, true)})), "member_missing")
	seen := func(who string) (register.Amount, int) {
		company, err := w.CompanyPage(t.Context(), w.staff[who], 100003)
		if err != nil {
			t.Fatal(err)
		}
		var sum register.Amount
		rows := 0
		for _, r := range company.Reports {
			sum += r.Sum.Total()
			for _, v := range r.Versions {
				rows += v.Sum.Rows
			}
		}
		return sum, rows
	}
	if sum, rows := seen("anna"); sum != 0 || rows != 0 {
		t.Errorf("Anna sees %d in %d rows", sum, rows)
	}
	first := w.arrives(w.reading(2, []avgiftslista.Row{fees(6, true)}))
	if p := w.open("anna", first).Proposal; p.Kind != ledger.New || len(p.Lines) != 1 || p.Current.Rows != 0 {
		t.Errorf("the proposal tells: %+v", p)
	}
	w.approve("anna", first)
	more := fees(6, true)
	more.MemberFee, more.ControlFee = 646_00, 170_00
	w.approve("anna", w.arrives(w.reading(2, []avgiftslista.Row{more})))
	if sum, _ := seen("anna"); sum != 816_00 {
		t.Errorf("Anna sees %d", sum)
	}
	if sum, _ := seen("cia"); sum != 816_00+768_00 {
		t.Errorf("Cia sees %d: the protected member's posting was touched", sum)
	}
}
