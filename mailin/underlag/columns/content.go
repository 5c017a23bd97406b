package columns

import (
	"slices"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
)

// usualRate is the agreements' rate where no register says another.
var usualRate = register.Rate{MemberFee: 190, ControlFee: 50}

// rates gives the different rates of the agreements that have a control fee,
// the usual one first.
func (g *grid) rates() []register.Rate {
	list := []register.Rate{usualRate}
	if g.opt.Register == nil {
		return list
	}
	for _, a := range g.opt.Register.Agreements() {
		for _, r := range a.Rates {
			if !slices.ContainsFunc(list, func(x register.Rate) bool { return x.MemberFee == r.MemberFee && x.ControlFee == r.ControlFee }) {
				list = append(list, r)
			}
		}
	}
	return list
}

// fits counts in how many rows two columns stand to each other as test says,
// and in how many both have amounts.
func (s *section) fits(a, b int, test func(x, y register.Amount, whole bool) bool) (fit, both int) {
	rows := s.sample()
	xs, hasX := s.amounts(a, rows)
	ys, hasY := s.amounts(b, rows)
	whole := allWhole(xs)
	for i := range xs {
		if hasX[i] && hasY[i] && xs[i] != 0 && ys[i] != 0 {
			both++
			if test(xs[i].Abs(), ys[i].Abs(), whole) {
				fit++
			}
		}
	}
	return fit, both
}

// maxCompared bounds the cells that comparing each column with each other looks at.
const maxCompared = 4_000_000

// sample gives the persons' rows by which columns are compared: all of them in any real list, and some spread over the
// whole where a file has so many columns that comparing them would take minutes.
func (s *section) sample() []int {
	enough := max(maxCompared/max(len(s.columns)*len(s.columns), 1), 20)
	if len(s.persons) <= enough {
		return s.persons
	}
	rows := make([]int, enough)
	for i := range rows {
		rows[i] = s.persons[i*len(s.persons)/enough]
	}
	return rows
}

// most tells whether nearly all rows fit.
func most(fit, both int) bool { return fit > 0 && fit*10 >= both*8 }

func allWhole(list []register.Amount) bool {
	return !slices.ContainsFunc(list, func(a register.Amount) bool { return a%100 != 0 })
}

// isShareOf tells whether column fee is a percentage of column of in nearly
// all rows.
func (s *section) isShareOf(fee, of int, p register.Percent) bool {
	if p == 0 {
		return false
	}
	return most(s.fits(fee, of, func(x, y register.Amount, whole bool) bool { return avgiftslista.FitsBase(x, y, p, whole) }))
}

// arePair tells whether two columns are member fee and control fee of one base.
func (s *section) arePair(member, control int, rate register.Rate) bool {
	return rate.HasControlFee() && most(s.fits(member, control, func(x, y register.Amount, whole bool) bool {
		return avgiftslista.FitsOneBase(x, y, rate, whole)
	}))
}

// assignMoney gives unheaded columns of amounts a field by how they stand to
// each other, and takes a fee that is 2,4 % of the base for what it is.
func (s *section) assignMoney() {
	cols := s.moneyColumns()
	for _, rate := range s.rates() {
		s.assignShares(cols, rate)
		s.assignPairs(cols, rate)
		s.findCombined(rate)
	}
}

// checkPair takes the headings' word for both fees back where nearly no row
// confirms it and another pair of columns stands to each other as the fees do:
// of one such pair it is the columns that were mistaken, of several nothing is
// read.
func (s *section) checkPair() {
	m, k := s.column(memberFee), s.column(controlFee)
	if m < 0 || k < 0 || len(s.persons) < 3 || s.pairs(m, k) {
		return
	}
	var found [][2]int
	filled := make([]bool, len(s.columns))
	for c := range filled {
		filled[c] = s.filled(c, s.persons) >= 3 && !s.onlyRates(c) // 1,90 and 0,50 are a pair, too
	}
	for a := range s.columns {
		for b := range s.columns {
			if a != b && filled[a] && filled[b] && s.pairs(a, b) {
				found = append(found, [2]int{a, b})
			}
		}
	}
	if len(found) == 0 {
		return // another rate, perhaps: a person judges it
	}
	s.columns[m].field, s.columns[k].field = noise, noise
	if len(found) == 1 {
		s.columns[found[0][0]].field, s.columns[found[0][1]].field = memberFee, controlFee
	}
}

func (s *section) pairs(member, control int) bool {
	return slices.ContainsFunc(s.rates(), func(r register.Rate) bool { return s.arePair(member, control, r) })
}

