// Package letterhead finds the numbers of signatures and letterheads in running
// text, so that a house number, a postcode, a telephone or opening hours are
// never taken for somebody's fee.
//
//	Köpmangatan 22, 844 41 Hammarstrand     an address on one line, or
//	Box 12                                  on two: street and town together
//	844 41 Hammarstrand
//	Per Ek | Ekvägen 3 | 844 41 Hammarstrand
//	tfn 217 45 36 (vx), 219 30 40 (direkt)  numbers that are told to be something else
//	Öppet 07.00-16.00, sedan 1987
//
// "608 50 Ek" may be an amount and a person, so a postcode needs its street, or
// its town as the last thing of a part of the line; whether the town is a
// person's name, the caller knows.
package letterhead

import (
	"regexp"
	"strings"
)

const (
	street   = `(?:\pL+(?:gatan|gata|vägen|väg|torget|torg|stigen|stig|gränden|gränd|allén|allé|backen|backe|plan|platsen|leden|esplanaden|kajen|hamnen)|[Bb]ox|BOX|[Pp]\.? ?[Oo]\.? ?[Bb]ox) \d{1,5}(?: ?[A-Za-z])?(?:,? \d ?tr)?`
	postcode = `(?:SE?[- ]?)?\d{3} ?\d{2} +\p{Lu}\pL`
)

var (
	whole      = regexp.MustCompile(`(?:^|[^\pL\d])(` + street + `,? +` + postcode + `)`)
	streetLast = regexp.MustCompile(`(?:^|[^\pL\d])` + street + `[ ,]*(?:$|[|·•])`)
	town       = regexp.MustCompile(`^\s*(` + postcode + `)[\pL -]*$`)
	townLast   = regexp.MustCompile(`(?:^|[,|·•:/]|  )\s*((?:SE?[- ]?)?\d{3} ?\d{2}) +(\p{Lu}[\pL-]+(?: \p{Lu}[\pL-]+)?)\s*(?:$|[,|·•/]|  )`)
	labelled   = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:växel|vx|direkt|ankn|anknytning|jour|bil)\.?:? *(?:nr\.?:? *)?\d{2,5}(?:[^\d,.:]|$)`)
	named      = regexp.MustCompile(`(?i)\d[\d /–-]*\((?:vx|växel|växeln|direkt|mobil|mob|fax|ankn|jour|kontor|kontoret|verkstad|verkstan)\.?\)`)
	since      = regexp.MustCompile(`(?i)(?:sedan|since|grundat|grundad|etablerat|etablerad|est\.?) (?:19|20)\d\d`)
	hours      = regexp.MustCompile(`\d{1,2}[.:]\d{2} ?[-–] ?\d{1,2}[.:]\d{2}`)
)

// Span is the bytes From..To of a line, To exclusive.
type Span struct{ From, To int }

// Numbers gives the parts of a line whose numbers are no money; above is the line
// before it. isName tells a word that is of a person's name.
func Numbers(line, above string, isName func(word string) bool) []Span {
	if !strings.ContainsAny(line, "0123456789") {
		return nil
	}
	spans := addresses(line, above)
	for _, form := range []*regexp.Regexp{since, hours, labelled, named} {
		for _, m := range form.FindAllStringIndex(line, -1) {
			spans = append(spans, Span{m[0], m[1]})
		}
	}
	for _, m := range townLast.FindAllStringSubmatchIndex(line, -1) {
		if !isName(line[m[4]:m[5]]) {
			spans = append(spans, Span{m[2], m[3]})
		}
	}
	return spans
}

// addresses gives the streets and towns of a line.
func addresses(line, above string) []Span {
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
