package mailin

import (
	"slices"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/body"
	"sef.se/kontakten/mailin/underlag"
	"sef.se/kontakten/mailin/underlag/columns"
	"sef.se/kontakten/mailin/underlag/prose"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// readTables reads the new HTML tables of the bodies and finds the running
// text beside them.
func (w *work) readTables() {
	var before []group
	w.groups, before = nil, w.groups // bodies stand before files
	for i := range w.content.bodies {
		w.readBody(&w.content.bodies[i])
	}
	w.groups = append(w.groups, before...)
}

// readBody reads the tables of one body and sets its lines aside for prose.
func (w *work) readBody(b *textBody) {
	origin := avgiftslista.Place{Part: b.part}
	found, combined := 0, false
	if b.html != nil {
		keep := newTables(b.htmlNew)
		result := columns.Read(sheetsOf(*b.html, origin, keep), columns.Options{Today: w.century, Register: w.reg})
		w.takeTables(result.Tables, gradeTable, nil)
		for _, t := range result.Tables {
			found += len(t.Rows)
			combined = combined || t.Combined
		}
	}
	separated := b.lines()
	if found > 0 || combined {
		separated = b.htmlNew
	}
	var used map[int]bool
	if found == 0 && !combined {
		used, combined = w.readPasted(separated.New, origin)
	}
	p := pending{grade: gradeProse}
	for _, l := range separated.New {
		line := proseLine(l, origin)
		if used[l.Number] && l.Table == 0 {
			continue
		}
		if combined && found == 0 {
			p.withTables = append(p.withTables, line)
		}
		if (found > 0 || combined) && l.Table > 0 {
			continue
		}
		p.lines = append(p.lines, line)
	}
	w.later = append(w.later, p)
}

// readPasted reads the table that the lines of a body hold in columns or
// between bars. It tells which lines the table explains, and whether its amounts
// are both fees in one.
func (w *work) readPasted(lines []body.Line, origin avgiftslista.Place) (used map[int]bool, combined bool) {
	var text []sheet.Line
	for _, l := range lines {
		if l.Table == 0 && strings.TrimSpace(l.Text) != "" {
			text = append(text, sheet.Line{Text: l.Text, Number: l.Number})
		}
	}
	result, used := underlag.ReadLines(text, origin, underlag.Options{Today: w.century, Register: w.reg})
	from := len(w.groups)
	w.takeTables(result.Tables, gradeTable, nil)
	if len(w.groups) == from+1 {
		for _, l := range lines {
			w.groups[from].pasted = append(w.groups[from].pasted, proseLine(l, origin))
		}
	}
	for _, t := range result.Tables {
		combined = combined || t.Combined
	}
	return used, combined
}

func proseLine(l body.Line, origin avgiftslista.Place) prose.Line {
	return prose.Line{Text: l.Text, Place: func(offset int) avgiftslista.Place {
		place := origin
		place.Text = l.Text
		if l.Table > 0 {
			place.Table, place.Row = l.Table, l.Row
		} else {
			place.Line = l.NumberAt(offset)
		}
		return place
	}}
}

// newTables lists the tables that stand in the new lines.
func newTables(s body.Separated) map[int]bool {
	keep := map[int]bool{}
	for _, l := range append(s.New[:len(s.New):len(s.New)], s.Signature...) {
		if l.Table > 0 {
			keep[l.Table] = true
		}
	}
	return keep
}

// readProse reads the running text, now that the company's members are known.
func (w *work) readProse() {
	opt := prose.Options{Today: w.century, Rates: w.rates}
	if c, ok := w.reg.Company(w.company.Company); ok {
		opt.Members = w.reg.EverEmployed(c.OrganisationNumber)
		opt.Former = w.former(c.OrganisationNumber, opt.Members)
		if a, ok := w.reg.Agreement(c.Agreement); ok {
			opt.Rates = a.Rates
		}
	}
	for i := range w.groups {
		if g := &w.groups[i]; g.pasted != nil && len(g.rows) > 0 {
			w.complete(g, opt)
		}
	}
	structured := w.persons()
	var texts []group
	for _, p := range w.later {
		if p.withTables != nil && feeOnly(opt.Rates) {
			p.lines = p.withTables
		}
		result := prose.Read(p.lines, opt)
		g := group{rows: result.Rows, total: result.StatedTotal, totalAt: result.TotalPlace, control: result.Control, unread: result.Unread, grade: p.grade, prose: true, combined: result.Combined, unpaired: result.Unpaired}
		if rows, total := w.columnRows(p.lines); len(rows) > 0 {
			w.resolve(rows, opt)
			if g.total != nil {
				total = g.total
			}
			if better(rows, g.rows, total, opt.Rates) {
				g.rows, g.total = rows, total
			}
		}
		if len(structured) > 0 && p.grade == gradeProse {
			g.rows = besides(g.rows, structured)
		}
		texts = append(texts, g)
	}
	w.groups = append(texts, w.groups...)
	for i := range w.groups {
		w.resolve(w.groups[i].rows, opt)
	}
}

// feeOnly tells rates without a control fee: what a table calls both fees is
// then the one.
func feeOnly(rates []register.Rate) bool {
	return !slices.ContainsFunc(rates, register.Rate.HasControlFee)
}

// persons lists who stands in tables and files.
func (w *work) persons() map[string]bool {
	found := map[string]bool{}
	for _, g := range w.groups {
		for _, row := range g.rows {
			found[personKey(row)] = true
		}
	}
	return found
}

// besides keeps the rows of running text that tables and files do not give: a
// sentence about a person of the table is a remark, a list is data.
func besides(rows []avgiftslista.Row, structured map[string]bool) []avgiftslista.Row {
	if len(rows) >= 3 {
		return rows
	}
	var kept []avgiftslista.Row
	for _, row := range rows {
		if !structured[personKey(row)] {
			kept = append(kept, row)
		}
	}
	return kept
}

func personKey(row avgiftslista.Row) string {
	if !row.Personnummer.IsZero() {
		return row.Personnummer.Full()
	}
	return avgiftslista.FoldName(row.Name)
}

// resolve gives rows without a valid number the register's, where the name is
// one member's of the company (rule 9).
func (w *work) resolve(rows []avgiftslista.Row, opt prose.Options) {
	for i := range rows {
		if !rows[i].Personnummer.IsZero() || rows[i].Name == "" {
			continue
		}
		if m, ok := uniqueMember(rows[i].Name, opt); ok {
			rows[i].Personnummer = m.Personnummer
		}
	}
}

// uniqueMember finds the one member that a name fits: wholly, or else by parts
// and initials.
func uniqueMember(name string, opt prose.Options) (register.Member, bool) {
	members := opt.Members
	folded := avgiftslista.FoldName(name)
	whole := slices.IndexFunc(members, func(m register.Member) bool { return avgiftslista.FoldName(m.FullName()) == folded })
	var found []register.Member
	for _, m := range members {
		same := avgiftslista.SameName(name, m)
		if whole >= 0 {
			same = avgiftslista.FoldName(m.FullName()) == folded
		}
		if same && len(strings.Fields(name)) > 0 {
			found = append(found, m)
		}
	}
	if now := slices.DeleteFunc(slices.Clone(found), func(m register.Member) bool { return opt.Former[m.Personnummer] }); len(now) == 1 {
		return now[0], true
	}
	if len(found) != 1 {
		return register.Member{}, false
	}
	return found[0], true
}

// formerMonths is how long after the end of an employment a bare name may still
// mean the one who left (practice.md R13).
const formerMonths = 3

// former tells who of the members left the company long before the day of the
// message.
func (w *work) former(o register.OrganisationNumber, members []register.Member) map[register.Personnummer]bool {
	left := map[register.Personnummer]bool{}
	for _, m := range members {
		there := slices.ContainsFunc(w.reg.EmploymentsOf(m.Personnummer), func(e register.Employment) bool {
			return e.OrganisationNumber == o && (e.To.IsZero() || register.PeriodOf(e.To).MonthsTo(register.PeriodOf(w.century)) <= formerMonths)
		})
		if !there {
			left[m.Personnummer] = true
		}
	}
	return left
}

// merged puts the rows of all groups together. Where the same person stands
// with the same amounts in two places, it is one row, with the most structured
// place as its source; with different amounts both stand (rule 16).
func (w *work) merged() []avgiftslista.Row {
	type kept struct {
		row   avgiftslista.Row
		grade int
		group int
	}
	var all []kept
	for n, g := range w.chosen() {
		taken := map[int]bool{}
		for _, row := range g.rows {
			i := slices.IndexFunc(all, func(k kept) bool { return k.group != n && sameRow(k.row, row) })
			for i >= 0 && taken[i] {
				next := slices.IndexFunc(all[i+1:], func(k kept) bool { return k.group != n && sameRow(k.row, row) })
				if next < 0 {
					i = -1
					break
				}
				i += 1 + next
			}
			if i < 0 {
				all = append(all, kept{row, g.grade, n})
				continue
			}
			taken[i] = true
			if g.grade > all[i].grade {
				all[i].row, all[i].grade = row, g.grade
			}
		}
	}
	rows := make([]avgiftslista.Row, len(all))
	for i, k := range all {
		rows[i] = k.row
	}
	return rows
}

// sameRow compares the person and both fees.
func sameRow(a, b avgiftslista.Row) bool {
	return a.MemberFee == b.MemberFee && a.ControlFee == b.ControlFee && personKey(a) == personKey(b)
}

// statedTotal takes the grand total that the sender states (rule 10): that of
// the table that gave the rows, or that of the text.
func (w *work) statedTotal(rows []avgiftslista.Row) *register.Amount {
	var ofTables, ofText []*register.Amount
	tables := 0
	for _, g := range w.chosen() {
		if len(g.rows) > 0 && !g.prose {
			tables++
		}
		switch {
		case g.total == nil:
		case g.prose && len(g.rows) == 0, g.grade == gradeProse:
			ofText = append(ofText, g.total)
		default:
			ofTables = append(ofTables, g.total)
		}
	}
	sum := avgiftslista.Draft{Rows: rows}.Total()
	switch {
	case len(ofText) > 0 && tables > 1:
		return ofText[len(ofText)-1]
	case len(ofTables) == 1, len(ofTables) > 1 && allEqual(ofTables):
		return ofTables[0]
	case len(ofText) > 0:
		return pick(ofText, sum)
	case len(ofTables) > 1:
		return pick(ofTables, sum)
	}
	return nil
}

func allEqual(totals []*register.Amount) bool {
	return !slices.ContainsFunc(totals, func(t *register.Amount) bool { return *t != *totals[0] })
}

// pick takes the total that the rows add up to, or else the last.
func pick(totals []*register.Amount, sum register.Amount) *register.Amount {
	for _, t := range totals {
		if *t == sum {
			return t
		}
	}
	return totals[len(totals)-1]
}
