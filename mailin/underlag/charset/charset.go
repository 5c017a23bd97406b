// Package charset decodes text files that state no character set, as payroll
// programs export them: UTF-8, UTF-16 with or without BOM, Windows-1252,
// ISO-8859-15, IBM 437 and 850, Mac Roman.
//
// The order of evidence is: a BOM, the pattern of NUL bytes, valid UTF-8, then
// how Swedish the letters look in each single-byte set. No library tells the
// DOS sets from Windows on Swedish text (spikes.md A4).
package charset

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// Decode gives a file's text and the name of the character set that it was
// told to be in. NUL characters are taken out. It never fails: bytes that no
// set explains become U+FFFD.
func Decode(data []byte) (text, name string) {
	if enc, name, skip := marked(data); enc != nil {
		return clean(decode(enc, data[skip:])), name
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if utf8.Valid(data) {
		return clean(string(data)), "utf-8"
	}
	set := best(data)
	if mixed(data) {
		return clean(byLine(data, set)), "utf-8+" + set.name
	}
	return clean(decode(set.enc, data)), set.name
}

// Is16 tells whether data is UTF-16 text, so that its NUL bytes do not make it
// binary.
func Is16(data []byte) bool {
	enc, _, _ := marked(data)
	return enc != nil
}

// marked tells UTF-16 by its BOM or by where its NUL bytes stand.
func marked(data []byte) (enc encoding.Encoding, name string, skip int) {
	little := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	big := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return little, "utf-16le", 2
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return big, "utf-16be", 2
	}
	even, odd := 0, 0
	head := data[:min(len(data), 4096)&^1]
	for i := 0; i < len(head); i += 2 {
		if head[i] == 0 {
			even++
		}
		if head[i+1] == 0 {
			odd++
		}
	}
	pairs := len(head) / 2
	switch {
	case pairs > 3 && odd*10 > pairs*7 && even*10 < pairs:
		return little, "utf-16le", 0
	case pairs > 3 && even*10 > pairs*7 && odd*10 < pairs:
		return big, "utf-16be", 0
	}
	return nil, "", 0
}

func decode(enc encoding.Encoding, data []byte) string {
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return strings.ToValidUTF8(string(out), "\ufffd")
	}
	return string(out)
}

func clean(s string) string {
	s = strings.TrimPrefix(s, "\ufeff")
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", "")
	}
	return s
}

// set is a single-byte character set.
type set struct {
	name string
	enc  *charmap.Charmap
}

// The sets in order of likelihood: a tie goes to the first.
func sets() []set {
	return []set{
		{"windows-1252", charmap.Windows1252},
		{"iso-8859-15", charmap.ISO8859_15},
		{"ibm850", charmap.CodePage850},
		{"ibm437", charmap.CodePage437},
		{"macintosh", charmap.Macintosh},
	}
}

// best gives the set in which the bytes above 127 look most like Swedish.
func best(data []byte) set {
	data = data[:min(len(data), 64<<10)]
	all := sets()
	winner, most := all[0], score(data, all[0].enc)
	for _, s := range all[1:] {
		if n := score(data, s.enc); n > most {
			winner, most = s, n
		}
	}
	return winner
}

// mixed tells whether some lines are UTF-8 beyond ASCII and others are not
// UTF-8 at all: files glued together.
func mixed(data []byte) bool {
	valid, invalid := false, false
	for line := range bytes.Lines(data) {
		switch {
		case !utf8.Valid(line):
			invalid = true
		case bytes.IndexFunc(line, func(r rune) bool { return r >= 0x80 }) >= 0:
			valid = true
		}
	}
	return valid && invalid
}

func byLine(data []byte, s set) string {
	var b strings.Builder
	for line := range bytes.Lines(data) {
		if utf8.Valid(line) {
			b.Write(line)
		} else {
			b.WriteString(decode(s.enc, line))
		}
	}
	return b.String()
}
