package printroom

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/vault"
)

// Tend looks after what nobody presses a button for. A periodic job calls it about every hour,
// from any program, and twice at once does no harm: it finds out itself what is due.
func (r *Room) Tend(ctx context.Context) error {
	var mode casework.Mode
	if err := r.Store.InTx(ctx, func(t *store.Tx) (err error) { mode, err = t.Mode(ctx); return err }); err != nil {
		return err
	}
	if mode == casework.ModeShadow {
		return nil
	}
	var errs []error
	for _, step := range []func(context.Context) error{r.renewProtected, r.liftMarks, r.printSwitched, r.remind, r.tidy} {
		errs = append(errs, step(ctx))
	}
	return errors.Join(errs...)
}

// tidy queues letters and erases files.
func (r *Room) tidy(ctx context.Context) error {
	return r.Store.InTx(ctx, func(t *store.Tx) error {
		if err := r.collect(ctx, t); err != nil {
			return err
		}
		return r.erase(ctx, t)
	})
}

// liftMarks lifts the marks of companies with a new address, and prints again the lists that
// came back and are not reported: their due day begins anew (R17).
func (r *Room) liftMarks(ctx context.Context) error {
	rows, err := r.Store.Pool().Query(ctx, `
		WITH lifted AS (UPDATE returned_letter x SET lifted_at = $1 FROM company c
		                WHERE c.id = x.company_id AND x.lifted_at IS NULL AND x.address <> address_lines(c.name, c.care_of, c.street, c.postcode, c.city)
		                RETURNING x.company_id)
		SELECT l.period, array_agg(DISTINCT l.id) FROM fee_list l JOIN lifted x ON x.company_id = l.company_id
		WHERE l.state = 'retur' AND NOT `+reportedColumn+` GROUP BY l.period`, r.Clock())
	if err != nil {
		return fmt.Errorf("lift marks: %w", err)
	}
	again := map[register.Period][]int64{}
	var period time.Time
	var ids []int64
	if _, err := pgx.ForEachRow(rows, []any{&period, &ids}, func() error { again[month(&period)] = ids; ids = nil; return nil }); err != nil {
		return fmt.Errorf("lift marks: %w", err)
	}
	for p, lists := range again {
		if _, err := r.renew(ctx, casework.Program(), p, lists); err != nil {
			return err
		}
	}
	return nil
}

// printSwitched prints the lists of companies that changed to paper after the month's run: each
// of the last three months that was run has theirs at once. Nobody else's is printed with them.
func (r *Room) printSwitched(ctx context.Context) error {
	rows, err := r.Store.Pool().Query(ctx, `
		SELECT u.period, array_agg(DISTINCT c.customer_number)
		FROM print_run u JOIN channel h ON h.channel = 'paper' AND h.source = 'clerk' AND h.valid_from <= u.period AND h.created_at > u.started_at
		JOIN company c ON c.id = h.company_id
		WHERE u.period >= $1 AND NOT EXISTS (SELECT FROM print_run o WHERE o.period = u.period AND o.state <> 'ready')
		  AND NOT EXISTS (SELECT FROM fee_list l WHERE l.company_id = h.company_id AND l.period = u.period)
		  AND NOT EXISTS (SELECT FROM fee_report f WHERE f.company_id = h.company_id AND f.period = u.period) GROUP BY u.period`,
		monthColumn(register.PeriodOf(r.today()).AddMonths(-3)))
	if err != nil {
		return fmt.Errorf("companies that changed to paper: %w", err)
	}
	switched := map[register.Period][]int{}
	var period time.Time
	var customers []int
	if _, err := pgx.ForEachRow(rows, []any{&period, &customers}, func() error { switched[month(&period)] = customers; customers = nil; return nil }); err != nil {
		return fmt.Errorf("companies that changed to paper: %w", err)
	}
	for p, customers := range switched {
		if _, err := r.startFor(ctx, casework.Program(), p, customers); err != nil && casework.KindOf(err) == 0 {
			return err
		}
	}
	return nil
}

