package casework_test

import (
	"reflect"
	"strings"
	"testing"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/register"
)

func shown(change func(*casework.Shown)) casework.Screen {
	number, err := register.ParsePersonnummer("196408233234", register.NewDate(2026, 10, 1))
	if err != nil {
		panic(err)
	}
	total := register.Amount(768_00)
	s := casework.Shown{
		Period: register.NewPeriod(2026, 10), Stated: &total, Reader: "1", Import: 4, Latest: 0,
		Rows: []casework.CaseRow{
			{Row: avgiftslista.Row{Personnummer: number, Name: "Eva", MemberFee: 608_00, ControlFee: 160_00}, Mark: casework.MarkMachine},
			{Row: avgiftslista.Row{Name: "Bo", MemberFee: 1}, Mark: casework.MarkMachine},
		},
		Findings: []avgiftslista.Finding{{Code: "a", Row: 1, Text: "x"}, {Code: "b", Row: -1, Text: "y"}},
	}
	change(&s)
	return s.Screen()
}

func TestScreenDiffers(t *testing.T) {
	t.Parallel()
	base := shown(func(*casework.Shown) {})
	tests := map[string]struct {
		change func(*casework.Shown)
		want   *casework.Difference
	}{
		"nothing":           {func(*casework.Shown) {}, nil},
		"order of findings": {func(s *casework.Shown) { s.Findings[0], s.Findings[1] = s.Findings[1], s.Findings[0] }, nil},
		"an amount":         {func(s *casework.Shown) { s.Rows[1].MemberFee = 2 }, &casework.Difference{Rows: []int{1}}},
		"a mark":            {func(s *casework.Shown) { s.Rows[0].Mark = casework.MarkEdited }, &casework.Difference{Rows: []int{0}}},
		"no longer booked":  {func(s *casework.Shown) { s.Rows[0].Skip = true }, &casework.Difference{Rows: []int{0}}},
		"a row more":        {func(s *casework.Shown) { s.Rows = append(s.Rows, casework.CaseRow{}) }, &casework.Difference{Rows: []int{2}}},
		"a row fewer":       {func(s *casework.Shown) { s.Rows = s.Rows[:1] }, &casework.Difference{Fewer: 1}},
		"all rows gone":     {func(s *casework.Shown) { s.Rows = nil }, &casework.Difference{Fewer: 2}},
		"a finding":         {func(s *casework.Shown) { s.Findings[0].Text = "z" }, &casework.Difference{Findings: true}},
		"no total":          {func(s *casework.Shown) { s.Stated = nil }, &casework.Difference{Stated: true}},
		"reader":            {func(s *casework.Shown) { s.Reader = "2" }, &casework.Difference{Reader: true}},
		"import":            {func(s *casework.Shown) { s.Import = 5 }, &casework.Difference{Register: true}},
		"ledger":            {func(s *casework.Shown) { s.Latest = 1 }, &casework.Difference{Ledger: true}},
		"period":            {func(s *casework.Shown) { s.Period = s.Period.AddMonths(1) }, &casework.Difference{Target: true}},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			now := shown(tc.change)
			got := base.Differs(now)
			if !reflect.DeepEqual(got, tc.want) {
				t.Errorf("got %+v, want %+v", got, tc.want)
			}
			if (got == nil) != (base.Hash() == now.Hash()) {
				t.Error("the hash says otherwise")
			}
			if got != nil && got.Words() == "" {
				t.Error("a difference without words")
			}
		})
	}
}

func TestForeignScreenDiffersInAll(t *testing.T) {
	t.Parallel()
	for _, s := range []casework.Screen{"", "x", "s2-1-1-1-1-1-1-1", casework.Screen(strings.Repeat("-", 7))} {
		if d := s.Differs(shown(func(*casework.Shown) {})); d == nil || !d.Ledger || !d.Findings {
			t.Errorf("%q: %+v", s, d)
		}
	}
}

func TestScreenTellsNoNumber(t *testing.T) {
	t.Parallel()
	if s := string(shown(func(*casework.Shown) {})); strings.Contains(s, "3234") || strings.Contains(s, "Eva") {
		t.Errorf("the screen tells whose it is: %s", s)
	}
}

func FuzzScreenDiffers(f *testing.F) {
	f.Add("s1-a-b-c-d-e-f-g.h")
	now := shown(func(*casework.Shown) {})
	f.Fuzz(func(t *testing.T, s string) {
		if d := casework.Screen(s).Differs(now); d == nil && s != string(now) {
			t.Error("two screens taken for one")
		}
	})
}
