package paper

import (
	"math"
	"strconv"
)

// Comb draws a row of cells for one digit each: a frame, and thin lines
// between the cells. A reader of the sheet has one box a digit, a writer a
// line to keep to.
func (c *Canvas) Comb(x, y float64, cells int, cell, h float64) {
	c.pen(0.15, Hair)
	for i := 1; i < cells; i++ {
		at := x + float64(i)*cell
		c.point(at, y+0.4)
		c.buf = append(c.buf, "m "...)
		c.point(at, y+h-0.4)
		c.buf = append(c.buf, "l "...)
	}
	c.buf = append(c.buf, "S\n"...)
	c.Frame(x, y, float64(cells)*cell, h, 0.25, Soft)
}

// Watermark draws a word in pale letters of the given width around a point,
// turned counter-clockwise by degrees. What is drawn after it covers it.
func (c *Canvas) Watermark(word string, x, y, degrees, width float64, g Grey) {
	f := Font{Face: Bold, Size: 100}
	f.Size = math.Floor(100 * width / f.Width(word))
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	dx, dy := f.Width(word)/2, f.Height()/2
	c.endText()
	c.setFill(g)
	c.buf = append(c.buf, "BT\n"...)
	c.buf = append(c.buf, c.doc.names[f.Face]...)
	c.number(int64(f.Size * 100))
	c.buf = append(c.buf, "Tf "...)
	for _, v := range []float64{cos, sin, -sin, cos} {
		c.buf = strconv.AppendFloat(c.buf, v, 'f', 4, 64)
		c.buf = append(c.buf, ' ')
	}
	c.point(x-dx*cos+dy*sin, y+dx*sin+dy*cos)
	c.buf = append(c.buf, "Tm("...)
	c.encode(f.Face, word)
	c.buf = append(c.buf, ")Tj ET\n"...)
	c.font = Font{}
}
