package queuebook

import (
	"context"
	"fmt"
	"strconv"

	"sef.se/kontakten/casework"
)

const (
	queueLimit    = 50
	queueMaxLimit = 200
)

// Queue gives a page of the queue (casework.Queue).
func (b *Book) Queue(ctx context.Context, by casework.Actor, f casework.QueueFilter) (casework.QueuePage, error) {
	rows, next, err := b.page(ctx, by, f)
	if err != nil {
		return casework.QueuePage{}, err
	}
	page, err := b.QueueCounts(ctx, by)
	page.Rows, page.Next = rows, next
	return page, err
}

// QueueRows gives rows without counts (casework.Queue).
func (b *Book) QueueRows(ctx context.Context, by casework.Actor, f casework.QueueFilter) ([]casework.QueueRow, error) {
	rows, _, err := b.page(ctx, by, f)
	return rows, err
}

func (b *Book) page(ctx context.Context, by casework.Actor, f casework.QueueFilter) (rows []casework.QueueRow, next string, err error) {
	limit := f.Limit
	if limit <= 0 {
		limit = queueLimit
	}
	limit = min(limit, queueMaxLimit)
	var args arguments
	from, err := b.from(ctx, by, f, limit+1, &args)
	if err != nil {
		return nil, "", err
	}
	rows, err = b.cases.QueueLines(ctx, by, from, args)
	if err != nil {
		return nil, "", fmt.Errorf("queue: %w", err)
	}
	if len(rows) > limit {
		rows = rows[:limit]
		next = cursor(rows[limit-1].OpenedAt, rows[limit-1].ID)
	}
	if f.Grouped {
		err = b.fillGroups(ctx, by, rows)
	}
	return rows, next, err
}

// from is the query of a page's cases, each with its place.
func (b *Book) from(ctx context.Context, by casework.Actor, f casework.QueueFilter, limit int, args *arguments) (string, error) {
	w := conditions{f, by, b.today(), b.clock()}
	o, err := orderOf(f)
	if err != nil {
		return "", err
	}
	where, err := w.where("c", args)
	if err != nil {
		return "", err
	}
	if f.After != "" {
		start, err := b.start(ctx, o, f.After, args)
		if err != nil {
			return "", err
		}
		where += " AND " + start
	}
	if f.Grouped && f.View != casework.ViewDone && len(f.Only) == 0 {
		earlier, err := w.where("x", args)
		if err != nil {
			return "", err
		}
		where += " AND NOT EXISTS (SELECT FROM case_file x WHERE x.company_id = c.company_id AND x.period = c.period AND " + live("x") +
			" AND " + earlier + " AND (" + o.columns("c") + ")" + o.after() + "(" + o.columns("x") + "))"
	}
	return "SELECT c.*, row_number() OVER (ORDER BY " + o.by("c") + ") AS place FROM case_file c WHERE " + where +
		" ORDER BY " + o.by("c") + " LIMIT " + strconv.Itoa(limit), nil
}

// fillGroups gives each row the other live cases of its company and period, oldest first.
func (b *Book) fillGroups(ctx context.Context, by casework.Actor, rows []casework.QueueRow) error {
	type group struct {
		company int64
		period  string
	}
	leaders := map[group]int{}
	var companies, ids []int64
	var periods []any
	for i, r := range rows {
		if r.Siblings == 0 || r.Company == nil || !r.State.Live() {
			continue
		}
		g := group{r.Company.ID, r.Period.String()}
		if _, there := leaders[g]; there {
			continue // the view is not grouped: the first holds the others
		}
		leaders[g] = i
		companies, periods, ids = append(companies, r.Company.ID), append(periods, monthColumn(r.Period)), append(ids, int64(r.ID))
	}
	if len(ids) == 0 {
		return nil
	}
	from := `SELECT m.*, row_number() OVER () AS place FROM unnest($1::bigint[], $2::date[], $3::bigint[]) AS g (company, period, leader)
		CROSS JOIN LATERAL (SELECT * FROM case_file x WHERE x.company_id = g.company AND x.period = g.period AND x.id <> g.leader
			AND ` + live("x") + ` AND (NOT x.restricted OR $4) ORDER BY x.opened_at, x.id LIMIT ` + strconv.Itoa(casework.GroupShown) + `) m`
	members, err := b.cases.QueueLines(ctx, by, from, []any{companies, periods, ids, by.Protected})
	if err != nil {
		return fmt.Errorf("groups of the queue: %w", err)
	}
	for _, m := range members {
		if i, ok := leaders[group{m.Company.ID, m.Period.String()}]; ok {
			rows[i].Group = append(rows[i].Group, m)
		}
	}
	return nil
}
