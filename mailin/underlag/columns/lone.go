package columns

import (
	"regexp"
	"slices"

	"sef.se/kontakten/internal/register"
)

// feeCeiling is above any member fee of a month's pay; what lies above it in
// most rows is gross pay, whatever its heading says.
const feeCeiling register.Amount = 5_000_00

// assignUnheaded settles what no heading and no ratio told: a lone column of
// amounts is the member fee, unless it is gross pay; a lone sum is the member
// fee only where there is no control fee for it to hold.
func (s *section) assignUnheaded() {
	if s.column(memberFee) < 0 && s.column(bothFees) < 0 && s.column(controlFee) < 0 {
		if c := s.loneMoney(); c >= 0 {
			s.columns[c].field, s.columns[c].weak = memberFee, true
		}
	}
	if m := s.column(memberFee); m >= 0 && s.median(m) > feeCeiling {
		s.refused = !s.columns[m].weak
		s.columns[m].field = noise
		if s.column(base) < 0 {
			s.columns[m].field = base
		}
	}
	s.findPartner()
	if m := s.column(memberFee); m >= 0 && s.columns[m].weak && s.column(controlFee) < 0 && s.saysCombined() {
		s.columns[m].field = bothFees
		return
	}
	s.settleLoneSum()
}

var combinedForm = regexp.MustCompile(`(?i)2 ?[,.] ?40? ?%|(medlem|fack)\p{L}*.{0,24}(kontroll|gransk)\p{L}*.{0,20}(ihop|tillsammans|samman|i ett|i samma|gemensam)|(båda|bägge) avgifterna (är |står )?(ihop|tillsammans|i ett)`)

// saysCombined tells whether the text around a table says that its amounts are
// both fees together.
func (s *section) saysCombined() bool {
	for i := range s.values {
		if s.person(i) < 0 && combinedForm.MatchString(s.sheet.Rows[i].Text()) {
			return true
		}
	}
	return false
}

// findPartner looks for the member fee of a table that seems to have a control
// fee alone, under any heading: a control fee without its member fee is a table
// misread, more often than not.
func (s *section) findPartner() {
	k := s.column(controlFee)
	if k < 0 || s.column(memberFee) >= 0 {
		return
	}
	for _, rate := range s.rates() {
		for c := range s.columns {
			if f := s.columns[c].field; c != k && f != base && s.filled(c, s.persons) > 0 && s.arePair(c, k, rate) {
				s.columns[c].field = memberFee
				return
			}
		}
	}
}

// loneMoney gives the only unheaded column that can be fees, or of several the
// only one that is summed; -1 where there is none.
func (s *section) loneMoney() int {
	var found, summed []int
	for _, c := range s.moneyColumns() {
		if s.columns[c].field != unknown || s.looksLikeNumbering(c) || s.median(c) > feeCeiling {
			continue
		}
		found = append(found, c)
		if s.isSummed(c) {
			summed = append(summed, c)
		}
	}
	switch {
	case len(found) == 1:
		return found[0]
	case len(summed) == 1:
		return summed[0]
	}
	return -1
}

// isSummed tells whether a sum below states what a column adds up to.
func (s *section) isSummed(col int) bool {
	sum := s.sumOf(col)
	return sum != 0 && len(s.persons) > 1 && slices.ContainsFunc(s.rows, func(i int) bool {
		_, total := s.totalLabel(i)
		v := s.at(i, col)
		return total && v.isAmount() && v.amounts[0] == sum
	})
}

// looksLikeNumbering tells whether a column counts or numbers its rows: whole
// numbers to the left of the person.
func (s *section) looksLikeNumbering(col int) bool {
	left := slices.IndexFunc(s.columns, func(c column) bool { return c.field == personnummer || c.field.isName() })
	list, has := s.amounts(col, s.persons)
	for i, a := range list {
		if has[i] && a%100 != 0 {
			return false
		}
	}
	return left > col
}

func (s *section) median(col int) register.Amount {
	list, has := s.amounts(col, s.persons)
	var some []register.Amount
	for i, a := range list {
		if has[i] {
			some = append(some, a.Abs())
		}
	}
	if len(some) == 0 {
		return 0
	}
	slices.Sort(some)
	return some[len(some)/2]
}

