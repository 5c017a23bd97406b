package prose

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// otherAt measures a name in running text that is no member's: words with
// capitals that are no labels, either two of them, or one behind a preposition
// or right before an amount. next is i where none stands there.
func (r *reader) otherAt(line, i int) (next int) {
	tokens := r.tokens[line]
	if next := r.reversedName(line, i); next > i {
		return next
	}
	to := i
	for to < len(tokens) && to-i < 5 && r.nameLike(line, to, i) {
		to++
	}
	switch {
	case to == i:
		return i
	case to < len(tokens) && companyForm[tokens[to].fold]:
		return i
	case to-i >= 2 && !(atSentenceStart(tokens, i) && to-i == 2 && commonStart[tokens[i].fold]):
		return to
	case i > 0 && preposition[tokens[i-1].fold]:
		return to
	case to < len(tokens) && tokens[to].kind == amount && !atSentenceStart(tokens, i):
		return to
	}
	return i
}

// nameLike tells whether the token at k goes on with the name that begins at
// i: a word with a capital, close to the one before it.
func (r *reader) nameLike(line, k, i int) bool {
	t := r.tokens[line][k]
	first, _ := utf8.DecodeRuneInString(t.text)
	particle := k > i && nameParticle[t.fold]
	if t.kind != word || !unicode.IsUpper(first) && !particle || strings.HasSuffix(t.text, ".") && len(t.fold) > 1 && !endsWithStop(r.tokens[line], k) {
		return false
	}
	if k > i && strings.Trim(r.between(line, k-1), " ,") != "" {
		return false
	}
	return roleOf(t.fold) == noRole && !totalWord[t.fold] && !connective[t.fold] && !commonStart[t.fold] && !companyForm[t.fold] && !strings.HasPrefix(t.fold, "avgift") && !strings.HasPrefix(t.fold, "medlem")
}

// atSentenceStart tells a token that begins a sentence, where every word has a
// capital.
func atSentenceStart(tokens []token, i int) bool {
	return i == 0 || tokens[i-1].kind == stop
}

var preposition = map[string]bool{"for": true, "till": true, "at": true, "pa": true, "samt": true, "och": true}

// commonStart holds words that have a capital without being names.
var commonStart = map[string]bool{
	"hej": true, "vi": true, "jag": true, "har": true, "harmed": true, "pengarna": true, "avser": true, "enligt": true, "oktober": true, "september": true,
	"augusti": true, "juli": true, "juni": true, "maj": true, "april": true, "mars": true, "februari": true, "januari": true, "november": true, "december": true,
	"det": true, "den": true, "detta": true, "ovriga": true, "resten": true, "ingen": true, "inga": true, "drog": true, "for": true, "sek": true, "kr": true, "period": true,
	"anstalld": true, "personnr": true, "personnummer": true, "ring": true, "mvh": true, "halsningar": true, "tel": true, "ny": true, "nu": true, "i": true, "pa": true,
	"av": true, "hos": true, "fran": true, "med": true, "om": true, "nar": true, "sa": true, "dar": true, "dessutom": true, "aven": true, "men": true, "under": true, "sedan": true, "vid": true, "till": true, "alla": true, "bada": true, "efter": true, "darefter": true, "medlemmen": true, "rattelse": true,
}

var companyForm = map[string]bool{"ab": true, "hb": true, "kb": true, "aktiebolag": true}

// reversedName measures "Efternamn, Förnamn" at the beginning of a list's line,
// which is one person also where another member bears one of the names.
func (r *reader) reversedName(line, i int) (next int) {
	tokens := r.tokens[line]
	if i != 0 || len(tokens) < 3 {
		return i
	}
	comma := -1
	to := 0
	for ; to < len(tokens) && to < 5 && r.nameLike(line, to, min(to, 1)) || to < len(tokens) && to == 0 && tokens[0].kind == word && nameParticle[tokens[0].fold]; to++ {
		if to > 0 && strings.Contains(r.between(line, to-1), ",") {
			if comma > 0 {
				return i
			}
			comma = to
		}
	}
	if comma < 1 || to >= len(tokens) || tokens[to].kind != amount && tokens[to].kind != number {
		return i
	}
	return to
}

var nameParticle = map[string]bool{"af": true, "von": true, "de": true, "van": true, "al": true}

// inAnotherCell tells words behind a person, a tab or bracket away, that say
// something of him or her: "Anna Bergström (f.d. Ek)", a column of occupations.
func (r *reader) inAnotherCell(line, i int, items []item) bool {
	if len(items) == 0 || items[len(items)-1].kind != isPerson {
		return false
	}
	from := r.tokens[line][items[len(items)-1].at.token].to
	return strings.ContainsAny(r.lines[line].Text[from:max(from, r.tokens[line][i].from)], "\t(|;")
}

// backToLabel gives the text between an amount and the label before it.
func (r *reader) backToLabel(line, i int) string {
	tokens := r.tokens[line]
	for k := i - 1; k >= 0; k-- {
		if roleOf(tokens[k].fold) != noRole {
			return r.lines[line].Text[tokens[k].to:tokens[i].from]
		}
	}
	return ""
}

// endsWithStop tells a word whose point ends the sentence.
func endsWithStop(tokens []token, k int) bool {
	return k+1 < len(tokens) && tokens[k+1].kind == stop && tokens[k+1].from < tokens[k].to
}

