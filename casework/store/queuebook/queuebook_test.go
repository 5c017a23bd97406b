package queuebook_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/store/crowd"
	"sef.se/kontakten/casework/store/queuebook"
	"sef.se/kontakten/internal/bankday"
	"sef.se/kontakten/internal/demo"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/testdb"
	"sef.se/kontakten/internal/vault"
)

var databases = testdb.New(store.Migrate)

func TestMain(m *testing.M) { os.Exit(databases.Run(m)) }

// tuesday is 24 November 2026.
var tuesday = time.Date(2026, 11, 24, 9, 0, 0, 0, register.Stockholm)

// world is a database with the sample register and some staff.
type world struct {
	*testing.T
	db    *store.Store
	cases *casebook.Book
	queue *queuebook.Book
	vault *vault.Vault
	now   time.Time
	staff []casework.Actor
}

func newWorld(t *testing.T, staff int) *world {
	t.Helper()
	w := &world{T: t, now: tuesday}
	var err error
	w.vault, err = vault.LoadOrCreate(filepath.Join(t.TempDir(), "key"))
	w.must(err)
	clock := func() time.Time { return w.now }
	w.db, err = store.Open(t.Context(), databases.URL(t), w.vault, clock)
	w.must(err)
	t.Cleanup(w.db.Close)
	w.must(w.db.EnsureMode(t.Context(), casework.ModeTest))
	files, err := demo.Register()
	w.must(err)
	_, err = w.db.ImportRegister(t.Context(), files, store.ImportOptions{})
	w.must(err)
	mails, err := letter.NewMails(letter.DemoHouse())
	w.must(err)
	w.cases = casebook.New(w.db, w.vault, mails, clock)
	w.queue = queuebook.New(w.db, w.cases, clock)
	for i := range staff {
		a := casework.Actor{Name: fmt.Sprintf("Person %d", i), Role: casework.RoleClerk}
		w.must(w.db.Pool().QueryRow(t.Context(), `INSERT INTO staff (login, name, role, totp_secret, created_at, enrolled)
			VALUES ($1, $2, 'clerk', '', now(), true) RETURNING id`, fmt.Sprintf("p%d", i), a.Name).Scan(&a.ID))
		w.staff = append(w.staff, a)
	}
	return w
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// open opens a case of a company (0 for none) and month.
func (w *world) open(company int64, month int, kind string, at time.Time) (id casework.CaseID) {
	w.Helper()
	var period any
	if month > 0 {
		period = time.Date(2026, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	}
	w.must(w.db.Pool().QueryRow(w.Context(), `
		INSERT INTO case_file (origin, state, kinds, company_id, period, mode, opened_at, created_at, changed_at)
		VALUES ('mail', 'new', ARRAY[$1::text], nullif($2::bigint, 0), $3, 'test', $4, $4, $4) RETURNING id`, kind, company, period, at).Scan(&id))
	return id
}

func (w *world) due(id casework.CaseID) (d time.Time) {
	w.Helper()
	w.must(w.db.Pool().QueryRow(w.Context(), "SELECT due_on FROM case_file WHERE id = $1", id).Scan(&d))
	return d
}

// Twenty clerks who ask at once get twenty cases, and no two of them the same company and month
// (R6), however many cases that month has.
func TestNextForTwentyAtOnce(t *testing.T) {
	t.Parallel()
	const clerks = 20
	w := newWorld(t, clerks)
	for company := range int64(12) {
		for i := range 3 {
			w.open(company+1, 9, "fee_data", tuesday.Add(-time.Duration(i)*time.Minute))
			w.open(company+1, 10, "fee_data", tuesday.Add(-time.Duration(i)*time.Minute))
		}
	}
	got := make([]casework.CaseID, clerks)
	var all sync.WaitGroup
	start := make(chan struct{})
	for i := range clerks {
		all.Go(func() {
			<-start
			id, err := w.queue.Next(context.WithoutCancel(t.Context()), w.staff[i])
			if err != nil {
				t.Errorf("clerk %d: %v", i, err)
			}
			got[i] = id
		})
	}
	close(start)
	all.Wait()
	if n := len(slices.Compact(slices.Sorted(slices.Values(got)))); n != clerks {
		t.Errorf("%d different cases for %d clerks", n, clerks)
	}
	var groups int
	w.must(w.db.Pool().QueryRow(t.Context(), `
		SELECT count(*) FROM (SELECT FROM case_file WHERE holder_id IS NOT NULL GROUP BY company_id, period HAVING count(DISTINCT holder_id) > 1) g`).Scan(&groups))
	if groups > 0 {
		t.Errorf("%d months went to two clerks", groups)
	}
}

// What is due first is handed out first, then what is oldest.
func TestNextByDeadline(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	fees := w.open(1, 10, "fee_data", tuesday.AddDate(0, 0, -2))           // five working days
	login := w.open(2, 0, "credential_request", tuesday.AddDate(0, 0, -1)) // two
	older := w.open(3, 10, "fee_data", tuesday.AddDate(0, 0, -2).Add(-time.Hour))
	for i, want := range []casework.CaseID{login, older, fees} {
		got, err := w.queue.Next(t.Context(), w.staff[0])
		w.must(err)
		if got != want {
			t.Errorf("%d: got %v, want %v", i, got, want)
		}
	}
}

func TestDueOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	for range 2 { // told again at every start
		w.must(w.queue.KeepClosedDays(t.Context(), func(d register.Date) bool { return bankday.Calendar{}.Is(d) }))
	}
	friday := time.Date(2026, 11, 27, 15, 0, 0, 0, register.Stockholm)
	for _, tc := range []struct {
		kind string
		at   time.Time
		want string
	}{
		{"credential_request", tuesday, "2026-11-26"},
		{"fee_data", tuesday, "2026-12-01"},
		{"credential_request", friday, "2026-12-01"},
		{"credential_request", friday.AddDate(0, 0, 1), "2026-12-02"}, // a Saturday's mail comes on Monday
		{"question", time.Date(2026, 12, 22, 23, 30, 0, 0, register.Stockholm), "2026-12-29"},
	} {
		if got := w.due(w.open(1, 10, tc.kind, tc.at)).Format("2006-01-02"); got != tc.want {
			t.Errorf("%s at %v is due %s, want %s", tc.kind, tc.at, got, tc.want)
		}
	}
	// Waiting is due on its day, and two working days after it is opened again.
	id := w.open(2, 10, "fee_data", tuesday)
	step := func(sql, want string) {
		t.Helper()
		_, err := w.db.Pool().Exec(t.Context(), sql, id)
		w.must(err)
		if got := w.due(id).Format("2006-01-02"); got != want {
			t.Errorf("after %s: due %s, want %s", sql, got, want)
		}
	}
	step("UPDATE case_file SET state = 'waiting', waiting_until = '2027-01-20' WHERE id = $1", "2027-01-20")
	step("UPDATE case_file SET state = 'open', waiting_until = NULL, changed_at = '2027-01-20 08:00+01' WHERE id = $1", "2027-01-22")
	step("UPDATE case_file SET kinds = '{question}' WHERE id = $1", "2026-11-27")
}

// Every order pages through all cases once, grouped or not.
func TestOrdersPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.must(crowd.Fill(t.Context(), w.db.Pool(), w.vault, crowd.Sizes{Companies: 9, Open: 60, Closed: 20, Now: w.now}))
	for _, o := range []casework.QueueOrder{casework.OrderOldest, casework.OrderNewest, casework.OrderDue, casework.OrderCompany, casework.OrderPeriod, casework.OrderKind, casework.OrderHolder} {
		for _, grouped := range []bool{false, true} {
			f := casework.QueueFilter{Order: o, Grouped: grouped, Limit: 7}
			seen := map[casework.CaseID]int{}
			for pages := 0; ; pages++ {
				page, err := w.queue.Queue(t.Context(), w.staff[0], f)
				w.must(err)
				for _, r := range page.Rows {
					seen[r.ID]++
					for _, m := range r.Group {
						seen[m.ID]++
					}
				}
				if page.Next == "" || pages > 20 {
					break
				}
				f.After = page.Next
			}
			if len(seen) != 60 {
				t.Errorf("order %q, grouped %v: %d cases, want 60", o, grouped, len(seen))
			}
			for id, n := range seen {
				if n != 1 {
					t.Errorf("order %q, grouped %v: case %d stands %d times", o, grouped, id, n)
				}
			}
		}
	}
}

func TestSortedBySwedishName(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.open(1, 10, "fee_data", tuesday)
	w.open(2, 10, "fee_data", tuesday)
	w.open(0, 0, "question", tuesday)
	_, err := w.db.Pool().Exec(t.Context(), "UPDATE company SET name = CASE id WHEN 1 THEN 'Ödeshögs El' ELSE 'Zinkgruvans El' END WHERE id IN (1, 2)")
	w.must(err)
	rows, err := w.queue.QueueRows(t.Context(), w.staff[0], casework.QueueFilter{Order: casework.OrderCompany})
	w.must(err)
	// What has no company yet stands first: somebody must find out.
	if len(rows) != 3 || rows[0].Company != nil || rows[1].Company.Name != "Zinkgruvans El" || rows[2].Company.Name != "Ödeshögs El" {
		t.Errorf("%+v", rows)
	}
}
