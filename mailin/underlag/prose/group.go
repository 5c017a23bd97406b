package prose

import "slices"

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
		if to := r.amountsAbove(from); to > from {
			r.drop(waiting)
			waiting = r.amountsFirst(mergePersons(r.paragraphItems(from, to)))
			from = to
			continue
		}
		if to := r.gaps(from); to > from {
			r.drop(waiting)
			r.takeGaps(mergePersons(r.paragraphItems(from, to)))
			waiting, from = nil, to
			continue
		}
		to := from
		for to < len(r.lines) && (len(r.tokens[to]) > 0 || to == from) {
			to++
		}
		waiting = r.paragraph(r.paragraphItems(from, to), from, to, waiting)
		from = max(to, from+1)
	}
	r.drop(waiting)
}

// amountsAbove measures a table whose cells stand on lines of their own with the
// amounts above the names: lines that hold only amounts or only persons, blank
// lines between them, the first of them an amount and the last a person. It
// returns from where there is none.
func (r *reader) amountsAbove(from int) (to int) {
	if count(r.items[from], isAmount) == 0 || hasPerson(r.items[from]) || !r.aloneIn(from) {
		return from
	}
	end, pairs := from, 0
	for i := from; i < len(r.lines); i++ {
		persons, amounts := count(r.items[i], isPerson), count(r.items[i], isAmount)
		switch {
		case persons > 0 && amounts > 0 || persons == 0 && amounts > 0 && !r.aloneIn(i):
			return from // rows of another form
		case persons > 0:
			end, pairs = i+1, pairs+1
		case amounts == 0 && len(r.tokens[i]) > 0:
			i = len(r.lines) // words end the table
		}
	}
	if pairs < 2 || r.endsWithAmount(end) {
		return from
	}
	return end
}

