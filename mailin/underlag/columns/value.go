package columns

import (
	"regexp"
	"strings"
	"unicode"

	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// value is what one cell may be. More than one may hold at once: ten digits are
// a personnummer and no amount, "608" is an amount and perhaps an employee
// number; the column decides.
type value struct {
	text    string // folded spaces, trimmed
	formula bool   // the stored value of a formula
	broken  bool   // an error or a formula without a value
	percent bool
	date    bool
	org     register.OrganisationNumber
	pnr     register.Personnummer
	pnrLike bool   // has the form of a personnummer; pnr is zero where it is not valid
	number  string // the number as written, where the cell holds more
	name    string // the name that stands in the same cell
	amounts []register.Amount
	words   bool // has letters and is none of the above
}

func (v value) isEmpty() bool { return v.text == "" && !v.broken }

// isAmount tells whether the cell may be money.
func (v value) isAmount() bool { return len(v.amounts) > 0 }

// isAmbiguous tells whether the amount has two readings (rule 21).
func (v value) isAmbiguous() bool { return len(v.amounts) > 1 }

var (
	percentForm = regexp.MustCompile(`^[+-]?\d{1,3}([.,]\d{1,4})? ?(%|procent)$`)
	pnrForm     = regexp.MustCompile(`^(?:19|20|18)?\d\d ?\d\d ?\d\d ?[-+\x{2010}-\x{2015}\x{2212}]? ?(?:\d{4}|[xX*]{4})$|^(?:19|20|18)?\d\d-\d\d-\d\d[-+]\d{4}$`)
	lostZero    = regexp.MustCompile(`^\d{9}$|^\d{11}$`)
	dateForm    = regexp.MustCompile(`^(19|20)\d\d[-/.](0[1-9]|1[0-2])([-/.](0[1-9]|[12]\d|3[01]))?$`)
	ambiguous   = regexp.MustCompile(`^-?\d{1,3}[.,]\d{3}$`)
	unitForm    = regexp.MustCompile(`(?i)^(?:sek|kr)?\s*(.*?)\s*(?:sek|kronor|kr\.?|:-|,-)?$`)
)

// valueOf reads one cell. on decides the century of ten-digit numbers.
func valueOf(c sheet.Cell, on register.Date) value {
	v := value{text: strings.TrimSpace(spaces.Replace(c.Text)), formula: c.Formula}
	switch {
	case c.Kind == sheet.Broken:
		v.broken = true
	case v.text == "":
	case c.Kind == sheet.Date || c.Kind == sheet.Text && dateForm.MatchString(v.text):
		v.date = true
	case c.Kind == sheet.Number:
		v.typed(on)
	default:
		v.written(on)
	}
	return v
}

// typed reads a typed number: a personnummer that lost its form, or money.
func (v *value) typed(on register.Date) {
	if len(v.text) >= 9 && digitsOnly(v.text) {
		v.identity(v.text, on)
		return
	}
	if a, ok := roundOre(v.text); ok {
		v.amounts = []register.Amount{a}
	}
}

// written reads what a person or program wrote as text.
func (v *value) written(on register.Date) {
	if strings.IndexFunc(v.text, unicode.IsDigit) < 0 {
		v.words = strings.IndexFunc(v.text, unicode.IsLetter) >= 0
		return
	}
	switch {
	case percentForm.MatchString(v.text):
		v.percent = true
	case pnrForm.MatchString(v.text) || lostZero.MatchString(v.text):
		v.identity(v.text, on)
	case labelledNumber.MatchString(v.text):
		v.number = labelledNumber.FindStringSubmatch(v.text)[1]
		v.identity(v.number, on)
	default:
		if m := remarkForm.FindStringSubmatch(v.text); m != nil {
			v.amounts = readings(m[1])
			return
		}
		if v.amounts = readings(v.text); v.amounts == nil && !v.nameAndNumber(on) {
			v.words = strings.IndexFunc(v.text, unicode.IsLetter) >= 0
			v.org, _ = register.ParseOrganisationNumber(v.text)
		}
	}
}

// remarkForm is an amount with a remark that does not call it in question.
var remarkForm = regexp.MustCompile(`(?i)^([-\x{2212}]?\d[\d .\x{a0}]*(?:[,.:]\d\d)?)(?: ?kr)?(?: ?\*+| \(?(?:rättelse|rättad|korr|korrigering|korrigerad|justering|justerad|retro|retroaktivt)(?: \p{L}{3,9})?\.?\)?)$`)

// labelledNumber is a personnummer behind its own heading, as lists with a block a person have it.
var labelledNumber = regexp.MustCompile(`(?i)^(?:personn(?:umme)?r|pers\.? ?nr|pnr|person)\.?\s?[:.]\s?((?:19|20|18)?\d{6}[-+\x{2010}-\x{2015}\x{2212}]?\d{4})$`)

var numberWithin = regexp.MustCompile(`^(.*?)[ ,:;/(]*\b((?:19|20|18)?(?:\d{6}|\d\d-\d\d-\d\d)[-+\x{2010}-\x{2015}\x{2212}]?\d{4})\b[) ,:;/]*(.*)$`)

// nameAndNumber reads a cell that holds a person's name and number together.
func (v *value) nameAndNumber(on register.Date) bool {
	m := numberWithin.FindStringSubmatch(v.text)
	if m == nil {
		return false
	}
	name := bareName(strings.TrimSpace(m[1] + " " + m[3]))
	if !isPersonName(name) {
		return false
	}
	v.identity(m[2], on)
	if v.pnrLike {
		v.name, v.number = name, m[2]
	}
	return v.pnrLike
}

// identity reads nine to twelve digits: an organisation number has a third
// digit of two or more, which no month has.
func (v *value) identity(text string, on register.Date) {
	if lostZero.MatchString(text) {
		padded := "0" + text
		if p, err := register.ParsePersonnummer(padded, on); err == nil {
			v.pnr, v.pnrLike = p, true
		} else if a, ok := roundOre(text); ok {
			v.amounts = []register.Amount{a}
		}
		return
	}
	p, err := register.ParsePersonnummer(text, on)
	if err == nil {
		v.pnr, v.pnrLike = p, true
		return
	}
	if o, err := register.ParseOrganisationNumber(text); err == nil && !o.IsPerson() {
		v.org = o
		return
	}
	v.pnrLike = true
}

// readings gives the amounts that a text may mean. A dot or comma before
// exactly three digits has two (rule 21), whatever the second is worth.
func readings(text string) []register.Amount {
	bare := unitForm.FindStringSubmatch(text)[1]
	found := register.AmountReadings(text)
	if len(found) == 1 && ambiguous.MatchString(bare) && !strings.HasPrefix(strings.TrimPrefix(bare, "-"), "0") {
		if small, ok := roundOre(strings.Replace(bare, ",", ".", 1)); ok {
			return append(found, small)
		}
	}
	return found
}

func digitsOnly(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// roundOre reads a plain decimal ("682.1", "663.9299999999999", "-57") and
// rounds it to whole öre, half away from zero, without a float.
func roundOre(s string) (register.Amount, bool) {
	body, negative := strings.CutPrefix(s, "-")
	whole, frac, _ := strings.Cut(body, ".")
	if !digitsOnly(whole+frac) || len(whole) > 10 {
		return 0, false
	}
	var a register.Amount
	for _, d := range whole + (frac + "00")[:2] {
		a = a*10 + register.Amount(d-'0')
	}
	if len(frac) > 2 && frac[2] >= '5' {
		a++
	}
	if negative {
		a = -a
	}
	return a, a.Abs() <= register.MaxAmount
}
