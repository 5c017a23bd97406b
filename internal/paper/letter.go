package paper

import (
	"regexp"
	"strings"
)

// Letter is a letter of one page: whose it is, to whom, and its text.
type Letter struct {
	Sender, Unit string // the head's two lines
	Window       Window
	Postal       Postal
	Facts        []string // date, case number: beside the window
	Heading      string
	// Body is in paragraphs parted by an empty line. A line that begins with
	// "- " or "1. " is an item of a list.
	Body      string
	Closing   string   // lines parted by newlines
	Foot      []string // small lines at the foot of the page
	Watermark string   // PROV in mode test; blank for a real letter
}

// The letter's sheet, in millimetres.
const (
	letterLeft   = 25.0
	letterTop    = 104.0 // of the heading, below the upper fold
	letterWidth  = 150.0
	letterBottom = 262.0
	letterFoot   = 278.0
)

var (
	letterSender  = Font{Face: Bold, Size: 11}
	letterSmall   = Font{Face: Regular, Size: 8.5}
	letterHeading = Font{Face: Bold, Size: 15}
	letterBody    = Font{Face: Regular, Size: 11}
)

// Letter draws a letter and tells whether the page holds it.
func (c *Canvas) Letter(l Letter) (fits bool) {
	if l.Watermark != "" {
		c.Watermark(l.Watermark, PageWidth/2, 190, 150, 10)
	}
	c.Text(letterSender, letterLeft, 18, l.Sender)
	c.Note(letterSmall, Soft, letterLeft, 22.4, l.Unit)
	c.Lines(letterBody, letterLeft, 52, 5.4, l.Facts)
	c.Address(l.Window, l.Postal)
	c.FoldMarks(PageHeight/3, PageHeight*2/3)
	c.Line(letterLeft, letterFoot-5, letterLeft+160, letterFoot-5, 0.15, Rule)
	for i, line := range l.Foot {
		c.Note(letterSmall, Soft, letterLeft, letterFoot+4.2*float64(i), line)
	}
	return c.letterText(l) <= letterBottom
}

// item is the mark of a list's line: a dash, or a number and a dot.
var item = regexp.MustCompile(`^(- |\d\. )`)

// letterText draws heading, paragraphs and closing, and gives where they end.
func (c *Canvas) letterText(l Letter) float64 {
	const leading, gap, indent = 5.4, 2.6, 6.0
	y := c.Flow(letterLeft, letterTop, letterWidth, 7, Run{letterHeading, l.Heading}) + 3
	for paragraph := range strings.SplitSeq(l.Body, "\n\n") {
		for line := range strings.Lines(strings.TrimSpace(paragraph)) {
			line = strings.TrimSpace(line)
			mark := item.FindString(line)
			if mark == "" {
				y = c.Flow(letterLeft, y, letterWidth, leading, Run{letterBody, line})
				continue
			}
			c.Text(letterBody, letterLeft, y, strings.Replace(strings.TrimSpace(mark), "-", "–", 1))
			y = c.Flow(letterLeft+indent, y, letterWidth-indent, leading, Run{letterBody, line[len(mark):]}) + 0.8
		}
		y += gap
	}
	return c.Flow(letterLeft, y+4, letterWidth, leading, Run{letterBody, l.Closing})
}
