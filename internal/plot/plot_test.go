package plot_test

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"

	"sef.se/kontakten/internal/plot"
)

func wellFormed(t *testing.T, svg string) {
	t.Helper()
	for d := xml.NewDecoder(strings.NewReader(svg)); ; {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("%v\n%s", err, svg)
		}
	}
}

func TestLines(t *testing.T) {
	t.Parallel()
	c := plot.Lines{ID: "x", Title: "In & ut", Text: `<script>"`, Labels: []string{"v 1", "", "v 3"}, Lines: []plot.Line{
		{Name: "in", Values: []plot.Value{plot.V(3), {}, plot.V(40)}},
		{Name: "ut <b>", Values: []plot.Value{plot.V(0), plot.V(39), plot.V(40)}},
	}}
	svg := string(c.SVG())
	wellFormed(t, svg)
	for _, want := range []string{"In &amp; ut", "&lt;script&gt;", "ut &lt;b&gt;", `role="img"`, ">40<", ">v 3<"} {
		if !strings.Contains(svg, want) {
			t.Errorf("no %q in\n%s", want, svg)
		}
	}
	if strings.Contains(svg, "<script") || strings.Contains(svg, "style=") {
		t.Error("the chart holds a script or a style")
	}
	if n := strings.Count(svg, "M"); n < 2 {
		t.Error("a line goes on over a value that is not known")
	}
	bars := c
	bars.Bars = true
	wellFormed(t, string(bars.SVG()))
	if (plot.Lines{Labels: []string{""}, Lines: []plot.Line{{Values: []plot.Value{{}}}}}).SVG() != "" {
		t.Error("a chart of nothing")
	}
	zero := plot.Lines{ID: "z", Labels: []string{"a"}, Lines: []plot.Line{{Name: "n", Values: []plot.Value{plot.V(0)}}}}
	wellFormed(t, string(zero.SVG()))
}

func TestStep(t *testing.T) {
	t.Parallel()
	for highest, want := range map[int]int{0: 1, 4: 1, 5: 2, 8: 2, 9: 5, 20: 5, 21: 10, 40: 10, 41: 20, 1000: 500, 4001: 2000} {
		if got := plot.Step(highest); got != want {
			t.Errorf("%d: %d, want %d", highest, got, want)
		}
	}
}

func TestParts(t *testing.T) {
	t.Parallel()
	p := plot.Parts{ID: "p", Title: "Listor", Names: []string{"ute", "sena"}, Bars: []plot.Bar{{"oktober", []int{100, 3}}, {"november <", []int{0, 0}}}}
	svg := string(p.SVG())
	wellFormed(t, svg)
	if !strings.Contains(svg, ">100<") || !strings.Contains(svg, ">103<") || strings.Contains(svg, ">3<") {
		t.Errorf("numbers in what has room for them, and the sum: %s", svg)
	}
	p.Bars = p.Bars[1:]
	if p.SVG() != "" {
		t.Error("bars of nothing")
	}
}

func TestGrouped(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1\u00a0000", -1000: "-1\u00a0000", -999: "-999", 1234567: "1\u00a0234\u00a0567"} {
		if got := plot.Grouped(n); got != want {
			t.Errorf("%d: %q", n, got)
		}
	}
}
