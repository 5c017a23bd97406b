package imapbox_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sef.se/kontakten/internal/config"
	"sef.se/kontakten/mailin/imapbox"
)

// fake is an IMAP server that does what no good server does. fetch answers UID
// FETCH: the set and whether bodies are asked for; it writes untagged lines and
// gives false to close the connection.
type fake struct {
	uids  string
	fetch func(w *bufio.Writer, set string, bodies bool) bool
	login func(w *bufio.Writer, r *bufio.Reader, tag, line string) bool
}

func (f *fake) serve(conn net.Conn) {
	r, w := bufio.NewReader(conn), bufio.NewWriter(conn)
	fmt.Fprint(w, "* OK [CAPABILITY IMAP4rev1 MOVE UIDPLUS SASL-IR AUTH=XOAUTH2] ready\r\n")
	for {
		if w.Flush() != nil {
			return
		}
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		tag, command, _ := strings.Cut(strings.TrimRight(line, "\r\n"), " ")
		verb, rest, _ := strings.Cut(command, " ")
		switch verb {
		case "CAPABILITY":
			fmt.Fprint(w, "* CAPABILITY IMAP4rev1 MOVE UIDPLUS SASL-IR AUTH=XOAUTH2\r\n")
		case "EXAMINE", "SELECT":
			fmt.Fprint(w, "* 3 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 9] ok\r\n* FLAGS ()\r\n")
		case "LOGIN", "AUTHENTICATE":
			if f.login != nil && !f.login(w, r, tag, command) {
				continue
			}
		case "UID":
			name, args, _ := strings.Cut(rest, " ")
			if name == "SEARCH" {
				fmt.Fprintf(w, "* SEARCH %s\r\n", f.uids)
				break
			}
			set, items, _ := strings.Cut(args, " ")
			if !f.fetch(w, set, strings.Contains(items, "BODY")) {
				_ = w.Flush()
				return
			}
		}
		fmt.Fprintf(w, "%s OK done\r\n", tag)
	}
}

func (f *fake) server(t *testing.T) config.Server {
	t.Helper()
	return config.Server{Host: "127.0.0.1", Port: listen(t, f.serve), TLS: config.TLSNone, User: "u", Password: "p"}
}

const arrived = `INTERNALDATE "24-Nov-2026 10:00:00 +0100"`

// honest answers for one UID as a good server does.
func honest(w *bufio.Writer, uid int, bodies bool) {
	body := fmt.Sprintf("Subject: %d\r\n\r\nbody\r\n", uid)
	if bodies {
		fmt.Fprintf(w, "* %d FETCH (UID %d BODY[] {%d}\r\n%s)\r\n", uid, uid, len(body), body)
		return
	}
	fmt.Fprintf(w, "* %d FETCH (UID %d %s RFC822.SIZE %d)\r\n", uid, uid, arrived, len(body))
}

// each calls f for the UIDs of a set such as "1:2,5".
func each(set string, f func(uid int) bool) bool {
	for _, part := range strings.Split(set, ",") {
		var from, to int
		if n, _ := fmt.Sscanf(part, "%d:%d", &from, &to); n == 1 {
			to = from
		}
		for uid := from; uid <= to; uid++ {
			if !f(uid) {
				return false
			}
		}
	}
	return true
}

