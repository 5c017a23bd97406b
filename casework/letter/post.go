package letter

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"time"
	"unicode/utf8"

	"sef.se/kontakten/avgiftslista/pdf"
	"sef.se/kontakten/internal/paper"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/templates"
)

// Post writes letters on paper: the texts of templates/letter, on the sender's
// sheet, with the address where the envelope's window is.
type Post struct {
	texts  *templates.Texts
	sender pdf.Sender
}

// letters are the files of templates/letter.
var letters = []string{"answer.txt", "channel.txt", "contact.txt", "credentials.txt", "question.txt", "receipt.txt", "reminder1.txt", "reminder2.txt"}

// NewPost parses the letters. It fails where one is missing, undeclared or
// broken.
func NewPost(sender pdf.Sender) (*Post, error) {
	texts, err := templates.LoadLetters(letters...)
	if err != nil {
		return nil, err
	}
	return &Post{texts: texts, sender: sender}, nil
}

// NewPostOver is NewPost with the deployment's own texts in a folder (config letters.dir). Every
// letter is written once with made-up facts: a text that cannot be, or that one page does not
// hold, is refused here and not on the day of the run. Its errors are Swedish sentences.
func NewPostOver(sender pdf.Sender, own fs.FS) (*Post, error) {
	texts, err := templates.LoadLettersOver(own, letters...)
	if err != nil {
		return nil, err
	}
	p := &Post{texts: texts, sender: sender}
	for _, content := range samples() {
		e := Envelope{To: []string{"Provföretaget AB", "Gatan 1", "123 45 Orten"}, Date: register.NewDate(2026, 11, 2), Case: "K-1014"}
		if err := p.Write(io.Discard, e, content); err != nil {
			return nil, fmt.Errorf("brevet %s.txt kan inte skrivas: %w", content.template(), err)
		}
	}
	return p, nil
}

// Envelope is what a letter needs beside its text.
type Envelope struct {
	To     []string      // the registered address, in lines
	Date   register.Date // of the letter
	Number Number        // in the window; none for none
	Case   string        // case number, "K-1042"; blank for a letter of no case
}

// Content is the facts of one letter; its type decides which.
type Content interface{ template() string }

// ChannelChanged confirms a new way to report.
type ChannelChanged struct {
	Day     string // of the change
	From    string // "november 2026"
	Channel string // in words
	Paper   bool   // lists come by post
}

// ContactChanged confirms changed contacts or addresses; Changes are whole
// phrases: "Ny kontaktperson är registrerad".
type ContactChanged struct {
	Day     string
	Changes []string
}

// CredentialsOrdered says how and when credentials come. It holds none (R4).
type CredentialsOrdered struct {
	Day  string // of the order
	Days int    // working days until the portal's letter should have come
}

// ListQuestion asks about a returned list, by row numbers, never by names.
type ListQuestion struct {
	Period, List, Due string
	Questions         []string // "Rad 4 har inget belopp och ingen orsakskod."
}

// ListReceipt is a receipt on paper.
type ListReceipt struct {
	Period, List, Day string
	Rows              int
	Total             string // "1 488,00 kr"; blank where it would tell a wage
}

// FirstReminder is for a list that has not come; it assumes that the letters
// crossed. List is blank for a list of the company's own.
type FirstReminder struct{ Period, List, WasDue, Due string }

// SecondReminder asks to be called.
type SecondReminder struct{ Period, List, WasDue, Reminded, Due string }

// Answer is what a person answers or asks, on paper.
type Answer struct {
	Heading string
	Text    string // paragraphs, as AnswerFits lets through
}

// The most that fits on a letter's page beside what stands around it, in tenths of a millimetre, and
// what a line takes at most (internal/paper).
const (
	answerRoom  = 1080
	answerLine  = 62
	answerBlank = 26
	answerWidth = 64 // characters in a line, about
)

