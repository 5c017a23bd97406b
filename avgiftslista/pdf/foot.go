package pdf

import (
	"sef.se/kontakten/internal/paper"
)

// slipForm draws the static part of the giro slip.
func (b *Batch) slipForm() *paper.Form {
	return b.doc.Form(slipKey{}, func(c *paper.Canvas) { c.SlipFrame(b.slip) })
}

// drawTotals draws the boxes for the sums, under the amounts.
func drawTotals(c *paper.Canvas, cols columns) {
	x := cols.member
	sums := []string{"Summa att betala"}
	if cols.control > 0 {
		x = cols.control
		sums = []string{"Summa medlemsavgift", "Summa kontrollavgift", "Att betala"}
	}
	for i, label := range sums {
		y := footTop + 0.6 + float64(i)*rowHeight
		f := textFont
		if i == len(sums)-1 {
			f = boldFont
		}
		c.TextRight(f, x-2*cell-2, y+(cellHeight+f.Height())/2, label)
		amountBoxes(c, x, y, 7)
	}
}

// drawSignature draws the lines for date, name and telephone.
func drawSignature(c *paper.Canvas) {
	const y = markBottom - 3.6
	for _, f := range []struct {
		x, width float64
		label    string
	}{
		{leftEdge + 6, 18, "Datum"}, {leftEdge + 27, 42, "Namnteckning"}, {leftEdge + 72, 25, "Telefon"},
	} {
		c.Line(f.x, y, f.x+f.width, y, 0.25, paper.Soft)
		c.Note(labelFont, paper.Soft, f.x, y+3.2, f.label)
	}
}

// reasons are the codes for a member of whom nothing was drawn (practice.md
// R21), in the order in which they are printed.
var reasons = []struct{ code, meaning string }{
	{"EJL", "ingen lön denna period"},
	{"SLUT", "slutat (skriv datum vid namnet)"},
	{"FLY", "annat bolag"},
	{"EJM", "ej medlem"},
	{"OKÄND", "okänd för oss"},
}

// drawCodes says where new members go and draws the key of the reason codes; before the key comes
// gap: a space, or a new line where there is little room. Nothing may come near the corner mark.
func drawCodes(c *paper.Canvas, x, y, width float64, newcomers, gap string) {
	runs := []paper.Run{{Font: headFont, Text: "Nya medlemmar"}, {Font: labelFont, Text: " " + newcomers + ". "},
		{Font: headFont, Text: "Ingen avgift dragen?"}, {Font: labelFont, Text: " Skriv en kod:" + gap}}
	for i, r := range reasons {
		end := " · "
		if i == len(reasons)-1 {
			end = "."
		}
		runs = append(runs, paper.Run{Font: headFont, Text: r.code}, paper.Run{Font: labelFont, Text: "\u00a0" + nonBreaking(r.meaning) + end})
	}
	c.Flow(x, y, width, 3.4, runs...)
}
