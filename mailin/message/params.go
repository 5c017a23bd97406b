package message

import (
	"sort"
	"strconv"
	"strings"
)

// parseParams reads a Content-Type or Content-Disposition value: the word in
// front in lower case, and its parameters with RFC 2231 continuations and
// charsets resolved. The first of two equal parameters wins; what cannot be
// understood is passed over.
func parseParams(value string) (word string, params map[string]string) {
	params = map[string]string{}
	pieces := splitParams(value)
	if len(pieces) == 0 {
		return "", params
	}
	word = strings.ToLower(strings.TrimSpace(pieces[0]))
	if i := strings.IndexAny(word, " \t"); i >= 0 {
		word = word[:i]
	}
	var long []longParam
	for _, piece := range pieces[1:] {
		key, val, found := strings.Cut(piece, "=")
		key = strings.ToLower(strings.TrimSpace(key))
		if !found || key == "" {
			continue
		}
		val = unquote(strings.TrimSpace(val))
		if name, rest, is2231 := strings.Cut(key, "*"); is2231 {
			long = append(long, newLongParam(name, rest, val))
			continue
		}
		if _, twice := params[key]; !twice {
			params[key] = DecodeWords(val)
		}
	}
	for name, val := range joinLong(long) {
		params[name] = val
	}
	return word, params
}

// splitParams cuts at ';' outside quotation marks.
func splitParams(value string) []string {
	var pieces []string
	quoted, start := false, 0
	for i := 0; i < len(value); i++ {
		switch value[i] {
		case '\\':
			if quoted {
				i++
			}
		case '"':
			quoted = !quoted
		case ';':
			if !quoted {
				pieces = append(pieces, value[start:i])
				start = i + 1
			}
		}
	}
	if start < len(value) {
		pieces = append(pieces, value[start:])
	}
	return pieces
}

func unquote(value string) string {
	if !strings.HasPrefix(value, `"`) {
		return value
	}
	var out strings.Builder
	for i := 1; i < len(value); i++ {
		switch {
		case value[i] == '\\' && i+1 < len(value):
			i++
			out.WriteByte(value[i])
		case value[i] == '"':
			return out.String()
		default:
			out.WriteByte(value[i])
		}
	}
	return out.String()
}

// longParam is one section of an RFC 2231 parameter ("filename*1*=…").
type longParam struct {
	name    string
	section int
	encoded bool
	value   string
}

func newLongParam(name, rest, value string) longParam {
	p := longParam{name: name, value: value, encoded: rest == "" || strings.HasSuffix(rest, "*")}
	p.section, _ = strconv.Atoi(strings.TrimSuffix(rest, "*"))
	return p
}

// joinLong puts the sections of each name together and decodes them.
func joinLong(sections []longParam) map[string]string {
	sort.SliceStable(sections, func(i, j int) bool { return sections[i].section < sections[j].section })
	bytesOf, charsetOf := map[string][]byte{}, map[string]string{}
	for _, s := range sections {
		value := s.value
		if s.encoded {
			if _, begun := bytesOf[s.name]; !begun {
				if charset, rest, ok := strings.Cut(value, "'"); ok {
					charsetOf[s.name] = charset
					_, value, _ = strings.Cut(rest, "'")
				}
			}
			value = unpercent(value)
		}
		bytesOf[s.name] = append(bytesOf[s.name], value...)
	}
	joined := map[string]string{}
	for name, data := range bytesOf {
		joined[name], _ = DecodeCharset(charsetOf[name], data)
	}
	return joined
}

func unpercent(value string) string {
	var out strings.Builder
	for i := 0; i < len(value); i++ {
		if value[i] == '%' && i+2 < len(value) {
			if b, err := strconv.ParseUint(value[i+1:i+3], 16, 8); err == nil {
				out.WriteByte(byte(b))
				i += 2
				continue
			}
		}
		out.WriteByte(value[i])
	}
	return out.String()
}
