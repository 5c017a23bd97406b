package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"sef.se/kontakten/internal/demo"
)

// installation is a configuration beside an empty database.
type installation struct {
	file string
	dir  string
}

func newInstallation(t *testing.T) installation {
	t.Helper()
	dir := t.TempDir()
	i := installation{file: filepath.Join(dir, "kontakten.toml"), dir: dir}
	i.write(t, "test", databases.EmptyURL(t))
	return i
}

func (i installation) write(t *testing.T, mode, url string) {
	t.Helper()
	text := "mode = \"" + mode + "\"\npublic_url = \"https://kontakten.example.se/\"\nmaster_key_file = \"" + filepath.Join(i.dir, "key.json") + "\"\n[database]\nurl = \"" + url + "\"\n"
	if err := os.WriteFile(i.file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// command is a command with this configuration.
func (i installation) command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	cmd := program(t, args...)
	cmd.Env = append(cmd.Env, "KONTAKTEN_CONFIG="+i.file)
	return cmd
}

// want runs a command and checks status and what it prints, on stdout for 0 and on stderr otherwise.
func (i installation) want(t *testing.T, status int, text string, args ...string) result {
	t.Helper()
	got := runProgram(t, i.command(t, args...))
	printed := got.stdout
	if status != 0 {
		printed = got.stderr
	}
	if got.status != status || !strings.Contains(printed, text) {
		t.Errorf("kontakten %s: %+v\nwant %d and %q", strings.Join(args, " "), got, status, text)
	}
	return got
}

// registerCopy writes the sample register into a folder, so that a test can spoil it.
func registerCopy(t *testing.T) string {
	t.Helper()
	files, err := demo.Register()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "register")
	if err := os.CopyFS(dir, files); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestFirstStart(t *testing.T) {
	t.Parallel()
	i := newInstallation(t)
	dir := registerCopy(t)
	i.want(t, 2, "kontakten migrate --new-key", "register", "import", dir)
	i.want(t, 0, "master key written", "migrate", "--new-key")
	i.want(t, 2, "there is a master key already", "migrate", "--new-key")
	i.want(t, 0, "The database has this program's schema.", "migrate")
	i.want(t, 0, "Företag: 25 i filerna; 25 nya", "register", "import", dir)
	i.want(t, 0, "oförändrat", "register", "import", dir)
	link := i.want(t, 0, "https://kontakten.example.se/inbjudan/", "staff", "add", "--role", "admin", "anna", "Anna Ek")
	if strings.Count(link.stdout, "\n") != 1 {
		t.Errorf("staff add printed %q", link.stdout)
	}
	i.want(t, 2, "taken", "staff", "add", "ANNA", "Anna Ek")
	i.want(t, 2, "must be one of", "staff", "add", "--role", "boss", "bo", "Bo Ek")
}

func TestDatabaseThatCannotBeUsed(t *testing.T) {
	t.Parallel()
	i := newInstallation(t)
	url := databases.EmptyURL(t)
	dir := registerCopy(t)
	i.want(t, 0, "", "migrate", "--new-key")
	i.want(t, 0, "", "register", "import", dir)

	i.write(t, "test", url) // another database, never migrated
	i.want(t, 1, "run kontakten migrate", "register", "import", dir)
	i.write(t, "test", "postgres://nobody@127.0.0.1:1/x")
	i.want(t, 1, "connection refused: nothing listens on that port", "migrate")
	i.write(t, "test", "postgres://nobody@database.invalid/x")
	i.want(t, 1, "database.invalid", "migrate")
}

func TestModeOfDatabaseAndConfigurationMustAgree(t *testing.T) {
	t.Parallel()
	i := newInstallation(t)
	url := databases.EmptyURL(t)
	i.write(t, "test", url)
	dir := registerCopy(t)
	i.want(t, 0, "", "migrate", "--new-key")
	i.want(t, 0, "", "register", "import", dir)
	i.write(t, "live", url)
	i.want(t, 1, `the database is a test database, but the configuration says mode = "live"`, "register", "import", dir)
}

func TestRegisterDeliveryCutInHalf(t *testing.T) {
	t.Parallel()
	i := newInstallation(t)
	dir := registerCopy(t)
	i.want(t, 0, "", "migrate", "--new-key")
	i.want(t, 0, "", "register", "import", dir)

	members := filepath.Join(dir, "members.csv")
	text, err := os.ReadFile(members)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(members, text[:len(text)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	got := i.want(t, 1, "nothing was changed", "register", "import", dir)
	if !strings.Contains(got.stdout, "väntar") {
		t.Errorf("the report does not say that it waits: %s", got.stdout)
	}
	if err := os.Remove(members); err != nil {
		t.Fatal(err)
	}
	i.want(t, 2, dir, "register", "import", dir)
}

func TestConfigCheckChangesNothing(t *testing.T) {
	t.Parallel()
	i := newInstallation(t)
	i.want(t, 0, "", "migrate", "--new-key")
	nowhere := []string{
		"KONTAKTEN_HTTP_TRUSTED_PROXIES=127.0.0.1", "KONTAKTEN_IMAP_HOST=127.0.0.1", "KONTAKTEN_IMAP_PORT=1", "KONTAKTEN_IMAP_TLS=none",
		"KONTAKTEN_IMAP_USER=u", "KONTAKTEN_IMAP_PASSWORD=p", "KONTAKTEN_IMAP_FROM_DAY=2026-10-01",
		"KONTAKTEN_SMTP_HOST=127.0.0.1", "KONTAKTEN_SMTP_PORT=1", "KONTAKTEN_SMTP_TLS=none", "KONTAKTEN_SMTP_FROM=k@sef.se",
	}
	for _, mode := range []string{"test", "shadow", "test"} {
		cmd := i.command(t, "config", "check")
		cmd.Env = append(append(cmd.Env, nowhere...), "KONTAKTEN_MODE="+mode)
		got := runProgram(t, cmd)
		if got.status != 1 || !strings.Contains(got.stdout, "schema and mode agree") || !strings.Contains(got.stdout, "mailbox    FAILED") {
			t.Errorf("mode %s: %+v", mode, got)
		}
	}
	i.want(t, 0, "", "register", "import", registerCopy(t)) // the first start: mode test
	cmd := i.command(t, "config", "check")
	cmd.Env = append(append(cmd.Env, nowhere...), "KONTAKTEN_MODE=shadow")
	if got := runProgram(t, cmd); !strings.Contains(got.stdout, `the database is a test database, but the configuration says mode = "shadow"`) {
		t.Errorf("%+v", got)
	}
}
