package employer

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sef.se/kontakten/internal/register"
)

// Index finds companies by the words of their names. It is built once for a
// register snapshot and is safe for concurrent use.
type Index struct {
	reg     *register.Register
	names   []name
	byFirst map[string][]int // folded first word → names
	common  map[string]int   // in how many names a word stands
}

// name is a company's name as words.
type name struct {
	company register.Company
	words   []string // folded, without legal form and "och"
	form    string   // "ab", "hb", "kb" … or ""
}

// NewIndex indexes the companies of a register.
func NewIndex(reg *register.Register) *Index {
	ix := &Index{reg: reg, byFirst: map[string][]int{}, common: map[string]int{}}
	for _, c := range reg.Companies() {
		n := name{company: c}
		for _, w := range nameWords(c.Name) {
			if legalForm[w.fold] {
				n.form = w.fold
				continue
			}
			n.words = append(n.words, w.fold)
		}
		if len(n.words) == 0 {
			continue
		}
		ix.byFirst[n.words[0]] = append(ix.byFirst[n.words[0]], len(ix.names))
		ix.names = append(ix.names, n)
		for _, w := range slices.Compact(slices.Sorted(slices.Values(n.words))) {
			ix.common[w]++
		}
	}
	return ix
}

var legalForm = map[string]bool{"ab": true, "aktiebolag": true, "aktiebolaget": true, "hb": true, "handelsbolag": true, "kb": true, "ek": true, "for": true, "publ": true}

// word is a word of a text: folded, and where it stands.
type word struct {
	fold     string
	from, to int
}

// nameWords cuts a text into folded words and leaves out "och" and "&".
func nameWords(text string) []word {
	var all []word
	from := -1
	flush := func(to int) {
		if from >= 0 {
			if f := foldWord(text[from:to]); f != "och" && f != "o" && f != "" {
				all = append(all, word{f, from, to})
			}
			from = -1
		}
	}
	for i, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			if from < 0 {
				from = i
			}
			continue
		}
		flush(i)
	}
	flush(len(text))
	return all
}

// foldWord writes a word in small letters without the accents that senders
// leave out.
func foldWord(w string) string {
	return strings.Map(func(r rune) rune {
		switch r = unicode.ToLower(r); r {
		case 'å', 'ä', 'à', 'á', 'â', 'æ', 'ą':
			return 'a'
		case 'ö', 'ø', 'ó', 'ô':
			return 'o'
		case 'é', 'è', 'ê', 'ë', 'ę':
			return 'e'
		case 'ü', 'ú':
			return 'u'
		case 'ł':
			return 'l'
		}
		return r
	}, w)
}

// mention is a place in a text where company names begin to fit.
type mention struct {
	companies []int // names that fit, as many words as any does
	words     int
	whole     bool // the whole name of each stands there
	formal    bool // with its legal form
	another   bool // the words after it make it the name of somebody else
	aside     bool // somebody has gone there, or works there: not whom the mail is from
	running   bool // small letters within a sentence
	text      string
}

// addresses finds what names a domain: a domain tells no company (rule 28).
var addresses = regexp.MustCompile(`\S+@\S+|https?://\S+|www\.\S+`)

// mentions finds the company names in a text.
func (ix *Index) mentions(text string) []mention {
	text = addresses.ReplaceAllString(text, " ")
	words := nameWords(text)
	var all []mention
	for i := 0; i < len(words); i++ {
		m := ix.mentionAt(text, words, i)
		if m.words == 0 {
			continue
		}
		all = append(all, m)
		i += m.words - 1
	}
	return all
}

// mentionAt finds the names that share the most words with the text from i on.
func (ix *Index) mentionAt(text string, words []word, i int) mention {
	var m mention
	for _, n := range ix.starting(words[i].fold) {
		k := ix.common2(n, words[i:])
		switch {
		case k == 0 || k < m.words:
		case k > m.words:
			m = mention{companies: []int{n}, words: k}
		default:
			m.companies = append(m.companies, n)
		}
	}
	if m.words == 0 {
		return m
	}
	m.text = text[words[i].from:words[i+m.words-1].to]
	ix.decide(&m, words[i+m.words:])
	if !m.whole {
		ix.soften(&m, words[i:])
		m.another = namesAnother(text, words[i+m.words-1].to) && !ix.goesOnAlike(m, words[i+m.words:])
	}
	m.place(text, words[i].from)
	return m
}

