package columns

import (
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
	return g
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
