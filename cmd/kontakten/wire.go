package main

import (
	"context"
	"fmt"
	"time"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/store/frontdesk"
	"sef.se/kontakten/casework/store/listbook"
	"sef.se/kontakten/cmd/kontakten/check"
	"sef.se/kontakten/internal/config"
	"sef.se/kontakten/internal/vault"
)

// openStore opens the database with its vault, and refuses one that is of another mode than the configuration says.
func openStore(ctx context.Context, cfg *config.Config, now func() time.Time) (*store.Store, error) {
	db, _, err := openVaultAndStore(ctx, cfg, now)
	return db, err
}

func openVaultAndStore(ctx context.Context, cfg *config.Config, now func() time.Time) (*store.Store, *vault.Vault, error) {
	keys, err := vault.Load(cfg.MasterKeyFile)
	if err != nil {
		return nil, nil, unusable{fmt.Errorf("master_key_file: %w (at the very first start: kontakten migrate --new-key)", err)}
	}
	db, err := store.Open(ctx, cfg.Database.URL.Reveal(), keys, now)
	if err != nil {
		return nil, nil, fmt.Errorf("database: %s", check.Reason(err))
	}
	if err := db.EnsureMode(ctx, store.Mode(cfg.Mode)); err != nil {
		db.Close()
		return nil, nil, err
	}
	return db, keys, nil
}

// books is the whole of the casework over one database: what the pages and the jobs ask for.
type books struct {
	store  *store.Store
	cases  *casebook.Book
	lists  *listbook.Book
	desk   *frontdesk.Desk
	drawer drawer
}

// openBooks opens the database and joins the books over it. file names the configuration in errors.
func openBooks(ctx context.Context, cfg *config.Config, file string, now func() time.Time) (*books, error) {
	draw, err := newDrawer(cfg, file)
	if err != nil {
		return nil, unusable{err}
	}
	calendar, err := draw.sender.Calendar()
	if err != nil {
		return nil, unusable{err}
	}
	mails, err := letter.NewMails(houseOf(cfg))
	if err != nil {
		return nil, err
	}
	db, keys, err := openVaultAndStore(ctx, cfg, now)
	if err != nil {
		return nil, err
	}
	cases := casebook.New(db, keys, mails, now)
	return &books{
		store:  db,
		cases:  cases,
		lists:  listbook.New(db, cases, keys, now, avgiftslista.RunOptions{PayDay: draw.sender.PayDay, Calendar: calendar}),
		desk:   frontdesk.New(db, cases),
		drawer: draw,
	}, nil
}

// houseOf is how our mails say that we are reached. Only a test installation may leave it out (config.Validate).
func houseOf(cfg *config.Config) letter.House {
	if cfg.Contact == (config.Contact{}) {
		return letter.DemoHouse()
	}
	return letter.House{Phone: cfg.Contact.Phone, Hours: cfg.Contact.Hours, Web: cfg.Contact.Web}
}
