package store_test

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"sef.se/kontakten/internal/pgserver"
)

var update = flag.Bool("update", false, "write schema.sql anew")

// noise is what pg_dump says about itself and its session, which differs from
// version to version.
var noise = regexp.MustCompile(`(?m)^(--.*|SET .*|SELECT pg_catalog\.set_config.*|\\(un)?restrict .*)\n|^\n(\n)+`)

// TestSchemaDump keeps schema.sql, the readable whole of the migrations, true.
func TestSchemaDump(t *testing.T) {
	t.Parallel()
	programs, err := pgserver.Programs("")
	if err != nil {
		t.Fatal(err)
	}
	dump, err := exec.CommandContext(t.Context(), filepath.Join(programs, "pg_dump"), "--schema-only", "--no-owner", "--no-privileges",
		"--exclude-table=river*", "--exclude-table=goose*", databases.URL(t)).Output()
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // taking out lines leaves new runs of empty ones
		dump = noise.ReplaceAll(dump, []byte("$3"))
	}
	if *update {
		if err := os.WriteFile("schema.sql", dump, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile("schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	if string(kept) != string(dump) {
		t.Error("schema.sql is not what the migrations make: go test ./casework/store -run TestSchemaDump -update")
	}
}
