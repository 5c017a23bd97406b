package charset

import (
	"os"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// texts are files of one row and more: Swedish names, foreign names, amounts
// with no-break spaces, capitals.
var texts = []string{
	"860805-9930;Åke Öberg;760,00",
	"Personnummer;Förnamn;Avgift\r\n860805-9930;Björn;760,00\r\n",
	"ALMÉN EMIL\r\nBJÖRK ERIK\r\nHÄGGLUND ÅSA\r\n",
	"Häggkvist, René\nMüller, Jürgen\nÅström, Désirée\n",
	"Löneunderlag för säsongsarbetare på Öland; 1 234,50 kr\n",
	"Namn;Månad\nSøren Bjørnstad;januari\nLinnéa Sjöö;mars\n",
}

func TestDecodeTellsTheSet(t *testing.T) {
	t.Parallel()
	for name, enc := range map[string]encoding.Encoding{
		"utf-8":        encoding.Nop,
		"utf-8 bom":    unicode.UTF8BOM,
		"windows-1252": charmap.Windows1252,
		"iso-8859-15":  charmap.ISO8859_15,
		"ibm850":       charmap.CodePage850,
		"macintosh":    charmap.Macintosh,
		"utf-16le":     unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
		"utf-16be":     unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
		"utf-16 bom":   unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
	} {
		for _, text := range texts {
			raw, err := enc.NewEncoder().String(text)
			if err != nil {
				continue // the set lacks a letter
			}
			if got, told := Decode([]byte(raw)); got != text {
				t.Errorf("%s: told %s, got %q, want %q", name, told, got, text)
			}
		}
	}
}

func TestDecodeIBM437(t *testing.T) {
	t.Parallel()
	for _, text := range texts[:5] { // it has no ø
		raw, err := charmap.CodePage437.NewEncoder().String(text)
		if err != nil {
			continue
		}
		if got, told := Decode([]byte(raw)); got != text {
			t.Errorf("told %s, got %q, want %q", told, got, text)
		}
	}
}

func TestDecodeOddities(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, in, want string }{
		{"NUL bytes among text", "Bj\x00örk;6\x0008\n", "Björk;608\n"},
		{"mixed: one line UTF-8, one Windows-1252", "Björk;608\nHägg;609\nBj\xf6rk;610\n", "Björk;608\nHägg;609\nBjörk;610\n"},
		{"no-break space after a thousand", "Summa\xa0f\xf6r m\xe5naden 1\xa0234,50\n", "Summa\u00a0för månaden 1\u00a0234,50\n"},
		{"empty", "", ""},
		{"a BOM alone", "\xef\xbb\xbf", ""},
		{"half a UTF-16 unit", "\xff\xfea\x00b", "a\ufffd"},
	} {
		if got, told := Decode([]byte(tc.in)); got != tc.want {
			t.Errorf("%s: told %s, got %q, want %q", tc.name, told, got, tc.want)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	raw, err := charmap.CodePage850.NewEncoder().String(strings.Repeat(texts[1], 100))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		Decode([]byte(raw))
	}
}

// TestOneRow tells the set of a file of a single row, for each of the sample register's names.
func TestOneRow(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../../../internal/demo/data/register/members.csv")
	if err != nil {
		t.Fatal(err)
	}
	sets := map[string]encoding.Encoding{
		"utf-8": encoding.Nop, "windows-1252": charmap.Windows1252, "iso-8859-15": charmap.ISO8859_15, "ibm437": charmap.CodePage437, "ibm850": charmap.CodePage850,
		"utf-16": unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
	}
	tried, wrong := 0, 0
	for line := range strings.Lines(string(data)) {
		f := strings.Split(strings.TrimSpace(line), ",")
		if len(f) < 4 || strings.ToValidUTF8(f[1]+f[2], "") == "" {
			continue
		}
		for _, text := range []string{f[0] + ";" + f[1] + " " + f[2] + ";608,00", strings.ToUpper(f[2] + ", " + f[1] + " 608:-\r\n")} {
			for name, enc := range sets {
				raw, err := enc.NewEncoder().String(text)
				if err != nil {
					continue // the set lacks a letter
				}
				tried++
				if got, told := Decode([]byte(raw)); got != text {
					if wrong++; wrong < 10 {
						t.Errorf("%s: told %s, got %q, want %q", name, told, got, text)
					}
				}
			}
		}
	}
	if tried < 1000 || wrong > 0 {
		t.Errorf("%d of %d rows told wrong", wrong, tried)
	}
}
