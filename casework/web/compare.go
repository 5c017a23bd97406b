package web

import (
	"strconv"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/register"
)

// compareView is what is booked beside what came now, row by row (R6).
type compareView struct {
	Lines              []compareLine
	Before, After      string // totals
	RowsBefore         string
	RowsAfter          string
	Lower, Differs     bool
	AsWord, Difference string
}

type compareLine struct {
	Name, Number  string
	Before, After string
	Class, Word   string
}

// compareOf is nil where nothing is booked: there is nothing to compare with.
func compareOf(c casework.CasePage, reveal bool) *compareView {
	p := c.Proposal
	if p == nil || p.Current.Rows == 0 {
		return nil
	}
	v := &compareView{
		Before: kronor(p.Current.Total()), After: kronor(p.After.Total()), AsWord: p.Kind.Word(),
		RowsBefore: rowsWord(p.Current.Rows), RowsAfter: rowsWord(p.After.Rows), Lower: p.After.Total() < p.Current.Total(),
	}
	v.Differs = p.After.Total() != p.Current.Total()
	v.Difference = signed(p.After.Total() - p.Current.Total())
	numbers := map[int64]register.Personnummer{}
	for _, r := range c.Rows {
		if r.Expected != nil {
			numbers[r.Expected.MemberID] = r.Personnummer
		}
	}
	for _, l := range p.Lines {
		line := compareLine{Name: l.Name, Before: sumOrDash(l.Before), After: sumOrDash(l.After), Class: "change-" + string(l.Change), Word: changeWord(l.Change)}
		n := l.Person.Number
		if n.IsZero() {
			n = numbers[l.Person.MemberID]
		}
		line.Number = number(n, reveal)
		v.Lines = append(v.Lines, line)
	}
	return v
}

func sumOrDash(s ledger.Sum) string {
	if s.Rows == 0 {
		return "–"
	}
	return s.Total().String()
}

// signed is an amount with its sign: what a total changes by.
func signed(a register.Amount) string {
	if a > 0 {
		return "+" + kronor(a)
	}
	return "−" + kronor(a.Abs())
}

func changeWord(c ledger.Change) string {
	switch c {
	case ledger.Same:
		return "samma"
	case ledger.Changed:
		return "ändrad"
	case ledger.Added:
		return "ny"
	case ledger.Removed:
		return "borta"
	}
	return string(c)
}

// requestView is a decision that waits for a second person.
type requestView struct {
	ID       string
	As, By   string
	At       string
	Why      []string
	Reason   string
	Mine     bool
	Outdated bool
}

func requestOf(c casework.CasePage, by casework.Actor, now time.Time) *requestView {
	q := c.Request
	if q == nil {
		return nil
	}
	return &requestView{
		ID: strconv.FormatInt(q.ID, 10), As: q.As.Word(), By: q.By.Name, At: shell.Moment(q.At, now),
		Why: q.Why, Reason: q.Reason, Mine: q.Mine || q.By.ID == by.ID, Outdated: q.Invalid,
	}
}

func itoa(n int) string { return strconv.Itoa(n) }
