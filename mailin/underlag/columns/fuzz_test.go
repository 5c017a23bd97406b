package columns

import (
	"strings"
	"testing"

	"sef.se/kontakten/mailin/underlag/sheet"
)

// FuzzColumns checks that whatever stands in a sheet, a row names somebody, has a
// place in the sheet, and takes only amounts that stand in that very row or, where
// wage types are gathered, in the sheet; and that no sum becomes a row.
func FuzzColumns(f *testing.F) {
	f.Add("Pnr | Namn | Medlemsavgift | Kontrollavgift\n19641209-9985 | Jenny Björk | 570,00 | 150,00\n| Totalt | 1 330,00 | 350,00")
	f.Add("101 | Jenny Björk | 19641209-9985 | 570,00 | 150,00 | 720,00\nSumma | | | 570,00")
	f.Add("Jenny Björk\n8110 | Fackavgift | 570,00\n8115 | Kontrollavgift | 150,00")
	f.Add("Namn | Avgift\nA B | 1.234\nC D | -5\nAvdelning Norr | 1229")
	f.Add("Namn | Lön | 2,4 %\nA B | #30000 | =720\nC D | ! | 1,98E+11")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Trim(text, "\n \t|") == "" || len(text) > 20_000 {
			return
		}
		s := table("", text)
		for _, tab := range Read([]sheet.Sheet{s}, Options{Today: today}).Tables {
			for _, r := range tab.Rows {
				switch {
				case r.Name == "" && r.Personnummer.IsZero() && r.Written == "":
					t.Fatalf("a row of nobody: %+v", r)
				case r.Place.Row < 1 || r.Place.Row > strings.Count(text, "\n")+1:
					t.Fatalf("place %v", r.Place)
				case r.Personnummer.IsZero() && r.Written == "" && IsTotalLabel(r.Name):
					t.Fatalf("a sum as a row: %q", r.Name)
				}
			}
		}
	})
}
