package casebook

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/vault"
)

// arrival is a reading on its way into a case.
type arrival struct {
	casework.Reading
	company  int64 // 0 where none is told or it is not in the register
	received time.Time
	wanted   bool // put into the queue folder by hand (R5)
}

// Intake records a reading (casework.Cases).
func (b *Book) Intake(ctx context.Context, r casework.Reading) (casework.IntakeResult, error) {
	var result casework.IntakeResult
	err := b.store.InTx(ctx, func(t *store.Tx) error {
		a := arrival{Reading: r}
		err := t.QueryRow(ctx, "SELECT received_at, wanted FROM message WHERE id = $1 FOR UPDATE", r.MessageID).Scan(&a.received, &a.wanted)
		if errors.Is(err, pgx.ErrNoRows) {
			return casework.Refuse(casework.NotFound, "Mejlet finns inte.")
		}
		if err != nil {
			return err
		}
		if a.company, err = companyID(ctx, t, r.Company); err != nil {
			return err
		}
		result, err = b.place(ctx, t, a)
		return err
	})
	if err != nil {
		return casework.IntakeResult{}, fmt.Errorf("intake of message %d: %w", r.MessageID, err)
	}
	return result, nil
}

func companyID(ctx context.Context, t *store.Tx, o register.OrganisationNumber) (id int64, err error) {
	if o.IsZero() {
		return 0, nil
	}
	err = t.QueryRow(ctx, "SELECT id FROM company WHERE organisation_number = $1", o.Full()).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, nil
	}
	return id, err
}

// place decides where a message belongs: to the case it has, to the case it answers, to
// nothing (a recorded rejection) or to a case of its own.
func (b *Book) place(ctx context.Context, t *store.Tx, a arrival) (casework.IntakeResult, error) {
	var has casework.CaseID
	err := t.QueryRow(ctx, "SELECT case_id FROM case_message WHERE message_id = $1", a.MessageID).Scan(&has)
	if err == nil {
		return casework.IntakeResult{Case: has, Move: casework.EmployersErrand(a.Kinds)}, b.reread(ctx, t, has, a)
	}
	if !errors.Is(err, pgx.ErrNoRows) {
		return casework.IntakeResult{}, err
	}
	answers, err := a.answeredCase(ctx, t)
	if err != nil {
		return casework.IntakeResult{}, err
	}
	bounced, err := b.bounce(ctx, t, a)
	if err != nil || bounced.Case != 0 || bounced.Rejected != "" {
		return bounced, err
	}
	if answers.quiet() {
		return casework.IntakeResult{Case: answers.id, Move: true}, a.attachQuietly(ctx, t, answers)
	}
	if reason := casework.Disposition(a.Kinds, a.Problem); reason != "" && !a.wanted {
		return casework.IntakeResult{Rejected: reason}, a.reject(ctx, t, reason)
	}
	return b.placeLoud(ctx, t, a, answers.loud())
}

// placeLoud places a message that somebody must see: in the live case that it answers, else in
// one of its own.
func (b *Book) placeLoud(ctx context.Context, t *store.Tx, a arrival, answers casework.CaseID) (casework.IntakeResult, error) {
	var err error
	result := casework.IntakeResult{Case: answers, Move: casework.EmployersErrand(a.Kinds) || answers != 0}
	if answers != 0 {
		err = b.attach(ctx, t, answers, a)
	} else {
		result.New = true
		result.Case, err = b.openFor(ctx, t, a)
	}
	if err == nil && result.Move {
		err = t.Enqueue(ctx, casework.MoveMessage{MessageID: a.MessageID, To: casework.FolderCases}, t.Now)
	}
	return result, err
}

// reject records that nobody needs to see the message.
func (a arrival) reject(ctx context.Context, t *store.Tx, reason string) error {
	if _, err := t.Exec(ctx, "UPDATE message SET state = 'rejected', reason = $2, message_id = nullif($3, '') WHERE id = $1",
		a.MessageID, reason, a.Header.MessageID); err != nil {
		return err
	}
	return a.keepReading(ctx, t, vault.ID{})
}

