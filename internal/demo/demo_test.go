package demo_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/smtp"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"sef.se/kontakten/internal/config"
	"sef.se/kontakten/internal/demo"
	"sef.se/kontakten/internal/register"
)

var quiet = slog.New(slog.DiscardHandler)

var settings = config.IMAP{Mailbox: "INBOX", Folders: config.Folders{Handled: "Kontakten/Ärenden", Intake: "Till Kontakten-kön", Member: "Medlemsärenden", NotOurs: "Inte vårt", Sent: "Skickat"}}

func TestSamplesAreWhole(t *testing.T) {
	t.Parallel()
	mails, err := demo.Mails()
	if err != nil || len(mails) != 60 {
		t.Fatalf("%d mails, %v", len(mails), err)
	}
	for _, m := range mails {
		if !bytes.Contains(m.Raw, []byte("\r\n")) || bytes.Contains(bytes.ReplaceAll(m.Raw, []byte("\r\n"), nil), []byte("\n")) {
			t.Errorf("%s: lines must end in CRLF", m.Name)
		}
		if m.Received.Year() != 2026 && m.Received.Year() != 2027 {
			t.Errorf("%s: received %s", m.Name, m.Received)
		}
	}
	files, err := demo.Register()
	if err != nil {
		t.Fatal(err)
	}
	data, problems := register.ReadFiles(files)
	if len(problems) != 0 {
		t.Fatalf("register: %v", problems)
	}
	if len(data.Companies) != 25 || len(data.Members) != 180 {
		t.Errorf("%d companies, %d members", len(data.Companies), len(data.Members))
	}
}

// open logs in and selects the inbox.
func open(t *testing.T, m *demo.Mailbox) (*imapclient.Client, *imap.SelectData) {
	t.Helper()
	s := m.Settings()
	client, err := imapclient.DialInsecure(net.JoinHostPort(s.Host, strconv.Itoa(s.Port)), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	if err := client.Login(s.User, s.Password.Reveal()).Wait(); err != nil {
		t.Fatal(err)
	}
	selected, err := client.Select("INBOX", nil).Wait()
	if err != nil {
		t.Fatal(err)
	}
	return client, selected
}

func TestMailArrivesAndStaysAtItsNumber(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	ctx := context.Background()
	mailbox, err := demo.StartMailbox(ctx, filepath.Join(dir, "in"), settings, quiet)
	if err != nil {
		t.Fatal(err)
	}
	sink, err := demo.StartSink(ctx, filepath.Join(dir, "out"), mailbox.Deliver, quiet)
	if err != nil {
		t.Fatal(err)
	}
	address := net.JoinHostPort(sink.Settings().Host, strconv.Itoa(sink.Settings().Port))
	for i, to := range []string{"KONTAKTEN@sef.se", "lon@bolag.example", "lon@bolag.example"} {
		raw := fmt.Sprintf("Subject: prov %d\r\nDate: Tue, 24 Nov 2026 09:00:00 +0100\r\n\r\nHej\r\n", i)
		if err := smtp.SendMail(address, nil, "avs@bolag.example", []string{to}, []byte(raw)); err != nil {
			t.Fatal(err)
		}
	}
	out, err := filepath.Glob(filepath.Join(dir, "out", "*"))
	if err != nil || len(out) != 2 {
		t.Errorf("kept %v, %v", out, err)
	}
	_, first := open(t, mailbox)
	if first.NumMessages != 61 {
		t.Errorf("%d messages", first.NumMessages)
	}
	if err := sink.Close(); err != nil {
		t.Error(err)
	}
	if err := mailbox.Close(); err != nil {
		t.Error(err)
	}

	again, err := demo.StartMailbox(ctx, filepath.Join(dir, "in"), settings, quiet)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	client, second := open(t, again)
	if second.NumMessages != 61 || second.UIDValidity != first.UIDValidity {
		t.Errorf("after a restart: %d messages, validity %d, before %d", second.NumMessages, second.UIDValidity, first.UIDValidity)
	}
	fetched := client.Fetch(imap.UIDSetNum(61), &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{{Peek: true}}})
	buffers, err := fetched.Collect()
	if err != nil || len(buffers) != 1 || !bytes.Contains(buffers[0].BodySection[0].Bytes, []byte("prov 0")) {
		t.Errorf("message 61: %v %v", buffers, err)
	}
	folders, err := client.List("", "*", nil).Collect()
	if err != nil {
		t.Fatal(err)
	}
	names := make([]string, 0, len(folders))
	for _, f := range folders {
		names = append(names, f.Mailbox)
	}
	if !slices.Contains(names, "Kontakten/Ärenden") || !slices.Contains(names, "Till Kontakten-kön") {
		t.Errorf("folders %q", names)
	}
	if moved, err := client.Move(imap.UIDSetNum(1), "Kontakten/Ärenden").Wait(); err != nil || moved == nil {
		t.Errorf("move: %v %v", moved, err)
	}
}

func TestSinkRefusesWhatItCannotKeep(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "out")
	sink, err := demo.StartSink(context.Background(), dir, nil, quiet)
	if err != nil {
		t.Fatal(err)
	}
	defer sink.Close()
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	address := net.JoinHostPort(sink.Settings().Host, strconv.Itoa(sink.Settings().Port))
	if err := smtp.SendMail(address, nil, "a@b.example", []string{"c@d.example"}, []byte("Subject: x\r\n\r\n")); err == nil {
		t.Error("a lost mail was said to be sent")
	}
}
