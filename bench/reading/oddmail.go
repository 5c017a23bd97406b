package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// mail is one raw message.
type mail struct {
	name string
	raw  []byte
}

// damages are what happens to mails on their way and in bad programs; each is
// done to every mail.
var damages = []struct {
	name string
	do   func(raw []byte) []byte
}{
	{"as it is", func(raw []byte) []byte { return raw }},
	{"bare LF", func(raw []byte) []byte { return bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n")) }},
	{"bare CR", func(raw []byte) []byte { return bytes.ReplaceAll(unix(raw), []byte("\n"), []byte("\r")) }},
	{"mbox line and BOM", func(raw []byte) []byte {
		return append([]byte("\xef\xbb\xbfFrom a@b.se Mon Oct 26 09:00:00 2026\r\n"), raw...)
	}},
	{"cut at two thirds", func(raw []byte) []byte { return raw[:len(raw)*2/3] }},
	{"close boundary gone", func(raw []byte) []byte {
		if i := bytes.LastIndex(raw, []byte("--\r\n")); i > 0 && i > len(raw)-100 {
			return raw[:i]
		}
		return bytes.TrimRight(raw, "\r\n-")
	}},
	{"a line that is no field", func(raw []byte) []byte {
		return bytes.Replace(raw, []byte("\nSubject:"), []byte("\nthis line is no field\r\nSubject:"), 1)
	}},
	{"unknown transfer encodings", func(raw []byte) []byte {
		raw = bytes.ReplaceAll(raw, []byte("Encoding: 8bit"), []byte("Encoding: 8bits"))
		return bytes.ReplaceAll(raw, []byte("Encoding: quoted-printable"), []byte("Encoding: quoted printable"))
	}},
	{"junk in base64", func(raw []byte) []byte { return bytes.ReplaceAll(raw, []byte("=\r\n--"), []byte("!*\r\n--")) }},
	{"unknown charset", func(raw []byte) []byte { return replaceFold(raw, "charset=", "charset=x-okand-") }},
	{"boundary not named", func(raw []byte) []byte { return replaceFold(raw, "boundary=", "x-boundary=") }},
	{"NUL bytes", func(raw []byte) []byte { return bytes.ReplaceAll(raw, []byte("\r\nH"), []byte("\r\n\x00H")) }},
	{"8-bit header", func(raw []byte) []byte {
		return bytes.Replace(raw, []byte("Subject:"), []byte("Subject: \xc5rslista f\xf6r"), 1)
	}},
	{"within a mail", func(raw []byte) []byte {
		return append([]byte("From: a@b.se\r\nSubject: VB\r\nContent-Type: message/rfc822\r\n\r\n"), raw...)
	}},
	{"attached in base64", func(raw []byte) []byte {
		return []byte("From: a@b.se\r\nSubject: VB\r\nContent-Type: multipart/mixed; boundary=ute\r\n\r\n--ute\r\nContent-Type: text/plain\r\n\r\nSe bifogat.\r\n--ute\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.StdEncoding.EncodeToString(raw) + "\r\n--ute--\r\n")
	}},
	{"digest", func(raw []byte) []byte {
		return []byte("From: a@b.se\r\nContent-Type: multipart/digest; boundary=ute\r\n\r\n--ute\r\n\r\n" + string(raw) + "\r\n--ute--\r\n")
	}},
}

func unix(raw []byte) []byte { return bytes.ReplaceAll(raw, []byte("\r\n"), []byte("\n")) }

func replaceFold(raw []byte, old, new string) []byte {
	return bytes.ReplaceAll(bytes.ReplaceAll(raw, []byte(old), []byte(new)), []byte(strings.ToUpper(old[:1])+old[1:]), []byte(new))
}

// oddities are mails that exist for one fault only.
func oddities() []mail {
	many := "From: a@b.se\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + strings.Repeat("--b\r\nContent-Type: text/plain\r\n\r\nhej\r\n", 900) + "--b--\r\n"
	var deep strings.Builder
	for i := range 10 { // enmime needs twice the time for every level: at 40 it does not end
		fmt.Fprintf(&deep, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
	}
	return []mail{
		{"empty", nil},
		{"no header", []byte("hej\r\nhopp\r\n")},
		{"header only", []byte("From: a@b.se\r\nSubject: a")},
		{"one word as type", []byte("From: a@b.se\r\nContent-Type: text\r\n\r\nhej")},
		{"charset twice", []byte("From: a@b.se\r\nContent-Type: text/plain; charset=utf-8; charset=iso-8859-1\r\n\r\nh\xc3\xa5")},
		{"empty boundary", []byte("From: a@b.se\r\nContent-Type: multipart/mixed; boundary=\"\"\r\n\r\n--\r\n\r\nhej")},
		{"uuencode", []byte("From: a@b.se\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 a\r\n#:&5J\r\n`\r\nend\r\n")},
		{"2 MB header line", []byte("From: a@b.se\r\nX: " + strings.Repeat("x", 2<<20) + "\r\nSubject: a\r\n\r\nhej")},
		{"900 parts", []byte(many)},
		{"10 levels, none closed", []byte(deep.String() + "Content-Type: text/plain\r\n\r\nhej\r\n")},
	}
}

// oddMails gives every mail of the folders with every damage, and the oddities.
func oddMails(o options) ([]mail, error) {
	all := oddities()
	for _, folder := range []string{o.mails, "testdata/mails"} {
		names, err := filepath.Glob(filepath.Join(folder, "*.eml"))
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			raw, err := os.ReadFile(name)
			if err != nil {
				return nil, err
			}
			if !bytes.Contains(raw, []byte("\r\n")) {
				raw = bytes.ReplaceAll(raw, []byte("\n"), []byte("\r\n"))
			}
			for _, d := range damages {
				all = append(all, mail{filepath.Base(name) + ", " + d.name, d.do(bytes.Clone(raw))})
			}
		}
	}
	return all, nil
}
