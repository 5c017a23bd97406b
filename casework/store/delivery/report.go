package delivery

import (
	"fmt"
	"time"

	"sef.se/kontakten/internal/register"
)

// Outcome is what became of a delivery.
type Outcome string

// The outcomes; the package comment draws them.
const (
	Applied   Outcome = "applied"
	Unchanged Outcome = "unchanged"
	Waiting   Outcome = "waiting"
	Refused   Outcome = "refused"
)

// Report is what an import did, or would do, as it is shown and kept. It names
// companies, files and lines, never a person.
type Report struct {
	Run     int64     `json:"-"`
	At      time.Time `json:"-"`
	Outcome Outcome   `json:"outcome"`
	// Unusable says that a file could not be used at all; Problems say why.
	Unusable bool     `json:"unusable,omitempty"`
	Reasons  []string `json:"reasons,omitempty"` // Swedish: why refused or waiting

	Companies   Counts `json:"companies"`
	Members     Counts `json:"members"`
	Employments Counts `json:"employments"`
	Agreements  Counts `json:"agreements"`
	Rekeyed     int    `json:"rekeyed,omitempty"`
	Ending      int    `json:"ending,omitempty"`
	Protected   int    `json:"protected,omitempty"` // members that became protected

	NewCompanies     []string `json:"new_companies,omitempty"` // "100001 Name"; without number where none is given yet
	ChangedCompanies []string `json:"changed_companies,omitempty"`
	GoneCompanies    []string `json:"gone_companies,omitempty"`
	Differences      []string `json:"differences,omitempty"` // Swedish lines for the reconciliation page
	Problems         []string `json:"problems,omitempty"`    // every bad line, with its mend
}

// Counts is how many of one sort a delivery holds and touches.
type Counts struct {
	InFiles int `json:"in_files"`
	Added   int `json:"added,omitempty"`
	Changed int `json:"changed,omitempty"`
	Absent  int `json:"absent,omitempty"` // newly marked as absent
}

// NewReport sums up a plan.
func NewReport(p Plan, standing Standing, files register.Data, problems []register.Problem) Report {
	r := Report{
		Companies:   Counts{len(files.Companies), len(p.NewCompany), len(p.Company), len(p.GoneCompany)},
		Members:     Counts{len(files.Members), len(p.NewMember), len(p.Member), len(p.GoneMember)},
		Employments: Counts{len(files.Employments), len(p.NewJob), len(p.Job), len(p.GoneJob)},
		Agreements:  Counts{InFiles: len(files.Agreements)},
		Rekeyed:     len(p.Rekeyed), Ending: p.Ending,
		Protected: newlyProtected(p, standing), Unusable: register.HasFatal(problems),
	}
	knownAgreement := map[string]bool{}
	for _, a := range standing.Agreements {
		knownAgreement[a.Key] = true
	}
	for _, a := range p.Agreements {
		if knownAgreement[a.Key] {
			r.Agreements.Changed++
		} else {
			r.Agreements.Added++
		}
	}
	names := map[register.OrganisationNumber]string{}
	for _, c := range standing.Companies {
		names[c.OrganisationNumber] = companyLine(c)
	}
	r.NameNew(p)
	for _, c := range p.Company {
		r.ChangedCompanies = append(r.ChangedCompanies, names[c.OrganisationNumber])
	}
	for _, o := range p.GoneCompany {
		r.GoneCompanies = append(r.GoneCompanies, names[o])
	}
	for _, d := range p.Differences {
		r.Differences = append(r.Differences, fmt.Sprintf("%s: %s i registret %s, hos oss %s",
			names[d.Company], fieldWord(d.Field), quoted(d.Register), quoted(d.Ours)))
	}
	for _, problem := range problems {
		r.Problems = append(r.Problems, problem.String())
	}
	return r
}

// NameNew names the new companies, once more after they have got their numbers.
func (r *Report) NameNew(p Plan) {
	r.NewCompanies = nil
	for _, c := range p.NewCompany {
		r.NewCompanies = append(r.NewCompanies, companyLine(c))
	}
}

// Taken tells whether the database now says what the files say.
func (r Report) Taken() bool { return r.Outcome == Applied || r.Outcome == Unchanged }

func newlyProtected(p Plan, standing Standing) (n int) {
	was := map[register.Personnummer]bool{}
	for _, m := range standing.Members {
		was[m.Personnummer] = m.Protected
	}
	for _, m := range p.Member {
		if m.Protected && !was[m.Personnummer] {
			n++
		}
	}
	return n
}

func companyLine(c register.Company) string {
	if c.CustomerNumber == 0 {
		return c.Name
	}
	return fmt.Sprintf("%d %s", c.CustomerNumber, c.Name)
}

func fieldWord(field string) string {
	if field == "channel" {
		return "kanal"
	}
	return "e-post"
}

func quoted(s string) string {
	if s == "" {
		return "(ingen)"
	}
	return s
}

// Headline says in one Swedish sentence what became of the delivery.
func (r Report) Headline() string {
	switch r.Outcome {
	case Applied:
		return "Registret är inläst."
	case Unchanged:
		return "Registret är oförändrat: filerna säger samma sak som databasen."
	case Waiting:
		return "Ingenting är ändrat. Inläsningen väntar på en arbetsledare, som kan godkänna den med --override."
	default:
		return "Ingenting är ändrat. Filerna kan inte användas."
	}
}

// Lines is the report in Swedish, for the terminal and the page.
func (r Report) Lines() []string {
	lines := []string{r.Headline()}
	for _, reason := range r.Reasons {
		lines = append(lines, "  "+reason)
	}
	would := ""
	if r.Outcome == Waiting {
		would = " (skulle bli)"
	}
	for _, part := range []struct {
		word string
		Counts
	}{{"Företag", r.Companies}, {"Medlemmar", r.Members}, {"Anställningar", r.Employments}, {"Avtal", r.Agreements}} {
		lines = append(lines, fmt.Sprintf("%s: %d i filerna; %d nya, %d ändrade, %d saknas%s",
			part.word, part.InFiles, part.Added, part.Changed, part.Absent, would))
	}
	if r.Rekeyed+r.Ending+r.Protected > 0 {
		lines = append(lines, fmt.Sprintf("Bytta nummer: %d. Avslutade: %d. Nya skyddade uppgifter: %d.", r.Rekeyed, r.Ending, r.Protected))
	}
	for _, part := range []struct {
		title string
		items []string
	}{{"Nya företag", r.NewCompanies}, {"Ändrade företag", r.ChangedCompanies}, {"Saknas i registret", r.GoneCompanies},
		{"Att stämma av", r.Differences}, {"Rader att rätta", r.Problems}} {
		if len(part.items) > 0 {
			lines = append(lines, fmt.Sprintf("%s (%d):", part.title, len(part.items)))
		}
		for _, item := range part.items {
			lines = append(lines, "  "+item)
		}
	}
	return lines
}
