package livebook_test

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/live"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/livebook"
	"sef.se/kontakten/internal/demo"
	"sef.se/kontakten/internal/testdb"
	"sef.se/kontakten/internal/vault"
)

var databases = testdb.New(store.Migrate)

func TestMain(m *testing.M) { os.Exit(databases.Run(m)) }

// world is a database that is listened to.
type world struct {
	t    *testing.T
	db   *store.Store
	book *livebook.Book
	hub  *live.Hub
	sub  *live.Subscription
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, hub: live.NewHub(time.Now)}
	keys, err := vault.LoadOrCreate(filepath.Join(t.TempDir(), "key"))
	w.must(err)
	w.db, err = store.Open(t.Context(), databases.URL(t), keys, time.Now)
	w.must(err)
	t.Cleanup(w.db.Close)
	w.must(w.db.EnsureMode(t.Context(), casework.ModeTest))
	files, err := demo.Register()
	w.must(err)
	_, err = w.db.ImportRegister(t.Context(), files, store.ImportOptions{})
	w.must(err)
	w.book = livebook.New(w.db, w.hub, slog.New(slog.DiscardHandler), time.Now)
	w.sub = w.hub.Subscribe(false)
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	var running sync.WaitGroup
	running.Go(func() { w.book.Run(ctx) })
	t.Cleanup(func() { stop(); running.Wait() })
	w.until(live.News{Kind: live.KindResync})
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) exec(sql string, args ...any) {
	w.t.Helper()
	_, err := w.db.Pool().Exec(w.t.Context(), sql, args...)
	w.must(err)
}

// until reads news until the wanted one comes, and gives all that came.
func (w *world) until(want live.News) []live.News {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 20*time.Second)
	defer cancel()
	var all []live.News
	for !slices.Contains(all, want) {
		told, err := w.sub.Next(ctx)
		if err != nil {
			w.t.Fatalf("waiting for %+v: %v; came %+v", want, err, all)
		}
		all = append(all, told.News...)
	}
	return all
}

func (w *world) addCase(restricted bool) (id int64) {
	w.t.Helper()
	w.must(w.db.Pool().QueryRow(w.t.Context(), `
		INSERT INTO case_file (origin, state, kinds, company_id, period, restricted, mode, opened_at, created_at, changed_at)
		VALUES ('mail', 'new', '{fee_data}', 1, '2026-10-01', $1, 'test', now(), now(), now()) RETURNING id`, restricted).Scan(&id))
	return id
}

func (w *world) addStaff(name string) (id int64) {
	w.t.Helper()
	w.must(w.db.Pool().QueryRow(w.t.Context(), `
		INSERT INTO staff (login, name, role, totp_secret, created_at) VALUES (lower($1), $1, 'clerk', '', now()) RETURNING id`, name).Scan(&id))
	return id
}

func TestTriggersTell(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	anna := w.addStaff("Anna")
	id := w.addCase(false)
	w.until(live.News{Kind: live.KindCase, ID: id, What: "new"})
	w.exec("UPDATE case_file SET holder_id = $2, held_until = now() WHERE id = $1", id, anna)
	w.until(live.News{Kind: live.KindCase, ID: id, What: "changed"})
	w.exec("INSERT INTO case_event (case_id, at, kind, text) VALUES ($1, now(), 'arrived', 'Ett mejl kom.')", id)
	w.until(live.News{Kind: live.KindEvent, ID: id, What: "arrived"})
	w.exec("INSERT INTO print_run (period, state, started_at, mode) VALUES ('2026-10-01', 'drawing', now(), 'test')")
	w.until(live.News{Kind: live.KindRun, ID: 1, What: "drawing"})
}

// A heartbeat of a claim is no news, and news of a restricted case are for the permitted.
func TestTriggersAreSilent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hidden, id := w.addCase(true), w.addCase(false)
	w.until(live.News{Kind: live.KindCase, ID: id, What: "new"})
	w.exec("UPDATE case_file SET held_until = now() WHERE id = $1", id)
	w.exec("UPDATE case_file SET revision = revision + 1 WHERE id = $1", hidden)
	w.exec("INSERT INTO case_event (case_id, at, kind, text) VALUES ($1, now(), 'note', 'Hemligt.')", hidden)
	last := w.addCase(false)
	for _, n := range w.until(live.News{Kind: live.KindCase, ID: last, What: "new"}) {
		if n.ID != last {
			t.Errorf("told %+v", n)
		}
	}
}

func TestListensAgainAfterALostConnection(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'")
	w.until(live.News{Kind: live.KindResync})
	id := w.addCase(false)
	w.until(live.News{Kind: live.KindCase, ID: id, What: "new"})
	if up, _ := w.hub.State(); !up {
		t.Error("the hub is down")
	}
}

func TestAnnounce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	anna, id, hidden := w.addStaff("Anna"), w.addCase(false), w.addCase(true)
	w.must(w.book.Announce(t.Context(), live.Here{Case: hidden, Staff: anna, Page: "p"}, false)) // does not exist for her
	w.must(w.book.Announce(t.Context(), live.Here{Case: id, Staff: anna, Page: "p"}, false))
	w.until(live.News{Kind: live.KindHere, ID: id})
	if got := w.hub.Present(id, false); !slices.Equal(got, []int64{anna}) {
		t.Errorf("present: %v", got)
	}
	if got := w.hub.Present(hidden, true); len(got) != 0 {
		t.Errorf("announced on a case that she may not see: %v", got)
	}
	names, err := w.book.Names(t.Context(), w.hub.Present(id, false))
	if err != nil || !slices.Equal(names, []string{"Anna"}) {
		t.Errorf("names: %v, %v", names, err)
	}
}
