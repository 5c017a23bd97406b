package register

import (
	"fmt"
	"slices"
	"strings"
)

// Data is the content of a register before it is indexed.
type Data struct {
	Companies   []Company
	Agreements  []Agreement
	Members     []Member
	Employments []Employment
}

// Register is an immutable snapshot with indexes. All methods are safe for
// concurrent use; what they return must not be changed.
type Register struct {
	data       Data
	company    map[OrganisationNumber]int
	customer   map[int]int
	address    map[string][]int
	agreement  map[string]int
	member     map[Personnummer]int // aliases too
	employedAt map[OrganisationNumber][]int
	jobsOf     map[Personnummer][]int
}

// New indexes data. It refuses an organisation number, customer number or
// personnummer that stands twice, and an employment of an unknown person or
// company.
func New(data Data) (*Register, error) {
	r := &Register{data: data,
		company: map[OrganisationNumber]int{}, customer: map[int]int{}, address: map[string][]int{},
		agreement: map[string]int{}, member: map[Personnummer]int{},
		employedAt: map[OrganisationNumber][]int{}, jobsOf: map[Personnummer][]int{}}
	for i, a := range data.Agreements {
		r.agreement[a.Key] = i
	}
	if err := r.indexCompanies(); err != nil {
		return nil, err
	}
	if err := r.indexMembers(); err != nil {
		return nil, err
	}
	for i, e := range data.Employments {
		_, person := r.member[e.Personnummer]
		_, company := r.company[e.OrganisationNumber]
		if !person || !company {
			return nil, fmt.Errorf("employment %d: unknown person or company", i+1)
		}
		r.employedAt[e.OrganisationNumber] = append(r.employedAt[e.OrganisationNumber], i)
		r.jobsOf[e.Personnummer] = append(r.jobsOf[e.Personnummer], i)
	}
	return r, nil
}

func (r *Register) indexCompanies() error {
	for i, c := range r.data.Companies {
		if _, twice := r.company[c.OrganisationNumber]; twice {
			return fmt.Errorf("company %d: its organisation number stands twice", i+1)
		}
		r.company[c.OrganisationNumber] = i
		if c.CustomerNumber != 0 {
			if _, twice := r.customer[c.CustomerNumber]; twice {
				return fmt.Errorf("company %d: customer number %d stands twice", i+1, c.CustomerNumber)
			}
			r.customer[c.CustomerNumber] = i
		}
		for _, address := range c.Emails {
			key := strings.ToLower(address)
			r.address[key] = append(r.address[key], i)
		}
	}
	return nil
}

func (r *Register) indexMembers() error {
	for i, m := range r.data.Members {
		for _, number := range append([]Personnummer{m.Personnummer}, m.Aliases...) {
			if _, twice := r.member[number]; twice {
				return fmt.Errorf("member %d: the personnummer stands twice", i+1)
			}
			r.member[number] = i
		}
	}
	return nil
}

// Companies gives all companies in the order of the register.
func (r *Register) Companies() []Company { return r.data.Companies }

// Agreements gives all agreements.
func (r *Register) Agreements() []Agreement { return r.data.Agreements }

// Members gives all members, protected ones too: whoever shows them to a
// person asks for the permission first (practice.md R8).
func (r *Register) Members() []Member { return r.data.Members }

// Company finds a company by its organisation number.
func (r *Register) Company(o OrganisationNumber) (Company, bool) {
	return at(r.data.Companies, r.company, o)
}

// CompanyByCustomerNumber finds a company by its customer number.
func (r *Register) CompanyByCustomerNumber(n int) (Company, bool) {
	return at(r.data.Companies, r.customer, n)
}

func at[K comparable, V any](list []V, index map[K]int, key K) (found V, ok bool) {
	i, ok := index[key]
	if ok {
		found = list[i]
	}
	return found, ok
}

// CompaniesByEmail gives the companies that an address is known for; a bureau's
// address may stand for several.
func (r *Register) CompaniesByEmail(address string) []Company {
	var found []Company
	for _, i := range r.address[strings.ToLower(strings.TrimSpace(address))] {
		found = append(found, r.data.Companies[i])
	}
	return found
}

// Agreement finds an agreement by its key.
func (r *Register) Agreement(key string) (Agreement, bool) {
	return at(r.data.Agreements, r.agreement, key)
}

// RateOf gives the rate of a company's agreement in a period.
func (r *Register) RateOf(c Company, p Period) (Rate, bool) {
	a, ok := r.Agreement(c.Agreement)
	if !ok {
		return Rate{}, false
	}
	return a.RateOn(p)
}

// Member finds a person by the present or an earlier number.
func (r *Register) Member(p Personnummer) (Member, bool) {
	return at(r.data.Members, r.member, p)
}

// Employments gives a company's employments, past ones too.
func (r *Register) Employments(o OrganisationNumber) []Employment {
	return r.employmentsAt(r.employedAt[o])
}

// EmploymentsOf gives a person's employments at all companies; p may be an
// earlier number.
func (r *Register) EmploymentsOf(p Personnummer) []Employment {
	m, ok := r.Member(p)
	if !ok {
		return nil
	}
	return r.employmentsAt(r.jobsOf[m.Personnummer])
}

func (r *Register) employmentsAt(at []int) []Employment {
	found := make([]Employment, 0, len(at))
	for _, i := range at {
		found = append(found, r.data.Employments[i])
	}
	return found
}

// EverEmployed gives the persons that have ever been employed at a company,
// each once, in the order of the register.
func (r *Register) EverEmployed(o OrganisationNumber) []Member {
	return r.people(o, func(Employment) bool { return true })
}

// Employed gives the persons employed at a company on some day of a period,
// members or not, each once.
func (r *Register) Employed(o OrganisationNumber, p Period) []Member {
	return r.people(o, func(e Employment) bool { return p.Touches(e.From, e.To) })
}

func (r *Register) people(o OrganisationNumber, want func(Employment) bool) []Member {
	var at []int
	for _, i := range r.employedAt[o] {
		if e := r.data.Employments[i]; want(e) {
			at = append(at, r.member[e.Personnummer])
		}
	}
	slices.Sort(at)
	var found []Member
	for _, i := range slices.Compact(at) {
		found = append(found, r.data.Members[i])
	}
	return found
}
