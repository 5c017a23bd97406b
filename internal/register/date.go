package register

import (
	"fmt"
	"time"
	_ "time/tzdata" // days are Stockholm's on every machine (contract.md)
)

// Stockholm is the time zone in which a day begins and ends for this product.
var Stockholm = mustLoad("Europe/Stockholm")

func mustLoad(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		panic(err) // tzdata is linked in: cannot happen
	}
	return loc
}

// Date is a civil day in Sweden. The zero Date means "none".
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// NewDate makes a Date and normalises it as time.Date does (32 October is 1
// November).
func NewDate(year int, month time.Month, day int) Date {
	return dateOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// DateOf gives the day that t falls on in Stockholm.
func DateOf(t time.Time) Date { return dateOf(t.In(Stockholm)) }

func dateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseDate reads YYYY-MM-DD.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("%q is no date of the form YYYY-MM-DD", s)
	}
	return dateOf(t), nil
}

// IsZero tells whether d is "none".
func (d Date) IsZero() bool { return d == Date{} }

// String gives YYYY-MM-DD, or "" for none.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Words gives the day as letters and pages write it: "25 oktober 2026".
func (d Date) Words() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d %s %d", d.Day, MonthName(d.Month), d.Year)
}

// Before tells whether d is earlier than e.
func (d Date) Before(e Date) bool { return d.ordinal() < e.ordinal() }

// After tells whether d is later than e.
func (d Date) After(e Date) bool { return e.Before(d) }

func (d Date) ordinal() int { return d.Year*10000 + int(d.Month)*100 + d.Day }

// AddDays gives the day n days later (earlier where n is negative).
func (d Date) AddDays(n int) Date { return NewDate(d.Year, d.Month, d.Day+n) }

// Weekday gives the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Time gives midnight in Stockholm at the beginning of the day.
func (d Date) Time() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, Stockholm)
}

func (d Date) utc() time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
}

// YearsTo gives the whole years from d to e: the age at e of someone born on d.
func (d Date) YearsTo(e Date) int {
	years := e.Year - d.Year
	if e.Month < d.Month || e.Month == d.Month && e.Day < d.Day {
		years--
	}
	return years
}

// MarshalText and UnmarshalText write and read YYYY-MM-DD, "" for none.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText is the inverse of MarshalText.
func (d *Date) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	*d, err = ParseDate(string(text))
	return err
}
