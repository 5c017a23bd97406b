package prose

import (
	"slices"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
)

// Line is one line of text and where it stands.
type Line struct {
	Text  string
	Place func(offset int) avgiftslista.Place // place of a byte of Text
}

// Options is what reading needs to know of the world.
type Options struct {
	Today   register.Date                  // the day of the message
	Members []register.Member              // of the company, past ones too; nil where it is not known
	Former  map[register.Personnummer]bool // of Members, those who left long before the day
	Rates   []register.Rate                // of the company's agreement, or all where it is not known
}

// Result is what the text says.
type Result struct {
	Rows        []avgiftslista.Row
	StatedTotal *register.Amount // of both fees, or of the one fee (rule 10)
	TotalPlace  avgiftslista.Place
	Control     []avgiftslista.ControlSum
	Unread      []avgiftslista.Place // lines that look like data and gave no row
	Combined    bool                 // one amount for both fees (rule 17): no rows
	Unpaired    bool                 // names and amounts that do not agree in number: no rows of them
}

// What bounds the work on one text; fee lists in mails are far shorter. The
// work on a line grows with its square.
const (
	maxLines = 5_000
	maxLine  = 4 << 10   // bytes
	maxText  = 512 << 10 // bytes of all lines together
)

// bounded gives the lines with those beyond the bounds emptied, and where the
// emptied ones held figures: a person reads these.
func bounded(lines []Line) (kept []Line, unread []avgiftslista.Place) {
	kept = lines[:min(len(lines), maxLines)]
	copied, total := false, 0
	for i, l := range kept {
		if total += len(l.Text); len(l.Text) <= maxLine && total <= maxText {
			continue
		}
		if !copied {
			kept, copied = slices.Clone(kept), true
		}
		kept[i].Text = ""
		if len(unread) < maxUnread && strings.ContainsAny(l.Text, "0123456789") {
			unread = append(unread, l.Place(0))
		}
	}
	return kept, unread
}

// maxUnread bounds the places that are shown of a text that is too long.
const maxUnread = 20

// Read reads the lines of one text.
func Read(lines []Line, opt Options) Result {
	lines, long := bounded(lines)
	r := newReader(lines, opt)
	if mended := r.mend(); mended != nil {
		r = newReader(mended, opt)
	}
	if joined := r.unwrap(); joined != nil {
		r = newReader(joined, opt)
	}
	r.group()
	r.settle()
	r.result.Unread = append(r.result.Unread, long...)
	return r.result
}

// newReader finds the items of the lines.
func newReader(lines []Line, opt Options) *reader {
	r := &reader{lines: lines, opt: opt, roster: newRoster(opt.Members, opt.Former), plain: map[int]int{}}
	for i := range lines {
		r.tokens = append(r.tokens, lex(lines[i].Text, opt.Today))
		r.passLetterhead(i)
	}
	r.scan()
	return r
}

// Numbers gives the valid personnummer of the lines, in their order.
func Numbers(lines []Line, today register.Date) []register.Personnummer {
	var all []register.Personnummer
	lines, _ = bounded(lines)
	for _, l := range lines {
		for _, t := range lex(l.Text, today) {
			if t.kind == number && !t.pnr.IsZero() {
				all = append(all, t.pnr)
			}
		}
	}
	return all
}

// itemKind is what an item of the text is to the grouping.
type itemKind uint8

const (
	isPerson itemKind = iota
	isAmount
	isTotal // an amount that a total word claims
	isStop  // the end of a sentence
	isOther // a name that is no member's: it keeps its amounts from the members
)

// item is a person or an amount at a place.
type item struct {
	kind   itemKind
	at     position
	person person
	money  money
}

// money is an amount with what the words around it say of it.
type money struct {
	token
	line    int
	before  role // said by the words before it
	after   role // said by the words after it
	ahead   bool // "för" stands between it and the next person
	within  bool // "varav" stands before it: the amount before holds it
	instead bool // it is called the right one, and the amount before it was wrong
	each    bool // "vardera" follows: it is the amount of everybody named just before
	apart   bool // a word that may be another person stands between the amount before and it
	label   string
}

