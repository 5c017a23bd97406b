package casebook

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/registry"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/vault"
)

const (
	queueLimit    = 50
	queueMaxLimit = 200
	// countCap bounds the counts of the views: "1 000+" tells as much and costs little.
	countCap = 1000
	// siblingCap bounds the other live cases of a row's month.
	siblingCap = 20
)

// live is the condition of the partial indexes: it must stand in the queries as it stands there.
const live = "c.state IN ('new', 'open', 'waiting', 'aside')"

// viewCondition is what a view means.
func viewCondition(v casework.QueueView, args *arguments, by casework.Actor, today register.Date) (string, error) {
	switch v {
	case casework.ViewLive:
		return live, nil
	case casework.ViewNew:
		return "c.state = 'new'", nil
	case casework.ViewMine:
		return live + " AND c.holder_id = " + args.add(by.ID), nil
	case casework.ViewWaiting:
		return "c.state = 'waiting'", nil
	case casework.ViewDue:
		return "c.state = 'waiting' AND c.waiting_until <= " + args.add(registry.DateColumn(today)), nil
	case casework.ViewAside:
		return "c.state = 'aside'", nil
	case casework.ViewSecond:
		return live + " AND EXISTS (SELECT FROM decision_request q WHERE q.case_id = c.id AND q.settled_at IS NULL)", nil
	case casework.ViewDone:
		return "c.state IN ('decided', 'closed')", nil
	}
	return "", casework.Refuse(casework.Invalid, "Vyn finns inte.")
}

// arguments collects the arguments of a query that is put together.
type arguments []any

func (a *arguments) add(v any) string {
	*a = append(*a, v)
	return "$" + strconv.Itoa(len(*a))
}

// Queue gives a page of the queue (casework.Queue).
func (b *Book) Queue(ctx context.Context, by casework.Actor, f casework.QueueFilter) (casework.QueuePage, error) {
	limit := f.Limit
	if limit <= 0 {
		limit = queueLimit
	}
	limit = min(limit, queueMaxLimit)
	var args arguments
	where, err := queueWhere(f, &args, by, b.today())
	if err != nil {
		return casework.QueuePage{}, err
	}
	rows, err := b.queueRows(ctx, by, where, f.Newest, limit+1, args)
	if err != nil {
		return casework.QueuePage{}, fmt.Errorf("queue: %w", err)
	}
	page := casework.QueuePage{Rows: rows}
	if len(rows) > limit {
		last := rows[limit-1]
		page.Rows, page.Next = rows[:limit], cursor(last.OpenedAt, last.ID)
	}
	if page.Counts, err = b.counts(ctx, by); err != nil {
		return casework.QueuePage{}, fmt.Errorf("queue: %w", err)
	}
	return page, nil
}

func queueWhere(f casework.QueueFilter, args *arguments, by casework.Actor, today register.Date) (string, error) {
	view, err := viewCondition(f.View, args, by, today)
	if err != nil {
		return "", err
	}
	where := []string{view}
	if f.Kind != "" {
		where = append(where, "c.kind = "+args.add(f.Kind))
	}
	if f.Company != 0 {
		where = append(where, "c.company_id = "+args.add(f.Company))
	}
	if !f.Period.IsZero() {
		where = append(where, "c.period = "+args.add(monthColumn(f.Period)))
	}
	if f.Flag != "" {
		where = append(where, "c.flags @> "+args.add([]string{f.Flag}))
	}
	if f.Holder != 0 {
		where = append(where, "c.holder_id = "+args.add(f.Holder))
	}
	if f.After != "" {
		at, id, err := parseCursor(f.After)
		if err != nil {
			return "", err
		}
		sign := " > "
		if f.Newest {
			sign = " < "
		}
		where = append(where, "(c.opened_at, c.id)"+sign+"("+args.add(at)+", "+args.add(id)+")")
	}
	if !by.Protected && (f.Company != 0 || f.Flag != "" || !f.Period.IsZero()) {
		// What a restricted case is about must not be found out by filtering (R8).
		where = append(where, "NOT c.restricted")
	}
	return strings.Join(where, " AND "), nil
}

func cursor(at time.Time, id casework.CaseID) string {
	return fmt.Sprintf("%d.%d", at.UnixMicro(), id)
}

