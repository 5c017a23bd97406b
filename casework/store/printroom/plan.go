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
		if page.Preview, err = inspect(ctx, t, p, nil, nil); err != nil {
			return err
		}
		if page.Files, err = r.files(ctx, t, "b.period = $1 AND b.kind = 'lists' ORDER BY b.id DESC LIMIT 200", monthColumn(p)); err != nil {
			return err
		}
		if page.Waiting, err = counting(ctx, t, "SELECT count(*) FROM letter WHERE state IN ('held', 'waiting')"); err != nil {
			return err
		}
		expected, err := r.standings(ctx, t, p)
		if err != nil {
			return err
		}
		page.Funnel = funnelOf(expected, register.DateOf(t.Now))
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
