package bankday_test

import (
	"testing"

	"sef.se/kontakten/internal/bankday"
	"sef.se/kontakten/internal/register"
)

func day(t *testing.T, s string) register.Date {
	t.Helper()
	d, err := register.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestIs(t *testing.T) {
	t.Parallel()
	own := bankday.Calendar{Own: map[register.Date]bool{day(t, "2026-11-27"): true}}
	for in, want := range map[string]bool{
		"2026-11-24": true, "2026-11-28": false, "2026-11-29": false, "2026-11-27": false,
		"2026-01-01": false, "2026-01-06": false, "2026-04-03": false, "2026-04-06": false, "2026-04-07": true,
		"2026-05-01": false, "2026-05-14": false, "2026-06-06": false, "2026-06-19": false, "2025-06-06": false,
		"2026-12-24": false, "2026-12-25": false, "2026-12-31": false, "2026-12-30": true,
		"2027-03-26": false, "2027-03-29": false, "2027-05-06": false, "2027-06-25": false, "2024-03-29": false, "2038-04-26": false,
	} {
		if got := own.Is(day(t, in)); got != want {
			t.Errorf("%s: got %v, want %v", in, got, want)
		}
	}
}

func TestMoves(t *testing.T) {
	t.Parallel()
	var c bankday.Calendar
	for in, want := range map[string][2]string{
		"2026-10-25": {"2026-10-23", "2026-10-26"}, "2026-12-25": {"2026-12-23", "2026-12-28"}, "2026-11-25": {"2026-11-25", "2026-11-25"},
	} {
		if got := c.OnOrBefore(day(t, in)).String(); got != want[0] {
			t.Errorf("before %s: %s", in, got)
		}
		if got := c.OnOrAfter(day(t, in)).String(); got != want[1] {
			t.Errorf("after %s: %s", in, got)
		}
	}
}
