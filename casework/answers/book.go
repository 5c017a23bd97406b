package answers

import (
	"context"
	"strings"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/internal/bankday"
	"sef.se/kontakten/internal/register"
)

// Way is how an answer goes.
type Way string

// The ways.
const (
	WayMail   Way = "mail"
	WayLetter Way = "letter" // to the registered postal address
)

// Recipient is where an answer may go. The sender's address is one of them also where nobody
// confirmed it: then only what anybody may be told goes there.
type Recipient struct {
	Way       Way
	Address   string // bare, lower case; "" for a letter
	Confirmed bool   // known for the company before the mail came, or its postal address
	Sender    bool   // who wrote the mail
	Name      string // of the contact person whose address it is; "" where none is known
}

// Key names the recipient in forms and drafts.
func (r Recipient) Key() string {
	if r.Way == WayLetter {
		return string(WayLetter)
	}
	return r.Address
}

// Draft is an answer that is not sent. A case has one, whoever writes.
type Draft struct {
	Revision int // 0 where none is kept
	Text     string
	Used     []string // versions of what it was made of: "faq4@1", "modul 3@2"
	To       string   // Recipient.Key
	By       casework.Actor
	SavedAt  time.Time
}

// Waiting is something that was decided or answered and has not left (R28).
type Waiting struct {
	Mail     int64 // outbox; 0 for a letter, which waits until it is printed
	To       string
	At       time.Time // when it leaves
	Answer   int64     // of a person's answer; 0 for a receipt or confirmation
	Mine     bool      // the actor wrote the answer and may take it back
	Template string
	Case     casework.CaseID
	Report   ledger.ReportID // what it is the receipt of, where the actor can undo that; else 0
}

// Panel is what the case page shows of answers.
type Panel struct {
	Seen       int64
	Asked      []Asked
	Recipients []Recipient // the proposed one first; none where the case is not open to answers
	Draft      Draft
	Answered   bool  // a person has answered already: nothing is filled in by itself
	Facts      Facts // as towards a confirmed address
	Missing    Missing
	Modules    []Module
	Macros     []Macro
	Tags       []string
	Waiting    []Waiting
	Lists      []casework.ListRow // that can be sent again, newest first
	Today      register.Date
	Calendar   bankday.Calendar
}

// After is the n-th bank day after today; 0 is today.
func (p Panel) After(n int) register.Date { return BankDaysAfter(p.Calendar, p.Today, n) }

// BankDaysAfter gives the n-th bank day after a day.
func BankDaysAfter(calendar bankday.Calendar, day register.Date, n int) register.Date {
	for range n {
		day = calendar.OnOrAfter(day.AddDays(1))
	}
	return day
}

// Proposed is the recipient that the panel proposes.
func (p Panel) Proposed() (Recipient, bool) {
	for _, r := range p.Recipients {
		if r.Key() == p.Draft.To {
			return r, true
		}
	}
	if len(p.Recipients) == 0 {
		return Recipient{}, false
	}
	return p.Recipients[0], true
}

// FactsFor are the facts that a recipient may be told; who is greeted is the contact person
// whose address it is.
func (p Panel) FactsFor(r Recipient) Facts {
	if !r.Confirmed {
		return p.Facts.General()
	}
	f := p.Facts
	f.Contact = r.Name
	return f
}

// Reply is an answer on its way.
type Reply struct {
	Case    casework.CaseID
	By      casework.Actor
	Key     string // idempotency key
	Seen    int64  // Panel.Seen
	To      string // Recipient.Key
	Text    string
	Used    []string // as Draft.Used, and the macro
	Asks    bool     // it asks the company something: the subject says so
	Ends    Ends
	Until   register.Date // of EndsWait
	Reason  string        // of EndsWait and EndsReject
	Tags    []string
	Nothing bool // no text goes: a macro that only moves and tags
}

// Outcome is what an answer did.
type Outcome struct {
	Said   string // one Swedish line
	Left   bool   // the case is decided or waits: the page goes on to the queue
	Repeat bool
}

// Saved is a draft as it was kept.
type Saved struct {
	Revision int
	At       time.Time
}

// Book keeps drafts and answers. Every method answers NotFound for a restricted case to an actor
// without the permission (R8).
type Book interface {
	// Panel gives what the case page shows beside the case that it has opened.
	Panel(ctx context.Context, by casework.Actor, c casework.CasePage) (Panel, error)
	// Waiting gives what waits to leave, newest first.
	Waiting(ctx context.Context, by casework.Actor, id casework.CaseID) ([]Waiting, error)
	// Mine gives what waits to leave of the actor's own decisions and answers, newest first: a
	// few, for the page that one comes to after deciding.
	Mine(ctx context.Context, by casework.Actor) ([]Waiting, error)
	// SaveDraft keeps what is written; an empty text drops the draft. Conflict: somebody else
	// has written since the revision that it was based on.
	SaveDraft(ctx context.Context, by casework.Actor, id casework.CaseID, d Draft) (Saved, error)
	// Send checks and sends an answer, moves the case and tags it, in one transaction. Invalid:
	// what Check refuses, an unknown recipient. Conflict: something came in since Seen.
	Send(ctx context.Context, r Reply) (Outcome, error)
	// Undo takes back one's own answer while it waits: the text is a draft again and the case
	// open. Conflict: it has left. Denied: somebody else's.
	Undo(ctx context.Context, by casework.Actor, id casework.CaseID, answer int64) error
	// Preview writes the mail or letter as it would go; it checks nothing.
	Preview(id casework.CaseID, r Recipient, asks bool, text string) (subject, body string, err error)
	// Tag puts a tag on a case or takes it off.
	Tag(ctx context.Context, by casework.Actor, id casework.CaseID, tag string, on bool) error
	// SendListAgain has a list printed again for the company as a decision on the case (0: none),
	// with an event. Conflict: the list is not out.
	SendListAgain(ctx context.Context, by casework.Actor, again ListAgain) (string, error)
	// Texts gives modules, macros and templates.
	Texts(ctx context.Context) (Texts, error)
	// SaveModule and SaveMacro make a new version, or the first. Denied: no supervisor. Conflict:
	// another has that name or key.
	SaveModule(ctx context.Context, by casework.Actor, m Module) error
	SaveMacro(ctx context.Context, by casework.Actor, m Macro) error
	// EndModule and EndMacro take one out of use; its versions stay.
	EndModule(ctx context.Context, by casework.Actor, id int64) error
	EndMacro(ctx context.Context, by casework.Actor, id int64) error
	// Versions gives the versions of a module, newest first.
	Versions(ctx context.Context, module int64) ([]Module, error)
	// Library gives the texts of the program.
	Library() *Library
}

// ListAgain asks for a list to be sent again.
type ListAgain struct {
	List   casework.ListID
	Case   casework.CaseID // 0 where it is asked for on the company's or the list's page
	Reason string
	Key    string
}

// Valid wants a reason and a key.
func (a ListAgain) Valid() error {
	switch {
	case len(a.Key) < 16 || len(a.Key) > 64:
		return casework.Refuse(casework.Invalid, "Sidan saknar sin nyckel. Läs om den och försök igen.")
	case strings.TrimSpace(a.Reason) == "" || len(a.Reason) > 200 || casework.HoldsPersonnummer(a.Reason):
		return casework.Refuse(casework.Invalid, "Skriv kort varför listan skickas igen, utan personnummer.")
	}
	return nil
}

// Texts is the page of texts.
type Texts struct {
	Modules []Module
	Macros  []Macro
}
