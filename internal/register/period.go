package register

import (
	"fmt"
	"time"
)

// Period is a fee period: a calendar month, the month of the pay-out. The zero
// Period means "none".
type Period struct {
	Year  int
	Month time.Month
}

var monthNames = [...]string{"", "januari", "februari", "mars", "april", "maj", "juni",
	"juli", "augusti", "september", "oktober", "november", "december"}

// MonthName gives a month's Swedish name in lower case.
func MonthName(m time.Month) string {
	if m < 1 || m > 12 {
		return ""
	}
	return monthNames[m]
}

// NewPeriod makes a Period and normalises it: month 13 is January of the next
// year.
func NewPeriod(year int, month time.Month) Period {
	return PeriodOf(NewDate(year, month, 1))
}

// PeriodOf gives the period that a day falls in.
func PeriodOf(d Date) Period { return Period{d.Year, d.Month} }

// ParsePeriod reads "YYYY-MM" with a year from 1990 to 2099.
func ParsePeriod(s string) (Period, error) {
	t, err := time.Parse("2006-01", s)
	if err != nil || t.Year() < 1990 || t.Year() > 2099 {
		return Period{}, fmt.Errorf("%q is no period of the form YYYY-MM", s)
	}
	return Period{t.Year(), t.Month()}, nil
}

// IsZero tells whether p is "none".
func (p Period) IsZero() bool { return p == Period{} }

// String gives "2026-10", or "" for none.
func (p Period) String() string {
	if p.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d", p.Year, p.Month)
}

// Words gives "oktober 2026", or "" for none.
func (p Period) Words() string {
	if p.IsZero() {
		return ""
	}
	return fmt.Sprintf("%s %d", MonthName(p.Month), p.Year)
}

// YYMM gives the four digits of the period in a payment reference: "2610".
func (p Period) YYMM() string { return fmt.Sprintf("%02d%02d", p.Year%100, p.Month) }

// First gives the first day of the month.
func (p Period) First() Date { return Date{p.Year, p.Month, 1} }

// Last gives the last day of the month.
func (p Period) Last() Date { return NewDate(p.Year, p.Month+1, 0) }

// AddMonths gives the period n months later (earlier where n is negative).
func (p Period) AddMonths(n int) Period { return NewPeriod(p.Year, p.Month+time.Month(n)) }

// MonthsTo gives the months from p to q: 0 where they are the same.
func (p Period) MonthsTo(q Period) int {
	return (q.Year-p.Year)*12 + int(q.Month) - int(p.Month)
}

// Before tells whether p is earlier than q.
func (p Period) Before(q Period) bool { return p.MonthsTo(q) > 0 }

// Touches tells whether a span of days has a day in the period; a zero from or
// to is open.
func (p Period) Touches(from, to Date) bool {
	return (from.IsZero() || !from.After(p.Last())) && (to.IsZero() || !to.Before(p.First()))
}

// MarshalText writes "2026-10", "" for none.
func (p Period) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText is the inverse of MarshalText.
func (p *Period) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*p = Period{}
		return nil
	}
	*p, err = ParsePeriod(string(text))
	return err
}
