// Package layout makes tables of words that only their place on the line holds
// together: printouts in fixed columns and the pages of PDFs.
//
//	words ─▶ chunks      words that stand close; numbers and amounts set apart
//	chunks ─▶ columns    where the lines that name a person have ink, with rivers between
//	       ─▶ sheet      every chunk in the column that it overlaps most; headings in the nearest
//
// Lines that name a person decide on the columns; wage-type lines, sums and
// headings are fitted into them, and get columns of their own only where they
// hold amounts beside all others.
package layout

import (
	"slices"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/mailin/underlag/columns"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// Word is a run of characters without a space, with its extent on the line in
// any unit (characters or points).
type Word struct {
	Text   string
	X0, X1 float64
	Box    avgiftslista.Box
}

// IsAligned tells whether a line looks like a row of a table: a figure set apart
// by more than a space between words, or a personnummer and an amount at its end.
func (l Line) IsAligned() bool {
	person := false
	for i, w := range l.Words {
		if i > 0 && w.X0-l.Words[i-1].X1 > l.Gap && strings.ContainsAny(w.Text, "0123456789") {
			return true
		}
		person = person || pnrWord.MatchString(w.Text)
	}
	return person && decimalWord.MatchString(l.Words[len(l.Words)-1].Text)
}

// Line is one line of words from left to right. Gap is the widest space that
// still joins two words.
type Line struct {
	Number, Page int
	Gap          float64
	Raw          string // the line as it stands
	Words        []Word
}

// placed is a line with its chunks and the column of each.
type placed struct {
	Line
	chunks []chunk
	person bool // names a person by number
	data   bool // holds figures
}

// Sheet makes a table of lines. Every line becomes a row, those without figures
// too: the column engine tells headings from text.
func Sheet(lines []Line, limits sheet.Limits) sheet.Sheet {
	out := sheet.Sheet{Lined: true}
	if len(lines) > limits.Rows {
		lines, out.Cut = lines[:limits.Rows], true
	}
	all := make([]placed, len(lines))
	for i, l := range lines {
		l.Words = unglued(l.Words)
		all[i] = placed{Line: l, chunks: l.chunks()}
		if !slices.ContainsFunc(all[i].chunks, func(c chunk) bool { return c.number }) {
			all[i].Words = ungluedHeads(l.Words)
			all[i].chunks = all[i].Line.chunks()
		}
		for _, c := range all[i].chunks {
			all[i].data = all[i].data || c.number
			all[i].person = all[i].person || c.isPerson()
		}
	}
	cols := columnsOf(all)
	if len(cols) > limits.Cols {
		cols, out.Cut = cols[:limits.Cols], true
	}
	set := func(l placed) sheet.Row { return l.row(cols, limits) }
	if r, ok := raggedOf(all); ok && (collide(all, cols) || r.shift(all, cols)) {
		set = func(l placed) sheet.Row { return r.row(l, limits) }
	}
	for _, l := range all {
		row := set(l)
		if l.isPairs() {
			row = l.inOrder(limits)
		}
		if len(row.Cells) > 0 {
			out.Rows = append(out.Rows, row)
		}
	}
	return out
}

// row puts the chunks of a line into columns.
func (l placed) row(cols []span, limits sheet.Limits) sheet.Row {
	cells := make([]sheet.Cell, max(len(cols), 1))
	var parts []chunk
	for _, c := range l.chunks {
		if !l.data && !columns.IsTotalLabel(c.text()) {
			parts = append(parts, c.spread(cols)...)
		} else {
			parts = append(parts, c)
		}
	}
	at := make([]int, len(parts))
	for i, part := range parts {
		at[i] = overlapped(cols, part)
	}
	if !l.person && l.collides(parts, at) {
		return l.inOrder(limits)
	}
	for i, part := range parts {
		if at[i] >= 0 {
			add(&cells[at[i]], part, limits)
		}
	}
	for i, part := range parts {
		if at[i] < 0 {
			at[i] = nearest(cols, cells, part)
			add(&cells[at[i]], part, limits)
		}
	}
	if !l.data && !slices.IsSorted(at) {
		return l.ordered(parts, cols, limits)
	}
	return l.rowOf(cells)
}

// collides tells whether two figures of a line fall into one column, where they
// would read as one ("1" and "665,00" as 1 665,00), or the one figure of a sum
// falls in with words ("8 st" and "3 235,68").
func (l placed) collides(parts []chunk, at []int) bool {
	figures := 0
	for _, c := range parts {
		if c.number {
			figures++
		}
	}
	sum := figures == 1 && columns.IsTotalLabel(parts[0].text())
	for i := 1; i < len(parts); i++ {
		if at[i] >= 0 && at[i] == at[i-1] && parts[i].number && (parts[i-1].number || sum && i > 1) {
			return true
		}
	}
	return false
}

// sharing is worse than any distance on a page.
const sharing = 1e6

// ordered puts headings into columns so that none stands right of one that
// follows it: the least distance of all that keep the order, and of a cell each
// where there are enough.
func (l placed) ordered(parts []chunk, cols []span, limits sheet.Limits) sheet.Row {
	cost := make([][]float64, len(parts)) // of the parts so far, the last one in this column
	from := make([][]int, len(parts))
	for i, part := range parts {
		cost[i], from[i] = make([]float64, len(cols)), make([]int, len(cols))
		for c, col := range cols {
			best := 0
			for b := 0; i > 0 && b <= c; b++ {
				if before := cost[i-1][b] + shared(b, c); b == 0 || before < cost[i-1][best]+shared(best, c) {
					best = b
				}
			}
			cost[i][c], from[i][c] = max(col.x0-part.x1, part.x0-col.x1, 0), best
			if i > 0 {
				cost[i][c] += cost[i-1][best] + shared(best, c)
			}
		}
	}
	cells := make([]sheet.Cell, len(cols))
	at := make([]int, len(parts))
	last := len(parts) - 1
	for c := range cols {
		if cost[last][c] < cost[last][at[last]] {
			at[last] = c
		}
	}
	for i := last; i > 0; i-- {
		at[i-1] = from[i][at[i]]
	}
	for i, part := range parts {
		add(&cells[at[i]], part, limits)
	}
	return l.rowOf(cells)
}

func shared(a, b int) float64 {
	if a == b {
		return sharing
	}
	return 0
}

// isPairs tells whether a line that names nobody goes on with words behind an
// amount ("Medlemsavgift: 617,22 Kontrollavgift: 162,43"): each label belongs to
// the amount behind it, whatever columns lie there.
func (l placed) isPairs() bool {
	amount := false
	for _, c := range l.chunks {
		if amount && !c.number {
			return !l.person
		}
		amount = amount || c.number && decimalWord.MatchString(c.words[len(c.words)-1].Text)
	}
	return false
}

// inOrder sets the chunks of a line one a cell.
func (l placed) inOrder(limits sheet.Limits) sheet.Row {
	cells := make([]sheet.Cell, min(len(l.chunks), limits.Cols))
	for i := range cells {
		add(&cells[i], l.chunks[i], limits)
	}
	return l.rowOf(cells)
}

// add puts a chunk into a cell, behind what stands there.
func add(cell *sheet.Cell, c chunk, limits sheet.Limits) {
	text := c.text()
	if len(text) > limits.CellText {
		text = strings.ToValidUTF8(text[:limits.CellText], "")
	}
	if cell.Text != "" && c.number && isFigure(cell.Text) && !c.isPerson() {
		text = cell.Text + " / " + text // two figures are never one amount
	} else if cell.Text != "" {
		text = cell.Text + " " + text
	}
	cell.Text = text
	cell.Box = join(cell.Box, c.words)
}

// rowOf makes the line's row of cells, empty ones at its end cut off.
func (l placed) rowOf(cells []sheet.Cell) sheet.Row {
	for len(cells) > 0 && cells[len(cells)-1].Text == "" {
		cells = cells[:len(cells)-1]
	}
	return sheet.Row{Number: l.Number, Page: l.Page, Raw: l.Raw, Cells: cells}
}

// spread cuts a heading that lies over several columns into its words. A word
// over none goes with the neighbour that stands nearer.
func (c chunk) spread(cols []span) []chunk {
	if len(c.words) < 2 {
		return []chunk{c}
	}
	at := make([]int, len(c.words))
	for i, w := range c.words {
		at[i] = overlapped(cols, chunk{x0: w.X0, x1: w.X1})
	}
	for i := range at {
		if at[i] < 0 {
			at[i] = nearerColumn(c.words, at, i, cols)
		}
	}
	var parts []chunk
	for i, w := range c.words {
		if n := len(parts); i > 0 && at[i] == at[i-1] {
			parts[n-1].words, parts[n-1].x1 = c.words[i-len(parts[n-1].words):i+1], w.X1
			continue
		}
		parts = append(parts, chunk{words: c.words[i : i+1], x0: w.X0, x1: w.X1})
	}
	return parts
}

// nearerColumn gives the column of the nearer of a word's neighbours. A word
// behind one that ends flush with its column begins the next.
func nearerColumn(words []Word, at []int, i int, cols []span) int {
	switch {
	case i == 0:
		return at[min(1, len(at)-1)]
	case i+1 == len(words) || at[i+1] < 0:
		return at[i-1]
	case at[i-1] < 0:
		return at[i+1]
	}
	flush := words[i-1].X1 - cols[at[i-1]].x1
	if flush > -0.6 && flush < 0.6 || words[i+1].X0-words[i].X1 < words[i].X0-words[i-1].X1 {
		return at[i+1]
	}
	return at[i-1]
}

func join(box avgiftslista.Box, words []Word) avgiftslista.Box {
	for _, w := range words {
		switch {
		case w.Box == (avgiftslista.Box{}):
		case box == (avgiftslista.Box{}):
			box = w.Box
		default:
			right, bottom := max(box.X+box.W, w.Box.X+w.Box.W), max(box.Y+box.H, w.Box.Y+w.Box.H)
			box.X, box.Y = min(box.X, w.Box.X), min(box.Y, w.Box.Y)
			box.W, box.H = right-box.X, bottom-box.Y
		}
	}
	return box
}
