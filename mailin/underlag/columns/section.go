package columns

import (
	"slices"

	"sef.se/kontakten/internal/register"
)

// section is a run of rows under one heading (or none) with its columns told.
type section struct {
	*grid
	head    head
	columns []column
	rows    []int // rows of the grid under the heading, other headings left out
	persons []int // those of rows that hold a personnummer-like value
	before  []int // rows between the section above and the heading: title, period, company
}

// sections cuts a sheet at its headings. A repeated heading continues the
// section above; a sheet without any is one section.
func (g *grid) sections() []*section {
	heads := g.findHeads()
	if len(heads) == 0 {
		s := &section{grid: g, columns: make([]column, g.width)}
		for i := range g.values {
			s.rows = append(s.rows, i)
		}
		s.findPersons()
		return []*section{s}
	}
	var all []*section
	for i, h := range heads {
		start, end := 0, len(g.values)
		if i > 0 {
			start = heads[i-1].row + heads[i-1].rows
		}
		if i+1 < len(heads) {
			end = heads[i+1].row
		}
		if len(all) > 0 && sameHead(all[len(all)-1].head, h) && !g.periodChanges(all[len(all)-1], start, h.row) {
			all[len(all)-1].extend(h.row+h.rows, end)
			continue
		}
		s := &section{grid: g, head: h, columns: slices.Clone(h.columns)}
		s.before = g.titleRows(start, h.row, i == 0)
		if len(all) > 0 { // its title is not the section's above
			above := all[len(all)-1]
			above.rows = slices.DeleteFunc(above.rows, func(r int) bool { return slices.Contains(s.before, r) })
		}
		s.extend(h.row+h.rows, end)
		all = append(all, s)
	}
	for _, s := range all {
		s.findPersons()
	}
	return all
}

// titleRows gives the rows above a heading that title it: all of them above the
// first, and above a later one those after the last blank or sum.
func (g *grid) titleRows(from, to int, first bool) []int {
	if first {
		return span(from, to)
	}
	i := to
	for i > from && g.isTitle(i-1) {
		i--
	}
	return span(i, to)
}

// isTitle tells whether a row holds words only.
func (g *grid) isTitle(i int) bool {
	for _, v := range g.values[i] {
		if v.pnrLike || v.isAmount() {
			return false
		}
	}
	_, total := g.totalLabel(i)
	return !total
}

// periodChanges tells whether the rows between a section and a repeat of its
// heading say another period than those above the section: a table a month.
func (g *grid) periodChanges(s *section, from, head int) bool {
	was, _ := g.saidPeriod(s.before)
	now, _ := g.saidPeriod(g.titleRows(from, head, false))
	return !now.Period.IsZero() && !was.Period.IsZero() && now.Period != was.Period
}

func span(from, to int) []int {
	var rows []int
	for i := from; i < to; i++ {
		rows = append(rows, i)
	}
	return rows
}

func (s *section) extend(from, to int) { s.rows = append(s.rows, span(from, to)...) }

func (s *section) findPersons() {
	for _, i := range s.rows {
		if s.person(i) >= 0 {
			s.persons = append(s.persons, i)
		}
	}
}

// column gives the first column of a field, -1 where there is none.
func (s *section) column(f field) int {
	return slices.IndexFunc(s.columns, func(c column) bool { return c.field == f })
}

// amounts gives the single-reading amounts of a column in the given rows; false
// marks rows where it has none.
func (s *section) amounts(col int, rows []int) ([]register.Amount, []bool) {
	list, has := make([]register.Amount, len(rows)), make([]bool, len(rows))
	for i, r := range rows {
		if v := s.at(r, col); len(v.amounts) > 0 && !v.broken {
			list[i], has[i] = v.amounts[0], true
		}
	}
	return list, has
}

// filled counts the rows in which a column has an amount.
func (s *section) filled(col int, rows []int) int {
	n := 0
	for _, r := range rows {
		if s.at(r, col).isAmount() {
			n++
		}
	}
	return n
}
