package docx

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

func document(t testing.TB, body string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("word/document.xml")
	if err == nil {
		_, err = w.Write([]byte(`<w:document><w:body>` + body + `</w:body></w:document>`))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func show(d Document) string {
	var b strings.Builder
	for _, l := range d.Lines {
		fmt.Fprintf(&b, "%d%s %s\n", l.Number, map[bool]string{true: "*"}[l.Row], l.Text)
	}
	for _, s := range d.Tables {
		fmt.Fprintf(&b, "[%d]\n", s.Table)
		for _, r := range s.Rows {
			fmt.Fprintf(&b, "%d", r.Number)
			for _, c := range r.Cells {
				b.WriteString("|" + c.Text)
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func TestRead(t *testing.T) {
	t.Parallel()
	cell := func(s string) string { return `<w:tc><w:p><w:r><w:t>` + s + `</w:t></w:r></w:p></w:tc>` }
	for _, tc := range []struct{ name, in, want string }{
		{"paragraphs with tabs and breaks", `<w:p><w:r><w:t>Anna</w:t><w:tab/><w:t>608,00</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>Bo</w:t><w:br/><w:t>Ek</w:t></w:r></w:p>`, "1 Anna\t608,00\n2 Bo Ek\n"},
		{"a table, and one within a cell as text", `<w:tbl><w:tr>` + cell("Namn") + cell("Avgift") + `</w:tr><w:tr><w:tc><w:tbl><w:tr>` + cell("Anna") + cell("Ek") + `</w:tr></w:tbl></w:tc>` + cell("608,00") + `</w:tr></w:tbl>`, "1* Namn  Avgift\n2* Anna Ek  608,00\n[1]\n1|Namn|Avgift\n2|Anna Ek|608,00\n"},
		{"deleted text is gone", `<w:p><w:del><w:r><w:t>600</w:t><w:delText>500</w:delText></w:r></w:del><w:r><w:t>608</w:t></w:r></w:p>`, "1 608\n"},
	} {
		d, err := Read(document(t, tc.in), sheet.DefaultLimits())
		if got := show(d); err != nil || got != tc.want {
			t.Errorf("%s: %v\n%s\nwant\n%s", tc.name, err, got, tc.want)
		}
	}
}

func TestReadLibreOffice(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../testdata/lista.docx")
	if err != nil {
		t.Fatal(err)
	}
	d, err := Read(data, sheet.DefaultLimits())
	if got := show(d); err != nil || !strings.Contains(got, "4|19671013-9970|Peter Hülphers|36346,16|690,58|181,73\n") {
		t.Errorf("%v\n%s", err, got)
	}
}

func TestProblems(t *testing.T) {
	t.Parallel()
	limits := sheet.DefaultLimits()
	limits.Bytes, limits.Rows = 1<<16, 10
	if _, err := Read(document(t, strings.Repeat("<w:p></w:p>", 50_000)), limits); !errors.Is(err, pack.ErrTooLarge) {
		t.Errorf("bomb: %v", err)
	}
	if _, err := Read(document(t, strings.Repeat("<a>", 5000)), sheet.DefaultLimits()); !errors.Is(err, pack.ErrTooLarge) {
		t.Errorf("nesting: %v", err)
	}
	if d, err := Read(document(t, strings.Repeat("<w:p><w:r><w:t>x</w:t></w:r></w:p>", 100)), limits); err != nil || !d.Cut || len(d.Lines) != 10 {
		t.Errorf("rows: %v, %d lines, cut %v", err, len(d.Lines), d.Cut)
	}
}
