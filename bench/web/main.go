// Command web measures what the pages cost with years of work in the database, beside the very
// statements that they run:
//
//	page  the real program: session, account, header, the page's own work, HTML, over HTTP
//	bare  a handler that runs the statements of the same request (recorded between program and
//	      server), drops their rows and writes 100 bytes
//
// Fifty clerks ask at once, six times in ten for the queue, three times for a case, and once they
// save a keyed row. Page and bare are asked in turn by rounds in one run, so that a busy minute of
// the machine meets both: read the ratios. Then two hundred browsers hold a stream each, and a real
// Chromium with an empty cache loads pages of every kind.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"time"
)

// The targets of the issue.
const (
	targetRatio  = 5.0 // p99 of the page over p99 of its statements
	targetStream = 150 // MiB of the whole process with 200 streams open
)

func main() {
	log.SetFlags(0)
	open := flag.Int("open", 100_000, "open cases")
	closed := flag.Int("closed", 1_000_000, "closed cases")
	companies := flag.Int("companies", 10_000, "companies")
	clerks := flag.Int("clerks", 50, "clerks at once")
	rounds := flag.Int("rounds", 4, "rounds of page and bare in turn")
	round := flag.Duration("round", 5*time.Second, "length of a round")
	streams := flag.Int("streams", 200, "browsers that hold a stream")
	flag.Parse()
	if err := run(context.Background(), sizes{*companies, *open, *closed, *clerks, *streams}, *rounds, *round); err != nil {
		log.Fatal(err)
	}
}

type sizes struct{ companies, open, closed, clerks, streams int }

func run(ctx context.Context, s sizes, rounds int, round time.Duration) error {
	dir, err := os.MkdirTemp("", "kontakten-bench-web-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	// Started by root, PostgreSQL runs as another account, who must be able to enter.
	if err := os.Chmod(dir, 0o755); err != nil {
		return err
	}
	w, err := newWorld(ctx, dir, s)
	if err != nil {
		return err
	}
	defer w.close()
	replays, err := w.record(ctx)
	if err != nil {
		return err
	}
	page, err := w.serve(ctx, w.url)
	if err != nil {
		return err
	}
	clerks, err := w.clerks(page, s.clerks)
	if err != nil {
		return err
	}
	bare, err := w.bare(ctx, replays)
	if err != nil {
		return err
	}
	pages, bares := timings{}, timings{}
	for range rounds {
		if err := ask(clerks, page.url, round, pages); err != nil {
			return err
		}
		if err := ask(clerks, bare, round, bares); err != nil {
			return err
		}
	}
	ok := report(s, replays, pages, bares)
	held, err := w.holdStreams(ctx, page, clerks, s.streams)
	if err != nil {
		return err
	}
	fmt.Printf("\n%d streams: the process grew by %.0f MiB to %.0f MiB (target below %d, both ends of every stream in it)\n", s.streams, held.grew, held.all, targetStream)
	soon, err := w.inBrowser(ctx, page, clerks[len(clerks)-1])
	if err != nil {
		return err
	}
	if !ok || !soon || held.all > targetStream {
		return fmt.Errorf("a target is missed")
	}
	return nil
}

// report prints a table and tells whether the targets are met.
func report(s sizes, replays map[string][]statement, pages, bares timings) bool {
	fmt.Printf("%d open cases, %d closed, %d clerks at once\n\n", s.open, s.closed, s.clerks)
	fmt.Printf("| | statements | page p50 ms | page p99 ms | bare p50 ms | bare p99 ms | p99 ratio |\n|---|---|---|---|---|---|---|\n")
	ok := true
	for _, name := range []string{queue, file, row} {
		p, b := pages[name], bares[name]
		ratio := float64(p.quantile(.99)) / float64(b.quantile(.99))
		ok = ok && ratio <= targetRatio
		fmt.Printf("| %s | %d | %.1f | %.1f | %.1f | %.1f | %.2f |\n", name, len(replays[name]), ms(p.quantile(.5)), ms(p.quantile(.99)), ms(b.quantile(.5)), ms(b.quantile(.99)), ratio)
	}
	return ok
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
