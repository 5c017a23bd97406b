package mailin

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/underlag/period"
)

// givenNames are the months that people are called: "Jan Kvist", "Maj-Britt".
var givenNames = map[string]bool{"jan": true, "maj": true, "april": true, "mars": true, "august": true, "juni": true, "juli": true, "jul": true, "june": true}

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

var (
	paidOut    = regexp.MustCompile(`(?i)(?:betala(?:des|ts|t)\s+ut|utbetal\p{L}*|lön(?:en|erna)?),?\s+(?:den\s+)?\d{1,2}(?:\s|:e\s|:a\s|\.\s?)+(jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\p{L}*`)
	paidDay    = regexp.MustCompile(`(?i)(?:betala(?:des|ts|t)\s+ut|utbetal\pL*|lön(?:en|erna)?),?\s+(?:den\s+)?\d{1,2}\s?/\s?(1[0-2]|0?[1-9])(?:[^\d/]|$)`)
	drawnOn    = regexp.MustCompile(`(?i)(?:^|\s)\d{1,2}(?:\s|:e\s|:a\s|\.\s?)+(jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\pL*\.?\s+(?:drog|drar|dras|har\s+(?:vi\s+|jag\s+)?dragit|gjorde|gjordes)`)
	wholeMonth = regexp.MustCompile(`(?i)(?:^|[^\d/.-])0?1(?:\s?:?a)?\s?(?:[-–—]|till(?: och med)?|t\.?o\.?m\.?)\s?(?:28|29|30|31)(?:\s?:?[ae])?\.?\s(jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\pL*`)
	slashed    = regexp.MustCompile(`(?i)^[^\n]*(?:avgift|avdrag|underlag|redovisning|lista|lön)\pL*\s+(1[0-2]|0?[1-9])\s?/\s?(2\d)$`)
	feeMonth   = regexp.MustCompile(`(?i)^[^\n]*(?:avgift|avdrag|underlag|redovisning|lista|lön)\p{L}*\s+(\d\d)(0[1-9]|1[0-2])$`)
)

// moreHints finds forms that mails have beside those of the period room: a
// pay-out day in a sentence and, at the end of a subject, a month in four
// digits behind the word for what it is the month of ("avgifter 2609"). Within
// a text four digits may be an amount.
func moreHints(text string, on register.Date) []period.Hint {
	var hints []period.Hint
	for _, m := range append(paidOut.FindAllStringSubmatchIndex(text, 20), drawnOn.FindAllStringSubmatchIndex(text, 20)...) {
		month := period.MonthOf(text[m[2]:m[3]])
		hints = append(hints, period.Hint{Period: period.Latest(month, on), Strength: period.PaidOut, Start: m[0], End: m[1]})
	}
	for _, m := range paidDay.FindAllStringSubmatchIndex(text, 20) {
		month, _ := strconv.Atoi(text[m[2]:m[3]])
		hints = append(hints, period.Hint{Period: period.Latest(time.Month(month), on), Strength: period.PaidOut, Start: m[0], End: m[3]})
	}
	for _, m := range wholeMonth.FindAllStringSubmatchIndex(text, 20) {
		month := period.MonthOf(text[m[2]:m[3]])
		hints = append(hints, period.Hint{Period: period.Latest(month, on), Strength: period.Named, Start: m[0], End: m[1]})
	}
	for _, m := range feeMonth.FindAllStringSubmatchIndex(text, 20) {
		p, err := register.ParsePeriod("20" + text[m[2]:m[3]] + "-" + text[m[4]:m[5]])
		if apart := p.MonthsTo(register.PeriodOf(on)); err == nil && apart >= -1 && apart <= 24 {
			hints = append(hints, period.Hint{Period: p, Strength: period.Named, HasYear: true, Start: m[2], End: m[5]})
		}
	}
	if m := slashed.FindStringSubmatchIndex(text); m != nil { // no month has the number of a year
		month, _ := strconv.Atoi(text[m[2]:m[3]])
		year, _ := strconv.Atoi("20" + text[m[4]:m[5]])
		hints = append(hints, period.Hint{Period: register.NewPeriod(year, time.Month(month)), Strength: period.Named, HasYear: true, Start: m[2], End: m[5]})
	}
	return append(hints, foreignHints(text, on)...)
}

