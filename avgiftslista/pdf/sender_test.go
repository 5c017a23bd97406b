package pdf

import (
	"strings"
	"testing"

	"sef.se/kontakten/internal/paper"
)

func TestDemoIsValid(t *testing.T) {
	t.Parallel()
	if err := Demo().Validate(); err != nil {
		t.Error(err)
	}
}

func TestValidateNamesEachKey(t *testing.T) {
	t.Parallel()
	for key, spoil := range map[string]func(*Sender){
		"print.name":                   func(s *Sender) { s.Name = "" },
		"print.address":                func(s *Sender) { s.Address = "" },
		"print.phone":                  func(s *Sender) { s.Phone, s.Email = "", "" },
		"print.return_address.default": func(s *Sender) { s.ReturnAddress = nil },
		"print.pay_day":                func(s *Sender) { s.PayDay = 32 },
		"print.giro.plusgiro":          func(s *Sender) { s.Giro.PlusGiro = "12 34 56-7" },
		"print.giro.document_type":     func(s *Sender) { s.Giro.DocumentType = "4" },
		"print.closed_days":            func(s *Sender) { s.ClosedDays = []string{"midsommar"} },
		"print.envelope":               func(s *Sender) { s.Envelopes.C5.Window = paper.Window{X: 10, Y: 50, Width: 80, Height: 30} },
	} {
		s := Demo()
		spoil(&s)
		err := s.Validate()
		if err == nil || !strings.Contains(err.Error(), key) {
			t.Errorf("%s: %v", key, err)
		}
	}
}

func TestReturnAddressByRegion(t *testing.T) {
	t.Parallel()
	s := Demo()
	s.ReturnAddress["nord"] = ReturnAddress{[]string{"Region Nord", "972 00 Luleå"}}
	for region, want := range map[string]string{"Nord": "Region Nord", " NORD ": "Region Nord", "Syd": "SEF Avgiftslistor", "": "SEF Avgiftslistor"} {
		if got := s.returnAddress(region).Lines[0]; got != want {
			t.Errorf("%q: %q, want %q", region, got, want)
		}
	}
}
