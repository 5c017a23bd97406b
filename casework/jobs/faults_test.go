package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/testmail"
	"sef.se/kontakten/mailin/imapbox"
	"sef.se/kontakten/mailin/mailbox"
)

// TestPollersUnderFire has three pollers without the lock read one mailbox while
// their database connections are ended and their mail connections cut. Each mail
// is kept exactly once.
func TestPollersUnderFire(t *testing.T) {
	t.Parallel()
	const mails = 300
	w := newWorld(t, "fire@sef.example")
	var sent [][]byte
	for n := range mails {
		sent = append(sent, request(n))
	}
	w.deliver(sent...)
	ctx, stop := context.WithCancel(t.Context())
	var fire, pollers sync.WaitGroup
	fire.Go(func() { w.shoot(ctx) })
	for range 3 {
		pollers.Go(func() {
			dial := func(ctx context.Context) (*imapbox.Client, error) {
				server := servers.dovecot.Server(w.user)
				server.Port = cutter(t, server.Port)
				return imapbox.Dial(ctx, server, nil)
			}
			p := &imapbox.Poller{Address: w.user, Dial: dial, Keeper: unlocked{w.store}, Log: slog.New(slog.DiscardHandler)}
			for range 20 {
				_, _ = p.Poll(ctx, folders())
			}
		})
	}
	pollers.Wait()
	stop()
	fire.Wait()
	w.await(func() bool { _, err := w.poller().Poll(t.Context(), folders()); return err == nil })
	for what, sql := range map[string]string{
		"messages": "SELECT count(*) FROM message", "places": "SELECT count(*) FROM message_place",
		"sealed": "SELECT count(*) FROM vault_object JOIN vault_key ON object_id = id", "jobs": "SELECT count(*) FROM river_job WHERE kind = 'work_message'",
	} {
		if n := w.count(sql); n != mails {
			t.Errorf("%d %s, want %d", n, what, mails)
		}
	}
}

// unlocked is a store whose mailbox lock everybody gets.
type unlocked struct{ mailbox.Keeper }

func (unlocked) TryLock(context.Context, string) (func(), bool, error) { return func() {}, true, nil }

// shoot ends database connections until ctx does.
func (w *world) shoot(ctx context.Context) {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			_, _ = w.store.Pool().Exec(ctx, `
				SELECT pg_terminate_backend(pid) FROM pg_stat_activity
				WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle' LIMIT 1`)
		case <-ctx.Done():
			return
		}
	}
}

// cutter stands before a server and cuts most connections somewhere.
func cutter(t *testing.T, port int) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Error(err)
		return port
	}
	go func() {
		defer l.Close()
		client, err := l.Accept()
		if err != nil {
			return
		}
		defer client.Close()
		server, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err != nil {
			return
		}
		defer server.Close()
		go copyBytes(server, client, 1<<40)
		copyBytes(client, server, int64(rand.IntN(200_000)+500))
	}()
	return l.Addr().(*net.TCPAddr).Port
}

func copyBytes(to, from net.Conn, n int64) {
	defer to.Close()
	defer from.Close()
	buf := make([]byte, 4096)
	for n > 0 {
		read, err := from.Read(buf[:min(n, int64(len(buf)))])
		if _, errWrite := to.Write(buf[:read]); err != nil || errWrite != nil {
			return
		}
		n -= int64(read)
	}
}

func TestNewUIDValidityMakesNoNewCases(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "renumbered@sef.example")
	w.deliver(request(1), request(2))
	w.poll()
	w.doveadm("mailbox", "update", "-u", w.user, "--uid-validity", "1900000000", "INBOX")
	if r := w.poll(); r.New != 0 || r.Known != 2 {
		t.Errorf("poll after the change: %+v", r)
	}
	// The moves were asked for under the old numbers, and find the new ones.
	w.work(w.idle)
	if n := w.count("SELECT count(*) FROM case_file"); n != 2 || !strings.HasSuffix(w.messagesIn("INBOX"), "messages=0") {
		t.Errorf("%d cases; %s", n, w.messagesIn("INBOX"))
	}
}

func TestHumanMovesFirst(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "human@sef.example")
	w.deliver(request(1))
	w.poll()
	w.doveadm("mailbox", "create", "-u", w.user, "Annas mapp")
	w.doveadm("move", "-u", w.user, "Annas mapp", "mailbox", "INBOX", "all")
	w.work(w.idle)
	if n := w.count("SELECT count(*) FROM message_place WHERE moved_to = '' AND moved_at IS NOT NULL"); n != 1 {
		t.Errorf("%d places noted as moved by somebody else, want 1", n)
	}
	if in := w.messagesIn("Annas mapp"); !strings.HasSuffix(in, "messages=1") {
		t.Errorf("we touched a colleague's folder: %s", in)
	}
}

// TestAnswerOnceThroughBadServer has the server misbehave before it takes the
// acknowledgement.
func TestAnswerOnceThroughBadServer(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "answer@sef.example")
	const to = "lon@answer.example"
	w.sink.Next(to, testmail.Misbehave{Rcpt: "451 later"}, testmail.Misbehave{Dot: testmail.Drop}, testmail.Misbehave{AfterDot: testmail.Drop})
	w.deliver([]byte(strings.Replace(string(request(1)), "From: lon@bjorkasa-elmontage.example", "From: "+to, 1)))
	w.poll()
	states := map[string]bool{}
	w.work(func() bool {
		if w.count("SELECT count(*) FROM outbox") == 1 {
			states[w.text("SELECT state FROM outbox")] = true
		}
		// The pauses are not waited for.
		_, err := w.store.Pool().Exec(t.Context(), "UPDATE outbox SET not_before = now() WHERE state IN ('queued', 'unknown')")
		_, err2 := w.store.Pool().Exec(t.Context(), "UPDATE river_job SET scheduled_at = now() WHERE state = 'scheduled'")
		return errors.Join(err, err2) == nil && w.idle() && states[string(casework.OutboxSent)]
	})
	taken := w.sink.To(to)
	if len(taken) != 2 {
		t.Fatalf("the server took %d mails, want the doubtful one and its repeat", len(taken))
	}
	id := func(data string) string {
		_, rest, _ := strings.Cut(data, "Message-ID: ")
		first, _, _ := strings.Cut(rest, "\r\n")
		return first
	}
	if a, b := id(taken[0].Data), id(taken[1].Data); a == "" || a != b {
		t.Errorf("Message-IDs %q and %q: the repeat must be the same mail", a, b)
	}
	if n := w.count("SELECT attempts FROM outbox"); n != 3 {
		t.Errorf("%d attempts, want 3", n)
	}
}
