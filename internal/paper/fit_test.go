package paper

import (
	"strings"
	"testing"
)

var nameTries = []Try{
	{Font{Face: Regular, Size: 9.5}, 1, 0.86},
	{Font{Face: Regular, Size: 7.5}, 2, 0.8},
	{Font{Face: Regular, Size: 5.4}, 3, 0.75},
}

func TestFit(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		text  string
		size  float64
		lines int
		cut   bool
	}{
		{"short", "Björk, Jenny", 9.5, 1, false},
		{"squeezed", "Wennerström-Lindqvist, Maria", 9.5, 1, false},
		{"two lines", "Örnsköldsviksdotter-Vasilijevskij, Małgorzata", 7.5, 2, false},
		{"no space", strings.Repeat("Wolfeschlegel", 5), 7.5, 2, false},
		{"three lines", strings.Repeat("Oxenstierna Lewenhaupt ", 6), 5.4, 3, false},
		{"hopeless", strings.Repeat("Oxenstierna ", 60), 5.4, 3, true},
		{"one endless word", strings.Repeat("W", 400), 5.4, 3, true},
		{"empty", "", 9.5, 1, false},
		{"odd spaces", "  Björk,\t Jenny ", 9.5, 1, false},
	} {
		got := Fit(c.text, 54, nameTries...)
		if got.Font.Size != c.size || len(got.Lines) != c.lines || got.Cut != c.cut {
			t.Errorf("%s: size %v, %d lines, cut %v; want %v, %d, %v", c.name, got.Font.Size, len(got.Lines), got.Cut, c.size, c.lines, c.cut)
		}
		for _, l := range got.Lines {
			if w := got.Font.Width(l); w > 54.001 {
				t.Errorf("%s: line %q is %.2f mm", c.name, l, w)
			}
		}
		whole := strings.Join(strings.Fields(c.text), "")
		if set := strings.ReplaceAll(strings.Join(got.Lines, ""), " ", ""); !c.cut && set != whole {
			t.Errorf("%s: set %q, want %q", c.name, set, whole)
		}
	}
}

func TestBreak(t *testing.T) {
	t.Parallel()
	f := Font{Face: Regular, Size: 10}
	for _, c := range []struct {
		text  string
		width float64
		want  []string
	}{
		{"en två tre", 100, []string{"en två tre"}},
		{"en två tre", f.Width("en två") + 0.1, []string{"en två", "tre"}},
		{"Anna-Lena", f.Width("Anna-") + 0.1, []string{"Anna-", "Lena"}},
		{"10\u00a0kr här", f.Width("10\u00a0kr") + 0.1, []string{"10\u00a0kr", "här"}},
		{"a\nb", 100, []string{"a", "b"}},
		{"", 10, []string{""}},
	} {
		if got := Break(f, c.text, c.width); strings.Join(got, "|") != strings.Join(c.want, "|") {
			t.Errorf("Break(%q, %.1f) = %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

func FuzzFit(f *testing.F) {
	f.Add("Björk, Jenny", 54.0)
	f.Add(strings.Repeat("ab-c ", 50), 3.0)
	f.Fuzz(func(t *testing.T, s string, width float64) {
		if len(s) > 2000 || !(width > 0.1) || width > 300 {
			return
		}
		got := Fit(s, width, nameTries...)
		if len(got.Lines) == 0 || len(got.Lines) > 3 {
			t.Fatalf("%d lines", len(got.Lines))
		}
	})
}
