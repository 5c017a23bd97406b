package casebook

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/registry"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/vault"
)

// acknowledge puts the one acknowledgement that everyone gets into the outbox: to the sender
// of an employer's errand, never to automatic mail, once for each sender and day (R18). It is
// the same for known and unknown senders and companies, and comes in the same transaction.
func (b *Book) acknowledge(ctx context.Context, t *store.Tx, id casework.CaseID, a arrival) error {
	if !a.Answer.Allowed || a.Sender == "" || !casework.EmployersErrand(a.Kinds) {
		return nil
	}
	sender, err := b.vault.Tag("acknowledged", []byte(a.Sender))
	if err != nil {
		return err
	}
	tag, err := t.Exec(ctx, "INSERT INTO acknowledged (sender, day, case_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
		sender, registry.DateColumn(register.DateOf(t.Now)), id)
	if err != nil {
		return fmt.Errorf("acknowledge case %d: %w", id, err)
	}
	if tag.RowsAffected() == 0 {
		return nil
	}
	text, err := b.mails.Acknowledgement(id.String())
	if err != nil {
		return err
	}
	// At once, whatever a decision waits for: nobody decided it.
	if _, err := b.Delayed(0).Send(ctx, t, id, 0, a.Sender, text, a.Header); err != nil {
		return err
	}
	return addEvent(ctx, t, id, casework.Program(), casework.EventAnswered, "Mottagningsbekräftelse skickas.", map[string]string{"template": text.Template})
}

// sendReceipt tells what was booked to the sender, where exactly that address was known for
// the company before the mail came; nobody else is told anything (R18).
func (b *Book) sendReceipt(ctx context.Context, t *store.Tx, d *desk, kind ledger.Kind, sum ledger.Sum) error {
	if d.Verified != "" {
		return b.receiptToRegistered(ctx, t, d, kind, sum)
	}
	if d.message == 0 || !d.reading.Answer.Allowed {
		return nil
	}
	var received time.Time
	if err := t.QueryRow(ctx, "SELECT received_at FROM message WHERE id = $1", d.message).Scan(&received); err != nil {
		return fmt.Errorf("receipt of case %d: %w", d.ID, err)
	}
	known, err := knownAddresses(ctx, t, d.Company.ID)
	if err != nil {
		return fmt.Errorf("receipt of case %d: %w", d.ID, err)
	}
	to, ok := letter.ReceiptTo(known, d.reading.Sender, received)
	if !ok {
		return nil
	}
	text, paper, err := b.receiptOf(d, kind, sum)
	if err != nil {
		return err
	}
	outbox, err := b.Send(ctx, t, d.ID, d.Company.ID, to, text, d.reading.Header)
	if err != nil {
		return err
	}
	if err := KeepFacts(ctx, t, d.ID, d.Company.ID, paper, outbox); err != nil {
		return err
	}
	return addEvent(ctx, t, d.ID, casework.Program(), casework.EventAnswered, "Kvitto skickas.", map[string]string{"template": text.Template})
}

// receiptToRegistered tells the registered addresses what was booked of an errand without a
// mail: whoever called chooses none of them (R12).
func (b *Book) receiptToRegistered(ctx context.Context, t *store.Tx, d *desk, kind ledger.Kind, sum ledger.Sum) error {
	known, err := knownAddresses(ctx, t, d.Company.ID)
	if err != nil {
		return fmt.Errorf("receipt of case %d: %w", d.ID, err)
	}
	to := letter.Registered(known, d.OpenedAt)
	slices.Sort(to)
	to = slices.Compact(to)
	if len(to) == 0 {
		return addEvent(ctx, t, d.ID, casework.Program(), casework.EventAnswered, "Inget kvitto: företaget har ingen känd e-postadress. Skicka det med brev.", nil)
	}
	text, paper, err := b.receiptOf(d, kind, sum)
	if err != nil {
		return err
	}
	for _, address := range to {
		outbox, err := b.Send(ctx, t, d.ID, d.Company.ID, address, text, casework.Threads{})
		if err != nil {
			return err
		}
		if err := KeepFacts(ctx, t, d.ID, d.Company.ID, paper, outbox); err != nil {
			return err
		}
	}
	return addEvent(ctx, t, d.ID, casework.Program(), casework.EventAnswered, "Kvitto skickas till den registrerade adressen.", map[string]string{"template": text.Template})
}

