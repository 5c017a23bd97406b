package prose

import (
	"regexp"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/underlag/numeral"
)

// splitGlued parts amounts that only one blank keeps apart, so that they look
// like one large number: "32 000 608", "608 160 768", "624 164". A number is
// parted only where exactly one way of parting is confirmed by the agreement's
// rates or by its own sum.
func (r *reader) splitGlued(amounts []money) []money {
	var out []money
	for _, m := range amounts {
		parts := r.partings(m)
		if len(parts) == 0 {
			out = append(out, m)
			continue
		}
		out = append(out, parts...)
	}
	return out
}

// partings gives the parts of a number, nil where it stands as it is.
func (r *reader) partings(m money) []money {
	groups := strings.Fields(strings.TrimRight(m.text, "krseKRSE.-: "))
	if len(groups) < 2 || len(groups) > 8 || len(m.readings) == 1 && m.readings[0] < 100_000_00 && len(groups) < 3 {
		return nil
	}
	var found [][]money
	for cuts := 1; cuts < 1<<(len(groups)-1); cuts++ {
		if parts := cutAt(m, groups, cuts); parts != nil && r.confirms(parts) {
			found = append(found, parts)
		}
	}
	switch {
	case len(found) == 1:
		return found[0]
	case len(found) == 0 && r.hasControl() && m.readings[0] > avgiftslista.MaxFee:
		return r.twoFees(m, groups)
	}
	return nil
}

// twoFees parts a number that is too large for one fee into a member fee and a
// smaller control fee, where that goes in one way only.
func (r *reader) twoFees(m money, groups []string) []money {
	var found [][]money
	for cuts := 1; cuts < 1<<(len(groups)-1); cuts++ {
		parts := cutAt(m, groups, cuts)
		if len(parts) == 2 && parts[1].readings[0] < parts[0].readings[0] && parts[0].readings[0] <= avgiftslista.MaxFee {
			found = append(found, parts)
		}
	}
	if len(found) != 1 {
		return nil
	}
	return found[0]
}

// cutAt parts the groups where a bit of cuts is set; nil where a part is no
// well-formed number.
func cutAt(m money, groups []string, cuts int) []money {
	var parts []money
	start := 0
	for i := range groups {
		if i < len(groups)-1 && cuts&(1<<i) == 0 {
			continue
		}
		text := strings.Join(groups[start:i+1], " ")
		readings := register.AmountReadings(text)
		if len(readings) != 1 || len(groups[start]) > 1 && groups[start][0] == '0' {
			return nil
		}
		part := m
		part.text, part.readings = text, readings
		parts = append(parts, part)
		start = i + 1
	}
	return parts
}

// confirms tells whether rates or a sum say what each part is.
func (r *reader) confirms(parts []money) bool {
	v := make([]register.Amount, len(parts))
	for i, p := range parts {
		v[i] = p.readings[0]
	}
	switch len(v) {
	case 2:
		return r.isBaseOf(v[0], v[1]) || r.isPair(v[0], v[1])
	case 3:
		return r.isPair(v[0], v[1]) && v[0]+v[1] == v[2] || r.isBaseOf(v[0], v[1]) && r.isPair(v[1], v[2])
	case 4:
		return r.isBaseOf(v[0], v[1]) && r.isPair(v[1], v[2]) && v[1]+v[2] == v[3]
	}
	return false
}

// spelled makes amounts of numbers in words that a unit follows ("sexhundraåtta
// kronor"), also with öre and with the same in figures behind ("(608)"), and of
// "minus" before an amount a negative one.
func spelled(tokens []token, line string) []token {
	out := tokens[:0:0]
	for i := 0; i < len(tokens); {
		t, next := tokens[i], i+1
		if t.fold == "minus" && next < len(tokens) && tokens[next].kind == amount {
			m := tokens[next]
			m.readings = absolute(m.readings)
			for k := range m.readings {
				m.readings[k] = -m.readings[k]
			}
			m.from = t.from
			t, next = m, next+1
		} else if m, to := inWords(tokens, i, line); to > i {
			t, next = m, to
		}
		out = append(out, t)
		i = next
	}
	return out
}

