// Package green says which mails are so plain that they may be approved many at once, and
// bounds how (practice.md R10). It holds the rule and the values; casework/store/greenbook keeps
// them, casework/web/greenpage shows them.
//
//	queue ─▶ [Reasons] none? ─▶ shown with company, period, rows and total ─▶ ticked, at most 25
//	                                                                              │
//	     one in twenty, by chance ◀───────────────────────────────────────────────┤
//	        │ held back: another person decides it alone, without                 └─▶ booked
//	        │ being told of the first; whether the two agree is counted
package green

import (
	"context"
	"slices"
	"strings"
	"time"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/internal/register"
)

// Most is how many cases one bulk approval takes; OneIn is of how many one is held back.
const (
	Most  = 25
	OneIn = 20
)

// History is what the rule asks of the company beside the case.
type History struct {
	Reported bool // the company has reported an earlier period with us
}

// Reasons says in Swedish why a case is not green; none where it is. It is the one place where
// that is decided.
func Reasons(p casework.CasePage, h History) []string {
	var out []string
	not := func(is bool, why string) {
		if is {
			out = append(out, why)
		}
	}
	c := p.Case
	not(c.State != casework.CaseNew && c.State != casework.CaseOpen || p.Request != nil, "ärendet är inte öppet")
	not(c.Restricted, "skyddade uppgifter")
	not(len(c.Kinds) != 1 || c.Kind() != "fee_data", "mejlet gäller mer än avgiftsuppgifter")
	not(!c.SenderKnown, "avsändaren är inte känd")
	not(c.Company == nil || !twoKinds(p.Evidence), "företaget framgår inte på två oberoende sätt")
	not(c.Period.IsZero() || !saysPeriod(p.Evidence, c.Period), "perioden sägs inte i texten eller filen")
	not(p.Stated == nil || *p.Stated != p.Sum.Total(), "en summa som stämmer saknas")
	not(len(p.Missing) > 0, "en väntad medlem saknas")
	not(len(c.Flags) > 0, "ärendet har flaggor")
	not(slices.ContainsFunc(p.Findings, func(f avgiftslista.Finding) bool { return f.Severity != avgiftslista.Hint }), "det finns anmärkningar")
	not(p.Sum.Rows == 0 || slices.ContainsFunc(p.Rows, odd), "en rad är ändrad, tom eller bokförs inte")
	not(p.Proposal == nil || p.Proposal.Kind != ledger.New, "perioden har redan en redovisning")
	not(len(p.Siblings) > 0, "fler ärenden gäller samma företag och period")
	not(!h.Reported, "det är företagets första redovisning")
	return out
}

func odd(r casework.CaseRow) bool {
	return r.Skip || r.Blank || r.Book || r.Mark != casework.MarkMachine
}

// twoKinds tells whether at least two independent kinds of evidence point to one company.
func twoKinds(all []casework.Evidence) bool {
	kinds := map[string][]string{}
	for _, e := range all {
		if e.Of == "company" && !slices.Contains(kinds[e.Points], e.By) {
			kinds[e.Points] = append(kinds[e.Points], e.By)
		}
	}
	return len(kinds) == 1 && slices.ContainsFunc(all, func(e casework.Evidence) bool { return len(kinds[e.Points]) >= 2 })
}

// saysPeriod tells whether the new text or a file names the period; a subject may be a year old.
func saysPeriod(all []casework.Evidence, p register.Period) bool {
	return slices.ContainsFunc(all, func(e casework.Evidence) bool {
		return e.Of == "period" && e.Points == p.String() && e.By != "subject" && !strings.HasSuffix(e.Text, "ämnesraden")
	})
}

// Row is a green case as the bulk page shows it.
type Row struct {
	Case    casework.CaseID
	Company casework.CompanyRef
	Period  register.Period
	Sum     ledger.Sum
	Age     time.Time
	Screen  casework.Screen
}

// Page is what may be approved together, oldest first, and what the held-back ones have told.
type Page struct {
	Rows     []Row
	Looked   int                        // candidates that were looked at
	Not      map[casework.CaseID]string // of those that were named: Swedish, why one is not green
	Held     int                        // held back so far and decided by a second person
	Disagree int                        // of them decided otherwise
	Interest []casework.CompanyRef
}

// Item is a case with the screen that was shown of it.
type Item struct {
	Case   casework.CaseID
	Screen casework.Screen
}

// Approval is a bulk approval.
type Approval struct {
	Key   string // idempotency key of the whole
	Items []Item
	By    casework.Actor
}

// Valid refuses (Invalid) none and too many.
func (a Approval) Valid() error {
	switch {
	case len(a.Items) == 0:
		return casework.Refuse(casework.Invalid, "Välj minst ett ärende.")
	case len(a.Items) > Most:
		return casework.Refuse(casework.Invalid, "Högst %d ärenden kan godkännas på en gång.", Most)
	case len(a.Key) < 16 || len(a.Key) > 40:
		return casework.Refuse(casework.Invalid, "Sidan saknar sin nyckel. Läs om den och försök igen.")
	}
	return nil
}

// Result is what became of a bulk approval.
type Result struct {
	Approved []casework.CaseID
	Held     []casework.CaseID // left for a second person
	Refused  map[casework.CaseID]string
}

// Book approves green cases together.
type Book interface {
	// GreenPage looks through the oldest fee data for green cases, or through only those that are
	// named, and logs each that it looks at.
	GreenPage(ctx context.Context, by casework.Actor, only ...casework.CaseID) (Page, error)
	// ApproveGreen approves cases that are green still. One in twenty is held back.
	ApproveGreen(ctx context.Context, a Approval) (Result, error)
	// SetInterest adds a company to, or takes it from, those that the actor or a near relative
	// has an interest in: the actor approves none of its cases (R10). Invalid: no such company.
	SetInterest(ctx context.Context, by casework.Actor, customer int, has bool) error
}
