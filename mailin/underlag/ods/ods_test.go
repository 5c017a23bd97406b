package ods

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"sef.se/kontakten/mailin/underlag/pack"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// document makes a spreadsheet whose content has the given tables.
func document(t testing.TB, tables string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("content.xml")
	if err == nil {
		_, err = w.Write([]byte(`<office:document-content><office:automatic-styles><style:style style:name="h"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>` + tables + `</office:spreadsheet></office:body></office:document-content>`))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func show(sheets []sheet.Sheet) string {
	var b strings.Builder
	for _, s := range sheets {
		fmt.Fprintf(&b, "[%s%s%s]\n", s.Name, map[bool]string{true: " hidden"}[s.Hidden], map[bool]string{true: " cut"}[s.Cut])
		for _, r := range s.Rows {
			fmt.Fprintf(&b, "%d%s", r.Number, map[bool]string{true: " hidden"}[r.Hidden])
			for _, c := range r.Cells {
				fmt.Fprintf(&b, "|%s%s%s", map[bool]string{true: "="}[c.Formula], [...]string{"", "#", "@", "!"}[c.Kind], c.Text)
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func TestRead(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, in, want string }{
		{"types", `<table:table table:name="Blad1"><table:table-row><table:table-cell office:value-type="string"><text:p>Åke</text:p><text:p>Öberg</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="682.1"><text:p>682,10</text:p></table:table-cell><table:table-cell office:value-type="percentage" office:value="0.019"/><table:table-cell office:value-type="date" office:date-value="2026-10-25T00:00:00"/><table:table-cell office:value-type="currency" office:value="-57"/></table:table-row></table:table>`, "[Blad1]\n1|Åke Öberg|#682.1|1,9 %|@2026-10-25|#-57\n"},
		{"repeated cells and rows", `<table:table table:name="B"><table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/><table:table-cell office:value-type="float" office:value="1"/><table:table-cell table:number-columns-repeated="1020"/></table:table-row></table:table>`, "[B]\n4|||#1\n5|||#1\n"},
		{"formulas", `<table:table table:name="B"><table:table-row><table:table-cell table:formula="of:=1" office:value-type="float" office:value="1"/><table:table-cell table:formula="of:=1"/></table:table-row></table:table>`, "[B]\n1|=#1|=!\n"},
		{"hidden sheet and rows, an annotation", `<table:table table:name="B" table:style-name="h"><table:table-row table:visibility="filter"><table:table-cell office:value-type="string"><office:annotation><text:p>not this</text:p></office:annotation><text:p>x</text:p></table:table-cell></table:table-row></table:table>`, "[B hidden]\n1 hidden|x\n"},
		{"a million rows repeated with content", `<table:table table:name="B"><table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table>`, "[B cut]\n" + rows(20)},
	} {
		limits := sheet.DefaultLimits()
		limits.Rows = 20
		sheets, err := Read(document(t, tc.in), limits)
		if got := show(sheets); err != nil || got != tc.want {
			t.Errorf("%s: %v\n%s\nwant\n%s", tc.name, err, got, tc.want)
		}
	}
}

func rows(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%d|#1\n", i+1)
	}
	return b.String()
}

func TestReadLibreOffice(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../testdata/lista.ods")
	if err != nil {
		t.Fatal(err)
	}
	sheets, err := Read(data, sheet.DefaultLimits())
	got := show(sheets)
	if err != nil || !strings.Contains(got, "6|19671013-9970|Peter Hülphers|#36346.16|#690.58|#181.73\n") {
		t.Errorf("%v\n%s", err, got)
	}
}

func TestProblems(t *testing.T) {
	t.Parallel()
	limits := sheet.DefaultLimits()
	limits.Bytes = 1 << 16
	if _, err := Read(document(t, strings.Repeat("<table:table/>", 50_000)), limits); !errors.Is(err, pack.ErrTooLarge) {
		t.Errorf("bomb: %v", err)
	}
	if _, err := Read(document(t, strings.Repeat("<a>", 5000)), sheet.DefaultLimits()); !errors.Is(err, pack.ErrTooLarge) {
		t.Errorf("nesting: %v", err)
	}
	if _, err := Read(document(t, "<table:table><a"), sheet.DefaultLimits()); err == nil {
		t.Error("damage was not seen")
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range map[string]string{"content.xml": "\x00\x01", "META-INF/manifest.xml": `<m><manifest:encryption-data/></m>`} {
		w, _ := z.Create(name)
		_, _ = w.Write([]byte(text))
	}
	_ = z.Close()
	if _, err := Read(b.Bytes(), limits); !errors.Is(err, pack.ErrEncrypted) {
		t.Errorf("encrypted: %v", err)
	}
}

func FuzzODS(f *testing.F) {
	f.Add(`<table:table table:name="B"><table:table-row table:number-rows-repeated="3"><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table>`)
	f.Add(`<table-row/><table-cell><p>x</p><table><table-row><table-cell table:number-columns-repeated="99999999"/>`)
	limits := sheet.Limits{Bytes: 1 << 20, Rows: 20, Cols: 10, CellText: 32, Sheets: 2}
	f.Fuzz(func(t *testing.T, tables string) {
		sheets, _ := Read(document(t, tables), limits)
		if len(sheets) > limits.Sheets {
			t.Fatalf("%d sheets", len(sheets))
		}
		for _, s := range sheets {
			if len(s.Rows) > limits.Rows {
				t.Fatalf("%d rows", len(s.Rows))
			}
		}
	})
}
