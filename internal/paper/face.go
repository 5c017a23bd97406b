package paper

import (
	_ "embed"
	"sync"
)

//go:embed fonts/NotoSans-Regular.ttf
var notoRegular []byte

//go:embed fonts/NotoSans-Bold.ttf
var notoBold []byte

//go:embed fonts/OCRB.ttf
var ocrB []byte

// Face is one of the embedded typefaces (fonts/make.sh makes them).
type Face uint8

// The faces. Regular and Bold are Noto Sans, whose digits have equal advance;
// OCRB holds only digits, "#", "<", ">", "+" and space, for the slip's code line.
const (
	Regular Face = iota
	Bold
	OCRB
	faceCount
)

// faceFiles holds the TrueType file of each face.
var faceFiles = [faceCount][]byte{notoRegular, notoBold, ocrB}

// faceKeys are the family names that gofpdf knows the faces by; they end up in
// the file as font names.
var faceKeys = [faceCount]string{"notosans", "notosansbold", "ocrb"}

// widths parses the faces once for the whole program; they never change.
var widths = sync.OnceValue(func() (all [faceCount][]uint16) {
	for f, data := range faceFiles {
		table, err := advances(data)
		if err != nil {
			panic(err) // an embedded file that the tests have read
		}
		all[f] = table
	}
	return all
})

// Has tells whether the face has a glyph for the rune.
func (f Face) Has(r rune) bool {
	return r >= 0 && r <= lastRune && widths()[f][r] != noGlyph
}

// Font is a face at a size. The zero Stretch is 1 (no squeezing).
type Font struct {
	Face    Face
	Size    float64 // points
	Stretch float64 // width of the letters as a part of the normal; 0 means 1
}

// Width gives the length of a line of text in millimetres. Runes that the face
// lacks count as the replacement that is drawn for them.
func (f Font) Width(s string) float64 {
	table := widths()[f.Face]
	sum := 0
	for _, r := range s {
		sum += int(table[drawable(table, r)])
	}
	return float64(sum) / 1000 * f.Size * f.stretch() * mmPerPoint
}

func (f Font) stretch() float64 {
	if f.Stretch == 0 {
		return 1
	}
	return f.Stretch
}

// Height gives the height of a capital letter in millimetres, the measure by
// which text is centred in a box.
func (f Font) Height() float64 { return f.Size * 0.714 * mmPerPoint }

// replacement is drawn for a rune that the face lacks: a dotted ring, so that a
// hole is seen and not guessed.
const replacement = '\u25cc'

// drawable gives the rune that is drawn for r: itself, or the replacement, or a
// space in a face that lacks even that.
func drawable(table []uint16, r rune) rune {
	switch {
	case r >= 0 && r <= lastRune && table[r] != noGlyph:
		return r
	case table[replacement] != noGlyph:
		return replacement
	}
	return ' '
}

// Missing gives the runes of a text that the text faces have no glyph for.
func Missing(s string) []rune {
	var missing []rune
	for _, r := range s {
		if !Regular.Has(r) {
			missing = append(missing, r)
		}
	}
	return missing
}
