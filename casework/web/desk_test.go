package web_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
	"golang.org/x/net/html"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/avgiftslista/pdf"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/answers"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/live"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/annulbook"
	"sef.se/kontakten/casework/store/answerbook"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/store/clientbook"
	"sef.se/kontakten/casework/store/figurebook"
	"sef.se/kontakten/casework/store/findbook"
	"sef.se/kontakten/casework/store/frontdesk"
	"sef.se/kontakten/casework/store/greenbook"
	"sef.se/kontakten/casework/store/listbook"
	"sef.se/kontakten/casework/store/livebook"
	"sef.se/kontakten/casework/store/printroom"
	"sef.se/kontakten/casework/store/queuebook"
	"sef.se/kontakten/casework/store/teambook"
	"sef.se/kontakten/casework/verification"
	"sef.se/kontakten/casework/web"
	"sef.se/kontakten/internal/bankday"
	"sef.se/kontakten/internal/demo"
	"sef.se/kontakten/internal/identity"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/testdb"
	"sef.se/kontakten/internal/vault"
)

var databases = testdb.New(store.Migrate)

func TestMain(m *testing.M) { os.Exit(databases.Run(m)) }

var (
	morning = time.Date(2026, 11, 24, 9, 0, 0, 0, register.Stockholm)
	october = register.NewPeriod(2026, 10)
)

const password = "en ganska lång mening"

// desk is the pages over a database of its own, with the sample register, and
// the people who work there.
type desk struct {
	t        *testing.T
	store    *store.Store
	vault    *vault.Vault
	book     *casebook.Book
	queue    *queuebook.Book
	lists    *listbook.Book
	room     *printroom.Room
	identity *identity.Service
	server   *httptest.Server
	hub      *live.Hub
	deaf     atomic.Bool // no stream is answered
	log      *logged
	now      atomic.Int64
	mails    atomic.Int64
	register *register.Register
}

// logged is all that was logged: no test may find a personnummer in it.
type logged struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func (d *desk) clock() time.Time { return time.Unix(0, d.now.Load()) }

func (d *desk) forward(by time.Duration) { d.now.Add(int64(by)) }

func newDesk(t *testing.T, options ...store.Option) *desk {
	t.Helper()
	d := &desk{t: t, log: &logged{}}
	d.now.Store(morning.UnixNano())
	v, err := vault.LoadOrCreate(filepath.Join(t.TempDir(), "master.key"))
	d.must(err)
	d.vault = v
	d.store, err = store.Open(t.Context(), databases.URL(t), v, d.clock, options...)
	d.must(err)
	t.Cleanup(d.store.Close)
	d.must(d.store.EnsureMode(t.Context(), casework.ModeTest))
	files, err := demo.Register()
	d.must(err)
	_, err = d.store.ImportRegister(t.Context(), files, store.ImportOptions{})
	d.must(err)
	snapshot, err := d.store.Register(t.Context())
	d.must(err)
	d.register = snapshot.Register
	mails, err := letter.NewMails(letter.DemoHouse())
	d.must(err)
	d.book = casebook.New(d.store, v, mails, d.clock)
	d.queue = queuebook.New(d.store, d.book, d.clock)
	d.lists = listbook.New(d.store, d.book, v, d.clock)
	// Nobody is new and no sample is taken: what is keyed without a risk is booked.
	d.must(d.lists.SetPolicy(t.Context(), casework.Actor{Role: casework.RoleSupervisor},
		verification.Policy{Mode: verification.ByRisk, Limit: 2_500_00, Deviation: 25}))
	post, err := letter.NewPost(pdf.Demo())
	d.must(err)
	calendar, err := pdf.Demo().Calendar()
	d.must(err)
	d.room = printroom.New(printroom.Config{Store: d.store, Cases: d.book, Vault: v, Clock: d.clock, Mails: mails, Calendar: calendar,
		Press: monthly.Press{Sender: pdf.Demo(), Post: post}})
	d.identity = identity.New(d.store, d.clock)
	d.serve()
	return d
}

// serve starts the pages; each server is one instance of the program.
func (d *desk) serve() {
	d.hub = live.NewHub(d.clock)
	heard := livebook.New(d.store, d.hub, slog.New(slog.NewTextHandler(d.log, nil)), d.clock)
	h, err := web.New(web.Config{
		Queue: d.queue, Finding: findbook.New(d.store, d.book), Cases: d.book, Companies: d.book, Desk: frontdesk.New(d.store, d.book), Lists: d.lists, Keying: d.lists, Control: d.lists, Figures: figurebook.New(d.store, d.clock), Errands: d.book, Green: greenbook.New(d.store, d.book, d.vault), Team: teambook.New(d.store), Clients: clientbook.New(d.store), Answers: d.answers(), Reports: annulbook.New(d.book, d.vault),
		Runs: d.room, Letters: d.room, Expected: d.room,
		Live: d.hub, Present: heard,
		Sources: d.book, Files: d.viewer(), Identity: d.identity, Now: d.clock, Log: slog.New(slog.NewTextHandler(d.log, nil)), Demo: true, BaseURL: "http://kontakten.test",
	})
	d.must(err)
	d.server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if d.deaf.Load() && r.URL.Path == "/strom" {
			http.Error(w, "the stream is cut", http.StatusServiceUnavailable)
			return
		}
		h.ServeHTTP(w, r)
	}))
	d.t.Cleanup(d.server.Close)
	// Before the server closes, which waits for open streams.
	ctx, stop := context.WithCancel(context.WithoutCancel(d.t.Context()))
	var listening sync.WaitGroup
	listening.Go(func() { heard.Run(ctx) })
	d.t.Cleanup(func() { stop(); listening.Wait() })
}

