package casework

import (
	"context"
	"time"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework/clients"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/internal/register"
)

// CasePage is all that a case page shows. Reading it is an opening: the access log has a row
// of it in the same transaction.
type CasePage struct {
	Case      Case
	Mail      *Mail  // nil where the case has none or its copy is erased
	Caller    string // who called or came, of a case without a mail
	Subject   string // and what it is about, in a few words
	Rows      []CaseRow
	Missing   []Expected // employed in the period, no row
	Stated    *register.Amount
	Sum       ledger.Sum             // of Rows that would be booked
	Findings  []avgiftslista.Finding // all, rows' and the whole's
	Evidence  []Evidence             // by what the company, period and kinds were told
	Proposal  *ledger.Proposal       // nil where company, period or rows are missing
	Request   *Request               // a decision that waits for a second person
	Events    []Event                // oldest first
	Siblings  []CaseID               // other live cases of the same company and period
	Screen    Screen                 // goes back with Approve
	Seen      int64                  // the last event that the page shows; goes back with what is decided or sent
	Editable  bool                   // the actor may decide now
	HeldBy    string                 // name of another holder, "" where free or the actor's
	Asks      Asks                   // what the mail asks for, to fill in the forms
	ErasedSHA string                 // hex; the original is erased (R5), its hash stays

	Unread  []avgiftslista.Place      // looked like data and was not understood; only in a CaseSource
	Control []avgiftslista.ControlSum // totals that the source states; only in a CaseSource
}

// Asks is what a mail asks for beside its fee data, as far as it was understood. A clerk
// confirms it; nothing follows from it by itself.
type Asks struct {
	Contact *Contact         // nil where none is named
	Channel register.Channel // "" where none is asked for
	From    register.Period  // from when; zero where it is not said
}

// Mail is a message as a person reads it. Bodies come from the vault; HTML is what came, the
// page sanitises it.
type Mail struct {
	MessageID  int64 // message.id
	From, To   string
	ReplyTo    string
	Subject    string
	Date       time.Time // as the sender says; zero where unreadable
	ReceivedAt time.Time
	Text       string
	HTML       string
	Files      []Attachment
	SHA256     string // hex, of the raw message
	Checks     []SenderCheck
	Answers    string // what the automatic answer rules said: "allowed" or why not
}

// SenderCheck is what our own mail server found out about the sender by one method. It is shown, never decided by.
type SenderCheck struct {
	Method  string // SPF, DKIM, DMARC, compauth
	Verdict string // pass, fail, softfail, none …
	Domain  string // that it was asked for or that signed; "" where not said
}

// Attachment is a file of a mail: its number is its address, its name is only shown.
type Attachment struct {
	Index     int // 1-based, as contract.md counts
	Part      int // leaf of the message (mailin/message's Part.Index)
	Name      string
	MediaType string
	Size      int
	SHA256    string // hex
	Problem   string // why it was not read: "", encrypted, image, unknown, broken, too_large
}

// File is the content of an attachment or of a raw mail, for download only.
type File struct {
	Name      string
	MediaType string
	Data      []byte
}

// RowMark says who stands for a row (R10).
type RowMark string

// The marks.
const (
	MarkMachine  RowMark = "machine"  // as read
	MarkEdited   RowMark = "edited"   // changed or added by a person
	MarkAccepted RowMark = "accepted" // as read, a warning accepted by a person
	MarkKeyed    RowMark = "keyed"    // from a sheet, by a person
)

// CaseRow is one fee row as read or edited, beside what the register says.
type CaseRow struct {
	avgiftslista.Row
	Mark     RowMark
	By       string    // who edited or keyed it, "" where a machine read it
	Blank    bool      // no amount was given: without a reason code a question to the company, never 0 (invariant 6)
	Book     bool      // a clerk wants it booked although Skip would be the default (R13)
	Skip     bool      // will not be booked
	SkipWhy  string    // Swedish, "" where it is booked
	Expected *Expected // nil where the register has not the person in the company
	Findings []avgiftslista.Finding
}

