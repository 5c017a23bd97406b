package imapbox_test

import (
	"bytes"
	"crypto/tls"
	"errors"
	"strings"
	"testing"
	"time"

	"sef.se/kontakten/internal/config"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/imapbox"
	"sef.se/kontakten/mailin/mailbox"
)

func TestPollFetchesWhatIsNew(t *testing.T) {
	t.Parallel()
	const user = "new@sef.example"
	deliver(t, user, letters(3)...)
	var s shelf
	p := poller(t, shared.Server(user), &s)
	if r := mustPoll(t, p); r.New != 3 {
		t.Errorf("first poll: %+v", r)
	}
	if r := mustPoll(t, p); r.New != 0 {
		t.Errorf("second poll: %+v", r)
	}
	deliver(t, user, letter(4))
	mustPoll(t, p)
	wantUIDs(t, &s, 1, 2, 3, 4)
	if !bytes.HasSuffix(s.raws[3].Data, letter(4)) || s.raws[3].Received.IsZero() {
		t.Errorf("kept %q, received %v", s.raws[3].Data, s.raws[3].Received)
	}
	if flags := doveadm(t, "fetch", "-u", user, "flags", "mailbox", "INBOX", "all"); strings.Contains(flags, "Seen") {
		t.Errorf("reading marked mail as read, but colleagues share the mailbox: %s", flags)
	}
}

func TestPollTakesWhatAHumanReadFirst(t *testing.T) {
	t.Parallel()
	const user = "seen@sef.example"
	deliver(t, user, letters(2)...)
	doveadm(t, "flags", "add", "-u", user, `\Seen \Flagged`, "mailbox", "INBOX", "all")
	var s shelf
	mustPoll(t, poller(t, shared.Server(user), &s))
	wantUIDs(t, &s, 1, 2)
}

func TestNewUIDValidityReadsAgain(t *testing.T) {
	t.Parallel()
	const user = "validity@sef.example"
	deliver(t, user, letters(3)...)
	var s shelf
	p := poller(t, shared.Server(user), &s)
	mustPoll(t, p)
	doveadm(t, "mailbox", "update", "-u", user, "--uid-validity", "1900000000", "INBOX")
	deliver(t, user, letter(4))
	if r := mustPoll(t, p); r.New != 4 {
		t.Errorf("after the change: %+v; want all four again, for the keeper to link", r)
	}
	if s.cursor.UIDValidity != 1900000000 {
		t.Errorf("cursor: %+v", s.cursor)
	}
}

func TestFirstDayIsChosen(t *testing.T) {
	t.Parallel()
	const user = "since@sef.example"
	deliver(t, user, letters(2)...)
	var s shelf
	p := poller(t, shared.Server(user), &s)
	tomorrow := []mailbox.Folder{{Name: "INBOX", Role: mailbox.Inbox, Since: register.DateOf(time.Now()).AddDays(1)}}
	if r, err := p.Poll(t.Context(), tomorrow); err != nil || r.New != 0 {
		t.Errorf("poll from tomorrow: %+v, %v", r, err)
	}
	if s.cursor.LastUID != 2 {
		t.Errorf("cursor %+v: older mail is passed over for good", s.cursor)
	}
}

func TestMessageGoneBetweenSearchAndFetch(t *testing.T) {
	t.Parallel()
	const user = "gone@sef.example"
	deliver(t, user, letters(3)...)
	var s shelf
	server := shared.Server(user)
	server.Port = proxy(t, server.Port, &wire{beforeFetch: func() {
		doveadm(t, "mailbox", "create", "-u", user, "Annan")
		doveadm(t, "move", "-u", user, "Annan", "mailbox", "INBOX", "uid", "2")
		doveadm(t, "expunge", "-u", user, "mailbox", "INBOX", "uid", "3")
	}})
	p := poller(t, server, &s)
	r := mustPoll(t, p)
	if r.New != 1 || r.Gone != 2 {
		t.Errorf("poll: %+v; want one kept, two gone", r)
	}
	wantUIDs(t, &s, 1)
	if s.cursor.LastUID != 3 {
		t.Errorf("cursor %+v", s.cursor)
	}
}

