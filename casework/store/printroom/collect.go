package printroom

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/internal/register"
)

// credentialDays is within how many working days the portal's letter comes.
const credentialDays = 5

// collect queues the letters that follow from what was decided: credential orders, confirmations
// that no mail could carry, and changed postal addresses. Each is queued once.
func (r *Room) collect(ctx context.Context, t *store.Tx) error {
	for _, step := range []func(context.Context, *store.Tx) error{collectOrders, collectConfirmations, collectAddresses, holdMarked} {
		if err := step(ctx, t); err != nil {
			return err
		}
	}
	return nil
}

// markedColumn tells whether the address of company c is marked returned.
const markedColumn = "EXISTS (SELECT FROM returned_letter x WHERE x.company_id = c.id AND x.lifted_at IS NULL)"

// collectOrders queues a letter for each credential order: how and when the credentials come,
// never the credentials (R4).
func collectOrders(ctx context.Context, t *store.Tx) error {
	found, err := waitingLetters(ctx, t, `
		SELECT c.id, o.id, o.case_id, o.ordered_at, `+markedColumn+`, c.address_changed_at, '{}'::jsonb, ''
		FROM credential_order o JOIN company c ON c.id = o.company_id
		WHERE o.state IN ('ordered', 'sent') AND NOT EXISTS (SELECT FROM letter e WHERE e.order_id = o.id) ORDER BY o.id FOR UPDATE OF o`)
	if err != nil {
		return fmt.Errorf("credential orders without a letter: %w", err)
	}
	for _, f := range found {
		if _, err := queue(ctx, t, newLetter{company: f.company, kind: "credentials", order: f.id, caseID: f.caseID, marked: f.marked, addressChanged: f.changed,
			content: letter.CredentialsOrdered{Day: register.DateOf(f.at).Words(), Days: credentialDays}}); err != nil {
			return err
		}
	}
	return nil
}

// collectConfirmations queues those that wait for a letter. That of a credential order is the
// order's own letter.
func collectConfirmations(ctx context.Context, t *store.Tx) error {
	found, err := waitingLetters(ctx, t, `
		SELECT c.id, k.id, k.case_id, k.created_at, `+markedColumn+`, c.address_changed_at, k.facts, k.template
		FROM confirmation k JOIN company c ON c.id = k.company_id WHERE k.state = 'waiting' AND k.way = 'letter' ORDER BY k.id FOR UPDATE OF k`)
	if err != nil {
		return fmt.Errorf("confirmations without a letter: %w", err)
	}
	for _, f := range found {
		if _, err := t.Exec(ctx, "UPDATE confirmation SET state = 'done' WHERE id = $1", f.id); err != nil {
			return fmt.Errorf("confirmation %d: %w", f.id, err)
		}
		var told letter.Confirmation
		if err := json.Unmarshal(f.facts, &told); err != nil {
			return fmt.Errorf("confirmation %d: %w", f.id, err)
		}
		l := newLetter{company: f.company, kind: f.template, confirmed: f.id, caseID: f.caseID, marked: f.marked}
		switch f.template {
		case "channel":
			l.content = letter.ChannelChanged{Day: told.Day, From: told.From, Channel: told.Channel, Paper: told.Paper}
		case "answer":
			var answer letter.Answer
			if err := json.Unmarshal(f.facts, &answer); err != nil {
				return fmt.Errorf("confirmation %d: %w", f.id, err)
			}
			l.content = answer
		case "contact":
			l.content = letter.ContactChanged{Day: told.Day, Changes: []string{"Kontaktperson, e-postadress eller telefonnummer är ändrat."}}
		default:
			continue
		}
		if _, err := queue(ctx, t, l); err != nil {
			return err
		}
	}
	return nil
}

// collectAddresses tells a changed postal address to the old and the new one (R4).
func collectAddresses(ctx context.Context, t *store.Tx) error {
	rows, err := t.Query(ctx, `
		UPDATE address_change a SET told_at = $1 WHERE told_at IS NULL RETURNING company_id, at, before`, t.Now)
	if err != nil {
		return fmt.Errorf("address changes: %w", err)
	}
	type change struct {
		company int64
		at      time.Time
		before  []string
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (c change, err error) {
		err = row.Scan(&c.company, &c.at, &c.before)
		return c, err
	})
	if err != nil {
		return fmt.Errorf("address changes: %w", err)
	}
	for _, c := range found {
		content := letter.ContactChanged{Day: register.DateOf(c.at).Words(), Changes: []string{"Företagets postadress är ändrad."}}
		for _, address := range [][]string{nil, spacedPostcode(c.before)} {
			if _, err := queue(ctx, t, newLetter{company: c.company, kind: "contact", content: content, address: address}); err != nil {
				return err
			}
		}
	}
	return nil
}

