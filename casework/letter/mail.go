package letter

import (
	"bytes"
	"fmt"
	"strings"

	"sef.se/kontakten/templates"
)

// House is how companies reach Kontakten, as every mail says it.
type House struct {
	Phone string // "08-412 82 00"
	Hours string // "vardagar 9–15"
	Web   string // where companies report: "sef.se/arbetsgivare"
}

// DemoHouse is the House of the demo and of tests; the telephone number is of the series that
// PTS keeps for fiction.
func DemoHouse() House {
	return House{Phone: "08-465 004 00", Hours: "vardagar 9–15", Web: "sef.se/arbetsgivare"}
}

// Text is a mail's subject and body, plain text, ready to send.
type Text struct {
	Template string // its name, as the outbox keeps it: "receipt"
	Subject  string
	Body     string
	ByHand   bool // a person wrote it: it is not marked as automatic (RFC 3834)
}

// Mails writes the mails of templates/mail.
type Mails struct {
	texts *templates.Texts
	house House
}

// NewMails parses the templates. It fails where one is missing, undeclared or broken.
func NewMails(house House) (*Mails, error) {
	texts, err := templates.LoadMails("acknowledgement.txt", "annulled.txt", "answer.txt", "channel.txt", "contact.txt", "credentials.txt", "parts.txt", "receipt.txt",
		"reminder1.txt", "reminder2.txt")
	if err != nil {
		return nil, err
	}
	return &Mails{texts: texts, house: house}, nil
}

// Receipt is what a receipt tells.
type Receipt struct {
	Period  string // "oktober 2026"
	Rows    int
	Total   string // "1 488,00 kr"
	Members int    // of the company in the period: the total is told from TellTotalFrom on
	Kind    string // "new", "addition", "correction"
}

// Confirmation is a change that the registered address is told.
type Confirmation struct {
	Template string // "channel", "contact", "credentials"
	Day      string // of the change, "25 oktober 2026"
	From     string // channel: "november 2026"
	Channel  string // channel: in words
	Paper    bool   // channel: lists come by post
}

// Acknowledgement writes the one acknowledgement that everyone gets.
func (m *Mails) Acknowledgement(caseNumber string) (Text, error) {
	return m.write("acknowledgement", struct {
		House House
		Case  string
	}{m.house, caseNumber})
}

// Receipt writes a receipt. The total is left out for a company with few members.
func (m *Mails) Receipt(caseNumber string, r Receipt) (Text, error) {
	return m.write("receipt", struct {
		Receipt
		House House
		Case  string
	}{r.told(), m.house, caseNumber})
}

// told is the receipt without a total that would tell a wage.
func (r Receipt) told() Receipt {
	if r.Members < TellTotalFrom {
		r.Total = ""
	}
	return r
}

// ReceiptLetter is a receipt on paper, for where the mail came back (R34).
func (m *Mails) ReceiptLetter(r Receipt) (Answer, error) {
	var text bytes.Buffer
	if err := m.texts.Render(&text, "receipt.letter", r.told()); err != nil {
		return Answer{}, err
	}
	return Answer{Heading: "Kvitto på redovisade avgifter", Text: text.String()}, nil
}

// Annulled takes back a receipt: the report that it told of is annulled or moved. It says
// nothing of where to, and never another company's name (R7).
func (m *Mails) Annulled(caseNumber, period string) (Text, error) {
	return m.write("annulled", struct {
		House        House
		Case, Period string
	}{m.house, caseNumber, period})
}

// Answer writes what a person answers or asks: their words, with how we are reached and the safe
// way after them. subject is one of ours, never the company's.
func (m *Mails) Answer(caseNumber, subject, words string) (Text, error) {
	text, err := m.write("answer", struct {
		House               House
		Case, Subject, Text string
	}{m.house, caseNumber, subject, strings.TrimSpace(words)})
	text.ByHand = true
	return text, err
}

// House is how the mails say that we are reached.
func (m *Mails) House() House { return m.house }

// Confirm writes a confirmation.
func (m *Mails) Confirm(caseNumber string, c Confirmation) (Text, error) {
	switch c.Template {
	case "channel", "contact", "credentials":
	default:
		return Text{}, fmt.Errorf("letter: %q is no confirmation", c.Template)
	}
	return m.write(c.Template, struct {
		Confirmation
		House House
		Case  string
	}{c, m.house, caseNumber})
}

// Reminder writes a reminder of a list as a mail; its facts are those of the letter.
func (m *Mails) Reminder(content Content) (Text, error) {
	switch content.(type) {
	case FirstReminder, SecondReminder:
	default:
		return Text{}, fmt.Errorf("letter: %q is no reminder", content.template())
	}
	return m.write(content.template(), struct {
		House  House
		Letter Content
	}{m.house, content})
}

func (m *Mails) write(name string, data any) (Text, error) {
	var subject, body bytes.Buffer
	if err := m.texts.Render(&subject, name+".subject", data); err != nil {
		return Text{}, err
	}
	if err := m.texts.Render(&body, name+".txt", data); err != nil {
		return Text{}, err
	}
	return Text{Template: name, Subject: strings.TrimSpace(subject.String()), Body: body.String()}, nil
}
