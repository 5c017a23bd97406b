package figurebook_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/figures"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/store/figurebook"
	"sef.se/kontakten/casework/store/listbook"
	"sef.se/kontakten/casework/store/printroom"
	"sef.se/kontakten/casework/verification"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/testdb"
	"sef.se/kontakten/internal/vault"
)

var databases = testdb.New(store.Migrate)

func TestMain(m *testing.M) { os.Exit(databases.Run(m)) }

var (
	noon    = time.Date(2026, 11, 24, 12, 0, 0, 0, register.Stockholm) // a Tuesday
	october = register.NewPeriod(2026, 10)
)

// people are so many as may be told of, and the one who settles.
const people = figures.Least

// world has as many companies on paper as people, each with one member. Its clock goes ten seconds
// at each look.
type world struct {
	*testing.T
	*figurebook.Book
	lists *listbook.Book
	store *store.Store
	staff []casework.Actor // the last supervises
	now   atomic.Int64
}

func (w *world) clock() time.Time { return noon.Add(time.Duration(w.now.Add(10)) * time.Second) }

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t}
	v, err := vault.LoadOrCreate(filepath.Join(t.TempDir(), "master.key"))
	w.must(err)
	w.store, err = store.Open(t.Context(), databases.URL(t), v, w.clock)
	w.must(err)
	t.Cleanup(w.store.Close)
	w.must(w.store.EnsureMode(t.Context(), casework.ModeTest))
	companies := []string{"organisation_number,name,care_of,street,postcode,city,email,agreement,channel,region,customer_number"}
	members := []string{"personnummer,first_name,last_name,organisation_number,employed_from,employed_to"}
	for i := range people {
		number := luhn(fmt.Sprintf("5598%05d", i))
		companies = append(companies, fmt.Sprintf("%s,Bolag %d AB,,Gatan 1,12345,Orten,,inst,paper,Mitt,%d", number, i, 100001+i))
		members = append(members, fmt.Sprintf("19%s,Åsa,Öberg,%s,2020-01-01,", luhn(fmt.Sprintf("7001%02d980", i+1)), number))
	}
	file := func(lines ...string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(strings.Join(lines, "\n") + "\n"), ModTime: noon}
	}
	_, err = w.store.ImportRegister(t.Context(), fstest.MapFS{
		"agreements.csv": file("agreement,name,valid_from,member_fee_percent,control_fee_percent", "inst,Installationsavtalet,2024-04-01,1.90,0.50"),
		"companies.csv":  file(companies...), "members.csv": file(members...),
	}, store.ImportOptions{})
	w.must(err)
	for i := range people + 1 {
		a := casework.Actor{Name: fmt.Sprint("p", i), Role: casework.RoleClerk}
		if i == people {
			a.Role = casework.RoleSupervisor
		}
		w.must(w.store.Pool().QueryRow(t.Context(), "INSERT INTO staff (login, name, role, totp_secret, created_at) VALUES ($1, $1, $2, '', now()) RETURNING id", a.Name, a.Role).Scan(&a.ID))
		w.staff = append(w.staff, a)
	}
	mails, err := letter.NewMails(letter.DemoHouse())
	w.must(err)
	cases := casebook.New(w.store, v, mails, w.clock)
	w.lists = listbook.New(w.store, cases, v, w.clock)
	w.must(w.lists.SetPolicy(t.Context(), w.boss(), verification.Policy{Mode: verification.Always, Limit: 2_500_00, Deviation: 25}))
	_, err = printroom.New(printroom.Config{Store: w.store, Cases: cases, Clock: w.clock}).Start(t.Context(), w.boss(), october)
	w.must(err)
	w.Book = figurebook.New(w.store, w.clock)
	return w
}

func (w *world) boss() casework.Actor { return w.staff[people] }

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) exec(sql string, args ...any) {
	w.Helper()
	_, err := w.store.Pool().Exec(context.WithoutCancel(w.Context()), sql, args...)
	w.must(err)
}

func luhn(digits string) string {
	d, _ := register.LuhnDigit(digits)
	return digits + string(d)
}

// key keys company i's list, of one row.
func (w *world) key(by casework.Actor, i int, fee register.Amount) {
	w.Helper()
	number, err := avgiftslista.NewListNumber(100001+i, october, 1)
	w.must(err)
	s, err := w.lists.OpenSheet(w.Context(), by, number.String())
	w.must(err)
	control := register.Amount(160_00)
	_, err = w.lists.SaveRow(w.Context(), by, s.ID, casework.KeyingRow{Row: 1, MemberFee: &fee, ControlFee: &control})
	w.must(err)
	total := register.Amount(768_00)
	_, err = w.lists.SaveWritten(w.Context(), by, s.ID, &total)
	w.must(err)
	f := casework.KeyingFinish{Key: fmt.Sprintf("key-of-keying-%04d", s.ID)}
	_, err = w.lists.Finish(w.Context(), by, s.ID, f)
	var refusal *casework.Error
	if errors.As(err, &refusal) {
		for _, a := range refusal.Accept {
			f.Accept = append(f.Accept, a.Key)
		}
		_, err = w.lists.Finish(w.Context(), by, s.ID, f)
	}
	w.must(err)
}

