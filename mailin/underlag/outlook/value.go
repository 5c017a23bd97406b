package outlook

import (
	"encoding/binary"
	"strings"
	"time"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// stringOf reads a string property: UTF-16, or bytes in a code page.
func stringOf(kind int, value []byte, codepage int) string {
	switch kind {
	case typeWide:
		return wide(value)
	case typeANSI:
		return narrow(value, codepage)
	}
	return ""
}

// codepages are those that Swedish mail comes in, beside Windows-1252.
var codepages = map[int]*charmap.Charmap{
	437: charmap.CodePage437, 850: charmap.CodePage850, 865: charmap.CodePage865, 1250: charmap.Windows1250, 1251: charmap.Windows1251,
	1257: charmap.Windows1257, 20866: charmap.KOI8R, 28591: charmap.ISO8859_1, 28592: charmap.ISO8859_2, 28605: charmap.ISO8859_15,
}

func narrow(b []byte, codepage int) string {
	set := codepages[codepage]
	if set == nil {
		set = charmap.Windows1252
	}
	out := string(b)
	if codepage != 65001 {
		if decoded, err := set.NewDecoder().Bytes(b); err == nil {
			out = string(decoded)
		}
	}
	return strings.TrimRight(strings.ToValidUTF8(out, "\ufffd"), "\x00")
}

func wide(b []byte) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return strings.TrimRight(string(utf16.Decode(units)), "\x00")
}

func longOf(b []byte) int {
	if len(b) < 4 {
		return 0
	}
	return int(int32(binary.LittleEndian.Uint32(b)))
}

// timeOf reads a time: steps of 100 ns since 1601.
func timeOf(b []byte) time.Time {
	if len(b) < 8 {
		return time.Time{}
	}
	const untilUnix = 116444736000000000
	n := int64(binary.LittleEndian.Uint64(b)) - untilUnix
	if n < 0 || n > 1<<58 {
		return time.Time{}
	}
	return time.Unix(n/1e7, 0).UTC()
}

// isAddress tells an SMTP address from Exchange's own kind.
func isAddress(s string) bool {
	return strings.Count(s, "@") == 1 && !strings.ContainsAny(s, " \t\r\n<>\",;:()")
}
