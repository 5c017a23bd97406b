package letter

import "testing"

// FuzzNumber reads letter numbers: what is taken is written again as the same.
func FuzzNumber(f *testing.F) {
	f.Add("1234 5674")
	f.Add("12345674")
	f.Add("00000000")
	f.Fuzz(func(t *testing.T, s string) {
		n, err := ParseNumber(s)
		if err != nil {
			return
		}
		if again, err := ParseNumber(n.String()); err != nil || again != n {
			t.Fatalf("%q gives %s, again %s, %v", s, n, again, err)
		}
	})
}
