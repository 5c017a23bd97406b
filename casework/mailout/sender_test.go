package mailout_test

import (
	"context"
	"errors"
	"fmt"
	"net/mail"
	"os"
	"strings"
	"testing"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/mailout"
	"sef.se/kontakten/internal/config"
	"sef.se/kontakten/internal/testmail"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// servers are those of this test binary.
var servers struct {
	sink    *testmail.Sink
	dovecot *testmail.Dovecot
	postfix *testmail.Postfix
}

func TestMain(m *testing.M) {
	status, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		status = 1
	}
	os.Exit(status)
}

func run(m *testing.M) (status int, err error) {
	if servers.sink, err = testmail.StartSink(); err != nil {
		return 1, err
	}
	defer servers.sink.Stop()
	if servers.dovecot, err = testmail.StartDovecot(); err != nil {
		return 1, err
	}
	defer servers.dovecot.Stop()
	if servers.postfix, err = testmail.StartPostfix(servers.dovecot); err != nil {
		return 1, err
	}
	defer servers.postfix.Stop()
	return m.Run(), nil
}

func sender(t *testing.T, port int, change func(*config.SMTP), token mailout.Token) *mailout.Sender {
	t.Helper()
	settings := config.SMTP{Server: config.Server{Host: "127.0.0.1", Port: port, TLS: config.TLSNone},
		From: "Kontakten <kontakten@sef.se>", AllowList: []string{"@allowed.example", "one@other.example"}}
	if change != nil {
		change(&settings)
	}
	s, err := mailout.New(settings, token, func() time.Time { return noon })
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func envelope(to string) casework.Envelope {
	return casework.Envelope{ID: 7, Recipient: to, Subject: "Vi har tagit emot ert mejl (K-123)",
		Text: "Hej!\n\nÄrendet har nummer K-123.\n.\nHälsningar\nKontakten\n", MessageID: "K-123.abc@kontakten.sef.se",
		InReplyTo: "1@bolag.example", References: []string{"0@bolag.example", "1@bolag.example"}, Automatic: true, Mode: casework.ModeLive}
}

func TestOutcomes(t *testing.T) {
	t.Parallel()
	s := sender(t, servers.sink.Port, nil, nil)
	for name, c := range map[string]struct {
		turn  testmail.Misbehave
		state casework.OutboxState
		taken int
	}{
		"taken":                       {testmail.Misbehave{}, casework.OutboxSent, 1},
		"taken, then hung up":         {testmail.Misbehave{AfterDot: testmail.Drop}, casework.OutboxSent, 1},
		"no such recipient":           {testmail.Misbehave{Rcpt: "550 5.1.1 no such user"}, casework.OutboxFailed, 0},
		"recipient later":             {testmail.Misbehave{Rcpt: "451 4.7.1 greylisted"}, casework.OutboxQueued, 0},
		"hung up at the recipient":    {testmail.Misbehave{Rcpt: testmail.Drop}, casework.OutboxQueued, 0},
		"data refused for now":        {testmail.Misbehave{Data: "421 4.3.2 shutting down"}, casework.OutboxQueued, 0},
		"content refused":             {testmail.Misbehave{Dot: "554 5.6.0 no"}, casework.OutboxFailed, 0},
		"content refused for now":     {testmail.Misbehave{Dot: "452 4.3.1 disk full"}, casework.OutboxQueued, 0},
		"hung up after the final dot": {testmail.Misbehave{Dot: testmail.Drop}, casework.OutboxUnknown, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			to := strings.Map(func(r rune) rune {
				if r == ' ' || r == ',' {
					return '-'
				}
				return r
			}, name) + "@bolag.example"
			servers.sink.Next(to, c.turn)
			d := s.Send(t.Context(), envelope(to))
			if d.State != c.state || d.Answer == "" && d.State != casework.OutboxSent {
				t.Errorf("delivery %+v, want %s", d, c.state)
			}
			if n := len(servers.sink.To(to)); n != c.taken {
				t.Errorf("the server took %d mails, want %d", n, c.taken)
			}
		})
	}
}

