package sheet

import (
	"strings"

	"sef.se/kontakten/avgiftslista"
)

// Kind is what a file itself says about a cell. Files without types (CSV,
// printouts, PDF, HTML) have Text cells only.
type Kind uint8

// The kinds of a cell.
const (
	Text   Kind = iota // as written by a person or program; an amount in it may be in any form
	Number             // a typed number: Text is its plain decimal form with a point, "682.1" or "-57"
	Date               // a typed date: Text is "2026-10-25"
	Broken             // an error value, or a formula without a stored value; Text is what the file shows, mostly ""
)

// Cell is one cell as the file holds it. An empty cell has no Text.
type Cell struct {
	Text    string           `json:"t,omitempty"`
	Kind    Kind             `json:"k,omitempty"`
	Formula bool             `json:"f,omitempty"` // Text is the stored value of a formula
	Box     avgiftslista.Box `json:"b,omitzero"`  // in points from the upper left of the page; zero without geometry
}

// IsEmpty tells whether nothing stands in the cell.
func (c Cell) IsEmpty() bool { return c.Text == "" && c.Kind != Broken }

// Row is one row of a sheet; Cells[i] stands in column i+1. Empty rows are left
// out, so Number, not the index, tells where a row stood.
type Row struct {
	Number int    `json:"n"`           // from 1: the row in its sheet or file, or the line in its page
	Page   int    `json:"p,omitempty"` // from 1 where the file has pages, else 0
	Hidden bool   `json:"h,omitempty"` // the file hides this row
	Raw    string `json:"r,omitempty"` // the whole line as it stands, where rows are lines
	Cells  []Cell `json:"c"`
}

// Cell gives the cell in a column from 0 on, and an empty one outside the row.
func (r Row) Cell(col int) Cell {
	if col < 0 || col >= len(r.Cells) {
		return Cell{}
	}
	return r.Cells[col]
}

// Text gives what is written in the row: its line, or its cells two spaces
// apart.
func (r Row) Text() string {
	if r.Raw != "" {
		return r.Raw
	}
	var b strings.Builder
	for _, c := range r.Cells {
		if c.Text == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("  ")
		}
		b.WriteString(c.Text)
	}
	return b.String()
}

// Sheet is one table of cells: a sheet of a workbook, a CSV file, the table of
// a printout or PDF (all pages together), a table of an HTML body.
type Sheet struct {
	Name   string             `json:"name,omitempty"`   // "Blad1"; "" where the file has none
	Table  int                `json:"table,omitempty"`  // from 1, where it is a table of a written document
	Hidden bool               `json:"hidden,omitempty"` // the file hides the sheet: shown to the clerk, not read by itself
	Cut    bool               `json:"cut,omitempty"`    // more rows, columns or characters than the limits let in
	Lined  bool               `json:"lined,omitempty"`  // rows are lines of text: Place counts Line, not Row and Col
	Origin avgiftslista.Place `json:"-"`                // what all its cells share: part, attachment, file
	Rows   []Row              `json:"rows"`
}

// At gives the place of a cell; row counts in s.Rows, col from 0, and col -1
// means the whole row.
func (s *Sheet) At(row, col int) avgiftslista.Place {
	p, r := s.Origin, s.Rows[row]
	p.Page, p.Text = r.Page, r.Text()
	if p.Sheet == "" {
		p.Sheet = s.Name
	}
	if s.Table > 0 {
		p.Table = s.Table
	}
	if s.Lined {
		p.Line = r.Number
	} else {
		p.Row = r.Number
	}
	if col < 0 {
		p.Box = r.box()
		return p
	}
	if !s.Lined {
		p.Col = col + 1
	}
	c := r.Cell(col)
	p.Text, p.Box = c.Text, c.Box
	return p
}

// box gives the box around all cells of a row.
func (r Row) box() avgiftslista.Box {
	var all avgiftslista.Box
	for _, c := range r.Cells {
		if c.Box == (avgiftslista.Box{}) {
			continue
		}
		if all == (avgiftslista.Box{}) {
			all = c.Box
			continue
		}
		right, bottom := max(all.X+all.W, c.Box.X+c.Box.W), max(all.Y+all.H, c.Box.Y+c.Box.H)
		all.X, all.Y = min(all.X, c.Box.X), min(all.Y, c.Box.Y)
		all.W, all.H = right-all.X, bottom-all.Y
	}
	return all
}

// Line is one line of text in reading order: everything that a file says, also
// what stands in its tables.
type Line struct {
	Text   string `json:"t"`
	Number int    `json:"n"`           // from 1, in the file or page
	Page   int    `json:"p,omitempty"` // from 1 where the file has pages, else 0
	Row    bool   `json:"r,omitempty"` // the line is a row of a table that a Sheet holds
}

// Limits bound what one document may become. What exceeds them is cut and
// marked (Sheet.Cut), never read in silence.
type Limits struct {
	Bytes    int64 // unpacked bytes of an archive or office file
	Rows     int   // rows with content, all sheets together
	Cells    int   // cells of these rows, the empty ones before the last too; 0 means Rows times Cols
	Cols     int   // columns of a row
	CellText int   // bytes of a cell's text
	Sheets   int
	Pages    int
}

// DefaultLimits is many times what a payroll list of the largest employer
// holds.
func DefaultLimits() Limits {
	return Limits{Bytes: 64 << 20, Rows: 50_000, Cells: 1_000_000, Cols: 256, CellText: 4096, Sheets: 64, Pages: 500}
}

// Room counts down what a document may still hold. A row of a few bytes may repeat a cell over all columns and itself
// over all rows, so that rows and columns alone bound too little.
type Room struct{ rows, cells int }

// Room gives the room of an empty document.
func (l Limits) Room() Room {
	if l.Cells == 0 {
		return Room{l.Rows, l.Rows * l.Cols}
	}
	return Room{l.Rows, l.Cells}
}

// Take makes place for a row; false where there is none left, and then for every later row.
func (r *Room) Take(row Row) bool { return r.TakeCells(1, len(row.Cells)) }

// TakeCells makes place for so many rows and cells.
func (r *Room) TakeCells(rows, cells int) bool {
	if r.rows < rows || r.cells < cells {
		*r = Room{}
		return false
	}
	r.rows, r.cells = r.rows-rows, r.cells-cells
	return true
}

// Without gives the limits for a further document beside those that were read, as in an archive.
func (l Limits) Without(sheets []Sheet) Limits {
	room := l.Room()
	for _, s := range sheets {
		for _, row := range s.Rows {
			room.Take(row)
		}
	}
	l.Rows, l.Cells = room.rows, max(room.cells, 1)
	return l
}
