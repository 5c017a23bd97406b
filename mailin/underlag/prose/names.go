package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sef.se/kontakten/internal/register"
)

// personAt reads a person at a token: a number with the name beside it, a
// member's name with the number beside it, or, in a list, a name that is no
// member's. next is i where none stands there.
func (r *reader) personAt(line, i int, strangers bool) (p person, next int) {
	tokens := r.tokens[line]
	switch tokens[i].kind {
	case number:
		return r.numbered(line, i)
	case word:
		if r.isReversedStranger(line, i) {
			return p, i
		}
		if p, next := r.named(line, i); next > i {
			return p, next
		}
		if strangers {
			return r.stranger(line, i)
		}
	}
	return p, i
}

// isReversedStranger tells "Efternamn, Förnamn" that is no member's as a whole,
// so that neither part is looked for alone.
func (r *reader) isReversedStranger(line, i int) bool {
	to := r.reversedName(line, i)
	if to <= i || r.tokens[line][to].kind == number {
		return false
	}
	run := nameRun(r.tokens[line][:to], i)
	return len(r.roster.fitting(run)) != 1
}

// numbered reads a personnummer and the name that stands after it, or took
// the name before it (see named).
func (r *reader) numbered(line, i int) (person, int) {
	tokens := r.tokens[line]
	t := tokens[i]
	p := person{pnr: r.older(t.pnr), at: position{line, i}}
	if t.pnr.IsZero() {
		p.written = t.text
	} else if m, ok := r.roster.byNumber(t.pnr); ok {
		p.member, p.name = true, r.roster.members[m].FullName()
	}
	next := i + 1
	member, to := r.widerName(line, next)
	if member < 0 {
		member, to = r.roster.nameAt(tokens, next, false)
	}
	if member >= 0 && to > next {
		p.name = written(tokens[next:to], r.lines[line].Text)
		p.takeNumber(r, member)
		return p, to
	}
	if to := capitals(tokens, next); to > next {
		p.name = written(tokens[next:to], r.lines[line].Text)
		return p, to
	}
	p.numberOnly = true
	return p, next
}

// older takes a number that would be a child's for that of a member born a
// hundred years before: who is that old is written with a plus sign, but people
// write a hyphen.
func (r *reader) older(p register.Personnummer) register.Personnummer {
	if p.IsZero() || p.AgeOn(r.opt.Today) >= 13 {
		return p
	}
	for _, m := range r.roster.members {
		if old, young := m.Personnummer.Full(), p.Full(); old[2:] == young[2:] && old[:2] == "19" && young[:2] == "20" {
			return m.Personnummer
		}
	}
	return p
}

// takeNumber gives a person whose number is not valid the register's (rule 9).
func (p *person) takeNumber(r *reader, member int) {
	if p.pnr.IsZero() {
		p.pnr, p.member = r.roster.members[member].Personnummer, true
	}
}

// named reads a member's name and the number after it, or any words with
// capitals before a number.
func (r *reader) named(line, i int) (person, int) {
	tokens := r.tokens[line]
	text := r.lines[line].Text
	member, to := r.widerName(line, i)
	if member < 0 {
		member, to = r.roster.nameAt(tokens, i, r.maySingle(line, i) && !r.partOfName(line, i))
	}
	if member < 0 && to == 0 && !sentenceStart[tokens[i].fold] {
		to = capitals(tokens, i)
	}
	if to <= i {
		return person{}, i
	}
	p := person{name: written(tokens[i:to], text), at: position{line, i}}
	if to < len(tokens) && tokens[to].kind == number && tokens[to].from-tokens[to-1].to <= 12 {
		if p.pnr = r.older(tokens[to].pnr); p.pnr.IsZero() {
			p.written = tokens[to].text
			if member >= 0 {
				p.takeNumber(r, member)
			}
		}
		_, p.member = r.roster.byNumber(p.pnr)
		return p, to + 1
	}
	if member < 0 {
		return person{}, i
	}
	p.pnr, p.member = r.roster.members[member].Personnummer, true
	return p, to
}

