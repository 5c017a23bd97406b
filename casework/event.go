package casework

import (
	"log/slog"
	"time"
)

// Role is what a member of staff may do; each role includes the ones before it.
type Role string

// The roles of ROAD; "inhyrd" (R30) comes with TRUST.
const (
	RoleClerk      Role = "clerk"
	RoleSupervisor Role = "supervisor"
	RoleAdmin      Role = "admin"
)

// Actor is who does something: a member of staff who is logged in, or the program itself.
// Every step, opening and decision carries one.
type Actor struct {
	ID        int64  // staff.id; 0 is the program
	Name      string // as it stands in events and on pages
	Role      Role
	Protected bool // holds the permission "skyddade uppgifter" (R8)
}

// Program is the actor of what happens without a person.
func Program() Actor { return Actor{Name: "Kontakten"} }

// IsProgram tells whether no person did it.
func (a Actor) IsProgram() bool { return a.ID == 0 }

// Supervises tells whether the actor may do what supervisors may.
func (a Actor) Supervises() bool { return a.Role == RoleSupervisor || a.Role == RoleAdmin }

// LogValue logs the id and role, not the name.
func (a Actor) LogValue() slog.Value {
	return slog.GroupValue(slog.Int64("id", a.ID), slog.String("role", string(a.Role)))
}

// Opening says why somebody opens or unmasks (access_log.what, .reason); the log row is
// written in the transaction that reads.
type Opening struct {
	What   string // "case", "original", "attachment", "company", "keying", "unmask"
	Reason string // from the page's list; "" while the case is the actor's to work
}

// EventKind names a step in a case's history; events are append-only.
type EventKind string

// The kinds of event.
const (
	EventArrived      EventKind = "arrived"       // the case was opened from a message or by hand
	EventRead         EventKind = "read"          // a reading was recorded (again, by a newer reader)
	EventTaken        EventKind = "taken"         // somebody took the case
	EventReleased     EventKind = "released"      // or let it go
	EventState        EventKind = "state"         // an arrow of the machine, from and to in Data
	EventEdited       EventKind = "edited"        // rows changed by hand
	EventCompany      EventKind = "company"       // the company was set
	EventPeriod       EventKind = "period"        // the period was set
	EventApproved     EventKind = "approved"      // with the hash of the screen and the report
	EventRequested    EventKind = "requested"     // a second person is asked
	EventConfirmed    EventKind = "confirmed"     // the second person said yes
	EventDeclined     EventKind = "declined"      // or no
	EventRejected     EventKind = "rejected"      // with the reason
	EventDuplicate    EventKind = "duplicate"     // linked to the report that says the same
	EventCredentials  EventKind = "credentials"   // an order to the portal
	EventChannel      EventKind = "channel"       // the company's channel from a period
	EventContact      EventKind = "contact"       // a contact person registered or changed
	EventMemberErrand EventKind = "member_errand" // R5: moved to the members' folder, our copy erased
	EventNotOurs      EventKind = "not_ours"      // R5: moved away, our copy erased
	EventAnswered     EventKind = "answered"      // an acknowledgement or receipt went into the outbox
	EventRechecked    EventKind = "rechecked"     // another case's approval changed what this one means
	EventNote         EventKind = "note"
	EventMerged       EventKind = "merged"
	EventDivided      EventKind = "divided"  // all rows went to cases of other companies (R25)
	EventAnnulled     EventKind = "annulled" // what it booked is annulled or moved (R7)
	EventUndone       EventKind = "undone"   // its approval was undone within the time for it (R28)
	EventBounced      EventKind = "bounced"  // our mail came back (R34)
	EventStopped      EventKind = "stopped"  // a mail was stopped before it left
	EventReplied      EventKind = "replied"  // a person answered or asked, by mail or letter; templates with versions in Data
	EventTagged       EventKind = "tagged"   // a tag was put on or taken off
	EventListAgain    EventKind = "list_again"
)

// Event is one step: who, when, what. Text and Data hold no personnummer and no member's name.
type Event struct {
	ID   int64
	Case CaseID
	At   time.Time
	By   Actor
	Kind EventKind
	Text string            // one Swedish line, as the page shows it
	Data map[string]string // for machines: "from", "to", "screen", "report", "period" …
}

// Merge makes the case a tombstone of another: later replies follow it there.
type Merge struct{ Into CaseID }

// Valid wants the other case.
func (d Merge) Valid() error {
	if d.Into == 0 {
		return Refuse(Invalid, "Ange numret på ärendet som det ska slås ihop med.")
	}
	return nil
}

// Leads to merged.
func (d Merge) Leads() CaseState { return CaseMerged }

// PassedOnFor is how long a case that was handed over is kept for its new holder.
const PassedOnFor = 24 * time.Hour

// PassOn gives the case to another clerk, by login, with a word on why.
type PassOn struct{ To, Words string }

// Valid wants a clerk and a word.
func (d PassOn) Valid() error {
	if d.To == "" {
		return Refuse(Invalid, "Ange vem ärendet ska lämnas till.")
	}
	return needReason(d.Words)
}

// Leads nowhere.
func (d PassOn) Leads() CaseState { return "" }
