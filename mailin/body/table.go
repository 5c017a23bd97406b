package body

import (
	"strconv"
	"strings"
)

// Limits of one table.
const (
	maxNesting = 40
	maxCells   = 200_000
	maxSpan    = 100
)

// tableState is a table that is open.
type tableState struct {
	rows    [][]Cell
	row     []Cell
	cell    strings.Builder
	inCell  bool
	heading bool
	span    int
	down    int
	cells   int
	layout  bool // it holds another table: a frame for the page, no data
}

func (r *renderer) innermost() *tableState {
	if len(r.tables) == 0 {
		return nil
	}
	return r.tables[len(r.tables)-1]
}

// openTable begins a table. The tables around it turn out to be layout: what
// they hold so far becomes plain lines.
func (r *renderer) openTable() {
	if len(r.tables) >= maxNesting {
		return
	}
	for _, outer := range r.tables {
		if !outer.layout {
			outer.layout = true
		}
		r.spill(outer)
	}
	r.tables = append(r.tables, &tableState{})
}

// spill writes what a layout table holds as lines.
func (r *renderer) spill(t *tableState) {
	for _, row := range t.rows {
		r.addRow(row, 0)
	}
	if len(t.row) > 0 {
		r.addRow(t.row, 0)
	}
	t.rows, t.row = nil, nil
	for text := range strings.SplitSeq(t.cell.String(), "\n") {
		if text = fold(text); text != "" {
			r.add(text, 0)
		}
	}
	t.cell.Reset()
}

func (r *renderer) openRow() {
	r.closeRow()
}

func (r *renderer) openCell(heading bool, colspan, rowspan string) {
	t := r.innermost()
	if t == nil {
		return
	}
	r.closeCell()
	t.inCell, t.heading, t.span, t.down = true, heading, spanOf(colspan), spanOf(rowspan)
}

// spanOf reads how many columns or rows a cell covers.
func spanOf(attribute string) int {
	n, err := strconv.Atoi(strings.TrimSpace(attribute))
	if err != nil {
		return 1
	}
	return min(max(n, 1), maxSpan)
}

func (r *renderer) closeCell() {
	t := r.innermost()
	if t == nil || !t.inCell {
		return
	}
	t.inCell = false
	if t.layout {
		r.spill(t)
		return
	}
	if t.cells += t.span; t.cells <= maxCells {
		t.row = append(t.row, Cell{Text: cellText(t.cell.String()), Heading: t.heading, Span: t.span, Down: t.down})
	} else {
		r.text.Cut = true
	}
	t.cell.Reset()
}

// cellText folds each line of a cell and keeps the line ends between them.
func cellText(s string) string {
	if !strings.Contains(s, "\n") {
		return fold(s)
	}
	var kept []string
	for line := range strings.SplitSeq(s, "\n") {
		if line = fold(line); line != "" {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

func (r *renderer) closeRow() {
	r.closeCell()
	t := r.innermost()
	if t == nil || len(t.row) == 0 {
		return
	}
	t.rows = append(t.rows, t.row)
	t.row = nil
}

// endTables closes the tables above the given level.
func (r *renderer) endTables(level int) {
	for len(r.tables) > level {
		r.closeRow()
		t := r.innermost()
		r.tables = r.tables[:len(r.tables)-1]
		r.keep(t)
	}
}

// keep files a finished table and writes its rows as lines. A table of one
// column is a frame, not data.
func (r *renderer) keep(t *tableState) {
	if t.layout {
		r.spill(t)
		return
	}
	if len(t.rows) == 0 {
		return
	}
	number := 0
	if widest(t.rows) > 1 && len(r.text.Tables) < maxTables {
		number = len(r.text.Tables) + 1
		table := Table{Number: number, Rows: t.rows, Line: len(r.text.Lines) + 1}
		table.Quote = r.depth(t.rows[0][0].Text)
		r.text.Tables = append(r.text.Tables, table)
	}
	for i, row := range t.rows {
		from := len(r.text.Lines)
		r.addRow(row, number)
		for k := from; k < len(r.text.Lines) && number > 0; k++ {
			r.text.Lines[k].Row = i + 1
		}
	}
}

// addRow writes a row as one line, or as several where its only cell has them.
func (r *renderer) addRow(row []Cell, table int) {
	if len(row) == 1 {
		for text := range strings.SplitSeq(row[0].Text, "\n") {
			r.add(text, table)
		}
		return
	}
	texts := make([]string, len(row))
	for i, c := range row {
		texts[i] = strings.ReplaceAll(c.Text, "\n", " ")
	}
	r.add(strings.TrimRight(strings.Join(texts, "\t"), "\t"), table)
}

func widest(rows [][]Cell) int {
	n := 0
	for _, row := range rows {
		n = max(n, len(row))
	}
	return n
}
