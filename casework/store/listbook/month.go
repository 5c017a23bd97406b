package listbook

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/vault"
)

const (
	pageLimit    = 100
	pageMaxLimit = 500
)

// ListPage shows a month of lists (casework.Lists). after is the number of the last list before.
func (b *Book) ListPage(ctx context.Context, _ casework.Actor, p register.Period, after string, limit int) (casework.ListPage, error) {
	if limit <= 0 {
		limit = pageLimit
	}
	limit = min(limit, pageMaxLimit)
	page := casework.ListPage{Period: p, Counts: map[casework.ListState]int{}}
	lists, err := b.monthsLists(ctx, p)
	if err != nil && casework.KindOf(err) != casework.Invalid {
		return page, err
	}
	err = b.store.InTx(ctx, func(t *store.Tx) error {
		standing, _, err := standingLists(ctx, t, p)
		if err != nil {
			return err
		}
		page.ToPrint = 0
		for _, l := range lists {
			if !standing[l.Company.CustomerNumber] {
				page.ToPrint++
			}
		}
		if page.Batches, err = batches(ctx, t, p); err != nil {
			return err
		}
		if page.Counts, err = states(ctx, t, p); err != nil {
			return err
		}
		page.Rows, err = casebook.ListRows(ctx, t, "l.period = $1 AND l.number > $2 ORDER BY l.number LIMIT $3", monthColumn(p), after, limit+1)
		return err
	})
	if err != nil {
		return page, fmt.Errorf("lists of %s: %w", p, err)
	}
	if len(page.Rows) > limit {
		page.Rows = page.Rows[:limit]
		page.Next = page.Rows[limit-1].Number
	}
	return page, nil
}

func batches(ctx context.Context, t *store.Tx, p register.Period) ([]casework.Batch, error) {
	rows, err := t.Query(ctx, `
		SELECT b.id, b.lists, b.pages, b.state, coalesce(s.id, 0), coalesce(s.name, ''), b.started_at, b.ready_at,
		       (SELECT number FROM fee_list l WHERE l.batch_id = b.id ORDER BY place LIMIT 1),
		       (SELECT number FROM fee_list l WHERE l.batch_id = b.id ORDER BY place DESC LIMIT 1)
		FROM print_batch b LEFT JOIN staff s ON s.id = b.staff_id WHERE b.period = $1 ORDER BY b.id DESC`, monthColumn(p))
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (casework.Batch, error) {
		b := casework.Batch{Period: p}
		var ready *time.Time
		err := row.Scan(&b.ID, &b.Lists, &b.Pages, &b.State, &b.By.ID, &b.By.Name, &b.Started, &ready, &b.First, &b.Last)
		if b.By.ID == 0 {
			b.By = casework.Program()
		}
		if ready != nil {
			b.Ready = *ready
		}
		return b, err
	})
}

func states(ctx context.Context, t *store.Tx, p register.Period) (map[casework.ListState]int, error) {
	rows, err := t.Query(ctx, "SELECT state, count(*) FROM fee_list WHERE period = $1 GROUP BY state", monthColumn(p))
	if err != nil {
		return nil, err
	}
	counts := map[casework.ListState]int{}
	var state casework.ListState
	var n int
	_, err = pgx.ForEachRow(rows, []any{&state, &n}, func() error { counts[state] = n; return nil })
	return counts, err
}

// BatchPDF gives a batch's print file and logs the opening (casework.Lists).
func (b *Book) BatchPDF(ctx context.Context, by casework.Actor, batch int64) (casework.File, error) {
	var file casework.File
	err := b.store.InTx(ctx, func(t *store.Tx) error {
		if !by.Supervises() {
			return casework.Refuse(casework.Denied, "Utskriftsfilen öppnas av en arbetsledare.")
		}
		var object *[16]byte
		var period time.Time
		err := t.QueryRow(ctx, "SELECT pdf_object, period FROM print_batch WHERE id = $1", batch).Scan(&object, &period)
		if errors.Is(err, pgx.ErrNoRows) {
			return casework.Refuse(casework.NotFound, "Utskriften finns inte.")
		}
		if err != nil {
			return fmt.Errorf("batch %d: %w", batch, err)
		}
		if object == nil {
			return casework.Refuse(casework.Conflict, "Utskriften ritas fortfarande. Försök igen om en stund.")
		}
		pdf, err := t.Fetch(ctx, vault.ID(*object))
		if errors.Is(err, store.ErrErased) {
			return casework.Refuse(casework.NotFound, "Utskriftsfilen är gallrad.")
		}
		if err != nil {
			return err
		}
		file = casework.File{Name: fmt.Sprintf("listor-%s-%d.pdf", period.Format("2006-01"), batch), MediaType: "application/pdf", Data: pdf}
		return t.LogAccess(ctx, store.Access{Staff: by.ID, What: "batch", Object: strconv.FormatInt(batch, 10)})
	})
	return file, err
}

// MoveLists writes that a whole batch was handed over or posted (casework.Lists). Lists that
// have come back meanwhile stay returned.
func (b *Book) MoveLists(ctx context.Context, by casework.Actor, batch int64, to casework.ListState) (int, error) {
	if to != casework.ListHandedOver && to != casework.ListPosted {
		return 0, casework.Refuse(casework.Invalid, "En utskrift kan lämnas till utskrift eller postas.")
	}
	if !by.Supervises() {
		return 0, casework.Refuse(casework.Denied, "Det noteras av en arbetsledare.")
	}
	moved := 0
	err := b.store.InTx(ctx, func(t *store.Tx) error {
		lists, err := casebook.ListRows(ctx, t, "l.batch_id = $1 ORDER BY l.id FOR UPDATE OF l", batch)
		if err != nil {
			return fmt.Errorf("batch %d: %w", batch, err)
		}
		if len(lists) == 0 {
			return casework.Refuse(casework.NotFound, "Utskriften finns inte.")
		}
		var ready bool
		if err := t.QueryRow(ctx, "SELECT state = 'ready' FROM print_batch WHERE id = $1", batch).Scan(&ready); err != nil {
			return fmt.Errorf("batch %d: %w", batch, err)
		}
		if !ready {
			return casework.Refuse(casework.Conflict, "Utskriften ritas fortfarande. Försök igen om en stund.")
		}
		moved, err = moveAll(ctx, t, by, lists, to)
		return err
	})
	return moved, err
}

// moveAll moves the lists that the arrow exists for; where it exists for none it says why.
func moveAll(ctx context.Context, t *store.Tx, by casework.Actor, lists []casework.ListRow, to casework.ListState) (int, error) {
	var ids []int64
	var refused error
	for _, l := range lists {
		if err := l.State.CanMove(to); err != nil {
			refused = err
			continue
		}
		ids = append(ids, int64(l.ID))
	}
	if len(ids) == 0 {
		return 0, refused
	}
	if _, err := t.Exec(ctx, `
		WITH moved AS (UPDATE fee_list SET state = $2, changed_at = $3 WHERE id = ANY($1) RETURNING id)
		INSERT INTO fee_list_event (list_id, at, staff_id, state) SELECT id, $3, nullif($4::bigint, 0), $2 FROM moved`,
		ids, to, t.Now, by.ID); err != nil {
		return 0, fmt.Errorf("%d lists to %s: %w", len(ids), to, err)
	}
	return len(ids), nil
}
