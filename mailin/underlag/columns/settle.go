package columns

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
)

// sums gives what the rows read add up to.
func (l *listing) sums() (member, control register.Amount, hasMember, hasControl bool) {
	for _, r := range l.rows {
		member += r.MemberFee
		control += r.ControlFee
		hasMember = hasMember || r.member.isAmount()
		hasControl = hasControl || r.HasControl
	}
	return member, control, hasMember, hasControl
}

// settleLoneControl takes out the rows of a list in which nobody has a member
// fee: control fees alone are a table misread, more often than not.
func (l *listing) settleLoneControl() {
	if _, _, hasMember, hasControl := l.sums(); hasMember || !hasControl {
		return
	}
	for _, r := range l.rows {
		l.unread = append(l.unread, r.at)
	}
	l.rows = nil
	l.notes = append(l.notes, Note{Code: "control_fee_alone", Row: -1, Text: "Bara kontrollavgifter hittades; raderna är inte lästa."})
}

// settleSigns turns a list whose fees are all negative: payroll prints
// deductions so. One negative row among others is a correction and stays.
func (l *listing) settleSigns() {
	negative := 0
	for _, r := range l.rows {
		if r.MemberFee > 0 || r.ControlFee > 0 {
			return
		}
		if r.MemberFee < 0 || r.ControlFee < 0 {
			negative++
		}
	}
	if negative < 2 {
		return
	}
	for i := range l.rows {
		r := &l.rows[i]
		r.MemberFee, r.ControlFee, r.sum = -r.MemberFee, -r.ControlFee, -r.sum
		r.member.amounts, r.ctrl.amounts = negated(r.member.amounts), negated(r.ctrl.amounts)
	}
	for i := range l.totals {
		l.totals[i].turn()
	}
	l.notes = append(l.notes, Note{Code: "deductions_negative", Row: -1, Text: "Alla avgifter står som minusbelopp, så som löneavdrag skrivs ut; de är lästa som avgifter."})
}

func negated(list []register.Amount) []register.Amount {
	out := make([]register.Amount, len(list))
	for i, a := range list {
		out[i] = -a
	}
	return out
}

// turn makes the row's negative sums positive.
func (t *stated) turn() {
	for _, a := range []*register.Amount{t.member, t.control, t.both} {
		if a != nil {
			*a = a.Abs()
		}
	}
	for i, a := range t.rest {
		t.rest[i] = a.Abs()
	}
}

// settleAmbiguous keeps of amounts with two readings the one that base, control
// fee, row sum or total confirms; a row that none confirms is taken out
// (rule 21).
func (l *listing) settleAmbiguous(rates []register.Rate) {
	var open []int
	for i := range l.rows {
		if r := &l.rows[i]; (r.member.isAmbiguous() || r.ctrl.isAmbiguous()) && !r.confirm(rates) {
			open = append(open, i)
		}
	}
	if len(open) == 0 || l.totalConfirms() {
		return
	}
	kept := l.rows[:0]
	for i, r := range l.rows {
		if len(open) > 0 && open[0] == i {
			open = open[1:]
			l.unread = append(l.unread, r.at)
			l.notes = append(l.notes, Note{Code: "ambiguous_amount", Row: -1, Text: "Ett belopp kan läsas på två sätt och inget bekräftar det ena; raden är inte läst."})
			continue
		}
		kept = append(kept, r)
	}
	l.rows = kept
}

// confirm takes the only reading that the row itself confirms.
func (r *feeRow) confirm(rates []register.Rate) bool {
	for _, m := range orZero(r.member.amounts) {
		for _, c := range orZero(r.ctrl.amounts) {
			if r.confirms(m, c, rates) {
				r.MemberFee, r.ControlFee = m, c
				return true
			}
		}
	}
	return false
}

func orZero(list []register.Amount) []register.Amount {
	if len(list) == 0 {
		return []register.Amount{0}
	}
	return list
}

func (r *feeRow) confirms(m, c register.Amount, rates []register.Rate) bool {
	if r.hasSum {
		return m+c == r.sum
	}
	whole := m%100 == 0 && c%100 == 0
	for _, rate := range rates {
		switch {
		case r.HasBase && avgiftslista.FitsBase(m.Abs(), r.Base.Abs(), rate.MemberFee, whole):
			return true
		case !r.HasBase && r.HasControl && c != 0 && r.member.isAmbiguous() != r.ctrl.isAmbiguous() && rate.HasControlFee() &&
			avgiftslista.FitsOneBase(m.Abs(), c.Abs(), rate, whole):
			return true
		}
	}
	return false
}

// totalConfirms tells whether a stated sum equals the rows in their first
// reading, thousands.
func (l *listing) totalConfirms() bool {
	member, control, _, _ := l.sums()
	for _, t := range l.totals {
		for _, c := range t.controls() {
			if c.Amount == member+control || c.Amount == member && t.member != nil {
				return true
			}
		}
	}
	return false
}

// state gives a table its stated total and control sums. With more tables than
// one the sums are of them all, so they stay control sums.
func (l *listing) state(t *Table, tables int) {
	member, control, hasMember, hasControl := l.sums()
	if l.combined {
		hasMember, hasControl = true, true
	}
	for _, s := range l.totals {
		a, ok := s.grand(hasMember, hasControl, member, control)
		if !ok || s.subtotal || tables > 1 || a != member+control && l.repeats(s.label) {
			t.Control = append(t.Control, s.controls()...)
			continue
		}
		if t.StatedTotal != nil && (*t.StatedTotal == member+control || s.label == "" && t.statedLabel != "") {
			t.Control = append(t.Control, s.controls()...)
			continue
		}
		t.StatedTotal, t.StatedTotalPlace, t.statedLabel = &a, s.place, s.label
	}
}

