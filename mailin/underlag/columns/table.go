// Package columns is the one column engine: sheets of cells go in, fee rows
// come out. Spreadsheets, CSV files, printouts, PDF pages and HTML tables all
// pass through it.
//
//	Sheet ─▶ values   what each cell may be: personnummer, amounts, percent, words
//	      ─▶ head     heading rows by synonym (domain.md §3), stacked and repeated heads
//	      ─▶ assign   which column is what: by heading, then by content (a column of
//	                  valid personnummer, one that is 1,9 % of another, 3,8 × another)
//	      ─▶ rows     one fee row a person; wage-type lines gathered; totals set apart
//	      ─▶ totals   subtotals as control sums, the grand total as stated total
//	      ─▶ Table    a period each
//
// The rules that decide stand in samples/README.md (8, 10, 16–21) and are named
// where they are used. What is uncertain becomes Unread or a note, never a
// guessed amount: a fee is never gross pay, a combined fee is never split.
package columns

import (
	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/underlag/period"
)

// Options is what the engine needs to know of the world.
type Options struct {
	Today    register.Date      // the day of the message
	Register *register.Register // may be nil
}

// Table is the fee rows of one table for one period.
type Table struct {
	Name         string                      // the sheet's name, "" where it has none
	Hidden       bool                        // the file hides the sheet
	Organisation register.OrganisationNumber // the employer that the rows themselves name

	// Period is what the table itself says (its period column, its heading, its
	// sheet's name); zero where only the file as a whole may say it.
	Period      register.Period
	PeriodPlace avgiftslista.Place

	Rows []avgiftslista.Row

	// StatedTotal is the grand total of both fees, or of the one fee (rule 10);
	// nil where none is stated.
	StatedTotal      *register.Amount
	StatedTotalPlace avgiftslista.Place
	statedLabel      string

	Control []avgiftslista.ControlSum // subtotals and column totals

	// Combined says that the amounts are of both fees together: no rows then
	// (rule 17), but perhaps a StatedTotal.
	Combined bool

	Unread []avgiftslista.Place // rows that look like data and gave no fee row
	Notes  []Note
}

// Note is a remark for the clerk about a row (or, with Row -1, the table): why
// something was not read, or what was read in spite of doubt.
type Note struct {
	Code string // "ambiguous_amount", "formula_value", "combined_fee", "wage_types", "hidden_row" …
	Row  int    // index in Rows, -1 for the table
	Text string // Swedish
}

// PeriodHint is a period that a text says.
type PeriodHint struct {
	Period   register.Period
	Strength period.Strength
	Future   bool // beyond the month after the message: never believed
	Place    avgiftslista.Place
}

// Result is what the engine made of sheets.
type Result struct {
	Tables  []Table
	Periods []PeriodHint         // outside tables: titles, headings
	Unread  []avgiftslista.Place // data-like rows of sheets that gave no table
	Context []avgiftslista.Place // text that is neither row nor total: titles, company, notes
}
