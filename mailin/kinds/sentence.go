package kinds

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentence is one sentence of the text, folded into words.
type sentence struct {
	written string // as the sender wrote it, white space joined
	words   []string
	asks    bool // ends with a question mark
	subject bool
	postal  bool // gives a postal address, and no other
	hits    hits
}

// maxSentences bounds the work on one mail; a request stands far before it.
const maxSentences = 400

// sentencesOf cuts subject and text into sentences and finds the concepts of
// each.
func sentencesOf(subject, text string) []sentence {
	var all []sentence
	bare := stripPrefixes(subject)
	if s := newSentence(bare); len(s.words) > 0 {
		s.subject = true
		all = append(all, s)
	}
	for _, paragraph := range paragraphs(text) {
		for _, written := range cutSentences(paragraph) {
			if len(all) >= maxSentences {
				return all
			}
			if s := newSentence(written); len(s.words) > 0 && !s.hits.has(boilerplate) {
				all = append(all, s)
			}
		}
	}
	if bare != strings.TrimSpace(subject) && len(all) > 1 && all[0].subject && onlyThanks(all[1:]) {
		return all[1:]
	}
	return all
}

// onlyThanks tells an answer that says thanks and no more: the subject above it
// is the old errand.
func onlyThanks(all []sentence) bool {
	said, count := false, 0
	for i := range all {
		h := &all[i].hits
		if all[i].asks || h.has(lack) && !h.has(thanks) || h.has(noMobile) || h.has(onPaper) || h.has(credentials) || h.has(contactNew) || h.has(givenContact) || h.has(attachedWord) {
			return false
		}
		if h.has(want) && !h.has(thanks) {
			return false
		}
		said = said || h.has(thanks)
		count += len(all[i].words)
	}
	return said && count < 15
}

func newSentence(written string) sentence {
	s := sentence{written: plainHyphens.Replace(strings.Join(strings.Fields(written), " "))}
	if len(s.written) > 2000 {
		s.written = strings.ToValidUTF8(s.written[:2000], "")
	}
	s.asks = strings.Contains(s.written, "?")
	s.words = words(s.written)
	s.hits.find(s.words)
	if s.hits.has(wrongWord) {
		s.hits[ownPassword] = hit{} // who keyed a wrong password has set none
	}
	if s.asks && len(s.words) > 0 && !s.hits.has(howAsk) {
		s.hits[howAsk] = hit{len(s.words) - 1, len(s.words)}
	}
	if contactLike.MatchString(s.written) {
		s.hits[givenContact] = hit{0, len(s.words)}
	} else {
		s.postal = postalLike.MatchString(s.written)
	}
	return s
}

// plainHyphens writes the hyphens that programs set for one another.
var plainHyphens = strings.NewReplacer("\u2010", "-", "\u2011", "-", "\u00ad", "")

// contactLike finds an address or a mobile number.
var contactLike = regexp.MustCompile(`[^\s@]@[^\s@]+\.\pL|\b07\d[-\s]?\d|\+46\s?7\d`)

// postalLike finds a street with its number, a box, or a postcode with its town.
var postalLike = regexp.MustCompile(`\p{Lu}\p{Ll}+(?:gatan?|vägen|väg|gränd|torget?|stigen|allén?|plan|backen) \d|\b[Bb]ox \d{1,4}\b|\b\d{3} ?\d{2} \p{Lu}\p{Ll}`)

// paragraphs joins wrapped lines; a blank line, a list mark and a short line
// before a line with a capital end a paragraph.
func paragraphs(text string) []string {
	var all []string
	var open strings.Builder
	end := func() {
		if open.Len() > 0 {
			all = append(all, open.String())
			open.Reset()
		}
	}
	last := ""
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || isListItem(line) || startsAnew(last, line) {
			end()
		}
		if line != "" {
			if open.Len() > 0 {
				open.WriteByte(' ')
			}
			open.WriteString(line)
		}
		last = line
	}
	end()
	return all
}

// isListItem tells a line that begins with a list mark or a label.
func isListItem(line string) bool {
	r, size := utf8.DecodeRuneInString(line)
	if strings.ContainsRune("-*•·–", r) && len(line) > size {
		return true
	}
	digits := 0
	for digits < len(line) && line[digits] >= '0' && line[digits] <= '9' {
		digits++
	}
	return digits > 0 && digits < 3 && digits < len(line) && (line[digits] == '.' || line[digits] == ')')
}

// startsAnew tells a line end that the writer set from one that wrapping set.
func startsAnew(last, line string) bool {
	r, _ := utf8.DecodeRuneInString(line)
	return len(last) > 0 && len(last) < 45 && unicode.IsUpper(r)
}

