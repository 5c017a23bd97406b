package columns

import (
	"regexp"
	"slices"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
)

// stated is one row that states a sum.
type stated struct {
	label    string
	subtotal bool
	member   *register.Amount
	control  *register.Amount
	both     *register.Amount
	base     *register.Amount  // an amount in a column of bases or of names
	rest     []register.Amount // amounts in no fee column, in order
	beside   []register.Amount // amounts that sum a column of something else: tax, net pay, last month's fees
	place    avgiftslista.Place

	columnOnly bool // the label names one of two fees
}

// readTotal reads a row that sums.
func (s *section) readTotal(i int) stated {
	t := stated{place: s.place(i, -1)}
	t.label, _ = s.totalLabel(i)
	t.subtotal = isSubtotalLabel(t.label)
	money := slices.ContainsFunc(s.values[i], value.isAmount)
	fee := s.feeLabel(sumWord.ReplaceAllString(t.label, ""))
	t.columnOnly = fee == memberFee || fee == controlFee
	for c, v := range s.values[i] {
		if !v.isAmount() {
			if a, ok := amountAfterLabel(v.text); ok && (!money || plainMoney.MatchString(v.text)) {
				t.rest = append(t.rest, a)
			}
			continue
		}
		a := v.amounts[0]
		switch s.fieldOf(c) {
		case memberFee:
			t.member = &a
		case controlFee:
			t.control = &a
		case bothFees:
			t.both = &a
		case base:
			t.base = &a
		case personnummer, name, familyName, givenName, periodField:
			if t.base == nil {
				t.base = &a
			}
		default:
			if s.holdsOther(c) {
				t.beside = append(t.beside, a)
				if t.base == nil && 2*a < s.sumOf(c) { // no sum of its column, but set there
					t.base = &a
				}
			} else {
				t.rest = append(t.rest, a)
			}
		}
	}
	return t
}

// holdsOther tells whether most persons have an amount in a column that is no
// fee's: what a sum states there is no total of fees.
func (s *section) holdsOther(col int) bool {
	return len(s.persons) > 1 && 2*s.filled(col, s.persons) > len(s.persons)
}

// sumOf adds up what the persons have in a column.
func (s *section) sumOf(col int) (sum register.Amount) {
	list, _ := s.amounts(col, s.persons)
	for _, a := range list {
		sum += a
	}
	return sum
}

// totalBeside reads a sum that stands right of a person's fees, in a summary
// beside the list ("… | Totalt | 2 556,00").
func (s *section) totalBeside(i int) []stated {
	last := max(s.column(memberFee), s.column(controlFee))
	for c := last + 1; c+1 < len(s.values[i]); c++ {
		label, v := s.at(i, c), s.at(i, c+1)
		if !label.words || !IsTotalLabel(label.text) || isSubtotalLabel(label.text) || !v.isAmount() || v.isAmbiguous() || s.feeLabel(label.text) != unknown {
			continue
		}
		return []stated{{label: label.text, rest: []register.Amount{v.amounts[0]}, place: s.place(i, c+1)}}
	}
	return nil
}

func (s *section) fieldOf(col int) field {
	if col >= len(s.columns) {
		return unknown
	}
	return s.columns[col].field
}

var labelledAmount = regexp.MustCompile(`(?i)^[^\d]*?(?:summ\p{L}*|slutsumm\p{L}*|tot\p{L}*|samman\p{L}*|tillsammans|att (?:betala|redovisa|inbetala|överföra)|s:a|sa)[^\d-]*?(-?\d[\d .\x{a0}]*(?:[,.:]\d\d|[:,]-|\s*(?:kr|kronor|sek))?)\s*(?:kr\.?|kronor|sek)?\s*\.?$`)

// codeForm is a number that no sum is written as: "Summa förening 07".
var codeForm = regexp.MustCompile(`^0\d+$`)

// monthLabel ends the words before a year that is no amount ("Totalt oktober 2026").
var monthLabel = regexp.MustCompile(`(?i)\b(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\p{L}*\.? 20\d\d\.?$`)

// plainMoney ends a text with what is money and no code: "Summa avd 310" beside
// an amount states none.
var plainMoney = regexp.MustCompile(`(?i)\d(?:[,.:]\d\d|[:,]-|\s*(?:kr|kronor|sek)\.?)\s*\.?$`)

// amountAfterLabel reads "Summa att betala: 4 221,01 kr" from one text.
func amountAfterLabel(text string) (register.Amount, bool) {
	m := labelledAmount.FindStringSubmatch(text)
	if m == nil || !IsTotalLabel(text) || monthLabel.MatchString(text) {
		return 0, false
	}
	if codeForm.MatchString(m[1]) {
		return 0, false
	}
	a, err := register.ParseAmount(strings.TrimSpace(m[1]))
	return a, err == nil
}

// TotalIn gives the grand total that a line of running text states ("Totalt att
// betala: 5 997 kr"); not a part's, not one fee's, and not of net pay or tax.
func TotalIn(text string) (register.Amount, bool) {
	text = strings.TrimSpace(text)
	a, ok := amountAfterLabel(text)
	label := strings.TrimRight(sumWord.ReplaceAllString(text, ""), "0123456789 \u00a0.,:-krKRSEse")
	if f := feeLabel(label); !ok || !plainMoney.MatchString(text) || isSubtotalLabel(text) || otherSum.MatchString(text) || f == memberFee || f == controlFee {
		return 0, false
	}
	return a, true
}

