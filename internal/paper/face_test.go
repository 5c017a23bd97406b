package paper

import (
	"testing"

	"github.com/jung-kurt/gofpdf"
)

func TestDigitsHaveEqualAdvance(t *testing.T) {
	t.Parallel()
	for f := range faceCount {
		want := Font{Face: f, Size: 10}.Width("0")
		for _, d := range "123456789" {
			if got := (Font{Face: f, Size: 10}).Width(string(d)); got != want {
				t.Errorf("%s: %q is %v mm wide, 0 is %v", faceKeys[f], d, got, want)
			}
		}
	}
}

// TestWidthsAgreeWithGofpdf holds our reading of the faces against gofpdf's,
// which goes into the file.
func TestWidthsAgreeWithGofpdf(t *testing.T) {
	t.Parallel()
	for f := range faceCount {
		pdf := gofpdf.New("P", "mm", "A4", "")
		pdf.AddUTF8FontFromBytes(faceKeys[f], "", faceFiles[f])
		pdf.SetFont(faceKeys[f], "", 10)
		if pdf.Err() {
			t.Fatal(pdf.Error())
		}
		for r := rune(' '); r <= lastRune; r++ {
			if !f.Has(r) {
				continue
			}
			if got, want := int(widths()[f][r]), pdf.GetStringSymbolWidth(string(r)); got != want {
				t.Fatalf("%s: U+%04X is %d, gofpdf says %d", faceKeys[f], r, got, want)
			}
		}
	}
}

func TestTextFacesCoverLatin(t *testing.T) {
	t.Parallel()
	for _, f := range []Face{Regular, Bold} {
		for _, span := range [][2]rune{{0x20, 0x7e}, {0xa0, 0x24f}, {0x1e00, 0x1eff}, {0x400, 0x45f}} {
			for r := span[0]; r <= span[1]; r++ {
				if !f.Has(r) {
					t.Errorf("%s lacks U+%04X %c", faceKeys[f], r, r)
				}
			}
		}
		for _, r := range "–—’“”…€·×◌" {
			if !f.Has(r) {
				t.Errorf("%s lacks %c", faceKeys[f], r)
			}
		}
	}
}

func TestMissing(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Łukasz Żółć, Đặng, Çelik, Ђорђе": "",
		"王 Wang":            "王",
		"Zoë 😀":             "😀",
		"a\u0301 combining": "",
		"":                  "",
		"\xff broken":       "\ufffd",
	} {
		if got := string(Missing(text)); got != want {
			t.Errorf("Missing(%q) = %q, want %q", text, got, want)
		}
	}
}

// TestAdvancesRefuses feeds the reader of faces what is none.
func TestAdvancesRefuses(t *testing.T) {
	t.Parallel()
	for name, data := range map[string][]byte{
		"empty":         nil,
		"text":          []byte("this is not a font at all, whatever its length"),
		"cut directory": notoRegular[:40],
		"cut tables":    notoRegular[:2000],
		"OpenType":      append([]byte("OTTO"), notoRegular[4:]...),
	} {
		if _, err := advances(data); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func FuzzAdvances(f *testing.F) {
	f.Add(ocrB)
	f.Add(ocrB[:300])
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := advances(data); err != nil {
			return
		}
	})
}
