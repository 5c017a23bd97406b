package columns

import "testing"

func TestTotalIn(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Totalt att betala: 5 997 kr":    "5\u00a0997,00",
		"Summa 1 330,50":                 "1\u00a0330,50",
		"S:a båda avgifterna 768:-":      "768,00",
		"Summa medlemsavgift 5 997 kr":   "",
		"Delsumma avdelning 10: 608 kr":  "",
		"Totalt utbetalt netto 5 997 kr": "",
		"Totalt 7 anställda":             "",
		"Vi är totalt 12 man":            "",
		"Summa 2610":                     "",
	} {
		got := ""
		if a, ok := TotalIn(text); ok {
			got = a.String()
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
