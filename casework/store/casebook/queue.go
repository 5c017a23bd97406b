package casebook

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store/registry"
	"sef.se/kontakten/internal/vault"
)

const (
	// companyCases bounds the live cases on a company's page.
	companyCases = 50
	// siblingCap bounds the other live cases of a row's month.
	siblingCap = 20
)

// live is the condition of the partial indexes: it must stand in the queries as it stands there.
const live = "c.state IN ('new', 'open', 'waiting', 'aside')"

// arguments collects the arguments of a query that is put together.
type arguments []any

func (a *arguments) add(v any) string {
	*a = append(*a, v)
	return "$" + strconv.Itoa(len(*a))
}

// QueueLines reads lines of the queue, for store/queuebook. from gives the cases under the alias
// c and may be followed by conditions and an order.
func (b *Book) QueueLines(ctx context.Context, by casework.Actor, from string, args []any) ([]casework.QueueRow, error) {
	all := arguments(args)
	rows, err := b.store.Pool().Query(ctx, `
		SELECT c.id, c.state, c.kinds, c.company_id, co.customer_number, co.organisation_number, co.name, c.period, c.flags,
		       c.restricted, coalesce(s.name, ''), c.waiting_until, c.due_on, c.replied_at IS NOT NULL, c.opened_at, o.id, o.sealed, k.wrapped_key,
		       (SELECT count(*) FROM (SELECT FROM case_file x WHERE x.company_id = c.company_id AND x.period = c.period AND x.id <> c.id
		        AND x.state IN ('new', 'open', 'waiting', 'aside') LIMIT `+strconv.Itoa(siblingCap)+`) y)
		FROM (`+from+`) c
		LEFT JOIN company co ON co.id = c.company_id
		LEFT JOIN staff s ON s.id = c.holder_id AND c.held_until > `+all.add(b.clock())+`
		LEFT JOIN vault_object o ON o.id = c.heading_object
		LEFT JOIN vault_key k ON k.object_id = o.id
		ORDER BY c.place`, all...)
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
	var period, waiting, due *time.Time
	var headingID *[16]byte
	var sealed, key []byte
	err := row.Scan(&r.ID, &r.State, &r.Kinds, &company, &customer, &number, &name, &period, &r.Flags,
		&r.Restricted, &r.Holder, &waiting, &due, &r.Replied, &r.OpenedAt, &headingID, &sealed, &key, &r.Siblings)
	if err != nil {
		return r, err
	}
	if r.Restricted && !by.Protected {
		return casework.QueueRow{ID: r.ID, State: r.State, Restricted: true, OpenedAt: r.OpenedAt}, nil
	}
	r.Period, r.Waiting, r.Due = month(period), registry.Civil(waiting), registry.Civil(due)
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

// Overview counts what came in and what became of it (casework.Overviews). Triggers keep mail_tally in
// the transaction that adds a message or joins it to a case.
func (b *Book) Overview(ctx context.Context, _ casework.Actor) (casework.Overview, error) {
	var o casework.Overview
	var open int
	var oldest *time.Time
	err := b.store.Pool().QueryRow(ctx, `
		SELECT (SELECT coalesce(sum(n), 0)::bigint FROM mail_tally WHERE what = 'message'),
		       (SELECT coalesce(sum(n), 0)::bigint FROM mail_tally WHERE what = 'case_message'),
		       (SELECT count(*) FROM message WHERE state = 'rejected'),
		       (SELECT count(*) FROM message m WHERE state IN ('new', 'aside') AND NOT EXISTS (SELECT FROM case_message x WHERE x.message_id = m.id)),
		       (SELECT count(*) FROM case_file WHERE state = 'new'), (SELECT count(*) FROM case_file WHERE state = 'open'),
		       (SELECT count(*) FROM case_file WHERE state = 'waiting'), (SELECT count(*) FROM case_file WHERE state = 'aside'),
		       (SELECT min(opened_at) FROM case_file c WHERE `+live+`),
		       (SELECT count(*) FROM fee_report WHERE decided_at >= $1),
		       (SELECT count(*) FROM fee_list WHERE state IN ('printed', 'handed_over', 'posted', 'retur')),
		       (SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')),
		       (SELECT count(*) FROM outbox WHERE state IN ('failed', 'unknown'))`, b.today().Time()).
		Scan(&o.Seen, &o.Cased, &o.Rejected, &o.Unworked, &o.New, &open, &o.Waiting, &o.Aside, &oldest,
			&o.ReportsToday, &o.ListsOut, &o.OutboxWaiting, &o.OutboxFailed)
	o.Live = o.New + open + o.Waiting + o.Aside
	if err != nil {
		return o, fmt.Errorf("overview: %w", err)
	}
	o.Unaccounted = o.Seen - o.Cased - o.Rejected - o.Unworked
	if oldest != nil {
		o.OldestLive = *oldest
	}
	return o, nil
}
