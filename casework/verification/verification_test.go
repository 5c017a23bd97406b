package verification_test

import (
	"slices"
	"testing"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/casework/verification"
	"sef.se/kontakten/internal/register"
)

func kr(n int) *register.Amount {
	a := register.Amount(n) * 100
	return &a
}

// row is a keyed row with what was paid last month; 0 for nothing.
func row(n, member, control, last int) casework.KeyingRow {
	r := casework.KeyingRow{Row: n, MemberID: int64(n), MemberFee: kr(member), ControlFee: kr(control), Key: casework.KeyDigits}
	if last > 0 {
		r.Last = &ledger.Sum{MemberFee: *kr(last), ControlFee: *kr(control)}
	}
	return r
}

func sheet(written int, rows ...casework.KeyingRow) casework.KeyingSheet {
	s := casework.KeyingSheet{Rows: rows, Written: kr(written), HasControl: true}
	for _, r := range rows {
		if r.MemberFee != nil {
			s.Keyed.MemberFee += *r.MemberFee
			s.Keyed.ControlFee += *r.ControlFee
		}
	}
	return s
}

var byRisk = verification.Policy{Mode: verification.ByRisk, Limit: 2_500_00, Deviation: 25}

func TestDecide(t *testing.T) {
	t.Parallel()
	plain := func() casework.KeyingSheet { return sheet(1536, row(1, 608, 160, 608), row(2, 608, 160, 608)) }
	for _, tc := range []struct {
		name   string
		policy verification.Policy
		change func(*casework.KeyingSheet)
		keyed  int
		want   []verification.Reason
	}{
		{"nothing", byRisk, func(*casework.KeyingSheet) {}, 0, nil},
		{"the sum", byRisk, func(s *casework.KeyingSheet) { s.Written = kr(1535) }, 0, []verification.Reason{verification.ReasonSum}},
		{"no sum", byRisk, func(s *casework.KeyingSheet) { s.Written = nil }, 0, []verification.Reason{verification.ReasonNoSum}},
		{"a new person", byRisk, func(s *casework.KeyingSheet) { s.Rows[1].New = true }, 0, []verification.Reason{verification.ReasonUnknown}},
		{"nobody's row", byRisk, func(s *casework.KeyingSheet) { s.Rows[1].MemberID = 0 }, 0, []verification.Reason{verification.ReasonUnknown}},
		{"off the rates", byRisk, func(s *casework.KeyingSheet) {
			s.Rows[0].Warnings = []avgiftslista.Finding{{Code: "fees_of_two_bases"}}
		}, 0, []verification.Reason{verification.ReasonRate}},
		{"a name spelt otherwise", byRisk, func(s *casework.KeyingSheet) {
			s.Rows[0].Warnings = []avgiftslista.Finding{{Code: "name_differs"}}
		}, 0, nil},
		{"a quarter is no deviation", byRisk, func(s *casework.KeyingSheet) {
			*s = sheet(1688, row(1, 760, 160, 608), row(2, 608, 160, 608))
		}, 0, nil},
		{"more is", byRisk, func(s *casework.KeyingSheet) {
			*s = sheet(1689, row(1, 761, 160, 608), row(2, 608, 160, 608))
		}, 0, []verification.Reason{verification.ReasonDeviation}},
		{"the first list of a member", byRisk, func(s *casework.KeyingSheet) { s.Rows[0].Last, s.Rows[1].Last = nil, nil }, 0, nil},
		{"above the limit", verification.Policy{Mode: verification.ByRisk, Limit: 600_00, Deviation: 25}, func(*casework.KeyingSheet) {}, 0, []verification.Reason{verification.ReasonLimit}},
		{"negative beyond the limit", byRisk, func(s *casework.KeyingSheet) {
			*s = sheet(-1464, row(1, -2600, 160, 0), row(2, 816, 160, 0))
		}, 0, []verification.Reason{verification.ReasonLimit}},
		{"a new clerk", verification.Policy{Mode: verification.ByRisk, Limit: 2_500_00, Deviation: 25, NewClerk: 200}, func(*casework.KeyingSheet) {}, 199, []verification.Reason{verification.ReasonNewClerk}},
		{"no longer new", verification.Policy{Mode: verification.ByRisk, Limit: 2_500_00, Deviation: 25, NewClerk: 200}, func(*casework.KeyingSheet) {}, 200, nil},
		{"always", verification.Policy{Mode: verification.Always, Limit: 2_500_00, Deviation: 25}, func(*casework.KeyingSheet) {}, 0, []verification.Reason{verification.ReasonAlways}},
		{"every one sampled", verification.Policy{Mode: verification.ByRisk, Limit: 2_500_00, Deviation: 25, Sample: 1000}, func(*casework.KeyingSheet) {}, 0, []verification.Reason{verification.ReasonSample}},
		{"rows not keyed are no risk", byRisk, func(s *casework.KeyingSheet) {
			s.Rows[1] = casework.KeyingRow{Row: 2}
			s.Written, s.Keyed = kr(768), ledger.Sum{MemberFee: *kr(608), ControlFee: *kr(160)}
		}, 0, nil},
	} {
		s := plain()
		tc.change(&s)
		if got := tc.policy.Decide(verification.Facts{Sheet: s, RowsKeyed: tc.keyed, Draw: make([]byte, 8)}); !slices.Equal(got, tc.want) {
			t.Errorf("%s: %v, want %v", tc.name, got, tc.want)
		}
	}
}

