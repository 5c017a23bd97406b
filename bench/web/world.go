package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/store/crowd"
	"sef.se/kontakten/cmd/kontakten/app"
	"sef.se/kontakten/internal/config"
	"sef.se/kontakten/internal/demo"
	"sef.se/kontakten/internal/identity"
	"sef.se/kontakten/internal/pgserver"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/vault"
)

// world is a database with years of work, and programs over it.
type world struct {
	dir    string
	server *pgserver.Server
	url    string
	staff  []int64
	cases  []casework.CaseID // one a clerk, with a mail and rows
	closes []func()
}

func (w *world) close() {
	for i := len(w.closes) - 1; i >= 0; i-- {
		w.closes[i]()
	}
	_ = w.server.Stop()
}

func newWorld(ctx context.Context, dir string, s sizes) (*world, error) {
	server, err := pgserver.Start(ctx, pgserver.Options{Dir: filepath.Join(dir, "pg")})
	if err != nil {
		return nil, err
	}
	w := &world{dir: dir, server: server, url: server.URL("web")}
	if err := w.fill(ctx, s); err != nil {
		w.close()
		return nil, err
	}
	return w, nil
}

func (w *world) keyFile() string { return filepath.Join(w.dir, "master.key") }

func (w *world) fill(ctx context.Context, s sizes) error {
	if err := w.server.EnsureDatabase(ctx, "web"); err != nil {
		return err
	}
	if err := store.Migrate(ctx, w.url); err != nil {
		return err
	}
	keys, err := vault.LoadOrCreate(w.keyFile())
	if err != nil {
		return err
	}
	db, err := store.Open(ctx, w.url, keys, time.Now)
	if err != nil {
		return err
	}
	defer db.Close()
	if err := db.EnsureMode(ctx, casework.ModeTest); err != nil {
		return err
	}
	files, err := demo.Register()
	if err != nil {
		return err
	}
	if _, err := db.ImportRegister(ctx, files, store.ImportOptions{}); err != nil {
		return err
	}
	people := identity.New(db, time.Now)
	for i := range s.clerks {
		p, _, err := people.Add(ctx, identity.Staff{Login: fmt.Sprintf("bank%d", i), Name: fmt.Sprintf("Bänk %d", i), Role: identity.RoleClerk})
		if err != nil {
			return err
		}
		w.staff = append(w.staff, p.ID)
	}
	start := time.Now()
	log.Printf("filling: %d companies, %d open and %d closed cases", s.companies, s.open, s.closed)
	if err := crowd.Fill(ctx, db.Pool(), keys, crowd.Sizes{Companies: s.companies, Open: s.open, Closed: s.closed, Now: time.Now()}); err != nil {
		return err
	}
	log.Printf("filled in %v", time.Since(start).Round(time.Second))
	return w.openCases(ctx, db, keys, s.clerks)
}

// openCases takes in a mail with fee data for each clerk, as the reader does.
func (w *world) openCases(ctx context.Context, db *store.Store, keys *vault.Vault, n int) error {
	mails, err := letter.NewMails(letter.DemoHouse())
	if err != nil {
		return err
	}
	book := casebook.New(db, keys, mails, time.Now)
	snapshot, err := db.Register(ctx)
	if err != nil {
		return err
	}
	companies := snapshot.Companies()
	for i := range n {
		c := companies[len(companies)-1-i]
		var rows []avgiftslista.Row
		for j, m := range snapshot.Employed(c.OrganisationNumber, crowd.October) {
			rows = append(rows, avgiftslista.Row{Personnummer: m.Personnummer, Name: m.FullName(), MemberFee: register.Amount(60_000 + j), HasControl: true, ControlFee: 3_000,
				Place: avgiftslista.Place{Part: avgiftslista.PartBody, Line: j + 3, Text: m.FullName()}})
		}
		id, err := message(ctx, db, i)
		if err != nil {
			return err
		}
		result, err := book.Intake(ctx, casework.Reading{
			MessageID: id, Reader: "1", Kinds: []string{"fee_data"}, Company: c.OrganisationNumber, Period: crowd.October, Sender: "lon@bolag.example",
			Header: casework.Threads{MessageID: fmt.Sprintf("bench-%d@bolag.example", i)},
			Mail:   casework.Mail{From: "lon@bolag.example", To: demo.Address, Subject: "Avgifter oktober", Text: strings.Repeat("Hej! Här kommer månadens avgifter.\n", 20), ReceivedAt: time.Now()},
			Draft:  avgiftslista.Draft{Company: c.OrganisationNumber, Period: crowd.October, Rows: rows},
		})
		if err != nil {
			return err
		}
		w.cases = append(w.cases, result.Case)
	}
	return nil
}

