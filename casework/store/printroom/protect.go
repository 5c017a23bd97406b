package printroom

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/vault"
)

// unposted are the lists that have not left the house.
const unposted = "l.state IN ('printed', 'handed_over')"

// namesBarred tells whether list l names somebody who must be on no list any more: who became
// protected (R8), or died (R13), after it was numbered.
const namesBarred = `EXISTS (SELECT FROM fee_list_row w JOIN member m ON m.id = w.member_id
	WHERE w.list_id = l.id AND (m.protected OR m.deceased_on IS NOT NULL))`

// withoutProtected renews the lists of a file that name such a person.
func (r *Room) withoutProtected(ctx context.Context, file int64) error {
	return r.renewWhere(ctx, unposted+" AND l.batch_id = $1 AND "+namesBarred, file)
}

// renewProtected does it for all that has not been posted.
func (r *Room) renewProtected(ctx context.Context) error {
	return r.renewWhere(ctx, unposted+" AND "+namesBarred)
}

// renewWhere makes new print versions of some lists, month by month.
func (r *Room) renewWhere(ctx context.Context, where string, args ...any) error {
	rows, err := r.Store.Pool().Query(ctx, "SELECT l.period, array_agg(l.id) FROM fee_list l WHERE "+where+" GROUP BY l.period", args...)
	if err != nil {
		return fmt.Errorf("lists to renew: %w", err)
	}
	found := map[register.Period][]int64{}
	var period time.Time
	var ids []int64
	if _, err := pgx.ForEachRow(rows, []any{&period, &ids}, func() error { found[month(&period)] = ids; ids = nil; return nil }); err != nil {
		return fmt.Errorf("lists to renew: %w", err)
	}
	for p, ids := range found {
		if _, err := r.renew(ctx, casework.Program(), p, ids); err != nil {
			return err
		}
	}
	return nil
}

// renew supersedes lists and numbers the companies' lists anew by today's register, in files of
// their own. A company that gets no list any more has none afterwards.
func (r *Room) renew(ctx context.Context, by casework.Actor, p register.Period, lists []int64) (monthly.Started, error) {
	var done monthly.Started
	err := r.Store.InTx(ctx, func(t *store.Tx) error {
		var err error
		done, err = r.renewIn(ctx, t, by, p, lists)
		return err
	})
	if err != nil {
		return done, fmt.Errorf("renew %d lists of %s: %w", len(lists), p, err)
	}
	return done, nil
}

// renewIn is renew within a transaction.
func (r *Room) renewIn(ctx context.Context, t *store.Tx, by casework.Actor, p register.Period, lists []int64) (monthly.Started, error) {
	var done monthly.Started
	if err := lockPeriod(ctx, t, p); err != nil {
		return done, err
	}
	mode, err := printing(ctx, t)
	if err != nil {
		return done, err
	}
	if err := t.HoldRegister(ctx); err != nil {
		return done, err
	}
	customers, err := r.supersede(ctx, t, by, lists)
	if err != nil {
		return done, err
	}
	var again []planned
	if err := candidates(ctx, t, p, customers, func(c monthly.Candidate) error {
		if c.Rows > 0 && c.Rated {
			again = append(again, plannedOf(c))
		}
		return nil
	}); err != nil {
		return done, err
	}
	done.Lists = len(again)
	done.Files, err = r.numberAll(ctx, t, numbering{period: p, by: by, mode: mode}, again)
	return done, err
}

// supersede takes lists out of use: their envelopes are stopped, and a drawn file that holds one
// and has not been handed over is drawn again without it. It gives the customers concerned.
func (r *Room) supersede(ctx context.Context, t *store.Tx, by casework.Actor, lists []int64) ([]int, error) {
	rows, err := t.Query(ctx, `
		WITH gone AS (UPDATE fee_list SET state = 'superseded', changed_at = $2
		              WHERE id = ANY($1) AND state IN ('printed', 'handed_over', 'posted', 'retur') RETURNING id, company_id, batch_id),
		     told AS (INSERT INTO fee_list_event (list_id, at, staff_id, state) SELECT id, $2, nullif($3::bigint, 0), 'superseded' FROM gone),
		     stop AS (UPDATE letter l SET state = 'stopped', why = 'Ersatt av en ny utskrift.', changed_at = $2 FROM gone g
		              WHERE l.list_id = g.id AND l.kind = 'list' AND l.state IN ('printed', 'handed_over'))
		SELECT c.customer_number, g.batch_id FROM gone g JOIN company c ON c.id = g.company_id`, lists, t.Now, by.ID)
	if err != nil {
		return nil, err
	}
	customers, files := []int{}, map[int64]bool{}
	var customer int
	var file int64
	if _, err := pgx.ForEachRow(rows, []any{&customer, &file}, func() error { customers, files[file] = append(customers, customer), true; return nil }); err != nil {
		return nil, err
	}
	for id := range files {
		if err := drawAgain(ctx, t, id); err != nil {
			return nil, err
		}
	}
	return customers, nil
}

// drawAgain sends a file that has not been handed over back to be drawn, and erases what was drawn.
func drawAgain(ctx context.Context, t *store.Tx, file int64) error {
	var objects [3]*[16]byte
	rows, err := t.Query(ctx, `
		UPDATE print_batch b SET state = 'drawing', ready_at = NULL, pdf_object = NULL, control_object = NULL, index_object = NULL FROM print_batch old
		WHERE b.id = $1 AND old.id = b.id AND b.state = 'ready' AND b.handing_at IS NULL AND b.handed_at IS NULL
		RETURNING old.pdf_object, old.control_object, old.index_object`, file)
	if err != nil {
		return err
	}
	again := false
	if _, err := pgx.ForEachRow(rows, []any{&objects[0], &objects[1], &objects[2]}, func() error { again = true; return nil }); err != nil || !again {
		return err
	}
	for _, o := range objects {
		if o == nil {
			continue
		}
		if err := t.Erase(ctx, vault.ID(*o)); err != nil {
			return err
		}
	}
	return t.Enqueue(ctx, casework.DrawBatch{BatchID: file}, t.Now)
}

// Renew makes new print versions of what differs from the register (monthly.Runs).
func (r *Room) Renew(ctx context.Context, by casework.Actor, p register.Period) (monthly.Started, error) {
	if err := supervises(by); err != nil {
		return monthly.Started{}, err
	}
	var ids []int64
	err := r.Store.InTx(ctx, func(t *store.Tx) error {
		pre, err := inspect(ctx, t, p, nil, nil)
		if err != nil {
			return err
		}
		customers := make([]int, len(pre.Outdated))
		for i, c := range pre.Outdated {
			customers[i] = c.Customer
		}
		rows, err := t.Query(ctx, `
			SELECT l.id FROM fee_list l JOIN company c ON c.id = l.company_id
			WHERE l.period = $1 AND c.customer_number = ANY($2) AND `+unposted, monthColumn(p), customers)
		if err != nil {
			return err
		}
		ids, err = pgx.CollectRows(rows, pgx.RowTo[int64])
		return err
	})
	if err != nil {
		return monthly.Started{}, fmt.Errorf("lists of %s that differ: %w", p, err)
	}
	if len(ids) == 0 {
		return monthly.Started{}, casework.Refuse(casework.Conflict, "Ingen lista skiljer sig från registret.")
	}
	return r.renew(ctx, by, p, ids)
}
