package history

import (
	"fmt"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/internal/register"
)

// The codes of the findings, stable names.
const (
	CodeDeviates  = "last_month_deviates"
	CodeShifted   = "last_month_shifted"
	CodeExchanged = "last_month_exchanged"
	CodeSame      = "last_month_same"
	CodeTold      = "told_twice"
)

// The bounds of what is worth a look. A month with a holiday or without
// overtime is no deviation; three times the amount is a slip of the pen more
// often than not.
const (
	leastKronor  register.Amount = 200_00 // below it no difference is told
	hintTenths   register.Amount = 5      // from five tenths up or down a hint
	warnTimes    register.Amount = 3      // from three times, or a third, a warning
	leastShifted int             = 3      // rows
)

// LastMonth compares rows with what the same persons paid last, which stands in
// Expected. It gives nothing where there is no history (R3).
func LastMonth(rows []casework.CaseRow) []avgiftslista.Finding {
	known := make([]int, 0, len(rows))
	for i, r := range rows {
		if hasLast(r) && !r.Skip && !r.Blank {
			known = append(known, i)
		}
	}
	if f, off := aRowOff(rows, known); off {
		return []avgiftslista.Finding{f}
	}
	if f, same := allTheSame(rows, known); same {
		return []avgiftslista.Finding{f}
	}
	found, taken := exchanged(rows, known)
	for _, i := range known {
		if f, far := deviates(i, rows[i]); far && !taken[i] {
			found = append(found, f)
		}
	}
	return found
}

func hasLast(r casework.CaseRow) bool { return r.Expected != nil && !r.Expected.LastPeriod.IsZero() }

// fees gives both fees of a row and of the same person's last month.
func fees(r casework.CaseRow) (now, last ledger.Sum) {
	return ledger.Sum{MemberFee: r.MemberFee, ControlFee: r.ControlFee}, ledger.Sum{MemberFee: r.Expected.LastMember, ControlFee: r.Expected.LastControl}
}

// deviates judges one row by itself.
func deviates(i int, r casework.CaseRow) (avgiftslista.Finding, bool) {
	now, last := r.MemberFee, r.Expected.LastMember
	if now <= 0 || last <= 0 || (now-last).Abs() < leastKronor {
		return avgiftslista.Finding{}, false
	}
	f := avgiftslista.Finding{Code: CodeDeviates, Row: i, Severity: avgiftslista.Hint,
		Text: fmt.Sprintf("Medlemsavgiften är %s. I %s var den %s.", now.Kronor(), r.Expected.LastPeriod.Words(), last.Kronor())}
	switch {
	case now >= warnTimes*last || last >= warnTimes*now:
		f.Severity = avgiftslista.Warning
	case 10*(now-last).Abs() < hintTenths*last:
		return f, false
	}
	return f, true
}

// exchanged finds neighbours that have each other's amounts of last month, and
// tells which rows they are.
func exchanged(rows []casework.CaseRow, known []int) (found []avgiftslista.Finding, taken map[int]bool) {
	taken = map[int]bool{}
	for k := 0; k+1 < len(known); k++ {
		i, j := known[k], known[k+1]
		a, lastA := fees(rows[i])
		b, lastB := fees(rows[j])
		if taken[i] || lastA == lastB || a != lastB || b != lastA {
			continue
		}
		taken[i], taken[j] = true, true
		found = append(found, avgiftslista.Finding{Code: CodeExchanged, Row: j, Severity: avgiftslista.Warning,
			Text: fmt.Sprintf("Raden och rad %d har varandras belopp från %s.", i+1, rows[i].Expected.LastPeriod.Words())})
	}
	return found, taken
}

// aRowOff tells a list whose amounts stand one row above or below the person who
// had them last month: nobody's own, but nearly everybody's neighbour's.
func aRowOff(rows []casework.CaseRow, known []int) (avgiftslista.Finding, bool) {
	if len(known) < leastShifted || len(known) < len(rows)-1 {
		return avgiftslista.Finding{}, false
	}
	down, up := true, true
	for k, i := range known {
		now, last := fees(rows[i])
		if now == last {
			return avgiftslista.Finding{}, false
		}
		if k > 0 {
			_, above := fees(rows[known[k-1]])
			down = down && now == above
		}
		if k+1 < len(known) {
			_, below := fees(rows[known[k+1]])
			up = up && now == below
		}
	}
	return avgiftslista.Finding{Code: CodeShifted, Row: avgiftslista.WholeDraft, Severity: avgiftslista.Warning,
		Text: "Beloppen ser ut att stå en rad fel: var och en har det som personen på raden bredvid hade i " + rows[known[0]].Expected.LastPeriod.Words() + "."}, down || up
}

// allTheSame tells a list of several persons in which every amount is last
// month's: right where all have monthly pay, but also how an old file looks.
func allTheSame(rows []casework.CaseRow, known []int) (avgiftslista.Finding, bool) {
	if len(known) < leastShifted || len(known) != len(rows) {
		return avgiftslista.Finding{}, false
	}
	for _, i := range known {
		if now, last := fees(rows[i]); now != last {
			return avgiftslista.Finding{}, false
		}
	}
	return avgiftslista.Finding{Code: CodeSame, Row: avgiftslista.WholeDraft, Severity: avgiftslista.Hint,
		Text: "Alla belopp är desamma som för " + rows[known[0]].Expected.LastPeriod.Words() + ". Gäller underlaget rätt månad?"}, true
}