// reader works through one text.
type reader struct {
	lines  []Line
	tokens [][]token
	opt    Options
	roster *roster

	plain    map[int]int // plainWords by line, once counted
	items    [][]item    // per line
	headings [][]role    // per line: the amount columns in force
	listed   bool        // lines begin with a number of their own, also those without an amount
	claims   []claim
	controls []avgiftslista.Row // control fees without a member fee beside them
	totals   []money
	told     []role     // what the two amounts of a person were called, once said
	stated   []money    // the totals that were taken for stated ones
	loose    []money    // amounts that nobody claims
	doubted  []position // amounts that are no fees although a person stands beside them
	result   Result
}

// scan finds the items of every line.
func (r *reader) scan() {
	var columns []role
	fresh := false
	strangers := r.strangersWelcome()
	for i, tokens := range r.tokens {
		r.listed = r.listed || isNumbering(tokens) && r.plainWords(i) <= 1
	}
	waiting := "" // a total word whose amount has not come yet
	for i := range r.lines {
		if roles, ok := headingRoles(r.tokens[i]); ok {
			if !fresh {
				columns = nil
			}
			columns, fresh = append(columns[:len(columns):len(columns)], roles...), true
			r.items = append(r.items, nil)
		} else {
			fresh = fresh && len(r.tokens[i]) == 0
			carried := waiting
			items := r.scanLine(i, strangers, &waiting)
			if carried != "" && hasPerson(items) { // a heading's word: no total stands on a person's line
				waiting = ""
				items = r.scanLine(i, strangers, &waiting)
			}
			r.items = append(r.items, items)
		}
		r.headings = append(r.headings, amountRoles(columns))
	}
}

// scanLine finds persons, amounts and totals in a line.
func (r *reader) scanLine(line int, strangers bool, waiting *string) []item {
	tokens := r.tokens[line]
	var items []item
	total := *waiting
	*waiting = ""
	for i := 0; i < len(tokens); {
		t := tokens[i]
		if p, next := r.personAt(line, i, strangers); next > i {
			if again := sameAgain(items, p); again >= 0 {
				if amountFollows(tokens, next) {
					items = items[:again+1] // a number between name and personnummer is no fee
				}
			} else if !nameOf(items, p) {
				items = append(items, item{kind: isPerson, at: position{line, i}, person: p})
			}
			total = ""
			i = next
			continue
		}
		if next := r.otherAt(line, i); next > i && !r.inAnotherCell(line, i, items) {
			p := person{name: written(tokens[i:next], r.lines[line].Text), other: true, at: position{line, i}}
			items = append(items, item{kind: isOther, at: p.at, person: p})
			i = next
			continue
		}
		switch {
		case t.kind == word && isTotalWord(tokens, i):
			total = t.fold
			if prior := len(items) - 1; prior >= 0 && items[prior].kind == isAmount && i-items[prior].at.token <= 2 && (!amountFollows(tokens, i) || r.closes(line, i)) && !hasPerson(sinceStop(items)) {
				items[prior].kind, items[prior].money.label = isTotal, t.fold
				total = ""
			}
		case t.kind == amount && r.isMoney(line, i, total != "") && !r.doubtful(line, i):
			items = append(items, r.moneyAt(line, i, total, items))
			if strings.HasPrefix(r.lines[line].Text[t.to:], ":") {
				total = "" // what follows makes it up: "Totalt 1 178 kr: 608 för Anna"
			}
		case t.kind == stop:
			items = append(items, item{kind: isStop, at: position{line, i}})
			if !endsLine(tokens, i) {
				total = ""
			}
		}
		i++
	}
	items = r.withoutNothing(line, items)
	if total != "" && !hasKind(items, isTotal) {
		*waiting = total
	}
	if len(tokens) == 0 && *waiting == "" {
		*waiting = total
	}
	return items
}

