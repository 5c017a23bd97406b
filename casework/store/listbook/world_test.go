package listbook_test

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/store/listbook"
	"sef.se/kontakten/casework/store/printroom"
	"sef.se/kontakten/casework/verification"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/testdb"
	"sef.se/kontakten/internal/vault"
)

var databases = testdb.New(store.Migrate)

func TestMain(m *testing.M) { os.Exit(databases.Run(m)) }

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, register.Stockholm)

var october = register.NewPeriod(2026, 10)

// world is a database with n companies on paper, each with three members, under an agreement
// with a control fee (even companies) or without.
type world struct {
	*testing.T
	*listbook.Book
	cases *casebook.Book
	store *store.Store
	staff map[string]casework.Actor
}

func newWorld(t *testing.T, companies int) *world {
	t.Helper()
	w := &world{T: t, staff: map[string]casework.Actor{}}
	v, err := vault.LoadOrCreate(filepath.Join(t.TempDir(), "master.key"))
	if err != nil {
		t.Fatal(err)
	}
	clock := func() time.Time { return noon }
	if w.store, err = store.Open(t.Context(), databases.URL(t), v, clock); err != nil {
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
	w.cases = casebook.New(w.store, v, mails, clock)
	w.Book = listbook.New(w.store, w.cases, v, clock)
	for name, a := range map[string]casework.Actor{"anna": {Role: casework.RoleClerk}, "bo": {Role: casework.RoleClerk}, "dan": {Role: casework.RoleClerk}, "cia": {Role: casework.RoleSupervisor, Protected: true}} {
		a.Name = strings.ToUpper(name[:1]) + name[1:]
		if err := w.store.Pool().QueryRow(t.Context(), `
			INSERT INTO staff (login, name, role, see_protected, totp_secret, created_at) VALUES ($1, $2, $3, $4, '', now()) RETURNING id`,
			name, a.Name, a.Role, a.Protected).Scan(&a.ID); err != nil {
			t.Fatal(err)
		}
		w.staff[name] = a
	}
	w.policy(seasoned)
	if _, err := w.store.ImportRegister(t.Context(), registerFiles(companies), store.ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	return w
}

// seasoned is by risk, without a sample and with nobody new.
var seasoned = verification.Policy{Mode: verification.ByRisk, Limit: 2_500_00, Deviation: 25}

func (w *world) policy(p verification.Policy) {
	w.Helper()
	if err := w.SetPolicy(w.Context(), w.staff["cia"], p); err != nil {
		w.Fatal(err)
	}
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
	birth := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, 5*i).Format("20060102")
	p, err := register.ParsePersonnummer(birth[:2]+luhn(birth[2:]+"980"), register.Date{})
	if err != nil {
		panic(err)
	}
	return p
}

func registerFiles(n int) fs.FS {
	file := func(lines ...string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(strings.Join(lines, "\r\n") + "\r\n"), ModTime: noon}
	}
	companies := []string{"organisation_number,name,care_of,street,postcode,city,email,agreement,channel,region,customer_number"}
	members := []string{"personnummer,first_name,last_name,organisation_number,employed_from,employed_to"}
	for i := range n {
		number := luhn(fmt.Sprintf("5598%05d", i))
		companies = append(companies, fmt.Sprintf("%s,Bolag %d AB,,Gatan 1,%05d,Orten,,%s,paper,Mitt,%d", number, i, 10000+n-i,
			[]string{"installation", "kraftverk"}[i%2], 100001+i))
		for j := range 3 {
			members = append(members, fmt.Sprintf("%s,Åsa,Öberg%d,%s,2020-01-01,", member(3*i+j).Full(), j, number))
		}
	}
	return fstest.MapFS{
		"agreements.csv": file("agreement,name,valid_from,member_fee_percent,control_fee_percent", "installation,Installationsavtalet,2024-04-01,1.90,0.50",
			"kraftverk,Kraftverksavtalet,2024-04-01,1.90,0.00"),
		"companies.csv": file(companies...),
		"members.csv":   file(members...),
	}
}

// print numbers the lists of a month; their keying needs no drawing.
func (w *world) print(p register.Period) {
	w.Helper()
	room := printroom.New(printroom.Config{Store: w.store, Cases: w.cases, Clock: func() time.Time { return noon }})
	if _, err := room.Start(w.Context(), w.staff["cia"], p); err != nil {
		w.Fatal(err)
	}
}

