package shell

import (
	"fmt"
	"maps"
	"net/url"
	"strconv"
	"time"

	"sef.se/kontakten/internal/register"
)

// Moment is a point in time as short as it stays clear: "09.12" today,
// "i går 09.12", "3 nov 09.12" this year, "3 nov 2025" before.
func Moment(t, now time.Time) string {
	if t.IsZero() {
		return "–"
	}
	t, now = t.In(register.Stockholm), now.In(register.Stockholm)
	clock := t.Format("15.04")
	switch day := register.DateOf(t); {
	case day == register.DateOf(now):
		return clock
	case day == register.DateOf(now).AddDays(-1):
		return "i går " + clock
	case t.Year() == now.Year():
		return fmt.Sprintf("%d %s %s", t.Day(), shortMonth(t.Month()), clock)
	}
	return fmt.Sprintf("%d %s %d", t.Day(), shortMonth(t.Month()), t.Year())
}

// Age is how long ago in one unit: "nyss", "12 min", "3 tim", "4 dagar".
func Age(t, now time.Time) string {
	d := now.Sub(t)
	switch {
	case t.IsZero():
		return "–"
	case d < time.Minute:
		return "nyss"
	case d < time.Hour:
		return strconv.Itoa(int(d/time.Minute)) + " min"
	case d < 24*time.Hour:
		return strconv.Itoa(int(d/time.Hour)) + " tim"
	case d < 48*time.Hour:
		return "1 dag"
	}
	return strconv.Itoa(int(d/(24*time.Hour))) + " dagar"
}

// Day is a date as staff read it: "25 okt 2026"; "–" for none.
func Day(d register.Date) string {
	if d.IsZero() {
		return "–"
	}
	return fmt.Sprintf("%d %s %d", d.Day, shortMonth(d.Month), d.Year)
}

// PeriodWords is "oktober 2026", "–" for none.
func PeriodWords(p register.Period) string {
	if p.IsZero() {
		return "–"
	}
	return p.Words()
}

func shortMonth(m time.Month) string {
	return [...]string{"jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"}[m-1]
}

// Size is a number of bytes in kB or MB.
func Size(n int64) string {
	switch {
	case n < 1000:
		return strconv.FormatInt(n, 10) + " byte"
	case n < 1000*1000:
		return strconv.FormatInt((n+500)/1000, 10) + " kB"
	}
	return fmt.Sprintf("%d,%d MB", n/1000_000, n%1000_000/100_000)
}

// Count is a number with its noun: "1 rad", "6 rader".
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// QueryWith is a query as it follows an address, with one value set, or removed where it is "".
func QueryWith(q url.Values, key, value string) string {
	next := url.Values{}
	maps.Copy(next, q)
	next.Del(key)
	if value != "" {
		next.Set(key, value)
	}
	if len(next) == 0 {
		return ""
	}
	return "?" + next.Encode()
}
