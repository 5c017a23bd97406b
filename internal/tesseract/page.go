package tesseract

import (
	"strconv"
	"strings"
)

// Page is what was read of an image, in the image's own pixels.
type Page struct {
	Width, Height int
	Lines         []Line
}

// Line is one line of text.
type Line struct {
	Number int      // in the text, blank lines counted, from 1
	Text   string   // with the blanks between columns kept
	Box    Box      // zero where it is not known
	Unsure []string // words that the program is not sure of
}

// Box is a place in an image, in pixels from its upper left corner.
type Box struct{ X, Y, W, H int }

// Text gives all lines as they stand, the blank ones between them too.
func (p Page) Text() string {
	var b strings.Builder
	at := 1
	for _, l := range p.Lines {
		for ; at < l.Number; at++ {
			b.WriteByte('\n')
		}
		b.WriteString(l.Text)
	}
	return strings.TrimLeft(b.String(), "\n")
}

// sure is the confidence, in percent, from which a word is not pointed out.
const sure = 80

// The levels of a row of the table (tesseract(1), TSV).
const (
	levelPage = "1"
	levelLine = "4"
	levelWord = "5"
)

// pageOf puts a text and its table of places together: both come on one stream,
// the table's rows with eleven tabs. Where the two do not have as many lines,
// which never came up, places are left out: a wrong one would mislead.
func pageOf(out string) Page {
	var p Page
	var places []Line
	for number, line := range textLines(out, func(row []string) { p.place(row, &places) }) {
		if strings.TrimSpace(line) != "" {
			p.Lines = append(p.Lines, Line{Number: number + 1, Text: line})
		}
	}
	if len(places) == len(p.Lines) {
		for i, at := range places {
			p.Lines[i].Box, p.Lines[i].Unsure = at.Box, at.Unsure
		}
	}
	return p
}

// textLines gives the lines that are text, and hands over those of the table.
func textLines(out string, row func([]string)) (lines []string) {
	const columns = 12
	for _, l := range strings.Split(strings.TrimRight(out, "\f\n "), "\n") {
		if fields := strings.Split(l, "\t"); len(fields) == columns {
			row(fields)
			continue
		}
		lines = append(lines, strings.TrimPrefix(l, "\f"))
	}
	return lines
}

// place takes a row of the table: level, page, block, paragraph, line, word,
// left, top, width, height, confidence, text.
func (p *Page) place(row []string, places *[]Line) {
	var n [4]int
	for i := range n {
		var err error
		if n[i], err = strconv.Atoi(row[6+i]); err != nil {
			return // the head
		}
	}
	switch row[0] {
	case levelPage:
		p.Width, p.Height = n[2], n[3]
	case levelLine:
		*places = append(*places, Line{Box: Box{n[0], n[1], n[2], n[3]}})
	case levelWord:
		confidence, err := strconv.ParseFloat(row[10], 64)
		if last := len(*places) - 1; err == nil && last >= 0 && confidence < sure && strings.TrimSpace(row[11]) != "" {
			(*places)[last].Unsure = append((*places)[last].Unsure, row[11])
		}
	}
}
