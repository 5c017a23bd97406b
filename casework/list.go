package casework

import (
	"context"
	"time"

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

// ListPage is a month of lists, counted by state.
type ListPage struct {
	Period register.Period
	Counts map[ListState]int
	Rows   []ListRow
	Next   string // After of the next page
}

// Lists shows the printed lists. casework/monthly has their run and their way to the post.
type Lists interface {
	// ListPage shows a month. after and limit page it.
	ListPage(ctx context.Context, by Actor, p register.Period, after string, limit int) (ListPage, error)
}
