package casework

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"sef.se/kontakten/internal/register"
)

// CaseID is the database's id of a case. Pages are addressed by it.
type CaseID int64

// String is the case number that staff and mails see: "K-" + id + Luhn check digit.
func (id CaseID) String() string {
	digits := strconv.FormatInt(max(int64(id), 0), 10)
	check, _ := register.LuhnDigit(digits)
	return "K-" + digits + string(check)
}

// ParseCaseNumber reads a case number as people write it ("k-1234", "K 1234", "1234").
// It refuses (Invalid) what is no number or fails its check digit.
func ParseCaseNumber(s string) (CaseID, error) {
	t := strings.ToUpper(strings.TrimSpace(s))
	if rest, ok := strings.CutPrefix(t, "K"); ok {
		t = strings.TrimPrefix(strings.TrimSpace(rest), "-")
	}
	n, err := strconv.ParseInt(t, 10, 64)
	if err != nil || n < 10 || CaseID(n/10).String() != "K-"+t {
		return 0, Refuse(Invalid, "Det är inget ärendenummer. Kontrollera siffrorna; de står efter K- i svaret till företaget.")
	}
	return CaseID(n / 10), nil
}

// CaseState is where a case stands; doc.go draws the machine.
type CaseState string

// The states of a case.
const (
	CaseNew     CaseState = "new"     // nobody has taken it
	CaseOpen    CaseState = "open"    // somebody works on it
	CaseWaiting CaseState = "waiting" // for the company or a date
	CaseDecided CaseState = "decided" // a decision stands; its mail or order may still be on its way
	CaseClosed  CaseState = "closed"  // nothing is left to do
	CaseAside   CaseState = "aside"   // cannot be read; waits for a person with the original
	CaseMerged  CaseState = "merged"  // a tombstone that forwards to another case
)

// Arrows is a state machine: from each state the states that may follow.
type Arrows[S comparable] map[S][]S

// Allows tells whether an arrow goes from one state to the other.
func (a Arrows[S]) Allows(from, to S) bool {
	for _, s := range a[from] {
		if s == to {
			return true
		}
	}
	return false
}

// CaseArrows is the machine of a case, as doc.go draws it.
func CaseArrows() Arrows[CaseState] {
	return Arrows[CaseState]{
		CaseNew:     {CaseOpen, CaseAside, CaseMerged},
		CaseOpen:    {CaseWaiting, CaseDecided, CaseAside, CaseMerged},
		CaseWaiting: {CaseOpen, CaseMerged},
		CaseAside:   {CaseOpen, CaseMerged},
		CaseDecided: {CaseClosed, CaseOpen},
		CaseClosed:  {CaseOpen},
		CaseMerged:  nil,
	}
}

// Word is the state in Swedish, as the queue says it.
func (s CaseState) Word() string {
	switch s {
	case CaseNew:
		return "ny"
	case CaseOpen:
		return "öppen"
	case CaseWaiting:
		return "väntar"
	case CaseDecided:
		return "beslutad"
	case CaseClosed:
		return "avslutad"
	case CaseAside:
		return "åt sidan"
	case CaseMerged:
		return "hopslagen"
	}
	return string(s)
}

// CanMove refuses (Conflict) an arrow that the machine has not, in words for the page.
func (s CaseState) CanMove(to CaseState) error {
	if CaseArrows().Allows(s, to) {
		return nil
	}
	return Refuse(Conflict, "Ärendet är %s och kan inte bli %s. Läs om sidan.", s.Word(), to.Word())
}

// Live tells whether the case still waits for work.
func (s CaseState) Live() bool {
	return s == CaseNew || s == CaseOpen || s == CaseWaiting || s == CaseAside
}

// Origin is how the errand reached us (R12).
type Origin string

// The origins; only mail has a message.
const (
	OriginMail      Origin = "mail"
	OriginTelephone Origin = "telephone"
	OriginCounter   Origin = "counter"
	OriginLetter    Origin = "letter"
	OriginProgram   Origin = "program" // opened by a rule: an unanswered order, a returned letter

	OriginDepartment Origin = "department" // another department of the union
)

// Word is the origin in Swedish.
func (o Origin) Word() string {
	words := map[Origin]string{OriginMail: "mejl", OriginTelephone: "telefon", OriginCounter: "besök", OriginLetter: "brev",
		OriginDepartment: "annan avdelning", OriginProgram: "Kontakten"}
	if w, ok := words[o]; ok {
		return w
	}
	return string(o)
}

