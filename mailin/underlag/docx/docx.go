// Package docx reads the text and tables of Word documents (OOXML) as a stream.
// What was deleted under change tracking, notes and drawings are left out.
package docx

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"sef.se/kontakten/mailin/underlag/pack"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// maxDepth bounds the nesting of elements.
const maxDepth = 256

// Document is what a Word document holds, in reading order. Rows of tables are
// lines too.
type Document struct {
	Lines  []sheet.Line
	Tables []sheet.Sheet
	Cut    bool
}

// Read reads a document. Errors wrap pack.ErrTooLarge or pack.ErrEncrypted where
// that is the reason; others mean a damaged file. What was read before the
// damage is given with it.
func Read(data []byte, limits sheet.Limits) (Document, error) {
	p, err := pack.Open(data, limits.Bytes)
	if err != nil {
		return Document{}, fmt.Errorf("docx: %w", err)
	}
	rc, err := p.Stream("word/document.xml")
	if err != nil {
		return Document{}, fmt.Errorf("docx: %w", err)
	}
	defer rc.Close()
	r := &reader{limits: limits}
	if err := r.walk(xml.NewDecoder(rc)); err != nil {
		return r.doc, fmt.Errorf("docx: %w", err)
	}
	return r.doc, nil
}

// reader walks word/document.xml. Tables within tables are read as text of the
// outer cell.
type reader struct {
	limits sheet.Limits
	doc    Document
	text   strings.Builder // of the paragraph or, in a table, the cell
	inText bool
	skip   int // depth in elements whose text is not the document's
	tables int // depth of tables
	table  sheet.Sheet
	cells  []sheet.Cell
}

func (r *reader) walk(d *xml.Decoder) error {
	depth := 0
	for {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read text: %w", err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return fmt.Errorf("read text nested %d deep: %w", depth, pack.ErrTooLarge)
			}
			r.start(t.Name.Local)
		case xml.CharData:
			if r.inText && r.skip == 0 && r.text.Len() <= r.limits.CellText {
				r.text.Write(t)
			}
		case xml.EndElement:
			depth--
			r.end(t.Name.Local)
		}
		if len(r.doc.Lines) >= r.limits.Rows {
			r.doc.Cut = true
			return nil
		}
	}
}

func (r *reader) start(name string) {
	switch name {
	case "t":
		r.inText = true
	case "tab":
		r.write("\t")
	case "br", "cr":
		r.write(" ")
	case "noBreakHyphen":
		r.write("-")
	case "del", "txbxContent", "Fallback":
		r.skip++
	case "tbl":
		if r.tables++; r.tables == 1 {
			r.flush()
			r.table = sheet.Sheet{Table: len(r.doc.Tables) + 1}
		}
	case "tr":
		if r.tables == 1 {
			r.cells = nil
		}
	}
}

func (r *reader) write(s string) {
	if r.skip == 0 {
		r.text.WriteString(s)
	}
}

func (r *reader) end(name string) {
	switch name {
	case "t":
		r.inText = false
	case "del", "txbxContent", "Fallback":
		r.skip--
	case "p":
		if r.tables == 0 {
			r.flush()
		} else {
			r.write(" ")
		}
	case "tc":
		if r.tables == 1 {
			r.closeCell()
		}
	case "tr":
		if r.tables == 1 {
			r.closeRow()
		}
	case "tbl":
		if r.tables--; r.tables == 0 && len(r.table.Rows) > 0 {
			r.doc.Tables = append(r.doc.Tables, r.table)
		}
	}
}

// flush ends a paragraph.
func (r *reader) flush() {
	text := strings.TrimRight(r.text.String(), " \t")
	r.text.Reset()
	if strings.TrimSpace(text) != "" {
		r.doc.Lines = append(r.doc.Lines, sheet.Line{Text: text, Number: len(r.doc.Lines) + 1})
	}
}

func (r *reader) closeCell() {
	text := strings.Join(strings.Fields(r.text.String()), " ")
	r.text.Reset()
	if len(r.cells) >= r.limits.Cols {
		r.table.Cut = true
		return
	}
	r.cells = append(r.cells, sheet.Cell{Text: text})
}

func (r *reader) closeRow() {
	row := sheet.Row{Number: len(r.table.Rows) + 1, Cells: r.cells}
	r.cells = nil
	r.table.Rows = append(r.table.Rows, row)
	if text := row.Text(); text != "" {
		r.doc.Lines = append(r.doc.Lines, sheet.Line{Text: text, Number: len(r.doc.Lines) + 1, Row: true})
	}
}
