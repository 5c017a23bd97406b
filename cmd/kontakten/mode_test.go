package main

import (
	"context"
	"net"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/cmd/kontakten/app"
	"sef.se/kontakten/internal/config"
	"sef.se/kontakten/internal/demo"
)

// TestWhatEachModeTouches lets a test and a shadow installation work the sample mailbox to its end, and then looks at
// the server: a test moves employers' mail and nothing else, a shadow moves and sends nothing (R5, R11).
func TestWhatEachModeTouches(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		mode  config.Mode
		moves bool
	}{{config.ModeTest, true}, {config.ModeShadow, false}} {
		t.Run(string(tt.mode), func(t *testing.T) {
			t.Parallel()
			dir := demoFolder(t)
			w, _ := startWorld(t, dir, false)
			a := startMode(t, w, tt.mode)
			awaitReading(t, a)
			eventually(t, "no job is left", func() bool { return jobsLeft(t, a) == 0 })
			inbox, handled := folder(t, w, "INBOX"), folder(t, w, "Kontakten/Ärenden")
			if len(inbox)+len(handled) != 60 || (len(handled) > 0) != tt.moves {
				t.Errorf("%d in the inbox, %d handled", len(inbox), len(handled))
			}
			for _, m := range append(inbox, handled...) {
				if len(m.Flags) != 0 {
					t.Errorf("message %d is marked %v", m.UID, m.Flags)
				}
			}
			sent, err := filepath.Glob(filepath.Join(dir, demoSent, "*.eml"))
			if err != nil || (len(sent) > 0) != tt.moves {
				t.Errorf("%d mails sent, %v", len(sent), err)
			}
		})
	}
}

// startMode runs the program in a world in another mode than the demo's own.
func startMode(t *testing.T, w *world, mode config.Mode) *app.App {
	t.Helper()
	cfg, err := w.config("localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	cfg.Mode = mode
	if mode == config.ModeShadow {
		cfg.SMTP.From = "" // who sends nothing need not say as whom; the server stays in reach, to be left alone
	}
	a, err := app.New(t.Context(), cfg, app.Options{Roles: allRoles(), Log: quiet, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	files, err := demo.Register()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Books.Store.ImportRegister(t.Context(), files, store.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- a.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
		a.Close()
	})
	return a
}

// jobsLeft counts the work that waits or is under way.
func jobsLeft(t *testing.T, a *app.App) (n int) {
	t.Helper()
	err := a.Books.Store.Pool().QueryRow(t.Context(), "SELECT count(*) FROM river_job WHERE state IN ('available', 'pending', 'running', 'retryable', 'scheduled')").Scan(&n)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// folder looks at a folder of the world's mailbox as a colleague's program does.
func folder(t *testing.T, w *world, name string) []*imapclient.FetchMessageBuffer {
	t.Helper()
	s := w.mailbox.Settings()
	client, err := imapclient.DialInsecure(net.JoinHostPort(s.Host, strconv.Itoa(s.Port)), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	if err := client.Login(s.User, s.Password.Reveal()).Wait(); err != nil {
		t.Fatal(err)
	}
	selected, err := client.Select(name, &imap.SelectOptions{ReadOnly: true}).Wait()
	if err != nil {
		t.Fatal(err)
	}
	if selected.NumMessages == 0 {
		return nil
	}
	messages, err := client.Fetch(imap.SeqSet{{Start: 1, Stop: 0}}, &imap.FetchOptions{UID: true, Flags: true}).Collect()
	if err != nil {
		t.Fatal(err)
	}
	return messages
}
