package store_test

import (
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/internal/vault"
)

// clocked gives a store whose clock stands until forward moves it.
func clocked(t *testing.T) (s *store.Store, forward func(time.Duration)) {
	t.Helper()
	v, err := vault.LoadOrCreate(filepath.Join(t.TempDir(), "master.key"))
	if err != nil {
		t.Fatal(err)
	}
	var now atomic.Int64
	now.Store(noon.UnixNano())
	s, err = store.Open(t.Context(), databases.URL(t), v, func() time.Time { return time.Unix(0, now.Load()) })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s, func(d time.Duration) { now.Add(int64(d)) }
}

func addMail(t *testing.T, s *store.Store, notBefore time.Time) (id int64) {
	t.Helper()
	if err := s.InTx(t.Context(), func(tx *store.Tx) error {
		body, err := tx.Keep(t.Context(), []byte("Hej!\n"))
		if err != nil {
			return err
		}
		return tx.QueryRow(t.Context(), `
			INSERT INTO outbox (template, automatic, recipient, subject, body_object, message_id, refs, mode, not_before, created_at)
			VALUES ('acknowledgement', true, 'a@bolag.example', 'Ämne', $1, $2, '{x@y}', 'test', $3, $4) RETURNING id`,
			[16]byte(body), body.String()+"@sef.se", notBefore, tx.Now).Scan(&id)
	}); err != nil {
		t.Fatal(err)
	}
	return id
}

const lease = time.Minute

func begin(t *testing.T, s *store.Store, id int64) (casework.Envelope, time.Duration) {
	t.Helper()
	e, wait, err := s.BeginSending(t.Context(), id, lease)
	if err != nil {
		t.Fatal(err)
	}
	return e, wait
}

func end(t *testing.T, s *store.Store, id int64, state casework.OutboxState, wait time.Duration) {
	t.Helper()
	if err := s.EndSending(t.Context(), id, casework.Delivery{State: state, Answer: "svar"}, wait); err != nil {
		t.Fatal(err)
	}
}

func TestOutboxLease(t *testing.T) {
	t.Parallel()
	s, forward := clocked(t)
	id := addMail(t, s, noon.Add(5*time.Minute))
	if e, wait := begin(t, s, id); e.Attempt != 0 || wait != 5*time.Minute {
		t.Fatalf("before its time: attempt %d, wait %s", e.Attempt, wait)
	}
	forward(5 * time.Minute)
	e, _ := begin(t, s, id)
	if e.Attempt != 1 || e.Recipient != "a@bolag.example" || e.Text != "Hej!\n" || e.Mode != casework.ModeTest || !e.Automatic || e.References[0] != "x@y" {
		t.Fatalf("envelope: %+v", e)
	}
	// Another worker meets the lease; a program that died does not come back.
	if other, wait := begin(t, s, id); other.Attempt != 0 || wait != lease {
		t.Errorf("while it is being sent: attempt %d, wait %s", other.Attempt, wait)
	}
	forward(lease)
	if again, _ := begin(t, s, id); again.Attempt != 2 || again.MessageID != e.MessageID {
		t.Errorf("after the lease: %+v", again)
	}
	end(t, s, id, casework.OutboxQueued, 2*time.Minute)
	if later, wait := begin(t, s, id); later.Attempt != 0 || wait != 2*time.Minute {
		t.Errorf("resting: attempt %d, wait %s", later.Attempt, wait)
	}
	forward(2 * time.Minute)
	begin(t, s, id)
	end(t, s, id, casework.OutboxSent, 0)
	if done, wait := begin(t, s, id); done.Attempt != 0 || wait != 0 {
		t.Errorf("sent, and taken again: attempt %d, wait %s", done.Attempt, wait)
	}
	if n := count(t, s, "SELECT count(*) FROM outbox WHERE state = 'sent' AND sent_at IS NOT NULL AND attempts = 3"); n != 1 {
		t.Error("the row does not say that it was sent at the third attempt")
	}
}

func TestStoppedMailIsNotSent(t *testing.T) {
	t.Parallel()
	s, _ := clocked(t)
	id := addMail(t, s, noon)
	if _, err := s.Pool().Exec(t.Context(), "UPDATE outbox SET state = 'stopped'"); err != nil {
		t.Fatal(err)
	}
	if e, wait := begin(t, s, id); e.Attempt != 0 || wait != 0 {
		t.Errorf("attempt %d, wait %s", e.Attempt, wait)
	}
	if _, _, err := s.BeginSending(t.Context(), id+1, lease); casework.KindOf(err) != casework.NotFound {
		t.Errorf("a mail that is not there: %v", err)
	}
}
