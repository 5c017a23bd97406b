package app

import (
	"context"
	"fmt"
	"time"

	"sef.se/kontakten/casework/answers"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/annulbook"
	"sef.se/kontakten/casework/store/answerbook"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/store/clientbook"
	"sef.se/kontakten/casework/store/frontdesk"
	"sef.se/kontakten/casework/store/greenbook"
	"sef.se/kontakten/casework/store/listbook"
	"sef.se/kontakten/casework/store/printroom"
	"sef.se/kontakten/casework/store/queuebook"
	"sef.se/kontakten/casework/store/teambook"
	"sef.se/kontakten/cmd/kontakten/check"
	"sef.se/kontakten/internal/config"
	"sef.se/kontakten/internal/vault"
)

// OpenStore opens the database with its vault, and refuses one that is of another mode than the configuration says.
func OpenStore(ctx context.Context, cfg *config.Config, now func() time.Time) (*store.Store, error) {
	db, _, err := openVaultAndStore(ctx, cfg, now)
	return db, err
}

func openVaultAndStore(ctx context.Context, cfg *config.Config, now func() time.Time) (*store.Store, *vault.Vault, error) {
	db, keys, err := openDatabase(ctx, cfg, now)
	if err != nil {
		return nil, nil, err
	}
	if err := db.EnsureMode(ctx, store.Mode(cfg.Mode)); err != nil {
		db.Close()
		return nil, nil, err
	}
	return db, keys, nil
}

func openDatabase(ctx context.Context, cfg *config.Config, now func() time.Time) (*store.Store, *vault.Vault, error) {
	keys, err := vault.Load(cfg.MasterKeyFile)
	if err != nil {
		return nil, nil, config.Wrong("master_key_file", fmt.Errorf("%w (at the very first start: kontakten migrate --new-key)", err))
	}
	db, err := store.Open(ctx, cfg.Database.URL.Reveal(), keys, now)
	if err != nil {
		return nil, nil, fmt.Errorf("database: %s", check.Reason(err))
	}
	return db, keys, nil
}

// ProbeStore says whether OpenStore would succeed. It changes nothing: a database that was never started keeps its mode
// open.
func ProbeStore(ctx context.Context, cfg *config.Config, now func() time.Time) error {
	db, _, err := openDatabase(ctx, cfg, now)
	if err != nil {
		return err
	}
	defer db.Close()
	mode, err := db.Mode(ctx)
	if err != nil || mode == "" {
		return err
	}
	return db.EnsureMode(ctx, store.Mode(cfg.Mode))
}

// Books is the whole of the casework over one database: what the pages and the jobs ask for.
type Books struct {
	Store      *store.Store
	Cases      *casebook.Book
	Queue      *queuebook.Book
	Lists      *listbook.Book
	Annulments *annulbook.Book
	Green      *greenbook.Book
	Team       *teambook.Book
	Clients    *clientbook.Book
	Desk       *frontdesk.Desk
	Room       *printroom.Room
	Answers    *answerbook.Book
}

// OpenBooks opens the database and joins the books over it. file names the configuration in errors.
func OpenBooks(ctx context.Context, cfg *config.Config, file string, now func() time.Time) (*Books, error) {
	sender, err := printSender(cfg, file)
	if err != nil {
		return nil, err
	}
	calendar, err := sender.Calendar()
	if err != nil {
		return nil, config.Wrong("print.closed_days", err)
	}
	mails, err := letter.NewMails(houseOf(cfg))
	if err != nil {
		return nil, err
	}
	library, err := answers.NewLibrary()
	if err != nil {
		return nil, err
	}
	kit, err := press(cfg, sender)
	if err != nil {
		return nil, err
	}
	out, err := printer(cfg)
	if err != nil {
		return nil, err
	}
	db, keys, err := openVaultAndStore(ctx, cfg, now)
	if err != nil {
		return nil, err
	}
	cases := casebook.New(db, keys, mails, now).Delayed(cfg.SMTP.Delay)
	room := printroom.New(printroom.Config{Store: db, Cases: cases, Vault: keys, Clock: now, Press: kit, Mails: mails, Calendar: calendar,
		Printer: out, Delay: cfg.SMTP.Delay, LastMonth: cfg.Printer.LastMonth})
	waiting := queuebook.New(db, cases, now)
	if err := waiting.KeepClosedDays(ctx, calendar.Is); err != nil {
		db.Close()
		return nil, err
	}
	return &Books{
		Store:      db,
		Cases:      cases,
		Queue:      waiting,
		Lists:      listbook.New(db, cases, keys, now),
		Annulments: annulbook.New(cases, keys),
		Green:      greenbook.New(db, cases, keys),
		Team:       teambook.New(db),
		Clients:    clientbook.New(db),
		Desk:       frontdesk.New(db, cases),
		Room:       room,
		Answers:    answerbook.New(db, cases, keys, library, calendar, room),
	}, nil
}

// houseOf is how our mails say that we are reached. Only a live installation must say it (config.Validate).
func houseOf(cfg *config.Config) letter.House {
	if cfg.Contact == (config.Contact{}) {
		return letter.DemoHouse()
	}
	return letter.House{Phone: cfg.Contact.Phone, Hours: cfg.Contact.Hours, Web: cfg.Contact.Web}
}
