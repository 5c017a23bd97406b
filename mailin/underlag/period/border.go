package period

import (
	"unicode"
	"unicode/utf8"
)

// touchesWord tells whether a text ends (or, with atEnd false, begins) with a
// letter or digit, so that what follows is part of a longer word or number.
func touchesWord(text string, atEnd bool) bool {
	r, _ := utf8.DecodeRuneInString(text)
	if atEnd {
		r, _ = utf8.DecodeLastRuneInString(text)
	}
	return text != "" && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
