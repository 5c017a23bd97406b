package columns

import (
	"slices"
	"strings"

	"sef.se/kontakten/internal/register"
)

// assign tells what each column of a section holds: what the headings say,
// mended by what the columns contain.
func (s *section) assign() {
	s.settlePerson()
	if len(s.persons) == 0 {
		s.persons = s.namedRows()
	}
	s.assignPersonnummer()
	s.assignNames()
	s.dropEmptyMoney()
	s.joinOre()
	s.takeOre()
	s.findMonths()
	s.assignMoney()
	s.settleWeak()
	s.settleSums()
	s.dropOtherSum()
	s.checkPair()
	s.assignUnheaded()
}

// settlePerson takes a column that is headed as numbers ("Person") and holds
// names for what it is.
func (s *section) settlePerson() {
	for c := range s.columns {
		if s.columns[c].field != personnummer {
			continue
		}
		numbers, names := 0, 0
		for _, i := range s.rows {
			_, total := s.totalLabel(i)
			switch v := s.at(i, c); {
			case total:
			case v.pnrLike || strings.ContainsAny(v.text, "0123456789"):
				numbers++
			case v.words && isPersonName(v.text):
				names++
			}
		}
		if numbers == 0 && names > 0 {
			s.columns[c].field = name
		}
	}
}

// namedRows gives the rows that have a person's name under a name heading, for
// lists without any personnummer.
func (s *section) namedRows() []int {
	var rows []int
	for _, i := range s.rows {
		if _, total := s.totalLabel(i); total {
			continue
		}
		for c, col := range s.columns {
			if v := s.at(i, c); col.field.isName() && v.words && (col.field != name || isPersonName(bareName(v.text))) {
				rows = append(rows, i)
				break
			}
		}
	}
	if rows == nil && s.head.rows == 0 {
		return s.unheadedNames()
	}
	return rows
}

// unheadedNames gives the rows of a table without heading that hold a name and
// an amount.
func (s *section) unheadedNames() []int {
	var rows []int
	for _, i := range s.rows {
		hasName, hasAmount := false, false
		for _, v := range s.values[i] {
			hasName = hasName || v.words && isPersonName(bareName(v.text))
			hasAmount = hasAmount || v.isAmount()
		}
		if _, total := s.totalLabel(i); hasName && hasAmount && !total {
			rows = append(rows, i)
		}
	}
	return rows
}

// assignPersonnummer gives the field to the column that holds most of them,
// whatever its heading says; a headed column keeps it where none holds any.
func (s *section) assignPersonnummer() {
	best, most := -1, 0
	for c := range s.columns {
		n := 0
		for _, r := range s.persons {
			if v := s.at(r, c); v.pnrLike {
				n++
				if !v.pnr.IsZero() {
					n++
				}
			}
		}
		if n > most {
			best, most = c, n
		}
	}
	if best < 0 {
		return
	}
	for c := range s.columns {
		if s.columns[c].field == personnummer && c != best {
			s.columns[c].field = noise
		}
	}
	s.columns[best].field = personnummer
	s.padNumbers(best)
}

// padNumbers gives typed numbers in the personnummer column the zeros that they
// lost: who was born on 28 March 2000 is 3289899 there.
func (s *section) padNumbers(col int) {
	for _, r := range s.rows {
		v := s.at(r, col)
		if v.pnrLike || !digitsOnly(v.text) || len(v.text) < 7 || len(v.text) > 8 {
			continue
		}
		if p, err := register.ParsePersonnummer(strings.Repeat("0", 10-len(v.text))+v.text, s.opt.Today); err == nil {
			v.pnr, v.pnrLike, v.amounts = p, true, nil
			s.values[r][col] = v
			s.persons = append(s.persons, r)
		}
	}
	slices.Sort(s.persons)
}