var (
	english   = regexp.MustCompile(`(?i)\b(jan)uary|(feb)ruary|(mar)ch|\b(jun)e\b|(jul)y|(aug)ust\b|\b(oct)(?:ober)?\b`)
	yearAfter = regexp.MustCompile(`^,?\s+(20\d\d)`)
	ordinals  = regexp.MustCompile(`(?i)(?:^|\s)månad\s+(1[0-2]|0?[1-9])(?:[^\d/.-]|\.?\s|\.?$)`)
)

// foreignHints finds months in English and by number ("månad 10").
func foreignHints(text string, on register.Date) []period.Hint {
	var hints []period.Hint
	for _, m := range english.FindAllStringIndex(text, 20) {
		word := strings.Replace(strings.ToLower(text[m[0]:m[0]+3]), "oct", "okt", 1)
		month := period.MonthOf(word)
		h := period.Hint{Period: period.Latest(month, on), Strength: period.Named, Start: m[0], End: m[1]}
		if year := yearAfter.FindStringSubmatch(text[m[1]:]); year != nil {
			h.Period.Year, _ = strconv.Atoi(year[1])
			h.HasYear = true
		}
		hints = append(hints, h)
	}
	for _, m := range ordinals.FindAllStringSubmatchIndex(text, 20) {
		month, _ := strconv.Atoi(text[m[2]:m[3]])
		hints = append(hints, period.Hint{Period: period.Latest(time.Month(month), on), Strength: period.Named, Start: m[2], End: m[3]})
	}
	return hints
}

