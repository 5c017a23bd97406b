// Package clientele is what is known around a company and a member beside cases and reports: the
// company's life, the bureaus that may act for it, what was sent to it, and a member's own page
// (practice.md R12, R25, R26). It holds values and rules; casework/store/clientbook keeps them,
// casework/web shows them.
//
//	active ─▶ bankruptcy ─▶ ended        each from a day; the next follows, none is changed
//	   │           └──────▶ active
//	   ├─▶ ended ─▶ active
//	   └─▶ succeeded (by another company)
//
// The state blocks what must not go out; what was reported stays on the old number, and no money
// is moved by itself.
package clientele

import (
	"context"
	"net/mail"
	"slices"
	"strings"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/register"
)

// State is where a company's life stands.
type State string

// The states.
const (
	Active     State = "active"
	Bankruptcy State = "bankruptcy" // post and questions go to the receiver
	Ended      State = "ended"
	Succeeded  State = "succeeded" // merged, or a sole trader became a limited company
)

// States are all of them, in the order of a form.
func States() []State { return []State{Active, Bankruptcy, Ended, Succeeded} }

// Word is the state in Swedish.
func (s State) Word() string {
	words := map[State]string{Active: "verksamt", Bankruptcy: "konkurs", Ended: "upphört", Succeeded: "övertaget"}
	if w, ok := words[s]; ok {
		return w
	}
	return string(s)
}

// Blocks says in Swedish what the state stops; "" for nothing.
func (s State) Blocks() string {
	switch s {
	case Bankruptcy:
		return "Inloggning kan inte beställas och inga påminnelser går ut. Post och frågor går till konkursförvaltaren."
	case Ended:
		return "Inloggning kan inte beställas och inga påminnelser går ut."
	case Succeeded:
		return "Inloggning kan inte beställas och inga påminnelser går ut. Uppgifter för tid efter dagen föreslås det övertagande företaget."
	}
	return ""
}

// Life is a state from a day on.
type Life struct {
	State     State
	Since     register.Date
	Receiver  string   // in bankruptcy: who, and how to reach them
	Address   []string // and their address
	Successor *casework.CompanyRef
	Note      string
	By        string
	At        time.Time
}

// SetLife adds a state to a company's life.
type SetLife struct {
	Customer  int
	State     State
	Since     register.Date
	Receiver  string
	Address   []string
	Successor int // customer number, with Succeeded
	Note      string
}

// Valid wants a day, and who follows or receives.
func (d SetLife) Valid() error {
	switch {
	case !slices.Contains(States(), d.State):
		return casework.Refuse(casework.Invalid, "Välj vad som gäller för företaget.")
	case d.Since.IsZero():
		return casework.Refuse(casework.Invalid, "Ange från vilken dag det gäller.")
	case d.State == Bankruptcy && (strings.TrimSpace(d.Receiver) == "" || len(d.Address) == 0):
		return casework.Refuse(casework.Invalid, "Ange konkursförvaltarens namn och adress. Dit går post och frågor.")
	case (d.State == Succeeded) != (d.Successor != 0):
		return casework.Refuse(casework.Invalid, "Ange kundnumret på företaget som har tagit över.")
	case len(d.Receiver)+len(d.Note)+len(strings.Join(d.Address, "")) > 1000:
		return casework.Refuse(casework.Invalid, "Texten är för lång.")
	case casework.HoldsPersonnummer(d.Note + " " + d.Receiver):
		return casework.Refuse(casework.Invalid, "Texten innehåller ett personnummer. Ta bort det.")
	}
	return nil
}

// Mandate lets a bureau act for a client: only under it may lists, receipts and letters go to the bureau.
type Mandate struct {
	ID            int64
	Bureau, Email string
	Organisation  register.OrganisationNumber
	From, To      register.Date // To is zero while it holds
	ConfirmedFrom string        // the registered address, or what else confirmed it
	ConfirmedBy   string
}

// GiveMandate enters a mandate that the client has confirmed.
type GiveMandate struct {
	Customer      int
	Organisation  register.OrganisationNumber
	Bureau, Email string
	From          register.Date
	ConfirmedFrom string
}

