package prose

import (
	"testing"

	"sef.se/kontakten/internal/register"
)

// FuzzProse checks that whatever is written, a row has a place in the text and
// an amount that a person may have as a fee.
func FuzzProse(f *testing.F) {
	f.Add("Drog 608:- för Anna och 612:50 för Bo i oktober.")
	f.Add("Anna Bergström\n\n608 160 768\nSumma 1 220,50")
	f.Add("800101-9809 Anna 32 000 608\nBo 608/160\nTotalt")
	f.Add("Namn Brutto Avgift\nAnna 1.234 999 999 999 999\n")
	list := members(f)
	f.Fuzz(func(t *testing.T, text string) {
		lines := linesOf(text)
		r := Read(lines, Options{Today: today, Members: list, Rates: []register.Rate{withControl}})
		for _, row := range r.Rows {
			if row.Place.Line < 1 || row.Place.Line > len(lines) {
				t.Fatalf("place %v", row.Place)
			}
			if row.MemberFee.Abs() > maxFee {
				t.Fatalf("fee %v", row.MemberFee)
			}
		}
	})
}
