// Package postal finds the numbers of postal addresses in running text, so that
// a house number and a postcode are never taken for money.
//
//	Köpmangatan 22, 844 41 Hammarstrand     a street with its number, then a postcode with its town
//	Box 12                                  the same on two lines
//	844 41 Hammarstrand
//
// A postcode alone is none ("608 50 Ek" may be a person and an amount): only
// street and town together are an address, or a street that ends its line.
package postal

import "regexp"

const (
	street   = `(?:\pL+(?:gatan|gata|vägen|väg|torget|torg|stigen|stig|gränden|gränd|allén|allé|backen|backe|plan|platsen|leden|esplanaden|kajen|hamnen)|[Bb]ox|BOX|[Pp]\.? ?[Oo]\.? ?[Bb]ox) \d{1,5}(?: ?[A-Za-z])?(?:,? \d ?tr)?`
	postcode = `(?:SE?[- ])?\d{3} ?\d{2} \p{Lu}\pL`
)

var (
	whole      = regexp.MustCompile(`(?:^|[^\pL\d])(` + street + `,? +` + postcode + `)`)
	streetLast = regexp.MustCompile(`(?:^|[^\pL\d])` + street + `[ ,]*$`)
	town       = regexp.MustCompile(`^\s*(` + postcode + `)[\pL -]*$`)
)

// Span is the bytes from..to of a text, to exclusive.
type Span struct{ From, To int }

// Addresses gives the parts of a line that are numbers of an address; above is
// the line before it.
func Addresses(line, above string) []Span {
	var spans []Span
	for _, m := range whole.FindAllStringSubmatchIndex(line, -1) {
		spans = append(spans, Span{m[2], m[3]})
	}
	if m := streetLast.FindStringIndex(line); m != nil {
		spans = append(spans, Span{m[0], m[1]})
	}
	if m := town.FindStringSubmatchIndex(line); m != nil && streetLast.MatchString(above) {
		spans = append(spans, Span{m[2], m[3]})
	}
	return spans
}
