package casework

import (
	"regexp"
	"slices"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/internal/register"
)

// Command is a decision by a person on a case, made once: Key is a random string that the
// page was given, so that a double click is one decision.
type Command struct {
	Case CaseID
	By   Actor
	Key  string // 16 to 64 characters
	Seen int64  // CasePage.Seen of the page that it was decided on; 0: whatever came since does not matter
	Do   Decision
}

// Decision is one of the commands below.
type Decision interface {
	// Valid refuses (Invalid) what cannot be right whatever the case is.
	Valid() error
	// Leads is the state that the case goes to, "" where it stays.
	Leads() CaseState
}

// Outcome is what a command did.
type Outcome struct {
	Case    Case
	Report  ledger.ReportID // 0 where nothing was booked
	Request int64           // a second person is asked; 0 where not
	Repeat  bool            // the same key came before; nothing new was done
	Said    string          // one Swedish line for the page
}

// Approve books the rows that were on the screen.
type Approve struct {
	Screen Screen      // as CasePage gave it
	As     ledger.Kind // New, Addition, Correction or Duplicate, as proposed or as the clerk knows
	Accept []string    // codes of the warnings that the clerk accepts
	Reason string      // needed where As is not what was proposed
}

// Valid wants a screen and a kind that can be approved.
func (d Approve) Valid() error {
	switch d.As {
	case ledger.New, ledger.Addition, ledger.Correction, ledger.Duplicate:
	default:
		return Refuse(Invalid, "Välj om uppgifterna är en ny redovisning, ett tillägg, en rättelse eller en dubblett.")
	}
	if d.Screen == "" {
		return Refuse(Invalid, "Sidan saknar sitt kontrollvärde. Läs om den och godkänn igen.")
	}
	return nil
}

// Leads to decided.
func (d Approve) Leads() CaseState { return CaseDecided }

// Confirm is the second person's yes to a Request; a decline is Confirm with Yes false.
type Confirm struct {
	Request int64
	Yes     bool
	Reason  string // needed for a no
}

// Valid wants a reason for a no.
func (d Confirm) Valid() error {
	if !d.Yes {
		return needReason(d.Reason)
	}
	return nil
}

// Leads to decided for a yes; a no leaves the case open.
func (d Confirm) Leads() CaseState {
	if d.Yes {
		return CaseDecided
	}
	return ""
}

// EditRows replaces the rows by what the clerk typed; a row that is unchanged keeps its mark and place.
type EditRows struct {
	Rows   []RowEdit
	Stated *register.Amount // the total that the sender states; nil where none
}

// RowEdit is one row as typed. Number may be empty where the person is told by name only.
type RowEdit struct {
	From       int    // index of the row it was on the page, −1 for a new one
	Number     string // as typed; full
	Name       string
	MemberFee  register.Amount
	ControlFee register.Amount
	HasControl bool
	Blank      bool   // no amount was given: needs Reason, else a question (never 0)
	Reason     string // a code of R21
	Book       bool   // book it although the person was no member (R13), against the default
}

// Valid wants rows.
func (d EditRows) Valid() error {
	for _, r := range d.Rows {
		if r.Reason != "" && !avgiftslista.IsReason(r.Reason) {
			return Refuse(Invalid, "Orsakskoden %s finns inte. Koderna är %s.", r.Reason, strings.Join(avgiftslista.Reasons(), ", "))
		}
		if (r.Reason != "" || r.Blank) && (r.MemberFee != 0 || r.ControlFee != 0) {
			return Refuse(Invalid, "En rad har både belopp och orsakskod eller är markerad tom. Välj det ena.")
		}
	}
	return nil
}

// Leads nowhere.
func (d EditRows) Leads() CaseState { return "" }

// AddRow adds one row that a person confirmed on the image of a page (READ: rows read by OCR are proposals only).
type AddRow struct{ Row avgiftslista.Row }

// PartOCR is the part of a Place that was read from an image.
const PartOCR = "OCR attachment"

// Valid wants a person and a place on an image.
func (d AddRow) Valid() error {
	if d.Row.Place.Part != PartOCR || d.Row.Place.Attachment < 1 {
		return Refuse(Invalid, "Raden saknar sin plats i bilden. Läs om sidan.")
	}
	if d.Row.Personnummer.IsZero() && strings.TrimSpace(d.Row.Written+d.Row.Name) == "" {
		return Refuse(Invalid, "Ange personnummer eller namn.")
	}
	return nil
}

