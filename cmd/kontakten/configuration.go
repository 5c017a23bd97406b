package main

import (
	"context"
	"fmt"

	"sef.se/kontakten/cmd/kontakten/app"
	"sef.se/kontakten/cmd/kontakten/check"
	"sef.se/kontakten/internal/config"
)

// configFlag is the --config option of the commands that use the database.
type configFlag struct {
	Config string `help:"Configuration file (TOML); KONTAKTEN_* variables override it." type:"path" env:"KONTAKTEN_CONFIG" placeholder:"FILE"`
}

// load reads and checks the configuration for a process with these roles.
func (f configFlag) load(env *environment, roles ...config.Role) (*config.Config, error) {
	cfg, err := config.Load(f.Config, env.environ)
	if err != nil {
		return nil, err
	}
	if err := cfg.Validate(f.Config, roles...); err != nil {
		return nil, err
	}
	return cfg, nil
}

// configCommands are the commands on the configuration.
type configCommands struct {
	Check configCheckCommand `cmd:"" help:"Connect to database, mailbox and mail server, and say what works and what the program may do there."`
}

// configCheckCommand tries every connection that the configuration names.
type configCheckCommand struct {
	configFlag
}

// Help is the example that --help shows.
func (configCheckCommand) Help() string {
	return "Nothing is changed, moved or sent. The exit status is 1 where something does not work.\n\n" +
		"Example:\n\n    kontakten config check --config /etc/kontakten/kontakten.toml"
}

// Run checks everything, also after a failure.
func (c configCheckCommand) Run(ctx context.Context, env *environment) error {
	cfg, err := c.load(env, allRoles()...)
	if err != nil {
		return err
	}
	name := c.Config
	if name == "" {
		name = "environment"
	}
	if _, err := app.Layouts(cfg); err != nil {
		return err
	}
	installation := check.Installation{Config: cfg, Name: name, Now: env.now, Open: func(ctx context.Context) error {
		return app.ProbeStore(ctx, cfg, env.now)
	}}
	if failed := installation.Run(ctx, env.stdout); failed > 0 {
		return fmt.Errorf("%d of the connections do not work as they should", failed)
	}
	return nil
}
