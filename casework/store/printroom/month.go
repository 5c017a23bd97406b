package printroom

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/registry"
	"sef.se/kontakten/internal/register"
)

// plan gives a month's plan: what a supervisor set, else what is computed.
func (r *Room) plan(ctx context.Context, t *store.Tx, p register.Period) (monthly.Plan, error) {
	plan := monthly.PlanOf(p, r.Press.Sender.PayDay, r.Calendar)
	var days [6]time.Time
	err := t.QueryRow(ctx, "SELECT print_on, post_on, list_due, money_due, reminder1_on, reminder2_on FROM month_plan WHERE period = $1", monthColumn(p)).
		Scan(&days[0], &days[1], &days[2], &days[3], &days[4], &days[5])
	if errors.Is(err, pgx.ErrNoRows) {
		return plan, nil
	}
	if err != nil {
		return plan, fmt.Errorf("plan of %s: %w", p, err)
	}
	for i, d := range []*register.Date{&plan.Print, &plan.Post, &plan.ListDue, &plan.MoneyDue, &plan.Reminder1, &plan.Reminder2} {
		*d = registry.Civil(&days[i])
	}
	plan.Changed = true
	return plan, nil
}

// SetPlan moves steps of a month's plan (monthly.Runs).
func (r *Room) SetPlan(ctx context.Context, by casework.Actor, p register.Period, days map[string]register.Date) error {
	if err := supervises(by); err != nil {
		return err
	}
	return r.Store.InTx(ctx, func(t *store.Tx) error {
		if err := lockPeriod(ctx, t, p); err != nil {
			return err
		}
		plan, err := r.plan(ctx, t, p)
		if err != nil {
			return err
		}
		printed, err := counting(ctx, t, "SELECT count(*) FROM fee_list WHERE period = $1", monthColumn(p))
		if err != nil {
			return err
		}
		if plan, err = plan.With(days, register.DateOf(t.Now), printed > 0, r.Calendar); err != nil {
			return err
		}
		_, err = t.Exec(ctx, `
			INSERT INTO month_plan (period, print_on, post_on, list_due, money_due, reminder1_on, reminder2_on, changed_by, changed_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
			ON CONFLICT (period) DO UPDATE SET print_on = $2, post_on = $3, list_due = $4, money_due = $5, reminder1_on = $6, reminder2_on = $7, changed_by = $8, changed_at = $9`,
			monthColumn(p), registry.DateColumn(plan.Print), registry.DateColumn(plan.Post), registry.DateColumn(plan.ListDue), registry.DateColumn(plan.MoneyDue),
			registry.DateColumn(plan.Reminder1), registry.DateColumn(plan.Reminder2), by.ID, t.Now)
		if err != nil {
			return fmt.Errorf("plan of %s: %w", p, err)
		}
		return nil
	})
}

// MonthPage shows a month (monthly.Runs).
func (r *Room) MonthPage(ctx context.Context, by casework.Actor, p register.Period) (monthly.MonthPage, error) {
	page := monthly.MonthPage{Period: p}
	var err error
	if page.Progress, err = r.Progress(ctx, p); err != nil {
		return page, err
	}
	err = r.Store.InTx(ctx, func(t *store.Tx) error {
		if page.Mode, err = t.Mode(ctx); err != nil {
			return err
		}
		if page.Plan, err = r.plan(ctx, t, p); err != nil {
			return err
		}
		if page.Preview, err = r.preview(ctx, t, p); err != nil {
			return err
		}
		if page.Files, err = r.files(ctx, t, "b.period = $1 AND b.kind = 'lists' ORDER BY b.id DESC LIMIT 200", monthColumn(p)); err != nil {
			return err
		}
		if page.Waiting, err = counting(ctx, t, "SELECT count(*) FROM letter WHERE state IN ('held', 'waiting')"); err != nil {
			return err
		}
		if page.Funnel, err = r.funnel(ctx, t, p); err != nil {
			return err
		}
		page.Steps = page.Plan.Steps(register.DateOf(t.Now), page.Funnel.Lists > page.Funnel.Own)
		page.Funnel.Web, err = electronic(ctx, t, p)
		return err
	})
	if err != nil {
		return page, fmt.Errorf("month %s: %w", p, err)
	}
	return page, nil
}

