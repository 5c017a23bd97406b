package source

import (
	"slices"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/mailin"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// spot is a line, or a row of a sheet or table, as a Place names it.
type spot struct {
	part, file, sheet      string
	attachment             int
	table, row, page, line int
}

func spotOf(p avgiftslista.Place) spot {
	return spot{part: p.Part, file: p.File, sheet: p.Sheet, attachment: p.Attachment, table: p.Table, row: p.Row, page: p.Page, line: p.Line}
}

// mark is what was made of a line.
type mark struct {
	kind string // markRow, markTotal, markUnread, or "" for none
	rows []int  // of the case, from 1; several where a line names several persons
	text string // the line, as the place remembers it
}

// The marks; they are also the classes by which the page shows them.
const (
	markRow    = "read"
	markTotal  = "total"
	markUnread = "unread"
	markOld    = "old" // history or signature
)

// marks tells what was made of which line, and which cells gave the amounts.
type marks struct {
	lines map[spot]mark
	cells map[spot]map[int]bool // columns from 1
}

func marksOf(c casework.CaseSource) marks {
	m := marks{lines: map[spot]mark{}, cells: map[spot]map[int]bool{}}
	for _, p := range c.Unread {
		m.lines[spotOf(p)] = mark{kind: markUnread, text: p.Text}
	}
	for _, s := range c.Control {
		m.lines[spotOf(s.Place)] = mark{kind: markTotal, text: s.Place.Text}
	}
	for i, r := range c.Rows {
		m.read(r.Place, i+1)
		for _, cell := range r.Cells {
			if of := spotOf(cell); cell.Col > 0 {
				if m.cells[of] == nil {
					m.cells[of] = map[int]bool{}
				}
				m.cells[of][cell.Col] = true
			}
			m.read(cell, i+1)
		}
	}
	return m
}

// read marks a place as one of a row.
func (m marks) read(p avgiftslista.Place, row int) {
	at := spotOf(p)
	old := m.lines[at]
	if old.kind != markRow {
		old = mark{kind: markRow, text: p.Text}
	}
	if !slices.Contains(old.rows, row) {
		old.rows = append(slices.Clip(old.rows), row)
	}
	m.lines[at] = old
}

// of tells whether a mark is of a row.
func (m mark) of(row int) bool { return m.kind == markRow && slices.Contains(m.rows, row) }

// line finds the mark of a line of an exhibit.
func (m marks) line(e mailin.Exhibit, l mailin.ExhibitLine) mark {
	at := spotOf(e.At)
	at.table, at.row, at.page = l.Table, l.Row, l.Page
	if l.Table > 0 {
		return m.lines[at]
	}
	var all mark
	for at.line = l.First; at.line <= l.Last; at.line++ {
		found, ok := m.lines[at]
		switch {
		case !ok:
		case all.kind == "" || all.kind != markRow && found.kind == markRow:
			all = found
		case all.kind == markRow && found.kind == markRow:
			all.rows = append(slices.Clip(all.rows), found.rows...)
		}
	}
	return all
}

// sheetRow gives the spot of a row of a sheet.
func sheetRow(e mailin.Exhibit, s sheet.Sheet, i int) spot {
	s.Origin = e.At
	return spotOf(s.At(i, -1))
}

// hits counts how many marks an exhibit holds with the text that they remember: by it the form of a body is told that
// the rows were read from.
func (m marks) hits(e mailin.Exhibit) int {
	n := 0
	for _, l := range e.Lines {
		if found := m.line(e, l); found.kind == markRow && (l.Table > 0 || found.text == l.Text) {
			n++
		}
	}
	return n
}
