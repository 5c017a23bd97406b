// Package filformat reads the files of companies on channel "file" (docs/filformat.md): one CSV form of ours, and
// fixed-width files by a description of their layout.
//
//	text ─▶ recognised by its first line ─▶ lines by kind: company, row, total ─▶ a sheet with our own headings
//
// Such a file is written by a program for a program, so nothing in it is guessed: a line that is not as described is a
// [Fault] with its number, and a file with faults or with totals that do not agree gives no rows at all. The sheet then
// goes through the same column engine and checks as any other; its row numbers are the file's line numbers.
package filformat

import (
	"fmt"
	"strings"

	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// Fault is a line that is not as described. Text is Swedish and holds nothing of the line.
type Fault struct {
	Line int
	Text string
}

// Result is a file as one sheet a company and period, or its faults.
type Result struct {
	Sheets []sheet.Sheet
	Faults []Fault
}

// maxFaults bounds what is said of a file that is all wrong.
const maxFaults = 20

// group is the rows of one company and period.
type group struct {
	line            int
	org             register.OrganisationNumber
	period          register.Period
	rows            []sheet.Row
	member, control register.Amount
	totalled        bool
}

// builder takes the lines of a file in their order.
type builder struct {
	groups []group
	faults []Fault
	limits sheet.Limits
	count  int
}

func (b *builder) fault(line int, format string, args ...any) {
	if len(b.faults) < maxFaults {
		b.faults = append(b.faults, Fault{line, fmt.Sprintf(format, args...)})
	}
}

// company begins a group.
func (b *builder) company(line int, org, period string, form periodForm) {
	g := group{line: line}
	var err error
	if g.org, err = register.ParseOrganisationNumber(org); err != nil {
		b.fault(line, "organisationsnumret är inte giltigt")
	}
	if g.period, err = form.parse(period); err != nil {
		b.fault(line, "avgiftsperioden är inte giltig")
	}
	b.groups = append(b.groups, g)
}

// row is one person's fees as they are written.
type row struct {
	number, name, reason string
	member, control      register.Amount
}

func (b *builder) row(line int, r row) {
	if len(b.groups) == 0 {
		b.fault(line, "raden står före någon rad om företag och period")
		return
	}
	g := &b.groups[len(b.groups)-1]
	number, err := register.ParsePersonnummer(r.number, g.period.Last())
	if err != nil {
		b.fault(line, "personnumret är inte giltigt")
		return
	}
	if g.totalled {
		b.fault(line, "raden står efter summan")
	}
	if b.count++; b.count > b.limits.Rows {
		b.fault(line, "filen har fler än %d rader", b.limits.Rows)
		return
	}
	g.member, g.control = g.member+r.member, g.control+r.control
	g.rows = append(g.rows, sheet.Row{Number: line, Cells: cells(number.Full(), r.name, plain(r.member), plain(r.control), r.reason)})
}

// total ends a group; count below 0 means that the file states none.
func (b *builder) total(line, count int, member, control *register.Amount) {
	if len(b.groups) == 0 {
		b.fault(line, "summan står före någon rad om företag och period")
		return
	}
	g := &b.groups[len(b.groups)-1]
	if count >= 0 && count != len(g.rows) {
		b.fault(line, "antalet rader stämmer inte: %d anges, %d finns", count, len(g.rows))
	}
	if member != nil && *member != g.member || control != nil && *control != g.control {
		b.fault(line, "summan stämmer inte med raderna")
	}
	g.totalled = true
	g.rows = append(g.rows, sheet.Row{Number: line, Cells: cells("Summa", "", plain(g.member), plain(g.control), "")})
}

// result gives the sheets, or only the faults.
func (b *builder) result() Result {
	for _, g := range b.groups {
		if !g.totalled {
			b.fault(g.line, "summaraden saknas: filen kan vara avklippt")
		}
	}
	if len(b.groups) == 0 && len(b.faults) == 0 {
		b.fault(1, "filen har inga uppgifter")
	}
	if len(b.faults) > 0 {
		return Result{Faults: b.faults}
	}
	var r Result
	for _, g := range b.groups {
		head := []sheet.Row{
			{Number: g.line, Cells: cells("Organisationsnummer " + g.org.Hyphened() + ", avgiftsperiod " + g.period.Words())},
			{Number: g.line, Cells: cells("Personnummer", "Namn", "Medlemsavgift", "Kontrollavgift", "Orsak")},
		}
		r.Sheets = append(r.Sheets, sheet.Sheet{Rows: append(head, g.rows...)})
	}
	if len(r.Sheets) > 1 {
		for i := range r.Sheets {
			r.Sheets[i].Name = b.groups[i].org.Hyphened() + " " + b.groups[i].period.String()
		}
	}
	return r
}

func cells(texts ...string) []sheet.Cell {
	out := make([]sheet.Cell, len(texts))
	for i, t := range texts {
		out[i] = sheet.Cell{Text: strings.TrimSpace(t)}
	}
	return out
}

// plain writes an amount so that it can be read in one way only.
func plain(a register.Amount) string {
	sign := ""
	if a < 0 {
		sign, a = "-", -a
	}
	return fmt.Sprintf("%s%d,%02d", sign, int64(a)/100, int64(a)%100)
}
