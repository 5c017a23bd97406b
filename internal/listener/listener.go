package listener

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"sef.se/kontakten/internal/config"
)

const (
	readHeaderTimeout = 10 * time.Second
	idleTimeout       = 2 * time.Minute
	// drainTime is how long requests under way may finish when the program stops.
	drainTime = 10 * time.Second
)

// Listener is one or more open sockets and how they speak.
type Listener struct {
	sockets []net.Listener
	tls     *tls.Config // nil: plain HTTP
}

// Open opens what the settings name. "localhost:8080" opens 127.0.0.1 and, where the machine has it, ::1. The error
// is a sentence with its mend: a taken port, a plain listener that others could reach, an unreadable certificate.
func Open(ctx context.Context, settings config.HTTP, log *slog.Logger) (*Listener, error) {
	l := &Listener{}
	if settings.CertificateFile != "" {
		certificate, err := loadCertificate(settings.CertificateFile, settings.KeyFile, log)
		if err != nil {
			return nil, err
		}
		l.tls = &tls.Config{GetCertificate: certificate.get, MinVersion: tls.VersionTLS12}
	}
	path, unix := strings.CutPrefix(settings.Listen, "unix:")
	if unix {
		socket, err := openUnix(ctx, path)
		if err != nil {
			return nil, err
		}
		l.sockets = []net.Listener{socket}
		return l, nil
	}
	if l.tls == nil && !config.LoopbackAddress(settings.Listen) {
		return nil, fmt.Errorf("http.listen: %s would answer plain HTTP to other machines; set http.certificate_file and http.key_file, or listen on 127.0.0.1 or unix:/path behind a proxy", settings.Listen)
	}
	err := l.openTCP(ctx, settings.Listen)
	if err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

func (l *Listener) openTCP(ctx context.Context, address string) error {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("http.listen: %q is no address; write host:port or unix:/path", address)
	}
	hosts := []string{host}
	if host == "localhost" {
		hosts = []string{"127.0.0.1", "::1"}
	}
	for _, host := range hosts {
		socket, err := new(net.ListenConfig).Listen(ctx, "tcp", net.JoinHostPort(host, port))
		switch {
		case errors.Is(err, syscall.EADDRINUSE):
			return fmt.Errorf("port %s on %s is taken by another program; stop that one, or choose another port (http.listen, or demo --listen localhost:8081)", port, host)
		case err != nil && len(l.sockets) > 0 && (errors.Is(err, syscall.EADDRNOTAVAIL) || errors.Is(err, syscall.EAFNOSUPPORT)):
			continue // a machine without IPv6
		case err != nil:
			return fmt.Errorf("http.listen: %w", err)
		}
		l.sockets = append(l.sockets, socket)
		if tcp, ok := socket.Addr().(*net.TCPAddr); ok {
			port = fmt.Sprint(tcp.Port) // port 0: the same on both
		}
	}
	return nil
}

// openUnix takes over the socket file of a program that no longer runs, and refuses one that answers.
func openUnix(ctx context.Context, path string) (net.Listener, error) {
	if conn, err := new(net.Dialer).DialContext(ctx, "unix", path); err == nil {
		conn.Close()
		return nil, fmt.Errorf("http.listen: another program answers on %s; stop that one, or choose another path", path)
	}
	if info, err := os.Lstat(path); err == nil && info.Mode()&fs.ModeSocket != 0 {
		if err := os.Remove(path); err != nil {
			return nil, fmt.Errorf("http.listen: left-over socket: %w", err)
		}
	}
	socket, err := new(net.ListenConfig).Listen(ctx, "unix", path)
	if err != nil {
		return nil, fmt.Errorf("http.listen: %w", err)
	}
	// The proxy reaches it by its group; nobody else does.
	if err := os.Chmod(path, 0o660); err != nil {
		return nil, errors.Join(err, socket.Close())
	}
	return socket, nil
}

// Address is host:port of the first socket, for tests that listened on port 0 and for the line that says where to go.
func (l *Listener) Address() string { return l.sockets[0].Addr().String() }

// Serve answers requests until ctx ends, then lets those under way finish. It closes the sockets.
func (l *Listener) Serve(ctx context.Context, handler http.Handler, log *slog.Logger) error {
	server := &http.Server{
		Handler:           handler,
		TLSConfig:         l.tls,
		ReadHeaderTimeout: readHeaderTimeout,
		IdleTimeout:       idleTimeout,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	group, ctx := errgroup.WithContext(ctx)
	for _, socket := range l.sockets {
		group.Go(func() error {
			err := l.serve(server, socket)
			if errors.Is(err, http.ErrServerClosed) {
				return nil
			}
			return fmt.Errorf("serve %s: %w", socket.Addr(), err)
		})
	}
	group.Go(func() error {
		<-ctx.Done()
		drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
		defer cancel()
		if err := server.Shutdown(drain); err != nil {
			return server.Close() // a page that streams does not end by itself
		}
		return nil
	})
	return group.Wait()
}

func (l *Listener) serve(server *http.Server, socket net.Listener) error {
	if l.tls != nil {
		return server.ServeTLS(socket, "", "")
	}
	return server.Serve(socket)
}

// Close closes the sockets of a listener that was not served.
func (l *Listener) Close() error {
	var errs []error
	for _, socket := range l.sockets {
		errs = append(errs, socket.Close())
	}
	return errors.Join(errs...)
}
