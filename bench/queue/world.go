package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/store/frontdesk"
	"sef.se/kontakten/casework/web"
	"sef.se/kontakten/internal/demo"
	"sef.se/kontakten/internal/identity"
	"sef.se/kontakten/internal/pgserver"
	"sef.se/kontakten/internal/vault"
)

const database = "kontakten"

// world is a database full of cases.
type world struct {
	server *pgserver.Server
	url    string // of the database, direct
	vault  *vault.Vault
	staff  int64
	closes []func()
}

func (w *world) close() {
	for i := len(w.closes) - 1; i >= 0; i-- {
		w.closes[i]()
	}
	_ = w.server.Stop()
}

func newWorld(ctx context.Context, dir string, cases int) (*world, error) {
	server, err := pgserver.Start(ctx, pgserver.Options{Dir: filepath.Join(dir, "pg")})
	if err != nil {
		return nil, err
	}
	w := &world{server: server, url: server.URL(database)}
	if err := w.fill(ctx, dir, cases); err != nil {
		w.close()
		return nil, err
	}
	return w, nil
}

func (w *world) fill(ctx context.Context, dir string, cases int) error {
	if err := w.server.EnsureDatabase(ctx, database); err != nil {
		return err
	}
	if err := store.Migrate(ctx, w.url); err != nil {
		return err
	}
	var err error
	if w.vault, err = vault.LoadOrCreate(filepath.Join(dir, "master-key.json")); err != nil {
		return err
	}
	s, err := store.Open(ctx, w.url, w.vault, time.Now)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.EnsureMode(ctx, casework.ModeTest); err != nil {
		return err
	}
	files, err := demo.Register()
	if err != nil {
		return err
	}
	if _, err := s.ImportRegister(ctx, files, store.ImportOptions{}); err != nil {
		return err
	}
	person, _, err := identity.New(s, time.Now).Add(ctx, identity.Staff{Login: "prov", Name: "Prov Provsson", Role: identity.RoleClerk})
	if err != nil {
		return err
	}
	w.staff = person.ID
	if _, err := s.Pool().Exec(ctx, "UPDATE staff SET enrolled = true WHERE id = $1", w.staff); err != nil {
		return err
	}
	return w.addCases(ctx, s, cases)
}

// addCases opens cases over all companies and three years of periods, each with a sealed heading.
func (w *world) addCases(ctx context.Context, s *store.Store, cases int) error {
	return s.InTx(ctx, func(t *store.Tx) error {
		objects := make([]vault.Object, cases)
		for i := range objects {
			plain, err := json.Marshal(map[string]string{"subject": fmt.Sprintf("Fackavgifter %d", i), "sender": fmt.Sprintf("Lön <lon%d@foretag.example>", i)})
			if err != nil {
				return err
			}
			if objects[i], err = w.vault.Seal(plain, t.Now); err != nil {
				return err
			}
		}
		copies := []struct {
			table string
			names []string
			row   func(i int) []any
		}{
			{"vault_object", []string{"id", "sealed"}, func(i int) []any { return []any{[16]byte(objects[i].ID), objects[i].Sealed} }},
			{"vault_key", []string{"object_id", "wrapped_key"}, func(i int) []any { return []any{[16]byte(objects[i].ID), objects[i].Key} }},
			{"case_file", []string{"origin", "state", "kinds", "flags", "company_id", "period", "heading_object", "mode", "opened_at", "created_at", "changed_at"},
				func(i int) []any {
					flags := []string{}
					if i%7 == 0 {
						flags = append(flags, "member_missing", "rate_deviation")
					}
					return []any{"mail", []string{"new", "open"}[i%2], []string{[]string{"fee_data", "question", "credential_request"}[i%3]}, flags,
						int64(1 + i%25), time.Date(2026, time.Month(1-i%36), 1, 0, 0, 0, 0, time.UTC), [16]byte(objects[i].ID), "test",
						t.Now.Add(-time.Duration(i) * time.Minute), t.Now, t.Now}
				}},
		}
		for _, c := range copies {
			if _, err := t.CopyFrom(ctx, pgx.Identifier{c.table}, c.names, pgx.CopyFromSlice(cases, func(i int) ([]any, error) { return c.row(i), nil })); err != nil {
				return fmt.Errorf("fill %s: %w", c.table, err)
			}
		}
		_, err := t.Exec(ctx, "ANALYZE")
		return err
	})
}

