package casework

import (
	"context"
	"strings"
	"time"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/internal/register"
)

// KeyingID is the database's id of one keying of a list by one person.
type KeyingID int64

// KeyingState is where a keying stands; doc.go draws the machine.
type KeyingState string

// The states of a keying.
const (
	KeyingOpen      KeyingState = "open"      // rows are being saved
	KeyingDone      KeyingState = "done"      // every row has amounts or a reason, the total agrees or is accepted
	KeyingAbandoned KeyingState = "abandoned" // given up; the rows stay
	KeyingReplaced  KeyingState = "replaced"  // its report was annulled or moved; the list is keyed anew
)

// KeyingArrows is the machine of a keying.
func KeyingArrows() Arrows[KeyingState] {
	return Arrows[KeyingState]{
		KeyingOpen:      {KeyingDone, KeyingAbandoned},
		KeyingDone:      {KeyingOpen, KeyingReplaced},
		KeyingAbandoned: {KeyingOpen, KeyingReplaced},
		KeyingReplaced:  nil,
	}
}

// CanMove refuses (Conflict) an arrow that the machine has not.
func (s KeyingState) CanMove(to KeyingState) error {
	if KeyingArrows().Allows(s, to) {
		return nil
	}
	return Refuse(Conflict, "Registreringen är inte i det läget längre. Läs om sidan.")
}

// KeyUsed is the key that made a row (R19). Plus and star say what the clerk sees on the sheet,
// and the amounts are the ones that were shown. In the second keying every amount is keyed in
// digits, unless the tick box is on the sheet: a refusal of plus in single rows would tell how
// the first person made them.
type KeyUsed string

// The keys.
const (
	KeyDigits KeyUsed = "digits"
	KeyPlus   KeyUsed = "plus"  // as last month
	KeyStar   KeyUsed = "star"  // the agreement's control fee
	KeySlash  KeyUsed = "slash" // a reason code
	KeyBlank  KeyUsed = "blank" // the row is blank on the sheet: a question to the company
	KeyTick   KeyUsed = "tick"  // as last month, and the sheet's tick box for it is ticked
)

// KeyingRow is one line of the sheet as it is keyed.
type KeyingRow struct {
	Row        int // 1-based, in the sheet's order; new members follow the pre-printed
	Sheet      int // the printed page on which the row stands, 0 for an added row
	MemberID   int64
	Number     register.Personnummer // full on the sheet that the clerk holds (R26)
	Written    string                // as typed, where it is no valid number
	Name       string
	LeftOn     register.Date // "slutat?"
	New        bool          // added by hand on the sheet
	MemberFee  *register.Amount
	ControlFee *register.Amount
	Reason     string
	Blank      bool // keyed as blank
	Key        KeyUsed
	Last       *ledger.Sum // what was paid in the sheet's LastPeriod; nil where nothing was
	Warnings   []avgiftslista.Finding
	Saved      time.Time // zero: not keyed yet
}

// Answered tells whether the row is settled: amounts, a reason or an explicit blank.
func (r KeyingRow) Answered() bool { return r.MemberFee != nil || r.Reason != "" || r.Blank }

// KeyingSheet is the keying page: the list, its rows and the running totals.
type KeyingSheet struct {
	ID         KeyingID
	State      KeyingState
	Pass       int // 1 first, 2 blind second, 3 settled
	List       ListRow
	Agreement  string
	Rate       register.Rate
	HasControl bool // the agreement has a control fee
	Rows       []KeyingRow
	Page       int              // of the sheet whose code was scanned, 0 where a number was typed
	Sheets     int              // printed pages
	Written    *register.Amount // the total written on the list
	Keyed      ledger.Sum       // running
	Left       int              // rows not answered
	LastPeriod register.Period  // zero: "Ingen tidigare lista finns"
	ByName     string
}

// Agrees tells whether the running total equals the written one.
func (s KeyingSheet) Agrees() bool { return s.Written != nil && *s.Written == s.Keyed.Total() }

// RowSaved is the short answer to a saved row: what the page shows at once.
type RowSaved struct {
	Row     KeyingRow // Row is 0 after SaveWritten
	Keyed   ledger.Sum
	Written *register.Amount
	Left    int
	Agrees  bool
}

