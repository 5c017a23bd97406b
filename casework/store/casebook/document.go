package casebook

import (
	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/internal/register"
)

// The documents that lie in the vault, as JSON. Numbers are written in full here: the types of
// internal/register mask themselves.

// rowDoc is a fee row as read, edited or keyed.
type rowDoc struct {
	Number     string                                    `json:"number,omitempty"`
	Written    string                                    `json:"written,omitempty"`
	Name       string                                    `json:"name,omitempty"`
	MemberFee  register.Amount                           `json:"member_fee"`
	ControlFee register.Amount                           `json:"control_fee"`
	HasControl bool                                      `json:"has_control,omitempty"`
	Base       register.Amount                           `json:"base,omitempty"`
	HasBase    bool                                      `json:"has_base,omitempty"`
	Reason     string                                    `json:"reason,omitempty"`
	Blank      bool                                      `json:"blank,omitempty"`
	Book       bool                                      `json:"book,omitempty"`
	Mark       casework.RowMark                          `json:"mark"`
	By         string                                    `json:"by,omitempty"`
	Place      avgiftslista.Place                        `json:"place"`
	Cells      map[avgiftslista.Field]avgiftslista.Place `json:"cells,omitempty"`
}

// draftDoc is the rows of a case as they stand now.
type draftDoc struct {
	Rows   []rowDoc               `json:"rows"`
	Stated *register.Amount       `json:"stated,omitempty"`
	Read   []avgiftslista.Finding `json:"read,omitempty"` // the reader's findings

	Unread  []avgiftslista.Place      `json:"unread,omitempty"` // looked like data and was not understood
	Control []avgiftslista.ControlSum `json:"control,omitempty"`
}

// headingDoc is what the queue shows of a mail.
type headingDoc struct {
	Subject string `json:"subject"`
	Sender  string `json:"sender"`
}

// readingDoc is a casework.Reading without its draft.
type readingDoc struct {
	Reader     string              `json:"reader"`
	Evidence   []casework.Evidence `json:"evidence,omitempty"`
	Mail       casework.Mail       `json:"mail"`
	Sender     string              `json:"sender,omitempty"`
	Header     casework.Threads    `json:"header"`
	Answer     casework.Answering  `json:"answer"`
	Problem    string              `json:"problem,omitempty"`
	Contact    *casework.Contact   `json:"contact,omitempty"`
	Channel    register.Channel    `json:"channel,omitempty"`
	FromPeriod register.Period     `json:"from_period,omitzero"`
}

func newReadingDoc(r casework.Reading) readingDoc {
	return readingDoc{Reader: r.Reader, Evidence: r.Evidence, Mail: r.Mail, Sender: r.Sender, Header: r.Header, Answer: r.Answer,
		Problem: r.Problem, Contact: r.Contact, Channel: r.Channel, FromPeriod: r.FromPeriod}
}

// newDraftDoc is the draft of a reading, every row as the machine read it.
func newDraftDoc(d avgiftslista.Draft, findings []avgiftslista.Finding) draftDoc {
	doc := draftDoc{Stated: d.StatedTotal, Read: findings, Unread: d.Unread, Control: d.Control}
	for _, r := range d.Rows {
		doc.Rows = append(doc.Rows, newRowDoc(casework.CaseRow{Row: r, Mark: casework.MarkMachine}))
	}
	return doc
}

func newRowDoc(r casework.CaseRow) rowDoc {
	return rowDoc{Number: r.Personnummer.Full(), Written: r.Written, Name: r.Name, MemberFee: r.MemberFee, ControlFee: r.ControlFee,
		HasControl: r.HasControl, Base: r.Base, HasBase: r.HasBase, Reason: r.Reason, Blank: r.Blank, Book: r.Book,
		Mark: r.Mark, By: r.By, Place: r.Place, Cells: r.Cells}
}

// row gives the row back; a number that no longer parses becomes a written one.
func (d rowDoc) row() casework.CaseRow {
	r := casework.CaseRow{Mark: d.Mark, By: d.By, Blank: d.Blank, Book: d.Book, Row: avgiftslista.Row{
		Written: d.Written, Name: d.Name, MemberFee: d.MemberFee, ControlFee: d.ControlFee, HasControl: d.HasControl,
		Base: d.Base, HasBase: d.HasBase, Reason: d.Reason, Place: d.Place, Cells: d.Cells}}
	if d.Number != "" {
		var err error
		if r.Personnummer, err = register.ParsePersonnummer(d.Number, register.Date{}); err != nil {
			r.Written = d.Number
		}
	}
	return r
}

func (d draftDoc) rows() []casework.CaseRow {
	out := make([]casework.CaseRow, len(d.Rows))
	for i, r := range d.Rows {
		out[i] = r.row()
	}
	return out
}

// sourcesDoc is where each posting of a report comes from, by row.
type sourcesDoc struct {
	Rows  []ledger.Source `json:"rows"`
	Names []string        `json:"names"` // of persons who are no members, else ""
}