// maySingle tells whether one word alone may be a member: it begins with a
// capital, or the whole line is in small letters, and no greeting or closing
// stands before it.
func (r *reader) maySingle(line, i int) bool {
	t := r.tokens[line][i]
	first, _ := utf8.DecodeRuneInString(t.text)
	if !unicode.IsUpper(first) {
		if i+1 < len(r.tokens[line]) && r.tokens[line][i+1].kind == amount && r.inSmallLetters(line) && !monthName[t.fold] && !connective[t.fold] && len(t.fold) > 1 {
			return true
		}
		return i == 0 && len(t.fold) > 3 && hasAmount(r.tokens[line]) && r.plainWords(line) <= 1
	}
	if i > 0 {
		switch r.tokens[line][i-1].fold {
		case "hej", "halsningar", "mvh", "halsning", "tack", "chef", "kontaktperson":
			return false
		}
	}
	return hasAmount(r.tokens[line]) || len(r.tokens[line]) == 1
}

// inSmallLetters tells a line without a capital, as telephones' keyboards make
// them: "okt eva 608 filip 532".
func (r *reader) inSmallLetters(line int) bool {
	return !strings.ContainsFunc(r.lines[line].Text, unicode.IsUpper)
}

// partOfName tells a word that belongs to a longer name: another word with a
// capital stands right beside it. "Anna Karlsson" is not the member Anna
// Bergström.
func (r *reader) partOfName(line, i int) bool {
	tokens := r.tokens[line]
	to := i + 1 // behind what is one member's family name: "von Essen Kim" is not Jan von Essen
	member, next := r.roster.nameAt(tokens, i, true)
	if next > i {
		to = next
	}
	if member >= 0 && to < len(tokens) && r.roster.isFamily(member, tokens[i].fold) && r.givenFollows(line, to) {
		return true
	}
	if to < len(tokens) && besideName(tokens[to], r.between(line, to-1)) {
		return true
	}
	return i > 0 && besideName(tokens[i-1], r.between(line, i-1)) && !(atSentenceStart(tokens, i-1) && (sentenceStart[tokens[i-1].fold] || commonStart[tokens[i-1].fold]))
}

// givenFollows tells "Efternamn, Förnamn": behind a comma stands a word with a
// capital that is no member's family name and begins no member's whole name.
func (r *reader) givenFollows(line, to int) bool {
	t := r.tokens[line][to]
	first, _ := utf8.DecodeRuneInString(t.text)
	if t.kind != word || !unicode.IsUpper(first) || strings.Trim(r.between(line, to-1), " ") != "," || roleOf(t.fold) != noRole || totalWord[t.fold] {
		return false
	}
	if other, _ := r.roster.nameAt(r.tokens[line], to, false); other >= 0 {
		return false // "Rödin, Jukka Mäkinen": two members
	}
	for m := range r.roster.members {
		if r.roster.isFamily(m, t.fold) {
			return false
		}
	}
	return true
}

// between gives what stands between a token and the next.
func (r *reader) between(line, i int) string {
	from, to := r.tokens[line][i].to, r.tokens[line][i+1].from
	return r.lines[line].Text[from:max(from, to)]
}

// besideName tells a word that may be another part of a name: a capital, no
// label, and only a blank between.
func besideName(t token, between string) bool {
	first, _ := utf8.DecodeRuneInString(t.text)
	return t.kind == word && unicode.IsUpper(first) && strings.Trim(between, " ") == "" && len(between) <= 2 &&
		roleOf(t.fold) == noRole && !totalWord[t.fold] && !connective[t.fold]
}

// sentenceStart holds words that begin a sentence before a name.
var sentenceStart = map[string]bool{"drog": true, "for": true, "hej": true, "och": true, "samt": true, "har": true, "rattelse": true, "till": true, "pa": true, "nu": true, "sen": true, "men": true, "avser": true}

func hasAmount(tokens []token) bool {
	for _, t := range tokens {
		if t.kind == amount {
			return true
		}
	}
	return false
}

