package columns

import (
	"regexp"
	"slices"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/underlag/period"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// Read interprets sheets. It never fails: what it does not understand stands in
// Unread.
func Read(sheets []sheet.Sheet, opt Options) Result {
	var result Result
	for i := range sheets {
		newGrid(&sheets[i], opt).read(&result)
	}
	return result
}

// read interprets one sheet.
func (g *grid) read(result *Result) {
	if halves := g.sideBySide(); len(halves) > 1 {
		for _, half := range halves {
			half.read(result)
		}
		return
	}
	if lines := g.wageLines(); len(lines) > 0 && !g.listsFees(len(lines)) {
		if l := g.readWages(lines); len(l.rows) > 0 {
			g.give(l, result)
			return
		}
	}
	var byFee, loose []listing
	for _, s := range g.sections() {
		s.assign()
		if months := s.months(); len(months) > 0 {
			for _, l := range months {
				g.give(l, result)
			}
			continue
		}
		fee := s.takeTitleFee()
		l := s.read()
		l.context = append(slices.Clone(s.before), l.context...)
		l.org = g.saidOrganisation(s.before)
		if fee != unknown {
			byFee = append(byFee, l)
			continue
		}
		if m := s.column(memberFee); m >= 0 && s.columns[m].byAmount {
			loose = append(loose, l)
			continue
		}
		g.give(l, result)
	}
	if len(loose) == 1 && len(byFee) > 0 && !slices.ContainsFunc(byFee, listing.hasMemberFee) {
		byFee, loose = append(loose, byFee...), nil // its title stands outside the sheet
	}
	for _, l := range loose {
		g.give(l, result)
	}
	if len(byFee) > 0 {
		g.give(joinByPerson(byFee), result)
	}
}

// listsFees tells a sheet that has a plain column of fees with an amount for
// more persons than lines that name a fee: those lines are a summary beside the
// list, not the list.
func (g *grid) listsFees(lines int) bool {
	for _, s := range g.sections() {
		if m := s.column(memberFee); m >= 0 && s.filled(m, s.persons) > lines && (!s.columns[m].weak || s.median(m) <= feeCeiling) {
			return true
		}
	}
	return false
}

// listing is what a section gave, before it is cut into tables.
type listing struct {
	rows     []feeRow
	totals   []stated
	unread   []int
	context  []int
	notes    []Note
	combined bool
	org      register.OrganisationNumber // that the title names
}

// read reads the rows of a section.
func (s *section) read() listing {
	var l listing
	var beside []stated
	for _, i := range s.before {
		l.totals = append(l.totals, s.totalAbove(i)...)
	}
	for _, i := range s.rows {
		r, what := s.readRow(i)
		switch {
		case what == isTotal:
			if t := s.readTotal(i); len(t.controls())+len(t.beside) > 0 || t.base != nil {
				l.totals = append(l.totals, t)
			}
		case what == isContext:
			l.context = append(l.context, i)
		case s.sheet.Rows[i].Hidden && what == isRow:
			l.unread = append(l.unread, i)
			l.notes = append(l.notes, Note{Code: "hidden_row", Row: -1, Text: "En dold rad är visad men inte läst."})
		case what == isUnread:
			l.unread = append(l.unread, i)
			l.notes = append(l.notes, tableNotes(r.notes)...)
		case what == isRow:
			if r.Name == "" {
				r.Name = s.nameAbove(i)
			}
			l.rows = append(l.rows, r)
			beside = append(beside, s.totalBeside(i)...)
		}
	}
	if len(beside) == 1 { // of each person it is the sum of the row
		l.totals = append(l.totals, beside...)
	}
	if slices.ContainsFunc(l.rows, func(r feeRow) bool { return r.member.formula || r.ctrl.formula }) {
		l.notes = append(l.notes, Note{Code: "formula_value", Row: -1, Text: "Belopp är formler; deras sparade värden är lästa."})
	}
	l.combined = s.column(memberFee) < 0 && s.column(controlFee) < 0 && s.column(bothFees) >= 0 && len(s.persons) > 0
	return l
}

func (l listing) hasMemberFee() bool {
	_, _, has, _ := l.sums()
	return has
}

func tableNotes(notes []Note) []Note {
	for i := range notes {
		notes[i].Row = -1
	}
	return notes
}

// totalAbove reads a sum that stands above its table ("Totalt att betala |
// 4270,90"); columns mean nothing there.
func (s *section) totalAbove(i int) []stated {
	if _, ok := s.totalLabel(i); !ok {
		return nil
	}
	bare := section{grid: s.grid}
	if t := bare.readTotal(i); len(t.rest) > 0 {
		return []stated{t}
	}
	return nil
}

// give settles a listing and adds its tables to the result.
func (g *grid) give(l listing, result *Result) {
	l.settleSumRows()
	l.settleLoneControl()
	l.settleSigns()
	l.settleAmbiguous(g.rates())
	g.findTotal(&l)
	for _, i := range l.context {
		result.Context = append(result.Context, g.place(i, -1))
	}
	said, hints := g.saidPeriod(l.context)
	result.Periods = append(result.Periods, hints...)
	tables := l.cut()
	if len(tables) == 0 && l.combined {
		tables = []Table{{}}
	}
	if len(tables) == 0 {
		for _, i := range l.unread {
			result.Unread = append(result.Unread, g.place(i, -1))
		}
		return
	}
	for i := range tables {
		t := &tables[i]
		t.Name, t.Hidden, t.Combined = g.sheet.Name, g.sheet.Hidden, l.combined
		if t.Period.IsZero() {
			t.Period, t.PeriodPlace = said.Period, said.Place
		}
		if t.Organisation.IsZero() {
			t.Organisation = l.org
		}
	}
	last := &tables[len(tables)-1]
	l.state(last, len(tables))
	last.Notes = append(last.Notes, l.notes...)
	for _, i := range l.unread {
		last.Unread = append(last.Unread, g.place(i, -1))
	}
	if l.combined {
		last.Notes = append(last.Notes, Note{Code: "combined_fee", Row: -1, Text: "Beloppen är båda avgifterna i ett; de delas inte av maskin."})
	}
	result.Tables = append(result.Tables, tables...)
}

// cut makes a table of each period and employer that the rows name themselves.
func (l *listing) cut() []Table {
	type key struct {
		period register.Period
		org    register.OrganisationNumber
	}
	at := map[key]int{}
	var tables []Table
	for _, r := range l.rows {
		k := key{r.period, r.org}
		i, ok := at[k]
		if !ok {
			i = len(tables)
			at[k] = i
			tables = append(tables, Table{Period: r.period, Organisation: r.org})
			if !r.period.IsZero() {
				tables[i].PeriodPlace = r.Place
			}
		}
		t := &tables[i]
		for _, n := range r.notes {
			n.Row = len(t.Rows)
			t.Notes = append(t.Notes, n)
		}
		t.Rows = append(t.Rows, r.Row)
	}
	return tables
}

// saidPeriod gives the period that the text around a table and the sheet's name
// say, and all hints.
func (g *grid) saidPeriod(context []int) (PeriodHint, []PeriodHint) {
	var said PeriodHint
	var all []PeriodHint
	var found []period.Hint
	for _, i := range context {
		place := g.place(i, -1)
		for _, h := range periodsIn(strings.ReplaceAll(place.Text, "  ", " "), g.opt.Today) {
			all = append(all, PeriodHint{h.Period, h.Strength, h.Future, place})
			found = append(found, h)
		}
	}
	if p, ok := period.Best(found); ok {
		return PeriodHint{Period: p, Place: placeOf(all, p)}, all
	}
	if p, ok := period.Best(period.InName(g.sheet.Name, g.opt.Today)); ok {
		said = PeriodHint{Period: p, Strength: period.Named, Place: g.sheet.Origin}
		all = append(all, said)
	}
	return said, all
}

// ofOnePerson are words of a remark on who came, went or was away: the months
// beside them are nobody's fee period.
var ofOnePerson = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:slut(?:at|ade|ar|dag|datum)|började|börjar|börjat|anställ(?:d|ts|des) (?:sedan|från|fr|den|i|per)|tillträd\p{L}*|kom tillbaka|åter(?:kom\p{L}*)? (?:från|i)|(?:föräldra|tjänst|sjuk|barn|permi\p{L}*)ledig\p{L}*|sjuk(?:skriv\p{L}*)?|tjl|pensioner\p{L}*|gick i pension|avgick|uppsagd|varslad|gick ur|gått ur|utträd\p{L}*|inträd\p{L}*)(?:[^\pL]|$)`)

// comparedForm are words of a month that is named beside the list's own.
var comparedForm = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:jämför\p{L}*|jfr|jmf|cirkulär\p{L}*|föregående|tidigare|fjolår\p{L}*)(?:[^\pL]|$)`)

