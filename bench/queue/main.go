// Command queue measures the queue page at 100,000 open cases beside the least that any page
// over the same data must do:
//
//	page  the real handler: session, staff account, header, queue, counts, headings opened
//	      from the vault, HTML
//	bare  a handler that runs the very statements that the page runs (recorded from one
//	      request between program and server), drops their rows and writes 100 bytes
//
// Both answer over HTTP on loopback, in turn, so that a busy minute meets each. Read the ratio.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"slices"
	"sync"
	"time"
)

// target is the ROAD's: the page answers at least this share of the bare handler's requests.
const target = 0.2

func main() {
	log.SetFlags(0)
	cases := flag.Int("cases", 100_000, "open cases")
	rounds := flag.Int("rounds", 5, "rounds; the median counts")
	seconds := flag.Int("seconds", 3, "of each contestant in a round")
	flag.Parse()
	if err := compare(context.Background(), *cases, *rounds, time.Duration(*seconds)*time.Second); err != nil {
		log.Fatal(err)
	}
}

func compare(ctx context.Context, cases, rounds int, span time.Duration) error {
	dir, err := os.MkdirTemp("", "kontakten-bench-queue-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	// Started by root, PostgreSQL runs as another account, who must be able to enter.
	if err := os.Chmod(dir, 0o755); err != nil {
		return err
	}
	w, err := newWorld(ctx, dir, cases)
	if err != nil {
		return err
	}
	defer w.close()
	statements, err := w.record(ctx)
	if err != nil {
		return err
	}
	page, bare, err := w.contestants(ctx, statements)
	if err != nil {
		return err
	}
	var pages, bares []float64
	for range rounds {
		pages = append(pages, page.measure(span))
		bares = append(bares, bare.measure(span))
	}
	slices.Sort(pages)
	slices.Sort(bares)
	p, b := pages[len(pages)/2], bares[len(bares)/2]
	fmt.Printf("queue page, %d open cases, %d statements, %d bytes of HTML\n", cases, len(statements), page.size)
	fmt.Printf("page %8.0f requests/s   p50 %v   p99 %v\n", p, page.quantile(0.5), page.quantile(0.99))
	fmt.Printf("bare %8.0f requests/s   p50 %v   p99 %v\n", b, bare.quantile(0.5), bare.quantile(0.99))
	fmt.Printf("ratio %.2f (target %.2f)\n", p/b, target)
	if p/b < target {
		return fmt.Errorf("the page is below its target")
	}
	return nil
}

// contestant is a handler that is asked the same thing again and again.
type contestant struct {
	url    string
	client *http.Client
	size   int
	mu     sync.Mutex
	took   []time.Duration
}

// clerks is how many ask at once.
const clerks = 4

// measure asks for span and gives the answers a second.
func (c *contestant) measure(span time.Duration) float64 {
	var wg sync.WaitGroup
	start := time.Now()
	before := len(c.took)
	for range clerks {
		wg.Go(func() {
			var took []time.Duration
			for time.Since(start) < span {
				began := time.Now()
				if err := c.ask(); err != nil {
					log.Fatal(err)
				}
				took = append(took, time.Since(began))
			}
			c.mu.Lock()
			c.took = append(c.took, took...)
			c.mu.Unlock()
		})
	}
	wg.Wait()
	return float64(len(c.took)-before) / time.Since(start).Seconds()
}

func (c *contestant) ask() error {
	res, err := c.client.Get(c.url)
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }()
	n, err := io.Copy(io.Discard, res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", c.url, res.Status)
	}
	c.mu.Lock()
	c.size = int(n)
	c.mu.Unlock()
	return nil
}

func (c *contestant) quantile(q float64) time.Duration {
	sorted := slices.Clone(c.took)
	slices.Sort(sorted)
	return sorted[min(len(sorted)-1, int(q*float64(len(sorted))))].Round(10 * time.Microsecond)
}
