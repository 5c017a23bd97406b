package monthly

import (
	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/bankday"
	"sef.se/kontakten/internal/register"
)

// Plan is the days of a month: when its lists are printed and posted, when list and money of a
// company with the usual pay day are due, and when late ones are reminded.
type Plan struct {
	Period               register.Period
	Print, Post          register.Date
	ListDue, MoneyDue    register.Date
	Reminder1, Reminder2 register.Date
	Changed              bool // by a supervisor; else computed
}

// How far apart the steps of a computed plan are.
const (
	printAhead     = 12 // days from printing to the pay day, at least
	postAfter      = 1  // days from printing to the post
	reminderAfter  = 10 // days from the list's due day to the first reminder
	reminderApart  = 14 // days between the reminders
	latePrint      = 7  // a list printed with fewer days left than this …
	restartedGrace = 10 // … is due so many days after it was printed
)

// PlanOf computes the plan of a month from the usual pay day. Every day is a bank day.
func PlanOf(p register.Period, payDay int, calendar bankday.Calendar) Plan {
	due := avgiftslista.Due(p, payDay, calendar)
	plan := Plan{Period: p, ListDue: due.List, MoneyDue: due.Money}
	plan.Print = calendar.OnOrBefore(due.PayDay.AddDays(-printAhead))
	plan.Post = calendar.OnOrAfter(plan.Print.AddDays(postAfter))
	plan.Reminder1 = calendar.OnOrAfter(due.List.AddDays(reminderAfter))
	plan.Reminder2 = calendar.OnOrAfter(plan.Reminder1.AddDays(reminderApart))
	return plan
}

// Step is one line of the plan.
type Step struct {
	Key, Word string
	On        register.Date
	Begun     bool // it may be moved no more
}

// Steps gives the plan's lines in order. printed tells that lists of the month have been printed:
// what stands on them cannot be moved.
func (p Plan) Steps(today register.Date, printed bool) []Step {
	begun := func(d register.Date) bool { return !today.Before(d) }
	return []Step{
		{"print", "Skriv ut", p.Print, begun(p.Print) || printed},
		{"post", "Posta", p.Post, begun(p.Post)},
		{"list_due", "Listan ska vara inne", p.ListDue, begun(p.ListDue) || printed},
		{"money_due", "Pengarna ska vara inne", p.MoneyDue, begun(p.MoneyDue) || printed},
		{"reminder1", "Påminnelse 1", p.Reminder1, begun(p.Reminder1)},
		{"reminder2", "Påminnelse 2", p.Reminder2, begun(p.Reminder2)},
	}
}

// Changed gives the plan with other days, moved to bank days. It refuses (Invalid) days out of
// order, and (Conflict) to move a step that has begun.
func (p Plan) With(days map[string]register.Date, today register.Date, printed bool, calendar bankday.Calendar) (Plan, error) {
	at := map[string]*register.Date{"print": &p.Print, "post": &p.Post, "list_due": &p.ListDue, "money_due": &p.MoneyDue,
		"reminder1": &p.Reminder1, "reminder2": &p.Reminder2}
	for _, s := range p.Steps(today, printed) {
		day, given := days[s.Key]
		if !given || day == s.On {
			continue
		}
		if s.Begun {
			return p, casework.Refuse(casework.Conflict, "%s har redan börjat och kan inte flyttas.", s.Word)
		}
		if day.IsZero() || day.Before(today) {
			return p, casework.Refuse(casework.Invalid, "%s: ange en dag från i dag.", s.Word)
		}
		*at[s.Key] = calendar.OnOrAfter(day)
	}
	if p.Post.Before(p.Print) || !p.Post.Before(p.ListDue) || !p.ListDue.Before(p.Reminder1) || !p.Reminder1.Before(p.Reminder2) || p.MoneyDue.Before(p.ListDue) {
		return p, casework.Refuse(casework.Invalid, "Dagarna måste komma i ordning: skriv ut, posta, lista inne, pengar inne, påminnelse 1, påminnelse 2.")
	}
	p.Changed = true
	return p, nil
}

// Due gives a list's days: the plan's for a company without a pay day of its own, and later ones
// where the list is printed so late that the company could not keep them.
func (p Plan) Due(l avgiftslista.List, printed register.Date, calendar bankday.Calendar) avgiftslista.DueDates {
	due := l.Due
	if p.Changed && l.Company.PayDay == 0 {
		due.List, due.Money = p.ListDue, p.MoneyDue
	}
	if due.List.Before(printed.AddDays(latePrint)) {
		due.List = calendar.OnOrAfter(printed.AddDays(restartedGrace))
		if due.Money.Before(due.List) {
			due.Money = due.List
		}
	}
	return due
}
