package main

import (
	"context"
	"fmt"

	"sef.se/kontakten/casework/labelled"
	"sef.se/kontakten/cmd/kontakten/app"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/sandbox"
	"sef.se/kontakten/mailin"
	"sef.se/kontakten/mailin/underlag"
)

// mailScoreCommand measures reading by what clerks decided.
type mailScoreCommand struct {
	configFlag
	Again   bool `help:"Read the originals again with this version, against the register as it is now, instead of taking what was read then."`
	Verbose bool `short:"v" help:"Name the cases in which not all was read right."`
}

// Help says what is compared and gives the example.
func (mailScoreCommand) Help() string {
	return `Compares, over every decided case that came with a mail, what the program read with what a clerk decided: kinds, company, period, rows, stated total. The measures are those of samples/score.py. Nothing learns from it by itself: the figures are for whoever changes a rule. A case whose mail is erased is in it no more.

Example:

    kontakten mail score --config /etc/kontakten/kontakten.toml --again -v`
}

// Run prints the measures.
func (c mailScoreCommand) Run(ctx context.Context, env *environment) error {
	cfg, err := c.load(env)
	if err != nil {
		return err
	}
	books, err := app.OpenBooks(ctx, cfg, c.Config, env.now)
	if err != nil {
		return err
	}
	defer books.Store.Close()
	var score labelled.Score
	add := func(e labelled.Example) error { score.Add(e); return nil }
	if c.Again {
		snapshot, err := books.Store.Register(ctx)
		if err != nil {
			return err
		}
		layouts, err := app.Layouts(cfg)
		if err != nil {
			return err
		}
		files := underlag.NewSandboxed(sandbox.Options{Log: env.log})
		defer files.Close()
		add = again(ctx, mailin.New(snapshot.Register, underlag.Described{Sandboxed: files, Layouts: layouts}), &score)
	}
	if err := books.Cases.Examples(ctx, c.Again, add); err != nil {
		return err
	}
	if err := score.Write(env.stdout, c.Verbose); err != nil {
		return fmt.Errorf("write to standard output: %w", err)
	}
	return nil
}

// again reads the original anew before an example is counted.
func again(ctx context.Context, reader *mailin.Reader, score *labelled.Score) func(labelled.Example) error {
	return func(e labelled.Example) error {
		read, err := readGuarded(ctx, reader, e.Raw, mailin.Moment{Received: register.Date{}})
		if err != nil {
			return err
		}
		e.Reader, e.Read = read.Version, labelled.Answer{Company: read.Company, Period: read.Period, Stated: read.Draft.StatedTotal}
		for _, k := range read.Kinds {
			e.Read.Kinds = append(e.Read.Kinds, string(k))
		}
		for _, r := range read.Draft.Rows {
			e.Read.Rows = append(e.Read.Rows, labelled.Row{Personnummer: r.Personnummer.Full(), MemberFee: r.MemberFee, ControlFee: r.ControlFee})
		}
		score.Add(e)
		return nil
	}
}