var (
	compared  = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:som|mot|än|jämfört med|liksom)\s+(?:i|för|under)?\s*$`)
	bothOf    = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:såväl|både|dels)(?:[^\pL]|$)`)
	putRight  = regexp.MustCompile(`(?i)(?:för mycket|för lite|för litet|för lågt|för högt|dubbelt|glöm\pL*|missa\pL*|tillbaka|återbetal\pL*|retroaktiv\pL*)[^,;:]{0,40}\s(?:i|från|för|avseende|under)\s*$`)
	happened  = regexp.MustCompile(`(?i)(?:avvikelse\pL*|slutade?|slutat|slutar|började?|börjat|börjar|anställd\pL*|nyanställd\pL*|sjuk\pL*|ledig\pL*|åter|semester|flytta\pL*|skickade|skickat|ringde|påminn\pL*|registrera(?:de|t)|tjänstledig|föräldraledig|pension\pL*)[^,;:]{0,30}\s(?:i|sedan|till|från|under|tills|hela|halva|större delen av)` + partOf + `\s*$`)
	tillLater = regexp.MustCompile(`(?i)^\pL*\s+(?:(?:kommer|skickas|skickar|sänds|sänder|lämnas|lämnar|redovisas|redovisar|tar|får|mejlas|mejlar|följer)[^.!?\n]{0,20}\s(?:i (?:jan|feb|mars|april|maj|juni|juli|aug|sep|okt|nov|dec)\pL*|nästa|senare|sedan|sen|efter|separat|när|då|så snart|så fort|imorgon|i morgon|inom|snart|strax|därefter|för sig|i veckan|i slutet|i mitten|i början|till veckan|på (?:mån|tis|ons|tors|fre)dag|om (?:en|ett|någr)|framåt|den \d)|dröjer|är inte klar|återkommer|väntar vi|hinner)(?:[^\pL]|$)`)
	laterOf   = regexp.MustCompile(`(?i)(?:(?:avdrag|avgift|list|lön|uppgift|underlag|resten|redovis)\pL*\s+(?:kommer|skickas|skickar vi|lämnas)\s+(?:först\s+)?(?:i|under)|(?:återkom\pL*|väntar|återstår|saknas|kvar är)[^,;:.]{0,20}\s(?:med|om|för|på|angående))\s*$`)
	rightedOf = regexp.MustCompile(`(?i)[,(]\s*(?:och\s+|en\s+|varav\s+)?(?:rättning|rättelse|rättat|korrigering|korrektion|justering|kreditering|kredit|retro\pL*|efterdebitering|återbäring|återbetalning|tillbaka)(?:\s+(?:i|av|för|från|avseende|gäller|avser|till|ang\.?))?\s*$`)
	righted   = regexp.MustCompile(`(?i)(?:rättning|rättelse|rättat|korrigering|korrektion|justering|kreditering|kredit|återbetalning|återbäring|tillbaka|retro)[^.,;:]{0,30}$`)
	minusFor  = regexp.MustCompile(`(?i)(?:[\s:(][-−–]\s?|minus\s)\d[\d\s/+,:.–−-]*(?:kr|kronor)?\.?\s*(?:för|avseende|från|i|gäller|avser)\s*$`)
	minusHere = regexp.MustCompile(`^[^\n]*(?:[\s:(][-−–]\s?|minus\s)\d`)
	wasWrong  = regexp.MustCompile(`(?i)^\pL*\s+(?:drogs|drog|blev|betalades|redovisades)[^.!?\n]{0,40}(?:för lite|för mycket|för litet|fel|dubbelt)`)
	gone      = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:slutade?|slutat|slutar|började?|börjat|börjar|anställdes|nyanställd|påminn\pL*|ringde|jobbat|arbetat|tillträd\pL*|flyttade|flyttat|flyttar|bytte|bytt|byter|överens\pL*|pratade|talade|fyller|född|(?:jag|vi)\s[^.,;:]{0,20}(?:semester|ledig\pL*|föräldraledig|tillbaka|åter))[^,;:]{0,30}\s(?:i|sedan|till|från|under|den|vid|per|efter|före|sista|siste|första)` + partOf + `(?:\s+\d{1,2})?\s*$`)
	sentOnce  = regexp.MustCompile(`(?i)^\pL*\s+(?:redan|förra veckan|i förra veckan|tidigare|i går|igår|häromdagen|sist)(?:[^\pL]|$)`)
	sumOf     = regexp.MustCompile(`(?i)(?:summan?|totalen|totalsumman?)\s+(?:för|i)\s*$`)
	was       = regexp.MustCompile(`(?i)^\pL*\s+(?:var|blev)(?:[^\pL]|$)`)
	devious   = regexp.MustCompile(`(?i)avvikelse\pL*\s*(?:i|från|för|period|:)?\s*$`)
	together  = regexp.MustCompile(`(?i)^\s*(?:och|samt|&|\+|/|-|–|resp\.?|respektive)\s*$`)
	beginning = regexp.MustCompile(`[.!?]\s|\n\s*\n`)
)

// partOf stands between "i" and a month: "i mitten av oktober".
const partOf = `(?:\s+(?:(?:i|på)\s+)?(?:mitten|slutet|början|första|sista|andra|halva)(?:\s+(?:av|veckan|dagen|delen|hälften|av|i)){0,3})?`

// withoutAsides drops the months that a sentence only compares with ("precis
// som förra månaden"), puts right ("för mycket i maj"), leaves for later
// ("oktober kommer nästa vecka") or tells an event of ("Bo började i
// september"), where another month is named beside them (rule 7).
func withoutAsides(text string, hints []period.Hint) []period.Hint {
	hints = slices.DeleteFunc(slices.Clone(hints), func(h period.Hint) bool { return gone.MatchString(sentenceBefore(text, h)) })
	kept := slices.DeleteFunc(slices.Clone(hints), func(h period.Hint) bool { return isAside(text, h) })
	if plain := slices.DeleteFunc(slices.Clone(kept), func(h period.Hint) bool { return h.Strength > period.Dated && !isPlain(text, h) }); slices.ContainsFunc(plain, func(h period.Hint) bool { return h.Strength > period.Dated }) {
		return plain
	}
	if slices.ContainsFunc(kept, func(h period.Hint) bool { return h.Strength > period.Dated }) {
		return kept
	}
	return hints
}

// onlyAsides tells hints of which none says plainly which month the fees are of:
// a file or the subject goes before them.
func onlyAsides(text string, hints []period.Hint) bool {
	return !slices.ContainsFunc(hints, func(h period.Hint) bool { return h.Strength > period.Dated && !isAside(text, h) && isPlain(text, h) })
}

var (
	feeTalk  = regexp.MustCompile(`(?i)avgift|avdrag|avdrog|(?:^|[^\pL])(?:drog|dra|drar|dras|drogs|dragit|dragits|draget)(?:[^\pL]|$)|lön(?:en|er|erna|eperiod\pL*|eutbetalning\pL*|ekörning\pL*|elista\pL*|ebesked\pL*)?(?:[^\pL]|$)|period|avse[rd]|avseende|gäller|redovis|underlag|medlem|rapport|utbetal|belopp|månadens|siffror|uppgifter`)
	pointsTo = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:här|nu|nedan|bifog\pL*|bilag\pL*|följer|enligt|detta|följande)(?:[^\pL]|$)`)
	newLine  = regexp.MustCompile(`\n\s*(?:\p{Lu}|$)`) // a line that begins with a capital goes on from none
	nextOne  = regexp.MustCompile(`(?i)nästa\s+(?:lista|redovisning|rapport|fil|omgång|underlag|avgift\pL*|gång)[^.!?\n]*$`)
	hadThem  = regexp.MustCompile(`(?i)^\pL*\s+(?:(?:har|fick)\s+ni\s+(?:redan|ju|fått|säkert)|(?:är|blev|har)\s+(?:ju\s+)?(?:redan|tidigare)(?:[^\pL]|$))`)
)

