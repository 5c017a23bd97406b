package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/vault"
)

// BeginSending takes a mail of the outbox for lease. The row says "sending"
// before anything leaves: a program that dies meanwhile leaves a trace, and the
// mail is tried again under the same Message-ID when the lease has ended.
func (s *Store) BeginSending(ctx context.Context, id int64, lease time.Duration) (casework.Envelope, time.Duration, error) {
	e := casework.Envelope{ID: id}
	var wait time.Duration
	var body [16]byte
	err := s.InTx(ctx, func(t *Tx) error {
		var state casework.OutboxState
		var notBefore time.Time
		err := t.QueryRow(ctx, "SELECT state, not_before FROM outbox WHERE id = $1 FOR UPDATE", id).Scan(&state, &notBefore)
		if errors.Is(err, pgx.ErrNoRows) {
			return casework.Refuse(casework.NotFound, "Mejlet finns inte i utkorgen.")
		}
		if err != nil {
			return err
		}
		switch state {
		case casework.OutboxQueued, casework.OutboxSending, casework.OutboxUnknown:
			wait = notBefore.Sub(t.Now)
			if wait > 0 {
				return nil
			}
		default:
			return nil // sent, stopped, withheld or failed for good
		}
		wait = 0
		return t.QueryRow(ctx, `
			UPDATE outbox SET state = 'sending', attempts = attempts + 1, not_before = $2 WHERE id = $1
			RETURNING recipient, subject, body_object, message_id, in_reply_to, refs, automatic, mode, attempts, created_at`,
			id, t.Now.Add(lease)).Scan(&e.Recipient, &e.Subject, &body, &e.MessageID, &e.InReplyTo, &e.References,
			&e.Automatic, &e.Mode, &e.Attempt, &e.Created)
	})
	if err != nil {
		return e, 0, fmt.Errorf("begin sending mail %d: %w", id, err)
	}
	if e.Attempt == 0 {
		return e, wait, nil
	}
	text, err := s.Fetch(ctx, vault.ID(body))
	if err != nil {
		return e, 0, fmt.Errorf("begin sending mail %d: %w", id, err)
	}
	e.Text = string(text)
	return e, 0, nil
}

// EndSending notes what became of an attempt.
func (s *Store) EndSending(ctx context.Context, id int64, d casework.Delivery, wait time.Duration) error {
	now := s.clock()
	var sent *time.Time
	if d.State == casework.OutboxSent {
		sent = &now
	}
	if _, err := s.pool.Exec(ctx, `
		UPDATE outbox SET state = $2, last_answer = $3, sent_at = $4, not_before = $5 WHERE id = $1 AND state = 'sending'`,
		id, d.State, d.Answer, sent, now.Add(wait)); err != nil {
		return fmt.Errorf("end sending mail %d: %w", id, err)
	}
	return nil
}
