package main

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

var quiet = slog.New(slog.DiscardHandler)

// demoFolder is a folder for a demo. PostgreSQL, started by root as another account, must be able to enter it, which
// t.TempDir does not allow.
func demoFolder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "kontakten-demo-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// startWorld starts a world that ends with the test, unless close is called before.
func startWorld(t *testing.T, dir string, fresh bool) (w *world, close func()) {
	t.Helper()
	w, err := newWorld(t.Context(), dir, fresh, quiet)
	if err != nil {
		t.Fatal(err)
	}
	closed := false
	close = func() {
		if closed {
			return
		}
		closed = true
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	}
	t.Cleanup(close)
	return w, close
}

// mark creates a table by which a later run knows the database again; found tells whether it was there.
func mark(t *testing.T, w *world) (found bool) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), w.server.URL(databaseName))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	if err := conn.QueryRow(t.Context(), "SELECT to_regclass('demo_mark') IS NOT NULL").Scan(&found); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(t.Context(), "CREATE TABLE IF NOT EXISTS demo_mark (x int)"); err != nil {
		t.Fatal(err)
	}
	return found
}

func TestWorldKeepsItsDataUntilFresh(t *testing.T) {
	t.Parallel()
	dir := demoFolder(t)
	for _, run := range []struct{ fresh, found bool }{{false, false}, {false, true}, {true, false}} {
		w, close := startWorld(t, dir, run.fresh)
		if found := mark(t, w); found != run.found {
			t.Errorf("fresh %v: found %v, want %v", run.fresh, found, run.found)
		}
		cfg, err := w.config("localhost:0")
		if err != nil {
			t.Fatal(err)
		}
		cfg.PublicURL = "http://localhost:8080"
		if err := cfg.Validate("", allRoles()...); err != nil {
			t.Errorf("the demo's own configuration: %v", err)
		}
		close()
	}
}

func TestTwoDemosInOneFolder(t *testing.T) {
	t.Parallel()
	dir := demoFolder(t)
	startWorld(t, dir, false)
	if _, err := newWorld(t.Context(), dir, true, quiet); err == nil || !strings.Contains(err.Error(), "is in use by another kontakten (process") {
		t.Errorf("got %v", err)
	}
}

func TestFreshSparesFoldersOfOthers(t *testing.T) {
	t.Parallel()
	dir := demoFolder(t)
	letter := filepath.Join(dir, "brev.txt")
	if err := os.WriteFile(letter, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := newWorld(t.Context(), dir, true, quiet); err == nil || !strings.Contains(err.Error(), "choose another with --dir") {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(letter); err != nil {
		t.Error(err)
	}
}