// assignNames finds the name by content where no heading gave one: the first
// column that holds words in most rows.
func (s *section) assignNames() {
	for c := range s.columns {
		col := &s.columns[c]
		switch {
		case !col.field.isName() || len(s.persons) == 0 || s.wordsIn(c) > s.filled(c, s.persons):
		case s.filled(c, s.persons) > 0 && strings.HasPrefix(foldHeading(col.heading), "medlem"):
			col.field = memberFee // "Medlem" beside "Kontroll"
		case s.wordsIn(c) == 0:
			col.field = noise // "Anställd" over employee numbers
		}
	}
	for _, col := range s.columns {
		if col.field.isName() {
			return
		}
	}
	for c := range s.columns {
		if s.columns[c].field == unknown && s.wordsIn(c)*2 > len(s.persons) && s.namesIn(c) > 0 {
			s.columns[c].field = name
			if next := c + 1; next < len(s.columns) && s.namesIn(c)*2 < len(s.persons) && s.columns[next].field == unknown && s.wordsIn(next)*2 > len(s.persons) {
				s.columns[next].field = name // family name and given name apart
			}
			return
		}
	}
}

func (s *section) wordsIn(col int) int {
	n := 0
	for _, r := range s.persons {
		if s.at(r, col).words {
			n++
		}
	}
	return n
}

// namesIn counts the rows in which a column may hold a name; single words
// count for a part of one.
func (s *section) namesIn(col int) int {
	n := 0
	for _, r := range s.persons {
		if v := s.at(r, col); v.words && (isPersonName(v.text) || isPersonName("x "+v.text)) {
			n++
		}
	}
	return n
}

// dropEmptyMoney takes the field from headed money columns that hold rates
// ("1,90 %" or 1,9 in each row) instead of amounts.
func (s *section) dropEmptyMoney() {
	for c := range s.columns {
		if s.columns[c].field.isMoney() && s.onlyRates(c) {
			s.columns[c].field = noise
		}
	}
}

func (s *section) onlyRates(col int) bool {
	rates := 0
	for _, r := range s.persons {
		switch v := s.at(r, col); {
		case v.isEmpty():
		case v.percent, v.isAmount() && v.amounts[0] > 0 && v.amounts[0] <= 300 && len(s.persons) > 1 && v.amounts[0] == s.firstAmount(col):
			rates++
		default:
			return false
		}
	}
	return rates > 0
}

// settleWeak lets plain headings win over weak ones: "Avgift" beside
// "Medlemsavgift" is noise, alone it is the member fee.
func (s *section) settleWeak() {
	plain := false
	for _, c := range s.columns {
		plain = plain || c.field == memberFee && !c.weak
	}
	var cols []int
	for c, col := range s.columns {
		if col.weak && (col.field == memberFee || col.field == amount) && !plain && s.filled(c, s.persons) > 0 {
			cols = append(cols, c)
		}
	}
	if fees := slices.DeleteFunc(slices.Clone(cols), func(c int) bool { return s.columns[c].field == amount }); len(fees) > 0 {
		cols = fees // "Avgift" beside "Belopp"
	}
	keep := s.keepWeak(cols)
	for c := range s.columns {
		col := &s.columns[c]
		switch {
		case !col.weak || col.field != memberFee && col.field != amount:
		case c == keep:
			col.field = memberFee
		default:
			col.field = noise
		}
	}
}

// keepWeak gives the one of several weakly headed columns that is the fee; -1
// where nothing tells.
func (s *section) keepWeak(cols []int) int {
	if len(cols) == 0 {
		return -1
	}
	for _, c := range cols {
		if s.confirmed(memberFee, c) {
			return c
		}
	}
	return s.joinParts(memberFee, cols, cols[0])
}

// settleSums keeps one column of each money field: of several the one that
// holds amounts, and of several sums the last.
func (s *section) settleSums() {
	for _, f := range []field{memberFee, controlFee, base, bothFees} {
		var cols []int
		for c := range s.columns {
			if s.columns[c].field == f {
				cols = append(cols, c)
			}
		}
		if len(cols) < 2 {
			continue
		}
		keep := s.bestOf(f, cols)
		if (f == memberFee || f == controlFee) && !s.confirmed(f, keep) {
			keep = s.joinParts(f, cols, keep)
		}
		for _, c := range cols {
			if c != keep {
				s.columns[c].field = noise
			}
		}
	}
}
