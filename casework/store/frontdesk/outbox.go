package frontdesk

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
)

const (
	outboxMaxLimit = 200
	// countCap bounds the counts of the states: "1 000+" tells as much and costs little.
	countCap = 1000
)

// OutboxPage gives a page of outgoing mails, newest first (casework.Desk).
func (d *Desk) OutboxPage(ctx context.Context, _ casework.Actor, state casework.OutboxState, after string, limit int) (casework.OutboxPage, error) {
	limit = max(1, min(limit, outboxMaxLimit))
	before := int64(0)
	if after != "" {
		var err error
		if before, err = strconv.ParseInt(after, 10, 64); err != nil {
			return casework.OutboxPage{}, &casework.Error{Kind: casework.Invalid, Sentence: "Adressen till nästa sida är fel. Börja om från utkorgen.", Cause: err}
		}
	}
	var p casework.OutboxPage
	where := "o.state = $1"
	if state == "" {
		where = "$1 = ''"
	}
	rows, err := d.store.Pool().Query(ctx, `
		SELECT o.id, coalesce(o.case_id, 0), co.id, co.customer_number, co.organisation_number, co.name, o.template, o.recipient, o.subject,
		       o.state, o.attempts, o.last_answer, o.not_before, o.created_at, o.sent_at
		FROM outbox o LEFT JOIN company co ON co.id = o.company_id
		WHERE `+where+` AND ($2 = 0 OR o.id < $2) ORDER BY o.id DESC LIMIT $3`, string(state), before, limit+1)
	if err != nil {
		return p, fmt.Errorf("outbox: %w", err)
	}
	if p.Rows, err = pgx.CollectRows(rows, scanOutgoing); err != nil {
		return p, fmt.Errorf("outbox: %w", err)
	}
	if len(p.Rows) > limit {
		p.Rows = p.Rows[:limit]
		p.Next = strconv.FormatInt(p.Rows[limit-1].ID, 10)
	}
	p.Counts, err = d.outboxCounts(ctx)
	return p, err
}

func scanOutgoing(row pgx.CollectableRow) (casework.OutboxRow, error) {
	var o casework.OutboxRow
	var company *int64
	var customer *int
	var number, name *string
	var sent *time.Time
	if err := row.Scan(&o.ID, &o.Case, &company, &customer, &number, &name, &o.Template, &o.Recipient, &o.Subject,
		&o.State, &o.Attempts, &o.Answer, &o.NotBefore, &o.Created, &sent); err != nil {
		return o, err
	}
	o.Sent = moment(sent)
	if company != nil {
		org, err := register.ParseOrganisationNumber(*number)
		if err != nil {
			return o, err
		}
		o.Company = &casework.CompanyRef{ID: *company, CustomerNumber: *customer, Organisation: org, Name: *name}
	}
	return o, nil
}

func (d *Desk) outboxCounts(ctx context.Context) (map[casework.OutboxState]int, error) {
	rows, err := d.store.Pool().Query(ctx, `
		SELECT s.state, (SELECT count(*) FROM (SELECT FROM outbox o WHERE o.state = s.state LIMIT $1) c)
		FROM unnest('{queued,sending,sent,failed,unknown,stopped,withheld}'::text[]) AS s (state)`, countCap)
	if err != nil {
		return nil, fmt.Errorf("outbox counts: %w", err)
	}
	counts := map[casework.OutboxState]int{}
	var state casework.OutboxState
	var n int
	if _, err := pgx.ForEachRow(rows, []any{&state, &n}, func() error { counts[state] = n; return nil }); err != nil {
		return nil, fmt.Errorf("outbox counts: %w", err)
	}
	return counts, nil
}

// StopMail stops a mail that has not left (casework.Desk).
func (d *Desk) StopMail(ctx context.Context, by casework.Actor, id int64) error {
	return d.store.InTx(ctx, func(t *store.Tx) error {
		var file *int64
		err := t.QueryRow(ctx, "UPDATE outbox SET state = 'stopped', last_answer = $2 WHERE id = $1 AND state = 'queued' AND attempts = 0 RETURNING case_id",
			id, "stoppat av "+by.Name).Scan(&file)
		if errors.Is(err, pgx.ErrNoRows) {
			return casework.Refuse(casework.Conflict, "Mejlet kan inte stoppas: det har redan gått, eller är på väg.")
		}
		if err != nil || file == nil {
			return err
		}
		return casebook.AddEvent(ctx, t, casework.CaseID(*file), by, casework.EventStopped, "Ett mejl är stoppat innan det gick.", nil)
	})
}
