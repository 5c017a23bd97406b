package underlag

import (
	"regexp"
	"slices"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/underlag/columns"
	"sef.se/kontakten/mailin/underlag/printout"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// ReadLines reads the table that lines of a text hold, in columns or between
// delimiters, as people paste them into a mail. used are the numbers of the
// lines that the table explains: its heading, rows and sums; the others are
// running text. It gives no tables unless they hold two persons and leave no
// row unread: what is half a table is read better as text.
func ReadLines(lines []sheet.Line, origin avgiftslista.Place, opt Options) (result columns.Result, used map[int]bool) {
	lines = withoutBullets(lines)
	s, ok := delimited(lines)
	if !ok {
		if s, ok = printout.Sheet(lines, sheet.DefaultLimits()); !ok {
			return columns.Result{}, nil
		}
	}
	s.Origin = origin
	result = columns.Read([]sheet.Sheet{s}, columns.Options{Today: opt.Today, Register: opt.Register})
	rows, unread, combined := 0, len(result.Unread), false
	more := map[int]bool{} // lines
	for _, r := range s.Rows {
		more[r.Number] = holdsMore(r)
	}
	for _, t := range result.Tables {
		rows += len(t.Rows)
		if slices.ContainsFunc(t.Rows, func(r avgiftslista.Row) bool {
			nobody := r.Written != "" && r.Name == "" || noName.MatchString(r.Name) // a mistyped number: the text around it may name the person
			return more[r.Place.Line] || r.MemberFee.Abs() > avgiftslista.MaxFee || nobody
		}) {
			return columns.Result{}, nil
		}
		combined = combined || t.Combined
		if !t.Combined {
			unread += len(t.Unread)
		}
	}
	if unread > 0 || rows < 2 && !combined || isRagged(s, result) {
		return columns.Result{}, nil
	}
	return result, explained(lines, result)
}

// bullet is the mark before a line of a list; before an amount, the dash of a
// bullet is no minus: there a blank stands between.
var bullet = regexp.MustCompile(`^\s*[-–•*·]\s+`)

// withoutBullets takes the marks off the lines of a list.
func withoutBullets(lines []sheet.Line) []sheet.Line {
	n := 0
	for _, l := range lines {
		if bullet.MatchString(l.Text) {
			n++
		}
	}
	if n < 2 {
		return lines
	}
	out := slices.Clone(lines)
	for i := range out {
		out[i].Text = bullet.ReplaceAllString(out[i].Text, "")
	}
	return out
}

// noName is what stands between two amounts, in a column of its own.
var noName = regexp.MustCompile(`(?i)^(?:kr|kronor|sek|resp|respektive|och|samt|plus|[ .,:+/-])+$|^\(`)

// writtenAmount finds an amount with its öre or unit.
var writtenAmount = regexp.MustCompile(`(?:^|[^\d.,:])\d{2,5}(?:[.,:]\d\d|:-|,-| ?kr| ?kronor)(?:[^\d.,:]|[.,:](?:\D|$)|$)`)

// holdsMore tells a row of which a cell holds an amount among other things: what
// parts the cells does not part the columns, and the amount that stands alone in
// the next one may not be the fee ("494,72, 130,19", "570,89 kr resp. | 150,24").
func holdsMore(r sheet.Row) bool {
	return len(r.Cells) > 1 && slices.ContainsFunc(r.Cells, func(c sheet.Cell) bool {
		return writtenAmount.MatchString(c.Text) && len(register.AmountReadings(c.Text)) == 0 || numberAndAmount.MatchString(c.Text)
	})
}

// numberAndAmount finds a personnummer with a bare number behind it, which may
// be a fee.
var numberAndAmount = regexp.MustCompile(`(?:^|\D)(?:19|20)?\d{6}[-+]?\d{4}[^\d]+\d{2,4}$`)

// isRagged tells a list without headings of which a row has its amounts in other
// columns than the first: people's blanks are no columns, and the second amount may
// stand below the first ones.
func isRagged(s sheet.Sheet, result columns.Result) bool {
	rows := map[int]avgiftslista.Row{}
	for _, t := range result.Tables {
		for _, r := range t.Rows {
			rows[r.Place.Line] = r
		}
	}
	var where []string // the columns of each row's amounts
	for _, r := range s.Rows {
		row, ok := rows[r.Number]
		if !ok {
			if len(where) == 0 && isHeading(r) {
				return false
			}
			continue
		}
		if leavesNumbers(row, r) {
			return true
		}
		at := ""
		for i, c := range r.Cells {
			if len(register.AmountReadings(c.Text)) > 0 {
				at += string(rune('a' + i))
			}
		}
		where = append(where, at)
	}
	for _, at := range where {
		if at != where[0] && len(at) == len(where[0]) {
			return true
		}
	}
	return false
}

// The numbers of a line that are or may be amounts, and those that are none: a
// place in a list, a personnummer.
var (
	lineNumber = regexp.MustCompile(`\d{2,5}(?:[.,:]\d\d)?(?:\D|$)`)
	noAmount   = regexp.MustCompile(`^\s*\d{1,3}[.)]\s|(?:19|20)?\d{6} ?[-+–]? ?\d{4}`)
)

// leavesNumbers tells a row that took one fee of a line with two numbers: without
// headings nothing says that the other is none.
func leavesNumbers(row avgiftslista.Row, r sheet.Row) bool {
	if row.HasControl || row.HasBase {
		return false
	}
	text := r.Raw
	if text == "" {
		for _, c := range r.Cells {
			text += c.Text + "  "
		}
	}
	return len(lineNumber.FindAllString(noAmount.ReplaceAllString(text, " "), -1)) == 2
}

// headed finds the words over columns of people and money.
var headed = regexp.MustCompile(`(?i)namn|person|pnr|anställd|medl|kontr|avg|belopp|lön|underlag|summa|kronor`)

// isHeading tells a row that heads two columns.
func isHeading(r sheet.Row) bool {
	n := 0
	for _, c := range r.Cells {
		if headed.MatchString(c.Text) && !strings.ContainsAny(c.Text, "0123456789") {
			n++
		}
	}
	return n > 1
}

// explained gives the lines that gave a row or a sum, and those in columns that
// are neither context nor unread: headings, and persons without an amount. A
// line of running text is never the table's.
func explained(lines []sheet.Line, result columns.Result) map[int]bool {
	used := map[int]bool{}
	for _, l := range lines {
		if strings.Contains(strings.TrimSpace(l.Text), "  ") || strings.ContainsAny(strings.TrimSpace(l.Text), "\t|;") {
			used[l.Number] = true
		}
	}
	for _, p := range append(slices.Clone(result.Context), result.Unread...) {
		delete(used, p.Line)
	}
	for _, t := range result.Tables {
		for _, r := range t.Rows {
			used[r.Place.Line] = true
		}
		for _, s := range t.Control {
			used[s.Place.Line] = true
		}
		used[t.StatedTotalPlace.Line] = true
	}
	return used
}

// delimited makes a table of lines of which several have the same delimiter at
// least twice, or single tabs. Other lines are rows of one cell.
func delimited(lines []sheet.Line) (sheet.Sheet, bool) {
	var best byte
	most := 1
	for _, d := range []byte("\t|;") {
		n := 0
		for _, l := range lines {
			if strings.Count(l.Text, string(d)) >= 2 {
				n++
			}
		}
		if n > most {
			best, most = d, n
		}
	}
	if best == 0 && oneTab(lines) {
		best = '\t'
	}
	if best == 0 {
		return sheet.Sheet{}, false
	}
	s := sheet.Sheet{Lined: true}
	for _, l := range lines {
		row := sheet.Row{Number: l.Number, Page: l.Page, Raw: strings.TrimSpace(l.Text)}
		text := strings.Trim(l.Text, " ")
		if best == '|' { // one bar at each end is the table's edge; a second one leaves a cell empty
			text = strings.TrimSuffix(strings.TrimPrefix(text, "|"), "|")
		}
		for cell := range strings.SplitSeq(text, string(best)) {
			row.Cells = append(row.Cells, sheet.Cell{Text: strings.TrimSpace(cell)})
		}
		s.Rows = append(s.Rows, row)
	}
	return s, true
}

// oneTab tells lines whose cells only single tabs part: a table, be it of two
// columns or with empty cells at its right. Several tabs beside each other set
// words below each other.
func oneTab(lines []sheet.Line) bool {
	tabbed := 0
	for _, l := range lines {
		text := strings.Trim(l.Text, " \t")
		if strings.Contains(text, "\t\t") {
			return false
		}
		if strings.Contains(text, "\t") {
			tabbed++
		}
	}
	return tabbed > 1
}
