package body

import (
	"strings"
	"unicode"
)

// Limits of what one body may give. A body beyond them is cut.
const (
	maxLines  = 50_000
	maxTables = 2_000
	maxText   = 2 << 20
)

// Line is one line as a person sees it.
type Line struct {
	Text   string
	Number int // in the decoded text part, before format=flowed is joined, from 1
	Quote  int // how deep it is quoted: the number of ">" or of blockquotes
	Table  int // number of the table that it is a row of, from 1; 0 for none
	Row    int // the row of that table, from 1
	joins  []join
}

// join tells where a line that was joined from several goes over to the next.
type join struct{ offset, number int }

// NumberAt returns the number of the line in the text part on which the byte
// offset of Text stood before format=flowed was joined.
func (l Line) NumberAt(offset int) int {
	number := l.Number
	for _, j := range l.joins {
		if offset >= j.offset {
			number = j.number
		}
	}
	return number
}

// Cell is one cell of a table.
type Cell struct {
	Text    string
	Heading bool // written as <th>
	Span    int  // columns that it covers, at least 1
	Down    int  // rows that it covers, at least 1
}

// Table is an HTML table that holds no other table. Rows count from 1.
type Table struct {
	Number int // among the tables of the part, from 1
	Quote  int // quote depth where it began
	Line   int // number of its first line
	Rows   [][]Cell
}

// Text is one body part as lines and tables.
type Text struct {
	Lines  []Line
	Tables []Table
	Cut    bool // the part was larger than the limits
}

// Words counts the words of the text.
func (t Text) Words() int {
	n := 0
	for _, l := range t.Lines {
		n += len(strings.Fields(l.Text))
	}
	return n
}

// Join puts lines together with line ends, for matching and for showing.
func Join(lines []Line) string {
	var out strings.Builder
	for i, l := range lines {
		if i > 0 {
			out.WriteByte('\n')
		}
		out.WriteString(l.Text)
	}
	return out.String()
}

// tidy makes every white space a plain blank, takes invisible letters off and
// trims.
func tidy(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 || s[i] < ' ' {
			plain = false
			break
		}
	}
	if !plain {
		s = strings.Map(visible, s)
	}
	return strings.TrimSpace(s)
}

// visible maps white space to a blank and drops what no one sees: soft
// hyphens, zero-width letters and marks of writing direction.
func visible(r rune) rune {
	switch {
	case r == '\t':
		return r
	case unicode.IsSpace(r):
		return ' '
	case r == 0xAD, r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x2069, r == 0xFEFF:
		return -1
	case unicode.IsControl(r):
		return -1
	}
	return r
}