// isPlain tells a month that its sentence speaks of with fees, pay or what the
// mail encloses, or that stands for itself on a line or before a colon: other
// months are of something else where such a one is named.
func isPlain(text string, h period.Hint) bool {
	if h.Strength >= period.Labelled {
		return true
	}
	after := text[h.End:min(len(text), h.End+120)]
	line := text[strings.LastIndexByte(text[:h.Start], '\n')+1:h.Start] + strings.SplitN(text[h.Start:], "\n", 2)[0]
	if strings.HasPrefix(strings.TrimLeft(after, " "), ":") || len(strings.Fields(line)) <= 3 || strings.ContainsAny(strings.ReplaceAll(line, text[h.Start:h.End], ""), "0123456789") {
		return true
	}
	if end := beginning.FindStringIndex(after); end != nil {
		after = after[:end[0]]
	}
	before := sentenceBefore(text, h)
	if at := newLine.FindAllStringIndex(before+" ", -1); len(at) > 0 {
		before = before[at[len(at)-1][0]:]
	}
	if at := newLine.FindStringIndex(after); at != nil {
		after = after[:at[0]]
	}
	sentence := before + text[h.Start:h.End] + strings.ToValidUTF8(after, "")
	return feeTalk.MatchString(sentence) || pointsTo.MatchString(sentence)
}

func isAside(text string, h period.Hint) bool {
	before := sentenceBefore(text, h)
	after := text[h.End:min(len(text), h.End+80)]
	if asks := beginning.FindString(after + " \n\n"); strings.HasPrefix(asks, "?") {
		return true // "Hur ser vi vad vi redovisade i september?"
	}
	if nextOne.MatchString(before) || hadThem.MatchString(after) {
		return true
	}
	if sumOf.MatchString(before) && was.MatchString(after) {
		return true
	}
	return compared.MatchString(before) && !bothOf.MatchString(before) || putRight.MatchString(before) ||
		happened.MatchString(before) || devious.MatchString(before) ||
		laterOf.MatchString(before) || minusFor.MatchString(before) || rightedOf.MatchString(before) || righted.MatchString(before) && minusHere.MatchString(after) || sentOnce.MatchString(after) || tillLater.MatchString(after) || wasWrong.MatchString(after)
}

// sentenceBefore gives what stands before a hint in its sentence.
func sentenceBefore(text string, h period.Hint) string {
	before := strings.ToValidUTF8(text[max(0, h.Start-120):h.Start], "")
	if ends := beginning.FindAllStringIndex(before, -1); len(ends) > 0 {
		before = before[ends[len(ends)-1][1]:]
	}
	return before
}

// joined gives months that "och" joins the same weight: "för september och
// oktober" says neither more plainly (rule 19).
func joined(text string, hints []period.Hint) []period.Hint {
	slices.SortStableFunc(hints, func(a, b period.Hint) int { return a.Start - b.Start })
	for i := 0; i+1 < len(hints); i++ {
		a, b := &hints[i], &hints[i+1]
		if a.Period != b.Period && a.End <= b.Start && a.Strength > period.Relative && b.Strength > period.Relative && together.MatchString(text[a.End:b.Start]) {
			a.Strength = max(a.Strength, b.Strength)
			b.Strength = a.Strength
		}
	}
	return hints
}