// answers is the book of answers over the case book as it is now (a test may have given it a delay).
func (d *desk) answers() *answerbook.Book {
	library, err := answers.NewLibrary()
	d.must(err)
	return answerbook.New(d.store, d.book, d.vault, library, bankday.Calendar{}, d.room)
}

func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// person adds an account, takes it through its enrolment, and gives a browser
// that is logged in.
func (d *desk) person(login string, role identity.Role, protected bool) *browser {
	d.t.Helper()
	p, token, err := d.identity.Add(d.t.Context(), identity.Staff{Login: login, Name: "Prov " + login, Role: role, MaySeeProtected: protected})
	d.must(err)
	b := d.browser()
	b.actor = casework.Actor{ID: p.ID, Name: p.Name, Role: casework.Role(role), Protected: protected}
	b.login, b.secret = login, d.secret(token)
	page := b.post("/inbjudan/"+token, url.Values{"password": {password}, "again": {password}, "code": {b.code()}})
	page.wants(http.StatusOK, "main h1", "Kö")
	d.forward(time.Minute)
	return b
}

// secret reads the TOTP secret from the enrolment page, as a telephone does.
func (d *desk) secret(token string) string {
	d.t.Helper()
	page := d.browser().get("/inbjudan/" + token)
	return strings.ReplaceAll(text(page.one(".secret")), " ", "")
}

// browser is a client with cookies of its own.
type browser struct {
	d      *desk
	client *http.Client
	actor  casework.Actor
	login  string
	secret string
}

func (d *desk) browser() *browser {
	jar, err := cookiejar.New(nil)
	d.must(err)
	return &browser{d: d, client: &http.Client{Jar: jar}}
}

func (b *browser) code() string {
	b.d.t.Helper()
	if _, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(b.secret); err != nil {
		b.d.t.Fatalf("secret %q: %v", b.secret, err)
	}
	code, err := totp.GenerateCode(b.secret, b.d.clock())
	b.d.must(err)
	return code
}

// page is an answer with its parsed HTML.
type page struct {
	d      *desk
	status int
	url    *url.URL
	header http.Header
	body   string
	root   *html.Node
}

