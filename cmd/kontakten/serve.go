package main

import (
	"context"
	"fmt"
	"log/slog"

	"sef.se/kontakten/cmd/kontakten/app"
	"sef.se/kontakten/internal/config"
)

// serveCommand runs the program in production.
type serveCommand struct {
	configFlag
	Roles []config.Role `help:"What this process does: web serves the pages, poll fetches mail, work reads messages and sends mail. Several processes may share a database." default:"web,poll,work" sep:","`
}

// Help is the example that --help shows.
func (serveCommand) Help() string {
	return "It stops at the first signal (Ctrl-C, SIGTERM) when what is under way is done.\n\n" +
		"Example:\n\n    kontakten serve --config /etc/kontakten/kontakten.toml --roles poll,work"
}

// Run serves until ctx ends.
func (c serveCommand) Run(ctx context.Context, env *environment) error {
	cfg, err := c.load(env, c.Roles...)
	if err != nil {
		return err
	}
	a, err := app.New(ctx, cfg, app.Options{Roles: c.Roles, File: c.Config, Log: env.log, Now: env.now})
	if err != nil {
		return err
	}
	env.log.Info("started", slog.String("version", version), slog.String("mode", string(cfg.Mode)), slog.Any("roles", c.Roles))
	err = a.Run(ctx)
	env.log.Info("stopped")
	if closeErr := a.Close(); err == nil && closeErr != nil {
		return fmt.Errorf("stop: %w", closeErr)
	}
	return err
}
