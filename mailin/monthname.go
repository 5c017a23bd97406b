package mailin

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"sef.se/kontakten/mailin/underlag/period"
)

// givenNames are the months that people are called: "Jan Kvist", "Maj-Britt".
var givenNames = map[string]bool{"jan": true, "maj": true, "april": true, "mars": true, "august": true, "juni": true, "juli": true, "jul": true}

var feeSubject = regexp.MustCompile(`(?i)avgift|avdrag|lön|underlag|redovis|lista|period|månad|rapport|avser|för$`)

// isGivenName tells a month that is a person's name: without a year, with a
// capital, beside another word with a capital that is not about fees.
func isGivenName(text string, h period.Hint) bool {
	word := text[h.Start:h.End]
	first, _ := utf8.DecodeRuneInString(word)
	if h.HasYear || !unicode.IsUpper(first) || !givenNames[strings.ToLower(strings.TrimRight(word, ".-"))] {
		return false
	}
	line := text[strings.LastIndexByte(text[:h.Start], '\n')+1 : h.Start]
	after, _, _ := strings.Cut(text[h.End:], "\n")
	return besideName(strings.TrimLeft(after, " \t-,")) || besideName(lastWord(line)) && strings.ContainsAny(line+after, "0123456789")
}

// besideName tells a word with a capital that does not speak of fees.
func besideName(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	end := strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' })
	if end >= 0 {
		word = word[:end]
	}
	return unicode.IsUpper(first) && !feeSubject.MatchString(word)
}

func lastWord(line string) string {
	fields := strings.Fields(strings.TrimRight(line, " \t,;:"))
	if len(fields) == 0 {
		return ""
	}
	return fields[len(fields)-1]
}