// pages serves the real pages over the database at url, with a browser that is logged in.
func (w *world) pages(ctx context.Context, database string) (*contestant, error) {
	s, err := store.Open(ctx, database, w.vault, time.Now)
	if err != nil {
		return nil, err
	}
	w.closes = append(w.closes, s.Close)
	mails, err := letter.NewMails(letter.DemoHouse())
	if err != nil {
		return nil, err
	}
	book := casebook.New(s, w.vault, mails, time.Now)
	people := identity.New(s, time.Now)
	handler, err := web.New(web.Config{Queue: book, Cases: book, Companies: book, Desk: frontdesk.New(s, book), Identity: people,
		Now: time.Now, Log: slog.New(slog.DiscardHandler), Demo: true})
	if err != nil {
		return nil, err
	}
	server := httptest.NewServer(handler)
	w.closes = append(w.closes, server.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	c := &contestant{url: server.URL + "/ko", client: &http.Client{Jar: jar, Transport: &http.Transport{MaxIdleConnsPerHost: clerks}}}
	token, err := people.LoginLink(ctx, w.staff)
	if err != nil {
		return nil, err
	}
	res, err := c.client.PostForm(server.URL+"/demo/"+token, url.Values{})
	if err != nil {
		return nil, err
	}
	return c, res.Body.Close()
}

// record gives the statements of one queue page, taken when everything is warm.
func (w *world) record(ctx context.Context) ([]statement, error) {
	config, err := pgx.ParseConfig(w.url)
	if err != nil {
		return nil, err
	}
	socket := filepath.Join(config.Host, fmt.Sprintf(".s.PGSQL.%d", config.Port))
	var dialer net.Dialer
	r, err := newRecorder(ctx, func() (net.Conn, error) { return dialer.DialContext(ctx, "unix", socket) })
	if err != nil {
		return nil, err
	}
	w.closes = append(w.closes, func() { _ = r.listener.Close() })
	via := url.URL{Scheme: "postgres", User: url.User(config.User), Host: r.listener.Addr().String(), Path: database, RawQuery: "sslmode=disable&pool_max_conns=1"}
	c, err := w.pages(ctx, via.String())
	if err != nil {
		return nil, err
	}
	for range 3 {
		if err := c.ask(); err != nil {
			return nil, err
		}
	}
	return r.during(c.ask)
}

// contestants gives page and bare, each on a pool of its own.
func (w *world) contestants(ctx context.Context, statements []statement) (page, bare *contestant, err error) {
	if page, err = w.pages(ctx, w.url); err != nil {
		return nil, nil, err
	}
	pool, err := pgxpool.New(ctx, w.url)
	if err != nil {
		return nil, nil, err
	}
	w.closes = append(w.closes, pool.Close)
	answer := make([]byte, 100)
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if err := replay(r.Context(), pool, statements); err != nil {
			http.Error(rw, err.Error(), http.StatusInternalServerError)
			return
		}
		_, _ = rw.Write(answer)
	}))
	w.closes = append(w.closes, server.Close)
	bare = &contestant{url: server.URL, client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clerks}}}
	return page, bare, nil
}

// replay runs statements on one connection and drops their rows.
func replay(ctx context.Context, pool *pgxpool.Pool, statements []statement) error {
	conn, err := pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	for _, s := range statements {
		raw := conn.Conn().PgConn()
		if s.simple {
			if _, err := raw.Exec(ctx, s.sql).ReadAll(); err != nil {
				return fmt.Errorf("%s: %w", s.sql, err)
			}
			continue
		}
		described, err := conn.Conn().Prepare(ctx, s.sql, s.sql) // the connection remembers it
		if err != nil {
			return fmt.Errorf("%s: %w", s.sql, err)
		}
		reader := raw.ExecPrepared(ctx, described.Name, s.values, s.formats, s.results)
		for reader.NextRow() {
			_ = reader.Values()
		}
		if _, err := reader.Close(); err != nil {
			return fmt.Errorf("%s: %w", s.sql, err)
		}
	}
	return nil
}
