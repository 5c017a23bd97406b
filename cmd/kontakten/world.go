package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"time"

	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/internal/config"
	"sef.se/kontakten/internal/demo"
	"sef.se/kontakten/internal/pgserver"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/vault"
)

// What lies in the demo's folder.
const (
	demoDatabase  = "postgres"
	demoArrived   = "inkommande"
	demoSent      = "utgaende"
	demoBatches   = "utskrifter"
	demoMasterKey = "master-key.json"
	demoLock      = "lock"
	databaseName  = "kontakten"
)

// serverEnding is how long a PostgreSQL that was told to end may take.
const serverEnding = 10 * time.Second

// world is all that a demo needs around the program: its folder, a private PostgreSQL, a mailbox and a way out for
// mail. Nothing of it can be reached from another machine.
type world struct {
	dir     string
	lock    *os.File
	server  *pgserver.Server
	mailbox *demo.Mailbox
	sink    *demo.Sink
}

// newWorld starts everything in dir, where it keeps its data between runs; fresh empties it first. What was started
// before an error is ended again. The errors are sentences for the person at the terminal.
func newWorld(ctx context.Context, dir string, fresh bool, log *slog.Logger) (*world, error) {
	// The server's account must be able to enter; what is secret in here has its own mode.
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("the demo's folder: %w", err)
	}
	lock, err := pgserver.Lock(dir)
	if err != nil {
		return nil, err
	}
	w := &world{dir: dir, lock: lock}
	if err := w.start(ctx, fresh, log); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	return w, nil
}

func (w *world) start(ctx context.Context, fresh bool, log *slog.Logger) error {
	if fresh {
		if err := w.empty(); err != nil {
			return err
		}
	}
	var err error
	if w.server, err = pgserver.Start(ctx, pgserver.Options{Dir: filepath.Join(w.dir, demoDatabase)}); err != nil {
		return err
	}
	if err := w.server.EnsureDatabase(ctx, databaseName); err != nil {
		return err
	}
	if err := store.Migrate(ctx, w.server.URL(databaseName)); err != nil {
		return err
	}
	if _, err := vault.LoadOrCreate(filepath.Join(w.dir, demoMasterKey)); err != nil {
		return err
	}
	if w.mailbox, err = demo.StartMailbox(ctx, filepath.Join(w.dir, demoArrived), demoMailbox(), log); err != nil {
		return err
	}
	w.sink, err = demo.StartSink(ctx, filepath.Join(w.dir, demoSent), w.mailbox.Deliver, log)
	return err
}

// empty removes what earlier runs left, and nothing that is not the demo's.
func (w *world) empty() error {
	ours := []string{demoDatabase, demoArrived, demoSent, demoBatches, demoMasterKey}
	entries, err := os.ReadDir(w.dir)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if name := entry.Name(); name != demoLock && !slices.Contains(ours, name) {
			return fmt.Errorf("%s is no folder of the demo: it holds %s; --fresh would erase it, so choose another with --dir", w.dir, name)
		}
	}
	for _, name := range ours {
		if err := os.RemoveAll(filepath.Join(w.dir, name)); err != nil {
			return fmt.Errorf("start anew: %w", err)
		}
	}
	return nil
}

func demoMailbox() config.IMAP {
	return config.IMAP{
		Mailbox:      "INBOX",
		FromDay:      config.Day{Date: register.Date{Year: 2020, Month: time.January, Day: 1}},
		PollInterval: 5 * time.Second,
		Folders: config.Folders{
			Handled: "Kontakten/Ärenden", Intake: "Till Kontakten-kön",
			Member: "Medlemsärenden", NotOurs: "Inte vårt", Sent: "Skickat",
		},
	}
}

// allRoles is what a demo does in one process.
func allRoles() []config.Role { return []config.Role{config.RoleWeb, config.RolePoll, config.RoleWork} }

// config is how the program reaches this world. Mail may go to every address that the samples know.
func (w *world) config(listen string) (*config.Config, error) {
	allowed, err := demo.Domains()
	if err != nil {
		return nil, err
	}
	return &config.Config{
		Mode:          config.ModeTest,
		Printer:       config.Printer{Folder: filepath.Join(w.dir, demoBatches)},
		MasterKeyFile: filepath.Join(w.dir, demoMasterKey),
		Database:      config.Database{URL: config.Secret(w.server.URL(databaseName))},
		HTTP:          config.HTTP{Listen: listen},
		IMAP:          w.mailbox.Settings(),
		SMTP: config.SMTP{
			Server: w.sink.Settings(), From: "Kontakten <" + demo.Address + ">",
			AllowList: allowed, PerMinute: 600,
			Delay: time.Minute, // so that a decision can be seen to wait, and undone (R28)
		},
	}, nil
}

// whileServerRuns runs f until the private PostgreSQL ends: without it every page would fail, and the terminal would say
// nothing. Where f fails first, over a lost connection, the server gets a moment to end, and is then the reason told.
func (w *world) whileServerRuns(ctx context.Context, f func(context.Context) error) error {
	ended := fmt.Errorf("the demo's PostgreSQL has ended by itself; %s says why", filepath.Join(w.dir, demoDatabase, "postgres.log"))
	running, stop := context.WithCancel(ctx)
	defer stop()
	failed := make(chan error, 1)
	go func() { failed <- f(running) }()
	select {
	case <-w.server.Done():
		stop()
		<-failed
		return ended
	case err := <-failed:
		if err == nil {
			return nil
		}
		select {
		case <-w.server.Done():
			return ended
		case <-time.After(serverEnding):
			return err
		}
	}
}

// Close ends what was started, the last first, and lets the folder go.
func (w *world) Close() error {
	var errs []error
	if w.sink != nil {
		errs = append(errs, w.sink.Close())
	}
	if w.mailbox != nil {
		errs = append(errs, w.mailbox.Close())
	}
	if w.server != nil {
		errs = append(errs, w.server.Stop())
	}
	return errors.Join(append(errs, w.lock.Close())...)
}
