package pdf

import (
	"slices"
	"strconv"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/paper"
	"sef.se/kontakten/internal/register"
)

// headWidth is the room left of the window for all that the first sheet says.
const headWidth = 80.0

// The keys of the forms: each holds what its drawing depends on.
type (
	headKey      struct{}
	slipKey      struct{}
	periodKey    struct{ due avgiftslista.DueDates }
	agreementKey struct {
		name            string
		member, control register.Percent
	}
	returnKey   struct{ region string }
	nextHeadKey struct{ period register.Period }
	tableKey    struct {
		kind    kind
		rows    int
		control bool
	}
)

// headForm draws who sends the list and whom to ask.
func (b *Batch) headForm() *paper.Form {
	return b.doc.Form(headKey{}, func(c *paper.Canvas) {
		s := b.sender
		drawSender(c, s)
		c.Text(titleFont, leftEdge, 28.5, "Avgiftslista")
		y := 77.0
		c.Text(headFont, leftEdge, y, "Frågor")
		for _, l := range contact(s) {
			line := fitLine(l, labelFont, headWidth-15)
			c.Text(line.Font, leftEdge+15, y, line.Lines[0])
			y += 3.5
		}
	})
}

// drawSender draws the sender's name and unit, beside the corner mark.
func drawSender(c *paper.Canvas, s Sender) {
	const room = factsX - leftEdge - 10
	name, unit := fitLine(s.Name, senderFont, room), fitLine(s.Unit, textFont, room)
	c.Text(name.Font, leftEdge+7, 11.2, name.Lines[0])
	c.Note(unit.Font, paper.Soft, leftEdge+7, 15.4, unit.Lines[0])
}

// fitLine sets a text on one line, squeezed where it is long, cut where even
// that is not enough: for texts of the house's own, which it sees on the
// alignment sheet.
func fitLine(s string, f paper.Font, width float64) paper.Fitted {
	return paper.Fit(s, width, paper.Try{Font: f, Lines: 1, Squeeze: 0.7})
}

// contact gives the ways to ask: by telephone on one line, by net on the other.
func contact(s Sender) []string {
	var lines []string
	for _, ways := range [][]string{{s.Phone, s.Hours}, {s.Email, s.Web}} {
		ways = slices.DeleteFunc(ways, func(w string) bool { return w == "" })
		if len(ways) > 0 {
			lines = append(lines, strings.Join(ways, " · "))
		}
	}
	return lines
}

