package prose

import "sef.se/kontakten/internal/register"

// settleSigns turns a text whose fees are all negative: payroll prints
// deductions so. One negative amount among others is a correction and stays.
func (r *reader) settleSigns() {
	negative := 0
	for _, c := range r.claims {
		for _, m := range c.amounts {
			switch a := m.readings[0]; {
			case a > 0:
				return
			case a < 0:
				negative++
			}
		}
	}
	if negative < 2 || len(r.claims) < 2 {
		return
	}
	for _, c := range r.claims {
		for i := range c.amounts {
			c.amounts[i].readings = absolute(c.amounts[i].readings)
		}
	}
	if t := r.result.StatedTotal; t != nil {
		*t = t.Abs()
	}
	for i := range r.result.Control {
		r.result.Control[i].Amount = r.result.Control[i].Amount.Abs()
	}
}

func absolute(list []register.Amount) []register.Amount {
	out := make([]register.Amount, len(list))
	for i, a := range list {
		out[i] = a.Abs()
	}
	return out
}