// TestOneBadMessage has a server that is at odds with message 2 in many ways:
// the others come in, and 2 is kept without bytes, with the reason.
func TestOneBadMessage(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		bad  func(w *bufio.Writer) bool
		gone bool // the message is not there any more: it is skipped, not kept
	}{
		"body NIL":         {bad: func(w *bufio.Writer) bool { fmt.Fprint(w, "* 2 FETCH (UID 2 BODY[] NIL)\r\n"); return true }},
		"no answer for it": {bad: func(*bufio.Writer) bool { return true }},
		"the UID after the literal": {bad: func(w *bufio.Writer) bool {
			fmt.Fprint(w, "* 2 FETCH (BODY[] {4}\r\nbody UID 2)\r\n")
			return true
		}},
		"dies within the body, each time": {bad: func(w *bufio.Writer) bool {
			fmt.Fprint(w, "* 2 FETCH (UID 2 BODY[] {1000}\r\nSubject: cut")
			return false
		}},
		"fewer bytes than announced": {bad: func(w *bufio.Writer) bool { fmt.Fprint(w, "* 2 FETCH (UID 2 BODY[] {9}\r\nbody)\r\n"); return true }},
		"a body of 99999999999 bytes": {bad: func(w *bufio.Writer) bool {
			fmt.Fprint(w, "* 2 FETCH (UID 2 BODY[] {99999999999}\r\nxx")
			return true
		}},
		"an item that nobody asked for": {bad: func(w *bufio.Writer) bool { fmt.Fprint(w, "* 2 FETCH (UID 2 X-FOO (a b))\r\n"); return true }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := &fake{uids: "1 2 3", fetch: func(w *bufio.Writer, set string, bodies bool) bool {
				return each(set, func(uid int) bool {
					if uid == 2 && bodies {
						return c.bad(w)
					}
					honest(w, uid, bodies)
					return true
				})
			}}
			var s shelf
			p := poller(t, f.server(t), &s)
			dial := p.Dial
			p.Dial = func(ctx context.Context) (*imapbox.Client, error) {
				client, err := dial(ctx)
				if err == nil {
					imapbox.SetPatience(client, 300*time.Millisecond)
				}
				return client, err
			}
			r := mustPoll(t, p)
			wantUIDs(t, &s, 1, 3)
			if r.Missing != 1 || s.cursor.LastUID != 3 {
				t.Fatalf("poll %+v, cursor %+v", r, s.cursor)
			}
			for _, raw := range s.raws {
				if raw.UID == 2 && (raw.Data != nil || raw.Problem == "") {
					t.Errorf("message 2: %d bytes, problem %q", len(raw.Data), raw.Problem)
				}
				if raw.Data != nil && !strings.HasSuffix(string(raw.Data), "body\r\n") {
					t.Errorf("message %d was kept as %q", raw.UID, raw.Data)
				}
			}
		})
	}
}

func TestSilentServerIsGivenUp(t *testing.T) {
	t.Parallel()
	for name, serve := range map[string]func(net.Conn){
		"after the search": (&fake{uids: "1", fetch: func(*bufio.Writer, string, bool) bool { select {} }}).serve,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := config.Server{Host: "127.0.0.1", Port: listen(t, serve), TLS: config.TLSNone, User: "u", Password: "p"}
			var s shelf
			p := poller(t, server, &s)
			dial := p.Dial
			p.Dial = func(ctx context.Context) (*imapbox.Client, error) {
				client, err := dial(ctx)
				if err == nil {
					imapbox.SetPatience(client, 50*time.Millisecond)
				}
				return client, err
			}
			if _, err := p.Poll(t.Context(), inbox()); err == nil || !strings.Contains(s.failure, "no answer within") {
				t.Errorf("poll: %v; noted %q", err, s.failure)
			}
		})
	}
}

func TestPollEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancelCause(t.Context())
	f := &fake{uids: "1", fetch: func(*bufio.Writer, string, bool) bool { cancel(errTest); select {} }}
	var s shelf
	if _, err := poller(t, f.server(t), &s).Poll(ctx, inbox()); !errors.Is(err, errTest) {
		t.Errorf("poll: %v", err)
	}
}

func TestXOAUTH2(t *testing.T) {
	t.Parallel()
	var line atomic.Value
	f := &fake{fetch: func(*bufio.Writer, string, bool) bool { return true },
		login: func(w *bufio.Writer, r *bufio.Reader, tag, command string) bool {
			line.Store(command)
			if strings.Contains(command, "dXNlcj11AWF1dGg9QmVhcmVyIGdvb2QBAQ==") { // user=u^Aauth=Bearer good^A^A
				return true
			}
			fmt.Fprint(w, "+ eyJzdGF0dXMiOiI0MDEifQ==\r\n")
			_ = w.Flush()
			_, _ = r.ReadString('\n')
			fmt.Fprintf(w, "%s NO AUTHENTICATE failed.\r\n", tag)
			return false
		}}
	server := f.server(t)
	for token, works := range map[string]bool{"good": true, "old": false} {
		client, err := imapbox.Dial(t.Context(), server, func(context.Context) (string, error) { return token, nil })
		if works != (err == nil) || !works && !errors.Is(err, imapbox.ErrLogin) {
			t.Errorf("token %q: %v after %q", token, err, line.Load())
		}
		if err == nil {
			_ = client.Close()
		}
	}
	if _, err := imapbox.Dial(t.Context(), server, func(context.Context) (string, error) { return "", errTest }); !errors.Is(err, errTest) {
		t.Errorf("no token: %v", err)
	}
}
