package store_test

import (
	"os"
	"testing"

	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/internal/testdb"
)

var databases = testdb.New(store.Migrate)

func TestMain(m *testing.M) { os.Exit(databases.Run(m)) }

func TestMigrations(t *testing.T) {
	url := databases.EmptyURL(t)
	for range 2 {
		if err := store.Migrate(t.Context(), url); err != nil {
			t.Fatal(err)
		}
	}
}
