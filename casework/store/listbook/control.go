package listbook

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/verification"
	"sef.se/kontakten/internal/register"
)

// waitingLimit is how many waiting lists the control page shows.
const waitingLimit = 200

// VerificationPage shows what waits (verification.Book).
func (b *Book) VerificationPage(ctx context.Context, by casework.Actor) (verification.Page, error) {
	var page verification.Page
	err := b.store.InTx(ctx, func(t *store.Tx) error {
		var err error
		if page.Policy, err = readPolicy(ctx, t); err != nil {
			return err
		}
		if page.Waiting, err = waitingLists(ctx, t, by); err != nil {
			return err
		}
		today := register.DateOf(t.Now)
		if err := t.QueryRow(ctx, `
			SELECT count(*) FROM staff s WHERE NOT s.disabled AND (s.last_login >= $1 OR s.id IN (SELECT staff_id FROM keying WHERE started_at >= $1)
			       OR s.id IN (SELECT holder_id FROM case_file WHERE held_until >= $1 AND holder_id IS NOT NULL AND state IN ('new', 'open', 'waiting', 'aside')))`, today.Time()).Scan(&page.OnDuty); err != nil {
			return fmt.Errorf("on duty: %w", err)
		}
		if by.Supervises() {
			page.Figures, err = figures(ctx, t, today)
		}
		return err
	})
	return page, err
}

// waitingLists gives the waiting lists, oldest first. A list with a protected person exists only
// for who has the permission (R8).
func waitingLists(ctx context.Context, t *store.Tx, by casework.Actor) ([]verification.Waiting, error) {
	rows, err := t.Query(ctx, `
		SELECT v.id, v.state, v.list_id, v.reasons, v.asked_at, coalesce(s.name, ''),
		       EXISTS (SELECT FROM keying m LEFT JOIN keying_row r ON r.keying_id = m.id
		               WHERE m.list_id = v.list_id AND m.state <> 'replaced' AND $1 IN (m.staff_id, r.staff_id)
		                 AND (m.pass = 1 OR v.state = 'settling'))
		FROM verification v
		LEFT JOIN keying k ON k.list_id = v.list_id AND k.pass = 2 AND k.state = 'open' LEFT JOIN staff s ON s.id = k.staff_id
		WHERE v.state IN ('second', 'settling') AND ($2 OR NOT EXISTS (
		      SELECT FROM fee_list_row f JOIN member p ON p.id = f.member_id WHERE f.list_id = v.list_id AND p.protected))
		ORDER BY v.asked_at, v.id LIMIT $3`, by.ID, by.Protected, waitingLimit)
	if err != nil {
		return nil, fmt.Errorf("waiting lists: %w", err)
	}
	var ids []casework.ListID
	waiting, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (verification.Waiting, error) {
		var w verification.Waiting
		var mine bool
		err := row.Scan(&w.ID, &w.State, &w.List.ID, &w.Reasons, &w.Since, &w.Open, &mine)
		if mine {
			w.Mine = "Du har själv registrerat den."
		}
		ids = append(ids, w.List.ID)
		return w, err
	})
	if err != nil {
		return nil, fmt.Errorf("waiting lists: %w", err)
	}
	lists, err := casebook.ListRows(ctx, t, "l.id = ANY($1)", ids)
	if err != nil {
		return nil, fmt.Errorf("waiting lists: %w", err)
	}
	byID := map[casework.ListID]casework.ListRow{}
	for _, l := range lists {
		byID[l.ID] = l
	}
	for i := range waiting {
		waiting[i].List = byID[waiting[i].List.ID]
	}
	return waiting, nil
}

// figureDays is how far back the figures of the control page look.
const figureDays = 90

func figures(ctx context.Context, t *store.Tx, today register.Date) (*verification.Figures, error) {
	f := &verification.Figures{Since: today.AddDays(-figureDays)}
	err := t.QueryRow(ctx, `
		SELECT count(*), count(*) FILTER (WHERE reasons <> '{}'), count(*) FILTER (WHERE differences > 0), coalesce(sum(differences), 0),
		       count(*) FILTER (WHERE reasons = '{sample}' AND state = 'done'),
		       count(*) FILTER (WHERE reasons = '{sample}' AND state = 'done' AND EXISTS (
		           SELECT FROM verification_field d WHERE d.verification_id = v.id AND d.taken <> 'first'))
		FROM verification v WHERE asked_at >= $1`, f.Since.Time()).
		Scan(&f.Lists, &f.Twice, &f.Differed, &f.Fields, &f.Sampled, &f.SampledWrong)
	if err != nil {
		return nil, fmt.Errorf("figures of the control: %w", err)
	}
	return f, nil
}

// readPolicy gives the rule in force.
func readPolicy(ctx context.Context, t *store.Tx) (verification.Policy, error) {
	var p verification.Policy
	err := t.QueryRow(ctx, `
		SELECT p.mode, p.sample, p.fee_limit, p.deviation, p.new_clerk, coalesce(s.name, ''), p.set_at
		FROM verification_policy p LEFT JOIN staff s ON s.id = p.set_by ORDER BY p.id DESC LIMIT 1`).
		Scan(&p.Mode, &p.Sample, &p.Limit, &p.Deviation, &p.NewClerk, &p.SetBy, &p.SetAt)
	if errors.Is(err, pgx.ErrNoRows) {
		return verification.Default(), nil
	}
	if err != nil {
		return p, fmt.Errorf("verification policy: %w", err)
	}
	return p, nil
}

// SetPolicy changes the rule from now on (verification.Book).
func (b *Book) SetPolicy(ctx context.Context, by casework.Actor, p verification.Policy) error {
	if !by.Supervises() {
		return casework.Refuse(casework.Denied, "Regeln för kontroll ändras av en arbetsledare.")
	}
	if err := p.Valid(); err != nil {
		return err
	}
	return b.store.InTx(ctx, func(t *store.Tx) error {
		if _, err := t.Exec(ctx, `
			INSERT INTO verification_policy (mode, sample, fee_limit, deviation, new_clerk, set_by, set_at)
			VALUES ($1, $2, $3, $4, $5, nullif($6::bigint, 0), $7)`, p.Mode, p.Sample, p.Limit, p.Deviation, p.NewClerk, by.ID, t.Now); err != nil {
			return fmt.Errorf("verification policy: %w", err)
		}
		return nil
	})
}
