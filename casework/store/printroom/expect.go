package printroom

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/store/registry"
	"sef.se/kontakten/internal/register"
)

const (
	// reportedColumn tells whether a report stands for the company and period of list l.
	reportedColumn = `coalesce((SELECT x.kind <> 'annulment' FROM fee_report x
		WHERE x.company_id = l.company_id AND x.period = l.period ORDER BY x.version DESC LIMIT 1), false)`
	// mayHold is an open case that may hold a company's data: index case_live_data has the same words.
	mayHold = `state IN ('new', 'open', 'waiting', 'aside') AND kinds && '{fee_data,returned_list}'`
	// cameColumn tells whether such a case is there.
	cameColumn = `EXISTS (SELECT FROM case_file WHERE company_id = l.company_id AND ` + mayHold + ` AND (period IS NULL OR period = l.period))`
)

// expectedColumns are what the register says of company and period of l beside the list itself;
// they need expectedJoins, the time that it is (now) and the day (today).
func expectedColumns(now, today string) string {
	return reportedColumn + `, coalesce(f.rows, 0), coalesce(f.reason, ''), ` + cameColumn + `,
		(SELECT max(CASE WHEN k.state = 'new' THEN ` + now + ` ELSE k.opened_at END) FROM case_file k WHERE k.company_id = l.company_id AND k.origin = 'mail'),
		p.until, p.id IS NOT NULL AND p.until IS NULL, coalesce(p.reason, ''),
		coalesce((SELECT h.channel FROM channel h WHERE h.company_id = c.id AND h.valid_from <= ` + today + ` ORDER BY h.valid_from DESC, h.id DESC LIMIT 1), 'paper'),
		array(SELECT a.address FROM company_address a WHERE a.company_id = c.id AND a.ended_at IS NULL AND a.bounces_since IS NULL ORDER BY a.id), ` + markedColumn + `,
		d1.at, coalesce(o1.state, e1.state, ''), o1.id IS NOT NULL, d2.at, coalesce(o2.state, e2.state, ''), o2.id IS NOT NULL`
}

const expectedJoins = `
	LEFT JOIN LATERAL (SELECT x.rows, x.reason FROM fee_report x WHERE x.company_id = l.company_id AND x.period = l.period ORDER BY x.version DESC LIMIT 1) f ON true
	LEFT JOIN respite p ON p.company_id = l.company_id AND p.period = l.period AND p.ended_at IS NULL
	LEFT JOIN reminder d1 ON d1.company_id = l.company_id AND d1.period = l.period AND d1.ordinal = 1 AND d1.failed_at IS NULL
	LEFT JOIN outbox o1 ON o1.id = d1.outbox_id LEFT JOIN letter e1 ON e1.id = d1.letter_id
	LEFT JOIN reminder d2 ON d2.company_id = l.company_id AND d2.period = l.period AND d2.ordinal = 2 AND d2.failed_at IS NULL
	LEFT JOIN outbox o2 ON o2.id = d2.outbox_id LEFT JOIN letter e2 ON e2.id = d2.letter_id`

