package casework_test

import (
	"testing"

	"sef.se/kontakten/casework"
)

// FuzzCodes reads what a keyboard or hand scanner gave as list number, sheet code or case number: what is taken is
// written again as the same.
func FuzzCodes(f *testing.F) {
	for _, s := range []string{"1000012610137", "AL1.1000012610137.1.2", "al1.1000012610137.1.2", " 100 001 26 10 137", "K-12342", "k12342", "AL1.x.1.2", "AL1.1000012610137.3.2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if n, page, err := casework.ParseListCode(s); err == nil {
			if again, _, err := casework.ParseListCode(n.String()); err != nil || again != n || page < 0 {
				t.Fatalf("%q gives %s page %d, again %s, %v", s, n, page, again, err)
			}
		}
		if id, err := casework.ParseCaseNumber(s); err == nil {
			if again, err := casework.ParseCaseNumber(id.String()); err != nil || again != id {
				t.Fatalf("%q gives %s, again %s, %v", s, id, again, err)
			}
		}
	})
}
