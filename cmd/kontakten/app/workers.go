package app

import (
	"context"
	"errors"
	"fmt"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/jobs"
	"sef.se/kontakten/casework/mailout"
	"sef.se/kontakten/internal/config"
	"sef.se/kontakten/internal/mailtoken"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/sandbox"
	"sef.se/kontakten/mailin/authresult"
	"sef.se/kontakten/mailin/imapbox"
	"sef.se/kontakten/mailin/mailbox"
	"sef.se/kontakten/mailin/underlag"
	"sef.se/kontakten/mailin/underlag/filformat"
)

// dialer gives how a connection to the mailbox is made: with a token where the server wants one.
func dialer(cfg config.IMAP, opt Options) (func(context.Context) (*imapbox.Client, error), error) {
	var token imapbox.Token
	if cfg.OAuth2.Used() {
		source, _, err := mailtoken.Of(cfg.OAuth2, opt.Now)
		if err != nil {
			return nil, config.Wrong("imap.oauth2.certificate_file", err)
		}
		token = source.Token
	}
	return func(ctx context.Context) (*imapbox.Client, error) { return imapbox.Dial(ctx, cfg.Server, token) }, nil
}

// polling is the role poll: it fetches what is new in the inbox and in the folder where colleagues put mail, and reads
// in their sent mail who answers what.
func (a *App) polling(opt Options) (task, error) {
	settings := a.cfg.IMAP
	dial, err := dialer(settings, opt)
	if err != nil {
		return task{}, err
	}
	since := settings.FromDay.Date
	folders := []mailbox.Folder{
		{Mailbox: settings.User, Name: settings.Mailbox, Role: mailbox.Inbox, Since: since},
		{Mailbox: settings.User, Name: settings.Folders.Intake, Role: mailbox.Queue, Since: since},
	}
	if settings.Folders.Sent != "" {
		folders = append(folders, mailbox.Folder{Mailbox: settings.User, Name: settings.Folders.Sent, Role: mailbox.Sent, Since: since})
	}
	p := &jobs.Polling{
		Poller:  &imapbox.Poller{Address: settings.User, Dial: dial, Keeper: a.Books.Store, Log: a.log},
		Folders: folders,
		Every:   settings.PollInterval,
		Log:     a.log,
	}
	return task{"poll", func(ctx context.Context) error { p.Run(ctx); return nil }}, nil
}

// working is the role work: it reads messages in the sandbox, moves mail on the server and sends the outbox.
func (a *App) working(opt Options) (task, error) {
	dial, err := dialer(a.cfg.IMAP, opt)
	if err != nil {
		return task{}, err
	}
	sender, err := a.sender(opt)
	if err != nil {
		return task{}, err
	}
	a.files = underlag.NewSandboxed(sandbox.Options{Log: a.log})
	folders := a.cfg.IMAP.Folders
	runner, err := jobs.New(jobs.Config{
		Pool:  a.Books.Store.Pool(),
		Log:   a.log,
		Clock: opt.Now,
		Reading: &jobs.Reading{
			Mailroom: a.Books.Store, Cases: a.Books.Cases, Files: underlag.Described{Sandboxed: a.files, Layouts: a.layouts},
			Trust: authresult.Trust{Border: a.cfg.IMAP.Border, ServerID: a.cfg.IMAP.ServerID},
			Register: func(ctx context.Context) (*register.Register, int64, error) {
				snapshot, err := a.Books.Store.Register(ctx)
				if err != nil {
					return nil, 0, err
				}
				return snapshot.Register, snapshot.Import, nil
			},
		},
		Mail: &jobs.Mail{
			Mailroom: a.Books.Store, Dial: dial, Mode: casework.Mode(a.cfg.Mode),
			Folders: map[casework.Folder]string{
				casework.FolderCases: folders.Handled, casework.FolderMembers: folders.Member, casework.FolderNotOurs: folders.NotOurs,
			},
		},
		Outbox: a.Books.Room, // the store, but for reminders that were answered meanwhile
		Sender: sender,
		Press:  a.Books.Room,
		Nightly: func(ctx context.Context) error {
			return errors.Join(a.Books.Cases.Nightly(ctx), a.Books.Store.Sweep(ctx), a.Books.Room.Tend(ctx))
		},
	})
	if err != nil {
		return task{}, err
	}
	return task{"work", runner.Run}, nil
}

// Layouts reads the descriptions of fixed-width files that the configuration names.
func Layouts(cfg *config.Config) ([]filformat.Layout, error) {
	var all []filformat.Layout
	for _, path := range cfg.IMAP.Layouts {
		var l filformat.Layout
		err := config.DecodeFile(path, &l)
		if err == nil {
			err = l.Validate()
		}
		if err != nil {
			return nil, config.Wrong("imap.layouts", fmt.Errorf("%s: %w", path, err))
		}
		all = append(all, l)
	}
	return all, nil
}

// sender sends the outbox. In mode shadow it holds everything back and asks no server.
func (a *App) sender(opt Options) (*mailout.Sender, error) {
	settings := a.cfg.SMTP
	if settings.From == "" && a.cfg.Mode == config.ModeShadow {
		settings.From = a.cfg.IMAP.User // never used: mode shadow sends nothing, and need not be told who sends
	}
	var token mailout.Token
	if settings.OAuth2.Used() {
		source, _, err := mailtoken.Of(settings.OAuth2, opt.Now)
		if err != nil {
			return nil, config.Wrong("smtp.oauth2.certificate_file", err)
		}
		token = source.Token
	}
	return mailout.New(settings, token, opt.Now)
}
