package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/delivery"
	"sef.se/kontakten/cmd/kontakten/app"
)

// registerCommands are the commands on the register.
type registerCommands struct {
	Import registerImportCommand `cmd:"" help:"Take companies.csv, members.csv and agreements.csv from a folder."`
}

// registerImportCommand takes one delivery of the membership system.
type registerImportCommand struct {
	configFlag
	Dir      string `arg:"" help:"Folder with the three files." type:"existingdir"`
	Override bool   `help:"Carry out what the guards hold back (more than 2 % ended or marked, or older files), after its report was read."`
}

// Help describes the files and gives the example.
func (registerImportCommand) Help() string {
	return `Three CSV files in UTF-8 with a header row, columns by name in any order, comma or semicolon:

    companies.csv   organisation_number, name, care_of, street, postcode,
                    city, email (several by ;), agreement, channel (web,
                    paper, own_list, file), region;
                    optional: customer_number, pay_day
    members.csv     personnummer (12 digits), first_name, last_name,
                    organisation_number, employed_from, employed_to;
                    optional: member_from, member_to, deceased_on, protected
    agreements.csv  agreement, name, valid_from, member_fee_percent,
                    control_fee_percent

All of it happens in one transaction, or nothing; the report names what was added, changed and missing, and every bad line. Which system owns which field stands in docs/integration.md.

Example:

    kontakten register import --config /etc/kontakten/kontakten.toml /srv/register/2026-11-24`
}

// Run imports and prints the report. A delivery that was refused or waits for a supervisor is exit status 1.
func (c registerImportCommand) Run(ctx context.Context, env *environment) error {
	cfg, err := c.load(env)
	if err != nil {
		return err
	}
	db, err := app.OpenStore(ctx, cfg, env.now)
	if err != nil {
		return err
	}
	defer db.Close()
	report, err := db.ImportRegister(ctx, os.DirFS(c.Dir), store.ImportOptions{Override: c.Override})
	if err != nil {
		return err
	}
	for _, line := range report.Lines() {
		fmt.Fprintln(env.stdout, line)
	}
	switch {
	case report.Unusable:
		return unusable{fmt.Errorf("%s: %s", c.Dir, report.Headline())}
	case report.Outcome == delivery.Waiting:
		return errors.New("nothing was changed; read the report, and repeat with --override if it is right")
	case !report.Taken():
		return fmt.Errorf("nothing was changed: %s", report.Headline())
	}
	return nil
}
