// Package avgiftslista is the fee list as a value: rows of what was drawn from
// whom, checked against the register and the agreement, and the pre-printed
// list that asks for them.
//
// Three roads meet in one [Draft]: a mail that was read, a returned sheet that
// was keyed, a file. Every cell of it knows its [Place].
//
//	mail ──read──▶ ┐
//	sheet ─keyed─▶ ├─ Draft ── Check(draft, register) ──▶ findings ──▶ a person decides
//	file ──read──▶ ┘
//
//	register ── Lists(period) ──▶ List (number, snapshot of rows, due dates) ──▶ pdf
//
// A printed list lives thus (the states and their guards are casework's):
//
//	printed → handed over → posted → returned → keyed → differs | verified → reported
//	             posted → retur;  any open state → superseded | cancelled
//
// The package holds values and rules: no SQL, no HTTP, no drawing. Amounts are
// int64 öre.
package avgiftslista
