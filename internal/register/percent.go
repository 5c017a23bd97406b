package register

import (
	"fmt"
	"strings"
)

// Percent is a rate in hundredths of a percent: 190 is 1,90 %.
type Percent int

// ParsePercent reads "1.90", "1,9" or "0.50": at most two decimals, at most
// 100 percent, no sign.
func ParsePercent(s string) (Percent, error) {
	whole, frac, _ := strings.Cut(strings.Replace(s, ",", ".", 1), ".")
	if whole == "" || len(whole) > 3 || len(frac) > 2 || !allDigits(whole) || !allDigits(frac) {
		return 0, fmt.Errorf("%q is no percentage with at most two decimals", s)
	}
	p := 0
	for _, c := range whole + (frac + "00")[:2] {
		p = p*10 + int(c-'0')
	}
	if p > 10000 {
		return 0, fmt.Errorf("%q is more than 100 percent", s)
	}
	return Percent(p), nil
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// String gives the percentage as Swedish text writes it, without needless
// zeros: "1,9", "0,5", "0".
func (p Percent) String() string {
	whole, frac := int(p)/100, int(p)%100
	switch {
	case frac == 0:
		return fmt.Sprint(whole)
	case frac%10 == 0:
		return fmt.Sprintf("%d,%d", whole, frac/10)
	}
	return fmt.Sprintf("%d,%02d", whole, frac)
}

// Of gives the percentage of a base in whole öre, half an öre rounded away
// from zero.
func (p Percent) Of(base Amount) Amount {
	product := int64(base) * int64(p)
	if product < 0 {
		return Amount((product - 5000) / 10000)
	}
	return Amount((product + 5000) / 10000)
}
