package answers

import (
	"regexp"
	"slices"
	"strings"

	"sef.se/kontakten/casework"
)

// Facts fill the gaps of a text. What is not known is "".
type Facts struct {
	Case, Phone, Hours, Web, Clerk string
	AnswerBy                       string // "1 december 2026": five bank days ahead

	// Of the company: told to confirmed addresses only (R18).
	Company, Contact, Address string
	Period, LastDay           string // "oktober 2026", "25 november 2026"
}

// General are the facts that anybody may be told.
func (f Facts) General() Facts {
	f.Company, f.Contact, f.Address, f.Period, f.LastDay = "", "", "", "", ""
	return f
}

// Field is a gap that a text may have.
type Field struct {
	Name, Says string // "sista dag", "dagen då listan ska vara inne"
	OfCompany  bool   // told to confirmed addresses only
	value      func(Facts) string
}

// Fields are all gaps, in the order of the page.
func Fields() []Field {
	return []Field{
		{"ärende", "ärendets nummer", false, func(f Facts) string { return f.Case }},
		{"telefon", "Kontaktens telefon", false, func(f Facts) string { return f.Phone }},
		{"tider", "telefontider", false, func(f Facts) string { return f.Hours }},
		{"webb", "adressen till webben", false, func(f Facts) string { return f.Web }},
		{"handläggare", "ditt namn", false, func(f Facts) string { return f.Clerk }},
		{"svarsdag", "fem bankdagar framåt", false, func(f Facts) string { return f.AnswerBy }},
		{"företag", "företagets namn", true, func(f Facts) string { return f.Company }},
		{"kontakt", "kontaktpersonens namn", true, func(f Facts) string { return f.Contact }},
		{"adress", "registrerad postadress", true, func(f Facts) string { return f.Address }},
		{"period", "avgiftsperioden", true, func(f Facts) string { return f.Period }},
		{"sista dag", "när listan ska vara inne", true, func(f Facts) string { return f.LastDay }},
	}
}

var (
	gap      = regexp.MustCompile(`\{([^{}\n]*)\}`)
	optional = regexp.MustCompile(`\[([^\[\]]*)\]`)
)

// Fill fills the gaps of a text. What stands in brackets is left out where a gap in it is empty;
// an empty gap outside brackets stays as it is, for the clerk to fill.
func Fill(text string, f Facts) string {
	text = optional.ReplaceAllStringFunc(text, func(part string) string {
		inner := fill(part[1:len(part)-1], f)
		if gap.MatchString(inner) {
			return ""
		}
		return inner
	})
	return fill(text, f)
}

func fill(text string, f Facts) string {
	return gap.ReplaceAllStringFunc(text, func(g string) string {
		for _, field := range Fields() {
			if field.Name == g[1:len(g)-1] {
				if v := field.value(f); v != "" {
					return v
				}
			}
		}
		return g
	})
}

// Gaps are the gaps that a text has left, each once, as written.
func Gaps(text string) []string {
	found := gap.FindAllString(text, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

// CheckGaps refuses (Invalid) a text with a gap that nothing fills, or a bracket that is not closed.
func CheckGaps(text string) error {
	for _, g := range Gaps(text) {
		if !slices.ContainsFunc(Fields(), func(f Field) bool { return "{"+f.Name+"}" == g }) {
			return casework.Refuse(casework.Invalid, "Fältet %s finns inte. Fälten är %s.", g, fieldNames())
		}
	}
	for _, pair := range []string{"{}", "[]"} {
		if strings.Count(text, pair[:1]) != strings.Count(text, pair[1:]) {
			return casework.Refuse(casework.Invalid, "Ett %s saknar sitt %s.", pair[:1], pair[1:])
		}
	}
	return nil
}

func fieldNames() string {
	var names []string
	for _, f := range Fields() {
		names = append(names, "{"+f.Name+"}")
	}
	return strings.Join(names, ", ")
}
