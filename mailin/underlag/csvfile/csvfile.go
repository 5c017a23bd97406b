// Package csvfile reads delimited text: any delimiter, quoted or not, with what
// Excel and payroll programs do to it ("sep=;" lines, ="0123" cells, quotes
// that never close). It gives one sheet of text cells; what a cell means is the
// column engine's to tell.
package csvfile

import (
	"strings"

	"sef.se/kontakten/mailin/underlag/sheet"
)

// Read gives the sheet of a delimited text, and false where the text has no
// delimiter that makes a table of it.
func Read(text string, limits sheet.Limits) (sheet.Sheet, bool) {
	delimiter, skip := stated(text)
	if delimiter == 0 {
		if delimiter = detect(text); delimiter == 0 {
			return sheet.Sheet{}, false
		}
	}
	p := parser{text: text, delimiter: delimiter, limits: limits, line: 1}
	if skip > 0 {
		p.pos, p.line = skip, 2
	}
	var s sheet.Sheet
	room := limits.Room()
	for p.pos < len(p.text) {
		row := sheet.Row{Number: p.line}
		row.Cells = p.record()
		if !hasText(row.Cells) {
			continue
		}
		if !room.Take(row) {
			s.Cut = true
			break
		}
		s.Rows = append(s.Rows, row)
	}
	s.Cut = s.Cut || p.cut
	joinDecimals(&s, delimiter)
	return s, true
}

func hasText(cells []sheet.Cell) bool {
	for _, c := range cells {
		if c.Text != "" {
			return true
		}
	}
	return false
}

// stated reads Excel's own first line "sep=;".
func stated(text string) (delimiter byte, skip int) {
	line, _, found := strings.Cut(text, "\n")
	bare := strings.TrimSuffix(line, "\r")
	if !found || len(bare) != len("sep=;") || !strings.EqualFold(bare[:4], "sep=") {
		return 0, 0
	}
	return bare[4], len(line) + 1
}

// parser walks a delimited text, tolerant of broken quoting.
type parser struct {
	text      string
	pos       int
	line      int // of pos, from 1
	delimiter byte
	limits    sheet.Limits
	cut       bool
}

// record reads one record up to and with its line end.
func (p *parser) record() []sheet.Cell {
	var cells []sheet.Cell
	for {
		text, more := p.cell()
		if len(cells) < p.limits.Cols {
			cells = append(cells, sheet.Cell{Text: text})
		} else {
			p.cut = true
		}
		if !more {
			return cells
		}
	}
}

// cell reads one cell and tells whether another follows in the record.
func (p *parser) cell() (text string, more bool) {
	if raw, next, ok := p.quoted(); ok {
		p.line += strings.Count(p.text[p.pos:next], "\n")
		p.pos = next
		return p.tidy(raw), p.ends()
	}
	end := p.pos
	for end < len(p.text) && p.text[end] != p.delimiter && p.text[end] != '\n' && p.text[end] != '\r' {
		end++
	}
	raw := p.text[p.pos:end]
	p.pos = end
	return p.tidy(raw), p.ends()
}

// ends steps over a delimiter (true) or a line end (false).
func (p *parser) ends() bool {
	if p.pos >= len(p.text) {
		return false
	}
	switch p.text[p.pos] {
	case p.delimiter:
		p.pos++
		return true
	case '\r':
		p.pos++
		if p.pos < len(p.text) && p.text[p.pos] == '\n' {
			p.pos++
		}
	default:
		p.pos++
	}
	p.line++
	return false
}

// quoted reads a quoted cell. A quote that is not closed before a delimiter or
// line end within a reasonable span is a plain character.
func (p *parser) quoted() (raw string, next int, ok bool) {
	i := p.pos
	for i < len(p.text) && p.text[i] == ' ' {
		i++
	}
	if i < len(p.text) && p.text[i] == '=' {
		i++
	}
	if i >= len(p.text) || p.text[i] != '"' {
		return "", 0, false
	}
	limit := min(len(p.text), i+p.limits.CellText)
	var b strings.Builder
	for i++; i < limit; i++ {
		if p.text[i] != '"' {
			b.WriteByte(p.text[i])
			continue
		}
		if i+1 < len(p.text) && p.text[i+1] == '"' {
			b.WriteByte('"')
			i++
			continue
		}
		i++
		for i < len(p.text) && p.text[i] == ' ' && p.delimiter != ' ' {
			i++
		}
		closed := i >= len(p.text) || p.text[i] == p.delimiter || p.text[i] == '\r' || p.text[i] == '\n'
		return b.String(), i, closed && strings.Count(b.String(), "\n") < 6
	}
	return "", 0, false
}

func (p *parser) tidy(raw string) string {
	raw = strings.Trim(raw, " \u00a0\u202f\ufeff")
	raw = strings.TrimPrefix(raw, "'")
	if len(raw) > p.limits.CellText {
		p.cut = true
		raw = strings.ToValidUTF8(raw[:p.limits.CellText], "")
	}
	return strings.Join(strings.FieldsFunc(raw, func(r rune) bool { return r == '\r' || r == '\n' }), " ")
}
