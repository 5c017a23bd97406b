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

// monday is the first day of the week of d.
func monday(d register.Date) register.Date {
	return d.AddDays(-(int(d.Time().Weekday()) + 6) % 7)
}

// firstMonday is where the weeks of the figures begin.
func firstMonday(today register.Date) register.Date { return monday(today).AddDays(-7 * (weeks - 1)) }

// ofWeek is the Monday of a moment's week in Sweden, in SQL.
const ofWeek = "date_trunc('week', %s AT TIME ZONE 'Europe/Stockholm')::date"

// perWeek runs a query that gives Mondays with one or two counts over the same people and lets put
// keep each in its week.
func perWeek(ctx context.Context, t *store.Tx, today register.Date, o *figures.Overview, query string, put func(w *figures.Week, people, n, of, m, of2 int)) error {
	first := firstMonday(today)
	if o.Weeks == nil {
		for i := range weeks {
			o.Weeks = append(o.Weeks, figures.Week{Monday: first.AddDays(7 * i)})
		}
	}
	rows, err := t.Query(ctx, query, first.Time())
	if err != nil {
		return err
	}
	var week time.Time
	var people, n, of, m, of2 int
	_, err = pgx.ForEachRow(rows, []any{&week, &people, &n, &of, &m, &of2}, func() error {
		for i := range o.Weeks {
			if o.Weeks[i].Monday == registry.Civil(&week) {
				put(&o.Weeks[i], people, n, of, m, of2)
			}
		}
		return nil
	})
	return err
}

// speed counts the rows keyed and the time at the keys.
func speed(ctx context.Context, t *store.Tx, today register.Date, o *figures.Overview) error {
	err := perWeek(ctx, t, today, o, `
		SELECT `+fmt.Sprintf(ofWeek, "finished_at")+`, count(DISTINCT staff_id), coalesce(sum(keyed_rows), 0), coalesce(sum(keyed_seconds), 0), 0, 0
		FROM keying WHERE finished_at >= $1 AND pass < 3 AND keyed_seconds > 0 GROUP BY 1`,
		func(w *figures.Week, people, n, of, _, _ int) { w.Keyed = figures.Count{N: n, Of: of, People: people} })
	if err != nil {
		return fmt.Errorf("figures: rows keyed: %w", err)
	}
	return nil
}

// approvals counts the approvals before which nothing was changed by hand. A trigger counted them
// when they were made: whether a case was edited is to be looked for among all of its events.
func approvals(ctx context.Context, t *store.Tx, today register.Date, o *figures.Overview) error {
	err := perWeek(ctx, t, today, o, `
		SELECT monday, count(*) FILTER (WHERE staff_id > 0), sum(plain), sum(approvals), 0, 0
		FROM approval_week WHERE monday >= ($1::timestamptz AT TIME ZONE 'Europe/Stockholm')::date GROUP BY 1`,
		func(w *figures.Week, people, n, of, _, _ int) { w.Plain = figures.Count{N: n, Of: of, People: people} })
	if err != nil {
		return fmt.Errorf("figures: approvals: %w", err)
	}
	return nil
}

// errors counts what the second keyings found in the first: fields that the settler took otherwise.
func errors(ctx context.Context, t *store.Tx, today register.Date, o *figures.Overview) error {
	err := perWeek(ctx, t, today, o, `
		SELECT `+fmt.Sprintf(ofWeek, "v.asked_at")+`, count(DISTINCT k.staff_id),
		       coalesce(sum((SELECT count(*) FROM verification_field f WHERE f.verification_id = v.id AND f.taken <> 'first')), 0)::bigint,
		       coalesce(sum(k.keyed_rows), 0), count(*) FILTER (WHERE v.differences > 0), count(*)
		FROM verification v JOIN keying k ON k.id = v.keying_id
		WHERE v.asked_at >= $1 AND v.state = 'done' AND v.reasons <> '{}' GROUP BY 1`,
		func(w *figures.Week, people, n, of, m, of2 int) {
			w.Wrong, w.Differs = figures.Count{N: n, Of: of, People: people}, figures.Count{N: m, Of: of2, People: people}
		})
	if err != nil {
		return fmt.Errorf("figures: errors found: %w", err)
	}
	return nil
}

// Own gives the actor's own weeks (figures.Book). A keying of a list that another keyed too is
// judged by what the third person read on the paper, or by the two being equal.
func (b *Book) Own(ctx context.Context, by casework.Actor) ([]figures.OwnWeek, error) {
	first := firstMonday(register.DateOf(b.clock()))
	out := make([]figures.OwnWeek, weeks)
	for i := range out {
		out[i].Monday = first.AddDays(7 * i)
	}
	rows, err := b.store.Pool().Query(ctx, `
		SELECT `+fmt.Sprintf(ofWeek, "k.finished_at")+`, coalesce(sum(k.keyed_rows), 0), count(*), coalesce(sum(k.keyed_seconds), 0),
		       coalesce(sum(k.keyed_rows) FILTER (WHERE v.id IS NOT NULL), 0), coalesce(sum(w.n), 0)::bigint
		FROM keying k
		LEFT JOIN verification v ON v.list_id = k.list_id AND v.state = 'done' AND v.reasons <> '{}'
		     AND (v.keying_id = k.id OR k.pass = 2 AND v.done_at >= k.finished_at)
		LEFT JOIN LATERAL (SELECT count(*) AS n FROM verification_field f
		                   WHERE f.verification_id = v.id AND f.taken <> CASE WHEN k.pass = 1 THEN 'first' ELSE 'second' END) w ON true
		WHERE k.staff_id = $1 AND k.finished_at >= $2 AND k.pass < 3 GROUP BY 1`, by.ID, first.Time())
	if err != nil {
		return nil, fmt.Errorf("own figures: %w", err)
	}
	var week time.Time
	var w figures.OwnWeek
	_, err = pgx.ForEachRow(rows, []any{&week, &w.Rows, &w.Lists, &w.Seconds, &w.Checked, &w.Wrong}, func() error {
		for i := range out {
			if out[i].Monday == registry.Civil(&week) {
				w.Monday = out[i].Monday
				out[i] = w
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("own figures: %w", err)
	}
	return out, nil
}
