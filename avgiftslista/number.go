package avgiftslista

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"sef.se/kontakten/internal/register"
)

// ListNumber is a printed list's number and the payment's OCR reference, 13
// digits (contract.md): customer number (6), YYMM (4), print version (1), length
// digit (1), Luhn check digit (1). It never holds an organisation number or a
// personnummer. The zero value means "none".
type ListNumber struct{ digits string }

// The reasons why a text is no ListNumber.
var (
	ErrNotListNumber    = errors.New("not a list number: it has 13 digits")
	ErrListNumberLength = errors.New("not a list number: the length digit is wrong")
	ErrListNumberCheck  = errors.New("not a list number: the check digit is wrong")
	ErrPrintVersion     = errors.New("a list has at most nine print versions")
)

const listNumberLength = 13

// NewListNumber makes the number of a customer's list of a period. The version
// is 1 to 9; a tenth is refused with [ErrPrintVersion].
func NewListNumber(customer int, p register.Period, version int) (ListNumber, error) {
	if customer < 100000 || customer > 999999 {
		return ListNumber{}, fmt.Errorf("customer number %d is not 100000 to 999999", customer)
	}
	if version < 1 || version > 9 {
		return ListNumber{}, fmt.Errorf("print version %d: %w", version, ErrPrintVersion)
	}
	body := fmt.Sprintf("%06d%s%d%d", customer, p.YYMM(), version, listNumberLength%10)
	check, _ := register.LuhnDigit(body)
	return ListNumber{body + string(check)}, nil
}

// ParseListNumber reads 13 digits; spaces between them are allowed, since the
// printed number has them.
func ParseListNumber(s string) (ListNumber, error) {
	s = strings.Join(strings.Fields(s), "")
	if len(s) != listNumberLength || strings.Trim(s, "0123456789") != "" {
		return ListNumber{}, ErrNotListNumber
	}
	if !register.LuhnValid(s) {
		return ListNumber{}, ErrListNumberCheck
	}
	if s[11] != '0'+listNumberLength%10 {
		return ListNumber{}, ErrListNumberLength
	}
	if month := s[8:10]; month < "01" || month > "12" || s[0] == '0' || s[10] == '0' {
		return ListNumber{}, ErrNotListNumber
	}
	return ListNumber{s}, nil
}

// IsZero tells whether n is "none".
func (n ListNumber) IsZero() bool { return n.digits == "" }

// String gives the 13 digits.
func (n ListNumber) String() string { return n.digits }

// Spaced gives the number in groups, as the page prints it for reading aloud:
// "100002 2610 133".
func (n ListNumber) Spaced() string {
	if n.IsZero() {
		return ""
	}
	return n.digits[:6] + " " + n.digits[6:10] + " " + n.digits[10:]
}

// Customer gives the customer number.
func (n ListNumber) Customer() int { return n.number(0, 6) }

// Period gives the fee period, in this century.
func (n ListNumber) Period() register.Period {
	return register.NewPeriod(2000+n.number(6, 8), time.Month(n.number(8, 10)))
}

// Version gives the print version, 1 to 9.
func (n ListNumber) Version() int { return n.number(10, 11) }

func (n ListNumber) number(from, to int) int {
	if n.IsZero() {
		return 0
	}
	v, _ := strconv.Atoi(n.digits[from:to]) // digits only, by construction
	return v
}

// SheetCode is what the machine-readable code of a page says:
// AL1.<list number>.<page>.<pages>. AL1 is the layout's version.
type SheetCode struct {
	Number      ListNumber
	Page, Pages int
}

// ErrNotSheetCode says that a code is not one of ours.
var ErrNotSheetCode = errors.New("not the code of an avgiftslista")

// String gives the code's text.
func (c SheetCode) String() string {
	return fmt.Sprintf("AL1.%s.%d.%d", c.Number, c.Page, c.Pages)
}

// ParseSheetCode reads a code's text, in any case.
func ParseSheetCode(s string) (SheetCode, error) {
	parts := strings.Split(strings.ToUpper(strings.TrimSpace(s)), ".")
	if len(parts) != 4 || parts[0] != "AL1" {
		return SheetCode{}, ErrNotSheetCode
	}
	n, err := ParseListNumber(parts[1])
	if err != nil {
		return SheetCode{}, err
	}
	page, err1 := strconv.Atoi(parts[2])
	pages, err2 := strconv.Atoi(parts[3])
	if err1 != nil || err2 != nil || page < 1 || pages > 999 || page > pages {
		return SheetCode{}, ErrNotSheetCode
	}
	return SheetCode{n, page, pages}, nil
}