func (a arrival) keepReading(ctx context.Context, t *store.Tx, id vault.ID) error {
	_, err := t.Exec(ctx, `INSERT INTO reading (message_id, reader, import_id, object_id, read_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
		a.MessageID, a.Reader, a.Import, object(id), t.Now)
	return err
}

// openFor opens a case of the message's own.
func (b *Book) openFor(ctx context.Context, t *store.Tx, a arrival) (casework.CaseID, error) {
	kept, err := a.keep(ctx, t)
	if err != nil {
		return 0, err
	}
	known, err := b.senderKnown(ctx, t, a.company, a.Sender, a.received)
	if err != nil {
		return 0, err
	}
	restricted, err := protects(ctx, t, a.Reading)
	if err != nil {
		return 0, err
	}
	mode, err := t.Mode(ctx)
	if err != nil {
		return 0, err
	}
	var id casework.CaseID
	err = t.QueryRow(ctx, `
		INSERT INTO case_file (origin, state, kinds, faq, flags, company_id, period, restricted, sender_known, said, reader, import_id,
		       message_id, reading_object, draft_object, heading_object, mode, opened_at, created_at, changed_at)
		VALUES ('mail', $1, $2, $3, $4, nullif($5::bigint, 0), $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $18) RETURNING id`,
		casework.FirstState(a.Problem), nonNil(a.Kinds), nonNilInts(a.FAQ), nonNil(a.Flags), a.company, monthColumn(a.Period), restricted, known,
		saidColumn(a.Reading), a.Reader, a.Import, a.MessageID, object(kept.reading), object(kept.draft), object(kept.heading),
		mode, a.received, t.Now).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("open case: %w", err)
	}
	if err := a.join(ctx, t, id, "opened"); err != nil {
		return 0, err
	}
	if err := addEvent(ctx, t, id, casework.Program(), casework.EventArrived, "Ett mejl kom in.", map[string]string{"message": fmt.Sprint(a.MessageID)}); err != nil {
		return 0, err
	}
	text := "Mejlet är läst."
	if a.Problem != "" {
		text = "Mejlet kunde inte läsas: " + a.Problem
	}
	if err := addEvent(ctx, t, id, casework.Program(), casework.EventRead, text, map[string]string{"reader": a.Reader, "import": fmt.Sprint(a.Import)}); err != nil {
		return 0, err
	}
	return id, b.acknowledge(ctx, t, id, a)
}

// Keyed is a keyed list that a clerk must decide on.
type Keyed struct {
	List    casework.ListID
	Company int64
	Period  register.Period
	Rows    []casework.CaseRow
	Stated  *register.Amount
	Flags   []string
	Import  int64
	Hidden  bool   // a protected person is on it (R8)
	Why     string // Swedish: what must be asked or decided
}

// OpenKeyed opens a case for a keyed list.
func OpenKeyed(ctx context.Context, t *store.Tx, by casework.Actor, k Keyed) (casework.CaseID, error) {
	doc := draftDoc{Stated: k.Stated}
	for _, r := range k.Rows {
		doc.Rows = append(doc.Rows, newRowDoc(r))
	}
	draft, err := keepJSON(ctx, t, doc)
	if err != nil {
		return 0, err
	}
	mode, err := t.Mode(ctx)
	if err != nil {
		return 0, err
	}
	var id casework.CaseID
	if err := t.QueryRow(ctx, `
		INSERT INTO case_file (origin, state, kinds, flags, company_id, period, restricted, import_id, draft_object, list_id, mode,
		       opened_at, created_at, changed_at)
		VALUES ('letter', 'new', '{returned_list}', $1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $9) RETURNING id`,
		nonNil(k.Flags), k.Company, monthColumn(k.Period), k.Hidden, k.Import, object(draft), int64(k.List), mode, t.Now).Scan(&id); err != nil {
		return 0, fmt.Errorf("open case for list %d: %w", k.List, err)
	}
	return id, addEvent(ctx, t, id, by, casework.EventArrived, "En registrerad lista behöver ett beslut. "+k.Why, map[string]string{"list": fmt.Sprint(k.List)})
}

func saidColumn(r casework.Reading) string {
	switch {
	case r.Said.Correction:
		return "correction"
	case r.Said.Further:
		return "further"
	}
	return ""
}

// keptObjects are the ids under which a reading lies in the vault.
type keptObjects struct{ reading, draft, heading vault.ID }

func (a arrival) keep(ctx context.Context, t *store.Tx) (k keptObjects, err error) {
	if k.reading, err = keepJSON(ctx, t, newReadingDoc(a.Reading)); err != nil {
		return k, err
	}
	if k.draft, err = keepJSON(ctx, t, newDraftDoc(a.Draft, a.Findings)); err != nil {
		return k, err
	}
	if k.heading, err = keepJSON(ctx, t, headingDoc{Subject: a.Mail.Subject, Sender: a.Mail.From}); err != nil {
		return k, err
	}
	return k, a.keepReading(ctx, t, k.reading)
}

// join ties the message to the case and says so in the message's state.
func (a arrival) join(ctx context.Context, t *store.Tx, id casework.CaseID, role string) error {
	if _, err := t.Exec(ctx, "INSERT INTO case_message (message_id, case_id, role, at) VALUES ($1, $2, $3, $4)", a.MessageID, id, role, t.Now); err != nil {
		return err
	}
	state := "cased"
	if a.Problem != "" {
		state = "aside"
	}
	_, err := t.Exec(ctx, "UPDATE message SET state = $2, reason = $3, message_id = nullif($4, '') WHERE id = $1", a.MessageID, state, a.Problem, a.Header.MessageID)
	return err
}

// protects tells whether a protected person's number was read anywhere in the mail (R8).
func protects(ctx context.Context, t *store.Tx, r casework.Reading) (found bool, err error) {
	var numbers []string
	for _, n := range r.Numbers {
		numbers = append(numbers, n.Full())
	}
	for _, row := range r.Draft.Rows {
		numbers = append(numbers, row.Personnummer.Full())
	}
	err = t.QueryRow(ctx, `
		SELECT EXISTS (SELECT FROM member m WHERE m.protected AND (m.personnummer = ANY($1)
		       OR EXISTS (SELECT FROM member_alias a WHERE a.member_id = m.id AND a.personnummer = ANY($1))))`, numbers).Scan(&found)
	return found, err
}

// senderKnown tells whether the sender's address was known for the company before the mail came (R18).
func (b *Book) senderKnown(ctx context.Context, t *store.Tx, company int64, sender string, received time.Time) (bool, error) {
	if company == 0 {
		return false, nil
	}
	known, err := knownAddresses(ctx, t, company)
	if err != nil {
		return false, err
	}
	_, ok := letter.ReceiptTo(known, sender, received)
	return ok, nil
}

// attach adds a reply to the case that it answers: a waiting case opens, and rows in the reply
// become the case's rows.
func (b *Book) attach(ctx context.Context, t *store.Tx, id casework.CaseID, a arrival) error {
	f, err := readCase(ctx, t, casework.Program(), id, true)
	if err != nil {
		return err
	}
	kept, err := a.keep(ctx, t)
	if err != nil {
		return err
	}
	if err := a.join(ctx, t, id, "reply"); err != nil {
		return err
	}
	restricted, err := protects(ctx, t, a.Reading)
	if err != nil {
		return err
	}
	if len(a.Draft.Rows) > 0 {
		if err := f.show(ctx, t, a, kept); err != nil {
			return err
		}
	}
	if _, err := t.Exec(ctx, `UPDATE case_file SET restricted = restricted OR $2, replied_at = $3, changed_at = $3, revision = revision + 1 WHERE id = $1`, id, restricted, t.Now); err != nil {
		return err
	}
	if err := addEvent(ctx, t, id, casework.Program(), casework.EventArrived, "Ett svar kom in.", map[string]string{"message": fmt.Sprint(a.MessageID)}); err != nil {
		return err
	}
	if f.State == casework.CaseWaiting {
		return f.move(ctx, t, casework.Program(), casework.CaseOpen, "Svaret har kommit.")
	}
	return nil
}

// show makes the reading what the case shows. What a person has set stays.
func (f *dossier) show(ctx context.Context, t *store.Tx, a arrival, k keptObjects) error {
	_, err := t.Exec(ctx, `
		UPDATE case_file SET message_id = $2, reading_object = $3, draft_object = $4, heading_object = $5, reader = $6, import_id = $7, said = $8,
		       flags = $9, kinds = CASE WHEN message_id = $2 AND NOT EXISTS (SELECT FROM case_event e WHERE e.case_id = $1 AND e.kind = 'kinds') THEN $10 ELSE kinds END,
		       company_id = coalesce(company_id, nullif($11::bigint, 0)), period = coalesce(period, $12)
		WHERE id = $1`, f.ID, a.MessageID, object(k.reading), object(k.draft), object(k.heading), a.Reader, a.Import, saidColumn(a.Reading),
		nonNil(a.Flags), nonNil(a.Kinds), a.company, monthColumn(a.Period))
	if err != nil {
		return fmt.Errorf("show reading in case %d: %w", f.ID, err)
	}
	return nil
}

// reread records a newer reading of a message that has its case already. Rows that a person
// has edited stay; the same reader against the same register changes nothing.
func (b *Book) reread(ctx context.Context, t *store.Tx, id casework.CaseID, a arrival) error {
	var same bool
	if err := t.QueryRow(ctx, "SELECT EXISTS (SELECT FROM reading WHERE message_id = $1 AND reader = $2 AND import_id = $3)",
		a.MessageID, a.Reader, a.Import).Scan(&same); err != nil || same {
		return err
	}
	f, err := readCase(ctx, t, casework.Program(), id, true)
	if err != nil {
		return err
	}
	kept, err := a.keep(ctx, t)
	if err != nil {
		return err
	}
	draft, err := fetchJSON[draftDoc](ctx, t, f.draft)
	if err != nil {
		return err
	}
	touched := slices.ContainsFunc(draft.Rows, func(r rowDoc) bool { return r.Mark != casework.MarkMachine })
	if !f.State.Live() || touched || f.message != a.MessageID {
		return nil
	}
	if err := f.show(ctx, t, a, kept); err != nil {
		return err
	}
	return addEvent(ctx, t, id, casework.Program(), casework.EventRead, "Mejlet är läst på nytt.", map[string]string{"reader": a.Reader, "import": fmt.Sprint(a.Import)})
}

// nonNilInts is nonNil for numbers.
func nonNilInts(n []int) []int {
	if n == nil {
		return []int{}
	}
	return n
}
