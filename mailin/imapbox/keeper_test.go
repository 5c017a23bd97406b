package imapbox_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"sync"
	"testing"

	"sef.se/kontakten/internal/config"
	"sef.se/kontakten/internal/testmail"
	"sef.se/kontakten/mailin/imapbox"
	"sef.se/kontakten/mailin/mailbox"
)

// shared is the Dovecot of this test binary; each test has a user of its own.
var shared *testmail.Dovecot

func TestMain(m *testing.M) {
	d, err := testmail.StartDovecot()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	shared = d
	status := m.Run()
	d.Stop()
	os.Exit(status)
}

// shelf keeps in memory what casework/store keeps in the database.
type shelf struct {
	mu      sync.Mutex
	cursor  mailbox.Cursor
	raws    []mailbox.Raw
	batches []mailbox.Batch
	replies []mailbox.Reply
	failure string
	locked  bool
}

func (s *shelf) Cursor(_ context.Context, f mailbox.Folder) (mailbox.Cursor, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cursor.Role, s.cursor.Since = f.Role, f.Since
	return s.cursor, nil
}

func (s *shelf) KeepBatch(_ context.Context, _ mailbox.Cursor, b mailbox.Batch) (mailbox.Kept, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.batches = append(s.batches, b)
	s.raws = append(s.raws, b.Messages...)
	s.cursor.UIDValidity, s.cursor.LastUID = b.UIDValidity, b.UpTo
	return mailbox.Kept{New: len(b.Messages)}, nil
}

func (s *shelf) NoteReplies(_ context.Context, _ mailbox.Cursor, r mailbox.Replies) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.replies = append(s.replies, r.Replies...)
	s.cursor.UIDValidity, s.cursor.LastUID = r.UIDValidity, r.UpTo
	return nil
}

func (s *shelf) Polled(context.Context, string, []string) error { return nil }
func (s *shelf) Fetched(context.Context, mailbox.Cursor) error  { s.failure = ""; return nil }
func (s *shelf) FetchFailed(_ context.Context, _ mailbox.Cursor, reason string) error {
	s.failure = reason
	return nil
}

func (s *shelf) TryLock(context.Context, string) (func(), bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.locked {
		return nil, false, nil
	}
	s.locked = true
	return func() { s.mu.Lock(); s.locked = false; s.mu.Unlock() }, true, nil
}

// uids gives the UIDs kept with bytes, in order.
func (s *shelf) uids() (list []uint32) {
	for _, r := range s.raws {
		if r.Data != nil {
			list = append(list, r.UID)
		}
	}
	return list
}

func inbox() []mailbox.Folder { return []mailbox.Folder{{Name: "INBOX", Role: mailbox.Inbox}} }

// poller reads server into a shelf.
func poller(t *testing.T, server config.Server, s *shelf) *imapbox.Poller {
	t.Helper()
	return &imapbox.Poller{Address: server.User, Keeper: s, Log: slog.New(slog.DiscardHandler),
		Dial: func(ctx context.Context) (*imapbox.Client, error) { return imapbox.Dial(ctx, server, nil) }}
}

func mustPoll(t *testing.T, p *imapbox.Poller) imapbox.Result {
	t.Helper()
	r, err := p.Poll(t.Context(), inbox())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func wantUIDs(t *testing.T, s *shelf, want ...uint32) {
	t.Helper()
	if got := s.uids(); !slices.Equal(got, want) {
		t.Errorf("kept UIDs %v, want %v", got, want)
	}
}

func deliver(t *testing.T, user string, messages ...[]byte) {
	t.Helper()
	if err := shared.Deliver(user, messages...); err != nil {
		t.Fatal(err)
	}
}

func doveadm(t *testing.T, args ...string) string {
	t.Helper()
	out, err := shared.Doveadm(args...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func letter(n int) []byte {
	return fmt.Appendf(nil, "From: lon@bolag.example\r\nSubject: Avgifter %d\r\nMessage-ID: <%d@bolag.example>\r\n\r\nHej!\r\n", n, n)
}

func letters(n int) (list [][]byte) {
	for i := range n {
		list = append(list, letter(i+1))
	}
	return list
}

var errTest = errors.New("out of order")
