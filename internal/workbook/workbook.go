// Package workbook writes tables as CSV and XLSX for people who calculate on. A cell is a text, a
// whole number or nothing; a text is never a formula, in this program's files or when they are saved
// again by another: one that begins as a formula does gets an apostrophe before it.
package workbook

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// Cell is a text, a whole number, or empty.
type Cell struct {
	Text   string
	Number int
	Kind   Kind
}

// Kind is what a cell holds.
type Kind uint8

// The kinds; the zero Cell is empty.
const (
	Empty Kind = iota
	Text
	Number
)

// T is a cell of text, N one of a whole number.
func T(text string) Cell { return Cell{Text: text, Kind: Text} }

// N is a cell of a whole number.
func N(n int) Cell { return Cell{Number: n, Kind: Number} }

// Sheet is a table with a name of at most 31 characters, without any of \/?*[]: in it.
type Sheet struct {
	Name    string
	Columns []string
	Rows    [][]Cell
}

// Safe is a text that no spreadsheet takes for a formula (CWE-1236).
func Safe(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r\n", rune(text[0])) {
		return "'" + text
	}
	return text
}

func (c Cell) shown() string {
	switch c.Kind {
	case Text:
		return Safe(c.Text)
	case Number:
		return fmt.Sprint(c.Number)
	}
	return ""
}

// WriteCSV writes one sheet as a Swedish spreadsheet reads it: UTF-8 with its mark, semicolons.
func WriteCSV(w io.Writer, s Sheet) error {
	b := bufio.NewWriter(w)
	b.WriteString("\uFEFF")
	line := func(fields []string) {
		for i, f := range fields {
			if i > 0 {
				b.WriteByte(';')
			}
			if strings.ContainsAny(f, ";\"\r\n") {
				f = `"` + strings.ReplaceAll(f, `"`, `""`) + `"`
			}
			b.WriteString(f)
		}
		b.WriteString("\r\n")
	}
	columns := make([]string, len(s.Columns))
	for i, c := range s.Columns {
		columns[i] = Safe(c)
	}
	line(columns)
	for _, row := range s.Rows {
		fields := make([]string, len(row))
		for i, c := range row {
			fields[i] = c.shown()
		}
		line(fields)
	}
	return b.Flush() // holds the first error of the writes
}

// The parts of a workbook that are the same in every one.
const (
	contentTypes = xml.Header + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>%s</Types>`
	rootRels     = xml.Header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	styles       = xml.Header + `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`
	book         = xml.Header + `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>%s</sheets></workbook>`
	bookRels     = xml.Header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s<Relationship Id="styles" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`
)

// WriteXLSX writes a workbook of the sheets.
func WriteXLSX(w io.Writer, sheets ...Sheet) error {
	z := zip.NewWriter(w)
	var types, list, rels strings.Builder
	for i, s := range sheets {
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, i+1)
		fmt.Fprintf(&list, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, escaped(s.Name), i+1, i+1)
		fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, i+1)
		if err := part(z, fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), s.xml()); err != nil {
			return err
		}
	}
	for _, p := range []struct{ name, text string }{
		{"[Content_Types].xml", fmt.Sprintf(contentTypes, types.String())}, {"_rels/.rels", rootRels}, {"xl/styles.xml", styles},
		{"xl/workbook.xml", fmt.Sprintf(book, list.String())}, {"xl/_rels/workbook.xml.rels", fmt.Sprintf(bookRels, rels.String())},
	} {
		if err := part(z, p.name, p.text); err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	return nil
}

func part(z *zip.Writer, name, text string) error {
	f, err := z.Create(name)
	if err == nil {
		_, err = io.WriteString(f, text)
	}
	if err != nil {
		return fmt.Errorf("workbook: %s: %w", name, err)
	}
	return nil
}

func (s Sheet) xml() string {
	var b strings.Builder
	b.WriteString(xml.Header + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><cols>`)
	for i, c := range s.Columns {
		fmt.Fprintf(&b, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, max(12, len(c)+2))
	}
	b.WriteString(`</cols><sheetData><row>`)
	for _, c := range s.Columns {
		fmt.Fprintf(&b, `<c t="inlineStr" s="1"><is><t>%s</t></is></c>`, escaped(Safe(c)))
	}
	b.WriteString(`</row>`)
	for _, row := range s.Rows {
		b.WriteString(`<row>`)
		for _, c := range row {
			switch c.Kind {
			case Number:
				fmt.Fprintf(&b, `<c><v>%d</v></c>`, c.Number)
			case Text:
				fmt.Fprintf(&b, `<c t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, escaped(Safe(c.Text)))
			default:
				b.WriteString(`<c/>`)
			}
		}
		b.WriteString(`</row>`)
	}
	b.WriteString(`</sheetData></worksheet>`)
	return b.String()
}

func escaped(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // a Builder takes everything
	return b.String()
}
