package layout_test

import (
	"strings"
	"testing"

	"sef.se/kontakten/mailin/underlag/printout"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// read sets a text in columns, as printouts come to the layout.
func read(t *testing.T, text string) string {
	t.Helper()
	lines, _ := printout.Lines(strings.TrimPrefix(text, "\n"), sheet.DefaultLimits())
	s, ok := printout.Sheet(lines, sheet.DefaultLimits())
	if !ok {
		return "no table"
	}
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

func TestColumns(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, in, want string }{
		{"persons decide, sums and headings follow", `
Anst  Personnr     Namn                 Underlag      Avgift
0012  780914-9854  ALMÉN EMIL          30.700:00      583:30
0019  690307-9918  BJÖRK ERIK          64.973:68    1.234:50
TOTALT  2 ANSTÄLLDA                    95.673:68    1.817:80`, `Anst|Personnr|Namn|Underlag|Avgift
0012|780914-9854|ALMÉN EMIL|30.700:00|583:30
0019|690307-9918|BJÖRK ERIK|64.973:68|1.234:50
TOTALT|2 ANSTÄLLDA||95.673:68|1.817:80
`},
		{"single spaces between figures", `
Jenny Björk 19641209-9985 30 000,00 570,00
Åke Çelik   19860805-9930 40 000,00 760,00`, `Jenny Björk|19641209-9985|30 000,00|570,00
Åke Çelik|19860805-9930|40 000,00|760,00
`},
		{"personnummer in groups", `
Jenny Björk  64 12 09-9985   570,00
Åke Çelik    86 08 05-9930   760,00`, `Jenny Björk|64 12 09-9985|570,00
Åke Çelik|86 08 05-9930|760,00
`},
		{"a count and an amount are never one figure", `
Hed Anna-Karin             851001-9824
 8110 Fackavgift        1     665,00
Dahl Bo                    620519-9810
 8110 Fackavgift        1     712,12
Totalt                 8 st   1 377,12`, `Hed Anna-Karin||851001-9824
8110 Fackavgift|1|665,00
Dahl Bo||620519-9810
8110 Fackavgift|1|712,12
Totalt|8 st|1 377,12
`},
		{"wage types beside persons", `
Blixt, Günther               19611230-9833
   Fackavgift     30 300,00                     575,70
   Kontrollavgift 30 300,00                     151,50`, `Blixt, Günther||19611230-9833
Fackavgift|30 300,00||575,70
Kontrollavgift|30 300,00||151,50
`},
		{"a clipped name runs into its number", `
PAWŁOWSKI MICH200406269811   627,00
HÄGG ÅSA      199202149820   733,66`, `PAWŁOWSKI MICH|200406269811|627,00
HÄGG ÅSA|199202149820|733,66
`},
		{"columns at no common place, set by order", `
Namn          Pnr   Avgift   Kontroll
Jenny Björk  19641209-9985   570,00  150,00
Åke Çelik 19860805-9930  760,00   200,00
Per-Olof von Hägglund-Krüger  19671013-9970  1 690,58    181,73
Summa  3 020,58  531,73`, `Namn|Pnr|Avgift|Kontroll
Jenny Björk|19641209-9985|570,00|150,00
Åke Çelik|19860805-9930|760,00|200,00
Per-Olof von Hägglund-Krüger|19671013-9970|1 690,58|181,73
Summa||3 020,58|531,73
`},
		{"a page set anew, farther left", `
Pnr            Namn                Underlag      Avgift    Kontroll
641209-9985    Jenny Björk        30 000,00      570,00      150,00
860805-9930    Åke Çelik          40 000,00      760,00      200,00
671013-9970    Peter Hülphers     36 346,16      690,58      181,73
850131-9837  Sören Hägglund  39 600,00  752,40  198,00
740816-9857  Mårten Mäkinen  45 249,76  859,75  226,25`, `Pnr|Namn|Underlag|Avgift|Kontroll
641209-9985|Jenny Björk|30 000,00|570,00|150,00
860805-9930|Åke Çelik|40 000,00|760,00|200,00
671013-9970|Peter Hülphers|36 346,16|690,58|181,73
850131-9837|Sören Hägglund|39 600,00|752,40|198,00
740816-9857|Mårten Mäkinen|45 249,76|859,75|226,25
`},
		{"labels before their amounts, under the person", `
Sofia Alm  20040723-9946
Medlemsavgift: 617,22 Kontrollavgift: 162,43
Tobias Boström-Hagström  19920119-9834
Medlemsavgift: 828,40 Kontrollavgift: 218,00`, `Sofia Alm|20040723-9946
Medlemsavgift:|617,22|Kontrollavgift:|162,43
Tobias Boström-Hagström|19920119-9834
Medlemsavgift:|828,40|Kontrollavgift:|218,00
`},
		{"an organisation number is no person", `
Granbarkens Kraft AB  559863-9903
0012  780914-9854  583:30
0019  690307-9918  560:50`, `|Granbarkens Kraft AB|559863-9903
0012|780914-9854|583:30
0019|690307-9918|560:50
`},
		{"running text", `
Hej,
vi drog 608:- för Anna och 612:50 för Bo.
Hälsningar`, "no table"},
	} {
		if got := read(t, tc.in); got != tc.want {
			t.Errorf("%s: got\n%s\nwant\n%s", tc.name, got, tc.want)
		}
	}
}

func FuzzLayout(f *testing.F) {
	f.Add("0012  780914-9854  ALMÉN EMIL  583:30\n0019  690307-9918  BJÖRK  560:50\n")
	f.Add("\t1  2\n|3 | 4\x00\f5  6,00\n")
	limits := sheet.Limits{Rows: 30, Cols: 10, CellText: 64}
	f.Fuzz(func(t *testing.T, text string) {
		lines, _ := printout.Lines(text, limits)
		s, _ := printout.Sheet(lines, limits)
		for _, r := range s.Rows {
			if len(r.Cells) > limits.Cols {
				t.Fatalf("%d cells", len(r.Cells))
			}
		}
	})
}
