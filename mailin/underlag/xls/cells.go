package xls

import (
	"encoding/binary"
	"math"
	"slices"
	"strconv"
	"strings"

	"sef.se/kontakten/mailin/underlag/sheet"
)

// sheetReader gathers the cells of one substream; they come row by row as a
// rule, but the format does not promise it.
type sheetReader struct {
	*workbook
	rowAt   map[int]int // row number to index in out.Rows
	hidden  map[int]bool
	out     sheet.Sheet
	pending *sheet.Cell // a formula's cell that waits for its STRING record
}

func (w *workbook) readSheet(b bound) sheet.Sheet {
	s := &sheetReader{workbook: w, rowAt: map[int]int{}, hidden: map[int]bool{}, out: sheet.Sheet{Name: b.name, Hidden: b.hidden}}
	depth := 0
	for r := range records(w.stream, b.offset) {
		switch r.kind {
		case recBOF:
			depth++
		case recEOF:
			depth--
		}
		if depth == 1 {
			s.take(r)
		}
		if depth <= 0 || s.spent {
			break
		}
	}
	slices.SortStableFunc(s.out.Rows, func(a, b sheet.Row) int { return a.Number - b.Number })
	for i := range s.out.Rows {
		s.out.Rows[i].Hidden = s.hidden[s.out.Rows[i].Number]
	}
	return s.out
}

// take reads one record of a sheet.
func (s *sheetReader) take(r record) {
	d := r.data
	if r.kind == recString && s.pending != nil {
		if s.biff5 {
			s.pending.Text = strings.TrimSpace(byteString(d, 2))
		} else {
			s.pending.Text = strings.TrimSpace(longString(d))
		}
		s.pending = nil
		return
	}
	if r.kind == recRow && len(d) >= 16 {
		if d[12]&0x20 != 0 {
			s.hidden[int(binary.LittleEndian.Uint16(d))+1] = true
		}
		return
	}
	if len(d) < 6 {
		return
	}
	row, col, style := int(binary.LittleEndian.Uint16(d)), int(binary.LittleEndian.Uint16(d[2:])), int(binary.LittleEndian.Uint16(d[4:]))
	switch r.kind {
	case recMulRK:
		s.mulRK(row, col, d[4:])
	case recFormula:
		s.formula(row, col, style, d)
	default:
		if c, ok := s.cell(r.kind, style, d[6:]); ok {
			s.put(row, col, c)
		}
	}
}

// cell reads the value of a record of one cell.
func (s *sheetReader) cell(kind, style int, d []byte) (sheet.Cell, bool) {
	switch {
	case kind == recLabelSST && len(d) >= 4:
		i := int(binary.LittleEndian.Uint32(d))
		if i < 0 || i >= len(s.strings) {
			return sheet.Cell{Kind: sheet.Broken}, true
		}
		return sheet.Cell{Text: strings.TrimSpace(s.strings[i])}, true
	case (kind == recLabel || kind == recRString) && len(d) >= 3:
		if s.biff5 {
			return sheet.Cell{Text: strings.TrimSpace(byteString(d, 2))}, true
		}
		return sheet.Cell{Text: strings.TrimSpace(longString(d))}, true
	case kind == recNumber && len(d) >= 8:
		return s.typed(double(d), style), true
	case kind == recRK && len(d) >= 4:
		return s.typed(rk(binary.LittleEndian.Uint32(d)), style), true
	case kind == recBoolErr && len(d) >= 2:
		if d[1] != 0 {
			return sheet.Cell{Kind: sheet.Broken}, true
		}
		return sheet.Cell{Text: [...]string{"FALSKT", "SANT"}[d[0]&1]}, true
	}
	return sheet.Cell{}, false
}

func (s *sheetReader) typed(decimal string, style int) sheet.Cell {
	if decimal == "" {
		return sheet.Cell{Kind: sheet.Broken}
	}
	return sheet.Typed(decimal, s.kind(style), s.old)
}

// mulRK reads a run of numbers in one row.
func (s *sheetReader) mulRK(row, col int, d []byte) {
	for ; len(d) >= 8; d = d[6:] { // the last two bytes are the last column
		s.put(row, col, s.typed(rk(binary.LittleEndian.Uint32(d[2:])), int(binary.LittleEndian.Uint16(d))))
		col++
	}
}

// formula takes a formula's stored value. An empty stored value is what
// writers leave that did not reckon.
func (s *sheetReader) formula(row, col, style int, d []byte) {
	if len(d) < 14 {
		return
	}
	if binary.LittleEndian.Uint16(d[12:]) != 0xffff {
		c := s.typed(double(d[6:]), style)
		c.Formula = true
		s.put(row, col, c)
		return
	}
	switch d[6] {
	case 0:
		s.pending = s.put(row, col, sheet.Cell{Text: " ", Formula: true})
	case 1:
		s.put(row, col, sheet.Cell{Text: [...]string{"FALSKT", "SANT"}[d[8]&1], Formula: true})
	default:
		s.put(row, col, sheet.Cell{Kind: sheet.Broken, Formula: true})
	}
}

// put sets a cell and gives where it stands; nil where a limit cut it off.
func (s *sheetReader) put(row, col int, c sheet.Cell) *sheet.Cell {
	if c.IsEmpty() || col >= s.limits.Cols {
		s.out.Cut = s.out.Cut || !c.IsEmpty()
		return nil
	}
	if len(c.Text) > s.limits.CellText {
		c.Text = strings.ToValidUTF8(c.Text[:s.limits.CellText], "")
	}
	i, ok := s.rowAt[row]
	if !ok {
		if !s.room.TakeCells(1, 0) {
			s.out.Cut, s.spent = true, true
			return nil
		}
		i = len(s.out.Rows)
		s.rowAt[row] = i
		s.out.Rows = append(s.out.Rows, sheet.Row{Number: row + 1})
	}
	r := &s.out.Rows[i]
	if grow := col + 1 - len(r.Cells); grow > 0 && !s.room.TakeCells(0, grow) {
		s.out.Cut, s.spent = true, true
		return nil
	}
	for len(r.Cells) <= col {
		r.Cells = append(r.Cells, sheet.Cell{})
	}
	r.Cells[col] = c
	return &r.Cells[col]
}

// double writes a stored number as the shortest decimal that means it.
func double(d []byte) string {
	return decimal(math.Float64frombits(binary.LittleEndian.Uint64(d)))
}

func decimal(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) || math.Abs(v) > 1e15 {
		return ""
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// rk reads the packed form of a number: an integer or the upper half of a
// double, perhaps a hundredth of it. The hundredth is taken on the digits.
func rk(v uint32) string {
	var text string
	if v&2 != 0 {
		text = strconv.Itoa(int(int32(v) >> 2))
	} else {
		text = decimal(math.Float64frombits(uint64(v&^3) << 32))
	}
	if v&1 != 0 && text != "" {
		if shifted, ok := sheet.PlainDecimal(text + "E-2"); ok {
			return shifted
		}
	}
	return text
}
