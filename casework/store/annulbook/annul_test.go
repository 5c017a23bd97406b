package annulbook_test

import (
	"crypto/rand"
	"fmt"
	"maps"
	mathrand "math/rand/v2"
	"strings"
	"testing"
	"time"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/annulment"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/casework/store/printroom"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/vault"
)

func TestAnnulmentNeedsASecondPerson(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.booked(0, october, true, 0, 1, 2)
	asked, err := w.ask("anna", id, nil)
	w.must(err)
	if w.count("posting WHERE reverses IS NOT NULL") != 0 {
		t.Fatal("one person annulled")
	}
	_, err = w.ask("bo", id, nil)
	w.refused(err, casework.Conflict, "redan bett")
	_, err = w.answer("anna", asked.Request, true)
	w.refused(err, casework.Denied, "annan person")
	if _, err := w.store.Pool().Exec(t.Context(), "UPDATE annulment_request SET settled_by = asked_by, settled_at = now(), answer = true"); err == nil {
		t.Error("the database lets one person answer their own wish")
	}
	page, err := w.ReportPage(t.Context(), w.staff["bo"], id)
	w.must(err)
	if page.Request == nil || page.Request.Mine || !page.Stands || !strings.Contains(page.Request.Says(), "makulera") {
		t.Errorf("%+v", page)
	}
	done, err := w.answer("bo", asked.Request, true)
	w.must(err)
	if done.Annulment == 0 || done.Moved != 0 {
		t.Errorf("%+v", done)
	}
	if n := w.count("posting WHERE reverses IS NOT NULL"); n != 3 {
		t.Errorf("%d reversals", n)
	}
	if n := w.count("fee_report WHERE kind = 'annulment' AND replaces = $1 AND rows = 0 AND decided_by <> second_by", int64(id)); n != 1 {
		t.Error("the annulment names neither version nor two persons")
	}
	_, err = w.answer("bo", asked.Request, true)
	w.refused(err, casework.Conflict, "redan svarat")
	_, err = w.ask("anna", id, nil)
	w.refused(err, casework.Conflict, "gäller längre")
}

func TestOneVersionIsTakenBackTheOtherStands(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	first := w.booked(0, october, true, 0, 1)
	second := w.booked(0, october, true, 2)
	asked, err := w.ask("anna", first, nil)
	w.must(err)
	_, err = w.answer("bo", asked.Request, true)
	w.must(err)
	if n := w.count("posting p WHERE p.report_id = $1 AND NOT EXISTS (SELECT FROM posting z WHERE z.reverses = p.id)", int64(second)); n != 1 {
		t.Error("the other version was reversed")
	}
	declined, err := w.ask("anna", second, nil)
	w.must(err)
	if _, err := w.answer("anna", declined.Request, false); err != nil { // one may take back one's own wish
		t.Error(err)
	}
	if n := w.count("posting WHERE reverses IS NOT NULL"); n != 2 {
		t.Errorf("%d reversals", n)
	}
}

func TestMovesThatAreRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.booked(0, october, true, 0, 1, 2)
	w.booked(1, october, true, 2)
	to := func(company int, p register.Period) *annulment.Target {
		return &annulment.Target{Organisation: organisation(company), Period: p}
	}
	for name, tc := range map[string]struct {
		to   *annulment.Target
		want casework.Kind
		says string
	}{
		"where it stands":       {to(0, october), casework.Invalid, "redan där"},
		"nobody's number":       {to(77, october), casework.Invalid, "Inget företag"},
		"far ahead":             {to(1, october.AddMonths(9)), casework.Invalid, "långt fram"},
		"no control fee there":  {to(companies-1, october), casework.Invalid, "kontrollavgift"},
		"a person is there too": {to(1, october), casework.Conflict, "redan redovisat"},
		"no period":             {&annulment.Target{Organisation: organisation(1)}, casework.Invalid, "vilken period"},
	} {
		_, err := w.ask("anna", id, tc.to)
		if casework.KindOf(err) != tc.want || !strings.Contains(fmt.Sprint(err), tc.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if w.count("annulment_request") != 0 {
		t.Error("a refused wish was kept")
	}
	if _, err := w.store.Pool().Exec(t.Context(), "UPDATE member SET protected = true WHERE personnummer = $1", member(1).Full()); err != nil {
		t.Fatal(err)
	}
	_, err := w.ReportPage(t.Context(), w.staff["anna"], id)
	w.refused(err, casework.NotFound, "finns inte")
	_, err = w.ask("anna", id, nil)
	w.refused(err, casework.NotFound, "finns inte")
	if _, err := w.ReportPage(t.Context(), w.staff["cia"], id); err != nil {
		t.Error(err)
	}
}

// receipt puts a receipt of the report's decision into the outbox in a state.
func (w *world) receipt(id ledger.ReportID, state string) {
	w.Helper()
	_, err := w.store.Pool().Exec(w.Context(), `
		WITH body AS (INSERT INTO vault_object (id, sealed) VALUES (gen_random_uuid(), '') RETURNING id)
		INSERT INTO outbox (case_id, company_id, template, automatic, recipient, subject, body_object, message_id, mode, state, not_before, created_at)
		SELECT r.case_id, r.company_id, 'receipt', true, 'lon@bolag0.example', 'Kvitto', body.id, $2, 'test', $3, r.decided_at, r.decided_at FROM fee_report r, body WHERE r.id = $1`,
		int64(id), rand.Text(), state)
	w.must(err)
}

func TestSentReceiptIsCorrected(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	sent, waiting := w.booked(0, october, true, 0, 1, 2), w.booked(0, october.AddMonths(-1), true, 0, 1, 2)
	w.receipt(sent, "sent")
	w.receipt(waiting, "queued")
	for _, id := range []ledger.ReportID{sent, waiting} {
		asked, err := w.ask("anna", id, &annulment.Target{Organisation: organisation(3), Period: october.AddMonths(-2 + int(id%2))})
		w.must(err)
		done, err := w.answer("bo", asked.Request, true)
		w.must(err)
		page, err := w.ReportPage(t.Context(), w.staff["bo"], id)
		w.must(err)
		if done.Moved == 0 || page.MovedTo == nil || page.MovedTo.Report != done.Moved || page.MovedTo.Company.CustomerNumber != 100004 {
			t.Errorf("%+v %+v", done, page.MovedTo)
		}
		back, err := w.ReportPage(t.Context(), w.staff["bo"], done.Moved)
		w.must(err)
		if back.MovedFrom == nil || back.MovedFrom.Report != id || back.Version.Postings[0].Source.Place != "body line 0" {
			t.Errorf("%+v %+v", back.MovedFrom, back.Version.Postings)
		}
		if n := w.count("case_file c JOIN fee_report r ON r.case_id = c.id WHERE r.id = $1 AND c.company_id = r.company_id", int64(done.Moved)); n != 1 {
			t.Error("the case still is about the wrong company")
		}
	}
	if n := w.count("outbox WHERE template = 'receipt' AND state = 'stopped'"); n != 1 {
		t.Errorf("%d receipts stopped, want the one that had not left", n)
	}
	var to string
	var body [16]byte
	w.must(w.store.Pool().QueryRow(t.Context(), "SELECT recipient, body_object FROM outbox WHERE template = 'annulled'").Scan(&to, &body))
	text, err := w.store.Fetch(t.Context(), vault.ID(body))
	w.must(err)
	if to != "lon@bolag0.example" || strings.Contains(string(text), "Bolag 3") || !strings.Contains(string(text), "oktober 2026") {
		t.Errorf("to %s:\n%s", to, text)
	}
	if w.count("outbox WHERE template = 'annulled'") != 1 {
		t.Error("a receipt that never left was corrected")
	}
}

func TestListGoesBackAndIsKeyedAnew(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	_, err := printroom.New(printroom.Config{Store: w.store, Cases: w.cases, Clock: func() time.Time { return noon }}).Start(t.Context(), w.staff["cia"], october)
	w.must(err)
	number := func(i int) string {
		n, err := avgiftslista.NewListNumber(100001+i, october, 1)
		w.must(err)
		return n.String()
	}
	key := func(who string, i int) casework.Finished {
		s, err := w.lists.OpenSheet(t.Context(), w.staff[who], number(i))
		w.must(err)
		if s.Left != 3 {
			t.Errorf("the sheet opens with %d rows left", s.Left)
		}
		member, control, total := register.Amount(608_00), register.Amount(160_00), register.Amount(3*768_00)
		for n := range s.Rows {
			_, err := w.lists.SaveRow(t.Context(), w.staff[who], s.ID, casework.KeyingRow{Row: n + 1, MemberFee: &member, ControlFee: &control})
			w.must(err)
		}
		_, err = w.lists.SaveWritten(t.Context(), w.staff[who], s.ID, &total)
		w.must(err)
		done, err := w.lists.Finish(t.Context(), w.staff[who], s.ID, casework.KeyingFinish{Key: rand.Text()})
		w.must(err)
		return done
	}
	first := key("anna", 0)
	asked, err := w.ask("anna", first.Report, &annulment.Target{Organisation: organisation(1), Period: october})
	w.must(err)
	moved, err := w.answer("bo", asked.Request, true)
	w.must(err)
	if n := w.count("fee_list WHERE number = $1 AND state = 'returned'", number(0)); n != 1 {
		t.Error("the list did not go back")
	}
	if n := w.count("fee_list l JOIN fee_report r ON r.list_id = l.id WHERE l.number = $1 AND l.state = 'reported' AND r.id = $2", number(1), int64(moved.Moved)); n != 1 {
		t.Error("the right list does not hold the report")
	}
	if again := key("anna", 0); again.Report == 0 {
		t.Errorf("the list cannot be keyed anew: %+v", again)
	}
}

// sums are what a month holds of a person.
type where struct {
	company int64
	period  string
	member  int64
}

// TestRandomMoves moves and annuls at random and compares the ledger with a book kept beside it.
func TestRandomMoves(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := mathrand.New(mathrand.NewPCG(7, 7))
	type report struct {
		id      ledger.ReportID
		company int
		period  register.Period
		members []int
	}
	var live []report
	book := map[where][2]int64{}
	add := func(rep report, sign int64) {
		for _, m := range rep.members {
			at := where{w.companyID(rep.company), rep.period.String(), w.memberID(m)}
			s := book[at]
			s[0] += sign * int64(500_00+m)
			s[1] += sign * int64(130_00+m)
			book[at] = s
		}
	}
	fresh := func() {
		rep := report{company: r.IntN(companies - 1), period: october.AddMonths(-r.IntN(6)), members: r.Perm(12)[:1+r.IntN(3)]}
		for _, l := range live {
			if l.company == rep.company && l.period == rep.period {
				return // additions come from moves
			}
		}
		rep.id = w.booked(rep.company, rep.period, true, rep.members...)
		add(rep, 1)
		live = append(live, rep)
	}
	for range 8 {
		fresh()
	}
	moves, annulled, refused := 0, 0, 0
	for moves < 200 {
		i := r.IntN(len(live))
		rep := live[i]
		var to *annulment.Target
		company, period := r.IntN(companies-1), october.AddMonths(-r.IntN(6))
		if r.IntN(12) > 0 {
			to = &annulment.Target{Organisation: organisation(company), Period: period}
		}
		asked, err := w.ask("anna", rep.id, to)
		if k := casework.KindOf(err); to != nil && (k == casework.Conflict || k == casework.Invalid) {
			refused++
			continue
		}
		w.must(err)
		done, err := w.answer("bo", asked.Request, true)
		w.must(err)
		add(rep, -1)
		live = append(live[:i], live[i+1:]...)
		if to == nil {
			annulled++
			fresh()
			fresh()
			continue
		}
		moves++
		rep = report{done.Moved, company, period, rep.members}
		add(rep, 1)
		live = append(live, rep)
	}
	maps.DeleteFunc(book, func(_ where, s [2]int64) bool { return s == [2]int64{} })
	if got := w.sums(); !maps.Equal(got, book) {
		t.Errorf("the ledger says\n%v\nwant\n%v", got, book)
	}
	if n := w.count("fee_report a WHERE a.kind = 'annulment' AND a.moved_to IS NOT NULL AND NOT EXISTS (SELECT FROM fee_report n WHERE n.id = a.moved_to AND n.moved_from = a.replaces)"); n != 0 {
		t.Errorf("%d moves are not linked both ways", n)
	}
	t.Logf("%d moves, %d annulments, %d refused", moves, annulled, refused)
}

// sums adds the ledger up by company, period and person.
func (w *world) sums() map[where][2]int64 {
	w.Helper()
	rows, err := w.store.Pool().Query(w.Context(), `
		SELECT r.company_id, to_char(r.period, 'YYYY-MM'), p.member_id, sum(p.member_fee)::bigint, sum(p.control_fee)::bigint
		FROM posting p JOIN fee_report r ON r.id = p.report_id GROUP BY 1, 2, 3`)
	w.must(err)
	defer rows.Close()
	out := map[where][2]int64{}
	for rows.Next() {
		var at where
		var s [2]int64
		w.must(rows.Scan(&at.company, &at.period, &at.member, &s[0], &s[1]))
		if s != [2]int64{} {
			out[at] = s
		}
	}
	w.must(rows.Err())
	return out
}
