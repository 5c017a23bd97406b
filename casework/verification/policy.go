package verification

import (
	"encoding/binary"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/register"
)

// Mode is how lists are chosen for a second keying.
type Mode string

// The modes. There is none that chooses nothing.
const (
	ByRisk Mode = "risk"   // lists with a risk, and a sample of the others
	Always Mode = "always" // every list
)

// Policy is the rule in force. A supervisor sets it; each one is kept with its day and name.
type Policy struct {
	Mode      Mode
	Sample    int             // lists without a risk that are keyed twice all the same, per thousand
	Limit     register.Amount // a member fee above it is a risk
	Deviation int             // a fee that differs by more than this from last month's is a risk, per cent
	NewClerk  int             // a clerk who has keyed fewer rows than this is new
	SetBy     string          // "" for the policy that the program begins with
	SetAt     time.Time
}

// Default is the policy of a database in which nobody has set one.
func Default() Policy {
	return Policy{Mode: ByRisk, Sample: 50, Limit: 2_500_00, Deviation: 25, NewClerk: 200}
}

// Valid refuses (Invalid) a policy that would choose by no rule.
func (p Policy) Valid() error {
	switch {
	case p.Mode != ByRisk && p.Mode != Always:
		return casework.Refuse(casework.Invalid, "Välj om alla listor registreras två gånger eller bara de med risk.")
	case p.Sample < 0 || p.Sample > 1000:
		return casework.Refuse(casework.Invalid, "Stickprovet anges i promille, från 0 till 1 000.")
	case p.Limit <= 0:
		return casework.Refuse(casework.Invalid, "Beloppsgränsen måste vara större än noll.")
	case p.Deviation < 1 || p.Deviation > 1000:
		return casework.Refuse(casework.Invalid, "Avvikelsen anges i procent, från 1 till 1 000.")
	case p.NewClerk < 0 || p.NewClerk > 100_000:
		return casework.Refuse(casework.Invalid, "Antalet rader för en ny registrerare är inte rimligt.")
	}
	return nil
}

// Reason is why a list is keyed a second time.
type Reason string

// The reasons, the gravest first. ReasonSample is chance: it is what the residual error of the
// lists that are keyed once is estimated from.
const (
	ReasonAlways    Reason = "always"
	ReasonSum       Reason = "sum"       // the sum does not agree with the written one
	ReasonNoSum     Reason = "no_sum"    // no sum is written, so nothing can agree
	ReasonUnknown   Reason = "unknown"   // a person whom the register has not in the company
	ReasonRate      Reason = "rate"      // the fees do not fit the agreement's rates
	ReasonDeviation Reason = "deviation" // from last month
	ReasonSwapped   Reason = "swapped"   // a row has what another row had last month
	ReasonLimit     Reason = "limit"     // an amount above the limit
	ReasonNewClerk  Reason = "new_clerk"
	ReasonSample    Reason = "sample"
)

// Word is the reason in Swedish.
func (r Reason) Word() string {
	words := map[Reason]string{
		ReasonAlways: "alla listor", ReasonSum: "summan stämmer inte", ReasonNoSum: "ingen summa på listan",
		ReasonUnknown: "okänd person", ReasonRate: "avgiften avviker från avtalet", ReasonDeviation: "avviker från förra månaden",
		ReasonSwapped: "rader kan vara förväxlade", ReasonLimit: "högt belopp", ReasonNewClerk: "ny registrerare", ReasonSample: "stickprov",
	}
	if w, ok := words[r]; ok {
		return w
	}
	return string(r)
}

// Facts are what the choice looks at.
type Facts struct {
	Sheet     casework.KeyingSheet
	RowsKeyed int    // rows that the clerk has keyed in earlier lists
	Draw      []byte // at least eight bytes that nobody can foresee, the same at each try
}

// Decide gives the reasons for a second keying; none where the list is keyed once.
func (p Policy) Decide(f Facts) []Reason {
	risks := p.risks(f)
	if p.Mode == Always {
		return append([]Reason{ReasonAlways}, risks...)
	}
	if len(risks) == 0 && binary.BigEndian.Uint64(f.Draw)%1000 < uint64(p.Sample) {
		return []Reason{ReasonSample}
	}
	return risks
}

