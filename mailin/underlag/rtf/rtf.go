// Package rtf reads the text and tables of Rich Text files: control words are
// followed as far as text, tabs, cells and character sets need them; pictures,
// fonts, style sheets and unknown destinations are passed over.
package rtf

import (
	"errors"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"

	"sef.se/kontakten/mailin/underlag/sheet"
)

// ErrDamaged says that the text is no RTF or is nested beyond reason.
var ErrDamaged = errors.New("the RTF file is damaged")

// maxDepth bounds the nesting of groups.
const maxDepth = 512

// Document is what an RTF file holds, in reading order. Rows of tables are
// lines too.
type Document struct {
	Lines  []sheet.Line
	Tables []sheet.Sheet
	Cut    bool
}

// Read reads an RTF file. What was read before damage is given with the error.
func Read(data []byte, limits sheet.Limits) (Document, error) {
	r := &reader{in: data, limits: limits, set: charmap.Windows1252, state: state{fallback: 1}}
	err := r.walk()
	r.paragraph()
	r.endTable()
	return r.doc, err
}

// state is what a group restores at its end.
type state struct {
	skip     bool // in a destination that is no text
	fallback int  // characters that stand after \u for readers without Unicode
}

type reader struct {
	in     []byte
	pos    int
	limits sheet.Limits
	set    *charmap.Charmap
	doc    Document
	state
	stack []state
	drop  int // fallback characters still to drop

	text  strings.Builder
	cells []sheet.Cell
	table sheet.Sheet
	row   bool // \trowd was seen: cells are gathered
}

func (r *reader) walk() error {
	if !strings.HasPrefix(string(r.in[:min(len(r.in), 5)]), `{\rtf`) {
		return ErrDamaged
	}
	for r.pos < len(r.in) {
		if len(r.doc.Lines)+len(r.table.Rows) >= r.limits.Rows {
			r.doc.Cut = true
			return nil
		}
		c := r.in[r.pos]
		r.pos++
		switch c {
		case '{':
			if len(r.stack) > maxDepth {
				return ErrDamaged
			}
			r.stack = append(r.stack, r.state)
		case '}':
			if n := len(r.stack); n > 0 {
				r.state, r.stack = r.stack[n-1], r.stack[:n-1]
			}
		case '\\':
			r.control()
		case '\r', '\n':
		default:
			r.put(rune(r.set.DecodeByte(c)))
		}
	}
	return nil
}

// put writes one character of text.
func (r *reader) put(c rune) {
	switch {
	case r.skip:
	case r.drop > 0:
		r.drop--
	case r.text.Len() <= r.limits.CellText:
		r.text.WriteRune(c)
	}
}

// control reads a control word or symbol.
func (r *reader) control() {
	if r.pos >= len(r.in) {
		return
	}
	c := r.in[r.pos]
	if c|0x20 < 'a' || c|0x20 > 'z' {
		r.pos++
		r.symbol(c)
		return
	}
	start := r.pos
	for r.pos < len(r.in) && r.in[r.pos]|0x20 >= 'a' && r.in[r.pos]|0x20 <= 'z' && r.pos-start < 40 {
		r.pos++
	}
	word := string(r.in[start:r.pos])
	start = r.pos
	for r.pos < len(r.in) && (r.in[r.pos] >= '0' && r.in[r.pos] <= '9' || r.in[r.pos] == '-' && r.pos == start) && r.pos-start < 12 {
		r.pos++
	}
	number, err := strconv.Atoi(string(r.in[start:r.pos]))
	if r.pos < len(r.in) && r.in[r.pos] == ' ' {
		r.pos++
	}
	r.word(word, number, err == nil)
}

func (r *reader) symbol(c byte) {
	switch c {
	case '\'':
		if r.pos+2 <= len(r.in) {
			if b, err := strconv.ParseUint(string(r.in[r.pos:r.pos+2]), 16, 8); err == nil {
				r.put(r.set.DecodeByte(byte(b)))
			}
			r.pos += 2
		}
	case '*':
		r.skip = true
	case '~':
		r.put('\u00a0')
	case '_':
		r.put('-')
	case '\\', '{', '}':
		r.put(rune(c))
	case '\r', '\n':
		r.paragraph()
	}
}

// word follows a control word.
func (r *reader) word(word string, n int, numbered bool) {
	switch word {
	case "fonttbl", "colortbl", "stylesheet", "info", "pict", "header", "footer", "headerl", "headerr", "footerl", "footerr", "footnote", "object", "themedata", "datastore", "listtable", "listoverridetable":
		r.skip = true
	case "bin":
		if numbered && n > 0 {
			r.pos = min(len(r.in), r.pos+n)
		}
	case "ansicpg":
		r.set = codepage(n)
	case "mac":
		r.set = charmap.Macintosh
	case "pc":
		r.set = charmap.CodePage437
	case "pca":
		r.set = charmap.CodePage850
	case "uc":
		r.fallback = max(0, min(n, 8))
	case "u":
		if n < 0 {
			n += 65536
		}
		r.drop = 0
		r.put(rune(n))
		r.drop = r.fallback
	case "tab":
		r.put('\t')
	case "line":
		r.put(' ')
	case "emdash", "endash":
		r.put('–')
	case "par", "sect", "page":
		r.paragraph()
	case "trowd":
		r.row = true
	case "cell", "nestcell":
		r.cell()
	case "row", "nestrow":
		r.endRow()
	}
}

func codepage(n int) *charmap.Charmap {
	switch n {
	case 437:
		return charmap.CodePage437
	case 850:
		return charmap.CodePage850
	case 1250:
		return charmap.Windows1250
	case 10000:
		return charmap.Macintosh
	}
	return charmap.Windows1252
}

// paragraph ends a line; within a table row it only divides words.
func (r *reader) paragraph() {
	if r.skip {
		return
	}
	if r.row && r.text.Len() > 0 && len(r.cells) > 0 {
		r.text.WriteByte(' ')
		return
	}
	text := strings.TrimRight(r.text.String(), " \t")
	r.text.Reset()
	r.drop = 0
	if strings.TrimSpace(text) == "" {
		return
	}
	r.endTable()
	r.doc.Lines = append(r.doc.Lines, sheet.Line{Text: text, Number: len(r.doc.Lines) + 1})
}

func (r *reader) cell() {
	text := strings.Join(strings.Fields(r.text.String()), " ")
	r.text.Reset()
	r.drop = 0
	if len(r.cells) >= r.limits.Cols {
		r.table.Cut = true
		return
	}
	r.cells = append(r.cells, sheet.Cell{Text: text})
}

func (r *reader) endRow() {
	row := sheet.Row{Number: len(r.table.Rows) + 1, Cells: r.cells}
	r.cells, r.row = nil, false
	r.table.Rows = append(r.table.Rows, row)
	if text := row.Text(); text != "" {
		r.doc.Lines = append(r.doc.Lines, sheet.Line{Text: text, Number: len(r.doc.Lines) + 1, Row: true})
	}
}

// endTable files the table whose rows were gathered.
func (r *reader) endTable() {
	if len(r.table.Rows) > 0 {
		r.table.Table = len(r.doc.Tables) + 1
		r.doc.Tables = append(r.doc.Tables, r.table)
	}
	r.table = sheet.Sheet{}
}
