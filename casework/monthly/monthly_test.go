package monthly_test

import (
	"slices"
	"testing"
	"time"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/internal/bankday"
	"sef.se/kontakten/internal/register"
)

var day = register.NewDate

func TestPlanKeepsToBankDays(t *testing.T) {
	t.Parallel()
	var calendar bankday.Calendar
	for p := register.NewPeriod(2026, 1); p.Year < 2030; p = p.AddMonths(1) {
		plan := monthly.PlanOf(p, 25, calendar)
		days := []register.Date{plan.Print, plan.Post, plan.ListDue, plan.MoneyDue, plan.Reminder1, plan.Reminder2}
		for i, d := range days {
			if !calendar.Is(d) {
				t.Errorf("%s: %s is no bank day", p, d)
			}
			if i > 0 && i != 3 && !days[max(0, i-1)].Before(d) && !(i == 4 && days[2].Before(d)) {
				t.Errorf("%s: %v are out of order", p, days)
			}
		}
	}
	// Good Friday 2027 is 26 March, Easter Monday the 29th.
	if plan := monthly.PlanOf(register.NewPeriod(2027, 3), 26, calendar); plan.ListDue != day(2027, 3, 30) {
		t.Errorf("due %s", plan.ListDue)
	}
}

func TestDueBeginsAnewForALatePrint(t *testing.T) {
	t.Parallel()
	p := register.NewPeriod(2026, 10)
	plan := monthly.PlanOf(p, 25, bankday.Calendar{})
	l := avgiftslista.List{Period: p, Due: avgiftslista.Due(p, 25, bankday.Calendar{})}
	if due := plan.Due(l, day(2026, 10, 9), bankday.Calendar{}); due != l.Due {
		t.Errorf("in time: %+v", due)
	}
	if due := plan.Due(l, day(2026, 10, 29), bankday.Calendar{}); due.List != day(2026, 11, 9) || due.Money != day(2026, 11, 9) {
		t.Errorf("late: %+v", due)
	}
	plan.Changed, plan.ListDue, plan.MoneyDue = true, day(2026, 10, 30), day(2026, 11, 5)
	if due := plan.Due(l, day(2026, 10, 9), bankday.Calendar{}); due.List != day(2026, 10, 30) || due.Money != day(2026, 11, 5) {
		t.Errorf("by the plan: %+v", due)
	}
	l.Company.PayDay = 20
	if due := plan.Due(l, day(2026, 10, 9), bankday.Calendar{}); due != l.Due {
		t.Errorf("a pay day of its own: %+v", due)
	}
}

func TestNextReminder(t *testing.T) {
	t.Parallel()
	plan := monthly.PlanOf(register.NewPeriod(2026, 10), 25, bankday.Calendar{}) // due 26 October, reminders 5 and 19 November
	late := monthly.Expected{Due: plan.ListDue, Channel: register.ChannelPaper, List: casework.ListRow{State: casework.ListPosted}}
	with := func(change func(*monthly.Expected)) monthly.Expected {
		e := late
		change(&e)
		return e
	}
	at := func(m, d int) time.Time { return day(2026, time.Month(m), d).Time() }
	once := func(e *monthly.Expected) { e.Reminders = []monthly.Reminder{{Ordinal: 1, At: at(11, 5)}} }
	for name, c := range map[string]struct {
		of   monthly.Expected
		on   register.Date
		red  bool
		want int
	}{
		"the day before":          {late, day(2026, 11, 4), false, 0},
		"the day":                 {late, day(2026, 11, 5), false, 1},
		"a Saturday":              {late, day(2026, 11, 7), false, 0},
		"intake is red":           {late, day(2026, 11, 5), true, 0},
		"not posted":              {with(func(e *monthly.Expected) { e.List.State = casework.ListHandedOver }), day(2026, 11, 9), false, 0},
		"came back":               {with(func(e *monthly.Expected) { e.List.State = casework.ListRetur }), day(2026, 11, 9), false, 0},
		"a sheet is here":         {with(func(e *monthly.Expected) { e.List.State = casework.ListReturned }), day(2026, 11, 9), false, 0},
		"a mail is here":          {with(func(e *monthly.Expected) { e.Came = true }), day(2026, 11, 9), false, 0},
		"reported on the web":     {with(func(e *monthly.Expected) { e.Reported = true }), day(2026, 11, 9), false, 0},
		"closed":                  {with(func(e *monthly.Expected) { e.Closed = true }), day(2026, 11, 9), false, 0},
		"unread two days ago":     {with(func(e *monthly.Expected) { e.LastUnread = at(11, 3) }), day(2026, 11, 5), false, 0},
		"unread three days ago":   {with(func(e *monthly.Expected) { e.LastUnread = at(11, 2) }), day(2026, 11, 5), false, 1},
		"anstånd":                 {with(func(e *monthly.Expected) { e.RespiteUntil = day(2026, 11, 9) }), day(2026, 11, 9), false, 0},
		"just after anstånd":      {with(func(e *monthly.Expected) { e.RespiteUntil = day(2026, 11, 9) }), day(2026, 11, 10), false, 0},
		"ten days after anstånd":  {with(func(e *monthly.Expected) { e.RespiteUntil = day(2026, 11, 9) }), day(2026, 11, 19), false, 1},
		"no way":                  {with(func(e *monthly.Expected) { e.Marked = true }), day(2026, 11, 9), false, 0},
		"once, soon after":        {with(once), day(2026, 11, 18), false, 0},
		"once, a fortnight after": {with(once), day(2026, 11, 19), false, 2},
		"twice": {with(func(e *monthly.Expected) {
			e.Reminders = []monthly.Reminder{{Ordinal: 1, At: at(11, 5)}, {Ordinal: 2, At: at(11, 19)}}
		}), day(2026, 12, 15), false, 0},
	} {
		if got := c.of.NextReminder(plan, c.on, c.red, bankday.Calendar{}); got != c.want {
			t.Errorf("%s: reminder %d, want %d", name, got, c.want)
		}
	}
}

