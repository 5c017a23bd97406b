package casework

import (
	"context"
	"time"

	"sef.se/kontakten/internal/register"
)

// QueueView is a view of the queue that everybody has.
type QueueView string

// The views. The last two hold lists, which verification.Book shows.
const (
	ViewLive    QueueView = ""        // all that waits for work
	ViewNew     QueueView = "new"     // nobody has taken it
	ViewMine    QueueView = "mine"    // the actor holds it, or it was handed to the actor
	ViewReplied QueueView = "replied" // an answer has come that nobody has done anything about
	ViewLate    QueueView = "late"    // due before today; a waiting case is due on its day
	ViewWaiting QueueView = "waiting" // for a company or a date
	ViewDue     QueueView = "due"     // waiting, and the date has come
	ViewSecond  QueueView = "second"  // a decision waits for a second person
	ViewAside   QueueView = "aside"   // could not be read
	ViewDone    QueueView = "done"    // decided or closed

	ViewKeySecond QueueView = "keying"  // lists that wait for their second keying
	ViewDiffers   QueueView = "differs" // lists whose keyings differ
)

// QueueOrder is how a view is sorted. What is equal stands oldest first.
type QueueOrder string

// The orders.
const (
	OrderOldest  QueueOrder = "" // by when the case came
	OrderNewest  QueueOrder = "newest"
	OrderDue     QueueOrder = "due" // by when it should be done
	OrderCompany QueueOrder = "company"
	OrderPeriod  QueueOrder = "period"
	OrderKind    QueueOrder = "kind"
	OrderHolder  QueueOrder = "holder" // who holds it; what nobody holds first
)

// QueueFilter narrows the queue. Zero values do not filter. Paging is by key, never by offset:
// After is the Next of the page before.
type QueueFilter struct {
	View    QueueView
	Kind    string // contract.md's kinds, the first kind
	Company int64  // company id
	Period  register.Period
	Flag    string
	Tag     string // as clerks put it on cases, small letters
	Holder  int64  // staff id
	Days    int    // at least so many days old
	Newest  bool   // newest first, as OrderNewest
	Order   QueueOrder
	Grouped bool     // live cases of one company and period stand as one group, at its first (R6)
	Only    []CaseID // none but these; at most 200
	After   string   // opaque; "" for the first page
	Limit   int      // 0 means 50; at most 200
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
	Due        register.Date // by when it should be done
	Replied    bool          // an answer has come that nobody has done anything about
	Restricted bool          // shown to others than the permitted only as that
	OpenedAt   time.Time
	Siblings   int        // other live cases of the same company and period (R6), capped at 20
	Group      []QueueRow // of them the oldest, at most GroupShown, where the filter is Grouped
}

// GroupShown is how many cases of a group stand under its first.
const GroupShown = 4

// QueuePage is one page of the queue.
type QueuePage struct {
	Rows   []QueueRow
	Next   string            // After of the next page, "" on the last
	Counts map[QueueView]int // live counts of the views, capped at 1,000 each
	Own    []SavedView       // the actor's own, with counts
	Newest CaseID            // the last case there was, whoever may see it; 0 for none
}

// SavedView is a filter that a clerk has saved under a name.
type SavedView struct {
	ID     int64
	Name   string
	Filter QueueFilter
	Count  int // capped at 1,000
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

// Overviews counts for the overview.
type Overviews interface {
	// Overview counts. It fails only by faults.
	Overview(ctx context.Context, by Actor) (Overview, error)
}

// Queue gives the queue page and the next case. Nothing is logged as an opening, since no member
// stands in them.
type Queue interface {
	// Queue gives a page. Invalid: an unknown view or order, a broken After.
	Queue(ctx context.Context, by Actor, f QueueFilter) (QueuePage, error)
	// QueueRows gives rows without counts, as Queue does. The same errors.
	QueueRows(ctx context.Context, by Actor, f QueueFilter) ([]QueueRow, error)
	// QueueCounts gives the counts of Queue and the actor's own views.
	QueueCounts(ctx context.Context, by Actor) (QueuePage, error)
	// Next gives the actor the case to work on now, and claims it: what is due first, then what
	// is oldest, of what nobody holds; but first what shares company and period with a case that
	// the actor holds, and never what shares them with somebody else's (R6). Two who ask at once
	// get two cases. NotFound: there is none.
	Next(ctx context.Context, by Actor) (CaseID, error)

	// SaveView keeps a filter under a name of the actor's; the same name again is replaced.
	// Invalid: no name, a long one, or more than MostViews.
	SaveView(ctx context.Context, by Actor, name string, f QueueFilter) (int64, error)
	// DropView forgets a view of the actor's. NotFound.
	DropView(ctx context.Context, by Actor, id int64) error
	// OwnView gives a view of the actor's. NotFound.
	OwnView(ctx context.Context, by Actor, id int64) (SavedView, error)

	// Tags are those on cases that the actor may see, in order, at most MostTags.
	Tags(ctx context.Context, by Actor) ([]string, error)
	// Colleagues are who a case may be given to, by name.
	Colleagues(ctx context.Context) ([]Actor, error)
	// Bulk does one thing to many cases, each by itself: what refuses stays as it was and is
	// told. Invalid: none or more than MostAtOnce.
	Bulk(ctx context.Context, by Actor, b Bulk) (BulkDone, error)
	// UndoBulk undoes what the actor did at once, where nobody has touched the case since.
	// NotFound; Conflict: undone before, or too late.
	UndoBulk(ctx context.Context, by Actor, id int64) (BulkDone, error)
}

// MostViews is how many views a clerk may save, MostTags how many tags the queue can be narrowed
// to, MostAtOnce to how many cases one thing is done at once, and UndoBulkFor how long that can be
// undone.
const (
	MostViews   = 12
	MostTags    = 200
	MostAtOnce  = 50
	UndoBulkFor = 15 * time.Minute
)

// Bulk is one thing to do to many cases: giving them to a colleague, or closing them as
// advertising.
type Bulk struct {
	Key   string // idempotency key, as Command.Key
	Cases []CaseID
	To    int64 // staff id; 0 closes
}

// BulkDone is what Bulk or UndoBulk did.
type BulkDone struct {
	ID      int64 // for UndoBulk
	Done    []CaseID
	Refused map[CaseID]string // Swedish: why not
}
