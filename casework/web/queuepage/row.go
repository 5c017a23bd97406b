package queuepage

import (
	"cmp"
	"net/mail"
	"strings"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/register"
)

// Row is a line of the queue, as the queue and the company's page show it.
type Row struct {
	ID            int64
	Href, Number  string
	Age, OpenedAt string
	Due           string
	Late          bool
	Kind          string
	Company       string
	Subject       string // sender and subject, "" where restricted
	Period        string
	Flags         []shell.Tag
	Holder        string
	Here          string // who has it open
	State         shell.Tag
	Replied       bool
	Restricted    bool
	Siblings      string
	Member        bool   // stands under the first of its group
	Group         []Row  // the others of its company and period
	More          string // how many of the group stand elsewhere
	MoreHref      string
	Markable      bool
	Gone          bool // it has left the view since the page was drawn
}

// RowOf words a line of the queue.
func RowOf(c casework.QueueRow, now time.Time) Row {
	row := Row{
		ID: int64(c.ID), Href: caseHref(c.ID), Number: c.ID.String(),
		Age: shell.Age(c.OpenedAt, now), OpenedAt: shell.Moment(c.OpenedAt, now),
		Kind: shell.KindWords(c.Kinds), Period: shell.PeriodWords(c.Period), Flags: shell.FlagTags(c.Flags),
		Holder: c.Holder, Restricted: c.Restricted, State: stateTag(c), Replied: c.Replied && c.State.Live(),
		Markable: !c.Restricted && c.State.Live(),
	}
	if c.State.Live() && !c.Due.IsZero() {
		today := register.DateOf(now)
		row.Due, row.Late = dueWords(c.Due, today), c.Due.Before(today)
	}
	switch {
	case c.Restricted:
		row.Company = "Skyddat ärende"
	case c.Company != nil:
		row.Company = c.Company.Name
	default:
		row.Company = "Inget företag än"
	}
	if !c.Restricted {
		row.Subject = senderName(c.Sender)
		if c.Subject != "" {
			row.Subject = strings.TrimPrefix(row.Subject+" · "+c.Subject, " · ")
		}
	}
	if c.Siblings > 0 {
		row.Siblings = shell.Count(c.Siblings, "ärende till", "ärenden till")
	}
	return row
}

// dueWords says by when, in as few words as are clear.
func dueWords(due, today register.Date) string {
	switch due {
	case today:
		return "i dag"
	case today.AddDays(1):
		return "i morgon"
	case today.AddDays(-1):
		return "i går"
	}
	return strings.TrimSuffix(shell.Day(due), " "+today.Time().Format("2006"))
}

// senderName is the name of a From field, or its address where it has none: the queue has no room
// for both.
func senderName(from string) string {
	if a, err := mail.ParseAddress(from); err == nil {
		return cmp.Or(a.Name, a.Address)
	}
	return from
}

// stateTag marks what is not simply new or open.
func stateTag(c casework.QueueRow) shell.Tag {
	switch c.State {
	case casework.CaseWaiting:
		if !c.Waiting.IsZero() {
			return shell.Tag{Word: "väntar till " + shell.Day(c.Waiting), Tone: "info"}
		}
		return shell.Tag{Word: c.State.Word(), Tone: "info"}
	case casework.CaseDecided, casework.CaseClosed:
		return shell.Tag{Word: c.State.Word(), Tone: "ok"}
	case casework.CaseAside:
		return shell.Tag{Word: c.State.Word(), Tone: "warn"}
	}
	return shell.Tag{} // new and open are the rule: who holds it stands in its own column
}
