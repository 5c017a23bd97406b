package layout

import (
	"math"
	"slices"
	"strings"

	"sef.se/kontakten/mailin/underlag/columns"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// ragged is a table whose lines hold the same things in the same order, but at
// no common places: typed by hand, or by a program that sets each page anew.
type ragged struct {
	kinds   string    // of the columns: P a personnummer, N another figure, T text
	centres []float64 // where the columns lie on the average
}

// kinds gives what the chunks of a line are, in order.
func (l placed) kinds() string {
	kinds := make([]byte, len(l.chunks))
	for i, c := range l.chunks {
		switch {
		case c.isPerson():
			kinds[i] = 'P'
		case c.number:
			kinds[i] = 'N'
		default:
			kinds[i] = 'T'
		}
	}
	return string(kinds)
}

// raggedOf finds the order that nearly all lines of persons share.
func raggedOf(lines []placed) (ragged, bool) {
	counts := map[string]int{}
	persons, best := 0, ""
	for _, l := range lines {
		if l.person {
			persons++
			k := l.kinds()
			if counts[k]++; counts[k] > counts[best] || best == "" {
				best = k
			}
		}
	}
	if persons < 2 || counts[best]*10 < persons*9 {
		return ragged{}, false
	}
	r := ragged{kinds: best, centres: make([]float64, len(best))}
	for _, l := range lines {
		if l.person && l.kinds() == best {
			for i, c := range l.chunks {
				r.centres[i] += (c.x0 + c.x1) / 2 / float64(counts[best])
			}
		}
	}
	return r, true
}

// collide tells whether columns found by place put a figure of a person into
// one cell with something else.
func collide(lines []placed, cols []span) bool {
	for _, l := range lines {
		if !l.person {
			continue
		}
		last, wasFigure := -1, false
		for _, c := range l.chunks {
			at := overlapped(cols, c)
			if at == last && at >= 0 && (c.number || wasFigure) {
				return true
			}
			last, wasFigure = at, c.number
		}
	}
	return false
}

// shift tells whether a block of lines holds the same things as the others but
// farther left or right, so that the same place means another column: a page
// that the program set anew. Single lines that differ have empty cells instead.
func (r ragged) shift(lines []placed, cols []span) bool {
	if len(cols) <= len(r.kinds) {
		return false
	}
	var last []int
	persons, changes := 0, 0
	for _, l := range lines {
		if !l.person || l.kinds() != r.kinds {
			continue
		}
		at := make([]int, len(l.chunks))
		for i, c := range l.chunks {
			at[i] = overlapped(cols, c)
		}
		if persons++; last != nil && !slices.Equal(at, last) {
			changes++
		}
		last = at
	}
	return changes > 0 && changes <= max(1, persons/10)
}

// row sets a line by order. A person's line of another order is not guessed at:
// its figures stay together, where nothing reads them as an amount.
func (r ragged) row(l placed, limits sheet.Limits) sheet.Row {
	cells := make([]sheet.Cell, len(r.kinds))
	switch {
	case l.kinds() == r.kinds:
		for i, c := range l.chunks {
			add(&cells[i], c, limits)
		}
	case l.person:
		for _, c := range l.chunks {
			to := len(cells) - 1
			for i := range r.kinds {
				if c.isPerson() && r.kinds[i] == 'P' {
					to = i
				}
			}
			add(&cells[to], c, limits)
		}
	case l.data || len(l.chunks) > 0 && columns.IsTotalLabel(l.chunks[0].text()):
		if strings.Count(l.kinds(), "N") > strings.Count(r.kinds, "N") {
			return l.inOrder(limits)
		}
		r.sums(l, cells, limits)
	default:
		r.heading(l, cells, limits)
	}
	return l.rowOf(cells)
}

// sums sets a line of sums: its figures from the right, its words first.
func (r ragged) sums(l placed, cells []sheet.Cell, limits sheet.Limits) {
	at := len(cells)
	for i := len(l.chunks) - 1; i >= 0; i-- {
		c := l.chunks[i]
		if !c.number {
			add(&cells[0], c, limits)
			continue
		}
		for at--; at > 0 && r.kinds[at] != 'N'; at-- {
		}
		add(&cells[max(at, 0)], c, limits)
	}
}

// heading sets a line of words: one a column where there are as many, else each
// word in the column whose middle is nearest.
func (r ragged) heading(l placed, cells []sheet.Cell, limits sheet.Limits) {
	if len(l.chunks) == len(cells) {
		for i, c := range l.chunks {
			add(&cells[i], c, limits)
		}
		return
	}
	for _, w := range l.Words {
		best := 0
		for i, centre := range r.centres {
			if math.Abs(centre-(w.X0+w.X1)/2) < math.Abs(r.centres[best]-(w.X0+w.X1)/2) {
				best = i
			}
		}
		add(&cells[best], chunk{words: []Word{w}}, limits)
	}
}