func message(ctx context.Context, db *store.Store, i int) (id int64, err error) {
	raw := fmt.Appendf(nil, "Subject: %d\r\n\r\nHej", i)
	err = db.InTx(ctx, func(t *store.Tx) error {
		object, err := t.Keep(ctx, raw)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(raw)
		return t.QueryRow(ctx, `INSERT INTO message (id, sha256, size, raw_object, received_at, fetched_at) OVERRIDING SYSTEM VALUE
			VALUES ((SELECT max(id) + 1 FROM message), $1, $2, $3, $4, $4) RETURNING id`, sum[:], len(raw), [16]byte(object), t.Now).Scan(&id)
	})
	return id, err
}

// program is the real program, serving pages.
type program struct {
	*app.App
	url string
}

// serve starts the program with its pages over the database at address.
func (w *world) serve(ctx context.Context, address string) (*program, error) {
	a, err := app.New(ctx, &config.Config{
		Mode: config.ModeTest, MasterKeyFile: w.keyFile(), Database: config.Database{URL: config.Secret(address)}, HTTP: config.HTTP{Listen: "localhost:0"},
	}, app.Options{Roles: []config.Role{config.RoleWeb}, Demo: true, Log: slog.New(slog.DiscardHandler), Now: time.Now})
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx) }()
	w.closes = append(w.closes, func() {
		stop()
		<-ended
		_ = a.Close()
	})
	return &program{a, a.BaseURL()}, nil
}

// clerk is a browser that is logged in, with a case and a sheet of its own.
type clerk struct {
	client      *http.Client
	file, sheet string // paths
	turn        int
}

// clerks logs n people in and opens a list for each.
func (w *world) clerks(p *program, n int) ([]*clerk, error) {
	out := make([]*clerk, n)
	for i := range n {
		jar, err := cookiejar.New(nil)
		if err != nil {
			return nil, err
		}
		c := &clerk{client: &http.Client{Jar: jar, Transport: &http.Transport{MaxIdleConnsPerHost: 4, DisableCompression: true}}, file: fmt.Sprintf("/arende/%d", w.cases[i]), turn: i}
		token, err := p.Identity.LoginLink(context.Background(), w.staff[i])
		if err != nil {
			return nil, err
		}
		if _, err := c.post(p.url+"/demo/"+token, nil); err != nil {
			return nil, fmt.Errorf("login: %w", err)
		}
		if c.sheet, err = c.post(p.url+"/registrera", url.Values{"code": {crowd.NumberOf(i)}}); err != nil {
			return nil, fmt.Errorf("open a list: %w", err)
		}
		out[i] = c
	}
	return out, nil
}

// post sends a form and gives the path that it led to.
func (c *clerk) post(address string, form url.Values) (string, error) {
	answer, err := c.client.PostForm(address, form)
	if err != nil {
		return "", err
	}
	return answer.Request.URL.Path, drain(answer)
}

func (c *clerk) get(address string) error {
	r, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	r.Header.Set("Accept-Encoding", "gzip")
	answer, err := c.client.Do(r)
	if err != nil {
		return err
	}
	return drain(answer)
}

func drain(answer *http.Response) error {
	body, err := io.ReadAll(answer.Body)
	err = errors.Join(err, answer.Body.Close())
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: status %d: %.200s", answer.Request.URL.Path, answer.StatusCode, body)
	}
	return err
}
