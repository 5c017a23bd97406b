package columns

import (
	"slices"

	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/underlag/period"
)

// months reads a table that has a column of fees a month ("September",
// "Oktober"): a listing for each. It gives none for other tables.
func (s *section) months() []listing {
	if len(s.monthly) > 0 {
		return s.feesByMonth()
	}
	if s.column(memberFee) >= 0 || s.column(controlFee) >= 0 || s.column(bothFees) >= 0 {
		return nil
	}
	var all []listing
	for c, col := range s.columns {
		if col.field != unknown && col.field != periodField || s.filled(c, s.persons) == 0 || s.median(c) > feeCeiling {
			continue
		}
		p, ok := period.Best(period.InName(col.heading, s.opt.Today))
		if !ok {
			continue
		}
		one := *s
		one.columns = append([]column(nil), s.columns...)
		for k := range one.columns {
			if one.columns[k].field == periodField {
				one.columns[k].field = noise
			}
		}
		one.columns[c].field = memberFee
		l := one.read()
		l.setPeriod(p)
		all = append(all, l)
	}
	return all
}

// monthColumn is a column of one fee for the month that its heading names.
type monthColumn struct {
	col    int
	field  field
	period register.Period
}

// findMonths notes fee columns whose headings name several months ("Avgift
// sept", "Avgift okt"): none of them is the fee alone.
func (s *section) findMonths() {
	var found []monthColumn
	several := false
	for c, col := range s.columns {
		if col.field != memberFee && col.field != controlFee || s.filled(c, s.persons) == 0 {
			continue
		}
		p, ok := period.Best(period.InName(col.heading, s.opt.Today))
		if n := len(found); !ok && n > 0 && found[n-1].field != col.field {
			p, ok = found[n-1].period, true // one month over both fees
		}
		if ok {
			found = append(found, monthColumn{c, col.field, p})
			several = several || p != found[0].period
		}
	}
	if several {
		s.monthly = found
	}
	s.dropSumOfMonths()
}

// dropSumOfMonths takes a sum over columns that are headed as months alone for
// what it is: no month's fee.
func (s *section) dropSumOfMonths() {
	months := map[register.Period][]int{}
	for c, col := range s.columns {
		if (col.field == unknown || col.field == periodField) && s.filled(c, s.persons) > 0 {
			if p, ok := period.Best(period.InName(col.heading, s.opt.Today)); ok {
				months[p] = append(months[p], c)
			}
		}
	}
	if len(months) < 2 {
		return
	}
	for c := range s.columns {
		if col := &s.columns[c]; col.field == bothFees || col.weak && col.field == memberFee {
			col.field, col.weak = noise, false
		}
	}
}

// feesByMonth reads such a table once a month.
func (s *section) feesByMonth() []listing {
	var all []listing
	done := map[register.Period]bool{}
	for _, m := range s.monthly {
		if done[m.period] {
			continue
		}
		done[m.period] = true
		one := *s
		one.columns = append([]column(nil), s.columns...)
		for _, other := range s.monthly {
			one.columns[other.col].field = noise
			if other.period == m.period {
				one.columns[other.col].field = other.field
			}
		}
		l := one.read()
		l.setPeriod(m.period)
		all = append(all, l)
	}
	return all
}

func (l *listing) setPeriod(p register.Period) {
	for i := range l.rows {
		l.rows[i].period = p
	}
}

// takeTitleFee lets the title of a table say which fee its one column of
// amounts holds, where the heading says only "Belopp": a list by wage type.
func (s *section) takeTitleFee() field {
	m := s.column(memberFee)
	if m < 0 || !s.columns[m].byAmount && s.columns[m].heading != "" || s.column(controlFee) >= 0 || s.column(bothFees) >= 0 {
		return unknown
	}
	fee := s.titleFee(s.before)
	if fee == memberFee || fee == controlFee {
		s.columns[m].field = fee
		return fee
	}
	return unknown
}

