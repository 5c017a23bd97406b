package charset

import (
	"strings"
	"unicode"

	"golang.org/x/text/encoding/charmap"
)

// score tells how much the bytes above 127 look like Swedish text in a set.
func score(data []byte, enc *charmap.Charmap) int {
	total := 0
	for i, b := range data {
		if b < 0x80 {
			continue
		}
		var before, after byte
		if i > 0 {
			before = data[i-1]
		}
		if i+1 < len(data) {
			after = data[i+1]
		}
		r := enc.DecodeByte(b)
		switch {
		case unicode.IsLower(r) && isUpper(before) && isUpper(after):
			total -= 4 // a small letter among capitals
		case r == 'Ä' && after|0x20 == 'e':
			total++ // Çelik more likely than Äelik
		default:
			total += weigh(r, inWord(before), inWord(after), isLower(before) || isLower(after), isDigit(before))
		}
	}
	return total
}

// inWord tells whether a neighbouring byte may be part of a word: an ASCII
// letter or another byte above 127.
func inWord(b byte) bool { return b >= 0x80 || b|0x20 >= 'a' && b|0x20 <= 'z' }

func isLower(b byte) bool { return b >= 'a' && b <= 'z' }
func isUpper(b byte) bool { return b >= 'A' && b <= 'Z' }
func isDigit(b byte) bool { return b >= '0' && b <= '9' }

const (
	swedish  = "åäöÅÄÖ"
	european = "éÉüÜøØæÆèáóíúñçÇëïôêâàòùìîûãõšžýßðþłńÑÁÓÍÚÈÊËÏÔÂÀÜŠŽ"
)

// weigh judges one character between its neighbours.
func weigh(r rune, before, after, lower, afterDigit bool) int {
	switch {
	case r == unicode.ReplacementChar || r < 0xA0 && r >= 0x80:
		return -8
	case strings.ContainsRune(swedish, r):
		if unicode.IsUpper(r) && before && lower {
			return -2 // a capital inside a word in lower case
		}
		if before || after {
			return 6
		}
		return 2
	case strings.ContainsRune(european, r):
		if unicode.IsUpper(r) && before && lower {
			return -3
		}
		if before || after {
			return 2
		}
		return -2
	case r == '\u00a0':
		if afterDigit || !before {
			return 2
		}
		return 0
	case strings.ContainsRune("§°½´’‘“”–—…•€", r):
		if before && after {
			return -3
		}
		return 1
	case unicode.IsLetter(r):
		return -2
	case before && after:
		return -6 // a symbol inside a word
	}
	return -3
}
