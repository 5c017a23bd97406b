package casework

import (
	"context"
	"time"
)

// Status is the header of every staff page: cheap, read at each request.
type Status struct {
	Mode       Mode
	LastFetch  time.Time // of the folder that was fetched longest ago; zero: never
	FetchError string    // Swedish or the server's words, where the last try failed; "" where it went well
	LastImport time.Time // of the last register delivery that was applied or unchanged; zero: never
}

// MailFolder is a folder of the mailbox and how its fetching goes.
type MailFolder struct {
	Name      string
	Role      string // "inbox", "queue", "sent"
	LastFetch time.Time
	Error     string
	ErrorAt   time.Time
	Messages  int // seen in it
}

// MessageRow is a message on the mailbox page: no subject, no sender, no content.
type MessageRow struct {
	ID         int64
	ReceivedAt time.Time
	State      string // "new", "cased", "rejected", "aside"
	Reason     string // Swedish
	Size       int64
	Case       CaseID // 0 where it has none
}

// MailboxPage is the proof that nothing was dropped: Overview's counts, and what has no case.
type MailboxPage struct {
	Folders  []MailFolder
	Counts   Overview
	Aside    []MessageRow // newest first, at most 200
	Rejected []MessageRow // newest first, at most 200
	Unworked []MessageRow // oldest first, at most 200
}

// OutboxState is where an outgoing mail stands (outbox.state).
type OutboxState string

// The states of an outgoing mail.
const (
	OutboxQueued   OutboxState = "queued"
	OutboxSending  OutboxState = "sending"
	OutboxSent     OutboxState = "sent"
	OutboxFailed   OutboxState = "failed"
	OutboxUnknown  OutboxState = "unknown" // the connection broke after the last dot (RFC 1047)
	OutboxStopped  OutboxState = "stopped"
	OutboxWithheld OutboxState = "withheld" // test and shadow send nothing
)

// Word is the state in Swedish.
func (s OutboxState) Word() string {
	words := map[OutboxState]string{
		OutboxQueued: "väntar", OutboxSending: "skickas", OutboxSent: "skickat", OutboxFailed: "misslyckades",
		OutboxUnknown: "osäkert", OutboxStopped: "stoppat", OutboxWithheld: "hålls inne",
	}
	if w, ok := words[s]; ok {
		return w
	}
	return string(s)
}

// OutboxRow is an outgoing mail as the outbox page shows it.
type OutboxRow struct {
	ID        int64
	Case      CaseID
	Company   *CompanyRef
	Template  string
	Recipient string
	Subject   string
	State     OutboxState
	Attempts  int
	Answer    string // of the mail server, or what failed
	NotBefore time.Time
	Created   time.Time
	Sent      time.Time
}

// OutboxPage is one page of outgoing mails, newest first.
type OutboxPage struct {
	Rows   []OutboxRow
	Counts map[OutboxState]int // capped at 1,000 each
	Next   string              // After of the next page
}

// ImportRun is a delivery of the register and what came of it.
type ImportRun struct {
	ID        int64
	At        time.Time
	FilesDate time.Time // zero where the files tell none
	Outcome   string    // "applied", "unchanged", "waiting", "refused"
	By        string    // "" for the command line
	Report    []string
}

// RegisterDifference is a field that we own and the register says otherwise (R1).
type RegisterDifference struct {
	ID           int64
	Company      CompanyRef
	Field        string // "channel", "email"
	RegisterSays string
	Ours         string
	Since        time.Time
}

// RegisterPage is the deliveries, newest first, and the differences that wait for a clerk.
type RegisterPage struct {
	Imports     []ImportRun
	Differences []RegisterDifference
}

// Desk is what the pages around the casework show.
type Desk interface {
	// Status gives the header. It fails only by faults.
	Status(ctx context.Context) (Status, error)
	// MailboxPage gives folders, counts and what has no case.
	MailboxPage(ctx context.Context, by Actor) (MailboxPage, error)
	// OutboxPage gives mails in one state, "" for all. Invalid: a broken after.
	OutboxPage(ctx context.Context, by Actor, state OutboxState, after string, limit int) (OutboxPage, error)
	// StopMail stops a mail that has not left (R28). Conflict: it has, or is on its way.
	StopMail(ctx context.Context, by Actor, id int64) error
	// RegisterPage gives deliveries and open differences.
	RegisterPage(ctx context.Context, by Actor) (RegisterPage, error)
	// KeepOurs settles a difference for our side. The register's side is taken by a decision
	// on a case, which confirms the change to the company; the next delivery then withdraws
	// the difference. Conflict: settled before, or never there.
	KeepOurs(ctx context.Context, by Actor, difference int64) error
}
