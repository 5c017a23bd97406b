package casework

import (
	"context"
	"net/mail"
	"strings"
	"time"

	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/internal/register"
)

// DatedChannel is a channel and since when it holds.
type DatedChannel struct {
	Channel register.Channel
	From    register.Period
	SetAt   time.Time
	SetBy   string // a name, or "registret"
	Case    CaseID
}

// Contact is a contact person at a company.
type Contact struct {
	ID      int64 // 0 for a new one
	Name    string
	Email   string
	Mobile  string
	Role    string
	Since   time.Time
	Ended   bool // UpdateContact with Ended removes the person
	Case    CaseID
	Confirm bool // the address has been confirmed, so receipts may go there (R18)
}

// Valid wants a name and an address or a telephone number, and no control characters.
func (c Contact) Valid() error {
	if strings.TrimSpace(c.Name) == "" {
		return Refuse(Invalid, "Ange kontaktpersonens namn.")
	}
	if c.Email == "" && c.Mobile == "" && !c.Ended {
		return Refuse(Invalid, "Ange kontaktpersonens e-postadress eller mobilnummer.")
	}
	for _, s := range []string{c.Name, c.Email, c.Mobile, c.Role} {
		if strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }) || len(s) > 200 {
			return Refuse(Invalid, "Kontaktuppgifterna innehåller tecken som inte går att använda, eller är för långa.")
		}
		if s != c.Mobile && HoldsPersonnummer(s) {
			return Refuse(Invalid, "Kontaktuppgifterna innehåller ett personnummer. Ta bort det.")
		}
	}
	if c.Email != "" {
		if a, err := mail.ParseAddress(c.Email); err != nil || a.Address != c.Email {
			return Refuse(Invalid, "E-postadressen är inte giltig.")
		}
	}
	return nil
}

// OrderState is where a credential order stands (R4).
type OrderState string

// The states of a credential order; letters and the portal's answers come with PRINT and CONNECT.
const (
	OrderOrdered   OrderState = "ordered"
	OrderSent      OrderState = "sent"
	OrderConfirmed OrderState = "confirmed"
	OrderPrinted   OrderState = "printed"
	OrderPosted    OrderState = "posted"
	OrderReturned  OrderState = "returned"
	OrderUsed      OrderState = "used"
	OrderExpired   OrderState = "expired"
	OrderVoid      OrderState = "void" // a newer order took its place
)

// OrderArrows is the machine of a credential order.
func OrderArrows() Arrows[OrderState] {
	return Arrows[OrderState]{
		OrderOrdered:   {OrderSent, OrderVoid, OrderExpired},
		OrderSent:      {OrderConfirmed, OrderVoid, OrderExpired},
		OrderConfirmed: {OrderPrinted, OrderUsed, OrderVoid, OrderExpired},
		OrderPrinted:   {OrderPosted, OrderVoid},
		OrderPosted:    {OrderReturned, OrderUsed, OrderVoid, OrderExpired},
		OrderReturned:  {OrderVoid},
		OrderUsed:      nil,
		OrderExpired:   {OrderVoid},
		OrderVoid:      nil,
	}
}

// Word is the state in Swedish.
func (s OrderState) Word() string {
	words := map[OrderState]string{
		OrderOrdered: "beställd", OrderSent: "skickad till portalen", OrderConfirmed: "bekräftad", OrderPrinted: "brev utskrivet",
		OrderPosted: "postad", OrderReturned: "i retur", OrderUsed: "använd", OrderExpired: "förfallen", OrderVoid: "ersatt",
	}
	if w, ok := words[s]; ok {
		return w
	}
	return string(s)
}

// CredentialOrder is an order of login credentials for a company.
type CredentialOrder struct {
	ID      int64
	State   OrderState
	At      time.Time
	By      string
	Case    CaseID
	Changed time.Time
}

// PeriodReport is one period on the company page.
type PeriodReport struct {
	ledger.Report
	Sum  ledger.Sum
	List *ListRow // the list of the period, nil where none was printed
}

// CompanyPage is all that the company page shows. Numbers are masked here (R26).
type CompanyPage struct {
	Company   CompanyRef
	Register  register.Company
	Agreement register.Agreement
	Rate      register.Rate // of the period now
	Absent    register.Date // "saknas i registret sedan", zero where present
	Channel   DatedChannel  // now
	Channels  []DatedChannel
	Contacts  []Contact
	Addresses []string // known e-mail addresses
	Reports   []PeriodReport
	Lists     []ListRow // out
	Cases     []QueueRow
	Orders    []CredentialOrder
	Members   int // employed in the current period; the protected are not counted
}

// Companies shows companies. They are addressed by customer number.
type Companies interface {
	// CompanyPage gives the page and logs the opening. NotFound.
	CompanyPage(ctx context.Context, by Actor, customer int) (CompanyPage, error)
	// FindCompanies searches name, organisation number, customer number and known address;
	// at most 20, best first.
	FindCompanies(ctx context.Context, by Actor, text string) ([]CompanyRef, error)
}
