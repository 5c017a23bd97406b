// Command web measures what the queue page costs at 100,000 open cases, beside a
// handler that runs the same statements and writes 100 bytes:
//
//	page  session, account, header status, queue rows and counts; then the page,
//	      rendered by html/template to a buffer and sent
//	bare  session, account, header status, queue rows and counts; then 100 bytes
//
// Both run in turn in one process, over real HTTP on loopback with 50 clients
// that share the machine with PostgreSQL. Read the ratio.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/store/frontdesk"
	"sef.se/kontakten/casework/web"
	"sef.se/kontakten/internal/identity"
	"sef.se/kontakten/internal/pgserver"
	"sef.se/kontakten/internal/vault"
)

// target is the ROAD's: the page serves at least this share of the bare handler.
const target = 0.2

func main() {
	log.SetFlags(0)
	cases := flag.Int("cases", 100_000, "open cases in the database")
	clients := flag.Int("clients", 50, "connections")
	rounds := flag.Int("rounds", 3, "rounds; the median counts")
	round := flag.Duration("round", 4*time.Second, "length of a round")
	flag.Parse()
	ctx := context.Background()
	if err := compare(ctx, *cases, load{clients: *clients, rounds: *rounds, round: *round}); err != nil {
		log.Fatal(err)
	}
}

func compare(ctx context.Context, cases int, l load) error {
	d, err := prepare(ctx, cases)
	if err != nil {
		return err
	}
	defer d.close()
	measured, err := l.inTurn([]contestant{{"page", d.page}, {"bare", d.bare}})
	if err != nil {
		return err
	}
	fmt.Printf("%d open cases, %d clients, %d rounds of %v in turn, median\n\n| | req/s | p50 ms | p99 ms | bytes |\n|---|---|---|---|---|\n", cases, l.clients, l.rounds, l.round)
	for _, m := range measured {
		fmt.Printf("| %s | %.0f | %.1f | %.1f | %d |\n", m.name, m.rate, ms(m.p50), ms(m.p99), m.bytes)
	}
	fmt.Printf("\npage / bare %.2f (target %.2f)\n", measured[0].rate/measured[1].rate, target)
	return nil
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// desk is a database full of cases and the pages over it, with somebody logged
// in.
type desk struct {
	dir      string
	postgres *pgserver.Server
	store    *store.Store
	book     *casebook.Book
	front    *frontdesk.Desk
	identity *identity.Service
	person   identity.Staff
	servers  []*httptest.Server
}

func prepare(ctx context.Context, cases int) (*desk, error) {
	d := &desk{}
	var err error
	if d.dir, err = os.MkdirTemp("", "kontakten-bench-"); err != nil {
		return nil, err
	}
	// PostgreSQL runs as another account when we are root.
	if err := os.Chmod(d.dir, 0o755); err != nil {
		return nil, err
	}
	if d.postgres, err = pgserver.Start(ctx, pgserver.Options{Dir: filepath.Join(d.dir, "pg")}); err != nil {
		return nil, err
	}
	if err := d.postgres.EnsureDatabase(ctx, "web"); err != nil {
		return nil, err
	}
	url := d.postgres.URL("web")
	if err := store.Migrate(ctx, url); err != nil {
		return nil, err
	}
	keys, err := vault.LoadOrCreate(filepath.Join(d.dir, "master.key"))
	if err != nil {
		return nil, err
	}
	if d.store, err = store.Open(ctx, url, keys, time.Now); err != nil {
		return nil, err
	}
	mails, err := letter.NewMails(letter.DemoHouse())
	if err != nil {
		return nil, err
	}
	d.book = casebook.New(d.store, keys, mails, time.Now)
	d.front = frontdesk.New(d.store, d.book)
	d.identity = identity.New(d.store, time.Now)
	log.Printf("filling the queue with %d cases", cases)
	return d, d.fill(ctx, keys, cases)
}

func (d *desk) close() {
	for _, s := range d.servers {
		s.Close()
	}
	d.store.Close()
	_ = d.postgres.Stop()
	_ = os.RemoveAll(d.dir)
}

// serve starts a handler and gives its address and the cookie of a login
// through the demo's one-time link.
func (d *desk) serve(h http.Handler) *httptest.Server {
	s := httptest.NewServer(h)
	d.servers = append(d.servers, s)
	return s
}

// page is the real pages.
func (d *desk) page() (*http.Request, error) {
	h, err := web.New(web.Config{
		Queue: d.book, Cases: d.book, Companies: d.book, Desk: d.front, Identity: d.identity, Now: time.Now,
		Log: slog.New(slog.DiscardHandler), Demo: true,
	})
	if err != nil {
		return nil, err
	}
	s := d.serve(h)
	token, err := d.identity.LoginLink(context.Background(), d.person.ID)
	if err != nil {
		return nil, err
	}
	return loggedIn(s.URL, "/demo/"+token, "/ko")
}

// bare runs the statements of the page and writes 100 bytes.
func (d *desk) bare() (*http.Request, error) {
	sessions := identity.NewSessions(d.identity, false)
	mux := http.NewServeMux()
	mux.HandleFunc("POST /in", func(w http.ResponseWriter, r *http.Request) {
		if err := sessions.Begin(r.Context(), d.person); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	})
	hundred := make([]byte, 100)
	mux.HandleFunc("GET /ko", func(w http.ResponseWriter, r *http.Request) {
		person, ok, err := sessions.Who(r.Context())
		if err == nil && ok {
			_, err = d.book.Queue(r.Context(), casework.Actor{ID: person.ID, Name: person.Name, Role: casework.Role(person.Role)}, casework.QueueFilter{})
		}
		if err == nil {
			_, err = d.front.Status(r.Context())
		}
		if err != nil || !ok {
			http.Error(w, "failed", http.StatusInternalServerError)
			return
		}
		_, _ = w.Write(hundred)
	})
	s := d.serve(sessions.Middleware(mux, func(w http.ResponseWriter, _ *http.Request, err error) {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}))
	return loggedIn(s.URL, "/in", "/ko")
}

// loggedIn posts to a door and gives a request for a page with the cookie that
// came back.
func loggedIn(base, door, page string) (*http.Request, error) {
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Post(base+door, "application/x-www-form-urlencoded", nil)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if _, err := io.Copy(io.Discard, answer.Body); err != nil {
		return nil, err
	}
	r, err := http.NewRequest(http.MethodGet, base+page, nil)
	if err != nil {
		return nil, err
	}
	for _, c := range answer.Cookies() {
		r.AddCookie(c)
	}
	return r, nil
}
