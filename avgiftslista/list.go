package avgiftslista

import (
	"cmp"
	"fmt"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"sef.se/kontakten/internal/bankday"
	"sef.se/kontakten/internal/register"
)

// DefaultPayDay is the day of the month on which wages are paid where neither
// register nor config says another.
const DefaultPayDay = 25

// List is one company's pre-printed fee list of a period: all that the page
// shows of it. `lista print` and the run in the database draw the same value.
type List struct {
	Number    ListNumber
	Company   register.Company
	Agreement string // its name
	Rate      register.Rate
	Period    register.Period
	Rows      []ListRow
	Due       DueDates
}

// ListRow is one pre-printed member.
type ListRow struct {
	Personnummer        register.Personnummer
	FirstName, LastName string
	LeftOn              register.Date // set: the row is marked "slutat?"
	// Last is what was reported for the latest month before, nil where nothing was. It
	// is printed only where the configuration says so (practice.md R21).
	Last *Paid
}

// Paid is what was reported for a member.
type Paid struct{ MemberFee, ControlFee register.Amount }

// DueDates are the days of a period: wages are paid on PayDay, the list is due
// the bank day after it, the money ten days after it (domain.md §1.1).
type DueDates struct{ PayDay, List, Money register.Date }

// Due computes the days of a period from a pay day (1 to 31; 0 takes the
// default), moved to the bank day before; what is due on a closed day is due on
// the next bank day.
func Due(p register.Period, payDay int, calendar bankday.Calendar) DueDates {
	if payDay == 0 {
		payDay = DefaultPayDay
	}
	paid := calendar.OnOrBefore(register.Date{Year: p.Year, Month: p.Month, Day: min(payDay, p.Last().Day)})
	return DueDates{paid, calendar.OnOrAfter(paid.AddDays(1)), calendar.OnOrAfter(paid.AddDays(10))}
}

// RunOptions say which lists a run makes.
type RunOptions struct {
	All      bool // of every channel, not only paper
	PayDay   int  // for companies whose register has none; 0: the 25th
	Calendar bankday.Calendar
	// Refused is told of each company whose list cannot be made, which is then left
	// out; without it the first such company refuses the whole.
	Refused func(register.Company, error)
}

// Lists makes the lists of a period, in post order: postcode as text, then
// name, then organisation number (contract.md). It refuses a company without a
// customer number or a valid agreement by name: a list without them would be
// wrong.
func Lists(reg *register.Register, p register.Period, opt RunOptions) ([]List, error) {
	var lists []List
	order := collate.New(language.Swedish)
	for _, c := range reg.Companies() {
		if c.Channel != register.ChannelPaper && !opt.All {
			continue
		}
		rows := listRows(reg, c.OrganisationNumber, p, order)
		if rows == nil {
			continue
		}
		l, err := newList(reg, c, p, opt)
		if err != nil && opt.Refused != nil {
			opt.Refused(c, err)
			continue
		}
		if err != nil {
			return nil, err
		}
		l.Rows = rows
		lists = append(lists, l)
	}
	slices.SortStableFunc(lists, func(a, b List) int {
		return cmp.Or(cmp.Compare(a.Company.Postcode, b.Company.Postcode),
			order.CompareString(a.Company.Name, b.Company.Name),
			cmp.Compare(a.Company.OrganisationNumber.Full(), b.Company.OrganisationNumber.Full()))
	})
	return lists, nil
}

func newList(reg *register.Register, c register.Company, p register.Period, opt RunOptions) (List, error) {
	agreement, ok := reg.Agreement(c.Agreement)
	rate, rated := agreement.RateOn(p)
	if !ok || !rated {
		return List{}, fmt.Errorf("%s: avtalet %q har ingen procentsats för %s", c.Name, c.Agreement, p.Words())
	}
	number, err := NewListNumber(c.CustomerNumber, p, 1)
	if err != nil {
		return List{}, fmt.Errorf("%s: %w", c.Name, err)
	}
	payDay := c.PayDay
	if payDay == 0 {
		payDay = opt.PayDay
	}
	return List{Number: number, Company: c, Agreement: agreement.Name, Rate: rate, Period: p,
		Due: Due(p, payDay, opt.Calendar)}, nil
}

// listRows gives a list's members by family name, first name, personnummer; nil
// where nobody is employed in the period, since no list is printed for leavers
// alone (practice.md R13).
func listRows(reg *register.Register, o register.OrganisationNumber, p register.Period, order *collate.Collator) []ListRow {
	var rows []ListRow
	anyone := false
	for _, m := range reg.EverEmployed(o) {
		if m.Protected || !m.In(p) {
			continue
		}
		employed, leftOn := standing(reg.EmploymentsOf(m.Personnummer), o, p)
		anyone = anyone || employed
		if employed || !leftOn.IsZero() {
			rows = append(rows, ListRow{Personnummer: m.Personnummer, FirstName: m.FirstName, LastName: m.LastName, LeftOn: leftOn})
		}
	}
	if !anyone {
		return nil
	}
	slices.SortStableFunc(rows, func(a, b ListRow) int {
		return cmp.Or(order.CompareString(a.LastName, b.LastName), order.CompareString(a.FirstName, b.FirstName),
			cmp.Compare(a.Personnummer.Full(), b.Personnummer.Full()))
	})
	return rows
}

// standing tells whether a person is employed in a period, or else on which day
// of the month before it the employment ended.
func standing(jobs []register.Employment, o register.OrganisationNumber, p register.Period) (employed bool, leftOn register.Date) {
	for _, e := range jobs {
		switch {
		case e.OrganisationNumber != o:
		case p.Touches(e.From, e.To):
			return true, register.Date{}
		case !e.To.IsZero() && register.PeriodOf(e.To) == p.AddMonths(-1) && e.To.After(leftOn):
			leftOn = e.To
		}
	}
	return false, leftOn
}
