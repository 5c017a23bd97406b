package letter

import "testing"

func TestNumber(t *testing.T) {
	t.Parallel()
	for serial, want := range map[int]string{1: "0000 0018", 1234567: "1234 5674", 9999999: "9999 9997"} {
		n, err := NewNumber(serial)
		if err != nil || n.String() != want {
			t.Errorf("%d: %q, %v; want %q", serial, n, err, want)
		}
		back, err := ParseNumber(n.String())
		if err != nil || back != n {
			t.Errorf("%q does not read back: %v", n, err)
		}
	}
	for _, serial := range []int{0, -1, 10_000_000} {
		if _, err := NewNumber(serial); err == nil {
			t.Errorf("serial %d: accepted", serial)
		}
	}
	for _, text := range []string{"", "1234 5675", "1234567", "123456744", "1234567a", "0000 0000"} {
		if _, err := ParseNumber(text); err == nil {
			t.Errorf("%q: accepted", text)
		}
	}
}
