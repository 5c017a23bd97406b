package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/internal/demo"
	"sef.se/kontakten/internal/identity"
	"sef.se/kontakten/internal/vault"
)

// fill imports the sample register, adds a clerk, and opens cases with sealed
// headings over its companies, four in five of them new.
func (d *desk) fill(ctx context.Context, keys *vault.Vault, cases int) error {
	if err := d.store.EnsureMode(ctx, casework.ModeTest); err != nil {
		return err
	}
	files, err := demo.Register()
	if err != nil {
		return err
	}
	if _, err := d.store.ImportRegister(ctx, files, store.ImportOptions{}); err != nil {
		return err
	}
	if d.person, _, err = d.identity.Add(ctx, identity.Staff{Login: "bench", Name: "Bänk Berg", Role: identity.RoleClerk}); err != nil {
		return err
	}
	for from := 0; from < cases; from += 10_000 {
		if err := d.fillSome(ctx, keys, from, min(from+10_000, cases)); err != nil {
			return err
		}
	}
	_, err = d.store.Pool().Exec(ctx, "VACUUM ANALYZE")
	return err
}

func (d *desk) fillSome(ctx context.Context, keys *vault.Vault, from, to int) error {
	return d.store.InTx(ctx, func(t *store.Tx) error {
		var objects, wrapped, files [][]any
		kinds := []string{"fee_data", "paper_request", "credential_request", "contact_person", "question"}
		for i := from; i < to; i++ {
			heading, err := json.Marshal(map[string]string{
				"subject": fmt.Sprintf("Fackavgifter oktober, underlag %d", i), "sender": fmt.Sprintf("Eva Lind %d <lon%d@bolag.example>", i, i),
			})
			if err != nil {
				return err
			}
			o, err := keys.Seal(heading, t.Now)
			if err != nil {
				return err
			}
			id := [16]byte(o.ID)
			objects = append(objects, []any{id, o.Sealed})
			wrapped = append(wrapped, []any{id, o.Key})
			state := "new"
			if i%5 == 0 {
				state = "open"
			}
			opened := t.Now.Add(-time.Duration(i) * time.Minute)
			files = append(files, []any{
				"mail", state, []string{kinds[i%len(kinds)]}, []string{"total_mismatch", "member_missing"}[:i%3%2+i%2], int64(i%25 + 1),
				time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC), id, "test", opened, opened, opened,
			})
		}
		for _, c := range []struct {
			table   string
			columns []string
			rows    [][]any
		}{
			{"vault_object", []string{"id", "sealed"}, objects},
			{"vault_key", []string{"object_id", "wrapped_key"}, wrapped},
			{"case_file", []string{"origin", "state", "kinds", "flags", "company_id", "period", "heading_object", "mode", "opened_at", "created_at", "changed_at"}, files},
		} {
			if _, err := t.CopyFrom(ctx, pgx.Identifier{c.table}, c.columns, pgx.CopyFromRows(c.rows)); err != nil {
				return fmt.Errorf("fill %s: %w", c.table, err)
			}
		}
		return nil
	})
}
