package teambook

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/teamwork"
)

// writeNote writes the line and tells whoever is named. Who writes has seen what they were told
// in the case.
func writeNote(ctx context.Context, t *store.Tx, f casework.Case, by casework.Actor, do teamwork.Note) (string, error) {
	if err := casebook.AddEvent(ctx, t, f.ID, by, casework.EventNote, do.Text, nil); err != nil {
		return "", err
	}
	if _, err := t.Exec(ctx, "UPDATE mention SET seen_at = $3 WHERE case_id = $1 AND staff_id = $2 AND seen_at IS NULL", f.ID, by.ID, t.Now); err != nil {
		return "", fmt.Errorf("note in case %d: %w", f.ID, err)
	}
	all, err := colleagues(ctx, t, by, f.Restricted)
	if err != nil {
		return "", fmt.Errorf("note in case %d: %w", f.ID, err)
	}
	named := teamwork.Named(do.Text, all)
	text := "Anteckningen är sparad."
	for i, c := range named {
		if _, err := t.Exec(ctx, `
			INSERT INTO mention (event_id, case_id, staff_id, at) SELECT max(id), $1, $2, $3 FROM case_event WHERE case_id = $1`, f.ID, c.ID, t.Now); err != nil {
			return "", fmt.Errorf("note in case %d: %w", f.ID, err)
		}
		if i == 0 {
			text += " Får veta:"
		}
		text += " " + c.Name
		if i < len(named)-1 {
			text += ","
		} else {
			text += "."
		}
	}
	return text, nil
}

// Unseen counts (teamwork.Book).
func (b *Book) Unseen(ctx context.Context, by casework.Actor) (n int, err error) {
	err = b.store.Pool().QueryRow(ctx, `
		SELECT count(*) FROM mention m JOIN case_file c ON c.id = m.case_id
		WHERE m.staff_id = $1 AND m.seen_at IS NULL AND (NOT c.restricted OR $2)`, by.ID, by.Protected).Scan(&n)
	if err != nil {
		return 0, fmt.Errorf("mentions of %d: %w", by.ID, err)
	}
	return n, nil
}

// Mentions lists (teamwork.Book).
func (b *Book) Mentions(ctx context.Context, by casework.Actor) ([]teamwork.Mention, error) {
	rows, err := b.store.Pool().Query(ctx, `
		SELECT m.id, c.id, c.kinds, coalesce(co.name, ''), coalesce(s.name, ''), e.text, m.at, m.seen_at IS NOT NULL
		FROM mention m JOIN case_event e ON e.id = m.event_id JOIN case_file c ON c.id = m.case_id
		LEFT JOIN company co ON co.id = c.company_id LEFT JOIN staff s ON s.id = e.staff_id
		WHERE m.staff_id = $1 AND (NOT c.restricted OR $2) ORDER BY m.seen_at IS NOT NULL, m.id DESC LIMIT 50`, by.ID, by.Protected)
	if err != nil {
		return nil, fmt.Errorf("mentions of %d: %w", by.ID, err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowToStructByPos[teamwork.Mention])
	if err != nil {
		return nil, fmt.Errorf("mentions of %d: %w", by.ID, err)
	}
	return found, nil
}

// See notes that a mention was seen (teamwork.Book).
func (b *Book) See(ctx context.Context, by casework.Actor, mention int64) (id casework.CaseID, err error) {
	err = b.store.InTx(ctx, func(t *store.Tx) error {
		return t.QueryRow(ctx, "UPDATE mention SET seen_at = coalesce(seen_at, $3) WHERE id = $1 AND staff_id = $2 RETURNING case_id", mention, by.ID, t.Now).Scan(&id)
	})
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, casework.Refuse(casework.NotFound, "Omnämnandet finns inte.")
	}
	if err != nil {
		return 0, fmt.Errorf("mention %d: %w", mention, err)
	}
	return id, nil
}
