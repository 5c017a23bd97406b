package prose

import (
	"regexp"
	"slices"
	"strings"
)

// role is what an amount, or a column of amounts, is.
type role uint8

const (
	noRole role = iota
	baseRole
	feeRole
	controlRole
	sumRole
	oldRole   // replaced: "612 i stället för 608"
	blankRole // a column without amounts: name, number
	noiseRole // a column of other amounts: tax, net pay
)

// roleOf tells what a folded word labels.
func roleOf(w string) role {
	switch {
	case w == "":
		return noRole
	case hasAny(w, "kontrollavg", "kontrollarvode", "granskningsa", "granskningsavg", "matningsavg", "ackordskontroll", "kontr.avg", "kontrollavdrag"), strings.HasPrefix(w, "ktr"), w == "kontroll", w == "kavg", w == "kontr", w == "k-avg", w == "k-avgift", w == "k-avgiften":
		return controlRole
	case hasAny(w, "bruttolon", "lonesumma", "avgiftsunderlag", "skattepliktig", "kontantlon", "manadslon", "bruttobelopp", "avgiftsgrund"), w == "brutto", w == "lon", w == "underlag", w == "grund", w == "grundlon", w == "lonen":
		return baseRole
	case hasAny(w, "medlemsavg", "fackavg", "fackavdr", "fackforeningsavg", "medlavg", "forbundsavg", "fackligavg"), w == "avgift", w == "avdrag", w == "avgiften", w == "avdraget", w == "fack", w == "medl", w == "mavg":
		return feeRole
	case w == "summa", w == "totalt", w == "total", w == "sum", w == "tot", w == "totalsumma", w == "tillsammans", w == "radsumma":
		return sumRole
	case strings.HasPrefix(w, "skatt"), strings.HasPrefix(w, "netto"), strings.HasPrefix(w, "ackum"), hasAny(w, "a-kass", "akass"), w == "ack", w == "prelskatt", w == "preliminarskatt", w == "utbetalt", w == "formaner", w == "traktamente":
		return noiseRole
	case w == "namn", w == "fornamn", w == "efternamn", strings.HasPrefix(w, "personn"), strings.HasPrefix(w, "persnr"), w == "pnr", w == "anstalld", w == "medarbetare", w == "medlem", w == "anstnr", w == "anst", w == "nr":
		return blankRole
	}
	return noRole
}

func hasAny(w string, starts ...string) bool {
	for _, s := range starts {
		if strings.HasPrefix(w, s) {
			return true
		}
	}
	return false
}

// headingRoles reads a line that holds only column headings.
func headingRoles(tokens []token) ([]role, bool) {
	var roles []role
	for _, t := range tokens {
		r := roleOf(t.fold)
		if t.fold == "betala" || t.fold == "redovisa" {
			r = sumRole // "Att betala"
		}
		switch {
		case t.kind == other || t.kind == stop:
		case t.kind != word:
			return nil, false
		case r != noRole:
			roles = append(roles, r)
		case !headingFiller[t.fold]:
			return nil, false
		}
	}
	if len(roles) == 1 && (roles[0] == sumRole || len(tokens) > 1 && roles[0] != feeRole && roles[0] != controlRole) {
		return nil, false
	}
	return roles, len(roles) > 0
}

// headingFiller holds the words that stand in headings beside labels.
var headingFiller = map[string]bool{
	"kr": true, "att": true, "belopp": true, "och": true, "period": true, "id": true, "per": true, "person": true, "oktober": true, "september": true, "augusti": true, "juli": true,
	"juni": true, "maj": true, "april": true, "mars": true, "februari": true, "januari": true, "november": true, "december": true, "okt": true, "sept": true, "nov": true, "dec": true,
}

// amountRoles keeps the columns that hold amounts.
func amountRoles(columns []role) []role {
	var roles []role
	for _, c := range columns {
		if c != blankRole {
			roles = append(roles, c)
		}
	}
	return roles
}

// roleBefore reads the few words before an amount, back to the amount before
// it.
func roleBefore(tokens []token, i int) role {
	for k, n := i-1, 0; k >= 0 && n < 4; k, n = k-1, n+1 {
		t := tokens[k]
		if t.kind == amount || t.kind == number || t.kind == stop {
			return noRole
		}
		if t.kind != word {
			continue
		}
		if drawn[t.fold] {
			return noRole // "På Larssons lön drogs 526 kr": the pay is not the amount
		}
		if t.fold == "for" && k > 0 && (tokens[k-1].fold == "stallet" || tokens[k-1].fold == "istallet") || t.fold == "inte" || t.fold == "felaktigt" || t.fold == "felaktiga" || t.fold == "ej" {
			return oldRole
		}
		if r := roleOf(t.fold); r != noRole && r != blankRole {
			if k > 1 && tokens[k-2].kind == amount && (tokens[k-1].fold == "i" || tokens[k-1].fold == "som") {
				return noRole // "160 kr i kontrollavgift och Bo 570 kr": of the amount before
			}
			return r
		}
	}
	return noRole
}

