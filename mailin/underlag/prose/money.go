package prose

import (
	"slices"
	"strings"

	"sef.se/kontakten/mailin/underlag/letterhead"
)

// isMoney tells an amount from a count, a year, a house number. What is
// written with öre or "kr" is money; a bare number only where it may be a fee
// and the line says little else.
func (r *reader) isMoney(line, i int, afterTotal bool) bool {
	t := r.tokens[line][i]
	if !t.bare {
		return true
	}
	value := t.readings[0]
	if value == 0 {
		return r.plainWords(line) <= 2 || r.isBesidePerson(line, i)
	}
	if value < 0 {
		value = -value
	}
	if i == 0 && isPlainNumber(t.text) && (r.listed || isNumbering(r.tokens[line])) {
		return false // an employee's number, a wage type, a number in a list
	}
	if i > 0 && isStreet(r.tokens[line][i-1].fold) {
		return false
	}
	if i > 0 && (periodWord[r.tokens[line][i-1].fold] || isYear(t.text) && monthName[r.tokens[line][i-1].fold]) {
		return false
	}
	if r.isBesidesNegative(line, i) {
		return true
	}
	if value < 10_00 || value > 500_000_00 && !strings.Contains(t.text, " ") {
		return false
	}
	return afterTotal || goesOnFrom(r.tokens[line], i) || r.plainWords(line) <= 3 || isVerbBefore(r.tokens[line], i) || inSeries(r.tokens[line], i) ||
		value >= 100_00 && r.isBesidePerson(line, i) || r.isOtherHalf(line, i)
}

// isOtherHalf tells a bare number that only a slash or a plus sign keeps from
// money: "Bo 645/170".
func (r *reader) isOtherHalf(line, i int) bool {
	if i == 0 || r.tokens[line][i-1].kind != amount {
		return false
	}
	sign := strings.TrimSpace(r.between(line, i-1))
	return (sign == "/" || sign == "+") && r.isMoney(line, i-1, false)
}

// given are the words that may stand between a person and the bare number that
// is the fee: "Bo som vanligt 812", "Anna ligger på 849", "Eva drog vi 507 på".
var given = map[string]bool{"fick": true, "far": true, "blev": true, "blir": true, "betalade": true, "betalar": true, "ligger": true, "pa": true, "som": true, "vanligt": true,
	"drog": true, "drogs": true, "drar": true, "vi": true, "har": true, "hade": true, "och": true, "respektive": true, "resp": true, "medlem": true, "kontroll": true, "medlemsavgift": true, "kontrollavgift": true, "i": true}

// isBesidePerson tells a bare number that follows a member's name with hardly a
// word between, and is followed by none that it could count ("Bo 849 timmar"), or
// that stands before "för Bo", "från Bo".
func (r *reader) isBesidePerson(line, i int) bool {
	tokens := r.tokens[line]
	if i+2 < len(tokens) && ofPerson[tokens[i+1].fold] && (pronoun[tokens[i+2].fold] || r.isName(tokens[i+2].text)) {
		return true
	}
	if i+1 < len(tokens) && r.isName(tokens[i+1].text) && strings.HasSuffix(r.lines[line].Text[:tokens[i+1].from], "(") {
		return true
	}
	if i+1 < len(tokens) && tokens[i+1].kind == word && startsLower(tokens[i+1].text) && strings.TrimSpace(r.between(line, i)) == "" && !given[tokens[i+1].fold] && !goesOn[tokens[i+1].fold] {
		return false
	}
	for k := i - 1; k >= 0; k-- {
		switch t := tokens[k]; {
		case t.kind == word && r.isName(t.text):
			return true
		case t.kind == word && given[t.fold], t.kind == amount:
		default:
			return false
		}
	}
	return false
}

// goesOn are the words with which a sentence goes on behind a fee: a number counts
// none of them.
var goesOn = map[string]bool{"samt": true, "eftersom": true, "for": true, "den": true, "det": true, "denna": true, "da": true, "men": true, "medan": true, "nu": true, "ocksa": true,
	"an": true, "ar": true, "efter": true, "precis": true, "vilket": true, "aven": true, "plus": true, "dar": true, "nar": true, "och": true, "sa": true, "till": true, "igen": true}

// pronoun names a person again.
var pronoun = map[string]bool{"honom": true, "henne": true}

// ofPerson stands between an amount and whose it is.
var ofPerson = map[string]bool{"for": true, "pa": true, "fran": true, "av": true, "hos": true}

// passLetterhead makes the numbers of addresses, telephones and the like known
// and passed over.
func (r *reader) passLetterhead(line int) {
	above := ""
	if line > 0 {
		above = r.lines[line-1].Text
	}
	for _, s := range letterhead.Numbers(r.lines[line].Text, above, r.isName) {
		for i := range r.tokens[line] {
			if t := &r.tokens[line][i]; t.kind == amount && t.from >= s.From && t.from < s.To {
				t.kind, t.readings = other, nil
			}
		}
	}
}