// cutSentences cuts at ".", "!" and "?" before white space.
func cutSentences(paragraph string) []string {
	var all []string
	start := 0
	for i := 0; i < len(paragraph); i++ {
		c := paragraph[i]
		if c != '.' && c != '!' && c != '?' {
			continue
		}
		atEnd := i+1 == len(paragraph)
		if !atEnd && paragraph[i+1] != ' ' {
			continue
		}
		if c == '.' && !atEnd && isAbbreviation(paragraph[start:i]) {
			continue
		}
		all = append(all, paragraph[start:i+1])
		start = i + 1
	}
	if start < len(paragraph) {
		all = append(all, paragraph[start:])
	}
	return all
}

// isAbbreviation tells whether the text ends in something that takes a point
// within a sentence.
func isAbbreviation(text string) bool {
	i := strings.LastIndexAny(text, " .(")
	switch last := strings.ToLower(text[i+1:]); last {
	case "t", "ex", "bl", "a", "p", "g", "o", "m", "d", "v", "s", "kl", "nr", "tel", "tfn", "ang", "resp", "ca", "org", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "okt", "nov", "dec", "fr", "dvs", "osv", "inkl", "exkl":
		return true
	default:
		return len(last) > 0 && len(last) < 3 && last[0] >= '0' && last[0] <= '9'
	}
}

// stripPrefixes takes "SV:", "VB:", "Re:", "Fwd:" off a subject.
func stripPrefixes(subject string) string {
	for {
		head, rest, ok := strings.Cut(subject, ":")
		if !ok {
			return subject
		}
		switch strings.ToLower(strings.TrimSpace(head)) {
		case "sv", "vb", "re", "fw", "fwd", "ang", "aw", "wg", "vs":
			subject = strings.TrimSpace(rest)
		default:
			return subject
		}
	}
}

// words folds a text to small letters without accents and cuts it.
func words(text string) []string {
	return joined(strings.FieldsFunc(slips.Replace(fold(text)), func(r rune) bool {
		return !(unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '@' || r == '%')
	}))
}

// slips mends what is often written otherwise.
var slips = strings.NewReplacer("inlogning", "inloggning", "innlogg", "inlogg", "lossenord", "losenord", "losenrd", "losenord", "kontaktpersson", "kontaktperson", "konaktperson", "kontaktperson", "mobbil", "mobil", "pappper", "papper", "avgifslist", "avgiftslist", "avgiftlist", "avgiftslist", "avigftslist", "avgiftslist", "kontrolavgift", "kontrollavgift", "medlemavgift", "medlemsavgift", "redovissning", "redovisning", "redovissa", "redovisa")

// spoken are words as some write them who write as they speak.
var spoken = map[string]string{
	"va": "vad", "nat": "nagot", "nan": "nagon", "nara": "nagra", "mej": "mig", "dej": "dig", "sej": "sig", "me": "med",
	"int": "inte", "inge": "inget", "hu": "hur", "ifran": "fran", "mycke": "mycket",
}

// splitCompounds are first and last parts of words that some write apart.
var splitCompounds = map[string][]string{
	"inloggnings": {"uppgift", "info", "namn", "kod", "brev"}, "inlogg": {"uppgift"}, "kontakt": {"person", "uppgift"},
	"avgifts": {"list", "underlag"}, "fack": {"avgift", "avdrag"}, "fackforenings": {"avgift"}, "medlems": {"avgift"}, "kontroll": {"avgift"},
	"jobb": {"mobil", "telefon"}, "tjanste": {"mobil", "telefon"}, "mobil": {"telefon", "nummer"}, "pappers": {"list", "blankett"},
	"losen": {"ord"}, "anvandar": {"namn"}, "sms": {"kod", "inlogg"}, "e-post": {"adress"}, "mejl": {"adress"}, "mail": {"adress"}, "telefon": {"nummer"},
}

// joined writes split compounds as one word.
func joined(all []string) []string {
	out := all[:0]
	for i := 0; i < len(all); i++ {
		w := all[i]
		if plain, ok := spoken[w]; ok {
			w = plain
		}
		if i+1 < len(all) {
			for _, last := range splitCompounds[w] {
				if strings.HasPrefix(all[i+1], last) {
					w += all[i+1]
					i++
					break
				}
			}
		}
		out = append(out, w)
	}
	return out
}

// fold writes a text in small letters without accents, so that "inloggning på
// webben" and "INLOGGNING PA WEBBEN" are one.
func fold(text string) string {
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf {
			if r >= 'A' && r <= 'Z' {
				r += 'a' - 'A'
			}
			return r
		}
		switch unicode.ToLower(r) {
		case 'å', 'ä', 'à', 'á', 'â', 'æ':
			return 'a'
		case 'ö', 'ø', 'ó', 'ò', 'ô':
			return 'o'
		case 'é', 'è', 'ê', 'ë':
			return 'e'
		case 'ü', 'ú':
			return 'u'
		case '–', '—', '‐', '‑':
			return '-'
		}
		return unicode.ToLower(r)
	}, text)
}
