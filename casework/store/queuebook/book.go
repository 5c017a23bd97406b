// Package queuebook is the queue of one database: its views with counts, sorted and narrowed, the
// views that a clerk saves, the next case, and what is done to many cases at once. It fulfils
// casework.Queue over casework/store.
//
// # How it stays quick
//
// Every view and every order has a partial index over the live cases, so a page costs the same
// with a hundred thousand open cases and a million closed ones beside them. Pages follow each
// other by key. Counts stop at a thousand. A test runs the queries over a filled database and
// fails where one reads a large table through (store/explain).
//
// # Groups (R6)
//
// Live cases of one company and period stand as one group, at the place of the first of them that
// the view holds: a row whose group has an earlier row in the same view and order is left out,
// and the others are fetched with their first.
package queuebook

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/internal/register"
)

// Book is the queue of one database. It is safe for many goroutines.
type Book struct {
	store *store.Store
	cases *casebook.Book
	clock func() time.Time
}

var _ casework.Queue = (*Book)(nil)

// New makes the queue of s, whose cases are cases.
func New(s *store.Store, cases *casebook.Book, clock func() time.Time) *Book {
	return &Book{store: s, cases: cases, clock: clock}
}

func (b *Book) today() register.Date { return register.DateOf(b.clock()) }

// arguments collects the arguments of a query that is put together.
type arguments []any

func (a *arguments) add(v any) string {
	*a = append(*a, v)
	return "$" + strconv.Itoa(len(*a))
}

// closedAhead is for how many days the database knows on which nobody works.
const closedAhead = 800

// KeepClosedDays tells the database the days ahead on which nobody works, beside Saturdays and
// Sundays: by them it reckons by when a case should be done (practice.md R22). works tells of a day
// whether anybody does. Days that were closed stay so: what is due was reckoned by them.
func (b *Book) KeepClosedDays(ctx context.Context, works func(register.Date) bool) error {
	var days []time.Time
	for d, left := b.today(), closedAhead; left > 0; d, left = d.AddDays(1), left-1 {
		if day := d.Time(); day.Weekday() != time.Saturday && day.Weekday() != time.Sunday && !works(d) {
			days = append(days, day)
		}
	}
	if _, err := b.store.Pool().Exec(ctx, "INSERT INTO closed_day SELECT unnest($1::date[]) ON CONFLICT DO NOTHING", days); err != nil {
		return fmt.Errorf("closed days: %w", err)
	}
	return nil
}
