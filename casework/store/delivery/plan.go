package delivery

import (
	"slices"
	"strings"

	"sef.se/kontakten/internal/register"
)

// Standing is what the database holds, with what the register's own types do not
// tell.
type Standing struct {
	register.Data
	AbsentCompanies map[register.OrganisationNumber]bool
	AbsentMembers   map[register.Personnummer]bool
	AbsentJobs      map[JobKey]bool
}

// JobKey names an employment.
type JobKey struct {
	Person  register.Personnummer
	Company register.OrganisationNumber
	From    register.Date
}

// KeyOf names an employment.
func KeyOf(e register.Employment) JobKey { return JobKey{e.Personnummer, e.OrganisationNumber, e.From} }

// Plan is what an import would do. Companies and members carry the files' values.
type Plan struct {
	Agreements []register.Agreement // new or with a new or changed name or rate
	NewCompany []register.Company
	Company    []register.Company // changed, or back after an absence
	NewMember  []register.Member
	Member     []register.Member // changed, or back
	Rekeyed    []Rekey
	NewJob     []register.Employment
	Job        []register.Employment // changed end, or back

	GoneCompany []register.OrganisationNumber // newly absent
	GoneMember  []register.Personnummer
	GoneJob     []JobKey

	// NotInFiles and MembersNotInFiles count what is not absent yet and has no
	// line that can be read, also where a bad line forbids marking it.
	NotInFiles, MembersNotInFiles int

	Differences []Difference

	// PastRates counts rates that the files change, or add to a known agreement,
	// for months before this one: fees were reckoned by the old ones.
	PastRates int

	// Ending counts members whose membership or last employment ends now, or
	// who died: with absence and re-keying it is what the guard weighs.
	Ending int
}

// Rekey is a person whose samordningsnummer was replaced by a personnummer (R13).
type Rekey struct{ Old, New register.Personnummer }

// Difference is what the files say otherwise in a field that this product owns.
type Difference struct {
	Company  register.OrganisationNumber
	Field    string // "channel" or "email"
	Register string
	Ours     string
}

// Complete says which files had no bad line: only such a file can tell that
// something is absent.
type Complete struct{ Companies, Members bool }

// Make compares the files with what stands on the day of the import.
func Make(standing Standing, files register.Data, complete Complete, today register.Date) Plan {
	var p Plan
	p.compareAgreements(standing, files, register.PeriodOf(today).First())
	p.compareCompanies(standing, files, complete)
	p.compareMembers(standing, files, complete)
	p.compareJobs(standing, files, complete)
	return p
}

// Empty tells whether the plan would change nothing.
func (p Plan) Empty() bool {
	return len(p.Agreements)+len(p.NewCompany)+len(p.Company)+len(p.NewMember)+len(p.Member)+len(p.Rekeyed)+
		len(p.NewJob)+len(p.Job)+len(p.GoneCompany)+len(p.GoneMember)+len(p.GoneJob) == 0
}

func (p *Plan) compareAgreements(standing Standing, files register.Data, month register.Date) {
	known := map[string]register.Agreement{}
	for _, a := range standing.Agreements {
		known[a.Key] = a
	}
	for _, a := range files.Agreements {
		ours, ok := known[a.Key]
		same := ok && ours.Name == a.Name
		for _, r := range a.Rates {
			if slices.Contains(ours.Rates, r) {
				continue
			}
			same = false
			if ok && r.ValidFrom.Before(month) {
				p.PastRates++
			}
		}
		if !same {
			p.Agreements = append(p.Agreements, a)
		}
	}
}

func (p *Plan) compareCompanies(standing Standing, files register.Data, complete Complete) {
	known := map[register.OrganisationNumber]register.Company{}
	for _, c := range standing.Companies {
		known[c.OrganisationNumber] = c
	}
	for _, c := range files.Companies {
		ours, ok := known[c.OrganisationNumber]
		delete(known, c.OrganisationNumber)
		if !ok {
			p.NewCompany = append(p.NewCompany, c)
			continue
		}
		if !sameOwned(ours, c) || standing.AbsentCompanies[c.OrganisationNumber] {
			p.Company = append(p.Company, c)
		}
		p.compareOurs(ours, c)
	}
	for _, c := range standing.Companies {
		if _, left := known[c.OrganisationNumber]; !left || standing.AbsentCompanies[c.OrganisationNumber] {
			continue
		}
		p.NotInFiles++
		if complete.Companies {
			p.GoneCompany = append(p.GoneCompany, c.OrganisationNumber)
		}
	}
}

// sameOwned compares the fields that the membership system owns.
func sameOwned(a, b register.Company) bool {
	return a.Name == b.Name && a.CareOf == b.CareOf && a.Street == b.Street && a.Postcode == b.Postcode &&
		a.City == b.City && a.Agreement == b.Agreement && a.Region == b.Region && a.PayDay == b.PayDay
}

// compareOurs notes where the files differ in the fields that we own.
func (p *Plan) compareOurs(ours, theirs register.Company) {
	if ours.Channel != theirs.Channel {
		p.Differences = append(p.Differences,
			Difference{theirs.OrganisationNumber, "channel", string(theirs.Channel), string(ours.Channel)})
	}
	a, b := addresses(theirs.Emails), addresses(ours.Emails)
	if a != b {
		p.Differences = append(p.Differences, Difference{theirs.OrganisationNumber, "email", a, b})
	}
}

// addresses writes a set of addresses in one order.
func addresses(list []string) string {
	sorted := slices.Clone(list)
	slices.Sort(sorted)
	return strings.Join(slices.Compact(sorted), ";")
}
