package authresult

import "strings"

// maxField bounds a field: honest ones have some hundred bytes.
const maxField = 8 << 10

// tolerant reads a field as Exchange writes it: "method=verdict (comment) property=value …; …", with no id in front. A
// first part that is no method is an id that was not asked for: then nothing is believed.
func tolerant(field string) (Results, bool) {
	if len(field) > maxField {
		return Results{}, false
	}
	var r Results
	any := false
	for i, part := range strings.Split(uncommented(field), ";") {
		words := strings.Fields(part)
		if len(words) == 0 {
			continue
		}
		method, verdict, ok := strings.Cut(words[0], "=")
		if !ok {
			if i == 0 {
				return Results{}, false
			}
			continue
		}
		any = r.method(strings.ToLower(method), verdictOf(verdict), properties(words[1:])) || any
	}
	return r, any
}

// method takes one method's result; it tells whether it is one that is known here.
func (r *Results) method(name string, v Verdict, of map[string]string) bool {
	if v == "" {
		return false
	}
	switch name {
	case "spf":
		r.SPF, r.MailFrom = worse(r.SPF, v), domainOf(of["smtp.mailfrom"])
	case "dkim":
		r.signature(v, of["header.d"])
	case "dmarc":
		r.DMARC, r.HeaderFrom = worse(r.DMARC, v), domainOf(of["header.from"])
	case "compauth":
		r.CompAuth = worse(r.CompAuth, v)
	default:
		return false
	}
	return true
}

// verdictOf lets a verdict through where it is a plain word: it is shown on a page.
func verdictOf(s string) Verdict {
	s = strings.ToLower(s)
	if s == "" || len(s) > 20 || strings.ContainsFunc(s, func(r rune) bool { return r < 'a' || r > 'z' }) {
		return ""
	}
	return Verdict(s)
}

func properties(words []string) map[string]string {
	of := map[string]string{}
	for _, w := range words {
		name, value, ok := strings.Cut(w, "=")
		name = strings.ToLower(name)
		if _, twice := of[name]; ok && !twice {
			of[name] = value
		}
	}
	return of
}

// uncommented takes comments out, which may be nested and quoted, and leaves quoted text without its quotes.
func uncommented(s string) string {
	var b strings.Builder
	depth, quoted, escaped := 0, false, false
	for _, r := range s {
		switch {
		case escaped:
			escaped = false
			if depth == 0 && r != ';' && r != '=' { // never a separator
				b.WriteRune(r)
			}
		case r == '\\':
			escaped = true
		case quoted && r == '"':
			quoted = false
		case depth == 0 && r == '"':
			quoted = true
		case !quoted && r == '(':
			depth++
			b.WriteByte(' ')
		case !quoted && r == ')':
			if depth > 0 {
				depth--
			}
		case depth > 0, quoted && (r == ';' || r == '=' || r == ' '):
		default:
			b.WriteRune(r)
		}
	}
	if depth > 0 || quoted {
		return "" // unbalanced: nothing in it is sure
	}
	return b.String()
}
