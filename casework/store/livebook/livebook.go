// Package livebook listens to what the database's triggers tell and hands it to a live.Hub, and
// says to all processes that a page is open on a case (live.Announcer). It has one connection of
// its own, outside the pool: a pool would give a listening connection to others.
//
//	connect ─▶ LISTEN ─▶ hub up, everything read again ─▶ notifications …
//	   ▲                                                       │ the connection breaks
//	   └──────────── a pause that grows ◀── hub down ◀─────────┘
package livebook

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework/live"
	"sef.se/kontakten/casework/store"
)

// Channel is what the triggers notify.
const channel = "kontakten"

// The pauses between attempts to connect, and how long silence is believed: a connection that
// was lost without a word is found out by asking.
const (
	firstPause = 100 * time.Millisecond
	lastPause  = 10 * time.Second
	quiet      = 20 * time.Second
)

// Book listens for one process.
type Book struct {
	store *store.Store
	hub   *live.Hub
	log   *slog.Logger

	mu    sync.Mutex
	names map[int64]string
	read  time.Time // when the names were read
	clock func() time.Time
}

// New makes the book of hub over s.
func New(s *store.Store, hub *live.Hub, log *slog.Logger, clock func() time.Time) *Book {
	return &Book{store: s, hub: hub, log: log, names: map[int64]string{}, clock: clock}
}

// Run listens until ctx ends, and then closes the hub. A database that is away for an hour is
// listened to again when it is back.
func (b *Book) Run(ctx context.Context) {
	var swept sync.WaitGroup
	defer swept.Wait()
	swept.Go(func() { b.hub.Run(ctx) })
	for pause := firstPause; ctx.Err() == nil; pause = min(2*pause, lastPause) {
		heard, err := b.listen(ctx)
		b.hub.Down()
		if ctx.Err() != nil {
			break
		}
		b.log.WarnContext(ctx, "the database's notifications are not heard", slog.Any("error", err))
		if heard {
			pause = firstPause
		}
		wait(ctx, pause)
	}
}

func wait(ctx context.Context, pause time.Duration) {
	t := time.NewTimer(pause)
	defer t.Stop()
	select {
	case <-t.C:
	case <-ctx.Done():
	}
}

// listen hands on notifications until the connection breaks; heard tells whether it ever stood.
func (b *Book) listen(ctx context.Context) (heard bool, err error) {
	conn, err := pgx.ConnectConfig(ctx, b.store.Pool().Config().ConnConfig.Copy())
	if err != nil {
		return false, fmt.Errorf("listen: %w", err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	if _, err := conn.Exec(ctx, "LISTEN "+channel); err != nil {
		return false, fmt.Errorf("listen: %w", err)
	}
	b.hub.Up()
	for {
		if err := b.hear(ctx, conn); err != nil {
			return true, fmt.Errorf("listen: %w", err)
		}
	}
}

// hear waits for one notification; after a while without any it asks whether the server is there.
func (b *Book) hear(ctx context.Context, conn *pgx.Conn) error {
	limited, cancel := context.WithTimeout(ctx, quiet)
	defer cancel()
	n, err := conn.WaitForNotification(limited)
	switch {
	case err == nil:
		b.publish(ctx, n.Payload)
		return nil
	case ctx.Err() == nil && limited.Err() != nil && !conn.IsClosed():
		asked, done := context.WithTimeout(ctx, quiet)
		defer done()
		return conn.Ping(asked)
	}
	return err
}

func (b *Book) publish(ctx context.Context, payload string) {
	if here, ok := live.ParseHere(payload); ok {
		b.hub.Heard(here)
		return
	}
	news, err := live.Parse(payload)
	if err != nil {
		b.log.WarnContext(ctx, "a notification was passed over", slog.Any("error", err))
		return
	}
	b.hub.Publish(news)
}

// Announce says that a page is open on a case, or was left (live.Announcer).
func (b *Book) Announce(ctx context.Context, w live.Here, protected bool) error {
	plain, restricted := w, w
	restricted.Restricted = true
	_, err := b.store.Pool().Exec(ctx, `
		SELECT pg_notify($2, CASE WHEN restricted THEN $4 ELSE $3 END) FROM case_file WHERE id = $1 AND (NOT restricted OR $5)`,
		w.Case, channel, plain.String(), restricted.String(), protected)
	if err != nil {
		return fmt.Errorf("announce on case %d: %w", w.Case, err)
	}
	return nil
}

// namesFor is how long names are believed: a person is renamed seldom.
const namesFor = time.Minute

// Names gives the names of staff (live.Announcer).
func (b *Book) Names(ctx context.Context, ids []int64) ([]string, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if out, all := b.known(ids); all && b.clock().Sub(b.read) < namesFor {
		return out, nil
	}
	rows, err := b.store.Pool().Query(ctx, "SELECT id, name FROM staff")
	if err != nil {
		return nil, fmt.Errorf("names of staff: %w", err)
	}
	var id int64
	var name string
	if _, err := pgx.ForEachRow(rows, []any{&id, &name}, func() error { b.names[id] = name; return nil }); err != nil {
		return nil, fmt.Errorf("names of staff: %w", err)
	}
	b.read = b.clock()
	out, _ := b.known(ids)
	return out, nil
}

// known gives the names that are known of ids, and whether all are.
func (b *Book) known(ids []int64) (names []string, all bool) {
	for _, id := range ids {
		if name, ok := b.names[id]; ok {
			names = append(names, name)
		}
	}
	return names, len(names) == len(ids)
}
