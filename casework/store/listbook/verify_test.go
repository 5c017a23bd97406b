package listbook_test

import (
	"crypto/rand"
	"strings"
	"testing"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/verification"
	"sef.se/kontakten/internal/register"
)

var always = verification.Policy{Mode: verification.Always, Limit: 2_500_00, Deviation: 25}

// finishes ends a keying and accepts what may be accepted.
func (w *world) finishes(who string, id casework.KeyingID) casework.Finished {
	w.Helper()
	done, err := w.finish(who, id)
	if left := acceptable(err); left != nil {
		done, err = w.finish(who, id, left...)
	}
	if err != nil {
		w.Fatal(err)
	}
	return done
}

// waiting gives the one list that waits.
func (w *world) waiting(who string) verification.Waiting {
	w.Helper()
	page, err := w.VerificationPage(w.Context(), w.staff[who])
	if err != nil || len(page.Waiting) != 1 {
		w.Fatalf("waiting: %+v, %v", page.Waiting, err)
	}
	return page.Waiting[0]
}

func (w *world) settle(who string, id verification.ID, choices ...verification.Choice) (casework.Finished, error) {
	return w.Settle(w.Context(), w.staff[who], id, verification.Decision{Key: rand.Text(), Choices: choices})
}

func TestEqualKeyingsAreBooked(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.policy(always)
	w.print(october)
	first := w.keyAll("anna", 0)
	done := w.finishes("anna", first)
	if done.Report != 0 || done.Case != 0 || done.State != casework.ListKeyed || !strings.Contains(done.Said, "annan person") {
		t.Fatalf("after the first keying: %+v", done)
	}
	if got := w.waiting("anna"); got.Mine == "" || got.State != verification.StateSecond || len(got.Reasons) != 1 || got.Reasons[0] != verification.ReasonAlways {
		t.Errorf("waits for Anna as %+v", got)
	}
	if got := w.waiting("bo"); got.Mine != "" {
		t.Errorf("Bo may not: %s", got.Mine)
	}
	_, err := w.OpenSheet(t.Context(), w.staff["anna"], number(0, october))
	w.refused(err, casework.Denied, "Du har själv registrerat")
	blind := w.openSheet("bo", number(0, october))
	if blind.Pass != 2 || blind.Left != 3 || blind.Written != nil || blind.Keyed.Total() != 0 {
		t.Fatalf("the second keying sees the first: %+v", blind)
	}
	done = w.finishes("bo", w.second("bo", number(0, october), first))
	if done.Report == 0 || done.State != casework.ListReported {
		t.Fatalf("after the second keying: %+v", done)
	}
	if n := w.count("fee_report r JOIN staff a ON a.id = r.decided_by JOIN staff b ON b.id = r.second_by WHERE a.login = 'anna' AND b.login = 'bo'"); n != 1 {
		t.Error("the report does not name both")
	}
	company, err := w.cases.CompanyPage(t.Context(), w.staff["anna"], 100001)
	if err != nil || company.Reports[0].Versions[0].Postings[0].Source.Verified != "Bo" {
		t.Errorf("source: %+v, %v", company.Reports[0].Versions[0].Postings[0].Source, err)
	}
}

func TestDifferingKeyingsAreSettledByAThird(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.policy(always)
	w.print(october)
	code := number(0, october)
	first := w.keyAll("anna", 0)
	w.finishes("anna", first)
	second := w.second("bo", code, first)
	w.save("bo", second, amounts(2, 680_00, 160_00), casework.KeyingRow{Written: member(50).Full(), Name: "Ny Person", MemberFee: amounts(0, 100_00, -1).MemberFee})
	w.saveWritten("bo", second, 2476_00)
	done := w.finishes("bo", second)
	if done.State != casework.ListDiffers || done.Report != 0 || strings.Contains(done.Said, "rad") && strings.Contains(done.Said, "2") {
		t.Fatalf("%+v", done)
	}
	id := w.waiting("dan").ID
	for _, who := range []string{"anna", "bo"} {
		_, err := w.Settling(t.Context(), w.staff[who], id)
		w.refused(err, casework.Denied, "tredje person")
		_, err = w.settle(who, id)
		w.refused(err, casework.Denied, "tredje person")
	}
	s, err := w.Settling(t.Context(), w.staff["dan"], id)
	if err != nil || len(s.Differences) != 3 {
		t.Fatalf("%+v, %v", s.Differences, err)
	}
	if d := s.Differences[0]; d.Row != 2 || d.Field != verification.FieldMember || *d.First.Amount != 608_00 || *d.Second.Amount != 680_00 {
		t.Errorf("%+v", d)
	}
	if d := s.Differences[1]; d.Row != 4 || d.Field != verification.FieldRow || d.First.There || !d.Second.There {
		t.Errorf("%+v", d)
	}
	choice := func(row int, f verification.Field, take verification.Taken) verification.Choice {
		return verification.Choice{Row: row, Field: f, Take: take}
	}
	_, err = w.settle("dan", id, choice(2, verification.FieldMember, verification.TakeFirst))
	w.refused(err, casework.Invalid, "Avgör")
	_, err = w.settle("dan", id, choice(1, verification.FieldMember, verification.TakeFirst))
	w.refused(err, casework.Invalid, "inte skiljer sig")
	done, err = w.settle("dan", id, choice(2, verification.FieldMember, verification.TakeFirst), choice(4, verification.FieldRow, verification.TakeFirst),
		choice(0, verification.FieldWritten, verification.TakeFirst))
	if err != nil || done.Report == 0 || done.State != casework.ListReported {
		t.Fatalf("%+v, %v", done, err)
	}
	if n := w.count("posting WHERE member_fee = 60800"); n != 3 {
		t.Errorf("%d postings as settled", n)
	}
	_, err = w.settle("dan", id, choice(2, verification.FieldMember, verification.TakeFirst))
	w.refused(err, casework.Conflict, "redan avgjord")
	company, err := w.cases.CompanyPage(t.Context(), w.staff["anna"], 100001)
	if err != nil {
		t.Fatal(err)
	}
	if p := company.Reports[0].Versions[0].Postings; p[0].Source.Verified != "Bo" || p[1].Source.Verified != "Dan" {
		t.Errorf("verified by %q and %q", p[0].Source.Verified, p[1].Source.Verified)
	}
}

