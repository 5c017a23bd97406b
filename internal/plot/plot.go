// Package plot draws small charts as SVG, on the server and without a script: lines over time and
// bars of parts. It measures in whole numbers and knows nothing of what they mean; text alternatives
// as tables are the pages'.
//
//	Lines ─▶ scale (a round top, three grid lines) ─▶ paths, broken where a value is not known
//	         ─▶ each line named at its end, in its own colour and dash, never by colour alone
//	Parts ─▶ one bar a row ─▶ parts side by side, the number in each that has room
//
// Colours are classes (p-a, p-b, …) of the style sheet, so that light and dark are one drawing.
package plot

import (
	"fmt"
	"html"
	"html/template"
	"strings"
)

// Value is a number that may be unknown or not to be shown.
type Value struct {
	N     int
	Known bool
}

// V is a known value.
func V(n int) Value { return Value{N: n, Known: true} }

// Line is one line of a chart, a value for each of the chart's labels.
type Line struct {
	Name   string
	Values []Value
}

// Lines is a chart of lines over the same labels.
type Lines struct {
	ID     string   // unique on the page
	Title  string   // what a screen reader says first
	Text   string   // what the chart shows, in a sentence
	Labels []string // under the axis, "" for none
	Lines  []Line
	Format func(int) string // a number as it is read; nil for Grouped
	Least  int              // the axis goes at least so far
	Bars   bool             // the first line is drawn as bars
}

// The drawing's measures, in units of the view box.
const (
	width      = 560
	height     = 210
	left       = 46  // room for the scale's numbers
	right      = 116 // room for the names of the lines
	top        = 16
	bottom     = 28
	nameHeight = 16
)

// SVG draws the chart. A chart without a known value is "".
func (c Lines) SVG() template.HTML {
	highest, known := 0, false
	for _, l := range c.Lines {
		for _, v := range l.Values {
			if v.Known {
				highest, known = max(highest, v.N), true
			}
		}
	}
	if !known {
		return ""
	}
	step := Step(max(highest, c.Least))
	d := drawing{chart: c, most: step * ((max(highest, c.Least) + step - 1) / step)}
	d.most = max(d.most, step)
	d.open()
	d.scale(step)
	d.labels()
	for i := range c.Lines {
		d.line(i)
	}
	d.names()
	d.b.WriteString("</svg>")
	return template.HTML(d.b.String()) //nolint:gosec // every text is escaped where it is written
}

// Step is a round distance between grid lines, of which two to five reach highest.
func Step(highest int) int {
	for unit := 1; ; unit *= 10 {
		for _, n := range []int{1, 2, 5} {
			if highest <= n*unit*4 {
				return n * unit
			}
		}
	}
}

type drawing struct {
	b     strings.Builder
	chart Lines
	most  int
}

func (d *drawing) open() {
	openSVG(&d.b, d.chart.ID, d.chart.Title, d.chart.Text, height)
}

func openSVG(b *strings.Builder, id, title, text string, high int) {
	fmt.Fprintf(b, `<svg class="plot" viewBox="0 0 %d %d" role="img" aria-labelledby="%s-t %s-d"><title id="%s-t">%s</title><desc id="%s-d">%s</desc>`,
		width, high, id, id, id, html.EscapeString(title), id, html.EscapeString(text))
}

func (d *drawing) format(n int) string {
	if d.chart.Format == nil {
		return Grouped(n)
	}
	return d.chart.Format(n)
}

// Grouped is a number as Swedish writing has it, with no-break spaces between thousands.
func Grouped(n int) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + "\u00a0" + text[i:]
	}
	return text
}

// x is the middle of label i, y the height of a value.
func (d *drawing) x(i int) int {
	n := len(d.chart.Labels)
	return left + (2*i+1)*(width-left-right)/(2*n)
}

func (d *drawing) y(n int) int { return height - bottom - n*(height-top-bottom)/d.most }

func (d *drawing) scale(step int) {
	for n := 0; n <= d.most; n += step {
		class := "p-grid"
		if n == 0 {
			class = "p-axis"
		}
		fmt.Fprintf(&d.b, `<path class="%s" d="M%d %dH%d"/><text class="p-number" x="%d" y="%d">%s</text>`,
			class, left, d.y(n), width-right, left-6, d.y(n)+4, html.EscapeString(d.format(n)))
	}
}

func (d *drawing) labels() {
	for i, label := range d.chart.Labels {
		if label != "" {
			fmt.Fprintf(&d.b, `<text class="p-label" x="%d" y="%d">%s</text>`, d.x(i), height-bottom+17, html.EscapeString(label))
		}
	}
}

func (d *drawing) line(i int) {
	l := d.chart.Lines[i]
	class := string(rune('a' + i))
	if i == 0 && d.chart.Bars {
		half := max(1, (width-left-right)/len(d.chart.Labels)*3/8)
		for j, v := range l.Values {
			if v.Known && v.N > 0 {
				fmt.Fprintf(&d.b, `<rect class="p-bar p-fill-%s" x="%d" y="%d" width="%d" height="%d"/>`, class, d.x(j)-half, d.y(v.N), 2*half, height-bottom-d.y(v.N))
			}
		}
		return
	}
	var path strings.Builder
	drawn := false
	for j, v := range l.Values {
		if !v.Known {
			drawn = false
			continue
		}
		op := byte('L')
		if !drawn {
			op = 'M'
		}
		fmt.Fprintf(&path, "%c%d %d", op, d.x(j), d.y(v.N))
		alone := !drawn && (j+1 == len(l.Values) || !l.Values[j+1].Known)
		if alone { // a single point has no line
			fmt.Fprintf(&d.b, `<circle class="p-fill-%s" cx="%d" cy="%d" r="3"/>`, class, d.x(j), d.y(v.N))
		}
		drawn = true
	}
	fmt.Fprintf(&d.b, `<path class="p-line p-%s" d="%s"/>`, class, path.String())
	if at, v, ok := last(l.Values); ok {
		fmt.Fprintf(&d.b, `<circle class="p-fill-%s" cx="%d" cy="%d" r="3.5"/>`, class, d.x(at), d.y(v))
	}
}

func last(values []Value) (at, n int, ok bool) {
	for i := len(values) - 1; i >= 0; i-- {
		if values[i].Known {
			return i, values[i].N, true
		}
	}
	return 0, 0, false
}

// names writes each line's name and latest value at its end, kept apart where lines end together.
func (d *drawing) names() {
	type name struct {
		line, y int
	}
	var all []name
	for i, l := range d.chart.Lines {
		if _, n, ok := last(l.Values); ok {
			all = append(all, name{i, d.y(n)})
		}
	}
	for i := range all { // few lines: each is pushed below those above it
		for j := range all {
			if j != i && all[j].y <= all[i].y && all[i].y-all[j].y < nameHeight*2 && (all[j].y < all[i].y || j < i) {
				all[i].y = all[j].y + nameHeight*2
			}
		}
		all[i].y = min(all[i].y, height-bottom-nameHeight)
	}
	for _, n := range all {
		l := d.chart.Lines[n.line]
		_, v, _ := last(l.Values)
		fmt.Fprintf(&d.b, `<text class="p-name p-text-%c" x="%d" y="%d"><tspan class="p-value">%s</tspan><tspan x="%d" dy="%d">%s</tspan></text>`,
			'a'+n.line, width-right+10, n.y+4, html.EscapeString(d.format(v)), width-right+10, nameHeight-1, html.EscapeString(l.Name))
	}
}
