package employer

import (
	"regexp"
	"strings"

	"sef.se/kontakten/internal/register"
)

var (
	vatPattern    = regexp.MustCompile(`(?i)\bSE[ -]?(\d{6})[ -]?(\d{4})[ -]?01\b`)
	numberPattern = regexp.MustCompile(`(?:^|[^\d-])((?:16)?\d{6}[-–‐ ]?\d{4})(?:[^\d-]|-?$|-\D)`)
	labelPattern  = regexp.MustCompile(`(?i)(org(anisations?)?[\s.:-]*(nr|nummer|no)?|moms\S*|vat\S*|f-skatt\S*)[\s.:]*$`)
	letterhead    = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:box \d|bg\.? ?\d|bankgiro|pg\.? ?\d|plusgiro|vxl|växel|tel\.?|tfn|telefon|www\.)|\d{3} ?\d{2} +\p{Lu}\pL+`)
	bureauWord    = regexp.MustCompile(`(?i)byrå|byran|redovisningsbyrå|redovisningskonsult|konsultbolag|vårt eget|vår egen`)
)

// foundNumber is an organisation number in a text.
type foundNumber struct {
	number  register.OrganisationNumber
	text    string
	known   bool // it stands in the register
	bureau  bool // its line says that it is the bureau's own
	labeled bool // "org.nr", or written as a VAT number
	line    string
}

// numbersIn finds the organisation and VAT numbers of a text. A number that
// the register does not have counts only where it is written as one.
func numbersIn(text string, reg *register.Register) []foundNumber {
	var all []foundNumber
	add := func(from, to int, raw string, labeled bool) {
		o, err := register.ParseOrganisationNumber(raw)
		if err != nil {
			return
		}
		_, known := reg.Company(o)
		if !known && (!labeled || o.IsPerson()) {
			return
		}
		line := lineAround(text, from, to)
		all = append(all, foundNumber{line: line, number: o, text: raw, known: known, labeled: labeled, bureau: !known && bureauWord.MatchString(line)})
	}
	for _, m := range vatPattern.FindAllStringSubmatchIndex(text, 200) {
		add(m[0], m[1], text[m[2]:m[3]]+text[m[4]:m[5]], true)
	}
	for at := 0; at < len(text) && len(all) < 400; {
		m := numberPattern.FindStringSubmatchIndex(text[at:])
		if m == nil {
			break
		}
		from, to := at+m[2], at+m[3]
		raw := strings.NewReplacer(" ", "", "–", "-", "‐", "-").Replace(text[from:to])
		add(from, to, raw, labelPattern.MatchString(text[max(0, from-40):from]) || strings.Contains(raw, "-") && !isBirthDay(raw))
		at = to
	}
	return all
}

// isBirthDay tells a number whose first six digits may be a day of birth.
func isBirthDay(raw string) bool {
	return len(raw) >= 4 && raw[2] < '2'
}

// lineAround gives the line of a number, as much of it as people write on one.
func lineAround(text string, from, to int) string {
	const near = 400
	before, after := text[max(0, from-near):from], text[to:min(len(text), to+near)]
	before = before[strings.LastIndexByte(before, '\n')+1:]
	after, _, _ = strings.Cut(after, "\n")
	return before + text[from:to] + after
}
