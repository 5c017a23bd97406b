package csvfile

import (
	"strings"
	"testing"

	"sef.se/kontakten/mailin/underlag/sheet"
)

// show writes a sheet as lines of cells between bars.
func show(s sheet.Sheet) string {
	var b strings.Builder
	for _, r := range s.Rows {
		for i, c := range r.Cells {
			if i > 0 {
				b.WriteByte('|')
			}
			b.WriteString(c.Text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestRead(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, in, want string }{
		{"semicolons and decimal commas", "Pnr;Namn;Avgift\r\n641209-9985;Björk, Jenny;570,00\r\n", "Pnr|Namn|Avgift\n641209-9985|Björk, Jenny|570,00\n"},
		{"commas, quotes, points", "\"a\",\"b\"\n\"Björk, Jenny\",\"570.00\"\n", "a|b\nBjörk, Jenny|570.00\n"},
		{"tabs", "Pnr\tAvgift\n1\t2\n", "Pnr|Avgift\n1|2\n"},
		{"bars", "Pnr|Avgift\n641209-9985|570,00\n", "Pnr|Avgift\n641209-9985|570,00\n"},
		{"decimal commas without quotes between commas", "pnr,namn,avgift\n641209-9985,Jenny Björk,570,00\n860805-9930,Åke Çelik,760,50\n", "pnr|namn|avgift\n641209-9985|Jenny Björk|570,00\n860805-9930|Åke Çelik|760,50\n"},
		{"Excel's own first line", "sep=;\na;b\n1;2\n", "a|b\n1|2\n"},
		{"Excel's text cells", "a;b\n=\"0400503\";2\n", "a|b\n0400503|2\n"},
		{"one broken quote costs its line only", "a;b\n\"Jenny;1\nÅke;2\n", "a|b\n\"Jenny|1\nÅke|2\n"},
		{"quotes within quotes, line ends within quotes", "a;b\n\"Jenny \"\"J\"\" Björk\n(vikarie)\";1\n", "a|b\nJenny \"J\" Björk (vikarie)|1\n"},
		{"a title above", "Fackavgifter oktober\n\nPnr;Avgift\n641209-9985;570\n860805-9930;760\n", "Fackavgifter oktober\nPnr|Avgift\n641209-9985|570\n860805-9930|760\n"},
		{"no line end at the end, old Mac line ends", "a;b\r1;2", "a|b\n1|2\n"},
	} {
		s, ok := Read(tc.in, sheet.DefaultLimits())
		if got := show(s); !ok || got != tc.want {
			t.Errorf("%s: %v\n%s\nwant\n%s", tc.name, ok, got, tc.want)
		}
	}
}

func TestRowNumbersAreLines(t *testing.T) {
	t.Parallel()
	s, _ := Read("a;b\n\n\"x\ny\";1\nz;2\n", sheet.DefaultLimits())
	var got []int
	for _, r := range s.Rows {
		got = append(got, r.Number)
	}
	if len(got) != 3 || got[0] != 1 || got[1] != 3 || got[2] != 5 {
		t.Errorf("rows stand on lines %v, want 1, 3, 5", got)
	}
}

func TestRunningTextIsNoTable(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"Hej,\nJag undrar, kort sagt, när listan kommer.\nHälsningar, Jenny\n",
		"Anna 608,50\nBo 612,50\n",
		"",
	} {
		if s, ok := Read(text, sheet.DefaultLimits()); ok {
			t.Errorf("%q was read as a table:\n%s", text, show(s))
		}
	}
}

func TestLimitsCut(t *testing.T) {
	t.Parallel()
	limits := sheet.Limits{Rows: 3, Cols: 4, CellText: 10}
	for name, text := range map[string]string{
		"rows":    strings.Repeat("a;b\n", 10),
		"columns": strings.Repeat("a;", 10) + "\n" + strings.Repeat("a;", 10) + "\n",
		"a cell":  "a;b\n" + strings.Repeat("x", 100) + ";2\n",
	} {
		if s, ok := Read(text, limits); !ok || !s.Cut || len(s.Rows) > 3 || len(s.Rows[0].Cells) > 4 {
			t.Errorf("%s: ok %v, cut %v, %d rows", name, ok, s.Cut, len(s.Rows))
		}
	}
}

func FuzzCSV(f *testing.F) {
	for _, seed := range []string{"a;b\n1;2\n", "\"a\",\"b\nc\"\n", "sep=;\n\"", "=\"1\"\t2\n", "a|b\r\r\n|", strings.Repeat(";", 999)} {
		f.Add(seed)
	}
	limits := sheet.Limits{Rows: 50, Cols: 20, CellText: 64}
	f.Fuzz(func(t *testing.T, text string) {
		s, _ := Read(text, limits)
		last := 0
		for _, r := range s.Rows {
			if r.Number <= last || len(r.Cells) > limits.Cols {
				t.Fatalf("row %d after %d with %d cells", r.Number, last, len(r.Cells))
			}
			last = r.Number
			for _, c := range r.Cells {
				if len(c.Text) > limits.CellText+3 {
					t.Fatalf("a cell of %d bytes", len(c.Text))
				}
			}
		}
	})
}