// starting lists the names that may begin with a word, also in the genitive or
// without it ("Öhrnfalk" for "Öhrnfalks").
func (ix *Index) starting(w string) []int {
	if found := ix.byFirst[w]; found != nil {
		return found
	}
	if len(w) >= 7 {
		if found := ix.byFirst[w+"s"]; found != nil {
			return found
		}
		return ix.byFirst[strings.TrimSuffix(w, "s")]
	}
	return nil
}

// common2 counts the words that a name and a text share from their beginning;
// small slips in long words are forgiven after the first.
func (ix *Index) common2(n int, words []word) int {
	k := 1
	for k < len(ix.names[n].words) && k < len(words) && alike(ix.names[n].words[k], words[k].fold) {
		k++
	}
	return k
}

// soften adds to a shortened name the companies that it may be short for as
// well: "Lundbergs El" fits Lundbergs El i Borås and Lundbergs Elservice.
func (ix *Index) soften(m *mention, words []word) {
	for _, n := range ix.starting(words[0].fold) {
		if slices.Contains(m.companies, n) {
			continue
		}
		k := 1
		for k < m.words && k < len(ix.names[n].words) && beginsAlike(ix.names[n].words[k], words[k].fold) {
			k++
		}
		if k == m.words {
			m.companies = append(m.companies, n)
		}
	}
}

// beginsAlike tells whether one word is the beginning of the other.
func beginsAlike(a, b string) bool {
	return strings.HasPrefix(a, b) || strings.HasPrefix(b, a)
}

// alike compares two words; in long ones one slip is forgiven.
func alike(a, b string) bool {
	if a == b || a+"s" == b {
		return true
	}
	return len(a) >= 8 && len(b) >= 8 && withinOneSlip(a, b)
}

// withinOneSlip tells whether one letter more, less or other makes a of b.
func withinOneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		return i == len(a) || a[i+1:] == b[i+1:]
	}
	return a[i:] == b[i+1:]
}

// decide tells whether a mention is whole, and lets the word after it choose:
// a legal form ends the name, a town tells two companies apart.
func (ix *Index) decide(m *mention, after []word) {
	var whole, town []int
	for _, n := range m.companies {
		if m.words == len(ix.names[n].words) {
			whole = append(whole, n)
		}
		if townFollows(ix.names[n].company.City, after) {
			town = append(town, n)
		}
	}
	endsHere := len(after) > 0 && legalForm[after[0].fold]
	m.formal = endsHere
	switch {
	case len(whole) == 1 && (endsHere || len(m.companies) == 1):
		m.companies, m.whole = whole, true
	case len(m.companies) > 1 && len(town) == 1:
		m.companies, m.whole = town, len(whole) > 0
	case len(whole) > 0 && len(whole) == len(m.companies):
		m.whole = true
	}
}

// townFollows tells whether one of the next few words is the town.
func townFollows(town string, after []word) bool {
	first := foldWord(town)
	for _, w := range after[:min(4, len(after))] {
		if first != "" && w.fold == first {
			return true
		}
	}
	return false
}

// goesOnAlike tells whether the word after a shortened name is the company's
// town, or nearly the next word of its name.
func (ix *Index) goesOnAlike(m mention, after []word) bool {
	for _, n := range m.companies {
		next := ""
		if m.words < len(ix.names[n].words) {
			next = ix.names[n].words[m.words]
		}
		if townFollows(ix.names[n].company.City, after[:min(1, len(after))]) || len(after) > 0 && sharedStart(next, after[0].fold) >= 6 {
			return true
		}
	}
	return false
}

// sharedStart counts the bytes with which two words begin alike.
func sharedStart(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// tells whether a mention says enough. A whole name of one word must have its
// legal form or be a rare word; a shortened name must begin with a capital and
// be two words, or one long word that stands in no other company's name.
func (ix *Index) tells(m mention) bool {
	first, _ := utf8.DecodeRuneInString(m.text)
	n := ix.names[m.companies[0]]
	rare := len(n.words[0]) >= 8 && ix.common[n.words[0]] == 1
	switch {
	case m.another:
		return false
	case m.whole && m.words > 1:
		return m.formal || !m.running || rare
	case m.whole:
		return m.formal || rare && unicode.IsUpper(first)
	case !unicode.IsUpper(first):
		return false
	}
	kin := ix.common[n.words[0]]               // all the companies of one uncommon first word
	several := kin > 1 && len(n.words[0]) >= 5 // says at least that one of them is meant
	return m.words >= 2 || rare || (several || len(n.words[0]) >= 8) && kin == len(m.companies) && kin <= 3
}
