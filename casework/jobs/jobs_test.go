package jobs_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/jobs"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/mailout"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/internal/config"
	"sef.se/kontakten/internal/demo"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/testdb"
	"sef.se/kontakten/internal/testmail"
	"sef.se/kontakten/internal/vault"
	"sef.se/kontakten/mailin/imapbox"
	"sef.se/kontakten/mailin/mailbox"
	"sef.se/kontakten/mailin/underlag"
)

var databases = testdb.New(store.Migrate)

// servers are those of this test binary.
var servers struct {
	dovecot *testmail.Dovecot
}

func TestMain(m *testing.M) {
	if setting := os.Getenv(pollerChild); setting != "" {
		os.Exit(pollAsChild(setting))
	}
	status, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		status = 1
	}
	os.Exit(status)
}

func run(m *testing.M) (status int, err error) {
	if servers.dovecot, err = testmail.StartDovecot(); err != nil {
		return 1, err
	}
	defer servers.dovecot.Stop()
	return databases.Run(m), nil
}

// world is a program with a mailbox of its own.
type world struct {
	*testing.T
	user  string
	sink  *testmail.Sink
	store *store.Store
	book  *casebook.Book
	files underlag.Reader
	mode  casework.Mode
}

func newWorld(t *testing.T, user string) *world {
	t.Helper()
	w := &world{T: t, user: user, files: underlag.Direct{}, mode: casework.ModeTest}
	var err error
	if w.sink, err = testmail.StartSink(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.sink.Stop)
	v, err := vault.LoadOrCreate(filepath.Join(t.TempDir(), "master.key"))
	if err != nil {
		t.Fatal(err)
	}
	if w.store, err = store.Open(t.Context(), databases.URL(t), v, time.Now); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.store.Close)
	if err := w.store.EnsureMode(t.Context(), casework.ModeTest); err != nil {
		t.Fatal(err)
	}
	files, err := demo.Register()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.store.ImportRegister(t.Context(), files, store.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	mails, err := letter.NewMails(letter.DemoHouse())
	if err != nil {
		t.Fatal(err)
	}
	w.book = casebook.New(w.store, v, mails, time.Now)
	return w
}

func (w *world) dial(ctx context.Context) (*imapbox.Client, error) {
	return imapbox.Dial(ctx, servers.dovecot.Server(w.user), nil)
}

func (w *world) poller() *imapbox.Poller {
	return &imapbox.Poller{Address: w.user, Dial: w.dial, Keeper: w.store, Log: slog.New(slog.DiscardHandler)}
}

func folders() []mailbox.Folder {
	return []mailbox.Folder{{Name: "INBOX", Role: mailbox.Inbox, Since: register.NewDate(2020, 1, 1)}}
}

