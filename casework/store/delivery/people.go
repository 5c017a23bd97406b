package delivery

import (
	"sef.se/kontakten/internal/register"
)

func (p *Plan) compareMembers(standing Standing, files register.Data, complete Complete) {
	known := map[register.Personnummer]register.Member{}
	for _, m := range standing.Members {
		known[m.Personnummer] = m
		for _, earlier := range m.Aliases {
			known[earlier] = m
		}
	}
	inFiles := map[register.Personnummer]bool{}
	for _, m := range files.Members {
		inFiles[m.Personnummer] = true
	}
	replaced := replacements(standing, files, known, inFiles)
	seen := map[register.Personnummer]bool{}
	for _, m := range files.Members {
		ours, ok := known[m.Personnummer]
		if old, is := replaced[m.Personnummer]; is {
			ours, ok = old, true
			p.Rekeyed = append(p.Rekeyed, Rekey{Old: old.Personnummer, New: m.Personnummer})
		}
		if !ok {
			p.NewMember = append(p.NewMember, m)
			continue
		}
		seen[ours.Personnummer] = true
		if !sameFacts(ours, m) || standing.AbsentMembers[ours.Personnummer] {
			p.Member = append(p.Member, m)
		}
		if ours.MemberTo.IsZero() && !m.MemberTo.IsZero() || ours.DeceasedOn.IsZero() && !m.DeceasedOn.IsZero() {
			p.Ending++
		}
	}
	for _, m := range standing.Members {
		if seen[m.Personnummer] || standing.AbsentMembers[m.Personnummer] {
			continue
		}
		p.MembersNotInFiles++
		if complete.Members {
			p.GoneMember = append(p.GoneMember, m.Personnummer)
		}
	}
}

func sameFacts(a, b register.Member) bool {
	return a.FirstName == b.FirstName && a.LastName == b.LastName && a.MemberFrom == b.MemberFrom &&
		a.MemberTo == b.MemberTo && a.DeceasedOn == b.DeceasedOn && a.Protected == b.Protected
}

// person is what stays of a person when a samordningsnummer is replaced: the
// name, the day of birth and the employments.
type person struct {
	first, last string
	birth       register.Date
	company     register.OrganisationNumber
	from        register.Date
}

// replacements finds new numbers that take the place of a known person's
// samordningsnummer. The files do not say it, so all that they do say must agree,
// and only one person may fit.
func replacements(standing Standing, files register.Data, known map[register.Personnummer]register.Member,
	inFiles map[register.Personnummer]bool) map[register.Personnummer]register.Member {
	candidates := map[person][]register.Member{}
	for _, e := range standing.Employments {
		m := known[e.Personnummer]
		if m.Personnummer.IsSamordning() && !inFiles[m.Personnummer] {
			key := person{m.FirstName, m.LastName, m.Personnummer.Birth(), e.OrganisationNumber, e.From}
			candidates[key] = append(candidates[key], m)
		}
	}
	found := map[register.Personnummer]register.Member{}
	if len(candidates) == 0 {
		return found
	}
	byNumber := map[register.Personnummer]register.Member{}
	for _, m := range files.Members {
		byNumber[m.Personnummer] = m
	}
	taken := map[register.Personnummer]bool{}
	for _, e := range files.Employments {
		m := byNumber[e.Personnummer]
		if _, ours := known[m.Personnummer]; ours || m.Personnummer.IsSamordning() {
			continue
		}
		fit := candidates[person{m.FirstName, m.LastName, m.Personnummer.Birth(), e.OrganisationNumber, e.From}]
		if len(fit) == 1 && !taken[fit[0].Personnummer] {
			taken[fit[0].Personnummer] = true
			found[m.Personnummer] = fit[0]
		}
	}
	return found
}

func (p *Plan) compareJobs(standing Standing, files register.Data, complete Complete) {
	now := map[register.Personnummer]register.Personnummer{}
	for _, r := range p.Rekeyed {
		now[r.Old] = r.New
	}
	present := func(k JobKey) JobKey {
		if fresh, ok := now[k.Person]; ok {
			k.Person = fresh
		}
		return k
	}
	known := map[JobKey]register.Employment{}
	absent := map[JobKey]bool{}
	for _, e := range standing.Employments {
		k := present(KeyOf(e))
		known[k] = e
		absent[k] = standing.AbsentJobs[KeyOf(e)]
	}
	ending := map[register.Personnummer]bool{}
	seen := map[JobKey]bool{}
	for _, e := range files.Employments {
		k := KeyOf(e)
		seen[k] = true
		ours, ok := known[k]
		switch {
		case !ok:
			p.NewJob = append(p.NewJob, e)
		case ours.To != e.To || absent[k]:
			p.Job = append(p.Job, e)
			if ours.To.IsZero() && !e.To.IsZero() {
				ending[e.Personnummer] = true
			}
		}
	}
	p.Ending += len(ending)
	if !complete.Members || !complete.Companies {
		return
	}
	for _, e := range standing.Employments {
		if k := present(KeyOf(e)); !seen[k] && !absent[k] {
			p.GoneJob = append(p.GoneJob, k)
		}
	}
}
