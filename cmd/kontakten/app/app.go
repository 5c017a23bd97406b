// Package app is the program that `serve` and `demo` run: it joins the outer rooms of the casework (store, web, jobs,
// mailout), which never import each other, with the mailbox, the listener and the configuration.
//
//	New: everything is opened and checked, nothing runs ─▶ Run: the roles work until ctx ends ─▶ Close
//
// The mailbox and the mail server are not asked at the start: they may be away for an hour, and the pages work without
// them. What cannot be used for what it says is a *config.Error that names the key and the mend.
package app

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
	"sef.se/kontakten/mailin/underlag/filformat"
)

// App is the program itself. End-to-end tests start it on port 0.
type App struct {
	Books    *Books
	Identity *identity.Service

	cfg      *config.Config
	roles    []config.Role
	log      *slog.Logger
	listener *listener.Listener  // nil without the role web
	files    *underlag.Sandboxed // nil without the role work
	layouts  []filformat.Layout  // of the files of companies on channel "file"
	viewer   *underlag.Sandboxed // shows what was read; nil without the role web
	tasks    []task
}

// task is something that runs as long as the program.
type task struct {
	name string
	run  func(ctx context.Context) error
}

// Options say what differs between serve, demo and tests.
type Options struct {
	Roles []config.Role
	File  string // the configuration's file, for errors
	Demo  bool   // one-time login links are taken
	Log   *slog.Logger
	Now   func() time.Time
}

// New opens the database, the listener and what the roles need. Its errors say what to mend.
func New(ctx context.Context, cfg *config.Config, opt Options) (*App, error) {
	a := &App{cfg: cfg, roles: opt.Roles, log: opt.Log}
	if err := a.open(ctx, opt); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

func (a *App) open(ctx context.Context, opt Options) error {
	// The port first: it is what is most often taken, and costs nothing to try.
	var err error
	if a.has(config.RoleWeb) {
		if a.listener, err = listener.Open(ctx, a.cfg.HTTP, a.log); err != nil {
			return err
		}
	}
	if a.Books, err = OpenBooks(ctx, a.cfg, opt.File, opt.Now); err != nil {
		return err
	}
	if a.layouts, err = Layouts(a.cfg); err != nil {
		return err
	}
	a.Identity = identity.New(a.Books.Store, opt.Now)
	for _, part := range []struct {
		role config.Role
		join func(Options) (task, error)
	}{{config.RoleWeb, a.serving}, {config.RolePoll, a.polling}, {config.RoleWork, a.working}} {
		if !a.has(part.role) {
			continue
		}
		t, err := part.join(opt)
		if err != nil {
			return fmt.Errorf("%s: %w", part.role, err)
		}
		a.tasks = append(a.tasks, t)
	}
	return nil
}

func (a *App) has(role config.Role) bool { return slices.Contains(a.roles, role) }

// BaseURL is the address that staff type, without a slash at its end. A demo on port 0 learns its port here.
func (a *App) BaseURL() string {
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
func (a *App) Run(ctx context.Context) error {
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

// Close lets go of what newApp opened. It is called after Run has returned, or where it was never called.
func (a *App) Close() error {
	var err error
	if a.listener != nil {
		err = a.listener.Close()
	}
	for _, files := range []*underlag.Sandboxed{a.files, a.viewer} {
		if files != nil {
			files.Close()
		}
	}
	if a.Books != nil {
		a.Books.Store.Close()
	}
	if errors.Is(err, net.ErrClosed) {
		return nil // Run has served and closed it
	}
	return err
}
