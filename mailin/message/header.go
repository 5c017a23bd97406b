package message

import (
	"bytes"
	"net/mail"
	"strings"
	"time"
)

// field is one header field: its name as written and its unfolded raw value.
type field struct{ name, value string }

// Header holds the fields of one header block in their order.
type Header struct {
	fields []field
	folded []byte // the last field's value while its folded lines are read
}

// Get returns the first field of that name, decoded (RFC 2047, 8-bit) and with
// its white space joined; "" where there is none.
func (h Header) Get(name string) string { return DecodeWords(h.raw(name)) }

// All returns every field of that name, decoded, topmost first.
func (h Header) All(name string) []string {
	var all []string
	for _, f := range h.fields {
		if strings.EqualFold(f.name, name) {
			all = append(all, DecodeWords(f.value))
		}
	}
	return all
}

// Has tells whether the field stands there, even if empty.
func (h Header) Has(name string) bool {
	for _, f := range h.fields {
		if strings.EqualFold(f.name, name) {
			return true
		}
	}
	return false
}

func (h Header) raw(name string) string {
	for _, f := range h.fields {
		if strings.EqualFold(f.name, name) {
			return f.value
		}
	}
	return ""
}

// Date returns when the message says it was written: its Date field, or the
// topmost Received where Date is missing, unreadable or later than it. ok is
// false where neither can be read.
func (h Header) Date() (at time.Time, ok bool) {
	received, haveReceived := h.received()
	written, err := parseDate(h.raw("Date"))
	switch {
	case err == nil && (!haveReceived || !written.After(received)):
		return written, true
	case haveReceived:
		return received, true
	default:
		return time.Time{}, false
	}
}

// received reads the time after the last ';' of the topmost Received field.
func (h Header) received() (time.Time, bool) {
	value := h.raw("Received")
	i := strings.LastIndexByte(value, ';')
	if i < 0 {
		return time.Time{}, false
	}
	at, err := parseDate(value[i+1:])
	return at, err == nil
}

func parseDate(value string) (time.Time, error) {
	value = strings.TrimSpace(value)
	at, err := mail.ParseDate(value)
	if err == nil {
		return at, nil
	}
	if i := strings.LastIndexByte(value, '('); i > 0 {
		if at, err2 := mail.ParseDate(strings.TrimSpace(value[:i])); err2 == nil {
			return at, nil
		}
	}
	for _, layout := range []string{"2006-01-02 15:04:05 -0700", time.RFC3339, "Mon Jan _2 15:04:05 2006"} {
		if at, err2 := time.Parse(layout, value); err2 == nil {
			return at, nil
		}
	}
	return time.Time{}, err
}

// maxLine is how much of one header line is kept, so that one long line does
// not cost the fields after it.
const maxLine = 64 << 10

// header reads the field lines at the front of raw and returns what follows
// the blank line after them.
func (p *parser) header(raw []byte) (h Header, body []byte) {
	defer h.unfold()
	used := 0
	rest := raw
	for len(rest) > 0 {
		line, after, _ := cutLine(rest)
		switch {
		case len(bytes.TrimRight(line, " \t")) == 0 && !startsWithSpace(line):
			return h, after
		case len(h.fields) == 0 && !isFieldLine(rest):
			return h, rest // the bytes are a body without a header
		case used > MaxHeader:
			p.note(ProblemHeaderTooLong)
		case startsWithSpace(line):
			if len(bytes.TrimSpace(line)) == 0 && !startsWithSpace(after) && !isFieldLine(after) {
				return h, after // a blank line of spaces ends the header where no field follows
			}
			h.extend(line)
		case isFieldLine(rest):
			h.add(firstBytes(line, maxLine))
		case !isFieldLine(after):
			return h, rest // neither this line nor the next is a field: the body has begun
		}
		if used += min(len(line), maxLine); len(line) > maxLine {
			p.note(ProblemHeaderTooLong)
		}
		rest = after
	}
	return h, nil
}

func (h *Header) add(line []byte) {
	h.unfold()
	name, value, _ := bytes.Cut(line, []byte(":"))
	h.fields = append(h.fields, field{strings.TrimSpace(string(name)), strings.TrimSpace(cleanBytes(value))})
}

// extend joins a folded line to the last field.
func (h *Header) extend(line []byte) {
	if room := MaxHeader - len(h.folded); room > 0 {
		h.folded = append(append(h.folded, ' '), bytes.TrimSpace(firstBytes(line, room))...)
	}
}

// unfold ends the last field.
func (h *Header) unfold() {
	if len(h.folded) > 0 && len(h.fields) > 0 {
		h.fields[len(h.fields)-1].value += cleanBytes(h.folded)
	}
	h.folded = nil
}

// isFieldLine tells whether raw begins with a line like "Name: value".
func isFieldLine(raw []byte) bool {
	for i, c := range firstBytes(raw, 100) {
		switch {
		case c == ':':
			return i > 0
		case c <= ' ' || c >= 0x7f:
			// A blank before the colon is wrong but common.
			return i > 0 && (c == ' ' || c == '\t') && bytes.HasPrefix(bytes.TrimLeft(raw[i:], " \t"), []byte(":"))
		}
	}
	return false
}

func startsWithSpace(line []byte) bool {
	return len(line) > 0 && (line[0] == ' ' || line[0] == '\t')
}

// cutLine cuts at the first CRLF, LF or lone CR.
func cutLine(raw []byte) (line, rest []byte, found bool) {
	i := bytes.IndexByte(raw, '\n')
	j := bytes.IndexByte(firstBytes(raw, endAt(i, len(raw))), '\r')
	switch {
	case j >= 0:
		return raw[:j], raw[j+lineEnd(raw[j:]):], true
	case i >= 0:
		return raw[:i], raw[i+1:], true
	default:
		return raw, nil, false
	}
}

func endAt(i, n int) int {
	if i < 0 {
		return n
	}
	return i
}

// lineEnd counts the bytes of the line end at the front of raw.
func lineEnd(raw []byte) int {
	switch {
	case bytes.HasPrefix(raw, []byte("\r\n")):
		return 2
	case len(raw) > 0 && (raw[0] == '\n' || raw[0] == '\r'):
		return 1
	default:
		return 0
	}
}
