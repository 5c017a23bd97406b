package columns

import (
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/underlag/period"
)

// months reads a table that has a column of fees a month ("September",
// "Oktober"): a listing for each. It gives none for other tables.
func (s *section) months() []listing {
	if s.column(memberFee) >= 0 || s.column(controlFee) >= 0 || s.column(bothFees) >= 0 {
		return nil
	}
	var all []listing
	for c, col := range s.columns {
		if col.field != unknown && col.field != periodField || s.filled(c, s.persons) == 0 || s.median(c) > feeCeiling {
			continue
		}
		p, ok := period.Best(period.InName(col.heading, s.opt.Today))
		if !ok {
			continue
		}
		one := *s
		one.columns = append([]column(nil), s.columns...)
		for k := range one.columns {
			if one.columns[k].field == periodField {
				one.columns[k].field = noise
			}
		}
		one.columns[c].field = memberFee
		l := one.read()
		l.setPeriod(p)
		all = append(all, l)
	}
	return all
}

func (l *listing) setPeriod(p register.Period) {
	for i := range l.rows {
		l.rows[i].period = p
	}
}

// takeTitleFee lets the title of a table say which fee its one column of
// amounts holds, where the heading says only "Belopp": a list by wage type.
func (s *section) takeTitleFee() field {
	m := s.column(memberFee)
	if m < 0 || !s.columns[m].byAmount && s.columns[m].heading != "" || s.column(controlFee) >= 0 || s.column(bothFees) >= 0 {
		return unknown
	}
	fee := s.titleFee(s.before)
	if fee == memberFee || fee == controlFee {
		s.columns[m].field = fee
		return fee
	}
	return unknown
}

// joinByPerson makes one listing of the sections of a list by wage type: a row
// a person (rule 8). Sums of one type are column totals.
func joinByPerson(parts []listing) listing {
	var l listing
	at := map[string]int{}
	for _, part := range parts {
		taken := map[string]bool{}
		for _, r := range part.rows {
			key := r.Personnummer.Full() + r.Written + "|" + r.Name
			i, seen := at[key]
			if !seen || taken[key] || !l.rows[i].lacks(r) {
				at[key] = len(l.rows)
				l.rows = append(l.rows, r)
				taken[key] = true
				continue
			}
			l.rows[i].complete(r)
			taken[key] = true
		}
		for _, t := range part.totals {
			t.columnOnly = len(parts) > 1
			l.totals = append(l.totals, t)
		}
		l.unread, l.context, l.notes = append(l.unread, part.unread...), append(l.context, part.context...), append(l.notes, part.notes...)
		l.org = part.org
	}
	return l
}

// lacks tells whether a row has no fee of the kind that another brings.
func (r *feeRow) lacks(other feeRow) bool {
	return (other.member.isEmpty() || r.member.isEmpty()) && (other.ctrl.isEmpty() || r.ctrl.isEmpty())
}

// complete takes the fee that another row of the same person brings.
func (r *feeRow) complete(other feeRow) {
	if !other.member.isEmpty() {
		r.MemberFee, r.member = other.MemberFee, other.member
	}
	if !other.ctrl.isEmpty() {
		r.ControlFee, r.HasControl, r.ctrl = other.ControlFee, true, other.ctrl
	}
	if !r.HasBase {
		r.Base, r.HasBase = other.Base, other.HasBase
	}
	for f, p := range other.Cells {
		if _, has := r.Cells[f]; !has {
			r.Cells[f] = p
		}
	}
}
