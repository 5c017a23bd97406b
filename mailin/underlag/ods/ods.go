// Package ods reads the cells of OpenDocument spreadsheets (LibreOffice) as a
// stream: stored values, formulas by their stored value only. Repetition counts
// are honoured up to the limits, so that a row repeated a million times stays a
// small sheet marked as cut.
package ods

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"sef.se/kontakten/mailin/underlag/pack"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// maxDepth bounds the nesting of elements.
const maxDepth = 256

// Read gives the sheets of a spreadsheet in order, hidden ones too. Errors wrap
// pack.ErrTooLarge or pack.ErrEncrypted where that is the reason; others mean a
// damaged file. Sheets read before the damage are given with it.
func Read(data []byte, limits sheet.Limits) ([]sheet.Sheet, error) {
	p, err := pack.Open(data, limits.Bytes)
	if err != nil {
		return nil, fmt.Errorf("ods: %w", err)
	}
	if p.Has("META-INF/manifest.xml") {
		manifest, err := p.Bytes("META-INF/manifest.xml")
		if err == nil && bytes.Contains(manifest, []byte("encryption-data")) {
			return nil, fmt.Errorf("ods: %w", pack.ErrEncrypted)
		}
	}
	rc, err := p.Stream("content.xml")
	if err != nil {
		return nil, fmt.Errorf("ods: %w", err)
	}
	defer rc.Close()
	r := &reader{limits: limits, room: limits.Room(), invisible: map[string]bool{}}
	if err := r.walk(xml.NewDecoder(rc)); err != nil {
		return r.sheets, fmt.Errorf("ods: %w", err)
	}
	return r.sheets, nil
}

// reader walks content.xml.
type reader struct {
	limits    sheet.Limits
	room      sheet.Room
	sheets    []sheet.Sheet
	style     string          // name of the style being defined
	invisible map[string]bool // styles of hidden sheets

	sheet   *sheet.Sheet
	number  int // rows of the sheet so far
	row     sheet.Row
	repeat  int // of the row
	cell    sheet.Cell
	columns int // repetitions of the cell
	inCell  bool
	note    int // depth in annotations, whose text is not the cell's
	text    strings.Builder
}

func (r *reader) walk(d *xml.Decoder) error {
	depth := 0
	for {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read content: %w", err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return fmt.Errorf("read content nested %d deep: %w", depth, pack.ErrTooLarge)
			}
			r.start(t)
		case xml.CharData:
			if r.inCell && r.note == 0 && r.text.Len() <= r.limits.CellText {
				r.text.Write(t)
			}
		case xml.EndElement:
			depth--
			if done := r.end(t.Name.Local); done {
				return nil
			}
		}
	}
}

func (r *reader) start(t xml.StartElement) {
	switch t.Name.Local {
	case "style":
		r.style = attribute(t, "name")
	case "table-properties":
		if attribute(t, "display") == "false" {
			r.invisible[r.style] = true
		}
	case "table":
		r.openSheet(t)
	case "table-row":
		r.row = sheet.Row{Hidden: attribute(t, "visibility") != "" && attribute(t, "visibility") != "visible"}
		r.repeat = count(t, "number-rows-repeated")
	case "table-cell", "covered-table-cell":
		r.openCell(t)
	case "annotation":
		r.note++
	case "p":
		if r.inCell && r.note == 0 && r.text.Len() > 0 {
			r.text.WriteByte(' ')
		}
	case "s":
		if r.inCell && r.note == 0 {
			r.text.WriteByte(' ')
		}
	}
}

func (r *reader) openSheet(t xml.StartElement) {
	if len(r.sheets) >= r.limits.Sheets {
		r.sheets[len(r.sheets)-1].Cut = true
		r.sheet = nil
		return
	}
	r.sheets = append(r.sheets, sheet.Sheet{Name: attribute(t, "name"), Hidden: r.invisible[attribute(t, "style-name")]})
	r.sheet, r.number = &r.sheets[len(r.sheets)-1], 0
}

// openCell takes what the cell's attributes say. A formula without a value is
// Broken.
func (r *reader) openCell(t xml.StartElement) {
	r.inCell, r.columns = true, count(t, "number-columns-repeated")
	r.text.Reset()
	r.cell = sheet.Cell{Formula: attribute(t, "formula") != ""}
	kind, value := attribute(t, "value-type"), attribute(t, "value")
	switch kind {
	case "float", "currency", "percentage":
		if decimal, ok := sheet.PlainDecimal(value); ok {
			format := sheet.PlainFormat
			if kind == "percentage" {
				format = sheet.PercentFormat
			}
			typed := sheet.Typed(decimal, format, false)
			r.cell.Text, r.cell.Kind = typed.Text, typed.Kind
			return
		}
		r.cell.Kind = sheet.Broken
	case "date":
		day := attribute(t, "date-value")
		r.cell.Text, r.cell.Kind = day[:min(len(day), 10)], sheet.Date
	case "":
		if r.cell.Formula {
			r.cell.Kind = sheet.Broken
		}
	}
}

// end closes an element and tells whether reading is done.
func (r *reader) end(name string) bool {
	switch name {
	case "annotation":
		r.note--
	case "table-cell", "covered-table-cell":
		r.closeCell()
	case "table-row":
		r.closeRow()
	case "table":
		r.sheet = nil
	case "spreadsheet":
		return true
	}
	return false
}

func (r *reader) closeCell() {
	r.inCell = false
	if r.cell.Text == "" && r.cell.Kind != sheet.Broken {
		text := strings.TrimSpace(r.text.String())
		r.cell.Text = strings.ToValidUTF8(text[:min(len(text), r.limits.CellText)], "")
	}
	for range r.columns {
		if len(r.row.Cells) >= r.limits.Cols {
			if r.sheet != nil && !r.cell.IsEmpty() {
				r.sheet.Cut = true
			}
			return
		}
		r.row.Cells = append(r.row.Cells, r.cell)
	}
}

func (r *reader) closeRow() {
	if r.sheet == nil {
		return
	}
	for len(r.row.Cells) > 0 && r.row.Cells[len(r.row.Cells)-1].IsEmpty() {
		r.row.Cells = r.row.Cells[:len(r.row.Cells)-1]
	}
	if len(r.row.Cells) == 0 {
		r.number += r.repeat
		return
	}
	for range r.repeat {
		if !r.room.Take(r.row) {
			r.sheet.Cut = true
			return
		}
		r.number++
		row := r.row
		row.Number = r.number
		r.sheet.Rows = append(r.sheet.Rows, row)
	}
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// count reads a repetition, 1 where none stands.
func count(t xml.StartElement, name string) int {
	n, err := strconv.Atoi(attribute(t, name))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, 1<<21)
}
