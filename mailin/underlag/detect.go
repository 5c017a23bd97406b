package underlag

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"sef.se/kontakten/mailin/underlag/charset"
)

// Detect tells what a file is from its bytes alone. ZIP packages and OLE
// compound files are opened no further than their directory.
func Detect(data []byte) Format {
	if len(bytes.Trim(data, " \t\r\n")) == 0 {
		return Empty
	}
	if f := byMagic(data); f != "" {
		return f
	}
	if !charset.Is16(data) && isBinary(data) {
		return Unknown
	}
	return textFormat(data)
}

// magics are the first bytes of what is told by them.
var magics = []struct {
	head   string
	format Format
}{
	{"%PDF-", PDF}, {`{\rtf`, RTF}, {"\x89PNG\r\n", Image}, {"\xff\xd8\xff", Image}, {"GIF8", Image},
	{"II*\x00", Image}, {"MM\x00*", Image}, {"BM", ""}, {"\x78\x9f\x3e\x22", TNEF}, {"Rar!", Unknown}, {"7z\xbc\xaf", Unknown},
	{"\x1f\x8b", Unknown}, {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", XLS}, {"PK\x03\x04", ZIP}, {"PK\x05\x06", ZIP},
}

func byMagic(data []byte) Format {
	for _, m := range magics {
		if m.format != "" && bytes.HasPrefix(data, []byte(m.head)) {
			switch m.format {
			case ZIP:
				return packageFormat(data)
			case XLS:
				return compoundFormat(data)
			}
			return m.format
		}
	}
	switch {
	case len(data) >= 12 && (string(data[4:8]) == "ftyp" || string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP"):
		return Image
	case bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")): // gateways put junk before it
		return PDF
	case len(data) > 8 && (data[0] == 0x09 && data[1]&^0x0e == 0 && (data[2] == 4 || data[2] == 6 || data[2] == 8)) && data[3] == 0:
		return XLS // a bare BIFF stream
	}
	return ""
}

// isBinary tells whether data is no text in any single-byte character set: it is
// full of control characters, or hardly a byte of it is ASCII.
func isBinary(data []byte) bool {
	control, high := 0, 0
	head := data[:min(len(data), 8192)]
	for _, b := range head {
		switch {
		case b >= 0x80:
			high++
		case b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1a && b != 0x1b:
			control++
		}
	}
	return control*20 > len(head) || high*5 > 4*len(head) && len(head) > 64 && !utf8.Valid(data)
}

// textFormat tells HTML and mails from other text; whether a text is delimited,
// in columns or running is told when it is read.
func textFormat(data []byte) Format {
	head, _ := charset.Decode(data[:min(len(data), 4096)])
	lower := strings.ToLower(strings.TrimLeft(head, " \t\r\n"))
	switch {
	case isXML(lower):
		return XML
	case strings.HasPrefix(lower, "<!doctype html") || strings.HasPrefix(lower, "<html") || strings.HasPrefix(lower, "<table") ||
		strings.HasPrefix(lower, "<") && (strings.Contains(lower, "<body") || strings.Contains(lower, "<table")):
		return HTML
	case looksLikeMail(head):
		return Message
	}
	return Plain
}

// looksLikeMail tells whether a text begins with mail headers.
func looksLikeMail(head string) bool {
	found := 0
	for line := range strings.Lines(head) {
		name, _, ok := strings.Cut(line, ":")
		if line[0] == ' ' || line[0] == '\t' {
			continue
		}
		if !ok || strings.ContainsAny(name, " \t") || !utf8.ValidString(name) {
			break
		}
		switch strings.ToLower(name) {
		case "from", "to", "subject", "received", "return-path", "message-id", "mime-version", "date", "delivered-to":
			found++
		}
	}
	return found >= 2
}
