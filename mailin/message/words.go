package message

import (
	"regexp"
	"strings"
)

// encodedWord is an RFC 2047 word. Spaces inside are wrong, but some programs
// write them.
var encodedWord = regexp.MustCompile(`=\?([^?\s]{1,40})\?([bBqQ])\?([^?]*)\?=`)

// DecodeWords decodes RFC 2047 words in a header value. Words that follow each
// other in the same charset are joined before decoding, because some programs
// cut a letter of two bytes in half.
func DecodeWords(value string) string {
	if !strings.Contains(value, "=?") {
		return value
	}
	var out strings.Builder
	var run []byte
	runCharset := ""
	flush := func() {
		if run != nil {
			text, _ := DecodeCharset(runCharset, run)
			out.WriteString(text)
		}
		run, runCharset = nil, ""
	}
	last := 0
	for _, m := range encodedWord.FindAllStringSubmatchIndex(value, -1) {
		between := value[last:m[0]]
		charset := strings.ToLower(wordCharset(value[m[2]:m[3]]))
		if strings.TrimSpace(between) != "" || run == nil {
			flush()
			out.WriteString(between)
		} else if charset != runCharset {
			flush()
		}
		run = append(run, decodeWord(value[m[4]:m[5]], value[m[6]:m[7]])...)
		if run == nil {
			run = []byte{}
		}
		runCharset, last = charset, m[1]
	}
	flush()
	out.WriteString(value[last:])
	return out.String()
}

// wordCharset drops RFC 2231's language suffix ("utf-8*sv").
func wordCharset(name string) string {
	name, _, _ = strings.Cut(name, "*")
	return name
}

func decodeWord(encoding, text string) []byte {
	if strings.EqualFold(encoding, "b") {
		data, _ := decodeBase64([]byte(text))
		return data
	}
	data, _ := decodeQuoted([]byte(strings.ReplaceAll(text, "_", "=20")))
	return data
}
