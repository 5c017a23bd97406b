// Package teamwork is how clerks work together on a case, beyond deciding it: they say what it is
// about, write notes to each other, link cases that belong together, and break out of a case what
// another should do. It holds values and rules; casework/store/teambook keeps them,
// casework/web shows them.
//
//	mail read as a question ──SetKinds──▶ fee data       the reading stays beside it: a labelled
//	                                                      example (casework/labelled)
//	note "@kim, kan du se på det här?" ──▶ mention ──▶ seen, when kim opens it from the list
//	case K-1 ◀──Link──▶ case K-2           neither changes state
//	fee data + question ──SplitOff──▶ fee data  +  question, a case of its own with the same mail
//	K-1, merged into K-2 ──Unmerge on K-2──▶ K-1 as it was, while nothing has been decided in K-2
package teamwork

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/register"
)

// The steps that teamwork writes into a case's history.
const (
	EventKinds  casework.EventKind = "kinds"  // what the case is about was corrected; the kinds in Data
	EventLinked casework.EventKind = "linked" // or the link was taken away
	EventSplit  casework.EventKind = "split"  // some of its errands went to a case of their own

	EventRespite casework.EventKind = "respite" // the period may wait
)

// Kinds are the kinds of contract.md that a person can say of a case, in the order of a form.
func Kinds() []string {
	return []string{"fee_data", "returned_list", "paper_request", "credential_request", "contact_person", "question", "delivery_failure", "auto_reply", "other"}
}

// SetKinds says what the case is about, the most important first.
type SetKinds struct{ Kinds []string }

// Valid wants kinds, each once; other stands alone.
func (d SetKinds) Valid() error {
	seen := map[string]bool{}
	for _, k := range d.Kinds {
		if !slices.Contains(Kinds(), k) || seen[k] {
			return casework.Refuse(casework.Invalid, "Sidan skickade ett slag som inte finns. Läs om den.")
		}
		seen[k] = true
	}
	switch {
	case len(d.Kinds) == 0:
		return casework.Refuse(casework.Invalid, "Välj vad ärendet gäller.")
	case len(d.Kinds) > 1 && seen["other"]:
		return casework.Refuse(casework.Invalid, "Övrigt kan inte väljas tillsammans med något annat.")
	}
	return nil
}

// Leads nowhere.
func (d SetKinds) Leads() casework.CaseState { return "" }

// FeeFlags are the flags of contract.md that say something of fee data only: they go when a case
// is found to hold none.
func FeeFlags() []string {
	return []string{"no_rows", "period_missing", "total_mismatch", "member_missing", "rate_deviation", "duplicate_member", "negative_amount", "member_unknown", "personnummer_invalid"}
}

// HoldsFees tells whether a case of these kinds is about fee data.
func HoldsFees(kinds []string) bool {
	return slices.Contains(kinds, "fee_data") || slices.Contains(kinds, "returned_list")
}

// Note writes a line in the history; whoever is named in it as @login is told.
type Note struct{ Text string }

// Valid wants a text without a personnummer.
func (d Note) Valid() error { return casework.AddNote{Text: d.Text}.Valid() }

// Leads nowhere.
func (d Note) Leads() casework.CaseState { return "" }

// Colleague is somebody who can be named or be handed a case.
type Colleague struct {
	ID    int64
	Login string
	Name  string
}