func parseCursor(s string) (time.Time, int64, error) {
	at, id, ok := strings.Cut(s, ".")
	micro, err := strconv.ParseInt(at, 10, 64)
	n, err2 := strconv.ParseInt(id, 10, 64)
	if !ok || errors.Join(err, err2) != nil {
		return time.Time{}, 0, casework.Refuse(casework.Invalid, "Adressen till nästa sida är fel. Börja om från kön.")
	}
	return time.UnixMicro(micro), n, nil
}

// queueRows reads lines of the queue; where uses the alias c.
func (b *Book) queueRows(ctx context.Context, by casework.Actor, where string, newest bool, limit int, args arguments) ([]casework.QueueRow, error) {
	order := "c.opened_at, c.id"
	if newest {
		order = "c.opened_at DESC, c.id DESC"
	}
	query := `
		SELECT c.id, c.state, c.kinds, c.company_id, co.customer_number, co.organisation_number, co.name, c.period, c.flags,
		       c.restricted, coalesce(s.name, ''), c.waiting_until, c.opened_at, o.id, o.sealed, k.wrapped_key,
		       (SELECT count(*) FROM (SELECT FROM case_file x WHERE x.company_id = c.company_id AND x.period = c.period AND x.id <> c.id
		        AND x.state IN ('new', 'open', 'waiting', 'aside') LIMIT ` + strconv.Itoa(siblingCap) + `) y)
		FROM case_file c
		LEFT JOIN company co ON co.id = c.company_id
		LEFT JOIN staff s ON s.id = c.holder_id AND c.held_until > ` + args.add(b.clock()) + `
		LEFT JOIN vault_object o ON o.id = c.heading_object
		LEFT JOIN vault_key k ON k.object_id = o.id
		WHERE ` + where + ` ORDER BY ` + order + ` LIMIT ` + strconv.Itoa(limit)
	rows, err := b.store.Pool().Query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (casework.QueueRow, error) { return b.scanQueueRow(row, by) })
}

func (b *Book) scanQueueRow(row pgx.CollectableRow, by casework.Actor) (casework.QueueRow, error) {
	var r casework.QueueRow
	var company *int64
	var customer *int
	var number, name *string
	var period, waiting *time.Time
	var headingID *[16]byte
	var sealed, key []byte
	err := row.Scan(&r.ID, &r.State, &r.Kinds, &company, &customer, &number, &name, &period, &r.Flags,
		&r.Restricted, &r.Holder, &waiting, &r.OpenedAt, &headingID, &sealed, &key, &r.Siblings)
	if err != nil {
		return r, err
	}
	if r.Restricted && !by.Protected {
		return casework.QueueRow{ID: r.ID, State: r.State, Restricted: true, OpenedAt: r.OpenedAt}, nil
	}
	r.Period, r.Waiting = month(period), registry.Civil(waiting)
	if r.Company, err = companyRef(company, customer, number, name); err != nil {
		return r, err
	}
	if headingID == nil || key == nil {
		return r, nil
	}
	plain, err := b.vault.Open(vault.Object{ID: *headingID, Sealed: sealed, Key: key})
	if err != nil {
		return r, fmt.Errorf("heading of case %d: %w", r.ID, err)
	}
	var heading headingDoc
	if err := json.Unmarshal(plain, &heading); err != nil {
		return r, fmt.Errorf("heading of case %d: %w", r.ID, err)
	}
	r.Subject, r.Sender = heading.Subject, heading.Sender
	return r, nil
}

// counts gives the size of each view, capped.
func (b *Book) counts(ctx context.Context, by casework.Actor) (map[casework.QueueView]int, error) {
	views := []casework.QueueView{casework.ViewLive, casework.ViewNew, casework.ViewMine, casework.ViewWaiting,
		casework.ViewDue, casework.ViewAside, casework.ViewSecond}
	var args arguments
	selects := make([]string, len(views))
	for i, v := range views {
		where, err := viewCondition(v, &args, by, b.today())
		if err != nil {
			return nil, err
		}
		selects[i] = fmt.Sprintf("(SELECT count(*) FROM (SELECT FROM case_file c WHERE %s LIMIT %d) v)", where, countCap)
	}
	found := make([]int, len(views))
	into := make([]any, len(views))
	for i := range found {
		into[i] = &found[i]
	}
	if err := b.store.Pool().QueryRow(ctx, "SELECT "+strings.Join(selects, ", "), args...).Scan(into...); err != nil {
		return nil, fmt.Errorf("counts: %w", err)
	}
	counts := make(map[casework.QueueView]int, len(views))
	for i, v := range views {
		counts[v] = found[i]
	}
	return counts, nil
}