// isName tells words of which one is of a member's name.
func (r *reader) isName(words string) bool {
	return slices.ContainsFunc(nameWords(words), func(w string) bool { return len(r.roster.byWord[w]) > 0 })
}

// joins stand between two amounts of one person.
var joins = map[string]bool{"och": true, "samt": true, "plus": true, "resp": true, "respektive": true, "+": true}

// isNumbering tells a line that begins with a number of its own, before words and
// then amounts.
func isNumbering(tokens []token) bool {
	return len(tokens) > 2 && tokens[0].kind == amount && tokens[0].bare && isPlainNumber(tokens[0].text) && tokens[1].kind != amount && amountFollows(tokens, 1) &&
		!joins[tokens[1].fold] // "531 resp. 140: Anna"
}

// isYear tells a year of this century.
func isYear(text string) bool {
	return len(text) == 4 && text[:2] == "20" && isPlainNumber(text)
}

// monthName holds the months, also shortened.
var monthName = map[string]bool{
	"januari": true, "februari": true, "mars": true, "april": true, "maj": true, "juni": true, "juli": true, "augusti": true, "september": true, "oktober": true, "november": true, "december": true,
	"january": true, "february": true, "march": true, "may": true, "june": true, "july": true, "august": true, "october": true, "oct": true,
	"jan": true, "feb": true, "mar": true, "apr": true, "jun": true, "jul": true, "aug": true, "sep": true, "sept": true, "okt": true, "nov": true, "dec": true,
}

// isStreet tells the word before a house number.
func isStreet(fold string) bool {
	for _, end := range []string{"gatan", "gata", "vagen", "torget", "stigen", "box"} { // no ends of family names
		if strings.HasSuffix(fold, end) {
			return true
		}
	}
	return false
}

// goesOnFrom tells a bare number that goes on from one with its unit: "576 kronor
// plus 152".
func goesOnFrom(tokens []token, i int) bool {
	if i < 2 || tokens[i-2].kind != amount || tokens[i-2].bare {
		return false
	}
	switch tokens[i-1].fold {
	case "plus", "och", "samt", "respektive", "resp":
		return true
	}
	return false
}

// inSeries tells a bare number that goes on to one with its unit: "566, 836 och
// 590 kronor".
func inSeries(tokens []token, i int) bool {
	for k := i + 1; k < len(tokens); k++ {
		switch t := tokens[k]; {
		case t.kind == amount && !t.bare:
			return true
		case t.kind == amount || t.fold == "och" || t.fold == "samt" || t.fold == "respektive" || t.fold == "resp":
		default:
			return false
		}
	}
	return false
}

// isPlainNumber tells digits alone.
func isPlainNumber(text string) bool {
	return strings.Trim(text, "0123456789") == ""
}

// periodWord stands before a month in digits: "avser 2610".
var periodWord = map[string]bool{"avser": true, "period": true, "perioden": true, "loneperiod": true, "manad": true, "galler": true, "avgiftsperiod": true, "avgiftsmanad": true, "ar": true, "sida": true, "sid": true, "nr": true, "lonart": true, "loneart": true}

// plainWords counts the words of a line that are no names, labels or
// connectives: a list has few of them.
func (r *reader) plainWords(line int) int {
	if known, ok := r.plain[line]; ok {
		return known
	}
	n := 0
	for _, t := range r.tokens[line] {
		if t.kind == word && startsLower(t.text) && len(t.fold) > 3 && roleOf(t.fold) == noRole && !connective[t.fold] {
			n++
		}
	}
	r.plain[line] = n
	return n
}

var connective = map[string]bool{"dragit": true, "dragits": true, "drog": true, "med": true, "kronor": true, "respektive": true, "resp": true, "vardera": true, "avdraget": true, "samt": true, "plus": true, "fick": true, "blev": true, "betalat": true, "summa": true, "totalt": true, "sammanlagt": true}

// isVerbBefore tells "drog 608", "dragit 612".
func isVerbBefore(tokens []token, i int) bool {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		switch tokens[k].fold {
		case "drog", "dragit", "dragits", "drar", "dras", "avdrag", "avgift", "avgiften", "belopp", "beloppet", "vara":
			return true
		}
	}
	return false
}

func startsLower(s string) bool {
	return s != "" && strings.ToLower(s[:1]) == s[:1] && s[0] < 0x80 || strings.HasPrefix(s, "å") || strings.HasPrefix(s, "ä") || strings.HasPrefix(s, "ö")
}

