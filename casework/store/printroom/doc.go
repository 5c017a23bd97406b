// Package printroom keeps the month of printed lists in PostgreSQL: it fulfils
// monthly.Runs, monthly.Letters and monthly.Expectations.
//
//	month.go    a month: its plan, its page, where each list stands; candidates.go counts it
//	number.go   lists, rows, letter numbers and files of a run: one transaction
//	draw.go     a file from what stands in the database: one transaction, by any program
//	handover.go printer, signature, erasure
//	letters.go  the queue of letters; collect.go fills it
//	returns.go  returned envelopes and their marks
//	expect.go   the register of expected returns
//	tend.go     what must be looked after again and again, by a periodic job
//
// Unique in the database: company and period (of lists that no new version took
// the place of), list number, letter number, an unfinished run of a period, a
// reminder of company, period and ordinal. So two programs, two clerks or a kill at
// any point make nothing twice.
//
// A person who became protected after the numbering is taken off before the file
// is drawn, by a new print version; where the file is drawn but not handed over it
// is drawn again, and where it is handed over the envelope is stopped by its letter
// number (R8). No text tells why.
package printroom
