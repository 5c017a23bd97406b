package pdftext

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"sef.se/kontakten/mailin/underlag/layout"
	"sef.se/kontakten/mailin/underlag/sheet"
)

var number = regexp.MustCompile(`^(?:19|20|18)?\d\d(?:0\d|1[0-2])\d\d[-+\x{2010}-\x{2015}\x{2212}]?\d{4}$`)

// joinSpilled joins columns that a sheet too wide for its paper spilled onto
// later pages: a page that names nobody, whose lines lie at the same heights as
// those of an earlier page of persons, is a part of that page's right. Of several
// such pages the one with the fewest parts so far takes it, for the parts come
// one column of pages after the other. Pages keep their order; a joined page is
// gone.
func joinSpilled(pages []page) []page {
	var out []page
	parts := map[int]int{} // of each page of persons
	for _, p := range pages {
		host := -1
		for i, q := range out {
			if q.names() && !p.names() && sameHeights(q, p) && (host < 0 || parts[q.number] < parts[out[host].number]) {
				host = i
			}
		}
		if host < 0 {
			out = append(out, p)
			continue
		}
		parts[out[host].number]++
		out[host].widen(p, parts[out[host].number])
	}
	return out
}

// names tells whether a page has a personnummer.
func (p page) names() bool {
	for _, l := range p.lines {
		for _, w := range l.word {
			if number.MatchString(w.Text) {
				return true
			}
		}
	}
	return false
}

// sameHeights tells whether nearly all lines of a right part lie beside a line
// of the left.
func sameHeights(left, right page) bool {
	beside := 0
	for _, l := range right.lines {
		if left.lineAt(l.y) >= 0 {
			beside++
		}
	}
	return len(right.lines) >= 3 && beside*10 >= len(right.lines)*8
}

func (p page) lineAt(y float64) int {
	return slices.IndexFunc(p.lines, func(l line) bool { return math.Abs(l.y-y) < 1.5 })
}

// widen puts the lines of the n-th right part behind those of the page.
func (p *page) widen(right page, n int) {
	shift := float64(n) * (p.width + 50)
	for _, l := range right.lines {
		i := p.lineAt(l.y)
		if i < 0 {
			continue
		}
		for _, w := range l.word {
			w.X0, w.X1 = w.X0+shift, w.X1+shift
			w.Box.X += float64(n) * p.width
			p.lines[i].word = append(p.lines[i].word, w)
		}
	}
}

// Lines gives the lines of all pages for the layout, numbered within each page
// as `pdftotext -layout` numbers its non-blank lines.
func (d Document) Lines() []layout.Line {
	var all []layout.Line
	for _, p := range d.pages {
		for i, l := range p.lines {
			all = append(all, layout.Line{Number: i + 1, Page: p.number, Gap: l.gap, Raw: l.text(), Words: l.word})
		}
	}
	return all
}

// Text gives the lines of all pages as text.
func (d Document) Text() []sheet.Line {
	var all []sheet.Line
	for _, l := range d.Lines() {
		all = append(all, sheet.Line{Text: l.Raw, Number: l.Number, Page: l.Page})
	}
	return all
}

// text joins the words of a line; a wide gap becomes two spaces.
func (l line) text() string {
	var b strings.Builder
	for i, w := range l.word {
		if i > 0 {
			b.WriteByte(' ')
			if w.X0-l.word[i-1].X1 > l.gap {
				b.WriteByte(' ')
			}
		}
		b.WriteString(w.Text)
	}
	return b.String()
}
