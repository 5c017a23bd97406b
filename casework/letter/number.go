package letter

import (
	"errors"
	"fmt"
	"strings"

	"sef.se/kontakten/internal/register"
)

// Number is the number of one posted letter or list: seven digits of a serial
// and a check digit. It stands in the envelope's window, so it says nothing of
// company, customer or person (practice.md R17). The zero value is "none".
type Number struct{ digits string }

// ErrNotLetterNumber says that a text is no letter number.
var ErrNotLetterNumber = errors.New("not a letter number: eight digits, the last a check digit")

// NewNumber makes the number of a serial from 1 to 9,999,999.
func NewNumber(serial int) (Number, error) {
	if serial < 1 || serial > 9_999_999 {
		return Number{}, fmt.Errorf("letter serial %d is not 1 to 9999999", serial)
	}
	body := fmt.Sprintf("%07d", serial)
	check, _ := register.LuhnDigit(body) // digits only, by construction
	return Number{body + string(check)}, nil
}

// ParseNumber reads a letter number as it is printed or scanned, with or
// without its space.
func ParseNumber(s string) (Number, error) {
	s = strings.Join(strings.Fields(s), "")
	if len(s) != 8 || strings.Trim(s, "0123456789") != "" || s[:7] == "0000000" || !register.LuhnValid(s) {
		return Number{}, ErrNotLetterNumber
	}
	return Number{s}, nil
}

// Digits gives the eight digits, "" for none.
func (n Number) Digits() string { return n.digits }

// String gives the number as the window shows it: "1234 5674".
func (n Number) String() string {
	if n.digits == "" {
		return ""
	}
	return n.digits[:4] + " " + n.digits[4:]
}
