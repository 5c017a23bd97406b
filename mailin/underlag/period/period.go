package period

import (
	"time"

	"sef.se/kontakten/internal/register"
)

// Strength ranks how plainly a text says a period.
type Strength int

// The strengths, weakest first.
const (
	Dated    Strength = iota + 1 // a day without a label: evidence only beside other evidence
	Numbered                     // bare digits in a file's name: "lonelista 2609"
	Relative                     // "denna månad", "förra månaden"
	Named                        // a month by name or as 2026-10
	Spanned                      // a labelled span of days: "löneperiod 2026-09-01 – 2026-09-30"
	PaidOut                      // a pay-out day: "utbetalning 2026-09-25", "lön 25/10"
	Labelled                     // "Avgiftsperiod 2026-09", "avser oktober"
)

// Hint is a period that a text says, and where in it.
type Hint struct {
	Period     register.Period
	Strength   Strength
	HasYear    bool // the year is written, not told from the day of the message
	Future     bool // later than the month after the day of the message: never believed
	Start, End int  // bytes in the text
}

// Best gives the period that the strongest hints agree on; false where there is
// none or the strongest say several. Future periods and bare days never win.
func Best(hints []Hint) (register.Period, bool) {
	var best Hint
	agree := false
	for _, h := range hints {
		switch {
		case h.Future || h.Strength <= Dated || h.Strength < best.Strength:
		case h.Strength > best.Strength:
			best, agree = h, true
		case h.Period != best.Period:
			agree = false
		}
	}
	if !agree {
		return register.Period{}, false
	}
	return best.Period, true
}

// Latest gives the period that a month without a year means on a day: the
// latest one up to its month, but next month where it would be eleven months
// back (rule 19).
func Latest(month time.Month, on register.Date) register.Period {
	p := register.NewPeriod(on.Year, month)
	now := register.PeriodOf(on)
	if now.Before(p) && now.MonthsTo(p) > 1 {
		p = p.AddMonths(-12)
	}
	if p.MonthsTo(now) == 11 {
		p = p.AddMonths(12)
	}
	return p
}

// isFuture tells whether a period lies beyond the month after a day.
func isFuture(p register.Period, on register.Date) bool {
	return register.PeriodOf(on).MonthsTo(p) > 1
}