// Leads nowhere.
func (d AddRow) Leads() CaseState { return "" }

// Divide gives rows of a mail for several clients to cases of their own (R25). Rows that no part takes stay in the case.
type Divide struct {
	Screen Screen // as CasePage gave it: the rows are those that were on it
	Parts  []Part
}

// Part is what one client gets: rows by their index on the page, from 0.
type Part struct {
	Organisation register.OrganisationNumber
	Rows         []int
}

// Valid wants parts with rows, each row once.
func (d Divide) Valid() error {
	seen := map[int]bool{}
	for _, p := range d.Parts {
		for _, i := range p.Rows {
			if i < 0 || seen[i] {
				return Refuse(Invalid, "En rad kan bara höra till ett företag. Läs om sidan och försök igen.")
			}
			seen[i] = true
		}
		if p.Organisation.IsZero() || len(p.Rows) == 0 {
			return Refuse(Invalid, "Ange företag för raderna.")
		}
	}
	if len(d.Parts) == 0 {
		return Refuse(Invalid, "Välj företag för minst en rad.")
	}
	return nil
}

// Leads nowhere by itself: to decided where no row is left.
func (d Divide) Leads() CaseState { return "" }

// Reject decides that nothing is done, with a reason that the case keeps.
type Reject struct{ Reason string }

// Valid wants a reason.
func (d Reject) Valid() error { return needReason(d.Reason) }

// Leads to decided.
func (d Reject) Leads() CaseState { return CaseDecided }

// SetWaiting sets the case waiting for the company, until a date at most.
type SetWaiting struct {
	Reason string
	Until  register.Date
}

// Valid wants reason and date; that the date lies ahead is checked against the clock.
func (d SetWaiting) Valid() error {
	if d.Until.IsZero() {
		return Refuse(Invalid, "Ange till vilken dag ärendet ska vänta.")
	}
	return needReason(d.Reason)
}

// Leads to waiting.
func (d SetWaiting) Leads() CaseState { return CaseWaiting }

// Reopen takes a decided, closed, waiting or set-aside case up again. What was booked stays booked.
type Reopen struct{ Reason string }

// Valid wants a reason.
func (d Reopen) Valid() error { return needReason(d.Reason) }

// Leads to open.
func (d Reopen) Leads() CaseState { return CaseOpen }

// SetAside puts away what cannot be read, with the original attached.
type SetAside struct{ Reason string }

// Valid wants a reason.
func (d SetAside) Valid() error { return needReason(d.Reason) }

// Leads to aside.
func (d SetAside) Leads() CaseState { return CaseAside }

// Close ends a decided case.
type Close struct{}

// Valid is always.
func (d Close) Valid() error { return nil }

// Leads to closed.
func (d Close) Leads() CaseState { return CaseClosed }

// SetCompany says which company the case concerns; the rows are checked again.
type SetCompany struct{ Organisation register.OrganisationNumber }

// Valid wants a number.
func (d SetCompany) Valid() error {
	if d.Organisation == (register.OrganisationNumber{}) {
		return Refuse(Invalid, "Ange företagets organisationsnummer.")
	}
	return nil
}

// Leads nowhere.
func (d SetCompany) Leads() CaseState { return "" }

// SetPeriod says which fee period the case concerns; the rows are checked again.
type SetPeriod struct{ Period register.Period }

// Valid wants a period; one that lies ahead is checked against the clock.
func (d SetPeriod) Valid() error {
	if d.Period.IsZero() {
		return Refuse(Invalid, "Ange avgiftsperioden som år och månad, till exempel 2026-10.")
	}
	return nil
}

// Leads nowhere.
func (d SetPeriod) Leads() CaseState { return "" }

// OrderCredentials orders login credentials from the portal to the registered address (R4).
type OrderCredentials struct {
	Again bool // a further order within seven days: supervisors only
}

// Valid is always.
func (d OrderCredentials) Valid() error { return nil }

// Leads to decided.
func (d OrderCredentials) Leads() CaseState { return CaseDecided }

// ChangeChannel sets the company's channel from a period on, confirmed to the registered address.
type ChangeChannel struct {
	To   register.Channel
	From register.Period
}