// inWords reads the amount in words at a token; to is i where none stands there.
func inWords(tokens []token, i int, line string) (m token, to int) {
	value, n := numeralAt(tokens, i)
	if n == 0 {
		return m, i
	}
	m = token{kind: amount, from: tokens[i].from, to: tokens[i+n-1].to, readings: []register.Amount{register.Amount(value) * 100}}
	to = i + n
	switch {
	case isUnit(tokens, to):
		m.to, to = tokens[to].to, to+1
		at := to
		if at < len(tokens) && tokens[at].fold == "och" {
			at++
		}
		if ore, n := numeralAt(tokens, at); n > 0 && at+n < len(tokens) && tokens[at+n].fold == "ore" && ore < 100 {
			m.readings[0] += register.Amount(ore)
			m.to, to = tokens[at+n].to, at+n+1
		}
		to = inFigures(&m, tokens, to, line)
	case inBrackets(tokens, to, line):
		to = inFigures(&m, tokens, to, line)
	case tokens[i].fold == "noll" && n == 1 && (to == len(tokens) || tokens[to].kind == stop || strings.HasPrefix(strings.TrimSpace(line[tokens[i].to:]), "(")):
	case !numeral.Compound(folds(tokens[i:to])) || to < len(tokens) && tokens[to].kind == word && startsLower(tokens[to].text) && tokens[to].fold != "och" && tokens[to].fold != "samt":
		return m, i
	}
	m.text = m.readings[0].Kronor()
	return m, to
}

// inFigures takes the figures in brackets that say the same amount again; what
// they say otherwise is a second reading. It returns the token behind them.
func inFigures(m *token, tokens []token, to int, line string) int {
	if !inBrackets(tokens, to, line) {
		return to
	}
	figures := tokens[to]
	if len(figures.readings) != 1 || figures.readings[0] != m.readings[0] {
		m.readings = append(m.readings, figures.readings...)
	}
	if isUnit(tokens, to+1) {
		to++
	}
	m.to = tokens[to].to
	return to + 1
}

// inBrackets tells an amount that stands alone in brackets.
func inBrackets(tokens []token, i int, line string) bool {
	return i > 0 && i < len(tokens) && tokens[i].kind == amount && strings.TrimSpace(line[tokens[i-1].to:max(tokens[i-1].to, tokens[i].from)]) == "("
}

func isUnit(tokens []token, i int) bool {
	return i < len(tokens) && (tokens[i].fold == "kronor" || tokens[i].fold == "kr" || tokens[i].fold == "krona" || tokens[i].fold == "sek")
}

// numeralAt reads the number in words at a token and how many tokens it takes.
func numeralAt(tokens []token, i int) (value, n int) {
	to := i
	for to < len(tokens) && tokens[to].kind == word && to-i < 8 {
		to++
	}
	return numeral.Read(folds(tokens[i:to]))
}

func folds(tokens []token) []string {
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = t.fold
	}
	return words
}

// withoutAmount takes off the last group of digits of a telephone or a giro that
// is an amount by what follows it: "0481-123 45 412:50".
func withoutAmount(m, rest string) string {
	i := strings.LastIndexAny(m, " \t\u00a0")
	if i <= 0 || !isPlainNumber(m[i+1:]) || !amountGoesOn.MatchString(rest[len(m):]) {
		return m
	}
	return strings.TrimRight(m[:i], " \t\u00a0")
}

var amountGoesOn = regexp.MustCompile(`(?i)^(?:[:,.]\d\d(?:\D|$)|:-|,-| ?kr\b| ?kronor)`)

// values takes the one reading of each amount; where an amount has two, the
// one that a base, the other fee or the total confirms (rule 21).
func (r *reader) values(amounts []money) ([]register.Amount, bool) {
	values := make([]register.Amount, len(amounts))
	for i, m := range amounts {
		if len(m.readings) == 1 {
			values[i] = m.readings[0]
			continue
		}
		v, ok := r.confirmed(m, amounts)
		if !ok {
			return nil, false
		}
		values[i] = v
	}
	return values, true
}

func (r *reader) confirmed(m money, amounts []money) (register.Amount, bool) {
	var fit []register.Amount
	for _, reading := range m.readings {
		for _, n := range amounts {
			if n.from == m.from && n.line == m.line {
				continue
			}
			for _, o := range n.readings {
				if r.isBaseOf(o, reading) || r.isPair(reading, o) || r.isPair(o, reading) || r.isBaseOf(reading, o) {
					fit = append(fit, reading)
				}
			}
		}
	}
	if len(fit) == 0 {
		return r.byTotal(m)
	}
	for _, f := range fit {
		if f != fit[0] {
			return 0, false
		}
	}
	return fit[0], true
}

// byTotal takes the reading with which all amounts of the text add up to its
// stated total.
func (r *reader) byTotal(m money) (register.Amount, bool) {
	if r.result.StatedTotal == nil {
		return 0, false
	}
	for which := range m.readings {
		var sum register.Amount
		for _, c := range r.claims {
			for _, a := range c.amounts {
				sum += a.readings[min(which, len(a.readings)-1)]
			}
		}
		if sum == *r.result.StatedTotal {
			return m.readings[which], true
		}
	}
	return 0, false
}
