package main

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/internal/register"
)

var october = register.NewPeriod(2026, time.October)

// fill puts n companies with ten members each straight into the tables: an import of half a million members is not what
// is measured here.
func (h *house) fill(ctx context.Context, n int) error {
	err := h.store.InTx(ctx, func(t *store.Tx) error {
		if _, err := t.Exec(ctx, `
			WITH a AS (INSERT INTO agreement (key, name) VALUES ('installation', 'Installationsavtalet') RETURNING id)
			INSERT INTO agreement_rate (agreement_id, valid_from, member_fee, control_fee) SELECT id, '2024-04-01', 190, 50 FROM a`); err != nil {
			return err
		}
		since := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		for _, c := range []struct {
			table string
			names []string
			rows  int
			row   func(i int) ([]any, error)
		}{
			{"company", []string{"customer_number", "organisation_number", "name", "street", "postcode", "city", "agreement_id", "first_seen"}, n, func(i int) ([]any, error) {
				return []any{100000 + i, withLuhn(fmt.Sprintf("5598%05d", i)), fmt.Sprintf("Elbolaget nr %d i Ängelholm AB", i), fmt.Sprintf("Kopparvägen %d", i%200+1),
					fmt.Sprint(10000 + i*7%89999), "Ängelholm", 1, since}, nil
			}},
			{"channel", []string{"company_id", "valid_from", "channel", "source", "created_at"}, n, func(i int) ([]any, error) {
				return []any{i + 1, since, "paper", "register", since}, nil
			}},
			{"company_address", []string{"company_id", "address", "source", "known_since"}, n, func(i int) ([]any, error) {
				return []any{i + 1, fmt.Sprintf("lon@elbolaget%d.example", i), "register", since}, nil
			}},
			{"member", []string{"personnummer", "first_name", "last_name"}, n * members, func(i int) ([]any, error) {
				return []any{personnummer(i), givenNames[(i/10)%len(givenNames)], familyNames[i%len(familyNames)]}, nil
			}},
			{"employment", []string{"member_id", "company_id", "from_date"}, n * members, func(i int) ([]any, error) {
				return []any{i + 1, i/members + 1, since}, nil
			}},
		} {
			if _, err := t.CopyFrom(ctx, pgx.Identifier{c.table}, c.names, pgx.CopyFromSlice(c.rows, c.row)); err != nil {
				return fmt.Errorf("fill %s: %w", c.table, err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	_, err = h.store.Pool().Exec(ctx, "VACUUM ANALYZE")
	return err
}

// personnummer is an invented number for each i below thirteen million.
func personnummer(i int) string {
	const days = 14000
	day := register.NewDate(1960, 1, 1+i%days)
	return fmt.Sprint(day.Year/100) + withLuhn(fmt.Sprintf("%02d%02d%02d%03d", day.Year%100, day.Month, day.Day, 1+i/days))
}

// settle is what comes after the run: another import, after which the unposted lists are compared with the register.
func (h *house) settle(ctx context.Context) error {
	if _, err := h.store.Pool().Exec(ctx, `
		INSERT INTO import_run (at, sha256, outcome, report) VALUES (now(), '', 'applied', '{}')`); err != nil {
		return err
	}
	_, err := h.store.Pool().Exec(ctx, "VACUUM ANALYZE")
	return err
}
