package pdf

import (
	"io"
	"strconv"
	"strings"
	"time"

	"sef.se/kontakten/internal/paper"
)

// WriteAlignment writes a sheet for each kind of envelope, with which whoever
// sets up printing finds out on the real stock whether the window shows the
// address and nothing else, and whether the printer keeps the scale.
func WriteAlignment(w io.Writer, s Sender) error {
	doc := paper.NewDocument(paper.Info{Title: "Provutskrift för kuvert", Created: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)})
	for _, e := range []struct {
		name     string
		envelope Envelope
	}{{"C65", s.Envelopes.C65}, {"C5", s.Envelopes.C5}, {"C4", s.Envelopes.C4}} {
		c := doc.NewCanvas()
		alignmentSheet(c, s, e.name, e.envelope)
		doc.AddPage(c)
	}
	_, err := doc.WriteTo(w)
	return err
}

func alignmentSheet(c *paper.Canvas, s Sender, name string, e Envelope) {
	w := e.Window
	c.CornerMarks(leftEdge, topEdge, rightEdge, pageBottom)
	c.Text(titleFont, leftEdge, 28.5, "Provutskrift "+name)
	y := c.Flow(leftEdge, 38, headWidth, 4.2, paper.Run{Font: textFont, Text: "Skriv ut i 100 %, på det papper och med den skrivare som ska användas."}) + 1.5
	for i, step := range []string{"Mät linjen nedan: den ska vara 100 mm.", "Vik vid strecken i högerkanten och lägg arket i kuvertet.",
		"Knacka kuvertet mot bordet på alla fyra sidor. Varje gång ska hela adressen synas i fönstret, och inget av den streckade ramen."} {
		c.Text(boldFont, leftEdge, y, strconv.Itoa(i+1)+".")
		y = c.Flow(leftEdge+5, y, headWidth-7, 4.2, paper.Run{Font: textFont, Text: step}) + 1.5
	}
	c.Flow(leftEdge, y, headWidth-2, 4.2, paper.Run{Font: textFont, Text: "Stämmer det inte: ändra x, y, width och height i [print.envelope." + strings.ToLower(name) + "]."})
	foldMarks(c, name)
	c.Frame(w.X, w.Y, w.Width, w.Height, 0.25, paper.Rule)
	left, top, right, bottom := w.X-w.Play, w.Y-w.Play, w.X+w.Width+w.Play, w.Y+w.Height+w.Play
	c.Dashed(left, top, right, top, 0.2, 1, paper.Soft)
	c.Dashed(left, bottom, right, bottom, 0.2, 1, paper.Soft)
	c.Dashed(left, top, left, bottom, 0.2, 1, paper.Soft)
	c.Dashed(right, top, right, bottom, 0.2, 1, paper.Soft)
	c.Address(w, paper.Postal{Return: s.Address, Number: "1234 5674",
		Lines: []string{"Provföretaget Elektriska i Ångermanland AB", "c/o Lönebyrån", "Provgatan 1", "123 45 Exempelstad"}})
	c.Line(leftEdge, 110, leftEdge+100, 110, 0.3, paper.Black)
	for i := range 11 {
		x := leftEdge + 10*float64(i)
		c.Line(x, 108, x, 112, 0.3, paper.Black)
	}
	c.TextCentre(textFont, leftEdge+50, 117, "100 mm")
	c.Dashed(5, paper.SlipTop, paper.PageWidth-5, paper.SlipTop, 0.25, 1.2, paper.Soft)
	c.Note(labelFont, paper.Soft, leftEdge, paper.SlipTop+3.6, "Här klipps inbetalningskortet av: 102 mm från nederkanten")
}
