package clientbook_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/clientele"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/clientbook"
	"sef.se/kontakten/internal/demo"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/testdb"
	"sef.se/kontakten/internal/vault"
)

var databases = testdb.New(store.Migrate)

func TestMain(m *testing.M) { os.Exit(databases.Run(m)) }

var today = register.Date{Year: 2026, Month: 11, Day: 24}

type world struct {
	*testing.T
	*clientbook.Book
	store    *store.Store
	register *register.Register
	kim, eva casework.Actor
	day      register.Date
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, day: today}
	clock := func() time.Time { return w.day.Time().Add(10 * time.Hour) }
	v, err := vault.LoadOrCreate(filepath.Join(t.TempDir(), "master.key"))
	w.must(err)
	w.store, err = store.Open(t.Context(), databases.URL(t), v, clock)
	w.must(err)
	t.Cleanup(w.store.Close)
	w.must(w.store.EnsureMode(t.Context(), casework.ModeTest))
	files, err := demo.Register()
	w.must(err)
	_, err = w.store.ImportRegister(t.Context(), files, store.ImportOptions{})
	w.must(err)
	reg, err := w.store.Register(t.Context())
	w.must(err)
	w.register, w.Book = reg.Register, clientbook.New(w.store)
	for login, a := range map[string]*casework.Actor{"kim": &w.kim, "eva": &w.eva} {
		a.Name, a.Role, a.Protected = login, casework.RoleClerk, login == "eva"
		w.must(w.store.Pool().QueryRow(t.Context(), "INSERT INTO staff (login, name, role, totp_secret, created_at) VALUES ($1, $1, 'clerk', '', now()) RETURNING id", login).Scan(&a.ID))
	}
	return w
}

func (w *world) id(query string, args ...any) (id int64) {
	w.Helper()
	w.must(w.store.Pool().QueryRow(w.Context(), query, args...).Scan(&id))
	return id
}

func (w *world) refused(err error, kind casework.Kind) {
	w.Helper()
	if casework.KindOf(err) != kind {
		w.Errorf("%v, want %v", err, kind)
	}
}

func TestTheLifeOfACompany(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	all := w.register.Companies()
	a, b := all[0].CustomerNumber, all[1].CustomerNumber
	id := w.id("SELECT id FROM company WHERE customer_number = $1", a)
	around := func() clientele.Company {
		c, err := w.Around(t.Context(), w.kim, id)
		w.must(err)
		return c
	}
	if s := around().Life.State; s != clientele.Active {
		t.Errorf("at first %s", s)
	}
	w.refused(w.SetLife(t.Context(), w.kim, clientele.SetLife{Customer: a, State: clientele.Bankruptcy, Since: today}), casework.Invalid)
	w.refused(w.SetLife(t.Context(), w.kim, clientele.SetLife{Customer: a, State: clientele.Succeeded, Since: today, Successor: a}), casework.Invalid)
	w.refused(w.SetLife(t.Context(), w.kim, clientele.SetLife{Customer: 1, State: clientele.Ended, Since: today}), casework.Invalid)
	w.must(w.SetLife(t.Context(), w.kim, clientele.SetLife{Customer: a, State: clientele.Bankruptcy, Since: today, Receiver: "Advokat Ek", Address: []string{"Box 1", "111 11 Stad"}}))
	if l := around().Life; l.State != clientele.Bankruptcy || l.Receiver != "Advokat Ek" || len(l.Address) != 2 || l.By != "kim" {
		t.Errorf("%+v", l)
	}
	w.refused(w.SetLife(t.Context(), w.kim, clientele.SetLife{Customer: a, State: clientele.Ended, Since: today.AddDays(-1)}), casework.Invalid)
	w.must(w.SetLife(t.Context(), w.kim, clientele.SetLife{Customer: a, State: clientele.Succeeded, Since: today.AddDays(7), Successor: b}))
	if c := around(); c.Life.State != clientele.Bankruptcy || len(c.Past) != 2 {
		t.Errorf("what lies ahead does not hold yet: %+v", c)
	}
	w.day = today.AddDays(7)
	if l := around().Life; l.State != clientele.Succeeded || l.Successor == nil || l.Successor.CustomerNumber != b {
		t.Errorf("%+v", l)
	}
	other, err := w.Around(t.Context(), w.kim, w.id("SELECT id FROM company WHERE customer_number = $1", b))
	w.must(err)
	if len(other.Takes) != 1 || other.Takes[0].CustomerNumber != a {
		t.Errorf("the successor shows %+v", other.Takes)
	}
	if _, err := w.store.Pool().Exec(t.Context(), "UPDATE company_life SET note = 'x'"); err == nil {
		t.Error("a state can be changed afterwards")
	}
}

func TestAMandateGivesAnAddressAndTakesItBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	customer := w.register.Companies()[0].CustomerNumber
	id := w.id("SELECT id FROM company WHERE customer_number = $1", customer)
	org, err := register.ParseOrganisationNumber("556036-0793")
	w.must(err)
	give := clientele.GiveMandate{Customer: customer, Organisation: org, Bureau: "Byrån AB", Email: "Lon@byran.example", From: today, ConfirmedFrom: "lon@foretaget.example"}
	known := func() int64 {
		return w.id("SELECT count(*) FROM company_address WHERE company_id = $1 AND address = 'lon@byran.example' AND ended_at IS NULL", id)
	}
	bad := give
	bad.ConfirmedFrom = ""
	w.refused(w.GiveMandate(t.Context(), w.kim, bad), casework.Invalid)
	if known() != 0 {
		t.Error("known without a mandate")
	}
	w.must(w.GiveMandate(t.Context(), w.kim, give))
	w.refused(w.GiveMandate(t.Context(), w.kim, give), casework.Conflict)
	other := give
	other.Customer, other.Email = w.register.Companies()[1].CustomerNumber, "annan@byran.example"
	w.refused(w.GiveMandate(t.Context(), w.kim, other), casework.Conflict)
	c, err := w.Around(t.Context(), w.kim, id)
	w.must(err)
	if known() != 1 || len(c.Mandates) != 1 || c.Mandates[0].ConfirmedBy != "kim" || c.Mandates[0].Organisation != org {
		t.Errorf("%d %+v", known(), c.Mandates)
	}
	w.must(w.EndMandate(t.Context(), w.eva, customer, c.Mandates[0].ID))
	w.refused(w.EndMandate(t.Context(), w.eva, customer, c.Mandates[0].ID), casework.Conflict)
	if c, _ := w.Around(t.Context(), w.kim, id); known() != 0 || len(c.Mandates) != 0 {
		t.Errorf("after its end: %d %+v", known(), c.Mandates)
	}
}

func TestAMembersPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.id("SELECT e.member_id FROM employment e JOIN member m ON m.id = e.member_id WHERE NOT m.protected ORDER BY e.id LIMIT 1")
	m, err := w.Member(t.Context(), w.kim, id, casework.Opening{What: "member"})
	w.must(err)
	if len(m.Employments) == 0 || m.Name == "" || m.Personnummer.IsZero() {
		t.Errorf("%+v", m)
	}
	if n := w.id("SELECT count(*) FROM access_log WHERE what = 'member' AND member_id = $1 AND staff_id = $2", id, w.kim.ID); n != 1 {
		t.Errorf("logged %d times", n)
	}
	_, err = w.store.Pool().Exec(t.Context(), "UPDATE member SET protected = true WHERE id = $1", id)
	w.must(err)
	_, err = w.Member(t.Context(), w.kim, id, casework.Opening{What: "member"})
	w.refused(err, casework.NotFound)
	_, err = w.Member(t.Context(), w.eva, id, casework.Opening{What: "unmask", Reason: "Företaget ringer"})
	w.must(err)
}