// joinByPerson makes one listing of the sections of a list by wage type: a row
// a person (rule 8). Sums of one type are column totals.
func joinByPerson(parts []listing) listing {
	var l listing
	at := map[string]int{}
	for _, part := range parts {
		taken := map[string]bool{}
		for _, r := range part.rows {
			key := r.Personnummer.Full() + r.Written + "|" + r.Name
			i, seen := at[key]
			if !seen || taken[key] || !l.rows[i].lacks(r) {
				at[key] = len(l.rows)
				l.rows = append(l.rows, r)
				taken[key] = true
				continue
			}
			l.rows[i].complete(r)
			taken[key] = true
		}
		for _, t := range part.totals {
			t.columnOnly = len(parts) > 1
			l.totals = append(l.totals, t)
		}
		l.unread, l.context, l.notes = append(l.unread, part.unread...), append(l.context, part.context...), append(l.notes, part.notes...)
		l.org = part.org
	}
	return l
}

// lacks tells whether a row has no fee of the kind that another brings.
func (r *feeRow) lacks(other feeRow) bool {
	return (other.member.isEmpty() || r.member.isEmpty()) && (other.ctrl.isEmpty() || r.ctrl.isEmpty())
}

// complete takes the fee that another row of the same person brings.
func (r *feeRow) complete(other feeRow) {
	if !other.member.isEmpty() {
		r.MemberFee, r.member = other.MemberFee, other.member
	}
	if !other.ctrl.isEmpty() {
		r.ControlFee, r.HasControl, r.ctrl = other.ControlFee, true, other.ctrl
	}
	if !r.HasBase {
		r.Base, r.HasBase = other.Base, other.HasBase
	}
	for f, p := range other.Cells {
		if _, has := r.Cells[f]; !has {
			r.Cells[f] = p
		}
	}
}

// sideBySide cuts a sheet whose rows name two persons or more beside each
// other: each part has the columns from one person to the next. It gives
// nothing for other sheets, nor where the numbers are one person's twice or a
// part has no amounts.
func (g *grid) sideBySide() []*grid {
	at := g.numberColumns()
	if len(at) < 2 || g.samePersons(at[0], at[1]) {
		return nil
	}
	var parts []*grid
	for k := range at {
		to := g.width
		if k+1 < len(at) {
			to = at[k+1] - at[0]
		}
		part := g.only(at[k]-at[0], to)
		if !slices.ContainsFunc(part.values, func(row []value) bool { return slices.ContainsFunc(row, value.isAmount) }) {
			return nil
		}
		parts = append(parts, part)
	}
	return parts
}

// numberColumns gives the columns that hold a personnummer in most of the rows
// that have one.
func (g *grid) numberColumns() []int {
	counts, rows := make([]int, g.width), 0
	for i := range g.values {
		if g.person(i) >= 0 {
			rows++
		}
		for c, v := range g.values[i] {
			if v.pnrLike {
				counts[c]++
			}
		}
	}
	var at []int
	for c, n := range counts {
		if n >= 2 && 2*n >= rows {
			at = append(at, c)
		}
	}
	return at
}

// samePersons tells whether two columns of numbers name the same persons.
func (g *grid) samePersons(a, b int) bool {
	same, both := 0, 0
	for i := range g.values {
		if x, y := g.at(i, a), g.at(i, b); x.pnrLike && y.pnrLike {
			both++
			if x.pnr == y.pnr {
				same++
			}
		}
	}
	return 2*same >= both
}

// only gives the sheet with the values of some columns alone; places stay.
func (g *grid) only(from, to int) *grid {
	part := &grid{sheet: g.sheet, opt: g.opt, width: g.width, values: make([][]value, len(g.values)), fees: g.fees, headings: g.headings}
	for i, row := range g.values {
		part.values[i] = make([]value, len(row))
		for c := from; c < min(to, len(row)); c++ {
			part.values[i][c] = row[c]
		}
	}
	return part
}
