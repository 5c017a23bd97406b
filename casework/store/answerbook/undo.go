package answerbook

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/answers"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
)

// kept is an answer as it was sent.
type kept struct {
	id, staff, outbox, confirmation int64
	to                              string
	sealed                          []byte
	moved, undone                   bool
}

// Undo takes back one's own answer while it waits (answers.Book).
func (b *Book) Undo(ctx context.Context, by casework.Actor, id casework.CaseID, answer int64) error {
	err := b.store.InTx(ctx, func(t *store.Tx) error {
		c, err := casebook.Locked(ctx, t, by, id)
		if err != nil {
			return err
		}
		k := kept{id: answer}
		err = t.QueryRow(ctx, `
			SELECT staff_id, coalesce(outbox_id, 0), coalesce(confirmation_id, 0), recipient, text_sealed, moved, undone_at IS NOT NULL
			FROM answer WHERE id = $1 AND case_id = $2 FOR UPDATE`, answer, id).Scan(&k.staff, &k.outbox, &k.confirmation, &k.to, &k.sealed, &k.moved, &k.undone)
		switch {
		case errors.Is(err, pgx.ErrNoRows):
			return casework.Refuse(casework.NotFound, "Svaret finns inte.")
		case err != nil:
			return err
		case k.staff != by.ID:
			return casework.Refuse(casework.Denied, "Bara den som skrev svaret kan ångra det. Stoppa det i utkorgen i stället.")
		case k.undone:
			return nil // a second click
		}
		if err := k.stop(ctx, t, by); err != nil {
			return err
		}
		return b.restore(ctx, t, by, c, k)
	})
	if err != nil {
		return fmt.Errorf("undo answer in case %d: %w", id, err)
	}
	return nil
}

// stop stops what has not left.
func (k kept) stop(ctx context.Context, t *store.Tx, by casework.Actor) error {
	stopped := int64(0)
	if k.outbox != 0 {
		done, err := t.Exec(ctx, "UPDATE outbox SET state = 'stopped', last_answer = $2 WHERE id = $1 AND state = 'queued' AND attempts = 0", k.outbox, "ångrat av "+by.Name)
		if err != nil {
			return err
		}
		stopped = done.RowsAffected()
	} else {
		err := t.QueryRow(ctx, `
			WITH waits AS (UPDATE confirmation SET state = 'done' WHERE id = $1 AND state = 'waiting' RETURNING id),
			     queued AS (UPDATE letter SET state = 'stopped', why = $2, changed_at = $3 WHERE confirmation_id = $1 AND state IN ('held', 'waiting') RETURNING id)
			SELECT (SELECT count(*) FROM waits) + (SELECT count(*) FROM queued)`, k.confirmation, "Ångrat av "+by.Name+".", t.Now).Scan(&stopped)
		if err != nil {
			return err
		}
	}
	if stopped == 0 {
		return casework.Refuse(casework.Conflict, "Det är för sent att ångra: svaret har gått eller är på väg.")
	}
	return nil
}

// restore makes the text a draft again, where nobody has begun another, and opens the case.
func (b *Book) restore(ctx context.Context, t *store.Tx, by casework.Actor, c casework.Case, k kept) error {
	text, err := b.open(answerPurpose, k.sealed)
	if err != nil {
		return err
	}
	if _, err := t.Exec(ctx, "UPDATE answer SET undone_at = $2 WHERE id = $1", k.id, t.Now); err != nil {
		return err
	}
	begun, err := b.draft(ctx, t, c.ID)
	if err != nil {
		return err
	}
	if begun.Revision == 0 {
		if err := b.keepDraft(ctx, t, by, c.ID, answers.Draft{Text: text.Text, Used: text.Used, To: k.to}, 1); err != nil {
			return err
		}
	}
	if err := casebook.AddEvent(ctx, t, c.ID, by, casework.EventStopped, "Svaret är ångrat innan det gick. Texten är ett utkast igen.", map[string]string{"answer": fmt.Sprint(k.id)}); err != nil {
		return err
	}
	if k.moved && (c.State == casework.CaseDecided || c.State == casework.CaseWaiting) {
		return casebook.Walk(ctx, t, by, c.ID, casework.CaseOpen, "Öppnat igen: svaret är ångrat.")
	}
	return nil
}
