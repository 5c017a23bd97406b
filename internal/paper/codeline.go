package paper

import (
	"fmt"
	"strings"

	"sef.se/kontakten/internal/register"
)

// CodeLinePitch is the advance of a character of the code line: ten to the
// inch.
const CodeLinePitch = 2.54

// CodeLine is the line at the foot of a giro slip that the bank's reader reads
// (domain.md §2.3). Kronor and Ore are blank together on a slip whose payer
// writes the amount by hand; then the amount's check digit is blank too.
type CodeLine struct {
	Reference    string // OCR reference, up to 25 digits with its check digit
	Kronor, Ore  string // up to 8 and exactly 2 digits, or both blank
	Account      string // giro number, digits only
	DocumentType string // two digits that the bank's agreement states
}

// String sets the line:
//
//	# ref (25, right) # kronor öre   c >     giro#tt#
func (l CodeLine) String() string {
	check := ""
	if l.Kronor != "" {
		check = string(luhn(l.Kronor + l.Ore))
	}
	return fmt.Sprintf("# %25s # %8s %2s   %1s >     %8s#%2s#",
		l.Reference, l.Kronor, l.Ore, check, l.Account, l.DocumentType)
}

// luhn gives the check digit that makes digits and it pass the Luhn check.
func luhn(digits string) byte {
	check, _ := register.LuhnDigit(digits) // digits only, by the callers' checks
	return check
}

// PlusGiro gives a plusgiro number as it is printed, in pairs from the right
// ("9245044" as "92 45 04-4"), from digits with or without spaces and hyphen.
// It refuses a length other than 2 to 8 digits and a wrong check digit.
func PlusGiro(s string) (printed, digits string, err error) {
	digits = strings.NewReplacer(" ", "", "-", "", "\u00a0", "").Replace(s)
	if len(digits) < 2 || len(digits) > 8 || strings.Trim(digits, "0123456789") != "" {
		return "", "", fmt.Errorf("%q is no plusgiro number: 2 to 8 digits", s)
	}
	body, check := digits[:len(digits)-1], digits[len(digits)-1]
	if luhn(body) != check {
		return "", "", fmt.Errorf("%q is no plusgiro number: its check digit should be %c", s, luhn(body))
	}
	for len(body) > 2 {
		printed = " " + body[len(body)-2:] + printed
		body = body[:len(body)-2]
	}
	return body + printed + "-" + string(check), digits, nil
}
