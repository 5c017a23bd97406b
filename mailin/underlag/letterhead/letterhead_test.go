package letterhead

import (
	"strings"
	"testing"
)

func TestNumbers(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"Helmer Isgren, Köpmangatan 22, 844 41 Hammarstrand": "Köpmangatan 22, 844 41 Ha",
		"Bråddgatan 44, 602 22 Norrköping":                   "Bråddgatan 44, 602 22 No",
		"Box 12 11122 Stockholm":                             "Box 12 11122 St",
		"Ekvägen 3 B, SE-602 22 Norrköping":                  "Ekvägen 3 B, SE-602 22 No",
		"Besök: Ekvägen 3":                                   "Ekvägen 3",
		"Ekvägen 3\n602 22 Norrköping":                       "602 22 No",
		"Box 99,\nS-602 22 Västra Frölunda":                  "S-602 22 Vä",
		"Anna Ek\n608 50 Ek":                                 "",
		"608 50 Anna Ek":                                     "",
		"Anna Ek 608 50 Bo Ek 570 00":                        "",
		"Anna Hagvägen 608 kr":                               "",
		"Storgatan 5 Anna 608 kr":                            "",
		"844 41 Hammarstrand":                                "844 41",
		"Elbolaget AB, 79171 Falun":                          "79171",
		"Per Ek | Elbolaget | 791 71  Falun | 070":           "791 71",
		"608 50 Ek":                              "",
		"Anna 608 50 Ek":                         "",
		"tfn 217 45 36 (vx), 219 30 40 (direkt)": "217 45 36 (vx)|219 30 40 (direkt)",
		"Bil 452 · Anknytning 947":               "Bil 452 | Anknytning 947",
		"Anna direkt 608,50":                     "",
		"Öppet 07.00-16.00":                      "07.00-16.00",
		"behörig elinstallatör sedan 1987":       "sedan 1987",
		"Anna 608, vi har ingen mobil":           "",
		"Anna (ingen mobil) 608 160":             "",
	} {
		above, last, two := strings.Cut(line, "\n")
		if !two {
			above, last = "", line
		}
		isName := func(word string) bool { return word == "Ek" || word == "Anna Ek" }
		covered := []byte(strings.Repeat("_", len(last)))
		for _, s := range Numbers(last, above, isName) {
			copy(covered[s.From:s.To], last[s.From:s.To])
		}
		got := strings.Join(strings.FieldsFunc(string(covered), func(r rune) bool { return r == '_' }), "|")
		if strings.Join(strings.Fields(got), " ") != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

func FuzzNumbers(f *testing.F) {
	f.Add("Helmer Isgren, Köpmangatan 22, 844 41 Hammarstrand", "Box 3")
	f.Fuzz(func(t *testing.T, line, above string) {
		for _, s := range Numbers(line, above, func(string) bool { return false }) {
			if s.From < 0 || s.From >= s.To || s.To > len(line) {
				t.Errorf("%q: %+v", line, s)
			}
		}
	})
}