// TestConnectionCutAtAnyByte cuts the first connections after so many bytes from
// the server: within the greeting, an answer, or a message's body.
func TestConnectionCutAtAnyByte(t *testing.T) {
	t.Parallel()
	const user = "cut@sef.example"
	var sent [][]byte
	for n := range 8 {
		sent = append(sent, append(letter(n), bytes.Repeat([]byte("en rad med text\r\n"), 500)...))
	}
	deliver(t, user, sent...)
	for cut := 50; cut < 40_000; cut += 1777 {
		var s shelf
		server := shared.Server(user)
		server.Port = proxy(t, server.Port, &wire{cutAfter: cut, cuts: 1})
		p := poller(t, server, &s)
		for tries := 0; ; tries++ {
			_, err := p.Poll(t.Context(), inbox())
			if err == nil {
				break
			}
			if tries == 2 {
				t.Fatalf("cut after %d bytes: the third poll still fails: %v", cut, err)
			}
		}
		wantUIDs(t, &s, 1, 2, 3, 4, 5, 6, 7, 8)
		for i, r := range s.raws {
			if !bytes.HasSuffix(r.Data, sent[i]) {
				t.Errorf("cut after %d bytes: message %d was kept short", cut, r.UID)
			}
		}
	}
}

func TestMove(t *testing.T) {
	t.Parallel()
	const user = "move@sef.example"
	deliver(t, user, letters(2)...)
	var s shelf
	mustPoll(t, poller(t, shared.Server(user), &s))
	client, err := imapbox.Dial(t.Context(), shared.Server(user), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	ctx := t.Context()
	moved, err := client.Move(ctx, "INBOX", s.cursor.UIDValidity, 1, "Kontakten/Ärenden")
	if err != nil || moved.To != "Kontakten/Ärenden" || moved.UID == 0 {
		t.Errorf("move to a folder that is not there yet: %+v, %v", moved, err)
	}
	if again, err := client.Move(ctx, "INBOX", s.cursor.UIDValidity, 1, "Kontakten/Ärenden"); err != nil || again.To != "" {
		t.Errorf("the same again: %+v, %v", again, err)
	}
	if on, err := client.Move(ctx, moved.To, moved.UIDValidity, moved.UID, "Medlemsärenden"); err != nil || on.To != "Medlemsärenden" {
		t.Errorf("on from there: %+v, %v", on, err)
	}
	if m, err := client.Move(ctx, "INBOX", s.cursor.UIDValidity+1, 2, "Kontakten/Ärenden"); !errors.Is(err, imapbox.ErrRenumbered) || m.To != "" {
		t.Errorf("move by an old UIDVALIDITY: %+v, %v", m, err)
	}
	if n := doveadm(t, "-f", "flow", "mailbox", "status", "-u", user, "messages", "INBOX", "Medlemsärenden"); strings.Join(strings.Fields(n), " ") != "Medlemsärenden messages=1 INBOX messages=1" {
		t.Errorf("folders: %s", n)
	}
}

func TestTLS(t *testing.T) {
	t.Parallel()
	const user = "tls@sef.example"
	deliver(t, user, letter(1))
	server := shared.Server(user)
	server.Host, server.CAFile = "localhost", shared.CAFile
	for _, c := range []struct {
		name   string
		change func(*config.Server)
		works  bool
	}{
		{"implicit", func(s *config.Server) { s.TLS, s.Port = config.TLSImplicit, shared.IMAPSPort }, true},
		{"starttls", func(s *config.Server) { s.TLS = config.TLSStart }, true},
		{"an authority that is not ours", func(s *config.Server) { s.TLS, s.Port, s.CAFile = config.TLSImplicit, shared.IMAPSPort, "" }, false},
		{"starttls, not ours", func(s *config.Server) { s.TLS, s.CAFile = config.TLSStart, "" }, false},
		{"another name", func(s *config.Server) { s.TLS, s.Port, s.Host = config.TLSImplicit, shared.IMAPSPort, "127.0.0.1" }, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			server := server
			c.change(&server)
			var s shelf
			_, err := poller(t, server, &s).Poll(t.Context(), inbox())
			var wrong *tls.CertificateVerificationError
			if c.works != (err == nil) || !c.works && !errors.As(err, &wrong) {
				t.Errorf("poll: %v", err)
			}
			if !c.works && !strings.Contains(s.failure, "certificate") {
				t.Errorf("noted reason %q does not name the certificate", s.failure)
			}
		})
	}
}

