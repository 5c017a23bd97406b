package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store/migrations"
	"sef.se/kontakten/internal/vault"
)

// ErrSchema says that the database's schema is not this program's.
var ErrSchema = migrations.ErrOther

// Migrate brings the database behind url to the newest schema. Two programs at
// once are safe: one waits for the other.
func Migrate(ctx context.Context, url string) error { return migrations.Up(ctx, url) }

// Store is the database. It is safe for concurrent use; several programs may
// work on one database.
type Store struct {
	pool     *pgxpool.Pool
	vault    *vault.Vault
	clock    func() time.Time
	jobs     *river.Client[pgx.Tx] // inserts only: casework/jobs works them
	snapshot atomic.Pointer[Snapshot]
}

// defaultConns is the size of the pool where the address does not say it
// (pool_max_conns): pgx would take four on a small machine, of which the jobs'
// listener and the mailbox's lock hold two for good.
const defaultConns = 16

// Option changes how Open connects.
type Option func(*pgxpool.Config)

// Traced lets t see every statement: a test looks at their plans, a benchmark runs them bare.
func Traced(t pgx.QueryTracer) Option {
	return func(c *pgxpool.Config) { c.ConnConfig.Tracer = t }
}

// Open connects to the database behind url, whose schema must be this program's
// (ErrSchema). v seals and opens; clock gives the time that rows carry.
func Open(ctx context.Context, url string, v *vault.Vault, clock func() time.Time, options ...Option) (*Store, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("database address: %w", err)
	}
	if !strings.Contains(url, "pool_max_conns") {
		config.MaxConns = defaultConns
	}
	for _, o := range options {
		o(config)
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	db := stdlib.OpenDBFromPool(pool)
	err = migrations.Check(ctx, db)
	_ = db.Close()
	if err != nil {
		pool.Close()
		return nil, fmt.Errorf("open database: %w", err)
	}
	jobs, err := river.NewClient(riverpgxv5.New(pool), &river.Config{})
	if err != nil {
		pool.Close()
		return nil, fmt.Errorf("open database: %w", err)
	}
	return &Store{pool: pool, vault: v, clock: clock, jobs: jobs}, nil
}

// Close ends all connections after those in use have come back.
func (s *Store) Close() { s.pool.Close() }

// Pool is the connection pool, for the River workers and the health check.
func (s *Store) Pool() *pgxpool.Pool { return s.pool }

// Tx is a transaction. All that is written within it happens or does not.
type Tx struct {
	pgx.Tx
	store *Store
	// Now is the time that all rows of the transaction carry.
	Now time.Time
}

// txAttempts bounds how often a transaction is run when PostgreSQL gives it up.
const txAttempts = 8

// InTx runs f in a transaction (read committed) and commits. Where PostgreSQL
// gave it up because of another transaction, or its connection was lost before
// the commit, f is run again on a new one: it must touch nothing but its Tx. An
// error of f rolls back and is returned unchanged.
func (s *Store) InTx(ctx context.Context, f func(*Tx) error) error {
	for attempt := 1; ; attempt++ {
		again, err := s.tryTx(ctx, f)
		if err == nil || !again || attempt == txAttempts || ctx.Err() != nil {
			return err
		}
		// Those who met once should not meet again.
		pause := time.NewTimer(time.Duration(rand.IntN(20*attempt)+1) * time.Millisecond)
		select {
		case <-pause.C:
		case <-ctx.Done():
			pause.Stop()
			return err
		}
	}
}

// tryTx runs f once. again tells that nothing was committed and another try may
// succeed; after a lost answer to COMMIT nobody knows, and it is false.
func (s *Store) tryTx(ctx context.Context, f func(*Tx) error) (again bool, err error) {
	tx, err := s.pool.Begin(ctx)
	if err != nil {
		return pgconn.SafeToRetry(err), fmt.Errorf("begin: %w", err)
	}
	// After a commit this does nothing.
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	if err := f(&Tx{Tx: tx, store: s, Now: s.clock()}); err != nil {
		return givenUp(err) || tx.Conn().IsClosed(), err
	}
	if err := tx.Commit(ctx); err != nil {
		return givenUp(err), fmt.Errorf("commit: %w", err)
	}
	return false, nil
}

// givenUp tells whether PostgreSQL rolled the transaction back because of another.
func givenUp(err error) bool {
	const serializationFailure, deadlockDetected = "40001", "40P01"
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == serializationFailure || e.Code == deadlockDetected)
}

// Violates tells whether err is the breach of the named constraint or unique
// index.
func Violates(err error, constraint string) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && e.ConstraintName == constraint
}

// Enqueue puts a job into the transaction: it is worked after the commit, and
// not at all without it.
func (t *Tx) Enqueue(ctx context.Context, args river.JobArgs, at time.Time) error {
	opts := &river.InsertOpts{Queue: casework.QueueOf(args.Kind())}
	if at.After(t.Now) {
		opts.ScheduledAt = at
	}
	if _, err := t.store.jobs.InsertTx(ctx, t.Tx, args, opts); err != nil {
		return fmt.Errorf("enqueue %s: %w", args.Kind(), err)
	}
	return nil
}
