package prose

import (
	"strings"
)

// running reads persons and amounts in sentences, each by its own form: who
// signs behind the last takes nothing of those before.
func (r *reader) running(items []item) []person {
	var waiting []person
	for _, part := range r.parted(items) {
		waiting = r.sentences(part)
	}
	return waiting
}

// parted cuts the items of a paragraph into the fewest sentences that hold both
// persons and amounts. What is left at the end goes with the last, unless it
// only names persons.
func (r *reader) parted(items []item) [][]item {
	var parts [][]item
	from := 0
	for i, it := range items {
		held := items[from : i+1]
		if it.kind == isStop && r.endsSentence(it) && count(held, isAmount) > 0 && hasPerson(withOthers(held)) {
			parts = append(parts, held)
			from = i + 1
		} else if it.kind == isStop && count(held, isAmount) == 0 && r.hasDoubt(items[:from], it) {
			from = i + 1 // whom a question names has no amount of the next sentence
		}
	}
	rest := items[from:]
	switch {
	case len(parts) > 0 && count(rest, isAmount) == 0:
	case len(parts) > 0 && !hasPerson(withOthers(rest)):
		parts[len(parts)-1] = items[from-len(parts[len(parts)-1]):]
	default:
		parts = append(parts, rest)
	}
	return parts
}

// endsSentence tells a stop behind which a new sentence begins, from the point
// of an abbreviation.
func (r *reader) endsSentence(it item) bool {
	next := it.at.token + 1
	tokens := r.tokens[it.at.line]
	return next >= len(tokens) || !startsLower(tokens[next].text)
}

