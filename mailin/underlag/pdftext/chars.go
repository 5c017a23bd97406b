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
	opened, err := in.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: which})
	if err != nil {
		return nil, "", err
	}
	defer in.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: opened.TextPage})
	count, err := in.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: opened.TextPage})
	if err != nil {
		return nil, "", err
	}
	r := charReader{in, opened.TextPage, map[face]glyph{}}
	if count.Count == 0 && isDrawn(in, which) {
		return nil, Drawn, nil
	}
	if r.isUnmapped(count.Count) {
		return nil, Unmapped, nil
	}
	chars := make([]char, 0, count.Count)
	for i := range count.Count {
		letter, err := r.letter(i)
		if err != nil {
			return nil, "", err // a page without one of its figures would say another amount
		}
		if letter == 0 || unicode.IsSpace(letter) {
			continue
		}
		var before *char
		if last := len(chars) - 1; last >= 0 {
			before = &chars[last]
		}
		c, err := r.char(i, letter, before)
		if err != nil {
			return nil, "", err
		}
		chars = append(chars, c)
	}
	return chars, "", nil
}

// charReader asks for the places of a page's characters. Every answer costs
// several calls into WebAssembly, so that what follows from the character
// before, or was measured of its face, is not asked again.
type charReader struct {
	in     pdfium.Pdfium
	text   references.FPDF_TEXTPAGE
	glyphs map[face]glyph
}

// face tells characters of one height of cell apart: figures and capitals, which
// are nearly as high as each other, and other letters.
type face struct {
	height float64
	tall   bool
}

// glyph is how far the ink of such characters stays from the foot and the head
// of the cell.
type glyph struct{ foot, head float64 }

// letter gives a character; 0 where there is none.
func (r charReader) letter(i int) (rune, error) {
	u, err := r.in.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: r.text, Index: i})
	if err != nil || u.Unicode == unicode.ReplacementChar {
		return 0, err
	}
	return rune(u.Unicode), nil
}

// char reads the places of a character; before is the one before it on the page,
// nil where there is none.
func (r charReader) char(i int, letter rune, before *char) (char, error) {
	c := char{r: letter, order: i}
	a, err := r.in.FPDFText_GetCharAngle(&requests.FPDFText_GetCharAngle{TextPage: r.text, Index: i})
	if err != nil {
		return c, err
	}
	c.angle = float64(a.CharAngle)
	told := r.cell(&c)
	follows := told && before != nil && before.wide && c.follows(*before)
	of := face{math.Round((c.cell[3]-c.cell[1])*100) / 100, unicode.IsDigit(letter) || unicode.IsUpper(letter)}
	if g, measured := r.glyphs[of]; follows && measured && letter > ' ' && letter != '\u00ad' {
		c.left, c.bottom, c.right, c.top, c.wide = c.cell[0], c.cell[1]+g.foot, c.cell[2], c.cell[3]-g.head, true
	} else {
		if err := r.ink(&c, told); err != nil {
			return c, err
		}
		if c.wide && c.angle == 0 {
			r.glyphs[of] = glyph{c.bottom - c.cell[1], c.cell[3] - c.top}
		}
	}
	c.x, c.y = c.left, c.bottom
	if !c.wide || !follows {
		r.origin(&c)
		return c, nil
	}
	c.x, c.y = c.cell[0], before.y
	if math.Abs(c.x-before.x) < 0.1 {
		c.x = before.x // the letters of a ligature share their place
	}
	return c, nil
}

// cell takes the box of the character's whole advance; false where there is none.
func (r charReader) cell(c *char) bool {
	loose, err := r.in.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: r.text, Index: c.order})
	if err != nil || loose.Rect.Right <= loose.Rect.Left {
		return false
	}
	c.cell = [4]float64{float64(loose.Rect.Left), float64(loose.Rect.Bottom), float64(loose.Rect.Right), float64(loose.Rect.Top)}
	return true
}

// ink takes the box of what is drawn. Where it is the cell, or there is no cell,
// the face does not tell its advance.
func (r charReader) ink(c *char, told bool) error {
	box, err := r.in.FPDFText_GetCharBox(&requests.FPDFText_GetCharBox{TextPage: r.text, Index: c.order})
	if err != nil && !told {
		return err // nothing says where it stands
	}
	if err != nil {
		c.left, c.bottom, c.right, c.top = c.cell[0], c.cell[1], c.cell[2], c.cell[3]
		return nil
	}
	c.left, c.right, c.bottom, c.top = box.Left, box.Right, box.Bottom, box.Top
	ink := [4]float64{c.left, c.bottom, c.right, c.top}
	if !told {
		c.cell = ink
		return nil
	}
	c.wide = [4]float32{float32(c.cell[0]), float32(c.cell[1]), float32(c.cell[2]), float32(c.cell[3])} != [4]float32{float32(ink[0]), float32(ink[1]), float32(ink[2]), float32(ink[3])}
	return nil
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
