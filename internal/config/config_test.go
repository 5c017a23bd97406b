package config_test

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"sef.se/kontakten/internal/config"
)

const whole = `
mode = "live"
public_url = "https://kontakten.example.se"
master_key_file = "/etc/kontakten/master.json"

[database]
url = "postgres://kontakten:hemligt@db.example.se/kontakten"

[http]
listen = "127.0.0.1:8080"
trusted_proxies = ["127.0.0.1"]

[imap]
host = "outlook.office365.com"
user = "kontakten@example.se"
password = "lösen"
from_day = 2026-10-01

[imap.folders]
sent = "Skickat"

[smtp]
host = "smtp.office365.com"
user = "kontakten@example.se"
password = "lösen"
from = "Kontakten <kontakten@example.se>"

[contact]
phone = "08-465 004 00"
hours = "vardagar 9–15"
web = "example.se/arbetsgivare"

[print]
sender = "Kontakten"
`

// load writes text to a file and loads it.
func load(t *testing.T, text string, environ ...string) (*config.Config, error) {
	t.Helper()
	return config.Load(file(t, "kontakten.toml", text), environ)
}

func file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLoadWhole(t *testing.T) {
	t.Parallel()
	c, err := load(t, whole)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Validate("kontakten.toml", config.RoleWeb, config.RolePoll, config.RoleWork); err != nil {
		t.Fatal(err)
	}
	if c.IMAP.Port != 993 || c.SMTP.Port != 587 || c.IMAP.PollInterval != 30*time.Second {
		t.Errorf("defaults: %+v %+v", c.IMAP, c.SMTP)
	}
	if got := c.IMAP.FromDay.String(); got != "2026-10-01" {
		t.Errorf("from_day = %s", got)
	}
}

func TestEnvironmentOverrides(t *testing.T) {
	t.Parallel()
	secret := file(t, "imap-password", "från fil\n")
	c, err := load(t, whole,
		"KONTAKTEN_IMAP_HOST=imap.example.se",
		"KONTAKTEN_IMAP_PORT=1993",
		"KONTAKTEN_IMAP_FROM_DAY=2026-11-01",
		"KONTAKTEN_IMAP_POLL_INTERVAL=5s",
		"KONTAKTEN_IMAP_PASSWORD_FILE="+secret,
		"KONTAKTEN_SMTP_ALLOW_LIST=a@example.se, @example.org",
		"KONTAKTEN_PRINTER_LAST_MONTH=true",
		"DATABASE_URL=postgres://other/db",
		"KONTAKTEN_CONFIG=ignored", "PATH=/bin")
	if err != nil {
		t.Fatal(err)
	}
	if c.IMAP.Host != "imap.example.se" || c.IMAP.Port != 1993 || c.IMAP.FromDay.String() != "2026-11-01" || c.IMAP.PollInterval != 5*time.Second {
		t.Errorf("imap = %+v", c.IMAP)
	}
	if got := c.IMAP.Password.Reveal(); got != "från fil" {
		t.Errorf("password = %q", got)
	}
	if got := c.Database.URL.Reveal(); got != "postgres://other/db" {
		t.Errorf("database.url = %q", got)
	}
	if len(c.SMTP.AllowList) != 2 || !c.Printer.LastMonth {
		t.Errorf("allow_list = %q", c.SMTP.AllowList)
	}
}

func TestSecretsAreHidden(t *testing.T) {
	t.Parallel()
	c, err := load(t, whole)
	if err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("config", "password", c.IMAP.Password, "config", c)
	for _, shown := range []string{fmt.Sprint(*c), fmt.Sprintf("%+v", *c), fmt.Sprintf("%#v", *c), log.String()} {
		if strings.Contains(shown, "hemligt") || strings.Contains(shown, "lösen") {
			t.Errorf("a secret is shown: %s", shown)
		}
	}
}

