package paper

import (
	"strconv"
)

// A4 in millimetres.
const (
	PageWidth  = 210.0
	PageHeight = 297.0
)

const (
	pointsPerMM = 72 / 25.4
	mmPerPoint  = 25.4 / 72
)

// Grey is how dark something is drawn, in percent of black.
type Grey uint8

// The greys of the kit. On a black-and-white printer all but Black come out as
// dots, dark enough to be seen; nothing means anything by its grey alone.
const (
	Black  Grey = 100
	Soft   Grey = 75 // explanations: contrast 10:1 on white
	Rule   Grey = 45 // frames of boxes to write in
	Hair   Grey = 38 // lines between cells and rows
	Shadow Grey = 8  // bands under headings
)

// Canvas collects the drawing of one page or form as PDF operators. It belongs
// to the Document that made it, since it notes there which runes are used.
type Canvas struct {
	doc  *Document
	buf  []byte
	text bool // between BT and ET

	font         Font
	fill, stroke Grey
	line         float64
	originX      int64 // of the text line, in hundredths of a point
	originY      int64
}

const unset Grey = 255

// Reset empties the canvas for the next page.
func (c *Canvas) Reset() {
	*c = Canvas{doc: c.doc, buf: c.buf[:0], fill: unset, stroke: unset, line: -1}
}

// Text draws a line of text with its baseline's left end at x, y.
func (c *Canvas) Text(f Font, x, y float64, s string) { c.show(f, Black, x, y, s) }

// TextRight draws a line of text that ends at x.
func (c *Canvas) TextRight(f Font, x, y float64, s string) {
	c.show(f, Black, x-f.Width(s), y, s)
}

// TextCentre draws a line of text around x.
func (c *Canvas) TextCentre(f Font, x, y float64, s string) {
	c.show(f, Black, x-f.Width(s)/2, y, s)
}

// Note draws a line of text in grey.
func (c *Canvas) Note(f Font, g Grey, x, y float64, s string) { c.show(f, g, x, y, s) }

// Lines draws lines of text below each other, the first with its baseline at
// y, and gives the baseline of the line that would follow.
func (c *Canvas) Lines(f Font, x, y, leading float64, lines []string) float64 {
	for _, l := range lines {
		c.Text(f, x, y, l)
		y += leading
	}
	return y
}

func (c *Canvas) show(f Font, g Grey, x, y float64, s string) {
	if s == "" {
		return
	}
	c.setFill(g)
	if !c.text {
		c.buf = append(c.buf, "BT\n"...)
		c.text, c.originX, c.originY = true, 0, 0
	}
	if f != c.font {
		c.setFont(f)
	}
	px, py := hundredths(x), hundredths(PageHeight-y)
	c.number(px - c.originX)
	c.number(py - c.originY)
	c.originX, c.originY = px, py
	c.buf = append(c.buf, "Td("...)
	c.encode(f.Face, s)
	c.buf = append(c.buf, ")Tj\n"...)
}

func (c *Canvas) setFont(f Font) {
	if f.Face != c.font.Face || f.Size != c.font.Size || c.font.Size == 0 {
		c.buf = append(c.buf, c.doc.names[f.Face]...)
		c.number(int64(f.Size*100 + 0.5))
		c.buf = append(c.buf, "Tf\n"...)
	}
	if f.stretch() != c.font.stretch() {
		c.number(int64(f.stretch()*10000 + 0.5))
		c.buf = append(c.buf, "Tz\n"...)
	}
	c.font = f
}

// encode writes the text as the UTF-16 that gofpdf's fonts are keyed by and
// notes the runes as used. A byte that would end or change the PDF string is
// escaped, in whichever half of a rune it stands.
func (c *Canvas) encode(face Face, s string) {
	table := widths()[face]
	used := &c.doc.used[face]
	for _, r := range s {
		r = drawable(table, r)
		used[r>>6] |= 1 << (r & 63)
		c.octet(byte(r >> 8))
		c.octet(byte(r))
	}
}

func (c *Canvas) octet(b byte) {
	switch b {
	case '(', ')', '\\':
		c.buf = append(c.buf, '\\', b)
	case '\r':
		c.buf = append(c.buf, '\\', 'r')
	default:
		c.buf = append(c.buf, b)
	}
}

// Line draws a line of the given thickness.
func (c *Canvas) Line(x1, y1, x2, y2, thick float64, g Grey) {
	c.pen(thick, g)
	c.point(x1, y1)
	c.buf = append(c.buf, "m "...)
	c.point(x2, y2)
	c.buf = append(c.buf, "l S\n"...)
}

// Dashed draws a dashed line.
func (c *Canvas) Dashed(x1, y1, x2, y2, thick, dash float64, g Grey) {
	c.endText()
	c.buf = append(c.buf, '[')
	c.number(hundredths(dash))
	c.buf = append(c.buf, "]0 d\n"...)
	c.Line(x1, y1, x2, y2, thick, g)
	c.buf = append(c.buf, "[]0 d\n"...)
}

// Frame draws the outline of a rectangle, the line's middle on its edge.
func (c *Canvas) Frame(x, y, w, h, thick float64, g Grey) {
	c.pen(thick, g)
	c.rectangle(x, y, w, h)
	c.buf = append(c.buf, "S\n"...)
}

// Fill fills a rectangle.
func (c *Canvas) Fill(x, y, w, h float64, g Grey) {
	c.endText()
	c.setFill(g)
	c.rectangle(x, y, w, h)
	c.buf = append(c.buf, "f\n"...)
}

func (c *Canvas) rectangle(x, y, w, h float64) {
	c.point(x, y+h)
	c.number(hundredths(w))
	c.number(hundredths(h))
	c.buf = append(c.buf, "re "...)
}

func (c *Canvas) pen(thick float64, g Grey) {
	c.endText()
	if thick != c.line {
		c.number(hundredths(thick))
		c.buf = append(c.buf, "w\n"...)
		c.line = thick
	}
	if g != c.stroke {
		c.number(int64(100 - g))
		c.buf = append(c.buf, "G\n"...)
		c.stroke = g
	}
}

func (c *Canvas) setFill(g Grey) {
	if g != c.fill {
		c.number(int64(100 - g))
		c.buf = append(c.buf, "g\n"...)
		c.fill = g
	}
}

func (c *Canvas) endText() {
	if c.text {
		c.buf = append(c.buf, "ET\n"...)
		c.text = false
	}
}

func (c *Canvas) point(x, y float64) {
	c.number(hundredths(x))
	c.number(hundredths(PageHeight - y))
}

// hundredths turns millimetres into hundredths of a point.
func hundredths(mm float64) int64 {
	v := mm * pointsPerMM * 100
	if v < 0 {
		return int64(v - 0.5)
	}
	return int64(v + 0.5)
}

// number writes hundredths as a PDF number and a space: 1250 as "12.5 ".
func (c *Canvas) number(h int64) {
	if h < 0 {
		c.buf = append(c.buf, '-')
		h = -h
	}
	c.buf = strconv.AppendInt(c.buf, h/100, 10)
	if frac := h % 100; frac != 0 {
		c.buf = append(c.buf, '.', byte('0'+frac/10))
		if frac%10 != 0 {
			c.buf = append(c.buf, byte('0'+frac%10))
		}
	}
	c.buf = append(c.buf, ' ')
}
