package history

import (
	"fmt"
	"maps"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/internal/register"
)

// Sibling is another open case of the same company and period with its rows.
type Sibling struct {
	ID   casework.CaseID
	Rows []casework.CaseRow
}

// ToldTwice notes open cases that give the very same persons the very same
// amounts, and those that give some of the same persons others: only one of
// them can be right.
func ToldTwice(rows []casework.CaseRow, others []Sibling) []avgiftslista.Finding {
	mine := byPerson(rows)
	if len(mine) == 0 {
		return nil
	}
	var found []avgiftslista.Finding
	for _, o := range others {
		theirs := byPerson(o.Rows)
		f := avgiftslista.Finding{Code: CodeTold, Row: avgiftslista.WholeDraft, Severity: avgiftslista.Warning}
		switch {
		case maps.Equal(mine, theirs): // what is booked first makes a duplicate of the other (R6)
			f.Severity = avgiftslista.Hint
			f.Text = fmt.Sprintf("Ärende %s ger samma personer samma belopp för samma månad.", o.ID)
		case differing(mine, theirs) > 0:
			f.Text = fmt.Sprintf("Ärende %s ger %d av personerna andra belopp för samma månad. Ta ställning till dem tillsammans.", o.ID, differing(mine, theirs))
		default:
			continue
		}
		found = append(found, f)
	}
	return found
}

// byPerson sums the rows of persons with a number.
func byPerson(rows []casework.CaseRow) map[register.Personnummer]ledger.Sum {
	sums := map[register.Personnummer]ledger.Sum{}
	for _, r := range rows {
		if r.Personnummer.IsZero() || r.Blank {
			continue
		}
		s := sums[r.Personnummer]
		s.Rows, s.MemberFee, s.ControlFee = s.Rows+1, s.MemberFee+r.MemberFee, s.ControlFee+r.ControlFee
		sums[r.Personnummer] = s
	}
	return sums
}

func differing(mine, theirs map[register.Personnummer]ledger.Sum) int {
	n := 0
	for p, s := range mine {
		if t, both := theirs[p]; both && t != s {
			n++
		}
	}
	return n
}
