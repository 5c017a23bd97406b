package printroom

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/registry"
	"sef.se/kontakten/internal/register"
)

// standings gives of each list of a month what tells where it stands, and no more: a month is
// some ten thousand lists, and where each stands is one rule, in Go. Lists of the company's own
// are whole. They come by customer number.
func (r *Room) standings(ctx context.Context, t *store.Tx, p register.Period) ([]monthly.Expected, error) {
	rows, err := t.Query(ctx, `
		SELECT l.id, l.number, l.state, l.list_due, coalesce(f.kind <> 'annulment', false), coalesce(f.rows, 0), `+cameColumn+`,
		       s.until, s.id IS NOT NULL AND s.until IS NULL, coalesce(d.sent, 0)
		FROM fee_list l
		LEFT JOIN LATERAL (SELECT x.kind, x.rows FROM fee_report x WHERE x.company_id = l.company_id AND x.period = l.period ORDER BY x.version DESC LIMIT 1) f ON true
		LEFT JOIN respite s ON s.company_id = l.company_id AND s.period = l.period AND s.ended_at IS NULL
		LEFT JOIN (SELECT company_id, count(*)::integer AS sent FROM reminder WHERE period = $1 AND failed_at IS NULL GROUP BY 1) d ON d.company_id = l.company_id
		WHERE l.period = $1 AND l.state NOT IN ('superseded', 'cancelled')`, monthColumn(p))
	if err != nil {
		return nil, fmt.Errorf("standings of %s: %w", p, err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (monthly.Expected, error) {
		var e monthly.Expected
		var due time.Time
		var until *time.Time
		var sent int
		err := row.Scan(&e.List.ID, &e.List.Number, &e.List.State, &due, &e.Reported, &e.Rows, &e.Came, &until, &e.Closed, &sent)
		e.Due, e.RespiteUntil, e.Reminders, e.List.Period = registry.Civil(&due), registry.Civil(until), make([]monthly.Reminder, sent), p
		return e, err
	})
	if err != nil {
		return nil, fmt.Errorf("standings of %s: %w", p, err)
	}
	own, err := r.ownLists(ctx, t, p)
	if err != nil {
		return nil, err
	}
	found = append(found, own...)
	slices.SortFunc(found, func(a, b monthly.Expected) int { return cmp.Compare(a.Key(), b.Key()) })
	return found, nil
}

// ownLists gives the companies that send a list of their own and owe one of the month: from the
// month's run on, with somebody employed in it.
func (r *Room) ownLists(ctx context.Context, t *store.Tx, p register.Period) ([]monthly.Expected, error) {
	var run *time.Time
	if err := t.QueryRow(ctx, "SELECT min(started_at) FROM print_run WHERE period = $1", monthColumn(p)).Scan(&run); err != nil || run == nil {
		return nil, err
	}
	plan, err := r.plan(ctx, t, p)
	if err != nil {
		return nil, err
	}
	rows, err := t.Query(ctx, `
		WITH ways AS (`+ways+`), here AS (`+here+`), l AS (
		  SELECT c.id AS company_id, $1::date AS period, h.rows, coalesce(c.pay_day, 0)::integer AS pay_day
		  FROM company c JOIN ways w ON w.company_id = c.id AND w.channel = 'own_list' JOIN here h ON h.company_id = c.id
		  WHERE NOT EXISTS (SELECT FROM fee_list o WHERE o.company_id = c.id AND o.period = $1 AND o.state NOT IN ('superseded', 'cancelled')))
		SELECT 0, '', c.id, c.customer_number, c.organisation_number, c.name, l.period, 0, 'posted', l.rows, $6::timestamptz, 0, '', $1::date, $1::date, NULL::date, `+
		expectedColumns("$5", "$7")+`, l.pay_day
		FROM l JOIN company c ON c.id = l.company_id `+expectedJoins, span(p, t.Now, run, registry.DateColumn(register.DateOf(t.Now)))...)
	if err != nil {
		return nil, fmt.Errorf("own lists of %s: %w", p, err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (monthly.Expected, error) {
		var payDay int
		e, err := scanExpected(row, &payDay)
		e.Own = true
		l := avgiftslista.List{Period: p, Due: avgiftslista.Due(p, cmp.Or(payDay, r.Press.Sender.PayDay), r.Calendar)}
		l.Company.PayDay = payDay
		due := plan.Due(l, register.DateOf(*run), r.Calendar)
		e.Due, e.Money = due.List, due.Money
		return e, err
	})
	if err != nil {
		return nil, fmt.Errorf("own lists of %s: %w", p, err)
	}
	return found, nil
}
