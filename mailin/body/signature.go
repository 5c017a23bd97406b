package body

import (
	"regexp"
	"strings"
)

var (
	closing = regexp.MustCompile(`(?i)^[\s*]*((med|m)\s+)?((vän(lig|liga)|bästa|hjärtliga|varma|soliga|glada|många|allra bästa)\s+)*(hälsning(ar)?|hälsn\.?|hälsar|regards)\b|^[\s*]*(mvh|vh|mvhl|m\.?v\.?h\.?|bh|högaktningsfullt|med (utmärkt |största |stor )?högaktning|(best|kind|warm)? ?regards|kram(ar)?|ha det (bra|gott|fint)|trevlig (helg|dag|kväll|vecka)|önskar (er |dig |alla )?(en )?(trevlig|fin|skön|god|bra|härlig)|/\s?[a-zåäö])`)
	// courteous are words that close a letter alone or before a name, and else begin a request.
	courteous = regexp.MustCompile(`^[\s*]*(?:[Vv]änligen|VÄNLIGEN|[Öö]nskar|ÖNSKAR)[,.!]?(?:\s+\p{Lu}[\pL'-]*){0,3}[\s*]*$`)
	device    = regexp.MustCompile(`(?i)^[\s*]*(skickat från (min|outlook|mitt)|sent from (my|outlook)|hämta outlook för|get outlook for|skickat med|skickades från)`)
	rowLike   = regexp.MustCompile(`\d{6,8}\s?[-+]?\s?\d{4}.*\d|\d+[:,]\d{2}\b|\d+:-|\d+ ?kr\b`)
)

// signatureStart finds the line at which the signature begins; len(lines)
// where there is none. A closing with more than a few lines of text, or with
// fee rows, after it is none.
func signatureStart(lines []Line) int {
	best := len(lines)
	for i, l := range lines {
		text := l.Text
		switch {
		case text == "-- " || text == "--":
			if !hasRows(lines[i+1:]) {
				return min(best, i)
			}
		case device.MatchString(text):
			if filled(lines[i+1:]) <= 12 && !hasRows(lines[i+1:]) {
				best = min(best, i)
			}
		case len(text) < 80 && (closing.MatchString(text) || courteous.MatchString(text)) && l.Table == 0:
			if wordsAfter(text) && filled(lines[i+1:]) <= 25 && !hasRows(lines[i:]) && !asks(lines[i:]) {
				best = min(best, i)
			}
		}
	}
	return best
}

// wordsAfter tells a closing from a sentence that begins like one: a closing
// has few words.
func wordsAfter(text string) bool { return len(strings.Fields(text)) <= 9 }

// hasRows tells whether fee rows stand among the lines.
func hasRows(lines []Line) bool {
	for _, l := range lines {
		if l.Table > 0 && rowLike.MatchString(l.Text) || rowLike.MatchString(l.Text) && strings.ContainsAny(l.Text, "-+:") && !phoneLike.MatchString(l.Text) {
			return true
		}
	}
	return false
}

var phoneLike = regexp.MustCompile(`(?i)\b(tel|tfn|telefon|mob|mobil|växel|direkt|fax|org|bg|pg|bankgiro|plusgiro|iban)\b|@|www\.|\b0\d{1,3}[-/ ]\d|\+46`)

// asks tells whether a real sentence follows a closing: "Mvh Anna" and then
// "PS. Kan ni skicka …".
func asks(lines []Line) bool {
	for _, l := range lines[min(1, len(lines)):] {
		text := strings.TrimSpace(l.Text)
		if strings.HasSuffix(text, "?") && len(strings.Fields(text)) >= 4 {
			return true
		}
		if strings.HasPrefix(strings.ToUpper(text), "PS") || strings.HasPrefix(strings.ToUpper(text), "P.S") {
			return true
		}
	}
	return false
}

func filled(lines []Line) int {
	n := 0
	for _, l := range lines {
		if strings.TrimSpace(l.Text) != "" {
			n++
		}
	}
	return n
}
