package prose

import (
	"regexp"
	"slices"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
)

// settle makes rows of the claims and reads the totals.
func (r *reader) settle() {
	for i := range r.claims {
		r.claims[i].amounts = r.splitGlued(r.claims[i].amounts)
	}
	r.shareControls()
	r.liftTotal()
	r.readTotals()
	r.settleSigns()
	if r.isCombined() {
		r.result.Combined = true
		for _, c := range r.claims {
			r.result.Unread = append(r.result.Unread, r.place(c.person.at))
		}
		return
	}
	for _, c := range r.claims {
		row, ok := r.row(c)
		if !ok && row.HasControl && row.MemberFee == 0 && len(c.amounts) == 1 {
			r.controls = append(r.controls, row)
			continue
		}
		if !ok || c.person.other && !r.isFirm(c) {
			r.result.Unread = append(r.result.Unread, r.place(c.person.at))
			continue
		}
		r.result.Rows = append(r.result.Rows, row)
	}
	r.joinControls()
	r.dropRepeat()
	r.dropSumRow()
	r.columnTotals()
	if len(r.claims) == 0 {
		r.looseTotal()
		r.result.Combined = r.result.Combined || r.result.StatedTotal != nil && r.namesBoth()
	} else {
		r.silentTotal()
		r.agreeingTotal()
	}
}

// joinControls gives the control fees of a list of their own to the rows of the
// same persons (rule 8).
func (r *reader) joinControls() {
	for _, c := range r.controls {
		joined := false
		for i := range r.result.Rows {
			row := &r.result.Rows[i]
			if !joined && !row.HasControl && row.Personnummer == c.Personnummer && (!c.Personnummer.IsZero() || row.Name == c.Name) {
				row.ControlFee, row.HasControl, joined = c.ControlFee, true, true
			}
		}
		if !joined {
			r.result.Unread = append(r.result.Unread, c.Place)
		}
	}
}

// bothFees finds words that call one amount both fees together.
var bothFees = regexp.MustCompile(`(?i)(medlems|fack)\pL*-?\s*(och|inkl\.?|inklusive|plus|samt|&|\+)\s*(kontroll|granskning)|inkl(\.|usive)?\s+(kontroll|granskning)|båda avgifterna|2[,.]40? ?%`)

// isCombined tells a text that gives each person one amount and calls it both
// fees together, under an agreement that has two (rule 17).
func (r *reader) isCombined() bool {
	if len(r.claims) == 0 || !r.hasControl() {
		return false
	}
	for _, c := range r.claims {
		if len(c.amounts) != 1 {
			return false
		}
	}
	return r.namesBoth()
}

// namesBoth tells whether the text calls an amount both fees.
func (r *reader) namesBoth() bool {
	return slices.ContainsFunc(r.lines, func(l Line) bool { return bothFees.MatchString(l.Text) })
}

// row tells which of a claim's amounts is what. ok is false where it cannot be
// told.
func (r *reader) row(c claim) (avgiftslista.Row, bool) {
	row := avgiftslista.Row{Personnummer: c.person.pnr, Written: c.person.written, Name: c.person.name, Place: r.place(c.person.at)}
	amounts, roles := r.roles(c)
	if len(amounts) == 0 {
		return row, false
	}
	values, ok := r.values(amounts)
	if !ok {
		return row, false
	}
	if len(amounts) == 2 && amounts[1].within {
		return r.partOf(row, values, roles[1] == controlRole)
	}
	hasFee := false
	for i, v := range values {
		switch roles[i] {
		case feeRole:
			if hasFee && row.MemberFee != v {
				return row, false
			}
			row.MemberFee, hasFee = v, true
		case controlRole:
			row.ControlFee, row.HasControl = v, true
		case baseRole:
			row.Base, row.HasBase = v, true
		}
	}
	if row.MemberFee.Abs() > avgiftslista.MaxFee {
		return row, false
	}
	if !hasFee || !sumsAgree(roles, values, row) {
		r.result.Combined = r.result.Combined || !hasFee
		return row, false
	}
	return row, true
}

