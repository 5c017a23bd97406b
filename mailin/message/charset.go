package message

import (
	"bytes"
	"encoding/base64"
	"io"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/emersion/go-message/charset"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// Text returns the part's text in UTF-8 with "\n" line ends and without NUL.
// known is false where its charset is one that nobody knows; the text is then
// the best guess.
func (p *Part) Text() (text string, known bool) {
	name := p.Params["charset"]
	if name == "" && p.MediaType == "text/html" {
		name = metaCharset(p.Data)
	}
	text, known = DecodeCharset(name, p.Data)
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.ReplaceAll(text, "\r", "\n"), known
}

var metaPattern = regexp.MustCompile(`(?i)<meta[^>]{0,200}charset\s*=\s*["']?([A-Za-z0-9_:.-]+)`)

func metaCharset(data []byte) string {
	if m := metaPattern.FindSubmatch(firstBytes(data, 4096)); m != nil {
		return string(m[1])
	}
	return ""
}

// DecodeCharset decodes data from the named charset to UTF-8 and takes NUL
// bytes off. A byte order mark outweighs the name. Text that is declared as a
// Latin charset but is UTF-8 throughout is read as UTF-8: Swedish Latin text
// is practically never valid UTF-8 by chance.
func DecodeCharset(name string, data []byte) (text string, known bool) {
	name = strings.ToLower(strings.Trim(strings.TrimSpace(name), `"'`))
	known = true
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")) && len(data) > 3, bytes.HasPrefix(data, []byte("\xfe\xff")) && len(data) > 3:
		text = decodeUTF16(data)
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		text = mixedUTF8(data[3:])
	case isASCIILike(name) || isLatin(name) && utf8.Valid(data):
		text = mixedUTF8(data)
	case name == "iso-8859-1" || name == "latin1" || name == "iso8859-1":
		text, _ = decodeTable("windows-1252", data) // what such mail means by 0x80–0x9F
	case name == "utf-7" || name == "unicode-1-1-utf-7":
		text = decodeUTF7(data)
	default:
		if text, known = decodeTable(name, data); !known {
			text = mixedUTF8(data)
		}
	}
	return clean(text), known
}

func isASCIILike(name string) bool {
	switch name {
	case "", "utf-8", "utf8", "us-ascii", "ascii", "ansi_x3.4-1968":
		return true
	}
	return false
}

func isLatin(name string) bool {
	return strings.HasPrefix(name, "iso-8859-") || strings.HasPrefix(name, "windows-125") || name == "latin1" || name == "cp1252"
}

// decodeTable uses go-message's table of charsets.
func decodeTable(name string, data []byte) (string, bool) {
	if strings.HasPrefix(name, "cp125") {
		name = "windows-" + name[2:]
	}
	r, err := charset.Reader(name, bytes.NewReader(data))
	if err != nil {
		return "", false
	}
	out, err := io.ReadAll(r)
	return string(out), err == nil
}

// mixedUTF8 keeps what is UTF-8 and reads every other byte as Windows-1252.
func mixedUTF8(data []byte) string {
	if utf8.Valid(data) {
		return string(data)
	}
	var out strings.Builder
	out.Grow(len(data) + len(data)/8)
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			r = charmap.Windows1252.DecodeByte(data[0])
		}
		out.WriteRune(r)
		data = data[size:]
	}
	return out.String()
}

func decodeUTF16(data []byte) string {
	big := data[0] == 0xfe
	units := make([]uint16, 0, len(data)/2)
	for i := 2; i+1 < len(data); i += 2 {
		u := uint16(data[i+1])<<8 | uint16(data[i])
		if big {
			u = uint16(data[i])<<8 | uint16(data[i+1])
		}
		units = append(units, u)
	}
	return string(utf16.Decode(units))
}

var shifted = regexp.MustCompile(`\+([A-Za-z0-9+/]*)-?`)

// decodeUTF7 reads RFC 2152, which no module of ours knows.
func decodeUTF7(data []byte) string {
	return shifted.ReplaceAllStringFunc(string(data), func(s string) string {
		body := strings.TrimSuffix(s[1:], "-")
		if body == "" {
			return "+"
		}
		raw, err := base64.RawStdEncoding.DecodeString(body)
		if err != nil && len(raw) == 0 {
			return s
		}
		return decodeUTF16(append([]byte{0xfe, 0xff}, raw...))
	})
}

// clean makes text that a database takes: valid UTF-8 without NUL, composed
// letters (a Mac writes å as a and a ring).
func clean(text string) string {
	if strings.ContainsFunc(text, func(r rune) bool { return r >= 0x300 && r <= 0x36f }) {
		text = norm.NFC.String(text)
	}
	text = strings.ToValidUTF8(text, "\uFFFD")
	if strings.IndexByte(text, 0) >= 0 {
		text = strings.ReplaceAll(text, "\x00", "")
	}
	return strings.TrimPrefix(text, "\uFEFF")
}

// cleanBytes does the same for a raw header value, whose charset is unknown.
func cleanBytes(value []byte) string { return clean(mixedUTF8(value)) }
