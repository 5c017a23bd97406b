package printroom

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/internal/register"
)

// Start numbers what is new and puts the drawing to work (monthly.Runs).
func (r *Room) Start(ctx context.Context, by casework.Actor, p register.Period) (monthly.Started, error) {
	return r.startFor(ctx, by, p, nil)
}

// startFor is Start for some customers; nil is all of them.
func (r *Room) startFor(ctx context.Context, by casework.Actor, p register.Period, customers []int) (monthly.Started, error) {
	if err := supervises(by); err != nil {
		return monthly.Started{}, err
	}
	if err := casebook.CheckPeriod(p, r.today()); err != nil {
		return monthly.Started{}, err
	}
	var done monthly.Started
	err := r.Store.InTx(ctx, func(t *store.Tx) (err error) {
		done, err = r.start(ctx, t, by, p, customers)
		return err
	})
	return done, err
}

func (r *Room) start(ctx context.Context, t *store.Tx, by casework.Actor, p register.Period, customers []int) (monthly.Started, error) {
	if err := lockPeriod(ctx, t, p); err != nil {
		return monthly.Started{}, err
	}
	mode, err := printing(ctx, t)
	if err != nil {
		return monthly.Started{}, err
	}
	if err := t.HoldRegister(ctx); err != nil {
		return monthly.Started{}, err
	}
	var lists []planned
	pre, err := inspect(ctx, t, p, customers, func(c monthly.Candidate) { lists = append(lists, plannedOf(c)) })
	if err != nil {
		return monthly.Started{}, err
	}
	done := monthly.Started{Lists: len(lists), Already: pre.Already}
	for _, d := range pre.Doubts {
		if d.Kind.Held() {
			done.Left = append(done.Left, d)
		}
	}
	var resumed []int64
	if done.Run, resumed, err = goOn(ctx, t, p); err != nil {
		return done, err
	}
	if len(lists) == 0 {
		done.Files = resumed
		return done, nil
	}
	if done.Run == 0 {
		if err := t.QueryRow(ctx, `
			INSERT INTO print_run (period, state, staff_id, started_at, mode) VALUES ($1, 'drawing', nullif($2::bigint, 0), $3, $4) RETURNING id`,
			monthColumn(p), by.ID, t.Now, mode).Scan(&done.Run); err != nil {
			return done, fmt.Errorf("run of %s: %w", p, err)
		}
	}
	n := numbering{period: p, by: by, mode: mode, run: done.Run}
	if n.file, err = counting(ctx, t, "SELECT coalesce(max(file), 0) FROM print_batch WHERE run_id = $1", done.Run); err != nil {
		return done, err
	}
	files, err := r.numberAll(ctx, t, n, lists)
	done.Files = append(resumed, files...)
	return done, err
}

// goOn finds the run of a period that is not finished, sets it going again and gives the files
// that are still to be drawn. Their jobs are there already, or are put there again: to draw a
// drawn file does nothing.
func goOn(ctx context.Context, t *store.Tx, p register.Period) (run int64, files []int64, err error) {
	err = t.QueryRow(ctx, "UPDATE print_run SET state = 'drawing', ended_at = NULL WHERE period = $1 AND state <> 'ready' RETURNING id", monthColumn(p)).Scan(&run)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, nil, nil
	}
	if err != nil {
		return 0, nil, fmt.Errorf("run of %s: %w", p, err)
	}
	rows, err := t.Query(ctx, "SELECT id FROM print_batch WHERE run_id = $1 AND state = 'drawing' ORDER BY file", run)
	if err != nil {
		return 0, nil, fmt.Errorf("run of %s: %w", p, err)
	}
	if files, err = pgx.CollectRows(rows, pgx.RowTo[int64]); err != nil {
		return 0, nil, fmt.Errorf("run of %s: %w", p, err)
	}
	for _, id := range files {
		if err := t.Enqueue(ctx, casework.DrawBatch{BatchID: id}, t.Now); err != nil {
			return 0, nil, err
		}
	}
	return run, files, nil
}

// Cancel stops the drawing between two files (monthly.Runs).
func (r *Room) Cancel(ctx context.Context, by casework.Actor, p register.Period) error {
	if err := supervises(by); err != nil {
		return err
	}
	tag, err := r.Store.Pool().Exec(ctx, "UPDATE print_run SET state = 'cancelled', ended_at = $2 WHERE period = $1 AND state = 'drawing'", monthColumn(p), r.Clock())
	if err != nil {
		return fmt.Errorf("cancel run of %s: %w", p, err)
	}
	if tag.RowsAffected() == 0 {
		return casework.Refuse(casework.Conflict, "Inget skrivs ut för %s just nu.", p.Words())
	}
	return nil
}

// Progress tells how far the latest run has come (monthly.Runs).
func (r *Room) Progress(ctx context.Context, p register.Period) (monthly.Progress, error) {
	var g monthly.Progress
	err := r.Store.Pool().QueryRow(ctx, `
		SELECT r.id, r.state, r.started_at, coalesce(sum(b.lists), 0), coalesce(sum(b.lists) FILTER (WHERE b.state = 'ready'), 0),
		       count(b.id), count(b.id) FILTER (WHERE b.state = 'ready')
		FROM print_run r LEFT JOIN print_batch b ON b.run_id = r.id
		WHERE r.id = (SELECT max(id) FROM print_run WHERE period = $1) GROUP BY r.id`, monthColumn(p)).
		Scan(&g.Run, &g.State, &g.Started, &g.Lists, &g.Drawn, &g.Files, &g.Ready)
	if errors.Is(err, pgx.ErrNoRows) {
		return g, nil
	}
	if err != nil {
		return g, fmt.Errorf("progress of %s: %w", p, err)
	}
	return g, nil
}

// Draw draws files one after another until ctx ends, as a program without workers does.
func (r *Room) Draw(ctx context.Context, files []int64, drawn func(lists int)) error {
	for _, id := range files {
		n, err := r.DrawFile(ctx, id)
		if err != nil {
			return err
		}
		if drawn != nil {
			drawn(n)
		}
	}
	return nil
}

// moment is a nullable time.
func moment(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}
