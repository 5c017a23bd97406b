package pdf

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/paper"
	"sef.se/kontakten/internal/register"
)

// SheetsPerFile is how many sheets the run in the database puts into one file:
// a file is held in memory until it is closed.
const SheetsPerFile = 500

// Batch draws lists, one after another, into one PDF file. It is for one
// goroutine; several batches may be drawn at once.
type Batch struct {
	out    io.Writer
	sender Sender
	period register.Period
	slip   paper.GiroSlip
	doc    *paper.Document
	canvas *paper.Canvas
}

// Placed says where in the file a list stands: pages count from 1, an empty
// page of a two-sided list is not among Pages.
type Placed struct{ FirstPage, Pages int }

// NewBatch begins a file of the lists of a period. Nothing is written to w
// before Close. The file bears no date but the period's first day, so that
// equal lists give equal bytes.
func NewBatch(w io.Writer, s Sender, p register.Period) *Batch {
	slip := s.slip()
	info := paper.Info{
		Title:   "Avgiftslistor " + p.Words(),
		Created: time.Date(p.Year, p.Month, 1, 0, 0, 0, 0, time.UTC),
	}
	if slip.DocumentType != "" {
		info.Faces = []paper.Face{paper.OCRB}
	}
	doc := paper.NewDocument(info)
	return &Batch{out: w, sender: s, period: p, slip: slip, doc: doc, canvas: doc.NewCanvas()}
}

// Add draws a list. letter is the letter number for the window, blank where
// the list has none (it exists only in the database, practice.md R17).
func (b *Batch) Add(l avgiftslista.List, letter string) (Placed, error) {
	sheets := paginate(l.Rows)
	placed := Placed{FirstPage: b.doc.Pages() + 1, Pages: len(sheets)}
	for _, s := range sheets {
		if err := b.draw(l, s, letter); err != nil {
			return placed, fmt.Errorf("draw list %s, sheet %d: %w", l.Number, s.page, err)
		}
	}
	if b.sender.Duplex && b.doc.Pages()%2 == 1 {
		b.canvas.Reset()
		b.doc.AddPage(b.canvas)
	}
	return placed, nil
}

// AddSheet draws one sheet of a list, to be printed again; sheets count from 1.
func (b *Batch) AddSheet(l avgiftslista.List, letter string, sheet int) error {
	sheets := paginate(l.Rows)
	if sheet < 1 || sheet > len(sheets) {
		return fmt.Errorf("list %s has %d sheets, not a sheet %d", l.Number, len(sheets), sheet)
	}
	if err := b.draw(l, sheets[sheet-1], letter); err != nil {
		return fmt.Errorf("draw list %s, sheet %d: %w", l.Number, sheet, err)
	}
	return nil
}

// Pages gives the number of pages in the file so far.
func (b *Batch) Pages() int { return b.doc.Pages() }

// Close writes the file. The batch is done after it. A PDF cannot be without
// pages: a batch without lists is one page that says so, and has no code.
func (b *Batch) Close() error {
	if b.doc.Pages() == 0 {
		b.canvas.Reset()
		b.canvas.Text(senderFont, leftEdge, 30, "Inga avgiftslistor att skriva ut för "+b.period.Words()+".")
		b.doc.AddPage(b.canvas)
	}
	_, err := b.doc.WriteTo(b.out)
	return err
}

// draw draws one sheet: the forms that it shares with others, then what is its
// own.
func (b *Batch) draw(l avgiftslista.List, s sheet, letter string) error {
	c := b.canvas
	c.Reset()
	forms := make([]*paper.Form, 0, 6)
	forms = append(forms, b.tableForm(s.kind, s.rows(), l.Rate.HasControlFee()))
	if s.kind.hasWindow() {
		forms = append(forms, b.headForm(), b.periodForm(l), b.agreementForm(l), b.returnForm(l.Company.Region))
		b.drawWindow(l, s.pages, letter)
	} else {
		forms = append(forms, b.nextHeadForm(l))
	}
	if s.kind.hasSlip() {
		forms = append(forms, b.slipForm())
		b.canvas.SlipPayment(b.slip, payment(l))
	}
	b.drawFacts(l, s)
	b.drawRows(l, s)
	code := avgiftslista.SheetCode{Number: l.Number, Page: s.page, Pages: s.pages}
	if _, err := c.QR(code.String(), qrX, qrY, qrModule); err != nil {
		return err
	}
	b.doc.AddPage(c, forms...)
	return nil
}

// payment gives what the slip of a list says: the amount is the payer's to
// write, since it is the total of what they fill in.
func payment(l avgiftslista.List) paper.Payment {
	return paper.Payment{Reference: l.Number.String(), LastDay: l.Due.Money.Words(), Payer: AddressLines(l.Company),
		Subject: "Fackavgifter " + l.Period.Words()}
}

// AddressLines gives a company's postal address in lines, as envelopes show it.
func AddressLines(c register.Company) []string {
	lines := []string{printable(c.Name)}
	if c.CareOf != "" {
		lines = append(lines, careOf(printable(c.CareOf)))
	}
	if c.Street != "" {
		lines = append(lines, printable(c.Street))
	}
	return append(lines, postLine(c))
}

// postLine gives the last line of an address: "262 35 Ängelholm".
func postLine(c register.Company) string {
	postcode := c.Postcode
	if len(postcode) == 5 {
		postcode = postcode[:3] + " " + postcode[3:]
	}
	return postcode + " " + printable(c.City)
}

// printable gives a text as it is drawn: composed letters (NFC), since the faces
// have them and place no accents, and no line ends or other control characters.
func printable(s string) string {
	s = norm.NFC.String(s)
	if strings.IndexFunc(s, unicode.IsControl) < 0 {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) }), " ")
}

// careOf gives the line "c/o …", also where the register's text says c/o itself.
func careOf(s string) string {
	if strings.HasPrefix(strings.ToLower(s), "c/o") {
		return s
	}
	return "c/o " + s
}

// MissingGlyphs gives the characters of a list's names that the typeface has
// no glyph for; a dotted ring is printed for each.
func MissingGlyphs(l avgiftslista.List) []rune {
	var missing []rune
	for _, line := range AddressLines(l.Company) {
		missing = append(missing, paper.Missing(line)...)
	}
	for _, r := range l.Rows {
		missing = append(missing, paper.Missing(printable(r.LastName+r.FirstName))...)
	}
	return missing
}
