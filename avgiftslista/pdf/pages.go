package pdf

import "sef.se/kontakten/avgiftslista"

// kind is what a sheet is within its list; it decides where the table begins
// and how many rows it has.
type kind uint8

const (
	single kind = iota
	first
	middle
	last
)

// rowsOf is the number of rows of each kind of sheet.
var rowsOf = [...]int{single: 12, first: 28, middle: 36, last: 20}

// spareRows is how many rows for new members a list has at least, on its last
// sheet.
const spareRows = 2

// hasSlip tells whether the lowest part of the sheet is the giro slip.
func (k kind) hasSlip() bool { return k == single || k == last }

// hasWindow tells whether the sheet shows through the envelope's window.
func (k kind) hasWindow() bool { return k == single || k == first }

// sheet is one page of a list: which of its members stand on it, and the number
// of the row before its first.
type sheet struct {
	kind    kind
	page    int // from 1
	pages   int
	before  int
	members []avgiftslista.ListRow
}

// rows gives how many rows the sheet has: on the last, all that there is room
// for; on the others, as many as members, so that new ones are written in one
// place.
func (s sheet) rows() int {
	if s.kind.hasSlip() {
		return rowsOf[s.kind]
	}
	return len(s.members)
}

// paginate deals the members of a list out to sheets. Every sheet is filled
// before the next begins, but the last keeps two rows free for new members and
// has at least one member, so that no sheet is only a giro slip.
func paginate(members []avgiftslista.ListRow) []sheet {
	if len(members) <= rowsOf[single]-spareRows {
		return []sheet{{kind: single, page: 1, pages: 1, members: members}}
	}
	var sheets []sheet
	k, before, rest := first, 0, members
	for len(rest) > rowsOf[last]-spareRows || k == first {
		n := min(rowsOf[k], len(rest)-1)
		sheets = append(sheets, sheet{kind: k, before: before, members: rest[:n]})
		before += n
		rest = rest[n:]
		k = middle
	}
	sheets = append(sheets, sheet{kind: last, before: before, members: rest})
	for i := range sheets {
		sheets[i].page, sheets[i].pages = i+1, len(sheets)
	}
	return sheets
}

// Sheets gives how many sheets a list of so many members has.
func Sheets(members int) int { return len(paginate(make([]avgiftslista.ListRow, members))) }

// SheetEnds gives for each page of a list of so many members the row, from 1,
// of its last member.
func SheetEnds(members int) []int {
	var ends []int
	for _, s := range paginate(make([]avgiftslista.ListRow, members)) {
		ends = append(ends, s.before+len(s.members))
	}
	return ends
}
