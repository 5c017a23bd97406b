package register

import (
	"fmt"
	"slices"
)

// people reads members.csv: one row an employment, so that a person with two
// employers has two rows with the same personal facts.
func (t *table) people(d *Data) {
	memberAt := map[Personnummer]int{}
	lineOf := map[Personnummer]int{}
	known := map[OrganisationNumber]bool{}
	for _, c := range d.Companies {
		known[c.OrganisationNumber] = true
	}
	jobs := map[Personnummer][]Employment{}
	for _, row := range t.rows {
		m, e, column, mend := t.employment(row)
		switch i, seen := memberAt[m.Personnummer]; {
		case mend != "":
		case !known[e.OrganisationNumber]:
			column, mend = "organisation_number", "företaget har ingen giltig rad i companies.csv. Lägg till det eller rätta raden."
		case seen && !samePerson(d.Members[i], m):
			column, mend = "personnummer", fmt.Sprintf("samma personnummer står på rad %d med andra uppgifter. Rätta den rad som är fel.", lineOf[m.Personnummer])
		case slices.ContainsFunc(jobs[m.Personnummer], e.overlaps):
			column, mend = "personnummer", fmt.Sprintf("personen står redan på rad %d i samma företag och tid. Ta bort en av raderna.", lineOf[m.Personnummer])
		}
		if mend != "" {
			t.bad(row.line, column, mend)
			continue
		}
		if _, seen := memberAt[m.Personnummer]; !seen {
			memberAt[m.Personnummer] = len(d.Members)
			lineOf[m.Personnummer] = row.line
			d.Members = append(d.Members, m)
		}
		jobs[m.Personnummer] = append(jobs[m.Personnummer], e)
		d.Employments = append(d.Employments, e)
	}
}

func samePerson(a, b Member) bool {
	return a.FirstName == b.FirstName && a.LastName == b.LastName && a.MemberFrom == b.MemberFrom &&
		a.MemberTo == b.MemberTo && a.DeceasedOn == b.DeceasedOn && a.Protected == b.Protected
}

// overlaps tells whether two employments are of one company and share a day.
func (e Employment) overlaps(f Employment) bool {
	return e.OrganisationNumber == f.OrganisationNumber &&
		(e.To.IsZero() || !f.From.After(e.To)) && (f.To.IsZero() || !e.From.After(f.To))
}

// employment reads one row; mend is what to do where the row cannot be used.
func (t *table) employment(row tableRow) (m Member, e Employment, column, mend string) {
	digits := t.get(row, "personnummer")
	m.FirstName, m.LastName = t.get(row, "first_name"), t.get(row, "last_name")
	number, err := ParsePersonnummer(digits, Date{2000, 1, 1})
	if err != nil || len(digits) < 12 {
		return m, e, "personnummer", "numret är inget giltigt personnummer med tolv siffror. Rätta det."
	}
	m.Personnummer = number
	if m.LastName == "" && m.FirstName == "" {
		return m, e, "last_name", "namnet saknas. Fyll i det."
	}
	company, err := ParseOrganisationNumber(t.get(row, "organisation_number"))
	if err != nil {
		return m, e, "organisation_number", "numret är inget giltigt organisationsnummer. Rätta det."
	}
	e = Employment{Personnummer: number, OrganisationNumber: company}
	for _, f := range []struct {
		column string
		into   *Date
		must   bool
	}{
		{"employed_from", &e.From, true}, {"employed_to", &e.To, false}, {"member_from", &m.MemberFrom, false},
		{"member_to", &m.MemberTo, false}, {"deceased_on", &m.DeceasedOn, false},
	} {
		text := t.get(row, f.column)
		if text == "" && !f.must {
			continue
		}
		if *f.into, err = ParseDate(text); err != nil {
			return m, e, f.column, "datumet ska skrivas ÅÅÅÅ-MM-DD. Rätta det."
		}
	}
	if !e.To.IsZero() && e.To.Before(e.From) {
		return m, e, "employed_to", "anställningen slutar före den börjar. Rätta datumen."
	}
	switch t.get(row, "protected") {
	case "":
	case "1":
		m.Protected = true
	default:
		return m, e, "protected", "kolumnen ska vara 1 eller tom. Rätta den."
	}
	return m, e, "", ""
}
