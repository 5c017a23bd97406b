package rtf

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"sef.se/kontakten/mailin/underlag/sheet"
)

func show(d Document) string {
	var b strings.Builder
	for _, l := range d.Lines {
		fmt.Fprintf(&b, "%d%s %s\n", l.Number, map[bool]string{true: "*"}[l.Row], l.Text)
	}
	for _, s := range d.Tables {
		fmt.Fprintf(&b, "[%d]\n", s.Table)
		for _, r := range s.Rows {
			fmt.Fprintf(&b, "%d", r.Number)
			for _, c := range r.Cells {
				b.WriteString("|" + c.Text)
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func TestRead(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, in, want string }{
		{"letters by code page and by number", `{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\generator x;}Bj\'f6rk \u321?ukasz\tab 608,00\par}`, "1 Björk Łukasz\t608,00\n"},
		{"DOS letters", `{\rtf1\ansicpg850 Bj\'94rk\par}`, "1 Björk\n"},
		{"two fallback characters", `{\rtf1\uc2\u246??x\par}`, "1 öx\n"},
		{"a table between lines", `{\rtf1 Avser oktober\par\trowd\cellx1\intbl Namn\cell Avgift\cell\row\trowd\intbl Anna\cell 608,00\cell\row\pard Slut\par}`, "1 Avser oktober\n2* Namn  Avgift\n3* Anna  608,00\n4 Slut\n[1]\n1|Namn|Avgift\n2|Anna|608,00\n"},
		{"pictures and binary data", `{\rtf1 a{\pict ffff}{\*\x\bin4 }}}}}b\par}`, "1 ab\n"},
		{"escaped braces and line ends", "{\\rtf1 \\{a\\}\r\nb\\\nc}", "1 {a}b\n2 c\n"},
	} {
		d, err := Read([]byte(tc.in), sheet.DefaultLimits())
		if got := show(d); err != nil || got != tc.want {
			t.Errorf("%s: %v\n%s\nwant\n%s", tc.name, err, got, tc.want)
		}
	}
}

func TestReadLibreOffice(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../testdata/lista.rtf")
	if err != nil {
		t.Fatal(err)
	}
	d, err := Read(data, sheet.DefaultLimits())
	if got := show(d); err != nil || !strings.Contains(got, "4|19671013-9970|Peter Hülphers|36346,16|690,58|181,73\n") {
		t.Errorf("%v\n%s", err, got)
	}
}

func TestProblems(t *testing.T) {
	t.Parallel()
	for _, in := range []string{"", "{\\rt", "text", `{\rtf1` + strings.Repeat("{", 5000)} {
		if _, err := Read([]byte(in), sheet.DefaultLimits()); !errors.Is(err, ErrDamaged) {
			t.Errorf("%.20q: %v", in, err)
		}
	}
	for _, in := range []string{`{\rtf1\'`, `{\rtf1\'f`, `{\rtf1\u`, `{\rtf1\bin99999999 x}`, `{\rtf1}}}}\par x`, `{\rtf1\`} {
		if _, err := Read([]byte(in), sheet.DefaultLimits()); err != nil {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func FuzzRTF(f *testing.F) {
	f.Add(`{\rtf1\ansi Bj\'f6rk\tab 608\par\trowd a\cell b\cell\row}`)
	f.Add(`{\rtf1\uc9\u-1 \bin2 }}{\*\x`)
	limits := sheet.Limits{Rows: 20, Cols: 10, CellText: 32}
	f.Fuzz(func(t *testing.T, in string) {
		d, _ := Read([]byte(in), limits)
		if len(d.Lines) > limits.Rows+1 {
			t.Fatalf("%d lines", len(d.Lines))
		}
	})
}
