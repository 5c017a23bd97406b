package figurebook_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"sef.se/kontakten/casework/store"
)

// TestApprovalsAreThoseOfTheEvents compares what the trigger counted of approvals with the events,
// after random work of many at once, some of it rolled back. As in the program, who works at a case
// holds its row.
func TestApprovalsAreThoseOfTheEvents(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.exec(`INSERT INTO case_file (origin, state, kinds, mode, opened_at, created_at, changed_at) SELECT 'mail', 'open', '{fee_data}', 'test', now(), now(), now() FROM generate_series(1, 40)`)
	kinds := []string{"arrived", "edited", "company", "period", "approved", "approved", "approved", "state", "note"}
	var all sync.WaitGroup
	for hand := range uint64(4) {
		all.Go(func() {
			r := rand.New(rand.NewPCG(7, hand))
			for i := range 100 {
				at := noon.AddDate(0, 0, -r.IntN(120)).Add(-12 * time.Hour) // midnights too
				err := w.store.InTx(context.WithoutCancel(t.Context()), func(tx *store.Tx) error {
					id := r.IntN(40)
					if _, err := tx.Exec(t.Context(), "SELECT FROM case_file WHERE id = (SELECT min(id) + $1 FROM case_file) FOR UPDATE", id); err != nil {
						return err
					}
					_, err := tx.Exec(t.Context(), `INSERT INTO case_event (case_id, at, staff_id, kind, text) SELECT (SELECT min(id) + $1 FROM case_file), $2, nullif($3::bigint, 0), k, '' FROM unnest($4::text[]) k`,
						id, at, r.IntN(people+1), kinds[r.IntN(3):3+r.IntN(6)])
					if err == nil && i%5 == 4 {
						return context.Canceled
					}
					return err
				})
				if err != nil && !errors.Is(err, context.Canceled) {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	var there, wrong int
	w.must(w.store.Pool().QueryRow(t.Context(), `
		WITH truth AS (
		  SELECT date_trunc('week', e.at AT TIME ZONE 'Europe/Stockholm')::date AS monday, coalesce(e.staff_id, 0) AS staff_id, count(*) AS approvals, count(*) FILTER (WHERE NOT EXISTS (
		         SELECT FROM case_event x WHERE x.case_id = e.case_id AND x.id < e.id AND x.kind IN ('edited', 'company', 'period'))) AS plain
		  FROM case_event e WHERE e.kind = 'approved' GROUP BY 1, 2)
		SELECT (SELECT count(*) FROM truth), (SELECT count(*) FROM truth t FULL JOIN approval_week w USING (monday, staff_id) WHERE (t.approvals, t.plain) IS DISTINCT FROM (w.approvals, w.plain))`).Scan(&there, &wrong))
	if there < 50 || wrong > 0 {
		t.Errorf("%d of %d weeks of a person are counted wrongly", wrong, there)
	}
}
