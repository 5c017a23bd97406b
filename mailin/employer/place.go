package employer

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	// goneTo ends the words before a company that somebody has gone to.
	goneTo = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:börja(?:t|de|r)|gått över|går över|gick över|bytt|flyttat|anställd|anställning|fått jobb|nytt jobb|jobbar|arbetar|jobb)(?:\s+\pL+){0,2}\s+(?:på|hos|till|vid|i)\s*$`)
	// presents ends the words before a company that the writer presents.
	presents = regexp.MustCompile(`(?i)(?:^|[\n.,:;/(|–-]|(?:^|[^\pL])(?:på|hos|från|för|till|om|firma|firman|företaget|bolaget|heter|mvh|hälsningar|kund|kunden|vi))\s*$`)
	// goesOn finds another word with a capital right behind a name: "Björkåsa
	// Ventilation AB" is not Björkåsa Elmontage.
	goesOn = regexp.MustCompile(`^(?: |-)(?:(?:&|o|och) )?\p{Lu}[\pL-]{2,}`)
)

// place tells in what words a mention stands.
func (m *mention) place(text string, from int) {
	before := text[max(0, from-60):from]
	for !utf8.ValidString(before) {
		before = before[1:]
	}
	m.aside = goneTo.MatchString(before)
	first, _ := utf8.DecodeRuneInString(m.text)
	m.running = !unicode.IsUpper(first) && !presents.MatchString(before)
}

// namesAnother tells whether the text goes on with a word that makes the name
// somebody else's.
func namesAnother(text string, to int) bool {
	next := goesOn.FindString(text[to:])
	return next != "" && !contactLabel[strings.ToLower(strings.Trim(next, " -"))]
}

// contactLabel holds words of signatures that have a capital and go on with
// something else.
var contactLabel = map[string]bool{
	"tel": true, "tfn": true, "telefon": true, "mobil": true, "växel": true, "fax": true, "org": true, "orgnr": true, "org.nr": true, "box": true, "mvh": true,
	"hälsningar": true, "med": true, "vänliga": true, "lön": true, "löner": true, "lönekontoret": true, "ekonomi": true, "sverige": true, "oktober": true,
	"september": true, "augusti": true, "november": true, "december": true, "januari": true, "februari": true, "mars": true, "april": true, "maj": true, "juni": true, "juli": true,
	"aktiebolag": true, "handelsbolag": true, "kan": true, "vi": true, "hur": true, "kontaktperson": true,
}
