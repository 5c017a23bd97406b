package frontdesk

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
)

// messageLimit bounds each lot of messages on the mailbox page.
const messageLimit = 200

// MailboxPage gives folders, counts and what has no case (casework.Desk).
func (d *Desk) MailboxPage(ctx context.Context, by casework.Actor) (casework.MailboxPage, error) {
	var p casework.MailboxPage
	var err error
	if p.Counts, err = d.queue.Overview(ctx, by); err != nil {
		return p, err
	}
	if p.Folders, err = d.folders(ctx); err != nil {
		return p, err
	}
	for state, lot := range map[string]*[]casework.MessageRow{"aside": &p.Aside, "rejected": &p.Rejected, "new": &p.Unworked} {
		if *lot, err = d.messages(ctx, state); err != nil {
			return p, err
		}
	}
	return p, nil
}

func (d *Desk) folders(ctx context.Context) ([]casework.MailFolder, error) {
	rows, err := d.store.Pool().Query(ctx, `
		SELECT f.name, f.role, f.last_fetch_at, f.last_error, f.last_error_at,
		       (SELECT count(DISTINCT message_id) FROM message_place p WHERE p.folder_id = f.id)
		FROM mail_folder f ORDER BY f.id`)
	if err != nil {
		return nil, fmt.Errorf("mail folders: %w", err)
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (casework.MailFolder, error) {
		var f casework.MailFolder
		var fetched, failed *time.Time
		err := row.Scan(&f.Name, &f.Role, &fetched, &f.Error, &failed, &f.Messages)
		f.LastFetch, f.ErrorAt = moment(fetched), moment(failed)
		return f, err
	})
}

// messages gives the newest messages in a state; of those that wait to be
// read, the oldest.
func (d *Desk) messages(ctx context.Context, state string) ([]casework.MessageRow, error) {
	order := "DESC"
	if state == "new" {
		order = "ASC"
	}
	rows, err := d.store.Pool().Query(ctx, `
		SELECT m.id, m.received_at, m.state, m.reason, m.size, coalesce(c.case_id, 0)
		FROM message m LEFT JOIN case_message c ON c.message_id = m.id
		WHERE m.state = $1 ORDER BY m.id `+order+` LIMIT $2`, state, messageLimit)
	if err != nil {
		return nil, fmt.Errorf("messages %s: %w", state, err)
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (casework.MessageRow, error) {
		var m casework.MessageRow
		return m, row.Scan(&m.ID, &m.ReceivedAt, &m.State, &m.Reason, &m.Size, &m.Case)
	})
}
