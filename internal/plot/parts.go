package plot

import (
	"fmt"
	"html"
	"html/template"
	"strings"
	"unicode/utf8"
)

// Bar is a row of parts.
type Bar struct {
	Name  string
	Parts []int // one for each of Parts.Names
}

// Parts is a chart of bars whose parts stand side by side, on one scale.
type Parts struct {
	ID, Title, Text string
	Names           []string // of the parts
	Bars            []Bar
}

const (
	barLeft   = 120 // room for the bars' names
	barHeight = 22
	barStep   = 34
	barTop    = 30 // room for the names of the parts
)

// SVG draws the chart. Without a part it is "".
func (p Parts) SVG() template.HTML {
	most := 0
	for _, b := range p.Bars {
		sum := 0
		for _, n := range b.Parts {
			sum += n
		}
		most = max(most, sum)
	}
	if most == 0 {
		return ""
	}
	var b strings.Builder
	openSVG(&b, p.ID, p.Title, p.Text, barTop+barStep*len(p.Bars))
	p.names(&b)
	for i, bar := range p.Bars {
		p.bar(&b, bar, barTop+barStep*i, most)
	}
	b.WriteString("</svg>")
	return template.HTML(b.String()) //nolint:gosec // every text is escaped where it is written
}

// names is the row above the bars that says what each pattern is.
func (p Parts) names(b *strings.Builder) {
	x := barLeft
	for i, name := range p.Names {
		fmt.Fprintf(b, `<rect class="p-part p-fill-%c" x="%d" y="4" width="12" height="12"/><text class="p-key" x="%d" y="15">%s</text>`,
			'a'+i, x, x+17, html.EscapeString(name))
		x += 17 + 8*utf8.RuneCountInString(name) + 16
	}
}

func (p Parts) bar(b *strings.Builder, bar Bar, y, most int) {
	fmt.Fprintf(b, `<text class="p-row" x="%d" y="%d">%s</text>`, barLeft-10, y+16, html.EscapeString(bar.Name))
	room := width - barLeft - 50
	x, sum := barLeft, 0
	for i, n := range bar.Parts {
		if n == 0 {
			continue
		}
		sum += n
		w := max(2, n*room/most)
		fmt.Fprintf(b, `<rect class="p-part p-fill-%c" x="%d" y="%d" width="%d" height="%d"/>`, 'a'+i, x, y, w, barHeight)
		if text := Grouped(n); w > 9*len(text)+6 {
			fmt.Fprintf(b, `<text class="p-in p-in-%c" x="%d" y="%d">%s</text>`, 'a'+i, x+w/2, y+16, text)
		}
		x += w + 2
	}
	fmt.Fprintf(b, `<text class="p-value" x="%d" y="%d">%s</text>`, x+6, y+16, Grouped(sum))
}
