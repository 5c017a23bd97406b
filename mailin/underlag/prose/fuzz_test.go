package prose

import (
	"strings"
	"testing"
	"time"

	"sef.se/kontakten/avgiftslista"
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
			if row.MemberFee.Abs() > avgiftslista.MaxFee {
				t.Fatalf("fee %v", row.MemberFee)
			}
		}
	})
}

// TestLongLinesAreLeftToAPerson: a line without end costs nothing and is shown as unread.
func TestLongLinesAreLeftToAPerson(t *testing.T) {
	t.Parallel()
	place := func(int) avgiftslista.Place { return avgiftslista.Place{Part: avgiftslista.PartBody, Line: 1} }
	for _, unit := range []string{"Bo 612:50 och Anna 608:-, ", "-----", "19641209-9985 ", "1 2 3 "} {
		start := time.Now()
		got := Read([]Line{{Text: strings.Repeat(unit, 1<<20/len(unit)), Place: place}}, Options{})
		if len(got.Rows) > 0 || len(got.Unread) == 0 && unit != "-----" {
			t.Errorf("%q: %d rows, %d unread", unit, len(got.Rows), len(got.Unread))
		}
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%q took %v", unit, took)
		}
	}
}
