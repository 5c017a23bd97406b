package xlsx

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"sef.se/kontakten/mailin/underlag/sheet"
)

// sheetReader walks the XML of one sheet.
type sheetReader struct {
	*reader
	out *sheet.Sheet
	row sheet.Row
	col int // of the cell being read, from 0

	kind    string // the cell's t attribute
	style   int
	value   strings.Builder
	formula bool
	valued  bool // a value element stood in the cell
	inValue bool
}

// readSheet fills a sheet from its part.
func (r *reader) readSheet(name string, out *sheet.Sheet) error {
	rc, err := r.pack.Stream(name)
	if err != nil {
		return err
	}
	defer rc.Close()
	s := &sheetReader{reader: r, out: out}
	d := newDecoder(rc)
	for {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read %q: %w", name, err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			s.start(t)
		case xml.CharData:
			if s.inValue && s.value.Len() <= s.limits.CellText {
				s.value.Write(t)
			}
		case xml.EndElement:
			if done := s.end(t.Name.Local); done {
				return nil
			}
		}
	}
}

func (s *sheetReader) start(t xml.StartElement) {
	switch t.Name.Local {
	case "row":
		number := s.row.Number + 1
		if n, err := strconv.Atoi(attribute(t, "r")); err == nil && n > 0 {
			number = n
		}
		hidden := attribute(t, "hidden")
		s.row = sheet.Row{Number: number, Hidden: hidden == "1" || hidden == "true"}
		s.col = -1
	case "c":
		s.col++
		if c, ok := columnOf(attribute(t, "r")); ok {
			s.col = c
		}
		s.kind = attribute(t, "t")
		s.style, _ = strconv.Atoi(attribute(t, "s"))
		s.value.Reset()
		s.formula, s.valued = false, false
	case "f":
		s.formula = true
	case "v", "t":
		s.inValue, s.valued = true, true
	}
}

// end closes an element and tells whether the sheet's data is complete.
func (s *sheetReader) end(name string) bool {
	switch name {
	case "v", "t":
		s.inValue = false
	case "c":
		s.put(s.cell())
	case "row":
		if len(s.row.Cells) == 0 {
			return false
		}
		if !s.room.Take(s.row) {
			s.out.Cut = true
			return true
		}
		s.out.Rows = append(s.out.Rows, s.row)
	case "sheetData":
		return true
	}
	return false
}

// put sets a cell in the row, columns beyond the limit cut off.
func (s *sheetReader) put(c sheet.Cell) {
	if c.IsEmpty() || s.col < 0 { // an end without its beginning
		return
	}
	if s.col >= s.limits.Cols {
		s.out.Cut = true
		return
	}
	for len(s.row.Cells) <= s.col {
		s.row.Cells = append(s.row.Cells, sheet.Cell{})
	}
	s.row.Cells[s.col] = c
}

// cell makes the cell that was read. A formula without a stored value, and an
// error value, are Broken: nothing is computed here.
func (s *sheetReader) cell() sheet.Cell {
	text := strings.TrimSpace(s.value.String())
	if s.formula && (!s.valued || text == "" && s.kind != "str") {
		return sheet.Cell{Kind: sheet.Broken, Formula: true}
	}
	c := sheet.Cell{Text: text}
	switch s.kind {
	case "s":
		i, err := strconv.Atoi(text)
		if err != nil || i < 0 || i >= len(s.strings) {
			return sheet.Cell{Kind: sheet.Broken, Text: text}
		}
		c.Text = strings.TrimSpace(s.strings[i])
	case "str", "inlineStr":
		c.Text = s.clip(text)
	case "b":
		c.Text = map[string]string{"1": "SANT", "0": "FALSKT"}[text]
	case "e":
		c.Kind = sheet.Broken
	case "d":
		c.Kind, c.Text = sheet.Date, text[:min(len(text), 10)]
	default:
		if decimal, ok := sheet.PlainDecimal(text); ok {
			c = sheet.Typed(decimal, s.format(), s.old)
		}
	}
	c.Formula = s.formula
	return c
}

func (s *sheetReader) format() sheet.FormatKind {
	if s.style < 0 || s.style >= len(s.formats) {
		return sheet.PlainFormat
	}
	return s.formats[s.style]
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// columnOf gives the column, from 0, of a cell reference such as "C15".
func columnOf(reference string) (int, bool) {
	col := 0
	for i := 0; i < len(reference) && i < 4; i++ {
		c := reference[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		col = col*26 + int(c-'A') + 1
	}
	return col - 1, col > 0
}
