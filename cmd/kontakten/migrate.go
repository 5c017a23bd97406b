package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/cmd/kontakten/check"
	"sef.se/kontakten/internal/vault"
)

// migrateCommand brings the schema up to date. It is a command of its own, and not a part of the start, so that the
// operator chooses the moment.
type migrateCommand struct {
	configFlag
	NewKey bool `help:"Also write the vault's master key file, for the very first start."`
}

// Help is the example that --help shows.
func (migrateCommand) Help() string {
	return "Example:\n\n    kontakten migrate --config /etc/kontakten/kontakten.toml --new-key"
}

// Run migrates, and makes the key where that was asked for.
func (c migrateCommand) Run(ctx context.Context, env *environment) error {
	cfg, err := c.load(env)
	if err != nil {
		return err
	}
	if c.NewKey {
		err := vault.Create(cfg.MasterKeyFile)
		if errors.Is(err, fs.ErrExist) {
			return unusable{fmt.Errorf("%s: there is a master key already; leave out --new-key", cfg.MasterKeyFile)}
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(env.stdout, "%s: master key written; keep a copy of it in another place, without it nothing sealed can be read again\n", cfg.MasterKeyFile)
	}
	if err := store.Migrate(ctx, cfg.Database.URL.Reveal()); err != nil {
		return fmt.Errorf("database: %s", check.Reason(err))
	}
	fmt.Fprintln(env.stdout, "The database has this program's schema.")
	return nil
}
