package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

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