// receiptOf writes a receipt, and the letter that takes its place where the mail comes back.
func (b *Book) receiptOf(d *desk, kind ledger.Kind, sum ledger.Sum) (letter.Text, letter.Answer, error) {
	r := letter.Receipt{Period: d.Period.Words(), Rows: sum.Rows, Total: sum.Total().Kronor(), Members: d.members, Kind: string(kind)}
	text, err := b.mails.Receipt(d.ID.String(), r)
	if err != nil {
		return text, letter.Answer{}, err
	}
	paper, err := b.mails.ReceiptLetter(r)
	return text, paper, err
}

// KeepFacts keeps what a mail tells, so that it can go by letter where the mail comes back (R34).
func KeepFacts(ctx context.Context, t *store.Tx, id casework.CaseID, company int64, paper letter.Answer, outbox int64) error {
	_, err := t.Exec(ctx, `
		INSERT INTO confirmation (company_id, case_id, template, facts, way, outbox_id, state, created_at) VALUES ($1, $2, 'answer', $3, 'mail', $4, 'done', $5)`,
		company, id, paper, outbox, t.Now)
	if err != nil {
		return fmt.Errorf("facts of a mail in case %d: %w", id, err)
	}
	return nil
}

// confirmChange tells the registered addresses of a change (invariant 7): all that were known
// before it, and where there is none a letter waits to be printed. The sender's word chooses
// none of them.
func (b *Book) confirmChange(ctx context.Context, t *store.Tx, f *dossier, c letter.Confirmation, known []letter.KnownAddress) error {
	text, err := b.mails.Confirm(f.ID.String(), c)
	if err != nil {
		return err
	}
	to := letter.Registered(known, t.Now)
	slices.Sort(to)
	for _, address := range slices.Compact(to) {
		outbox, err := b.Send(ctx, t, f.ID, f.Company.ID, address, text, casework.Threads{})
		if err != nil {
			return err
		}
		if err := insertConfirmation(ctx, t, f, c, "mail", outbox); err != nil {
			return err
		}
	}
	if len(to) == 0 {
		return insertConfirmation(ctx, t, f, c, "letter", 0)
	}
	return nil
}

func insertConfirmation(ctx context.Context, t *store.Tx, f *dossier, c letter.Confirmation, way string, outbox int64) error {
	state := "done"
	if way == "letter" {
		state = "waiting"
	}
	_, err := t.Exec(ctx, `
		INSERT INTO confirmation (company_id, case_id, template, facts, way, outbox_id, state, created_at)
		VALUES ($1, $2, $3, $4, $5, nullif($6::bigint, 0), $7, $8)`, f.Company.ID, f.ID, c.Template, c, way, outbox, state, t.Now)
	if err != nil {
		return fmt.Errorf("confirmation in case %d: %w", f.ID, err)
	}
	return nil
}

