package prose

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"sef.se/kontakten/internal/register"
)

// kind is what a token is.
type kind uint8

const (
	word   kind = iota
	amount      // money, or a bare number that may be money
	number      // a personnummer, valid or not
	other       // date, telephone, giro, percent, time: known and passed over
	stop        // the end of a sentence
)

// token is a piece of a line.
type token struct {
	kind     kind
	text     string // as written
	fold     string // a word in small letters without accents
	from, to int
	bare     bool              // an amount without öre, colon or "kr": may be a count
	readings []register.Amount // of an amount
	pnr      register.Personnummer
}

// The forms, tried in this order at each place.
var forms = []struct {
	kind    kind
	pattern *regexp.Regexp
}{
	{other, regexp.MustCompile(`^[^\s<>"()]+@[^\s<>"()]+|^(?:https?://|www\.)\S+`)},
	{other, regexp.MustCompile(`^(?:SE)?\d{10}01\b`)},
	{other, regexp.MustCompile(`(?i)^(?:tel|tfn|telefon|mobil|mob|fax|växel|direkt)[.: ]*(?:nr[.: ]*)?[+\d(][\d\s()/+-]{5,}`)},
	{other, regexp.MustCompile(`(?i)^(?:bg|pg|bankgiro|plusgiro|postgiro|ocr|ref|kundnr|kundnummer|anst\.?\s?nr|org\.?\s?-?(?:nr|nummer)?|organisationsnummer|fakturanr|faktura|konto|clearing)[.: ]*(?:nr[.: ]*)?\d[\d -]{3,}`)},
	{other, regexp.MustCompile(`^(?:\+46|0046)[\d\s()-]{6,}|^0\d{1,3}[-/]\d[\d ]{4,}\d`)},
	{number, regexp.MustCompile(`^(?:19|20)?\d{2} ?\d{2} ?\d{2} ?[-+–‐‑−] ?\d{4}(?:\D|$)|^(?:19|20)\d{6} ?\d{4}(?:\D|$)|^(?:19|20)?\d{2}-\d{2}-\d{2}[-+]\d{4}(?:\D|$)|^\d{10}(?:\D|$)|^\d{6} \d{4}(?:\D|$)|^(?:19|20)?\d{6}-(?:\d{3}|\d{5})(?:\D|$)`)},
	{other, regexp.MustCompile(`^(?:16)?\d{6}[-–‐]\d{4}(?:\D|$)|^\d{7,}(?:\D|$)`)},
	{other, regexp.MustCompile(`(?i)^\d{4}-\d{2}(?:-\d{2})?(?:\D|$)|^\d{1,2}/\d{1,2}(?:[-/ ]?(?:20)?\d{2})?(?:\D|$)|^\d{1,2}(?:\.|:e|:a|e)?\s(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-zåäö]*\.?(?:\s20\d\d)?`)},
	{other, regexp.MustCompile(`(?i)^(?:v|vecka|veckor)\.?\s?\d{1,2}(?:\s?[-–]\s?\d{1,2})?(?:[^\d,.:]|$)`)},
	{other, regexp.MustCompile(`(?i)^(?:kl\.?|klockan)\s*\d{1,2}(?:[.:]\d{2})?`)},
	{other, regexp.MustCompile(`(?i)^\d+(?:[.,]\d+)?\s?(?:%|procent|stycken|timmar|tim\.|dagar|personer|anställda|medlemmar|rader|veckor|månader|(?:st|tim|h|dag|pers|år)(?:[^\pL\d]|$))`)},
	{other, regexp.MustCompile(`^\d{3,4}-\d{4}(?:\D|$)`)},
	{other, regexp.MustCompile(`(?i)^\d{1,2}:?[ea](?:[^\pL\d]|$)`)}, // "den 30:e"
	{amount, crownsAndOre},
	{amount, regexp.MustCompile(`(?i)^(?:kr\.?\s?|SEK\s?)?[-−–]?(?:\d{1,3}(?:,\d{3})+\.\d{2}|\d{1,3}(?:[ .\x{a0}\x{202f}]\d{3})+|\d+)(?:[,.:]\d{2})?(?::-|,-|:–|,–|\.-)?-?(?:\s?(?:kr\b\.?|kronor|SEK\b))?|^-:\d{2}`)},
	{word, regexp.MustCompile(`^[\pL][\pL'’\-]*\.?`)},
}

// crownsAndOre is an amount in words for its units: "541 kronor och 50 öre".
var crownsAndOre = regexp.MustCompile(`(?i)^(\d{1,3}(?:[ .]?\d{3})?) ?(?:kr\.?|kronor),?(?: och)? (\d{1,2}) ?öre`)

