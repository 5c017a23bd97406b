package prose

import "sef.se/kontakten/internal/register"

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