// Verified is how we know who brings an errand without a mail (R12). It limits what the case
// allows; "" where the question does not arise.
type Verified string

// The ways.
const (
	VerifiedCallback  Verified = "callback"   // called back on the registered number (motringning)
	VerifiedListTotal Verified = "list_total" // knows a list's number and what it came to
	VerifiedNot       Verified = "none"
)

// Word is the way in Swedish.
func (v Verified) Word() string {
	switch v {
	case VerifiedCallback:
		return "motringd på registrerat nummer"
	case VerifiedListTotal:
		return "kunde listnummer och summa"
	case VerifiedNot:
		return "inte verifierad"
	}
	return ""
}

// NewErrand is an errand that came without a mail.
type NewErrand struct {
	Key      string // idempotency key, as Command.Key
	Origin   Origin
	Customer int // customer number
	Period   register.Period
	Kinds    []string
	Caller   string // who called or came; kept sealed
	Subject  string // a few words, without a personnummer
	Verified Verified
	List     string          // with VerifiedListTotal: what the caller knew
	Total    register.Amount // likewise
}

// Errands opens cases without a mail.
type Errands interface {
	// OpenErrand opens a case that the actor holds. Invalid: no way of verification chosen, a
	// list and total that do not go together, an unknown customer number.
	OpenErrand(ctx context.Context, by Actor, e NewErrand) (CaseID, error)
}

// KindWord is a kind of contract.md in Swedish, as queue and case page say it.
func KindWord(kind string) string {
	words := map[string]string{
		"credential_request": "inloggning", "paper_request": "papperslista", "fee_data": "avgiftsuppgifter",
		"returned_list": "återsänd lista", "contact_person": "kontaktperson", "question": "fråga",
		"delivery_failure": "leveransfel", "auto_reply": "autosvar", "other": "övrigt",
	}
	if w, ok := words[kind]; ok {
		return w
	}
	return kind
}

// CompanyRef is a company as rows and pages name it; the address of its page is the customer number.
type CompanyRef struct {
	ID             int64
	CustomerNumber int
	Organisation   register.OrganisationNumber
	Name           string
}

// Case is one errand, from whatever origin, with what is known of it in clear: no member data.
type Case struct {
	ID      CaseID
	Origin  Origin
	State   CaseState
	Kinds   []string        // contract.md, the most important first
	FAQ     []int           // which questions of the FAQ it asks
	Company *CompanyRef     // nil where none is told
	Period  register.Period // zero where none is told
	Flags   []string        // contract.md

	Restricted    bool // a protected person's number was read (R8): no name, no preview
	SenderKnown   bool // the address was known for the company before the mail came (R18)
	Verified      Verified
	Holder        *Actor
	HeldUntil     time.Time // the soft claim ends here unless renewed
	WaitingReason string
	WaitingUntil  register.Date
	MergedInto    CaseID

	Mode     Mode
	OpenedAt time.Time // when the mail came, or the telephone rang
	Changed  time.Time
	Revision int // grows with every step
}

// Kind is the most important kind, "other" where there is none.
func (c Case) Kind() string {
	if len(c.Kinds) == 0 {
		return "other"
	}
	return c.Kinds[0]
}

// HeldBy tells whether somebody else than a has a claim that is still good at now.
func (c Case) HeldBy(a Actor, now time.Time) (Actor, bool) {
	if c.Holder == nil || c.Holder.ID == a.ID || !now.Before(c.HeldUntil) {
		return Actor{}, false
	}
	return *c.Holder, true
}

// ClaimFor is how long a claim holds without a heartbeat.
const ClaimFor = 5 * time.Minute

// Mode is test, shadow or live (R11): on every row that money or rights hang on.
type Mode string

// The modes.
const (
	ModeTest   Mode = "test"
	ModeShadow Mode = "shadow"
	ModeLive   Mode = "live"
)

// ParseMode reads a mode; anything else is Invalid.
func ParseMode(s string) (Mode, error) {
	switch m := Mode(s); m {
	case ModeTest, ModeShadow, ModeLive:
		return m, nil
	}
	return "", &Error{Kind: Invalid, Sentence: "Läget ska vara test, shadow eller live.", Cause: fmt.Errorf("mode %q", s)}
}