// Valid wants the bureau, its address, and from where the client confirmed it.
func (d GiveMandate) Valid() error {
	a, err := mail.ParseAddress(d.Email)
	switch {
	case d.Organisation.IsZero():
		return casework.Refuse(casework.Invalid, "Ange byråns organisationsnummer.")
	case strings.TrimSpace(d.Bureau) == "" || len(d.Bureau) > 200:
		return casework.Refuse(casework.Invalid, "Ange byråns namn.")
	case err != nil || a.Address != d.Email:
		return casework.Refuse(casework.Invalid, "Ange byråns e-postadress.")
	case d.From.IsZero():
		return casework.Refuse(casework.Invalid, "Ange från vilken dag fullmakten gäller.")
	case strings.TrimSpace(d.ConfirmedFrom) == "" || len(d.ConfirmedFrom) > 200:
		return casework.Refuse(casework.Invalid, "Ange från vilken registrerad adress företaget har bekräftat fullmakten.")
	}
	return nil
}

// Letter is something that was sent to a company on paper.
type Letter struct {
	Number, Kind, State string
	At                  time.Time
	Case                casework.CaseID
}

// Returned is an envelope that came back and marks the address.
type Returned struct {
	Reason string
	At     time.Time
}

// Respite is that a period need not be reported yet, or not at all.
type Respite struct {
	Period register.Period
	Until  register.Date // zero: the whole period
	Reason string
}

// Company is what stands around a company on its page.
type Company struct {
	Life     Life // now
	Past     []Life
	Mandates []Mandate // that hold or will
	Letters  []Letter  // newest first, lists left out
	Returned []Returned
	Respites []Respite
	Takes    []casework.CompanyRef // companies that it has taken over
}

// Brief is what a case page tells of its company.
type Brief struct {
	Life        Life
	Channel     register.Channel
	Since       register.Period
	Contacts    []string // names, with the role where it is told
	Returned    bool     // post comes back
	Reported    []Month  // the latest three
	ListsOut    []register.Period
	Credentials time.Time // of the latest order; zero for none
}

// Month is what stands booked for a period.
type Month struct {
	Period register.Period
	Rows   int
	Total  register.Amount
}

// Member is a member's page. The number is whole only where the opening gives a reason (R26).
type Member struct {
	ID           int64
	Personnummer register.Personnummer
	Name         string
	From, To     register.Date // of the membership; zero where not told
	Deceased     register.Date
	Absent       bool // in the register no more
	Employments  []Employment
	Reports      []MemberReport // newest first, at most 60
}

// Employment is where a member works or worked.
type Employment struct {
	Company  casework.CompanyRef
	From, To register.Date
}

// MemberReport is what stands booked for a member in a period at a company.
type MemberReport struct {
	Company    casework.CompanyRef
	Period     register.Period
	MemberFee  register.Amount
	ControlFee register.Amount
	Reason     string // a code of R21
	Channel    string
	At         time.Time
	Versions   int // more than one where it was corrected
}

// Book keeps it.
type Book interface {
	// Around gives what stands around a company. It logs nothing: the page's own opening does.
	Around(ctx context.Context, by casework.Actor, company int64) (Company, error)
	// Brief gives what a case page tells of its company. It logs nothing. What a protected member
	// paid is not in it for who lacks the permission (R8).
	Brief(ctx context.Context, by casework.Actor, company int64) (Brief, error)
	// SetLife adds a state. Invalid: an unknown company or successor, a day before the last state's.
	SetLife(ctx context.Context, by casework.Actor, d SetLife) error
	// GiveMandate enters a mandate; the bureau's address is known for the client from now on.
	// Conflict: it has one.
	GiveMandate(ctx context.Context, by casework.Actor, d GiveMandate) error
	// EndMandate ends it today, and the address with it. NotFound, Conflict: ended before.
	EndMandate(ctx context.Context, by casework.Actor, customer int, mandate int64) error
	// Member gives a member's page and logs the opening, with the reason where the number is to be
	// seen whole. NotFound, also for a protected member to who lacks the permission (R8).
	Member(ctx context.Context, by casework.Actor, id int64, why casework.Opening) (Member, error)
}
