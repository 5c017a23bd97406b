package letter

import (
	"strings"
	"unicode/utf8"
)

// Readable is below which LIX a text is easy to read (docs/skrivregler.md).
const Readable = 40

// LIX is the readability index of a Swedish text: words a sentence, and words of more than six
// letters in a hundred. The marks of a list are no words; a colon ends a sentence.
func LIX(text string) int {
	words, sentences, long := 0, 0, 0
	for word := range strings.FieldsSeq(text) {
		if strings.Trim(word, "-0123456789.") == "" {
			continue
		}
		words++
		if utf8.RuneCountInString(strings.Trim(word, ".,:?!–()")) > 6 {
			long++
		}
		if strings.ContainsAny(word[len(word)-1:], ".?!:") {
			sentences++
		}
	}
	return words/max(sentences, 1) + 100*long/max(words, 1)
}
