package sheet

import (
	"testing"

	"sef.se/kontakten/avgiftslista"
)

func TestPlainDecimal(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"682.1": "682.1", "663.9299999999999": "663.9299999999999", "1.99007309959E11": "199007309959", "4.567E4": "45670",
		"-57.00": "-57", "+3": "3", "5E-3": "0.005", ".5": "0.5", "0": "0", "-0.0": "0", "007": "7", " 12 ": "12",
	} {
		if got, ok := PlainDecimal(in); !ok || got != want {
			t.Errorf("PlainDecimal(%q) = %q, %v; want %q", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "-", "1,5", "x", "1E99", "1E", "NaN", "1.2.3", "0x10"} {
		if got, ok := PlainDecimal(in); ok {
			t.Errorf("PlainDecimal(%q) = %q", in, got)
		}
	}
}

func TestTyped(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		decimal string
		format  FormatKind
		old     bool
		want    Cell
	}{
		{"46320.75", DateFormat, false, Cell{Text: "2026-10-25", Kind: Date}},
		{"44858", DateFormat, true, Cell{Text: "2026-10-25", Kind: Date}},
		{"199007309959", DateFormat, false, Cell{Text: "199007309959", Kind: Number}},
		{"0.019", PercentFormat, false, Cell{Text: "1,9 %"}},
		{"570", PlainFormat, false, Cell{Text: "570", Kind: Number}},
	} {
		if got := Typed(tc.decimal, tc.format, tc.old); got != tc.want {
			t.Errorf("Typed(%s) = %+v, want %+v", tc.decimal, got, tc.want)
		}
	}
}

func TestKindOfFormat(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		id   int
		code string
		want FormatKind
	}{
		{0, "General", PlainFormat}, {2, "", PlainFormat}, {4, "", PlainFormat}, {10, "", PercentFormat}, {14, "", DateFormat}, {20, "", PlainFormat},
		{164, `#,##0.00\ "kr"`, PlainFormat}, {165, "yyyy-mm-dd", DateFormat}, {166, "0.00%", PercentFormat}, {167, `[Red]0.00;"dag" 0`, PlainFormat},
		{168, `[$-41D]d mmmm yyyy;@`, DateFormat}, {169, "000000-0000", PlainFormat},
	} {
		if got := KindOfFormat(tc.id, tc.code); got != tc.want {
			t.Errorf("KindOfFormat(%d, %q) = %d, want %d", tc.id, tc.code, got, tc.want)
		}
	}
}

func TestPlaces(t *testing.T) {
	t.Parallel()
	box := avgiftslista.Box{X: 10, Y: 20, W: 30, H: 10}
	s := Sheet{Name: "Blad1", Origin: avgiftslista.Place{Part: "attachment", Attachment: 2, File: "a.xlsx"}, Rows: []Row{{Number: 5, Cells: []Cell{{Text: "Jenny"}, {}, {Text: "570", Box: box}}}}}
	if got := s.At(0, 2); got.String() != "attachment 2 'a.xlsx' sheet 'Blad1' row 5" || got.Col != 3 || got.Text != "570" || got.Box != box {
		t.Errorf("cell: %+v", got)
	}
	if got := s.At(0, -1); got.Text != "Jenny  570" || got.Box != box {
		t.Errorf("row: %+v", got)
	}
	lined := Sheet{Lined: true, Origin: avgiftslista.Place{Part: "attachment", Attachment: 1}, Rows: []Row{{Number: 14, Page: 2, Raw: "Jenny   570"}}}
	if got := lined.At(0, -1); got.String() != "attachment 1 page 2 line 14" || got.Text != "Jenny   570" {
		t.Errorf("line: %+v", got)
	}
}
