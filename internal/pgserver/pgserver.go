package pgserver

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// superuser owns the cluster; every connection is made as it. The socket's
// folder is closed to all others, which is why "trust" is right inside.
const superuser = "kontakten"

// startPatience covers the crash recovery of a large demo database.
const startPatience = 60 * time.Second

// Options say where and how a private server runs.
type Options struct {
	// Dir is the cluster's folder; it is created where it is missing.
	Dir string
	// Throwaway turns fsync off: faster, and the data is lost with the machine.
	// For tests only.
	Throwaway bool
}

// Server is a running private PostgreSQL. Stop ends it; the death of this
// process ends it too.
type Server struct {
	data   string
	socket string
	// socketTemporary says that the socket's folder is ours to remove.
	socketTemporary bool
	lock            *os.File
	child           *child
}

// Start brings up the cluster in opt.Dir, making it first where it is new, and
// returns when it takes connections. The errors are sentences for the person at
// the terminal and name the mend.
func Start(ctx context.Context, opt Options) (*Server, error) {
	dir, err := filepath.Abs(opt.Dir)
	if err != nil {
		return nil, fmt.Errorf("folder of the private PostgreSQL: %w", err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("create the folder of the private PostgreSQL: %w", err)
	}
	// The postmaster reports its folder without links.
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return nil, fmt.Errorf("folder of the private PostgreSQL: %w", err)
	}
	held, err := Lock(dir)
	if err != nil {
		return nil, err
	}
	s := &Server{data: filepath.Join(dir, "data"), lock: held}
	if err := s.start(ctx, dir, opt.Throwaway); err != nil {
		s.release()
		return nil, err
	}
	return s, nil
}

func (s *Server) start(ctx context.Context, dir string, throwaway bool) error {
	as, err := serverAccount(dir)
	if err != nil {
		return err
	}
	if err := clearOld(s.data, orphanPatience); err != nil {
		return err
	}
	programs, err := s.initialise(ctx, as, throwaway)
	if err != nil {
		return err
	}
	if err := s.makeSocketFolder(dir, as); err != nil {
		return err
	}
	if s.child, err = spawn(programs, s.data, s.socket, filepath.Join(dir, "postgres.log"), as, throwaway); err != nil {
		return err
	}
	if err := s.awaitReady(ctx); err != nil {
		s.child.stop(syscall.SIGQUIT)
		return err
	}
	return nil
}

// awaitReady waits until postmaster.pid names our child and says ready. Asking
// the socket instead could reach another server that holds the folder.
func (s *Server) awaitReady(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startPatience)
	defer cancel()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		pid, state, err := readPidFile(filepath.Join(s.data, "postmaster.pid"))
		if err == nil && pid == s.child.pid && state == "ready" {
			return nil
		}
		select {
		case <-tick.C:
		case <-s.child.ended:
			return fmt.Errorf("the private PostgreSQL in %s ended at start: %s", s.data, s.child.lastWords())
		case <-ctx.Done():
			return fmt.Errorf("the private PostgreSQL in %s is not ready: %s: %w", s.data, s.child.lastWords(), ctx.Err())
		}
	}
}

// URL returns the connection string of a database of this server.
func (s *Server) URL(database string) string {
	u := url.URL{Scheme: "postgres", User: url.User(superuser), Path: "/" + database,
		RawQuery: url.Values{"host": {s.socket}}.Encode()}
	return u.String()
}

// EnsureDatabase creates the database where it does not exist yet.
func (s *Server) EnsureDatabase(ctx context.Context, name string) error {
	conn, err := pgx.Connect(ctx, s.URL("postgres"))
	if err != nil {
		return fmt.Errorf("create database %s: %w", name, err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	_, err = conn.Exec(ctx, "CREATE DATABASE "+pgx.Identifier{name}.Sanitize())
	var refused *pgconn.PgError
	const duplicateDatabase = "42P04"
	if err != nil && !(errors.As(err, &refused) && refused.Code == duplicateDatabase) {
		return fmt.Errorf("create database %s: %w", name, err)
	}
	return nil
}

// Stop ends the server by a fast shutdown: open connections are closed and the
// data is written.
func (s *Server) Stop() error {
	defer s.release()
	return s.child.stop(syscall.SIGINT)
}

// Done is closed when the server has ended, also by itself.
func (s *Server) Done() <-chan struct{} { return s.child.ended }

func (s *Server) release() {
	if s.socketTemporary {
		_ = os.RemoveAll(s.socket)
	}
	_ = s.lock.Close()
}
