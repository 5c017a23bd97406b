// Package ledger holds the fee report and its postings: what a company has reported for a
// period, by which versions, and what new fee data for the same month means. It is pure:
// values and rules, no SQL, no clock.
//
// # A report and its versions
//
//	                    New                Addition (tillägg): rows are added
//	(nothing) ────────────────▶ version 1 ───────────────────────────▶ version n
//	                                │
//	                                │      Correction (rättelse): version n−1 … are
//	                                ├────▶ reversed row by row, and new rows posted
//	                                │
//	                                └────▶ Annulment (makulering): reversed, nothing new
//
// Nothing is ever changed or deleted. A reversal is a posting of its own with the opposite
// amounts that names the posting it reverses. What is current is the sum of the versions that
// are not reversed ([Current]). Flytta (R7) is an annulment here and a new report there, linked.
//
// # What new fee data means (R6)
//
//	no current report                                        → New
//	same persons, same amounts                               → Duplicate (linked, nothing booked)
//	the sender says it is a correction                       → Correction
//	no person in common, or the sender says a further pay-out → Addition
//	same persons, other amounts                              → Correction
//	any other overlap                                        → Question to the company
//
// [Propose] decides so and compares row by row; a clerk confirms. A correction that lowers the
// total by more than 10 % or removes a person needs a second person.
package ledger