// work runs the jobs until done says so.
func (w *world) work(done func() bool) {
	w.Helper()
	sender, err := mailout.New(config.SMTP{Server: config.Server{Host: "127.0.0.1", Port: w.sink.Port, TLS: config.TLSNone},
		From: "Kontakten <kontakten@sef.se>", AllowList: []string{"@bjorkasa-elmontage.example", "@answer.example"}}, nil, time.Now)
	if err != nil {
		w.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	runner, err := jobs.New(jobs.Config{Pool: w.store.Pool(), Log: log, Clock: time.Now,
		Reading: &jobs.Reading{Mailroom: w.store, Cases: w.book, Files: w.files,
			Register: func(ctx context.Context) (*register.Register, int64, error) {
				s, err := w.store.Register(ctx)
				if err != nil {
					return nil, 0, err
				}
				return s.Register, s.Import, nil
			}},
		Mail: &jobs.Mail{Mailroom: w.store, Dial: w.dial, Mode: w.mode,
			Folders: map[casework.Folder]string{casework.FolderCases: "Kontakten/Ärenden", casework.FolderMembers: "Medlemsärenden"}},
		Outbox: w.store, Sender: sender, Nightly: w.store.Sweep})
	if err != nil {
		w.Fatal(err)
	}
	ctx, stop := context.WithCancel(w.Context())
	var group sync.WaitGroup
	group.Go(func() {
		if err := runner.Run(ctx); err != nil {
			w.Error(err)
		}
	})
	w.await(done)
	stop()
	group.Wait()
}

func (w *world) await(done func() bool) {
	w.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	late := time.After(60 * time.Second)
	for !done() {
		select {
		case <-tick.C:
		case <-late:
			w.Fatalf("it did not come about; jobs: %s", w.text("SELECT coalesce(string_agg(DISTINCT kind || ' ' || state || ' ' || coalesce(errors[1]->>'error', ''), '; '), '') FROM river_job"))
			return
		}
	}
}

func (w *world) count(sql string, args ...any) (n int) {
	w.Helper()
	if err := w.store.Pool().QueryRow(w.Context(), sql, args...).Scan(&n); err != nil {
		w.Fatal(err)
	}
	return n
}

func (w *world) text(sql string) (s string) {
	w.Helper()
	if err := w.store.Pool().QueryRow(w.Context(), sql).Scan(&s); err != nil {
		w.Fatal(err)
	}
	return s
}

// idle tells whether no job waits or runs of those that are worked here.
func (w *world) idle() bool {
	return w.count("SELECT count(*) FROM river_job WHERE kind NOT IN ('nightly', 'tend_print') AND state NOT IN ('completed', 'discarded', 'cancelled')") == 0
}

func (w *world) deliver(messages ...[]byte) {
	w.Helper()
	if err := servers.dovecot.Deliver(w.user, messages...); err != nil {
		w.Fatal(err)
	}
}

func (w *world) poll() imapbox.Result {
	w.Helper()
	r, err := w.poller().Poll(w.Context(), folders())
	if err != nil {
		w.Fatal(err)
	}
	return r
}

func (w *world) doveadm(args ...string) string {
	w.Helper()
	out, err := servers.dovecot.Doveadm(args...)
	if err != nil {
		w.Fatal(err)
	}
	return out
}

// messagesIn counts the messages of a folder on the server.
func (w *world) messagesIn(folder string) string {
	w.Helper()
	return w.doveadm("-f", "flow", "mailbox", "status", "-u", w.user, "messages", folder)
}

// TestEveryMailBecomesACaseOrARejection sends all samples through the whole road.
func TestEveryMailBecomesACaseOrARejection(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "road@sef.example")
	samples, err := demo.Mails()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range samples {
		w.deliver(s.Raw)
	}
	if r := w.poll(); r.New != len(samples) {
		t.Fatalf("poll: %+v", r)
	}
	w.work(w.idle)
	cases := w.count("SELECT count(*) FROM message m JOIN case_message c ON c.message_id = m.id WHERE m.state IN ('cased', 'aside')")
	rejected := w.count("SELECT count(*) FROM message WHERE state = 'rejected' AND reason <> ''")
	if cases+rejected != len(samples) || rejected == 0 {
		t.Errorf("%d cases and %d rejections of %d messages", cases, rejected, len(samples))
	}
	moved := w.count("SELECT count(*) FROM message_place WHERE moved_to = 'Kontakten/Ärenden'")
	if want := fmt.Sprintf("messages=%d", moved); moved == 0 || !strings.HasSuffix(w.messagesIn("Kontakten/Ärenden"), want) {
		t.Errorf("moved by our books: %d; on the server: %s", moved, w.messagesIn("Kontakten/Ärenden"))
	}
	if left := w.count("SELECT count(*) FROM message_place WHERE moved_at IS NULL"); !strings.HasSuffix(w.messagesIn("INBOX"), fmt.Sprintf("messages=%d", left)) || left == 0 {
		t.Errorf("left by our books: %d; on the server: %s", left, w.messagesIn("INBOX"))
	}
	if seen := w.doveadm("search", "-u", w.user, "mailbox", "*", "seen"); seen != "" {
		t.Errorf("marked as read: %s", seen)
	}
	w.checkAnswers()
}

// checkAnswers holds the server's mails against the outbox.
func (w *world) checkAnswers() {
	w.Helper()
	if n := w.count("SELECT count(*) FROM outbox WHERE state NOT IN ('sent', 'withheld')"); n != 0 {
		w.Errorf("%d mails of the outbox are neither sent nor withheld", n)
	}
	sent := w.count("SELECT count(*) FROM outbox WHERE state = 'sent'")
	taken := w.sink.To("lon@bjorkasa-elmontage.example")
	if sent == 0 || len(taken) > sent {
		w.Errorf("%d mails sent, the server took %d", sent, len(taken))
	}
	for _, m := range taken {
		if !strings.Contains(m.Data, "Auto-Submitted: auto-replied\r\n") || !strings.Contains(m.Data, "K-") {
			w.Errorf("an answer does not say that it is automatic, or of which case: %s", m.Data)
		}
	}
}

func TestShadowMovesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "shadow@sef.example")
	w.mode = casework.ModeShadow
	w.deliver(request(1))
	w.poll()
	w.work(w.idle)
	if n := w.count("SELECT count(*) FROM case_file"); n != 1 || !strings.HasSuffix(w.messagesIn("INBOX"), "messages=1") {
		t.Errorf("%d cases; %s", n, w.messagesIn("INBOX"))
	}
}

// TestMovedOn has a clerk say of a mail that was taken for an employer's errand, and
// moved, that it is a member's own.
func TestMovedOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "movedon@sef.example")
	w.deliver(request(1))
	w.poll()
	w.work(w.idle)
	if in := w.messagesIn("Kontakten/Ärenden"); !strings.HasSuffix(in, "messages=1") {
		t.Fatalf("before: %s", in)
	}
	if err := w.store.InTx(t.Context(), func(tx *store.Tx) error {
		return tx.Enqueue(t.Context(), casework.MoveMessage{MessageID: 1, To: casework.FolderMembers}, tx.Now)
	}); err != nil {
		t.Fatal(err)
	}
	w.work(w.idle)
	if in := w.messagesIn("Medlemsärenden"); !strings.HasSuffix(in, "messages=1") {
		t.Errorf("after: %s", in)
	}
}

// TestColleagueAnswersFromOutlook reads the folder of sent mail before and after
// the case is there.
func TestColleagueAnswersFromOutlook(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "asked@sef.example")
	sentBox := &world{T: t, user: "answered@sef.example", store: w.store}
	reply := func(n int) []byte {
		return fmt.Appendf(nil, "From: kontakten@sef.se\r\nMessage-ID: <%d@outlook>\r\nReferences: <%d@bjorkasa-elmontage.example>\r\n\r\nHemligt\r\n", n, n)
	}
	sentBox.deliver(reply(1), reply(2), reply(99))
	readSent := func() {
		t.Helper()
		folder := []mailbox.Folder{{Name: "INBOX", Role: mailbox.Sent, Since: register.NewDate(2020, 1, 1)}}
		if _, err := sentBox.poller().Poll(t.Context(), folder); err != nil {
			t.Fatal(err)
		}
	}
	readSent() // before the mails that they answer
	w.deliver(request(1), request(2), request(3))
	w.poll()
	w.work(w.idle)
	sentBox.deliver(reply(3))
	readSent()
	if err := w.store.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	answered := "SELECT count(*) FROM case_event WHERE kind = 'answered' AND text LIKE 'En kollega har svarat%'"
	if n := w.count(answered); n != 3 {
		t.Errorf("%d cases know of a colleague's answer, want 3", n)
	}
	readSent()
	if n := w.count(answered); n != 3 {
		t.Errorf("after another look: %d", n)
	}
	if n := w.count("SELECT count(*) FROM message"); n != 3 {
		t.Errorf("%d messages kept: colleagues' mail must not be among them", n)
	}
}

// request is an employer's plain errand.
func request(n int) []byte {
	return fmt.Appendf(nil, "From: lon@bjorkasa-elmontage.example\r\nTo: kontakten@sef.se\r\nSubject: Inloggning %d\r\n"+
		"Message-ID: <%d@bjorkasa-elmontage.example>\r\nDate: Tue, 24 Nov 2026 10:00:00 +0100\r\n\r\n"+
		"Hej! Vi har inte fått några inloggningsuppgifter till webbredovisningen.\r\nOrg.nr 559878-1333\r\n", n, n)
}

// poison reads no file: it panics.
type poison struct{}

func (poison) Read(context.Context, underlag.Input) (underlag.Document, error) { panic("poison") }

func TestPoisonedMailIsSetAsideAndTheRestGoesOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "poison@sef.example")
	w.files = poison{}
	var withFile []byte
	samples, err := demo.Mails()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range samples {
		if bytes.Contains(s.Raw, []byte(".csv")) {
			withFile = s.Raw
			break
		}
	}
	w.deliver(withFile, request(1))
	w.poll()
	// River waits 1 and 16 seconds between the tries.
	w.work(func() bool {
		_, err := w.store.Pool().Exec(t.Context(), "UPDATE river_job SET scheduled_at = now() WHERE state = 'retryable'")
		return err == nil && w.idle()
	})
	if aside, cased := w.count("SELECT count(*) FROM message WHERE state = 'aside' AND reason <> ''"),
		w.count("SELECT count(*) FROM message WHERE state = 'cased'"); aside != 1 || cased != 1 {
		t.Errorf("%d set aside, %d cases; want one each", aside, cased)
	}
}