// nextQuery finds the case to hand out. A case of a company and period that somebody else
// holds is theirs; one of a company and period that the actor holds comes first (R6). What the
// actor let go lately is for others.
const nextQuery = `
	SELECT c.id FROM case_file c
	WHERE c.state IN ('new', 'open') AND (c.holder_id IS NULL OR c.held_until <= $2) AND (NOT c.restricted OR $3)
	  AND NOT EXISTS (SELECT FROM decision_request q WHERE q.case_id = c.id AND q.settled_at IS NULL)
	  AND NOT EXISTS (SELECT FROM case_file x WHERE x.company_id = c.company_id AND x.period = c.period AND x.id <> c.id
	                  AND x.state IN ('new', 'open') AND x.holder_id <> $1 AND x.held_until > $2)
	  AND NOT EXISTS (SELECT FROM case_event e WHERE e.case_id = c.id AND e.kind = 'released' AND e.staff_id = $1 AND e.at > $2 - interval '1 hour')
	  AND (NOT $4 OR EXISTS (SELECT FROM case_file x WHERE x.company_id = c.company_id AND x.period = c.period AND x.id <> c.id
	                         AND x.holder_id = $1 AND x.held_until > $2))
	ORDER BY c.opened_at, c.id LIMIT 1 FOR UPDATE OF c SKIP LOCKED`

// Next hands out the case to work on now (casework.Queue).
func (b *Book) Next(ctx context.Context, by casework.Actor) (casework.CaseID, error) {
	var id casework.CaseID
	err := b.store.InTx(ctx, func(t *store.Tx) error {
		err := pgx.ErrNoRows
		for _, related := range []bool{true, false} {
			if errors.Is(err, pgx.ErrNoRows) {
				err = t.QueryRow(ctx, nextQuery, by.ID, t.Now, by.Protected, related).Scan(&id)
			}
		}
		if errors.Is(err, pgx.ErrNoRows) {
			return casework.Refuse(casework.NotFound, "Inget ärende väntar på att tas. Bra jobbat.")
		}
		if err != nil {
			return fmt.Errorf("next case: %w", err)
		}
		f, err := readCase(ctx, t, by, id, true)
		if err != nil {
			return err
		}
		return f.claim(ctx, t, by)
	})
	return id, err
}

// Overview counts what came in and what became of it (casework.Queue).
func (b *Book) Overview(ctx context.Context, _ casework.Actor) (casework.Overview, error) {
	var o casework.Overview
	var oldest *time.Time
	err := b.store.Pool().QueryRow(ctx, `
		SELECT (SELECT count(*) FROM message),
		       (SELECT count(*) FROM case_message),
		       (SELECT count(*) FROM message WHERE state = 'rejected'),
		       (SELECT count(*) FROM message m WHERE state IN ('new', 'aside') AND NOT EXISTS (SELECT FROM case_message x WHERE x.message_id = m.id)),
		       count(*), count(*) FILTER (WHERE state = 'new'),
		       count(*) FILTER (WHERE state = 'waiting'), count(*) FILTER (WHERE state = 'aside'), min(opened_at),
		       (SELECT count(*) FROM fee_report WHERE decided_at >= $1),
		       (SELECT count(*) FROM fee_list WHERE state IN ('printed', 'handed_over', 'posted', 'retur')),
		       (SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')),
		       (SELECT count(*) FROM outbox WHERE state IN ('failed', 'unknown'))
		FROM case_file c WHERE `+live, b.today().Time()).
		Scan(&o.Seen, &o.Cased, &o.Rejected, &o.Unworked, &o.Live, &o.New, &o.Waiting, &o.Aside, &oldest,
			&o.ReportsToday, &o.ListsOut, &o.OutboxWaiting, &o.OutboxFailed)
	if err != nil {
		return o, fmt.Errorf("overview: %w", err)
	}
	o.Unaccounted = o.Seen - o.Cased - o.Rejected - o.Unworked
	if oldest != nil {
		o.OldestLive = *oldest
	}
	return o, nil
}
