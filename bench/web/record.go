package main

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"path/filepath"
	"sync"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgproto3"
)

// statement is one statement as it went to the server.
type statement struct {
	sql     string
	simple  bool // by the simple protocol: BEGIN, COMMIT
	values  [][]byte
	formats []int16
	results []int16
}

// recorder passes everything on between a program and PostgreSQL and notes the statements while
// it is told to.
type recorder struct {
	listener net.Listener
	dial     func() (net.Conn, error)

	mu     sync.Mutex
	on     bool
	noted  []statement
	failed error
}

func newRecorder(ctx context.Context, dial func() (net.Conn, error)) (*recorder, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	r := &recorder{listener: l, dial: dial}
	go r.serve()
	return r, nil
}

func (r *recorder) serve() {
	for {
		client, err := r.listener.Accept()
		if err != nil {
			return
		}
		server, err := r.dial()
		if err != nil {
			r.fail(err)
			_ = client.Close()
			continue
		}
		go func() {
			_, _ = io.Copy(client, server)
			_ = client.Close()
		}()
		go func() {
			if err := r.forward(client, server); !errors.Is(err, io.EOF) && !errors.Is(err, net.ErrClosed) {
				r.fail(err)
			}
			_ = server.Close()
		}()
	}
}

func (r *recorder) fail(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failed = errors.Join(r.failed, err)
}

// forward copies what the program says, message by message (the first has no type), until the
// connection ends.
func (r *recorder) forward(client io.Reader, server io.Writer) error {
	prepared := map[string]string{}
	for first := true; ; first = false {
		head := make([]byte, 5)
		if first {
			head = head[:4]
		}
		if _, err := io.ReadFull(client, head); err != nil {
			return err
		}
		body := make([]byte, binary.BigEndian.Uint32(head[len(head)-4:])-4)
		if _, err := io.ReadFull(client, body); err != nil {
			return err
		}
		if !first {
			if err := r.note(prepared, head[0], body); err != nil {
				return err
			}
		}
		if _, err := server.Write(append(head, body...)); err != nil {
			return err
		}
	}
}

// note keeps a statement that is run; a prepared one runs by its name.
func (r *recorder) note(prepared map[string]string, kind byte, body []byte) error {
	var s statement
	switch kind {
	case 'P':
		var m pgproto3.Parse
		if err := m.Decode(body); err != nil {
			return err
		}
		prepared[m.Name] = m.Query
		return nil
	case 'B':
		var m pgproto3.Bind
		if err := m.Decode(body); err != nil {
			return err
		}
		s = statement{sql: prepared[m.PreparedStatement], values: m.Parameters, formats: m.ParameterFormatCodes, results: m.ResultFormatCodes}
	case 'Q':
		var m pgproto3.Query
		if err := m.Decode(body); err != nil {
			return err
		}
		s = statement{sql: m.String, simple: true}
	default:
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.on {
		r.noted = append(r.noted, s)
	}
	return nil
}

// during gives the statements that f caused.
func (r *recorder) during(f func() error) ([]statement, error) {
	r.mu.Lock()
	r.on, r.noted = true, nil
	r.mu.Unlock()
	err := f()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.on = false
	return r.noted, errors.Join(err, r.failed)
}

// between puts a recorder between a program and the server, and gives the address to connect to.
func (w *world) between(ctx context.Context) (*recorder, string, error) {
	config, err := pgx.ParseConfig(w.url)
	if err != nil {
		return nil, "", err
	}
	socket := filepath.Join(config.Host, fmt.Sprintf(".s.PGSQL.%d", config.Port))
	var dialer net.Dialer
	r, err := newRecorder(ctx, func() (net.Conn, error) { return dialer.DialContext(ctx, "unix", socket) })
	if err != nil {
		return nil, "", err
	}
	w.closes = append(w.closes, func() { _ = r.listener.Close() })
	// Three: one listens to notifications, one may hold a transaction.
	via := url.URL{Scheme: "postgres", User: url.User(config.User), Host: r.listener.Addr().String(), Path: config.Database, RawQuery: "sslmode=disable&pool_max_conns=3"}
	return r, via.String(), nil
}
