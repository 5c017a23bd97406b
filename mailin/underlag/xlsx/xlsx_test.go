package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"sef.se/kontakten/mailin/underlag/pack"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// build makes a workbook with another program's writer.
func build(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	fill(f)
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// parts makes a package of the given members.
func parts(t testing.TB, members map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range members {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// oneSheet makes a workbook whose only sheet has the given rows of XML.
func oneSheet(t testing.TB, rows string) []byte {
	return parts(t, map[string]string{
		"xl/workbook.xml":            `<workbook xmlns:r="x"><sheets><sheet name="Blad1" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   `<worksheet><sheetData>` + rows + `</sheetData></worksheet>`,
	})
}

func show(sheets []sheet.Sheet) string {
	var b strings.Builder
	for _, s := range sheets {
		fmt.Fprintf(&b, "[%s%s]\n", s.Name, map[bool]string{true: " hidden"}[s.Hidden])
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

func TestReadOtherWriters(t *testing.T) {
	t.Parallel()
	data := build(t, func(f *excelize.File) {
		style, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
		percent, _ := f.NewStyle(&excelize.Style{NumFmt: 10})
		custom := `yyyy\-mm`
		month, _ := f.NewStyle(&excelize.Style{CustomNumFmt: &custom})
		for cell, v := range map[string]any{"A1": "Åke Öberg", "B1": 682.1, "C1": 199007309959, "A3": -57, "B3": 46320, "C3": 0.019, "D3": 46320.0, "E3": true} {
			if err := f.SetCellValue("Sheet1", cell, v); err != nil {
				t.Fatal(err)
			}
		}
		for cell, s := range map[string]int{"B3": style, "C3": percent, "D3": month} {
			if err := f.SetCellStyle("Sheet1", cell, cell, s); err != nil {
				t.Fatal(err)
			}
		}
		_ = f.SetCellFormula("Sheet1", "D1", "B1*2")
		_ = f.SetRowVisible("Sheet1", 3, false)
		_, _ = f.NewSheet("Dolt")
		_ = f.SetCellValue("Dolt", "B2", "x")
		_ = f.SetSheetVisible("Dolt", false)
	})
	sheets, err := Read(data, sheet.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	want := "[Sheet1]\n1|Åke Öberg|#682.1|#199007309959|=!\n3 hidden|#-57|@2026-10-25|1,9 %|@2026-10-25|SANT\n[Dolt hidden]\n2||x\n"
	if got := show(sheets); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestCells(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, rows, want string }{
		{"floats' tails and exponents", `<row r="1"><c r="A1"><v>663.9299999999999</v></c><c r="B1"><v>1.99007309959E11</v></c><c r="C1"><v>5E-3</v></c></row>`, "1|#663.9299999999999|#199007309959|#0.005\n"},
		{"formula with and without a stored value", `<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2"><f>1+1</f></c><c r="C2"><f>1+1</f><v/></c><c r="D2" t="str"><f>"a"</f><v>a</v></c></row>`, "2|=#2|=!|=!|=a\n"},
		{"error value", `<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>`, "1|!#REF!\n"},
		{"text in line, rich", `<row r="1"><c r="A1" t="inlineStr"><is><r><t>Bj</t></r><r><t>örk</t></r></is></c></row>`, "1|Björk\n"},
		{"rows and cells without references", `<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>`, "1|#1|#2\n2|#3\n"},
		{"a shared string that is not there", `<row r="1"><c r="A1" t="s"><v>7</v></c></row>`, "1|!7\n"},
		{"an ISO date", `<row r="1"><c r="A1" t="d"><v>2026-10-25T00:00:00</v></c></row>`, "1|@2026-10-25\n"},
	} {
		sheets, err := Read(oneSheet(t, tc.rows), sheet.DefaultLimits())
		if got := show(sheets); err != nil || got != "[Blad1]\n"+tc.want {
			t.Errorf("%s: %v\n%s\nwant\n%s", tc.name, err, got, tc.want)
		}
	}
}

func TestFarCellsAreCut(t *testing.T) {
	t.Parallel()
	sheets, err := Read(oneSheet(t, `<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`), sheet.DefaultLimits())
	if err != nil || len(sheets) != 1 || len(sheets[0].Rows) != 1 || !sheets[0].Cut {
		t.Errorf("%v, %s, cut %v", err, show(sheets), sheets[0].Cut)
	}
}

func TestRowsAreCut(t *testing.T) {
	t.Parallel()
	limits := sheet.DefaultLimits()
	limits.Rows = 5
	sheets, err := Read(oneSheet(t, strings.Repeat(`<row><c><v>1</v></c></row>`, 100)), limits)
	if err != nil || len(sheets[0].Rows) != 5 || !sheets[0].Cut {
		t.Errorf("%v, %d rows, cut %v", err, len(sheets[0].Rows), sheets[0].Cut)
	}
}

func TestBombs(t *testing.T) {
	t.Parallel()
	limits := sheet.DefaultLimits()
	limits.Bytes = 1 << 20
	zeros := strings.Repeat(`<row><c><v>0</v></c></row>`, 100_000)
	for name, data := range map[string][]byte{
		"declared size":  oneSheet(t, zeros),
		"shared strings": parts(t, map[string]string{"xl/workbook.xml": `<workbook/>`, "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r" Type="x/sharedStrings" Target="s.xml"/></Relationships>`, "xl/s.xml": "<sst>" + strings.Repeat("<si><t>x</t></si>", 100_000)}),
	} {
		if _, err := Read(data, limits); !errors.Is(err, pack.ErrTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDamaged(t *testing.T) {
	t.Parallel()
	whole := oneSheet(t, `<row><c><v>1</v></c></row>`)
	for name, data := range map[string][]byte{
		"empty": nil, "half": whole[:len(whole)/2], "no workbook": parts(t, map[string]string{"xl/other.xml": ""}),
		"XML entities": parts(t, map[string]string{"xl/workbook.xml": `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>`}),
	} {
		if sheets, err := Read(data, sheet.DefaultLimits()); err == nil {
			t.Errorf("%s: read as %s", name, show(sheets))
		}
	}
	sheets, err := Read(oneSheet(t, `<row><c><v>1</v></c></row><row><c><v>2</c></row>`), sheet.DefaultLimits())
	if len(sheets) != 1 || len(sheets[0].Rows) == 0 {
		t.Errorf("what stood before the damage is lost: %v, %s", err, show(sheets))
	}
	if _, err := Read(parts(t, map[string]string{"xl/workbook.bin": "x"}), sheet.DefaultLimits()); !errors.Is(err, ErrBinary) {
		t.Errorf("binary workbook: %v", err)
	}
}

func FuzzXLSX(f *testing.F) {
	f.Add(`<row r="1"><c r="A1"><v>1</v></c></row>`)
	f.Add(`<row><c t="s"><v>0</v></c><c><f>1</f></c></row>`)
	f.Add(`<row r="-1"><c r="ZZZZ9" s="99"><v>1E400</v></c>`)
	limits := sheet.Limits{Bytes: 1 << 20, Rows: 20, Cols: 10, CellText: 32, Sheets: 2}
	f.Fuzz(func(t *testing.T, rows string) {
		sheets, _ := Read(oneSheet(t, rows), limits)
		for _, s := range sheets {
			if len(s.Rows) > limits.Rows {
				t.Fatalf("%d rows", len(s.Rows))
			}
			for _, r := range s.Rows {
				if len(r.Cells) > limits.Cols {
					t.Fatalf("%d cells", len(r.Cells))
				}
			}
		}
	})
}

func BenchmarkRead10000Rows(b *testing.B) {
	data := build(b, func(f *excelize.File) {
		w, _ := f.NewStreamWriter("Sheet1")
		for i := 1; i <= 10_000; i++ {
			_ = w.SetRow(fmt.Sprintf("A%d", i), []any{i, "19641209-9985", "Jenny Björk", 30000.5, 570.01, 150.0, 720.01})
		}
		_ = w.Flush()
	})
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := Read(data, sheet.DefaultLimits()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkExcelize10000Rows(b *testing.B) {
	data := build(b, func(f *excelize.File) {
		w, _ := f.NewStreamWriter("Sheet1")
		for i := 1; i <= 10_000; i++ {
			_ = w.SetRow(fmt.Sprintf("A%d", i), []any{i, "19641209-9985", "Jenny Björk", 30000.5, 570.01, 150.0, 720.01})
		}
		_ = w.Flush()
	})
	for b.Loop() {
		f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: 64 << 20, UnzipXMLSizeLimit: 32 << 20})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := f.GetRows("Sheet1"); err != nil {
			b.Fatal(err)
		}
	}
}