// number is the list number of company i's first print.
func number(i int, p register.Period) string {
	n, err := avgiftslista.NewListNumber(100001+i, p, 1)
	if err != nil {
		panic(err)
	}
	return n.String()
}

func (w *world) openSheet(who, code string) casework.KeyingSheet {
	w.Helper()
	s, err := w.OpenSheet(w.Context(), w.staff[who], code)
	if err != nil {
		w.Fatal(err)
	}
	return s
}

// amounts is a keyed row.
func amounts(row int, member, control register.Amount) casework.KeyingRow {
	r := casework.KeyingRow{Row: row, MemberFee: &member, Key: casework.KeyDigits}
	if control >= 0 {
		r.ControlFee = &control
	}
	return r
}

func (w *world) save(who string, id casework.KeyingID, rows ...casework.KeyingRow) casework.RowSaved {
	w.Helper()
	var saved casework.RowSaved
	for _, r := range rows {
		var err error
		if saved, err = w.SaveRow(w.Context(), w.staff[who], id, r); err != nil {
			w.Fatal(err)
		}
	}
	return saved
}

func (w *world) saveWritten(who string, id casework.KeyingID, total register.Amount) casework.RowSaved {
	w.Helper()
	saved, err := w.SaveWritten(w.Context(), w.staff[who], id, &total)
	if err != nil {
		w.Fatal(err)
	}
	return saved
}

// keyAll keys company i's list whole, with control fees.
func (w *world) keyAll(who string, i int) casework.KeyingID {
	w.Helper()
	return w.keyAllOf(who, number(i, october), 608_00, 160_00)
}

// keyAllOf keys a list whole, each row alike.
func (w *world) keyAllOf(who, code string, member, control register.Amount) casework.KeyingID {
	w.Helper()
	s := w.openSheet(who, code)
	for n := range s.Rows {
		w.save(who, s.ID, amounts(n+1, member, control))
	}
	w.saveWritten(who, s.ID, register.Amount(len(s.Rows))*(member+control))
	return s.ID
}

// finish ends a keying, accepting the findings with these codes or keys.
func (w *world) finish(who string, id casework.KeyingID, accept ...string) (casework.Finished, error) {
	done, err := w.Finish(w.Context(), w.staff[who], id, casework.KeyingFinish{Key: rand.Text()})
	keys := slices.DeleteFunc(acceptable(err), func(key string) bool {
		code, _, _ := strings.Cut(key, ":")
		return !slices.Contains(accept, code) && !slices.Contains(accept, key)
	})
	if len(keys) == 0 {
		return done, err
	}
	return w.Finish(w.Context(), w.staff[who], id, casework.KeyingFinish{Key: rand.Text(), Accept: keys})
}

func (w *world) refused(err error, want casework.Kind, says string) {
	w.Helper()
	if casework.KindOf(err) != want || !strings.Contains(fmt.Sprint(err), says) {
		w.Errorf("got %v, want %v saying %q", err, want, says)
	}
}

func (w *world) count(query string, args ...any) (n int) {
	w.Helper()
	if err := w.store.Pool().QueryRow(w.Context(), "SELECT count(*) FROM "+query, args...).Scan(&n); err != nil {
		w.Fatal(err)
	}
	return n
}

// second keys a list a second time as it was keyed the first.
func (w *world) second(who, code string, first casework.KeyingID) casework.KeyingID {
	w.Helper()
	was, err := w.Sheet(w.Context(), w.staff["cia"], first)
	if err != nil {
		w.Fatal(err)
	}
	s := w.openSheet(who, code)
	for _, r := range was.Rows {
		r.Key = ""
		if r.New {
			r.Row = 0
		}
		w.save(who, s.ID, r)
	}
	if was.Written != nil {
		w.saveWritten(who, s.ID, *was.Written)
	}
	return s.ID
}

// acceptable are the keys of what a refusal says may be accepted.
func acceptable(err error) []string {
	var e *casework.Error
	var keys []string
	if errors.As(err, &e) {
		for _, a := range e.Accept {
			keys = append(keys, a.Key)
		}
	}
	return keys
}

// through ends Anna's keying, and where the list has a risk Bo keys it a second time.
func (w *world) through(id casework.KeyingID, code string, accept ...string) (casework.Finished, error) {
	w.Helper()
	done, err := w.finish("anna", id, accept...)
	if err != nil || done.Case != 0 || done.Report != 0 {
		return done, err
	}
	return w.finish("bo", w.second("bo", code, id), accept...)
}
