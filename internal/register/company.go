package register

import "fmt"

// Channel is how a company reports its fees.
type Channel string

// The four channels (domain.md §1.1).
const (
	ChannelWeb     Channel = "web"      // the portal with SMS login
	ChannelPaper   Channel = "paper"    // the pre-printed avgiftslista by post
	ChannelOwnList Channel = "own_list" // a list of the company's own
	ChannelFile    Channel = "file"     // a file from the payroll system
)

// ParseChannel reads one of the four names of contract.md.
func ParseChannel(s string) (Channel, error) {
	switch c := Channel(s); c {
	case ChannelWeb, ChannelPaper, ChannelOwnList, ChannelFile:
		return c, nil
	}
	return "", fmt.Errorf("%q is no channel: web, paper, own_list or file", s)
}

// Words gives the channel's name in Swedish, as pages and letters write it.
func (c Channel) Words() string {
	switch c {
	case ChannelWeb:
		return "webben"
	case ChannelPaper:
		return "avgiftslista på papper"
	case ChannelOwnList:
		return "egen lista"
	case ChannelFile:
		return "fil"
	}
	return string(c)
}

// Company is an employer as the register knows it.
type Company struct {
	CustomerNumber     int // 100000–999999; 0 where none is given yet
	OrganisationNumber OrganisationNumber
	Name, CareOf       string
	Street             string
	Postcode           string // five digits as text
	City               string
	Emails             []string // known addresses, lower case
	Agreement          string   // key into the agreements
	Channel            Channel
	Region             string
	PayDay             int // 1–31; 0 where the register says none
}

// Agreement is a collective agreement with its dated fee percentages.
type Agreement struct {
	Key, Name string
	Rates     []Rate // ascending by ValidFrom
}

// Rate is what an agreement asks from a day on.
type Rate struct {
	ValidFrom  Date
	MemberFee  Percent
	ControlFee Percent // 0 where the agreement has no control fee
}

// HasControlFee tells whether the rate has a control fee.
func (r Rate) HasControlFee() bool { return r.ControlFee > 0 }

// RateOn gives the rate that holds on the last day of a period, and false
// where none does yet.
func (a Agreement) RateOn(p Period) (Rate, bool) {
	var found Rate
	ok := false
	for _, r := range a.Rates {
		if !r.ValidFrom.After(p.Last()) {
			found, ok = r, true
		}
	}
	return found, ok
}

// Member is a person of the union.
type Member struct {
	Personnummer        Personnummer
	FirstName, LastName string
	MemberFrom          Date // none: as long as the register knows
	MemberTo            Date // none: still a member
	DeceasedOn          Date
	Protected           bool           // protected identity (practice.md R8)
	Aliases             []Personnummer // earlier numbers of the same person
}

// FullName gives "First Last".
func (m Member) FullName() string { return m.FirstName + " " + m.LastName }

// In tells whether the person is a member on some day of a period and alive
// as far as the register knows (practice.md R13).
func (m Member) In(p Period) bool {
	return m.DeceasedOn.IsZero() && p.Touches(m.MemberFrom, m.MemberTo)
}

// Employment is a person's time at a company.
type Employment struct {
	Personnummer       Personnummer
	OrganisationNumber OrganisationNumber
	From, To           Date // To none: still employed
}
