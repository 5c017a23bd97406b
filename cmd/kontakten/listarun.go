package main

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/store/printroom"
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
	return "Every company on paper that has no list of the period gets one, with a number of its own; a run that was broken off is finished by the next. A run in several files of at most 500 sheets; they are handed to the printer on the page Månaden.\n\n" +
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
	started, err := b.Room.Start(ctx, casework.Program(), period)
	if err != nil {
		return err
	}
	if err := c.draw(ctx, env, b.Room, started); err != nil {
		return err
	}
	fmt.Fprintf(env.stdout, "%s: %d lists printed (files: %d), %d had theirs before\n", period, started.Lists, len(started.Files), started.Already)
	for _, left := range started.Left {
		fmt.Fprintf(env.stdout, "not printed: customer %d: %s\n", left.Customer, left.Text)
	}
	return nil
}

// draw draws the run's files here, two at a time, whether or not a program with the role work is drawing them too:
// each file is drawn once. It waits until the last is there.
func (c listaRunCommand) draw(ctx context.Context, env *environment, room *printroom.Room, started monthly.Started) error {
	if len(started.Files) == 0 {
		return nil
	}
	period, _ := register.ParsePeriod(c.Period) // read before
	before, err := room.Progress(ctx, period)
	if err != nil {
		return err
	}
	bar := newProgress(env, "Listor", before.Lists)
	_ = bar.Set(before.Drawn)
	group, drawing := errgroup.WithContext(ctx)
	group.SetLimit(min(runtime.GOMAXPROCS(0), filesAtOnce))
	for _, file := range started.Files {
		group.Go(func() error {
			n, err := room.DrawFile(drawing, file)
			_ = bar.Add(n)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for tick := time.NewTicker(drawnElsewhere); ; {
		g, err := room.Progress(ctx, period)
		if err != nil || g.Done() {
			tick.Stop()
			return err
		}
		_ = bar.Set(g.Drawn)
		select {
		case <-tick.C:
		case <-ctx.Done():
			tick.Stop()
			return ctx.Err()
		}
	}
}

// filesAtOnce bounds the command's memory on any machine: a file of 500 sheets under way takes about 20 MiB.
const filesAtOnce = 2

// drawnElsewhere is how often the command looks whether another program has drawn the files that it holds.
const drawnElsewhere = 200 * time.Millisecond