func nonBreaking(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") }

// periodForm draws the period and what is due when.
func (b *Batch) periodForm(l avgiftslista.List) *paper.Form {
	return b.doc.Form(periodKey{l.Due}, func(c *paper.Canvas) {
		c.Text(periodFont, leftEdge+titleFont.Width("Avgiftslista "), 28.5, l.Period.Words())
		c.Flow(leftEdge, 34, headWidth, 3.9,
			paper.Run{Font: textFont, Text: instruction(l.Period)})
		c.Fill(leftEdge, 40.6, headWidth, 10.6, paper.Shadow)
		for i, due := range []struct{ what, day string }{
			{"Sänd in listan senast", l.Due.List.Words()}, {"Betala avgifterna senast", l.Due.Money.Words()},
		} {
			y := 44.7 + 4.6*float64(i)
			c.Text(textFont, leftEdge+2, y, due.what)
			c.Text(paper.Font{Face: paper.Bold, Size: 9.5}, leftEdge+42, y, due.day)
		}
	})
}

// instruction says what the company shall do; it fits on two lines.
func instruction(p register.Period) string {
	return "Skriv för varje medlem den avgift som ni har dragit på lön betald i " + nonBreaking(p.Words()) + ", eller en orsakskod."
}

// The wage of the worked example.
const (
	exampleBase register.Amount = 32_000_00
	exampleWage                 = "32\u00a0000 kr i lön"
)

// agreementForm draws the agreement's percentages with a worked example.
func (b *Batch) agreementForm(l avgiftslista.List) *paper.Form {
	r := l.Rate
	return b.doc.Form(agreementKey{l.Agreement, r.MemberFee, r.ControlFee}, func(c *paper.Canvas) {
		const base = " – avgift på bruttolönen"
		name := fitLine(printable(l.Agreement), boldFont, headWidth-textFont.Width(base))
		c.Text(name.Font, leftEdge, 56, name.Lines[0])
		c.Text(textFont, leftEdge+name.Font.Width(name.Lines[0]), 56, base)
		drawFee(c, 60.4, "Medlemsavgift", r.MemberFee)
		if r.HasControlFee() {
			drawFee(c, 64.3, "Kontrollavgift", r.ControlFee)
		}
	})
}

// drawFee draws a percentage and what it makes of the example's wage.
func drawFee(c *paper.Canvas, y float64, what string, p register.Percent) {
	c.Text(textFont, leftEdge, y, what)
	c.TextRight(boldFont, leftEdge+33, y, p.String()+"\u00a0%")
	c.Text(textFont, leftEdge+37, y, exampleWage+" ger "+p.Of(exampleBase).Kronor())
}

// returnForm draws where the filled-in list is sent.
func (b *Batch) returnForm(region string) *paper.Form {
	address := b.sender.returnAddress(region)
	text := strings.Join(address.Lines, ", ")
	return b.doc.Form(returnKey{text}, func(c *paper.Canvas) {
		const y, leading = 70.4, 3.0
		c.Text(headFont, leftEdge, y, "Sänd till")
		fitted := paper.Fit(text, headWidth-15, paper.Try{Font: labelFont, Lines: 1, Squeeze: 0.8},
			paper.Try{Font: paper.Font{Face: paper.Regular, Size: 7}, Lines: 2, Squeeze: 0.75})
		c.Lines(fitted.Font, leftEdge+15, y, leading, fitted.Lines)
	})
}

// nextHeadForm draws the short head of a continued sheet.
func (b *Batch) nextHeadForm(l avgiftslista.List) *paper.Form {
	return b.doc.Form(nextHeadKey{l.Period}, func(c *paper.Canvas) {
		drawSender(c, b.sender)
		c.Text(paper.Font{Face: paper.Bold, Size: 12}, leftEdge, 23, "Avgiftslista "+l.Period.Words())
	})
}

// drawWindow draws the address and the fold marks for the envelope that a list
// of so many sheets goes into.
func (b *Batch) drawWindow(l avgiftslista.List, sheets int, letter string) {
	name := b.sender.envelopeFor(sheets)
	foldMarks(b.canvas, name)
	b.canvas.Address(b.sender.window(name), paper.Postal{Return: b.sender.Address, Lines: AddressLines(l.Company), Number: letter})
}

// foldMarks draws where a sheet for an envelope is folded.
func foldMarks(c *paper.Canvas, envelope string) {
	switch envelope {
	case "C65":
		c.FoldMarks(paper.PageHeight/3, paper.PageHeight*2/3)
	case "C5":
		c.FoldMarks(paper.PageHeight / 2)
	}
}

// drawFacts draws what names this list and sheet, left of the code. A sole
// trader's organisation number is a personal number and is left out: the
// customer number says as much.
func (b *Batch) drawFacts(l avgiftslista.List, s sheet) {
	c := b.canvas
	fact := func(x, y float64, label, value string) {
		c.Note(labelFont, paper.Soft, x, y, label)
		c.Text(factFont, x, y+4.2, value)
	}
	fact(factsX, topEdge+2.4, "Listnummer och OCR", l.Number.String())
	fact(factsX, topEdge+11.2, "Kundnummer", strconv.Itoa(l.Number.Customer()))
	if o := l.Company.OrganisationNumber; !o.IsPerson() {
		fact(factsX+24, topEdge+11.2, "Organisationsnr", o.Hyphened())
	}
	if s.page < s.pages {
		c.TextRight(boldFont, rightEdge, rowTop(s.kind, s.rows())+4.2, "Fortsätter på sida "+strconv.Itoa(s.page+1))
	}
	c.Text(factFont, factsX, topEdge+21.6, "Sida "+strconv.Itoa(s.page)+" av "+strconv.Itoa(s.pages))
	if l.Number.Version() > 1 {
		c.Text(headFont, factsX, topEdge+25.8, "Ersätter vår tidigare lista för månaden")
	}
	if !s.kind.hasWindow() {
		name := paper.Fit(printable(l.Company.Name), factsX-leftEdge-5, paper.Try{Font: rowFont, Lines: 1, Squeeze: 0.75}, paper.Try{Font: labelFont, Lines: 1, Squeeze: 0.7})
		c.Text(name.Font, leftEdge, topEdge+20, name.Lines[0])
	}
}
