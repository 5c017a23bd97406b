package paper

import "testing"

func TestCodeLine(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		line CodeLine
		want string
	}{
		{"blank amount", CodeLine{Reference: "1000012610134", Account: "9245044", DocumentType: "41"},
			"#             1000012610134 #                 >      9245044#41#"},
		{"amount", CodeLine{Reference: "1000012610134", Kronor: "608", Ore: "00", Account: "9245044", DocumentType: "41"},
			"#             1000012610134 #      608 00   0 >      9245044#41#"},
		{"longest", CodeLine{Reference: "1234567890123456789012345", Kronor: "12345678", Ore: "90", Account: "12345678", DocumentType: "16"},
			"# 1234567890123456789012345 # 12345678 90   3 >     12345678#16#"},
	} {
		got := c.line.String()
		if got != c.want {
			t.Errorf("%s:\n%q\n%q", c.name, got, c.want)
		}
		for _, r := range got {
			if !OCRB.Has(r) {
				t.Errorf("%s: OCR-B lacks %q", c.name, r)
			}
		}
	}
}

func TestPlusGiro(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ in, printed, digits string }{
		{"92 45 04-4", "92 45 04-4", "9245044"},
		{"9245044", "92 45 04-4", "9245044"},
		{"123456-6", "12 34 56-6", "1234566"},
		{"2-6", "2-6", "26"},
		{"18", "1-8", "18"},
		{"9245045", "", ""},
		{"123456789", "", ""},
		{"", "", ""},
		{"12a4", "", ""},
	} {
		printed, digits, err := PlusGiro(c.in)
		if c.printed == "" {
			if err == nil {
				t.Errorf("%q: accepted as %q", c.in, printed)
			}
			continue
		}
		if err != nil || printed != c.printed || digits != c.digits {
			t.Errorf("%q: %q, %q, %v; want %q, %q", c.in, printed, digits, err, c.printed, c.digits)
		}
	}
}
