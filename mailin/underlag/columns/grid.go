package columns

import (
	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// grid is a sheet with the values of its cells.
type grid struct {
	sheet  *sheet.Sheet
	opt    Options
	values [][]value
	width  int
}

func newGrid(s *sheet.Sheet, opt Options) *grid {
	g := &grid{sheet: s, opt: opt, values: make([][]value, len(s.Rows))}
	for i, row := range s.Rows {
		g.width = max(g.width, len(row.Cells))
		g.values[i] = make([]value, len(row.Cells))
		for c, cell := range row.Cells {
			g.values[i][c] = valueOf(cell, opt.Today)
		}
	}
	return g
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
