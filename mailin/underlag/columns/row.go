package columns

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/underlag/period"
)

// feeRow is a fee row with what decides about it before it is given out.
type feeRow struct {
	avgiftslista.Row
	at     int // row of the grid
	period register.Period
	org    register.OrganisationNumber
	member value // cells that may be ambiguous
	ctrl   value
	sum    register.Amount // the row's own sum of both fees
	hasSum bool
	notes  []Note
}

// outcome says what a row of a section turned out to be.
type outcome int

const (
	isContext outcome = iota // text
	isRow
	isTotal
	isUnread // looks like data, gives no row
	isAbsent // a person without any amount (rule 20)
)

// readRow reads one row of a section with told columns.
func (s *section) readRow(i int) (feeRow, outcome) {
	r := feeRow{at: i}
	if s.isExample(i) {
		return r, isContext
	}
	person := s.readPerson(i, &r)
	if _, total := s.totalLabel(i); total && !s.hasNumber(i) || !person && s.hasFee(i) && s.isBareSum(i) {
		return r, isTotal
	}
	if !person {
		return r, isContext
	}
	r.Place = s.place(i, -1)
	s.readContext(i, &r)
	return r, s.readMoney(i, &r)
}

var exampleForm = regexp.MustCompile(`(?i)^(?:exempel\p{L}*|t\.? ?ex\.?)(?:$|[\s:])|^(?:[åay]{2,4}[- ]?mm[- ]?dd|förnamn,? efternamn$|efternamn,? förnamn$|(?:namn|anna|kalle|sven) (?:namnsson|exempel\p{L}*)$)`)

// isExample tells a row that shows how a list is filled in ("ÅÅÅÅMMDD-NNNN,
// Förnamn Efternamn") and reports nobody.
func (s *section) isExample(i int) bool {
	return slices.ContainsFunc(s.values[i], func(v value) bool { return v.words && exampleForm.MatchString(v.text) })
}

// isBareSum tells whether a row of amounts without a label is a sum: no words
// stand in it, or they continue a label on the row above ("Totalt fackavgifter
// och" – "kontrollavgifter 3506:-").
func (s *section) isBareSum(i int) bool {
	words := slices.ContainsFunc(s.values[i], func(v value) bool { return v.words })
	if !words {
		return true
	}
	_, above := s.grid.totalLabel(max(i-1, 0))
	return above && i > 0 && !s.hasFee(i-1)
}

func (s *section) hasNumber(i int) bool {
	c := s.column(personnummer)
	return c >= 0 && s.at(i, c).pnrLike || c < 0 && s.person(i) >= 0
}

func (s *section) hasFee(i int) bool {
	for c, col := range s.columns {
		if col.field.isMoney() && s.at(i, c).isAmount() {
			return true
		}
	}
	return false
}

// readPerson reads number and name; false where the row names nobody.
func (s *section) readPerson(i int, r *feeRow) bool {
	r.Cells = map[avgiftslista.Field]avgiftslista.Place{}
	c := s.column(personnummer)
	if v := s.at(i, c); c >= 0 && !v.isEmpty() && (v.pnrLike || strings.ContainsAny(v.text, "0123456789") && !v.isAmount()) {
		r.Personnummer = v.pnr
		if v.pnr.IsZero() {
			r.Written = cmp.Or(v.number, v.text)
		}
		r.Cells[avgiftslista.FieldPersonnummer] = s.place(i, c)
	}
	r.Name = s.readName(i, r)
	if r.Written != "" && !s.at(i, c).pnrLike && r.Name == "" {
		return false
	}
	return !r.Personnummer.IsZero() || r.Written != "" || r.Name != "" && s.isNameRow(i, r.Name)
}

// readName joins the name columns in their written order.
func (s *section) readName(i int, r *feeRow) string {
	var parts []string
	for c, col := range s.columns {
		v := s.at(i, c)
		if !col.field.isName() || v.isEmpty() || v.isAmount() && !v.words || v.pnrLike {
			continue
		}
		parts = append(parts, v.text)
		if len(parts) == 1 {
			r.Cells[avgiftslista.FieldName] = s.place(i, c)
		}
	}
	if v := s.at(i, s.column(personnummer)); len(parts) == 0 && v.name != "" {
		r.Cells[avgiftslista.FieldName] = s.place(i, s.column(personnummer))
		return v.name
	}
	return bareName(strings.Join(parts, " "))
}