// Expected is what the register knows of a person in the company and period.
type Expected struct {
	MemberID     int64
	Personnummer register.Personnummer
	Name         string
	From, To     register.Date // employment
	ControlFee   bool          // the agreement has a control fee
	LastPeriod   register.Period
	LastMember   register.Amount // in LastPeriod; zero where there is no history
	LastControl  register.Amount
}

// Evidence is a reason the reader gives for company, period, kind or sender.
type Evidence struct {
	Of     string // "company", "period", "kind", "sender"
	By     string // "organisation_number", "members", "name", "address", "subject", "text", "file"
	Text   string // Swedish, for the clerk
	Points string // what it points to: an organisation number, a period …
}

// What a second person is asked to confirm.
const (
	RequestApproval    = "approve"
	RequestCredentials = "credentials" // an order for a company whose sender is not known (R12)
)

// Request is a decision that a second person must confirm (R6).
type Request struct {
	ID      int64
	Case    CaseID
	What    string      // RequestApproval or RequestCredentials
	As      ledger.Kind // of an approval
	By      Actor
	At      time.Time
	Why     []string // Swedish: "Summan sänks med mer än 10 %."
	Reason  string   // the first person's words
	Mine    bool     // the actor asked it and so may not confirm it
	Invalid bool     // the screen has changed since; it can only be declined
}

// Cases reads cases and takes decisions on them. Every method answers NotFound for a
// restricted case to an actor without the permission (R8), as if it were not there.
type Cases interface {
	// OpenCase gives the page and logs the opening. NotFound.
	OpenCase(ctx context.Context, by Actor, id CaseID, why Opening) (CasePage, error)
	// CaseFile gives the attachment n (1-based; 0 is the raw mail) and logs it. NotFound.
	CaseFile(ctx context.Context, by Actor, id CaseID, n int) (File, error)
	// Take claims a case for ClaimFor, again as a heartbeat; over takes it from its holder.
	// Conflict: somebody else holds it; the sentence names who. NotFound.
	Take(ctx context.Context, by Actor, id CaseID, over bool) (Case, error)
	// Release ends the actor's claim; without one it does nothing. NotFound.
	Release(ctx context.Context, by Actor, id CaseID) error
	// Decide carries out a command in one transaction. The same Key again gives the first
	// outcome with Repeat set. NotFound, Invalid (what is missing), Conflict (with the
	// Difference where the screen has changed), Denied.
	Decide(ctx context.Context, c Command) (Outcome, error)
	// CaseByNumber finds a case by its number "K-…". NotFound, Invalid.
	CaseByNumber(ctx context.Context, by Actor, number string) (CaseID, error)
	// Intake records a reading: a case with its proposal, a reply in an old case, or a
	// recorded rejection; again for the same message and reader it changes nothing.
	Intake(ctx context.Context, r Reading) (IntakeResult, error)
}

// CaseSource is a case with its original: what its rows are shown in.
type CaseSource struct {
	CasePage
	Raw []byte // the raw mail; nil where the case has none or its copy is erased
}

// Sources gives the originals behind rows. They are opened as the case is: by who holds it or may hold it.
type Sources interface {
	// CaseSource gives a case with its original and logs the opening. NotFound; Denied where somebody else holds the
	// case or it is closed, because then its numbers are masked (R26).
	CaseSource(ctx context.Context, by Actor, id CaseID) (CaseSource, error)
	// CaseClients proposes which client each row is for (R25). named are the organisation numbers found in the original;
	// more are customer numbers that a clerk wants to choose among as well. NotFound, Invalid (no such company), Denied.
	CaseClients(ctx context.Context, by Actor, id CaseID, named []clients.Named, more []int) (CaseClients, error)
}

// CaseClients is a case with a client proposed for each row, and the companies to choose among.
type CaseClients struct {
	CasePage
	Choices   []clients.Choice // one a row; zero where none fits
	Companies []CompanyRef     // proposed, known by the sender's address, or asked for
}
