package period

import (
	"testing"

	"sef.se/kontakten/internal/register"
)

// FuzzFind checks that whatever is written, a hint stands in the text and is of a
// month, and that no month is believed that lies beyond the next one.
func FuzzFind(f *testing.F) {
	f.Add("Avgifter okt -26, löneperiod 2026-09-01 – 2026-09-30, lön 25/10")
	f.Add("avser 2610, 202610, 10/26, 1/10–31/10, denna månad, förra månaden")
	f.Add("2026-13 99/99 0000-00-00 sept.februarimars")
	on := register.NewDate(2026, 10, 28)
	f.Fuzz(func(t *testing.T, text string) {
		for _, h := range append(Find(text, on), InName(text, on)...) {
			if h.Start < 0 || h.End < h.Start || h.End > len(text) {
				t.Fatalf("hint at %d to %d of %d", h.Start, h.End, len(text))
			}
			if h.Period.IsZero() || h.Period.Month < 1 || h.Period.Month > 12 {
				t.Fatalf("period %v", h.Period)
			}
		}
		if p, ok := Best(Find(text, on)); ok && register.PeriodOf(on).MonthsTo(p) > 1 {
			t.Fatalf("a month to come: %v", p)
		}
	})
}
