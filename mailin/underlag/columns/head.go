package columns

import (
	"slices"
	"strings"
)

// field is what a column holds.
type field uint8

const (
	unknown field = iota
	personnummer
	name
	familyName
	givenName
	base         // gross pay that the fees are reckoned from
	memberFee    // medlemsavgift
	controlFee   // kontrollavgift
	bothFees     // both fees in one amount: the row's sum, or all that there is
	wageType     // the words that say what a line's amount is
	amount       // the amount of a wage-type line
	periodField  // the period of the row
	organisation // organisation number of the row's employer
	noise        // employee numbers, counts, rates, other deductions, remarks
)

// isMoney tells whether the engine reads amounts from such a column.
func (f field) isMoney() bool {
	return f == base || f == memberFee || f == controlFee || f == bothFees || f == amount
}

// isName tells whether the column holds a name or a part of one.
func (f field) isName() bool { return f == name || f == familyName || f == givenName }

// column is what is known of one column of a section.
type column struct {
	field   field
	weak    bool   // the heading may mean something else
	heading string // as written

	byAmount bool // the heading says only "Belopp": which fee, its surroundings tell
}

// head is a heading row (or two stacked ones) and what it says of each column.
type head struct {
	row, rows int // first row and how many
	columns   []column
	score     int
}

// findHeads gives the heading rows of a sheet in order. Of two without a row of
// data between them the plainer one is the heading, the other a title.
func (g *grid) findHeads() []head {
	var heads []head
	for i := 0; i < len(g.values); i++ {
		h, ok := g.headAt(i)
		if !ok {
			continue
		}
		if up, ok := g.stackedAbove(h, heads); ok {
			h = up
		}
		i = h.row + h.rows - 1
		if n := len(heads); n > 0 && !g.dataIn(heads[n-1].row+heads[n-1].rows, h.row) {
			if heads[n-1].score <= h.score {
				heads[n-1] = h
			}
			continue
		}
		heads = append(heads, h)
	}
	return heads
}

// headAt tries row i alone and stacked with the row below.
func (g *grid) headAt(i int) (head, bool) {
	if !g.mayHead(i) {
		return head{}, false
	}
	one := g.headOf(i, 1)
	if i+1 < len(g.values) && g.mayHead(i+1) {
		if two := g.headOf(i, 2); two.score > one.score && g.headOf(i+1, 1).score < two.score {
			one = two
		}
	}
	return one, one.score >= 2
}

// stackedAbove joins a head with the row above it where that makes it plainer
// ("Medlems-" above "avgift").
func (g *grid) stackedAbove(h head, heads []head) (head, bool) {
	i := h.row - 1
	if h.rows > 1 || i < 0 || !g.mayHead(i) || len(heads) > 0 && heads[len(heads)-1].row+heads[len(heads)-1].rows > i {
		return head{}, false
	}
	two := g.headOf(i, 2)
	return two, two.score > h.score
}

// mayHead tells whether a row can be a heading: words, and no person or money.
func (g *grid) mayHead(i int) bool {
	if isSentence(g.sheet.Rows[i].Raw) || onlyCell(g.values[i]) && isRemark(g.sheet.Rows[i].Text()) {
		return false
	}
	words := 0
	for _, v := range g.values[i] {
		switch {
		case v.isEmpty():
		case v.pnrLike || v.isAmount() && !headingDigits(v.text) || v.broken:
			return false
		default:
			words++
		}
	}
	return words > 0
}

// isSentence tells whether a line is running text, whose words say nothing of
// the columns below them.
func isSentence(line string) bool {
	return len(strings.Fields(line)) >= 7 && !strings.Contains(line, "  ") &&
		(strings.Contains(line, ". ") || strings.ContainsAny(line[len(line)-1:], ".:!?"))
}

// isRemark tells words alone on a row that are a sentence or a title of several
// words, no part of a heading.
func isRemark(text string) bool { return len(strings.Fields(text)) >= 4 }

// headingDigits tells whether digits may belong to a heading: a rate.
func headingDigits(s string) bool { return strings.Contains(s, "%") }

// headOf reads n rows from i on as one heading. Its score counts the different
// fields that it names; plain money and person fields count most.
func (g *grid) headOf(i, n int) head {
	h := head{row: i, rows: n, columns: make([]column, g.width)}
	seen := map[field]bool{}
	for c := range h.columns {
		text := g.headingText(i, n, c)
		f, weak := g.headingField(text)
		h.columns[c] = column{field: f, weak: weak, heading: text, byAmount: f == amount}
		if f != unknown && !seen[f] {
			seen[f] = true
			h.score++
		}
	}
	if !slices.ContainsFunc(h.columns, func(c column) bool { return c.field.isMoney() || c.field == personnummer || c.field.isName() }) {
		h.score = 0
	}
	if !g.dataBelow(i+n) || h.score == 1 && !g.moneyBelow(h) {
		h.score = 0
	} else if h.score == 1 && onlyCell(g.values[i]) && n == 1 {
		h.score = 0 // a title over one column
	} else if h.score == 1 {
		h.score = 2
	}
	return h
}

func onlyCell(row []value) bool {
	filled := 0
	for _, v := range row {
		if !v.isEmpty() {
			filled++
		}
	}
	return filled <= 1
}

func (g *grid) headingText(i, n, c int) string {
	var parts []string
	for r := i; r < i+n; r++ {
		if v := g.at(r, c); v.text != "" && !slices.Contains(parts, v.text) { // a cell over both rows is said once
			parts = append(parts, v.text)
		}
	}
	return strings.Join(parts, " ")
}

// dataBelow tells whether one of the next rows is data.
func (g *grid) dataBelow(i int) bool { return g.dataIn(i, i+5) }

func (g *grid) dataIn(from, to int) bool {
	for r := from; r < min(to, len(g.values)); r++ {
		if g.isData(r) {
			return true
		}
	}
	return false
}

// moneyBelow tells whether amounts stand below the money that a heading names;
// a title that names a fee ("Medlemsavgift, september") stands above the persons.
func (g *grid) moneyBelow(h head) bool {
	money := false
	for c, col := range h.columns {
		if !col.field.isMoney() {
			continue
		}
		money = true
		for r := h.row + h.rows; r < min(h.row+h.rows+5, len(g.values)); r++ {
			if g.at(r, c).isAmount() {
				return true
			}
		}
	}
	return !money
}

// isData tells whether a row names a person by number, or by name or wage type
// beside an amount.
func (g *grid) isData(r int) bool {
	named, money := 0, false
	for _, v := range g.values[r] {
		switch {
		case v.pnrLike:
			return true
		case v.isAmount():
			money = true
		case v.words && (isPersonName(bareName(v.text)) || g.feeLabel(v.text) != unknown):
			named += 2
		case v.words && isPersonName("x "+v.text) && !g.isHeading(v.text):
			named++
		}
	}
	return money && named >= 2
}

// isHeading tells whether a word heads something ("Löneperiod") and is no part of a name.
func (g *grid) isHeading(word string) bool {
	f, _ := g.headingField(word)
	return f != unknown
}

// sameHead tells whether a head repeats another, as printouts do on each page.
func sameHead(a, b head) bool {
	return slices.EqualFunc(a.columns, b.columns, func(x, y column) bool { return x.field == y.field })
}