func TestWrongSettingsNameKeyAndMend(t *testing.T) {
	t.Parallel()
	missing := filepath.Join(t.TempDir(), "missing")
	for _, tt := range []struct{ name, from, to, env, want string }{
		{"broken TOML", `mode = "live"`, `mode = live`, "", "line 2"},
		{"unknown key", `mode = "live"`, "mode = \"live\"\npublc_url = \"x\"", "", "publc_url: no such setting"},
		{"unknown variable", "", "", "KONTAKTEN_IMPA_HOST=x", "KONTAKTEN_IMPA_HOST: no setting"},
		{"unknown mode", `"live"`, `"prod"`, "", `mode: "prod" is none of test, shadow, live`},
		{"no database", `url = "postgres://kontakten:hemligt@db.example.se/kontakten"`, "", "", "database.url: missing"},
		{"other database", `postgres://kontakten`, `mysql://kontakten`, "", "database.url: begins with mysql://"},
		{"open plain listener", `127.0.0.1:8080`, `0.0.0.0:8080`, "", "http.listen: 0.0.0.0:8080 would answer plain HTTP"},
		{"every interface", `127.0.0.1:8080`, `:8080`, "", "http.listen: :8080 would answer plain HTTP"},
		{"https without proxy", `trusted_proxies = ["127.0.0.1"]`, "", "", "http.trusted_proxies: missing"},
		{"proxy by name", `["127.0.0.1"]`, `["proxy"]`, "", `http.trusted_proxies: "proxy" is no address`},
		{"public http", `https://kontakten`, `http://kontakten`, "", "public_url: plain http"},
		{"public without scheme", `https://kontakten.example.se`, `kontakten.example.se`, "", "public_url: \"kontakten.example.se\" is no address"},
		{"certificate alone", `listen = "127.0.0.1:8080"`, "certificate_file = \"/dev/null\"", "", "http.certificate_file: certificate_file and key_file belong together"},
		{"certificate missing", `listen = "127.0.0.1:8080"`, "certificate_file = \"" + missing + "\"\nkey_file = \"/dev/null\"", "", "http.certificate_file: open"},
		{"no first day", `from_day = 2026-10-01`, "", "", "imap.from_day: missing"},
		{"first day wrong", `from_day = 2026-10-01`, `from_day = "2026-13-01"`, "", "from_day"},
		{"imap in clear", `host = "outlook.office365.com"`, "host = \"outlook.office365.com\"\ntls = \"none\"", "", "imap.tls: none would send the login in clear"},
		{"same folder twice", `sent = "Skickat"`, `sent = "INBOX"`, "", `imap.folders.sent: "INBOX" is also imap.mailbox`},
		{"no way to log in", "password = \"lösen\"\nfrom_day", "from_day", "", "imap.password: missing"},
		{"password twice", "", "", "KONTAKTEN_IMAP_OAUTH2_TENANT=t", "imap.password: given together with imap.oauth2"},
		{"secret file missing", "", "", "KONTAKTEN_IMAP_PASSWORD_FILE=" + missing, "imap.password_file: stat"},
		{"no sender", "Kontakten <kontakten@example.se>", "kontakten", "", `smtp.from: "kontakten" is no address`},
		{"no telephone hours", `hours = "vardagar 9–15"`, "", "", "contact.hours: missing"},
		{"port", "", "", "KONTAKTEN_SMTP_PORT=smtp", `KONTAKTEN_SMTP_PORT: "smtp" is no number`},
		{"yes or no", "", "", "KONTAKTEN_PRINTER_LAST_MONTH=ja", `"ja" is neither true nor false`},
		{"interval", "", "", "KONTAKTEN_IMAP_POLL_INTERVAL=30", "write it as 30s"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var environ []string
			if tt.env != "" {
				environ = []string{tt.env}
			}
			if tt.from != "" && !strings.Contains(whole, tt.from) {
				t.Fatalf("the file has no %q", tt.from)
			}
			c, err := load(t, strings.Replace(whole, tt.from, tt.to, 1), environ...)
			if err == nil {
				err = c.Validate("kontakten.toml", config.RoleWeb, config.RolePoll, config.RoleWork)
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v\nwant %s", err, tt.want)
			}
			if err != nil && strings.Contains(err.Error(), "hemligt") {
				t.Errorf("a secret is shown: %v", err)
			}
		})
	}
}

