package layout

import (
	"cmp"
	"slices"

	"sef.se/kontakten/mailin/underlag/columns"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// span is the extent of a column.
type span struct{ x0, x1 float64 }

// columnsOf finds the columns of lines: first where the lines that name persons
// have ink (or, without any, those with figures), then for amounts that stand
// beside all of those.
func columnsOf(lines []placed) []span {
	leading, others := leaders(lines)
	stray := len(leading) / 30
	figures := clusters(inkOf(leading, func(c chunk) bool { return c.number }), stray)
	cols := clusters(inkOf(leading, func(c chunk) bool { return c.number || !besides(figures, c) }), stray)
	beside := inkOf(others, func(c chunk) bool { return c.number && overlapped(cols, c) < 0 })
	cols = append(cols, clusters(beside, 0)...)
	slices.SortFunc(cols, func(a, b span) int { return cmp.Compare(a.x0, b.x0) })
	return cols
}

// inkOf gives the extents of those chunks that count.
func inkOf(lines []placed, counts func(chunk) bool) []span {
	var ink []span
	for _, l := range lines {
		for _, c := range l.chunks {
			if counts(c) {
				ink = append(ink, span{c.x0, c.x1})
			}
		}
	}
	return ink
}

// besides tells whether words lie over a column of figures, as a remark does
// that stands in place of amounts ("föräldraledig"): they do not widen it.
func besides(figures []span, c chunk) bool {
	return slices.ContainsFunc(figures, func(s span) bool { return min(s.x1, c.x1) > max(s.x0, c.x0) })
}

// leaders tells the lines that decide on the columns from other lines with
// figures.
func leaders(lines []placed) (leading, others []placed) {
	persons := 0
	for _, l := range lines {
		if l.person {
			persons++
		}
	}
	for _, l := range lines {
		switch {
		case !l.data || len(l.chunks) < 2:
		case persons > 0 && l.person, persons == 0 && !columns.IsTotalLabel(l.chunks[0].text()):
			leading = append(leading, l)
		default:
			others = append(others, l)
		}
	}
	return leading, others
}

// clusters joins overlapping extents to columns. Where at most stray extents
// lie over each other there is no column: a long label does not bridge two.
func clusters(ink []span, stray int) []span {
	type edge struct {
		x    float64
		step int
	}
	var edges []edge
	for _, s := range ink {
		edges = append(edges, edge{s.x0, 1}, edge{s.x1, -1})
	}
	slices.SortFunc(edges, func(a, b edge) int {
		return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(a.step, b.step))
	})
	var cols []span
	depth, open := 0, -1.0
	for _, e := range edges {
		was := depth
		depth += e.step
		switch {
		case was <= stray && depth > stray:
			open = e.x
		case was > stray && depth <= stray:
			cols = append(cols, span{open, e.x})
		}
	}
	return cols
}

// overlapped gives the column that a chunk lies over most, -1 where it touches
// none.
func overlapped(cols []span, c chunk) int {
	best, most := -1, 0.0
	for i, s := range cols {
		if o := min(s.x1, c.x1) - max(s.x0, c.x0); o > most {
			best, most = i, o
		}
	}
	return best
}

// nearest gives the column closest to a chunk that lies over none; a free one
// goes before one that holds something.
func nearest(cols []span, cells []sheet.Cell, c chunk) int {
	best, least := 0, -1.0
	for i, s := range cols {
		distance := max(s.x0-c.x1, c.x0-s.x1)
		if cells[i].Text != "" {
			distance += 1e6
		}
		if least < 0 || distance < least {
			best, least = i, distance
		}
	}
	return best
}
