package letter

import (
	"encoding/json"
	"fmt"
	"reflect"
)

// Kind is the name of a letter's text: "credentials", "reminder1".
func Kind(c Content) string { return c.template() }

// samples are made-up facts of every letter, in no case a real company's.
func samples() []Content {
	return []Content{
		Answer{Heading: "Svar på er fråga", Text: "Registrera ett mobilnummer för den som redovisar. Då skickar vi en kod med SMS vid varje inloggning.\n\nEtt lösenord räcker inte längre."},
		ChannelChanged{Day: "2 november 2026", From: "november 2026", Channel: "avgiftslista på papper", Paper: true},
		ContactChanged{Day: "2 november 2026", Changes: []string{"En ny kontaktperson är registrerad.", "En ny e-postadress är registrerad."}},
		CredentialsOrdered{Day: "2 november 2026", Days: 5},
		ListQuestion{Period: "oktober 2026", List: "100001 2610 1 34", Due: "20 november 2026",
			Questions: []string{"Rad 4 har inget belopp och ingen orsakskod.", "Rad 9 gäller någon som vi inte har som medlem."}},
		ListReceipt{Period: "oktober 2026", List: "100001 2610 1 34", Day: "9 november 2026", Rows: 10, Total: "6 080,00 kr"},
		FirstReminder{Period: "oktober 2026", List: "100001 2610 1 34", WasDue: "26 oktober 2026", Due: "16 november 2026"},
		SecondReminder{Period: "oktober 2026", List: "100001 2610 1 34", WasDue: "26 oktober 2026", Reminded: "5 november 2026", Due: "27 november 2026"},
	}
}

// Sample gives made-up facts of a kind of letter, for a preview.
func Sample(kind string) (Content, bool) {
	for _, c := range samples() {
		if c.template() == kind {
			return c, true
		}
	}
	return nil, false
}

// Encode gives a letter's facts as they are kept.
func Encode(c Content) ([]byte, error) {
	facts, err := json.Marshal(c)
	if err != nil {
		return nil, fmt.Errorf("letter %s: %w", c.template(), err)
	}
	return facts, nil
}

// Decode reads kept facts of a kind.
func Decode(kind string, facts []byte) (Content, error) {
	sample, ok := Sample(kind)
	if !ok {
		return nil, fmt.Errorf("letter %q: no such kind", kind)
	}
	into := reflect.New(reflect.TypeOf(sample))
	if err := json.Unmarshal(facts, into.Interface()); err != nil {
		return nil, fmt.Errorf("letter %s: %w", kind, err)
	}
	content, _ := into.Elem().Interface().(Content) // samples are Contents
	return content, nil
}
