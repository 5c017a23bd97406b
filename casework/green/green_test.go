package green_test

import (
	"slices"
	"strings"
	"testing"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/green"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/internal/register"
)

// plain is a case with nothing odd about it.
func plain() casework.CasePage {
	period := register.NewPeriod(2026, 10)
	total := register.Amount(768_00)
	p := casework.CasePage{
		Evidence: []casework.Evidence{
			{Of: "company", Points: "5598781333", By: "sender"}, {Of: "company", Points: "5598781333", By: "number"},
			{Of: "period", Points: period.String(), By: "text"},
		},
		Rows:     []casework.CaseRow{{Mark: casework.MarkMachine}},
		Sum:      ledger.Sum{Rows: 1, MemberFee: 608_00, ControlFee: 160_00},
		Stated:   &total,
		Proposal: &ledger.Proposal{Kind: ledger.New},
	}
	p.Case.State, p.Case.Kinds, p.Case.SenderKnown, p.Case.Period, p.Case.Company = casework.CaseNew, []string{"fee_data"}, true, period, &casework.CompanyRef{Name: "Björkåsa AB"}
	return p
}

func TestReasons(t *testing.T) {
	t.Parallel()
	reported := green.History{Reported: true}
	if why := green.Reasons(plain(), reported); why != nil {
		t.Fatalf("a plain case: %v", why)
	}
	for want, change := range map[string]func(*casework.CasePage){
		"ärendet är inte öppet":                        func(p *casework.CasePage) { p.Case.State = casework.CaseWaiting },
		"skyddade uppgifter":                           func(p *casework.CasePage) { p.Case.Restricted = true },
		"mejlet gäller mer än avgiftsuppgifter":        func(p *casework.CasePage) { p.Case.Kinds = append(p.Case.Kinds, "question") },
		"avsändaren är inte känd":                      func(p *casework.CasePage) { p.Case.SenderKnown = false },
		"företaget framgår inte på två oberoende sätt": func(p *casework.CasePage) { p.Evidence[1].By = "sender" },
		"perioden sägs inte i texten eller filen":      func(p *casework.CasePage) { p.Evidence[2].By = "subject" },
		"en summa som stämmer saknas":                  func(p *casework.CasePage) { *p.Stated++ },
		"en väntad medlem saknas":                      func(p *casework.CasePage) { p.Missing = []casework.Expected{{}} },
		"ärendet har flaggor":                          func(p *casework.CasePage) { p.Case.Flags = []string{"rate_deviation"} },
		"det finns anmärkningar":                       func(p *casework.CasePage) { p.Findings = []avgiftslista.Finding{{Severity: avgiftslista.Warning}} },
		"en rad är ändrad, tom eller bokförs inte":     func(p *casework.CasePage) { p.Rows[0].Mark = casework.MarkEdited },
		"perioden har redan en redovisning":            func(p *casework.CasePage) { p.Proposal.Kind = ledger.Correction },
		"fler ärenden gäller samma företag och period": func(p *casework.CasePage) { p.Siblings = make([]casework.CaseID, 1) },
	} {
		p := plain()
		change(&p)
		if why := green.Reasons(p, reported); !slices.Equal(why, []string{want}) {
			t.Errorf("want %q, got %q", want, why)
		}
	}
	if why := green.Reasons(plain(), green.History{}); !slices.Equal(why, []string{"det är företagets första redovisning"}) {
		t.Errorf("%v", why)
	}
	two := plain()
	two.Evidence = append(two.Evidence, casework.Evidence{Of: "company", Points: "5598837713", By: "name"})
	if why := green.Reasons(two, reported); len(why) != 1 {
		t.Errorf("evidence of two companies: %v", why)
	}
	hints := plain()
	hints.Findings = []avgiftslista.Finding{{Severity: avgiftslista.Hint}}
	if why := green.Reasons(hints, reported); why != nil {
		t.Errorf("a hint: %v", why)
	}
}

func TestApprovalIsBounded(t *testing.T) {
	t.Parallel()
	key := strings.Repeat("k", 16)
	for n, want := range map[int]casework.Kind{0: casework.Invalid, 1: 0, green.Most: 0, green.Most + 1: casework.Invalid} {
		if got := casework.KindOf(green.Approval{Key: key, Items: make([]green.Item, n)}.Valid()); got != want {
			t.Errorf("%d cases: %v, want %v", n, got, want)
		}
	}
	if casework.KindOf(green.Approval{Key: "kort", Items: make([]green.Item, 1)}.Valid()) != casework.Invalid {
		t.Error("a short key")
	}
}