func TestNobodyListens(t *testing.T) {
	t.Parallel()
	if d := sender(t, 1, nil, nil).Send(t.Context(), envelope("a@bolag.example")); d.State != casework.OutboxQueued {
		t.Errorf("delivery %+v, want queued", d)
	}
}

// TestModes sends in each mode to a listed and an unlisted recipient.
func TestModes(t *testing.T) {
	t.Parallel()
	s := sender(t, servers.sink.Port, nil, nil)
	for _, c := range []struct {
		mode  casework.Mode
		to    string
		state casework.OutboxState
	}{
		{casework.ModeLive, "live@bolag.example", casework.OutboxSent},
		{casework.ModeTest, "test@allowed.example", casework.OutboxSent},
		{casework.ModeTest, "one@other.example", casework.OutboxSent},
		{casework.ModeTest, "two@other.example", casework.OutboxWithheld},
		{casework.ModeTest, "x@not-allowed.example", casework.OutboxWithheld},
		{casework.ModeShadow, "shadow@allowed.example", casework.OutboxWithheld},
		{"", "nomode@allowed.example", casework.OutboxWithheld},
	} {
		e := envelope(c.to)
		e.Mode = c.mode
		if d := s.Send(t.Context(), e); d.State != c.state {
			t.Errorf("mode %q to %s: %+v, want %s", c.mode, c.to, d, c.state)
		}
		if n := len(servers.sink.To(c.to)); (n == 1) != (c.state == casework.OutboxSent) {
			t.Errorf("mode %q to %s: the server took %d mails", c.mode, c.to, n)
		}
	}
}

