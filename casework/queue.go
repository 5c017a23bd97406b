package casework

import (
	"context"
	"time"

	"sef.se/kontakten/internal/register"
)

// QueueView is a saved view of the queue.
type QueueView string

// The views of ROAD; DESK adds more of the same sort.
const (
	ViewLive    QueueView = ""        // all that waits for work
	ViewNew     QueueView = "new"     // nobody has taken it
	ViewMine    QueueView = "mine"    // the actor holds it
	ViewWaiting QueueView = "waiting" // for a company or a date
	ViewDue     QueueView = "due"     // waiting, and the date has come
	ViewAside   QueueView = "aside"   // could not be read
	ViewSecond  QueueView = "second"  // a decision waits for a second person
	ViewDone    QueueView = "done"    // decided or closed
)

// QueueFilter narrows the queue. Zero values do not filter. Paging is by key, never by offset:
// After is the Next of the page before.
type QueueFilter struct {
	View    QueueView
	Kind    string // contract.md's kinds, the first kind
	Company int64  // company id
	Period  register.Period
	Flag    string
	Holder  int64  // staff id
	Newest  bool   // newest first; the default is oldest first
	After   string // opaque; "" for the first page
	Limit   int    // 0 means 50; at most 200
}

// QueueRow is a line of the queue: no amounts, no member, no subject of a restricted case.
type QueueRow struct {
	ID         CaseID
	State      CaseState
	Kinds      []string
	Company    *CompanyRef
	Period     register.Period
	Flags      []string
	Subject    string // from the vault; "" where restricted
	Sender     string // likewise
	Holder     string // name of who holds it now, "" where nobody
	Waiting    register.Date
	Restricted bool // shown to others than the permitted only as that
	OpenedAt   time.Time
	Siblings   int // other live cases of the same company and period (R6), capped at 20
}

// QueuePage is one page of the queue.
type QueuePage struct {
	Rows   []QueueRow
	Next   string            // After of the next page, "" on the last
	Counts map[QueueView]int // live counts of the views, capped at 1,000 each
}

// Overview is what the first page and the nightly check count: nothing is dropped while
// Seen = Cased + Rejected + Unworked.
type Overview struct {
	Seen, Cased, Rejected, Unworked int
	Unaccounted                     int // Seen − Cased − Rejected − Unworked: red unless 0
	Live, New, Waiting, Aside       int
	OldestLive                      time.Time // zero where nothing is live
	ReportsToday                    int
	ListsOut                        int
	OutboxWaiting, OutboxFailed     int
}

// Queue gives the queue page, the overview and the next case. Nothing is logged as an
// opening, since no member stands in them.
type Queue interface {
	// Queue gives a page. Invalid: an unknown view, a broken After.
	Queue(ctx context.Context, by Actor, f QueueFilter) (QueuePage, error)
	// Next gives the actor the case to work on now, and claims it: the oldest that nobody
	// holds, but first what shares company and period with a case that the actor holds, and
	// never what shares them with somebody else's (R6). Two who ask at once get two cases.
	// NotFound: there is none.
	Next(ctx context.Context, by Actor) (CaseID, error)
	// Overview counts. It fails only by faults.
	Overview(ctx context.Context, by Actor) (Overview, error)
}