func TestWay(t *testing.T) {
	t.Parallel()
	mails := []string{"lon@bolag.example"}
	for name, c := range map[string]struct {
		of   monthly.Expected
		want monthly.Way
	}{
		"paper":                      {monthly.Expected{Channel: register.ChannelPaper, Mails: mails}, monthly.WayLetter},
		"paper, address marked":      {monthly.Expected{Channel: register.ChannelPaper, Mails: mails, Marked: true}, monthly.WayMail},
		"paper, marked and no mail":  {monthly.Expected{Channel: register.ChannelPaper, Marked: true}, monthly.WayNone},
		"own list":                   {monthly.Expected{Channel: register.ChannelOwnList, Mails: mails}, monthly.WayMail},
		"own list, no known address": {monthly.Expected{Channel: register.ChannelOwnList}, monthly.WayLetter},
	} {
		if got := c.of.Way(); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestHold(t *testing.T) {
	t.Parallel()
	now := day(2026, 11, 20).Time()
	for name, c := range map[string]struct {
		kind    string
		marked  bool
		changed time.Time
		held    bool
	}{
		"a reminder":                   {"reminder1", false, now.AddDate(0, 0, -1), false},
		"credentials":                  {"credentials", false, time.Time{}, false},
		"credentials, address 13 days": {"credentials", false, now.AddDate(0, 0, -13), true},
		"credentials, address 14 days": {"credentials", false, now.AddDate(0, 0, -14), false},
		"anything to a marked address": {"receipt", true, time.Time{}, true},
	} {
		if got := monthly.Hold(c.kind, c.marked, c.changed, now) != ""; got != c.held {
			t.Errorf("%s: held %v", name, got)
		}
	}
}

// TestLetterMachine walks every arrow and every forbidden one.
func TestLetterMachine(t *testing.T) {
	t.Parallel()
	arrows := monthly.LetterArrows()
	states := []monthly.LetterState{monthly.LetterHeld, monthly.LetterWaiting, monthly.LetterPrinted, monthly.LetterHandedOver, monthly.LetterPosted, monthly.LetterRetur, monthly.LetterStopped}
	for _, from := range states {
		for _, to := range states {
			if arrows.Allows(from, to) != slices.Contains(arrows[from], to) {
				t.Errorf("%s to %s", from, to)
			}
		}
	}
	if arrows.Allows(monthly.LetterPosted, monthly.LetterStopped) || arrows.Allows(monthly.LetterWaiting, monthly.LetterPosted) || arrows.Allows(monthly.LetterRetur, monthly.LetterPosted) {
		t.Error("a posted letter cannot be stopped, nor one posted that was never printed")
	}
}
