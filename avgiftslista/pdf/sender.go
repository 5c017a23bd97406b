package pdf

import (
	"errors"
	"fmt"
	"strings"

	"sef.se/kontakten/internal/bankday"
	"sef.se/kontakten/internal/paper"
	"sef.se/kontakten/internal/register"
)

// Sender is who sends the lists and how they look: the table [print] of the
// configuration file. Missing keys keep the values that the caller put there
// before decoding; start from [Defaults].
type Sender struct {
	Name    string `toml:"name"`    // Svenska Elektrikerförbundet
	Unit    string `toml:"unit"`    // Kontakten, medlems- och arbetsgivarservice
	Address string `toml:"address"` // one line, seen in the envelope's window
	Phone   string `toml:"phone"`
	Hours   string `toml:"hours"` // of the telephone: "vardagar 9–12 och 13–15"
	Email   string `toml:"email"`
	Web     string `toml:"web"`

	// ReturnAddress says, by region in lower case, where filled-in lists are
	// sent; the region "default" is for all others.
	ReturnAddress map[string]ReturnAddress `toml:"return_address"`
	Giro          Giro                     `toml:"giro"`

	PayDay     int      `toml:"pay_day"`     // 1 to 31; 25 where the register has none either
	ClosedDays []string `toml:"closed_days"` // days of the house's own when banks are closed, YYYY-MM-DD
	Duplex     bool     `toml:"duplex"`      // pad each list to an even number of pages
	Envelopes  struct {
		C65 Envelope `toml:"c65"`
		C5  Envelope `toml:"c5"`
		C4  Envelope `toml:"c4"`
	} `toml:"envelope"`

	// Watermark is printed across the slip when the sender is made up (SPECIMEN).
	Watermark string `toml:"-"`
	// Trial marks the amount columns of every page with PROV and leaves the
	// payee's account out: mode test (practice.md R11).
	Trial bool `toml:"-"`
}

// ReturnAddress is a postal address in lines.
type ReturnAddress struct {
	Lines []string `toml:"lines"`
}

// Giro is the account that the fees are paid to.
type Giro struct {
	Payee    string `toml:"payee"`    // blank: the sender's name
	PlusGiro string `toml:"plusgiro"` // with or without spaces
	// DocumentType is the two-digit type of the code line that the bank's
	// agreement states. Without it no code line is printed.
	DocumentType string `toml:"document_type"`
}

// Envelope is a kind of envelope: where its window lies on the sheet, and up to
// how many sheets go into it.
type Envelope struct {
	Window    paper.Window `toml:"window"`
	MaxSheets int          `toml:"max_sheets"`
}

// defaultRegion is the key of the return address for regions without their own.
const defaultRegion = "default"

// Defaults gives the layout's own values: envelopes with the window to the
// right, no sender.
func Defaults() Sender {
	window := paper.Window{X: 112, Y: 46, Width: 80, Height: 32, Play: 8}
	var s Sender
	s.Envelopes.C65 = Envelope{window, 3}
	s.Envelopes.C5 = Envelope{window, 8}
	s.Envelopes.C4 = Envelope{window, 1 << 20}
	return s
}

// Demo gives a made-up sender, so that lists can be looked at without a
// configuration. Its slip is marked SPECIMEN.
func Demo() Sender {
	s := Defaults()
	s.Name = "Svenska Elektrikerförbundet"
	s.Unit = "Kontakten, medlems- och arbetsgivarservice"
	s.Address = "SEF Kontakten, Box 1000, 100 00 Exempelstad"
	s.Phone, s.Hours = "08-465 004 00", "vardagar 9–12 och 13–15"
	s.Email, s.Web = "kontakten@sef.example", "www.sef.example"
	s.ReturnAddress = map[string]ReturnAddress{
		defaultRegion: {[]string{"SEF Avgiftslistor", "Fe 1000", "100 00 Exempelstad"}},
	}
	s.Giro = Giro{Payee: "Svenska Elektrikerförbundet", PlusGiro: "12 34 56-6"}
	s.Watermark = "SPECIMEN"
	return s
}

