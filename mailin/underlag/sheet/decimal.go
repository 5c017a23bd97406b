package sheet

import (
	"strconv"
	"strings"
)

// PlainDecimal writes a number as files store it ("4.567E4", "-57.00", "+3")
// in plain form with a point and no exponent ("45670", "-57", "3"). It works on
// the digits, so nothing is lost. It reports false for what is no number or has
// an exponent beyond ±40.
func PlainDecimal(s string) (string, bool) {
	s = strings.TrimSpace(s)
	body, negative := strings.CutPrefix(s, "-")
	body = strings.TrimPrefix(body, "+")
	exponent := 0
	if i := strings.IndexAny(body, "eE"); i >= 0 {
		n, err := strconv.Atoi(strings.TrimPrefix(body[i+1:], "+"))
		if err != nil || n > 40 || n < -40 {
			return "", false
		}
		body, exponent = body[:i], n
	}
	whole, frac, _ := strings.Cut(body, ".")
	digits := whole + frac
	if digits == "" || len(digits) > 60 || strings.Trim(digits, "0123456789") != "" {
		return "", false
	}
	point := len(whole) + exponent
	for point > len(digits) {
		digits += "0"
	}
	for ; point < 0; point++ {
		digits = "0" + digits
	}
	whole, frac = strings.TrimLeft(digits[:point], "0"), strings.TrimRight(digits[point:], "0")
	if whole == "" {
		whole = "0"
	}
	if frac != "" {
		whole += "." + frac
	}
	if negative && whole != "0" {
		whole = "-" + whole
	}
	return whole, true
}
