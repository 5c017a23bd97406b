package layout

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// chunk is some words of a line that stand together.
type chunk struct {
	words  []Word
	x0, x1 float64
	number bool // an amount, personnummer or other figure
}

func (c chunk) text() string {
	parts := make([]string, len(c.words))
	for i, w := range c.words {
		parts[i] = w.Text
	}
	return strings.Join(parts, " ")
}

// isPerson tells whether the chunk is a personnummer.
func (c chunk) isPerson() bool {
	return len(c.words) == 1 && pnrWord.MatchString(c.words[0].Text) || len(c.words) == 3 && spacedNumber(c.words, 0)
}

// chunks cuts a line where the gap is wide or a number begins or ends.
func (l Line) chunks() []chunk {
	var all []chunk
	start := 0
	for i := 1; i <= len(l.Words); i++ {
		if i < len(l.Words) && l.Words[i].X0-l.Words[i-1].X1 <= l.Gap && !cutsBetween(l.Words, i) {
			continue
		}
		words := l.Words[start:i]
		c := chunk{words: words, x0: words[0].X0, x1: words[len(words)-1].X1}
		c.number = isFigure(c.text())
		all = append(all, c)
		start = i
	}
	return all
}

var (
	glued       = regexp.MustCompile(`^(\p{L}[\p{L}.'’-]*\p{L}\.?)([\d.]{2,}.*)$`)
	gluedHead   = regexp.MustCompile(`^(\p{L}[\p{Ll}.]{5,}\p{Ll})(\p{Lu}[\p{L}.]{2,})$`)
	wholeWord   = regexp.MustCompile(`^\d{1,6}$`)
	monthWord   = regexp.MustCompile(`^20\d\d-\d\d$`)
	bigNumber   = regexp.MustCompile(`^\d{9,12}$`)
	pnrWord     = regexp.MustCompile(`^(?:19|20|18)?\d\d(?:0\d|1[0-2])\d\d[-+\x{2010}-\x{2015}\x{2212}]?\d{4}$|^(?:19|20|18)?\d\d-(?:0\d|1[0-2])-\d\d[-+]\d{4}$`)
	decimalWord = regexp.MustCompile(`^[-\x{2212}]?[\d.]*\d[,.:](?:\d\d|-|\x{2013})-?$`)
	groupWord   = regexp.MustCompile(`^[-\x{2212}]?\d{1,3}$`)
	threeDigits = regexp.MustCompile(`^\d{3}(?:[,.:](?:\d\d|-|\x{2013}))?-?$`)
	yearGroup   = regexp.MustCompile(`^(?:19|20)?\d\d$`)
	twoDigits   = regexp.MustCompile(`^\d\d$`)
	lastGroup   = regexp.MustCompile(`^\d\d[-+\x{2010}-\x{2015}\x{2212}]?\d{4}$`)
	unitWord    = regexp.MustCompile(`(?i)^(?:kr\.?|sek|%|kronor)$`)
	figure      = regexp.MustCompile(`(?i)^[-\x{2212}]?\d[\d .,:+\x{2010}-\x{2015}\x{2212}-]*(?:kr\.?|sek|%|:-)?$`)
)

func isFigure(s string) bool { return figure.MatchString(s) }

// unglued cuts words in which a clipped name runs into the figure of the next
// column: "MICH200406269811", "JØRN824,25".
func unglued(words []Word) []Word {
	for i, w := range words {
		m := glued.FindStringSubmatch(w.Text)
		if m == nil || !pnrWord.MatchString(m[2]) && !decimalWord.MatchString(m[2]) && !spacedNumber(slices.Concat([]Word{{Text: m[2]}}, words[i+1:]), 0) {
			continue
		}
		return slices.Concat(words[:i], w.cut(m[1], m[2]), unglued(words[i+1:]))
	}
	return words
}

// cut divides a word about where its first part ends; the border is an estimate,
// so both parts keep off it.
func (w Word) cut(first, second string) []Word {
	at := w.X0 + (w.X1-w.X0)*widthOf(first)/widthOf(w.Text)
	return []Word{{first, w.X0, at - 0.2*(at-w.X0), w.Box}, {second, at + 0.15*(w.X1-at), w.X1, w.Box}}
}

// ungluedHeads cuts the words of a heading that were clipped against each other:
// "FackföreningsavgifKontr.avg".
func ungluedHeads(words []Word) []Word {
	var out []Word
	for _, w := range words {
		if m := gluedHead.FindStringSubmatch(w.Text); m != nil {
			out = append(out, w.cut(m[1], m[2])...)
			continue
		}
		out = append(out, w)
	}
	return out
}

// widthOf estimates the width of a text, in digits.
func widthOf(s string) float64 {
	width := 0.0
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			width += 1.25
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			width++
		default:
			width += 0.5
		}
	}
	return width
}

// spacedNumber tells whether a personnummer in three groups ("48 11 11-1234")
// begins at words[i].
func spacedNumber(words []Word, i int) bool {
	return i >= 0 && i+2 < len(words) && yearGroup.MatchString(words[i].Text) && twoDigits.MatchString(words[i+1].Text) && lastGroup.MatchString(words[i+2].Text)
}

// cutsBetween tells whether a chunk must end before words[i]: around a
// personnummer, after an amount with decimals, before the first group of one.
func cutsBetween(words []Word, i int) bool {
	before, here := words[i-1].Text, words[i].Text
	switch {
	case spacedNumber(words, i-1), spacedNumber(words, i-2):
		return false
	case spacedNumber(words, i), spacedNumber(words, i-3):
		return true
	case pnrWord.MatchString(before), pnrWord.MatchString(here), bigNumber.MatchString(before), bigNumber.MatchString(here):
		return true
	case unitWord.MatchString(here):
		return false
	case decimalWord.MatchString(before), monthWord.MatchString(before) && wholeWord.MatchString(here):
		return true
	case i == 1 && (wholeWord.MatchString(before) || monthWord.MatchString(before)) && startsWithLetter(here):
		return hasFigureAfter(words[1:]) // an employee number or a period before a name
	case groupWord.MatchString(before) && threeDigits.MatchString(here):
		return false // "35 900,00"
	}
	return startsAmount(words[i:])
}

func startsWithLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

// hasFigureAfter tells whether a personnummer or an amount with decimals follows.
func hasFigureAfter(words []Word) bool {
	return slices.ContainsFunc(words, func(w Word) bool {
		return pnrWord.MatchString(w.Text) || bigNumber.MatchString(w.Text) || decimalWord.MatchString(w.Text)
	})
}

// startsAmount tells whether an amount with decimals begins at the first word.
func startsAmount(words []Word) bool {
	if !groupWord.MatchString(words[0].Text) {
		return decimalWord.MatchString(words[0].Text)
	}
	for i, w := range words[1:] {
		if !threeDigits.MatchString(w.Text) {
			return false
		}
		if decimalWord.MatchString(w.Text) {
			return true
		}
		if i > 2 {
			return false
		}
	}
	return false
}
