package paper

import "math"

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

// Watermark draws a word in pale letters of the given width around a point.
// What is drawn after it covers it.
func (c *Canvas) Watermark(word string, x, y, width float64, g Grey) {
	f := Font{Face: Bold, Size: 100}
	f.Size = math.Floor(100 * width / f.Width(word))
	c.Note(f, g, x-f.Width(word)/2, y+f.Height()/2, word)
}
