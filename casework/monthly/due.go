package monthly

import (
	"context"
	"fmt"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/internal/register"
)

// Standing is where a company stands with its list of a month, as the register of expected
// returns counts it.
type Standing string

// The standings, in the order of the funnel.
const (
	StandingUnposted Standing = "unposted" // printed or with the printer
	StandingOut      Standing = "out"      // posted, not due
	StandingLate     Standing = "late"
	StandingReminded Standing = "reminded"
	StandingRetur    Standing = "retur"    // the envelope came back
	StandingRespite  Standing = "respite"  // anstånd, or closed this month
	StandingCame     Standing = "came"     // a sheet or a mail is here, nothing is booked yet
	StandingReported Standing = "reported" // a report stands, also one of no rows
)

// Standings are all of them, in order.
func Standings() []Standing {
	return []Standing{StandingUnposted, StandingOut, StandingLate, StandingReminded, StandingRetur, StandingRespite, StandingCame, StandingReported}
}

// Word is the standing in Swedish.
func (s Standing) Word() string {
	return map[Standing]string{
		StandingUnposted: "inte postade", StandingOut: "ute", StandingLate: "sena", StandingReminded: "påminda", StandingRetur: "i retur",
		StandingRespite: "anstånd", StandingCame: "inkomna", StandingReported: "redovisade",
	}[s]
}

// Expected is a list that is expected back, and what is known about it.
type Expected struct {
	// List is the printed list; of a list of the company's own (Own) it holds company, period and
	// the number of members, and no number.
	List         casework.ListRow
	Own          bool
	Due, Money   register.Date
	PostedOn     register.Date // zero where nobody has signed
	Reported     bool          // a report stands for company and period, by whatever way it came
	Rows         int           // of the report
	NilReason    string        // why there was nothing to report
	Came         bool          // an open case of the company may hold the data
	LastUnread   time.Time     // when something of the company was last unread; zero: never
	RespiteUntil register.Date
	Closed       bool // closed the whole month
	Respite      string
	Reminders    []Reminder
	Channel      register.Channel // today's
	Mails        []string         // known addresses
	Marked       bool             // the postal address is marked returned
}

// Key orders the lists of a month by customer number, and is each one's own.
func (e Expected) Key() string {
	if !e.Own {
		return e.List.Number
	}
	return fmt.Sprintf("%06d%s", e.List.Company.CustomerNumber, e.List.Period.YYMM())
}

// Reminder is one that was sent.
type Reminder struct {
	Ordinal int
	At      time.Time
	Way     Way
	State   string // of the letter or the mail, Swedish
}

// Standing tells where it stands on a day.
func (e Expected) Standing(today register.Date) Standing {
	switch {
	case e.Reported:
		return StandingReported
	case e.List.State == casework.ListReturned || e.List.State == casework.ListKeyed || e.List.State == casework.ListDiffers || e.List.State == casework.ListVerified || e.Came:
		return StandingCame
	case e.Closed || !e.RespiteUntil.IsZero() && !e.RespiteUntil.Before(today):
		return StandingRespite
	case e.List.State == casework.ListRetur:
		return StandingRetur
	case e.List.State == casework.ListPrinted || e.List.State == casework.ListHandedOver:
		return StandingUnposted
	case len(e.Reminders) > 0:
		return StandingReminded
	case e.Due.Before(today):
		return StandingLate
	}
	return StandingOut
}

// Funnel is the month in numbers.
type Funnel struct {
	Lists     int // expected: printed, without those that a new version took the place of, and the companies' own
	Own       int // of them the companies' own
	By        map[Standing]int
	Nil       int // of the reported: nothing to report
	Reminder1 int
	Reminder2 int
	Web       int // companies on web or file with members: no list is printed for them
}

// ExpectedPage is one page of the register of expected returns.
type ExpectedPage struct {
	Period register.Period
	View   Standing // "" for all
	Funnel Funnel
	Rows   []Expected
	Next   string
}

// ListPage is one list with its history.
type ListPage struct {
	Expected
	Agreement string
	Sheets    int
	Letter    string // number in the window
	Events    []ListEvent
	Versions  []casework.ListRow // all print versions of company and period
	File      int64
}

// ListEvent is a step of a list.
type ListEvent struct {
	At    time.Time
	By    string
	State casework.ListState
}

// Expectations is the register of expected returns.
type Expectations interface {
	// ExpectedPage shows a month. after and limit page it.
	ExpectedPage(ctx context.Context, by casework.Actor, p register.Period, view Standing, after string, limit int) (ExpectedPage, error)
	// ListOf shows one list. NotFound.
	ListOf(ctx context.Context, by casework.Actor, list casework.ListID) (ListPage, error)
	// Nothing books that the company has nothing to report: a report of no rows with a reason,
	// which closes the month. Conflict: a report stands. Invalid: no reason.
	Nothing(ctx context.Context, by casework.Actor, list casework.ListID, reason, key string) (ledger.ReportID, error)
	// Grant gives respite until a day, or, with no day, closes the month in advance. Invalid.
	Grant(ctx context.Context, by casework.Actor, customer int, p register.Period, until register.Date, reason string) error
	// EndRespite takes it back. NotFound.
	EndRespite(ctx context.Context, by casework.Actor, customer int, p register.Period) error
	// Reprint draws a list again under the same number; sheet 0 is all of it. It logs the opening.
	// NotFound, Conflict: a new version took its place.
	Reprint(ctx context.Context, by casework.Actor, list casework.ListID, sheet int) (casework.File, error)
	// RenewList makes a new print version by today's register, in a file of its own. Conflict.
	RenewList(ctx context.Context, by casework.Actor, list casework.ListID) (Started, error)
}
