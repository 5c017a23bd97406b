package mailin

import (
	"time"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/employer"
	"sef.se/kontakten/mailin/kinds"
	"sef.se/kontakten/mailin/message"
)

// ReaderVersion names the rules by which a Reading was made. It changes with
// every change that may read a message otherwise.
const ReaderVersion = "2026-11-24.2"

// The flags of contract.md that reading itself raises; avgiftslista.Check has
// the others.
const (
	FlagUnreadable           = "unreadable"
	FlagCompanyUnknown       = "company_unknown"
	FlagCompanyAmbiguous     = "company_ambiguous"
	FlagSenderUnknown        = "sender_unknown"
	FlagPeriodMissing        = "period_missing"
	FlagNoRows               = "no_rows"
	FlagAttachmentUnreadable = "attachment_unreadable"
)

// Reading is what was understood of one message.
type Reading struct {
	Version string // ReaderVersion

	Kinds    []kinds.Kind // never empty, the most important first
	FAQ      []int
	Company  register.OrganisationNumber // zero where none can be told
	Period   register.Period             // zero where none is said or implied
	Draft    avgiftslista.Draft          // rows, stated total, what was not understood
	Flags    []string                    // contract.md, sorted
	Findings []avgiftslista.Finding      // by Draft's rows, for the clerk
	Evidence []Evidence
	Said     Said
	Contact  Contact // what a contact_person mail says

	AutoReplyAllowed bool
	AutoReplyWhy     string // Swedish, where not

	Mail    Mail
	Problem string // Swedish; not "" where the message could not be read
}

// Mail is the message as a person reads it.
type Mail struct {
	From       []message.Address
	To         []message.Address
	ReplyTo    []message.Address
	Subject    string
	Date       time.Time // as the sender says; zero where it cannot be read
	MessageID  string    // without angle brackets, as are the next two
	InReplyTo  string
	References []string
	Text       string // the plain bodies, or the HTML as text
	HTML       string // as it came: whoever shows it sanitises it
	Files      []Attachment
	Problems   []message.Problem
}

// Attachment is a file of the message.
type Attachment struct {
	Index     int    // from 1, as contract.md counts; logos come last
	Part      int    // for Part
	Name      string // as written; "" where it has none
	MediaType string
	Size      int
	Problem   string // why it was not read (underlag.Problem), "" where it was
	Logo      bool   // a picture of a signature, or a part without data
}

// Evidence is a reason that the reader gives.
type Evidence struct {
	Of     string `json:"of"`     // "kind", "company", "period", "sender"
	By     string `json:"by"`     // the sort of evidence: "number", "members", "name", "address", "text", "file", "subject", "header"
	Text   string `json:"text"`   // Swedish, for the clerk
	Points string `json:"points"` // what it points to: a kind, an organisation number masked for sole traders, a period
}

// Said is what the sender says about the data beside its amounts.
type Said struct {
	Correction bool // corrects what was reported before
	Further    bool // adds to what was reported before
}

// Contact is a contact person as a mail gives it; every field may be empty.
type Contact struct {
	Name, Email, Mobile string
}

// IsZero tells whether nothing was given.
func (c Contact) IsZero() bool { return c == Contact{} }

func kindEvidence(e kinds.Evidence) Evidence {
	by := "text"
	switch e.Where {
	case "ämnesraden":
		by = "subject"
	case "brevhuvudet":
		by = "header"
	}
	return Evidence{Of: "kind", By: by, Points: string(e.Kind), Text: kindText(e)}
}

func companyEvidence(e employer.Evidence) Evidence {
	text := e.Says + " i " + e.Where
	if e.By == "address" || e.By == "members" {
		text = e.Says
	}
	if e.Name != "" {
		text += ": " + e.Name
	}
	return Evidence{Of: "company", By: e.By, Points: e.Company.String(), Text: text + " (”" + e.Matched + "”)"}
}
