package ledger

import "sef.se/kontakten/internal/register"

// Said is what the sender says about the data beside its amounts.
type Said struct {
	Correction bool // "rättelse", "fel i förra"
	Further    bool // a further pay-out in the same month
}

// Change is what became of a person between the current report and the new data.
type Change string

// The changes.
const (
	Same    Change = "same"
	Changed Change = "changed"
	Added   Change = "added"
	Removed Change = "removed"
)

// Compared is one person in both, row by row as the page shows it.
type Compared struct {
	Person        Person
	Name          string
	Before, After Sum // Rows is 0 where the person is not in it; a person twice is summed
	Change        Change
}

// Proposal is what the program thinks that new fee data is, and what would stand after the click.
type Proposal struct {
	Kind    Kind
	Current Sum        // what stands now
	After   Sum        // what stands after approving as Kind
	Lines   []Compared // in the order of the new data, the removed last
	Latest  int        // Report.Latest that it was made against
	Second  []string   // why a second person is needed, Swedish; empty where not
	Why     string     // one Swedish sentence for the page
}

// NeedsSecond tells whether approving as Kind needs a second person.
func (p Proposal) NeedsSecond() bool { return len(p.Second) > 0 }

// Propose says what new rows mean for a company and period that has the report cur (R6).
func Propose(cur Report, rows []Row, said Said) Proposal {
	lines := compare(cur.Current(), rows)
	kind := classify(lines, len(cur.Current()) > 0, said)
	return ProposeAs(cur, rows, kind)
}

// ProposeAs is the proposal for a kind that the clerk chose.
func ProposeAs(cur Report, rows []Row, kind Kind) Proposal {
	p := Proposal{Kind: kind, Current: cur.Sum(), Lines: compare(cur.Current(), rows), Latest: cur.Latest(), Why: why(kind)}
	switch kind {
	case New, Addition:
		p.After = p.Current.plus(SumOf(rows))
	case Correction:
		p.After = SumOf(rows)
		p.Second = secondPerson(p)
	case Annulment:
		p.Second = []string{"En makulering kräver en andra person."}
	default:
		p.After = p.Current
	}
	return p
}

func (s Sum) plus(t Sum) Sum {
	return Sum{Rows: s.Rows + t.Rows, MemberFee: s.MemberFee + t.MemberFee, ControlFee: s.ControlFee + t.ControlFee}
}

// classify follows the table in the package comment.
func classify(lines []Compared, hasReport bool, said Said) Kind {
	count := map[Change]int{}
	for _, l := range lines {
		count[l.Change]++
	}
	common := count[Same] + count[Changed]
	switch {
	case !hasReport:
		return New
	case common > 0 && common == count[Same] && common == len(lines):
		return Duplicate
	case said.Correction:
		return Correction
	case common == 0, said.Further:
		return Addition
	case common == len(lines):
		return Correction
	}
	return Question
}

// compare puts the current postings and the new rows side by side, a person once.
func compare(cur []Posting, rows []Row) []Compared {
	at := map[Person]int{}
	var lines []Compared
	line := func(who Person, name string) *Compared {
		i, ok := at[who]
		if !ok || who == (Person{}) { // unknown persons are never taken for one another
			i = len(lines)
			at[who] = i
			lines = append(lines, Compared{Person: who, Name: name})
		}
		return &lines[i]
	}
	for _, r := range rows {
		l := line(r.Person, r.Name)
		l.After = l.After.add(r.MemberFee, r.ControlFee)
	}
	for _, p := range cur {
		l := line(p.Person, p.Name)
		l.Before = l.Before.add(p.MemberFee, p.ControlFee)
	}
	for i := range lines {
		lines[i].Change = change(lines[i].Before, lines[i].After)
	}
	return lines
}

func change(before, after Sum) Change {
	switch {
	case before.Rows == 0:
		return Added
	case after.Rows == 0:
		return Removed
	case before.MemberFee == after.MemberFee && before.ControlFee == after.ControlFee:
		return Same
	}
	return Changed
}

// secondPerson gives the reasons of R6 why a correction needs one.
func secondPerson(p Proposal) []string {
	var out []string
	if before, after := p.Current.Total(), p.After.Total(); lowersByMoreThanTenth(before, after) {
		out = append(out, "Rättelsen sänker summan med mer än 10 %.")
	}
	for _, l := range p.Lines {
		if l.Change == Removed {
			return append(out, "Rättelsen tar bort en person.")
		}
	}
	return out
}

// lowersByMoreThanTenth tells whether after is below nine tenths of before, in whole öre.
func lowersByMoreThanTenth(before, after register.Amount) bool {
	return before > after && (before-after) > before/10 && (before-after)*10 > before
}

func why(kind Kind) string {
	switch kind {
	case New:
		return "Företaget har ingen redovisning för perioden."
	case Duplicate:
		return "Samma personer och belopp är redan bokförda. Inget bokförs igen."
	case Addition:
		return "Raderna läggs till det som redan är bokfört. Inget återförs."
	case Correction:
		return "Det som är bokfört återförs och de nya raderna bokförs i stället."
	case Annulment:
		return "Det som är bokfört återförs och inget nytt bokförs."
	}
	return "Uppgifterna överlappar det som är bokfört utan att vara en ren rättelse eller ett rent tillägg. Fråga företaget, eller välj själv och skriv varför."
}