// sentences reads persons and amounts that belong together.
func (r *reader) sentences(items []item) []person {
	items = mergePersons(withOthers(items))
	var seq []item
	for _, it := range items {
		if it.kind == isPerson || it.kind == isAmount {
			seq = append(seq, it)
		}
	}
	persons, amounts := count(seq, isPerson), count(seq, isAmount)
	if persons > 1 && amounts == persons+1 && takesTurns(seq) {
		return r.oneOver(seq)
	}
	switch {
	case amounts == 1 && persons > 1 && theAmounts(seq)[0].each:
		for _, it := range seq {
			if it.kind == isPerson {
				r.claims = append(r.claims, claim{person: it.person, amounts: theAmounts(seq), shared: true})
			}
		}
		return nil
	case persons == amounts && persons > 1 && r.inPairs(seq):
		return nil
	case persons > 1 && amounts == 2*persons && firstAmount(seq) == persons && r.inBlocks(seq, persons):
		return nil
	case persons == amounts && persons > 1 && seq[amounts-1].kind == isAmount && firstAmount(seq) == 0 && count(seq[:amounts], isAmount) == amounts:
		return r.inOrder(append(seq[amounts:len(seq):len(seq)], seq[:amounts]...), persons) // "608, 612 och 590 kr för Anna, Bo respektive Cilla"
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
	if seq[len(seq)-1].kind == isPerson {
		return true
	}
	for i, it := range seq[:len(seq)-1] {
		if it.kind == isAmount && seq[i+1].kind == isPerson {
			return it.money.ahead
		}
	}
	return false
}

// amountsFirst gives each person the amounts before it; what stands after the
// last is nobody's.
func (r *reader) amountsFirst(seq []item) []person {
	var held []money
	known, lacking := len(r.claims), false
	for i, it := range seq {
		if it.kind == isAmount {
			if it.money.apart && len(held) > 0 {
				r.loose = append(r.loose, held...) // somebody whom the register does not know stands between
				held = nil
			}
			held = append(held, it.money)
			continue
		}
		switch {
		case len(held) == 0:
			lacking = true
		case i+1 < len(seq) && seq[i+1].kind == isPerson && r.together(it.person, seq[i+1].person):
			r.loose = append(r.loose, held...) // "608 kr för Anna och Bo": each, or both?
			r.result.Unread = append(r.result.Unread, r.place(it.at))
		default:
			r.claims = append(r.claims, claim{person: it.person, amounts: held})
		}
		held = nil
	}
	r.loose = append(r.loose, held...)
	if len(held) > 0 && lastOf(seq).kind == isAmount && (lacking || r.hasControl() && namesControl(held)) {
		r.takeBack(seq, known)
	}
	return nil
}

// takeBack gives nobody an amount of a sentence in which somebody stands without
// one and one without anybody: the order changes in it, and a person must see
// where.
func (r *reader) takeBack(seq []item, known int) {
	r.claims = r.claims[:known]
	r.loose = append(r.loose, theAmounts(seq)...)
	var people []person
	for _, it := range seq {
		if it.kind == isPerson {
			people = append(people, it.person)
		}
	}
	r.unpair(people, theAmounts(seq))
}

// together tells "Anna och Bo": nothing but "och" and the words of names stands
// between two persons of a line.
func (r *reader) together(a, b person) bool {
	if a.at.line != b.at.line {
		return false
	}
	for _, t := range r.tokens[a.at.line][a.at.token:b.at.token] {
		if t.kind == word && startsLower(t.text) && t.fold != "och" && t.fold != "samt" && !nameParticle[t.fold] {
			return false
		}
	}
	return true
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
	var named []person // since the last amount
	var ahead []money  // "… och 612 kr för Bo" after another person
	mixed := lastOf(items).kind == isPerson
	closeClaim := func() {
		if open != nil && len(open.amounts) > 0 {
			r.claims = append(r.claims, *open)
		}
		open = nil
	}
	for i, it := range items {
		switch it.kind {
		case isPerson:
			if open != nil && len(open.amounts) == 0 && open.person.merge(it.person) {
				continue
			}
			closeClaim()
			named = append(named, it.person)
			open = &claim{person: it.person, amounts: ahead}
			ahead = nil
		case isAmount:
			if r.ofSeveral(named, it.money, open) {
				open, named = nil, nil
				continue
			}
			named = nil
			if mixed && it.money.ahead && nextPerson(items, i) {
				ahead = append(ahead, it.money)
				continue
			}
			if open == nil {
				r.loose = append(r.loose, it.money)
				continue
			}
			if it.money.apart && (len(open.amounts) > 0 || it.money.line != open.person.at.line) {
				closeClaim()
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
	r.loose = append(r.loose, ahead...)
	if open != nil && len(open.amounts) == 0 {
		return []person{open.person}
	}
	closeClaim()
	return nil
}

// ofSeveral takes an amount that stands behind several persons: everybody's, where
// "vardera" says so, and nobody's in "Anna och Bo har dragits på 608 kr", which
// may be both.
func (r *reader) ofSeveral(named []person, m money, open *claim) bool {
	n := len(named)
	switch {
	case n < 2:
		return false
	case m.each:
		m.before = noRole // "har samma lön och fick 570 kr var"
		for _, p := range named {
			r.claims = append(r.claims, claim{person: p, amounts: []money{m}, shared: true})
		}
		return true
	case open != nil && len(open.amounts) == 0 && named[n-2].member && r.together(named[n-2], named[n-1]):
		r.loose = append(r.loose, m)
		r.result.Unread = append(r.result.Unread, r.place(named[n-2].at), r.place(named[n-1].at))
		return true
	}
	return false
}

// lastOf gives the last person or amount.
func lastOf(items []item) item {
	for i := len(items) - 1; i >= 0; i-- {
		if items[i].kind == isPerson || items[i].kind == isAmount {
			return items[i]
		}
	}
	return item{}
}

// nextPerson tells whether the next item after i is a person.
func nextPerson(items []item, i int) bool {
	return i+1 < len(items) && items[i+1].kind == isPerson
}

// mergePersons joins a name and the number of the same person that follow each
// other.
func mergePersons(items []item) []item {
	var out []item
	for _, it := range items {
		if n := len(out); n > 0 && it.kind == isPerson && out[n-1].kind == isPerson && out[n-1].person.merge(it.person) {
			continue
		}
		out = append(out, it)
	}
	return out
}

// withOthers makes persons of names that are no members', so that they take
// what is theirs.
func withOthers(items []item) []item {
	out := make([]item, len(items))
	copy(out, items)
	for i := range out {
		if out[i].kind == isOther {
			out[i].kind = isPerson
		}
	}
	return out
}

// takesTurns tells a sentence in which amounts and persons follow each other one
// by one, an amount first and last.
func takesTurns(seq []item) bool {
	for i, it := range seq {
		if want := []itemKind{isAmount, isPerson}[i%2]; it.kind != want {
			return false
		}
	}
	return true
}

// oneOver reads such a sentence, in which one amount belongs to nobody: the first
// ("3 359 kr: Anna 832 kr, Bo 608 kr") or the last ("832 kr (Anna), 608 kr (Bo),
// alltså 1 440 kr"). It is the one that sums the others up; else what parts the
// items decides. Where neither tells, nobody is given an amount: the other way
// everybody would have a neighbour's.
func (r *reader) oneOver(seq []item) []person {
	amounts := theAmounts(seq)
	n := len(amounts) - 1
	switch {
	case isSumOf(amounts[:n], amounts[n]):
		r.isTotal(amounts[n])
		return r.amountsFirst(seq[:len(seq)-1])
	case isSumOf(amounts[1:], amounts[0]), r.headed(seq):
		r.isTotal(amounts[0])
		return r.personsFirst(seq[1:])
	case labelledBefore(amounts[1:]):
		r.loose = append(r.loose, amounts[0])
		return r.personsFirst(seq[1:])
	case amounts[0].ahead || r.partedBefore(seq, isAmount) && !r.partedBefore(seq, isPerson):
		return r.amountsFirst(seq)
	case amounts[0].before == baseRole || r.partedBefore(seq, isPerson) && !r.partedBefore(seq, isAmount):
		r.loose = append(r.loose, amounts[0])
		return r.personsFirst(seq[1:])
	}
	r.takeBack(seq, len(r.claims))
	return nil
}

// headed tells an amount that stands before a colon, and behind it persons and
// amounts: "Det blev 811 kr för oktober: Anna 412,50, Bo 398,75".
func (r *reader) headed(seq []item) bool {
	a, b := seq[0], seq[1]
	return a.at.line == b.at.line && strings.HasSuffix(strings.TrimSpace(r.lines[a.at.line].Text[:r.tokens[b.at.line][b.at.token].from]), ":")
}

// labelledBefore tells amounts that all have their label in front: each belongs to
// whom the words before it name.
func labelledBefore(amounts []money) bool {
	for _, m := range amounts {
		if m.before == noRole {
			return false
		}
	}
	return true
}

// isTotal files an amount as the total that it proved to be.
func (r *reader) isTotal(m money) {
	m.label = "summa"
	r.totals = append(r.totals, m)
}

// partedBefore tells whether a comma, "och" or the like stands before every item
// of a kind but the first of all.
func (r *reader) partedBefore(seq []item, k itemKind) bool {
	for i := 1; i < len(seq)-1; i++ {
		if seq[i].kind == k && !r.parts(seq[i-1], seq[i]) {
			return false
		}
	}
	return true
}

// parts tells whether something between two items sets them apart.
func (r *reader) parts(a, b item) bool {
	if a.at.line != b.at.line {
		return true
	}
	tokens := r.tokens[a.at.line]
	from, to := tokens[a.at.token].to, tokens[b.at.token].from
	between := r.lines[a.at.line].Text[from:max(from, to)]
	for _, t := range tokens[a.at.token:b.at.token] {
		switch t.fold {
		case "och", "samt", "respektive", "resp", "medan", "men":
			return true
		}
		if t.kind == stop {
			return true
		}
	}
	return strings.ContainsAny(between, ",;")
}
