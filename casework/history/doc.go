// Package history sets what a mail gives beside what the same company reported
// before (issue READ, 6): the amounts of the last month that stands in the
// ledger, whatever channel it came by, and other mails of the same month that
// nobody has decided yet.
//
//	rows of the case ─┬─ last month's amounts ─▶ deviates, exchanged, a row off, all the same
//	                  └─ rows of open siblings ─▶ told twice
//
// A report that is booked already is the business of casework/ledger (R6:
// dubblett, tillägg, rättelse). Here nothing is decided and nothing is guessed:
// what looks wrong is a finding that a clerk accepts, or a hint. It is pure:
// values and rules, no SQL.
package history
