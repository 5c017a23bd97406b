package paper

import (
	"strings"
	"unicode/utf8"
)

// Fitted is text that has been made to fit its place.
type Fitted struct {
	Font  Font
	Lines []string
	Cut   bool // text was lost: the last line ends in "…"
}

// Try is one way to set a text: at most so many lines of a font, whose letters
// may be squeezed to Squeeze of their width.
type Try struct {
	Font    Font
	Lines   int
	Squeeze float64
}

// Fit sets a text within a width by the first of the tries that holds all of
// it; where none does, the last is taken and the text cut. Lines break at
// spaces, after hyphens, and within a word only where a word alone is too long.
func Fit(s string, width float64, tries ...Try) Fitted {
	s = strings.Join(strings.Fields(s), " ")
	var last Fitted
	for _, t := range tries {
		fitted, whole := t.set(s, width)
		if whole {
			return fitted
		}
		last = fitted
	}
	last.Cut = true
	return last
}

// set breaks the text for one try. It squeezes no more than the text needs.
func (t Try) set(s string, width float64) (Fitted, bool) {
	if w := t.Font.Width(s); w <= width || t.Lines == 1 && w*t.Squeeze <= width {
		if w > width {
			t.Font.Stretch = width / w
		}
		return Fitted{Font: t.Font, Lines: []string{s}}, true
	}
	lines := Break(t.Font, s, width)
	if len(lines) > t.Lines {
		t.Font.Stretch = t.Squeeze
		lines = Break(t.Font, s, width)
	}
	if len(lines) <= t.Lines {
		return Fitted{Font: t.Font, Lines: lines}, true
	}
	lines = lines[:t.Lines]
	end := lines[t.Lines-1]
	for end != "" && t.Font.Width(end+"…") > width {
		_, size := utf8.DecodeLastRuneInString(end)
		end = end[:len(end)-size]
	}
	lines[t.Lines-1] = end + "…"
	return Fitted{Font: t.Font, Lines: lines}, false
}

// Break breaks a text into lines of at most the given width. A newline in the
// text ends a line.
func Break(f Font, s string, width float64) []string {
	var lines []string
	for _, paragraph := range strings.Split(s, "\n") {
		line := ""
		for _, word := range words(paragraph) {
			if line != "" && f.Width(line+strings.TrimRight(word, " ")) > width {
				lines = append(lines, strings.TrimRight(line, " "))
				line = ""
			}
			for f.Width(strings.TrimRight(word, " ")) > width {
				head := headWithin(f, word, width)
				lines = append(lines, word[:head])
				word = word[head:]
			}
			line += word
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return lines
}

// headWithin gives how many bytes of a word fit a width: at least one rune.
func headWithin(f Font, word string, width float64) int {
	_, head := utf8.DecodeRuneInString(word)
	for head < len(word) {
		_, size := utf8.DecodeRuneInString(word[head:])
		if f.Width(word[:head+size]) > width {
			break
		}
		head += size
	}
	return head
}

// words splits a text where a line may end: after spaces and after hyphens
// between letters. The parts joined are the text again. A no-break space
// breaks nothing.
func words(s string) []string {
	var parts []string
	start := 0
	for i := range len(s) {
		space := s[i] == ' ' && i+1 < len(s) && s[i+1] != ' '
		hyphen := s[i] == '-' && i > start && i+1 < len(s) && s[i+1] != ' '
		if space || hyphen {
			parts = append(parts, s[start:i+1])
			start = i + 1
		}
	}
	return append(parts, s[start:])
}
