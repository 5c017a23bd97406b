package register_test

import (
	"testing"
	"time"

	"sef.se/kontakten/internal/register"
)

func TestPeriod(t *testing.T) {
	t.Parallel()
	p, err := register.ParsePeriod("2026-02")
	if err != nil {
		t.Fatal(err)
	}
	if p.Words() != "februari 2026" || p.YYMM() != "2602" || p.Last().String() != "2026-02-28" {
		t.Errorf("got %s %s %s", p.Words(), p.YYMM(), p.Last())
	}
	if got := p.AddMonths(-2).String(); got != "2025-12" {
		t.Errorf("two months before: %s", got)
	}
	for _, in := range []string{"", "2026-13", "2026-1", "202601", "1889-01", "2026-01-01"} {
		if _, err := register.ParsePeriod(in); err == nil {
			t.Errorf("%q: want an error", in)
		}
	}
}

func TestPeriodTouches(t *testing.T) {
	t.Parallel()
	p := register.Period{Year: 2026, Month: time.October}
	day := func(s string) register.Date { d, _ := register.ParseDate(s); return d }
	for _, test := range []struct {
		from, to string
		want     bool
	}{
		{"2016-01-01", "", true}, {"2026-10-31", "", true}, {"2026-11-01", "", false},
		{"2016-01-01", "2026-10-01", true}, {"2016-01-01", "2026-09-30", false}, {"", "", true},
	} {
		if got := p.Touches(day(test.from), day(test.to)); got != test.want {
			t.Errorf("%s to %s: %v", test.from, test.to, got)
		}
	}
}

// A day begins at midnight in Stockholm, on both sides of the clock change.
func TestDateOf(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"2026-07-31T22:30:00Z": "2026-08-01", "2026-12-31T22:59:59Z": "2026-12-31", "2026-12-31T23:00:00Z": "2027-01-01",
	} {
		at, err := time.Parse(time.RFC3339, in)
		if err != nil {
			t.Fatal(err)
		}
		if got := register.DateOf(at).String(); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}
