package store

import (
	"context"
	"fmt"
	"time"

	"sef.se/kontakten/casework/store/delivery"
	"sef.se/kontakten/internal/register"
)

// Reconciliation is a field that is ours and that the register tells otherwise,
// for a clerk to settle (practice.md R1).
type Reconciliation struct {
	ID             int64
	CustomerNumber int
	Company        string
	Field          string // "channel" or "email"
	Register, Ours string
	Since          time.Time
}

// reconcile keeps one open line a company and field. A line that a person has
// settled for our side does not come back while both sides say the same; one
// that the files no longer contradict is withdrawn.
func (t *Tx) reconcile(ctx context.Context, run int64, files []register.Company, differences []delivery.Difference) error {
	records := make([]map[string]any, len(differences))
	for i, d := range differences {
		records[i] = map[string]any{"organisation": d.Company.Full(), "field": d.Field, "register": d.Register, "ours": d.Ours}
	}
	inFiles := make([]string, len(files))
	for i, c := range files {
		inFiles[i] = c.OrganisationNumber.Full()
	}
	const said = `
		WITH said AS (SELECT c.id AS company_id, f.field, f.register, f.ours
		              FROM jsonb_to_recordset($1) AS f (organisation text, field text, register text, ours text)
		              JOIN company c ON c.organisation_number = f.organisation)`
	if _, err := t.Exec(ctx, said+`
		UPDATE reconciliation r SET settled_at = $2, settlement = 'withdrawn'
		FROM company c
		WHERE c.id = r.company_id AND r.settled_at IS NULL AND c.organisation_number = ANY ($3)
		  AND NOT EXISTS (SELECT 1 FROM said s WHERE s.company_id = r.company_id AND s.field = r.field)`,
		records, t.Now, inFiles); err != nil {
		return fmt.Errorf("withdraw reconciliation lines: %w", err)
	}
	if _, err := t.Exec(ctx, said+`
		INSERT INTO reconciliation (company_id, field, register_says, ours, import_run_id, created_at)
		SELECT s.company_id, s.field, s.register, s.ours, $2, $3 FROM said s
		WHERE NOT EXISTS (SELECT 1 FROM (
			SELECT p.register_says, p.ours, p.settlement FROM reconciliation p
			WHERE p.company_id = s.company_id AND p.field = s.field AND p.settled_at IS NOT NULL ORDER BY p.id DESC LIMIT 1) p
			WHERE p.settlement = 'ours' AND p.register_says = s.register AND p.ours = s.ours)
		ON CONFLICT (company_id, field) WHERE settled_at IS NULL
		DO UPDATE SET register_says = excluded.register_says, ours = excluded.ours`, records, run, t.Now); err != nil {
		return fmt.Errorf("reconciliation lines: %w", err)
	}
	return nil
}

// Reconciliations gives the open lines, oldest first.
func (s *Store) Reconciliations(ctx context.Context) ([]Reconciliation, error) {
	rows, err := s.pool.Query(ctx, `
		SELECT r.id, c.customer_number, c.name, r.field, r.register_says, r.ours, r.created_at
		FROM reconciliation r JOIN company c ON c.id = r.company_id WHERE r.settled_at IS NULL ORDER BY r.id`)
	if err != nil {
		return nil, fmt.Errorf("reconciliation lines: %w", err)
	}
	var open []Reconciliation
	var r Reconciliation
	for rows.Next() {
		if err := rows.Scan(&r.ID, &r.CustomerNumber, &r.Company, &r.Field, &r.Register, &r.Ours, &r.Since); err != nil {
			return nil, fmt.Errorf("reconciliation lines: %w", err)
		}
		open = append(open, r)
	}
	return open, rows.Err()
}

// SettleReconciliation settles a line for our side. The register's side is taken
// by changing the channel or address, after which the next delivery withdraws
// the line. It reports false where somebody settled it before.
func (t *Tx) SettleReconciliation(ctx context.Context, id, by int64) (bool, error) {
	tag, err := t.Exec(ctx, `
		UPDATE reconciliation SET settled_at = $2, settled_by = nullif($3::bigint, 0), settlement = 'ours'
		WHERE id = $1 AND settled_at IS NULL`, id, t.Now, by)
	if err != nil {
		return false, fmt.Errorf("settle reconciliation line %d: %w", id, err)
	}
	return tag.RowsAffected() == 1, nil
}
