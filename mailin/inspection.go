package mailin

import (
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/kinds"
)

// Inspection is a Reading in the form of contract.md, a line of `kontakten
// mail inspect`. It reveals personnummer: whoever writes it answers for where
// it goes.
type Inspection struct {
	File             string           `json:"file"`
	Kinds            []kinds.Kind     `json:"kinds"`
	FAQ              []int            `json:"faq"`
	Company          *string          `json:"company"`
	Period           *string          `json:"period"`
	Rows             []InspectedRow   `json:"rows"`
	StatedTotal      *register.Amount `json:"stated_total"`
	Flags            []string         `json:"flags"`
	AutoReplyAllowed bool             `json:"auto_reply_allowed"`

	// Beyond the contract: readers ignore what they do not know.
	Problem  string     `json:"problem,omitempty"`
	Evidence []Evidence `json:"evidence,omitempty"`
	Version  string     `json:"reader"`
}

// InspectedRow is a fee row of an Inspection; amounts are öre.
type InspectedRow struct {
	Personnummer string          `json:"personnummer"`
	Name         string          `json:"name"`
	MemberFee    register.Amount `json:"member_fee"`
	ControlFee   register.Amount `json:"control_fee"`
	Source       string          `json:"source"`
}

// Inspect gives a reading in the form of the contract. file is the argument.
func (r Reading) Inspect(file string) Inspection {
	i := Inspection{
		File: file, Kinds: r.Kinds, FAQ: append([]int{}, r.FAQ...), Flags: append([]string{}, r.Flags...), Rows: []InspectedRow{},
		StatedTotal: r.Draft.StatedTotal, AutoReplyAllowed: r.AutoReplyAllowed,
		Problem: r.Problem, Evidence: r.Evidence, Version: r.Version,
	}
	if !r.Company.IsZero() {
		full := r.Company.Full()
		i.Company = &full
	}
	if !r.Period.IsZero() {
		text := r.Period.String()
		i.Period = &text
	}
	for _, row := range r.Draft.Rows {
		i.Rows = append(i.Rows, InspectedRow{
			Personnummer: row.Personnummer.Full(), Name: row.Name,
			MemberFee: row.MemberFee, ControlFee: row.ControlFee, Source: row.Place.String(),
		})
	}
	return i
}

// Unopened is the reading of a file that could not be opened or read at all.
func Unopened(problem string) Reading { return unreadable(problem) }