func (b *browser) do(r *http.Request) *page {
	b.d.t.Helper()
	answer, err := b.client.Do(r)
	b.d.must(err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	b.d.must(err)
	root, err := html.Parse(bytes.NewReader(body))
	b.d.must(err)
	return &page{d: b.d, status: answer.StatusCode, url: answer.Request.URL, header: answer.Header, body: string(body), root: root}
}

func (b *browser) get(path string) *page {
	b.d.t.Helper()
	r, err := http.NewRequest(http.MethodGet, b.d.server.URL+path, nil)
	b.d.must(err)
	return b.do(r)
}

func (b *browser) post(path string, form url.Values) *page {
	b.d.t.Helper()
	r, err := http.NewRequest(http.MethodPost, b.d.server.URL+path, strings.NewReader(form.Encode()))
	b.d.must(err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.do(r)
}

// one gives the only element of a selector.
func (p *page) one(selector string) *html.Node {
	p.d.t.Helper()
	found := find(p.root, selector)
	if len(found) != 1 {
		p.d.t.Fatalf("%s: %d elements %q, want 1\n%s", p.url.Path, len(found), selector, p.shown())
	}
	return found[0]
}

// wants checks the status and that some element of the selector holds the text.
func (p *page) wants(status int, selector, part string) {
	p.d.t.Helper()
	if p.status != status {
		p.d.t.Fatalf("%s: status %d, want %d\n%s\n%s", p.url.Path, p.status, status, p.shown(), p.d.log)
	}
	for _, n := range find(p.root, selector) {
		if strings.Contains(text(n), part) {
			return
		}
	}
	p.d.t.Errorf("%s: no %q with %q\n%s", p.url.Path, selector, part, p.shown())
}

// shown is what a reader sees of the page, for a failure.
func (p *page) shown() string {
	for _, main := range find(p.root, "main") {
		return text(main)
	}
	return p.body
}

func (p *page) lacks(part string) {
	p.d.t.Helper()
	if strings.Contains(p.body, part) {
		p.d.t.Errorf("%s holds %q", p.url.Path, part)
	}
}

// form gives a form's fields as a browser sends them, buttons left out.
func (p *page) form(selector string) url.Values {
	p.d.t.Helper()
	form := p.one(selector)
	values := url.Values{}
	for _, n := range find(form, "input") {
		kind := attribute(n, "type")
		if (kind == "checkbox" || kind == "radio") && !has(n, "checked") {
			continue
		}
		values.Add(attribute(n, "name"), attribute(n, "value"))
	}
	for _, s := range find(form, "select") {
		chosen := find(s, "option[selected]")
		if len(chosen) == 0 {
			chosen = find(s, "option")[:1]
		}
		values.Add(attribute(s, "name"), attribute(chosen[0], "value"))
	}
	for _, n := range find(form, "textarea") {
		values.Add(attribute(n, "name"), text(n))
	}
	return values
}

// company is a company of the sample register on a channel, with members
// employed in October.
func (d *desk) company(agreementHasControl bool, skip int) register.Company {
	d.t.Helper()
	for _, c := range d.register.Companies() {
		rate, ok := d.register.RateOf(c, october)
		if !ok || rate.HasControlFee() != agreementHasControl || len(d.employed(c)) < 3 || c.OrganisationNumber.IsPerson() || len(c.Emails) == 0 {
			continue
		}
		if skip--; skip < 0 {
			return c
		}
	}
	d.t.Fatal("the sample register has no such company")
	return register.Company{}
}

func (d *desk) employed(c register.Company) []register.Member {
	var out []register.Member
	for _, m := range d.register.Employed(c.OrganisationNumber, october) {
		if m.In(october) && !m.Protected && m.DeceasedOn.IsZero() {
			out = append(out, m)
		}
	}
	return out
}

// rows are fees of all the company's members that fit its rates.
func (d *desk) rows(c register.Company) []avgiftslista.Row {
	d.t.Helper()
	rate, _ := d.register.RateOf(c, october)
	var out []avgiftslista.Row
	for i, m := range d.employed(c) {
		base := register.Amount(3_200_000 + i*100_000)
		out = append(out, avgiftslista.Row{
			Personnummer: m.Personnummer, Name: m.FullName(), MemberFee: rate.MemberFee.Of(base), ControlFee: rate.ControlFee.Of(base),
			HasControl: rate.HasControlFee(), Place: avgiftslista.Place{Part: avgiftslista.PartBody, Line: i + 3, Text: m.FullName()},
		})
	}
	return out
}

// arrives takes a reading in, as the job does, and gives its case.
func (d *desk) arrives(c register.Company, kind string, rows []avgiftslista.Row, change ...func(*casework.Reading)) casework.CaseID {
	d.t.Helper()
	n := d.mails.Add(1)
	r := casework.Reading{
		Reader: "1", Kinds: []string{kind}, Company: c.OrganisationNumber, Period: october, Sender: c.Emails[0],
		Header: casework.Threads{MessageID: fmt.Sprintf("%d@test.example", n)}, Answer: casework.Answering{Allowed: true},
		Mail:  casework.Mail{From: c.Emails[0], To: "kontakten@sef.se", Subject: fmt.Sprintf("Avgifter nummer %d", n), Text: "Hej! Här kommer månadens avgifter.", ReceivedAt: d.clock()},
		Draft: avgiftslista.Draft{Company: c.OrganisationNumber, Period: october, Rows: rows},
	}
	if kind != "fee_data" {
		r.Draft = avgiftslista.Draft{}
	}
	for _, f := range change {
		f(&r)
	}
	r.MessageID = d.message(fmt.Sprintf("Subject: %d\r\n\r\nHej", n))
	result, err := d.book.Intake(d.t.Context(), r)
	d.must(err)
	return result.Case
}

func (d *desk) message(raw string) (id int64) {
	d.t.Helper()
	d.must(d.store.InTx(d.t.Context(), func(t *store.Tx) error {
		object, err := t.Keep(d.t.Context(), []byte(raw))
		if err != nil {
			return err
		}
		sum := sha256.Sum256([]byte(raw))
		return t.QueryRow(d.t.Context(), `INSERT INTO message (sha256, size, raw_object, received_at, fetched_at) VALUES ($1, $2, $3, $4, $4) RETURNING id`,
			sum[:], len(raw), [16]byte(object), t.Now).Scan(&id)
	}))
	return id
}

func (d *desk) count(query string, args ...any) (n int) {
	d.t.Helper()
	d.must(d.store.Pool().QueryRow(context.WithoutCancel(d.t.Context()), "SELECT count(*) FROM "+query, args...).Scan(&n))
	return n
}

func href(id casework.CaseID) string { return fmt.Sprintf("/arende/%d", id) }
