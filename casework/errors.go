package casework

import (
	"errors"
	"fmt"

	"sef.se/kontakten/avgiftslista"
)

// Kind says what sort of refusal an Error is; web has one table from Kind to HTTP status.
type Kind int

// The kinds of refusal. Everything else that goes wrong is a plain wrapped error: a fault, not an answer.
const (
	NotFound    Kind = iota + 1 // the thing is not there, or not for this actor (404; R8: the two look alike)
	Invalid                     // what was sent cannot be right (422)
	Conflict                    // it was right, but something changed meanwhile (409)
	Denied                      // the actor may not (403)
	Unavailable                 // a neighbour (mailbox, database, drawing) does not answer just now (503)
)

// String names the kind for logs.
func (k Kind) String() string {
	switch k {
	case NotFound:
		return "not found"
	case Invalid:
		return "invalid"
	case Conflict:
		return "conflict"
	case Denied:
		return "denied"
	case Unavailable:
		return "unavailable"
	}
	return "fault"
}

// Error is a refusal with a plain Swedish sentence for the person and a cause for the log.
// Neither ever holds a personnummer or a name.
type Error struct {
	Kind       Kind
	Sentence   string       // for the page, Swedish, says the mend
	Difference *Difference  // what changed since the page was shown; only with Conflict, may be nil
	Accept     []Acceptable // what a person may accept, so that the same request succeeds; only with Conflict
	Cause      error        // for the log, may be nil
}

// Acceptable is a finding that a person may accept. Key says which finding of which row as it
// stands: where the row is changed the key is another, and what was accepted is so no more.
type Acceptable struct {
	Key string
	avgiftslista.Finding
}

// Error is the log's form: kind, sentence, cause.
func (e *Error) Error() string {
	if e.Cause == nil {
		return fmt.Sprintf("%s: %s", e.Kind, e.Sentence)
	}
	return fmt.Sprintf("%s: %s: %v", e.Kind, e.Sentence, e.Cause)
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Refuse makes an Error of a kind with a Swedish sentence.
func Refuse(kind Kind, sentence string, args ...any) *Error {
	return &Error{Kind: kind, Sentence: fmt.Sprintf(sentence, args...)}
}

// KindOf gives the kind of the first Error in the chain, 0 for a fault or nil.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return 0
}
