// Package testdb gives every test a database of its own, cloned from a migrated
// template, so that tests run in parallel on a real PostgreSQL.
//
// A test binary starts one private throwaway cluster at its first need, or uses
// the server that TEST_DATABASE_URL names (its account must be allowed to create
// databases). Where there is no PostgreSQL the tests fail: they never skip.
//
//	var databases = testdb.New(store.Migrate)
//
//	func TestMain(m *testing.M) { os.Exit(databases.Run(m)) }
//
//	func TestX(t *testing.T) { url := databases.URL(t); … }
package testdb

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net/url"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"sef.se/kontakten/internal/pgserver"
)

// setUpPatience bounds the making of one database, also on a crowded machine.
const setUpPatience = 2 * time.Minute

// Migrate brings the database behind url to the newest schema.
type Migrate func(ctx context.Context, url string) error

// Databases is the source of a test binary's databases. It is safe for parallel
// tests.
type Databases struct {
	migrate Migrate
	prefix  string // of database names: several test binaries may share a server
	next    atomic.Int64

	once   sync.Once
	err    error
	server *pgserver.Server
	dir    string
	base   *url.URL
	admin  *pgxpool.Pool
}

// New returns a source whose databases migrate has prepared. Nothing starts
// before the first URL.
func New(migrate Migrate) *Databases {
	var id [4]byte
	_, _ = rand.Read(id[:])
	return &Databases{migrate: migrate, prefix: "kontakten_test_" + hex.EncodeToString(id[:])}
}

// Run runs the tests of a binary and then ends the cluster; it returns the exit
// status for os.Exit.
func (d *Databases) Run(m *testing.M) int {
	defer d.close()
	return m.Run()
}

// URL returns the connection string of a fresh migrated database that is
// dropped when the test ends.
func (d *Databases) URL(t testing.TB) string {
	t.Helper()
	return d.create(t, " TEMPLATE "+d.template())
}

// EmptyURL returns the connection string of a fresh database without any
// schema, for tests of the migrations themselves.
func (d *Databases) EmptyURL(t testing.TB) string {
	t.Helper()
	return d.create(t, "")
}

func (d *Databases) create(t testing.TB, how string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), setUpPatience)
	defer cancel()
	d.once.Do(func() { d.err = d.open(ctx) })
	if d.err != nil {
		t.Fatalf("test database: %v", d.err)
	}
	name := d.prefix + "_" + strconv.FormatInt(d.next.Add(1), 10)
	if _, err := d.admin.Exec(ctx, "CREATE DATABASE "+name+how); err != nil {
		t.Fatalf("create test database: %v", err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), setUpPatience)
		defer cancel()
		if _, err := d.admin.Exec(ctx, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Errorf("drop test database: %v", err)
		}
	})
	return d.url(name)
}

func (d *Databases) open(ctx context.Context) error {
	if err := d.connect(ctx); err != nil {
		return err
	}
	if _, err := d.admin.Exec(ctx, "CREATE DATABASE "+d.template()); err != nil {
		return fmt.Errorf("create template: %w", err)
	}
	if err := d.migrate(ctx, d.url(d.template())); err != nil {
		return fmt.Errorf("migrate template: %w", err)
	}
	return nil
}

func (d *Databases) connect(ctx context.Context) error {
	given := os.Getenv("TEST_DATABASE_URL")
	if given == "" {
		var err error
		if given, err = d.startCluster(ctx); err != nil {
			return err
		}
	}
	base, err := url.Parse(given)
	if err != nil {
		return fmt.Errorf("TEST_DATABASE_URL: %w", err)
	}
	d.base = base
	// One connection: CREATE DATABASE locks its template against another.
	config, err := pgxpool.ParseConfig(given)
	if err != nil {
		return fmt.Errorf("TEST_DATABASE_URL: %w", err)
	}
	config.MaxConns = 1
	config.ConnConfig.DefaultQueryExecMode = pgx.QueryExecModeSimpleProtocol
	if d.admin, err = pgxpool.NewWithConfig(ctx, config); err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	return nil
}

func (d *Databases) startCluster(ctx context.Context) (string, error) {
	parent := parentFolder()
	sweep(parent)
	dir, err := os.MkdirTemp(parent, folderPrefix)
	if err != nil {
		return "", err
	}
	d.dir = dir
	// Started by root, the server runs as another account that must get in.
	if err := os.Chmod(dir, 0o755); err != nil {
		return "", err
	}
	if d.server, err = pgserver.Start(ctx, pgserver.Options{Dir: dir, Throwaway: true}); err != nil {
		return "", err
	}
	return d.server.URL("postgres"), nil
}

func (d *Databases) close() {
	if d.admin != nil {
		ctx, cancel := context.WithTimeout(context.Background(), setUpPatience)
		defer cancel()
		_, _ = d.admin.Exec(ctx, "DROP DATABASE IF EXISTS "+d.template()+" WITH (FORCE)")
		d.admin.Close()
	}
	if d.server != nil {
		_ = d.server.Stop()
	}
	if d.dir != "" {
		_ = os.RemoveAll(d.dir)
	}
}

func (d *Databases) template() string { return d.prefix + "_template" }

func (d *Databases) url(database string) string {
	u := *d.base
	u.Path = "/" + database
	return u.String()
}
