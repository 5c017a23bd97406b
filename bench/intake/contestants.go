package main

import (
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/internal/config"
	"sef.se/kontakten/internal/demo"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/vault"
	"sef.se/kontakten/mailin"
	"sef.se/kontakten/mailin/imapbox"
	"sef.se/kontakten/mailin/mailbox"
	"sef.se/kontakten/mailin/underlag"
)

// setting is what a child needs to know.
type setting struct {
	Database string
	Port     int    // of the IMAP server
	Key      string // the vault's key file
	MailDir  string // where the same messages lie as files
}

// intake fetches the mailbox into a fresh database.
func (b *bench) intake(ctx context.Context, round int) (result, error) {
	name := fmt.Sprintf("intake_%d", round)
	if err := b.postgres.EnsureDatabase(ctx, name); err != nil {
		return result{}, err
	}
	url := b.postgres.URL(name)
	if err := store.Migrate(ctx, url); err != nil {
		return result{}, err
	}
	defer b.drop(ctx, name)
	return b.child(ctx, "intake", setting{Database: url, Port: b.dovecot.IMAPPort, Key: filepath.Join(b.dir, "master.key")})
}

func (b *bench) drop(ctx context.Context, name string) {
	conn, err := pgx.Connect(ctx, b.postgres.URL("postgres"))
	if err != nil {
		return
	}
	defer conn.Close(ctx)
	// The checkpoint keeps one contestant's dirty pages out of the next one's time.
	_, _ = conn.Exec(ctx, "DROP DATABASE "+name+" WITH (FORCE)")
	_, _ = conn.Exec(ctx, "CHECKPOINT")
}

func (s setting) intake(ctx context.Context) (result, error) {
	keys, err := vault.LoadOrCreate(s.Key)
	if err != nil {
		return result{}, err
	}
	db, err := store.Open(ctx, s.Database, keys, time.Now)
	if err != nil {
		return result{}, err
	}
	defer db.Close()
	server := config.Server{Host: "127.0.0.1", Port: s.Port, TLS: config.TLSNone, User: user, Password: "secret"}
	poller := imapbox.Poller{Address: user, Keeper: db, Log: slog.New(slog.DiscardHandler),
		Dial: func(ctx context.Context) (*imapbox.Client, error) { return imapbox.Dial(ctx, server, nil) }}
	began := time.Now()
	r, err := poller.Poll(ctx, []mailbox.Folder{{Name: "INBOX", Role: mailbox.Inbox, Since: register.NewDate(2020, 1, 1)}})
	return result{Seconds: time.Since(began).Seconds(), Messages: r.New}, err
}

// copyRaw stores the same bytes, read from the server's own files, and does
// nothing else.
func (b *bench) copyRaw(ctx context.Context, round int) (result, error) {
	name := fmt.Sprintf("copy_%d", round)
	if err := b.postgres.EnsureDatabase(ctx, name); err != nil {
		return result{}, err
	}
	defer b.drop(ctx, name)
	return b.child(ctx, "copy", setting{Database: b.postgres.URL(name), MailDir: b.dovecot.MailDir(user)})
}

func (s setting) copyRaw(ctx context.Context) (result, error) {
	conn, err := pgx.Connect(ctx, s.Database)
	if err != nil {
		return result{}, err
	}
	defer conn.Close(ctx)
	// lz4 is the fastest way PostgreSQL has for bytes that compress.
	if _, err := conn.Exec(ctx, "CREATE TABLE raw (raw bytea COMPRESSION lz4)"); err != nil {
		return result{}, err
	}
	files, err := fs.Glob(os.DirFS(s.MailDir), "*/*")
	if err != nil {
		return result{}, err
	}
	r := result{}
	began := time.Now()
	for len(files) > 0 {
		some := files[:min(len(files), 100)]
		files = files[len(some):]
		n, err := conn.CopyFrom(ctx, pgx.Identifier{"raw"}, []string{"raw"}, pgx.CopyFromSlice(len(some), func(i int) ([]any, error) {
			raw, err := os.ReadFile(filepath.Join(s.MailDir, some[i]))
			return []any{raw}, err
		}))
		if err != nil {
			return r, err
		}
		r.Messages += int(n)
	}
	r.Seconds = time.Since(began).Seconds()
	return r, nil
}

// readingRate is how many of the sample mails one worker reads in a second.
func readingRate(ctx context.Context) (float64, error) {
	files, err := demo.Register()
	if err != nil {
		return 0, err
	}
	reg, _, _, err := register.OpenStrict(files)
	if err != nil {
		return 0, err
	}
	mails, err := demo.Mails()
	if err != nil {
		return 0, err
	}
	reader := mailin.New(reg, underlag.Direct{})
	const times = 5
	var began time.Time
	for round := range times + 1 {
		if round == 1 {
			began = time.Now() // the first round warms up: PDFium compiles once
		}
		for _, m := range mails {
			if _, err := reader.Read(ctx, m.Raw, mailin.Moment{Received: register.DateOf(m.Received)}); err != nil {
				return 0, err
			}
		}
	}
	return float64(times*len(mails)) / time.Since(began).Seconds(), nil
}