// KeyingFinish ends a keying. Accept holds the keys of what the clerk saw and accepts.
type KeyingFinish struct {
	Key    string // idempotency key, as Command.Key
	Accept []string
}

// LookedUp is what the register says of a number that a company added to its list.
type LookedUp struct {
	Valid bool   // the number is one
	Name  string // "" where the register has no such member
	Says  string // Swedish: employed here, elsewhere, ended, unknown
	Fits  bool   // a member who is employed in the company
}

// Finished says what finishing did.
type Finished struct {
	Report ledger.ReportID // 0 where a case was opened instead
	Case   CaseID          // a question to the company or a proposal that a clerk must decide; 0 where booked
	State  ListState
	Said   string // Swedish
	Repeat bool
}

// Keying keys returned lists. A row is saved as it is left: a lost browser loses one field at most.
type Keying interface {
	// OpenSheet opens a list by its 13-digit number or a scanned "AL1.…" code and logs the
	// opening; the same clerk comes back to the rows saved so far. Invalid: wrong check
	// digit. NotFound: a number that we never printed. Conflict: already keyed or reported,
	// superseded, cancelled, or open with somebody else; the sentence says which. A list that
	// waits for its second keying opens empty for whoever did not key it before; Denied for
	// whoever did.
	OpenSheet(ctx context.Context, by Actor, code string) (KeyingSheet, error)
	// Sheet gives an open keying again. NotFound.
	Sheet(ctx context.Context, by Actor, id KeyingID) (KeyingSheet, error)
	// SaveRow saves one row. Row 0 adds a new member's row. Invalid: negative, control fee
	// without an agreement that has one is a warning, not an error. Conflict: not open.
	SaveRow(ctx context.Context, by Actor, id KeyingID, row KeyingRow) (RowSaved, error)
	// SaveWritten saves the total written on the list; nil where none is written.
	SaveWritten(ctx context.Context, by Actor, id KeyingID, total *register.Amount) (RowSaved, error)
	// Tick says that the box "samma som förra månaden" is ticked on a printed page: its rows that
	// are not keyed get last month's amounts, with the key tick, and it tells how many did. The
	// written total then has to agree, else the list becomes a question (R19). Invalid: there is
	// no last month, or no row to fill.
	Tick(ctx context.Context, by Actor, id KeyingID, sheet int) (int, error)
	// LookUp tells what the register has of a number written on the list, and logs the look.
	LookUp(ctx context.Context, by Actor, id KeyingID, written string) (LookedUp, error)
	// Finish makes the Draft, checks it and books the report, or opens a case where something
	// must be asked or decided, or leaves the list to a second person (casework/verification);
	// after a second keying it compares the two first. What was accepted is logged row by row.
	// Invalid: rows left; Conflict: warnings not accepted (Error.Accept has them), or the list
	// was reported meanwhile.
	Finish(ctx context.Context, by Actor, id KeyingID, f KeyingFinish) (Finished, error)
	// Abandon gives the keying up; the list is returned again.
	Abandon(ctx context.Context, by Actor, id KeyingID) error
}

// ParseListCode reads what a keyboard or a hand scanner gave: a list number or a sheet code, in
// any case, with blanks. page is 0 for a bare number. Invalid: wrong form or check digit.
func ParseListCode(text string) (n avgiftslista.ListNumber, page int, err error) {
	t := strings.ToUpper(strings.Join(strings.Fields(text), ""))
	if strings.HasPrefix(t, "AL") {
		code, err := avgiftslista.ParseSheetCode(t)
		if err != nil {
			return n, 0, &Error{Kind: Invalid, Sentence: "Koden kunde inte läsas. Skanna den igen eller skriv listnumret.", Cause: err}
		}
		return code.Number, code.Page, nil
	}
	n, err = avgiftslista.ParseListNumber(t)
	if err != nil {
		return n, 0, &Error{Kind: Invalid, Sentence: "Listnumret stämmer inte: det ska ha 13 siffror och rätt kontrollsiffra. Kontrollera siffrorna.", Cause: err}
	}
	return n, 0, nil
}
