package columns

import (
	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
)

// sums gives what the rows read add up to.
func (l *listing) sums() (member, control register.Amount, hasMember, hasControl bool) {
	for _, r := range l.rows {
		member += r.MemberFee
		control += r.ControlFee
		hasMember = hasMember || r.member.isAmount()
		hasControl = hasControl || r.HasControl
	}
	return member, control, hasMember, hasControl
}

// settleLoneControl takes out the rows of a list in which nobody has a member
// fee: control fees alone are a table misread, more often than not.
func (l *listing) settleLoneControl() {
	if _, _, hasMember, hasControl := l.sums(); hasMember || !hasControl {
		return
	}
	for _, r := range l.rows {
		l.unread = append(l.unread, r.at)
	}
	l.rows = nil
	l.notes = append(l.notes, Note{Code: "control_fee_alone", Row: -1, Text: "Bara kontrollavgifter hittades; raderna är inte lästa."})
}

// settleSigns turns a list whose fees are all negative: payroll prints
// deductions so. One negative row among others is a correction and stays.
func (l *listing) settleSigns() {
	negative := 0
	for _, r := range l.rows {
		if r.MemberFee > 0 || r.ControlFee > 0 {
			return
		}
		if r.MemberFee < 0 || r.ControlFee < 0 {
			negative++
		}
	}
	if negative < 2 {
		return
	}
	for i := range l.rows {
		r := &l.rows[i]
		r.MemberFee, r.ControlFee, r.sum = -r.MemberFee, -r.ControlFee, -r.sum
		r.member.amounts, r.ctrl.amounts = negated(r.member.amounts), negated(r.ctrl.amounts)
	}
	for i := range l.totals {
		l.totals[i].turn()
	}
	l.notes = append(l.notes, Note{Code: "deductions_negative", Row: -1, Text: "Alla avgifter står som minusbelopp, så som löneavdrag skrivs ut; de är lästa som avgifter."})
}

func negated(list []register.Amount) []register.Amount {
	out := make([]register.Amount, len(list))
	for i, a := range list {
		out[i] = -a
	}
	return out
}

// turn makes the row's negative sums positive.
func (t *stated) turn() {
	for _, a := range []*register.Amount{t.member, t.control, t.both} {
		if a != nil {
			*a = a.Abs()
		}
	}
	for i, a := range t.rest {
		t.rest[i] = a.Abs()
	}
}

// settleAmbiguous keeps of amounts with two readings the one that base, control
// fee, row sum or total confirms; a row that none confirms is taken out
// (rule 21).
func (l *listing) settleAmbiguous(rates []register.Rate) {
	var open []int
	for i := range l.rows {
		if r := &l.rows[i]; (r.member.isAmbiguous() || r.ctrl.isAmbiguous()) && !r.confirm(rates) {
			open = append(open, i)
		}
	}
	if len(open) == 0 || l.totalConfirms() {
		return
	}
	kept := l.rows[:0]
	for i, r := range l.rows {
		if len(open) > 0 && open[0] == i {
			open = open[1:]
			l.unread = append(l.unread, r.at)
			l.notes = append(l.notes, Note{Code: "ambiguous_amount", Row: -1, Text: "Ett belopp kan läsas på två sätt och inget bekräftar det ena; raden är inte läst."})
			continue
		}
		kept = append(kept, r)
	}
	l.rows = kept
}

// confirm takes the only reading that the row itself confirms.
func (r *feeRow) confirm(rates []register.Rate) bool {
	for _, m := range orZero(r.member.amounts) {
		for _, c := range orZero(r.ctrl.amounts) {
			if r.confirms(m, c, rates) {
				r.MemberFee, r.ControlFee = m, c
				return true
			}
		}
	}
	return false
}

func orZero(list []register.Amount) []register.Amount {
	if len(list) == 0 {
		return []register.Amount{0}
	}
	return list
}

func (r *feeRow) confirms(m, c register.Amount, rates []register.Rate) bool {
	if r.hasSum {
		return m+c == r.sum
	}
	whole := m%100 == 0 && c%100 == 0
	for _, rate := range rates {
		switch {
		case r.HasBase && avgiftslista.FitsBase(m.Abs(), r.Base.Abs(), rate.MemberFee, whole):
			return true
		case !r.HasBase && r.HasControl && c != 0 && r.member.isAmbiguous() != r.ctrl.isAmbiguous() && rate.HasControlFee() &&
			avgiftslista.FitsOneBase(m.Abs(), c.Abs(), rate, whole):
			return true
		}
	}
	return false
}

// totalConfirms tells whether a stated sum equals the rows in their first
// reading, thousands.
func (l *listing) totalConfirms() bool {
	member, control, _, _ := l.sums()
	for _, t := range l.totals {
		for _, c := range t.controls() {
			if c.Amount == member+control || c.Amount == member && t.member != nil {
				return true
			}
		}
	}
	return false
}

// state gives a table its stated total and control sums. With more tables than
// one the sums are of them all, so they stay control sums.
func (l *listing) state(t *Table, tables int) {
	member, control, hasMember, hasControl := l.sums()
	if l.combined {
		hasMember, hasControl = true, true
	}
	for _, s := range l.totals {
		a, ok := s.grand(hasMember, hasControl, member, control)
		if !ok || s.subtotal || tables > 1 {
			t.Control = append(t.Control, s.controls()...)
			continue
		}
		if t.StatedTotal != nil && (*t.StatedTotal == member+control || s.label == "" && t.statedLabel != "") {
			t.Control = append(t.Control, s.controls()...)
			continue
		}
		t.StatedTotal, t.StatedTotalPlace, t.statedLabel = &a, s.place, s.label
	}
}
