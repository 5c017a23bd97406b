package prose

import (
	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
)

// wait adds the persons of a paragraph without amounts. A number and a name on
// two lines are one person.
func (r *reader) wait(items []item, waiting []person) []person {
	for _, it := range items {
		if it.kind != isPerson {
			continue
		}
		if n := len(waiting); n > 0 && waiting[n-1].merge(it.person) {
			continue
		}
		waiting = append(waiting, it.person)
	}
	return waiting
}

// merge joins a number and a name that stand on two lines.
func (p *person) merge(q person) bool {
	switch {
	case p.pnr == q.pnr && !p.pnr.IsZero():
		if p.name == "" || q.written == "" && !q.at.isZero() && q.name != "" {
			p.name = q.name
		}
		return true
	case p.pnr.IsZero() && p.written != "" && q.written == "" && q.member && q.at.line-p.at.line <= 2:
		p.pnr, p.member, p.name = q.pnr, true, q.name // rule 9
		return true
	case q.pnr.IsZero() && q.written != "" && p.written == "" && p.member && q.at.line-p.at.line <= 2:
		p.written = q.written
		return true
	}
	return false
}

// bare tells a number beside which no name stands.
func (p *person) bare() bool { return p.numberOnly }

func (at position) isZero() bool { return at == position{} }

// late gives the amounts of a paragraph without persons to those that wait:
// all of them to one person, or one each in the same order.
func (r *reader) late(items []item, waiting []person) []person {
	var amounts []money
	for _, it := range items {
		if it.kind != isAmount {
			continue
		}
		if !r.standsAlone(it.money) {
			r.loose = append(r.loose, it.money)
			continue
		}
		amounts = append(amounts, it.money)
	}
	switch {
	case len(amounts) == 0:
		return waiting
	case len(waiting) == 1:
		if n := len(r.claims); n > 0 && r.claims[n-1].person == waiting[0] {
			r.claims[n-1].amounts = append(r.claims[n-1].amounts, amounts...)
			return waiting
		}
		r.claims = append(r.claims, claim{person: waiting[0], amounts: amounts})
		return nil
	case len(waiting) > 1 && r.paired(waiting, amounts):
		return nil
	case len(waiting) == 0 && r.continues(amounts):
		return nil
	}
	r.loose = append(r.loose, amounts...)
	r.unpair(waiting, amounts)
	return waiting
}

// continues adds an amount to the last person where the table has more columns
// than that person has amounts yet.
func (r *reader) continues(amounts []money) bool {
	n := len(r.claims)
	if n == 0 || len(amounts) == 0 {
		return false
	}
	last := &r.claims[n-1]
	columns := r.headings[amounts[0].line]
	near := amounts[0].line-last.lastLine() <= 3
	if !near || len(last.amounts)+len(amounts) > len(columns) {
		return false
	}
	last.amounts = append(last.amounts, amounts...)
	return true
}

func (c *claim) lastLine() int {
	if n := len(c.amounts); n > 0 {
		return c.amounts[n-1].line
	}
	return c.person.at.line
}

// below gives the amounts of a line without a person to the one above it.
func (r *reader) below(amounts []money, waiting []person) []person {
	n := len(r.claims)
	switch {
	case !r.standsAlone(amounts[0]):
	case len(waiting) == 1:
		r.claims = append(r.claims, claim{person: waiting[0], amounts: amounts})
		return nil
	case len(waiting) == 0 && n > 0 && amounts[0].line-r.claims[n-1].lastLine() == 1 && (allLabelled(amounts) || r.completes(r.claims[n-1], amounts)):
		r.claims[n-1].amounts = append(r.claims[n-1].amounts, amounts...)
		return nil
	}
	r.loose = append(r.loose, amounts...)
	r.unpair(waiting, amounts)
	return waiting
}

// standsAlone tells an amount whose line names nobody and nothing but its own
// label: only such an amount may belong to a person on another line.
func (r *reader) standsAlone(m money) bool {
	for _, t := range r.tokens[m.line] {
		if t.kind == number || t.kind == word && !labels(t.fold) && len(t.fold) > 2 && t.fold != "sek" {
			return false
		}
	}
	return true
}

// labels tells a word that says what an amount is, and names nobody.
func labels(fold string) bool {
	return roleOf(fold) != noRole || totalWord[fold] || connective[fold] || drawn[fold] || deducting[fold]
}

// completes tells a control fee on the line below its member fee: the rates say
// that the two belong together.
func (r *reader) completes(c claim, amounts []money) bool {
	if len(amounts) != 1 {
		return false
	}
	control := amounts[0].readings[0]
	switch len(c.amounts) {
	case 1:
		return r.isPair(c.amounts[0].readings[0], control)
	case 2:
		base, fee := c.amounts[0].readings[0], c.amounts[1].readings[0]
		return r.isBaseOf(base, fee) && r.isPair(fee, control)
	}
	return false
}

func allLabelled(amounts []money) bool {
	for _, m := range amounts {
		if m.before == noRole && m.after == noRole {
			return false
		}
	}
	return true
}

// drop files persons that got no amount: those with a number look like data.
func (r *reader) drop(waiting []person) {
	for _, p := range waiting {
		if p.written != "" || !p.pnr.IsZero() && !p.member {
			r.result.Unread = append(r.result.Unread, r.place(p.at))
		}
	}
}