func TestRelayNeedsNoLogin(t *testing.T) {
	t.Parallel()
	text := strings.Replace(whole, "host = \"smtp.office365.com\"\nuser = \"kontakten@example.se\"\npassword = \"lösen\"", "host = \"example-se.mail.protection.outlook.com\"\nport = 25", 1)
	c, err := load(t, text)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Validate("", config.RoleWork); err != nil || !c.SMTP.Relay() {
		t.Errorf("relay %v: %v", c.SMTP.Relay(), err)
	}
}

func TestDecodePrint(t *testing.T) {
	t.Parallel()
	c, err := load(t, whole)
	if err != nil {
		t.Fatal(err)
	}
	var page struct {
		Sender string `toml:"sender"`
	}
	if err := c.DecodePrint(&page); err != nil || page.Sender != "Kontakten" {
		t.Errorf("%+v, %v", page, err)
	}
	var other struct {
		Giro string `toml:"giro"`
	}
	if err := c.DecodePrint(&other); err == nil || !strings.Contains(err.Error(), "print.sender: no such setting") {
		t.Errorf("unknown key: %v", err)
	}
}

// TestHandbookNamesRealSettings reads the example of docs/operations.md and docs/exchange-online.md: a key that they
// name and the program does not know would stop whoever follows them.
func TestHandbookNamesRealSettings(t *testing.T) {
	t.Parallel()
	for _, page := range []string{"operations.md", "exchange-online.md"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "docs", page))
		if err != nil {
			t.Fatal(err)
		}
		blocks := tomlBlocks(string(text))
		if len(blocks) == 0 {
			t.Errorf("%s has no example", page)
		}
		for _, block := range blocks {
			_, err := load(t, block)
			wrong, ok := errors.AsType[*config.Error](err)
			if err != nil && !ok {
				t.Fatal(err)
			}
			if !ok {
				continue
			}
			for _, p := range wrong.Problems {
				if !strings.Contains(p.Text, "no such file or directory") {
					t.Errorf("%s: %s: %s\n%s", page, p.Key, p.Text, block)
				}
			}
		}
	}
}

// tomlBlocks gives the indented blocks of a page that hold TOML tables.
func tomlBlocks(page string) []string {
	var blocks []string
	var block strings.Builder
	end := func() {
		if unit := strings.HasPrefix(strings.TrimSpace(block.String()), "[Unit]"); !unit && strings.Contains("\n"+block.String(), "\n[") {
			blocks = append(blocks, block.String())
		}
		block.Reset()
	}
	for line := range strings.Lines(page) {
		switch text, indented := strings.CutPrefix(line, "    "); {
		case indented:
			block.WriteString(text)
		case strings.TrimSpace(line) == "":
			block.WriteString("\n")
		default:
			end()
		}
	}
	end()
	return blocks
}

// TestEverySettingCanComeFromTheEnvironment sets each setting by its variable: a type that the environment cannot say
// would otherwise show itself at the customer's.
func TestEverySettingCanComeFromTheEnvironment(t *testing.T) {
	t.Parallel()
	words := map[string]string{"int": "7", "Duration": "7s", "Day": "2026-10-01", "bool": "true"}
	var walk func(typ reflect.Type, under string)
	walk = func(typ reflect.Type, under string) {
		for field := range typ.Fields() {
			key := under + "_" + strings.ToUpper(field.Tag.Get("toml"))
			switch {
			case field.Anonymous:
				walk(field.Type, under)
			case field.Type.Kind() == reflect.Map:
			case field.Type.Kind() == reflect.Struct && field.Type.Name() != "Day":
				walk(field.Type, key)
			case strings.HasSuffix(key, "_FILE"): // names a file that is read at once
			default:
				word, ok := words[field.Type.Name()]
				if !ok {
					word = "x"
				}
				if _, err := config.Load("", []string{key + "=" + word}); err != nil {
					t.Errorf("%s: %v", key, err)
				}
			}
		}
	}
	walk(reflect.TypeFor[config.Config](), "KONTAKTEN")
}
