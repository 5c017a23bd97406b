// Package period finds fee periods in Swedish text, sheet names and file names:
// "oktober 2026", "okt -26", "2026-10", "Period 2610", "1/10–31/10",
// "oktoberlönen", "lön 25/10", "denna månad" (domain.md §2.4; samples/README.md
// rules 7 and 19).
//
// A period is the month of the pay-out. A day alone ("Utskriven 2026-09-24")
// says no period; a pay-out day does. Every find is a Hint with a strength, and
// Best lets the strongest decide, but only where it is one.
package period
