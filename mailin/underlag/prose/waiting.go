package prose

import "sef.se/kontakten/avgiftslista"

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