// spacedPostcode writes the last line of a kept address as it is printed: "123 45 Orten".
func spacedPostcode(lines []string) []string {
	if n := len(lines); n > 0 {
		if code, city, ok := strings.Cut(lines[n-1], " "); ok && len(code) == 5 {
			lines[n-1] = code[:3] + " " + code[3:] + " " + city
		}
	}
	return lines
}

// holdMarked holds what waits for an address that was marked meanwhile, and lets go what waited
// for a mark that is lifted.
func holdMarked(ctx context.Context, t *store.Tx) error {
	if _, err := t.Exec(ctx, `
		UPDATE letter e SET state = 'held', why = $2, changed_at = $1 FROM company c
		WHERE c.id = e.company_id AND e.state = 'waiting' AND e.address = '{}' AND e.why = '' AND `+markedColumn,
		t.Now, monthly.Hold("", true, time.Time{}, t.Now)); err != nil {
		return fmt.Errorf("hold letters: %w", err)
	}
	if _, err := t.Exec(ctx, `
		UPDATE letter e SET state = 'waiting', why = '', changed_at = $1 FROM company c
		WHERE c.id = e.company_id AND e.state = 'held' AND e.why = $2 AND NOT `+markedColumn,
		t.Now, monthly.Hold("", true, time.Time{}, t.Now)); err != nil {
		return fmt.Errorf("let letters go: %w", err)
	}
	if _, err := t.Exec(ctx, `
		UPDATE letter e SET state = 'waiting', why = '', changed_at = $1 FROM company c
		WHERE c.id = e.company_id AND e.state = 'held' AND e.kind = 'credentials' AND c.address_changed_at < $2 AND NOT `+markedColumn,
		t.Now, t.Now.Add(-monthly.YoungAddress)); err != nil {
		return fmt.Errorf("let letters go: %w", err)
	}
	return nil
}

// stopAnswered stops reminders, letters not handed over and mails not sent, whose list came back,
// is reported, or was taken out of use.
func stopAnswered(ctx context.Context, t *store.Tx) error {
	rows, err := t.Query(ctx, `
		UPDATE letter e SET state = 'stopped', why = 'Listan har kommit in.', changed_at = $1 FROM reminder l
		WHERE l.letter_id = e.id AND e.state IN ('held', 'waiting', 'printed')
		  AND NOT EXISTS (SELECT FROM print_batch b WHERE b.id = e.batch_id AND b.handing_at IS NOT NULL) AND `+answered+` RETURNING coalesce(e.batch_id, 0)`, t.Now)
	if err != nil {
		return fmt.Errorf("answered reminders: %w", err)
	}
	files, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return fmt.Errorf("answered reminders: %w", err)
	}
	for _, file := range files {
		if file == 0 {
			continue
		}
		if err := drawAgain(ctx, t, file); err != nil {
			return err
		}
	}
	if _, err := t.Exec(ctx, stopMails); err != nil {
		return fmt.Errorf("answered reminders: %w", err)
	}
	return nil
}

const (
	// answered tells whether what reminder l asks for is here.
	answered = `(` + reportedColumn + ` OR ` + cameColumn + ` OR l.list_id IS NOT NULL AND NOT EXISTS (SELECT FROM fee_list f WHERE f.id = l.list_id AND f.state = 'posted'))`
	// stopMails stops the mails of answered reminders that have not gone.
	stopMails = `UPDATE outbox o SET state = 'stopped', last_answer = 'Listan har kommit in.' FROM reminder l
		WHERE l.outbox_id = o.id AND o.state = 'queued' AND o.attempts = 0 AND ` + answered
)

// BeginSending is the store's, but for a reminder: between its queueing and its going the list may
// have come in, and then it is stopped at the last moment.
func (r *Room) BeginSending(ctx context.Context, id int64, lease time.Duration) (casework.Envelope, time.Duration, error) {
	if _, err := r.Store.Pool().Exec(ctx, stopMails+" AND o.id = $1", id); err != nil {
		return casework.Envelope{ID: id}, 0, fmt.Errorf("begin sending mail %d: %w", id, err)
	}
	return r.Store.BeginSending(ctx, id, lease)
}

// EndSending is the store's (casework.Outbox).
func (r *Room) EndSending(ctx context.Context, id int64, d casework.Delivery, wait time.Duration) error {
	return r.Store.EndSending(ctx, id, d, wait)
}

// found is something that asks for a letter.
type found struct {
	company, id, caseID int64
	at, changed         time.Time
	marked              bool
	facts               []byte
	template            string
}

func waitingLetters(ctx context.Context, t *store.Tx, query string) ([]found, error) {
	rows, err := t.Query(ctx, query)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (found, error) {
		var f found
		var changed *time.Time
		err := row.Scan(&f.company, &f.id, &f.caseID, &f.at, &f.marked, &changed, &f.facts, &f.template)
		f.changed = moment(changed)
		return f, err
	})
}
