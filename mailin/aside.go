package mailin

import (
	"regexp"
	"slices"
	"strings"

	"sef.se/kontakten/mailin/underlag/period"
)

var (
	compared  = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:som|mot|än|jämfört med|liksom)\s+(?:i|för|under)?\s*$`)
	bothOf    = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:såväl|både|dels)(?:[^\pL]|$)`)
	putRight  = regexp.MustCompile(`(?i)(?:för mycket|för lite|för litet|för lågt|för högt|dubbelt|glöm\pL*|missa\pL*|tillbaka|återbetal\pL*|retroaktiv\pL*)[^,;:]{0,40}\s(?:i|från|för|avseende|under)\s*$`)
	happened  = regexp.MustCompile(`(?i)(?:slutade?|slutat|började?|börjat|anställd\pL*|nyanställd\pL*|sjuk\pL*|ledig\pL*|åter|semester|flytta\pL*|skickade|skickat|ringde|påminn\pL*|registrera(?:de|t))[^,;:]{0,30}\s(?:i|sedan|till|från|under|tills)\s*$`)
	tillLater = regexp.MustCompile(`(?i)^\pL*\s+(?:kommer|skickas|skickar|sänds|lämnas|redovisas|tar)[^.!?\n]{0,20}\s(?:nästa|senare|sedan|sen|efter|separat|när|då|så snart)`)
	wasWrong  = regexp.MustCompile(`(?i)^\pL*\s+(?:drogs|drog|blev|betalades|redovisades)[^.!?\n]{0,40}(?:för lite|för mycket|för litet|fel|dubbelt)`)
	beginning = regexp.MustCompile(`[.!?]\s|\n\s*\n`)
)

// withoutAsides drops the months that a sentence only compares with ("precis
// som förra månaden"), puts right ("för mycket i maj"), leaves for later
// ("oktober kommer nästa vecka") or tells an event of ("Bo började i
// september"), where another month is named beside them (rule 7).
func withoutAsides(text string, hints []period.Hint) []period.Hint {
	kept := slices.DeleteFunc(slices.Clone(hints), func(h period.Hint) bool { return isAside(text, h) })
	if slices.ContainsFunc(kept, func(h period.Hint) bool { return h.Strength > period.Dated }) {
		return kept
	}
	return hints
}

// onlyAsides tells hints of which none says plainly which month the fees are of:
// a file or the subject goes before them.
func onlyAsides(text string, hints []period.Hint) bool {
	return !slices.ContainsFunc(hints, func(h period.Hint) bool { return h.Strength > period.Dated && !isAside(text, h) })
}

func isAside(text string, h period.Hint) bool {
	before := strings.ToValidUTF8(text[max(0, h.Start-120):h.Start], "")
	if ends := beginning.FindAllStringIndex(before, -1); len(ends) > 0 {
		before = before[ends[len(ends)-1][1]:]
	}
	after := text[h.End:min(len(text), h.End+80)]
	return compared.MatchString(before) && !bothOf.MatchString(before) || putRight.MatchString(before) ||
		happened.MatchString(before) || tillLater.MatchString(after) || wasWrong.MatchString(after)
}
