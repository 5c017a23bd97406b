package main

import (
	"context"
	"fmt"
	"time"

	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/cmd/kontakten/check"
	"sef.se/kontakten/internal/config"
	"sef.se/kontakten/internal/vault"
)

// openStore opens the database with its vault, and refuses one that is of another mode than the configuration says.
func openStore(ctx context.Context, cfg *config.Config, now func() time.Time) (*store.Store, error) {
	keys, err := vault.Load(cfg.MasterKeyFile)
	if err != nil {
		return nil, unusable{fmt.Errorf("master_key_file: %w (at the very first start: kontakten migrate --new-key)", err)}
	}
	db, err := store.Open(ctx, cfg.Database.URL.Reveal(), keys, now)
	if err != nil {
		return nil, fmt.Errorf("database: %s", check.Reason(err))
	}
	if err := db.EnsureMode(ctx, store.Mode(cfg.Mode)); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}
