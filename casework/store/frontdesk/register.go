package frontdesk

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/delivery"
	"sef.se/kontakten/internal/register"
)

// importLimit is how many deliveries the register page shows.
const importLimit = 30

// RegisterPage gives deliveries and open differences (casework.Desk).
func (d *Desk) RegisterPage(ctx context.Context, _ casework.Actor) (casework.RegisterPage, error) {
	var p casework.RegisterPage
	rows, err := d.store.Pool().Query(ctx, `
		SELECT r.id, r.at, r.files_date, r.outcome, coalesce(s.name, ''), r.report
		FROM import_run r LEFT JOIN staff s ON s.id = r.staff_id ORDER BY r.id DESC LIMIT $1`, importLimit)
	if err != nil {
		return p, fmt.Errorf("register deliveries: %w", err)
	}
	if p.Imports, err = pgx.CollectRows(rows, scanImport); err != nil {
		return p, fmt.Errorf("register deliveries: %w", err)
	}
	p.Differences, err = d.differences(ctx)
	return p, err
}

func scanImport(row pgx.CollectableRow) (casework.ImportRun, error) {
	var run casework.ImportRun
	var dated *time.Time
	var raw []byte
	if err := row.Scan(&run.ID, &run.At, &dated, &run.Outcome, &run.By, &raw); err != nil {
		return run, err
	}
	run.FilesDate = moment(dated)
	var report delivery.Report
	if err := json.Unmarshal(raw, &report); err != nil {
		return run, fmt.Errorf("report of delivery %d: %w", run.ID, err)
	}
	run.Report = reportLines(report)
	return run, nil
}

// reportLines is a delivery's report in a few lines.
func reportLines(r delivery.Report) []string {
	lines := append([]string{}, r.Reasons...)
	for _, c := range []struct {
		what string
		n    delivery.Counts
	}{{"företag", r.Companies}, {"medlemmar", r.Members}, {"anställningar", r.Employments}} {
		line := fmt.Sprintf("%d %s", c.n.InFiles, c.what)
		if c.n.Added+c.n.Changed+c.n.Absent > 0 {
			line += fmt.Sprintf(": %d nya, %d ändrade, %d saknas", c.n.Added, c.n.Changed, c.n.Absent)
		}
		lines = append(lines, line)
	}
	if n := len(r.Problems); n > 0 {
		lines = append(lines, fmt.Sprintf("%d rader i filerna kunde inte användas", n))
	}
	return lines
}

func (d *Desk) differences(ctx context.Context) ([]casework.RegisterDifference, error) {
	rows, err := d.store.Pool().Query(ctx, `
		SELECT r.id, c.id, c.customer_number, c.organisation_number, c.name, r.field, r.register_says, r.ours, r.created_at
		FROM reconciliation r JOIN company c ON c.id = r.company_id WHERE r.settled_at IS NULL ORDER BY r.id`)
	if err != nil {
		return nil, fmt.Errorf("register differences: %w", err)
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (casework.RegisterDifference, error) {
		var x casework.RegisterDifference
		var number string
		err := row.Scan(&x.ID, &x.Company.ID, &x.Company.CustomerNumber, &number, &x.Company.Name, &x.Field, &x.RegisterSays, &x.Ours, &x.Since)
		if err != nil {
			return x, err
		}
		x.Company.Organisation, err = register.ParseOrganisationNumber(number)
		return x, err
	})
}

// KeepOurs settles a difference for our side (casework.Desk).
func (d *Desk) KeepOurs(ctx context.Context, by casework.Actor, difference int64) error {
	return d.store.InTx(ctx, func(t *store.Tx) error {
		settled, err := t.SettleReconciliation(ctx, difference, by.ID)
		if err != nil {
			return err
		}
		if !settled {
			return casework.Refuse(casework.Conflict, "Skillnaden är redan avgjord.")
		}
		return nil
	})
}