// isFirm tells whether the sentence says that an amount is a fee of somebody whom
// the register does not know: only small words stand between the two, a
// preposition among them where the amount comes first, and the name is no
// organisation's. "811 kr satte Handelsbanken Nybro in" is nobody's fee.
func (r *reader) isFirm(c claim) bool {
	line, from := c.person.at.line, c.person.at.token
	if !strings.Contains(c.person.name, " ") || organisation.MatchString(c.person.name) {
		return false
	}
	if len(c.amounts) == 0 || c.amounts[0].line != line {
		return true
	}
	tokens := r.tokens[line]
	to := slices.IndexFunc(tokens, func(t token) bool { return t.from == c.amounts[0].from })
	if to < 0 {
		return true
	}
	points := to > from || to+1 == from
	for _, t := range tokens[min(from, to)+1 : max(from, to)] {
		points = points || preposition[t.fold] || t.fold == "avseende"
		if t.kind == word && startsLower(t.text) && !betweenBoth[t.fold] && !preposition[t.fold] && !nameParticle[t.fold] && !labels(t.fold) {
			return false
		}
	}
	return points
}

var organisation = regexp.MustCompile(`(?i)(?:förbund\pL*|facket|avdelning\pL*|bank\pL*|kassan?|bolaget|verket|kommun|företagen|gruppen|konsult\pL*)(?:[ .,]|$)`)

// betweenBoth holds the small words that stand between a person and the fee.
var betweenBoth = map[string]bool{
	"har": true, "fick": true, "fatt": true, "far": true, "blev": true, "blir": true, "ar": true, "var": true, "hade": true, "avseende": true, "kr": true, "i": true, "dar": true, "vi": true, "det": true,
	"nya": true, "nye": true, "nyanstallda": true, "nyanstallde": true, "larling": true, "larlingen": true, "kollega": true, "anstallda": true, "medlemmen": true, "montoren": true, "en": true, "ny": true, "som": true, "ocksa": true, "aven": true,
}

// toNextWord gives what stands between a token and the next.
func (r *reader) toNextWord(line, i int) string {
	if i+1 >= len(r.tokens[line]) {
		return ""
	}
	return r.between(line, i)
}

// closes tells a total's word that a comma sets apart from what follows: "1 178 kr totalt, dvs 608 kr Anna".
func (r *reader) closes(line, i int) bool {
	return strings.IndexAny(r.lines[line].Text[r.tokens[line][i].to:], ",;") == 0
}

// nothing are the words of who has no fee: a name with a reason alone is no row
// (rule 20), and takes no neighbour's amount.
var nothing = map[string]bool{"inget": true, "ingenting": true, "ingen": true, "inga": true}

// withoutNothing sets persons aside of whom the line says that nothing was drawn:
// "inget för Bo som var sjuk", "Bo fick ingenting".
func (r *reader) withoutNothing(line int, items []item) []item {
	tokens := r.tokens[line]
	for i := range items {
		it := &items[i]
		if it.kind != isPerson && it.kind != isOther {
			continue
		}
		if nothingBefore(tokens, it.at.token) || nothingAfter(tokens, it.at.token, items[i+1:]) {
			it.kind = isStop
		}
	}
	return items
}

// nothingBefore tells "inget för", "ingen avgift på" before a token.
func nothingBefore(tokens []token, at int) bool {
	if at < 2 || !ofPerson[tokens[at-1].fold] {
		return false
	}
	return nothing[tokens[at-2].fold] || at > 2 && isFeeWord(tokens[at-2].fold) && nothing[tokens[at-3].fold]
}

// nothingAfter tells a person behind whom, before any amount or other person,
// stands that nothing was drawn.
func nothingAfter(tokens []token, at int, after []item) bool {
	end := len(tokens)
	if len(after) > 0 {
		end = after[0].at.token
	}
	for k := at; k < min(end, at+6); k++ {
		if nothing[tokens[k].fold] && (tokens[k].fold == "ingenting" || k+1 == end || isFeeWord(tokens[k+1].fold) || tokens[k].fold == "inget") {
			return true
		}
	}
	return false
}

// isFeeWord tells a word for what is drawn.
func isFeeWord(fold string) bool {
	return fold == "avdrag" || fold == "avgift" || fold == "avgifter" || fold == "fackavgift" || fold == "medlemsavgift"
}

// mayBeMinus tells an amount behind a dash and a blank in the row of a correction,
// "Bo (rättelse juli) - 19 - 5": the dash is a sign there as well as a dash, and
// nobody can say which.
func (r *reader) mayBeMinus(line, i int) bool {
	t, text := r.tokens[line][i], r.lines[line].Text
	before := strings.TrimRight(text[:t.from], " \t\u00a0")
	dash, size := utf8.DecodeLastRuneInString(before)
	if len(before) == t.from || !strings.ContainsRune("-–−", dash) || t.readings[0] <= 0 {
		return false
	}
	if rest := before[:len(before)-size]; rest != "" && !strings.HasSuffix(rest, " ") && !strings.HasSuffix(rest, "\t") {
		return false
	}
	return correction.MatchString(before)
}

var correction = regexp.MustCompile(`(?i)rättning|rättelse|korrig|korrektion|justering|återb|tillbaka|kredit|retur`)
