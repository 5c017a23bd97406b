package printroom_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/printroom"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/vault"
)

// What a child process of the kill test is told by its environment.
const (
	childURL    = "PRINTROOM_CHILD_URL"
	childKey    = "PRINTROOM_CHILD_KEY"
	childPeriod = "PRINTROOM_CHILD_PERIOD"
)

// child runs one month as `kontakten lista run` does, until it is killed.
func child() int {
	fail := func(err error) int {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	v, err := vault.Load(os.Getenv(childKey))
	if err != nil {
		return fail(err)
	}
	p, err := register.ParsePeriod(os.Getenv(childPeriod))
	if err != nil {
		return fail(err)
	}
	ctx := context.Background()
	clock := func() time.Time { return noon }
	s, err := store.Open(ctx, os.Getenv(childURL), v, clock)
	if err != nil {
		return fail(err)
	}
	cfg := config(s, v, clock)
	cfg.SheetsPerFile = 50
	room := printroom.New(cfg)
	started, err := room.Start(ctx, casework.Program(), p)
	if err != nil {
		return fail(err)
	}
	if err := room.Draw(ctx, started.Files, nil); err != nil {
		return fail(err)
	}
	return 0
}

// TestKills kills a run again and again, at any moment, and starts it anew: no list may be
// missing and none may be there twice. With KONTAKTEN_PROOF=1 it is 100 kills of runs of 2,000
// lists.
func TestKills(t *testing.T) {
	t.Parallel()
	companies, kills := 120, 6
	if os.Getenv("KONTAKTEN_PROOF") != "" {
		companies, kills = 2000, 100
	}
	w := newWorld(t, companies)
	url := w.store.Pool().Config().ConnString()
	life := 2 * time.Second // guessed until the first run has ended
	killed, runs := 0, 0
	began := time.Now()
	for p := register.NewPeriod(2026, 10); killed < kills; p = p.AddMonths(-1) {
		for {
			cmd := exec.CommandContext(t.Context(), os.Args[0])
			cmd.Env = append(os.Environ(), childURL+"="+url, childKey+"="+w.key, childPeriod+"="+p.String())
			cmd.Stderr = os.Stderr
			w.must(cmd.Start())
			start := time.Now()
			var timer *time.Timer
			if killed < kills {
				timer = time.AfterFunc(rand.N(life), func() { _ = cmd.Process.Kill() })
			}
			err := cmd.Wait()
			if timer != nil {
				timer.Stop()
			}
			if err == nil {
				life = (life + 3*time.Since(start)) / 4
				break
			}
			if cmd.ProcessState.Exited() {
				t.Fatal(err)
			}
			killed++
		}
		runs++
		w.whole(p, companies)
	}
	t.Logf("%d kills over %d runs of %s lists in %s", killed, runs, strconv.Itoa(companies), time.Since(began).Round(time.Second))
}

// whole checks that each company has one list of a month, in one drawn file, at one place.
func (w *world) whole(p register.Period, companies int) {
	w.Helper()
	for what, got := range map[string]int{
		"lists":            w.count("fee_list WHERE period = $1 AND state = 'printed'", p.First().Time()),
		"companies":        w.count("(SELECT DISTINCT company_id FROM fee_list WHERE period = $1) x", p.First().Time()),
		"letters":          w.count("letter e JOIN fee_list l ON l.id = e.list_id WHERE l.period = $1 AND e.kind = 'list'", p.First().Time()),
		"drawn":            w.count("fee_list l JOIN print_batch b ON b.id = l.batch_id AND b.state = 'ready' WHERE l.period = $1 AND l.first_page > 0", p.First().Time()),
		"rows":             w.count("fee_list_row r JOIN fee_list l ON l.id = r.list_id WHERE l.period = $1", p.First().Time()) / 3,
		"places in a file": w.count("(SELECT DISTINCT batch_id, first_page FROM fee_list WHERE period = $1) x", p.First().Time()),
	} {
		if got != companies {
			w.Errorf("%s: %d %s of %d", p, got, what, companies)
		}
	}
	if n := w.count("print_run WHERE period = $1 AND state = 'ready'", p.First().Time()); n != 1 {
		w.Errorf("%s: %d runs are ready", p, n)
	}
}