// capitals measures a run of words that begin with capitals and are no labels.
func capitals(tokens []token, i int) int {
	to := i
	for to < len(tokens) && to-i < 5 {
		t := tokens[to]
		first, _ := utf8.DecodeRuneInString(t.text)
		particle := to > i && (t.fold == "af" || t.fold == "von" || t.fold == "de" || t.fold == "van")
		if t.kind != word || !unicode.IsUpper(first) && !particle || roleOf(t.fold) != noRole || totalWord[t.fold] {
			break
		}
		if to > i && t.from-tokens[to-1].to > 3 {
			break
		}
		to++
	}
	return to
}

// stranger reads a name that is no member's, in a line that is only a name and
// amounts.
func (r *reader) stranger(line, i int) (person, int) {
	tokens := r.tokens[line]
	if i != 0 {
		return person{}, i
	}
	to := capitals(tokens, i)
	if to-i < 2 || to-i > 4 || to == len(tokens) || r.plainWords(line) > 1 {
		return person{}, i
	}
	for _, t := range tokens[:to] {
		if strings.HasPrefix(t.fold, "avgift") || strings.HasPrefix(t.fold, "medlem") || strings.HasPrefix(t.fold, "fack") {
			return person{}, i
		}
	}
	for _, t := range tokens[to:] {
		if t.kind != amount && !(t.kind == word && (t.fold == "kr" || roleOf(t.fold) != noRole)) {
			return person{}, i
		}
	}
	return person{name: written(tokens[i:to], r.lines[line].Text), at: position{line, i}}, to
}

// strangersWelcome tells whether the text is a list in which names that are no
// members' may stand: at least two lines have the shape of a name and amounts.
func (r *reader) strangersWelcome() bool {
	n := 0
	for i := range r.lines {
		if len(r.tokens[i]) > 0 {
			if _, next := r.stranger(i, 0); next > 0 {
				n++
			}
		}
	}
	return n >= 2
}

// written gives the name as it stands in the line.
func written(tokens []token, line string) string {
	if len(tokens) == 0 {
		return ""
	}
	return strings.Trim(line[tokens[0].from:tokens[len(tokens)-1].to], " ,.:;*\t")
}

// widerName measures a name that holds more than the register's: "Jukka Petteri
// Mäkinen", "Lars Håkan Tjäder", "Emma Rödin Ek". The words must hold all names
// of one member and no two names of another's. next is i where none stands
// there.
func (r *reader) widerName(line, i int) (member, next int) {
	run := r.nameWords(line, i)
	if len(run) < 3 {
		return -1, i
	}
	found := -1
	for m, names := range r.roster.names {
		switch n := within(names, run); {
		case n == len(names) && n >= 2 && len(run) <= n+2 && found < 0:
			found = m
		case n >= 2:
			return -1, i
		}
	}
	if found < 0 {
		return -1, i
	}
	return found, run[len(run)-1].next
}

// nameWords collects the words with capitals at i that only a blank or a hyphen
// keeps apart and that label nothing.
func (r *reader) nameWords(line, i int) []nameWord {
	tokens := r.tokens[line]
	var run []nameWord
	for k := i; k < len(tokens) && len(run) < 6; k++ {
		t := tokens[k]
		first, _ := utf8.DecodeRuneInString(t.text)
		if t.kind != word || !unicode.IsUpper(first) && !nameParticle[t.fold] || roleOf(t.fold) != noRole || totalWord[t.fold] || commonStart[t.fold] || connective[t.fold] {
			break
		}
		if companyForm[t.fold] {
			return nil
		}
		if k > i && strings.Trim(r.between(line, k-1), " .") != "" {
			break
		}
		for part := range strings.SplitSeq(t.fold, "-") {
			if part != "" {
				run = append(run, nameWord{twoLetters.Replace(part), k + 1})
			}
		}
	}
	return run
}

// within counts the names that stand as whole words in a run.
func within(names []string, run []nameWord) int {
	n := 0
	for _, name := range names {
		for _, w := range run {
			if w.fold == name {
				n++
				break
			}
		}
	}
	return n
}
