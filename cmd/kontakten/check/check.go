// Package check tries the connections that a configuration names and says what works, what the program may do there,
// and, where something does not, the real reason with its mend. Nothing is changed, moved or sent.
//
//	settings ─▶ database ─▶ mailbox, its folders ─▶ mail out        each is tried, also after a failure
package check

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/internal/config"
)

// patience is how long one connection may take.
const patience = 30 * time.Second

// Installation is what is checked.
type Installation struct {
	Config *config.Config
	Name   string // of the configuration: its file, or "environment"
	Now    func() time.Time
	// Open opens the database as serve does: with the vault's key, the schema and the mode.
	Open func(ctx context.Context) error
}

// Run tries everything and writes a line for each thing to out. It returns how many do not work.
func (i Installation) Run(ctx context.Context, out io.Writer) (failed int) {
	c := &checker{Installation: i, out: out, cfg: i.Config}
	c.ok("settings", "%s, mode %s", i.Name, c.cfg.Mode)
	c.database(ctx)
	c.mailbox(ctx)
	c.mailOut(ctx)
	return c.failed
}

// checker writes what was found and counts what failed.
type checker struct {
	Installation
	out    io.Writer
	cfg    *config.Config
	failed int
}

func (c *checker) ok(what, format string, args ...any) {
	fmt.Fprintf(c.out, "%-10s ok      %s\n", what, fmt.Sprintf(format, args...))
}

func (c *checker) note(what, format string, args ...any) {
	fmt.Fprintf(c.out, "%-10s         %s\n", what, fmt.Sprintf(format, args...))
}

func (c *checker) fail(what, format string, args ...any) {
	c.failed++
	fmt.Fprintf(c.out, "%-10s FAILED  %s\n", what, fmt.Sprintf(format, args...))
}

// database opens the database as serve does, and says which one it is.
func (c *checker) database(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	name := databaseLabel(c.cfg.Database.URL)
	conn, err := pgx.Connect(ctx, c.cfg.Database.URL.Reveal())
	if err != nil {
		c.fail("database", "%s: %s", name, Reason(err))
		return
	}
	var server string
	err = errors.Join(conn.QueryRow(ctx, "SHOW server_version").Scan(&server), conn.Close(ctx))
	if err != nil {
		c.fail("database", "%s: %s", name, Reason(err))
		return
	}
	if err := c.Open(ctx); err != nil {
		c.fail("database", "%s: PostgreSQL %s: %s", name, server, err)
		return
	}
	c.ok("database", "%s: PostgreSQL %s, schema and mode agree", name, server)
}

// databaseLabel names a database without its password.
func databaseLabel(secret config.Secret) string {
	cfg, err := pgx.ParseConfig(secret.Reveal())
	if err != nil {
		return "database.url"
	}
	return fmt.Sprintf("%s on %s as %s", cfg.Database, cfg.Host, cfg.User)
}
