package paper

import "strings"

// Run is a piece of running text in one font.
type Run struct {
	Font Font
	Text string
}

// Flow sets running text of mixed fonts in lines of the given width, the first
// with its baseline at y, and gives the baseline of the line that would follow.
// Lines break at spaces and after hyphens; a newline ends a line.
func (c *Canvas) Flow(x, y, width, leading float64, runs ...Run) float64 {
	at := 0.0
	for _, piece := range pieces(runs) {
		w := piece.width()
		if at > 0 && at+w > width {
			y += leading
			at = 0
		}
		for _, r := range piece.runs {
			text := r.Text
			if at == 0 {
				text = strings.TrimLeft(text, " ")
			}
			c.Text(r.Font, x+at, y, text)
			at += r.Font.Width(text)
		}
		if piece.newline {
			y += leading
			at = 0
		}
	}
	if at > 0 {
		y += leading
	}
	return y
}

// piece is what a line may not break within: the rest of one run and the
// beginning of the next may belong together.
type piece struct {
	runs    []Run
	newline bool
}

// width gives the piece's length without the spaces at its end.
func (p piece) width() float64 {
	w := 0.0
	for i, r := range p.runs {
		text := r.Text
		if i == len(p.runs)-1 {
			text = strings.TrimRight(text, " ")
		}
		w += r.Font.Width(text)
	}
	return w
}

func pieces(runs []Run) []piece {
	var all []piece
	var open piece
	for _, r := range runs {
		for i, paragraph := range strings.Split(r.Text, "\n") {
			if i > 0 {
				open.newline = true
				all = append(all, open)
				open = piece{}
			}
			parts := words(paragraph)
			for j, w := range parts {
				if w != "" {
					open.runs = append(open.runs, Run{r.Font, w})
				}
				if j < len(parts)-1 || strings.HasSuffix(w, " ") {
					all = append(all, open)
					open = piece{}
				}
			}
		}
	}
	return append(all, open)
}