// repeats tells whether a label heads several sums: of persons, pages or parts.
func (l *listing) repeats(label string) bool {
	n := 0
	for _, t := range l.totals {
		if t.label == label && label != "" {
			n++
		}
	}
	return n > 1
}

// partWords are words of a row that names a part of the staff and no person.
var partWords = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:ab|hb|kb|aktiebolag\p{L}*|avd\p{L}*|grupp\p{L}*|region\p{L}*|kontor\p{L}*|alla|hela|anställda|personal|personer|medlemmar|lag|team|filial\p{L}*|distrikt\p{L}*)(?:[^\pL]|$)`)

// settleSumRows takes rows out that only look like persons: without a number,
// their amounts are what the rows above add up to, and their words name a part
// of the staff, or the sum is of three rows or more. A sum never becomes a row.
func (l *listing) settleSumRows() {
	l.settleNumberless()
	kept := l.rows[:0:0]
	var part, whole feeRow // what the rows since the last sum, and all rows, add up to
	var sums []feeRow
	n := 0
	for _, r := range l.rows {
		ofPart := n > 1 && sameFees(r, part)
		ofWhole := len(kept) > 1 && sameFees(r, whole)
		if r.Personnummer.IsZero() && r.Written == "" && (ofPart || ofWhole) && (n > 2 || partWords.MatchString(r.Name)) {
			sums = append(sums, r)
			part, n = feeRow{}, 0
			continue
		}
		part.add(r)
		whole.add(r)
		kept, n = append(kept, r), n+1
	}
	l.rows = kept
	for _, r := range sums {
		l.totals = append(l.totals, r.asSum(!sameFees(r, whole)))
	}
}

func (r *feeRow) add(other feeRow) {
	r.MemberFee += other.MemberFee
	r.ControlFee += other.ControlFee
}

func sameFees(a, b feeRow) bool {
	return a.MemberFee == b.MemberFee && a.ControlFee == b.ControlFee && a.MemberFee != 0
}

// asSum makes a control sum of what was read as a row.
func (r feeRow) asSum(subtotal bool) stated {
	member, control := r.MemberFee, r.ControlFee
	t := stated{label: r.Name, subtotal: subtotal, place: r.Place}
	if r.member.isAmount() {
		t.member = &member
	}
	if r.HasControl {
		t.control = &control
	}
	return t
}

// settleNumberless takes out what has no number in a list of persons with
// numbers and is no person: a control fee alone, more than twice what anybody
// pays, or words that are no name ("Kommer på bankgirot"). What the fees add up
// to is a sum, whatever its words.
func (l *listing) settleNumberless() {
	var whole feeRow
	var most register.Amount
	numbered, named := 0, 0
	for _, r := range l.rows {
		if !r.numberless() {
			numbered++
			whole.add(r)
			most = max(most, r.MemberFee)
			if likeName(r.Name) {
				named++
			}
		}
	}
	if numbered < 2 || numbered < len(l.rows)-numbered {
		if numbered == 0 {
			l.settleLastName()
		}
		return
	}
	kept := l.rows[:0:0]
	for _, r := range l.rows {
		lone := r.MemberFee + r.ControlFee
		switch one := r.member.isAmount() != r.ctrl.isAmount(); {
		case !r.numberless():
			kept = append(kept, r)
		case one && lone != 0 && lone == whole.MemberFee+whole.ControlFee:
			l.totals = append(l.totals, stated{label: r.Name, rest: []register.Amount{lone}, place: r.Place})
		case l.sumsRun(r):
			l.totals = append(l.totals, r.asSum(true))
		case partWords.MatchString(r.Name), one && !r.member.isAmount() && whole.MemberFee > 0, r.MemberFee > 2*most && most > 0, named == numbered && !likeName(r.Name):
			l.unread = append(l.unread, r.at)
		default:
			kept = append(kept, r)
		}
	}
	l.rows = kept
}

// settleLastName does the same to the last row of a list without numbers.
func (l *listing) settleLastName() {
	n := len(l.rows) - 1
	if n < 2 {
		return
	}
	var whole feeRow
	for _, r := range l.rows[:n] {
		whole.add(r)
	}
	r := l.rows[n]
	lone, all := r.MemberFee+r.ControlFee, whole.MemberFee+whole.ControlFee
	one := r.member.isAmount() != r.ctrl.isAmount()
	switch {
	case sameFees(r, whole):
		return // settleSumRows'
	case one && lone != 0 && lone == all:
		l.totals = append(l.totals, stated{label: r.Name, rest: []register.Amount{lone}, place: r.Place})
	case one && !r.member.isAmount() && whole.MemberFee > 0, n > 2 && 10*lone >= 9*all && all > 0:
		l.unread = append(l.unread, r.at)
	default:
		return
	}
	l.rows = l.rows[:n]
}

// maxRuns bounds the rows among which a row's sum is looked for.
const maxRuns = 400

// sumsRun tells whether a row without a number is what some rows with numbers
// add up to that follow on each other: a department's sum.
func (l *listing) sumsRun(sum feeRow) bool {
	for i := range min(len(l.rows), maxRuns) {
		var run feeRow
		n := 0
		for _, r := range l.rows[i:min(len(l.rows), maxRuns)] {
			if r.numberless() {
				break
			}
			run.add(r)
			if n++; n > 1 && sameFees(run, sum) {
				return true
			}
		}
	}
	return false
}

func (r *feeRow) numberless() bool { return r.Personnummer.IsZero() && r.Written == "" }

// likeName tells words of which two begin with a capital, as a name's do.
func likeName(s string) bool {
	capitals := 0
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' }) {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) {
			capitals++
		}
	}
	return capitals >= 2
}
