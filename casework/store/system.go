package store

import (
	"context"
	"fmt"

	"sef.se/kontakten/casework"
)

// Mode is what a database is for (practice.md R11). It keeps the one it was first
// started with.
type Mode = casework.Mode

// EnsureMode writes the configured mode at the first start and refuses another
// one later.
func (s *Store) EnsureMode(ctx context.Context, configured Mode) error {
	var stored Mode
	err := s.pool.QueryRow(ctx, `
		UPDATE system SET mode = coalesce(mode, $1), mode_set_at = coalesce(mode_set_at, $2)
		RETURNING mode`, configured, s.clock()).Scan(&stored)
	if err != nil {
		return fmt.Errorf("mode of the database: %w", err)
	}
	if stored != configured {
		return fmt.Errorf("the database is a %s database, but the configuration says mode = %q: correct the configuration or name another database",
			stored, configured)
	}
	return nil
}

// Mode gives the mode of the database, "" before its first start.
func (s *Store) Mode(ctx context.Context) (Mode, error) {
	var mode Mode
	if err := s.pool.QueryRow(ctx, "SELECT coalesce(mode, '') FROM system").Scan(&mode); err != nil {
		return "", fmt.Errorf("mode of the database: %w", err)
	}
	return mode, nil
}

// Mode gives the mode that rows of this transaction carry. It is an error before
// the first start has set it.
func (t *Tx) Mode(ctx context.Context) (Mode, error) {
	mode, err := t.configuredMode(ctx)
	if err == nil && mode == "" {
		err = fmt.Errorf("mode of the database: not set: EnsureMode comes first")
	}
	return mode, err
}

// configuredMode gives the mode, "" before the first start.
func (t *Tx) configuredMode(ctx context.Context) (Mode, error) {
	var mode Mode
	if err := t.QueryRow(ctx, "SELECT coalesce(mode, '') FROM system").Scan(&mode); err != nil {
		return "", fmt.Errorf("mode of the database: %w", err)
	}
	return mode, nil
}

// Access is one opening or unmasking, as the access log keeps it: who, what, why.
// Zero fields are left empty.
type Access struct {
	Staff   int64 // who; 0 for the program and the command line
	What    string
	Case    int64
	Company int64
	Member  int64
	Object  string // which attachment, list or account; never a name or number of a person
	Reason  string
}

// LogAccess writes the log in the transaction that reads what was opened.
func (t *Tx) LogAccess(ctx context.Context, a Access) error {
	_, err := t.Exec(ctx, `
		INSERT INTO access_log (at, staff_id, what, case_id, company_id, member_id, object, reason)
		VALUES ($1, nullif($2::bigint, 0), $3, nullif($4::bigint, 0), nullif($5::bigint, 0), nullif($6::bigint, 0), $7, $8)`,
		t.Now, a.Staff, a.What, a.Case, a.Company, a.Member, a.Object, a.Reason)
	if err != nil {
		return fmt.Errorf("log access to %s: %w", a.What, err)
	}
	return nil
}
