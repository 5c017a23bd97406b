package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestListaRun runs a month from the command line: once whole, then with nothing new, and with
// texts of the deployment's own that stop the start.
func TestListaRun(t *testing.T) {
	t.Parallel()
	i := newInstallation(t)
	i.want(t, 0, "", "migrate", "--new-key")
	i.want(t, 0, "", "register", "import", registerCopy(t))
	i.want(t, 0, "2026-10: 8 lists printed (files: 1), 0 had theirs before", "lista", "run", "--period", "2026-10")
	i.want(t, 0, "2026-10: 0 lists printed (files: 0), 8 had theirs before", "lista", "run", "--period", "2026-10")
	i.want(t, 2, "oktober", "lista", "run", "--period", "oktober")
	letters := t.TempDir()
	if err := os.WriteFile(filepath.Join(letters, "reminder1.txt"), []byte("{{if}}"), 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(i.file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(i.file, append(text, "[letters]\ndir = \""+letters+"\"\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	i.want(t, 2, "brevet reminder1.txt är trasigt", "lista", "run", "--period", "2026-10")
}