// place gives the place of a token, with the text of its line.
func (r *reader) place(at position) avgiftslista.Place {
	offset := 0
	if at.token < len(r.tokens[at.line]) {
		offset = r.tokens[at.line][at.token].from
	}
	return r.lines[at.line].Place(offset)
}

// paired gives a block of amounts to the block of names before it, where the
// two agree: one amount each in the same order, or one line each. A sum that
// ends the block is the total. It reports false, and gives nothing, where an
// amount is lacking or left over: a list that is shifted by one line gives
// everybody below another person's fee.
func (r *reader) paired(waiting []person, amounts []money) bool {
	rows := perPerson(amounts, len(waiting))
	if rows == nil {
		rows = r.byRates(amounts, len(waiting))
	}
	if rows == nil {
		n := len(amounts) - 1
		if n != len(waiting) || n < 2 || !isSumOf(amounts[:n], amounts[n]) {
			return false
		}
		rows = perPerson(amounts[:n], n)
		amounts[n].label = "summa"
		r.totals = append(r.totals, amounts[n])
	}
	for i, p := range waiting {
		r.claims = append(r.claims, claim{person: p, amounts: rows[i]})
	}
	return true
}

// perPerson cuts amounts into n rows: one amount each, or the amounts of one
// line each. It gives nil where the count does not fit, and where the last of
// as many amounts as persons sums up the others: then somebody has none.
func perPerson(amounts []money, n int) [][]money {
	var rows [][]money
	if len(amounts) == n {
		if n > 2 && isSumOf(amounts[:n-1], amounts[n-1]) {
			return nil
		}
		for i := range amounts {
			rows = append(rows, amounts[i:i+1])
		}
		return rows
	}
	from := 0
	for i := 1; i <= len(amounts); i++ {
		if i == len(amounts) || amounts[i].line != amounts[from].line {
			rows = append(rows, amounts[from:i])
			from = i
		}
	}
	for _, row := range rows {
		if len(rows) != n || len(row) != len(rows[0]) || len(row) < 2 {
			return nil
		}
	}
	return rows
}

// byRates cuts twice as many amounts as persons, one a line, into member and
// control fees: in turn, or all of the one before all of the other. Each pair
// must stand to each other as the rates say, and only one way may fit.
func (r *reader) byRates(amounts []money, n int) [][]money {
	if len(amounts) != 2*n {
		return nil
	}
	var turns, blocks [][]money
	for i := range n {
		turns = append(turns, amounts[2*i:2*i+2])
		blocks = append(blocks, []money{amounts[i], amounts[n+i]})
	}
	inTurn, inBlocks := r.allPairs(turns), r.allPairs(blocks)
	switch {
	case inTurn && !inBlocks:
		return turns
	case inBlocks && !inTurn:
		return blocks
	}
	return nil
}

func (r *reader) allPairs(rows [][]money) bool {
	for _, row := range rows {
		if !r.isPair(row[0].readings[0], row[1].readings[0]) {
			return false
		}
	}
	return true
}

// isSumOf tells whether an amount is what others add up to.
func isSumOf(parts []money, total money) bool {
	var sum register.Amount
	for _, m := range parts {
		sum += m.readings[0]
	}
	return sum == total.readings[0]
}

// unpair notes several persons and several amounts that do not agree in number:
// fees that a person must read.
func (r *reader) unpair(waiting []person, amounts []money) {
	if len(waiting) < 2 || len(amounts) < 2 {
		return
	}
	r.result.Unpaired = true
	for _, p := range waiting {
		r.result.Unread = append(r.result.Unread, r.place(p.at))
	}
}

// gaps measures a table whose cells stand on lines of their own, the name above
// its amount, in which somebody has no amount: each amount follows a name, the
// last line is an amount, and there are more names than amounts. It returns
// from where there is none.
func (r *reader) gaps(from int) (to int) {
	names, amounts, above := 0, 0, false
	end := from
	for i := from; i < len(r.lines); i++ {
		persons, money := count(r.items[i], isPerson), count(r.items[i], isAmount)
		if len(r.tokens[i]) == 0 || names == 0 && persons+money == 0 {
			continue
		}
		if persons+money == 0 || persons > 1 || persons == 1 && money > 0 || money > 0 && !r.aloneIn(i) {
			break
		}
		if money > 0 && !above {
			return from // two lines of amounts, or an amount first
		}
		if above = persons == 1; above {
			names++
		} else {
			amounts, end = amounts+1, i+1
		}
	}
	if amounts < 2 || above || names <= amounts {
		return from
	}
	return end
}

// takeGaps gives each amount of such a table to the name right above it.
func (r *reader) takeGaps(items []item) {
	var last person
	for _, it := range items {
		switch it.kind {
		case isPerson:
			last = it.person
		case isAmount:
			if n := len(r.claims); n > 0 && r.claims[n-1].person == last {
				r.claims[n-1].amounts = append(r.claims[n-1].amounts, it.money)
				continue
			}
			r.claims = append(r.claims, claim{person: last, amounts: []money{it.money}})
		}
	}
}
