package main

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"time"
)

// held is what streams cost, in MiB.
type held struct{ grew, all float64 }

// holdStreams opens n streams, lets cases change under them, and tells what the process holds then.
func (w *world) holdStreams(ctx context.Context, p *program, clerks []*clerk, n int) (held, error) {
	before := resident()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var told sync.WaitGroup
	for i := range n {
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, p.url+"/strom", nil)
		if err != nil {
			return held{}, err
		}
		answer, err := clerks[i%len(clerks)].client.Do(r)
		if err != nil {
			return held{}, err
		}
		if answer.StatusCode != http.StatusOK {
			return held{}, fmt.Errorf("stream: status %d", answer.StatusCode)
		}
		told.Add(1)
		go func() {
			defer answer.Body.Close()
			once := sync.OnceFunc(told.Done)
			for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
				if strings.Contains(lines.Text(), `"kind":"case"`) {
					once()
				}
			}
			once()
		}()
	}
	if _, err := p.Books.Store.Pool().Exec(ctx, "UPDATE case_file SET revision = revision + 1 WHERE id IN (SELECT id FROM case_file WHERE state = 'new' LIMIT 300)"); err != nil {
		return held{}, err
	}
	start := time.Now()
	told.Wait()
	fmt.Printf("\n300 changed cases reached %d browsers in %v\n", n, time.Since(start).Round(time.Millisecond))
	after := resident()
	return held{after - before, after}, nil
}

// resident is what the process holds in memory, in MiB, without what the garbage collector would
// give back.
func resident() float64 {
	runtime.GC()
	debug.FreeOSMemory()
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	var size, pages float64
	if _, err := fmt.Sscan(string(text), &size, &pages); err != nil {
		return 0
	}
	return pages * float64(os.Getpagesize()) / (1 << 20)
}
