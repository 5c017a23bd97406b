package columns

import (
	"regexp"
	"slices"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
)

// wageLine is a line of a list that has one for each wage type: its words say
// which fee the line's amount is.
type wageLine struct {
	row, label int // row of the grid, column of the words
	amount     int // column of the amount
	field      field
}

// wageLines gives the wage-type lines of a sheet; none unless there are at
// least two, or one under a heading of a wage-type column.
func (g *grid) wageLines() []wageLine {
	var lines []wageLine
	for i := range g.values {
		if _, total := g.totalLabel(i); !total {
			lines = append(lines, g.labelsIn(i)...)
		}
	}
	lines = g.withoutCounts(lines)
	if len(lines) == 1 && !g.hasWageHeading() {
		return nil
	}
	return lines
}

// withoutCounts leaves lines out whose number counts or pages ("FACKAVGIFTER 2"),
// where others hold amounts with decimals.
func (g *grid) withoutCounts(lines []wageLine) []wageLine {
	amount := func(l wageLine) string { return g.at(l.row, l.amount).text }
	decimals := slices.ContainsFunc(lines, func(l wageLine) bool { return strings.ContainsAny(amount(l), ",.:") })
	return slices.DeleteFunc(lines, func(l wageLine) bool {
		text := amount(l)
		return digitsOnly(text) && text != "0" && (len(text) == 1 || len(text) == 2 && decimals)
	})
}

// labelsIn gives the fees that the words of a row name, each with its amount:
// of one label the last amount of the row, of several the one behind each.
func (g *grid) labelsIn(i int) []wageLine {
	var lines []wageLine
	for c, v := range g.values[i] {
		if !v.words {
			continue
		}
		f := g.feeLabel(v.text)
		if f == unknown && g.at(i, c+1).isAmount() && strings.EqualFold(strings.Trim(v.text, " :="), "medlem") {
			f = memberFee
		}
		if last := g.amountAfter(i, c); f != unknown && last >= 0 {
			lines = append(lines, wageLine{i, c, last, f})
		}
	}
	for k := range lines {
		if len(lines) == 1 {
			break
		}
		if lines[k].amount = lines[k].label + 1; !g.at(i, lines[k].amount).isAmount() {
			return nil // no telling whose the amounts are
		}
	}
	return lines
}

func (g *grid) hasWageHeading() bool {
	for _, h := range g.findHeads() {
		for _, c := range h.columns {
			if c.field == wageType {
				return true
			}
		}
	}
	return false
}

// amountAfter gives the column of the last amount right of a column, -1 where
// there is none.
func (g *grid) amountAfter(row, col int) int {
	for c := len(g.values[row]) - 1; c > col; c-- {
		if g.at(row, c).isAmount() {
			return c
		}
	}
	return -1
}

// wagePerson is whom the wage-type lines that follow belong to.
type wagePerson struct {
	row      int
	identity value
	name     string
}

// readWages gathers wage-type lines to one row a person (rule 8).
func (g *grid) readWages(lines []wageLine) listing {
	var l listing
	w := wageReader{grid: g, listing: &l, at: map[string]int{}}
	next := 0
	for i := range g.values {
		w.meet(i)
		if next < len(lines) && lines[next].row == i {
			for ; next < len(lines) && lines[next].row == i; next++ {
				w.settle(lines[next])
			}
			continue
		}
		if _, total := g.totalLabel(i); total && g.person(i) < 0 {
			bare := section{grid: g}
			if t := bare.readTotal(i); len(t.rest) > 0 {
				l.totals = append(l.totals, t)
			}
		} else if g.person(i) < 0 {
			l.context = append(l.context, i)
		}
	}
	w.finish()
	return l
}

// wageReader walks a sheet from above and remembers who was last named.
type wageReader struct {
	*grid
	listing *listing
	person  wagePerson
	at      map[string]int // person to index in rows
	lastRow int            // index of the row that was last added to
	numbers bool           // the sheet names persons by number

	summary bool       // below the heading of a summary by wage type
	apart   bool       // a line stood on another row than its person
	doubted int        // row of the grid whose line may be a sum, 0 where none
	parted  bool       // words alone stood on a row since the person's last line
	above   []wageLine // lines above all persons
}

