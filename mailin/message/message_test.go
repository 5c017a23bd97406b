package message

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// leaves writes the leaves of a message as "media/type name:text".
func leaves(m *Message) string {
	var out []string
	for _, p := range m.Leaves() {
		s := p.MediaType
		if p.Name != "" {
			s += " " + p.Name
		}
		if p.IsText() {
			text, _ := p.Text()
			s += ":" + strings.TrimSpace(text)
		}
		out = append(out, s)
	}
	return strings.Join(out, " | ")
}

const mixed = "Content-Type: multipart/mixed; boundary=\"b\"\n\nskip\n--b\nContent-Type: text/plain\n\nett\n--b\nContent-Type: application/pdf; name=x.pdf\n\ndata\n"

func TestParse(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, raw, want, problems string }{
		{"plain", "Subject: a\n\nhej\n", "text/plain:hej", "[]"},
		{"closed", mixed + "--b--\nepilog\n", "text/plain:ett | application/pdf x.pdf", "[]"},
		{"not closed", mixed, "text/plain:ett | application/pdf x.pdf", "[not_closed]"},
		{"truncated in a header", "Subject: a\nContent-Ty", "text/plain:Content-Ty", "[]"},
		{"no boundary parameter", strings.Replace(mixed, "; boundary=\"b\"", "", 1), "text/plain:ett | application/pdf x.pdf", "[no_boundary not_closed]"},
		{"wrong boundary parameter", strings.Replace(mixed, "\"b\"", "\"other\"", 1), "text/plain:ett | application/pdf x.pdf", "[no_boundary not_closed]"},
		{"multipart without any boundary", "Content-Type: multipart/mixed\n\nbara text", "text/plain:bara text", "[no_boundary]"},
		{"mbox line and BOM", "\xef\xbb\xbfFrom a@b Mon Jan  1 00:00:00 2026\nSubject: a\n\nhej", "text/plain:hej", "[]"},
		{"blank lines first", "\n\nSubject: a\n\nhej", "text/plain:hej", "[]"},
		{"line that is no field", "Subject: a\nskräp\nTo: b\n\nhej", "text/plain:hej", "[]"},
		{"no header", "hej hopp\nmer text", "text/plain:hej hopp\nmer text", "[no_header]"},
		{"empty", "", "text/plain:", "[no_header]"},
		{"CR line ends", "Subject: a\r\rhej\rdu", "text/plain:hej\ndu", "[]"},
		{"NUL", "Subject: a\n\nh\x00ej", "text/plain:hej", "[]"},
		{"broken base64", "Content-Transfer-Encoding: base64\n\naGVq!!\nIGR1*", "text/plain:hej du", "[bad_transfer]"},
		{"glued base64", "Content-Transfer-Encoding: base64\n\naGVqIA==ZHU=", "text/plain:hej du", "[]"},
		{"broken quoted-printable", "Content-Transfer-Encoding: quoted printable\nContent-Type: text/plain; charset=utf-8\n\nh=C3=A5 =ZZ mjuk= \nbrytning", "text/plain:hå =ZZ mjukbrytning", "[bad_transfer]"},
		{"unknown transfer encoding", "Content-Transfer-Encoding: 8bits\n\nhej", "text/plain:hej", "[]"},
		{"uuencode", "Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n#:&5J\n`\nend\n", "text/plain:hej", "[]"},
		{"two From", "From: a@b.se\nFrom: c@d.se\n\nhej", "text/plain:hej", "[two_from]"},
		{"only a word as type", "Content-Type: text\n\nhej", "text/plain:hej", "[]"},
		{"charset twice", "Content-Type: text/plain; charset=iso-8859-1; charset=utf-8\n\nh\xe5", "text/plain:hå", "[]"},
		{"unknown charset", "Content-Type: text/plain; charset=x-okänd\n\nh\xe5 hej", "text/plain:hå hej", "[]"},
		{"utf-7", "Content-Type: text/plain; charset=utf-7\n\nG+APY-ran", "text/plain:Göran", "[]"},
		{"latin-1 called utf-8", "Content-Type: text/plain; charset=utf-8\n\nh\xe5 h\xc3\xa5", "text/plain:hå hå", "[]"},
		{"utf-8 called latin-1", "Content-Type: text/plain; charset=iso-8859-1\n\nh\xc3\xa5", "text/plain:hå", "[]"},
		{"windows-1252 called latin-1", "Content-Type: text/plain; charset=iso-8859-1\n\n\x80 \x96", "text/plain:€ –", "[]"},
		{"message within", "Content-Type: message/rfc822\n\nSubject: inre\n\nhej", "message/rfc822 | text/plain:hej", "[]"},
		{"message within in base64", "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString([]byte("Subject: inre\n\nhej")), "message/rfc822 | text/plain:hej", "[]"},
		{"decomposed letters", "Content-Type: text/plain; charset=utf-8\n\nA\u030angklyftan", "text/plain:Ångklyftan", "[]"},
		{"header only", "Subject: a\n", "text/plain:", "[]"},
		{"utf-16", "Content-Type: text/plain; charset=utf-16\n\n\xff\xfeh\x00\xe5\x00", "text/plain:hå", "[]"},
	} {
		for _, end := range []string{"\n", "\r\n"} {
			m := Parse([]byte(strings.ReplaceAll(c.raw, "\n", end)))
			if got := leaves(m); got != c.want || fmt.Sprint(m.Problems) != c.problems {
				t.Errorf("%s (%q)\n\tgot  %q %v\n\twant %q %s", c.name, end, got, m.Problems, c.want, c.problems)
			}
		}
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]string{
		`attachment; filename="lista.xlsx"`:                                               "lista.xlsx",
		`attachment; filename=lista.xlsx`:                                                 "lista.xlsx",
		`attachment; filename*=utf-8''%C3%85ng.csv`:                                       "Ång.csv",
		`attachment; filename*0*=utf-8''%C3%85ng; filename*1*=klyftan; filename*2=".csv"`: "Ångklyftan.csv",
		`attachment; filename="=?utf-8?Q?=C3=85ng.csv?="`:                                 "Ång.csv",
		`attachment; filename==?iso-8859-1?Q?=C5ng.csv?=`:                                 "Ång.csv",
		`attachment; filename="a;b.csv"`:                                                  "a;b.csv",
		`attachment; filename="a\"b.csv"`:                                                 `a"b.csv`,
		"attachment; filename=\"\xc5ng.csv\"":                                             "Ång.csv",
		`attachment; filename="=?utf-8?B?w4U=?= =?utf-8?B?bmcuY3N2?="`:                    "Ång.csv",
		`attachment; filename=plain.csv; filename*=utf-8''%C3%A4.csv`:                     "ä.csv",
		`attachment; filename*=%zz.csv`:                                                   "%zz.csv",
		`attachment; filename*1=b.csv; filename*0=a`:                                      "ab.csv",
	} {
		m := Parse([]byte("Content-Type: text/csv\nContent-Disposition: " + header + "\n\nx"))
		if got := m.Root.Name; got != want {
			t.Errorf("%s: got %q, want %q", header, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"=?iso-8859-1?Q?Gl=F6mt_anv=E4ndarnamn?=":            "Glömt användarnamn",
		"=?utf-8?B?w4U=?= =?utf-8?B?bmc=?= x":                "Ång x",
		"=?utf-8?Q?=C3?= =?utf-8?Q?=A5?=":                    "å", // a letter cut in half
		"Re: =?utf-8?q?h=C3=A5?= =?iso-8859-1?q?_=E5?= slut": "Re: hå å slut",
		"=?okand?Q?h=E5?=":                                   "hå",
		"=?utf-8?Q?":                                         "=?utf-8?Q?",
		"ren text":                                           "ren text",
	} {
		if got := DecodeWords(value); got != want {
			t.Errorf("%q: got %q, want %q", value, got, want)
		}
	}
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"Anna Berg <Anna@Firma.example>":                  "[{Anna Berg anna@firma.example}]",
		"anna@firma.example":                              "[{ anna@firma.example}]",
		"=?utf-8?Q?Berg=2C_=C3=85sa?= <a@b.example>":      "[{Berg, Åsa a@b.example}]",
		`"Berg, Anna" <a@b.example>, bo@c.example`:        "[{Berg, Anna a@b.example} { bo@c.example}]",
		"Berg, Anna <a@b.example>":                        "[{Berg, Anna a@b.example}]",
		"Anna Åhs <a@b.example>":                          "[{Anna Åhs a@b.example}]",
		"\"postmaster@b.example\" <postmaster@b.example>": "[{postmaster@b.example postmaster@b.example}]",
		"ingen adress":                                    "[]",
		"":                                                "[]",
		"Trasig <a@b.example":                             "[{Trasig a@b.example}]",
	} {
		if got := fmt.Sprint(ParseAddresses(value)); got != want {
			t.Errorf("%q: got %s, want %s", value, got, want)
		}
	}
}

func TestDate(t *testing.T) {
	t.Parallel()
	const received = "Received: from a by b; Wed, 28 Oct 2026 10:00:00 +0100\n"
	for header, want := range map[string]string{
		"Date: Tue, 27 Oct 2026 09:00:00 +0100\n":            "2026-10-27",
		received + "Date: Tue, 27 Oct 2026 09:00:00 +0100\n": "2026-10-27",
		received + "Date: Fri, 01 Jan 2050 09:00:00 +0100\n": "2026-10-28",
		received + "Date: i går\n":                           "2026-10-28",
		received:                                             "2026-10-28",
		"Date: Tue, 27 Oct 2026 09:00:00 +0100 (CET)\n":      "2026-10-27",
		"Subject: a\n":                                       "",
	} {
		at, ok := Parse([]byte(header + "\n")).Header().Date()
		got := ""
		if ok {
			got = at.Format("2006-01-02")
		}
		if got != want {
			t.Errorf("%q: got %s, want %s", header, got, want)
		}
	}
}

// TestHostile feeds what is meant to cost time or memory.
func TestHostile(t *testing.T) {
	t.Parallel()
	nested := func(n int) []byte {
		var b bytes.Buffer
		for i := range n {
			fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
		}
		b.WriteString("Content-Type: text/plain\n\ninnerst\n")
		return b.Bytes()
	}
	parts := "Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\n\nx\n", 10_000) + "--b--\n"
	for _, c := range []struct {
		name    string
		raw     []byte
		problem Problem
	}{
		{"1,000 nested", nested(1000), ProblemTooDeep},
		{"10,000 nested", nested(10_000), ProblemTooDeep},
		{"10,000 parts", []byte(parts), ProblemTooManyParts},
		{"2 MB header line", []byte("Subject: " + strings.Repeat("a", 2<<20) + "\nTo: b\n\nhej"), ProblemHeaderTooLong},
		{"2 MB of folded header", []byte("Subject: a\n" + strings.Repeat(" b\n", 700_000) + "\nhej"), ProblemHeaderTooLong},
		{"30 MB", append([]byte("Subject: a\n\n"), bytes.Repeat([]byte("text och mer text\n"), 30<<20/18)...), ""},
	} {
		start := time.Now()
		m := Parse(c.raw)
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("%s took %v", c.name, took)
		}
		if c.problem != "" && !slices.Contains(m.Problems, c.problem) {
			t.Errorf("%s: problems %v, want %s", c.name, m.Problems, c.problem)
		}
		if n := len(m.Leaves()); n == 0 || n > MaxParts {
			t.Errorf("%s: %d leaves", c.name, n)
		}
	}
}

