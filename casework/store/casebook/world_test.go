package casebook_test

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/store/queuebook"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/testdb"
	"sef.se/kontakten/internal/vault"
)

var databases = testdb.New(store.Migrate)

func TestMain(m *testing.M) { os.Exit(databases.Run(m)) }

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, register.Stockholm)

var october = register.NewPeriod(2026, 10)

// queueBook is a second Book to embed.
type queueBook = queuebook.Book

// world is a database with three companies and some staff, and the Book of it.
//
//	0  installation (control fee), paper: members 0–3
//	1  kraftverk (no control fee), web: members 4, 5
//	2  installation, paper: member 6, member 7 (left the union in 2025), member 8 (protected)
type world struct {
	*testing.T
	*casebook.Book
	*queueBook
	store *store.Store
	vault *vault.Vault
	now   atomic.Int64 // nanoseconds
	staff map[string]casework.Actor
	mails atomic.Int64
}

func (w *world) clock() time.Time { return time.Unix(0, w.now.Load()) }

func (w *world) forward(d time.Duration) { w.now.Add(int64(d)) }

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, staff: map[string]casework.Actor{}}
	w.now.Store(noon.AddDate(0, -1, 0).UnixNano())
	var err error
	if w.vault, err = vault.LoadOrCreate(filepath.Join(t.TempDir(), "master.key")); err != nil {
		t.Fatal(err)
	}
	if w.store, err = store.Open(t.Context(), databases.URL(t), w.vault, w.clock); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.store.Close)
	if err := w.store.EnsureMode(t.Context(), casework.ModeTest); err != nil {
		t.Fatal(err)
	}
	mails, err := letter.NewMails(letter.DemoHouse())
	if err != nil {
		t.Fatal(err)
	}
	w.Book = casebook.New(w.store, w.vault, mails, w.clock)
	w.queueBook = queuebook.New(w.store, w.Book, w.clock)
	w.addStaff("anna", casework.RoleClerk, false)
	w.addStaff("bo", casework.RoleClerk, false)
	w.addStaff("cia", casework.RoleSupervisor, true)
	if _, err := w.store.ImportRegister(t.Context(), registerFiles(), store.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	w.now.Store(noon.UnixNano())
	return w
}

func (w *world) addStaff(name string, role casework.Role, protected bool) {
	w.Helper()
	var id int64
	if err := w.store.Pool().QueryRow(w.Context(), `
		INSERT INTO staff (login, name, role, see_protected, totp_secret, created_at) VALUES ($1, $2, $3, $4, '', now()) RETURNING id`,
		name, strings.ToUpper(name[:1])+name[1:], role, protected).Scan(&id); err != nil {
		w.Fatal(err)
	}
	w.staff[name] = casework.Actor{ID: id, Name: strings.ToUpper(name[:1]) + name[1:], Role: role, Protected: protected}
}

func luhn(digits string) string {
	d, ok := register.LuhnDigit(digits)
	if !ok {
		panic(digits)
	}
	return digits + string(d)
}

func organisation(i int) register.OrganisationNumber {
	o, err := register.ParseOrganisationNumber(luhn(fmt.Sprintf("5598%05d", i)))
	if err != nil {
		panic(err)
	}
	return o
}

// member i has an invented number; from 100 on the register has none of them.
func member(i int) register.Personnummer {
	birth := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, 17*i).Format("20060102")
	p, err := register.ParsePersonnummer(birth[:2]+luhn(birth[2:]+"980"), register.Date{})
	if err != nil {
		panic(err)
	}
	return p
}

func registerFiles() fs.FS {
	file := func(lines ...string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(strings.Join(lines, "\r\n") + "\r\n"), ModTime: noon.AddDate(0, -1, 0)}
	}
	companies := []string{"organisation_number,name,care_of,street,postcode,city,email,agreement,channel,region,customer_number"}
	for i, c := range []struct{ agreement, channel string }{{"installation", "paper"}, {"kraftverk", "web"}, {"installation", "paper"}} {
		companies = append(companies, fmt.Sprintf("%s,Bolag %d AB,,Gatan 1,12345,Orten,lon@bolag%d.example;bokforing@byra.example,%s,%s,Mitt,%d",
			organisation(i).Full(), i, i, c.agreement, c.channel, 100001+i))
	}
	members := []string{"personnummer,first_name,last_name,organisation_number,employed_from,employed_to,member_from,member_to,deceased_on,protected"}
	for i := range 9 {
		company, until, protected := 0, "", ""
		switch {
		case i >= 6:
			company = 2
		case i >= 4:
			company = 1
		}
		if i == 7 {
			until = "2025-06-30"
		}
		if i == 8 {
			protected = "1"
		}
		members = append(members, fmt.Sprintf("%s,Åsa,Öberg%d,%s,2020-01-01,,,%s,,%s", member(i).Full(), i, organisation(company).Full(), until, protected))
	}
	return fstest.MapFS{
		"agreements.csv": file("agreement,name,valid_from,member_fee_percent,control_fee_percent", "installation,Installationsavtalet,2024-04-01,1.90,0.50",
			"kraftverk,Kraftverksavtalet,2024-04-01,1.90,0.00"),
		"companies.csv": file(companies...),
		"members.csv":   file(members...),
	}
}

