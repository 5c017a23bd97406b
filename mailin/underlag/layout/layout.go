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
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sef.se/kontakten/avgiftslista"
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

// chunk is some words of a line that stand together.
type chunk struct {
	words  []Word
	x0, x1 float64
	number bool // an amount, personnummer or other figure
}

func (c chunk) text() string {
	parts := make([]string, len(c.words))
	for i, w := range c.words {
		parts[i] = w.Text
	}
	return strings.Join(parts, " ")
}

// chunks cuts a line where the gap is wide or a number begins or ends.
func (l Line) chunks() []chunk {
	var all []chunk
	start := 0
	for i := 1; i <= len(l.Words); i++ {
		if i < len(l.Words) && l.Words[i].X0-l.Words[i-1].X1 <= l.Gap && !cutsBetween(l.Words, i) {
			continue
		}
		words := l.Words[start:i]
		c := chunk{words: words, x0: words[0].X0, x1: words[len(words)-1].X1}
		c.number = isFigure(c.text())
		all = append(all, c)
		start = i
	}
	return all
}

var (
	glued       = regexp.MustCompile(`^(\p{L}[\p{L}.'’-]*\p{L}\.?)([\d.]{2,}.*)$`)
	gluedHead   = regexp.MustCompile(`^(\p{L}[\p{Ll}.]{5,}\p{Ll})(\p{Lu}[\p{L}.]{2,})$`)
	wholeWord   = regexp.MustCompile(`^\d{1,6}$`)
	monthWord   = regexp.MustCompile(`^20\d\d-\d\d$`)
	bigNumber   = regexp.MustCompile(`^\d{9,12}$`)
	pnrWord     = regexp.MustCompile(`^(?:19|20|18)?\d\d(?:0\d|1[0-2])\d\d[-+\x{2010}-\x{2015}\x{2212}]?\d{4}$`)
	decimalWord = regexp.MustCompile(`^[-\x{2212}]?[\d.]*\d[,.:](?:\d\d|-|\x{2013})-?$`)
	groupWord   = regexp.MustCompile(`^[-\x{2212}]?\d{1,3}$`)
	threeDigits = regexp.MustCompile(`^\d{3}(?:[,.:](?:\d\d|-|\x{2013}))?-?$`)
	yearGroup   = regexp.MustCompile(`^(?:19|20)?\d\d$`)
	twoDigits   = regexp.MustCompile(`^\d\d$`)
	lastGroup   = regexp.MustCompile(`^\d\d[-+\x{2010}-\x{2015}\x{2212}]?\d{4}$`)
	unitWord    = regexp.MustCompile(`(?i)^(?:kr\.?|sek|%|kronor)$`)
	figure      = regexp.MustCompile(`(?i)^[-\x{2212}]?\d[\d .,:+\x{2010}-\x{2015}\x{2212}-]*(?:kr\.?|sek|%|:-)?$`)
)

func isFigure(s string) bool { return figure.MatchString(s) }

// unglued cuts words in which a clipped name runs into the figure of the next
// column: "MICH200406269811", "JØRN824,25".
func unglued(words []Word) []Word {
	for i, w := range words {
		m := glued.FindStringSubmatch(w.Text)
		if m == nil || !pnrWord.MatchString(m[2]) && !decimalWord.MatchString(m[2]) && !spacedNumber(slices.Concat([]Word{{Text: m[2]}}, words[i+1:]), 0) {
			continue
		}
		return slices.Concat(words[:i], w.cut(m[1], m[2]), unglued(words[i+1:]))
	}
	return words
}

// cut divides a word about where its first part ends; the border is an estimate,
// so both parts keep off it.
func (w Word) cut(first, second string) []Word {
	at := w.X0 + (w.X1-w.X0)*widthOf(first)/widthOf(w.Text)
	return []Word{{first, w.X0, at - 0.2*(at-w.X0), w.Box}, {second, at + 0.15*(w.X1-at), w.X1, w.Box}}
}

