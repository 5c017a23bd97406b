package outlook

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// EML writes a message as RFC 5322, for readers of mail and never for sending.
// Text stands beside HTML as two forms of one body; RTF is a file of its own
// where nothing else was kept.
func (m *Message) EML() []byte {
	var b bytes.Buffer
	m.write(&b, 0)
	return b.Bytes()
}

func (m *Message) write(b *bytes.Buffer, depth int) {
	from := m.From
	if m.Address != "" {
		from = fmt.Sprintf("%s <%s>", encoded(strings.Trim(m.From, `'"`)), m.Address)
	} else if from = encoded(from); from != "" {
		from += " <>"
	}
	field(b, "From", from)
	field(b, "To", encoded(m.To))
	field(b, "Subject", encoded(m.Subject))
	if !m.Sent.IsZero() {
		field(b, "Date", m.Sent.Format(time.RFC1123Z))
	}
	field(b, "MIME-Version", "1.0")
	boundary := fmt.Sprintf("=_kontakten_%d", depth)
	fmt.Fprintf(b, "Content-Type: multipart/mixed; boundary=%q\r\n\r\n", boundary)
	next := func() { fmt.Fprintf(b, "--%s\r\n", boundary) }
	switch {
	case m.Text != "" && len(m.HTML) > 0:
		next()
		inner := fmt.Sprintf("=_former_%d", depth)
		fmt.Fprintf(b, "Content-Type: multipart/alternative; boundary=%q\r\n\r\n--%s\r\n", inner, inner)
		part(b, "text/plain; charset=utf-8", "", []byte(m.Text))
		fmt.Fprintf(b, "--%s\r\n", inner)
		part(b, m.htmlType(), "", m.HTML)
		fmt.Fprintf(b, "--%s--\r\n", inner)
	case m.Text != "":
		next()
		part(b, "text/plain; charset=utf-8", "", []byte(m.Text))
	case len(m.HTML) > 0:
		next()
		part(b, m.htmlType(), "", m.HTML)
	case len(m.RTF) > 0:
		next()
		part(b, "application/rtf", "brev.rtf", m.RTF)
	}
	for _, f := range m.Files {
		next()
		if f.Message != nil {
			b.WriteString("Content-Type: message/rfc822\r\n\r\n")
			f.Message.write(b, depth+1)
			b.WriteString("\r\n")
			continue
		}
		part(b, "application/octet-stream", f.Name, f.Data)
	}
	fmt.Fprintf(b, "--%s--\r\n", boundary)
}

// htmlType names the character set of the HTML as far as it is known.
func (m *Message) htmlType() string {
	known := map[int]string{65001: "utf-8", 1252: "windows-1252", 28591: "iso-8859-1", 28605: "iso-8859-15", 850: "ibm850", 1250: "windows-1250", 1251: "windows-1251"}
	if set := known[m.Codepage]; set != "" {
		return "text/html; charset=" + set
	}
	return "text/html"
}

func part(b *bytes.Buffer, mediaType, name string, data []byte) {
	fmt.Fprintf(b, "Content-Type: %s\r\n", mediaType)
	if name != "" {
		fmt.Fprintf(b, "Content-Disposition: attachment; filename=\"%s\"\r\n", encoded(name))
	}
	b.WriteString("Content-Transfer-Encoding: base64\r\n\r\n")
	for len(data) > 0 {
		n := min(len(data), 57)
		b.WriteString(base64.StdEncoding.EncodeToString(data[:n]))
		b.WriteString("\r\n")
		data = data[n:]
	}
}

// field writes a header field on one line.
func field(b *bytes.Buffer, name, value string) {
	if value != "" {
		fmt.Fprintf(b, "%s: %s\r\n", name, value)
	}
}

// encoded makes one line of ASCII of a text: encoded words where it is needed.
func encoded(s string) string {
	s = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, s)), " ")
	for _, r := range s {
		if r > '~' || strings.ContainsRune("\"<>,;:\\@()[]=?", r) {
			return words(s)
		}
	}
	return s
}

// words writes a text as encoded words (RFC 2047), whatever stands in it.
func words(s string) string {
	var out []string
	for len(s) > 0 {
		n := min(len(s), 45)
		for n < len(s) && n > 1 && !utf8.RuneStart(s[n]) {
			n--
		}
		out = append(out, "=?utf-8?B?"+base64.StdEncoding.EncodeToString([]byte(s[:n]))+"?=")
		s = s[n:]
	}
	return strings.Join(out, " ")
}
