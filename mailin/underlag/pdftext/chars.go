package pdftext

import (
	"math"
	"unicode"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// readChars gives the characters of a page with their boxes and the origin on
// the baseline; none and the reason where there is something to read that is no
// text.
func readChars(in pdfium.Pdfium, which requests.Page) ([]char, Unread, error) {
	text, err := in.GetPageTextStructured(&requests.GetPageTextStructured{Page: which, Mode: requests.GetPageTextStructuredModeChars})
	if err != nil {
		return nil, "", err
	}
	opened, err := in.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: which})
	if err != nil {
		return nil, "", err
	}
	defer in.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: opened.TextPage})
	r := charReader{in, opened.TextPage}
	if len(text.Chars) == 0 && isDrawn(in, which) {
		return nil, Drawn, nil
	}
	if r.isUnmapped(text.Chars) {
		return nil, Unmapped, nil
	}
	chars := make([]char, 0, len(text.Chars))
	for i, c := range text.Chars {
		letter := firstRune(c.Text)
		if letter == 0 || unicode.IsSpace(letter) {
			continue
		}
		one := char{r: letter, order: i, angle: c.Angle, left: c.PointPosition.Left, right: c.PointPosition.Right, top: c.PointPosition.Top, bottom: c.PointPosition.Bottom}
		one.x, one.y = one.left, one.bottom
		one.cell = [4]float64{one.left, one.bottom, one.right, one.top}
		loose := r.cell(&one)
		if last := len(chars) - 1; loose && last >= 0 && one.follows(chars[last]) {
			one.x, one.y = one.cell[0], chars[last].y
			if math.Abs(one.x-chars[last].x) < 0.1 {
				one.x = chars[last].x // the letters of a ligature share their place
			}
		} else {
			r.origin(&one)
		}
		chars = append(chars, one)
	}
	return chars, "", nil
}

// charReader asks for the places of a page's characters. Every answer costs
// several calls into WebAssembly.
type charReader struct {
	in   pdfium.Pdfium
	text references.FPDF_TEXTPAGE
}

// cell takes the box of the character's whole advance; false where the face does
// not tell it.
func (r charReader) cell(c *char) bool {
	loose, err := r.in.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: r.text, Index: c.order})
	if err != nil || loose.Rect.Right <= loose.Rect.Left {
		return false
	}
	told := [4]float64{float64(loose.Rect.Left), float64(loose.Rect.Bottom), float64(loose.Rect.Right), float64(loose.Rect.Top)}
	known := [4]float32{loose.Rect.Left, loose.Rect.Bottom, loose.Rect.Right, loose.Rect.Top} != [4]float32{float32(c.left), float32(c.bottom), float32(c.right), float32(c.top)}
	c.cell = told
	return known
}

// origin takes the character's place on the baseline.
func (r charReader) origin(c *char) {
	if origin, err := r.in.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: r.text, Index: c.order}); err == nil {
		c.x, c.y = origin.X, origin.Y
	}
}

// follows tells whether a character stands upright on the baseline of the one
// before, so that its origin is known: its cell reaches exactly as far up and
// down, and a cell begins at the origin.
func (c char) follows(before char) bool {
	return c.angle == 0 && before.angle == 0 && c.cell[1] == before.cell[1] && c.cell[3] == before.cell[3]
}
