package register

import (
	"errors"
	"fmt"
	"math"
	"strings"
)

// Amount is money in öre (1/100 krona). No float touches it.
type Amount int64

// MaxAmount bounds what a single written amount may be: 100 million kronor.
// More is a number of another kind that stands in an amount's place.
const MaxAmount Amount = 100_000_000_00

// ErrAmbiguousAmount says that a written amount has two readings: a dot and
// exactly three digits may be thousands or decimals (samples/README.md, rule
// 21). [AmountReadings] gives both.
var ErrAmbiguousAmount = errors.New("the amount has two readings")

// String gives the amount as Swedish writing has it, with no-break spaces
// between thousands: "1 234,50", "-608,00".
func (a Amount) String() string {
	sign, u := "", uint64(a)
	if a < 0 {
		sign, u = "-", -u
	}
	whole := fmt.Sprint(u / 100)
	var b strings.Builder
	b.WriteString(sign)
	for i, c := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteRune('\u00a0')
		}
		b.WriteRune(c)
	}
	return fmt.Sprintf("%s,%02d", b.String(), u%100)
}

// Kronor gives the amount with its unit: "1 234,50 kr".
func (a Amount) Kronor() string { return a.String() + "\u00a0kr" }

// Add sums two amounts and reports false on overflow.
func (a Amount) Add(b Amount) (Amount, bool) {
	c := a + b
	return c, (c > a) == (b > 0)
}

// Abs gives the amount without its sign.
func (a Amount) Abs() Amount {
	if a < 0 && a != math.MinInt64 {
		return -a
	}
	return a
}

// ParseAmount reads an amount in any of the forms that employers write
// (domain.md §2.4): "608", "608:-", "608,-", "-:50", "1 234,50", "1.234:50",
// "1.234,50", "1,234.50", "608.00 kr", "SEK 608", "-608", "608-", "−608". It
// refuses what has two readings with [ErrAmbiguousAmount], more than two
// decimals and amounts above [MaxAmount].
func ParseAmount(s string) (Amount, error) {
	readings := AmountReadings(s)
	switch len(readings) {
	case 1:
		return readings[0], nil
	case 0:
		return 0, fmt.Errorf("%q is no amount", clip(s))
	}
	return 0, fmt.Errorf("%q: %w", clip(s), ErrAmbiguousAmount)
}

// clip keeps an error's quotation short, and an amount never holds a
// personnummer: what is longer than any amount is not quoted at all.
func clip(s string) string {
	if len(s) > 16 {
		return "…"
	}
	return s
}

// AmountReadings gives every reading of a written amount: none where it is no
// amount, one as a rule, two for a dot or comma with exactly three digits
// after it ("1.234" is 1 234 kr, or 1,234 kr rounded to 1,23).
func AmountReadings(s string) []Amount {
	body, negative, ok := stripAmount(s)
	if !ok {
		return nil
	}
	var readings []Amount
	for _, r := range splitAmount(body) {
		a, ok := r.amount()
		if !ok {
			continue
		}
		if negative {
			a = -a
		}
		readings = append(readings, a)
	}
	return readings
}

// numeral is one reading of an amount: its whole kronor and its decimals, of
// which a third is rounded where round says so and refused otherwise.
type numeral struct {
	kronor, decimals string
	round            bool
}

func (n numeral) amount() (Amount, bool) {
	if n.kronor == "" && n.decimals == "" || len(n.kronor) > 10 || !allDigits(n.kronor) || !allDigits(n.decimals) {
		return 0, false
	}
	frac := n.decimals
	for len(frac) > 2 && frac[len(frac)-1] == '0' {
		frac = frac[:len(frac)-1]
	}
	if len(frac) > 3 || len(frac) == 3 && !n.round {
		return 0, false
	}
	var mills Amount // thousandths of a krona
	for _, c := range n.kronor + (frac + "000")[:3] {
		mills = mills*10 + Amount(c-'0')
	}
	a := (mills + 5) / 10
	return a, a <= MaxAmount
}