// paidLabel and paidIn stand before the month that a list is paid out for.
var (
	paidIn    = regexp.MustCompile(`(?i)(?:^|[^\pL])utbetal\p{L}*(?: i| under)?[ :]*$`)
	paidLabel = regexp.MustCompile(`(?i)(?:avser|avseende|gäller|för)[ :]*(?:löne?)?utbetalning(?:en)?(?: i| för)?[ :]*$`)
)

var sentenceEnd = regexp.MustCompile(`[.;!?]\s+(?:\p{Lu}|$)`)

// periodsIn finds the periods that a line says; what it says of one person is
// no more than a date.
func periodsIn(text string, on register.Date) []period.Hint {
	hints := period.Find(text, on)
	for k := range hints {
		h := &hints[k]
		from, to := 0, len(text)
		for _, m := range sentenceEnd.FindAllStringIndex(text, -1) {
			if m[0] < h.Start {
				from = m[0]
			} else {
				to = min(to, m[0])
			}
		}
		switch {
		case h.Strength != period.Labelled && ofOnePerson.MatchString(text[from:to]):
			h.Strength = period.Dated
		case h.Strength != period.Relative && comparedForm.MatchString(text[from:h.Start]):
			h.Strength = period.Dated
		case h.Strength == period.Named && paidLabel.MatchString(text[:h.Start]):
			h.Strength = period.Labelled
		case h.Strength == period.Named && paidIn.MatchString(text[:h.Start]):
			h.Strength = period.PaidOut
		}
	}
	return hints
}

func placeOf(hints []PeriodHint, p register.Period) (at avgiftslista.Place) {
	for _, h := range hints {
		if h.Period == p {
			return h.Place
		}
	}
	return at
}
