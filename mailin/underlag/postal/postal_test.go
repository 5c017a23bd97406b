package postal

import (
	"strings"
	"testing"
)

func TestAddresses(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"Helmer Isgren, Köpmangatan 22, 844 41 Hammarstrand": "Köpmangatan 22, 844 41 Ha",
		"Bråddgatan 44, 602 22 Norrköping":                   "Bråddgatan 44, 602 22 No",
		"Box 12 11122 Stockholm":                             "Box 12 11122 St",
		"Ekvägen 3 B, SE-602 22 Norrköping":                  "Ekvägen 3 B, SE-602 22 No",
		"Besök: Ekvägen 3":                                   " Ekvägen 3",
		"Ekvägen 3\n602 22 Norrköping":                       "602 22 No",
		"Box 99,\nS-602 22 Västra Frölunda":                  "S-602 22 Vä",
		"Anna Ek\n608 50 Ek":                                 "",
		"608 50 Anna Ek":                                     "",
		"Anna Ek 608 50 Bo Ek 570 00":                        "",
		"Anna Hagvägen 608 kr":                               "",
		"Storgatan 5 Anna 608 kr":                            "",
	} {
		above, last, two := strings.Cut(line, "\n")
		if !two {
			above, last = "", line
		}
		got := ""
		for _, s := range Addresses(last, above) {
			got += last[s.From:s.To]
		}
		if got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

func FuzzAddresses(f *testing.F) {
	f.Add("Helmer Isgren, Köpmangatan 22, 844 41 Hammarstrand", "Box 3")
	f.Fuzz(func(t *testing.T, line, above string) {
		for _, s := range Addresses(line, above) {
			if s.From < 0 || s.From >= s.To || s.To > len(line) {
				t.Errorf("%q: %+v", line, s)
			}
		}
	})
}