// knownAddresses are the addresses that a company has had, with since when and until when. Those
// of the first delivery are what the register had before this program came: no mail brought
// them, so they count as known before every mail, also one that lay in the mailbox already.
func knownAddresses(ctx context.Context, t *store.Tx, company int64) ([]letter.KnownAddress, error) {
	rows, err := t.Query(ctx, `
		SELECT address, CASE WHEN source = 'register' AND known_since <= (SELECT min(at) FROM import_run WHERE outcome = 'applied')
		                     THEN 'epoch' ELSE known_since END, ended_at, bounces_since IS NOT NULL
		FROM company_address WHERE company_id = $1 ORDER BY id`, company)
	if err != nil {
		return nil, fmt.Errorf("addresses of company %d: %w", company, err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (letter.KnownAddress, error) {
		var k letter.KnownAddress
		var ended *time.Time
		err := row.Scan(&k.Address, &k.Since, &ended, &k.Bounces)
		if ended != nil {
			k.Ended = *ended
		}
		return k, err
	})
	if err != nil {
		return nil, fmt.Errorf("addresses of company %d: %w", company, err)
	}
	return found, nil
}

// Send puts a mail into the outbox with the job that sends it when the time to change one's mind
// is over, and gives its row.
func (b *Book) Send(ctx context.Context, t *store.Tx, id casework.CaseID, company int64, to string, text letter.Text, answers casework.Threads) (int64, error) {
	mode, err := t.Mode(ctx)
	if err != nil {
		return 0, err
	}
	body, err := t.Keep(ctx, []byte(text.Body))
	if err != nil {
		return 0, err
	}
	messageID, err := b.newMessageID(id, body)
	if err != nil {
		return 0, err
	}
	refs := slices.Clone(answers.References)
	if answers.MessageID != "" {
		refs = append(refs, answers.MessageID)
	}
	var outbox int64
	if err := t.QueryRow(ctx, `
		INSERT INTO outbox (case_id, company_id, template, automatic, recipient, subject, body_object, message_id, in_reply_to, refs, mode, not_before, created_at)
		VALUES ($1, nullif($2::bigint, 0), $3, $13, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id`,
		id, company, text.Template, to, text.Subject, object(body), messageID, answers.MessageID, nonNil(refs), mode, t.Now.Add(b.delay), t.Now, !text.ByHand).Scan(&outbox); err != nil {
		return 0, fmt.Errorf("outbox of case %d: %w", id, err)
	}
	return outbox, t.Enqueue(ctx, casework.SendMail{OutboxID: outbox}, t.Now.Add(b.delay))
}

// newMessageID makes the fixed Message-ID of an outgoing mail: nobody outside can guess one.
func (b *Book) newMessageID(id casework.CaseID, body vault.ID) (string, error) {
	tag, err := b.vault.Tag("message-id", body[:])
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s.%x@kontakten.sef.se", id, tag[:12]), nil
}

// Correspondence is what an answer in a case goes by.
type Correspondence struct {
	Case     casework.Case
	Sender   string // who wrote the mail that the case shows, bare and lower case; "" for none
	Header   casework.Threads
	Received time.Time // that mail; the errand's own time where there is none
	Known    []letter.KnownAddress
	Names    []string // of who stands in the rows
}

// Correspond reads a case for an answer, for another room of the store, and locks it where told
// to. NotFound also where a row is a protected person's and the actor may not see one (R8).
func (b *Book) Correspond(ctx context.Context, t *store.Tx, reg *store.Snapshot, by casework.Actor, id casework.CaseID, lock bool) (Correspondence, error) {
	f, err := readCase(ctx, t, by, id, lock)
	if err != nil {
		return Correspondence{}, err
	}
	c := Correspondence{Case: f.Case, Received: f.OpenedAt}
	reading, err := fetchJSON[readingDoc](ctx, t, f.reading)
	if err != nil {
		return c, err
	}
	draft, err := fetchJSON[draftDoc](ctx, t, f.draft)
	if err != nil {
		return c, err
	}
	for _, r := range draft.rows() {
		if m, ok := reg.Member(r.Personnummer); ok && m.Protected && !by.Protected {
			return c, notThere()
		}
		c.Names = append(c.Names, r.Name)
	}
	if f.message != 0 {
		c.Sender, c.Header = reading.Sender, reading.Header
		if err := t.QueryRow(ctx, "SELECT received_at FROM message WHERE id = $1", f.message).Scan(&c.Received); err != nil {
			return c, fmt.Errorf("correspondence of case %d: %w", id, err)
		}
	}
	if f.Company != nil {
		c.Known, err = knownAddresses(ctx, t, f.Company.ID)
	}
	return c, err
}
