package charset

import (
	"testing"
	"unicode/utf8"
)

// FuzzDecode decodes anything: always valid UTF-8, and what was UTF-8 without odd characters stays as it was.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{"Åsa Öst;608,00", "\xc5sa \xd6st;608,00", "\x8fsa \x99st;608,00", "\xff\xfeH\x00e\x00j\x00", "\x00H\x00e\x00j", "\xef\xbb\xbfhej", "\xa4\xbd\xfe\xff"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		text, name := Decode(data)
		if !utf8.ValidString(text) || name == "" {
			t.Fatalf("%q as %q gives %q", data, name, text)
		}
	})
}