// Calendar gives the bank days with the house's own closed days.
func (s Sender) Calendar() (bankday.Calendar, error) {
	c := bankday.Calendar{Own: map[register.Date]bool{}}
	for _, text := range s.ClosedDays {
		d, err := register.ParseDate(text)
		if err != nil {
			return c, fmt.Errorf("print.closed_days: %q är ingen dag. Skriv den som 2026-12-28", text)
		}
		c.Own[d] = true
	}
	return c, nil
}

// Validate names everything that a list cannot be printed without.
func (s Sender) Validate() error {
	var errs []error
	need := func(ok bool, key, mend string) {
		if !ok {
			errs = append(errs, fmt.Errorf("print.%s: %s", key, mend))
		}
	}
	need(s.Name != "", "name", "saknas. Skriv avsändarens namn.")
	need(s.Address != "", "address", "saknas. Skriv returadressen som ska synas i kuvertets fönster, på en rad.")
	need(s.Phone != "" || s.Email != "", "phone", "saknas. Skriv telefonnummer eller e-postadress för frågor.")
	fallback, ok := s.ReturnAddress[defaultRegion]
	need(ok && len(fallback.Lines) > 0, "return_address.default", "saknas. Skriv dit listor ska sändas, som lines = [\"namn\", \"postnummer ort\"].")
	need(s.PayDay >= 0 && s.PayDay <= 31, "pay_day", "ska vara 1 till 31.")
	if _, _, err := paper.PlusGiro(s.Giro.PlusGiro); err != nil {
		need(false, "giro.plusgiro", err.Error())
	}
	need(s.Giro.DocumentType == "" || len(s.Giro.DocumentType) == 2 && strings.Trim(s.Giro.DocumentType, "0123456789") == "",
		"giro.document_type", "ska vara två siffror enligt bankens avtal, eller utelämnas.")
	for _, e := range []Envelope{s.Envelopes.C65, s.Envelopes.C5, s.Envelopes.C4} {
		need(e.Window.Width >= 50 && e.Window.Height >= 25 && e.Window.X >= leftEdge && e.Window.Y >= 35 &&
			e.Window.X+e.Window.Width <= rightEdge && e.Window.Y+e.Window.Height <= tableTop,
			"envelope", fmt.Sprintf("fönstret måste vara minst 50 × 25 mm och ligga mellan %.0f och %.0f mm från vänster och 35 och %.0f mm uppifrån.", leftEdge, rightEdge, tableTop))
	}
	_, err := s.Calendar()
	return errors.Join(append(errs, err)...)
}

// envelopeFor gives the kind of envelope that so many sheets go into: "C65",
// "C5" or "C4".
func (s Sender) envelopeFor(sheets int) string {
	switch {
	case sheets <= s.Envelopes.C65.MaxSheets:
		return "C65"
	case sheets <= s.Envelopes.C5.MaxSheets:
		return "C5"
	}
	return "C4"
}

// window gives where an envelope's window lies on the sheet.
func (s Sender) window(envelope string) paper.Window {
	switch envelope {
	case "C65":
		return s.Envelopes.C65.Window
	case "C5":
		return s.Envelopes.C5.Window
	}
	return s.Envelopes.C4.Window
}

// returnAddress gives where a region's lists are sent.
func (s Sender) returnAddress(region string) ReturnAddress {
	if a, ok := s.ReturnAddress[strings.ToLower(strings.TrimSpace(region))]; ok {
		return a
	}
	return s.ReturnAddress[defaultRegion]
}

// slip gives the static part of the sender's giro slip.
func (s Sender) slip() paper.GiroSlip {
	payee := s.Giro.Payee
	if payee == "" {
		payee = s.Name
	}
	if s.Trial {
		return paper.GiroSlip{Payee: "PROV – betala inte", Watermark: "PROV"}
	}
	printed, digits, _ := paper.PlusGiro(s.Giro.PlusGiro) // Validate has refused a wrong one
	return paper.GiroSlip{Payee: payee, Account: printed, Digits: digits,
		DocumentType: s.Giro.DocumentType, Watermark: s.Watermark}
}