func FuzzMessage(f *testing.F) {
	f.Add([]byte(mixed))
	f.Add([]byte("From: a@b\nContent-Type: message/rfc822\n\nSubject: =?utf-8?Q?=C3?=\n\nx"))
	f.Add([]byte("Content-Transfer-Encoding: base64\n\naGVq"))
	f.Add([]byte("Content-Type: text/html\n\n<meta charset=utf-7>+APY-"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		m := Parse(raw)
		for _, p := range m.Leaves() {
			if text, _ := p.Text(); strings.ContainsRune(text, 0) || !isValid(text) {
				t.Fatalf("text with NUL or invalid UTF-8: %q", text)
			}
			if m.Leaf(p.Index) != p {
				t.Fatal("a leaf is not found by its index")
			}
		}
		m.Header().Date()
		m.Header().Addresses("From")
	})
}

func isValid(s string) bool { return strings.ToValidUTF8(s, "") == s }

func FuzzAddress(f *testing.F) {
	f.Add("=?utf-8?Q?Berg=2C_=C3=85sa?= <a@b.example>")
	f.Add(`"Berg, Anna" <a@b.example>, bo@c.example`)
	f.Fuzz(func(t *testing.T, value string) {
		for _, a := range ParseAddresses(value) {
			if !strings.Contains(a.Addr, "@") || a.Addr != strings.ToLower(a.Addr) {
				t.Fatalf("address %q of %q", a.Addr, value)
			}
		}
	})
}

// FuzzWords decodes encoded words (of text that is UTF-8 by then) and character sets: always valid UTF-8.
func FuzzWords(f *testing.F) {
	f.Add("=?utf-8?Q?=C3=85sa?= =?iso-8859-1?B?xQ==?=", "iso-8859-1")
	f.Add("=?x?y?z?= =??=", "utf-16")
	f.Fuzz(func(t *testing.T, value, set string) {
		if out := DecodeWords(strings.ToValidUTF8(value, "?")); !utf8.ValidString(out) {
			t.Fatalf("%q gives %q", value, out)
		}
		if out, _ := DecodeCharset(set, []byte(value)); !utf8.ValidString(out) {
			t.Fatalf("%q in %q gives %q", value, set, out)
		}
	})
}
