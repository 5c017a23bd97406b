package prose

import (
	"slices"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
)

// readTotals takes the stated total: the one total of the text, or the one
// that is the sum of the two others (rule 10). Subtotals are control sums.
func (r *reader) readTotals() {
	perLine := map[int][]money{}
	var order []int
	for _, m := range r.totals {
		if len(perLine[m.line]) == 0 {
			order = append(order, m.line)
		}
		perLine[m.line] = append(perLine[m.line], m)
		r.result.Control = append(r.result.Control, avgiftslista.ControlSum{Label: m.label, Amount: m.readings[0], Place: r.lines[m.line].Place(m.from)})
	}
	for _, line := range order {
		if total, ok := r.lineTotal(perLine[line], line); ok {
			r.state(total)
		}
	}
}

func (r *reader) state(m money) {
	value := m.readings[0]
	r.stated = append(r.stated, m)
	r.result.StatedTotal = &value
	r.result.TotalPlace = r.lines[m.line].Place(m.from)
}

// lineTotal judges the totals of one line.
func (r *reader) lineTotal(totals []money, line int) (money, bool) {
	last := totals[len(totals)-1]
	if r.isPast(last) {
		r.loose = append(r.loose, last)
		return money{}, false
	}
	if last.label == "delsumma" || last.label == "transport" {
		return money{}, false
	}
	switch columns := r.headings[line]; {
	case len(totals) == 1:
		return last, last.before != controlRole && last.before != baseRole
	case len(totals) == len(columns) && columns[len(columns)-1] == sumRole:
		return last, true
	case len(totals) == 2 && len(columns) == 2 && columns[0] == baseRole:
		return last, true
	case len(totals) == 2 && r.isBaseOf(totals[0].readings[0], totals[1].readings[0]):
		return last, true
	case len(totals) == 2 && r.isBaseOf(last.readings[0], totals[0].readings[0]):
		return totals[0], true
	case len(totals) == 3 && totals[1].readings[0]+last.readings[0] == totals[0].readings[0]:
		return totals[0], true // "Summa 3 840 kr (3 040 kr medlemsavgift, 800 kr kontrollavgift)"
	case len(totals) >= 3 && totals[len(totals)-3].readings[0]+totals[len(totals)-2].readings[0] == last.readings[0]:
		return last, true
	}
	return money{}, false
}

// columnTotals takes back a single total that is the sum of only one of the
// two fees.
func (r *reader) columnTotals() {
	if r.result.StatedTotal == nil {
		return
	}
	var member, control register.Amount
	for _, row := range r.result.Rows {
		member += row.MemberFee
		control += row.ControlFee
	}
	total := *r.result.StatedTotal
	if control != 0 && total != member+control && (total == member || total == control) {
		r.result.StatedTotal = nil
	}
}

// dropSumRow takes a last row out that only looks like a person: without a number,
// and what three rows or more before it add up to ("Elbolaget 3 359").
func (r *reader) dropSumRow() {
	n := len(r.result.Rows) - 1
	if n < 3 {
		return
	}
	last := r.result.Rows[n]
	var member, control register.Amount
	for _, row := range r.result.Rows[:n] {
		member += row.MemberFee
		control += row.ControlFee
	}
	if !last.Personnummer.IsZero() || last.Written != "" || last.MemberFee != member || last.ControlFee != control {
		return
	}
	r.result.Rows = r.result.Rows[:n]
	total := member + control
	if r.result.StatedTotal == nil {
		r.result.StatedTotal, r.result.TotalPlace = &total, last.Place
	}
}

// looseTotal takes the only amount of a text without rows as the total of all
// members (rule 17): "Vi har dragit 3 249 kr i fackavgifter för oktober".
func (r *reader) looseTotal() {
	if r.result.StatedTotal != nil || len(r.loose) == 0 {
		return
	}
	var candidates []money
	about := map[int]bool{} // by line
	for _, m := range r.loose {
		if _, known := about[m.line]; !known {
			about[m.line] = r.aboutFees(m.line)
		}
		if !m.bare && m.readings[0] > 0 && m.before != baseRole && about[m.line] {
			candidates = append(candidates, m)
		}
	}
	if len(candidates) == 1 && len(candidates[0].readings) == 1 {
		r.result.Combined = true
		r.state(candidates[0])
	}
}