// handingPatience is how long a printer may take before a person must look.
const handingPatience = 5 * time.Minute

// files reads files of lists or letters.
func (r *Room) files(ctx context.Context, t *store.Tx, where string, args ...any) ([]monthly.File, error) {
	rows, err := t.Query(ctx, `
		SELECT b.id, b.kind, b.period, b.file, (SELECT count(*) FROM letter e WHERE e.batch_id = b.id AND e.state <> 'stopped'), b.pages, b.state,
		       coalesce((SELECT number FROM fee_list l WHERE l.batch_id = b.id AND l.state <> 'superseded' ORDER BY place LIMIT 1), ''),
		       coalesce((SELECT number FROM fee_list l WHERE l.batch_id = b.id AND l.state <> 'superseded' ORDER BY place DESC LIMIT 1), ''),
		       coalesce(s.name, ''), b.ready_at, b.handing_at, b.handed_at, coalesce(h.name, ''), b.printer, b.posted_on, coalesce(p.name, ''), b.erased_at,
		       (SELECT array_agg(e.number || e.why ORDER BY e.place) FROM letter e WHERE e.batch_id = b.id AND e.state = 'stopped')
		FROM print_batch b LEFT JOIN staff s ON s.id = b.staff_id LEFT JOIN staff h ON h.id = b.handed_by LEFT JOIN staff p ON p.id = b.posted_by
		WHERE `+where, args...)
	if err != nil {
		return nil, fmt.Errorf("files: %w", err)
	}
	now := r.Clock()
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (monthly.File, error) {
		var f monthly.File
		var period time.Time
		var state string
		var ready, handing, handed, posted, erased *time.Time
		var stopped []string
		err := row.Scan(&f.ID, &f.Kind, &period, &f.No, &f.Count, &f.Pages, &state, &f.First, &f.Last, &f.By, &ready, &handing, &handed, &f.HandedBy,
			&f.Printer, &posted, &f.PostedBy, &erased, &stopped)
		f.Period, f.Ready, f.Handed, f.PostedOn = month(&period), moment(ready), moment(handed), registry.Civil(posted)
		if f.By == "" {
			f.By = casework.Program().Name
		}
		switch {
		case erased != nil:
			f.State = monthly.FileErased
		case posted != nil:
			f.State = monthly.FilePosted
		case handed != nil:
			f.State = monthly.FileHanded
		case handing != nil && (f.Printer != "" || now.Sub(*handing) > handingPatience):
			f.State = monthly.FileUncertain
		case handing != nil:
			f.State = monthly.FileHanding
		case state == "ready":
			f.State = monthly.FileReady
		default:
			f.State = monthly.FileDrawing
		}
		for _, s := range stopped {
			if f.State == monthly.FileHanded || f.State == monthly.FileUncertain || f.State == monthly.FileHanding {
				f.Stopped = append(f.Stopped, monthly.Stopped{Letter: s[:8], Why: s[8:]})
			}
		}
		return f, err
	})
}

// What tells where list l of month $1 stands: reports, open cases, respite and reminders are each
// gathered once for the month, not looked for list by list (together).
const (
	standingColumns = `l.state, l.list_due, coalesce(f.stands, false), coalesce(f.rows, 0), x.company_id IS NOT NULL, s.until, s.id IS NOT NULL AND s.until IS NULL, coalesce(d.sent, 0)`
	standingJoins   = `
		LEFT JOIN (SELECT DISTINCT ON (company_id) company_id, kind <> 'annulment' AS stands, rows FROM fee_report WHERE period = $1 ORDER BY company_id, version DESC) f ON f.company_id = l.company_id
		LEFT JOIN (SELECT company_id FROM case_file WHERE ` + mayHold + ` AND period = $1 UNION SELECT company_id FROM case_file WHERE ` + mayHold + ` AND period IS NULL) x ON x.company_id = l.company_id
		LEFT JOIN respite s ON s.company_id = l.company_id AND s.period = l.period AND s.ended_at IS NULL
		LEFT JOIN (SELECT company_id, count(*)::integer AS sent FROM reminder WHERE period = $1 AND failed_at IS NULL GROUP BY 1) d ON d.company_id = l.company_id
		WHERE l.period = $1 AND l.state NOT IN ('superseded', 'cancelled')`
)

