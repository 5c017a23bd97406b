package listbook_test

import (
	"crypto/rand"
	"fmt"
	"strings"
	"sync"
	"testing"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/internal/register"
)

func TestKeyedListIsBooked(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.print(october)
	s := w.openSheet("anna", strings.ToLower("AL1."+number(0, october)+".1.1"))
	if len(s.Rows) != 3 || s.Left != 3 || !s.HasControl || s.Page != 1 || s.Pass != 1 || s.List.State != casework.ListReturned || !s.LastPeriod.IsZero() {
		t.Fatalf("sheet: %+v", s)
	}
	saved := w.save("anna", s.ID, amounts(1, 608_00, 160_00), amounts(2, 570_00, 150_00))
	if saved.Left != 1 || saved.Keyed.Total() != 1488_00 || saved.Row.Row != 2 || saved.Agrees {
		t.Errorf("saved: %+v", saved)
	}
	w.save("anna", s.ID, casework.KeyingRow{Row: 3, Reason: "EJL", Key: casework.KeySlash})
	if saved := w.saveWritten("anna", s.ID, 1488_00); !saved.Agrees || saved.Left != 0 {
		t.Errorf("written: %+v", saved)
	}
	done, err := w.finish("anna", s.ID)
	if err != nil || done.Report == 0 || done.State != casework.ListReported {
		t.Fatalf("%+v, %v", done, err)
	}
	company, err := w.cases.CompanyPage(t.Context(), w.staff["anna"], 100001)
	if err != nil || len(company.Reports) != 1 {
		t.Fatal(err)
	}
	r := company.Reports[0]
	if r.Sum.Total() != 1488_00 || r.List == nil || r.List.State != casework.ListReported || r.Versions[0].Channel != "paper" {
		t.Errorf("report: %+v", r)
	}
	p := r.Versions[0].Postings
	if p[0].Source.Place != "list "+number(0, october)+" row 1 keyed by Anna" || !strings.Contains(p[0].Source.Line, "608,00") || p[0].Source.By != "Anna" || p[0].Reader != "keyed" || p[2].Reason != "EJL" {
		t.Errorf("postings: %+v", p)
	}
	if n := w.count("access_log WHERE what = 'keying' AND object = $1", number(0, october)); n != 1 {
		t.Errorf("%d openings logged", n)
	}
}

func TestListNumbersThatAreRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	w.print(october)
	good := number(0, october)
	wrong := good[:12] + fmt.Sprint((int(good[12]-'0')+1)%10)
	for code, want := range map[string]casework.Kind{
		"":                              casework.Invalid,
		wrong:                           casework.Invalid,
		"AL1." + wrong + ".1.1":         casework.Invalid,
		"AL2." + good + ".1.1":          casework.Invalid,
		"AL1." + good:                   casework.Invalid,
		number(0, october.AddMonths(1)): casework.NotFound, // never printed
		number(77, october):             casework.NotFound,
	} {
		_, err := w.OpenSheet(t.Context(), w.staff["anna"], code)
		w.refused(err, want, "")
	}
	for _, state := range []string{"superseded", "cancelled"} {
		if _, err := w.store.Pool().Exec(t.Context(), "UPDATE fee_list SET state = $2 WHERE number = $1", number(1, october), state); err != nil {
			t.Fatal(err)
		}
		_, err := w.OpenSheet(t.Context(), w.staff["anna"], number(1, october))
		w.refused(err, casework.Conflict, "arbetsledare")
	}
	if s := w.openSheet("anna", " "+good[:6]+" "+good[6:]+" "); s.Page != 0 {
		t.Error("a number typed with blanks")
	}
}

func TestListKeyedTwice(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.print(october)
	id := w.keyAll("anna", 0)
	_, err := w.OpenSheet(t.Context(), w.staff["bo"], number(0, october))
	w.refused(err, casework.Conflict, "Anna håller på")
	_, err = w.SaveRow(t.Context(), w.staff["bo"], id, amounts(1, 1, 1))
	w.refused(err, casework.Conflict, "Anna")
	if _, err := w.finish("anna", id); err != nil {
		t.Fatal(err)
	}
	_, err = w.OpenSheet(t.Context(), w.staff["bo"], number(0, october))
	w.refused(err, casework.Conflict, "redan registrerad av Anna den 24 november 2026")
	_, err = w.SaveRow(t.Context(), w.staff["anna"], id, amounts(1, 1, 1))
	w.refused(err, casework.Conflict, "avslutad")
	_, err = w.finish("anna", id)
	w.refused(err, casework.Conflict, "avslutad")
}

func TestLostBrowserLosesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.print(october)
	s := w.openSheet("anna", number(0, october))
	w.save("anna", s.ID, amounts(1, 608_00, 160_00), amounts(1, 609_00, 160_00), casework.KeyingRow{Row: 0, Written: member(50).Hyphened(), Name: "Ny Person", MemberFee: amounts(0, 100_00, -1).MemberFee})
	w.saveWritten("anna", s.ID, 999_00)
	again := w.openSheet("anna", number(0, october))
	if again.ID != s.ID || len(again.Rows) != 4 || *again.Rows[0].MemberFee != 609_00 || again.Left != 2 || *again.Written != 999_00 {
		t.Errorf("%+v", again)
	}
	if r := again.Rows[3]; !r.New || r.Number != member(50) || r.Name != "Ny Person" || r.ControlFee != nil || r.Key != casework.KeyDigits {
		t.Errorf("the added row: %+v", r)
	}
	if err := w.Abandon(t.Context(), w.staff["anna"], s.ID); err != nil {
		t.Fatal(err)
	}
	if other := w.openSheet("bo", number(0, october)); other.ID != s.ID || len(other.Rows) != 4 || other.ByName != "Bo" {
		t.Errorf("after giving up: %+v", other)
	}
}

func TestRowsThatAreRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.print(october)
	s := w.openSheet("anna", number(0, october))
	big := register.MaxAmount + 1
	one := register.Amount(1)
	for name, r := range map[string]casework.KeyingRow{
		"nothing":            {Row: 1},
		"row of nobody":      amounts(0, 1, -1),
		"row far beyond":     amounts(9, 1, -1),
		"negative row":       amounts(-1, 1, -1),
		"too much":           {Row: 1, MemberFee: &big},
		"control alone":      {Row: 1, ControlFee: &one},
		"amount and reason":  {Row: 1, MemberFee: &one, Reason: "EJL"},
		"amount and blank":   {Row: 1, MemberFee: &one, Blank: true},
		"reason and blank":   {Row: 1, Reason: "EJL", Blank: true},
		"reason that is not": {Row: 1, Reason: "SJUK"},
	} {
		if _, err := w.SaveRow(t.Context(), w.staff["anna"], s.ID, r); casework.KindOf(err) != casework.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := w.SaveRow(t.Context(), w.staff["anna"], s.ID+1, amounts(1, 1, 1))
	w.refused(err, casework.NotFound, "")
	_, err = w.finish("anna", s.ID)
	w.refused(err, casework.Invalid, "3 rader är inte ifyllda")
	if n := w.count("keying_row"); n != 0 {
		t.Errorf("%d rows were saved", n)
	}
}

func TestWhatMustBeAskedBecomesACase(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 5)
	w.print(october)
	w.print(october.AddMonths(1))
	tests := []struct {
		name   string
		key    func(id casework.KeyingID)
		accept []string
		first  string // what the refusal before the acceptance says
		flag   string
	}{
		{"a blank row", func(id casework.KeyingID) {
			w.save("anna", id, casework.KeyingRow{Row: 3, Blank: true})
			w.saveWritten("anna", id, 2*768_00)
		}, []string{"control_fee_lacking"}, "", ""},
		{"a total that differs", func(id casework.KeyingID) { w.saveWritten("anna", id, 1) }, []string{"total_mismatch"}, "summan anges", "total_mismatch"},
		{"somebody unknown", func(id casework.KeyingID) {
			w.save("anna", id, casework.KeyingRow{Written: member(77).Full(), Name: "Ny Person", MemberFee: amounts(0, 1_00, -1).MemberFee})
			w.saveWritten("anna", id, 3*768_00+1_00)
		}, []string{"member_unknown", "control_fee_lacking"}, "Ingen medlem", "member_unknown"},
	}
	for i, tc := range tests {
		company := 2 * i // even ones have the control fee
		id := w.keyAll("anna", company)
		tc.key(id)
		if tc.first != "" {
			_, err := w.finish("anna", id)
			w.refused(err, casework.Conflict, tc.first)
		}
		done, err := w.through(id, number(company, october), tc.accept...)
		if err != nil || done.Case == 0 || done.Report != 0 || done.State != casework.ListKeyed && done.State != casework.ListVerified {
			t.Fatalf("%s: %+v, %v", tc.name, done, err)
		}
		page, err := w.cases.OpenCase(t.Context(), w.staff["anna"], done.Case, casework.Opening{})
		if err != nil || page.Case.Origin != casework.OriginLetter || page.Case.Kind() != "returned_list" || page.Rows[0].Mark != casework.MarkKeyed {
			t.Errorf("%s: %+v, %v", tc.name, page, err)
		}
		if tc.flag != "" && (len(page.Case.Flags) == 0 || !strings.Contains(strings.Join(page.Case.Flags, " "), tc.flag)) {
			t.Errorf("%s: flags %q", tc.name, page.Case.Flags)
		}
	}
	if n := w.count("fee_report"); n != 0 {
		t.Errorf("%d reports", n)
	}
}

