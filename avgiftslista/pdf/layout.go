package pdf

import "sef.se/kontakten/internal/paper"

// The sheet, in millimetres. docs/print.md draws it; moving anything that is
// read back (marks, code, rows, boxes) makes a new layout version.
const (
	leftEdge  = 18.0 // the inserting machine's margin (practice.md R16)
	rightEdge = 200.0
	topEdge   = 8.0

	tableTop     = 88.0 // of sheets with a window
	tableTopNext = 37.0
	headHeight   = 9.0
	rowHeight    = 6.4

	footTop    = 174.6 // totals and signature, on sheets with a slip
	markBottom = 193.0 // of the lower corner marks there
	pageBottom = 289.0 // of the lower corner marks elsewhere

	qrX, qrY = 165.0, 8.0
	qrModule = 1.0 // 25 mm for the 25 modules of version 2: read at a blur that loses 0.88

	factsX = 112.0 // list number and the like, left of the code
)

// The boxes for amounts: five cells for kronor and two for öre, seven and two
// in the totals.
const (
	cell       = 4.2
	cellHeight = 5.2
	oreGap     = 1.6
	amount     = 7*cell + oreGap
)

// columns says where the table's columns stand; without a control fee the names
// have its room.
type columns struct {
	number  float64 // right end of the row number
	person  float64
	name    float64
	nameEnd float64
	same    float64 // centre of the tick box
	member  float64
	control float64 // 0: the agreement has none
	reason  float64
}

func columnsFor(control bool) columns {
	c := columns{number: leftEdge + 5.2, person: leftEdge + 7.2, name: leftEdge + 34.5, reason: rightEdge - 13}
	c.member = c.reason - 2.5 - amount
	if control {
		c.control = c.member
		c.member -= amount + 3
	}
	c.same = c.member - 8.5
	c.nameEnd = c.same - 5
	return c
}

// tableTopOf gives where the table of a kind of sheet begins.
func tableTopOf(k kind) float64 {
	if k.hasWindow() {
		return tableTop
	}
	return tableTopNext
}

// rowTop gives the upper edge of a row, counted from 0.
func rowTop(k kind, row int) float64 {
	return tableTopOf(k) + headHeight + float64(row)*rowHeight
}

// The type of the sheet.
var (
	titleFont  = paper.Font{Face: paper.Bold, Size: 18}
	periodFont = paper.Font{Face: paper.Regular, Size: 18}
	senderFont = paper.Font{Face: paper.Bold, Size: 11}
	boldFont   = paper.Font{Face: paper.Bold, Size: 9}
	textFont   = paper.Font{Face: paper.Regular, Size: 8.5}
	rowFont    = paper.Font{Face: paper.Regular, Size: 9.5}
	digitFont  = paper.Font{Face: paper.Regular, Size: 9.5}
	labelFont  = paper.Font{Face: paper.Regular, Size: 7.5}
	headFont   = paper.Font{Face: paper.Bold, Size: 7.5}
	factFont   = paper.Font{Face: paper.Bold, Size: 10}
)