// lex cuts a line into tokens. on decides the century of personnummer.
func lex(line string, on register.Date) []token {
	var tokens []token
	for at := 0; at < len(line); {
		t, next := lexOne(line, at, on)
		if next == at {
			r, size := utf8.DecodeRuneInString(line[at:])
			if (r == '.' || r == '!' || r == '?') && endsSentence(line, at+size) && !(at > 0 && line[at-1] == '.') {
				tokens = append(tokens, token{kind: stop, from: at, to: at + size})
			}
			at += size
			continue
		}
		if t.kind == amount && strings.HasSuffix(line[:t.from], "(-)") {
			t.negate()
		}
		tokens = append(tokens, t)
		if t.kind == word && strings.HasSuffix(line[t.from:t.to], ".") && endsSentence(line, t.to) && (len(t.text) > 4 && !shortened[t.fold] || isShortName(line, t)) {
			tokens = append(tokens, token{kind: stop, from: t.to - 1, to: t.to})
		}
		at = next
	}
	return spelled(tokens, line)
}

// shortened holds the abbreviations of four letters and more that stand within a
// sentence of fees.
var shortened = map[string]bool{
	"resp": true, "inkl": true, "exkl": true, "kontr": true, "medl": true, "medlavg": true, "kontravg": true, "fackl": true, "avdr": true, "pers": true,
	"persnr": true, "anst": true, "motsv": true, "prel": true, "löneart": true, "sept": true, "juli": true,
}

// isShortName tells a name of two or three letters that ends a sentence ("Bo Ek.
// Sedan …") from an initial and from an abbreviation.
func isShortName(line string, t token) bool {
	_, size := utf8.DecodeRuneInString(t.fold)
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(line[t.to:], " "))
	written, _ := utf8.DecodeRuneInString(line[t.from:])
	return unicode.IsUpper(written) && len(t.fold) > size && unicode.IsUpper(next)
}

func endsSentence(line string, at int) bool {
	return at >= len(line) || line[at] == ' ' || line[at] == '\t'
}

// lexOne reads the token at a place; next is at where none begins there.
func lexOne(line string, at int, on register.Date) (t token, next int) {
	r, _ := utf8.DecodeRuneInString(line[at:])
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '−' && r != '–' && r != '+' {
		return t, at
	}
	if at > 0 && unicode.IsDigit(r) && line[at-1] >= '0' && line[at-1] <= '9' {
		return t, at
	}
	rest := window(line[at:])
	if unicode.IsLetter(r) && !mayBeForm(rest) {
		n := wordLength(rest)
		t = token{kind: word, text: rest[:n], from: at, to: at + n}
		t.finish(on)
		return t, t.to
	}
	for _, f := range forms {
		m := f.pattern.FindString(rest)
		if m == "" {
			continue
		}
		if f.kind == other && len(m) == len(rest) { // an address longer than the window
			m += line[at+len(m):][:strings.IndexFunc(line[at+len(m):]+" ", unicode.IsSpace)]
		}
		m = trimForm(f.kind, m)
		if f.kind == other {
			m = withoutAmount(m, rest)
		}
		if f.kind == amount {
			m = wholeGroups(m, rest)
		}
		t = token{kind: f.kind, text: m, from: at, to: at + len(m)}
		if t.finish(on) {
			return t, t.to
		}
	}
	return t, at
}

// maxForm bounds how far a form is looked for, so that a line of 60,000 dashes does not cost their square.
const maxForm = 254

// window gives the beginning of a text, cut between characters.
func window(rest string) string {
	if len(rest) <= maxForm {
		return rest
	}
	n := maxForm
	for n > 0 && !utf8.RuneStart(rest[n]) {
		n--
	}
	return rest[:n]
}

// formWords are the words that begin another form than a word: "tel 08-…".
var formWords = map[string]bool{
	"tel": true, "tfn": true, "telefon": true, "mobil": true, "mob": true, "fax": true, "växel": true, "direkt": true,
	"bg": true, "pg": true, "bankgiro": true, "plusgiro": true, "postgiro": true, "ocr": true, "ref": true, "kundnr": true, "kundnummer": true,
	"anst": true, "anstnr": true, "org": true, "orgnr": true, "organisationsnummer": true, "fakturanr": true, "faktura": true, "konto": true, "clearing": true,
	"kl": true, "klockan": true, "v": true, "vecka": true, "veckor": true, "kr": true, "sek": true, "se": true, "http": true, "https": true, "www": true,
}

