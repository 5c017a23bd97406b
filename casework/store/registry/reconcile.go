package registry

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework/store/delivery"
	"sef.se/kontakten/internal/register"
)

// Reconcile keeps one open line a company and field. A line that a person has
// settled for our side does not come back while both sides say the same; one
// that the files no longer contradict is withdrawn.
func Reconcile(ctx context.Context, tx pgx.Tx, now time.Time, run int64, files []register.Company, differences []delivery.Difference) error {
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
	if _, err := tx.Exec(ctx, said+`
		UPDATE reconciliation r SET settled_at = $2, settlement = 'withdrawn'
		FROM company c
		WHERE c.id = r.company_id AND r.settled_at IS NULL AND c.organisation_number = ANY ($3)
		  AND NOT EXISTS (SELECT 1 FROM said s WHERE s.company_id = r.company_id AND s.field = r.field)`,
		records, now, inFiles); err != nil {
		return fmt.Errorf("withdraw reconciliation lines: %w", err)
	}
	if _, err := tx.Exec(ctx, said+`
		INSERT INTO reconciliation (company_id, field, register_says, ours, import_run_id, created_at)
		SELECT s.company_id, s.field, s.register, s.ours, $2, $3 FROM said s
		WHERE NOT EXISTS (SELECT 1 FROM (
			SELECT p.register_says, p.ours, p.settlement FROM reconciliation p
			WHERE p.company_id = s.company_id AND p.field = s.field AND p.settled_at IS NOT NULL ORDER BY p.id DESC LIMIT 1) p
			WHERE p.settlement = 'ours' AND p.register_says = s.register AND p.ours = s.ours)
		ON CONFLICT (company_id, field) WHERE settled_at IS NULL
		DO UPDATE SET register_says = excluded.register_says, ours = excluded.ours`, records, run, now); err != nil {
		return fmt.Errorf("reconciliation lines: %w", err)
	}
	return nil
}
