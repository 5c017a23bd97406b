package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// What clerks ask for.
const (
	queue = "queue"
	file  = "case"
	row   = "row save"
)

// turns is the mixture: six queues, three cases and one row in ten.
var turns = []string{queue, file, queue, queue, file, queue, row, queue, file, queue}

// do asks for one thing at base.
func (c *clerk) do(what, base string) error {
	switch what {
	case queue:
		return c.get(base + "/ko") // as browsers ask: compressed
	case file:
		return c.get(base + c.file)
	}
	_, err := c.post(base+c.sheet+"/rad", url.Values{"row": {"1"}, "member": {fmt.Sprintf("6%02d,00", c.turn%100)}, "used": {"digits"}})
	return err
}

// took is how long things took.
type took []time.Duration

func (t took) quantile(q float64) time.Duration {
	if len(t) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(t))
	return sorted[min(len(sorted)-1, int(q*float64(len(sorted))))]
}

type timings map[string]took

// ask lets all clerks work for a round and adds what it took to into.
func ask(clerks []*clerk, base string, round time.Duration, into timings) error {
	var mu sync.Mutex
	var failed error
	var all sync.WaitGroup
	end := time.Now().Add(round)
	for _, c := range clerks {
		all.Go(func() {
			mine := timings{}
			for time.Now().Before(end) {
				what := turns[c.turn%len(turns)]
				c.turn++
				start := time.Now()
				if err := c.do(what, base); err != nil {
					mu.Lock()
					failed = err
					mu.Unlock()
					return
				}
				mine[what] = append(mine[what], time.Since(start))
			}
			mu.Lock()
			defer mu.Unlock()
			for what, t := range mine {
				into[what] = append(into[what], t...)
			}
		})
	}
	all.Wait()
	return failed
}

// record gives the statements of each thing that is asked for, taken when everything is warm.
func (w *world) record(ctx context.Context) (map[string][]statement, error) {
	r, address, err := w.between(ctx)
	if err != nil {
		return nil, err
	}
	p, err := w.serve(ctx, address)
	if err != nil {
		return nil, err
	}
	clerks, err := w.clerks(p, 1)
	if err != nil {
		return nil, err
	}
	noted := map[string][]statement{}
	for _, what := range []string{queue, file, row} {
		for range 3 {
			if err := clerks[0].do(what, p.url); err != nil {
				return nil, err
			}
		}
		if noted[what], err = r.during(func() error { return clerks[0].do(what, p.url) }); err != nil {
			return nil, err
		}
	}
	return noted, nil
}

// bare serves the statements alone, on a pool as large as the program's.
func (w *world) bare(ctx context.Context, noted map[string][]statement) (string, error) {
	pool, err := pgxpool.New(ctx, w.url+"&pool_max_conns=16")
	if err != nil {
		return "", err
	}
	w.closes = append(w.closes, pool.Close)
	hundred := make([]byte, 100)
	s := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		what := queue
		switch {
		case strings.HasPrefix(r.URL.Path, "/arende/"):
			what = file
		case strings.HasSuffix(r.URL.Path, "/rad"):
			what = row
		}
		if err := replay(r.Context(), pool, noted[what]); err != nil {
			http.Error(rw, err.Error(), http.StatusInternalServerError)
			return
		}
		_, _ = rw.Write(hundred)
	}))
	w.closes = append(w.closes, s.Close)
	return s.URL, nil
}

// replay runs statements on one connection and drops their rows.
func replay(ctx context.Context, pool *pgxpool.Pool, statements []statement) error {
	conn, err := pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	for _, s := range statements {
		raw := conn.Conn().PgConn()
		if s.simple {
			if _, err := raw.Exec(ctx, s.sql).ReadAll(); err != nil {
				return fmt.Errorf("%s: %w", s.sql, err)
			}
			continue
		}
		described, err := conn.Conn().Prepare(ctx, s.sql, s.sql) // the connection remembers it
		if err != nil {
			return fmt.Errorf("%s: %w", s.sql, err)
		}
		reader := raw.ExecPrepared(ctx, described.Name, s.values, s.formats, s.results)
		for reader.NextRow() {
			_ = reader.Values()
		}
		if _, err := reader.Close(); err != nil {
			return fmt.Errorf("%s: %w", s.sql, err)
		}
	}
	return nil
}
