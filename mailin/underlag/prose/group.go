package prose

import "sef.se/kontakten/avgiftslista"

// claim is a person with the amounts that belong to him or her.
type claim struct {
	person  person
	amounts []money
	shared  bool // "608 kr vardera"
}

// group gives the amounts to the persons, paragraph by paragraph. Where a
// paragraph holds only persons, the amounts of the next ones are theirs: that
// is how a table looks whose cells stand on lines of their own.
func (r *reader) group() {
	var waiting []person
	for from := 0; from < len(r.lines); {
		to := from
		for to < len(r.lines) && (len(r.tokens[to]) > 0 || to == from) {
			to++
		}
		waiting = r.paragraph(r.paragraphItems(from, to), from, to, waiting)
		from = max(to, from+1)
	}
	r.drop(waiting)
}

// paragraphItems joins the items of lines and sets totals aside.
func (r *reader) paragraphItems(from, to int) []item {
	var items []item
	for i := from; i < to; i++ {
		for _, it := range r.items[i] {
			if it.kind == isTotal {
				r.totals = append(r.totals, it.money)
				it.kind = isStop
			}
			items = append(items, it)
		}
	}
	return items
}

// paragraph gives out the amounts of one paragraph and returns the persons that
// still wait for theirs.
func (r *reader) paragraph(items []item, from, to int, waiting []person) []person {
	persons, amounts := count(items, isPerson), count(items, isAmount)
	switch {
	case persons == 0 && amounts == 0:
		if len(items) == 0 && from+1 >= to {
			return waiting // a blank line or a line without data
		}
		return waiting
	case persons == 0:
		return r.late(items, waiting)
	case amounts == 0:
		return r.wait(items, waiting)
	}
	r.drop(waiting)
	if r.isList(from, to) {
		return r.list(from, to)
	}
	return r.running(items, r.sharedIn(from, to))
}

func (r *reader) sharedIn(from, to int) bool {
	for i := from; i < to; i++ {
		if r.shared[i] {
			return true
		}
	}
	return false
}

func count(items []item, k itemKind) int {
	n := 0
	for _, it := range items {
		if it.kind == k {
			n++
		}
	}
	return n
}

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

func (at position) isZero() bool { return at == position{} }

// late gives the amounts of a paragraph without persons to those that wait:
// all of them to one person, or one each in the same order.
func (r *reader) late(items []item, waiting []person) []person {
	var amounts []money
	for _, it := range items {
		if it.kind == isAmount {
			amounts = append(amounts, it.money)
		}
	}
	switch {
	case len(waiting) == 1:
		if n := len(r.claims); n > 0 && r.claims[n-1].person == waiting[0] {
			r.claims[n-1].amounts = append(r.claims[n-1].amounts, amounts...)
			return waiting
		}
		r.claims = append(r.claims, claim{person: waiting[0], amounts: amounts})
		return nil
	case len(waiting) > 1 && len(waiting) == len(amounts):
		for i, p := range waiting {
			r.claims = append(r.claims, claim{person: p, amounts: amounts[i : i+1]})
		}
		return nil
	case len(waiting) == 0 && r.continues(amounts):
		return nil
	}
	r.loose = append(r.loose, amounts...)
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

// isList tells a paragraph in which every line with amounts has one person and
// its amounts on one side: each line then is a row.
func (r *reader) isList(from, to int) bool {
	for i := from; i < to; i++ {
		persons, amounts := count(r.items[i], isPerson), count(r.items[i], isAmount)
		if amounts == 0 && persons <= 1 {
			continue
		}
		if amounts > 0 && persons != 1 || !oneSided(r.items[i]) {
			return false
		}
	}
	return true
}

func oneSided(items []item) bool {
	before, after, seen := false, false, false
	for _, it := range items {
		switch it.kind {
		case isPerson:
			seen = true
		case isAmount:
			before = before || !seen
			after = after || seen
		}
	}
	return !(before && after)
}

// list reads a row a line; a person without amounts waits for the next lines.
func (r *reader) list(from, to int) []person {
	var waiting []person
	for i := from; i < to; i++ {
		var c claim
		found := false
		for _, it := range r.items[i] {
			switch it.kind {
			case isPerson:
				c.person, found = it.person, true
			case isAmount:
				c.amounts = append(c.amounts, it.money)
			}
		}
		switch {
		case !found:
		case len(c.amounts) > 0:
			if len(waiting) == 1 && waiting[0].merge(c.person) {
				c.person = waiting[0]
				waiting = nil
			}
			r.drop(waiting)
			waiting = nil
			r.claims = append(r.claims, c)
		default:
			waiting = r.wait(r.items[i], waiting)
		}
	}
	return waiting
}

// running reads persons and amounts in sentences.
func (r *reader) running(items []item, shared bool) []person {
	var seq []item
	for _, it := range items {
		if it.kind == isPerson || it.kind == isAmount {
			seq = append(seq, it)
		}
	}
	persons, amounts := count(seq, isPerson), count(seq, isAmount)
	switch {
	case shared && amounts == 1 && persons > 1:
		for _, it := range seq {
			if it.kind == isPerson {
				r.claims = append(r.claims, claim{person: it.person, amounts: theAmounts(seq), shared: true})
			}
		}
		return nil
	case seq[0].kind == isAmount && r.amountFirst(seq):
		return r.amountsFirst(seq)
	case persons == amounts && persons > 1 && firstAmount(seq) == persons:
		return r.inOrder(seq, persons)
	}
	return r.personsFirst(items)
}

func theAmounts(seq []item) []money {
	var all []money
	for _, it := range seq {
		if it.kind == isAmount {
			all = append(all, it.money)
		}
	}
	return all
}

func firstAmount(seq []item) int {
	for i, it := range seq {
		if it.kind == isAmount {
			return i
		}
	}
	return -1
}

// amountFirst tells "608:- för Anna och 612:50 för Bo" from a person-first
// paragraph with a stray amount in front.
func (r *reader) amountFirst(seq []item) bool {
	return seq[len(seq)-1].kind == isPerson && seq[1].kind == isPerson
}

func (r *reader) amountsFirst(seq []item) []person {
	var held []money
	for _, it := range seq {
		if it.kind == isAmount {
			held = append(held, it.money)
			continue
		}
		if len(held) > 0 {
			r.claims = append(r.claims, claim{person: it.person, amounts: held})
			held = nil
		}
	}
	return nil
}

// inOrder reads "Anna, Bo och Cilla: 608, 612 respektive 590".
func (r *reader) inOrder(seq []item, n int) []person {
	for i := range n {
		r.claims = append(r.claims, claim{person: seq[i].person, amounts: []money{seq[n+i].money}})
	}
	return nil
}

// personsFirst gives each person the amounts up to the next person or, once
// there is one, the end of the sentence.
func (r *reader) personsFirst(items []item) []person {
	var open *claim
	closeClaim := func() {
		if open != nil && len(open.amounts) > 0 {
			r.claims = append(r.claims, *open)
		}
		open = nil
	}
	for _, it := range items {
		switch it.kind {
		case isPerson:
			if open != nil && len(open.amounts) == 0 && open.person.merge(it.person) {
				continue
			}
			closeClaim()
			open = &claim{person: it.person}
		case isAmount:
			if open == nil {
				r.loose = append(r.loose, it.money)
				continue
			}
			open.amounts = append(open.amounts, it.money)
		case isStop:
			if open != nil && len(open.amounts) > 0 {
				closeClaim()
			}
		}
	}
	if open != nil && len(open.amounts) == 0 {
		return []person{open.person}
	}
	closeClaim()
	return nil
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
