package sheet

import (
	"strings"
	"testing"
)

// FuzzPlainDecimal holds plain decimals to digits, one point and a sign.
func FuzzPlainDecimal(f *testing.F) {
	for _, s := range []string{"1", "-57.5", "1.2E+11", "6.8211E2", "1e-400", "+.5", "0x1p3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		out, ok := PlainDecimal(s)
		if !ok {
			return
		}
		if strings.Trim(out, "-0123456789.") != "" || strings.Count(out, ".") > 1 || strings.LastIndex(out, "-") > 0 || out == "" {
			t.Fatalf("%q gives %q", s, out)
		}
		if again, ok := PlainDecimal(out); !ok || again != out {
			t.Fatalf("%q gives %q, then %q", s, out, again)
		}
		Typed(out, PlainFormat, false)
		Typed(out, PercentFormat, true)
	})
}
