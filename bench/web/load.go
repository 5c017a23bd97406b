package main

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"
)

// load is how hard and how long the contestants are asked.
type load struct {
	clients, rounds int
	round           time.Duration
}

// contestant is a handler: request is what its clients ask again and again.
type contestant struct {
	name    string
	request func() (*http.Request, error)
}

// result is the median round of a contestant.
type result struct {
	name     string
	rate     float64
	p50, p99 time.Duration
	bytes    int64
}

// inTurn asks every contestant in every round, so that a busy minute of the
// machine meets all of them.
func (l load) inTurn(contestants []contestant) ([]result, error) {
	requests := make([]*http.Request, len(contestants))
	for i, c := range contestants {
		var err error
		if requests[i], err = c.request(); err != nil {
			return nil, fmt.Errorf("%s: %w", c.name, err)
		}
	}
	rounds := make([][]result, len(contestants))
	for n := range l.rounds + 1 {
		for i, c := range contestants {
			r, err := l.ask(c.name, requests[i])
			if err != nil {
				return nil, err
			}
			if n > 0 { // the first warms up
				rounds[i] = append(rounds[i], r)
			}
		}
	}
	medians := make([]result, len(contestants))
	for i := range rounds {
		slices.SortFunc(rounds[i], func(a, b result) int { return int(a.rate - b.rate) })
		medians[i] = rounds[i][len(rounds[i])/2]
	}
	return medians, nil
}

func (l load) ask(name string, request *http.Request) (result, error) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: l.clients, DisableCompression: true}}
	defer client.CloseIdleConnections()
	var mu sync.Mutex
	var took []time.Duration
	var bytes int64
	var failed error
	end := time.Now().Add(l.round)
	var clients sync.WaitGroup
	for range l.clients {
		clients.Go(func() {
			var mine []time.Duration
			for time.Now().Before(end) {
				start := time.Now()
				n, err := get(client, request)
				if err != nil {
					mu.Lock()
					failed = err
					mu.Unlock()
					return
				}
				mine = append(mine, time.Since(start))
				mu.Lock()
				bytes = n
				mu.Unlock()
			}
			mu.Lock()
			took = append(took, mine...)
			mu.Unlock()
		})
	}
	clients.Wait()
	if failed != nil || len(took) == 0 {
		return result{}, fmt.Errorf("%s: %w", name, failed)
	}
	slices.Sort(took)
	return result{name: name, rate: float64(len(took)) / l.round.Seconds(), p50: took[len(took)/2], p99: took[len(took)*99/100], bytes: bytes}, nil
}

func get(client *http.Client, request *http.Request) (int64, error) {
	answer, err := client.Do(request.Clone(request.Context()))
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	n, err := io.Copy(io.Discard, answer.Body)
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("status %d", answer.StatusCode)
	}
	return n, err
}
