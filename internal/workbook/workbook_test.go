package workbook_test

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"

	"sef.se/kontakten/internal/workbook"
)

var table = workbook.Sheet{Name: "Dagar", Columns: []string{"Dag", "=In", "Namn"}, Rows: [][]workbook.Cell{
	{workbook.T("2026-11-24"), workbook.N(-12), workbook.T(`=HYPERLINK("http://x")`)},
	{workbook.T("+46"), {}, workbook.T("a;b\"c\n")},
	{workbook.T("@SUM(A1)"), workbook.N(0), workbook.T("-1+1|cmd")},
}}

func TestCSV(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := workbook.WriteCSV(&b, table); err != nil {
		t.Fatal(err)
	}
	want := "\uFEFFDag;'=In;Namn\r\n2026-11-24;-12;\"'=HYPERLINK(\"\"http://x\"\")\"\r\n'+46;;\"a;b\"\"c\n\"\r\n'@SUM(A1);0;'-1+1|cmd\r\n"
	if b.String() != want {
		t.Errorf("%q\nwant %q", b.String(), want)
	}
}

// Another program's reader finds what was written.
func TestXLSX(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := workbook.WriteXLSX(&b, table, workbook.Sheet{Name: "Ö & å", Columns: []string{"x"}}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if names := f.GetSheetList(); len(names) != 2 || names[1] != "Ö & å" {
		t.Errorf("%v", names)
	}
	for cell, want := range map[string]string{"A1": "Dag", "B1": "'=In", "B2": "-12", "C2": `'=HYPERLINK("http://x")`, "B3": "", "C4": "'-1+1|cmd"} {
		got, err := f.GetCellValue("Dagar", cell)
		if err != nil || got != want {
			t.Errorf("%s: %q, want %q, %v", cell, got, want, err)
		}
		if formula, _ := f.GetCellFormula("Dagar", cell); formula != "" {
			t.Errorf("%s is the formula %q", cell, formula)
		}
	}
	if kind, err := f.GetCellType("Dagar", "B2"); err != nil || kind == excelize.CellTypeInlineString || kind == excelize.CellTypeSharedString {
		t.Errorf("a number is %v, %v", kind, err)
	}
}
