package pgserver

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// programs makes folders with empty programs in them.
func programs(t *testing.T, folders ...string) (root string) {
	t.Helper()
	root = t.TempDir()
	for _, folder := range folders {
		dir := filepath.Join(root, folder, "bin")
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"initdb", "postgres"} {
			if err := os.WriteFile(filepath.Join(dir, name), nil, 0o755); err != nil {
				t.Fatal(err)
			}
		}
	}
	return root
}

func TestProgramsIn(t *testing.T) {
	t.Parallel()
	root := programs(t, "9.6", "15", "9", "16", "path/17")
	patterns := []string{filepath.Join(root, "*", "bin")}
	onPath := filepath.Join(root, "path", "17", "bin")
	for _, c := range []struct {
		name, want, path, found string
	}{
		{"the newest", "", "", "16"},
		{"the cluster's own version", "15", "", "15"},
		{"PATH first", "", onPath, "path/17"},
		{"PATH of another version", "15", onPath, "15"},
	} {
		got, err := programsIn(c.want, c.path, patterns)
		if err != nil || got != filepath.Join(root, c.found, "bin") {
			t.Errorf("%s: %s, %v; want %s", c.name, got, err, c.found)
		}
	}
	if _, err := programsIn("14", "", patterns); err == nil || !strings.Contains(err.Error(), "apt-get install postgresql-14") {
		t.Errorf("a version that is not installed: %v", err)
	}
	if _, err := programsIn("", "", []string{filepath.Join(root, "none", "*")}); !errors.Is(err, ErrNoPrograms) {
		t.Errorf("nothing installed: %v", err)
	}
}

// TestOrphanIsNamed has a process that works in the data folder, as a postmaster
// does, and is nobody's child.
func TestOrphanIsNamed(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	orphan := exec.CommandContext(t.Context(), "sleep", "60")
	orphan.Dir = data
	if err := orphan.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = orphan.Process.Kill(); _ = orphan.Wait() }()
	pid := []byte(strconv.Itoa(orphan.Process.Pid) + "\n" + data + "\n")
	if err := os.WriteFile(filepath.Join(data, "postmaster.pid"), pid, 0o600); err != nil {
		t.Fatal(err)
	}
	err := clearOld(data, 0)
	if err == nil || !strings.Contains(err.Error(), "kill -INT "+strconv.Itoa(orphan.Process.Pid)) {
		t.Errorf("clearOld: %v", err)
	}
}
