package casework

import (
	"context"
	"time"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
)

// ListID is the database's id of one printed list.
type ListID int64

// ListState is where a printed list stands; doc.go draws the machine.
type ListState string

// The states of a list.
const (
	ListPrinted    ListState = "printed"     // drawn into a batch
	ListHandedOver ListState = "handed_over" // to the printer or print shop
	ListPosted     ListState = "posted"      // by answer or signature (R16)
	ListRetur      ListState = "retur"       // the envelope came back (R17)
	ListReturned   ListState = "returned"    // the sheet came back filled in
	ListKeyed      ListState = "keyed"       // keyed once, all rows
	ListDiffers    ListState = "differs"     // two keyings differ (DESK)
	ListVerified   ListState = "verified"    // a second person keyed the same (DESK)
	ListReported   ListState = "reported"    // a fee report stands
	ListSuperseded ListState = "superseded"  // a new print version took its place
	ListCancelled  ListState = "cancelled"
)

// ListArrows is the machine of a list, as doc.go draws it. A sheet may come back before
// anybody wrote that it was handed over or posted.
func ListArrows() Arrows[ListState] {
	return Arrows[ListState]{
		ListPrinted:    {ListHandedOver, ListReturned, ListSuperseded, ListCancelled},
		ListHandedOver: {ListPosted, ListReturned, ListSuperseded, ListCancelled},
		ListPosted:     {ListRetur, ListReturned, ListSuperseded, ListCancelled},
		ListRetur:      {ListReturned, ListSuperseded, ListCancelled},
		ListReturned:   {ListKeyed, ListCancelled},
		ListKeyed:      {ListReported, ListVerified, ListDiffers, ListReturned},
		ListDiffers:    {ListVerified, ListReturned},
		ListVerified:   {ListReported, ListReturned},
		ListReported:   {ListReturned}, // makulering or flytta (R7)
		ListSuperseded: nil,
		ListCancelled:  nil,
	}
}

// Word is the state in Swedish.
func (s ListState) Word() string {
	words := map[ListState]string{
		ListPrinted: "utskriven", ListHandedOver: "lämnad till utskrift", ListPosted: "postad", ListRetur: "i retur",
		ListReturned: "återkommen", ListKeyed: "registrerad", ListDiffers: "skiljer sig", ListVerified: "kontrollerad",
		ListReported: "redovisad", ListSuperseded: "ersatt", ListCancelled: "makulerad",
	}
	if w, ok := words[s]; ok {
		return w
	}
	return string(s)
}

// CanMove refuses (Conflict) an arrow that the machine has not.
func (s ListState) CanMove(to ListState) error {
	if ListArrows().Allows(s, to) {
		return nil
	}
	return Refuse(Conflict, "Listan är %s och kan inte bli %s. Läs om sidan.", s.Word(), to.Word())
}

// Out tells whether the list is with the company.
func (s ListState) Out() bool {
	return s == ListPrinted || s == ListHandedOver || s == ListPosted || s == ListRetur
}

// ListRow is a line of the list page.
type ListRow struct {
	ID      ListID
	Number  string // 13 digits
	Company CompanyRef
	Period  register.Period
	Version int
	State   ListState
	Rows    int // pre-printed members
	Printed time.Time
	Batch   int64
	Mode    Mode
}

// Batch is one run's print file.
type Batch struct {
	ID      int64
	Period  register.Period
	Lists   int
	Pages   int
	State   string // "drawing", "ready", "empty"
	By      Actor
	Started time.Time
	Ready   time.Time // zero while drawing
	First   string    // list number of the first and of the last list
	Last    string
}

// ListPage is the month of lists: its batches and lists, counted by state.
type ListPage struct {
	Period  register.Period
	Batches []Batch
	Counts  map[ListState]int
	Rows    []ListRow
	Next    string // After of the next page
	ToPrint int    // lists that a run now would print
}

// RunResult says what a run did.
type RunResult struct {
	Batch   int64    // 0 where nothing was new
	Lists   int      // printed now
	Already int      // had their list before
	Skipped []string // Swedish: what could not be printed and why, by customer number
}

// Drawer draws lists into one PDF in the given order and says each list's first page (1-based)
// and number of pages. avgiftslista/pdf fulfils it, joined in cmd.
type Drawer interface {
	Draw(ctx context.Context, lists []avgiftslista.List, mode Mode) (Drawing, error)
}

// Drawing is a drawn batch.
type Drawing struct {
	PDF   []byte
	First []int // page on which list i begins, 1-based
	Pages []int
}

// Lists runs the month and shows it.
type Lists interface {
	// RunLists prints what is new for the period: every company on channel paper without a
	// list of it. Two runs at once make one list a company. The batch's PDF is drawn after
	// the numbers stand; a run that died is finished by the next. Invalid: a period too far
	// ahead. Denied: not a supervisor. Unavailable: the drawing failed, the numbers stand.
	RunLists(ctx context.Context, by Actor, p register.Period, draw Drawer) (RunResult, error)
	// ListPage shows a month. after and limit page it.
	ListPage(ctx context.Context, by Actor, p register.Period, after string, limit int) (ListPage, error)
	// BatchPDF gives a batch's print file and logs the opening. NotFound; Conflict while it is drawn.
	BatchPDF(ctx context.Context, by Actor, batch int64) (File, error)
	// MoveLists writes that a whole batch was handed over or posted. NotFound, Conflict.
	MoveLists(ctx context.Context, by Actor, batch int64, to ListState) (int, error)
}
