package answers_test

import (
	"strings"
	"testing"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/answers"
	"sef.se/kontakten/internal/register"
)

var (
	known  = answers.Recipient{Way: answers.WayMail, Address: "lon@berg.example", Confirmed: true}
	anyone = answers.Recipient{Way: answers.WayMail, Address: "nagon@annan.example", Sender: true}
	post   = answers.Recipient{Way: answers.WayLetter, Confirmed: true}
	guard  = answers.Guarded{People: []string{"Anna Ek", "Lena Berg"}, Company: []string{"Bergmans El AB", "5560123456", "556012-3456", "100017"}, Contacts: []string{"Lena Berg"}}
)

func TestCheck(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		text string
		to   answers.Recipient
		says string // "" where it may go
	}{
		{"Logga in igen.", known, ""},
		{"Logga in igen.", anyone, ""},
		{"Hej Lena Berg! Bergmans El AB har redovisat oktober 2026, 4 100 kr.", known, ""},
		{"  ", known, "tomt"},
		{"Ring före {sista dag}.", known, "Fyll i {sista dag}"},
		{"Det gäller 19811218-9876.", known, "personnummer"},
		{"Hur mycket har ni dragit för anna  ek?", known, "vid namn"},
		{"Hur mycket har ni dragit för Ek, Anna?", known, ""}, // the store gives both orders
		{"Bergmans El AB är registrerat hos oss.", anyone, "inte bekräftad"},
		{"Ert nummer är 556012-3456.", anyone, "inte bekräftad"},
		{"Ert kundnummer är 100017.", anyone, "inte bekräftad"},
		{"Er kontaktperson är Lena Berg.", anyone, "inte bekräftad"},
		{"Summan var 4 100,00 kr.", anyone, "4 100,00 kr"},
		{"Avgifterna för oktober 2026 har kommit.", anyone, "oktober 2026"},
		{strings.Repeat("En rad.\n", 60), post, "en sida"},
		{strings.Repeat("ord ", 2000), known, "för långt"},
	} {
		err := answers.Check(tc.text, tc.to, guard)
		if (err == nil) != (tc.says == "") || err != nil && (!strings.Contains(err.Error(), tc.says) || casework.KindOf(err) != casework.Invalid) {
			t.Errorf("%.40q to %s: %v", tc.text, tc.to.Key(), err)
		}
	}
}

// TestMissingNamesNobody asks about a case that lacks everything, and never about a dead or a
// protected person.
func TestMissingNamesNobody(t *testing.T) {
	t.Parallel()
	number := func(s string) register.Personnummer {
		p, err := register.ParsePersonnummer(s, register.Date{})
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	dead, hidden := number("19811218-9876"), number("19640823-3234")
	row := func(p register.Personnummer, name string, blank bool, codes ...string) casework.CaseRow {
		r := casework.CaseRow{Row: avgiftslista.Row{Personnummer: p, Name: name}, Blank: blank}
		for _, c := range codes {
			r.Findings = append(r.Findings, avgiftslista.Finding{Code: c})
		}
		return r
	}
	stated := register.Amount(5_000_00)
	c := casework.CasePage{Case: casework.Case{Company: &casework.CompanyRef{Name: "Bergmans El AB"}, Kinds: []string{"fee_data"}}, Stated: &stated,
		Rows: []casework.CaseRow{row(register.Personnummer{}, "Bo Alm", false), row(number("19121212-1212"), "Eva Ask", true),
			row(dead, "Ulf Död", true, "deceased"), row(hidden, "Siv Skyddad", true), row(register.Personnummer{}, "Per Fel", false, "personnummer_invalid")},
		Missing:  []casework.Expected{{Personnummer: hidden, Name: "Siv Skyddad"}},
		Findings: []avgiftslista.Finding{{Code: "total_mismatch", Row: avgiftslista.WholeDraft}}}
	c.Sum.MemberFee = 4_000_00
	quiet := func(p register.Personnummer) bool { return p == dead || p == hidden }
	lib := library(t)
	m := lib.Missing(c, 4, quiet)
	got := strings.ReplaceAll(lib.Ask(m, facts, true).Text, "\u00a0", " ")
	for _, want := range []string{"Vilken månad", "Rad 1 gäller någon", "Rad 2 har inget belopp", "Rad 5 har ett personnummer", "5 000,00 kr, men raderna blir 4 000,00 kr", "1 december 2026"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %q:\n%s", want, got)
		}
	}
	for _, never := range []string{"Rad 3", "Rad 4", "Alm", "Ask", "Död", "Siv", "fler personer", "9876"} {
		if strings.Contains(got, never) {
			t.Errorf("tells %q:\n%s", never, got)
		}
	}
	if few := lib.Ask(lib.Missing(c, 2, quiet), facts, true).Text; strings.Contains(few, "000,00") || !strings.Contains(few, "Summan som ni anger") {
		t.Errorf("tells a wage:\n%s", few)
	}
	if general := lib.Ask(m, facts.General(), false).Text; strings.Contains(general, "Rad ") || !strings.Contains(general, "Vilken månad") {
		t.Errorf("tells anyone:\n%s", general)
	}
	c.Missing = append(c.Missing, casework.Expected{Personnummer: number("19121212-1212")})
	if !strings.Contains(lib.Ask(lib.Missing(c, 4, quiet), facts, true).Text, "fler personer") {
		t.Error("does not ask for who is missing")
	}
	if !lib.Missing(casework.CasePage{Case: casework.Case{Company: c.Case.Company, Kinds: []string{"question"}}}, 4, quiet).Empty() {
		t.Error("asks where nothing is missing")
	}
	nothing := lib.Missing(casework.CasePage{Case: casework.Case{Kinds: []string{"fee_data"}}}, 0, quiet)
	if len(nothing.General) != 3 {
		t.Errorf("%q", nothing.General)
	}
}
