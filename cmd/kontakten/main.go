// Command kontakten takes in what employers send by e-mail and on paper, and turns it into fee reports that somebody
// answers for.
//
// This folder is the command line: one file a subcommand. What `serve` and `demo` run is in app/, what `config check`
// does in check/. A command is a struct that kong fills in, with a Run method;
// what it prints goes to environment.stdout, what it has to say to stderr. The exit status is 0 for done, 1 where the
// work failed, 2 where the command line or a named input cannot be used (unusable).
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
	_ "time/tzdata" // days are Europe/Stockholm on every machine

	"github.com/alecthomas/kong"

	"sef.se/kontakten/internal/config"

	"sef.se/kontakten/internal/sandbox"
	"sef.se/kontakten/mailin/underlag"
)

// version is set by the linker (Makefile).
var version = "development"

// environment is what a command may use of the process around it.
type environment struct {
	stdout, stderr io.Writer
	environ        []string // as os.Environ
	log            *slog.Logger
	now            func() time.Time
}

// commands is the whole command line.
type commands struct {
	Demo     demoCommand      `cmd:"" help:"Run the whole program on sample data, with everything it needs, on this machine."`
	Serve    serveCommand     `cmd:"" help:"Run the program: staff pages, mailbox, work in the background."`
	Migrate  migrateCommand   `cmd:"" help:"Bring the database to this version's schema."`
	Config   configCommands   `cmd:"" help:"The configuration."`
	Register registerCommands `cmd:"" help:"The register of companies and members."`
	Lista    listaCommands    `cmd:"" help:"The month's fee lists."`
	Mail     mailCommands     `cmd:"" help:"Messages from employers."`
	Staff    staffCommands    `cmd:"" help:"Staff accounts."`
	Help     helpCommand      `cmd:"" help:"Say what a command does: kontakten help serve."`

	Version kong.VersionFlag `help:"Print the version."`
}

// listaCommands are the commands on the month's lists.
type listaCommands struct {
	Print listaPrintCommand `cmd:"" help:"Print a month's lists from register files, without a database."`
	Run   listaRunCommand   `cmd:"" help:"Print a month's lists from the database, with numbers that stay."`
}

// helpCommand is rewritten to --help before kong sees it; it stands here to be listed.
type helpCommand struct {
	Command []string `arg:"" optional:"" help:"The command to explain."`
}

// unusable is an error of the command line or a named input: exit status 2.
type unusable struct{ error }

// Unwrap gives the cause.
func (u unusable) Unwrap() error { return u.error }

func main() {
	sandbox.Main(underlag.Functions()) // does not come back in a reader's child process
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	env := &environment{
		stdout: os.Stdout, stderr: os.Stderr, environ: os.Environ(),
		log: slog.New(slog.NewTextHandler(os.Stderr, nil)), now: time.Now,
	}
	os.Exit(run(ctx, os.Args[1:], env))
}

// run parses the arguments, runs the command and gives the exit status.
func run(ctx context.Context, args []string, env *environment) int {
	if len(args) == 0 {
		args = []string{"--help"}
	}
	if args[0] == "help" {
		args = append(args[1:len(args):len(args)], "--help")
	}
	parser, err := kong.New(&commands{},
		kong.Name("kontakten"),
		kong.Description("Fee reports from employers who write e-mail and paper: read, checked, decided, posted."),
		kong.Vars{"version": version},
		kong.Writers(env.stdout, env.stderr),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(env),
	)
	if err != nil {
		return failed(env, err)
	}
	command, err := parser.Parse(args)
	if err != nil {
		return failed(env, unusable{fmt.Errorf("%w (kontakten help says how)", err)})
	}
	if err := command.Run(); err != nil {
		return failed(env, err)
	}
	return 0
}

// failed prints an error, a line for each of its lines, and gives the exit status that belongs to it.
func failed(env *environment, err error) int {
	for line := range strings.Lines(err.Error()) {
		fmt.Fprintf(env.stderr, "kontakten: %s\n", strings.TrimRight(line, "\n"))
	}
	_, input := errors.AsType[unusable](err)
	if _, settings := errors.AsType[*config.Error](err); input || settings {
		return 2
	}
	return 1
}