// endsWithAmount tells whether an amount follows the last person, so that the
// amounts stand below the names after all.
func (r *reader) endsWithAmount(end int) bool {
	for i := end; i < len(r.lines); i++ {
		if count(r.items[i], isAmount) > 0 {
			return true
		}
		if len(r.tokens[i]) > 0 {
			return false
		}
	}
	return false
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
	if persons == 0 && amounts > 0 && len(r.opt.Members) == 0 && r.aboutFees(items[0].at.line) {
		persons = count(items, isOther) // of a company that nobody knows, all are strangers
	}
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
	return r.running(items)
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

// isList tells a paragraph in which no line has more than one person, and
// each has its amounts on one side of the person: each line then is a row, or
// two lines are, the person above the amounts.
func (r *reader) isList(from, to int) bool {
	rows, alone := 0, false
	for i := from; i < to; i++ {
		persons, amounts := count(r.items[i], isPerson), count(r.items[i], isAmount)
		if persons > 1 || persons == 1 && (!oneSided(r.items[i]) || hasKind(r.items[i], isOther)) {
			return false
		}
		if amounts > 0 && !r.beginsRow(i) {
			return false
		}
		if amounts > 0 && persons == 0 && !r.aloneIn(i) {
			return false
		}
		if amounts > 0 && (persons == 1 || alone) {
			rows++
		}
		alone = persons == 1 && amounts == 0 || alone && amounts == 0
	}
	return rows > 0
}

// beginsRow tells a line that does not begin in the middle of a sentence: its
// first word is no small word but a name or a label.
func (r *reader) beginsRow(line int) bool {
	t := r.tokens[line][0]
	if t.kind != word || !startsLower(t.text) || roleOf(t.fold) != noRole || totalWord[t.fold] {
		return true
	}
	items := r.items[line]
	return len(items) > 0 && (items[0].kind == isPerson || items[0].kind == isOther) && items[0].at.token == 0
}

// aloneIn tells a line that holds nothing but amounts and their labels.
func (r *reader) aloneIn(line int) bool {
	for _, it := range r.items[line] {
		if it.kind == isAmount {
			return r.standsAlone(it.money)
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

// list reads a row a line. A person without amounts waits for the lines below;
// a labelled amount on a line of its own belongs to the row above.
func (r *reader) list(from, to int) []person {
	var waiting []person
	for i := from; i < to; i++ {
		c, found, doubt := r.lineClaim(i)
		switch {
		case doubt:
			r.result.Unread = append(r.result.Unread, r.place(c.person.at))
		case !found && len(c.amounts) > 0:
			waiting = r.below(c.amounts, waiting)
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

// lineClaim takes the person and the amounts of one line. doubt tells that
// somebody else may stand between the amounts.
func (r *reader) lineClaim(line int) (c claim, found, doubt bool) {
	for _, it := range r.items[line] {
		switch {
		case it.kind == isPerson:
			c.person, found = it.person, true
		case it.kind != isAmount:
		case it.money.apart && !found:
			r.loose = append(r.loose, c.amounts...)
			c.amounts = []money{it.money}
		default:
			doubt = doubt || it.money.apart && found && len(c.amounts) > 0
			c.amounts = append(c.amounts, it.money)
		}
	}
	return c, found, doubt
}

// inBlocks reads "för Anna och Bo drogs 608 respektive 627 kr i medlemsavgift och
// 160 respektive 165 kr i kontrollavgift", where the rates confirm it.
func (r *reader) inBlocks(seq []item, n int) bool {
	rows := r.byRates(theAmounts(seq), n)
	for i, row := range rows {
		r.claims = append(r.claims, claim{person: seq[i].person, amounts: bare(row)})
	}
	return rows != nil
}

// bare takes off what the words around say of amounts: among several persons they
// stand beside another's.
func bare(row []money) []money {
	out := make([]money, len(row))
	for i, m := range row {
		out[i] = m
		out[i].before, out[i].after = noRole, noRole
	}
	return out
}

// inPairs reads a sentence in which the order of person and amount changes, but
// each stands beside the other and apart from the next two: "608 kr för Anna, för
// Bo blev det 532 kr och Nils fick 570 kr". It reports false, and gives nothing,
// where the order never changes or the pairs are not kept apart.
func (r *reader) inPairs(seq []item) bool {
	changes := false
	for i := 0; i < len(seq); i += 2 {
		a, b := seq[i], seq[i+1]
		if a.kind == b.kind || i > 0 && !r.parts(seq[i-1], a) {
			return false
		}
		changes = changes || a.kind != seq[0].kind
	}
	if !changes {
		return false
	}
	for i := 0; i < len(seq); i += 2 {
		a, b := seq[i], seq[i+1]
		if a.kind == isAmount {
			a, b = b, a
		}
		r.claims = append(r.claims, claim{person: a.person, amounts: []money{b.money}})
	}
	return true
}

// shareControls gives the control fees of a sentence that names nobody to the
// persons before it, in their order: "Kontrollavgifterna blev 160 och 150 kr". There
// must be one for each, and each must be the smaller fee beside its member fee.
func (r *reader) shareControls() {
	for line, tokens := range r.tokens {
		for from := 0; from < len(tokens); {
			to := from
			for to < len(tokens) && tokens[to].kind != stop {
				to++
			}
			if shares := r.namelessControls(line, from, to); len(shares) > 1 {
				r.share(shares)
			}
			from = to + 1
		}
	}
}

// namelessControls gives the amounts of a sentence that speaks of the control fee
// alone and of no person.
func (r *reader) namelessControls(line, from, to int) []money {
	for _, it := range r.items[line] {
		if it.kind != isAmount && it.kind != isStop && it.at.token >= from && it.at.token < to {
			return nil
		}
	}
	var amounts []money
	for k, t := range r.tokens[line][from:to] {
		switch {
		case t.kind == amount && len(t.readings) == 1 && t.readings[0] > 0 && r.onlyControl(line, from+k):
			amounts = append(amounts, money{token: t, line: line, before: controlRole})
		case t.kind == amount || t.kind == number || totalWord[t.fold]:
			return nil
		}
	}
	return amounts
}

// share adds such control fees to the claims, where all agree.
func (r *reader) share(shares []money) {
	if len(shares) != len(r.claims) {
		return
	}
	theirs := func(m money) bool {
		return m.line == shares[0].line && m.from >= shares[0].from && m.from <= shares[len(shares)-1].from
	}
	fees := make([]money, len(shares))
	for i, c := range r.claims {
		own := slices.DeleteFunc(slices.Clone(c.amounts), theirs)
		if len(own) != 1 || len(own[0].readings) != 1 || own[0].line > shares[0].line {
			return
		}
		fee, control := own[0].readings[0], shares[i].readings[0]
		if !r.isPair(fee, control) && (r.hasControl() || !likeBoth(fee, control)) {
			return
		}
		own[0].before, own[0].after = feeRole, noRole
		fees[i] = own[0]
	}
	for i := range r.claims {
		r.claims[i].amounts = []money{fees[i], shares[i]}
	}
	r.loose = slices.DeleteFunc(r.loose, theirs)
}
