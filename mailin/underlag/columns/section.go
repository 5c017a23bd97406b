package columns

import (
	"regexp"
	"slices"
	"strings"

	"sef.se/kontakten/internal/register"
)

// section is a run of rows under one heading (or none) with its columns told.
type section struct {
	*grid
	head    head
	columns []column
	rows    []int         // rows of the grid under the heading, other headings left out
	persons []int         // those of rows that hold a personnummer-like value
	monthly []monthColumn // fee columns of several months
	refused bool          // what is headed as the fee is too large to be one
	before  []int         // rows between the section above and the heading: title, period, company
}

// sections cuts a sheet at its headings. A repeated heading continues the
// section above; a sheet without any is one section.
func (g *grid) sections() []*section {
	heads := g.findHeads()
	if len(heads) == 0 {
		return g.unheaded()
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
		if len(all) > 0 && sameHead(all[len(all)-1].head, h) && !g.partChanges(all[len(all)-1], start, h.row) {
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

// isTitle tells whether a row holds words, and numbers at most as the code of
// what it names ("Löneart 8115 Kontrollavgift").
func (g *grid) isTitle(i int) bool {
	fee := g.titleFee([]int{i}) != unknown
	for _, v := range g.values[i] {
		if v.pnrLike || v.isAmount() && !(fee && digitsOnly(v.text) && len(v.text) <= 6) {
			return false
		}
	}
	_, total := g.totalLabel(i)
	return !total
}

// partChanges tells whether the rows between a section and a repeat of its
// heading begin another part: a table a month, a company, a wage type.
func (g *grid) partChanges(s *section, from, head int) bool {
	title := g.titleRows(from, head, false)
	was, _ := g.saidPeriod(s.before)
	now, _ := g.saidPeriod(title)
	if !now.Period.IsZero() && !was.Period.IsZero() && now.Period != was.Period {
		return true
	}
	if org := g.saidOrganisation(title); !org.IsZero() && org != g.saidOrganisation(s.before) {
		return true
	}
	fee := g.titleFee(title)
	return fee != unknown && fee != g.titleFee(s.before)
}

// saidOrganisation gives the employer that rows of text name by number; none
// where they name several.
func (g *grid) saidOrganisation(rows []int) register.OrganisationNumber {
	var said register.OrganisationNumber
	for _, i := range rows {
		for _, v := range g.values[i] {
			org := v.org
			if m := orgWithin.FindStringSubmatch(v.text); org.IsZero() && m != nil {
				org, _ = register.ParseOrganisationNumber(m[1])
			}
			switch {
			case org.IsZero() || org.IsPerson():
			case !said.IsZero() && said != org:
				return register.OrganisationNumber{}
			default:
				said = org
			}
		}
	}
	return said
}

var orgWithin = regexp.MustCompile(`(?:^|\D)(\d{6}[-\x{2010}-\x{2015}\x{2212}]?\d{4})(?:\D|$)`)

// titleFee gives the one fee that the title above a table names, as lists by
// wage type have it.
func (g *grid) titleFee(rows []int) field {
	for _, i := range rows {
		if g.sheet.Lined { // its cells are pieces of the line
			if f := g.feeLabel(g.sheet.Rows[i].Text()); f != unknown {
				return f
			}
			continue
		}
		for _, v := range g.values[i] {
			if f := g.feeLabel(v.text); f != unknown && v.words {
				return f
			}
		}
	}
	return unknown
}

// unheaded cuts a sheet without headings where titles name one fee each
// ("Medlemsavgift, september" – "Kontrollavgift, september").
func (g *grid) unheaded() []*section {
	s := &section{grid: g, columns: make([]column, g.width)}
	all := []*section{s}
	for i := range g.values {
		if fee := g.titleFee([]int{i}); (fee == memberFee || fee == controlFee) && g.isTitle(i) && g.dataIn(i+1, i+3) {
			if len(s.rows) > 0 {
				s = &section{grid: g, columns: make([]column, g.width)}
				all = append(all, s)
			}
			s.before = append(s.before, i)
			continue
		}
		s.rows = append(s.rows, i)
	}
	for _, s := range all {
		s.findPersons()
	}
	return all
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

// joinOre puts kronor and öre that stand in two columns together: a column
// that the heading calls öre, beside one of whole kronor.
func (s *section) joinOre() {
	for c := 1; c < len(s.columns); c++ {
		if !s.headedOre(c) || s.filled(c, s.persons) == 0 || !s.splitAt(c) {
			continue
		}
		for _, i := range s.rows {
			s.values[i] = slices.Clone(s.values[i])
			if kr, ore := s.at(i, c-1), s.at(i, c); ore.isAmount() && (kr.isAmount() || kr.isEmpty()) {
				s.put(i, c-1, kr, ore.amounts[0]/100)
			}
		}
		s.columns[c].field = noise
	}
}

var (
	oreHead = regexp.MustCompile(`(?:^| )(?:öre|ore)$`)
	oreText = regexp.MustCompile(`(?i)(?:belopp\p{L}*|avgift\p{L}*|allt|anges|angivet|är) i (?:hela )?öre(?:[^\pL]|$)`)
)

// takeOre reads a column as öre that its heading, or the text above the list,
// says to be: whole numbers, too large for kronor.
func (s *section) takeOre() {
	said := slices.ContainsFunc(s.before, func(i int) bool { return oreText.MatchString(s.sheet.Rows[i].Text()) })
	for c := range s.columns {
		col := s.columns[c]
		if !col.field.isMoney() || !said && !oreHead.MatchString(foldHeading(col.heading)) || s.median(c) <= feeCeiling {
			continue
		}
		if slices.ContainsFunc(s.rows, func(i int) bool { v := s.at(i, c); return v.isAmount() && (v.isAmbiguous() || v.amounts[0]%100 != 0) }) {
			continue
		}
		for _, i := range s.rows {
			if v := s.at(i, c); v.isAmount() {
				v.amounts = []register.Amount{v.amounts[0] / 100}
				s.values[i][c] = v
			}
		}
	}
}

// headedOre tells whether the words above the first person call a column öre.
func (s *section) headedOre(col int) bool {
	if len(s.persons) == 0 {
		return false
	}
	for i := max(s.head.row-2, 0); i < s.persons[0]; i++ {
		if words := strings.Fields(foldHeading(s.at(i, col).text)); len(words) > 0 && words[len(words)-1] == "öre" {
			return true
		}
	}
	return false
}

// splitAt tells whether a column holds 0 to 99 in every row, and the one before
// it whole kronor.
func (s *section) splitAt(col int) bool {
	return !slices.ContainsFunc(s.rows, func(i int) bool {
		kr, ore := s.at(i, col-1), s.at(i, col)
		return ore.isAmount() && (ore.amounts[0] < 0 || ore.amounts[0] > 99_00 || ore.amounts[0]%100 != 0) ||
			kr.isAmount() && ore.isAmount() && (kr.isAmbiguous() || kr.amounts[0]%100 != 0)
	})
}

// put adds an amount to a cell; what is added to a negative one is negative.
func (s *section) put(row, col int, v value, more register.Amount) {
	var a register.Amount
	if v.isAmount() {
		a = v.amounts[0]
	}
	if a < 0 {
		more = -more
	}
	v.amounts = []register.Amount{a + more}
	s.values[row][col] = v
}