func TestApprovedCaseReportsItsList(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.print(october)
	id := w.keyAll("anna", 0)
	w.save("anna", id, casework.KeyingRow{Row: 3, Blank: true})
	w.saveWritten("anna", id, 2*768_00)
	done, err := w.through(id, number(0, october), "control_fee_lacking")
	if err != nil {
		t.Fatal(err)
	}
	decide := func(do casework.Decision) error {
		_, err := w.cases.Decide(t.Context(), casework.Command{Case: done.Case, By: w.staff["bo"], Key: rand.Text(), Do: do})
		return err
	}
	open := func() casework.CasePage {
		page, err := w.cases.OpenCase(t.Context(), w.staff["bo"], done.Case, casework.Opening{})
		if err != nil {
			t.Fatal(err)
		}
		return page
	}
	w.refused(decide(casework.Approve{Screen: open().Screen, As: ledger.New}), casework.Invalid, "saknar belopp och orsakskod")
	rows := make([]casework.RowEdit, 3)
	for i, r := range open().Rows {
		rows[i] = casework.RowEdit{From: i, Number: r.Personnummer.Full(), Name: r.Name, MemberFee: r.MemberFee, ControlFee: r.ControlFee, HasControl: r.HasControl, Reason: r.Reason}
	}
	rows[2].Reason = "EJL"
	total := register.Amount(2 * 768_00)
	if err := decide(casework.EditRows{Rows: rows, Stated: &total}); err != nil {
		t.Fatal(err)
	}
	if err := decide(casework.Approve{Screen: open().Screen, As: ledger.New}); err != nil {
		t.Fatal(err)
	}
	if n := w.count("fee_list WHERE state = 'reported'"); n != 1 {
		t.Error("the list is not reported")
	}
	if n := w.count("fee_report WHERE channel = 'paper' AND list_id IS NOT NULL AND case_id IS NOT NULL"); n != 1 {
		t.Error("the report does not name list and case")
	}
}

func TestListOfAReportedMonthBecomesACase(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.print(october)
	if _, err := w.finish("anna", w.keyAll("anna", 0)); err != nil {
		t.Fatal(err)
	}
	if _, err := w.store.Pool().Exec(t.Context(), "UPDATE fee_list SET state = 'superseded'"); err != nil {
		t.Fatal(err)
	}
	w.print(october)
	second := number(0, october)[:10] + "2"
	var code string
	if err := w.store.Pool().QueryRow(t.Context(), "SELECT number FROM fee_list WHERE number LIKE $1", second+"%").Scan(&code); err != nil {
		t.Fatal(err)
	}
	s := w.openSheet("bo", code)
	for n := range s.Rows {
		w.save("bo", s.ID, amounts(n+1, 608_00, 160_00))
	}
	w.saveWritten("bo", s.ID, 3*768_00)
	done, err := w.finish("bo", s.ID)
	if err != nil || done.Case == 0 {
		t.Fatalf("%+v, %v", done, err)
	}
	page, err := w.cases.OpenCase(t.Context(), w.staff["bo"], done.Case, casework.Opening{})
	if err != nil || page.Proposal == nil || page.Proposal.Kind != ledger.Duplicate {
		t.Errorf("%+v, %v", page.Proposal, err)
	}
}

func TestTwentyFinishesBookOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.print(october)
	id := w.keyAll("anna", 0)
	f := casework.KeyingFinish{Key: rand.Text()}
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			if _, err := w.Finish(t.Context(), w.staff["anna"], id, f); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := w.count("fee_report"); n != 1 {
		t.Errorf("%d reports", n)
	}
	_, err := w.Finish(t.Context(), w.staff["anna"], id, casework.KeyingFinish{Key: "kort"})
	w.refused(err, casework.Invalid, "")
}

func TestWarningsAreShownAndAccepted(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	w.print(october)
	s := w.openSheet("anna", number(0, october))
	saved := w.save("anna", s.ID, amounts(1, 608_00, 100_00))
	if len(saved.Row.Warnings) != 1 || saved.Row.Warnings[0].Code != "fees_of_two_bases" {
		t.Errorf("warnings: %+v", saved.Row.Warnings)
	}
	w.save("anna", s.ID, amounts(2, 608_00, 160_00), amounts(3, 608_00, 160_00))
	_, err := w.finish("anna", s.ID)
	w.refused(err, casework.Conflict, "Rad 1")
	if done, err := w.through(s.ID, number(0, october), "fees_of_two_bases"); err != nil || done.Report == 0 {
		t.Errorf("%+v, %v", done, err)
	}
	// A control fee under an agreement that has none is never booked (invariant 5).
	id := w.keyAll("anna", 1)
	done, err := w.through(id, number(1, october), "control_fee_not_in_agreement")
	if err != nil || done.Case == 0 || done.Report != 0 {
		t.Errorf("%+v, %v", done, err)
	}
}

func TestProtectedMemberHidesTheList(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.print(october)
	s := w.openSheet("anna", number(0, october))
	if _, err := w.store.Pool().Exec(t.Context(), "UPDATE member SET protected = true WHERE personnummer = $1", member(1).Full()); err != nil {
		t.Fatal(err)
	}
	_, err := w.OpenSheet(t.Context(), w.staff["anna"], number(0, october))
	w.refused(err, casework.NotFound, "arbetsledare")
	_, err = w.Sheet(t.Context(), w.staff["anna"], s.ID)
	w.refused(err, casework.NotFound, "")
	_, err = w.SaveRow(t.Context(), w.staff["anna"], s.ID, amounts(1, 1, 1))
	w.refused(err, casework.NotFound, "")
}

func TestKeyedNumbersAreSealed(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.print(october)
	s := w.openSheet("anna", number(0, october))
	w.save("anna", s.ID, casework.KeyingRow{Written: member(77).Full(), Name: "Hemlig Person", MemberFee: amounts(0, 1_00, -1).MemberFee},
		casework.KeyingRow{Written: "inget nummer", Name: "Hemlig Person", MemberFee: amounts(0, 1_00, -1).MemberFee})
	if n := w.count("keying_row WHERE person_sealed IS NOT NULL"); n != 2 {
		t.Fatalf("%d sealed", n)
	}
	if n := w.count("keying_row x WHERE x::text ~ $1 OR encode(person_sealed, 'escape') ~ $1", member(77).Full()+"|"+member(77).Full()[2:]+"|Hemlig"); n != 0 {
		t.Error("a person stands in clear")
	}
	if n := w.count("keying_row WHERE number_index IS NOT NULL"); n != 1 {
		t.Errorf("%d indexed", n)
	}
}

func TestAcceptedWarningsAreLogged(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.print(october)
	s := w.openSheet("anna", number(0, october))
	w.save("anna", s.ID, amounts(1, 608_00, 100_00), amounts(2, 608_00, 160_00), amounts(3, 608_00, 160_00))
	w.saveWritten("anna", s.ID, 608_00*3+420_00)
	_, err := w.Finish(t.Context(), w.staff["anna"], s.ID, casework.KeyingFinish{Key: rand.Text()})
	seen := acceptable(err)
	if len(seen) != 1 {
		t.Fatalf("%v, %v", seen, err)
	}
	w.save("anna", s.ID, amounts(1, 608_00, 90_00)) // what was seen stands there no more
	_, err = w.Finish(t.Context(), w.staff["anna"], s.ID, casework.KeyingFinish{Key: rand.Text(), Accept: seen})
	w.refused(err, casework.Conflict, "Rad 1")
	w.save("anna", s.ID, amounts(1, 608_00, 100_00))
	if _, err := w.Finish(t.Context(), w.staff["anna"], s.ID, casework.KeyingFinish{Key: rand.Text(), Accept: seen}); err != nil {
		t.Fatal(err)
	}
	if n := w.count("keying_warning WHERE keying_id = $1 AND row = 1 AND code = 'fees_of_two_bases' AND staff_id = $2", s.ID, w.staff["anna"].ID); n != 1 || w.count("keying_warning") != 1 {
		t.Errorf("%d logged", n)
	}
	if _, err := w.store.Pool().Exec(t.Context(), "DELETE FROM keying_warning"); err == nil {
		t.Error("what was accepted can be taken away")
	}
}

