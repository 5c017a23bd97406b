package config

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
)

// Problem is one thing that is wrong with the configuration, with its mend.
type Problem struct {
	Key  string // imap.password; empty where no key is to blame
	Text string // what is wrong and what to write instead
}

// Error is a configuration that cannot be used: everything that is wrong with it.
type Error struct {
	File     string // empty where only the environment was read, or it does not matter
	Problems []Problem
}

// Error gives a line for each problem: file: key: text.
func (e *Error) Error() string {
	file := e.File
	if file == "" {
		file = "configuration"
	}
	lines := make([]string, 0, len(e.Problems))
	for _, p := range e.Problems {
		if p.Key == "" {
			lines = append(lines, file+": "+p.Text)
			continue
		}
		lines = append(lines, file+": "+p.Key+": "+p.Text)
	}
	return strings.Join(lines, "\n")
}

// Wrong is a setting that cannot be used for what it says, found out after it was read: a key file that does not open.
func Wrong(key string, err error) *Error {
	return &Error{Problems: []Problem{{Key: key, Text: err.Error()}}}
}

// Load reads the file at path (none where path is empty), lets environ (as os.Environ gives it) override it, reads
// the secrets' files and fills in the defaults. What it cannot read it returns as *Error; Validate says whether the
// settings are enough for what is asked of them.
func Load(path string, environ []string) (*Config, error) {
	c := &Config{}
	problems, err := c.readFile(path)
	if err != nil {
		return nil, &Error{File: path, Problems: []Problem{{Text: err.Error()}}}
	}
	problems = append(problems, c.override(environ)...)
	problems = append(problems, c.readSecretFiles()...)
	if len(problems) > 0 {
		return nil, &Error{File: path, Problems: problems}
	}
	c.setDefaults()
	return c, nil
}

// readFile decodes the TOML file strictly: an unknown key is a problem.
func (c *Config) readFile(path string) ([]Problem, error) {
	if path == "" {
		return nil, nil
	}
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errors.New("no such file; give the configuration file with --config or KONTAKTEN_CONFIG")
	}
	if err != nil {
		return nil, err
	}
	problems, err := decode(text, c)
	// Tables within [print] are the drawing package's; DecodePrint is strict about them.
	return slices.DeleteFunc(problems, func(p Problem) bool { return strings.HasPrefix(p.Key, "print.") }), err
}

// decode reads TOML into v and names the keys that v does not have.
func decode(text []byte, v any) ([]Problem, error) {
	meta, err := toml.NewDecoder(bytes.NewReader(text)).Decode(v)
	if perr, ok := errors.AsType[toml.ParseError](err); ok {
		where := fmt.Sprintf("line %d, column %d", perr.Position.Line, perr.Position.Col)
		if perr.LastKey != "" {
			where += ", after " + perr.LastKey
		}
		return nil, fmt.Errorf("%s: %s", where, perr.Message)
	}
	if err != nil {
		return nil, errors.New(strings.TrimPrefix(err.Error(), "toml: "))
	}
	var problems []Problem
	for _, key := range meta.Undecoded() {
		problems = append(problems, Problem{Key: key.String(), Text: "no such setting; see docs/operations.md for the names"})
	}
	return problems, nil
}

// DecodePrint hands the table [print] to the value of the package that draws. It returns *Error where the table has
// a key or a value that into does not take. A missing table leaves into as it was.
func (c *Config) DecodePrint(into any) error {
	if len(c.Print) == 0 {
		return nil
	}
	text, err := toml.Marshal(c.Print)
	if err != nil {
		return fmt.Errorf("config: print: %w", err)
	}
	problems, err := decode(text, into)
	if err != nil {
		problems = []Problem{{Text: err.Error()}}
	}
	if len(problems) == 0 {
		return nil
	}
	for i := range problems {
		problems[i].Key = strings.TrimSuffix("print."+problems[i].Key, ".")
	}
	return &Error{Problems: problems}
}

// DecodeFile reads a TOML file of another shape than the configuration's: a description that the configuration points
// to. A key that into does not have is an error.
func DecodeFile(path string, into any) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	problems, err := decode(text, into)
	if err != nil {
		problems = []Problem{{Text: err.Error()}}
	}
	if len(problems) == 0 {
		return nil
	}
	return &Error{File: path, Problems: problems}
}

func (c *Config) setDefaults() {
	defaultTo(&c.Mode, ModeTest)
	defaultTo(&c.HTTP.Listen, "127.0.0.1:8080")
	defaultTo(&c.IMAP.TLS, TLSImplicit)
	defaultTo(&c.IMAP.Port, map[TLS]int{TLSImplicit: 993, TLSStart: 143, TLSNone: 143}[c.IMAP.TLS])
	defaultTo(&c.IMAP.Mailbox, "INBOX")
	defaultTo(&c.IMAP.PollInterval, 30*time.Second)
	defaultTo(&c.IMAP.Folders.Handled, "Kontakten/Ärenden")
	defaultTo(&c.IMAP.Folders.Intake, "Till Kontakten-kön")
	defaultTo(&c.IMAP.Folders.Member, "Medlemsärenden")
	defaultTo(&c.IMAP.Folders.NotOurs, "Inte vårt")
	defaultTo(&c.SMTP.TLS, TLSStart)
	defaultTo(&c.SMTP.Port, map[TLS]int{TLSImplicit: 465, TLSStart: 587, TLSNone: 25}[c.SMTP.TLS])
	defaultTo(&c.SMTP.PerMinute, 30)
	defaultTo(&c.SMTP.Delay, 5*time.Minute)
	c.IMAP.OAuth2.setDefaults()
	c.SMTP.OAuth2.setDefaults()
}

func (o *OAuth2) setDefaults() {
	if !o.Used() {
		return
	}
	if o.Tenant != "" {
		defaultTo(&o.TokenURL, "https://login.microsoftonline.com/"+o.Tenant+"/oauth2/v2.0/token")
	}
	defaultTo(&o.Scope, "https://outlook.office365.com/.default")
}

// defaultTo sets *field where it is its zero value.
func defaultTo[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}
