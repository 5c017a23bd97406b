package avgiftslista

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"sef.se/kontakten/internal/register"
)

// FoldName reduces a name to its sorted words in lower case without accents,
// so that "ÇELIK, Åke", "Ake Celik", "Aake Celik" and "Åke Çelik" are the same.
func FoldName(name string) string {
	words := strings.FieldsFunc(twoLetters.Replace(foldLetters(name)), func(r rune) bool { return !unicode.IsLetter(r) })
	slices.Sort(words)
	return strings.Join(words, " ")
}

// twoLetters are what people write where a program lacks å, ä, ö and ü.
var twoLetters = strings.NewReplacer("aa", "a", "ae", "a", "oe", "o", "ue", "u")

// strokes are the letters that Unicode does not decompose.
var strokes = strings.NewReplacer("ø", "o", "ł", "l", "đ", "d", "æ", "ae", "œ", "oe", "ß", "ss", "þ", "th", "ð", "d", "ħ", "h", "ı", "i")

func foldLetters(s string) string {
	plain, _, err := transform.String(transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), strings.ToLower(s))
	if err != nil {
		plain = strings.ToLower(s) // a name that does not transform is compared as it stands
	}
	return strokes.Replace(plain)
}

// SameName tells whether a written name may be a member's: every word of the
// shorter is a word, or the initial of a word, of the longer.
func SameName(written string, m register.Member) bool {
	a, b := strings.Fields(FoldName(written)), strings.Fields(FoldName(m.FullName()))
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 {
		return false
	}
	left := slices.Clone(b)
	for _, word := range a {
		i := slices.IndexFunc(left, func(other string) bool { return word == other || initialOf(word, other) })
		if i < 0 {
			return false
		}
		left = slices.Delete(left, i, i+1)
	}
	return true
}

func initialOf(a, b string) bool {
	return len(a) == 1 && strings.HasPrefix(b, a) || len(b) == 1 && strings.HasPrefix(a, b)
}