// moneyAt is the amount at a token as an item: a total where a total's word
// waits for it, unless the amounts before it in the line sum up to it.
func (r *reader) moneyAt(line, i int, total string, before []item) item {
	tokens := r.tokens[line]
	m := money{token: tokens[i], line: line, label: total}
	m.before, m.after, m.ahead, m.apart = roleBefore(tokens, i), roleAfter(tokens, i), pointsAhead(tokens, i), standsApart(tokens, i)
	if m.after != noRole && strings.ContainsAny(r.toNextWord(line, i), ",;") {
		m.after = noRole // it is the next amount's: "Bo 627; kontrollavgifter Anna 160"
	}
	m.each, m.within, m.instead = isEach(tokens, i), isWithin(tokens, i), isInstead(tokens, i)
	if m.before == baseRole && strings.ContainsRune(r.backToLabel(line, i), ')') {
		m.before = noRole // "(varav 38 kr för retroaktiv lön), Bo 570 kr"
	}
	if m.before == noRole && m.after == noRole {
		m.before = r.labelOfSentence(line, i)
	}
	if i == 0 && line > 0 && m.before == noRole {
		m.before = r.labelAbove(line)
	}
	kind := isAmount
	switch {
	case total == "":
	case sumsUp(before, tokens[i].readings[0]):
		m.before = sumRole // "medlemsavgift 608 kontrollavgift 160 totalt 768" in one row
	default:
		kind = isTotal
	}
	return item{kind: kind, at: position{line, i}, money: m}
}

// sameAgain finds the person of a line whom a name and, after other cells, a
// number name; -1 where nobody is named twice.
func sameAgain(items []item, p person) int {
	for i, it := range items {
		if it.kind == isPerson && !p.pnr.IsZero() && it.person.pnr == p.pnr && i < len(items)-1 && (it.person.written == "") && it.person.numberOnly != p.numberOnly {
			return i
		}
	}
	return -1
}

// nameOf gives the name at the end of a line to the number at its beginning:
// "19970128-9955: 712,50  Elias Kask". It reports false where the name is
// another person's.
func nameOf(items []item, p person) bool {
	if len(items) < 2 || items[0].kind != isPerson || count(items, isPerson) != 1 || items[len(items)-1].kind != isAmount {
		return false
	}
	first := &items[0].person
	return first.bare() && p.written == "" && first.merge(p)
}

// labelAbove gives the label at the end of the line before, where a row was
// broken between label and amount.
func (r *reader) labelAbove(line int) role {
	above := r.tokens[line-1]
	if len(above) == 0 || !hasAmount(above) || above[len(above)-1].kind != word {
		return noRole
	}
	if said := roleOf(above[len(above)-1].fold); said != blankRole {
		return said
	}
	return noRole
}

// sumsUp tells whether the amounts since the last person of the line add up to
// a value.
func sumsUp(items []item, value register.Amount) bool {
	var sum register.Amount
	for i := len(items) - 1; i >= 0; i-- {
		switch items[i].kind {
		case isAmount:
			sum += items[i].money.readings[0]
		case isPerson:
			return i < len(items)-1 && sum == value
		}
	}
	return false
}

// sinceStop gives the items of the sentence that the last of them stands in.
func sinceStop(items []item) []item {
	for i := len(items) - 1; i >= 0; i-- {
		if items[i].kind == isStop {
			return items[i+1:]
		}
	}
	return items
}

func endsLine(tokens []token, i int) bool { return i == len(tokens)-1 }

func hasKind(items []item, k itemKind) bool {
	for _, it := range items {
		if it.kind == k {
			return true
		}
	}
	return false
}

func hasPerson(items []item) bool { return hasKind(items, isPerson) }

func amountFollows(tokens []token, i int) bool {
	for _, t := range tokens[i:] {
		if t.kind == amount {
			return true
		}
		if t.kind == stop {
			return false
		}
	}
	return false
}
