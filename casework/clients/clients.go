// Package clients tells which company each row of a mail for several clients belongs to (R25): an accounting bureau
// sends one mail, one file or one sheet for many companies.
//
//	rows ─▶ units    what stands together: a sheet, a file, a table, a body; cut where another company is named
//	     ─▶ company  of a unit by its organisation number, else by its members; of a row by its member
//	     ─▶ Share    a company with its rows; rows that fit none stay with nobody, and a person places them
//
// It proposes; a clerk confirms. A row is never given away by exclusion alone: where number and member point to
// different companies it stays with nobody.
package clients

import (
	"cmp"
	"slices"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
)

// Named is a company whose number stands at a place, above the rows that are its own.
type Named struct {
	Place avgiftslista.Place
	Org   register.OrganisationNumber
}

// The kinds of evidence for a row's company.
const (
	ByNumber  = "organisationsnumret i samma del"
	ByMember  = "personen är anställd där"
	ByMembers = "de andra på samma ställe är anställda där"
)

// Choice is the company proposed for a row; zero where none fits.
type Choice struct {
	Org register.OrganisationNumber
	By  string
}

// Propose gives a choice for each row, in their order. named may be nil; period zero means any employment.
func Propose(rows []avgiftslista.Row, named []Named, period register.Period, reg *register.Register) []Choice {
	out := make([]Choice, len(rows))
	numbered := make([]register.OrganisationNumber, len(rows))
	employers := make([][]register.OrganisationNumber, len(rows))
	units := map[unit][]int{}
	for i, r := range rows {
		numbered[i] = namedAbove(r.Place, named)
		employers[i] = employersOf(r.Personnummer, period, reg)
		u := unit{place: unitOf(r.Place), org: numbered[i]}
		units[u] = append(units[u], i)
	}
	for u, members := range units {
		only := commonEmployer(members, employers)
		for _, i := range members {
			out[i] = choose(u.org, employers[i], only)
		}
	}
	return out
}

// unit is rows that stand together.
type unit struct {
	place avgiftslista.Place
	org   register.OrganisationNumber
}

// unitOf leaves of a place what names its sheet, table or body.
func unitOf(p avgiftslista.Place) avgiftslista.Place {
	return avgiftslista.Place{Part: p.Part, Attachment: p.Attachment, File: p.File, Sheet: p.Sheet, Table: p.Table}
}

// namedAbove gives the company that is named last above a row in its unit; where the unit names only one, that one,
// wherever it stands.
func namedAbove(p avgiftslista.Place, named []Named) register.OrganisationNumber {
	var above, only register.OrganisationNumber
	several := false
	for _, n := range named {
		if unitOf(n.Place) != unitOf(p) && !(n.Place.Attachment == p.Attachment && n.Place.File == p.File && n.Place.Sheet == p.Sheet && n.Place.Table == 0) {
			continue
		}
		several = several || !only.IsZero() && only != n.Org
		only = n.Org
		if position(n.Place, p) <= 0 {
			above = n.Org
		}
	}
	if !several {
		return only
	}
	return above
}

// position compares where two places of one unit stand.
func position(a, b avgiftslista.Place) int {
	return cmp.Or(cmp.Compare(a.Page, b.Page), cmp.Compare(a.Row+a.Line, b.Row+b.Line))
}

// employersOf lists the companies that employ a person in a period.
func employersOf(p register.Personnummer, period register.Period, reg *register.Register) []register.OrganisationNumber {
	var out []register.OrganisationNumber
	if p.IsZero() {
		return nil
	}
	for _, e := range reg.EmploymentsOf(p) {
		now := period.IsZero() || !period.Last().Before(e.From) && (e.To.IsZero() || !e.To.Before(period.First()))
		if now && !slices.Contains(out, e.OrganisationNumber) {
			out = append(out, e.OrganisationNumber)
		}
	}
	return out
}

// commonEmployer gives the one company in which all known persons of a unit are employed; at least two must be.
func commonEmployer(members []int, employers [][]register.OrganisationNumber) register.OrganisationNumber {
	var common []register.OrganisationNumber
	known := 0
	for _, i := range members {
		if len(employers[i]) == 0 {
			continue
		}
		if known++; known == 1 {
			common = slices.Clone(employers[i])
			continue
		}
		common = slices.DeleteFunc(common, func(o register.OrganisationNumber) bool { return !slices.Contains(employers[i], o) })
	}
	if known < 2 || len(common) != 1 {
		return register.OrganisationNumber{}
	}
	return common[0]
}

// choose weighs what is known of one row.
func choose(numbered register.OrganisationNumber, employers []register.OrganisationNumber, common register.OrganisationNumber) Choice {
	switch {
	case !numbered.IsZero() && (len(employers) == 0 || slices.Contains(employers, numbered)):
		return Choice{numbered, ByNumber}
	case !numbered.IsZero():
		return Choice{} // the number says one company, the register another
	case len(employers) == 1:
		return Choice{employers[0], ByMember}
	case !common.IsZero():
		return Choice{common, ByMembers}
	}
	return Choice{}
}

// Companies counts the companies of a proposal.
func Companies(choices []Choice) int {
	seen := map[register.OrganisationNumber]bool{}
	for _, c := range choices {
		if !c.Org.IsZero() {
			seen[c.Org] = true
		}
	}
	return len(seen)
}
