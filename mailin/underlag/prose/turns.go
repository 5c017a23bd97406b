package prose

import "strings"

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
	case isSumOf(amounts[1:], amounts[0]):
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
	r.loose = append(r.loose, amounts...)
	var people []person
	for _, it := range seq {
		if it.kind == isPerson {
			people = append(people, it.person)
		}
	}
	r.unpair(people, amounts)
	return nil
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
		if t.fold == "och" || t.fold == "samt" || t.fold == "respektive" || t.fold == "resp" {
			return true
		}
	}
	return strings.ContainsAny(between, ",;")
}
