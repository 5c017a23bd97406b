package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/internal/pgserver"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/vault"
)

// memoryTarget is what `lista run` may take at its peak, however many lists it prints.
const memoryTarget = 128 // MiB

// house is a database of its own with companies on paper, beside the program itself.
type house struct {
	dir, program, file string
	server             *pgserver.Server
	url                string
	store              *store.Store
	keys               *vault.Vault
	closes             []func()
}

// databaseRuns runs the month of so many companies with the real command, and asks the staff pages about it.
func databaseRuns(ctx context.Context, sizes []int) error {
	fmt.Printf("\n| lista run, companies | seconds | CPU s | peak MiB (target %d) | month page ms | while it lies unposted ms | shown again ms | expected returns ms |\n|---|---|---|---|---|---|---|---|\n", memoryTarget)
	for _, n := range sizes {
		if err := databaseRun(ctx, n); err != nil {
			return fmt.Errorf("%d companies: %w", n, err)
		}
	}
	return nil
}

func databaseRun(ctx context.Context, n int) (err error) {
	dir, err := os.MkdirTemp("", "bench-print")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	if err := os.Chmod(dir, 0o755); err != nil { // PostgreSQL, started by root, runs as another account
		return err
	}
	h, err := newHouse(ctx, dir)
	if err != nil {
		return err
	}
	defer h.close()
	if err := h.fill(ctx, n); err != nil {
		return err
	}
	if _, _, err := h.run(ctx, october.AddMonths(-1)); err != nil {
		return err
	}
	took, usage, err := h.run(ctx, october)
	if err != nil {
		return err
	}
	if err := h.settle(ctx); err != nil {
		return err
	}
	pages, err := h.pages(ctx)
	if err != nil {
		return err
	}
	cpu := time.Duration(usage.Utime.Nano() + usage.Stime.Nano()).Seconds()
	fmt.Printf("| %d | %.1f | %.1f | %d | %d | %d | %d | %d |\n", n, took.Seconds(), cpu, usage.Maxrss/1024, pages.posted.Milliseconds(), pages.unposted.Milliseconds(), pages.again.Milliseconds(), pages.expected.Milliseconds())
	if usage.Maxrss/1024 > memoryTarget {
		return fmt.Errorf("the run took %d MiB, and may take %d", usage.Maxrss/1024, memoryTarget)
	}
	return nil
}

func newHouse(ctx context.Context, dir string) (*house, error) {
	h := &house{dir: dir, program: filepath.Join(dir, "kontakten"), file: filepath.Join(dir, "kontakten.toml")}
	if text, err := exec.CommandContext(ctx, "go", "build", "-buildvcs=false", "-o", h.program, "./cmd/kontakten").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("go build: %w: %s", err, text)
	}
	var err error
	if h.server, err = pgserver.Start(ctx, pgserver.Options{Dir: filepath.Join(dir, "pg")}); err != nil {
		return nil, err
	}
	h.closes = append(h.closes, func() { _ = h.server.Stop() })
	if err := h.open(ctx); err != nil {
		h.close()
		return nil, err
	}
	return h, nil
}

func (h *house) open(ctx context.Context) error {
	const name = "kontakten"
	if err := h.server.EnsureDatabase(ctx, name); err != nil {
		return err
	}
	h.url = h.server.URL(name)
	if err := store.Migrate(ctx, h.url); err != nil {
		return err
	}
	key := filepath.Join(h.dir, "key.json")
	var err error
	if h.keys, err = vault.LoadOrCreate(key); err != nil {
		return err
	}
	if h.store, err = store.Open(ctx, h.url, h.keys, time.Now); err != nil {
		return err
	}
	h.closes = append(h.closes, h.store.Close)
	text := fmt.Sprintf("mode = \"test\"\npublic_url = \"https://kontakten.example.se/\"\nmaster_key_file = %q\n[database]\nurl = %q\n", key, h.url)
	if err := os.WriteFile(h.file, []byte(text), 0o600); err != nil {
		return err
	}
	return h.store.EnsureMode(ctx, casework.ModeTest)
}

func (h *house) close() {
	for i := len(h.closes) - 1; i >= 0; i-- {
		h.closes[i]()
	}
}

// run is `kontakten lista run` as a process of its own, so that its memory is its own.
func (h *house) run(ctx context.Context, p register.Period) (time.Duration, *syscall.Rusage, error) {
	cmd := exec.CommandContext(ctx, h.program, "lista", "run", "--config", h.file, "--period", p.String())
	var said strings.Builder
	cmd.Stderr = &said
	began := time.Now()
	if err := cmd.Run(); err != nil {
		return 0, nil, fmt.Errorf("lista run: %w: %s", err, said.String())
	}
	usage, _ := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	return time.Since(began), usage, nil
}
