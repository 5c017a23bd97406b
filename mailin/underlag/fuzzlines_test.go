package underlag

import (
	"strings"
	"testing"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// FuzzLines reads lines pasted into a mail: a row stands on a line of the text, and
// its line is one that the table explains.
func FuzzLines(f *testing.F) {
	f.Add("| Pnr | Namn | Avgift |\n| 641209-9985 | Jenny Björk | 570,00 |\n| | Summa | 570,00 |")
	f.Add("Namn\tAvgift\nJenny Björk\t570,00\nÅke Çelik\t760,00")
	f.Add("Pnr           Namn          Avgift\n641209-9985   Jenny Björk   570,00\n860805-9930   Åke Çelik     760,00")
	f.Fuzz(func(t *testing.T, text string) {
		var lines []sheet.Line
		for i, l := range strings.Split(text, "\n") {
			lines = append(lines, sheet.Line{Text: l, Number: i + 1})
		}
		result, used := ReadLines(lines, avgiftslista.Place{Part: avgiftslista.PartBody}, Options{Today: today})
		for _, tab := range result.Tables {
			for _, r := range tab.Rows {
				if r.Place.Line < 1 || r.Place.Line > len(lines) || !used[r.Place.Line] {
					t.Fatalf("row at line %d of %d, used %t", r.Place.Line, len(lines), used[r.Place.Line])
				}
			}
		}
	})
}