// mayBeForm tells whether something that begins with a letter may be more
// than a word: it is one of formWords, or an address.
func mayBeForm(rest string) bool {
	n := wordLength(rest)
	if formWords[strings.ToLower(strings.TrimRight(rest[:n], ".-"))] {
		return true
	}
	end := strings.IndexAny(rest, " \t<>()")
	if end < 0 {
		end = len(rest)
	}
	return strings.IndexByte(rest[:end], '@') > 0
}

// wordLength measures the word at the front: letters, hyphens, apostrophes and
// one point after it.
func wordLength(rest string) int {
	for i, r := range rest {
		if !unicode.IsLetter(r) && r != '-' && r != '\'' && r != '’' {
			if r == '.' {
				return i + 1
			}
			return i
		}
	}
	return len(rest)
}

// counted is a unit that makes the number before it no money.
var counted = regexp.MustCompile(`(?i)^\s?(?:%|procent|tim(?:mar)?(?:[^\pL]|$)|(?:h|dag|dagar|st|pers|år)(?:[^\pL]|$))`)

// wholeGroups takes off a last group of digits that goes on after the amount:
// "156 195809049827" is 156 and another number.
func wholeGroups(m, rest string) string {
	if i := strings.LastIndexAny(m, " \u00a0\u202f"); i > 0 && counted.MatchString(rest[len(m):]) {
		m = strings.TrimRight(m[:i], " \t\u00a0\u202f") // "680 152 tim"
	}
	for len(m) < len(rest) && rest[len(m)] >= '0' && rest[len(m)] <= '9' {
		i := strings.LastIndexAny(m, " .\u00a0\u202f")
		if i <= 0 {
			return m
		}
		m = strings.TrimRight(m[:i], " \t")
	}
	return m
}

// trimForm takes off the letter after a number that the pattern looked at.
func trimForm(k kind, m string) string {
	if k == number || k == other {
		last, size := utf8.DecodeLastRuneInString(m)
		if k == number && !unicode.IsDigit(last) {
			return m[:len(m)-size]
		}
		return strings.TrimRight(m, " \t-(/.,;:)|+")
	}
	return strings.TrimRight(m, " \t.") // the point of "kr." may end a sentence
}

// finish reads the value; false where the form does not hold after all.
func (t *token) finish(on register.Date) bool {
	switch t.kind {
	case word:
		t.text = strings.TrimRight(t.text, "-'’")
		t.fold = foldWord(t.text)
	case number:
		p, err := register.ParsePersonnummer(t.text, on)
		t.pnr = p
		if err != nil && !looksLikePersonnummer(t.text) {
			return false
		}
	case amount:
		text := t.text
		if parts := crownsAndOre.FindStringSubmatch(text); parts != nil {
			text = strings.NewReplacer(" ", "", ".", "").Replace(parts[1]) + "," + ("0" + parts[2])[len(parts[2])-1:]
		}
		t.readings = register.AmountReadings(text)
		if first, _, glued := strings.Cut(t.text, " "); len(t.readings) == 0 && glued {
			t.readings = register.AmountReadings(first) // several amounts with one blank between them: see splitGlued
		}
		if len(t.readings) == 0 {
			return false
		}
		t.bare = !strings.ContainsAny(t.text, ",:kK") && !strings.Contains(t.text, "SEK") && !hasCents(t.text)
	}
	return true
}

// negate takes an amount whose sign stands in brackets before it: "(-)20:00".
func (t *token) negate() {
	for i := range t.readings {
		t.readings[i] = -t.readings[i]
	}
}

func hasCents(text string) bool {
	i := strings.LastIndexByte(text, '.')
	return i >= 0 && len(text)-i == 3
}

// looksLikePersonnummer tells a mistyped number from an organisation number,
// whose third digit is 2 or more.
func looksLikePersonnummer(text string) bool {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
	if len(digits) > 11 || len(digits) == 11 && strings.IndexByte(text, '-') == 8 {
		digits = digits[2:]
	}
	return len(digits) >= 9 && len(digits) <= 11 && digits[2] < '2' // a digit may be lacking, or one too many
}

// foldWord writes a word in small letters without accents.
func foldWord(s string) string {
	s = strings.TrimRight(strings.ToLower(s), ".'’-")
	if isASCII(s) {
		return s
	}
	return strings.Map(foldRune, s)
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// foldRune takes the accent off a letter of the names that members bear.
func foldRune(r rune) rune {
	const from, to = "åäàáâãāăąæöøóòôõőöéèêëēęěüúùûűůůçćčñńňłśšşşźżžýÿđðţťříìîïıģğ", "aaaaaaaaaaooooooooeeeeeeeuuuuuuucccnnnlssss" + "zzzyyddttriiiiigg"
	i := 0
	for _, f := range from {
		if f == r {
			return rune(to[i])
		}
		i++
	}
	return r
}
