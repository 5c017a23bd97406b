package register

import (
	"errors"
	"log/slog"
	"strings"
)

// OrganisationNumber is a valid Swedish organisation number, ten digits
// (domain.md §2.2). [ParseOrganisationNumber] is the only way to get one. A
// sole trader's is the owner's personnummer: String and LogValue mask it, and
// it never stands in an envelope window. It is comparable; the zero value
// means "none".
type OrganisationNumber struct {
	digits string
}

// The reasons why a text is no OrganisationNumber. They never quote the text.
var (
	ErrNotOrganisationNumber = errors.New("not an organisation number: it has other than 10 digits")
	ErrOrganisationSum       = errors.New("not an organisation number: the check digit is wrong")
)

// ParseOrganisationNumber reads ten digits with or without a hyphen, twelve
// digits with the prefix 16 (legal persons) or 18 to 20 (sole traders), or a
// VAT number ("SE" + ten digits + "01").
func ParseOrganisationNumber(s string) (OrganisationNumber, error) {
	digits, ok := organisationDigits(strings.TrimSpace(s))
	if !ok {
		return OrganisationNumber{}, ErrNotOrganisationNumber
	}
	if !LuhnValid(digits) {
		return OrganisationNumber{}, ErrOrganisationSum
	}
	o := OrganisationNumber{digits}
	if o.IsPerson() {
		day := int(digits[4]-'0')*10 + int(digits[5]-'0')
		if month := digits[2:4]; month < "01" || month > "12" || day < 1 || day > 91 {
			return OrganisationNumber{}, ErrNotOrganisationNumber
		}
	}
	return o, nil
}

func organisationDigits(s string) (string, bool) {
	vat := len(s) > 2 && strings.EqualFold(s[:2], "SE")
	if vat {
		s = s[2:]
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			b.WriteByte(byte(r))
		case isHyphen(r), r == ' ', r == '\u00a0':
		default:
			return "", false
		}
		if b.Len() > 12 {
			return "", false
		}
	}
	d := b.String()
	switch {
	case len(d) == 10 && !vat:
		return d, true
	case len(d) == 12 && vat && strings.HasSuffix(d, "01"):
		return d[:10], true
	case len(d) == 12 && !vat && d[:2] == "16" && d[4] >= '2':
		return d[2:], true
	case len(d) == 12 && !vat && d[:2] >= "18" && d[:2] <= "20" && d[4] < '2':
		return d[2:], true
	}
	return "", false
}

// IsZero tells whether o is "none".
func (o OrganisationNumber) IsZero() bool { return o.digits == "" }

// IsPerson tells whether o is a sole trader's number: the third digit of a
// legal person's is 2 or more.
func (o OrganisationNumber) IsPerson() bool { return o.digits != "" && o.digits[2] < '2' }

// Full gives the ten digits, also a sole trader's.
func (o OrganisationNumber) Full() string { return o.digits }

// Hyphened gives "559878-1333", also a sole trader's.
func (o OrganisationNumber) Hyphened() string {
	if o.IsZero() {
		return ""
	}
	return o.digits[:6] + "-" + o.digits[6:]
}

// String gives "559878-1333" and masks a sole trader's: "641209-****".
func (o OrganisationNumber) String() string {
	if o.IsPerson() {
		return o.digits[:6] + "-****"
	}
	return o.Hyphened()
}

// GoString masks as String does.
func (o OrganisationNumber) GoString() string { return o.String() }

// LogValue masks a sole trader's number wholly.
func (o OrganisationNumber) LogValue() slog.Value {
	if o.IsPerson() {
		return slog.StringValue("******-****")
	}
	return slog.StringValue(o.digits)
}

// MarshalText masks as String does: what must hold the number calls Full.
func (o OrganisationNumber) MarshalText() ([]byte, error) { return []byte(o.String()), nil }
