package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/avgiftslista/pdf"
	"sef.se/kontakten/cmd/kontakten/app"
	"sef.se/kontakten/internal/config"
	"sef.se/kontakten/internal/register"
)

// listaPrintCommand is `kontakten lista print`: the month's lists from the register's files, without a database
// (contract.md).
type listaPrintCommand struct {
	Register string `required:"" placeholder:"DIR" help:"Folder with companies.csv, members.csv and agreements.csv."`
	Period   string `required:"" placeholder:"YYYY-MM" help:"The fee period, a month."`
	Out      string `required:"" placeholder:"FILE.pdf" help:"The batch to write; FILE.jsonl beside it gets a line a list."`
	All      bool   `help:"Every company with a member employed in the period, not only those on paper."`
	Separate string `placeholder:"DIR" help:"Also write one PDF a company here, named by its list number."`
	Config   string `placeholder:"FILE" help:"Configuration whose table [print] gives sender, return addresses, giro and pay day. Without it the slip is marked SPECIMEN."`
}

// Help is what --help adds: an example.
func (*listaPrintCommand) Help() string {
	return "Example: kontakten lista print --register samples/register --period 2026-10 --out listor.pdf"
}

// printedList is a line of FILE.jsonl.
type printedList struct {
	OrganisationNumber string `json:"organisation_number"`
	ListNumber         string `json:"list_number"`
	Period             string `json:"period"`
	FirstPage          int    `json:"first_page"`
	Pages              int    `json:"pages"`
	Rows               int    `json:"rows"`
}

// Run prints the lists. Nothing is left half written: each file appears whole or not at all.
func (c *listaPrintCommand) Run(ctx context.Context, env *environment) error {
	period, err := register.ParsePeriod(c.Period)
	if err != nil {
		return unusable{fmt.Errorf("--period: %q är ingen månad. Skriv den som 2026-10", c.Period)}
	}
	sender, err := printSender(c.Config)
	if err != nil {
		return unusable{err}
	}
	lists, err := c.lists(env, period, sender)
	if err != nil {
		return unusable{err}
	}
	if len(lists) == 0 {
		fmt.Fprintf(env.stderr, "kontakten: inga avgiftslistor att skriva ut för %s\n", period.Words())
	}
	warnOfMissingGlyphs(env, lists)
	if err := c.printBatch(ctx, env, lists, sender, period); err != nil {
		return err
	}
	return c.printSeparate(ctx, env, lists, sender, period)
}

// lists reads the register and makes the period's lists.
func (c *listaPrintCommand) lists(env *environment, period register.Period, sender pdf.Sender) ([]avgiftslista.List, error) {
	if info, err := os.Stat(c.Register); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("--register %s: ingen sådan mapp. Ange mappen med companies.csv, members.csv och agreements.csv", c.Register)
	}
	reg, assigned, warnings, err := register.OpenStrict(os.DirFS(c.Register))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Register, err)
	}
	calendar, err := sender.Calendar()
	if err != nil {
		return nil, err
	}
	lists, err := avgiftslista.Lists(reg, period, avgiftslista.RunOptions{All: c.All, PayDay: sender.PayDay, Calendar: calendar})
	if err != nil {
		return nil, fmt.Errorf("%s: %w. Rätta companies.csv eller lägg till en rad i agreements.csv", c.Register, err)
	}
	for _, w := range warnings {
		fmt.Fprintf(env.stderr, "kontakten: %s\n", w)
	}
	if assigned {
		fmt.Fprintln(env.stderr, "kontakten: companies.csv har inga egna kundnummer (customer_number): listornas nummer följer filens ordning och duger inte för post")
	}
	return lists, nil
}

// printSender gives the sender of a configuration file, or made-up values
// without one.
func printSender(path string) (pdf.Sender, error) {
	if path == "" {
		return pdf.Demo(), nil
	}
	cfg, err := config.Load(path, nil)
	if err != nil {
		return pdf.Sender{}, err
	}
	return app.Sender(cfg, path)
}

// warnOfMissingGlyphs names lists on which a ring stands for a character that the typeface lacks. It names no
// member: whoever reads the terminal need not know who is one.
func warnOfMissingGlyphs(env *environment, lists []avgiftslista.List) {
	for _, l := range lists {
		if missing := pdf.MissingGlyphs(l); len(missing) > 0 {
			fmt.Fprintf(env.stderr, "kontakten: lista %s: typsnittet saknar %+q; en prickad ring (◌) trycks i stället\n", l.Number, string(missing))
		}
	}
}

// printBatch writes FILE.pdf and FILE.jsonl.
func (c *listaPrintCommand) printBatch(ctx context.Context, env *environment, lists []avgiftslista.List, sender pdf.Sender, period register.Period) error {
	printed := make([]printedList, 0, len(lists))
	err := writeWhole(c.Out, func(out *bufio.Writer) error {
		batch := pdf.NewBatch(out, sender, period)
		bar := newProgress(env, "Listor", len(lists))
		for _, l := range lists {
			if err := ctx.Err(); err != nil {
				return err
			}
			placed, err := batch.Add(l, "")
			if err != nil {
				return err
			}
			_ = bar.Add(1)
			printed = append(printed, printedList{l.Company.OrganisationNumber.Full(), l.Number.String(), period.String(),
				placed.FirstPage, placed.Pages, len(l.Rows)})
		}
		return batch.Close()
	})
	if err != nil {
		return err
	}
	return writeWhole(strings.TrimSuffix(c.Out, ".pdf")+".jsonl", func(out *bufio.Writer) error {
		enc := json.NewEncoder(out)
		for _, p := range printed {
			if err := enc.Encode(p); err != nil {
				return fmt.Errorf("list %s: %w", p.ListNumber, err)
			}
		}
		return nil
	})
}

// printSeparate writes one file a company, where asked. Each holds its own cut of the typefaces, which is most of its
// cost: all processors work at it.
func (c *listaPrintCommand) printSeparate(ctx context.Context, env *environment, lists []avgiftslista.List, sender pdf.Sender, period register.Period) error {
	if c.Separate == "" {
		return nil
	}
	if err := os.MkdirAll(c.Separate, 0o700); err != nil {
		return unusable{fmt.Errorf("--separate: %w", err)}
	}
	bar := newProgress(env, "Filer", len(lists))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, l := range lists {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			defer func() { _ = bar.Add(1) }()
			return writeWhole(filepath.Join(c.Separate, l.Number.String()+".pdf"), func(out *bufio.Writer) error {
				batch := pdf.NewBatch(out, sender, period)
				if _, err := batch.Add(l, ""); err != nil {
					return err
				}
				return batch.Close()
			})
		})
	}
	return group.Wait()
}

// writeWhole writes a file that only its owner may read, under another name until it is complete. A folder that does
// not exist or cannot be written to is the command line's fault.
func writeWhole(path string, write func(*bufio.Writer) error) error {
	file, err := os.CreateTemp(filepath.Dir(path), ".kontakten-*")
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return unusable{fmt.Errorf("%s: kan inte skrivas i mappen %s. Skapa den eller ange en annan", path, filepath.Dir(path))}
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer os.Remove(file.Name()) // fails once the file has its name
	out := bufio.NewWriterSize(file, 1<<16)
	err = write(out)
	if err == nil {
		err = out.Flush()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return unusable{fmt.Errorf("%s: kan inte skrivas: %w", path, err)}
	}
	return nil
}
