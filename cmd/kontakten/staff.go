package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"sef.se/kontakten/cmd/kontakten/app"
	"sef.se/kontakten/internal/identity"
)

// staffCommands are the commands on staff accounts.
type staffCommands struct {
	Add staffAddCommand `cmd:"" help:"Invite a member of staff; prints the link by which they set password and second factor."`
}

// staffAddCommand makes an invited account.
type staffAddCommand struct {
	configFlag
	Role  string `help:"clerk works the queue and keys lists, supervisor also runs the month and settles what needs two, admin also manages accounts." enum:"clerk,supervisor,admin" default:"clerk"`
	Login string `arg:"" help:"User name, often the e-mail address."`
	Name  string `arg:"" help:"Name as colleagues read it."`
}

// Help is the example that --help shows.
func (staffAddCommand) Help() string {
	return "The link is used once and ends after seven days; pass it on in person.\n\n" +
		"Example:\n\n    kontakten staff add --role supervisor anna@sef.example \"Anna Ek\""
}

// Run adds the account and prints the link.
func (c staffAddCommand) Run(ctx context.Context, env *environment) error {
	cfg, err := c.load(env)
	if err != nil {
		return err
	}
	if cfg.PublicURL == "" {
		return unusable{errors.New("public_url: missing; the link that staff get begins with it")}
	}
	db, err := app.OpenStore(ctx, cfg, env.now)
	if err != nil {
		return err
	}
	defer db.Close()
	_, token, err := identity.New(db, env.now).Add(ctx, identity.Staff{Login: c.Login, Name: c.Name, Role: identity.Role(c.Role)})
	var input *identity.InputError
	switch {
	case errors.As(err, &input), errors.Is(err, identity.ErrTaken):
		return unusable{fmt.Errorf("%s: %w", c.Login, err)}
	case err != nil:
		return err
	}
	fmt.Fprintf(env.stdout, "%s/inbjudan/%s\n", strings.TrimRight(cfg.PublicURL, "/"), token)
	return nil
}
