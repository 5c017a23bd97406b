package mailin

import (
	"testing"

	"sef.se/kontakten/internal/register"
)

// TestMonthsAside checks which of several months in a text is the period.
func TestMonthsAside(t *testing.T) {
	t.Parallel()
	on, _ := register.ParseDate("2026-10-27")
	for _, c := range []struct{ text, want string }{
		{"avgiften för denna månad är oförändrad, alltså precis som förra månaden", "2026-10"},
		{"septemberlönen gav det här. Urban får tillbaka 123:50 som drogs för mycket i maj", "2026-09"},
		{"Oktober: samma avdrag som i september.", "2026-10"},
		{"Samma som i september.", "2026-09"},
		{"Här kommer oktober. I augusti drogs för lite på Bo, det är med nu.", "2026-10"},
		{"Avdragen i oktober är högre än i september.", "2026-10"},
		{"Både augusti och september.", ""},
		{"Bifogar september. Oktober kommer nästa vecka.", "2026-09"},
		{"Anna slutade i augusti. Här är avgifterna för oktober.", "2026-10"},
		{"Avgifter dragna på oktoberlönen, Bo började i september.", "2026-10"},
		{"Innevarande månads avgifter.", "2026-10"},
		{"Månadens avdrag enligt nedan.", "2026-10"},
		{"Avgifterna för sept -26", "2026-09"},
		{"Gäller löneutbetalningen den 23 oktober", "2026-10"},
		{"Fackavgifter vid senaste lönen, 25 september", "2026-09"},
		{"Underlag period 2610", "2026-10"},
		{"för okt månad", "2026-10"},
		{"Här är oktobers avdrag. Novembers kommer efter löning.", "2026-10"},
		{"För oktober. Eva är föräldraledig till mars.", "2026-10"},
		{"Glömde Bo i augusti, han är med här i september", "2026-09"},
		{"månad 10", "2026-10"},
		{"avser 10/2026", "2026-10"},
		{"Lön oktober, komplettering till september lämnades tidigare", ""},
		{"nu i oktober", "2026-10"},
		{"Förra månadens avgifter", "2026-09"},
		{"avgifter den här månaden", "2026-10"},
		{"Oct 2026", "2026-10"},
		{"October fees", "2026-10"},
		{"Fees for October 2025", "2025-10"},
		{"Avgifter för september och oktober:", ""},
		{"avser utbetalning 2026-10-23 (avvikelseperiod september)", "2026-10"},
		{"Den 25 september drogs följande.", "2026-09"},
		{"Skickade listan för september förra veckan, här är oktober.", "2026-10"},
		{"Här kommer månad 10.", "2026-10"},
		{"Ylva började i augusti. Avgifter:", ""},
		{"Avgifter 10/26", "2026-10"},
		{"Avgifter 9/26", "2026-09"},
		{"Betalning 10/11", ""},
		{"Ylva slutar i december.", ""},
		{"Oktober: Bo 608 kr. Hur ser vi vad vi redovisade i september?", "2026-10"},
		{"Oktober: Bo 608 kr. Summan för september var 800:00.", "2026-10"},
		{"Här är avdragen. Jag går på semester i december, så hör av er innan dess.", ""},
		{"Jag har jobbat här sedan augusti och skickar nu listan.", ""},
		{"Listan enligt överenskommelse i maj med Camilla.", ""},
		{"Vi bytte lönesystem i september. Här är oktober.", "2026-10"},
		{"Ylva är ledig i oktober, så bara Bo har avdrag.", "2026-10"},
		{"Novemberavdragen från löneprogrammet", "2026-11"},
		{"Här är oktoberredovisningen, septemberlistan har ni redan.", "2026-10"},
		{"Dick slutade i mitten av oktober så han är inte med mer. November:", "2026-11"},
		{"Anna gick i pension i slutet av augusti. Avgifter september.", "2026-09"},
		{"AUGUSTI\nBo 608 kr\nSeptember skickar vi så fort vi hinner.", "2026-08"},
		{"Augusti kommer här. Vi återkommer med september.", "2026-08"},
		{"september (fackavgift + kontrollavgift):\nTom Rydell 608 + 160\nTom Rydell, rättning av juli: -19 + -5", "2026-09"},
		{"Oktober\nBo 608\nRättelse augusti Bo -20", "2026-10"},
		{"Septembers avgifter. Oktoberlistan kommer i slutet på månaden.", "2026-09"},
		{"Augustiavdragen kommer i november. Här är septembers.", "2026-09"},
		{"Oktoberlönerna är körda. Yusuf började hos oss i mitten av september, Ulrik slutar sista november.", "2026-10"},
		{"Rättelse av september: Bo 608 kr", "2026-09"},
		{"Avser lönen som betalades ut 25/9.", "2026-09"},
		{"Filen är påfylld med oktober, som är den flik som ska registreras nu. Fliken Sep är redan redovisad.", "2026-10"},
		{"För löneperioden 1–31 oktober:\nBo 608 kr\nVi får ny lönekonsult i november.", "2026-10"},
		{"Oktober har ni redan fått.\n\nSeptembers avgifter:\nBo 608 kr", "2026-09"},
		{"Nästa lista kommer i slutet av november.\n\nOktober\nBo 608 kr", "2026-10"},
		{"Här kommer oktober. Tack för brevet ni skickade i september, och tack för hjälpen i augusti.", "2026-10"},
	} {
		w := &work{century: on, dated: true}
		p, _ := w.best(w.hints(c.text))
		s := p.String()
		if p.IsZero() {
			s = ""
		}
		if s != c.want {
			t.Errorf("%s: got %q want %q", c.text, s, c.want)
		}
	}
}

// TestOnlyAsides tells texts whose months say nothing of the fees' period.
func TestOnlyAsides(t *testing.T) {
	t.Parallel()
	on, _ := register.ParseDate("2026-10-27")
	for text, want := range map[string]bool{
		"Se fil! Väinö fick för mycket draget i september så han får tillbaka.": true,
		"Bo började i september.":                          true,
		"Bo 608/160\nConny, återbäring för augusti −19/−5": true,
		"Bo 608 / 160, minus 19 / 5 för juli":              true,
		"Bo 608 kr för juli":                               false,
		"Avgifter för september. Bo började i augusti.":    false,
		"Här är september, Bo fick för mycket i augusti.":  false,
	} {
		w := &work{century: on, dated: true}
		if got := onlyAsides(text, w.hints(text)); got != want {
			t.Errorf("%s: got %t", text, got)
		}
	}
}