// drawn holds the verbs behind which an amount is what was drawn.
var drawn = map[string]bool{"drog": true, "drogs": true, "dragits": true, "dragit": true, "dras": true, "drar": true, "draget": true, "dragen": true}

// roleAfter reads "608 kr i medlemsavgift".
func roleAfter(tokens []token, i int) role {
	for k, n := i+1, 0; k < len(tokens) && n < 3; k, n = k+1, n+1 {
		t := tokens[k]
		if t.kind != word {
			return noRole
		}
		if t.fold == "utbetalt" {
			return noRole // "608 kr utbetalt 25/10" says when
		}
		if r := roleOf(t.fold); r != noRole && r != blankRole {
			return r
		}
		if n == 0 && t.fold != "i" && t.fold != "kr" && t.fold != "kronor" && t.fold != "som" {
			return noRole
		}
	}
	return noRole
}

// totalWord holds the words that claim the amounts after them as a total.
var totalWord = map[string]bool{
	"tot": true, "summa": true, "summan": true, "totalt": true, "total": true, "totalsumma": true, "totalsumman": true, "totalen": true,
	"sammanlagt": true, "tillsammans": true, "slutsumma": true, "totalbelopp": true, "totalbeloppet": true, "sum": true,
	"summerat": true, "inalles": true, "delsumma": true, "transport": true, "summering": true, "totalsum": true, "summ": true,
	"ihop": true, "sammanlagda": true, "sammantaget": true, "inbetalning": true, "inbetalningen": true, "alltihop": true, "inbetalas": true, "inbetalt": true, "inbetalat": true, "betalats": true, "insatt": true,
}

// isTotalWord tells whether the word at i begins a total: one of the words, or
// "att betala", "betalar in", "allt som allt".
func isTotalWord(tokens []token, i int) bool {
	t := tokens[i]
	if totalWord[t.fold] {
		return true
	}
	next := ""
	if i+1 < len(tokens) {
		next = tokens[i+1].fold
	}
	switch t.fold {
	case "att":
		return next == "betala"
	case "betalar", "betalat", "betalt", "satt", "satter":
		return next == "in"
	case "allt":
		return next == "som"
	case "s":
		return next == "a"
	case "sa":
		return i+1 < len(tokens) && tokens[i+1].kind == amount && !strings.ContainsRune(t.text, 'å') // "s:a", not "så"
	}
	return false
}

// pointsAhead tells "608:- för Anna": a preposition stands among the few words
// after the amount, before any other amount.
func pointsAhead(tokens []token, i int) bool {
	for k, n := i+1, 0; k < len(tokens) && n < 4; k, n = k+1, n+1 {
		switch t := tokens[k]; {
		case t.kind != word:
			return false
		case t.fold == "pa" && k+1 < len(tokens) && tokens[k+1].from > t.to+1:
			return false // "Anna drog vi 735 på, Bo …"
		case t.fold == "for" || t.fold == "till" || t.fold == "at" || t.fold == "avseende" || t.fold == "pa":
			return k+1 < len(tokens) && tokens[k+1].kind != amount && !nobody[tokens[k+1].fold] && !monthName[tokens[k+1].fold] && tokens[k+1].kind != other
		}
	}
	return false
}

// nobody holds what an amount may be for, or go to, beside a person: "811 kr för
// perioden", "till er".
var nobody = map[string]bool{
	"oktobers": true, "period": true, "perioden": true, "manaden": true, "manad": true, "forra": true, "denna": true, "foregaende": true, "aret": true,
	"honom": true, "henne": true, "dem": true, "oss": true, "bada": true, "alla": true, "er": true, "ert": true, "era": true, "facket": true, "forbundet": true, "sef": true, "bankgiro": true, "plusgiro": true, "bankgirot": true, "plusgirot": true,
}

// isEach tells "608 kr vardera", "608 kr var", "608 kr per person", "vardera 608
// kr".
func isEach(tokens []token, i int) bool {
	if i > 0 && tokens[i-1].fold == "vardera" {
		return true
	}
	for k := i + 1; k < len(tokens) && k <= i+2; k++ {
		switch tokens[k].fold {
		case "vardera", "styck", "stycket", "envar", "person":
			return true
		case "var":
			return k+1 == len(tokens) || tokens[k+1].kind != word || strings.HasSuffix(tokens[k].text, ".") || tokens[k+1].fold == "for" || tokens[k+1].fold == "pa" || drawn[tokens[k+1].fold]
		}
	}
	return false
}

// namesControl tells whether one of the amounts is called the control fee.
func namesControl(amounts []money) bool {
	return slices.ContainsFunc(amounts, func(m money) bool { return m.before == controlRole || m.after == controlRole })
}

// isWithin tells "768 kr, varav 160 kr i kontrollavgift".
func isWithin(tokens []token, i int) bool {
	for k := i - 1; k >= 0 && k >= i-4 && tokens[k].kind == word; k-- {
		switch tokens[k].fold {
		case "varav", "darav", "inkl", "inklusive":
			return true
		}
	}
	return false
}

