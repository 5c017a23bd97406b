package live

import (
	"fmt"
	"strconv"
	"strings"
)

// Kind is what news are about.
type Kind string

// The kinds. The triggers that speak of them stand in migration 100.
const (
	KindCase   Kind = "case"   // "new" or "changed": what the queue shows of a case
	KindEvent  Kind = "event"  // a row of a case's history; What is its kind
	KindList   Kind = "list"   // What is the list's new state
	KindRun    Kind = "run"    // a run of lists; What is its state, or "batch" as it goes on
	KindOutbox Kind = "outbox" // What is the mail's new state
	KindHere   Kind = "here"   // who has a case open has changed
	KindResync Kind = "resync" // something may have been missed: read again what is shown
)

// News is one thing that happened.
type News struct {
	Kind Kind   `json:"kind"`
	ID   int64  `json:"id"` // of the case, list, run or mail; 0 for a resync
	What string `json:"what"`

	Restricted bool `json:"-"` // of a case that only the permitted may hear of (R8)
}

// words bounds what a notification may carry; longer ones are none of ours.
const words = 60

// Parse reads a notification: "case 123 changed", with a further " r" where the case is
// restricted.
func Parse(payload string) (News, error) {
	parts := strings.Fields(payload)
	if len(payload) > words || len(parts) < 3 || len(parts) > 4 || len(parts) == 4 && parts[3] != "r" {
		return News{}, fmt.Errorf("live: a notification of %d bytes is none of ours", len(payload))
	}
	switch k := Kind(parts[0]); k {
	case KindCase, KindEvent, KindList, KindRun, KindOutbox:
		id, err := strconv.ParseInt(parts[1], 10, 64)
		if err != nil {
			return News{}, fmt.Errorf("live: the id of a %s cannot be read", k)
		}
		return News{Kind: k, ID: id, What: parts[2], Restricted: len(parts) == 4}, nil
	}
	return News{}, fmt.Errorf("live: a notification of an unknown kind")
}

// Here is one page's word that a person has a case open, or has left it.
type Here struct {
	Case, Staff int64
	Page        string // tells two pages of one person apart
	Gone        bool
	Restricted  bool
}

// ParseHere reads "here 123 4 page" or "gone 123 4 page", with a further " r".
func ParseHere(payload string) (Here, bool) {
	parts := strings.Fields(payload)
	if len(payload) > words || len(parts) < 4 || parts[0] != "here" && parts[0] != "gone" {
		return Here{}, false
	}
	on, err := strconv.ParseInt(parts[1], 10, 64)
	staff, err2 := strconv.ParseInt(parts[2], 10, 64)
	if err != nil || err2 != nil {
		return Here{}, false
	}
	return Here{Case: on, Staff: staff, Page: parts[3], Gone: parts[0] == "gone", Restricted: len(parts) == 5}, true
}

// String is the notification that ParseHere reads.
func (h Here) String() string {
	word := "here"
	if h.Gone {
		word = "gone"
	}
	s := fmt.Sprintf("%s %d %d %s", word, h.Case, h.Staff, h.Page)
	if h.Restricted {
		s += " r"
	}
	return s
}