// partOf reads "768 kr varav 160 kr i kontrollavgift": what is left is the
// member fee, where the rates say so. Under an agreement without a control fee a
// part that is not called one is only told of.
func (r *reader) partOf(row avgiftslista.Row, values []register.Amount, control bool) (avgiftslista.Row, bool) {
	if !r.hasControl() && !control && values[1] < values[0] {
		row.MemberFee = values[0]
		return row, true
	}
	row.ControlFee, row.HasControl = values[1], true
	switch {
	case r.isPair(values[0]-values[1], values[1]):
		row.MemberFee = values[0] - values[1]
	case r.isPair(values[0], values[1]) || values[1] == 0:
		row.MemberFee = values[0]
	default:
		return avgiftslista.Row{}, false
	}
	return row, true
}

// sumsAgree checks a row's own sum, where it states one.
func sumsAgree(roles []role, values []register.Amount, row avgiftslista.Row) bool {
	for i, role := range roles {
		if role == sumRole && values[i] != row.MemberFee+row.ControlFee {
			return false
		}
	}
	return true
}

// roles gives each amount its role, and leaves out those that were replaced.
func (r *reader) roles(c claim) ([]money, []role) {
	var amounts []money
	for _, m := range c.amounts {
		if m.before != oldRole {
			amounts = append(amounts, m)
		}
	}
	for i := len(amounts) - 1; i > 0; i-- {
		if m := amounts[i]; m.instead && m.before != controlRole && m.before != baseRole {
			amounts = amounts[i:]
			break
		}
	}
	if len(amounts) == 0 {
		return nil, nil
	}
	if said := saidRoles(amounts); said != nil {
		r.hear(said)
		return amounts, said
	}
	if columns := r.headings[amounts[0].line]; len(columns) == len(amounts) && !c.shared && eachOnce(columns) {
		if len(columns) == 1 && columns[0] == sumRole && !r.hasControl() {
			return amounts, []role{feeRole} // the sum of the one fee
		}
		return amounts, columns
	}
	if said := besideControl(amounts); said != nil && !amounts[1].within {
		r.hear(said)
		return amounts, said
	}
	if said := r.asBefore(amounts); said != nil {
		return amounts, said
	}
	return amounts, r.guess(amounts)
}

// eachOnce tells headings of which no two name the same fee: "Avdrag (medlemsavgift
// + kontrollavgift)" heads no three columns.
func eachOnce(columns []role) bool {
	seen := map[role]bool{}
	for _, c := range columns {
		if (c == feeRole || c == controlRole) && seen[c] {
			return false
		}
		seen[c] = true
	}
	return true
}

// saidRoles takes the words around the amounts, where they tell all of them
// apart. One amount that is called a fee, or nothing, is the fee.
func saidRoles(amounts []money) []role {
	after := amounts[0].before == noRole && amounts[0].after != noRole
	roles := make([]role, len(amounts))
	seen := map[role]bool{}
	for i, m := range amounts {
		roles[i] = m.before
		if after {
			roles[i] = m.after
		}
		if roles[i] == noRole || seen[roles[i]] && roles[i] != noiseRole {
			return nil
		}
		seen[roles[i]] = true
	}
	if len(roles) == 1 && roles[0] == sumRole {
		return []role{feeRole}
	}
	return roles
}

// besideControl takes the amount beside one that is called the control fee, and
// that nothing is said of, for the member fee: "412:50 + 108:50 i kontrollavgift".
func besideControl(amounts []money) []role {
	if len(amounts) != 2 || amounts[0].before != noRole {
		return nil
	}
	switch a, b := amounts[0], amounts[1]; {
	case b.before == controlRole, a.after == noRole && b.before == noRole && b.after == controlRole:
		return []role{feeRole, controlRole}
	}
	return nil
}

