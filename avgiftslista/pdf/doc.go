// Package pdf draws the pre-printed avgiftslista: an [avgiftslista.List] in,
// A4 pages out. `kontakten lista print` and the run in the database draw with
// the same [Batch] from the same value.
//
// A list is one or more sheets, one-sided:
//
//	one sheet          first            middle (any number)   last
//	┌───────────────┐  ┌─────────────┐  ┌─────────────┐       ┌─────────────┐
//	│ head   window │  │ head  window│  │ short head  │       │ short head  │
//	│ 12 rows       │  │ 28 rows     │  │ 36 rows     │       │ 20 rows     │
//	│ totals, sign  │  │             │  │             │       │ totals, sign│
//	├ ─ cut line ─ ─┤  │             │  │             │       ├ ─ cut line ─┤
//	│ giro slip     │  │ codes       │  │ codes       │       │ giro slip   │
//	└───────────────┘  └─────────────┘  └─────────────┘       └─────────────┘
//
// The rows that no member fills are for new members; a last sheet has at least
// two. Every sheet carries the QR code AL1.<list number>.<page>.<pages>, four
// corner marks, the list number in print and its own "samma som förra månaden"
// box, all above the cut line. AL1 is the version of this layout: whoever moves
// a mark, a row or a box makes AL2 (docs/print.md has the places).
//
// What is the same on many sheets is drawn once a file as a form, keyed by what
// it depends on: the table by sheet kind and control fee, the head's texts by
// agreement, due days and region, the slip by sender.
package pdf
