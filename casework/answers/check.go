package answers

import (
	"regexp"
	"strings"
	"unicode"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/letter"
)

// mostText is how long an answer may be, in bytes.
const mostText = 6000

// Guarded is what a text must not tell: anyone, or an address that is not confirmed.
type Guarded struct {
	People   []string // names of members and of who stands in the rows: told to nobody
	Company  []string // names and numbers by which the company is known: only to confirmed addresses
	Contacts []string // names of its contact persons: likewise
}

var (
	amount = regexp.MustCompile(`(?i)\d[\d \x{a0}.,]*\s*(kr|kronor|sek)\b`)
	month  = regexp.MustCompile(`(?i)\b(januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\s+20\d\d\b`)
)

// Check refuses (Invalid) a text that may not go to a recipient: it must say something and leave
// no gap; it holds no personnummer and no member's name (invariant 8); to an address that is not
// confirmed for the company it tells nothing of the company (R18), and a letter fits on its page.
func Check(text string, to Recipient, g Guarded) error {
	switch {
	case strings.TrimSpace(text) == "":
		return casework.Refuse(casework.Invalid, "Svaret är tomt. Skriv något, eller fyll i förslaget.")
	case len(text) > mostText:
		return casework.Refuse(casework.Invalid, "Svaret är för långt. Korta det, eller ring.")
	case len(Gaps(text)) > 0:
		return casework.Refuse(casework.Invalid, "Fyll i %s innan svaret skickas.", strings.Join(Gaps(text), ", "))
	case casework.HoldsPersonnummer(text):
		return casework.Refuse(casework.Invalid, "Svaret innehåller ett personnummer. Ta bort det; vi skriver aldrig personnummer i mejl.")
	}
	words := spaced(text)
	for _, name := range g.People {
		if strings.Contains(words, spaced(name)) && !one(g.Contacts, name) {
			return casework.Refuse(casework.Invalid, "Svaret nämner en person vid namn som kan vara medlem. Skriv radens nummer i stället.")
		}
	}
	if to.Way == WayLetter && !letter.AnswerFits(text) {
		return casework.Refuse(casework.Invalid, "Texten får inte plats på en sida. Korta den, eller skicka den med mejl.")
	}
	if to.Confirmed {
		return nil
	}
	return general(text, words, g)
}

// general refuses what tells of the company.
func general(text, words string, g Guarded) error {
	const why = "Adressen är inte bekräftad för företaget, så svaret får inte säga något om det. "
	for _, name := range append(append([]string{}, g.Company...), g.Contacts...) {
		if name != "" && strings.Contains(words, spaced(name)) {
			return casework.Refuse(casework.Invalid, why+"Ta bort ”%s”, eller välj en bekräftad adress.", name)
		}
	}
	for _, told := range []*regexp.Regexp{amount, month} {
		if found := told.FindString(text); found != "" {
			return casework.Refuse(casework.Invalid, why+"Ta bort ”%s”, eller välj en bekräftad adress.", found)
		}
	}
	return nil
}

func one(all []string, name string) bool {
	for _, a := range all {
		if strings.EqualFold(a, name) {
			return true
		}
	}
	return false
}

// spaced is a text as words in lower case with one space around each, so that a name is found
// whole, whatever stands between its parts.
func spaced(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return " " + strings.Join(words, " ") + " "
}