// Rows that changed places leave every sum as it was.
func TestSwappedRows(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name string
		rows []casework.KeyingRow
		want bool
	}{
		{"as last month", []casework.KeyingRow{row(1, 608, 160, 608), row(2, 670, 160, 670)}, false},
		{"exactly each other's", []casework.KeyingRow{row(1, 670, 160, 608), row(2, 608, 160, 670)}, true},
		{"another row's, not a neighbour's", []casework.KeyingRow{row(1, 700, 160, 608), row(2, 650, 160, 650), row(3, 700, 160, 700)}, true},
		{"nearer to each other's", []casework.KeyingRow{row(1, 672, 160, 608), row(2, 610, 160, 670)}, true},
		{"a rise for both", []casework.KeyingRow{row(1, 640, 160, 608), row(2, 705, 160, 670)}, false},
		{"pay that moves a little", []casework.KeyingRow{row(1, 615, 160, 608), row(2, 609, 160, 612)}, false},
		{"equal fees have nothing to swap", []casework.KeyingRow{row(1, 612, 160, 608), row(2, 604, 160, 608)}, false},
		{"without a last month", []casework.KeyingRow{row(1, 672, 160, 0), row(2, 610, 160, 0)}, false},
	} {
		total := 0
		for _, r := range tc.rows {
			total += int(*r.MemberFee/100) + 160
		}
		got := byRisk.Decide(verification.Facts{Sheet: sheet(total, tc.rows...), Draw: make([]byte, 8)})
		if slices.Contains(got, verification.ReasonSwapped) != tc.want {
			t.Errorf("%s: %v", tc.name, got)
		}
	}
}

// The sample takes its share, by the draw alone.
func TestTheSampleTakesItsShare(t *testing.T) {
	t.Parallel()
	p := byRisk
	p.Sample = 50
	taken := 0
	for n := range 1000 {
		draw := []byte{0, 0, 0, 0, 0, 0, byte(n >> 8), byte(n)}
		if p.Decide(verification.Facts{Sheet: sheet(768, row(1, 608, 160, 608)), Draw: draw}) != nil {
			taken++
		}
	}
	if taken != 50 {
		t.Errorf("%d of 1,000", taken)
	}
	if f := (verification.Figures{}); func() bool { _, known := f.Residual(); return known }() {
		t.Error("an empty sample tells something")
	}
	if n, known := (verification.Figures{Sampled: 400, SampledWrong: 3}).Residual(); n != 7 || !known {
		t.Errorf("%d per thousand", n)
	}
}

func TestPolicyIsRefused(t *testing.T) {
	t.Parallel()
	if err := verification.Default().Valid(); err != nil {
		t.Error(err)
	}
	for _, change := range []func(*verification.Policy){
		func(p *verification.Policy) { p.Mode = "never" },
		func(p *verification.Policy) { p.Sample = 1001 },
		func(p *verification.Policy) { p.Sample = -1 },
		func(p *verification.Policy) { p.Limit = 0 },
		func(p *verification.Policy) { p.Deviation = 0 },
		func(p *verification.Policy) { p.NewClerk = -1 },
	} {
		p := verification.Default()
		change(&p)
		if casework.KindOf(p.Valid()) != casework.Invalid {
			t.Errorf("%+v is taken", p)
		}
	}
}

func TestEveryArrowOfAVerification(t *testing.T) {
	t.Parallel()
	states := []verification.State{verification.StateSecond, verification.StateSettling, verification.StateDone, verification.StateEnded}
	drawn := map[verification.State][]verification.State{
		verification.StateSecond:   {verification.StateSettling, verification.StateDone, verification.StateEnded},
		verification.StateSettling: {verification.StateDone, verification.StateEnded},
	}
	for _, from := range states {
		for _, to := range states {
			if got := verification.Arrows().Allows(from, to); got != slices.Contains(drawn[from], to) {
				t.Errorf("%s to %s: %v", from, to, got)
			}
		}
	}
}

