// Package annulment takes back a decided report (practice.md R7): makulera, which reverses it
// and books nothing, and flytta, which reverses it here and books the same rows for another
// company or period, in one transaction, linked both ways. It holds values and rules;
// casework/store/annulbook keeps it, casework/web/annul shows it.
//
//	asked by one ─▶ confirmed by another ─▶ one transaction: annulment, and for a move the new report;
//	     │                                  the list goes back, its keyings are replaced; a receipt
//	     └─▶ declined                       that was sent is followed by a correction to the same address
//
// What is taken back is one version: what other sources booked for the month stands.
package annulment

import (
	"context"
	"slices"
	"strings"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/internal/register"
)

// Reason is why a report is taken back, of a fixed list.
type Reason string

// The reasons.
const (
	WrongCompany Reason = "wrong_company"
	WrongPeriod  Reason = "wrong_period"
	WrongAmounts Reason = "wrong_amounts"
	Twice        Reason = "twice"
	NotAReport   Reason = "not_a_report"
	CompanyAsked Reason = "company_asked"
)

// Reasons are the reasons in the order of the page.
func Reasons() []Reason {
	return []Reason{WrongCompany, WrongPeriod, WrongAmounts, Twice, NotAReport, CompanyAsked}
}

// Word is the reason in Swedish.
func (r Reason) Word() string {
	words := map[Reason]string{
		WrongCompany: "bokförd på fel företag", WrongPeriod: "bokförd på fel period", WrongAmounts: "fel belopp eller fel personer",
		Twice: "bokförd två gånger", NotAReport: "det var ingen redovisning", CompanyAsked: "företaget har bett om det",
	}
	if w, ok := words[r]; ok {
		return w
	}
	return string(r)
}

// Target is where a report is moved.
type Target struct {
	Organisation register.OrganisationNumber
	Period       register.Period
}

// Ask is the first person's wish.
type Ask struct {
	Report ledger.ReportID
	Reason Reason
	Words  string  // the person's own; never a personnummer
	To     *Target // nil for makulera
	Key    string  // idempotency key
	By     casework.Actor
}

// Valid refuses (Invalid) what cannot be right whatever the report is.
func (a Ask) Valid() error {
	switch {
	case len(a.Key) < 16 || len(a.Key) > 64:
		return casework.Refuse(casework.Invalid, "Sidan saknar sin nyckel. Läs om den och försök igen.")
	case !slices.Contains(Reasons(), a.Reason):
		return casework.Refuse(casework.Invalid, "Välj varför redovisningen tas bort.")
	case len(a.Words) > 500 || casework.HoldsPersonnummer(a.Words):
		return casework.Refuse(casework.Invalid, "Texten är för lång eller innehåller ett personnummer. Ändra den.")
	case a.To != nil && (a.To.Organisation.IsZero() || a.To.Period.IsZero()):
		return casework.Refuse(casework.Invalid, "Ange vilket företag och vilken period redovisningen ska flyttas till.")
	}
	return nil
}

// Answer is the second person's.
type Answer struct {
	Request int64
	Yes     bool
	Key     string
	By      casework.Actor
}

// Request is a wish that waits for a second person.
type Request struct {
	ID       int64
	Reason   Reason
	Words    string
	By       casework.Actor
	At       time.Time
	Mine     bool                 // the actor asked and so may not confirm
	To       *casework.CompanyRef // nil for makulera
	ToPeriod register.Period
}

// Says is the wish in one Swedish sentence.
func (r Request) Says() string {
	text := "makulera redovisningen"
	if r.To != nil {
		text = "flytta redovisningen till " + r.To.Name + ", " + r.ToPeriod.Words()
	}
	text += ": " + r.Reason.Word()
	if w := strings.TrimSpace(r.Words); w != "" {
		text += ". ”" + w + "”"
	}
	return text
}

// Link is another version that this one was moved to or from, or that took it back.
type Link struct {
	Report  ledger.ReportID
	Company casework.CompanyRef
	Period  register.Period
}

// Page is one version of a report with what may be done to it.
type Page struct {
	Version   ledger.Version
	Company   casework.CompanyRef
	Stands    bool // some of it is current
	Request   *Request
	MovedTo   *Link
	MovedFrom *Link
}

// Outcome is what a step did.
type Outcome struct {
	Request   int64           // asked now
	Annulment ledger.ReportID // 0 until it is confirmed
	Moved     ledger.ReportID // 0 where nothing was moved
	Customer  int             // whose page to show next
	Said      string          // Swedish
	Repeat    bool
}

// Undoable is an approval that its clerk can still undo (R28).
type Undoable struct {
	Report ledger.ReportID
	Until  time.Time
}

// Book takes reports back.
type Book interface {
	// Undoable gives the actor's own latest approval in a case while it can be undone; zero
	// where there is none.
	Undoable(ctx context.Context, by casework.Actor, id casework.CaseID) (Undoable, error)
	// Undo undoes an approval by who gave it, within the time for it: the ledger shows both,
	// mails that have not left are stopped, the case is open again. Denied: another's.
	// Conflict: too late, something has left, or more was booked since.
	Undo(ctx context.Context, by casework.Actor, id ledger.ReportID, key string) (Outcome, error)
	// ReportPage shows a version and logs the opening. NotFound.
	ReportPage(ctx context.Context, by casework.Actor, id ledger.ReportID) (Page, error)
	// AskAnnulment asks a second person. NotFound; Invalid: a target that cannot take the rows;
	// Conflict: nothing of it stands, or somebody has asked.
	AskAnnulment(ctx context.Context, a Ask) (Outcome, error)
	// AnswerAnnulment carries the wish out or declines it. Denied: the actor asked. Conflict:
	// answered before, or the ledger has changed so that it cannot be done.
	AnswerAnnulment(ctx context.Context, a Answer) (Outcome, error)
}
