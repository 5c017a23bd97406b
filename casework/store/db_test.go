package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"sef.se/kontakten/casework/store"
)

// TestTransactionsThatMeetAreRunAgain has pairs lock two rows in opposite order:
// PostgreSQL gives one up each time, and every addition must still arrive once.
func TestTransactionsThatMeetAreRunAgain(t *testing.T) {
	t.Parallel()
	s := open(t)
	ctx := t.Context()
	if _, err := s.Pool().Exec(ctx, "CREATE TABLE pair (id int PRIMARY KEY, n int NOT NULL); INSERT INTO pair VALUES (1, 0), (2, 0)"); err != nil {
		t.Fatal(err)
	}
	const times = 15
	var group sync.WaitGroup
	for _, order := range [][2]int{{1, 2}, {2, 1}} {
		group.Go(func() {
			for range times {
				err := s.InTx(ctx, func(tx *store.Tx) error {
					for _, id := range order {
						if _, err := tx.Exec(ctx, "UPDATE pair SET n = n + 1 WHERE id = $1", id); err != nil {
							return fmt.Errorf("add to %d: %w", id, err)
						}
					}
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	if n := count(t, s, "SELECT sum(n) FROM pair"); n != 4*times {
		t.Errorf("sum %d, want %d", n, 4*times)
	}
}

func TestConnectionEndedWithinATransaction(t *testing.T) {
	t.Parallel()
	s := open(t)
	ctx := t.Context()
	if _, err := s.Pool().Exec(ctx, "CREATE TABLE note (n int)"); err != nil {
		t.Fatal(err)
	}
	runs := 0
	err := s.InTx(ctx, func(tx *store.Tx) error {
		runs++
		if _, err := tx.Exec(ctx, "INSERT INTO note VALUES ($1)", runs); err != nil {
			return err
		}
		if runs == 1 {
			_, err := tx.Exec(ctx, "SELECT pg_terminate_backend(pg_backend_pid())")
			return err
		}
		return nil
	})
	if n := count(t, s, "SELECT count(*) FROM note"); err != nil || runs != 2 || n != 1 {
		t.Errorf("%d runs, %d rows, %v; want the second run's row alone", runs, n, err)
	}
}

func TestErrorRollsBack(t *testing.T) {
	t.Parallel()
	s := open(t)
	own := errors.New("own")
	runs := 0
	err := s.InTx(t.Context(), func(tx *store.Tx) error {
		runs++
		if err := tx.LogAccess(t.Context(), store.Access{What: "case"}); err != nil {
			return err
		}
		return own
	})
	if n := count(t, s, "SELECT count(*) FROM access_log"); !errors.Is(err, own) || runs != 1 || n != 0 {
		t.Errorf("%d runs, %d rows, %v", runs, n, err)
	}
}

func TestOpenRefusesAnotherSchema(t *testing.T) {
	t.Parallel()
	if _, err := store.Open(context.Background(), databases.EmptyURL(t), nil, nil); !errors.Is(err, store.ErrSchema) {
		t.Errorf("an empty database: %v", err)
	}
	url := databases.URL(t)
	s := open(t)
	_ = s
	if _, err := store.Open(context.Background(), url+"x", nil, nil); err == nil || errors.Is(err, store.ErrSchema) {
		t.Errorf("no database: %v", err)
	}
}
