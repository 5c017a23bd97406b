package columns

import (
	"regexp"
	"slices"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// grid is a sheet with the values of its cells.
type grid struct {
	sheet  *sheet.Sheet
	opt    Options
	values [][]value
	width  int

	fees     map[string]field   // what words were found to name: payroll lists say the same words again for each person
	headings map[string]heading // likewise
}

// heading is what the words above a column say that it holds.
type heading struct {
	field field
	weak  bool
}

func newGrid(s *sheet.Sheet, opt Options) *grid {
	g := &grid{sheet: s, opt: opt, values: make([][]value, len(s.Rows)), fees: map[string]field{}, headings: map[string]heading{}}
	for i, row := range s.Rows {
		g.width = max(g.width, len(row.Cells))
		g.values[i] = make([]value, len(row.Cells))
		for c, cell := range row.Cells {
			g.values[i][c] = valueOf(cell, opt.Today)
			g.older(&g.values[i][c])
		}
	}
	g.joinWrapped()
	g.joinLone()
	return g
}

var (
	numberStart = regexp.MustCompile(`^(?:.*\s)?(?:19|20|18)?\d{6}[-+\x{2010}-\x{2015}\x{2212}]$`)
	numberEnd   = regexp.MustCompile(`^\d{4}$`)
)

// joinWrapped puts a line together that a narrow column broke within a
// personnummer: "890727-" and "9916" below it. The words beside go along; where
// amounts do, nothing is joined.
func (g *grid) joinWrapped() {
	for i := len(g.values) - 1; i > 0; i-- {
		broken := slices.IndexFunc(g.values[i], func(v value) bool { return numberEnd.MatchString(v.text) })
		if broken < 0 || !g.breaksAt(i, broken) || g.amountBelow(i) {
			continue
		}
		for c, v := range g.values[i] {
			if v.isEmpty() || c >= len(g.values[i-1]) {
				continue
			}
			text := strings.TrimSpace(g.at(i-1, c).text + " " + v.text)
			if g.breaksAt(i, c) {
				text = g.at(i-1, c).text + v.text
			}
			g.set(i-1, c, text)
		}
		clear(g.values[i])
	}
}

// breaksAt tells whether a cell ends the number that the one above begins.
func (g *grid) breaksAt(row, col int) bool {
	return numberEnd.MatchString(g.at(row, col).text) && numberStart.MatchString(g.at(row-1, col).text)
}

// amountBelow tells whether a row has amounts of its own, not the rest of the
// words and numbers above them.
func (g *grid) amountBelow(row int) bool {
	for c, v := range g.values[row] {
		if !g.breaksAt(row, c) && (v.pnrLike || v.isAmount() && !g.at(row-1, c).words) {
			return true
		}
	}
	return false
}

// set gives a cell another text.
func (g *grid) set(row, col int, text string) {
	v := valueOf(sheet.Cell{Text: text}, g.opt.Today)
	g.older(&v)
	g.values[row][col] = v
}

// joinLone puts numbers that stand alone below the names with the amounts on
// their lines, where all numbers do: one column for "Namn / personnr".
func (g *grid) joinLone() {
	var lone []int
	for i, row := range g.values {
		if c := g.person(i); c >= 0 && onlyCell(row) && row[c].name == "" {
			g.joinName(i-1, c)
			up := g.at(i-1, c)
			if !up.words || !isPersonName(up.text) || g.person(i-1) >= 0 || !slices.ContainsFunc(g.values[i-1], value.isAmount) {
				return
			}
			lone = append(lone, i)
		}
	}
	for _, i := range lone {
		c := g.person(i)
		v := g.values[i][c]
		v.name, v.number = g.at(i-1, c).text, v.text
		g.values[i-1][c] = v
		clear(g.values[i])
	}
}

// older takes a ten-digit number that would be a child's for that of a member
// born a hundred years before: who is that old is written with a plus sign, but
// payroll programs forget it.
func (g *grid) older(v *value) {
	if g.opt.Register == nil || v.pnr.IsZero() || v.pnr.AgeOn(g.opt.Today) >= 13 {
		return
	}
	full := v.pnr.Full()
	p, err := register.ParsePersonnummer(string(full[0]-1)+"9"+full[2:], g.opt.Today)
	if err != nil || full[:2] != "20" {
		return
	}
	if _, member := g.opt.Register.Member(p); member {
		v.pnr = p
	}
}

// at gives the value of a cell, and an empty one outside the sheet.
func (g *grid) at(row, col int) value {
	if row < 0 || row >= len(g.values) || col < 0 || col >= len(g.values[row]) {
		return value{}
	}
	return g.values[row][col]
}

func (g *grid) place(row, col int) avgiftslista.Place { return g.sheet.At(row, col) }

// person gives the column of the first personnummer-like value of a row, -1
// where there is none.
func (g *grid) person(row int) int {
	for c, v := range g.values[row] {
		if v.pnrLike {
			return c
		}
	}
	return -1
}

// totalLabel gives the label of a sum in a row: the first words that head one.
func (g *grid) totalLabel(row int) (string, bool) {
	for _, v := range g.values[row] {
		if v.text != "" && !v.isAmount() && !v.pnrLike && IsTotalLabel(v.text) {
			return v.text, true
		}
	}
	return "", false
}

// feeLabel is [feeLabel], remembered.
func (g *grid) feeLabel(words string) field {
	f, known := g.fees[words]
	if !known {
		f = feeLabel(words)
		g.fees[words] = f
	}
	return f
}

// headingField is [headingField], remembered.
func (g *grid) headingField(words string) (f field, weak bool) {
	h, known := g.headings[words]
	if !known {
		h.field, h.weak = headingField(words)
		g.headings[words] = h
	}
	return h.field, h.weak
}

// joinName puts a name together that a narrow column broke, with the amounts
// beside its first part.
func (g *grid) joinName(i, col int) {
	up, rest := g.at(i-1, col), g.at(i, col)
	if i < 1 || !rest.words || !onlyCell(g.values[i]) || !up.words || !isPersonName(up.text+" "+rest.text) || g.person(i-1) >= 0 ||
		!slices.ContainsFunc(g.values[i-1], value.isAmount) {
		return
	}
	rest.text = up.text + " " + rest.text
	g.values[i] = slices.Clone(g.values[i-1])
	g.values[i][col] = rest
	clear(g.values[i-1])
}