// fees is a row of a person that fits the rates: 32 000 kr of pay and so many öre more.
func fees(i int, control bool) avgiftslista.Row {
	r := avgiftslista.Row{Personnummer: member(i), Name: fmt.Sprintf("Åsa Öberg%d", i), MemberFee: 608_00,
		Place: avgiftslista.Place{Part: "body", Line: i + 3, Text: fmt.Sprintf("%s Åsa Öberg%d 608,00", member(i).Full(), i)}}
	if control {
		r.ControlFee, r.HasControl = 160_00, true
	}
	return r
}

// rowsOf are the expected rows of company 0 or 1.
func rowsOf(company int) []avgiftslista.Row {
	if company == 1 {
		return []avgiftslista.Row{fees(4, false), fees(5, false)}
	}
	return []avgiftslista.Row{fees(0, true), fees(1, true), fees(2, true), fees(3, true)}
}

// message stores a mail's raw bytes and gives its id.
func (w *world) message(raw string) (id int64) {
	w.Helper()
	err := w.store.InTx(w.Context(), func(t *store.Tx) error {
		object, err := t.Keep(w.Context(), []byte(raw))
		if err != nil {
			return err
		}
		sum := sha256.Sum256([]byte(raw))
		return t.QueryRow(w.Context(), `INSERT INTO message (sha256, size, raw_object, received_at, fetched_at) VALUES ($1, $2, $3, $4, $4) RETURNING id`,
			sum[:], len(raw), [16]byte(object), t.Now).Scan(&id)
	})
	if err != nil {
		w.Fatal(err)
	}
	return id
}

// reading is fee data of a company for October from its known address.
func (w *world) reading(company int, rows []avgiftslista.Row, change ...func(*casework.Reading)) casework.Reading {
	w.Helper()
	n := w.mails.Add(1)
	sender := fmt.Sprintf("lon@bolag%d.example", company)
	r := casework.Reading{Reader: "1", Kinds: []string{"fee_data"}, Company: organisation(company), Period: october,
		Sender: sender, Header: casework.Threads{MessageID: fmt.Sprintf("%d@bolag.example", n), References: []string{"older@bolag.example"}},
		Answer: casework.Answering{Allowed: true},
		Mail:   casework.Mail{From: sender, To: "kontakten@sef.se", Subject: fmt.Sprintf("Avgifter %d", n), Text: "Hej", ReceivedAt: w.clock()},
		Draft:  avgiftslista.Draft{Company: organisation(company), Period: october, Rows: rows}}
	for _, f := range change {
		f(&r)
	}
	r.MessageID = w.message(fmt.Sprintf("Subject: Avgifter %d\r\n\r\nHej", n))
	return r
}

// arrives takes a reading in and gives its case.
func (w *world) arrives(r casework.Reading) casework.CaseID {
	w.Helper()
	result, err := w.Intake(w.Context(), r)
	if err != nil {
		w.Fatal(err)
	}
	return result.Case
}

func (w *world) open(who string, id casework.CaseID) casework.CasePage {
	w.Helper()
	page, err := w.OpenCase(w.Context(), w.staff[who], id, casework.Opening{})
	if err != nil {
		w.Fatal(err)
	}
	return page
}

func key() string { return rand.Text() }

func (w *world) try(who string, id casework.CaseID, do casework.Decision) (casework.Outcome, error) {
	return w.Decide(w.Context(), casework.Command{Case: id, By: w.staff[who], Key: key(), Do: do})
}

func (w *world) do(who string, id casework.CaseID, do casework.Decision) casework.Outcome {
	w.Helper()
	out, err := w.try(who, id, do)
	if err != nil {
		w.Fatalf("%T: %v", do, err)
	}
	return out
}

// approve approves what is on the screen as proposed.
func (w *world) approve(who string, id casework.CaseID, accept ...string) casework.Outcome {
	w.Helper()
	page := w.open(who, id)
	if page.Proposal == nil {
		w.Fatal("no proposal")
	}
	return w.do(who, id, casework.Approve{Screen: page.Screen, As: page.Proposal.Kind, Accept: accept})
}

func (w *world) refused(err error, want casework.Kind) {
	w.Helper()
	if casework.KindOf(err) != want {
		w.Errorf("got %v, want %v", err, want)
	}
}

// count counts rows.
func (w *world) count(query string, args ...any) (n int) {
	w.Helper()
	if err := w.store.Pool().QueryRow(context.WithoutCancel(w.Context()), "SELECT count(*) FROM "+query, args...).Scan(&n); err != nil {
		w.Fatal(err)
	}
	return n
}