// keyed has every list keyed twice, each by two people, and one slip of the first that the third
// settles.
func (w *world) keyed() {
	w.Helper()
	for i := range people {
		fee := register.Amount(608_00)
		if i == 0 {
			fee = 680_00
		}
		w.key(w.staff[i], i, fee)
		w.key(w.staff[(i+1)%people], i, 608_00)
	}
	_, err := w.lists.Settle(w.Context(), w.boss(), 1, verification.Decision{Key: "key-of-the-settling", Choices: []verification.Choice{{Row: 1, Field: verification.FieldMember, Take: verification.TakeSecond}}})
	w.must(err)
}

func TestFiguresOnPeople(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.keyed()
	o, err := w.FiguresOf(t.Context(), w.boss())
	w.must(err)
	week := o.Weeks[len(o.Weeks)-1]
	if week.Monday != register.NewDate(2026, 11, 23) || week.Keyed.N != 2*people || week.Keyed.People != people || !week.Keyed.Shown() || week.RowsAnHour() == 0 {
		t.Errorf("keyed: %+v", week)
	}
	if week.Wrong != (figures.Count{N: 1, Of: people, People: people}) || week.Differs != (figures.Count{N: 1, Of: people, People: people}) {
		t.Errorf("errors: %+v", week)
	}
	if o.Weeks[0].Keyed.Shown() {
		t.Error("a week of nobody is shown")
	}
	for _, by := range w.staff[:2] {
		o, err := w.FiguresOf(t.Context(), by)
		if err != nil || o.Weeks != nil || o.Green != nil {
			t.Errorf("a clerk sees figures on others: %+v, %v", o, err)
		}
	}
	for i, want := range []figures.OwnWeek{{Rows: 2, Lists: 2, Checked: 2, Wrong: 1}, {Rows: 2, Lists: 2, Checked: 2}} {
		own, err := w.Own(t.Context(), w.staff[i])
		w.must(err)
		got := own[len(own)-1]
		if got.Seconds == 0 {
			t.Error("no time at the keys")
		}
		got.Monday, got.Seconds = register.Date{}, 0
		if got != want {
			t.Errorf("own figures of %d: %+v, want %+v", i, got, want)
		}
	}
	own, err := w.Own(t.Context(), w.boss())
	if err != nil || own[len(own)-1].Rows != 0 {
		t.Errorf("who only settles has keyed nothing: %+v, %v", own, err)
	}
}

func TestFiguresOnCases(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for i, state := range []string{"new", "open", "waiting", "decided", "decided"} {
		w.exec(`INSERT INTO case_file (origin, state, kinds, mode, opened_at, created_at, changed_at, waiting_until)
			VALUES ('mail', $1, '{fee_data}', 'test', $2, $2, $2, CASE WHEN $1 = 'waiting' THEN '2026-12-01'::date END)`, state, noon.AddDate(0, 0, -i))
		w.exec("INSERT INTO case_event (case_id, at, kind, text) SELECT max(id), $1, 'arrived', '' FROM case_file", noon.AddDate(0, 0, -i))
	}
	event := func(back int, at time.Time, by int, kind, data string) {
		w.exec("INSERT INTO case_event (case_id, at, staff_id, kind, text, data) SELECT max(id) - $1, $2, $3, $4, '', $5::jsonb FROM case_file", back, at, w.staff[by].ID, kind, data)
	}
	event(1, noon, 0, "edited", "{}")
	for back := range 2 {
		event(back, noon, back, "approved", "{}")
		event(back, noon, back, "state", `{"from": "open", "to": "decided"}`)
		event(back, noon, back, "state", `{"from": "decided", "to": "closed"}`) // no second time out
	}
	w.exec("INSERT INTO held_back (case_id, first_by, screen, at, second_by, agreed, settled_at) SELECT max(id), $1, 's', $2, $3, false, $2 FROM case_file", w.staff[0].ID, noon, w.staff[1].ID)
	o, err := w.FiguresOf(t.Context(), w.boss())
	w.must(err)
	if o.Today.In != 1 || o.Today.Out != 2 || o.Live != 3 || o.New != 1 || o.Waiting != 1 || o.Oldest != register.NewDate(2026, 11, 22) || len(o.Days) != 30 {
		t.Errorf("%+v", o)
	}
	week := o.Weeks[len(o.Weeks)-1]
	if week.Plain != (figures.Count{N: 1, Of: 2, People: 2}) || week.Plain.Shown() {
		t.Errorf("approvals: %+v", week.Plain)
	}
	if *o.Green != (figures.Green{Held: 1, Decided: 1, Disagreed: 1}) {
		t.Errorf("green: %+v", o.Green)
	}
	if len(o.Lists) != 1 || o.Lists[0].Period != october || o.Lists[0].Out+o.Lists[0].Late != people {
		t.Errorf("lists: %+v", o.Lists)
	}
}