// remind sends the reminders that are due (R22). A mail goes in this transaction, a letter waits
// in the queue and is stopped when the list comes in.
func (r *Room) remind(ctx context.Context) error {
	return r.Store.InTx(ctx, func(t *store.Tx) error {
		const remindLock = 0x6b74_0004
		if _, err := t.Exec(ctx, "SELECT pg_advisory_xact_lock($1)", remindLock); err != nil {
			return fmt.Errorf("lock reminders: %w", err)
		}
		if err := stopAnswered(ctx, t); err != nil {
			return err
		}
		red, err := intakeRed(ctx, t)
		if err != nil || red {
			return err
		}
		// A mail that came back is no reminder (R34).
		if _, err := t.Exec(ctx, `
			UPDATE reminder d SET failed_at = $1 FROM outbox o
			WHERE o.id = d.outbox_id AND d.failed_at IS NULL AND (o.bounced_at IS NOT NULL OR o.state = 'failed')`, t.Now); err != nil {
			return fmt.Errorf("reminders that came back: %w", err)
		}
		late, err := r.late(ctx, t)
		if err != nil {
			return err
		}
		plans := map[register.Period]monthly.Plan{}
		for _, e := range late {
			plan, ok := plans[e.List.Period]
			if !ok {
				if plan, err = r.plan(ctx, t, e.List.Period); err != nil {
					return err
				}
				plans[e.List.Period] = plan
			}
			today := register.DateOf(t.Now)
			if ordinal := e.NextReminder(plan, today, red, r.Calendar); ordinal > 0 {
				if err := r.remindOne(ctx, t, e, ordinal, today); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// remindedMonths is how many months back the companies' own lists are reminded of.
const remindedMonths = 6

// late gives what may be due for a reminder: printed lists, and lists of the companies' own in
// the months that were run.
func (r *Room) late(ctx context.Context, t *store.Tx) ([]monthly.Expected, error) {
	today := register.DateOf(t.Now)
	found, err := r.expected(ctx, t, `l.state = 'posted' AND l.list_due < $1 AND NOT EXISTS (
		SELECT FROM reminder z WHERE z.company_id = l.company_id AND z.period = l.period AND z.ordinal = 2 AND z.failed_at IS NULL)`, today.Time())
	if err != nil {
		return nil, err
	}
	for back := range remindedMonths {
		own, err := r.ownLists(ctx, t, register.PeriodOf(today).AddMonths(-back), nil)
		if err != nil {
			return nil, err
		}
		found = append(found, own...)
	}
	rows, err := t.Query(ctx, "SELECT DISTINCT company_id FROM company_life WHERE life_of(company_id, $1) <> 'active'", today.Time())
	if err != nil {
		return nil, fmt.Errorf("companies that are not active: %w", err)
	}
	stopped, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("companies that are not active: %w", err)
	}
	// In bankruptcy, ended or taken over: nobody there is reminded (R25).
	return slices.DeleteFunc(found, func(e monthly.Expected) bool { return slices.Contains(stopped, e.List.Company.ID) }), nil
}

// intakeRed tells that what companies sent may lie unread. A folder that was
// never fetched counts as fetched in 1970.
func intakeRed(ctx context.Context, t *store.Tx) (bool, error) {
	var last *time.Time
	var unread int
	if err := t.QueryRow(ctx, `
		SELECT (SELECT min(coalesce(last_fetch_at, 'epoch')) FILTER (WHERE role <> 'sent') FROM mail_folder),
		       (SELECT count(*) FROM message WHERE state = 'new')`).Scan(&last, &unread); err != nil {
		return false, fmt.Errorf("state of intake: %w", err)
	}
	return monthly.Red(moment(last), unread, t.Now), nil
}

// answerWithin is how many days a reminder gives.
const answerWithin = 10

func (r *Room) remindOne(ctx context.Context, t *store.Tx, e monthly.Expected, ordinal int, today register.Date) error {
	period, list, was := e.List.Period.Words(), spaced(e.List.Number), e.Due.Words() // an own list has no number
	due := r.Calendar.OnOrAfter(today.AddDays(answerWithin)).Words()
	var content letter.Content = letter.FirstReminder{Period: period, List: list, WasDue: was, Due: due}
	if ordinal == 2 {
		content = letter.SecondReminder{Period: period, List: list, WasDue: was, Reminded: register.DateOf(e.Reminders[0].At).Words(), Due: due}
	}
	var outbox, posted int64
	var err error
	if e.Way() == monthly.WayMail {
		outbox, err = r.mail(ctx, t, e, content)
	} else {
		posted, err = queue(ctx, t, newLetter{company: e.List.Company.ID, kind: letter.Kind(content), list: int64(e.List.ID), content: content})
	}
	if err != nil {
		return err
	}
	if _, err := t.Exec(ctx, `
		INSERT INTO reminder (company_id, period, ordinal, list_id, outbox_id, letter_id, at) VALUES ($1, $2, $3, nullif($4::bigint, 0), nullif($5::bigint, 0), nullif($6::bigint, 0), $7)`,
		e.List.Company.ID, monthColumn(e.List.Period), ordinal, int64(e.List.ID), outbox, posted, t.Now); err != nil {
		return fmt.Errorf("reminder %d of company %d, %s: %w", ordinal, e.List.Company.ID, e.List.Period, err)
	}
	return nil
}

// mail puts a reminder into the outbox, to the address that has been known longest. It can be
// stopped for a while there, as every mail can (R28).
func (r *Room) mail(ctx context.Context, t *store.Tx, e monthly.Expected, content letter.Content) (int64, error) {
	text, err := r.Mails.Reminder(content)
	if err != nil {
		return 0, err
	}
	mode, err := t.Mode(ctx)
	if err != nil {
		return 0, err
	}
	body, err := t.Keep(ctx, []byte(text.Body))
	if err != nil {
		return 0, err
	}
	tag, err := r.Vault.Tag("message-id", body[:])
	if err != nil {
		return 0, err
	}
	var id int64
	if err := t.QueryRow(ctx, `
		INSERT INTO outbox (company_id, template, automatic, recipient, subject, body_object, message_id, mode, not_before, created_at)
		VALUES ($1, $2, true, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
		e.List.Company.ID, text.Template, e.Mails[0], text.Subject, object(vault.ID(body)), fmt.Sprintf("p.%x@kontakten.sef.se", tag[:12]), mode, t.Now.Add(r.Delay), t.Now).Scan(&id); err != nil {
		return 0, fmt.Errorf("reminder to company %d: %w", e.List.Company.ID, err)
	}
	return id, t.Enqueue(ctx, casework.SendMail{OutboxID: id}, t.Now.Add(r.Delay))
}
