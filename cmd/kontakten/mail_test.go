package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	mailRegister = "../../internal/demo/data/register"
	mailSamples  = "../../internal/demo/data/mails"
)

// inspected reads the lines of `mail inspect`.
func inspected(t *testing.T, stdout string) (lines []map[string]any) {
	t.Helper()
	for line := range strings.Lines(stdout) {
		var object map[string]any
		if err := json.Unmarshal([]byte(line), &object); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		lines = append(lines, object)
	}
	return lines
}

func TestMailInspect(t *testing.T) {
	t.Parallel()
	text := filepath.Join(mailSamples, "24-avgifter-svar-med-citerad-historik.eml")
	sheet := filepath.Join(mailSamples, "27-underlag-xlsx-med-formler.eml")
	got := runProgram(t, program(t, "mail", "inspect", "--register", mailRegister, sheet, text))
	lines := inspected(t, got.stdout)
	if got.status != 0 || len(lines) != 2 {
		t.Fatalf("status %d, %d lines\n%s", got.status, len(lines), got.stderr)
	}
	if lines[0]["file"] != sheet || lines[1]["file"] != text {
		t.Errorf("files %v, %v: not in the order of the arguments", lines[0]["file"], lines[1]["file"])
	}
	if rows := lines[0]["rows"].([]any); len(rows) != 9 {
		t.Errorf("%d rows of the spreadsheet", len(rows))
	}
	if lines[1]["company"] != "5598500212" || lines[1]["period"] != "2026-09" || lines[1]["stated_total"] != 652742.0 {
		t.Errorf("text read as %v", lines[1])
	}
}

func TestMailInspectToday(t *testing.T) {
	t.Parallel()
	mail := filepath.Join(t.TempDir(), "a.eml")
	text := "From: ekonomi@vakteldalen.example\nDate: Thu, 24 Sep 2026 10:00:00 +0200\nContent-Type: text/plain; charset=utf-8\n\nDenna månads avgifter: Jörgen Blixt 608 kr, Sara Hägglund 612 kr\n"
	if err := os.WriteFile(mail, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]string{"": "2026-09", "2026-11-02": "2026-11"} {
		args := []string{"mail", "inspect", "--register", mailRegister}
		if day != "" {
			args = append(args, "--today", day)
		}
		got := runProgram(t, program(t, append(args, mail)...))
		if lines := inspected(t, got.stdout); len(lines) != 1 || lines[0]["period"] != want {
			t.Errorf("--today %q: %v", day, lines)
		}
	}
}

// TestMailInspectUnusable checks the lines and the exit status where an input cannot be used.
func TestMailInspectUnusable(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	garbage := filepath.Join(dir, "garbage.eml")
	if err := os.WriteFile(garbage, []byte("\x00\x01\x02 no mail"), 0o600); err != nil {
		t.Fatal(err)
	}
	good := filepath.Join(mailSamples, "01-inloggning-aldrig-fatt.eml")
	for _, c := range []struct {
		name   string
		args   []string
		status int
		lines  int
		stderr string
	}{
		{"a file that is no mail", []string{"--register", mailRegister, garbage, good}, 0, 2, ""},
		{"a path that is not there", []string{"--register", mailRegister, filepath.Join(dir, "saknas.eml"), good}, 2, 2, "saknas.eml: filen finns inte"},
		{"a folder as a mail", []string{"--register", mailRegister, dir}, 0, 1, ""},
		{"no register", []string{"--register", filepath.Join(dir, "inget"), good}, 2, 0, "ingen sådan mapp"},
		{"a register without its files", []string{"--register", dir, good}, 2, 0, "går inte att läsa"},
		{"a day that is none", []string{"--register", mailRegister, "--today", "2026-13-01", good}, 2, 0, "ingen dag"},
		{"no file", []string{"--register", mailRegister}, 2, 0, "file"},
	} {
		got := runProgram(t, program(t, append([]string{"mail", "inspect"}, c.args...)...))
		if lines := inspected(t, got.stdout); got.status != c.status || len(lines) != c.lines || !strings.Contains(got.stderr, c.stderr) {
			t.Errorf("%s: status %d, %d lines, %q", c.name, got.status, len(lines), got.stderr)
		}
	}
	got := runProgram(t, program(t, "mail", "inspect", "--register", mailRegister, garbage))
	if line := inspected(t, got.stdout)[0]; line["flags"].([]any)[0] != "unreadable" || line["kinds"].([]any)[0] != "other" {
		t.Errorf("garbage: %v", line)
	}
}