// scanStanding reads standingColumns and what stands before them.
func scanStanding(row pgx.CollectableRow, p register.Period, before func(*monthly.Expected) []any) (monthly.Expected, error) {
	e := monthly.Expected{List: casework.ListRow{Period: p}}
	var due time.Time
	var until *time.Time
	var sent int
	err := row.Scan(append(before(&e), &e.List.State, &due, &e.Reported, &e.Rows, &e.Came, &until, &e.Closed, &sent)...)
	e.Due, e.RespiteUntil, e.Reminders = registry.Civil(&due), registry.Civil(until), make([]monthly.Reminder, sent)
	return e, err
}

// together runs a statement over all lists of a month, each of its parts read once. Of a month that
// was run just now PostgreSQL's statistics know nothing: it takes ten thousand lists for one and
// would read the other parts anew for each.
func together(ctx context.Context, t *store.Tx, read func() error) error {
	if _, err := t.Exec(ctx, "SET LOCAL enable_nestloop = off"); err != nil {
		return err
	}
	if err := read(); err != nil {
		return err
	}
	_, err := t.Exec(ctx, "SET LOCAL enable_nestloop = on")
	return err
}

// funnel counts a month. Lists of which the same is known are counted together in SQL: where they
// stand is one rule, in Go.
func (r *Room) funnel(ctx context.Context, t *store.Tx, p register.Period) (monthly.Funnel, error) {
	f := monthly.Funnel{By: map[monthly.Standing]int{}}
	today := register.DateOf(t.Now)
	err := together(ctx, t, func() error {
		rows, err := t.Query(ctx, "SELECT count(*), "+standingColumns+" FROM fee_list l "+standingJoins+" GROUP BY 2, 3, 4, 5, 6, 7, 8, 9", monthColumn(p))
		if err != nil {
			return err
		}
		_, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (n int, err error) {
			e, err := scanStanding(row, p, func(*monthly.Expected) []any { return []any{&n} })
			addTo(&f, e, n, today)
			return n, err
		})
		return err
	})
	if err != nil {
		return f, fmt.Errorf("funnel of %s: %w", p, err)
	}
	own, err := r.ownStandings(ctx, t, p)
	for _, e := range own {
		addTo(&f, e, 1, today)
	}
	return f, err
}

// standings gives of each list of a month what tells where it stands, and no more: a month is
// some ten thousand lists. They come by customer number.
func (r *Room) standings(ctx context.Context, t *store.Tx, p register.Period) ([]monthly.Expected, error) {
	var found []monthly.Expected
	err := together(ctx, t, func() error {
		rows, err := t.Query(ctx, "SELECT l.id, l.number, "+standingColumns+" FROM fee_list l "+standingJoins, monthColumn(p))
		if err != nil {
			return err
		}
		which := func(e *monthly.Expected) []any { return []any{&e.List.ID, &e.List.Number} }
		found, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (monthly.Expected, error) { return scanStanding(row, p, which) })
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("standings of %s: %w", p, err)
	}
	own, err := r.ownStandings(ctx, t, p)
	if err != nil {
		return nil, err
	}
	found = append(found, own...)
	slices.SortFunc(found, func(a, b monthly.Expected) int { return cmp.Compare(a.Key(), b.Key()) })
	return found, nil
}

// owing are the companies that send a list of their own and owe one of the month: with somebody
// employed in it, of some companies or (with $5 null) of all.
const owing = `
	WITH own AS MATERIALIZED (SELECT company_id FROM (` + ways + `) w WHERE channel = 'own_list' AND ($5::bigint[] IS NULL OR company_id = ANY($5))),
	here AS (` + hereFrom + ` AND e.company_id IN (SELECT company_id FROM own)` + hereBy + `), l AS (
	  SELECT c.id AS company_id, c.customer_number, $1::date AS period, 'posted' AS state, $1::date AS list_due, h.rows AS members, coalesce(c.pay_day, 0)::integer AS pay_day
	  FROM company c JOIN here h ON h.company_id = c.id
	  WHERE NOT EXISTS (SELECT FROM fee_list o WHERE o.company_id = c.id AND o.period = $1 AND o.state NOT IN ('superseded', 'cancelled')))`

