package pdftext

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"sef.se/kontakten/mailin/underlag/layout"
	"sef.se/kontakten/mailin/underlag/sheet"
)

var (
	number   = regexp.MustCompile(`^(?:19|20|18)?\d\d(?:0\d|1[0-2])\d\d[-+\x{2010}-\x{2015}\x{2212}]?\d{4}$`)
	anyDigit = regexp.MustCompile(`\d`)
)

// joinSpilled joins columns that a sheet too wide for its paper spilled onto
// later pages: a page that names nobody, whose lines lie at the same heights as
// those of an earlier page of persons, is that page's right half. Pages keep
// their order; a joined page is gone.
func joinSpilled(pages []page) []page {
	var out []page
	taken := map[int]bool{} // earlier pages that already have a right half
	for _, p := range pages {
		host := -1
		if !p.names() {
			host = slices.IndexFunc(out, func(q page) bool { return !taken[q.number] && q.names() && sameHeights(q, p) })
		}
		if host < 0 {
			out = append(out, p)
			continue
		}
		taken[out[host].number] = true
		out[host].widen(p)
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

// sameHeights tells whether nearly all lines with figures of a right half lie
// beside a line of the left.
func sameHeights(left, right page) bool {
	beside, figures := 0, 0
	for _, l := range right.lines {
		if !slices.ContainsFunc(l.word, func(w layout.Word) bool { return anyDigit.MatchString(w.Text) }) {
			continue
		}
		figures++
		if left.lineAt(l.y) >= 0 {
			beside++
		}
	}
	return figures >= 2 && beside*10 >= figures*8
}

func (p page) lineAt(y float64) int {
	return slices.IndexFunc(p.lines, func(l line) bool { return math.Abs(l.y-y) < 1.5 })
}

// widen puts the lines of a right half behind those of its left. Boxes stay as
// on their own page; X moves beyond the left page's width.
func (p *page) widen(right page) {
	shift := p.width + 50
	for _, l := range right.lines {
		i := p.lineAt(l.y)
		if i < 0 {
			continue
		}
		for _, w := range l.word {
			w.X0, w.X1 = w.X0+shift, w.X1+shift
			w.Box.X += p.width
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
