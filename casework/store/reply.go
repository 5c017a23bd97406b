package store

import (
	"context"
	"fmt"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/mailin/mailbox"
)

// replyWait is how long an answer whose case is not there yet is tried again: the
// mail that it answers may still wait to be read.
const replyWait = 7 * 24 * time.Hour

// NoteReplies notes which cases colleagues have answered from their own mail
// program: an event in the case, so that nobody answers twice (practice.md R5).
func (s *Store) NoteReplies(ctx context.Context, c mailbox.Cursor, r mailbox.Replies) error {
	records := make([]map[string]any, len(r.Replies))
	for i, reply := range r.Replies {
		records[i] = map[string]any{"message_id": reply.MessageID, "answers": reply.Answers, "sent_at": reply.Sent}
	}
	err := s.InTx(ctx, func(t *Tx) error {
		if err := t.moveCursor(ctx, c, mailbox.Batch{UIDValidity: r.UIDValidity, UpTo: r.UpTo}); err != nil {
			return err
		}
		// What we sent ourselves is in the case already.
		if _, err := t.Exec(ctx, `
			INSERT INTO colleague_reply (message_id, answers, sent_at)
			SELECT f.message_id, f.answers, f.sent_at
			FROM jsonb_to_recordset($1) AS f (message_id text, answers text[], sent_at timestamptz)
			WHERE NOT EXISTS (SELECT FROM outbox o WHERE o.message_id = f.message_id)
			ON CONFLICT (message_id) DO NOTHING`, records); err != nil {
			return err
		}
		return t.tieReplies(ctx)
	})
	if err != nil {
		return fmt.Errorf("note %d replies of folder %d: %w", len(r.Replies), c.Folder, err)
	}
	return nil
}

// tieReplies ties the answers to the cases that are there now.
func (t *Tx) tieReplies(ctx context.Context) error {
	_, err := t.Exec(ctx, `
		WITH found AS (
			SELECT DISTINCT ON (r.message_id) r.message_id, coalesce(m.case_id, o.case_id) AS case_id
			FROM colleague_reply r CROSS JOIN unnest(r.answers) AS a (id)
			LEFT JOIN (SELECT m.message_id, c.case_id FROM message m JOIN case_message c ON c.message_id = m.id) m ON m.message_id = a.id
			LEFT JOIN outbox o ON o.message_id = a.id
			WHERE r.case_id IS NULL AND r.sent_at > $1 AND coalesce(m.case_id, o.case_id) IS NOT NULL
			ORDER BY r.message_id, coalesce(m.case_id, o.case_id) DESC),
		tied AS (UPDATE colleague_reply r SET case_id = f.case_id FROM found f WHERE f.message_id = r.message_id
		         RETURNING r.case_id, r.sent_at)
		INSERT INTO case_event (case_id, at, kind, text, data)
		SELECT case_id, $2, $3, 'En kollega har svarat från sitt eget mejlprogram ' ||
		       to_char(sent_at AT TIME ZONE 'Europe/Stockholm', 'YYYY-MM-DD HH24.MI') || '.', '{"from": "sent"}'
		FROM tied ORDER BY case_id`, t.Now.Add(-replyWait), t.Now, casework.EventAnswered)
	if err != nil {
		return fmt.Errorf("tie replies to cases: %w", err)
	}
	return nil
}

// sweepReplies tries the answers again whose case was not there, and forgets
// those that answer nothing of ours.
func (s *Store) sweepReplies(ctx context.Context) error {
	return s.InTx(ctx, func(t *Tx) error {
		if err := t.tieReplies(ctx); err != nil {
			return err
		}
		_, err := t.Exec(ctx, "DELETE FROM colleague_reply WHERE case_id IS NULL AND sent_at < $1", t.Now.Add(-replyWait))
		return err
	})
}
