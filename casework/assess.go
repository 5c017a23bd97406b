package casework

import (
	"fmt"
	"slices"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/internal/register"
)

// Assessment is what a draft means beside the register: the rows with what is expected of
// them, what is missing, and what a person should look at.
type Assessment struct {
	Rows     []CaseRow
	Missing  []Expected
	Findings []avgiftslista.Finding
	Sum      ledger.Sum // of the rows that would be booked
}

// Assess checks rows against the register. The rows come with Mark, By, Blank and Book set;
// read are the findings of the reader, which Check cannot know. Protected members are never
// among the missing.
func Assess(d avgiftslista.Draft, rows []CaseRow, read []avgiftslista.Finding, reg *register.Register) Assessment {
	d.Rows = nil
	for _, r := range rows {
		d.Rows = append(d.Rows, r.Row)
	}
	a := Assessment{Rows: slices.Clone(rows), Findings: mergeFindings(avgiftslista.Check(d, reg), standing(read, d))}
	company, known := reg.Company(d.Company)
	rate, _ := reg.RateOf(company, d.Period)
	for i := range a.Rows {
		r := &a.Rows[i]
		r.Findings = findingsOf(a.Findings, i)
		r.Skip, r.SkipWhy = skips(*r)
		if m, ok := reg.Member(r.Personnummer); ok && known && !r.Personnummer.IsZero() {
			r.Expected = expected(m, d.Company, reg, rate)
		}
		if !r.Skip && !(r.Blank && r.Reason == "") {
			a.Sum.Rows++
			a.Sum.MemberFee += r.MemberFee
			a.Sum.ControlFee += r.ControlFee
		}
	}
	if known && !d.Period.IsZero() {
		a.Missing = missing(d, reg, rate)
	}
	return a
}

// standing leaves out what the reader found and a person has mended since: what Check judges
// anew, and what company, period or rows that are there now answer. A file that could not be
// read is a warning once its rows are there.
func standing(read []avgiftslista.Finding, d avgiftslista.Draft) []avgiftslista.Finding {
	var out []avgiftslista.Finding
	for _, f := range read {
		switch f.Code {
		case "no_rows", "unpaired":
			if len(d.Rows) > 0 {
				continue
			}
		case "period_missing":
			if !d.Period.IsZero() {
				continue
			}
		case "company_unknown", "company_ambiguous":
			if !d.Company.IsZero() {
				continue
			}
		case "attachment_unreadable":
			if len(d.Rows) > 0 {
				f.Severity = avgiftslista.Warning
			}
		default:
			if avgiftslista.Checked(f.Code) {
				continue
			}
		}
		out = append(out, f)
	}
	return out
}

// mergeFindings puts two lists together, each finding once.
func mergeFindings(checked, read []avgiftslista.Finding) []avgiftslista.Finding {
	out := slices.Clone(checked)
	for _, f := range read {
		same := func(g avgiftslista.Finding) bool { return f.Code == g.Code && f.Row == g.Row }
		if !slices.ContainsFunc(out, same) {
			out = append(out, f)
		}
	}
	return out
}

// Note adds what a comparison outside the register found, to the whole and to the rows. It
// changes nothing that would be booked.
func (a *Assessment) Note(found []avgiftslista.Finding) {
	a.Findings = mergeFindings(a.Findings, found)
	for i := range a.Rows {
		a.Rows[i].Findings = findingsOf(a.Findings, i)
	}
}

func findingsOf(all []avgiftslista.Finding, row int) []avgiftslista.Finding {
	var out []avgiftslista.Finding
	for _, f := range all {
		if f.Row == row {
			out = append(out, f)
		}
	}
	return out
}

// keepsOut tells whether a finding with this code keeps a row from being booked by default
// (R13), and whether a clerk may book it all the same.
func keepsOut(code string) (out, mayBook bool) {
	switch code {
	case "personnummer_invalid", "deceased":
		return true, false
	case "member_unknown", "member_elsewhere", "left_long_ago", "not_member":
		return true, true
	}
	return false, false
}

// skips tells whether a row is left out of the booking and why.
func skips(r CaseRow) (bool, string) {
	if r.Personnummer.IsZero() {
		return true, "Personen är inte identifierad. Skriv personnumret om raden ska bokföras."
	}
	for _, f := range r.Findings {
		out, may := keepsOut(f.Code)
		if !out || f.Severity != avgiftslista.Error || (r.Book && may) {
			continue
		}
		return true, f.Text
	}
	return false, ""
}

func expected(m register.Member, company register.OrganisationNumber, reg *register.Register, rate register.Rate) *Expected {
	e := &Expected{Personnummer: m.Personnummer, Name: m.FullName(), ControlFee: rate.HasControlFee()}
	found := false
	for _, job := range reg.EmploymentsOf(m.Personnummer) {
		if job.OrganisationNumber == company && (!found || job.From.After(e.From)) {
			e.From, e.To, found = job.From, job.To, true
		}
	}
	if !found {
		return nil
	}
	return e
}

// missing are the members who are employed in the period and have no row; never the protected.
func missing(d avgiftslista.Draft, reg *register.Register, rate register.Rate) []Expected {
	has := map[register.Personnummer]bool{}
	for _, r := range d.Rows {
		if m, ok := reg.Member(r.Personnummer); ok {
			has[m.Personnummer] = true
		}
	}
	var out []Expected
	for _, m := range reg.Employed(d.Company, d.Period) {
		if m.Protected || has[m.Personnummer] || !m.In(d.Period) {
			continue
		}
		if e := expected(m, d.Company, reg, rate); e != nil {
			out = append(out, *e)
		}
	}
	return out
}

// Blockers says in Swedish why the rows cannot be booked, given the codes of the warnings that
// the clerk accepts; nothing where they can.
func (a Assessment) Blockers(accept []string) []string {
	var out []string
	add := func(format string, args ...any) {
		if text := fmt.Sprintf(format, args...); !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	if a.Sum.Rows == 0 {
		add("Ingen rad kan bokföras.")
	}
	for i, r := range a.Rows {
		if r.Blank && r.Reason == "" && !r.Skip {
			add("Rad %d saknar belopp och orsakskod. Fråga företaget eller ange en kod.", i+1)
		}
	}
	for _, f := range a.Findings {
		if f.Row >= 0 && f.Row < len(a.Rows) && (a.Rows[f.Row].Skip || a.forced(f)) {
			continue
		}
		switch {
		case f.Severity == avgiftslista.Error && f.Row >= 0:
			add("Rad %d: %s", f.Row+1, f.Text)
		case f.Severity == avgiftslista.Error:
			add("%s", f.Text)
		case f.Severity == avgiftslista.Warning && !slices.Contains(accept, f.Code):
			add("Varningen måste godtas: %s", f.Text)
		}
	}
	return out
}

// forced tells whether a clerk booked the row in spite of the finding.
func (a Assessment) forced(f avgiftslista.Finding) bool {
	_, may := keepsOut(f.Code)
	return may && a.Rows[f.Row].Book
}

// HasBlank tells whether a row is a question to the company.
func (a Assessment) HasBlank() bool {
	return slices.ContainsFunc(a.Rows, func(r CaseRow) bool { return r.Blank && r.Reason == "" && !r.Skip })
}
