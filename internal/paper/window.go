package paper

// Window is the part of a sheet that an envelope's window shows, whichever way
// the sheet lies in it. Play is how far beyond it the window may reach when
// the sheet has slid: nothing but the address may be printed there.
type Window struct {
	X      float64 `toml:"x"`
	Y      float64 `toml:"y"`
	Width  float64 `toml:"width"`
	Height float64 `toml:"height"`
	Play   float64 `toml:"play"`
}

// Contains tells whether a rectangle touches the window or its play.
func (w Window) Contains(x, y, width, height float64) bool {
	return x < w.X+w.Width+w.Play && x+width > w.X-w.Play &&
		y < w.Y+w.Height+w.Play && y+height > w.Y-w.Play
}

// Postal is what stands in a window: the sender's return address in one small
// line, the receiver's lines, and a letter number in small print (none for
// most). Nothing here may be a personal number (practice.md R16, R17).
type Postal struct {
	Return string
	Lines  []string
	Number string
}

// fitAddress sets an address, all of it as the longest line needs: large where each line fits so,
// else small.
func fitAddress(address []string, width float64, large, small Try) []Run {
	try := large
	for _, l := range address {
		if Fit(l, width, large).Cut {
			try = small
		}
	}
	var lines []Run
	for _, l := range address {
		fitted := Fit(l, width, try)
		for _, part := range fitted.Lines {
			lines = append(lines, Run{fitted.Font, part})
		}
	}
	return lines
}

// Address draws a postal address in a window. Long lines are squeezed, then
// set smaller.
func (c *Canvas) Address(w Window, p Postal) {
	small := Fit(p.Return, w.Width, Try{Font{Face: Regular, Size: 6.5}, 1, 0.7})
	y := w.Y + 2.6
	c.Note(small.Font, Black, w.X, y, small.Lines[0])
	c.Line(w.X, y+1, w.X+w.Width, y+1, 0.15, Rule)
	y += 5.8
	lines := fitAddress(p.Lines, w.Width, Try{Font{Face: Regular, Size: 10.5}, 1, 0.85}, Try{Font{Face: Regular, Size: 9}, 2, 0.8})
	room := w.Height - 8.4
	if p.Number != "" {
		room -= 3
	}
	leading := min(4.6, room/float64(max(len(lines)-1, 1)))
	for _, l := range lines {
		c.Text(l.Font, w.X, y, l.Text)
		y += leading
	}
	if p.Number != "" {
		c.TextRight(Font{Face: Regular, Size: 7.5}, w.X+w.Width, w.Y+w.Height-0.5, p.Number)
	}
}
