package queuebook

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
)

// advertising is the reason that a case closed in bulk keeps.
const advertising = "Reklam eller annat som inte rör oss."

// Colleagues are who a case may be given to (casework.Queue).
func (b *Book) Colleagues(ctx context.Context) ([]casework.Actor, error) {
	rows, err := b.store.Pool().Query(ctx, "SELECT id, name, role FROM staff WHERE enrolled AND NOT disabled ORDER BY name")
	if err != nil {
		return nil, fmt.Errorf("colleagues: %w", err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (casework.Actor, error) {
		var a casework.Actor
		err := row.Scan(&a.ID, &a.Name, &a.Role)
		return a, err
	})
	if err != nil {
		return nil, fmt.Errorf("colleagues: %w", err)
	}
	return found, nil
}

// Bulk does one thing to many cases (casework.Queue). Each is a decision of its own, with a key
// made of the bulk's, so that a double click does nothing twice.
func (b *Book) Bulk(ctx context.Context, by casework.Actor, do casework.Bulk) (casework.BulkDone, error) {
	do.Cases = slices.Compact(slices.Sorted(slices.Values(do.Cases)))
	if len(do.Cases) == 0 || len(do.Cases) > casework.MostAtOnce {
		return casework.BulkDone{}, casework.Refuse(casework.Invalid, "Markera minst ett och högst %d ärenden.", casework.MostAtOnce)
	}
	decision, err := b.decision(ctx, do)
	if err != nil {
		return casework.BulkDone{}, err
	}
	done := casework.BulkDone{Refused: map[casework.CaseID]string{}}
	kinds, err := b.kinds(ctx, by, do.Cases)
	if err != nil {
		return done, err
	}
	for _, id := range do.Cases {
		if do.To == 0 && kinds[id] != "other" {
			done.Refused[id] = "Bara det som är övrigt kan stängas så här."
			continue
		}
		if err := note(&done, id, b.decide(ctx, by, do.Key, id, decision)); err != nil {
			return done, err
		}
	}
	if len(done.Done) == 0 {
		return done, nil
	}
	what := "close"
	if do.To != 0 {
		what = "assign"
	}
	err = b.store.Pool().QueryRow(ctx, `INSERT INTO bulk_action (staff_id, what, cases, to_staff, at) VALUES ($1, $2, $3, nullif($4::bigint, 0), $5) RETURNING id`,
		by.ID, what, done.Done, do.To, b.clock()).Scan(&done.ID)
	if err != nil {
		return done, fmt.Errorf("note what staff %d did to many cases: %w", by.ID, err)
	}
	return done, nil
}

func (b *Book) decide(ctx context.Context, by casework.Actor, key string, id casework.CaseID, do casework.Decision) error {
	_, err := b.cases.Decide(ctx, casework.Command{Case: id, By: by, Key: fmt.Sprintf("%.40s-%d", key, id), Do: do})
	return err
}

// decision is what is done to each case.
func (b *Book) decision(ctx context.Context, do casework.Bulk) (casework.Decision, error) {
	if do.To == 0 {
		return casework.Reject{Reason: advertising}, nil
	}
	var login string
	err := b.store.Pool().QueryRow(ctx, "SELECT login FROM staff WHERE id = $1 AND enrolled AND NOT disabled", do.To).Scan(&login)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, casework.Refuse(casework.Invalid, "Välj vem ärendena ska lämnas till.")
	}
	if err != nil {
		return nil, fmt.Errorf("staff %d: %w", do.To, err)
	}
	return casework.PassOn{To: login, Words: "Tilldelat från kön."}, nil
}

func (b *Book) kinds(ctx context.Context, by casework.Actor, ids []casework.CaseID) (map[casework.CaseID]string, error) {
	rows, err := b.store.Pool().Query(ctx, "SELECT id, kind FROM case_file WHERE id = ANY($1) AND (NOT restricted OR $2)", ids, by.Protected)
	if err != nil {
		return nil, fmt.Errorf("kinds of cases: %w", err)
	}
	kinds := map[casework.CaseID]string{}
	var id casework.CaseID
	var kind string
	if _, err := pgx.ForEachRow(rows, []any{&id, &kind}, func() error { kinds[id] = kind; return nil }); err != nil {
		return nil, fmt.Errorf("kinds of cases: %w", err)
	}
	return kinds, nil
}

// UndoBulk undoes what the actor did at once (casework.Queue).
func (b *Book) UndoBulk(ctx context.Context, by casework.Actor, id int64) (casework.BulkDone, error) {
	done := casework.BulkDone{Refused: map[casework.CaseID]string{}}
	var what string
	var cases []casework.CaseID
	var to int64
	err := b.store.Pool().QueryRow(ctx, `
		UPDATE bulk_action SET undone_at = $3 WHERE id = $1 AND staff_id = $2 AND undone_at IS NULL AND at > $4
		RETURNING what, cases, coalesce(to_staff, 0)`, id, by.ID, b.clock(), b.clock().Add(-casework.UndoBulkFor)).Scan(&what, &cases, &to)
	if errors.Is(err, pgx.ErrNoRows) {
		return done, casework.Refuse(casework.Conflict, "Det är redan ångrat, eller för sent att ångra.")
	}
	if err != nil {
		return done, fmt.Errorf("undo bulk %d: %w", id, err)
	}
	for _, on := range cases {
		var err error
		if what == "assign" {
			err = b.store.InTx(ctx, func(t *store.Tx) error { return casebook.TakeBack(ctx, t, by, on, to) })
		} else {
			err = b.decide(ctx, by, fmt.Sprintf("undo-bulk-%020d", id), on, casework.Reopen{Reason: "Stängningen ångrades."})
		}
		if err := note(&done, on, err); err != nil {
			return done, err
		}
	}
	return done, nil
}

// note files what became of one case: a refusal is told, a fault ends the whole.
func note(d *casework.BulkDone, id casework.CaseID, err error) error {
	var refusal *casework.Error
	switch {
	case err == nil:
		d.Done = append(d.Done, id)
	case errors.As(err, &refusal):
		d.Refused[id] = refusal.Sentence
	default:
		return err
	}
	return nil
}
