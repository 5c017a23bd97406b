package store

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io/fs"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store/delivery"
	"sef.se/kontakten/casework/store/registry"
	"sef.se/kontakten/internal/register"
)

// ImportOptions say who imports and what may be passed over.
type ImportOptions struct {
	By int64 // staff id; 0 for the command line
	// Override carries out what a guard would hold back: a supervisor has seen
	// the report. A refusal cannot be overridden.
	Override bool
}

// importLock keeps two imports from working at the same time.
const importLock = 0x6b74_0001

// ImportRegister takes a delivery of the register's files (contract.md): all of
// it in one transaction, or nothing. What stopped it is in the report, which is
// kept; an error is a fault of the database or folder.
func (s *Store) ImportRegister(ctx context.Context, fsys fs.FS, opt ImportOptions) (delivery.Report, error) {
	files, problems := register.ReadFiles(fsys)
	sum, date := fingerprint(fsys)
	var report delivery.Report
	err := s.InTx(ctx, func(t *Tx) error {
		if _, err := t.Exec(ctx, "SELECT pg_advisory_xact_lock($1)", importLock); err != nil {
			return err
		}
		standing, err := registry.Standing(ctx, t, t.Now)
		if err != nil {
			return err
		}
		plan := delivery.Make(standing, files, completeness(problems), register.DateOf(t.Now))
		report = delivery.NewReport(plan, standing, files, problems)
		if err := t.importPlan(ctx, &report, plan, standing, files, date, opt); err != nil {
			return err
		}
		if err := t.keepReport(ctx, &report, sum, date, opt); err != nil || !report.Taken() {
			return err
		}
		return registry.Reconcile(ctx, t, t.Now, report.Run, files.Companies, plan.Differences)
	})
	if err != nil {
		return delivery.Report{}, fmt.Errorf("import register: %w", err)
	}
	return report, nil
}

// importPlan decides what becomes of the delivery and does it.
func (t *Tx) importPlan(ctx context.Context, report *delivery.Report, plan delivery.Plan, standing delivery.Standing,
	files register.Data, date time.Time, opt ImportOptions) error {
	mode, err := t.configuredMode(ctx)
	if err != nil {
		return err
	}
	last, err := t.lastImportDate(ctx)
	if err != nil {
		return err
	}
	refusals := delivery.Refusals(standing, files, mode == casework.ModeLive)
	guards := plan.Guards(standing, date, last)
	switch {
	case report.Unusable || len(refusals) > 0:
		report.Outcome, report.Reasons = delivery.Refused, refusals
	case len(guards) > 0 && !opt.Override:
		report.Outcome, report.Reasons = delivery.Waiting, guards
	case plan.Empty():
		report.Outcome = delivery.Unchanged
	default:
		report.Outcome, report.Reasons = delivery.Applied, guards
		if err := registry.CarryOut(ctx, t, t.Now, plan); err != nil {
			return err
		}
		report.NameNew(plan)
		return t.Enqueue(ctx, casework.TendPrint{}, t.Now)
	}
	return nil
}

// completeness tells which files can say that something is absent: those of
// which no line was left out.
func completeness(problems []register.Problem) delivery.Complete {
	complete := delivery.Complete{Companies: true, Members: true}
	for _, p := range problems {
		if p.Severity < register.BadLine {
			continue
		}
		switch p.File {
		case "companies.csv":
			complete.Companies = false
		case "members.csv":
			complete.Members = false
		}
	}
	return complete
}

func (t *Tx) lastImportDate(ctx context.Context) (time.Time, error) {
	var date *time.Time
	err := t.QueryRow(ctx, "SELECT max(files_date) FROM import_run WHERE outcome IN ('applied', 'unchanged')").Scan(&date)
	if err != nil {
		return time.Time{}, fmt.Errorf("date of the last import: %w", err)
	}
	if date == nil {
		return time.Time{}, nil
	}
	return *date, nil
}

// keepReport stores the run.
func (t *Tx) keepReport(ctx context.Context, report *delivery.Report, sum []byte, date time.Time, opt ImportOptions) error {
	text, err := json.Marshal(report)
	if err != nil {
		return err
	}
	var filesDate *time.Time
	if !date.IsZero() {
		filesDate = &date
	}
	report.At = t.Now
	return t.QueryRow(ctx, `
		INSERT INTO import_run (at, staff_id, files_date, sha256, outcome, overridden, report)
		VALUES ($1, nullif($2::bigint, 0), $3, $4, $5, $6, $7) RETURNING id`,
		t.Now, opt.By, filesDate, sum, report.Outcome, opt.Override, text).Scan(&report.Run)
}

// fingerprint is the SHA-256 over the three files and the date of the newest. A
// file that cannot be read adds nothing: reading it has named the problem.
func fingerprint(fsys fs.FS) (sum []byte, newest time.Time) {
	h := sha256.New()
	for _, name := range []string{"agreements.csv", "companies.csv", "members.csv"} {
		content, err := fs.ReadFile(fsys, name)
		if err != nil {
			continue
		}
		fmt.Fprintf(h, "%s %d\n", name, len(content))
		h.Write(content)
		if info, err := fs.Stat(fsys, name); err == nil && info.ModTime().After(newest) {
			newest = info.ModTime()
		}
	}
	return h.Sum(nil), newest
}
