package monthly

import (
	"context"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/register"
)

// LetterState is where a letter stands.
type LetterState string

// The states of a letter.
const (
	LetterHeld       LetterState = "held" // waits for a second person or a new address
	LetterWaiting    LetterState = "waiting"
	LetterPrinted    LetterState = "printed"
	LetterHandedOver LetterState = "handed_over"
	LetterPosted     LetterState = "posted"
	LetterRetur      LetterState = "retur"
	LetterStopped    LetterState = "stopped"
)

// LetterArrows is the machine of a letter, as doc.go draws it.
func LetterArrows() casework.Arrows[LetterState] {
	return casework.Arrows[LetterState]{
		LetterHeld:       {LetterWaiting, LetterStopped},
		LetterWaiting:    {LetterHeld, LetterPrinted, LetterStopped},
		LetterPrinted:    {LetterHandedOver, LetterRetur, LetterStopped},
		LetterHandedOver: {LetterPosted, LetterRetur, LetterStopped},
		LetterPosted:     {LetterRetur},
		LetterRetur:      nil,
		LetterStopped:    nil,
	}
}

// Word is the state in Swedish.
func (s LetterState) Word() string {
	return map[LetterState]string{
		LetterHeld: "hålls inne", LetterWaiting: "väntar på utskrift", LetterPrinted: "utskrivet", LetterHandedOver: "lämnat till skrivaren",
		LetterPosted: "postat", LetterRetur: "i retur", LetterStopped: "stoppat",
	}[s]
}

// KindWord is a kind of letter in Swedish.
func KindWord(kind string) string {
	if w, ok := map[string]string{
		"list": "Avgiftslista", "credentials": "Inloggning", "channel": "Ändrad kanal", "contact": "Ändrade kontaktuppgifter",
		"question": "Fråga om en lista", "answer": "Svar", "receipt": "Kvitto", "reminder1": "Påminnelse 1", "reminder2": "Påminnelse 2",
	}[kind]; ok {
		return w
	}
	return kind
}

// LetterKinds are the kinds that have a text, in the order of the page.
func LetterKinds() []string {
	return []string{"credentials", "channel", "contact", "reminder1", "reminder2", "question", "answer", "receipt"}
}

// Alignment is the kind of sample that shows where envelopes' windows lie.
const Alignment = "kuvert"

// YoungAddress is how old an address must be before credentials go to it (R4).
const YoungAddress = 14 * 24 * time.Hour

// Hold says in Swedish why a letter must wait, "" where it need not: no letter goes to an address
// that is marked returned, credentials to none that is younger than 14 days.
func Hold(kind string, marked bool, addressChanged, now time.Time) string {
	switch {
	case marked:
		return "Adressen är märkt: ett brev har kommit tillbaka."
	case kind == "credentials" && !addressChanged.IsZero() && now.Sub(addressChanged) < YoungAddress:
		return "Adressen är ny (" + register.DateOf(addressChanged).Words() + "). En annan person ringer företaget på det tidigare numret."
	}
	return ""
}

// LetterRow is a letter on its page.
type LetterRow struct {
	Number  string // eight digits
	Kind    string
	Company casework.CompanyRef
	Case    casework.CaseID
	List    string
	State   LetterState
	Why     string
	Created time.Time
	File    int64
}

// LettersPage is the queue of letters and the latest files.
type LettersPage struct {
	Waiting, Held int
	Kinds         map[string]int // of the waiting
	Rows          []LetterRow    // held, waiting, and printed in a file not handed over: what can be stopped; at most 200
	Files         []File         // newest first, at most 20
}

// Reason is why an envelope came back.
type Reason struct{ Key, Word string }

// Reasons are those of R17, in the order of their keys 1 to 5.
func Reasons() []Reason {
	return []Reason{{"moved", "flyttat"}, {"unknown", "okänd"}, {"bankrupt", "konkurs"}, {"refused", "vägrad"}, {"other", "annat"}}
}

// ReasonWord is a reason in Swedish.
func ReasonWord(key string) string {
	for _, r := range Reasons() {
		if r.Key == key {
			return r.Word
		}
	}
	return key
}

// Returned is what a returned envelope led to.
type Returned struct {
	Number  string
	Kind    string
	Company casework.CompanyRef
	Reason  string
	Case    casework.CaseID
	InARow  int // envelopes of the company in a row
	At      time.Time
	By      string
	Lifted  bool
}

// Letters is the queue of letters and what comes back.
type Letters interface {
	// LettersPage shows the queue.
	LettersPage(ctx context.Context, by casework.Actor) (LettersPage, error)
	// PrintLetters puts all that waits into one file and draws it. Denied, Conflict: mode shadow.
	PrintLetters(ctx context.Context, by casework.Actor) (Started, error)
	// Release lets a held letter go: the second person's word that they have called. Denied: the
	// one who ordered it. Conflict.
	Release(ctx context.Context, by casework.Actor, number, called string) error
	// Stop stops a letter until its file is handed over. Conflict.
	Stop(ctx context.Context, by casework.Actor, number string) error
	// LetterPDF draws a letter as it will be printed. NotFound.
	LetterPDF(ctx context.Context, by casework.Actor, number string) (casework.File, error)
	// Sample draws the text of a kind with made-up facts, or the [Alignment] sheets. NotFound.
	Sample(ctx context.Context, by casework.Actor, kind string) (casework.File, error)
	// Ask queues a question about a list; each names a row, never a person. Invalid.
	Ask(ctx context.Context, by casework.Actor, list casework.ListID, questions []string) error
	// Receipt queues a receipt for what was booked from a list. Conflict: nothing is booked.
	Receipt(ctx context.Context, by casework.Actor, list casework.ListID) error
	// Return notes a returned envelope (R17). Invalid: no letter number, NotFound, Conflict: noted
	// before.
	Return(ctx context.Context, by casework.Actor, number, reason string) (Returned, error)
	// Returns gives the latest returned envelopes, newest first.
	Returns(ctx context.Context, by casework.Actor) ([]Returned, error)
}