// TestThroughPostfix reads back from the mailbox what Postfix was given.
func TestThroughPostfix(t *testing.T) {
	t.Parallel()
	const to = "postfix@bolag.example"
	if d := sender(t, servers.postfix.Port, nil, nil).Send(t.Context(), envelope(to)); d.State != casework.OutboxSent {
		t.Fatalf("delivery %+v", d)
	}
	raw := awaitMail(t, to)
	m, err := mail.ReadMessage(strings.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	for header, want := range map[string]string{
		"Message-Id": "<K-123.abc@kontakten.sef.se>", "In-Reply-To": "<1@bolag.example>",
		"References": "<0@bolag.example> <1@bolag.example>", "Auto-Submitted": "auto-replied",
		"Subject": "Vi har tagit emot ert mejl (K-123)", "To": "<" + to + ">", "From": `"Kontakten" <kontakten@sef.se>`,
		"Date": "Tue, 24 Nov 2026 12:00:00 +0000", "User-Agent": "", "X-Mailer": "", "Cc": "", "Reply-To": "",
	} {
		if got := m.Header.Get(header); got != want {
			t.Errorf("%s: %q, want %q", header, got, want)
		}
	}
	if !strings.Contains(raw, "=C3=84rendet har nummer K-123.\n.\nH=C3=A4lsningar") {
		t.Errorf("the text did not come through: %q", raw)
	}
}

// awaitMail gives the one mail of a user, once it has come.
func awaitMail(t *testing.T, user string) string {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	late := time.After(20 * time.Second)
	for {
		out, err := servers.dovecot.Doveadm("fetch", "-u", user, "text", "mailbox", "INBOX", "all")
		if err == nil && out != "" {
			_, raw, _ := strings.Cut(out, "text:\n")
			return raw
		}
		select {
		case <-tick.C:
		case <-late:
			t.Fatal("no mail came through Postfix")
		}
	}
}

func TestLogin(t *testing.T) {
	t.Parallel()
	user := func(s *config.SMTP) { s.User, s.Password = "u@sef.se", "secret" }
	if d := sender(t, servers.sink.Port, user, nil).Send(t.Context(), envelope("plain@bolag.example")); d.State != casework.OutboxSent {
		t.Fatalf("password: %+v", d)
	}
	if auth := servers.sink.To("plain@bolag.example")[0].Auth; !strings.HasPrefix(auth, "PLAIN ") {
		t.Errorf("password: AUTH %q", auth)
	}
	token := func(context.Context) (string, error) { return "good", nil }
	if d := sender(t, servers.sink.Port, user, token).Send(t.Context(), envelope("token@bolag.example")); d.State != casework.OutboxSent {
		t.Fatalf("token: %+v", d)
	}
	if auth := servers.sink.To("token@bolag.example")[0].Auth; auth != "XOAUTH2 dXNlcj11QHNlZi5zZQFhdXRoPUJlYXJlciBnb29kAQE=" {
		t.Errorf("token: AUTH %q", auth)
	}
	broken := func(context.Context) (string, error) { return "", errors.New("endpoint says 500") }
	if d := sender(t, servers.sink.Port, user, broken).Send(t.Context(), envelope("x@bolag.example")); d.State != casework.OutboxQueued || !strings.Contains(d.Answer, "500") {
		t.Errorf("no token: %+v", d)
	}
	refusing, err := testmail.StartSink()
	if err != nil {
		t.Fatal(err)
	}
	defer refusing.Stop()
	refusing.RefuseLogin()
	s := sender(t, refusing.Port, user, nil)
	if d := s.Send(t.Context(), envelope("x@bolag.example")); d.State != casework.OutboxQueued {
		t.Errorf("refused login: %+v; a wrong password must not cost mails", d)
	}
	if err := s.Check(t.Context()); err == nil || !strings.Contains(err.Error(), "refuses the login") {
		t.Errorf("Check: %v", err)
	}
}

// TestInjection tries to smuggle headers and recipients in through every field.
func TestInjection(t *testing.T) {
	t.Parallel()
	s := sender(t, servers.sink.Port, nil, nil)
	for name, spoil := range map[string]func(*casework.Envelope){
		"recipient with a line":   func(e *casework.Envelope) { e.Recipient = "a@bolag.example\r\nBcc: b@evil.example" },
		"two recipients":          func(e *casework.Envelope) { e.Recipient = "a@bolag.example, b@evil.example" },
		"recipient with a name":   func(e *casework.Envelope) { e.Recipient = "a@bolag.example <b@evil.example>" },
		"subject":                 func(e *casework.Envelope) { e.Subject = "Hej\nBcc: b@evil.example" },
		"in reply to":             func(e *casework.Envelope) { e.InReplyTo = "x>\r\nBcc: b@evil.example\r\nX: <" },
		"references":              func(e *casework.Envelope) { e.References = []string{"x>\nBcc: b@evil.example"} },
		"message id":              func(e *casework.Envelope) { e.MessageID = "x\x00y" },
		"recipient is no address": func(e *casework.Envelope) { e.Recipient = "nobody" },
	} {
		e := envelope("inject@bolag.example")
		spoil(&e)
		if d := s.Send(t.Context(), e); d.State != casework.OutboxFailed {
			t.Errorf("%s: %+v, want failed", name, d)
		}
	}
	if n := len(servers.sink.To("b@evil.example")); n != 0 {
		t.Errorf("%d mails went elsewhere", n)
	}
}

func TestPace(t *testing.T) {
	t.Parallel()
	s := sender(t, servers.sink.Port, func(c *config.SMTP) { c.PerMinute = 30 }, nil)
	if d := s.Send(t.Context(), envelope("pace@bolag.example")); d.State != casework.OutboxSent {
		t.Fatalf("first: %+v", d)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel() // the clock stands still: the second must wait two seconds
	if d := s.Send(ctx, envelope("pace@bolag.example")); d.State != casework.OutboxQueued {
		t.Errorf("second, with no time to wait: %+v", d)
	}
}
