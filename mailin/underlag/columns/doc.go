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
