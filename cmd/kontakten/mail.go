package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/sandbox"
	"sef.se/kontakten/mailin"
	"sef.se/kontakten/mailin/underlag"
)

// mailCommands are the commands on messages.
type mailCommands struct {
	Inspect mailInspectCommand `cmd:"" help:"Read messages and print what they say, one JSON object a line."`
	Score   mailScoreCommand   `cmd:"" help:"Measure reading by what clerks decided."`
}

// mailInspectCommand is `kontakten mail inspect` (contract.md): no database, no network.
type mailInspectCommand struct {
	Register string   `required:"" placeholder:"DIR" help:"Folder with companies.csv, members.csv and agreements.csv."`
	Today    string   `placeholder:"YYYY-MM-DD" help:"The day from which 'denna månad' counts; else each message's own."`
	Files    []string `arg:"" name:"file" help:"Raw RFC 5322 messages."`
}

// Help is what --help adds: an example.
func (*mailInspectCommand) Help() string {
	return "Example: kontakten mail inspect --register samples/register samples/mails/*.eml"
}

// Run prints a line for each file, in the order of the arguments. A file that cannot be read has its line too; one that
// cannot be opened makes the exit status 2 at the end.
func (c *mailInspectCommand) Run(ctx context.Context, env *environment) error {
	moment := mailin.Moment{Received: register.DateOf(env.now())}
	if c.Today != "" {
		day, err := register.ParseDate(c.Today)
		if err != nil {
			return unusable{fmt.Errorf("--today: %q är ingen dag. Skriv den som 2026-10-25.", c.Today)}
		}
		moment.Today = day
	}
	reg, err := c.openRegister(env)
	if err != nil {
		return unusable{err}
	}
	out := bufio.NewWriter(env.stdout)
	files := underlag.NewSandboxed(sandbox.Options{Log: env.log})
	defer files.Close()
	problems := c.inspect(ctx, mailin.New(reg, files), moment, out)
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write to standard output: %w", err)
	}
	return problems
}

// inspect reads the files one after the other.
func (c *mailInspectCommand) inspect(ctx context.Context, reader *mailin.Reader, moment mailin.Moment, out *bufio.Writer) error {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	var unopened []error
	for _, file := range c.Files {
		reading, err := inspectFile(ctx, reader, moment, file)
		if _, failed := errors.AsType[unusable](err); failed {
			unopened = append(unopened, err)
		} else if err != nil {
			return err
		}
		if err := encoder.Encode(reading.Inspect(file)); err != nil {
			return fmt.Errorf("write to standard output: %w", err)
		}
	}
	if len(unopened) > 0 {
		return unusable{errors.Join(unopened...)}
	}
	return nil
}

// inspectFile reads one message. Its error is unusable where the file cannot be opened; the reading stands also then.
func inspectFile(ctx context.Context, reader *mailin.Reader, moment mailin.Moment, file string) (mailin.Reading, error) {
	f, err := os.Open(file)
	if err != nil {
		return mailin.Unopened("Filen går inte att öppna."), unusable{fmt.Errorf("%s: %s. Kontrollera sökvägen.", file, openProblem(err))}
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, mailin.MaxMessage+1))
	if err != nil {
		return mailin.Unopened("Filen går inte att läsa."), nil
	}
	return readGuarded(ctx, reader, raw, moment)
}

// readGuarded keeps one message that the reader fails on from costing the others their lines.
func readGuarded(ctx context.Context, reader *mailin.Reader, raw []byte, moment mailin.Moment) (reading mailin.Reading, err error) {
	defer func() {
		if r := recover(); r != nil {
			reading, err = mailin.Unopened("Läsaren misslyckades med brevet."), nil
		}
	}()
	return reader.Read(ctx, raw, moment)
}

func openProblem(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "filen finns inte"
	case errors.Is(err, fs.ErrPermission):
		return "filen får inte läsas"
	}
	return "filen går inte att öppna"
}

// openRegister reads the register's files and says what is odd about them.
func (c *mailInspectCommand) openRegister(env *environment) (*register.Register, error) {
	if info, err := os.Stat(c.Register); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("--register %s: ingen sådan mapp. Ange mappen med companies.csv, members.csv och agreements.csv.", c.Register)
	}
	reg, _, warnings, err := register.OpenStrict(os.DirFS(c.Register))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Register, err)
	}
	for _, w := range warnings {
		fmt.Fprintf(env.stderr, "kontakten: %s\n", w)
	}
	return reg, nil
}
