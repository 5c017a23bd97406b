package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/internal/sandbox"
	"sef.se/kontakten/internal/testdb"
	"sef.se/kontakten/mailin/underlag"
)

var databases = testdb.New(store.Migrate)

// asProgram makes the test binary be the program, so that tests run the real main with its exit status and signals.
const asProgram = "RUN_AS_KONTAKTEN"

func TestMain(m *testing.M) {
	sandbox.Main(underlag.Functions())
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	os.Exit(databases.Run(m))
}

// program is a command of the real program, with nothing of the tester's own environment but PATH and HOME.
func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, args...)
	cmd.Env = []string{asProgram + "=1", "PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir()}
	return cmd
}

// result is how a command ended.
type result struct {
	status         int
	stdout, stderr string
}

func runProgram(t *testing.T, cmd *exec.Cmd) result {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return result{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// leaves gives the words of every command, as "register import".
func leaves(t *testing.T) []string {
	t.Helper()
	var list []string
	var walk func(typ reflect.Type, words string)
	walk = func(typ reflect.Type, words string) {
		nested := false
		for field := range typ.Fields() {
			if _, ok := field.Tag.Lookup("cmd"); ok && field.Tag.Get("hidden") == "" {
				nested = true
				name := strings.ToLower(field.Name)
				if given := field.Tag.Get("name"); given != "" {
					name = given
				}
				walk(field.Type, strings.TrimSpace(words+" "+name))
			}
		}
		if !nested {
			list = append(list, words)
		}
	}
	walk(reflect.TypeFor[commands](), "")
	return list
}

func TestEveryCommandExplainsItself(t *testing.T) {
	t.Parallel()
	all := runProgram(t, program(t, "help"))
	if all.status != 0 {
		t.Errorf("help: %+v", all)
	}
	for _, words := range leaves(t) {
		if words == "help" {
			continue
		}
		if !strings.Contains(all.stdout, "\n  "+words+" ") {
			t.Errorf("help does not list %q", words)
		}
		for _, args := range [][]string{append([]string{"help"}, strings.Fields(words)...), append(strings.Fields(words), "--help")} {
			got := runProgram(t, program(t, args...))
			if got.status != 0 || !strings.Contains(got.stdout, "Example:") || !strings.Contains(got.stdout, "kontakten "+words) || got.stderr != "" {
				t.Errorf("%v: %+v", args, got)
			}
		}
	}
}

func TestCommandLineThatCannotBeUsed(t *testing.T) {
	t.Parallel()
	broken := filepath.Join(t.TempDir(), "broken.toml")
	if err := os.WriteFile(broken, []byte("mode = \"test\"\n[imap\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		args []string
		want string
	}{
		{"no such command", []string{"flytta"}, "unexpected argument flytta"},
		{"no such option", []string{"migrate", "--fort"}, "unknown flag --fort"},
		{"no configuration", []string{"migrate"}, "configuration: database.url: missing"},
		{"no such file", []string{"migrate", "--config", "/finns/inte.toml"}, "/finns/inte.toml: no such file"},
		{"broken file", []string{"migrate", "--config", broken}, broken + ": line 3"},
		{"no such folder", []string{"register", "import", "/finns/inte"}, "/finns/inte"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := runProgram(t, program(t, tt.args...))
			if got.status != 2 || !strings.Contains(got.stderr, tt.want) || got.stdout != "" {
				t.Errorf("%+v", got)
			}
		})
	}
}
