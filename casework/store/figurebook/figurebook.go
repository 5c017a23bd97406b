// Package figurebook counts in PostgreSQL for the overview and a clerk's own page
// (casework/figures). It only reads, by aggregates over the indexes that migration 00130 made for
// them: the last weeks, however many cases lie before.
package figurebook

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/figures"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/registry"
	"sef.se/kontakten/internal/register"
)

// How far back the figures look.
const (
	days      = 30
	weeks     = 12
	months    = 4
	greenDays = 90
)

// Book counts in one database. It is safe for many goroutines.
type Book struct {
	store *store.Store
	clock func() time.Time
}

// New makes the Book of a store.
func New(s *store.Store, clock func() time.Time) *Book { return &Book{store: s, clock: clock} }

// FiguresOf gives the overview as the actor may see it (figures.Book).
func (b *Book) FiguresOf(ctx context.Context, by casework.Actor) (figures.Overview, error) {
	var o figures.Overview
	err := b.store.InTx(ctx, func(t *store.Tx) error {
		o = figures.Overview{}
		// To compile these queries takes PostgreSQL longer than to run them.
		if _, err := t.Exec(ctx, "SET LOCAL jit = off"); err != nil {
			return fmt.Errorf("figures: %w", err)
		}
		today := register.DateOf(t.Now)
		for _, count := range []func(context.Context, *store.Tx, register.Date, *figures.Overview) error{now, flow, lists} {
			if err := count(ctx, t, today, &o); err != nil {
				return err
			}
		}
		if !by.Supervises() {
			return nil
		}
		for _, count := range []func(context.Context, *store.Tx, register.Date, *figures.Overview) error{speed, approvals, errors, green} {
			if err := count(ctx, t, today, &o); err != nil {
				return err
			}
		}
		return nil
	})
	return o, err
}

// now counts what lies on the desk.
func now(ctx context.Context, t *store.Tx, today register.Date, o *figures.Overview) error {
	var oldest *time.Time
	err := t.QueryRow(ctx, `
		SELECT count(*), count(*) FILTER (WHERE state = 'new'), count(*) FILTER (WHERE state = 'waiting'), count(*) FILTER (WHERE state = 'aside'), min(opened_at),
		       (SELECT count(*) FROM fee_report WHERE decided_at >= $1),
		       (SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')), (SELECT count(*) FROM outbox WHERE state IN ('failed', 'unknown'))
		FROM case_file WHERE state IN ('new', 'open', 'waiting', 'aside')`, today.Time()).
		Scan(&o.Live, &o.New, &o.Waiting, &o.Aside, &oldest, &o.Reports, &o.Outbox, &o.Failed)
	if err != nil {
		return fmt.Errorf("figures: what is live: %w", err)
	}
	if oldest != nil {
		o.Oldest = register.DateOf(*oldest)
	}
	return nil
}

// flow counts each day's cases in and out. A case goes out when it is decided or closed, and once
// more where it was opened again.
func flow(ctx context.Context, t *store.Tx, today register.Date, o *figures.Overview) error {
	from := today.AddDays(1 - days)
	rows, err := t.Query(ctx, `
		SELECT d::date, coalesce(i.n, 0), coalesce(u.n, 0)
		FROM generate_series($1::date, $2::date, interval '1 day') d
		LEFT JOIN (SELECT (at AT TIME ZONE 'Europe/Stockholm')::date AS day, count(*) AS n FROM case_event
		           WHERE kind = 'arrived' AND at >= $3 GROUP BY 1) i ON i.day = d::date
		LEFT JOIN (SELECT (at AT TIME ZONE 'Europe/Stockholm')::date AS day, count(*) AS n FROM case_event
		           WHERE kind = 'state' AND at >= $3 AND data->>'to' IN ('decided', 'closed') AND data->>'from' NOT IN ('decided', 'closed') GROUP BY 1) u ON u.day = d::date
		ORDER BY 1`, registry.DateColumn(from), registry.DateColumn(today), from.Time())
	if err != nil {
		return fmt.Errorf("figures: in and out: %w", err)
	}
	o.Days, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (figures.Day, error) {
		var d figures.Day
		var day time.Time
		err := row.Scan(&day, &d.In, &d.Out)
		d.Day = registry.Civil(&day)
		return d, err
	})
	if err != nil {
		return fmt.Errorf("figures: in and out: %w", err)
	}
	o.Today = o.Days[len(o.Days)-1]
	return nil
}

// lists counts the last months' lists by where they are.
func lists(ctx context.Context, t *store.Tx, today register.Date, o *figures.Overview) error {
	from := register.PeriodOf(today).AddMonths(1 - months)
	rows, err := t.Query(ctx, `
		SELECT period, count(*) FILTER (WHERE away AND list_due >= $2), count(*) FILTER (WHERE away AND list_due < $2),
		       count(*) FILTER (WHERE state IN ('returned', 'keyed', 'differs', 'verified')), count(*) FILTER (WHERE state = 'reported')
		FROM (SELECT period, state, list_due, state IN ('printed', 'handed_over', 'posted', 'retur') AS away FROM fee_list
		      WHERE period >= $1 AND state NOT IN ('superseded', 'cancelled')) l
		GROUP BY period ORDER BY period`, registry.DateColumn(from.First()), registry.DateColumn(today))
	if err != nil {
		return fmt.Errorf("figures: lists: %w", err)
	}
	o.Lists, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (figures.ListMonth, error) {
		var m figures.ListMonth
		var period time.Time
		err := row.Scan(&period, &m.Out, &m.Late, &m.Returned, &m.Reported)
		m.Period = register.PeriodOf(registry.Civil(&period))
		return m, err
	})
	if err != nil {
		return fmt.Errorf("figures: lists: %w", err)
	}
	return nil
}

// green counts what the second persons found of the held-back mails.
func green(ctx context.Context, t *store.Tx, today register.Date, o *figures.Overview) error {
	o.Green = &figures.Green{}
	err := t.QueryRow(ctx, "SELECT count(*), count(settled_at), count(*) FILTER (WHERE NOT agreed) FROM held_back WHERE at >= $1", today.AddDays(-greenDays).Time()).
		Scan(&o.Green.Held, &o.Green.Decided, &o.Green.Disagreed)
	if err != nil {
		return fmt.Errorf("figures: green mails: %w", err)
	}
	return nil
}
