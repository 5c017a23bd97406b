// Package finding is the one search box: what a person typed or scanned is a number of some kind
// or part of a name, and finds companies, cases, lists and members.
//
//	K-1016                case           13 digits, AL1.…      list (also the payment reference)
//	organisation number   company        personnummer          member, and the sole trader
//	customer number       company        e-mail address        company that is known by it
//	beginning of a number companies      part of a name        companies and members
//
// Members are shown masked (R26); a search that shows one is logged as an access. Whoever may not
// see protected persons does not find them, by number or name (R8).
package finding

import (
	"context"
	"strings"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/register"
)

// Query is a text with what it can be. A text may be several things: an organisation number of a
// sole trader is a personnummer.
type Query struct {
	Text         string
	Case         casework.CaseID
	List         string // 13 digits
	Organisation register.OrganisationNumber
	Person       register.Personnummer
	Customer     int
	Address      string // of e-mail
	Start        string // the first digits of a number, at least four
	Name         string // part of a name, at least two letters
}

// Read reads a text; on is today, for numbers without century.
func Read(text string, on register.Date) Query {
	q := Query{Text: strings.TrimSpace(text)}
	digits := onlyDigits(q.Text)
	if n, _, err := casework.ParseListCode(q.Text); err == nil {
		q.List = n.String()
	}
	if id, err := casework.ParseCaseNumber(q.Text); err == nil {
		q.Case = id
	}
	if o, err := register.ParseOrganisationNumber(q.Text); err == nil {
		q.Organisation = o
	}
	if p, err := register.ParsePersonnummer(q.Text, on); err == nil {
		q.Person = p
	}
	switch {
	case digits != "" && len(digits) == 6:
		q.Customer = toInt(digits)
		q.Start = digits
	case len(digits) >= 4 && len(digits) < 10:
		q.Start = digits
	case strings.Contains(q.Text, "@"):
		q.Address = strings.ToLower(q.Text)
	case digits == "" && q.Case == 0 && q.List == "" && len([]rune(q.Text)) >= 2:
		q.Name = q.Text
	}
	return q
}

// onlyDigits gives a text's digits where it holds nothing but digits, blanks and hyphens.
func onlyDigits(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case r != ' ' && r != '-':
			return ""
		}
	}
	return b.String()
}

func toInt(digits string) (n int) {
	for _, r := range digits {
		n = 10*n + int(r-'0')
	}
	return n
}

// Company is a company that fits, with what is open there.
type Company struct {
	casework.CompanyRef
	City string
	Open int // live cases, capped at 20
}

// Member is a member that fits: masked, with where the person works.
type Member struct {
	ID        int64
	Name      string
	Number    register.Personnummer // shown by its String alone
	Employers []casework.CompanyRef
}

// Found is what fits. Each part holds at most Most.
type Found struct {
	Cases     []casework.QueueRow
	Lists     []casework.ListRow
	Companies []Company
	Members   []Member
}

// Most bounds each part of Found.
const Most = 20

// Len is how much fits.
func (f Found) Len() int { return len(f.Cases) + len(f.Lists) + len(f.Companies) + len(f.Members) }

// Book searches.
type Book interface {
	// Find finds what fits the query, and logs the access where a member is shown. It fails
	// only by faults: what fits nothing finds nothing.
	Find(ctx context.Context, by casework.Actor, q Query) (Found, error)
	// Suggest finds companies and the case for a text that is being typed. It shows no member
	// and logs nothing.
	Suggest(ctx context.Context, by casework.Actor, q Query) (Found, error)
}