// sumWord begins the label of a sum of one fee ("Summa fackavgift").
var sumWord = regexp.MustCompile(`(?i)^[*=\-– ]*(?:summa|totalt?|tot\.?|s:a|sa) `)

// otherSum is a label of what is no fee: net pay, tax.
var otherSum = regexp.MustCompile(`(?i)utbetala[dt]|utbetalt|utbetalas|netto|brutto|skatt|lönesumma|förmån|a-kassa`)

// grand gives what the row states as the total of both fees (rule 10), given
// the sums of the rows read; false where it states column totals only.
func (t stated) grand(hasMember, hasControl bool, member, control register.Amount) (register.Amount, bool) {
	if t.both != nil {
		return *t.both, true
	}
	if t.member == nil && t.control == nil && otherSum.MatchString(t.label) {
		return 0, false
	}
	if slices.Contains(t.beside, member+control) { // set below another column for want of room
		t.rest = append(t.rest, member+control)
	}
	if t.columnOnly && hasMember && hasControl {
		return t.bothAfterAll(member, control)
	}
	if !hasControl || !hasMember { // the one fee there is
		for _, a := range []*register.Amount{t.member, t.control} {
			if a != nil {
				return *a, true
			}
		}
		if last, ok := t.last(); ok || t.base == nil {
			return last, ok
		}
		return *t.base, 2*(*t.base-member-control).Abs() < member+control
	}
	switch {
	case t.member != nil && t.control != nil:
		return t.last() // an amount beside the column totals is their sum
	case t.member == nil && t.control == nil:
		last, ok := t.last()
		if !ok && t.base != nil { // a line of its own, set wherever it found room
			return *t.base, 2*(*t.base-member-control).Abs() < member+control
		}
		return last, ok && last != member && last != control
	case t.member != nil:
		return t.lone(*t.member, member, control)
	}
	return t.lone(*t.control, control, member)
}

// feesForm is a label of fees in the plural that names none of the two.
var feesForm = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:fack\p{L}*|förbunds\p{L}*)?[ -]?avgifter(?:na)?(?:$|[^\pL])`)

// bothAfterAll gives the one amount of a row whose label names a fee where it is
// the sum of both: exactly, or nearer to that under a label of fees in the
// plural ("Fackliga avgifter totalt").
func (t stated) bothAfterAll(member, control register.Amount) (register.Amount, bool) {
	list := slices.Clone(t.rest)
	for _, a := range []*register.Amount{t.member, t.control, t.base} {
		if a != nil {
			list = append(list, *a)
		}
	}
	if len(list) != 1 || control == 0 || member == 0 {
		return 0, false
	}
	a := list[0]
	plural := feesForm.MatchString(t.label) && !oneFee.MatchString(t.label)
	return a, a == member+control || plural && (a-member-control).Abs() < (a-member).Abs()
}

// oneFee are words that tell one fee from the other.
var oneFee = regexp.MustCompile(`(?i)medlem|kontroll|gransk|mätning`)

func (t stated) last() (register.Amount, bool) {
	if len(t.rest) == 0 {
		return 0, false
	}
	return t.rest[len(t.rest)-1], true
}

// lone judges a single amount that stands in a fee's column: the column's
// total, or the total of both set there for want of a better place. The nearer
// sum decides.
func (t stated) lone(a, column, other register.Amount) (register.Amount, bool) {
	if last, ok := t.last(); ok {
		return last, true
	}
	return a, (a - column - other).Abs() < (a - column).Abs()
}

// controls gives the row's amounts as control sums.
func (t stated) controls() []avgiftslista.ControlSum {
	var list []avgiftslista.ControlSum
	for i, a := range []*register.Amount{t.member, t.control, t.both} {
		if a != nil {
			of := []avgiftslista.Field{avgiftslista.FieldMemberFee, avgiftslista.FieldControlFee, ""}[i]
			list = append(list, avgiftslista.ControlSum{Label: t.label, Of: of, Amount: *a, Place: t.place})
		}
	}
	for _, a := range t.rest {
		list = append(list, avgiftslista.ControlSum{Label: t.label, Amount: a, Place: t.place})
	}
	return list
}

var lastMoney = regexp.MustCompile(`(?i)(?:^|[^\d,.])(\d[\d .\x{a0}]*[,.:](?:\d\d|-))\s*(?:kr|kronor|sek)?\.?$`)

// findTotal finds the total of a list that states none in words known for it: a
// line of text whose one amount is what all fees add up to, to the öre.
func (g *grid) findTotal(l *listing) {
	member, control, hasMember, hasControl := l.sums()
	if len(l.rows) < 2 || slices.ContainsFunc(l.totals, func(t stated) bool {
		_, ok := t.grand(hasMember, hasControl, member, control)
		return ok && !t.subtotal
	}) {
		return
	}
	for _, i := range l.context {
		var found []register.Amount
		for _, v := range g.values[i] {
			if m := lastMoney.FindStringSubmatch(v.text); m != nil && !v.isAmount() {
				if a, err := register.ParseAmount(strings.TrimSpace(m[1])); err == nil {
					found = append(found, a)
				}
			}
			found = append(found, v.amounts...)
		}
		if len(found) > 1 { // "4 personer"
			found = slices.DeleteFunc(found, func(a register.Amount) bool { return a == register.Amount(100*len(l.rows)) })
		}
		if len(found) == 1 && found[0] == member+control {
			l.totals = append(l.totals, stated{label: g.sheet.Rows[i].Text(), rest: found, place: g.place(i, -1)})
			return
		}
	}
}
