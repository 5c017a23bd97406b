// Package frontdesk reads what the pages around the casework show: the header
// of every page, the mailbox, the outbox and the register's deliveries. It
// fulfils casework.Desk over casework/store. All but KeepOurs only read.
//
// What it counts proves that nothing is dropped: every message that was seen
// is a case, a recorded rejection, or waits to be worked.
package frontdesk

import (
	"context"
	"fmt"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
)

// Desk is the front desk of one database. It is safe for many goroutines.
type Desk struct {
	store *store.Store
	queue casework.Overviews // counts the overview
}

// New makes the front desk of s; queue counts the overview.
func New(s *store.Store, queue casework.Overviews) *Desk { return &Desk{store: s, queue: queue} }

// Status gives the header of a page (casework.Desk). The folder that is behind
// the others speaks for the mailbox.
func (d *Desk) Status(ctx context.Context) (casework.Status, error) {
	var st casework.Status
	var fetched, imported *time.Time
	err := d.store.Pool().QueryRow(ctx, `
		SELECT coalesce(mode, ''), f.fetched, coalesce(f.error, ''),
		       (SELECT max(at) FROM import_run WHERE outcome IN ('applied', 'unchanged'))
		FROM system LEFT JOIN LATERAL (
			SELECT last_fetch_at AS fetched, CASE WHEN last_error_at > coalesce(last_fetch_at, '-infinity') THEN last_error ELSE '' END AS error
			FROM mail_folder WHERE polled AND role IN ('inbox', 'queue') ORDER BY last_fetch_at NULLS FIRST LIMIT 1) f ON true`).
		Scan(&st.Mode, &fetched, &st.FetchError, &imported)
	if err != nil {
		return st, fmt.Errorf("status: %w", err)
	}
	st.LastFetch, st.LastImport = moment(fetched), moment(imported)
	return st, nil
}

func moment(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}