func TestSettlerReadsAThirdValue(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.policy(always)
	w.print(october)
	first := w.keyAll("anna", 0)
	w.save("anna", first, amounts(1, 680_00, 160_00))
	w.finishes("anna", first)
	second := w.openSheet("bo", number(0, october)).ID
	w.save("bo", second, amounts(1, 806_00, 160_00), amounts(2, 608_00, 160_00), amounts(3, 608_00, 160_00))
	w.saveWritten("bo", second, 2304_00)
	w.finishes("bo", second)
	id := w.waiting("cia").ID
	right := register.Amount(608_00)
	done, err := w.settle("cia", id, verification.Choice{Row: 1, Field: verification.FieldMember, Take: verification.TakeOther, Other: verification.Value{Amount: &right}})
	if err != nil || done.Report == 0 {
		t.Fatalf("%+v, %v", done, err)
	}
	page, err := w.VerificationPage(t.Context(), w.staff["cia"])
	if err != nil || page.Figures == nil || page.Figures.Lists != 1 || page.Figures.Twice != 1 || page.Figures.Differed != 1 || page.Figures.Fields != 1 {
		t.Errorf("figures: %+v, %v", page.Figures, err)
	}
}

// TestDatabaseRefusesOnePersonTwice goes past the program: the constraint holds by itself.
func TestDatabaseRefusesOnePersonTwice(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.policy(always)
	w.print(october)
	s := w.openSheet("bo", number(0, october))
	w.save("bo", s.ID, amounts(1, 608_00, 160_00))
	if err := w.Abandon(t.Context(), w.staff["bo"], s.ID); err != nil {
		t.Fatal(err)
	}
	first := w.keyAll2("anna", s)
	w.finishes("anna", first)
	// Bo's name stands nowhere on the keying any more, but Bo keyed one of its rows... which Anna keyed over.
	for who, pass := range map[string]int{"anna": 2} {
		for _, p := range []int{pass, 3} {
			_, err := w.store.Pool().Exec(t.Context(), "INSERT INTO keying (list_id, pass, state, staff_id, started_at) SELECT list_id, $2, 'open', $3, now() FROM keying WHERE id = $1",
				first, p, w.staff[who].ID)
			if err == nil || !strings.Contains(err.Error(), "keying") {
				t.Errorf("%s keys pass %d: %v", who, p, err)
			}
		}
	}
	if _, err := w.store.Pool().Exec(t.Context(), "UPDATE keying_row SET staff_id = $2 WHERE keying_id = $1", first, w.staff["bo"].ID); err == nil {
		t.Error("a row is another's than the keying's")
	}
}

// keyAll2 goes on with a sheet that another gave up.
func (w *world) keyAll2(who string, s casework.KeyingSheet) casework.KeyingID {
	w.Helper()
	again := w.openSheet(who, s.List.Number)
	for n := range again.Rows {
		w.save(who, again.ID, amounts(n+1, 608_00, 160_00))
	}
	w.saveWritten(who, again.ID, 3*768_00)
	return again.ID
}

func TestWhoKeyedARowOfAGivenUpKeyingMayNotKeySecond(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.policy(always)
	w.print(october)
	s := w.openSheet("bo", number(0, october))
	w.save("bo", s.ID, amounts(1, 608_00, 160_00))
	if err := w.Abandon(t.Context(), w.staff["bo"], s.ID); err != nil {
		t.Fatal(err)
	}
	w.openSheet("anna", number(0, october))
	w.save("anna", s.ID, amounts(2, 608_00, 160_00), amounts(3, 608_00, 160_00))
	w.saveWritten("anna", s.ID, 3*768_00)
	w.finishes("anna", s.ID)
	_, err := w.OpenSheet(t.Context(), w.staff["bo"], number(0, october))
	w.refused(err, casework.Denied, "Du har själv registrerat")
	if _, err := w.store.Pool().Exec(t.Context(), "INSERT INTO keying (list_id, pass, state, staff_id, started_at) SELECT list_id, 2, 'open', $2, now() FROM keying WHERE id = $1",
		s.ID, w.staff["bo"].ID); err == nil {
		t.Error("the database lets Bo key the list a second time")
	}
	w.openSheet("dan", number(0, october))
}

