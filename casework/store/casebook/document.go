package casebook

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/labelled"
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
	Read       *readDoc            `json:"read,omitempty"` // nil in readings before it was kept
}

// readDoc is what the reader made of the message, before any person: one half of a labelled example.
type readDoc struct {
	Kinds   []string         `json:"kinds"`
	Company string           `json:"company,omitempty"`
	Period  string           `json:"period,omitempty"`
	Rows    []rowDoc         `json:"rows,omitempty"`
	Stated  *register.Amount `json:"stated,omitempty"`
}

func newReadingDoc(r casework.Reading) readingDoc {
	draft := newDraftDoc(r.Draft, nil)
	read := &readDoc{Kinds: r.Kinds, Company: r.Company.Full(), Rows: draft.Rows, Stated: draft.Stated}
	if !r.Period.IsZero() {
		read.Period = r.Period.String()
	}
	return readingDoc{Read: read, Reader: r.Reader, Evidence: r.Evidence, Mail: r.Mail, Sender: r.Sender, Header: r.Header, Answer: r.Answer,
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

// Examples gives every decided case that came with a mail as a labelled example, oldest first, to each; with the
// original where raw is set. Cases whose mail is erased, and divided ones, are none. Opening them all is logged once.
func (b *Book) Examples(ctx context.Context, raw bool, each func(labelled.Example) error) error {
	var ids []casework.CaseID
	err := b.InTx(ctx, func(t *store.Tx, _ *store.Snapshot) error {
		rows, err := t.Query(ctx, `
			SELECT c.id FROM case_file c JOIN message m ON m.id = c.message_id
			WHERE c.state IN ('decided', 'closed') AND c.origin = 'mail' AND m.erased_at IS NULL AND c.divided_from IS NULL
			  AND NOT EXISTS (SELECT FROM case_file p WHERE p.divided_from = c.id) ORDER BY c.id`)
		if err != nil {
			return err
		}
		if ids, err = pgx.CollectRows(rows, pgx.RowTo[casework.CaseID]); err != nil {
			return err
		}
		return t.LogAccess(ctx, store.Access{What: "score", Object: strconv.Itoa(len(ids))})
	})
	if err != nil {
		return fmt.Errorf("labelled examples: %w", err)
	}
	for _, id := range ids { // one transaction each: there may be a hundred thousand
		err := b.InTx(ctx, func(t *store.Tx, reg *store.Snapshot) error {
			e, ok, err := b.example(ctx, t, reg, id, raw)
			if err != nil || !ok {
				return err
			}
			return each(e)
		})
		if err != nil {
			return fmt.Errorf("labelled example of case %d: %w", id, err)
		}
	}
	return nil
}

func (b *Book) example(ctx context.Context, t *store.Tx, reg *store.Snapshot, id casework.CaseID, raw bool) (labelled.Example, bool, error) {
	f, err := readCase(ctx, t, casework.Program(), id, false)
	if err != nil {
		return labelled.Example{}, false, err
	}
	d, err := b.layOut(ctx, t, reg, f, casework.Program())
	if err != nil || d.reading.Read == nil {
		return labelled.Example{}, false, err
	}
	history, err := events(ctx, t, id)
	if err != nil {
		return labelled.Example{}, false, err
	}
	e := labelled.Example{Case: id.String(), Reader: f.reader, Read: d.reading.Read.answer()}
	e.Decided = labelled.Answer{Kinds: decidedKinds(e.Read.Kinds, history), Period: f.Period, Rows: scoreRows(d.draft.Rows), Stated: d.draft.Stated}
	if f.Company != nil {
		e.Decided.Company = f.Company.Organisation
	}
	if raw {
		file, err := d.take(ctx, t, 0)
		if err != nil {
			return e, false, err
		}
		e.Raw = file.Data
	}
	return e, true, nil
}

func (r readDoc) answer() labelled.Answer {
	a := labelled.Answer{Kinds: r.Kinds, Rows: scoreRows(r.Rows), Stated: r.Stated}
	a.Company, _ = register.ParseOrganisationNumber(r.Company) // none where it is empty
	a.Period, _ = register.ParsePeriod(r.Period)
	return a
}

func scoreRows(rows []rowDoc) []labelled.Row {
	out := make([]labelled.Row, len(rows))
	for i, r := range rows {
		out[i] = labelled.Row{Personnummer: r.Number, MemberFee: r.MemberFee, ControlFee: r.ControlFee}
	}
	return out
}

// decidedKinds are the kinds that a person said the case has (teamwork.EventKinds), else those by what was done in it:
// what a clerk did beyond the reading is added; what was read as an errand stays unless the case was decided by another.
// What was broken out of the case was in its mail too.
func decidedKinds(read []string, history []casework.Event) []string {
	for _, e := range slices.Backward(history) {
		if e.Kind == "kinds" {
			return strings.Split(e.Data["kinds"], ",")
		}
	}
	done := map[casework.EventKind]string{casework.EventApproved: "fee_data", casework.EventDuplicate: "fee_data", casework.EventCredentials: "credential_request",
		casework.EventChannel: "paper_request", casework.EventContact: "contact_person"}
	var did []string
	for _, e := range history {
		if k := done[e.Kind]; k != "" && !slices.Contains(did, k) {
			did = append(did, k)
		}
	}
	if slices.Contains(read, "returned_list") { // its rows are booked as fee data are
		did = slices.DeleteFunc(did, func(k string) bool { return k == "fee_data" && !slices.Contains(read, k) })
	}
	out := slices.DeleteFunc(slices.Clone(read), func(k string) bool {
		return len(did) > 0 && (k == "question" || k == "other") && !slices.ContainsFunc(did, func(d string) bool { return slices.Contains(read, d) })
	})
	for _, k := range did {
		if !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}
