package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"sef.se/kontakten/internal/config"
	"sef.se/kontakten/internal/identity"
	"sef.se/kontakten/internal/listener"
	"sef.se/kontakten/mailin/underlag"
)

// app is the program itself: what `serve` and `demo` run, and what end-to-end tests start on port 0.
//
//	newApp: everything is opened and checked, nothing runs ─▶ Run: the roles work until ctx ends ─▶ Close
type app struct {
	cfg      *config.Config
	roles    []config.Role
	log      *slog.Logger
	books    *books
	identity *identity.Service
	listener *listener.Listener  // nil without the role web
	files    *underlag.Sandboxed // nil without the role work
	tasks    []task
}

// task is something that runs as long as the program.
type task struct {
	name string
	run  func(ctx context.Context) error
}

// appOptions say what differs between serve, demo and tests.
type appOptions struct {
	roles []config.Role
	file  string // the configuration's file, for errors
	demo  bool   // one-time login links are taken
	log   *slog.Logger
	now   func() time.Time
}

// newApp opens the database, the listener and what the roles need. Its errors say what to mend. The mailbox and the
// mail server are not asked: they may be away for an hour, and the pages work without them.
func newApp(ctx context.Context, cfg *config.Config, opt appOptions) (*app, error) {
	a := &app{cfg: cfg, roles: opt.roles, log: opt.log}
	if err := a.open(ctx, opt); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

func (a *app) open(ctx context.Context, opt appOptions) error {
	// The port first: it is what is most often taken, and costs nothing to try.
	var err error
	if a.has(config.RoleWeb) {
		if a.listener, err = listener.Open(ctx, a.cfg.HTTP, a.log); err != nil {
			return err
		}
	}
	if a.books, err = openBooks(ctx, a.cfg, opt.file, opt.now); err != nil {
		return err
	}
	a.identity = identity.New(a.books.store, opt.now)
	for role, make := range map[config.Role]func(appOptions) (task, error){
		config.RoleWeb: a.serving, config.RolePoll: a.polling, config.RoleWork: a.working,
	} {
		if !a.has(role) {
			continue
		}
		t, err := make(opt)
		if err != nil {
			return fmt.Errorf("%s: %w", role, err)
		}
		a.tasks = append(a.tasks, t)
	}
	return nil
}

func (a *app) has(role config.Role) bool { return slices.Contains(a.roles, role) }

// baseURL is the address that staff type, without a slash at its end. A demo on port 0 learns its port here.
func (a *app) baseURL() string {
	if a.cfg.PublicURL != "" {
		return strings.TrimRight(a.cfg.PublicURL, "/")
	}
	_, port, err := net.SplitHostPort(a.listener.Address())
	if err != nil {
		return "http://localhost"
	}
	return "http://localhost:" + port
}

// Run works until ctx ends or a role fails. A role that fails stops the others: a program that looks alive and fetches
// no mail is worse than one that is started again.
func (a *app) Run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	for _, t := range a.tasks {
		group.Go(func() error {
			if err := t.run(ctx); err != nil && ctx.Err() == nil {
				return fmt.Errorf("%s: %w", t.name, err)
			}
			return nil
		})
	}
	return group.Wait()
}

// Close lets go of what newApp opened. It is called after Run has returned.
func (a *app) Close() error {
	var err error
	if a.listener != nil {
		err = a.listener.Close()
	}
	if a.files != nil {
		a.files.Close()
	}
	if a.books != nil {
		a.books.store.Close()
	}
	if errors.Is(err, net.ErrClosed) {
		return nil // Run has served and closed it
	}
	return err
}