// ungluedHeads cuts the words of a heading that were clipped against each other:
// "FackföreningsavgifKontr.avg".
func ungluedHeads(words []Word) []Word {
	var out []Word
	for _, w := range words {
		if m := gluedHead.FindStringSubmatch(w.Text); m != nil {
			out = append(out, w.cut(m[1], m[2])...)
			continue
		}
		out = append(out, w)
	}
	return out
}

// widthOf estimates the width of a text, in digits.
func widthOf(s string) float64 {
	width := 0.0
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			width += 1.25
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			width++
		default:
			width += 0.5
		}
	}
	return width
}

// spacedNumber tells whether a personnummer in three groups ("48 11 11-1234")
// begins at words[i].
func spacedNumber(words []Word, i int) bool {
	return i >= 0 && i+2 < len(words) && yearGroup.MatchString(words[i].Text) && twoDigits.MatchString(words[i+1].Text) && lastGroup.MatchString(words[i+2].Text)
}

// cutsBetween tells whether a chunk must end before words[i]: around a
// personnummer, after an amount with decimals, before the first group of one.
func cutsBetween(words []Word, i int) bool {
	before, here := words[i-1].Text, words[i].Text
	switch {
	case spacedNumber(words, i-1), spacedNumber(words, i-2):
		return false
	case spacedNumber(words, i), spacedNumber(words, i-3):
		return true
	case pnrWord.MatchString(before), pnrWord.MatchString(here), bigNumber.MatchString(before), bigNumber.MatchString(here):
		return true
	case unitWord.MatchString(here):
		return false
	case decimalWord.MatchString(before), monthWord.MatchString(before) && wholeWord.MatchString(here):
		return true
	case i == 1 && wholeWord.MatchString(before) && startsWithLetter(here):
		return hasFigureAfter(words[1:]) // an employee number before a name
	case groupWord.MatchString(before) && threeDigits.MatchString(here):
		return false // "35 900,00"
	}
	return startsAmount(words[i:])
}

func startsWithLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

// hasFigureAfter tells whether a personnummer or an amount with decimals follows.
func hasFigureAfter(words []Word) bool {
	return slices.ContainsFunc(words, func(w Word) bool {
		return pnrWord.MatchString(w.Text) || bigNumber.MatchString(w.Text) || decimalWord.MatchString(w.Text)
	})
}

// startsAmount tells whether an amount with decimals begins at the first word.
func startsAmount(words []Word) bool {
	if !groupWord.MatchString(words[0].Text) {
		return decimalWord.MatchString(words[0].Text)
	}
	for i, w := range words[1:] {
		if !threeDigits.MatchString(w.Text) {
			return false
		}
		if decimalWord.MatchString(w.Text) {
			return true
		}
		if i > 2 {
			return false
		}
	}
	return false
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
			all[i].person = all[i].person || pnrWord.MatchString(c.words[0].Text) || len(c.words) == 3 && spacedNumber(c.words, 0)
		}
	}
	cols := columnsOf(all)
	if len(cols) > limits.Cols {
		cols, out.Cut = cols[:limits.Cols], true
	}
	for _, l := range all {
		if row := l.row(cols, limits); len(row.Cells) > 0 {
			out.Rows = append(out.Rows, row)
		}
	}
	return out
}

// row puts the chunks of a line into columns.
func (l placed) row(cols []span, limits sheet.Limits) sheet.Row {
	row := sheet.Row{Number: l.Number, Page: l.Page, Raw: l.Raw}
	cells := make([]sheet.Cell, max(len(cols), 1))
	put := func(col int, c chunk) {
		text := c.text()
		if len(text) > limits.CellText {
			text = strings.ToValidUTF8(text[:limits.CellText], "")
		}
		if cells[col].Text != "" {
			text = cells[col].Text + " " + text
		}
		cells[col].Text = text
		cells[col].Box = join(cells[col].Box, c.words)
	}
	var late []chunk
	for _, c := range l.chunks {
		parts := []chunk{c}
		if !l.data {
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
	for len(cells) > 0 && cells[len(cells)-1].Text == "" {
		cells = cells[:len(cells)-1]
	}
	row.Cells = cells
	return row
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