func TestCompareGivesOnlyWhatDiffers(t *testing.T) {
	t.Parallel()
	number, err := register.ParsePersonnummer("196412099811", register.Date{})
	if err != nil {
		t.Fatal(err)
	}
	added := func(n int, r casework.KeyingRow) casework.KeyingRow {
		r.Row, r.New, r.Number, r.MemberID = n, true, number, 9
		return r
	}
	first := sheet(1536, row(1, 608, 160, 0), row(2, 608, 160, 0))
	second := sheet(1536, row(1, 608, 160, 0), row(2, 608, 160, 0))
	if d := verification.Compare(first, second); len(d) != 0 {
		t.Errorf("equal keyings differ: %+v", d)
	}
	second.Rows[0].Key = casework.KeyTick // how it was keyed is no difference
	*second.Rows[1].MemberFee += 1
	second.Rows = append(second.Rows, added(3, row(3, 100, 0, 0)))
	second.Written = nil
	d := verification.Compare(first, second)
	want := []verification.Field{verification.FieldMember, verification.FieldRow, verification.FieldWritten}
	if !slices.EqualFunc(d, want, func(x verification.Difference, f verification.Field) bool { return x.Field == f }) {
		t.Fatalf("%+v", d)
	}
	// A reason and an amount differ in two fields; zero and nothing differ too.
	third := sheet(0, row(1, 608, 160, 0))
	third.Rows[0].ControlFee = nil
	fourth := sheet(0, row(1, 608, 0, 0))
	if d := verification.Compare(third, fourth); len(d) != 1 || d[0].Field != verification.FieldControl {
		t.Errorf("%+v", d)
	}
	fourth.Rows[0] = casework.KeyingRow{Row: 1, MemberID: 1, Reason: "EJL"}
	if d := verification.Compare(third, fourth); len(d) != 2 {
		t.Errorf("%+v", d)
	}
	// The same person added at another row is the same row.
	a, b := sheet(0, added(2, row(2, 1, 0, 0))), sheet(0, added(5, row(5, 1, 0, 0)))
	if d := verification.Compare(a, b); len(d) != 0 {
		t.Errorf("%+v", d)
	}
}

func TestSettle(t *testing.T) {
	t.Parallel()
	first := sheet(1536, row(1, 608, 160, 0), row(2, 608, 160, 0))
	second := sheet(1537, row(1, 608, 160, 0), row(2, 609, 160, 0))
	choice := func(row int, f verification.Field, take verification.Taken, other *register.Amount) verification.Choice {
		return verification.Choice{Row: row, Field: f, Take: take, Other: verification.Value{Amount: other}}
	}
	member := choice(2, verification.FieldMember, verification.TakeSecond, nil)
	written := choice(0, verification.FieldWritten, verification.TakeOther, kr(1540))
	for name, choices := range map[string][]verification.Choice{
		"a field left":                 {member},
		"a field that does not differ": {member, written, choice(1, verification.FieldMember, verification.TakeFirst, nil)},
		"no taker":                     {member, choice(0, verification.FieldWritten, "", nil)},
	} {
		if _, err := verification.Settle(first, second, choices); casework.KindOf(err) != casework.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	s, err := verification.Settle(first, second, []verification.Choice{member, written})
	if err != nil || *s.Written != *kr(1540) || *s.Rows[1].MemberFee != *kr(609) || !slices.Equal(s.Own, []bool{false, true}) || !slices.Equal(s.OfSecond, []bool{false, false}) {
		t.Errorf("%+v, %v", s, err)
	}
	if *first.Rows[1].MemberFee != *kr(608) {
		t.Error("settling changed the first keying")
	}
	// A row that only one has is kept or dropped as the settler read it.
	second.Written, second.Rows = first.Written, append(second.Rows[:1:1], first.Rows[1], func() casework.KeyingRow {
		r := row(3, 50, 0, 0)
		r.New, r.Written = true, "Ny Person"
		return r
	}())
	d := verification.Compare(first, second)
	if len(d) != 1 || d[0].Field != verification.FieldRow {
		t.Fatalf("%+v", d)
	}
	for take, rows := range map[verification.Taken]int{verification.TakeFirst: 2, verification.TakeSecond: 3} {
		s, err := verification.Settle(first, second, []verification.Choice{choice(d[0].Row, verification.FieldRow, take, nil)})
		if err != nil || len(s.Rows) != rows {
			t.Errorf("%s: %+v, %v", take, s, err)
		}
	}
}
