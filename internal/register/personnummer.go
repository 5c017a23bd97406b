package register

import (
	"errors"
	"log/slog"
	"strings"
	"time"
)

// Personnummer is a valid Swedish personal identity number or
// samordningsnummer (Skatteverket; domain.md §2.1). [ParsePersonnummer] is the
// only way to get one. It is comparable; the zero value means "none".
//
// String, LogValue and the text form mask it: only [Personnummer.Full] reveals.
type Personnummer struct {
	n uint64 // twelve digits
}

// The reasons why a text is no Personnummer. They never quote the text.
var (
	ErrNotPersonnummer = errors.New("not a personnummer: it has other than 10 or 12 digits")
	ErrPersonnummerDay = errors.New("not a personnummer: no such day of birth")
	ErrPersonnummerSum = errors.New("not a personnummer: the check digit is wrong")
)

// ParsePersonnummer reads a number of 10 or 12 digits, with or without a
// separator (any hyphen, plus sign or space, also between year, month and day:
// "48 11 11-1234").
//
// With 10 digits the day on decides the century: a plus sign says 100 years or
// older, a hyphen younger (the sign changes in the year of the hundredth
// birthday); without a separator the century is the one that gives an age of
// 13 to 99 in the year of on.
func ParsePersonnummer(s string, on Date) (Personnummer, error) {
	digits, separator, ok := splitPersonnummer(s)
	if !ok {
		return Personnummer{}, ErrNotPersonnummer
	}
	if len(digits) == 10 {
		digits = century(digits, separator, on) + digits
	}
	return checkPersonnummer(digits)
}

// splitPersonnummer gives the digits and the separator before the last four,
// '+', '-' or 0.
func splitPersonnummer(s string) (digits string, separator rune, ok bool) {
	var b strings.Builder
	for _, r := range strings.TrimSpace(s) {
		switch {
		case r >= '0' && r <= '9':
			b.WriteByte(byte(r))
		case r == '+':
			separator = '+'
		case isHyphen(r):
			if separator == 0 {
				separator = '-'
			}
		case r == ' ' || r == '\u00a0' || r == '\u202f' || r == '\u2009':
		default:
			return "", 0, false
		}
		if b.Len() > 12 {
			return "", 0, false
		}
	}
	return b.String(), separator, b.Len() == 10 || b.Len() == 12
}

func isHyphen(r rune) bool {
	return r == '-' || r >= '\u2010' && r <= '\u2015' || r == '\u2212' || r == '\u00ad'
}

// century gives the first two digits of the year that the ten digits mean on a
// day.
func century(digits string, separator rune, on Date) string {
	year := int(digits[0]-'0')*10 + int(digits[1]-'0')
	full := on.Year/100*100 + year
	limit := on.Year // the latest year of birth
	switch separator {
	case '+':
		limit = on.Year - 100
	case 0:
		limit = on.Year - 13
	}
	for full > limit {
		full -= 100
	}
	return string([]byte{byte('0' + full/1000%10), byte('0' + full/100%10)})
}

func checkPersonnummer(digits string) (Personnummer, error) {
	if digits[:2] < "18" || digits[:2] > "20" || digits[8:11] == "000" {
		return Personnummer{}, ErrNotPersonnummer
	}
	p := Personnummer{}
	for i := range len(digits) {
		p.n = p.n*10 + uint64(digits[i]-'0')
	}
	born := p.Birth()
	if born.Month < 1 || born.Month > 12 || NewDate(born.Year, born.Month, born.Day) != born {
		return Personnummer{}, ErrPersonnummerDay
	}
	if !LuhnValid(digits[2:]) {
		return Personnummer{}, ErrPersonnummerSum
	}
	return p, nil
}

// IsZero tells whether p is "none".
func (p Personnummer) IsZero() bool { return p.n == 0 }

// Full reveals all twelve digits. Whoever calls it answers for where they go.
func (p Personnummer) Full() string {
	if p.IsZero() {
		return ""
	}
	var b [12]byte
	for i, n := len(b)-1, p.n; i >= 0; i, n = i-1, n/10 {
		b[i] = byte('0' + n%10)
	}
	return string(b[:])
}

// Hyphened reveals the number as lists print it: "19641209-9985".
func (p Personnummer) Hyphened() string {
	full := p.Full()
	if full == "" {
		return ""
	}
	return full[:8] + "-" + full[8:]
}

// String masks the last four digits: "19641209-****".
func (p Personnummer) String() string {
	if p.IsZero() {
		return ""
	}
	return p.Full()[:8] + "-****"
}

// GoString masks as String does, so that %#v reveals nothing.
func (p Personnummer) GoString() string { return p.String() }

// LogValue masks the whole number, also the day of birth.
func (p Personnummer) LogValue() slog.Value { return slog.StringValue("********-****") }

// MarshalText masks as String does: what must hold the number calls Full.
func (p Personnummer) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// Birth gives the day of birth; for a samordningsnummer without its added 60.
func (p Personnummer) Birth() Date {
	n := int(p.n / 10000)
	day := n % 100
	if day > 60 {
		day -= 60
	}
	return Date{n / 10000, time.Month(n / 100 % 100), day}
}

// IsSamordning tells whether p is a samordningsnummer (day of birth + 60).
func (p Personnummer) IsSamordning() bool { return p.n/10000%100 > 60 }

// AgeOn gives the age in whole years on a day.
func (p Personnummer) AgeOn(on Date) int { return p.Birth().YearsTo(on) }
