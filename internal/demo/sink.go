package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-smtp"

	"sef.se/kontakten/internal/config"
)

const maxMessageBytes = 64 << 20

// Sink is an SMTP server on a loopback port. What is sent to Address arrives in the mailbox; all other mail ends as a
// file in its folder, one a message.
type Sink struct {
	server *smtp.Server
	socket net.Listener
	served chan error
}

// StartSink serves until Close. deliver takes mail to Address; everything else is kept in dir.
func StartSink(ctx context.Context, dir string, deliver func(raw []byte, now time.Time) error, log *slog.Logger) (*Sink, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("demo outgoing mail: %w", err)
	}
	socket, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("demo outgoing mail: %w", err)
	}
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) {
		return &sinkSession{dir: dir, deliver: deliver, log: log}, nil
	}))
	server.Domain = "demo.localhost"
	server.MaxMessageBytes = maxMessageBytes
	server.ReadTimeout, server.WriteTimeout = time.Minute, time.Minute
	server.ErrorLog = slog.NewLogLogger(log.Handler(), slog.LevelDebug)
	s := &Sink{server: server, socket: socket, served: make(chan error, 1)}
	go func() { s.served <- server.Serve(socket) }()
	return s, nil
}

// Settings is how the outbox reaches the sink: a relay that wants no login.
func (s *Sink) Settings() config.Server {
	return config.Server{Host: "127.0.0.1", Port: port(s.socket), TLS: config.TLSNone}
}

// Close ends the server and its connections.
func (s *Sink) Close() error { return end(s.socket, s.server, s.served) }

// end closes a server and waits for it. The socket is closed here too: a server that has not begun to serve does not
// know it yet, and would then wait on it for ever.
func end(socket net.Listener, server io.Closer, served <-chan error) error {
	errSocket, errServer := socket.Close(), server.Close()
	<-served
	if errors.Is(errServer, net.ErrClosed) {
		errServer = nil
	}
	return errors.Join(errSocket, errServer)
}

// sinkSession is one connection's message under way.
type sinkSession struct {
	dir     string
	deliver func([]byte, time.Time) error
	log     *slog.Logger
	to      []string
}

// Mail begins a message.
func (s *sinkSession) Mail(string, *smtp.MailOptions) error { s.to = nil; return nil }

// Rcpt adds a recipient.
func (s *sinkSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = append(s.to, to)
	return nil
}

// Data keeps or delivers the message. Its answer is given only when the file is written.
func (s *sinkSession) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(s.to, func(to string) bool { return strings.EqualFold(to, Address) }) {
		return s.deliver(raw, time.Now())
	}
	path, err := keep(s.dir, raw)
	if err != nil {
		return err
	}
	s.log.Info("mail out", slog.String("file", path))
	return nil
}

// Reset forgets the message under way.
func (s *sinkSession) Reset() { s.to = nil }

// Logout ends the session.
func (s *sinkSession) Logout() error { return nil }

// keep writes raw to the next numbered file of dir. It appears under its name only when it is whole.
func keep(dir string, raw []byte) (string, error) {
	part, err := os.CreateTemp(dir, "part-*")
	if err != nil {
		return "", err
	}
	defer os.Remove(part.Name())
	_, err = part.Write(raw)
	if err := errors.Join(err, part.Close()); err != nil {
		return "", err
	}
	names, err := fs.Glob(os.DirFS(dir), "*.eml")
	if err != nil {
		return "", err
	}
	// Link fails where the name is taken, by a message that came in the same moment.
	for n := len(names) + 1; ; n++ {
		path := filepath.Join(dir, fmt.Sprintf("%06d.eml", n))
		err := os.Link(part.Name(), path)
		if !errors.Is(err, fs.ErrExist) {
			return path, err
		}
	}
}
