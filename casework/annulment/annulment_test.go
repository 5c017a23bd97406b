package annulment_test

import (
	"strings"
	"testing"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/annulment"
	"sef.se/kontakten/internal/register"
)

func TestAskIsRefused(t *testing.T) {
	t.Parallel()
	company, err := register.ParseOrganisationNumber("5598781333")
	if err != nil {
		t.Fatal(err)
	}
	good := func() annulment.Ask {
		return annulment.Ask{Report: 1, Reason: annulment.WrongPeriod, Words: "Gällde september.", Key: strings.Repeat("k", 16),
			To: &annulment.Target{Organisation: company, Period: register.NewPeriod(2026, 9)}}
	}
	if err := good().Valid(); err != nil {
		t.Errorf("a good wish: %v", err)
	}
	for name, change := range map[string]func(*annulment.Ask){
		"no key":                 func(a *annulment.Ask) { a.Key = "kort" },
		"a key without end":      func(a *annulment.Ask) { a.Key = strings.Repeat("k", 65) },
		"no reason":              func(a *annulment.Ask) { a.Reason = "" },
		"a reason that is none":  func(a *annulment.Ask) { a.Reason = "fel" },
		"a personnummer":         func(a *annulment.Ask) { a.Words = "Gällde 19641209-9811." },
		"a novel":                func(a *annulment.Ask) { a.Words = strings.Repeat("å", 300) },
		"a move to no company":   func(a *annulment.Ask) { a.To.Organisation = register.OrganisationNumber{} },
		"a move to no period":    func(a *annulment.Ask) { a.To.Period = register.Period{} },
		"nothing but a good key": func(a *annulment.Ask) { *a = annulment.Ask{Key: a.Key} },
	} {
		a := good()
		change(&a)
		if err := a.Valid(); casework.KindOf(err) != casework.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	makulera := good()
	makulera.To = nil
	if err := makulera.Valid(); err != nil {
		t.Errorf("makulera: %v", err)
	}
}

func TestEveryReasonHasItsWord(t *testing.T) {
	t.Parallel()
	for _, r := range annulment.Reasons() {
		if r.Word() == string(r) || r.Word() == "" {
			t.Errorf("%s has no word", r)
		}
	}
	if got := annulment.Reason("annat").Word(); got != "annat" {
		t.Error(got)
	}
}

func TestSays(t *testing.T) {
	t.Parallel()
	r := annulment.Request{Reason: annulment.Twice}
	if got := r.Says(); got != "makulera redovisningen: bokförd två gånger" {
		t.Error(got)
	}
	r.To, r.ToPeriod, r.Words = &casework.CompanyRef{Name: "Björkåsa AB"}, register.NewPeriod(2026, 9), " Fel bolag. "
	if got := r.Says(); got != "flytta redovisningen till Björkåsa AB, september 2026: bokförd två gånger. ”Fel bolag.”" {
		t.Error(got)
	}
}
