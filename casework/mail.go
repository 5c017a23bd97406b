package casework

import (
	"regexp"
	"strings"

	"sef.se/kontakten/internal/register"
)

// Outgoing is a mail that goes into the outbox in the transaction of the decision that causes
// it. It never holds a personnummer or a member's name (invariant 8).
type Outgoing struct {
	Case       CaseID
	To         string // one bare address
	Subject    string // with the case number
	Text       string
	InReplyTo  string   // Message-ID of the mail that is answered, without brackets
	References []string // likewise, oldest first
	Why        string   // "acknowledgement", "receipt", "question", "confirmation"
	Automatic  bool     // carries Auto-Submitted: auto-replied
}

var digitRuns = regexp.MustCompile(`[0-9][0-9 \x{a0}+\-\x{2010}-\x{2015}\x{2212}]{8,}[0-9]`)

// HoldsPersonnummer tells whether a text that shall be kept in clear holds something that reads
// as a personnummer or samordningsnummer: a run of 10 or 12 digits that is one. Organisation
// numbers of legal persons and list numbers pass.
func HoldsPersonnummer(text string) bool {
	for _, run := range digitRuns.FindAllString(text, -1) {
		if _, err := register.ParsePersonnummer(strings.TrimSpace(run), register.Date{Year: 2026, Month: 1, Day: 1}); err == nil {
			return true
		}
	}
	return false
}
