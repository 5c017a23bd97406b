package store_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

var errBack = errors.New("rolled back on purpose")

// TestMailTally compares what triggers counted of the messages with the messages, after random
// statements of many at once, some of them rolled back.
func TestMailTally(t *testing.T) {
	t.Parallel()
	pool, err := pgxpool.New(t.Context(), databases.URL(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	exec := func(sql string) {
		t.Helper()
		if _, err := pool.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	exec(`INSERT INTO case_file (origin, state, kinds, mode, opened_at, created_at, changed_at) VALUES ('mail', 'new', '{other}', 'test', now(), now(), now())`)
	same := func() {
		t.Helper()
		var messages, cased, tallied, talliedCased, rows int
		err := pool.QueryRow(t.Context(), `SELECT (SELECT count(*) FROM message), (SELECT count(*) FROM case_message), (SELECT coalesce(sum(n), 0) FROM mail_tally WHERE what = 'message'),
			(SELECT coalesce(sum(n), 0) FROM mail_tally WHERE what = 'case_message'), (SELECT count(*) FROM mail_tally)`).Scan(&messages, &cased, &tallied, &talliedCased, &rows)
		if err != nil || messages < 100 || messages != tallied || cased != talliedCased || rows > 1000 {
			t.Fatalf("%d messages, tallied %d; %d with a case, tallied %d; in %d rows; %v", messages, tallied, cased, talliedCased, rows, err)
		}
	}
	for seed := range uint64(3) {
		var all sync.WaitGroup
		for hand := range uint64(6) {
			all.Go(func() { workAtMail(t, pool, rand.New(rand.NewPCG(seed, hand))) })
		}
		all.Wait()
		same()
	}
	var cased int
	if err := pool.QueryRow(t.Context(), "SELECT count(*) FROM case_message").Scan(&cased); err != nil || cased < 50 {
		t.Errorf("only %d messages have a case: %v", cased, err)
	}
	exec("SELECT add_up_mail_tally()")
	same()
	exec("TRUNCATE case_message")
	same()
	exec("INSERT INTO case_message (message_id, case_id, role, at) SELECT id, (SELECT id FROM case_file), 'opened', now() FROM message")
	same()
}

// workAtMail runs transactions of random statements; every fourth is rolled back.
func workAtMail(t *testing.T, pool *pgxpool.Pool, r *rand.Rand) {
	statements := []string{
		"INSERT INTO message (sha256, size, received_at, fetched_at) SELECT decode(md5(random()::text) || md5(random()::text), 'hex'), 1, now(), now() FROM generate_series(1, $1)",
		"INSERT INTO case_message (message_id, case_id, role, at) SELECT id, (SELECT id FROM case_file), 'opened', now() FROM message WHERE id % 7 = $1 % 7 ON CONFLICT DO NOTHING",
		"UPDATE message SET state = 'rejected' WHERE id % 5 = $1 % 5 AND id = (SELECT max(id) FROM message)",
		"DELETE FROM case_message WHERE message_id = (SELECT min(message_id) + $1 FROM case_message)",
		"DELETE FROM message m WHERE id IN (SELECT id FROM message ORDER BY id DESC LIMIT $1 % 3) AND NOT EXISTS (SELECT FROM case_message c WHERE c.message_id = m.id)",
		"SELECT add_up_mail_tally() WHERE $1 > 10",
	}
	for i := range 60 {
		err := pgx.BeginFunc(context.WithoutCancel(t.Context()), pool, func(tx pgx.Tx) error {
			for range 1 + r.IntN(4) {
				if _, err := tx.Exec(t.Context(), statements[r.IntN(len(statements))], r.IntN(20)); err != nil {
					return err // a deadlock or a key of another: rolled back too
				}
			}
			if i%4 == 3 {
				return errBack
			}
			return nil
		})
		_ = err
	}
}
