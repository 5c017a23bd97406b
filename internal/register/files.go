package register

import (
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
)

// ReadFiles reads companies.csv, members.csv and agreements.csv
// (contract.md "The register as files"). Problems name every line that was
// left out and every file that cannot be used; where one is [Fatal] the Data
// is empty. Members and employments of a company that has no valid line are
// left out with their own problem.
func ReadFiles(fsys fs.FS) (Data, []Problem) {
	var d Data
	companies, ok1 := readTable(fsys, "companies.csv",
		[]string{"organisation_number", "name", "care_of", "street", "postcode", "city", "email", "agreement", "channel", "region"},
		[]string{"customer_number", "pay_day"})
	members, ok2 := readTable(fsys, "members.csv",
		[]string{"personnummer", "first_name", "last_name", "organisation_number", "employed_from", "employed_to"},
		[]string{"member_from", "member_to", "deceased_on", "protected"})
	agreements, ok3 := readTable(fsys, "agreements.csv",
		[]string{"agreement", "name", "valid_from", "member_fee_percent", "control_fee_percent"}, nil)
	if ok1 && ok2 && ok3 {
		d.Agreements = agreements.agreements()
		d.Companies = companies.companies(d.Agreements)
		members.people(&d)
	}
	problems := slices.Concat(agreements.problems, companies.problems, members.problems)
	if HasFatal(problems) {
		return Data{}, problems
	}
	return d, problems
}

// HasFatal tells whether a file cannot be used at all.
func HasFatal(problems []Problem) bool {
	return slices.ContainsFunc(problems, func(p Problem) bool { return p.Severity == Fatal })
}

// OpenStrict reads the files of a folder for a command that has no database:
// any bad line makes the register unusable, since a list without one of its
// members would be wrong. Companies without a customer number get 100000 +
// their data row number, which assigned reports. warnings are unknown columns
// and agreements; what needs the agreement refuses the company by name.
func OpenStrict(fsys fs.FS) (r *Register, assigned bool, warnings []Problem, err error) {
	data, problems := ReadFiles(fsys)
	for _, p := range problems {
		if p.Severity > Doubt {
			return nil, false, nil, fmt.Errorf("%s", p)
		}
	}
	assigned, err = numberCompanies(data.Companies)
	if err != nil {
		return nil, false, nil, err
	}
	r, err = New(data)
	return r, assigned, problems, err
}

// numberCompanies gives a number to each company that has none.
func numberCompanies(companies []Company) (assigned bool, err error) {
	rowOf := map[int]int{}
	for i := range companies {
		c := &companies[i]
		if c.CustomerNumber == 0 {
			c.CustomerNumber, assigned = 100000+i+1, true
		}
		if first, twice := rowOf[c.CustomerNumber]; twice {
			return false, fmt.Errorf("companies.csv, kolumn customer_number: %d står för både %s (datarad %d) och %s (datarad %d). Ge dem var sitt nummer.",
				c.CustomerNumber, companies[first].Name, first+1, c.Name, i+1)
		}
		rowOf[c.CustomerNumber] = i
	}
	return assigned, nil
}

func (t *table) agreements() []Agreement {
	var list []Agreement
	for _, row := range t.rows {
		key := t.get(row, "agreement")
		from, err1 := ParseDate(t.get(row, "valid_from"))
		member, err2 := ParsePercent(t.get(row, "member_fee_percent"))
		control, err3 := ParsePercent(t.get(row, "control_fee_percent"))
		switch {
		case key == "":
			t.bad(row.line, "agreement", "avtalets nyckel saknas. Fyll i den.")
			continue
		case err1 != nil:
			t.bad(row.line, "valid_from", "datumet ska skrivas ÅÅÅÅ-MM-DD. Rätta det.")
			continue
		case err2 != nil || err3 != nil:
			t.bad(row.line, "", "procentsatserna ska skrivas som 1.90 och 0.50. Rätta raden.")
			continue
		}
		i := slices.IndexFunc(list, func(a Agreement) bool { return a.Key == key })
		if i < 0 {
			list, i = append(list, Agreement{Key: key}), len(list)
		}
		a := &list[i]
		if slices.ContainsFunc(a.Rates, func(r Rate) bool { return r.ValidFrom == from }) {
			t.bad(row.line, "valid_from", "avtalet har redan en rad från den dagen. Ta bort en av dem.")
			continue
		}
		a.Name = t.get(row, "name")
		a.Rates = append(a.Rates, Rate{from, member, control})
		slices.SortFunc(a.Rates, func(x, y Rate) int { return x.ValidFrom.ordinal() - y.ValidFrom.ordinal() })
	}
	return list
}

