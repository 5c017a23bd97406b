package kinds

import (
	"strconv"
	"strings"
)

// hit says where a concept stands in a sentence: words from..to, to exclusive.
// The zero hit is none.
type hit struct{ from, to int }

// hits holds the first place of every concept.
type hits [conceptCount]hit

func (h *hits) has(c concept) bool { return h[c].to > 0 }

func (h *hits) merge(other *hits) {
	for c, at := range other {
		if h[c].to == 0 {
			h[c] = at
		}
	}
}

// find looks for every phrase of every concept among the words.
func (h *hits) find(words []string) {
	for i := range words {
		for _, p := range lexicon.candidates(words[i]) {
			if h[p.concept].to == 0 {
				if to := p.match(words, i); to > 0 {
					h[p.concept] = hit{i, to}
				}
			}
		}
	}
}

// step is one word of a phrase: alternatives, and how many other words may
// stand before it.
type step struct {
	alternatives []matcher
	gap          int
}

// matcher compares one word: whole, by its beginning ("inlogg*"), its end
// ("*mobil") or its inside ("*mobil*").
type matcher struct {
	text         string
	before, past bool // wildcards
}

func (m matcher) match(word string) bool {
	switch {
	case m.before && m.past:
		return strings.Contains(word, m.text)
	case m.before:
		return strings.HasSuffix(word, m.text)
	case m.past:
		return strings.HasPrefix(word, m.text)
	default:
		return word == m.text
	}
}

func (s step) match(word string) bool {
	for _, m := range s.alternatives {
		if m.match(word) {
			return true
		}
	}
	return false
}

// phrase is a way to say a concept.
type phrase struct {
	concept concept
	steps   []step
}

// match returns the word after the phrase where it begins at i, else 0.
func (p *phrase) match(words []string, i int) int {
	return matchSteps(p.steps, words, i)
}

// matchSteps matches the first step at i and every later one within its gap.
func matchSteps(steps []step, words []string, i int) int {
	if i >= len(words) || !steps[0].match(words[i]) {
		return 0
	}
	if len(steps) == 1 {
		return i + 1
	}
	for skip := 0; skip <= steps[1].gap; skip++ {
		if to := matchSteps(steps[1:], words, i+1+skip); to > 0 {
			return to
		}
	}
	return 0
}

// parsePhrase reads "inte|ej ~2 fatt": words with alternatives and wildcards;
// "~n" lets up to n words stand before the next.
func parsePhrase(c concept, text string) *phrase {
	p := &phrase{concept: c}
	gap := 0
	for _, word := range strings.Fields(fold(text)) {
		if n, ok := strings.CutPrefix(word, "~"); ok {
			gap, _ = strconv.Atoi(n)
			continue
		}
		s := step{gap: gap}
		for _, alternative := range strings.Split(word, "|") {
			m := matcher{text: strings.Trim(alternative, "*")}
			m.before, m.past = strings.HasPrefix(alternative, "*"), strings.HasSuffix(alternative, "*")
			s.alternatives = append(s.alternatives, m)
		}
		p.steps = append(p.steps, s)
		gap = 0
	}
	return p
}

// index finds the phrases that may begin with a word: by its first two bytes,
// or, for those that begin with a wildcard, by trying.
type index struct {
	byStart map[string][]*phrase
	anyhow  []*phrase
}

// lexicon is the index over the phrases, built once.
var lexicon = newIndex(errandPhrases, questionPhrases, feePhrases, loosePhrases)

func newIndex(tables ...map[concept]string) *index {
	ix := &index{byStart: map[string][]*phrase{}}
	for _, table := range tables {
		ix.addAll(table)
	}
	return ix
}

func (ix *index) addAll(table map[concept]string) {
	for c, text := range table {
		for _, line := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == ',' }) {
			if strings.TrimSpace(line) != "" {
				ix.add(parsePhrase(c, line))
			}
		}
	}
}

func (ix *index) add(p *phrase) {
	seen := map[string]bool{}
	for _, m := range p.steps[0].alternatives {
		key := startKey(m.text)
		switch {
		case m.before || m.past && len(m.text) < 2:
			if !seen[""] {
				ix.anyhow = append(ix.anyhow, p)
			}
			seen[""] = true
		case !seen[key]:
			seen[key] = true
			ix.byStart[key] = append(ix.byStart[key], p)
		}
	}
}

func startKey(word string) string { return word[:min(2, len(word))] }

// candidates lists the phrases that a word may begin.
func (ix *index) candidates(word string) []*phrase {
	found := ix.byStart[startKey(word)]
	for _, p := range ix.anyhow {
		if p.steps[0].match(word) {
			found = append(found[:len(found):len(found)], p)
		}
	}
	return found
}
