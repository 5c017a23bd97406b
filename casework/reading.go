package casework

import (
	"strings"
	"time"
	"unicode"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/internal/register"
)

// Reading is what the reader understood of one message, as the job hands it to Cases.Intake.
// It is kept in the vault with its reader version; several readings of one message may follow
// each other.
type Reading struct {
	MessageID int64  // message.id
	Reader    string // version of the reader
	Import    int64  // register import that it was read against

	Kinds    []string
	FAQ      []int
	Company  register.OrganisationNumber // zero where none can be told
	Period   register.Period
	Draft    avgiftslista.Draft
	Said     ledger.Said
	Numbers  []register.Personnummer // every valid number read anywhere in it, for R8
	Flags    []string
	Findings []avgiftslista.Finding
	Evidence []Evidence
	Mail     Mail      // as read: header fields, bodies, attachments
	Sender   string    // the one From address, bare and lower case; "" where there is none or more than one
	Header   Threads   // for answers and for finding the case that it belongs to
	Answer   Answering // whether an automatic acknowledgement may go
	Problem  string    // Swedish; not "" where the message could not be read: the case goes aside

	Contact    *Contact         // what a contact_person mail says, as far as it was understood
	Channel    register.Channel // what a paper_request asks for
	FromPeriod register.Period  // from when
}

// Threads are the ids by which mails find each other, without angle brackets.
type Threads struct {
	MessageID  string
	InReplyTo  string
	References []string
}

// Answering is contract.md's auto_reply_allowed with its reason.
type Answering struct {
	Allowed bool
	Why     string // Swedish, where not
}

// IntakeResult says what became of a message.
type IntakeResult struct {
	Case     CaseID // 0 where it was rejected
	New      bool   // a case was opened now
	Rejected string // the recorded reason, "" where it has a case
	Move     bool   // an employer's errand: the server's mail may now be moved (R5)
}

// Disposition says what becomes of a message by what it is: a recorded rejection with its
// reason, or a case ("") . Only automatic replies are rejected without a person; everything
// else somebody may have to see.
func Disposition(kinds []string, problem string) string {
	if problem == "" && len(kinds) == 1 && kinds[0] == "auto_reply" {
		return "Automatiskt svar. Inget att göra."
	}
	return ""
}

// EmployersErrand tells whether a case of these kinds is an employer's, so that the mail may be
// moved on the server (R5). Kind other stays where it is until a clerk says what it is.
func EmployersErrand(kinds []string) bool {
	for _, k := range kinds {
		switch k {
		case "credential_request", "paper_request", "fee_data", "returned_list", "contact_person", "question":
			return true
		}
	}
	return false
}

// FirstState is the state in which a case opens.
func FirstState(problem string) CaseState {
	if problem != "" {
		return CaseAside
	}
	return CaseNew
}

// Received is the moment that counts for the age of a case.
func (r Reading) Received() time.Time { return r.Mail.ReceivedAt }

// IsThanks tells whether the new text of a mail says nothing but thanks: such a reply belongs to
// its case and wakes nobody. What is quoted below it, and the signature, do not count.
func IsThanks(text string) bool {
	var said []string
	for line := range strings.Lines(text) {
		line = strings.ToLower(strings.TrimSpace(line))
		if strings.HasPrefix(line, ">") || strings.HasPrefix(line, "--") || strings.HasPrefix(line, "från:") || strings.HasPrefix(line, "from:") ||
			strings.HasPrefix(line, "den ") && (strings.HasSuffix(line, ":") || strings.Contains(line, "skrev")) {
			break
		}
		if greeting := strings.Trim(line, ",.! "); strings.HasPrefix(greeting, "mvh") || strings.HasPrefix(greeting, "med vänlig") || strings.HasPrefix(greeting, "vänlig") || greeting == "hälsningar" {
			break
		}
		said = append(said, strings.FieldsFunc(line, func(r rune) bool { return !unicode.IsLetter(r) })...)
	}
	const most = 8 // words
	thanks := false
	for _, word := range said {
		switch word {
		case "tack", "tackar", "thanks", "tackartackar":
			thanks = true
		case "hej", "hejsan", "ok", "okej", "okay", "toppen", "perfekt", "bra", "fint", "super", "stort", "tusen", "så", "mycket", "för", "hjälpen", "svaret", "svar",
			"snabbt", "snabb", "hjälp", "då", "kanon", "jättebra", "återkopplingen", "ha", "en", "dag", "det", "var":
		default:
			return false
		}
	}
	return thanks && len(said) <= most
}
