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
	put := func(col int, c chunk) { add(&cells[col], c, limits) }
	var late []chunk
	for _, c := range l.chunks {
		parts := []chunk{c}
		if !l.data && !columns.IsTotalLabel(c.text()) {
			parts = c.spread(cols)
		}
		for _, part := range parts {
			if col := overlapped(cols, part); col >= 0 {
				put(col, part)
			} else {
				late = append(late, part)
			}
		}
	}
	for _, c := range late {
		put(nearest(cols, cells, c), c)
	}
	return l.rowOf(cells)
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
	if cell.Text != "" {
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