// stripAmount takes spaces, currency and sign off and folds the many dashes to
// one; what is left holds digits and the separators . , : and - only.
func stripAmount(s string) (body string, negative, ok bool) {
	s = strings.TrimSpace(amountFolder.Replace(s))
	lower := strings.ToLower(s)
	for _, unit := range []string{"kronor", "kr.", "kr", "sek", "skr"} {
		lower = strings.TrimSpace(strings.TrimSuffix(lower, unit))
		lower = strings.TrimSpace(strings.TrimPrefix(lower, unit))
	}
	switch {
	case strings.HasPrefix(lower, "-") && !strings.HasPrefix(lower, "-:"):
		lower, negative = strings.TrimSpace(lower[1:]), true
	case strings.HasPrefix(lower, "+"):
		lower = strings.TrimSpace(lower[1:])
	case len(lower) > 1 && strings.HasSuffix(lower, "-") && isDigit(lower[len(lower)-2]):
		lower, negative = lower[:len(lower)-1], true
	}
	lower, ok = closeGroups(lower)
	return lower, negative, ok && lower != ""
}

var amountFolder = strings.NewReplacer(
	"\u00a0", " ", "\u202f", " ", "\u2009", " ", "\u2007", " ", "\t", " ",
	"\u2212", "-", "\u2010", "-", "\u2011", "-", "\u2012", "-", "\u2013", "-", "\u2014", "-", "\u2015", "-",
	"=", "-", "'", " ", "\u2019", " ")

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// closeGroups removes the spaces of thousands groups and refuses any other
// space or sign: "1 234,50" closes, "608 12" does not.
func closeGroups(s string) (string, bool) {
	groups := strings.Split(s, " ")
	if len(groups) == 1 {
		return s, true
	}
	for i, g := range groups {
		digits := len(g)
		if cut := strings.IndexAny(g, ".,:-"); cut >= 0 {
			digits = cut
			if i < len(groups)-1 {
				return "", false
			}
		}
		if i == 0 && (digits < 1 || digits > 3) || i > 0 && digits != 3 {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}

// splitAmount gives the readings of a body of digits and separators.
func splitAmount(s string) []numeral {
	if strings.HasPrefix(s, "-:") { // "-:50", fifty öre
		return []numeral{{kronor: "0", decimals: s[2:]}}
	}
	for _, ending := range []string{":-", ",-", ".-", ":--", ",--"} {
		if kronor, found := strings.CutSuffix(s, ending); found {
			return grouped(kronor, "")
		}
	}
	if kronor, decimals, found := strings.Cut(s, ":"); found {
		if len(decimals) != 2 {
			return nil
		}
		return grouped(kronor, decimals)
	}
	return splitPointed(s)
}

// splitPointed reads what only dots and commas divide.
func splitPointed(s string) []numeral {
	last := strings.LastIndexAny(s, ".,")
	if last < 0 {
		return []numeral{{kronor: s}}
	}
	head, tail := s[:last], s[last+1:]
	if strings.ContainsAny(head, ".,") {
		if !strings.ContainsRune(head, rune(s[last])) { // two kinds: the last is the decimal sign
			return grouped(head, tail)
		}
		return grouped(s, "") // one kind, repeated: thousands
	}
	if len(tail) == 3 && len(head) >= 1 && len(head) <= 3 && head != "0" {
		return []numeral{{kronor: head + tail}, {kronor: head, decimals: tail, round: true}}
	}
	if tail == "" || head == "" {
		return nil
	}
	return []numeral{{kronor: head, decimals: tail}}
}

// grouped checks that dots or commas stand between thousands and takes them
// out.
func grouped(kronor, decimals string) []numeral {
	groups := strings.FieldsFunc(kronor, func(r rune) bool { return r == '.' || r == ',' })
	for i, g := range groups {
		if i == 0 && len(g) > 3 && len(groups) > 1 || i > 0 && len(g) != 3 {
			return nil
		}
	}
	return []numeral{{kronor: strings.Join(groups, ""), decimals: decimals}}
}
