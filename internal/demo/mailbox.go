package demo

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"

	"sef.se/kontakten/internal/config"
)

// Mailbox is an IMAP server for one user on a loopback port.
type Mailbox struct {
	server   *imapserver.Server
	socket   net.Listener
	user     *imapmemserver.User
	settings config.IMAP
	dir      string
	served   chan error
}

// StartMailbox fills a mailbox with the sample mails and with those that arrived in earlier runs (files in dir), and
// serves it. settings names the folders; the result's Settings add host, port and login.
func StartMailbox(ctx context.Context, dir string, settings config.IMAP, log *slog.Logger) (*Mailbox, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("demo mailbox: %w", err)
	}
	password := rand.Text()
	m := &Mailbox{dir: dir, user: imapmemserver.NewUser(Address, password), served: make(chan error, 1)}
	if err := m.fill(settings); err != nil {
		return nil, fmt.Errorf("demo mailbox: %w", err)
	}
	users := imapmemserver.New()
	users.AddUser(m.user)
	m.server = imapserver.New(&imapserver.Options{
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return users.NewSession(), nil, nil
		},
		Caps:         imap.CapSet{imap.CapIMAP4rev1: {}, imap.CapMove: {}, imap.CapUIDPlus: {}, imap.CapSpecialUse: {}},
		Logger:       slog.NewLogLogger(log.Handler(), slog.LevelDebug),
		InsecureAuth: true, // loopback
	})
	socket, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("demo mailbox: %w", err)
	}
	m.socket = socket
	go func() { m.served <- m.server.Serve(socket) }()

	m.settings = settings
	m.settings.Server = config.Server{Host: "127.0.0.1", Port: port(socket), TLS: config.TLSNone, User: Address, Password: config.Secret(password)}
	return m, nil
}

func port(socket net.Listener) int { return socket.Addr().(*net.TCPAddr).Port }

func (m *Mailbox) fill(settings config.IMAP) error {
	folders := settings.Folders
	for _, name := range []string{settings.Mailbox, folders.Handled, folders.Intake, folders.Member, folders.NotOurs, folders.Sent} {
		if name == "" {
			continue
		}
		if err := m.user.Create(name, nil); err != nil {
			return fmt.Errorf("folder %s: %w", name, err)
		}
	}
	mails, err := Mails()
	if err != nil {
		return err
	}
	for _, mail := range mails {
		if err := m.append(settings.Mailbox, mail.Raw, mail.Received); err != nil {
			return fmt.Errorf("%s: %w", mail.Name, err)
		}
	}
	later, err := fs.Glob(os.DirFS(m.dir), "*.eml") // sorted: by number of arrival
	if err != nil {
		return err
	}
	for _, name := range later {
		raw, err := os.ReadFile(filepath.Join(m.dir, name))
		if err != nil {
			return err
		}
		if err := m.append(settings.Mailbox, raw, received(raw)); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// literal is a message on its way into the mailbox.
type literal struct{ *bytes.Reader }

// Size is the length of the whole message, whatever has been read of it.
func (l literal) Size() int64 { return l.Reader.Size() }

func (m *Mailbox) append(folder string, raw []byte, at time.Time) error {
	_, err := m.user.Append(folder, literal{bytes.NewReader(raw)}, &imap.AppendOptions{Time: at})
	return err
}

// Deliver puts a new message into the mailbox, now, and keeps it for later runs: first the file, since a message with
// a UID that the next run does not have would be taken for another.
func (m *Mailbox) Deliver(raw []byte, now time.Time) error {
	if _, err := keep(m.dir, raw); err != nil {
		return fmt.Errorf("demo mailbox: %w", err)
	}
	if err := m.append(m.settings.Mailbox, raw, now); err != nil {
		return fmt.Errorf("demo mailbox: %w", err)
	}
	return nil
}

// Settings is how the poller reaches the mailbox.
func (m *Mailbox) Settings() config.IMAP { return m.settings }

// Close ends the server and every connection to it.
func (m *Mailbox) Close() error { return end(m.socket, m.server, m.served) }
