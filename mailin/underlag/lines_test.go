package underlag

import (
	"fmt"
	"strings"
	"testing"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/mailin/underlag/sheet"
)

func TestReadLines(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, in, want string }{
		{"between bars, in a mail", "Hej,\n\nNamn | Personnummer | Underlag | Procent | Avgift | Procent | Kontroll\nJenny Björk | 19641209-9985 | 30 000,00 | 1,90 | 570,00 | 0,50 | 150,00\nÅke Çelik | 19860805-9930 | 40 000,00 | 1,90 | 760,00 | 0,50 | 200,00\nTotalt båda avgifterna: 1 680,00\n\nOlga",
			"196412099985 57000+15000 line 4\n198608059930 76000+20000 line 5\ntotal 168000\nused 3 4 5 6"},
		{"in columns, a signature below", "Pnr           Namn          Avgift\n641209-9985   Jenny Björk   570,00\n860805-9930   Åke Çelik     760,00\nSumma                     1 330,00\n\nOlga Ek\n070-1740605",
			"196412099985 57000+0 line 2\n198608059930 76000+0 line 3\ntotal 133000\nused 1 2 3 4"},
		{"bars at the edges, an empty cell first", "| Pnr | Namn | Lön | Avgift |\n| 641209-9985 | Jenny Björk | 30 000,00 | 570,00 |\n| 860805-9930 | Åke Çelik | 40 000,00 | 760,00 |\n| | Summa | | 1 330,00 |",
			"196412099985 57000+0 line 2\n198608059930 76000+0 line 3\ntotal 133000\nused 1 2 3 4"},
		{"one tab a line, names of all lengths", "Namn\tAvgift\nJenny Margareta Björk\t570,00\nÅke Çelik\t760,00\nSumma\t1 330,00",
			" 57000+0 line 2\n 76000+0 line 3\ntotal 133000\nused 1 2 3 4"},
		{"sentences around it are not the table's", "Hej, här är det:\n641209-9985  Jenny Björk  570:00\n860805-9930  Åke Çelik  760:00\nDet ska vara 1 330:00 kr totalt.",
			"196412099985 57000+0 line 2\n198608059930 76000+0 line 3\ntotal 133000\nused 2 3 4"},
		{"running text", "Hej,\nvi drog 608:- för Jenny och 612:50 för Åke.", ""},
		{"half a table is left to prose", "Pnr           Namn          Avgift\n641209-9985   Jenny Björk   570,00\n860805-9930   Åke Çelik     ca 760", ""},
		{"an amount among other things in a cell", "Jenny Björk  641209-9985  570,00, 150,00\nÅke Çelik  860805-9930  760,00, 200,00", ""},
		{"a word in a cell of amounts", "Jenny Björk | 641209-9985 | 570,00 kr resp. | 150,00 kr\nÅke Çelik | 860805-9930 | 760,00 kr resp. | 200,00 kr", ""},
		{"the dash of a list is no minus", "- 570,00\t150,00\t641209-9985 Jenny Björk\n- 760,00\t200,00\t860805-9930 Åke Çelik",
			"196412099985 57000+15000 line 1\n198608059930 76000+20000 line 2\nused 1 2"},
		{"one person is no table", "641209-9985   Jenny Björk   570,00", ""},
	} {
		var lines []sheet.Line
		for i, text := range strings.Split(tc.in, "\n") {
			if text != "" {
				lines = append(lines, sheet.Line{Text: text, Number: i + 1})
			}
		}
		result, used := ReadLines(lines, avgiftslista.Place{Part: avgiftslista.PartBody}, Options{Today: today})
		var b strings.Builder
		for _, table := range result.Tables {
			for _, r := range table.Rows {
				fmt.Fprintf(&b, "%s %d+%d line %d\n", r.Personnummer.Full(), r.MemberFee, r.ControlFee, r.Place.Line)
			}
			if table.StatedTotal != nil {
				fmt.Fprintf(&b, "total %d\n", *table.StatedTotal)
			}
		}
		if len(used) > 0 {
			b.WriteString("used")
			for _, l := range lines {
				if used[l.Number] {
					fmt.Fprintf(&b, " %d", l.Number)
				}
			}
		}
		if b.String() != tc.want {
			t.Errorf("%s: got\n%s\nwant\n%s", tc.name, b.String(), tc.want)
		}
	}
}