// ownDue tells when the own list of a company with some pay day is due. run is nil before the
// month's run, when nobody owes anything.
func (r *Room) ownDue(ctx context.Context, t *store.Tx, p register.Period) (due func(payDay int) (list, money register.Date), run *time.Time, err error) {
	if err := t.QueryRow(ctx, "SELECT min(started_at) FROM print_run WHERE period = $1", monthColumn(p)).Scan(&run); err != nil || run == nil {
		return nil, nil, err
	}
	plan, err := r.plan(ctx, t, p)
	return func(payDay int) (list, money register.Date) {
		l := avgiftslista.List{Period: p, Due: avgiftslista.Due(p, cmp.Or(payDay, r.Press.Sender.PayDay), r.Calendar)}
		l.Company.PayDay = payDay
		d := plan.Due(l, register.DateOf(*run), r.Calendar)
		return d.List, d.Money
	}, run, err
}

// ownStandings gives what tells where the companies' own lists stand, and no more. They are few: each
// is looked for by itself.
func (r *Room) ownStandings(ctx context.Context, t *store.Tx, p register.Period) ([]monthly.Expected, error) {
	due, run, err := r.ownDue(ctx, t, p)
	if err != nil || run == nil {
		return nil, err
	}
	rows, err := t.Query(ctx, owing+`
		SELECT l.company_id, l.customer_number, l.pay_day, l.state, l.list_due, coalesce(f.kind <> 'annulment', false), coalesce(f.rows, 0), `+cameColumn+`, s.until, s.id IS NOT NULL AND s.until IS NULL,
		       (SELECT count(*) FROM reminder d WHERE d.company_id = l.company_id AND d.period = l.period AND d.failed_at IS NULL)
		FROM l LEFT JOIN LATERAL (SELECT x.kind, x.rows FROM fee_report x WHERE x.company_id = l.company_id AND x.period = l.period ORDER BY x.version DESC LIMIT 1) f ON true
		LEFT JOIN respite s ON s.company_id = l.company_id AND s.period = l.period AND s.ended_at IS NULL`, span(p, nil)...)
	if err != nil {
		return nil, fmt.Errorf("own lists of %s: %w", p, err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (monthly.Expected, error) {
		var payDay int
		e, err := scanStanding(row, p, func(e *monthly.Expected) []any {
			return []any{&e.List.Company.ID, &e.List.Company.CustomerNumber, &payDay}
		})
		e.Own = true
		e.Due, e.Money = due(payDay)
		return e, err
	})
	if err != nil {
		return nil, fmt.Errorf("own lists of %s: %w", p, err)
	}
	return found, nil
}

// ownLists gives the companies that owe an own list of the month, with all that is known of them:
// some companies or (nil) all, from the month's run on.
func (r *Room) ownLists(ctx context.Context, t *store.Tx, p register.Period, companies []int64) ([]monthly.Expected, error) {
	due, run, err := r.ownDue(ctx, t, p)
	if err != nil || run == nil {
		return nil, err
	}
	rows, err := t.Query(ctx, owing+`
		SELECT 0, '', c.id, c.customer_number, c.organisation_number, c.name, l.period, 0, l.state, l.members, $7::timestamptz, 0, '', $1::date, $1::date, NULL::date, `+
		expectedColumns("$6", "$8")+`, l.pay_day
		FROM l JOIN company c ON c.id = l.company_id `+expectedJoins, span(p, companies, t.Now, run, registry.DateColumn(register.DateOf(t.Now)))...)
	if err != nil {
		return nil, fmt.Errorf("own lists of %s: %w", p, err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (monthly.Expected, error) {
		var payDay int
		e, err := scanExpected(row, &payDay)
		e.Own = true
		e.Due, e.Money = due(payDay)
		return e, err
	})
	if err != nil {
		return nil, fmt.Errorf("own lists of %s: %w", p, err)
	}
	return found, nil
}
