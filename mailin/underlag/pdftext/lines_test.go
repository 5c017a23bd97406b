package pdftext

import (
	"math"
	"strings"
	"testing"

	"sef.se/kontakten/mailin/underlag/layout"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// set writes text at a place of an A4 page with glyphs of the given advance,
// turned by quarter turns; order numbers the characters as content has them.
func set(text string, x, y, advance float64, turns int, order *int) []char {
	var out []char
	for _, r := range text {
		c := char{r: r, order: *order, x: x, y: y, left: x + 0.1, right: x + advance - 0.3, bottom: y, top: y + 7, cell: [4]float64{x, y - 2, x + advance, y + 8}}
		*order++
		if r != ' ' {
			out = append(out, turned(c, turns))
		}
		x += advance
	}
	return out
}

// turned turns a character about the origin; PDFium counts angles clockwise.
func turned(c char, turns int) char {
	for range turns {
		c.x, c.y = -c.y, c.x
		c.left, c.bottom, c.right, c.top = -c.top, c.left, -c.bottom, c.right
		c.cell = [4]float64{-c.cell[3], c.cell[0], -c.cell[1], c.cell[2]}
	}
	c.angle = math.Mod(2*math.Pi-float64(turns)*math.Pi/2, 2*math.Pi)
	return c
}

func text(lines []line) string {
	var all []string
	for _, l := range lines {
		all = append(all, l.text())
	}
	return strings.Join(all, "\n")
}

func TestLinesTurnUpright(t *testing.T) {
	t.Parallel()
	const want = "Jenny Björk  19641209-9985  570,00\nÅke Çelik  19860805-9930  760,00"
	for turns := range 4 {
		order := 0
		var chars []char
		for i, row := range [][3]string{{"Åke Çelik", "19860805-9930", "760,00"}, {"Jenny Björk", "19641209-9985", "570,00"}} {
			y := 700 + 14*float64(i)
			for k, cell := range row { // columns in an order of their own
				chars = append(chars, set(cell, []float64{40, 160, 300}[k], y, 5, turns, &order)...)
			}
		}
		if got := text(linesOf(chars, page{width: 595, height: 842})); got != want {
			t.Errorf("turned %d times: got\n%s", turns, got)
		}
	}
}

func TestStampIsNoPartOfRows(t *testing.T) {
	t.Parallel()
	order := 0
	chars := set("19641209-9985", 40, 700, 5, 0, &order)
	chars = append(chars, set("570,00", 200, 700, 5, 0, &order)...)
	stamp := set("2026", 0, 0, 40, 0, &order)
	for i := range stamp { // climbs across the page through the row
		stamp[i].angle = 2*math.Pi - math.Pi/4
		stamp[i].x, stamp[i].y = 110+40*float64(i), 690+40*float64(i)
	}
	if got := text(linesOf(append(stamp, chars...), page{})); !strings.HasPrefix(got, "19641209-9985  570,00\n") {
		t.Errorf("got %q", got)
	}
}

func TestPrintedTwiceToLookBold(t *testing.T) {
	t.Parallel()
	order := 0
	chars := set("Summa 1 330,00", 40, 700, 5, 0, &order)
	chars = append(chars, set("Summa 1 330,00", 40.3, 700, 5, 0, &order)...)
	if got := text(linesOf(chars, page{})); got != "Summa 1 330,00" {
		t.Errorf("got %q", got)
	}
}

func TestPitchTellsPrintouts(t *testing.T) {
	t.Parallel()
	order := 0
	groups := baselines(uprightOf(set("ill: 19641209-9985, Jenny; il.", 40, 700, 6, 0, &order)))
	if p := pitchOf(groups); p != 6 {
		t.Errorf("pitch %v, want 6", p)
	}
	if !onGrid(groups[0], 6) || onGrid(groups[0], 7) {
		t.Error("the grid is not told")
	}
}

func uprightOf(chars []char) []upright {
	var all []upright
	for _, c := range chars {
		all = append(all, turn(c, 0, 1))
	}
	return all
}

func TestJoinSpilled(t *testing.T) {
	t.Parallel()
	row := func(y float64, words ...string) line {
		l := line{y: y, gap: 5}
		for i, w := range words {
			l.word = append(l.word, layout.Word{Text: w, X0: float64(100 * i), X1: float64(100*i + 50)})
		}
		return l
	}
	left := page{number: 1, width: 595, lines: []line{row(700, "Namn", "Pnr"), row(680, "Jenny", "19641209-9985"), row(660, "Åke", "19860805-9930")}}
	second := page{number: 2, width: 595, lines: []line{row(700, "Namn", "Pnr"), row(680, "Peter", "19671013-9970"), row(660, "Sören", "19850131-9837")}}
	right := page{number: 3, width: 595, lines: []line{row(700, "Avgift"), row(680, "570,00"), row(660, "760,00")}}
	rightOfSecond := page{number: 4, width: 595, lines: []line{row(700, "Avgift"), row(680, "690,58"), row(660, "752,40")}}
	letter := page{number: 5, width: 595, lines: []line{row(610, "Med"), row(590, "vänlig"), row(570, "hälsning")}}
	doc := Document{pages: joinSpilled([]page{left, second, right, rightOfSecond, letter})}
	var got []string
	for _, l := range doc.Text() {
		got = append(got, l.Text)
	}
	want := "Namn  Pnr  Avgift\nJenny  19641209-9985  570,00\nÅke  19860805-9930  760,00\nNamn  Pnr  Avgift\nPeter  19671013-9970  690,58\nSören  19850131-9837  752,40\nMed\nvänlig\nhälsning"
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	lines := []sheet.Line{{Text: "19641209-9985  570,00", Page: 1, Number: 1}, {Text: "19860805-9930  760,00", Page: 1, Number: 2}, {Text: "Sida 1", Page: 1, Number: 3}}
	diffs, ok := Compare(lines, []string{"19641209998557000198608059930769" + "00"})
	if !ok || len(diffs) != 1 || diffs[0] != (Difference{1, 2}) {
		t.Errorf("%v, %v", diffs, ok)
	}
	if _, ok := Compare(lines, []string{""}); ok {
		t.Error("a reader that found nothing was asked")
	}
}

func TestSecondReaderOnGarbage(t *testing.T) {
	t.Parallel()
	for _, data := range []string{"", "%PDF-1.4", "%PDF-1.4\nxref\n0 1\ntrailer<</Size 1/Root 1 0 R>>\nstartxref\n9\n%%EOF"} {
		if pages, err := Digits([]byte(data), 10); err == nil && strings.Join(pages, "") != "" {
			t.Errorf("%q gave %q", data, pages)
		}
	}
}
