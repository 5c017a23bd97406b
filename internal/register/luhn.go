package register

// LuhnDigit gives the check digit, '0' to '9', that the Luhn algorithm (mod
// 10, ISO/IEC 7812-1) puts after digits. It reports false where digits holds
// anything but ASCII digits.
func LuhnDigit(digits string) (byte, bool) {
	sum, double := 0, true
	for i := len(digits) - 1; i >= 0; i-- {
		if digits[i] < '0' || digits[i] > '9' {
			return 0, false
		}
		d := int(digits[i] - '0')
		if double {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
		double = !double
	}
	return byte('0' + (10-sum%10)%10), true
}

// LuhnValid tells whether digits ends with its own Luhn check digit.
func LuhnValid(digits string) bool {
	if len(digits) < 2 {
		return false
	}
	check, ok := LuhnDigit(digits[:len(digits)-1])
	return ok && check == digits[len(digits)-1]
}