// Valid wants a channel and a period.
func (d ChangeChannel) Valid() error {
	switch d.To {
	case register.ChannelWeb, register.ChannelPaper, register.ChannelOwnList, register.ChannelFile:
	default:
		return Refuse(Invalid, "Välj hur företaget ska redovisa: webb, papper, egen lista eller fil.")
	}
	return SetPeriod{Period: d.From}.Valid()
}

// Leads to decided.
func (d ChangeChannel) Leads() CaseState { return CaseDecided }

// UpdateContact registers or changes a contact person, confirmed to the registered address (a
// changed e-mail address to the old one too).
type UpdateContact struct{ Contact Contact }

// Valid wants a name and a way to reach the person.
func (d UpdateContact) Valid() error { return d.Contact.Valid() }

// Leads to decided.
func (d UpdateContact) Leads() CaseState { return CaseDecided }

// MarkMemberErrand hands a member's own errand to the members' folder (R5): the server's mail is
// moved there, our copy erased at once; hash, time and reason stay.
type MarkMemberErrand struct{ Reason string }

// Valid wants a reason.
func (d MarkMemberErrand) Valid() error { return needReason(d.Reason) }

// Leads to decided.
func (d MarkMemberErrand) Leads() CaseState { return CaseDecided }

// MarkNotOurs does the same for what is no errand of ours (advertising, spam).
type MarkNotOurs struct{ Reason string }

// Valid wants a reason.
func (d MarkNotOurs) Valid() error { return needReason(d.Reason) }

// Leads to decided.
func (d MarkNotOurs) Leads() CaseState { return CaseDecided }

// AddNote writes a line in the case's history. No personnummer is let in.
type AddNote struct{ Text string }

// Valid wants a text.
func (d AddNote) Valid() error { return needReason(d.Text) }

// Leads nowhere.
func (d AddNote) Leads() CaseState { return "" }

// Allows refuses (Denied) a decision that the way in which the caller was verified does not
// carry (R12): who is not verified may leave a note and get general answers and a letter to the
// registered address; amounts told by telephone are taken only after calling back.
func (c Case) Allows(do Decision) error {
	switch do.(type) {
	case Approve, EditRows, AddRow:
		if c.Origin == OriginTelephone && c.Verified != VerifiedCallback {
			return Refuse(Denied, "Belopp som sägs i telefon bokförs bara efter motringning till det registrerade numret.")
		}
	case OrderCredentials, ChangeChannel, UpdateContact:
	default:
		return nil
	}
	if c.Verified == VerifiedNot {
		return Refuse(Denied, "Den som hör av sig är inte verifierad. Skriv en anteckning, svara allmänt eller skicka brev till den registrerade adressen.")
	}
	return nil
}

// NeedsSecond says in Swedish why an order of credentials needs a second person: whoever asks for
// them by mail is not known. "" where it does not.
func (c Case) NeedsSecond() string {
	if c.Origin == OriginMail && !c.SenderKnown {
		return "Avsändaren är inte känd för företaget."
	}
	return ""
}

// Remaining are the errands of a case that nothing in its history has answered yet: a mail may
// ask for paper lists and give fee data. A case is decided when none is left.
func Remaining(kinds []string, history []EventKind) []string {
	answers := map[string][]EventKind{
		"fee_data":           {EventApproved, EventDuplicate, EventRejected, EventDivided},
		"returned_list":      {EventApproved, EventDuplicate, EventRejected},
		"paper_request":      {EventChannel, EventRejected},
		"credential_request": {EventCredentials, EventRejected},
		"contact_person":     {EventContact, EventRejected},
	}
	var left []string
	for _, kind := range kinds {
		by, errand := answers[kind]
		done := slices.ContainsFunc(history, func(e EventKind) bool { return slices.Contains(by, e) })
		if errand && !done {
			left = append(left, kind)
		}
	}
	return left
}

// needReason refuses an empty, overlong or number-bearing text: events are kept in clear.
func needReason(s string) error {
	switch t := strings.TrimSpace(s); {
	case t == "":
		return Refuse(Invalid, "Skriv en orsak.")
	case len(t) > 1000:
		return Refuse(Invalid, "Texten är för lång, högst 1 000 tecken.")
	case HoldsPersonnummer(t):
		return Refuse(Invalid, "Texten innehåller ett personnummer. Ta bort det; ärendets historik ska inte visa några.")
	}
	return nil
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
