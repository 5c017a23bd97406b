package casebook

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/vault"
	"sef.se/kontakten/mailin/message"
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

// CaseFile gives an attachment or the raw mail for download and logs it (casework.Cases).
func (b *Book) CaseFile(ctx context.Context, by casework.Actor, id casework.CaseID, n int) (casework.File, error) {
	var found casework.File
	err := b.InTx(ctx, func(t *store.Tx, reg *store.Snapshot) error {
		d, err := b.openDesk(ctx, t, reg, by, id)
		if err != nil {
			return err
		}
		if found, err = d.take(ctx, t, n); err != nil {
			return err
		}
		what := "attachment"
		if n == 0 {
			what = "original"
		}
		return t.LogAccess(ctx, store.Access{Staff: by.ID, What: what, Case: int64(id), Object: strconv.Itoa(n)})
	})
	return found, err
}

// CaseSource gives a case with its original and logs the opening (casework.Sources).
func (b *Book) CaseSource(ctx context.Context, by casework.Actor, id casework.CaseID) (casework.CaseSource, error) {
	var found casework.CaseSource
	err := b.InTx(ctx, func(t *store.Tx, reg *store.Snapshot) error {
		d, err := b.openDesk(ctx, t, reg, by, id)
		if err != nil {
			return err
		}
		if found.CasePage, err = b.page(ctx, t, by, d); err != nil {
			return err
		}
		if !found.Editable {
			return casework.Refuse(casework.Denied, "Originalet visas för den som arbetar med ärendet.")
		}
		found.Unread, found.Control = d.draft.Unread, d.draft.Control
		if found.Mail != nil {
			original, err := d.take(ctx, t, 0)
			if err != nil {
				return err
			}
			found.Raw = original.Data
		}
		return t.LogAccess(ctx, store.Access{Staff: by.ID, What: "source", Case: int64(id)})
	})
	return found, err
}

// openDesk reads a case for an actor; to who may not see protected persons, one that names such a person is not there.
func (b *Book) openDesk(ctx context.Context, t *store.Tx, reg *store.Snapshot, by casework.Actor, id casework.CaseID) (*desk, error) {
	f, err := readCase(ctx, t, by, id, false)
	if err != nil {
		return nil, err
	}
	d, err := b.layOut(ctx, t, reg, f, by)
	if err != nil {
		return nil, err
	}
	if !by.Protected && d.touchesProtected(reg) {
		return nil, notThere()
	}
	return d, nil
}

// take takes the file out of the raw mail; 0 is the mail itself.
func (d *desk) take(ctx context.Context, t *store.Tx, n int) (casework.File, error) {
	gone := casework.Refuse(casework.NotFound, "Filen finns inte. Originalet kan vara gallrat.")
	if d.message == 0 {
		return casework.File{}, gone
	}
	var raw *[16]byte
	if err := t.QueryRow(ctx, "SELECT raw_object FROM message WHERE id = $1 AND erased_at IS NULL", d.message).Scan(&raw); err != nil || raw == nil {
		gone.Cause = err
		return casework.File{}, gone
	}
	data, err := t.Fetch(ctx, vault.ID(*raw))
	if err != nil {
		return casework.File{}, fmt.Errorf("original of case %d: %w", d.ID, err)
	}
	if n == 0 {
		return casework.File{Name: d.ID.String() + ".eml", MediaType: "message/rfc822", Data: data}, nil
	}
	i := slices.IndexFunc(d.reading.Mail.Files, func(a casework.Attachment) bool { return a.Index == n })
	if i < 0 {
		return casework.File{}, gone
	}
	a := d.reading.Mail.Files[i]
	part := message.Parse(data).Leaf(a.Part)
	if part == nil {
		return casework.File{}, gone
	}
	return casework.File{Name: a.Name, MediaType: a.MediaType, Data: part.Data}, nil
}
