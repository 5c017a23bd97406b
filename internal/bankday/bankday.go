// Package bankday knows on which days Swedish banks are open: Monday to Friday
// but for the public holidays (lag 1989:253), midsummer's eve, Christmas eve
// and New Year's eve, on which Bankgirot and Plusgirot settle nothing.
//
// The moving feasts are computed, so that no table runs out:
//
//	Easter Sunday  ── −2 Good Friday, +1 Easter Monday, +39 Ascension Day
//	midsummer's eve ── the Friday of 19 to 25 June
//
// Days of a deployment's own are given with [Calendar.Own].
package bankday

import (
	"time"

	"sef.se/kontakten/internal/register"
)

// Calendar answers for bank days. The zero Calendar knows the Swedish days.
type Calendar struct {
	Own map[register.Date]bool // further days on which nothing is due
}

// Is tells whether banks settle payments on a day.
func (c Calendar) Is(d register.Date) bool {
	if day := d.Weekday(); day == time.Saturday || day == time.Sunday || c.Own[d] {
		return false
	}
	return !fixed(d) && !moving(d)
}

// OnOrBefore gives the day itself or the last bank day before it.
func (c Calendar) OnOrBefore(d register.Date) register.Date {
	for !c.Is(d) {
		d = d.AddDays(-1)
	}
	return d
}

// OnOrAfter gives the day itself or the next bank day after it.
func (c Calendar) OnOrAfter(d register.Date) register.Date {
	for !c.Is(d) {
		d = d.AddDays(1)
	}
	return d
}

func fixed(d register.Date) bool {
	switch d.Month {
	case time.January:
		return d.Day == 1 || d.Day == 6
	case time.May:
		return d.Day == 1
	case time.June:
		return d.Day == 6 || d.Day >= 19 && d.Day <= 25 && d.Weekday() == time.Friday
	case time.December:
		return d.Day >= 24 && d.Day <= 26 || d.Day == 31
	}
	return false
}

func moving(d register.Date) bool {
	easter := easterSunday(d.Year)
	return d == easter.AddDays(-2) || d == easter.AddDays(1) || d == easter.AddDays(39)
}

// easterSunday computes the Gregorian Easter (the anonymous algorithm of
// Meeus, Astronomical Algorithms, ch. 8).
func easterSunday(year int) register.Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 19*l) / 433
	month := (h + l - 7*m + 90) / 25
	return register.NewDate(year, time.Month(month), (h+l-7*m+33*month+19)%32)
}