// Named gives the colleagues that a text names: "@" and the login, or the first name where only
// one has it. Case makes no difference; an e-mail address names nobody.
func Named(text string, all []Colleague) []Colleague {
	var out []Colleague
	runes := []rune(text)
	for i, r := range runes {
		if r != '@' || i > 0 && wordRune(runes[i-1]) {
			continue
		}
		end := i + 1
		for end < len(runes) && wordRune(runes[end]) {
			end++
		}
		word := strings.TrimRight(string(runes[i+1:end]), ".-")
		if c, ok := byName(word, all); ok && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("._-", r)
}

func byName(word string, all []Colleague) (Colleague, bool) {
	if word == "" {
		return Colleague{}, false
	}
	var first []Colleague
	for _, c := range all {
		name, _, _ := strings.Cut(c.Name, " ")
		switch {
		case strings.EqualFold(c.Login, word):
			return c, true
		case strings.EqualFold(name, word):
			first = append(first, c)
		}
	}
	if len(first) == 1 {
		return first[0], true
	}
	return Colleague{}, false
}

// Link says that two cases belong together; neither changes state. With Away the link goes.
type Link struct {
	To   casework.CaseID
	Why  string // a few words, "" for none
	Away bool
}

// Valid wants the other case, and words without a personnummer.
func (d Link) Valid() error {
	switch {
	case d.To == 0:
		return casework.Refuse(casework.Invalid, "Ange numret på ärendet som hör ihop med det här.")
	case len(d.Why) > 200:
		return casework.Refuse(casework.Invalid, "Texten är för lång, högst 200 tecken.")
	case casework.HoldsPersonnummer(d.Why):
		return casework.Refuse(casework.Invalid, "Texten innehåller ett personnummer. Ta bort det.")
	}
	return nil
}

// Leads nowhere.
func (d Link) Leads() casework.CaseState { return "" }

// SplitOff gives some of a case's errands to a case of their own, with the same mail. Fee data
// stays with its rows: a mail for several clients is divided by its rows instead (R25).
type SplitOff struct{ Kinds []string }

// Valid wants errands that can leave.
func (d SplitOff) Valid() error {
	if len(d.Kinds) == 0 {
		return casework.Refuse(casework.Invalid, "Välj vad som ska bli ett eget ärende.")
	}
	if HoldsFees(d.Kinds) {
		return casework.Refuse(casework.Invalid, "Avgiftsuppgifterna stannar med sina rader. Bryt ut det andra i stället.")
	}
	return nil
}

// Leads nowhere.
func (d SplitOff) Leads() casework.CaseState { return "" }

// Linked is a case that belongs to another.
type Linked struct {
	Case  casework.CaseID
	State casework.CaseState
	Kinds []string
	Word  string // how: "delad ur", "utbruten", "hör ihop", with the words that were given
	Away  bool   // the link can be taken away
}

// ReportNothing says that a company has nothing to report for the case's period: a report of no
// rows with a reason, which closes the month (R22).
type ReportNothing struct{ Reason string }

// Valid wants a reason.
func (d ReportNothing) Valid() error { return casework.AddNote{Text: d.Reason}.Valid() }

// Leads to decided.
func (d ReportNothing) Leads() casework.CaseState { return casework.CaseDecided }

// Respite lets the case's period wait until a day: no reminder goes before it.
type Respite struct {
	Until  register.Date
	Reason string
}

// Valid wants a day and a reason.
func (d Respite) Valid() error {
	if d.Until.IsZero() {
		return casework.Refuse(casework.Invalid, "Ange till vilken dag anståndet gäller.")
	}
	return casework.AddNote{Text: d.Reason}.Valid()
}

// Leads nowhere.
func (d Respite) Leads() casework.CaseState { return "" }

// Around is what stands around a case on its page.
type Around struct {
	Colleagues []Colleague // who may be given it, the actor left out; by name
	Linked     []Linked
	Merged     []Merged  // what was merged into it and still is
	HeldSince  time.Time // since when its holder has it; zero where nobody does
}

// Mention is a note that names somebody.
type Mention struct {
	ID      int64
	Case    casework.CaseID
	Kinds   []string
	Company string // "" where none is told
	By      string
	Text    string
	At      time.Time
	Seen    bool
}

// Book keeps it. A restricted case is NotFound for who may not see it, and names nobody who may
// not (R8).
type Book interface {
	// Decide carries out SetKinds, Note, Link, SplitOff, Respite or Unmerge as casework.Cases does.
	// Conflict: the case is not live (a note or a link may always be made); of Unmerge what
	// Merged.Hold says, or that somebody else has the case.
	Decide(ctx context.Context, c casework.Command) (casework.Outcome, error)
	// Around gives what stands around a case. It logs nothing: the case's own opening does.
	Around(ctx context.Context, by casework.Actor, id casework.CaseID) (Around, error)
	// Unseen counts the mentions that the actor has not seen.
	Unseen(ctx context.Context, by casework.Actor) (int, error)
	// Mentions gives the actor's latest mentions, unseen ones first, at most 50.
	Mentions(ctx context.Context, by casework.Actor) ([]Mention, error)
	// See notes that the actor has seen a mention of theirs, and gives its case. NotFound.
	See(ctx context.Context, by casework.Actor, mention int64) (casework.CaseID, error)
}