func (t *table) companies(agreements []Agreement) []Company {
	var list []Company
	lineOf := map[OrganisationNumber]int{}
	for _, row := range t.rows {
		c, column, mend := t.company(row, agreements)
		if mend == "" && lineOf[c.OrganisationNumber] > 0 {
			column, mend = "organisation_number", fmt.Sprintf("numret står redan på rad %d. Ta bort en av raderna.", lineOf[c.OrganisationNumber])
		}
		if mend != "" {
			t.bad(row.line, column, mend)
			continue
		}
		lineOf[c.OrganisationNumber] = row.line
		list = append(list, c)
	}
	return list
}

// company reads one row; mend is what to do where the row cannot be used.
func (t *table) company(row tableRow, agreements []Agreement) (c Company, column, mend string) {
	var err error
	if c.OrganisationNumber, err = ParseOrganisationNumber(t.get(row, "organisation_number")); err != nil {
		return c, "organisation_number", "numret är inget giltigt organisationsnummer. Rätta det."
	}
	c.Name, c.CareOf, c.Street = t.get(row, "name"), t.get(row, "care_of"), t.get(row, "street")
	c.City, c.Region, c.Agreement = t.get(row, "city"), t.get(row, "region"), t.get(row, "agreement")
	if c.Name == "" {
		return c, "name", "företagets namn saknas. Fyll i det."
	}
	c.Postcode = strings.ReplaceAll(t.get(row, "postcode"), " ", "")
	if c.Postcode != "" && (len(c.Postcode) != 5 || !allDigits(c.Postcode)) {
		return c, "postcode", "postnumret ska ha fem siffror. Rätta det."
	}
	if c.Channel, err = ParseChannel(t.get(row, "channel")); err != nil {
		return c, "channel", "kanalen ska vara web, paper, own_list eller file. Rätta den."
	}
	if !slices.ContainsFunc(agreements, func(a Agreement) bool { return a.Key == c.Agreement }) {
		t.problems = append(t.problems, Problem{t.file, row.line, "agreement", Doubt, unknownAgreement(c.Agreement)})
	}
	for _, address := range strings.Split(t.get(row, "email"), ";") {
		if address = strings.ToLower(strings.TrimSpace(address)); address != "" {
			c.Emails = append(c.Emails, address)
		}
	}
	if c.CustomerNumber, err = optionalInt(t.get(row, "customer_number"), 100000, 999999); err != nil {
		return c, "customer_number", "kundnumret ska ha sex siffror, 100000 till 999999. Rätta det."
	}
	if c.PayDay, err = optionalInt(t.get(row, "pay_day"), 1, 31); err != nil {
		return c, "pay_day", "lönedagen ska vara 1 till 31. Rätta den."
	}
	return c, "", ""
}

func unknownAgreement(key string) string {
	return fmt.Sprintf("avtalet %q finns inte i agreements.csv. Lägg till det eller rätta raden.", key)
}

func optionalInt(s string, low, high int) (int, error) {
	if s == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < low || n > high {
		return 0, fmt.Errorf("not a number from %d to %d", low, high)
	}
	return n, nil
}