// guess tells unlabelled amounts apart by the agreement's rates: 1,9 % of a
// base, or one base for both fees.
func (r *reader) guess(amounts []money) []role {
	values := make([]register.Amount, len(amounts))
	for i, m := range amounts {
		values[i] = m.readings[0]
	}
	switch len(values) {
	case 1:
		return []role{feeRole}
	case 2:
		return r.guessTwo(values[0], values[1])
	case 3:
		switch {
		case !r.hasControl() && values[0]+values[1] == values[2] && !likeBoth(values[0], values[1]):
			return []role{noiseRole, noiseRole, feeRole} // two payments of one fee, and what they make
		case !r.hasControl() && values[1]+values[2] == values[0] && !likeBoth(values[1], values[2]):
			return []role{feeRole, noiseRole, noiseRole}
		case values[0]+values[1] == values[2] && r.isPair(values[0], values[1]):
			return []role{feeRole, controlRole, sumRole}
		case r.isPair(values[1], values[2]) && values[1]+values[2] == values[0]:
			return []role{sumRole, feeRole, controlRole}
		case r.isPair(values[0], values[1]) && r.isBaseOf(values[2], values[0]):
			return []role{feeRole, controlRole, baseRole}
		case r.isBaseOf(values[0], values[1]) && (r.isPair(values[1], values[2]) || r.hasControl() && 2*values[2] < values[1]):
			return []role{baseRole, feeRole, controlRole}
		case r.isBaseOf(values[0], values[1]) && values[1] == values[2]:
			return []role{baseRole, feeRole, feeRole}
		case values[0]+values[1] == values[2] && 2*values[1] < values[0]:
			return []role{feeRole, controlRole, sumRole}
		}
	case 4:
		if r.isBaseOf(values[0], values[1]) && values[1]+values[2] == values[3] {
			return []role{baseRole, feeRole, controlRole, sumRole}
		}
	}
	return make([]role, len(values))
}

// likeBoth tells two amounts that stand to each other as a member fee to a control
// fee: somebody may have drawn one that the agreement does not have.
func likeBoth(fee, control register.Amount) bool { return 3*control < fee && fee < 5*control }

func (r *reader) guessTwo(a, b register.Amount) []role {
	switch {
	case a < 0 && b < 0:
		return r.guessTwo(-a, -b) // both are given back
	case r.isBaseOf(a, b):
		return []role{baseRole, feeRole}
	case r.isBaseOf(b, a):
		return []role{feeRole, baseRole}
	case r.isPair(a, b):
		return []role{feeRole, controlRole}
	case r.isPair(b, a):
		return []role{controlRole, feeRole}
	case a == b:
		return []role{feeRole, feeRole}
	case a == -b && b < 0:
		return []role{noiseRole, feeRole} // "återbetalas 20 kr, dvs. -20 kr"
	case r.hasControl() && 2*b < a || b == 0:
		return []role{feeRole, controlRole}
	}
	return []role{noRole, noRole}
}

func (r *reader) hasControl() bool {
	for _, rate := range r.opt.Rates {
		if rate.HasControlFee() {
			return true
		}
	}
	return false
}

func (r *reader) isBaseOf(base, fee register.Amount) bool {
	if fee == 0 || base <= fee {
		return false
	}
	for _, rate := range r.opt.Rates {
		if avgiftslista.FitsBase(fee, base, rate.MemberFee, fee%100 == 0) {
			return true
		}
	}
	return false
}

func (r *reader) isPair(fee, control register.Amount) bool {
	if fee == 0 || control == 0 {
		return false
	}
	for _, rate := range r.opt.Rates {
		if rate.HasControlFee() && avgiftslista.FitsOneBase(fee, control, rate, fee%100 == 0 && control%100 == 0) {
			return true
		}
	}
	return false
}