// isInstead tells an amount that the words between it and the one before it call
// the right one: "389:75 ska vara 398:75", "tidigare 389:75, nytt 398:75".
func isInstead(tokens []token, i int) bool {
	drew := false
	for k := i - 1; k >= 0 && tokens[k].kind != amount && tokens[k].kind != number; k-- {
		drew = drew || drawn[tokens[k].fold]
		switch tokens[k].fold {
		case "men":
			if drew {
				return true // "505 kr i er lista, men vi har dragit 500 kr"
			}
		case "nytt", "ny", "nya", "ratt", "ratta", "korrekt", "korrekta", "andras", "andrat", "rattas", "korrigeras", "justeras":
			return true
		case "vara", "bli":
			if k > 0 && (tokens[k-1].fold == "ska" || tokens[k-1].fold == "skall" || tokens[k-1].fold == "skulle") {
				return true
			}
		}
	}
	return false
}

// labelOfSentence reads the label with a colon that heads the amounts of a
// sentence in which both fees are told one after the other: "Medlemsavgift:
// Krüger 608, Norén 570. Kontrollavgift: Krüger 160, Norén 150."
func (r *reader) labelOfSentence(line, i int) role {
	if r.onlyControl(line, i) {
		return controlRole
	}
	tokens := r.tokens[line]
	amounts := 0
	for k := i - 1; k >= 0 && tokens[k].kind != stop; k-- {
		if tokens[k].kind == amount {
			amounts++
		}
		said := roleOf(tokens[k].fold)
		if said != controlRole && said != feeRole {
			continue
		}
		if (strings.HasPrefix(r.lines[line].Text[tokens[k].to:], ":") || headsNames(tokens, k)) && (amounts > 0 || hasNameBetween(tokens[k+1:i])) {
			return said
		}
		return noRole
	}
	return noRole
}

// headsNames tells a label in the plural before the first of several names:
// "kontrollavgifter Krüger 160, Norén 150".
func headsNames(tokens []token, k int) bool {
	plural := strings.HasSuffix(tokens[k].fold, "er") || strings.HasSuffix(tokens[k].fold, "erna") || strings.HasSuffix(tokens[k].fold, "en")
	if k+1 < len(tokens) && tokens[k+1].fold == "for" {
		k++
	}
	return plural && k+1 < len(tokens) && hasNameBetween(tokens[k+1:k+2]) && (k < 1 || tokens[k-1].fold != "i")
}

// onlyControl tells a sentence that names the control fee before its first amount
// and no other fee: "Kontrollavgiften är 160 kr för Anna och 150 kr för Bo."
func (r *reader) onlyControl(line, i int) bool {
	from, to, _ := r.sentence(line, i)
	said, money := false, false
	for _, t := range r.tokens[line][from:to] {
		money = money || t.kind == amount
		switch roleOf(t.fold) {
		case controlRole:
			if money && !said {
				return false
			}
			said = true
		case feeRole, baseRole, sumRole:
			return false
		}
	}
	return said
}

// hasNameBetween tells whether a word with a capital stands among tokens.
func hasNameBetween(tokens []token) bool {
	return slices.ContainsFunc(tokens, func(t token) bool { return t.kind == word && !startsLower(t.text) })
}

// hear keeps in which order the two fees of a person were told, for those of whom
// the text then only gives the amounts.
func (r *reader) hear(said []role) {
	if len(said) == 2 && (said[0] == feeRole && said[1] == controlRole || said[0] == controlRole && said[1] == feeRole) {
		r.told = said
	}
}

// asBefore gives two amounts of which nothing is said the roles of those before:
// "Anna 627 kr i medlemsavgift och 165 kr i kontrollavgift, Bo 570 respektive
// 150 kr". The larger must be the member fee, as it is told.
func (r *reader) asBefore(amounts []money) []role {
	if len(amounts) != 2 || amounts[0].within || amounts[1].within {
		return nil
	}
	for _, m := range amounts {
		if m.before != noRole || m.after != noRole || len(m.readings) != 1 {
			return nil
		}
	}
	told := r.told
	if told == nil && slices.ContainsFunc(r.lines, func(l Line) bool { return oneThenOther.MatchString(l.Text) }) {
		told = []role{feeRole, controlRole}
	}
	if told == nil {
		return nil
	}
	fee, control := amounts[0].readings[0].Abs(), amounts[1].readings[0].Abs()
	if told[0] == controlRole {
		fee, control = control, fee
	}
	if !likeBoth(fee, control) {
		return nil
	}
	return told
}

// oneThenOther finds a heading that names both fees in their order.
var oneThenOther = regexp.MustCompile(`(?i)(?:medlems|fack)\pL*-?\s*(?:och|plus|samt|resp\.?|respektive|&|\+|/)\s*(?:kontroll|granskning|ktr)`)

// isBesidesNegative tells the small control fee that is given back with a member
// fee: "Bo, rättning av juli: -19 + -5".
func (r *reader) isBesidesNegative(line, i int) bool {
	if i == 0 || r.tokens[line][i-1].kind != amount {
		return false
	}
	a, b := r.tokens[line][i-1].readings[0], r.tokens[line][i].readings[0]
	return a < 0 && b < 0 && likeBoth(-a, -b) && strings.Trim(r.between(line, i-1), " +/;&\t") == ""
}
