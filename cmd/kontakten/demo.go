package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/verification"
	"sef.se/kontakten/cmd/kontakten/app"
	"sef.se/kontakten/internal/config"
	"sef.se/kontakten/internal/demo"
	"sef.se/kontakten/internal/identity"
)

// demoCommand runs the whole program on sample data.
type demoCommand struct {
	Dir     string `help:"Folder that keeps the data between runs. Default: $XDG_STATE_HOME/kontakten/demo, for root /var/lib/kontakten/demo." type:"path"`
	Fresh   bool   `help:"Start anew: erase what earlier runs left in the folder."`
	Listen  string `help:"Where the pages are, on this machine only." default:"localhost:8080"`
	Verbose bool   `help:"Show the log of the program." short:"v"`
}

// Help is the example that --help shows.
func (demoCommand) Help() string {
	return "It brings a PostgreSQL of its own, a mailbox with sixty invented mails and a way out for mail that ends in a folder. Nothing leaves this machine. Ctrl-C stops all of it.\n\n" +
		"Example:\n\n    kontakten demo --fresh --listen localhost:8081"
}

// Run builds the world, starts the program in it and says how to log in.
func (c demoCommand) Run(ctx context.Context, env *environment) error {
	if !config.LoopbackAddress(c.Listen) {
		return unusable{fmt.Errorf("--listen %s: the demo has no password and is for this machine only; write localhost:8081 or 127.0.0.1:8081", c.Listen)}
	}
	dir, err := c.folder(env)
	if err != nil {
		return err
	}
	log := env.log
	if !c.Verbose {
		log = slog.New(slog.NewTextHandler(env.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	}
	err = c.run(ctx, dir, log, env)
	if ctx.Err() != nil && (err == nil || errors.Is(err, context.Canceled)) {
		fmt.Fprintln(env.stdout, "Stopped.") // Ctrl-C is how a demo ends, also before it was ready
		return nil
	}
	return err
}

func (c demoCommand) run(ctx context.Context, dir string, log *slog.Logger, env *environment) (err error) {
	started := env.now()
	w, err := newWorld(ctx, dir, c.Fresh, log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	a, err := w.program(ctx, c.Listen, log, env)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, a.Close()) }()
	link, err := demoLogin(ctx, a)
	if err != nil {
		return err
	}
	fmt.Fprintf(env.stdout, "Kontakten demo, ready after %.1f s. Data: %s\n\n  Log in:        %s\n  Pages:         %s\n  Outgoing mail: %s\n\nThe link works once, from this machine. Ctrl-C stops everything.\n",
		env.now().Sub(started).Seconds(), dir, link, a.BaseURL(), filepath.Join(dir, demoSent))
	return w.whileServerRuns(ctx, a.Run)
}

// folder is where the demo keeps its data. PostgreSQL refuses to run as root, and the account that runs it for root
// may not enter root's home.
func (c demoCommand) folder(env *environment) (string, error) {
	if c.Dir != "" {
		return c.Dir, nil
	}
	if state := os.Getenv("XDG_STATE_HOME"); state != "" {
		return filepath.Join(state, "kontakten", "demo"), nil
	}
	if os.Geteuid() == 0 {
		return "/var/lib/kontakten/demo", nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", unusable{fmt.Errorf("no home folder: %w; name a folder with --dir", err)}
	}
	return filepath.Join(home, ".local", "state", "kontakten", "demo"), nil
}

// program starts the program in this world, with the sample register imported.
func (w *world) program(ctx context.Context, listen string, log *slog.Logger, env *environment) (*app.App, error) {
	cfg, err := w.config(listen)
	if err != nil {
		return nil, err
	}
	a, err := app.New(ctx, cfg, app.Options{Roles: allRoles(), Demo: true, Log: log, Now: env.now})
	if err != nil {
		return nil, err
	}
	files, err := demo.Register()
	if err == nil {
		_, err = a.Books.Store.ImportRegister(ctx, files, store.ImportOptions{})
	}
	if err == nil {
		err = demoPolicy(ctx, a)
	}
	if err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

// demoPolicy lets whoever tries the demo alone book a list that has no risk: nobody is new, and no sample is taken.
func demoPolicy(ctx context.Context, a *app.App) error {
	policy := verification.Default()
	policy.NewClerk, policy.Sample = 0, 0
	return a.Books.Lists.SetPolicy(ctx, casework.Actor{Name: casework.Program().Name, Role: casework.RoleSupervisor}, policy)
}

// demoAccounts are the members of staff of the demo: one of each role. The first is whom the link logs in.
func demoAccounts() []identity.Staff {
	return []identity.Staff{
		{Login: "demo", Name: "Demo Demosson", Role: identity.RoleAdmin},
		{Login: "handlaggare", Name: "Hanna Handläggare", Role: identity.RoleClerk},
		{Login: "arbetsledare", Name: "Arne Arbetsledare", Role: identity.RoleSupervisor},
	}
}

// demoLogin makes the accounts where they are missing, and a one-time link for the first of them.
func demoLogin(ctx context.Context, a *app.App) (string, error) {
	for _, account := range demoAccounts() {
		if _, _, err := a.Identity.Add(ctx, account); err != nil && !errors.Is(err, identity.ErrTaken) {
			return "", err
		}
	}
	person, err := a.Identity.ByLogin(ctx, demoAccounts()[0].Login)
	if err != nil {
		return "", err
	}
	token, err := a.Identity.LoginLink(ctx, person.ID)
	if err != nil {
		return "", err
	}
	return a.BaseURL() + "/demo/" + token, nil
}
