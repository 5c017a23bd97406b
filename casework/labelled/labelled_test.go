package labelled_test

import (
	"strings"
	"testing"

	"sef.se/kontakten/casework/labelled"
	"sef.se/kontakten/internal/register"
)

func TestScoreCountsAsTheSamplesAreMarked(t *testing.T) {
	t.Parallel()
	a, err := register.ParseOrganisationNumber("5598781333")
	if err != nil {
		t.Fatal(err)
	}
	october := register.NewPeriod(2026, 10)
	row := func(p string, fee register.Amount) labelled.Row { return labelled.Row{Personnummer: p, MemberFee: fee} }
	total := register.Amount(1000)
	var s labelled.Score
	s.Add(labelled.Example{Case: "K-1", Reader: "1", // all right
		Read:    labelled.Answer{Kinds: []string{"fee_data"}, Company: a, Period: october, Rows: []labelled.Row{row("1", 500), row("2", 500)}, Stated: &total},
		Decided: labelled.Answer{Kinds: []string{"fee_data"}, Company: a, Period: october, Rows: []labelled.Row{row("2", 500), row("1", 500)}, Stated: &total}})
	s.Add(labelled.Example{Case: "K-2", Reader: "1", // a wrong amount, a row too few, the company not told, another kind
		Read:    labelled.Answer{Kinds: []string{"question"}, Period: october, Rows: []labelled.Row{row("1", 499)}},
		Decided: labelled.Answer{Kinds: []string{"fee_data"}, Company: a, Period: october, Rows: []labelled.Row{row("1", 500), row("2", 500)}}})
	var out strings.Builder
	if err := s.Write(&out, true); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"mails                              2\n", "(first kind)          50.0 %  (1 of 2)", "macro-F1                 0.667", "company accuracy                    50.0 %",
		"company not named                1\n", "wrong company named              0\n", "row precision                       66.7 %  (2 of 3)", "row recall                          50.0 %  (2 of 4)",
		"wrong amounts                      1\n", "mails with all rows right           50.0 %", "not all right                      K-2",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}
