package listbook

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/internal/register"
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
	err := b.store.InTx(ctx, func(t *store.Tx) (err error) {
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
