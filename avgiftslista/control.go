package avgiftslista

import "sef.se/kontakten/internal/register"

// controls compares the subtotals that the source states with the rows: each
// must be what some rows after one another add up to. A subtotal that no rows
// give tells of a row that was not read, or read wrong.
func (c *checker) controls() {
	for _, s := range c.draft.Control {
		if s.Amount == 0 || s.Of == "" || len(c.draft.Rows) == 0 || c.isRunOf(s) {
			continue
		}
		c.add(WholeDraft, Warning, "subtotal_mismatch", "", "Delsumman %s (”%s”) svarar inte mot några rader efter varandra.", s.Amount.Kronor(), s.Label)
	}
}

// isRunOf tells whether the fees of rows after one another add up to a sum.
func (c *checker) isRunOf(s ControlSum) bool {
	var sum register.Amount
	before := map[register.Amount]bool{0: true}
	for _, r := range c.draft.Rows {
		if sum += r.fee(s.Of); before[sum-s.Amount] {
			return true
		}
		before[sum] = true
	}
	return false
}

func (r Row) fee(of Field) register.Amount {
	if of == FieldControlFee {
		return r.ControlFee
	}
	return r.MemberFee
}

// leastShifted is how many rows a column must have before it is said to stand
// a row off.
const leastShifted = 3

// shifted notes columns of amounts that stand a row above or below where they
// belong: no row's amounts fit each other, but those of its neighbour do.
func (c *checker) shifted() {
	rows := c.draft.Rows
	if !c.rated || len(rows) < leastShifted {
		return
	}
	pairs := func(i, k int) bool {
		return rows[k].HasControl && FitsOneBase(rows[i].MemberFee.Abs(), rows[k].ControlFee.Abs(), c.rate, c.whole)
	}
	bases := func(i, k int) bool {
		return rows[k].HasBase && FitsBase(rows[i].MemberFee.Abs(), rows[k].Base.Abs(), c.rate.MemberFee, c.whole)
	}
	switch {
	case c.rate.HasControlFee() && standsOff(len(rows), pairs):
		c.add(WholeDraft, Error, "shifted", "", "Kontrollavgifterna ser ut att stå en rad fel: de svarar mot medlemsavgiften på raden bredvid.")
	case standsOff(len(rows), bases):
		c.add(WholeDraft, Error, "shifted", "", "Avgifterna ser ut att stå en rad fel: de svarar mot lönen på raden bredvid.")
	}
}

// standsOff tells whether what fits nowhere on its own row fits one row away
// everywhere.
func standsOff(n int, fits func(i, k int) bool) bool {
	for i := range n {
		if fits(i, i) {
			return false
		}
	}
	down, up := true, true
	for i := range n - 1 {
		down = down && fits(i, i+1)
		up = up && fits(i+1, i)
	}
	return down || up
}
