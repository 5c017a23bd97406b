package message

import (
	"bytes"
	"strings"
)

// decodeTransfer takes off the transfer encoding. Names are read by their
// letters alone ("quoted printable", "8-bits"); an unknown one leaves the
// bytes as they are. ok is false where the encoding is damaged.
func decodeTransfer(name string, body []byte) (data []byte, ok bool) {
	switch letters(name) {
	case "base64":
		return decodeBase64(body)
	case "quotedprintable":
		return decodeQuoted(body)
	case "xuuencode", "uuencode", "xuue", "uue":
		return decodeUU(body), true
	default:
		return body, true
	}
}

func letters(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return -1
	}, name)
}

// base64Value maps a byte to its six bits; 0xff marks junk.
var base64Value = func() (table [256]byte) {
	for i := range table {
		table[i] = 0xff
	}
	for i, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") {
		table[c] = byte(i)
	}
	table['-'], table['_'] = 62, 63
	return table
}()

// decodeBase64 reads base64 and passes over whatever is not base64. Padding in
// the middle begins anew, since some programs glue encoded pieces together.
func decodeBase64(body []byte) (data []byte, ok bool) {
	data = make([]byte, 0, len(body)*3/4)
	ok = true
	var bits uint32
	n := 0
	for _, c := range body {
		v := base64Value[c]
		switch {
		case v != 0xff:
			bits = bits<<6 | uint32(v)
			if n++; n == 4 {
				data = append(data, byte(bits>>16), byte(bits>>8), byte(bits))
				bits, n = 0, 0
			}
		case c == '=':
			data = flushBase64(data, bits, n)
			bits, n = 0, 0
		case c > ' ':
			ok = false
		}
	}
	if n > 0 {
		ok = false
	}
	return flushBase64(data, bits, n), ok
}

// flushBase64 writes the whole bytes of an unfinished group.
func flushBase64(data []byte, bits uint32, n int) []byte {
	switch n {
	case 2:
		return append(data, byte(bits>>4))
	case 3:
		return append(data, byte(bits>>10), byte(bits>>2))
	}
	return data
}

// decodeQuoted reads quoted-printable; an "=" that begins no code stays.
func decodeQuoted(body []byte) (data []byte, ok bool) {
	data = make([]byte, 0, len(body))
	ok = true
	for len(body) > 0 {
		i := bytes.IndexByte(body, '=')
		if i < 0 {
			return append(data, body...), ok
		}
		data = append(data, body[:i]...)
		body = body[i:]
		soft := softBreak(body)
		switch {
		case soft > 0:
			body = body[soft:]
		case len(body) > 2 && isHex(body[1]) && isHex(body[2]):
			data = append(data, hexValue(body[1])<<4|hexValue(body[2]))
			body = body[3:]
		default:
			data, body, ok = append(data, '='), body[1:], false
		}
	}
	return data, ok
}

// softBreak measures "=", white space and a line end; 0 where it is none.
func softBreak(body []byte) int {
	i := 1
	for i < len(body) && (body[i] == ' ' || body[i] == '\t') {
		i++
	}
	if i == len(body) {
		return i
	}
	if n := lineEnd(body[i:]); n > 0 {
		return i + n
	}
	return 0
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'F' || c >= 'a' && c <= 'f'
}

func hexValue(c byte) byte {
	switch {
	case c >= 'a':
		return c - 'a' + 10
	case c >= 'A':
		return c - 'A' + 10
	default:
		return c - '0'
	}
}

// decodeUU reads the lines between "begin" and "end" of uuencoded text.
func decodeUU(body []byte) []byte {
	var data []byte
	begun := false
	for len(body) > 0 {
		var line []byte
		line, body, _ = cutLine(body)
		switch {
		case bytes.HasPrefix(line, []byte("begin ")):
			begun = true
		case bytes.Equal(bytes.TrimSpace(line), []byte("end")):
			return data
		case begun && len(line) > 0:
			data = append(data, decodeUULine(line)...)
		}
	}
	return data
}

func decodeUULine(line []byte) []byte {
	n := int((line[0] - ' ') & 0x3f)
	var out []byte
	for i := 1; i < len(line) && len(out) < n; i += 4 {
		var group [4]byte
		for k := range group {
			if i+k < len(line) {
				group[k] = (line[i+k] - ' ') & 0x3f
			}
		}
		out = append(out, group[0]<<2|group[1]>>4, group[1]<<4|group[2]>>2, group[2]<<6|group[3])
	}
	return out[:min(n, len(out))]
}
