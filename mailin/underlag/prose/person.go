package prose

import (
	"strings"

	"sef.se/kontakten/internal/register"
)

// person is somebody whom the text names.
type person struct {
	pnr        register.Personnummer // none where only a name stands that is no member's
	written    string                // an invalid number as written
	name       string                // as written
	member     bool                  // the name or number is a member's of the company
	numberOnly bool                  // no name stands beside the number
	other      bool                  // a name in running text that is no member's
	at         position
}

// position is a token's place: line and token within it.
type position struct{ line, token int }

// roster finds the members of a company by the words of their names.
type roster struct {
	members []register.Member
	names   [][]string // per member: folded words, given names first
	given   []int      // per member: how many of the words are given names
	byWord  map[string][]int
	former  map[register.Personnummer]bool // left long ago: whoever bears the name now is meant
}

func newRoster(members []register.Member, former map[register.Personnummer]bool) *roster {
	r := &roster{members: members, byWord: map[string][]int{}, former: former}
	for i, m := range members {
		given, family := nameWords(m.FirstName), nameWords(m.LastName)
		r.names = append(r.names, append(given[:len(given):len(given)], family...))
		r.given = append(r.given, len(given))
		for _, w := range r.names[i] {
			r.byWord[w] = append(r.byWord[w], i)
		}
	}
	return r
}

func nameWords(name string) []string {
	var all []string
	for _, w := range strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '-' || r == '\u00a0' }) {
		all = append(all, foldName(w))
	}
	return all
}

// foldName folds a word of a name further: where a program has no "å", "ä" or
// "ö", people write "aa", "ae" and "oe".
func foldName(w string) string { return twoLetters.Replace(foldWord(w)) }

var twoLetters = strings.NewReplacer("aa", "a", "ae", "a", "oe", "o", "ue", "u")

// nameAt finds the longest run of words at i that is one member's name. It
// returns the member (-1 where none, -2 where several fit) and the token after
// the name. A single word counts only where it is unique and single allows it.
func (r *roster) nameAt(tokens []token, i int, single bool) (member, to int) {
	run := nameRun(tokens, i)
	for n := len(run); n >= 1; n-- {
		if n == 1 && !single {
			return -1, 0
		}
		fits := r.fitting(run[:n])
		if len(fits) == 1 && n > 1 && !single && !r.isFull(fits[0], run[:n]) {
			return -1, 0
		}
		switch {
		case len(fits) == 1 && (n > 1 || len(run[0].fold) > 1):
			return fits[0], run[n-1].next
		case len(fits) > 1 && n > 1:
			return -2, run[n-1].next
		}
	}
	return -1, 0
}

// nameWord is a word of a possible name and the token after it.
type nameWord struct {
	fold string
	next int
}

// nameRun collects the words at i that may be one name: words that begin with
// a capital, parted by blanks, hyphens or one comma.
func nameRun(tokens []token, i int) []nameWord {
	var run []nameWord
	for ; i < len(tokens) && len(run) < 5; i++ {
		t := tokens[i]
		if t.kind != word {
			break
		}
		if len(run) > 0 && t.from-tokens[i-1].to > 3 {
			break
		}
		for _, part := range strings.Split(t.fold, "-") {
			if part != "" {
				run = append(run, nameWord{twoLetters.Replace(part), i + 1})
			}
		}
	}
	return run
}

// fitting lists the members of whom every word of the run is a word or an
// initial, with at least one whole word.
func (r *roster) fitting(run []nameWord) []int {
	var fits []int
	whole := wholeWord(run)
	for _, m := range r.byWord[whole] {
		if r.covers(m, run) {
			fits = append(fits, m)
		}
	}
	if stem, genitive := strings.CutSuffix(whole, "s"); len(fits) == 0 && genitive {
		for _, m := range r.byWord[stem] { // "Larssons lön"
			if r.covers(m, run) {
				fits = append(fits, m)
			}
		}
	}
	return r.present(dedupe(fits))
}

// present leaves out those who left long ago, where others of the name remain.
func (r *roster) present(fits []int) []int {
	if len(fits) < 2 {
		return fits
	}
	var now []int
	for _, m := range fits {
		if !r.former[r.members[m].Personnummer] {
			now = append(now, m)
		}
	}
	if len(now) == 0 {
		return fits
	}
	return now
}

// isFull tells whether the run holds a given name and a family name of the
// member, be it one of them as an initial.
func (r *roster) isFull(member int, run []nameWord) bool {
	given, family := false, false
	for _, w := range run {
		for k, n := range r.names[member] {
			if n == w.fold || n+"s" == w.fold || len(w.fold) == 1 && strings.HasPrefix(n, w.fold) {
				given = given || k < r.given[member]
				family = family || k >= r.given[member]
			}
		}
	}
	return given && family
}

// isFamily tells whether a word is one of the member's family names, or begins
// with one ("El-Haddad").
func (r *roster) isFamily(member int, fold string) bool {
	fold, _, _ = strings.Cut(twoLetters.Replace(fold), "-")
	for k := r.given[member]; k < len(r.names[member]); k++ {
		if r.names[member][k] == fold {
			return true
		}
	}
	return false
}

// wholeWord takes the longest word of the run, which cannot be an initial.
func wholeWord(run []nameWord) string {
	longest := ""
	for _, w := range run {
		if len(w.fold) > len(longest) {
			longest = w.fold
		}
	}
	return longest
}

// covers tells whether each word of the run is another word of the member's
// name, or an initial of one.
func (r *roster) covers(member int, run []nameWord) bool {
	names := r.names[member]
	used := make([]bool, len(names))
	for _, w := range run {
		found := false
		for k, n := range names {
			if used[k] || !(n == w.fold || len(w.fold) == 1 && strings.HasPrefix(n, w.fold) || w.fold == n+"s" && len(n) > 1) {
				continue
			}
			used[k], found = true, true
			break
		}
		if !found {
			return false
		}
	}
	return true
}

func dedupe(list []int) []int {
	var out []int
	for i, v := range list {
		if i == 0 || v != list[i-1] {
			out = append(out, v)
		}
	}
	return out
}

// byNumber finds the member that a number belongs to, also by an earlier one.
func (r *roster) byNumber(p register.Personnummer) (int, bool) {
	for i, m := range r.members {
		if m.Personnummer == p {
			return i, true
		}
		for _, alias := range m.Aliases {
			if alias == p {
				return i, true
			}
		}
	}
	return 0, false
}