// moneyColumns gives the columns that may hold money: headed as such or
// unheaded, with amounts in at least half of the rows.
func (s *section) moneyColumns() []int {
	var cols []int
	for c := range s.columns {
		f := s.columns[c].field
		if (f == unknown || f.isMoney()) && s.filled(c, s.persons)*2 >= len(s.persons) && s.filled(c, s.persons) > 0 && !s.onlyRates(c) {
			cols = append(cols, c)
		}
	}
	return cols
}

// assignShares finds a base by the columns that are its percentages.
func (s *section) assignShares(cols []int, rate register.Rate) {
	for _, b := range cols {
		if f := s.columns[b].field; f != unknown && f != base && !s.columns[b].weak {
			continue
		}
		for _, m := range cols {
			if m == b || !s.isShareOf(m, b, rate.MemberFee) {
				continue
			}
			s.fill(b, base)
			s.fill(m, memberFee)
			for _, c := range cols {
				if c != m && c != b && s.isShareOf(c, b, rate.ControlFee) {
					s.fill(c, controlFee)
				}
			}
		}
	}
}

// assignPairs finds member and control fee by their ratio, and their sum.
func (s *section) assignPairs(cols []int, rate register.Rate) {
	for _, m := range cols {
		for _, c := range cols {
			if m == c || !s.openTo(m, memberFee) || !s.openTo(c, controlFee) || !s.arePair(m, c, rate) {
				continue
			}
			s.fill(m, memberFee)
			s.fill(c, controlFee)
		}
	}
	m, c := s.column(memberFee), s.column(controlFee)
	for _, t := range cols {
		if m >= 0 && c >= 0 && s.columns[t].field == unknown && s.isSum(t, m, c) {
			s.columns[t].field = bothFees
		}
	}
}

// openTo tells whether a column may still become a field.
func (s *section) openTo(col int, f field) bool {
	c := s.columns[col]
	return c.field == unknown || c.field == f || c.weak
}

// fill gives an unheaded or weakly headed column its field; a plain heading
// stands.
func (s *section) fill(col int, f field) {
	if c := &s.columns[col]; c.field == unknown || c.weak {
		c.field, c.weak = f, false
	}
}

func (s *section) isSum(total, a, b int) bool {
	ts, hasT := s.amounts(total, s.persons)
	as, _ := s.amounts(a, s.persons)
	bs, _ := s.amounts(b, s.persons)
	fit, all := 0, 0
	for i := range ts {
		if hasT[i] {
			all++
			if ts[i] == as[i]+bs[i] {
				fit++
			}
		}
	}
	return most(fit, all)
}

// findCombined turns a lone fee column that is both percentages of the base
// into what it is (rule 17).
func (s *section) findCombined(rate register.Rate) {
	b, m := s.column(base), s.column(memberFee)
	if b < 0 || m < 0 || s.column(controlFee) >= 0 || !rate.HasControlFee() {
		return
	}
	if s.isShareOf(m, b, rate.MemberFee+rate.ControlFee) && !s.isShareOf(m, b, rate.MemberFee) {
		s.columns[m] = column{field: bothFees, heading: s.columns[m].heading}
	}
}

// bestOf chooses among columns of one field the one that the others confirm:
// a member fee by base or control fee, a sum by its parts; else the first that
// holds amounts, and of sums the last.
func (s *section) bestOf(f field, cols []int) int {
	for _, c := range cols {
		if s.confirmed(f, c) {
			return c
		}
	}
	best := cols[0]
	for _, c := range cols {
		if n := s.filled(c, s.persons); n > s.filled(best, s.persons) || f == bothFees && n > 0 {
			best = c
		}
	}
	return best
}

func (s *section) confirmed(f field, col int) bool {
	b, m, k := s.column(base), s.column(memberFee), s.column(controlFee)
	for _, rate := range s.rates() {
		switch {
		case f == memberFee && b >= 0 && s.isShareOf(col, b, rate.MemberFee),
			f == memberFee && k >= 0 && s.arePair(col, k, rate),
			f == controlFee && b >= 0 && s.isShareOf(col, b, rate.ControlFee),
			f == base && m >= 0 && s.isShareOf(m, col, rate.MemberFee):
			return true
		}
	}
	return f == bothFees && m >= 0 && k >= 0 && s.isSum(col, m, k)
}

func (s *section) firstAmount(col int) register.Amount {
	for _, r := range s.persons {
		if v := s.at(r, col); v.isAmount() {
			return v.amounts[0]
		}
	}
	return 0
}