// summaryForm heads the sums by wage type that follow on the persons.
var summaryForm = regexp.MustCompile(`(?i)^[*=\-– ]*(?:sammandrag|sammanställning|sammanfattning|summering|rekapitulation|recap\p{L}*|(?:summ\p{L}*|total\p{L}*|sammanlagt) per (?:löneart|art|avdrag\p{L}*|avgift\p{L}*|kod|lönekod)|(?:löneart|avdrags|avgifts|fack)\p{L}*(?:samman\p{L}+|summ\p{L}+|total\p{L}*)|hela (?:företaget|bolaget)|(?:företaget|bolaget|alla anställda|samtliga(?: anställda)?) (?:totalt|sammanlagt)|företagstotal\p{L}*|bolagstotal\p{L}*)`)

// startsSummary tells whether a row heads sums of all persons.
func (w *wageReader) startsSummary(i int) bool {
	if len(w.listing.rows) == 0 || w.hasMoney(i) {
		return false
	}
	for _, v := range w.values[i] {
		if v.words {
			return summaryForm.MatchString(v.text)
		}
	}
	return false
}

// meet notes the person that a row names.
func (w *wageReader) meet(i int) {
	if c := w.grid.person(i); c >= 0 {
		w.person = wagePerson{i, w.grid.at(i, c), w.nameIn(i)}
		w.numbers, w.summary, w.parted = true, false, false
		return
	}
	if w.summary = w.summary || w.startsSummary(i); w.summary {
		return
	}
	if name := w.nameIn(i); name != "" && !w.numbers && !w.hasMoney(i) {
		w.person, w.parted = wagePerson{row: i, name: name}, false
		return
	}
	w.parted = w.parted || !slices.ContainsFunc(w.values[i], value.isAmount) && slices.ContainsFunc(w.values[i], func(v value) bool { return v.words })
}

func (w *wageReader) hasMoney(i int) bool {
	for _, v := range w.values[i] {
		if v.isAmount() && strings.ContainsAny(v.text, ",.:") {
			return true
		}
	}
	return false
}

var numbering = regexp.MustCompile(`(?i)^(?:anst(?:älln(?:ings)?)?\.? ?(?:nr|nummer|id)?\.?:? ?)?\d* ?`)

var nameLabel = regexp.MustCompile(`(?i)^(?:namn|anställd|medarbetare|arbetstagare|person|löntagare)\s?:\s?`)

// nameIn gives the person's name in a row, without an employee number before
// it.
func (w *wageReader) nameIn(i int) string {
	for _, v := range w.values[i] {
		if !v.words || w.feeLabel(v.text) != unknown {
			continue
		}
		bare := strings.TrimSpace(numbering.ReplaceAllString(nameLabel.ReplaceAllString(v.text, ""), ""))
		if isPersonName(bare) {
			return bare
		}
	}
	if line := w.sheet.Rows[i].Text(); w.sheet.Lined && !strings.ContainsAny(line, "0123456789:") && isPersonName(line) {
		return strings.Join(strings.Fields(line), " ") // set in several columns
	}
	return ""
}

// settle finds out whether a line is its person's: the sums by wage type that
// follow on the last person look the same, and a sum never becomes a fee.
func (w *wageReader) settle(line wageLine) {
	r := w.current(line.field)
	own := line.row == w.person.row
	switch a := w.grid.at(line.row, line.amount).amounts[0]; {
	case w.person.identity.isEmpty() && w.person.name == "" && line.field != bothFees:
		w.above = append(w.above, line)
		return
	case w.summary, !own && len(w.listing.rows) > 1 && a != 0 && (a == w.sumOf(line.field) || a == w.sumOf(bothFees)):
		w.sum(line, a)
		return
	case r != nil && w.parted: // other words stand between: another's, whom nobody knows
		w.listing.unread = append(w.listing.unread, line.row)
		return
	case !own && !w.apart && len(w.listing.rows) > 1: // all others stand on their persons' rows
		w.listing.unread = append(w.listing.unread, line.row)
		return
	case r != nil && !own && len(w.listing.rows) > 1 && a > w.largest(line.field):
		w.doubted = max(r.at, 1)
	}
	w.apart, w.parted = w.apart || !own, false
	w.take(line)
}

// current gives the person's row where it has a fee of this kind, nil else.
func (w *wageReader) current(f field) *feeRow {
	i, seen := w.at[w.person.identity.text+"|"+w.person.name]
	if !seen {
		return nil
	}
	if r := &w.listing.rows[i]; f == memberFee && r.member.isAmount() || f == controlFee && r.ctrl.isAmount() {
		return r
	}
	return nil
}

