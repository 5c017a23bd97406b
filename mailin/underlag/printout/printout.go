// Package printout reads text in fixed columns, as line printers and old
// payroll programs write it: page heads, form feeds, transports and totals
// among the lines of persons.
package printout

import (
	"strings"
	"unicode/utf8"

	"sef.se/kontakten/mailin/underlag/layout"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// Lines cuts a text into lines that count as an editor counts them; form feeds
// and other control characters are taken out.
func Lines(text string, limits sheet.Limits) (lines []sheet.Line, cut bool) {
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimRight(strings.Map(printable, line), " ")
		if len(line) > limits.CellText {
			line, cut = strings.ToValidUTF8(line[:limits.CellText], ""), true
		}
		if strings.TrimSpace(line) == "" {
			continue
		}
		if len(lines) >= limits.Rows {
			return lines, true
		}
		lines = append(lines, sheet.Line{Text: line, Number: number})
	}
	return lines, cut
}

func printable(r rune) rune {
	switch {
	case r == '\t':
		return r
	case r == '\u00a0' || r == '\u202f' || r == '\u2007':
		return ' '
	case r < ' ' || r == 0x7f || r == '\ufeff' || r == '\u200b':
		return -1
	}
	return r
}

// Sheet makes a table of lines that stand in columns; false where fewer than
// two lines have figures in columns, as in running text.
func Sheet(lines []sheet.Line, limits sheet.Limits) (sheet.Sheet, bool) {
	words := make([]layout.Line, len(lines))
	aligned := 0
	for i, l := range lines {
		words[i] = wordsOf(l)
		if words[i].IsAligned() {
			aligned++
		}
	}
	if aligned < 2 {
		return sheet.Sheet{}, false
	}
	return layout.Sheet(words, limits), true
}

// wordsOf gives the words of a line with their columns of characters; tabs
// stand at every eighth.
func wordsOf(l sheet.Line) layout.Line {
	out := layout.Line{Number: l.Number, Page: l.Page, Gap: 1, Raw: strings.TrimSpace(l.Text)}
	x, start := 0, -1
	begin := 0
	flush := func(end int) {
		if start >= 0 {
			out.Words = append(out.Words, layout.Word{Text: l.Text[begin:end], X0: float64(start), X1: float64(x)})
		}
		start = -1
	}
	for i, r := range l.Text {
		switch {
		case r == ' ' || r == '|' || r == '│' || r == '¦':
			flush(i)
			x++
		case r == '\t':
			flush(i)
			x = x/8*8 + 8
		case r == utf8.RuneError:
			x++
		default:
			if start < 0 {
				start, begin = x, i
			}
			x++
		}
	}
	flush(len(l.Text))
	return out
}