func TestWrongPassword(t *testing.T) {
	t.Parallel()
	server := shared.Server("password@sef.example")
	server.Password = "wrong"
	if _, err := imapbox.Dial(t.Context(), server, nil); !errors.Is(err, imapbox.ErrLogin) {
		t.Errorf("Dial = %v, want ErrLogin", err)
	}
}

func TestSecondPollerFindsMailboxBusy(t *testing.T) {
	t.Parallel()
	s := shelf{locked: true}
	if r := mustPoll(t, poller(t, shared.Server("busy@sef.example"), &s)); !r.Busy {
		t.Errorf("poll of a locked mailbox: %+v", r)
	}
}

func TestSentFolderTellsOnlyWhatAnswersWhat(t *testing.T) {
	t.Parallel()
	const user = "sent@sef.example"
	deliver(t, user,
		[]byte("Message-ID: <a@outlook>\r\nIn-Reply-To: <1@bolag.example>\r\nReferences: <0@bolag.example>\r\n <1@bolag.example>\r\nSubject: SV: lön\r\n\r\nHemligt\r\n"),
		[]byte("Message-ID: <b@outlook>\r\nSubject: Lunch?\r\n\r\nHemligt\r\n"),
		[]byte("Subject: utan id\r\n\r\nx\r\n"))
	var s shelf
	p := poller(t, shared.Server(user), &s)
	folder := []mailbox.Folder{{Name: "INBOX", Role: mailbox.Sent}}
	for range 2 {
		if _, err := p.Poll(t.Context(), folder); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.raws) != 0 || len(s.replies) != 1 || s.cursor.LastUID != 3 {
		t.Fatalf("%d mails and %d replies kept, cursor %+v; want none, one, and all read", len(s.raws), len(s.replies), s.cursor)
	}
	if r := s.replies[0]; r.MessageID != "a@outlook" || strings.Join(r.Answers, " ") != "0@bolag.example 1@bolag.example" || r.Sent.IsZero() {
		t.Errorf("reply: %+v", r)
	}
}

func TestMissingFolder(t *testing.T) {
	t.Parallel()
	for role, fails := range map[mailbox.Role]bool{mailbox.Inbox: true, mailbox.Queue: false, mailbox.Sent: false} {
		var s shelf
		_, err := poller(t, shared.Server("nofolder@sef.example"), &s).Poll(t.Context(), []mailbox.Folder{{Name: "Finns inte", Role: role}})
		if fails != (err != nil) || fails != (s.failure != "") {
			t.Errorf("%s: %v, noted %q; only a folder that colleagues may make later can be missing", role, err, s.failure)
		}
	}
}

func TestLargeMailGoesAlone(t *testing.T) {
	t.Parallel()
	const user = "large@sef.example"
	large := append(letter(2), bytes.Repeat([]byte("0123456789012345678901234567890123456789012345678901234567890\r\n"), 30<<20/63)...)
	deliver(t, user, letter(1), large, letter(3))
	var s shelf
	mustPoll(t, poller(t, shared.Server(user), &s))
	wantUIDs(t, &s, 1, 2, 3)
	if len(s.batches) != 3 {
		t.Errorf("%d batches, want three", len(s.batches))
	}
	if !bytes.HasSuffix(s.raws[1].Data, large) {
		t.Error("the 30 MB mail did not come whole")
	}
}
