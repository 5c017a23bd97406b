// Package figurebook counts in PostgreSQL for the overview and a clerk's own page
// (casework/figures). It only reads, by aggregates over the indexes that migrations 00130
// and 00160 made for them: the last weeks, however many cases lie before.
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
	var open int
	err := t.QueryRow(ctx, `
		SELECT (SELECT count(*) FROM case_file WHERE state = 'new'), (SELECT count(*) FROM case_file WHERE state = 'open'),
		       (SELECT count(*) FROM case_file WHERE state = 'waiting'), (SELECT count(*) FROM case_file WHERE state = 'aside'),
		       (SELECT min(opened_at) FROM case_file WHERE state IN ('new', 'open', 'waiting', 'aside')),
		       (SELECT count(*) FROM fee_report WHERE decided_at >= $1),
		       (SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')), (SELECT count(*) FROM outbox WHERE state IN ('failed', 'unknown'))`, today.Time()).
		Scan(&o.New, &open, &o.Waiting, &o.Aside, &oldest, &o.Reports, &o.Outbox, &o.Failed)
	o.Live = o.New + open + o.Waiting + o.Aside
	if err != nil {
		return fmt.Errorf("figures: what is live: %w", err)
	}
	if oldest != nil {
		o.Oldest = register.DateOf(*oldest)
	}
	return nil
}

// flow counts each day's cases in and out. A case goes out when it is decided or closed, and once
// more where it was opened again. Each day is a range of an index that holds nothing else.
func flow(ctx context.Context, t *store.Tx, today register.Date, o *figures.Overview) error {
	var from, to []time.Time
	for d := today.AddDays(1 - days); !today.Before(d); d = d.AddDays(1) {
		from, to = append(from, d.Time()), append(to, d.AddDays(1).Time())
	}
	rows, err := t.Query(ctx, `
		SELECT day, (SELECT count(*) FROM case_event WHERE kind = 'arrived' AND at >= day AND at < night),
		       (SELECT count(*) FROM case_event WHERE kind = 'state' AND data->>'to' IN ('decided', 'closed') AND data->>'from' NOT IN ('decided', 'closed') AND at >= day AND at < night)
		FROM unnest($1::timestamptz[], $2::timestamptz[]) d (day, night) ORDER BY 1`, from, to)
	if err != nil {
		return fmt.Errorf("figures: in and out: %w", err)
	}
	o.Days, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (figures.Day, error) {
		var d figures.Day
		var day time.Time
		err := row.Scan(&day, &d.In, &d.Out)
		d.Day = register.DateOf(day)
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
