package paper

// MarkSize is the side of a corner mark: 31 pixels at 200 dpi, 16 at 100.
const MarkSize = 4.0

// CornerMarks draws four black squares whose outer corners span the rectangle.
// A reader of scanned sheets finds them, and from them the place of every box.
func (c *Canvas) CornerMarks(left, top, right, bottom float64) {
	for _, x := range []float64{left, right - MarkSize} {
		for _, y := range []float64{top, bottom - MarkSize} {
			c.Fill(x, y, MarkSize, MarkSize, Black)
		}
	}
}

// FoldMarks draws short strokes in the right margin where the sheet is folded;
// the left margin belongs to the inserting machine (practice.md R16).
func (c *Canvas) FoldMarks(heights ...float64) {
	for _, y := range heights {
		c.Line(PageWidth-9, y, PageWidth-5, y, 0.25, Rule)
	}
}

// Tick draws an empty box to tick, centred at x, y.
func (c *Canvas) Tick(x, y, side float64) {
	c.Frame(x-side/2, y-side/2, side, side, 0.25, Soft)
}
