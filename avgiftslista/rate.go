package avgiftslista

import "sef.se/kontakten/internal/register"

// wholeKronor tells whether all fees of the rows are whole kronor: then the
// sender rounds to kronor (samples/README.md, rule 12).
func wholeKronor(rows []Row) bool {
	for _, r := range rows {
		if r.MemberFee%100 != 0 || r.ControlFee%100 != 0 {
			return false
		}
	}
	return true
}

// fees judges a row against the agreement's percentages.
func (c *checker) fees(i int, r Row) {
	member, control := r.MemberFee.Abs(), r.ControlFee.Abs()
	switch {
	case control != 0 && !c.rate.HasControlFee():
		c.add(i, Error, "control_fee_not_in_agreement", FlagRateDeviation, "Avtalet har ingen kontrollavgift, men raden har en på %s.", r.ControlFee.Kronor())
		return
	case control == 0 && member != 0 && c.rate.HasControlFee():
		c.add(i, Warning, "control_fee_lacking", FlagRateDeviation, "Avtalet har en kontrollavgift på %s %%, men raden saknar den.", c.rate.ControlFee)
		return
	}
	if c.rate.HasControlFee() && !FitsOneBase(member, control, c.rate, c.whole) {
		c.add(i, Warning, "fees_of_two_bases", FlagRateDeviation, "Medlemsavgift och kontrollavgift svarar inte mot samma lön (%s och %s %%).", c.rate.MemberFee, c.rate.ControlFee)
		return
	}
	if r.HasBase && !(FitsBase(member, r.Base.Abs(), c.rate.MemberFee, c.whole) && FitsBase(control, r.Base.Abs(), c.rate.ControlFee, c.whole)) {
		c.add(i, Warning, "fee_off_base", FlagRateDeviation, "Avgiften är inte %s %% av underlaget %s.", c.rate.MemberFee, r.Base.Kronor())
	}
}

// slack gives twice the rounding in öre that a fee may hold: half a krona where
// the sender rounds to kronor, else half an öre.
func slack(whole bool) int64 {
	if whole {
		return 100
	}
	return 1
}

// FitsOneBase tells whether one base gives both fees within rounding: the
// bases that each fee allows overlap.
func FitsOneBase(member, control register.Amount, rate register.Rate, whole bool) bool {
	f, c, h := 2*int64(member), 2*int64(control), slack(whole)
	m, k := int64(rate.MemberFee), int64(rate.ControlFee)
	return (f-h)*k <= (c+h)*m && (c-h)*m <= (f+h)*k
}

// FitsBase tells whether a fee is the percentage of a base within rounding. A
// base in whole kronor may itself be rounded.
func FitsBase(fee, base register.Amount, p register.Percent, whole bool) bool {
	diff := 2 * (int64(base)*int64(p) - int64(fee)*10000)
	if diff < 0 {
		diff = -diff
	}
	allowed := slack(whole) * 10000
	if base%100 == 0 {
		allowed += 100 * int64(p)
	}
	return diff <= allowed
}
