// Package labelled measures reading by what clerks decided: every decided case that came with a mail is an example, the
// reading as it was then beside the decision.
//
//	reading (vault, with its reader version) ─┐
//	                                          ├─▶ Example ─▶ Score ─▶ the measures of samples/score.py
//	decision (company, period, rows, errands) ┘
//
// Nothing learns from it by itself: a person reads the figures and changes a rule. Both halves lie in the vault and are
// erased with the mail that they come from (practice.md R15).
package labelled

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"

	"sef.se/kontakten/internal/register"
)

// Answer is what a mail says, as read or as decided.
type Answer struct {
	Kinds   []string // the most important first
	Company register.OrganisationNumber
	Period  register.Period
	Rows    []Row
	Stated  *register.Amount
}

// Row is a fee row as score.py compares it.
type Row struct {
	Personnummer          string // 12 digits, "" for none
	MemberFee, ControlFee register.Amount
}

// Example is one decided case.
type Example struct {
	Case    string // K-…
	Reader  string // version that read it
	Raw     []byte // the original, to be read again; nil where it was not asked for
	Read    Answer
	Decided Answer
}

// Score adds examples up.
type Score struct {
	n                                                                                     int
	firstKind, allKinds, company, wrongCompany, missedCompany, period, allRows, statedHit int
	rowsRight, rowsRead, rowsDecided, wrongAmounts                                        int
	kinds                                                                                 map[string]*tally
	readers                                                                               map[string]int
	off                                                                                   []string
}

// tally counts a kind: right, read, decided.
type tally struct{ right, read, decided int }

// Add counts one example.
func (s *Score) Add(e Example) {
	if s.kinds == nil {
		s.kinds, s.readers = map[string]*tally{}, map[string]int{}
	}
	s.n++
	s.readers[e.Reader]++
	good := s.addKinds(e)
	good = s.addSubject(e) && good
	good = s.addRows(e) && good
	if !good {
		s.off = append(s.off, e.Case)
	}
}

func (s *Score) addKinds(e Example) bool {
	first := len(e.Read.Kinds) > 0 && len(e.Decided.Kinds) > 0 && slices.Contains(e.Decided.Kinds, e.Read.Kinds[0])
	s.firstKind += one(first)
	for _, k := range e.Read.Kinds {
		s.of(k).read++
		s.of(k).right += one(slices.Contains(e.Decided.Kinds, k))
	}
	for _, k := range e.Decided.Kinds {
		s.of(k).decided++
	}
	same := slices.Equal(slices.Sorted(slices.Values(e.Read.Kinds)), slices.Sorted(slices.Values(e.Decided.Kinds)))
	s.allKinds += one(same)
	return same
}

func (s *Score) of(kind string) *tally {
	if s.kinds[kind] == nil {
		s.kinds[kind] = &tally{}
	}
	return s.kinds[kind]
}

func (s *Score) addSubject(e Example) bool {
	company, period := e.Read.Company == e.Decided.Company, e.Read.Period == e.Decided.Period
	s.company += one(company)
	s.wrongCompany += one(!company && !e.Read.Company.IsZero())
	s.missedCompany += one(!company && e.Read.Company.IsZero())
	s.period += one(period)
	stated := (e.Read.Stated == nil) == (e.Decided.Stated == nil) && (e.Read.Stated == nil || *e.Read.Stated == *e.Decided.Stated)
	s.statedHit += one(stated)
	return company && period && stated
}

// addRows compares the rows as score.py does: an amount is wrong where the person's row was decided with other fees.
func (s *Score) addRows(e Example) bool {
	left, wanted := map[Row]int{}, map[Row]int{}
	for _, r := range e.Decided.Rows {
		wanted[r]++
	}
	right := 0
	for _, r := range e.Read.Rows {
		if wanted[r] > 0 {
			wanted[r]--
			right++
		} else {
			left[r]++
		}
	}
	people := map[string]int{}
	missing := 0
	for r, n := range wanted {
		people[r.Personnummer] += n
		missing += n
	}
	for r, n := range left {
		take := min(n, people[r.Personnummer])
		s.wrongAmounts += take
		people[r.Personnummer] -= take
	}
	s.rowsRight, s.rowsRead, s.rowsDecided = s.rowsRight+right, s.rowsRead+len(e.Read.Rows), s.rowsDecided+len(e.Decided.Rows)
	all := len(left) == 0 && missing == 0
	s.allRows += one(all)
	return all
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// Write prints the measures in the words of score.py. Case numbers are named where verbose, never a person.
func (s *Score) Write(w io.Writer, verbose bool) error {
	out := &lines{w: w}
	out.line("mails", fmt.Sprint(s.n))
	share := func(name string, hit int) {
		out.line(name, fmt.Sprintf("%5.1f %%  (%d of %d)", percent(hit, s.n), hit, s.n))
	}
	share("kind accuracy (first kind)", s.firstKind)
	share("kind accuracy (set of kinds)", s.allKinds)
	out.line("kind sets macro-F1", fmt.Sprintf("%.3f  (mean over %d kinds that were decided)", s.macro(), s.decidedKinds()))
	share("company accuracy", s.company)
	out.line("  wrong company named", fmt.Sprint(s.wrongCompany))
	out.line("  company not named", fmt.Sprint(s.missedCompany))
	share("period accuracy", s.period)
	out.line("row precision", fmt.Sprintf("%5.1f %%  (%d of %d)", percent(s.rowsRight, s.rowsRead), s.rowsRight, s.rowsRead))
	out.line("row recall", fmt.Sprintf("%5.1f %%  (%d of %d)", percent(s.rowsRight, s.rowsDecided), s.rowsRight, s.rowsDecided))
	out.line("wrong amounts", fmt.Sprint(s.wrongAmounts))
	share("mails with all rows right", s.allRows)
	share("stated total accuracy", s.statedHit)
	for _, r := range slices.Sorted(maps.Keys(s.readers)) {
		out.line("read by "+cmp.Or(r, "?"), fmt.Sprint(s.readers[r]))
	}
	if verbose {
		for _, c := range s.off {
			out.line("not all right", c)
		}
	}
	return out.err
}

func (s *Score) decidedKinds() int {
	n := 0
	for _, t := range s.kinds {
		n += one(t.decided > 0)
	}
	return n
}

// macro is the mean F1 over the kinds that were decided.
func (s *Score) macro() float64 {
	n := s.decidedKinds()
	if n == 0 {
		return 1
	}
	sum := 0.0
	for _, t := range s.kinds {
		if t.decided > 0 {
			sum += 2 * float64(t.right) / float64(t.read+t.decided)
		}
	}
	return sum / float64(n)
}

func percent(part, of int) float64 {
	if of == 0 {
		return 100
	}
	return 100 * float64(part) / float64(of)
}

// lines writes until the first error.
type lines struct {
	w   io.Writer
	err error
}

func (l *lines) line(name, text string) {
	if l.err == nil {
		_, l.err = fmt.Fprintf(l.w, "%-34s %s\n", name, text)
	}
}
