package testdb_test

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/internal/testdb"
)

var databases = testdb.New(func(ctx context.Context, url string) error {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, "CREATE TABLE note (text text); INSERT INTO note VALUES ('from the template')")
	return err
})

func TestMain(m *testing.M) { os.Exit(databases.Run(m)) }

func TestEachTestHasItsOwnMigratedDatabase(t *testing.T) {
	t.Parallel()
	for i := range 4 {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			conn, err := pgx.Connect(t.Context(), databases.URL(t))
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close(context.Background())
			var n int
			if err := conn.QueryRow(t.Context(), "SELECT count(*) FROM note").Scan(&n); err != nil {
				t.Fatal(err)
			}
			if n != 1 {
				t.Errorf("notes = %d, want the template's one: another test's row is seen", n)
			}
			if _, err := conn.Exec(t.Context(), "INSERT INTO note VALUES ('mine')"); err != nil {
				t.Fatal(err)
			}
		})
	}
}
