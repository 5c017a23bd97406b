package main

import (
	"context"
	"fmt"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/cmd/kontakten/app"
	"sef.se/kontakten/internal/register"
)

// listaRunCommand prints a month's lists from the database, as the page does.
type listaRunCommand struct {
	configFlag
	Period string `required:"" placeholder:"YYYY-MM" help:"The fee period, a month."`
}

// Help is the example that --help shows.
func (listaRunCommand) Help() string {
	return "Every company on paper that has no list of the period gets one, with a number of its own; a run that was broken off is finished by the next. The file is fetched on the page Listor.\n\n" +
		"Example:\n\n    kontakten lista run --config /etc/kontakten/kontakten.toml --period 2026-10"
}

// Run runs the month and says what was printed and what could not be.
func (c listaRunCommand) Run(ctx context.Context, env *environment) error {
	period, err := register.ParsePeriod(c.Period)
	if err != nil {
		return unusable{fmt.Errorf("--period: %q is no month; write it as 2026-10", c.Period)}
	}
	cfg, err := c.load(env)
	if err != nil {
		return err
	}
	b, err := app.OpenBooks(ctx, cfg, c.Config, env.now)
	if err != nil {
		return err
	}
	defer b.Store.Close()
	result, err := b.Lists.RunLists(ctx, casework.Program(), period, b.Drawer)
	if err != nil {
		return err
	}
	fmt.Fprintf(env.stdout, "%s: %d lists printed, %d had theirs before\n", period, result.Lists, result.Already)
	for _, skipped := range result.Skipped {
		fmt.Fprintf(env.stdout, "not printed: %s\n", skipped)
	}
	return nil
}