// The second keying is digits, whatever the first was, so that a refusal tells nothing of it
// (R19); only the sheet's tick box says last month's amounts twice.
func TestTheSecondKeyingIsDigits(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.print(october.AddMonths(-1))
	done, err := w.through(w.keyAllOf("anna", number(0, october.AddMonths(-1)), 608_00, 160_00), number(0, october.AddMonths(-1)))
	if err != nil || done.Report == 0 {
		t.Fatalf("%+v, %v", done, err)
	}
	w.policy(always)
	w.print(october)
	s := w.openSheet("anna", number(0, october))
	plus, star := amounts(1, 608_00, 160_00), amounts(2, 608_00, 160_00)
	plus.Key, star.Key = casework.KeyPlus, casework.KeyStar
	w.save("anna", s.ID, plus, star, amounts(3, 608_00, 160_00))
	w.saveWritten("anna", s.ID, 3*768_00)
	w.finishes("anna", s.ID)
	if n := w.count("keying_row WHERE keying_id = $1 AND key_used IN ('plus', 'star')", s.ID); n != 2 {
		t.Errorf("%d rows know their key", n)
	}
	second := w.openSheet("bo", number(0, october)).ID
	for _, row := range []int{1, 3} { // made by + and by digits the first time
		for _, used := range []casework.KeyUsed{casework.KeyPlus, casework.KeyStar} {
			r := amounts(row, 608_00, 160_00)
			r.Key = used
			_, err := w.SaveRow(t.Context(), w.staff["bo"], second, r)
			w.refused(err, casework.Invalid, "med siffror")
		}
	}
	w.save("bo", second, amounts(2, 608_00, 160_00))
	if n, err := w.Tick(t.Context(), w.staff["bo"], second, 1); err != nil || n != 2 {
		t.Errorf("%d rows ticked, %v", n, err)
	}
	w.saveWritten("bo", second, 3*768_00)
	if done := w.finishes("bo", second); done.Report == 0 {
		t.Errorf("%+v", done)
	}
}

func TestRiskyListsAreKeyedTwice(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.print(october)
	for name, tc := range map[string]struct {
		policy verification.Policy
		change func(*casework.KeyingSheet)
		want   verification.Reason
	}{
		"nothing":    {seasoned, func(*casework.KeyingSheet) {}, ""},
		"sum":        {seasoned, func(s *casework.KeyingSheet) { *s.Written += 1 }, verification.ReasonSum},
		"no sum":     {seasoned, func(s *casework.KeyingSheet) { s.Written = nil }, verification.ReasonNoSum},
		"unknown":    {seasoned, func(s *casework.KeyingSheet) { s.Rows[0].MemberID = 0 }, verification.ReasonUnknown},
		"limit":      {verification.Policy{Mode: verification.ByRisk, Limit: 608_00 - 1, Deviation: 25}, func(*casework.KeyingSheet) {}, verification.ReasonLimit},
		"new clerk":  {verification.Policy{Mode: verification.ByRisk, Limit: 2_500_00, Deviation: 25, NewClerk: 1}, func(*casework.KeyingSheet) {}, verification.ReasonNewClerk},
		"all chosen": {verification.Policy{Mode: verification.ByRisk, Limit: 2_500_00, Deviation: 25, Sample: 1000}, func(*casework.KeyingSheet) {}, verification.ReasonSample},
		"always":     {always, func(*casework.KeyingSheet) {}, verification.ReasonAlways},
	} {
		s := w.openSheet("anna", number(0, october))
		for n := range s.Rows {
			w.save("anna", s.ID, amounts(n+1, 608_00, 160_00))
		}
		w.saveWritten("anna", s.ID, 3*768_00)
		s = w.openSheet("anna", number(0, october))
		tc.change(&s)
		got := tc.policy.Decide(verification.Facts{Sheet: s, Draw: make([]byte, 8)})
		if tc.want == "" && len(got) != 0 || tc.want != "" && (len(got) == 0 || got[0] != tc.want) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestOnlySupervisorsSetThePolicy(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.refused(w.SetPolicy(t.Context(), w.staff["anna"], always), casework.Denied, "arbetsledare")
	w.refused(w.SetPolicy(t.Context(), w.staff["cia"], verification.Policy{}), casework.Invalid, "")
	if page, err := w.VerificationPage(t.Context(), w.staff["anna"]); err != nil || page.Figures != nil || page.Policy.SetBy != "Cia" {
		t.Errorf("%+v, %v", page, err)
	}
}
