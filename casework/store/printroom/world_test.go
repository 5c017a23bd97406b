package printroom_test

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"sef.se/kontakten/avgiftslista/pdf"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/store/printroom"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/testdb"
	"sef.se/kontakten/internal/vault"
)

var databases = testdb.New(store.Migrate)

func TestMain(m *testing.M) {
	if os.Getenv(childURL) != "" {
		os.Exit(child())
	}
	os.Exit(databases.Run(m))
}

var (
	noon    = time.Date(2026, 10, 8, 12, 0, 0, 0, register.Stockholm)
	october = register.NewPeriod(2026, 10)
)

// world is a database with n companies on paper, each with three members, under an agreement
// with a control fee (even companies) or without.
type world struct {
	*testing.T
	*printroom.Room
	store   *store.Store
	cases   *casebook.Book
	staff   map[string]casework.Actor
	printer *printer
	now     atomic.Int64
	key     string // file of the master key
}

// printer keeps what it was given. It fails as often as fail says.
type printer struct {
	jobs []monthly.Job
	fail int
}

func (p *printer) Name() string { return "provskrivaren" }

func (p *printer) Print(_ context.Context, job monthly.Job) (string, error) {
	if p.fail > 0 {
		p.fail--
		return "", fmt.Errorf("papperet är slut")
	}
	p.jobs = append(p.jobs, job)
	return fmt.Sprintf("jobb %d", len(p.jobs)), nil
}

func newWorld(t *testing.T, companies int, change ...func(*printroom.Config)) *world {
	t.Helper()
	w := &world{T: t, staff: map[string]casework.Actor{}, printer: &printer{}}
	w.now.Store(noon.UnixNano())
	clock := func() time.Time { return time.Unix(0, w.now.Load()) }
	w.key = filepath.Join(t.TempDir(), "master.key")
	v, err := vault.LoadOrCreate(w.key)
	w.must(err)
	w.store, err = store.Open(t.Context(), databases.URL(t), v, clock)
	w.must(err)
	t.Cleanup(w.store.Close)
	w.must(w.store.EnsureMode(t.Context(), casework.ModeTest))
	cfg := config(w.store, v, clock)
	w.cases, cfg.Printer, cfg.SheetsPerFile = cfg.Cases, w.printer, 4
	for _, f := range change {
		f(&cfg)
	}
	w.Room = printroom.New(cfg)
	for name, a := range map[string]casework.Actor{"anna": {Role: casework.RoleClerk}, "bo": {Role: casework.RoleClerk}, "cia": {Role: casework.RoleSupervisor}} {
		a.Name = strings.ToUpper(name[:1]) + name[1:]
		w.must(w.store.Pool().QueryRow(t.Context(), `
			INSERT INTO staff (login, name, role, see_protected, totp_secret, created_at) VALUES ($1, $2, $3, $4, '', now()) RETURNING id`,
			name, a.Name, a.Role, a.Protected).Scan(&a.ID))
		w.staff[name] = a
	}
	_, err = w.store.ImportRegister(t.Context(), registerFiles(companies), store.ImportOptions{})
	w.must(err)
	w.fetched()
	return w
}

