package annulbook_test

import (
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/annulment"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/annulbook"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/store/listbook"
	"sef.se/kontakten/casework/verification"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/testdb"
	"sef.se/kontakten/internal/vault"
)

var databases = testdb.New(store.Migrate)

func TestMain(m *testing.M) { os.Exit(databases.Run(m)) }

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, register.Stockholm)

var october = register.NewPeriod(2026, 10)

// world is a database with six companies on paper, each with three members; the last one's
// agreement has no control fee.
type world struct {
	*testing.T
	*annulbook.Book
	cases *casebook.Book
	lists *listbook.Book
	store *store.Store
	vault *vault.Vault
	staff map[string]casework.Actor
	now   atomic.Int64
}

const companies = 6

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t, staff: map[string]casework.Actor{}}
	v, err := vault.LoadOrCreate(filepath.Join(t.TempDir(), "master.key"))
	w.must(err)
	w.vault = v
	w.now.Store(noon.UnixNano())
	clock := func() time.Time { return time.Unix(0, w.now.Load()) }
	w.store, err = store.Open(t.Context(), databases.URL(t), v, clock)
	w.must(err)
	t.Cleanup(w.store.Close)
	w.must(w.store.EnsureMode(t.Context(), casework.ModeTest))
	mails, err := letter.NewMails(letter.DemoHouse())
	w.must(err)
	w.cases = casebook.New(w.store, v, mails, clock).Delayed(5 * time.Minute)
	w.lists = listbook.New(w.store, w.cases, v, clock)
	w.Book = annulbook.New(w.cases, v)
	for name, a := range map[string]casework.Actor{"anna": {Role: casework.RoleClerk}, "bo": {Role: casework.RoleClerk}, "cia": {Role: casework.RoleSupervisor, Protected: true}} {
		a.Name = strings.ToUpper(name[:1]) + name[1:]
		w.must(w.store.Pool().QueryRow(t.Context(), `
			INSERT INTO staff (login, name, role, see_protected, totp_secret, created_at) VALUES ($1, $2, $3, $4, '', now()) RETURNING id`,
			name, a.Name, a.Role, a.Protected).Scan(&a.ID))
		w.staff[name] = a
	}
	_, err = w.store.ImportRegister(t.Context(), registerFiles(), store.ImportOptions{})
	w.must(err)
	w.must(w.lists.SetPolicy(t.Context(), w.staff["cia"], verification.Policy{Mode: verification.ByRisk, Limit: 2_500_00, Deviation: 25}))
	return w
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func luhn(digits string) string {
	d, _ := register.LuhnDigit(digits)
	return digits + string(d)
}

func organisation(i int) register.OrganisationNumber {
	o, err := register.ParseOrganisationNumber(luhn(fmt.Sprintf("5598%05d", i)))
	if err != nil {
		panic(err)
	}
	return o
}

func member(i int) register.Personnummer {
	birth := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, 5*i).Format("20060102")
	p, err := register.ParsePersonnummer(birth[:2]+luhn(birth[2:]+"980"), register.Date{})
	if err != nil {
		panic(err)
	}
	return p
}

func registerFiles() fstest.MapFS {
	file := func(lines ...string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(strings.Join(lines, "\r\n") + "\r\n"), ModTime: noon}
	}
	firms := []string{"organisation_number,name,care_of,street,postcode,city,email,agreement,channel,region,customer_number"}
	members := []string{"personnummer,first_name,last_name,organisation_number,employed_from,employed_to"}
	for i := range companies {
		agreement := "installation"
		if i == companies-1 {
			agreement = "kraftverk"
		}
		firms = append(firms, fmt.Sprintf("%s,Bolag %d AB,,Gatan 1,12345,Orten,lon@bolag%d.example,%s,paper,Mitt,%d", organisation(i).Full(), i, i, agreement, 100001+i))
		for j := range 3 {
			members = append(members, fmt.Sprintf("%s,Åsa,Öberg%d,%s,2020-01-01,", member(3*i+j).Full(), j, organisation(i).Full()))
		}
	}
	return fstest.MapFS{
		"agreements.csv": file("agreement,name,valid_from,member_fee_percent,control_fee_percent", "installation,Installationsavtalet,2024-04-01,1.90,0.50",
			"kraftverk,Kraftverksavtalet,2024-04-01,1.90,0.00"),
		"companies.csv": file(firms...),
		"members.csv":   file(members...),
	}
}

// memberID and companyID are the database's ids.
func (w *world) memberID(i int) (id int64) {
	w.must(w.store.Pool().QueryRow(w.Context(), "SELECT id FROM member WHERE personnummer = $1", member(i).Full()).Scan(&id))
	return id
}

func (w *world) companyID(i int) (id int64) {
	w.must(w.store.Pool().QueryRow(w.Context(), "SELECT id FROM company WHERE customer_number = $1", 100001+i).Scan(&id))
	return id
}

// booked books rows of members for a company and month, out of a case.
func (w *world) booked(company int, p register.Period, control bool, members ...int) ledger.ReportID {
	w.Helper()
	var id ledger.ReportID
	w.must(w.cases.InTx(w.Context(), func(t *store.Tx, reg *store.Snapshot) error {
		ctx := w.Context()
		company := w.companyID(company)
		if err := casebook.LockMonth(ctx, t, company, p); err != nil {
			return err
		}
		var file casework.CaseID
		if err := t.QueryRow(ctx, `
			INSERT INTO case_file (origin, state, kinds, company_id, period, mode, opened_at, created_at, changed_at)
			VALUES ('mail', 'decided', '{fee_data}', $1, $2, 'test', $3, $3, $3) RETURNING id`, company, p.First().Time(), t.Now).Scan(&file); err != nil {
			return err
		}
		current, err := casebook.Report(ctx, t, w.vault, company, p)
		if err != nil {
			return err
		}
		kind := ledger.New
		if len(current.Current()) > 0 {
			kind = ledger.Addition
		}
		var rows []ledger.Row
		for _, m := range members {
			r := ledger.Row{Person: ledger.Person{MemberID: w.memberID(m)}, MemberFee: register.Amount(500_00 + m), Source: ledger.Source{Place: fmt.Sprintf("body line %d", m), Line: "rad"}}
			if control {
				r.ControlFee = register.Amount(130_00 + m)
			}
			rows = append(rows, r)
		}
		id, err = w.cases.Post(ctx, t, current, casebook.Posting{CompanyID: company, Period: p, Kind: kind, Rows: rows, Case: file, Channel: "mail",
			By: w.staff["anna"].ID, Screen: "x", Key: rand.Text(), Reader: "1", Import: reg.Import})
		return err
	}))
	return id
}

func (w *world) ask(who string, id ledger.ReportID, to *annulment.Target) (annulment.Outcome, error) {
	return w.AskAnnulment(w.Context(), annulment.Ask{Report: id, Reason: annulment.WrongCompany, To: to, Key: rand.Text(), By: w.staff[who]})
}

func (w *world) answer(who string, request int64, yes bool) (annulment.Outcome, error) {
	return w.AnswerAnnulment(w.Context(), annulment.Answer{Request: request, Yes: yes, Key: rand.Text(), By: w.staff[who]})
}

func (w *world) refused(err error, want casework.Kind, says string) {
	w.Helper()
	if casework.KindOf(err) != want || !strings.Contains(fmt.Sprint(err), says) {
		w.Errorf("got %v, want %v saying %q", err, want, says)
	}
}

func (w *world) count(query string, args ...any) (n int) {
	w.Helper()
	w.must(w.store.Pool().QueryRow(w.Context(), "SELECT count(*) FROM "+query, args...).Scan(&n))
	return n
}