// silentTotal takes an amount below a line of dashes as the total, where it is
// what the rows add up to.
func (r *reader) silentTotal() {
	var sum register.Amount
	for _, row := range r.result.Rows {
		sum += row.MemberFee + row.ControlFee
	}
	if r.result.StatedTotal != nil || len(r.result.Rows) < 2 {
		return
	}
	for _, m := range r.loose {
		if m.readings[0] == sum {
			r.state(m)
		}
	}
}

// aboutFees tells whether the line of an amount, or the one before it, speaks
// of fees or deductions.
func (r *reader) aboutFees(line int) bool {
	for i := max(0, line-1); i <= line; i++ {
		for _, t := range r.tokens[i] {
			if roleOf(t.fold) == feeRole || roleOf(t.fold) == controlRole || deducting[t.fold] {
				return true
			}
		}
	}
	return false
}

var deducting = map[string]bool{"drog": true, "dragit": true, "dragits": true, "dragna": true, "dragen": true, "draget": true, "innehallit": true, "avgifter": true, "avgifterna": true, "avdragen": true}

// settleSigns turns a text whose fees are all negative: payroll prints
// deductions so. One negative amount among others is a correction and stays.
func (r *reader) settleSigns() {
	negative := 0
	for _, c := range r.claims {
		for _, m := range c.amounts {
			switch a := m.readings[0]; {
			case a > 0:
				return
			case a < 0:
				negative++
			}
		}
	}
	if negative < 2 || len(r.claims) < 2 {
		return
	}
	for _, c := range r.claims {
		for i := range c.amounts {
			c.amounts[i].readings = absolute(c.amounts[i].readings)
		}
	}
	if t := r.result.StatedTotal; t != nil {
		*t = t.Abs()
	}
	for i := range r.result.Control {
		r.result.Control[i].Amount = r.result.Control[i].Amount.Abs()
	}
}

func absolute(list []register.Amount) []register.Amount {
	out := make([]register.Amount, len(list))
	for i, a := range list {
		out[i] = a.Abs()
	}
	return out
}

// liftTotal takes the last amount of the last person for the total, where it is
// what all others add up to: "Anna 608 kr och Bo 570 kr, dvs. 1 178 kr".
func (r *reader) liftTotal() {
	n := len(r.claims) - 1
	if n < 1 || len(r.claims[n].amounts) != len(r.claims[n-1].amounts)+1 {
		return
	}
	var others []money
	for _, c := range r.claims {
		others = append(others, c.amounts...)
	}
	last := len(others) - 1
	if total := others[last]; isSumOf(others[:last], total) {
		r.claims[n].amounts = r.claims[n].amounts[:len(r.claims[n].amounts)-1]
		r.isTotal(total)
	}
}

// agreeingTotal takes, of several totals, the one that the rows add up to: what is
// left to pay, after what was paid before, is another sum.
func (r *reader) agreeingTotal() {
	if r.result.StatedTotal == nil {
		return
	}
	var sum register.Amount
	for _, row := range r.result.Rows {
		sum += row.MemberFee + row.ControlFee
	}
	for _, m := range r.stated {
		if m.readings[0] == sum {
			r.state(m)
			return
		}
	}
}

// isPast tells a total of the month before: "Förra månaden var totalen 790 kr".
func (r *reader) isPast(m money) bool {
	tokens := r.tokens[m.line]
	i := slices.IndexFunc(tokens, func(t token) bool { return t.from == m.from })
	if i < 0 {
		return false
	}
	from, to, _ := r.sentence(m.line, i)
	for k := from; k+2 < to; k++ {
		if tokens[k].fold != "forra" && tokens[k].fold != "foregaende" {
			continue
		}
		switch tokens[k+2].fold {
		case "var", "blev", "hade", "uppgick":
			return tokens[k+1].fold == "manaden" || tokens[k+1].fold == "manad"
		}
	}
	return false
}

// dropRepeat takes out a list that stands once more behind itself ("Sammanfattning:
// Anna 608, Bo 570"), where the total says that each counts once.
func (r *reader) dropRepeat() {
	rows, n := r.result.Rows, len(r.result.Rows)/2
	if r.result.StatedTotal == nil || n < 2 || len(rows) != 2*n {
		return
	}
	var sum register.Amount
	for i, row := range rows[:n] {
		again := rows[n+i]
		if row.Personnummer != again.Personnummer || row.MemberFee != again.MemberFee || row.ControlFee != again.ControlFee || row.Personnummer.IsZero() {
			return
		}
		sum += row.MemberFee + row.ControlFee
	}
	if sum == *r.result.StatedTotal {
		r.result.Rows = rows[:n]
	}
}
