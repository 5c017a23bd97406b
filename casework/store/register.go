package store

import (
	"context"
	"fmt"
	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework/store/registry"
	"sef.se/kontakten/internal/register"
)

// Snapshot is the register at one moment.
type Snapshot struct {
	*register.Register
	// Import is the id of the delivery that it stands on, 0 before the first.
	Import int64
	// Period is the month whose channels the companies carry.
	Period register.Period

	version int64
}

// Register gives the register as it stands now, with the channels of the current
// month. Snapshots are shared: the same one comes back until something changed.
// Absent companies and members are in it; protected members too.
func (s *Store) Register(ctx context.Context) (*Snapshot, error) {
	period := register.PeriodOf(register.DateOf(s.clock()))
	var version int64
	if err := s.pool.QueryRow(ctx, "SELECT register_version FROM system").Scan(&version); err != nil {
		return nil, fmt.Errorf("version of the register: %w", err)
	}
	if kept := s.snapshot.Load(); kept != nil && kept.version == version && kept.Period == period {
		return kept, nil
	}
	fresh, err := s.RegisterOf(ctx, period)
	if err != nil {
		return nil, err
	}
	s.snapshot.Store(fresh)
	return fresh, nil
}

// RegisterOf gives the register as it stands now, with the channels that the
// companies have in period.
func (s *Store) RegisterOf(ctx context.Context, period register.Period) (*Snapshot, error) {
	// All tables of one moment, though an import may commit between two reads.
	tx, err := s.pool.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
	if err != nil {
		return nil, fmt.Errorf("read register: %w", err)
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	return readSnapshot(ctx, tx, period)
}

// Register reads the register within the transaction, unshared. Nobody changes
// the register until the transaction ends.
func (t *Tx) Register(ctx context.Context, period register.Period) (*Snapshot, error) {
	if err := t.HoldRegister(ctx); err != nil {
		return nil, err
	}
	return readSnapshot(ctx, t, period)
}

// HoldRegister keeps everybody from changing the register until the transaction ends.
func (t *Tx) HoldRegister(ctx context.Context) error {
	if _, err := t.Exec(ctx, "SELECT 1 FROM system FOR SHARE"); err != nil {
		return fmt.Errorf("hold register: %w", err)
	}
	return nil
}

// RegisterOfSome reads the register of some companies only, by their ids, with the people
// ever employed there: a month of many companies is worked in parts, so that its memory
// does not grow with it. Whoever reads more than one part holds the register first.
func (t *Tx) RegisterOfSome(ctx context.Context, period register.Period, companies []int64) (*register.Register, error) {
	data, err := registry.ReadSome(ctx, t, period, companies)
	if err != nil {
		return nil, err
	}
	reg, err := register.New(data)
	if err != nil {
		return nil, fmt.Errorf("read register: %w", err)
	}
	return reg, nil
}

func readSnapshot(ctx context.Context, tx pgx.Tx, period register.Period) (*Snapshot, error) {
	s := &Snapshot{Period: period}
	if err := tx.QueryRow(ctx, `
		SELECT register_version, coalesce((SELECT max(id) FROM import_run WHERE outcome = 'applied'), 0)
		FROM system`).Scan(&s.version, &s.Import); err != nil {
		return nil, fmt.Errorf("read register: %w", err)
	}
	data, err := registry.Read(ctx, tx, period)
	if err != nil {
		return nil, err
	}
	if s.Register, err = register.New(data); err != nil {
		return nil, fmt.Errorf("read register: %w", err)
	}
	return s, nil
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
