package store_test

import (
	"bytes"
	"fmt"
	"sync"
	"testing"

	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/mailbox"
)

var inbox = mailbox.Folder{Mailbox: "kontakten@sef.example", Name: "INBOX", Role: mailbox.Inbox, Since: register.Date{Year: 2026, Month: 11, Day: 1}}

func mail(uid uint32) mailbox.Raw {
	return mailbox.Raw{UID: uid, Received: noon, Data: fmt.Appendf(nil, "Subject: mejl %d\r\n\r\n196412099985\r\n", uid)}
}

func mails(from, to uint32) (list []mailbox.Raw) {
	for uid := from; uid <= to; uid++ {
		list = append(list, mail(uid))
	}
	return list
}

func mustCursor(t *testing.T, s *store.Store, f mailbox.Folder) mailbox.Cursor {
	t.Helper()
	c, err := s.Cursor(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func mustKeep(t *testing.T, s *store.Store, c mailbox.Cursor, b mailbox.Batch, want mailbox.Kept) {
	t.Helper()
	if got, err := s.KeepBatch(t.Context(), c, b); err != nil || got != want {
		t.Fatalf("kept %+v, %v; want %+v", got, err, want)
	}
}

// count asks the database for one number.
func count(t *testing.T, s *store.Store, sql string, args ...any) (n int) {
	t.Helper()
	if err := s.Pool().QueryRow(t.Context(), sql, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestMessageIsKeptWithPlaceJobAndCursor(t *testing.T) {
	t.Parallel()
	s := open(t)
	c := mustCursor(t, s, inbox)
	if c.UIDValidity != 0 || c.LastUID != 0 || c.Since != inbox.Since {
		t.Errorf("first cursor: %+v", c)
	}
	mustKeep(t, s, c, mailbox.Batch{UIDValidity: 7, UpTo: 9, Messages: mails(3, 5)}, mailbox.Kept{New: 3})
	if c = mustCursor(t, s, inbox); c.UIDValidity != 7 || c.LastUID != 9 {
		t.Errorf("cursor afterwards: %+v", c)
	}
	if n := count(t, s, "SELECT count(*) FROM river_job WHERE kind = 'work_message'"); n != 3 {
		t.Errorf("%d jobs, want 3", n)
	}
	id := int64(count(t, s, "SELECT message_id FROM message_place WHERE uid = 4"))
	m, err := s.Message(t.Context(), id)
	if err != nil || !bytes.Equal(m.Raw, mail(4).Data) || m.State != "new" || !m.ReceivedAt.Equal(noon) {
		t.Errorf("message: %+v, %v", m, err)
	}
	var sealed []byte
	if err := s.Pool().QueryRow(t.Context(), "SELECT string_agg(sealed, '') FROM vault_object").Scan(&sealed); err != nil || bytes.Contains(sealed, []byte("196412099985")) {
		t.Errorf("the raw mail lies open at rest (%v)", err)
	}
}

func TestSeenTwiceIsOne(t *testing.T) {
	t.Parallel()
	s := open(t)
	c := mustCursor(t, s, inbox)
	unfetched := mailbox.Raw{UID: 6, Received: noon, Size: 99, Problem: "Servern lämnade inte ut mejlet."}
	batch := mailbox.Batch{UIDValidity: 7, UpTo: 6, Messages: append(mails(3, 5), unfetched)}
	mustKeep(t, s, c, batch, mailbox.Kept{New: 4})
	// The same again, as after a crash before the server heard of it.
	mustKeep(t, s, c, batch, mailbox.Kept{Known: 4})
	// A new UIDVALIDITY: other numbers, the same bytes.
	c = mustCursor(t, s, inbox)
	renumbered := mails(3, 5)
	for i := range renumbered {
		renumbered[i].UID = uint32(i + 1)
	}
	mustKeep(t, s, c, mailbox.Batch{UIDValidity: 8, UpTo: 3, Messages: renumbered}, mailbox.Kept{Known: 3})
	// The same bytes twice in one batch: a person copied the mail.
	mustKeep(t, s, mustCursor(t, s, inbox), mailbox.Batch{UIDValidity: 8, UpTo: 5, Messages: []mailbox.Raw{
		{UID: 4, Received: noon, Data: []byte("x")}, {UID: 5, Received: noon, Data: []byte("x")}}}, mailbox.Kept{New: 1, Known: 1})
	if messages, places, jobs := count(t, s, "SELECT count(*) FROM message"), count(t, s, "SELECT count(*) FROM message_place"),
		count(t, s, "SELECT count(*) FROM river_job"); messages != 5 || places != 4+3+2 || jobs != 5 {
		t.Errorf("%d messages, %d places, %d jobs; want 5, 9, 5", messages, places, jobs)
	}
	if n := count(t, s, "SELECT count(*) FROM vault_object o JOIN vault_key k ON k.object_id = o.id"); n != 4 {
		t.Errorf("%d sealed objects, want 4", n)
	}
	// A reader that began under the old UIDVALIDITY must not set the cursor back.
	if _, err := s.KeepBatch(t.Context(), mailbox.Cursor{Folder: c.Folder, UIDValidity: 7}, mailbox.Batch{UIDValidity: 7, UpTo: 9}); err == nil {
		t.Error("an overtaken reader moved the cursor")
	}
}

func TestTwoReadersKeepEachMessageOnce(t *testing.T) {
	t.Parallel()
	s := open(t)
	c := mustCursor(t, s, inbox)
	var group sync.WaitGroup
	for reader := range uint32(4) {
		group.Go(func() {
			for first := uint32(1); first <= 100; first += 10 + reader {
				last := min(first+9+reader, 100)
				if _, err := s.KeepBatch(t.Context(), c, mailbox.Batch{UIDValidity: 7, UpTo: last, Messages: mails(first, last)}); err != nil {
					t.Errorf("reader %d: %v", reader, err)
				}
			}
		})
	}
	group.Wait()
	if messages, places, jobs := count(t, s, "SELECT count(*) FROM message"), count(t, s, "SELECT count(*) FROM message_place"),
		count(t, s, "SELECT count(*) FROM river_job"); messages != 100 || places != 100 || jobs != 100 {
		t.Errorf("%d messages, %d places, %d jobs; want 100 each", messages, places, jobs)
	}
}

func TestPutIntoTheQueueFolderByHand(t *testing.T) {
	t.Parallel()
	s := open(t)
	mustKeep(t, s, mustCursor(t, s, inbox), mailbox.Batch{UIDValidity: 7, UpTo: 2, Messages: mails(1, 2)}, mailbox.Kept{New: 2})
	if _, err := s.Pool().Exec(t.Context(), "UPDATE message SET state = 'rejected', reason = 'Automatiskt svar.'"); err != nil {
		t.Fatal(err)
	}
	queue := mailbox.Folder{Mailbox: inbox.Mailbox, Name: "Till Kontakten-kön", Role: mailbox.Queue, Since: inbox.Since}
	moved := mail(1)
	moved.UID = 50
	mustKeep(t, s, mustCursor(t, s, queue), mailbox.Batch{UIDValidity: 3, UpTo: 51,
		Messages: []mailbox.Raw{moved, {UID: 51, Received: noon, Data: []byte("ny")}}}, mailbox.Kept{New: 1, Known: 1})
	if n := count(t, s, "SELECT count(*) FROM message WHERE wanted AND state = 'new'"); n != 2 {
		t.Errorf("%d wanted messages to work, want 2", n)
	}
	if n := count(t, s, "SELECT count(*) FROM river_job"); n != 4 {
		t.Errorf("%d jobs, want 2 + 2", n)
	}
}

func TestFolderThatIsNoLongerPolled(t *testing.T) {
	t.Parallel()
	s := open(t)
	mustCursor(t, s, inbox)
	mustCursor(t, s, mailbox.Folder{Mailbox: inbox.Mailbox, Name: "Gammal kö", Role: mailbox.Queue, Since: inbox.Since})
	for range 2 {
		if err := s.Polled(t.Context(), inbox.Mailbox, []string{"INBOX"}); err != nil {
			t.Fatal(err)
		}
	}
	if n := count(t, s, "SELECT count(*) FROM mail_folder WHERE polled AND name = 'INBOX'"); n != 1 || count(t, s, "SELECT count(*) FROM mail_folder WHERE polled") != 1 {
		t.Error("the folders that are polled are not those that were named")
	}
}

func TestMailboxLock(t *testing.T) {
	t.Parallel()
	s := open(t)
	unlock, ok, err := s.TryLock(t.Context(), "a@sef.example")
	if err != nil || !ok {
		t.Fatalf("first lock: %v, %v", ok, err)
	}
	if _, ok, err := s.TryLock(t.Context(), "a@sef.example"); err != nil || ok {
		t.Errorf("second lock of the same mailbox: %v, %v", ok, err)
	}
	if other, ok, err := s.TryLock(t.Context(), "b@sef.example"); err != nil || !ok {
		t.Errorf("lock of another mailbox: %v, %v", ok, err)
	} else {
		other()
	}
	unlock()
	again, ok, err := s.TryLock(t.Context(), "a@sef.example")
	if err != nil || !ok {
		t.Fatalf("lock after unlock: %v, %v", ok, err)
	}
	again()
}