// AnswerFits tells whether a text fits on the page of an Answer.
func AnswerFits(text string) bool {
	height := 0
	for line := range strings.Lines(text) {
		if n := utf8.RuneCountInString(strings.TrimSpace(line)); n > 0 {
			height += answerLine * (1 + n/answerWidth)
		} else {
			height += answerBlank
		}
	}
	return height <= answerRoom
}

func (Answer) template() string             { return "answer" }
func (ChannelChanged) template() string     { return "channel" }
func (ContactChanged) template() string     { return "contact" }
func (CredentialsOrdered) template() string { return "credentials" }
func (ListQuestion) template() string       { return "question" }
func (ListReceipt) template() string        { return "receipt" }
func (FirstReminder) template() string      { return "reminder1" }
func (SecondReminder) template() string     { return "reminder2" }

// Written is a letter's text before it is drawn.
type Written struct{ Heading, Body string }

// Text writes a letter's text.
func (p *Post) Text(e Envelope, content Content) (Written, error) {
	data := struct {
		House  House
		Case   string
		Letter Content
	}{House{p.sender.Phone, p.sender.Hours, p.sender.Web}, e.Case, content}
	var heading, body bytes.Buffer
	name := content.template()
	if err := p.texts.Render(&heading, name+".heading", data); err != nil {
		return Written{}, err
	}
	if err := p.texts.Render(&body, name+".txt", data); err != nil {
		return Written{}, err
	}
	return Written{strings.TrimSpace(heading.String()), strings.TrimSpace(body.String())}, nil
}

// Write writes a letter as a PDF of one page. It refuses a text that one page
// does not hold.
func (p *Post) Write(w io.Writer, e Envelope, content Content) error {
	return p.WriteAll(w, []Envelope{e}, []Content{content})
}

// WriteAll writes letters as one PDF, a page each, in the given order.
func (p *Post) WriteAll(w io.Writer, envelopes []Envelope, contents []Content) error {
	var doc *paper.Document
	for i, e := range envelopes {
		text, err := p.Text(e, contents[i])
		if err != nil {
			return err
		}
		if doc == nil {
			doc = paper.NewDocument(paper.Info{Title: text.Heading, Created: time.Date(e.Date.Year, e.Date.Month, e.Date.Day, 0, 0, 0, 0, time.UTC)})
		}
		c := doc.NewCanvas()
		if !c.Letter(p.sheet(e, text)) {
			return fmt.Errorf("letter %s: a page does not hold it", contents[i].template())
		}
		doc.AddPage(c)
	}
	if doc == nil {
		return nil
	}
	_, err := doc.WriteTo(w)
	return err
}

// For gives the same texts under another sender, as a test installation marks its own.
func (p *Post) For(sender pdf.Sender) *Post { return &Post{texts: p.texts, sender: sender} }

// sheet gives a letter as the kit draws it.
func (p *Post) sheet(e Envelope, text Written) paper.Letter {
	sender := p.sender
	sheet := paper.Letter{
		Sender: sender.Name, Unit: sender.Unit,
		Window:  sender.Envelopes.C65.Window,
		Postal:  paper.Postal{Return: sender.Address, Lines: e.To, Number: e.Number.String()},
		Facts:   nonEmpty(e.Date.Words(), caseLine(e.Case)),
		Heading: text.Heading, Body: text.Body, Closing: "Vänliga hälsningar\nKontakten",
		Foot: []string{
			strings.Join(nonEmpty(sender.Name, sender.Address), " · "),
			strings.Join(nonEmpty(sender.Phone, sender.Hours, sender.Email, sender.Web), " · "),
		},
	}
	if sender.Trial {
		sheet.Watermark = "PROV"
	}
	return sheet
}

func caseLine(number string) string {
	if number == "" {
		return ""
	}
	return "Ärende " + number
}

func nonEmpty(texts ...string) (kept []string) {
	for _, t := range texts {
		if t != "" {
			kept = append(kept, t)
		}
	}
	return kept
}