func (p Policy) risks(f Facts) []Reason {
	var out []Reason
	add := func(is bool, r Reason) {
		if is {
			out = append(out, r)
		}
	}
	add(f.Sheet.Written != nil && !f.Sheet.Agrees(), ReasonSum)
	add(f.Sheet.Written == nil, ReasonNoSum)
	add(anyRow(f.Sheet, unknown), ReasonUnknown)
	add(anyRow(f.Sheet, offRate), ReasonRate)
	add(anyRow(f.Sheet, p.deviates), ReasonDeviation)
	add(swapped(f.Sheet), ReasonSwapped)
	add(anyRow(f.Sheet, func(r casework.KeyingRow) bool {
		return r.MemberFee != nil && r.MemberFee.Abs() > p.Limit
	}), ReasonLimit)
	add(f.RowsKeyed < p.NewClerk, ReasonNewClerk)
	return out
}

func anyRow(s casework.KeyingSheet, is func(casework.KeyingRow) bool) bool {
	for _, r := range s.Rows {
		if r.Answered() && is(r) {
			return true
		}
	}
	return false
}

// unknown tells whether the row is a person's who stands on it without being expected.
func unknown(r casework.KeyingRow) bool { return r.New || r.MemberID == 0 }

func offRate(r casework.KeyingRow) bool {
	for _, f := range r.Warnings {
		switch f.Code {
		case "fees_of_two_bases", "fee_off_base", "control_fee_not_in_agreement", "control_fee_lacking", "negative_amount":
			return true
		}
	}
	return false
}

// deviates compares with last month; without one there is nothing to compare, and that is no
// risk (practice.md R3).
func (p Policy) deviates(r casework.KeyingRow) bool {
	if r.Last == nil || r.MemberFee == nil {
		return false
	}
	far := func(now, before register.Amount) bool {
		return (now-before).Abs()*100 > before.Abs()*register.Amount(p.Deviation)
	}
	control := register.Amount(0)
	if r.ControlFee != nil {
		control = *r.ControlFee
	}
	return far(*r.MemberFee, r.Last.MemberFee) || far(control, r.Last.ControlFee)
}

// swapped tells whether rows may have changed places, which leaves every sum as it was: a row has
// not its own fee of last month but another row's, or two neighbours both come much nearer to
// last month when they are exchanged.
func swapped(s casework.KeyingSheet) bool {
	owner := map[register.Amount]int{}
	for i, r := range s.Rows {
		if r.Last != nil {
			owner[r.Last.MemberFee] = i
		}
	}
	for i, r := range s.Rows {
		if r.Last == nil || r.MemberFee == nil || *r.MemberFee == r.Last.MemberFee {
			continue
		}
		if j, ok := owner[*r.MemberFee]; ok && j != i {
			return true
		}
		if i > 0 && exchanged(s.Rows[i-1], r) {
			return true
		}
	}
	return false
}

// The eye slips by one line, so only neighbours are exchanged. What the exchange has to gain is
// set by what pay does by itself: hours and overtime move it by some per cent each month
// (docs/keying.md has the measure).
const (
	gainTimes   = 2 // the two deviate by less than half when exchanged
	gainPercent = 3 // and by this much less of the two fees
)

// exchanged tells whether two rows fit last month much better the other way round.
func exchanged(a, b casework.KeyingRow) bool {
	if a.Last == nil || a.MemberFee == nil || b.Last == nil || b.MemberFee == nil {
		return false
	}
	off := func(now, before casework.KeyingRow) register.Amount {
		return (*now.MemberFee - before.Last.MemberFee).Abs()
	}
	asKeyed, other := off(a, a)+off(b, b), off(b, a)+off(a, b)
	return off(b, a) < off(a, a) && off(a, b) < off(b, b) &&
		other*gainTimes <= asKeyed && (asKeyed-other)*100 >= (a.Last.MemberFee+b.Last.MemberFee).Abs()*gainPercent
}