// expected reads printed lists with all that the register of expected returns says of them.
func (r *Room) expected(ctx context.Context, t *store.Tx, where string, args ...any) ([]monthly.Expected, error) {
	rows, err := t.Query(ctx, `
		SELECT l.id, l.number, c.id, c.customer_number, c.organisation_number, c.name, l.period, l.version, l.state, l.rows, l.printed_at, l.batch_id, l.mode,
		       l.list_due, l.money_due, b.posted_on, `+expectedColumns("$1", "$2")+`
		FROM fee_list l JOIN company c ON c.id = l.company_id JOIN print_batch b ON b.id = l.batch_id `+expectedJoins+`
		WHERE l.state NOT IN ('superseded', 'cancelled') AND `+shift(where)+" ORDER BY l.number", append([]any{t.Now, registry.DateColumn(register.DateOf(t.Now))}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("expected returns: %w", err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (monthly.Expected, error) { return scanExpected(row) })
	if err != nil {
		return nil, fmt.Errorf("expected returns: %w", err)
	}
	return found, nil
}

// shift makes room for the query's own first two arguments.
func shift(where string) string {
	return strings.NewReplacer("$1", "$3", "$2", "$4", "$3", "$5").Replace(where)
}

// scanExpected reads a row of expected, and what follows its columns into more.
func scanExpected(row pgx.CollectableRow, more ...any) (monthly.Expected, error) {
	var e monthly.Expected
	var number string
	var period, listDue, moneyDue time.Time
	var posted, unread, until *time.Time
	var at [2]*time.Time
	var state [2]string
	var mail [2]bool
	l := &e.List
	err := row.Scan(append([]any{&l.ID, &l.Number, &l.Company.ID, &l.Company.CustomerNumber, &number, &l.Company.Name, &period, &l.Version, &l.State, &l.Rows, &l.Printed, &l.Batch, &l.Mode,
		&listDue, &moneyDue, &posted, &e.Reported, &e.Rows, &e.NilReason, &e.Came, &unread, &until, &e.Closed, &e.Respite, &e.Channel, &e.Mails, &e.Marked,
		&at[0], &state[0], &mail[0], &at[1], &state[1], &mail[1]}, more...)...)
	if err != nil {
		return e, err
	}
	l.Period, e.Due, e.Money, e.PostedOn = month(&period), registry.Civil(&listDue), registry.Civil(&moneyDue), registry.Civil(posted)
	e.LastUnread, e.RespiteUntil = moment(unread), registry.Civil(until)
	for i := range at {
		if at[i] == nil {
			continue
		}
		d := monthly.Reminder{Ordinal: i + 1, At: *at[i], Way: monthly.WayLetter, State: monthly.LetterState(state[i]).Word()}
		if mail[i] {
			d.Way, d.State = monthly.WayMail, casework.OutboxState(state[i]).Word()
		}
		e.Reminders = append(e.Reminders, d)
	}
	l.Company.Organisation, err = register.ParseOrganisationNumber(number)
	return e, err
}

// addTo counts n lists of which the same is known.
func addTo(f *monthly.Funnel, e monthly.Expected, n int, today register.Date) {
	f.Lists += n
	f.By[e.Standing(today)] += n
	if e.Own {
		f.Own += n
	}
	if e.Reported && e.Rows == 0 {
		f.Nil += n
	}
	if len(e.Reminders) > 0 {
		f.Reminder1 += n
	}
	if len(e.Reminders) > 1 {
		f.Reminder2 += n
	}
}

const (
	expectedShown = 100
	expectedMost  = 500
)

// ExpectedPage shows the register of expected returns (monthly.Expectations): where every list
// of the month stands, and all that is known of those that the page shows.
func (r *Room) ExpectedPage(ctx context.Context, _ casework.Actor, p register.Period, view monthly.Standing, after string, limit int) (monthly.ExpectedPage, error) {
	if limit <= 0 {
		limit = expectedShown
	}
	limit = min(limit, expectedMost)
	page := monthly.ExpectedPage{Period: p, View: view}
	err := r.Store.InTx(ctx, func(t *store.Tx) error {
		all, err := r.standings(ctx, t, p)
		if err != nil {
			return err
		}
		today := register.DateOf(t.Now)
		page.Funnel, page.Rows, page.Next = monthly.Funnel{By: map[monthly.Standing]int{}}, nil, ""
		for _, e := range all {
			addTo(&page.Funnel, e, 1, today)
		}
		for _, e := range all {
			if e.Key() <= after || view != "" && e.Standing(today) != view {
				continue
			}
			if len(page.Rows) == limit {
				page.Next = page.Rows[limit-1].Key()
				break
			}
			page.Rows = append(page.Rows, e)
		}
		return r.fillIn(ctx, t, p, page.Rows)
	})
	return page, err
}

// fillIn reads all that is known of some standings of a month.
func (r *Room) fillIn(ctx context.Context, t *store.Tx, p register.Period, rows []monthly.Expected) error {
	ids, companies := make([]int64, 0, len(rows)), []int64{}
	for _, e := range rows {
		if e.Own {
			companies = append(companies, int64(e.List.Company.ID))
		} else {
			ids = append(ids, int64(e.List.ID))
		}
	}
	whole, err := r.expected(ctx, t, "l.id = ANY($1)", ids)
	if err != nil {
		return err
	}
	if len(companies) > 0 {
		own, err := r.ownLists(ctx, t, p, companies)
		if err != nil {
			return err
		}
		whole = append(whole, own...)
	}
	byKey := make(map[string]monthly.Expected, len(whole))
	for _, e := range whole {
		byKey[e.Key()] = e
	}
	for i, e := range rows {
		rows[i] = byKey[e.Key()]
	}
	return nil
}

// Nothing books that there is nothing to report (monthly.Expectations).
func (r *Room) Nothing(ctx context.Context, by casework.Actor, list casework.ListID, reason, key string) (ledger.ReportID, error) {
	reason = strings.TrimSpace(reason)
	if reason == "" || casework.HoldsPersonnummer(reason) {
		return 0, casework.Refuse(casework.Invalid, "Ange varför inget ska redovisas, utan personnummer.")
	}
	if len(key) < 16 || len(key) > 64 {
		return 0, casework.Refuse(casework.Invalid, "Sidan saknar sin nyckel. Läs om den och försök igen.")
	}
	var id ledger.ReportID
	err := r.Cases.InTx(ctx, func(t *store.Tx, reg *store.Snapshot) error {
		subject := fmt.Sprintf("nothing for list %d", list)
		if again, err := casebook.Before(ctx, t, key, by, subject, &id); err != nil || again {
			return err
		}
		e, err := r.one(ctx, t, by, list)
		if err != nil {
			return err
		}
		if err := casebook.LockMonth(ctx, t, e.List.Company.ID, e.List.Period); err != nil {
			return err
		}
		current, err := casebook.Report(ctx, t, r.Vault, e.List.Company.ID, e.List.Period)
		if err != nil {
			return err
		}
		if len(current.Versions) > 0 {
			return casework.Refuse(casework.Conflict, "%s har redan redovisat %s.", e.List.Company.Name, e.List.Period.Words())
		}
		shown := casework.Shown{Company: e.List.Company.Organisation, Period: e.List.Period, Reader: "nothing", Import: reg.Import}
		if id, err = r.Cases.Post(ctx, t, current, casebook.Posting{CompanyID: e.List.Company.ID, Period: e.List.Period, Kind: ledger.New,
			List: list, Channel: "paper", By: by.ID, Screen: shown.Screen().Hash(), Key: key, Reader: "nothing", Import: reg.Import, Reason: reason}); err != nil {
			return err
		}
		if err := stopAnswered(ctx, t); err != nil {
			return err
		}
		return casebook.Remember(ctx, t, key, by, subject, id)
	})
	return id, err
}

// Grant gives respite or closes a month in advance (monthly.Expectations).
func (r *Room) Grant(ctx context.Context, by casework.Actor, customer int, p register.Period, until register.Date, reason string) error {
	return r.Store.InTx(ctx, func(t *store.Tx) error {
		c, err := company(ctx, t, customer)
		if err != nil {
			return err
		}
		return Grant(ctx, t, by, c.ID, p, until, reason)
	})
}

const longestRespite = 92 // days

// Grant gives respite, or closes a month in advance, within another room's transaction. Invalid.
func Grant(ctx context.Context, t *store.Tx, by casework.Actor, company int64, p register.Period, until register.Date, reason string) error {
	reason = strings.TrimSpace(reason)
	today := register.DateOf(t.Now)
	switch {
	case reason == "" || casework.HoldsPersonnummer(reason):
		return casework.Refuse(casework.Invalid, "Ange skälet, utan personnummer.")
	case !until.IsZero() && (until.Before(today) || today.AddDays(longestRespite).Before(until)):
		return casework.Refuse(casework.Invalid, "Anstånd ges från i dag och högst tre månader framåt.")
	case until.IsZero() && p.Before(register.PeriodOf(today)):
		return casework.Refuse(casework.Invalid, "En månad som har varit kan inte stängas i förväg. Välj inget att redovisa.")
	}
	if _, err := t.Exec(ctx, "UPDATE respite SET ended_at = $3 WHERE company_id = $1 AND period = $2 AND ended_at IS NULL", company, monthColumn(p), t.Now); err != nil {
		return fmt.Errorf("respite of company %d, %s: %w", company, p, err)
	}
	if _, err := t.Exec(ctx, "INSERT INTO respite (company_id, period, until, reason, staff_id, at) VALUES ($1, $2, $3, $4, $5, $6)",
		company, monthColumn(p), registry.DateColumn(until), reason, by.ID, t.Now); err != nil {
		return fmt.Errorf("respite of company %d, %s: %w", company, p, err)
	}
	return nil
}

// EndRespite takes respite back (monthly.Expectations).
func (r *Room) EndRespite(ctx context.Context, _ casework.Actor, customer int, p register.Period) error {
	tag, err := r.Store.Pool().Exec(ctx, `
		UPDATE respite r SET ended_at = $3 FROM company c WHERE c.id = r.company_id AND c.customer_number = $1 AND r.period = $2 AND r.ended_at IS NULL`,
		customer, monthColumn(p), r.Clock())
	if err != nil {
		return fmt.Errorf("end respite of customer %d, %s: %w", customer, p, err)
	}
	if tag.RowsAffected() == 0 {
		return casework.Refuse(casework.NotFound, "Inget anstånd gäller.")
	}
	return nil
}