// doubtful tells amounts that are no fees although a person stands beside
// them: in a question ("Ska vi dra 608 kr för Anna?"), and differences ("100 kr
// för mycket").
func (r *reader) doubtful(line, i int) bool {
	if !r.isDoubtful(line, i) {
		return false
	}
	r.doubted = append(r.doubted, position{line, i})
	return true
}

// hasDoubt tells whether such an amount stands between the last item before and
// the end of a sentence.
func (r *reader) hasDoubt(before []item, end item) bool {
	from := position{}
	if n := len(before); n > 0 {
		from = before[n-1].at
	}
	return slices.ContainsFunc(r.doubted, func(p position) bool { return !p.before(from) && p.before(end.at) })
}

func (at position) before(b position) bool {
	return at.line < b.line || at.line == b.line && at.token < b.token
}

func (r *reader) isDoubtful(line, i int) bool {
	from, to, asks := r.sentence(line, i)
	if asks {
		return true
	}
	tokens := r.tokens[line]
	if r.isAsideOfBefore(line, i) {
		return true
	}
	if r.mayBeMinus(line, i) {
		return true
	}
	if tokens[i].readings[0] < 0 {
		return false // what was too much is given back: the words say why
	}
	for k := from; k < to; k++ {
		switch tokens[k].fold {
		case "mycket", "lite", "litet":
			if k > 0 && tokens[k-1].fold == "for" {
				return true
			}
		case "nasta":
			if k+1 < to && (tokens[k+1].fold == "manad" || tokens[k+1].fold == "gang") {
				return true // what is to come
			}
		case "inte", "ej", "aldrig":
			if draws(tokens[k+1:min(k+4, to)]) && r.inOneClause(line, i, k) {
				return true
			}
		case "mer", "mindre", "hogre", "lagre":
			if k == i+1 {
				return true // "Bo 10 kr mer"
			}
		case "glomde", "glomt", "missade", "missat":
			drawn := k+1 < to && tokens[k+1].fold == "dra" || k+2 < to && tokens[k+2].fold == "dra" || k+3 < to && tokens[k+3].fold == "dra"
			if drawn && r.inOneClause(line, i, k) {
				return true // and so it was not drawn
			}
		case "mellanskillnad", "mellanskillnaden", "skillnad", "skillnaden", "differens", "differensen", "borde":
			return true
		}
	}
	return false
}

// sentence gives the tokens of a line that belong to one sentence with token i,
// and whether it asks, also where its question mark stands on the next line.
func (r *reader) sentence(line, i int) (from, to int, asks bool) {
	tokens := r.tokens[line]
	for from = i; from > 0 && tokens[from-1].kind != stop; {
		from--
	}
	for to = i; to < len(tokens) && tokens[to].kind != stop; {
		to++
	}
	if to < len(tokens) {
		return from, to, r.isQuestion(line, tokens[to])
	}
	next := line + 1
	if next >= len(r.tokens) || len(r.tokens[next]) == 0 || !startsLower(r.tokens[next][0].text) {
		return from, to, false
	}
	for _, t := range r.tokens[next] {
		if t.kind == stop {
			return from, to, r.isQuestion(next, t)
		}
	}
	return from, to, false
}

func (r *reader) isQuestion(line int, t token) bool {
	return r.lines[line].Text[t.from] == '?'
}

// isAsideOfBefore tells an amount of another month in brackets behind one that
// counts: "608 kr för Anna (600 i september)".
func (r *reader) isAsideOfBefore(line, i int) bool {
	tokens, text := r.tokens[line], r.lines[line].Text
	open := strings.LastIndexAny(text[:tokens[i].from], "()")
	end := strings.IndexAny(text[tokens[i].to:], "()")
	if open < 0 || text[open] != '(' || end < 0 || text[tokens[i].to+end] != ')' {
		return false
	}
	end += tokens[i].to
	counts, earlier := false, false
	for _, t := range tokens {
		counts = counts || t.kind == amount && t.to <= open
		earlier = earlier || t.from > open && t.to <= end && (monthName[t.fold] || t.fold == "forra" || t.fold == "tidigare")
	}
	return counts && earlier
}

// draws tells whether a verb of drawing stands among tokens.
func draws(tokens []token) bool {
	return slices.ContainsFunc(tokens, func(t token) bool { return drawn[t.fold] })
}

// inOneClause tells whether neither a comma nor "men" stands between two tokens.
func (r *reader) inOneClause(line, i, k int) bool {
	from, to := min(i, k), max(i, k)
	tokens := r.tokens[line]
	return !strings.ContainsRune(r.lines[line].Text[tokens[from].to:tokens[to].from], ',') &&
		!slices.ContainsFunc(tokens[from:to], func(t token) bool { return t.fold == "men" })
}
