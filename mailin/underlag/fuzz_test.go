package underlag

import (
	"strings"
	"testing"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/underlag/printout"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// FuzzPDFText runs lines of text through layout and columns. Whatever stands
// there, a row's amount must be one that its own cell can mean, and a
// personnummer must stand in its row.
func FuzzPDFText(f *testing.F) {
	f.Add("Pnr           Namn          Avgift\n641209-9985   Jenny Björk   570,00\nSumma                       570,00\n")
	f.Add("Anst.nr 1004 Blixt, Günther   19611230-9833\n   8110 Fackavgift SEF  30 300,00  1,90 %   575,70\n   8115 Kontrollavgift  30 300,00  0,50 %   151,50\n")
	f.Add("Namn          Avdrag\nBjörk, Jenny   1.234\nÇelik, Åke      -760:-\nTotalt 474\n")
	f.Add("September 2026\nPnr  Namn  Sept  Okt\n641209-9985  A B  1  2\n860805-9930  C D  3  4\n")
	limits := sheet.Limits{Rows: 60, Cols: 12, CellText: 120}
	f.Fuzz(func(t *testing.T, text string) {
		lines, _ := printout.Lines(text, limits)
		doc := Document{Format: PDF, Lines: lines}
		if s, ok := printout.Sheet(lines, limits); ok {
			doc.Sheets = []sheet.Sheet{s}
		}
		e := Analyse(doc, Input{Name: "x.pdf", Index: 1}, Options{Today: today})
		for _, r := range e.Rows() {
			checkRow(t, r)
		}
	})
}

// checkRow holds a row to the text of its cells.
func checkRow(t *testing.T, r avgiftslista.Row) {
	t.Helper()
	if r.Personnummer.IsZero() && r.Written == "" && r.Name == "" {
		t.Fatalf("a row of nobody at %s", r.Place)
	}
	for f, amount := range map[avgiftslista.Field]register.Amount{avgiftslista.FieldMemberFee: r.MemberFee, avgiftslista.FieldControlFee: r.ControlFee} {
		cell, ok := r.Cells[f]
		if !ok {
			if amount != 0 {
				t.Fatalf("%s of %d without a cell at %s", f, amount, r.Place)
			}
			continue
		}
		if amount != 0 && !strings.ContainsAny(cell.Text, "123456789") {
			t.Fatalf("%s of %d read from %q", f, amount, cell.Text)
		}
	}
}

// FuzzFile reads any file as the sandbox's child does, all formats but PDF; a panic would be caught there, here it counts.
func FuzzFile(f *testing.F) {
	for _, name := range []string{"lista.xlsx", "lista.ods", "lista.docx", "lista.rtf"} {
		f.Add(fixture(f, name))
	}
	for _, s := range []string{"Pnr;Avgift\n641209-9985;570,00\n", "\x78\x9f\x3e\x22\x01\x00\x02\x02\x90\x06\x00\x00\x00\x00\x00\x00\x00", "\xff\xfeP\x00n\x00r\x00;\x00", "<?xml version='1.0'?><paxml/>", "From: a@b\nTo: c@d\n\nx"} {
		f.Add([]byte(s))
	}
	f.Add(zipOf(f, [2]string{"a.csv", "Pnr;Avgift\n641209-9985;570,00\n"}, [2]string{"b.eml", "From: a@b\nTo: c@d\n\nx"}))
	limits := sheet.Limits{Bytes: 1 << 20, Rows: 60, Cells: 600, Cols: 12, CellText: 120, Sheets: 4, Pages: 2}
	f.Fuzz(func(t *testing.T, data []byte) {
		doc := Direct{Limits: limits}.read(Input{Data: data, Name: "x"}, 0)
		for _, r := range Analyse(doc, Input{Name: "x", Index: 1}, Options{Today: today}).Rows() {
			checkRow(t, r)
		}
	})
}
