package answers

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/letter"
)

// Module is a text that is put into an answer by "::" and its name.
type Module struct {
	ID      int64 // 0 for a new one
	Version int
	Name    string
	Text    string // with its gaps
	By      string // who wrote this version; "" where it came with the program
	At      time.Time
}

// Ref names the module with its version: "modul 3@2".
func (m Module) Ref() string {
	return "modul " + strconv.FormatInt(m.ID, 10) + "@" + strconv.Itoa(m.Version)
}

// Valid wants a short name and a text whose gaps the program can fill.
func (m Module) Valid() error {
	switch name := strings.TrimSpace(m.Name); {
	case name == "" || len(name) > 60 || strings.ContainsAny(name, ":{}[]\n"):
		return casework.Refuse(casework.Invalid, "Namnet ska vara kort och utan kolon och klamrar.")
	case strings.TrimSpace(m.Text) == "" || len(m.Text) > 2000:
		return casework.Refuse(casework.Invalid, "Skriv en text, högst 2 000 tecken.")
	case casework.HoldsPersonnummer(m.Name + " " + m.Text):
		return casework.Refuse(casework.Invalid, "Texten innehåller ett personnummer. Ta bort det.")
	}
	if lix := letter.LIX(m.Text); lix >= hard {
		return casework.Refuse(casework.Invalid, "Texten är svår att läsa (LIX %d). Korta meningarna och välj kortare ord.", lix)
	}
	return CheckGaps(m.Text)
}

// hard is from which LIX a module is refused: one sentence by itself reads harder than the reply
// that it stands in, so the limit is above letter.Readable.
const hard = 60

// Says is where a macro takes its answer from.
type Says string

// The ways. What the clerk has written in the answer goes before faq, ask and text.
const (
	SaysNothing Says = "nothing"
	SaysFAQ     Says = "faq"  // the answers to what was asked
	SaysAsk     Says = "ask"  // the questions about what is missing
	SaysText    Says = "text" // the macro's own text
)

// Word is the way in Swedish, as the page of macros says it.
func (s Says) Word() string {
	return map[Says]string{SaysNothing: "skickar inget", SaysFAQ: "svarar på det som frågas", SaysAsk: "frågar om det som saknas", SaysText: "skickar sin egen text"}[s]
}

// Ends is what becomes of the case after an answer.
type Ends string

// The ends.
const (
	EndsStay   Ends = "stay"   // it stays as it is
	EndsSettle Ends = "settle" // decided, where none of its errands is left
	EndsWait   Ends = "wait"   // it waits for the company, or until a day
	EndsReject Ends = "reject" // decided, with a reason
)

// Word is the end in Swedish.
func (e Ends) Word() string {
	return map[Ends]string{EndsStay: "ärendet ligger kvar", EndsSettle: "ärendet är klart", EndsWait: "ärendet väntar", EndsReject: "ärendet avslås"}[e]
}

// Macro answers, moves the case and tags it by one key.
type Macro struct {
	ID      int64
	Version int
	Name    string
	Digit   int // its key, 1 to 9
	Says    Says
	Text    string // of SaysText
	Ends    Ends
	Days    int    // bank days of EndsWait
	Reason  string // of EndsWait and EndsReject
	Tags    []string
	By      string
	At      time.Time
}

// Ref names the macro with its version: "makro 1@3".
func (m Macro) Ref() string {
	return "makro " + strconv.FormatInt(m.ID, 10) + "@" + strconv.Itoa(m.Version)
}

// Valid wants a name, a key, and what each way and end needs. A macro never takes a mail away or
// erases it: what cannot be undone has no single key (R20).
func (m Macro) Valid() error {
	switch name := strings.TrimSpace(m.Name); {
	case name == "" || len(name) > 60:
		return casework.Refuse(casework.Invalid, "Ge makrot ett kort namn.")
	case m.Digit < 1 || m.Digit > 9:
		return casework.Refuse(casework.Invalid, "Välj en siffra från 1 till 9 som tangent.")
	case m.Says.Word() == "" || m.Ends.Word() == "":
		return casework.Refuse(casework.Invalid, "Välj vad makrot skickar och vad som händer med ärendet.")
	case (m.Says == SaysText) != (strings.TrimSpace(m.Text) != ""):
		return casework.Refuse(casework.Invalid, "Skriv en text bara när makrot skickar sin egen.")
	case m.Ends == EndsWait && (m.Days < 1 || m.Days > 60):
		return casework.Refuse(casework.Invalid, "Ange hur många bankdagar ärendet väntar, 1 till 60.")
	case (m.Ends == EndsWait || m.Ends == EndsReject) != (strings.TrimSpace(m.Reason) != ""):
		return casework.Refuse(casework.Invalid, "Skriv en orsak när ärendet väntar eller avslås, annars ingen.")
	case m.Says == SaysNothing && m.Ends == EndsStay && len(m.Tags) == 0:
		return casework.Refuse(casework.Invalid, "Makrot gör ingenting.")
	case casework.HoldsPersonnummer(m.Name + " " + m.Text + " " + m.Reason):
		return casework.Refuse(casework.Invalid, "Texten innehåller ett personnummer. Ta bort det.")
	}
	for _, t := range m.Tags {
		if _, err := ParseTag(t); err != nil {
			return err
		}
	}
	return CheckGaps(m.Text)
}

// ParseTag reads a tag as it is kept: lower case, one space between words.
func ParseTag(s string) (string, error) {
	t := strings.ToLower(strings.Join(strings.Fields(s), " "))
	if t == "" || len([]rune(t)) > 40 || strings.ContainsAny(t, ",;\"") || casework.HoldsPersonnummer(t) {
		return "", casework.Refuse(casework.Invalid, "En etikett är ett eller några ord, högst 40 tecken, utan komma och personnummer.")
	}
	return t, nil
}

// ParseTags reads tags with commas between, each once.
func ParseTags(s string) ([]string, error) {
	var tags []string
	for part := range strings.SplitSeq(s, ",") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		t, err := ParseTag(part)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(tags, t) {
			tags = append(tags, t)
		}
	}
	return tags, nil
}
