// Package migrations is the schema of Kontakten, step by step: embedded SQL,
// with River's own migrations as two steps among it.
//
// Numbers below 20 are the base (register, staff, messages, outbox, River), from
// 20 on the cases, the ledger and the lists. A step that has been on main is not
// changed any more; a new one follows it.
package migrations

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/rivermigrate"
)

//go:embed *.sql
var files embed.FS

// River's migrations are two steps among ours, since they cannot be one
// transaction: one of them adds a value to an enum, the next one uses it. River
// itself gives each of its migrations a transaction and remembers how far it
// came, so that a step which was cut off goes on where it stood.
const (
	riverFirstStep, riverFirstVersion   = 18, 5
	riverSecondStep, riverSecondVersion = 19, 8
)

// ErrOther says that the database's schema is not this program's.
var ErrOther = errors.New("the database's schema is not this program's: run kontakten migrate")

// Up brings the database behind url to the newest schema. Two programs at
// once are safe: a lock lets one wait for the other.
func Up(ctx context.Context, url string) error {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	db := stdlib.OpenDB(*config)
	defer db.Close()
	provider, err := newProvider(db)
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

// Check refuses a database that is behind or ahead of this program (ErrOther).
func Check(ctx context.Context, db *sql.DB) error {
	provider, err := newProvider(db)
	if err != nil {
		return err
	}
	pending, err := provider.HasPending(ctx)
	if err != nil {
		return err
	}
	current, target, err := provider.GetVersions(ctx)
	if err != nil {
		return err
	}
	if pending || current > target {
		return fmt.Errorf("%w (it has version %d, the program %d)", ErrOther, current, target)
	}
	return nil
}

func newProvider(db *sql.DB) (*goose.Provider, error) {
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300))
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectPostgres, db, files,
		goose.WithDisableGlobalRegistry(true),
		goose.WithSessionLocker(locker),
		goose.WithAllowOutofOrder(true),
		goose.WithGoMigrations(
			riverStep(riverFirstStep, riverFirstVersion, -1),
			riverStep(riverSecondStep, riverSecondVersion, riverFirstVersion),
		))
}

// riverStep is a migration that brings River's tables up to one version and, on
// the way down, back to another.
func riverStep(step int64, up, down int) *goose.Migration {
	run := func(direction rivermigrate.Direction, version int) *goose.GoFunc {
		return &goose.GoFunc{RunDB: func(ctx context.Context, db *sql.DB) error {
			migrator, err := rivermigrate.New(riverdatabasesql.New(db), nil)
			if err != nil {
				return err
			}
			_, err = migrator.Migrate(ctx, direction, &rivermigrate.MigrateOpts{TargetVersion: version})
			return err
		}}
	}
	return goose.NewGoMigration(step, run(rivermigrate.DirectionUp, up), run(rivermigrate.DirectionDown, down))
}
