// Package figures is what the overview and a clerk's own page count: values and rules, no database.
// casework/store/figurebook counts, casework/web/figures shows.
//
// # Who sees what (practice.md R30)
//
//	how much came and went, what waits, lists by state ─▶ everybody: it is of cases, not of people
//	speed, approvals without edits, errors found       ─▶ supervisors, and only of a week in which
//	                                                      at least five people are behind the figure
//	the same of one person                             ─▶ that person
package figures

import (
	"context"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/register"
)

// Least is how many people must be behind a figure on people that is shown to others.
const Least = 5

// Count is a number with the people behind it.
type Count struct {
	N      int
	Of     int // what N is a part of
	People int
}

// Shown tells whether others than the people themselves may see the figure, and there is one.
func (c Count) Shown() bool { return c.People >= Least && c.Of > 0 }

// Share is N of Of per thousand.
func (c Count) Share() int {
	if c.Of == 0 {
		return 0
	}
	return c.N * 1000 / c.Of
}

// Day is what came in and what was done with on one day.
type Day struct {
	Day     register.Date
	In, Out int
}

// Week is a week's work by many, from its Monday.
type Week struct {
	Monday  register.Date
	Keyed   Count // rows, of seconds at the keys
	Plain   Count // approvals without an edit before, of all
	Wrong   Count // fields that a keying had otherwise than the paper, of rows that were keyed twice
	Differs Count // lists whose keyings differed, of lists keyed twice
}

// RowsAnHour is the speed of the keying.
func (w Week) RowsAnHour() int { return perHour(w.Keyed) }

func perHour(c Count) int {
	if c.Of == 0 {
		return 0
	}
	return c.N * 3600 / c.Of
}

// ListMonth is the lists of a period by where they are; superseded and cancelled ones are not
// among them.
type ListMonth struct {
	Period                        register.Period
	Out, Late, Returned, Reported int // Late: out, and their day has passed
}

// Green is what the second persons have found of the held-back green mails (R10).
type Green struct {
	Held, Decided, Disagreed int
}

// Overview is the overview's figures.
type Overview struct {
	Today   Day
	Oldest  register.Date // of the live cases; zero: none is live
	Live    int
	New     int
	Waiting int
	Aside   int
	Reports int // decided today
	Outbox  int // mails that wait to leave
	Failed  int // or did not go
	Days    []Day
	Lists   []ListMonth
	Weeks   []Week // only for who supervises
	Green   *Green // likewise
}

// OwnWeek is one person's week.
type OwnWeek struct {
	Monday  register.Date
	Rows    int
	Lists   int
	Seconds int
	Checked int // rows of lists that another keyed too
	Wrong   int // fields of them that stood otherwise on the paper
}

// RowsAnHour is the speed of the person's keying.
func (w OwnWeek) RowsAnHour() int { return perHour(Count{N: w.Rows, Of: w.Seconds}) }

// Per is the wrong fields per thousand checked rows, and whether any row was checked.
func (w OwnWeek) Per() (perThousand int, known bool) {
	if w.Checked == 0 {
		return 0, false
	}
	return w.Wrong * 1000 / w.Checked, true
}

// Book counts.
type Book interface {
	// FiguresOf gives the overview as the actor may see it.
	FiguresOf(ctx context.Context, by casework.Actor) (Overview, error)
	// Own gives the actor's own weeks, and nobody else's.
	Own(ctx context.Context, by casework.Actor) ([]OwnWeek, error)
}