func TestPlusAndStarSayWhatIsShown(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.print(october)
	s := w.openSheet("anna", number(0, october))
	for _, used := range []casework.KeyUsed{casework.KeyPlus, casework.KeyTick} { // no last month
		r := amounts(1, 608_00, 160_00)
		r.Key = used
		_, err := w.SaveRow(t.Context(), w.staff["anna"], s.ID, r)
		w.refused(err, casework.Invalid, "förra månadens")
	}
	r := amounts(1, 608_00, 160_01)
	r.Key = casework.KeyStar
	_, err := w.SaveRow(t.Context(), w.staff["anna"], s.ID, r)
	w.refused(err, casework.Invalid, "inte den som avtalet ger")
	if n := w.count("keying_row"); n != 0 {
		t.Errorf("%d rows are kept", n)
	}
	_, err = w.Tick(t.Context(), w.staff["anna"], s.ID, 1)
	w.refused(err, casework.Invalid, "Ingen rad")
}

// A ticked sheet whose written total is not last month's is a question to the company (R19).
func TestTheTickNeedsTheTotal(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name    string
		written register.Amount
		booked  bool
	}{{"the same total", 3 * 768_00, true}, {"another total", 3*768_00 + 5_00, false}, {"no total", 0, false}} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 1)
			september := october.AddMonths(-1)
			w.print(september)
			if done, err := w.through(w.keyAllOf("anna", number(0, september), 608_00, 160_00), number(0, september)); err != nil || done.Report == 0 {
				t.Fatalf("%+v, %v", done, err)
			}
			w.print(october)
			s := w.openSheet("anna", number(0, october))
			if n, err := w.Tick(t.Context(), w.staff["anna"], s.ID, 1); err != nil || n != 3 {
				t.Fatalf("%d rows, %v", n, err)
			}
			if tc.written != 0 {
				w.saveWritten("anna", s.ID, tc.written)
			}
			done, err := w.through(s.ID, number(0, october), "total_mismatch")
			if err != nil || (done.Report != 0) != tc.booked || (done.Case != 0) == tc.booked {
				t.Errorf("%+v, %v", done, err)
			}
		})
	}
}

func TestLookUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	w.print(october)
	id := w.openSheet("anna", number(0, october)).ID
	for _, tc := range []struct {
		written string
		valid   bool
		fits    bool
		says    string
	}{
		{member(1).Full(), true, true, "anställd i företaget"},
		{member(4).Full(), true, false, "inte anställd i företaget"},
		{member(77).Full(), true, false, "ingen medlem"},
		{"123", false, false, "inte ett giltigt"},
	} {
		found, err := w.LookUp(t.Context(), w.staff["anna"], id, tc.written)
		if err != nil || found.Valid != tc.valid || found.Fits != tc.fits || !strings.Contains(found.Says, tc.says) || (found.Name != "") != (tc.says == "anställd i företaget" || strings.HasPrefix(tc.says, "inte anst")) {
			t.Errorf("%s: %+v, %v", tc.says, found, err)
		}
	}
	if n := w.count("access_log WHERE what = 'keying' AND reason LIKE 'uppslag%'"); n != 3 {
		t.Errorf("%d looks logged", n)
	}
	if _, err := w.store.Pool().Exec(t.Context(), "UPDATE member SET protected = true WHERE personnummer = $1", member(4).Full()); err != nil {
		t.Fatal(err)
	}
	if found, err := w.LookUp(t.Context(), w.staff["anna"], id, member(4).Full()); err != nil || found.Name != "" || !strings.Contains(found.Says, "ingen medlem") {
		t.Errorf("a protected person: %+v, %v", found, err)
	}
}