func config(s *store.Store, v *vault.Vault, clock func() time.Time) printroom.Config {
	sender := pdf.Demo()
	post, err := letter.NewPost(sender)
	if err != nil {
		panic(err)
	}
	mails, err := letter.NewMails(letter.DemoHouse())
	if err != nil {
		panic(err)
	}
	return printroom.Config{Store: s, Cases: casebook.New(s, v, mails, clock), Vault: v, Clock: clock, Mails: mails,
		Press: monthly.Press{Sender: sender, Post: post}}
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// on goes to noon of a day.
func (w *world) on(day string) {
	w.Helper()
	d, err := register.ParseDate(day)
	w.must(err)
	w.now.Store(d.Time().Add(12 * time.Hour).UnixNano())
	w.fetched()
}

// fetched says that the mailbox was read just now.
func (w *world) fetched() {
	w.Helper()
	w.exec(`INSERT INTO mailbox (address) VALUES ('kontakten@sef.example') ON CONFLICT DO NOTHING`)
	w.exec(`INSERT INTO mail_folder (mailbox_id, name, role, since, last_fetch_at) SELECT id, 'INBOX', 'inbox', '2026-01-01', $1 FROM mailbox
		ON CONFLICT (mailbox_id, name) DO UPDATE SET last_fetch_at = $1`, time.Unix(0, w.now.Load()))
}

func (w *world) exec(query string, args ...any) {
	w.Helper()
	_, err := w.store.Pool().Exec(w.Context(), query, args...)
	w.must(err)
}

func (w *world) count(query string, args ...any) (n int) {
	w.Helper()
	w.must(w.store.Pool().QueryRow(w.Context(), "SELECT count(*) FROM "+query, args...).Scan(&n))
	return n
}

func (w *world) refused(err error, want casework.Kind, says string) {
	w.Helper()
	if casework.KindOf(err) != want || !strings.Contains(fmt.Sprint(err), says) {
		w.Errorf("got %v, want %v saying %q", err, want, says)
	}
}

// drawAll draws every file that waits.
func (w *world) drawAll() {
	w.Helper()
	for {
		var id int64
		if err := w.store.Pool().QueryRow(w.Context(), "SELECT coalesce(min(id), 0) FROM print_batch WHERE state = 'drawing'").Scan(&id); err != nil || id == 0 {
			w.must(err)
			return
		}
		_, err := w.DrawFile(w.Context(), id)
		w.must(err)
	}
}

// run prints a month whole.
func (w *world) run(p register.Period) monthly.Started {
	w.Helper()
	s, err := w.Start(w.Context(), w.staff["cia"], p)
	w.must(err)
	w.drawAll()
	return s
}

// handOver hands over every file that is ready, and posts it where asked.
func (w *world) handOver(post bool) {
	w.Helper()
	for _, f := range w.ids("SELECT id FROM print_batch WHERE state = 'ready' AND handed_at IS NULL ORDER BY id") {
		w.must(w.HandOver(w.Context(), w.staff["cia"], f, false))
		w.must(w.Send(w.Context(), f))
		if !post {
			continue
		}
		n := w.count("letter WHERE batch_id = $1 AND state = 'handed_over'", f)
		if n == 0 {
			continue
		}
		posted, err := w.Post(w.Context(), w.staff["cia"], monthly.Signature{File: f, On: register.DateOf(time.Unix(0, w.now.Load())), Count: n})
		w.must(err)
		if posted != n {
			w.Errorf("file %d: %d of %d posted", f, posted, n)
		}
	}
}

func (w *world) ids(query string, args ...any) (ids []int64) {
	w.Helper()
	w.must(w.store.Pool().QueryRow(w.Context(), "SELECT coalesce(array_agg(x.id), '{}') FROM ("+query+") x", args...).Scan(&ids))
	return ids
}

func luhn(digits string) string {
	d, ok := register.LuhnDigit(digits)
	if !ok {
		panic(digits)
	}
	return digits + string(d)
}

// member i has an invented number; company i/3 employs them.
func member(i int) register.Personnummer {
	birth := time.Date(1940+i%60, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i/60%360).Format("20060102")
	serial := fmt.Sprintf("%03d", 100+i/21600)
	p, err := register.ParsePersonnummer(birth[:2]+luhn(birth[2:]+serial), register.Date{})
	if err != nil {
		panic(err)
	}
	return p
}

func registerFiles(n int, lines ...string) fs.FS {
	file := func(lines ...string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(strings.Join(lines, "\r\n") + "\r\n"), ModTime: noon}
	}
	companies := []string{"organisation_number,name,care_of,street,postcode,city,email,agreement,channel,region,customer_number"}
	members := []string{"personnummer,first_name,last_name,organisation_number,employed_from,employed_to"}
	for i := range n {
		number := luhn(fmt.Sprintf("5598%05d", i))
		mail := fmt.Sprintf("lon@bolag%d.example", i)
		companies = append(companies, fmt.Sprintf("%s,Bolag %d AB,,Gatan 1,%05d,Orten,%s,%s,paper,Mitt,%d", number, i, 10000+n-i,
			mail, []string{"installation", "kraftverk"}[i%2], 100001+i))
		for j := range 3 {
			members = append(members, fmt.Sprintf("%s,Åsa,Öberg%d,%s,2020-01-01,", member(3*i+j).Full(), j, number))
		}
	}
	return fstest.MapFS{
		"agreements.csv": file("agreement,name,valid_from,member_fee_percent,control_fee_percent", "installation,Installationsavtalet,2024-04-01,1.90,0.50",
			"kraftverk,Kraftverksavtalet,2024-04-01,1.90,0.00"),
		"companies.csv": file(append(companies, lines...)...),
		"members.csv":   file(members...),
	}
}