// bareName takes an employee number before a name and a cost centre behind it
// off, where a name is left: "1004 Blixt, Günther", "Pihl, Björn 20".
func bareName(name string) string {
	if !strings.ContainsAny(name, "0123456789") {
		return name
	}
	if bare := strings.TrimSpace(trailing.ReplaceAllString(numbering.ReplaceAllString(name, ""), "")); isPersonName(bare) {
		return bare
	}
	return name
}

var trailing = regexp.MustCompile(` \d{1,4}$`)

// isNameRow tells whether a row without a number is a person: its name must
// look like one. Parts in two columns need both.
func (s *section) isNameRow(i int, name string) bool {
	if _, total := s.totalLabel(i); total {
		return false
	}
	return isPersonName(name) || s.column(personnummer) < 0 && isPersonName("x "+name)
}

// readContext reads the row's own period and employer.
func (s *section) readContext(i int, r *feeRow) {
	if c := s.column(periodField); c >= 0 {
		r.period = cellPeriod(s.at(i, c), s.opt.Today)
	}
	if c := s.column(organisation); c >= 0 {
		v := s.at(i, c)
		r.org = v.org
		if v.org.IsZero() {
			r.org, _ = register.ParseOrganisationNumber(v.text)
		}
	}
}

// cellPeriod reads the period that one cell says.
func cellPeriod(v value, on register.Date) register.Period {
	if v.date {
		p, _ := register.ParsePeriod(strings.NewReplacer("/", "-", ".", "-").Replace(v.text)[:7])
		return p
	}
	if len(v.text) == 8 && digitsOnly(v.text) {
		p, _ := register.ParsePeriod(v.text[:4] + "-" + v.text[4:6])
		return p
	}
	p, _ := period.Best(period.InName(v.text, on))
	return p
}

// readMoney reads the amounts of a person's row. Rule 20: a written zero is a
// row, an empty cell none.
func (s *section) readMoney(i int, r *feeRow) outcome {
	if c := s.column(base); c >= 0 && s.at(i, c).isAmount() {
		r.Base, r.HasBase = s.at(i, c).amounts[0], true
		r.Cells[avgiftslista.FieldBase] = s.place(i, c)
	}
	if c := s.column(bothFees); c >= 0 && s.at(i, c).isAmount() {
		r.sum, r.hasSum = s.at(i, c).amounts[0], true
	}
	mc, cc := s.column(memberFee), s.column(controlFee)
	r.member, r.ctrl = s.at(i, mc), s.at(i, cc)
	if r.member.broken || r.ctrl.broken {
		r.notes = append(r.notes, Note{Code: "formula_without_value", Text: "En formel saknar sparat värde; raden är inte läst."})
		return isUnread
	}
	for _, v := range []value{r.member, r.ctrl} {
		if !v.isEmpty() && !v.isAmount() && strings.ContainsAny(v.text, "0123456789") {
			return isUnread
		}
	}
	if !r.member.isAmount() && !r.ctrl.isAmount() {
		if mc < 0 && cc < 0 && (r.hasSum || s.refused) || s.strays(i) {
			return isUnread
		}
		return isAbsent
	}
	s.takeFees(mc, cc, i, r)
	return isRow
}

// strays tells a row that has an amount where few others have one: set beside
// its column, not lacking.
func (s *section) strays(i int) bool {
	for c := range s.values[i] {
		if s.fieldOf(c) == unknown && s.at(i, c).isAmount() && 2*s.filled(c, s.persons) < len(s.persons) {
			return true
		}
	}
	return false
}

func (s *section) takeFees(mc, cc, i int, r *feeRow) {
	if r.member.isAmount() {
		r.MemberFee = r.member.amounts[0]
		r.Cells[avgiftslista.FieldMemberFee] = s.place(i, mc)
	}
	if r.ctrl.isAmount() {
		r.ControlFee, r.HasControl = r.ctrl.amounts[0], true
		r.Cells[avgiftslista.FieldControlFee] = s.place(i, cc)
	}
}

// nameAbove gives a name that stands alone on the line above a person's
// amounts.
func (s *section) nameAbove(i int) string {
	if _, ours := slices.BinarySearch(s.rows, i-1); !ours {
		return ""
	}
	var only string
	for _, v := range s.values[i-1] {
		switch {
		case v.isEmpty():
		case only != "" || !isPersonName(v.text):
			return ""
		default:
			only = v.text
		}
	}
	return only
}
