package verification

import (
	"context"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/register"
)

// ID is the database's id of one list's verification.
type ID int64

// State is where a verification stands.
type State string

// The states. A list that was not chosen is done from the start.
const (
	StateSecond   State = "second"   // waits for the second keying
	StateSettling State = "settling" // the keyings differ
	StateDone     State = "done"
	StateEnded    State = "ended" // the list went back before it was done
)

// Arrows is the machine of a verification.
func Arrows() casework.Arrows[State] {
	return casework.Arrows[State]{
		StateSecond:   {StateSettling, StateDone, StateEnded},
		StateSettling: {StateDone, StateEnded},
		StateDone:     nil,
		StateEnded:    nil,
	}
}

// Waiting is a list that waits for its second keying or for being settled: no amount, no member.
type Waiting struct {
	ID      ID
	State   State
	List    casework.ListRow
	Reasons []Reason
	Since   time.Time
	Open    string // who keys it a second time just now, "" where nobody
	Mine    string // Swedish: why the actor may not do it, "" where the actor may
}

// Figures are what the control has found since a day, for supervisors.
type Figures struct {
	Since    register.Date
	Lists    int // lists keyed
	Twice    int // of them keyed twice
	Differed int // of them with a difference
	Fields   int // fields that differed
	// Of the lists without a risk that chance chose: how many, and in how many of them the first
	// keying was wrong. It is what the lists keyed once are judged by.
	Sampled, SampledWrong int
}

// Residual is the estimated share of lists keyed once that hold an error, per thousand, and
// whether the sample says anything at all.
func (f Figures) Residual() (perThousand int, known bool) {
	if f.Sampled == 0 {
		return 0, false
	}
	return f.SampledWrong * 1000 / f.Sampled, true
}

// Page is the control page: what waits, oldest first, the rule in force and, for a supervisor,
// the figures.
type Page struct {
	Waiting []Waiting
	Policy  Policy
	OnDuty  int // staff who have keyed, held a case or logged in today
	Figures *Figures
}

// Settling is a list whose keyings differ, as the settler sees it: nothing but the differing fields.
type Settling struct {
	ID          ID
	List        casework.ListRow
	HasControl  bool
	Sheets      int // printed pages of the list
	Differences []Difference
}

// Decision settles a list. Accept holds the codes of the warnings that the settler accepts.
type Decision struct {
	Key     string // idempotency key
	Choices []Choice
	Accept  []string
}

// Book verifies keyed lists.
type Book interface {
	// VerificationPage shows what waits.
	VerificationPage(ctx context.Context, by casework.Actor) (Page, error)
	// Settling shows a list to settle and logs the opening. NotFound; Denied: the actor keyed it.
	Settling(ctx context.Context, by casework.Actor, id ID) (Settling, error)
	// Settle settles a list and books it or opens a case, as Keying.Finish does. NotFound;
	// Denied: the actor keyed it; Invalid: a field left; Conflict: settled meanwhile, or
	// warnings to accept.
	Settle(ctx context.Context, by casework.Actor, id ID, d Decision) (casework.Finished, error)
	// SetPolicy changes the rule from now on. Invalid; Denied: not a supervisor.
	SetPolicy(ctx context.Context, by casework.Actor, p Policy) error
}
