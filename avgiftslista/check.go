package avgiftslista

import (
	"fmt"
	"strings"

	"sef.se/kontakten/internal/register"
)

// leaverMonths is how long after the employment's end a row is a hint and not
// an unknown member (practice.md R13).
const leaverMonths = 3

// Check compares a draft with the register and the agreement and gives what a
// person should look at, in the order of the rows, what concerns the whole
// draft last. It judges no member against a company, and no rate, where
// company or period is not known (samples/README.md, rule 22).
func Check(d Draft, reg *register.Register) []Finding {
	c := checker{draft: d, reg: reg, whole: wholeKronor(d.Rows)}
	if company, ok := reg.Company(d.Company); ok {
		c.company, c.known = company, true
		c.rate, c.rated = reg.RateOf(company, d.Period)
		c.rated = c.rated && !d.Period.IsZero()
	}
	seen := map[string]int{}
	for i, r := range d.Rows {
		c.number(i, r)
		c.negative(i, r)
		c.duplicate(i, r, seen)
		if c.known {
			c.member(i, r)
		}
		if c.rated {
			c.fees(i, r)
		}
	}
	c.total()
	c.controls()
	c.shifted()
	if c.known && !d.Period.IsZero() && len(d.Rows) > 0 {
		c.missing()
	}
	return c.findings
}

type checker struct {
	draft    Draft
	reg      *register.Register
	company  register.Company
	known    bool
	rate     register.Rate
	rated    bool
	whole    bool // all amounts are whole kronor
	findings []Finding
}

func (c *checker) add(row int, severity Severity, code, flag, format string, args ...any) {
	c.findings = append(c.findings, Finding{code, row, severity, flag, fmt.Sprintf(format, args...)})
}

func (c *checker) number(i int, r Row) {
	if r.Written == "" {
		return
	}
	if r.Personnummer.IsZero() {
		c.add(i, Error, "personnummer_invalid", FlagPersonnummerInvalid, "Personnumret är inte giltigt, och namnet ger ingen säker träff i registret.")
		return
	}
	c.add(i, Warning, "personnummer_invalid", FlagPersonnummerInvalid, "Personnumret är inte giltigt så som det är skrivet. Registrets nummer är taget efter namnet.")
}

func (c *checker) negative(i int, r Row) {
	if r.MemberFee < 0 || r.ControlFee < 0 {
		c.add(i, Warning, "negative_amount", FlagNegativeAmount, "Beloppet är negativt. Är det en rättelse av en tidigare månad?")
	}
}

func (c *checker) duplicate(i int, r Row, seen map[string]int) {
	key := r.Personnummer.Full()
	if key == "" {
		key = strings.ToLower(strings.Join(strings.Fields(r.Name), " "))
	}
	if key == "" {
		return
	}
	if first, twice := seen[key]; twice {
		c.add(i, Warning, "duplicate_member", FlagDuplicateMember, "Personen står också på rad %d.", first+1)
		return
	}
	seen[key] = i
}

// member judges a row against the members of the company.
func (c *checker) member(i int, r Row) {
	m, ok := c.reg.Member(r.Personnummer)
	if !ok || r.Personnummer.IsZero() {
		c.add(i, Error, "member_unknown", FlagMemberUnknown, "Ingen medlem i registret svarar mot raden.")
		return
	}
	last, employed := lastDay(c.reg.EmploymentsOf(m.Personnummer), c.company.OrganisationNumber)
	switch {
	case m.Protected:
		return // handled before any human sees the draft (practice.md R8)
	case !employed:
		c.add(i, Error, "member_elsewhere", FlagMemberUnknown, "Medlemmen är inte anställd i företaget enligt registret.")
	case !c.draft.Period.IsZero() && !last.IsZero() && last.Before(c.draft.Period.First()):
		months := register.PeriodOf(last).MonthsTo(c.draft.Period)
		if months > leaverMonths {
			c.add(i, Error, "left_long_ago", FlagMemberUnknown, "Anställningen slutade %s enligt registret.", last.Words())
		} else {
			c.add(i, Hint, "left", "", "Anställningen slutade %s. Avgift dras också på den sista lönen.", last.Words())
		}
	}
	c.membership(i, m)
	if m.Personnummer != r.Personnummer {
		c.add(i, Hint, "alias", "", "Numret är ett tidigare nummer för medlemmen.")
	}
	if r.Name != "" && !SameName(r.Name, m) {
		c.add(i, Warning, "name_differs", "", "Registret har namnet %s på det numret.", m.FullName())
	}
}

// membership notes rows of persons who are not members at the pay-out, and of
// unlikely ages (practice.md R13).
func (c *checker) membership(i int, m register.Member) {
	p := c.draft.Period
	if p.IsZero() {
		return
	}
	switch {
	case !m.DeceasedOn.IsZero():
		c.add(i, Error, "deceased", "", "Ärendet hanteras särskilt. Fråga en arbetsledare.")
	case !p.Touches(m.MemberFrom, m.MemberTo):
		c.add(i, Error, "not_member", "", "Personen är inte medlem i perioden. Beloppet är för mycket draget och bokförs inte.")
	}
	if age := m.Personnummer.AgeOn(p.Last()); age < 15 || age > 75 {
		c.add(i, Hint, "age", "", "Personen är %d år.", age)
	}
}

// lastDay gives the last day of a person's latest employment at a company
// (none while it lasts), and whether there was one.
func lastDay(jobs []register.Employment, company register.OrganisationNumber) (last register.Date, employed bool) {
	for _, e := range jobs {
		switch {
		case e.OrganisationNumber != company:
		case e.To.IsZero():
			return register.Date{}, true
		case !employed || e.To.After(last):
			last, employed = e.To, true
		}
	}
	return last, employed
}

func (c *checker) total() {
	stated := c.draft.StatedTotal
	if stated == nil || len(c.draft.Rows) == 0 {
		return
	}
	if total := c.draft.Total(); total != *stated {
		c.add(WholeDraft, Error, "total_mismatch", FlagTotalMismatch, "Raderna blir %s, men summan anges till %s (skillnad %s).",
			total.Kronor(), stated.Kronor(), (*stated - total).Kronor())
	}
}

// missing names the members that are employed in the period and have no row.
// The protected and the dead are never named (practice.md R8, R13).
func (c *checker) missing() {
	has := map[register.Personnummer]bool{}
	for _, r := range c.draft.Rows {
		if m, ok := c.reg.Member(r.Personnummer); ok {
			has[m.Personnummer] = true
		}
	}
	for _, m := range c.reg.Employed(c.company.OrganisationNumber, c.draft.Period) {
		if m.Protected || has[m.Personnummer] || !m.In(c.draft.Period) {
			continue
		}
		c.add(WholeDraft, Warning, "member_missing", FlagMemberMissing, "%s är anställd i perioden men har ingen rad.", m.FullName())
	}
}