// settleLoneSum decides what a sum is that stands without the fees it sums:
// both fees together (rule 17), or the one fee there is.
func (s *section) settleLoneSum() {
	t, b := s.column(bothFees), s.column(base)
	if t < 0 || s.column(memberFee) >= 0 || s.column(controlFee) >= 0 || bothNamed(foldHeading(s.columns[t].heading)) {
		return
	}
	single := !s.mayHaveControlFee()
	if b >= 0 {
		for _, rate := range s.rates() {
			if s.isShareOf(t, b, rate.MemberFee) {
				single = true
			}
			if rate.HasControlFee() && s.isShareOf(t, b, rate.MemberFee+rate.ControlFee) {
				single = false
				break
			}
		}
	}
	if single {
		s.columns[t].field = memberFee
	}
}

// mayHaveControlFee tells whether the persons of a section may be under an
// agreement with a control fee: true as long as the register does not say that
// all of them are not.
func (s *section) mayHaveControlFee() bool {
	if s.opt.Register == nil {
		return true
	}
	known := false
	for _, r := range s.persons {
		for _, v := range s.values[r] {
			if v.pnr.IsZero() {
				continue
			}
			for _, job := range s.opt.Register.EmploymentsOf(v.pnr) {
				company, ok := s.opt.Register.Company(job.OrganisationNumber)
				rate, rated := s.opt.Register.RateOf(company, register.PeriodOf(s.opt.Today))
				if ok && rated && rate.HasControlFee() {
					return true
				}
				known = known || ok && rated
			}
		}
	}
	return !known
}

// joinParts settles several columns of one fee none of which base or other fee
// confirms. Where their sum fits ("ordinarie" and "retroaktivt"), the fee is the
// sum. Where all of them hold amounts that differ, no telling which is meant,
// and none is kept: -1.
func (s *section) joinParts(f field, cols []int, keep int) int {
	var full []int
	for _, c := range cols {
		if 2*s.filled(c, s.persons) > len(s.persons) && !slices.ContainsFunc(full, func(o int) bool { return s.sameAmounts(o, c) }) {
			full = append(full, c)
		}
	}
	if summed := slices.DeleteFunc(slices.Clone(full), func(c int) bool { return !s.isSummed(c) }); len(full) < 2 || len(summed) == 1 {
		return append(summed, keep)[0]
	}
	was := map[int]value{}
	for _, i := range s.rows {
		was[i] = s.at(i, full[0])
		var sum register.Amount
		for _, c := range full[1:] {
			if v := s.at(i, c); v.isAmount() {
				sum += v.amounts[0]
			}
		}
		if full[0] < len(s.values[i]) && (sum != 0 || was[i].isAmount()) {
			v := was[i]
			v.amounts = []register.Amount{sum + amountOf(v)}
			s.values[i][full[0]] = v
		}
	}
	if s.confirmed(f, full[0]) || s.column(bothFees) >= 0 && s.isSum(s.column(bothFees), full[0], s.column(otherFee(f))) {
		return full[0]
	}
	for i, v := range was {
		if full[0] < len(s.values[i]) {
			s.values[i][full[0]] = v
		}
	}
	return -1
}

func otherFee(f field) field {
	if f == controlFee {
		return memberFee
	}
	return controlFee
}

func amountOf(v value) register.Amount {
	if v.isAmount() {
		return v.amounts[0]
	}
	return 0
}

// sameAmounts tells whether two columns say the same in every row.
func (s *section) sameAmounts(a, b int) bool {
	return !slices.ContainsFunc(s.persons, func(i int) bool { return amountOf(s.at(i, a)) != amountOf(s.at(i, b)) })
}

// dropOtherSum takes a sum that is not the fees' but holds other deductions
// too for what it is.
func (s *section) dropOtherSum() {
	t, m, k := s.column(bothFees), s.column(memberFee), s.column(controlFee)
	if t < 0 || m < 0 || s.isSum(t, m, k) {
		return
	}
	more, all := 0, 0
	for _, i := range s.persons {
		if v := s.at(i, t); v.isAmount() {
			all++
			if v.amounts[0].Abs() > (amountOf(s.at(i, m)) + amountOf(s.at(i, k))).Abs() {
				more++
			}
		}
	}
	if most(more, all) && all > 1 {
		s.columns[t].field = noise
	}
}
