package pdf

import (
	"strconv"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/paper"
)

// tableForm draws what is the same on every sheet of a kind: corner marks,
// table, totals, signature, codes.
func (b *Batch) tableForm(k kind, rows int, control bool) *paper.Form {
	return b.doc.Form(tableKey{k, rows, control}, func(c *paper.Canvas) {
		cols := columnsFor(control)
		bottom := pageBottom
		if k.hasSlip() {
			bottom = markBottom
		}
		if b.sender.Trial {
			trialMark(c, rowTop(k, 0), rowTop(k, rows), cols)
		}
		c.CornerMarks(leftEdge, topEdge, rightEdge, bottom)
		tableHead(c, tableTopOf(k), cols)
		for i := range rows {
			tableRow(c, rowTop(k, i), cols)
			if k.hasWindow() {
				c.TextRight(labelFont, cols.number, rowTop(k, i)+baseline(labelFont), strconv.Itoa(i+1))
			}
		}
		if k.hasSlip() {
			drawTotals(c, cols)
			drawSignature(c)
			drawCodes(c, leftEdge, footTop+3.2, 91, "på tomma rader", "\n")
			return
		}
		drawCodes(c, leftEdge+7, pageBottom-4.6, 160, "på sista sidan", " ")
	})
}

// trialMark draws PROV across the amount columns, as often as there is room.
func trialMark(c *paper.Canvas, top, bottom float64, cols columns) {
	const apart = 55
	times := max(1, int((bottom-top)/apart))
	for i := range times {
		middle := top + (bottom-top)*(float64(i)+0.5)/float64(times)
		c.Watermark("PROV", (cols.same+rightEdge)/2, middle, rightEdge-cols.same, 15)
	}
}

// baseline gives where text stands that is centred in a row.
func baseline(f paper.Font) float64 { return (rowHeight + f.Height()) / 2 }

// tableHead draws the band with the columns' names.
func tableHead(c *paper.Canvas, top float64, cols columns) {
	c.Tick(leftEdge+2.2, top-3.4, 3.6)
	c.Text(boldFont, leftEdge+6, top-2.2, "Alla på bladet: samma avgift som förra månaden")
	c.Fill(leftEdge, top, rightEdge-leftEdge, headHeight, paper.Shadow)
	c.Line(leftEdge, top, rightEdge, top, 0.35, paper.Black)
	c.Line(leftEdge, top+headHeight, rightEdge, top+headHeight, 0.25, paper.Black)
	upper, lower := top+3.8, top+7.4
	c.TextRight(headFont, cols.number, lower, "Nr")
	c.Text(headFont, cols.person, lower, "Personnummer")
	c.Text(headFont, cols.name, lower, "Namn")
	c.TextCentre(headFont, cols.same-0.8, upper, "Som förra")
	c.TextCentre(headFont, cols.same-0.8, lower, "månaden")
	amountHead(c, cols.member, upper, lower, "Medlemsavgift")
	if cols.control > 0 {
		amountHead(c, cols.control, upper, lower, "Kontrollavgift")
	}
	c.Text(headFont, cols.reason, upper, "Orsaks-")
	c.Text(headFont, cols.reason, lower, "kod")
}

func amountHead(c *paper.Canvas, x, upper, lower float64, name string) {
	c.Text(headFont, x, upper, name)
	c.TextRight(labelFont, x+5*cell, lower, "kronor")
	c.Text(labelFont, x+5*cell+oreGap, lower, "öre")
}

// tableRow draws the boxes of one row and the line under it.
func tableRow(c *paper.Canvas, top float64, cols columns) {
	y := top + (rowHeight-cellHeight)/2
	c.Tick(cols.same, top+rowHeight/2, 3.6)
	amountBoxes(c, cols.member, y, 5)
	if cols.control > 0 {
		amountBoxes(c, cols.control, y, 5)
	}
	c.Frame(cols.reason, y, rightEdge-cols.reason, cellHeight, 0.25, paper.Soft)
	c.Line(leftEdge, top+rowHeight, cols.nameEnd, top+rowHeight, 0.15, paper.Rule)
}

// amountBoxes draws cells for kronor and öre with the comma between them; x is
// where a box of five kronor cells would begin.
func amountBoxes(c *paper.Canvas, x, y float64, kronor int) {
	ore := x + 5*cell + oreGap
	c.Comb(x+float64(5-kronor)*cell, y, kronor, cell, cellHeight)
	c.Text(boldFont, ore-oreGap+0.35, y+cellHeight-0.8, ",")
	c.Comb(ore, y, 2, cell, cellHeight)
}

// drawRows draws the members of a sheet.
func (b *Batch) drawRows(l avgiftslista.List, s sheet) {
	c, cols := b.canvas, columnsFor(l.Rate.HasControlFee())
	base := baseline(rowFont)
	for i, m := range s.members {
		c.Text(digitFont, cols.person, rowTop(s.kind, i)+base, m.Personnummer.Hyphened())
	}
	for i, m := range s.members {
		drawName(c, cols, rowTop(s.kind, i), m)
	}
	if s.kind.hasWindow() {
		return // its row numbers stand in the form
	}
	for i := range s.rows() {
		c.TextRight(labelFont, cols.number, rowTop(s.kind, i)+baseline(labelFont), strconv.Itoa(s.before+i+1))
	}
}

// leaver marks a member whose employment ended in the month before.
const leaver = "slutat?"

// drawName draws a member's name in its cell, smaller or on more lines where it
// is long.
func drawName(c *paper.Canvas, cols columns, top float64, m avgiftslista.ListRow) {
	room := cols.nameEnd - cols.name
	if !m.LeftOn.IsZero() {
		mark := headFont.Width(leaver)
		c.Text(headFont, cols.nameEnd-mark, top+baseline(rowFont), leaver)
		room -= mark + 2
	}
	if m.Last != nil {
		last := "förra " + m.Last.MemberFee.String()
		if m.Last.ControlFee != 0 {
			last += " + " + m.Last.ControlFee.String()
		}
		c.TextRight(labelFont, cols.name+room, top+baseline(rowFont), last)
		room -= labelFont.Width(last) + 2
	}
	name := printable(strings.Trim(m.LastName+", "+m.FirstName, ", "))
	if rowFont.Width(name) <= room {
		c.Text(rowFont, cols.name, top+baseline(rowFont), name)
		return
	}
	fitted := paper.Fit(name, room,
		paper.Try{Font: rowFont, Lines: 1, Squeeze: 0.86},
		paper.Try{Font: paper.Font{Face: paper.Regular, Size: 7.5}, Lines: 2, Squeeze: 0.8},
		paper.Try{Font: paper.Font{Face: paper.Regular, Size: 5.4}, Lines: 3, Squeeze: 0.75})
	leading := fitted.Font.Size * 1.06 * 25.4 / 72
	block := fitted.Font.Height() + leading*float64(len(fitted.Lines)-1)
	c.Lines(fitted.Font, cols.name, top+(rowHeight-block)/2+fitted.Font.Height(), leading, fitted.Lines)
}
