package live

import "testing"

// FuzzNotification reads anything as a notification of the database.
func FuzzNotification(f *testing.F) {
	for _, s := range []string{"case 1 changed", "case 1 changed r", "here 1 2 p", "gone 1 2 p r", "list -1 x", "case 99999999999999999999 x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		_, _ = Parse(s)
		if h, ok := ParseHere(s); ok {
			if again, ok := ParseHere(h.String()); !ok || again.Case != h.Case || again.Staff != h.Staff || again.Gone != h.Gone {
				t.Fatalf("%q gives %+v, again %+v", s, h, again)
			}
		}
	})
}