// feesOf gives one fee of all rows.
func (w *wageReader) feesOf(f field) []register.Amount {
	var list []register.Amount
	for _, r := range w.listing.rows {
		switch f {
		case controlFee:
			list = append(list, r.ControlFee)
		case bothFees:
			list = append(list, r.MemberFee+r.ControlFee)
		default:
			list = append(list, r.MemberFee)
		}
	}
	return list
}

func (w *wageReader) sumOf(f field) (sum register.Amount) {
	for _, a := range w.feesOf(f) {
		sum += a
	}
	return sum
}

func (w *wageReader) largest(f field) register.Amount { return slices.Max(w.feesOf(f)) }

// sum notes a line that sums one fee.
func (w *wageReader) sum(line wageLine, a register.Amount) {
	f := line.field
	if a == w.sumOf(bothFees) {
		f = bothFees
	}
	t := stated{label: w.grid.at(line.row, line.label).text, columnOnly: f != bothFees, place: w.place(line.row, line.amount)}
	switch f {
	case memberFee:
		t.member = &a
	case controlFee:
		t.control = &a
	default:
		t.both = &a
	}
	w.listing.totals = append(w.listing.totals, t)
}

// finish settles what only the whole list tells: whether lines above it are its
// sums, and that the last row is nobody's where one of its lines may be a sum.
func (w *wageReader) finish() {
	for _, line := range w.above {
		if a := w.grid.at(line.row, line.amount).amounts[0]; len(w.listing.rows) > 1 && (a == w.sumOf(line.field) || a == w.sumOf(bothFees)) {
			w.sum(line, a)
		} else {
			w.listing.unread = append(w.listing.unread, line.row)
		}
	}
	if n := len(w.listing.rows); w.doubted > 0 && n > 0 && max(w.listing.rows[n-1].at, 1) == w.doubted {
		w.listing.unread = append(w.listing.unread, w.listing.rows[n-1].at)
		w.listing.rows = w.listing.rows[:n-1]
	}
}

// take adds a line's amount to its person's row.
func (w *wageReader) take(line wageLine) {
	if line.field == bothFees || w.person.identity.isEmpty() && w.person.name == "" {
		w.listing.unread = append(w.listing.unread, line.row)
		return
	}
	col := line.amount
	r := w.rowFor(line.field)
	v := w.grid.at(line.row, col)
	place := w.place(line.row, col)
	if line.field == memberFee {
		r.MemberFee += v.amounts[0]
		r.member = v
		r.Cells[avgiftslista.FieldMemberFee] = place
	} else {
		r.ControlFee, r.HasControl = r.ControlFee+v.amounts[0], true
		r.ctrl = v
		r.Cells[avgiftslista.FieldControlFee] = place
	}
	w.takeBase(line, col, r)
}

// rowFor gives the person's row: the one being filled, or one from before that
// still lacks this fee (lists sorted by wage type); else a new one.
func (w *wageReader) rowFor(f field) *feeRow {
	key := w.person.identity.text + "|" + w.person.name
	i, seen := w.at[key]
	rows := &w.listing.rows
	if seen {
		r := &(*rows)[i]
		lacks := f == memberFee && r.member.isEmpty() || f == controlFee && r.ctrl.isEmpty()
		if lacks || i == w.lastRow && r.at == w.person.row {
			w.lastRow = i
			return r
		}
	}
	r := feeRow{at: w.person.row}
	r.Personnummer, r.Name = w.person.identity.pnr, w.person.name
	if r.Personnummer.IsZero() {
		r.Written = w.person.identity.text
	}
	r.Place = w.place(w.person.row, -1)
	r.Cells = map[avgiftslista.Field]avgiftslista.Place{}
	*rows = append(*rows, r)
	w.lastRow = len(*rows) - 1
	w.at[key] = w.lastRow
	return &(*rows)[w.lastRow]
}

// takeBase finds the base on a wage-type line: the amount that the fee is a
// percentage of.
func (w *wageReader) takeBase(line wageLine, fee int, r *feeRow) {
	amount := w.grid.at(line.row, fee).amounts[0].Abs()
	for c := range w.values[line.row] {
		v := w.grid.at(line.row, c)
		if c == fee || c == line.label || !v.isAmount() {
			continue
		}
		for _, rate := range w.rates() {
			p := rate.MemberFee
			if line.field == controlFee {
				p = rate.ControlFee
			}
			if avgiftslista.FitsBase(amount, v.amounts[0].Abs(), p, amount%100 == 0) && amount > 0 {
				r.Base, r.HasBase = register.Amount(v.amounts[0].Abs()), true
				r.Cells[avgiftslista.FieldBase] = w.place(line.row, c)
				return
			}
		}
	}
}
