package monthly

import (
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/bankday"
	"sef.se/kontakten/internal/register"
)

// Way is how a reminder goes.
type Way string

// The ways.
const (
	WayNone   Way = ""
	WayMail   Way = "mail"
	WayLetter Way = "letter"
)

// Word is the way in Swedish.
func (w Way) Word() string {
	if w == WayMail {
		return "mejl"
	}
	return "brev"
}

const (
	maxReminders = 2
	// unreadPause is how long after something of the company was unread nobody is reminded (R22).
	unreadPause = 3
)

// Way gives the company's own channel: a letter for paper, a mail to a known address for the
// others; whichever is barred gives way to the other.
func (e Expected) Way() Way {
	letter, mail := !e.Marked, len(e.Mails) > 0
	switch {
	case e.Channel == register.ChannelPaper && letter, letter && !mail:
		return WayLetter
	case mail:
		return WayMail
	}
	return WayNone
}

// NextReminder tells which reminder of a list is due on a day, 0 for none. red tells that intake
// does not work: what the company sent may lie unread.
func (e Expected) NextReminder(p Plan, today register.Date, red bool, calendar bankday.Calendar) int {
	standing := e.Standing(today)
	if red || e.List.State != casework.ListPosted || standing != StandingLate && standing != StandingReminded ||
		e.reminded() || !calendar.Is(today) || e.Way() == WayNone || e.unread(today) {
		return 0
	}
	due := e.Due
	if e.RespiteUntil.After(due) {
		due = e.RespiteUntil
	}
	next, on := 1, later(p.Reminder1, due.AddDays(reminderAfter))
	if len(e.Reminders) == 1 {
		next, on = 2, later(p.Reminder2, register.DateOf(e.Reminders[0].At).AddDays(reminderApart))
	}
	if today.Before(calendar.OnOrAfter(on)) {
		return 0
	}
	return next
}

// reminded tells that no further reminder is sent.
func (e Expected) reminded() bool {
	n := len(e.Reminders)
	return n > 0 && e.Reminders[n-1].Ordinal >= maxReminders
}

func (e Expected) unread(today register.Date) bool {
	return !e.LastUnread.IsZero() && today.Before(register.DateOf(e.LastUnread).AddDays(unreadPause))
}

func later(a, b register.Date) register.Date {
	if a.Before(b) {
		return b
	}
	return a
}

// Red tells that intake does not work: mail was not fetched lately, or lies unread.
func Red(lastFetch time.Time, unread int, now time.Time) bool {
	const silence = time.Hour
	return lastFetch.IsZero() || now.Sub(lastFetch) > silence || unread > 0
}
