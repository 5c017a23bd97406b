package prose

import (
	"testing"

	"sef.se/kontakten/internal/register"
)

// TestPaired reads names and amounts that stand in blocks, or on lines of their
// own, where an amount may be lacking or left over: nobody gets another
// person's fee.
func TestPaired(t *testing.T) {
	t.Parallel()
	list := members(t)
	for _, c := range []struct {
		text     string
		rate     register.Rate
		want     string
		unpaired bool
	}{
		{"Anna Bergström\nBo Ek\nNils Ek\n\n608\n570\n541,50", feeOnly, "Anna 608,00; Bo 570,00; Nils 541,50", false},
		{"Anna Bergström\nBo Ek\nNils Ek\n\n608\n570\n541,50\n1719,50", feeOnly, "Anna 608,00; Bo 570,00; Nils 541,50; = 1719,50", false},
		{"Anna Bergström\nBo Ek\nNils Ek\n\n608\n570", feeOnly, "", true},
		{"Anna Bergström\nBo Ek\nNils Ek\n\n608\n570\nSumma 1178", feeOnly, "= 1178,00", true},
		{"Anna Bergström\nBo Ek\nNils Ek\n\n608\n570\n1178", feeOnly, "", true}, // the last is a sum, and Nils has none
		{"Anna Bergström\nBo Ek\n\n608,00 160,00\n570,00 150,00", withControl, "Anna 608,00/160,00; Bo 570,00/150,00", false},
		{"Anna Bergström\nBo Ek\n\n608,00\n160,00\n570,00\n150,00", withControl, "Anna 608,00/160,00; Bo 570,00/150,00", false},
		{"Anna Bergström\nBo Ek\n\n608,00\n570,00\n160,00\n150,00", withControl, "Anna 608,00/160,00; Bo 570,00/150,00", false},
		{"Anna Bergström\nBo Ek\n\n608,00\n570,00\n160,00\n190,00", withControl, "", true},
		{"Anna Bergström\n608:-\nBo Ek\nNils Ek\n541:50\nÖrjan Åkerlund\n590:-", feeOnly, "Anna 608,00; Nils 541,50; Örjan 590,00", false},
		{"Fackavgift\nAnna Bergström\n\n608:-\n\nBo Ek\n\nNils Ek\n\n541:50\n\nÖrjan Åkerlund\n\n590:-", feeOnly, "Anna 608,00; Nils 541,50; Örjan 590,00", false},
		{"608:-\nAnna Bergström\n\nBo Ek\n\n541:50\nNils Ek\n\n590:-\nÖrjan Åkerlund", feeOnly, "Anna 608,00; Nils 541,50; Örjan 590,00", false},
		{"Avgifterna blev 608 kr (Bergström), 570 kr (Åkerlund) och 541,50 kr (Żółć), alltså 1 719,50 kr.", feeOnly, "Anna 608,00; Örjan 570,00; Łukasz 541,50; = 1719,50", false},
		{"Avgifterna blev 608 kr Bergström, 570 kr Åkerlund, 541,50 kr Żółć, och så 99 kr i porto.", feeOnly, "Anna 608,00; Örjan 570,00; Łukasz 541,50", false},
		{"Vi betalar 1 178 kr, Anna Bergström 608 kr, Bo Ek 570 kr.", feeOnly, "Anna 608,00; Bo 570,00; = 1178,00", false},
		{"Betalar 900 kr Anna Bergström 608 kr Bo Ek 570 kr", feeOnly, "", true},
		{"Summa 1 488 kr (1 178 kr medlemsavgift, 310 kr kontrollavgift):\nAnna Bergström 608/160\nBo Ek 570/150", withControl, "Anna 608,00/160,00; Bo 570,00/150,00; = 1488,00", false},
		{"Anna Bergström 608\nBo Ek 570\nNils Ek 541,50\nElbolaget Norr 1719,50", feeOnly, "Anna 608,00; Bo 570,00; Nils 541,50; = 1719,50", false},
		{"Anna Bergström 608\nBo Ek\nNils Ek 541,50", feeOnly, "Anna 608,00; Nils 541,50", false},
	} {
		r := Read(linesOf(c.text), Options{Today: today, Members: list, Rates: []register.Rate{c.rate}})
		if got := short(r, list); got != c.want || r.Unpaired != c.unpaired {
			t.Errorf("%s\n\tgot  %s %t\n\twant %s %t", c.text, got, r.Unpaired, c.want, c.unpaired)
		}
	}
}

// TestWords reads amounts and names in further written forms.
func TestWords(t *testing.T) {
	t.Parallel()
	list := members(t)
	for text, want := range map[string]string{
		"Anna Bergström 541 kronor och 50 öre\nBo Ek 570 kr, 5 öre":                           "Anna 541,50; Bo 570,05",
		"Anna Bergström -608,00\nBo Ek -570,00\nSumma -1178,00":                               "Anna 608,00; Bo 570,00; = 1178,00",
		"Anna Bergström 608,00-\nBo Ek 570,00-":                                               "Anna 608,00; Bo 570,00",
		"Anna Bergström 608 kr, Bo Ek 570 kr. Totalt 1 178 kr, betalas den 30:e.":             "Anna 608,00; Bo 570,00; = 1178,00",
		"Anna Maria Bergström 608 kr\nLars Bo Ek 570 kr\nNils J. Ek 541 kr":                   "Anna 608,00; Bo 570,00; Nils 541,00",
		"Anna Bergström-Lund 608 kr\nÖrjan Åkerlund Ek 570 kr":                                "Anna 608,00; Örjan 570,00",
		"Vi drog 608 kr för Anna Maria Bergström och 570 kr för Örjan Åkerlund Lund.":         "Anna 608,00; Örjan 570,00",
		"Oerjan Aakerlund 608 kr\nAnna Bergstroem 570 kr":                                     "Örjan 608,00; Anna 570,00",
		"Elfirma Anna Bergström AB\nBo Ek 570 kr\nAnna Karlsson 612 kr\nKalle Berg Ek 500 kr": "Bo 570,00; ?Anna Karlsson 612,00; ?Kalle Berg Ek 500,00",
	} {
		if got := short(Read(linesOf(text), Options{Today: today, Members: list, Rates: []register.Rate{feeOnly}}), list); got != want {
			t.Errorf("%s\n\tgot  %s\n\twant %s", text, got, want)
		}
	}
}

// TestLabelled tells both fees apart by the labels around them.
func TestLabelled(t *testing.T) {
	t.Parallel()
	list := members(t)
	for text, want := range map[string]string{
		"Medlemsavgift: Bergström 608, Åkerlund 570. Kontrollavgift: Bergström 160, Åkerlund 150.":                                                                                              "Anna 608,00/160,00; Örjan 570,00/150,00",
		"Avdrag oktober (medlemsavgift + kontrollavgift):\nAnna Bergström: 608 + 160 = 768\nBo Ek: 570 + 150 = 720":                                                                             "Anna 608,00/160,00; Bo 570,00/150,00",
		"Anna Bergström ska vara 608 kr, inte 590 kr. Bo Ek ska vara 570 i stället för 500.":                                                                                                    "Anna 608,00; Bo 570,00",
		"För Anna Bergström har vi dragit 608:- i\nmedlemsavgift och 160:- i kontrollavgift. Bo Ek fick\n570:- resp. 150:- draget. Det gör 1488:- tillsammans, och dem\nskickar jag på måndag.": "Anna 608,00/160,00; Bo 570,00/150,00; = 1488,00",
		"Anna Bergström 1.102 kr\nBo Ek 597 kr\nihop 1.699 kr\nMats, Firman":                                                                                                                    "Anna 1102,00; Bo 597,00; = 1699,00",
		"Anst.nr\tMedlem\tAvgift\tGranskningsavgift\n1000\tAnna Bergström\t608\t160\n1007\tBo Ek\t\t":                                                                                           "Anna 608,00/160,00",
		"1000\tBo Ek\t\n1007\tAnna Bergström\t608,00\t160,00":                                                                                                                                   "Anna 608,00/160,00",
		"Medarbetare\tLön\tAvgift\tKontroll\nAnna Bergström\t32 000,00\t608,00\t160,00\nBo Ek\nTot.\t32 000,00\t608,00\t160,00":                                                                 "Anna 608,00/160,00@32000,00",
		"     Lön  Medlemsavgift   0,5 %  Att betala  Anställd\n32000.00         608.00  160.00      768.00  BERGSTRÖM ANNA\n30000.00         570.00  150.00      720.00  EK BO":                "Anna 608,00/160,00@32000,00; Bo 570,00/150,00@30000,00",
		"För Anna Bergström drog han 608 kronor till er plus 160 kronor i kontrollavgift, och för Bo Ek blev det 570 kronor plus 150. Allt som allt 1488 kronor.":                               "Anna 608,00/160,00; Bo 570,00/150,00; = 1488,00",
		"Anna Bergström 608 160\nBo Ek, Köpmangatan 22, 844 41 Hammarstrand":                                                                                                                    "Anna 608,00/160,00",
		"Anna Bergström (-)20:00": "Anna -20,00",
		"Anna Bergström 608 160\nBo Ek 570 150\n\nElbolagets Butik, Hamngatan 13":                      "Anna 608,00/160,00; Bo 570,00/150,00",
		"Anna Bergström\n608\nBo Ek\n570,50\nNils Ek\n541,50":                                          "Anna 608,00; Bo 570,50; Nils 541,50",
		"Anna Bergström 608 kr  ktr 160 kr\nBo Ek 570 kr  ktr-avg 150 kr":                              "Anna 608,00/160,00; Bo 570,00/150,00",
		"september (fackavgift + kontrollavgift):\nBo Ek 608 + 160\nBo Ek, rättning av juli: -19 + -5": "Bo 608,00/160,00; Bo -19,00/-5,00",
	} {
		if got := short(Read(linesOf(text), Options{Today: today, Members: list, Rates: []register.Rate{withControl}}), list); got != want {
			t.Errorf("%s\n\tgot  %s\n\twant %s", text, got, want)
		}
	}
}

// TestUnits tells an amount before a name that begins like a unit from a count:
// Go's \b would see the end of a word before "å", "ä" and "ö".
func TestUnits(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]kind{
		"601 Ståhl Albin": amount, "450,00 Hägglund": amount, "608 År": other, "608 Åström": amount, "2 st": other, "12 st, totalt": other,
		"7,5 h": other, "8 tim": other, "160 tim.": other, "3 personer": other, "412 Timåsen": amount, "5 pers.": other, "30:e": other, "25 oktober": other,
	} {
		if tokens := lex(text, today); len(tokens) == 0 || tokens[0].kind != want {
			t.Errorf("%s: %+v", text, tokens)
		}
	}
}

// TestFormer gives a name that two have borne to the one who is still there, and
// tells two members from one name turned round.
func TestFormer(t *testing.T) {
	t.Parallel()
	list := members(t)
	former := map[register.Personnummer]bool{list[4].Personnummer: true} // Nils Ek
	for text, want := range map[string]string{
		"Ek 612 kr\nBergström 608 kr": "Bo 612,00; Anna 608,00",
		"Nils Ek 612 kr":              "Nils 612,00",
		"Åkerlund, Anna Bergström och Bo Ek har betalat 590:-, 608:- respektive 612:-": "Örjan 590,00; Anna 608,00; Bo 612,00",
	} {
		if got := short(Read(linesOf(text), Options{Today: today, Members: list, Former: former, Rates: []register.Rate{feeOnly}}), list); got != want {
			t.Errorf("%s\n\tgot  %s\n\twant %s", text, got, want)
		}
	}
	old := []register.Member{{Personnummer: invented(t, "19260312", "989"), FirstName: "Ture", LastName: "Wåhlgren"}}
	full := old[0].Personnummer.Full()
	if got := short(Read(linesOf("Ture Wåhlgren ("+full[2:8]+"-"+full[8:]+"): 608 kr"), Options{Today: today, Members: old, Rates: []register.Rate{feeOnly}}), old); got != "Ture 608,00" {
		t.Errorf("a hundred years old: %s", got)
	}
}

// TestRunning reads sentences of people who write as they speak: numbers in words,
// an order that changes, parts, corrections, and what is no fee beside what is one.
func TestRunning(t *testing.T) {
	t.Parallel()
	list := members(t)
	for _, c := range []struct {
		text, want string
		rate       register.Rate
	}{
		{"Anna: sexhundraåtta kronor. Örjan: femhundrasjuttio kronor och femtio öre. Tillsammans ettusen etthundrasjuttioåtta kronor och femtio öre.", "Anna 608,00; Örjan 570,50; = 1178,50", feeOnly},
		{"Anna Bergström sexhundraåtta (608) kronor\nÖrjan Åkerlund femhundrasjuttio kronor (580 kr)", "Anna 608,00", feeOnly},
		{"Anna Bergström minus 12:50\nÖrjan Åkerlund 570 kr", "Anna -12,50; Örjan 570,00", feeOnly},
		{"Anna Bergström -12:50 (för mycket draget i maj)\nÖrjan Åkerlund 570 kr", "Anna -12,50; Örjan 570,00", feeOnly},
		{"Anna Bergström tel 0705059921 412:50\nÖrjan Åkerlund tel 0481-123 45 570 kr", "Anna 412,50; Örjan 570,00", feeOnly},
		{"Det drogs 608 kr för Anna, för Örjan blev det 570 kr och Łukasz fick 532 kr avdraget.", "Anna 608,00; Örjan 570,00; Łukasz 532,00", feeOnly},
		{"Avgiften var 608:50 för Anna medan Örjans blev 570:25.", "Anna 608,50; Örjan 570,25", feeOnly},
		{"Det blev 1 179 kr (avrundat) för oktober: Anna 608,50 och Örjan 570,25.", "Anna 608,50; Örjan 570,25; = 1179,00", feeOnly},
		{"Anna och Örjan har dragits på 608 kr.", "= 608,00", feeOnly},
		{"Alla tre (Anna, Örjan och Łukasz) har samma avdrag, 532 kr var. Kim", "Anna 532,00; Örjan 532,00; Łukasz 532,00", feeOnly},
		{"Anna 768 kr, därav 160 kr kontrollavgift. Örjan 720 kr varav kontrollavgift 150 kr.", "Anna 608,00/160,00; Örjan 570,00/150,00", withControl},
		{"Anna 608 kr (varav 38 kr för retroaktiv lön), Örjan 570 kr.", "Anna 608,00; Örjan 570,00", feeOnly},
		{"Anna har två utbetalningar, 300 kr och 232 kr, sammanlagt 532 kr. Örjan 570 kr.", "Anna 532,00; Örjan 570,00", feeOnly},
		{"Medlemsavgiften är 608 kr för Anna och 570 kr för Örjan. Kontrollavgiften är 160 kr för Anna och 150 kr för Örjan.", "Anna 608,00/160,00; Örjan 570,00/150,00", withControl},
		{"Ska vi dra 608 kr för Anna även i maj? I april drog vi 600 kr för Anna och 570 kr för Örjan.", "Anna 600,00; Örjan 570,00", feeOnly},
		{"I maj drog vi 20 kr för mycket för Anna. Nu har vi dragit 588 kr för Anna. Örjan 570 kr.", "Anna 588,00; Örjan 570,00", feeOnly},
		{"För Anna angav vi 680 kr men det ska vara 608 kr. Örjan var rätt, 570 kr.", "Anna 608,00; Örjan 570,00", feeOnly},
		{"För Anna: tidigare 680 kr, nytt 608 kr. Örjan: 507 kr ändras till 570 kr.", "Anna 608,00; Örjan 570,00", feeOnly},
		{"Rättelse. Tidigare belopp för Anna var 680 kr, nytt belopp är 608 kr. För Örjan: tidigare 507 kr, nytt 570 kr.", "Anna 608,00; Örjan 570,00", feeOnly},
		{"Här. För Anna och Örjan drogs 608 respektive 570 kr i medlemsavgift och 160 respektive 150 kr i kontrollavgift.", "Anna 608,00/160,00; Örjan 570,00/150,00", withControl},
		{"Här: medlemsavgifter Anna Bergström 608, Örjan Åkerlund 570; kontrollavgifter Anna Bergström 160, Örjan Åkerlund 150.", "Anna 608,00/160,00; Örjan 570,00/150,00", withControl},
		{"Vi drog 608 kr för Anna, 570 kr för Örjan och 400 kr för vår nyanställda Petra Nyström. Kim", "Anna 608,00; Örjan 570,00; ?Petra Nyström 400,00", feeOnly},
		{"Vi drog 608 kr för Anna och 570 kr för Örjan. Pengarna, 1 178 kr, satte Nybro Sparbank in. Kalle Perssons kurs, 4 500 kr, tar vi.", "Anna 608,00; Örjan 570,00; = 1178,00", feeOnly},
		{"Anna 608 kr och Örjan 570 kr, dvs. 1 178 kr som betalas in.", "Anna 608,00; Örjan 570,00; = 1178,00", feeOnly},
		{"Anna Bergström 608 kr\nÖrjan Åkerlund 570 kr\nSumma 1 178 kr\nTidigare inbetalt 300 kr\nKvar att betala 878 kr", "Anna 608,00; Örjan 570,00; = 1178,00", feeOnly},
		{"Anna Bergström 608 kr\nÖrjan Åkerlund 570 kr\nFörra månaden var totalen 1 100 kr.", "Anna 608,00; Örjan 570,00", feeOnly},
		{"Vi drog 608 kr för Anna (600 i september) och 570 kr för Örjan (förra månaden 560).", "Anna 608,00; Örjan 570,00", feeOnly},
		{"Anna 608 kr, Örjan 570 kr. Nästa månad blir det 620 kr för Anna.", "Anna 608,00; Örjan 570,00", feeOnly},
		{"Vi glömde dra 570 kr för Örjan. Övriga: Anna 608 kr.", "Anna 608,00", feeOnly},
		{"Anna Bergström 608 kr utbetalt 25/10\nÖrjan Åkerlund noll (sjuk)", "Anna 608,00; Örjan 0,00", feeOnly},
		{"608 kr, 570 kr och 532 kr för Anna, Örjan respektive Łukasz.", "Anna 608,00; Örjan 570,00; Łukasz 532,00", feeOnly},
		{"Anna 608 kr. Örjan 10 kr mer. Łukasz 532 kr.", "Anna 608,00; Łukasz 532,00", feeOnly},
		{"Anna 558 kr + 50 kr (extra lön) = 608 kr. Örjan 570 kr (520 + 50).", "Anna 608,00; Örjan 570,00", feeOnly},
		{"Anna Bergström 608 kr (fack) + 99 kr (a-kassa)\nÖrjan Åkerlund 570 kr (fack) + 99 kr (a-kassa)", "Anna 608,00; Örjan 570,00", feeOnly},
		{"Anna Bergström: skatt 8 200 kr, fack 608 kr, netto 17 616 kr\nÖrjan Åkerlund: skatt 8 200 kr, fack 570 kr, netto 17 610 kr", "Anna 608,00; Örjan 570,00", feeOnly},
		{"Vi har ännu inte dragit 608 kr för Anna. Örjan 570 kr, Łukasz 532 kr.", "Örjan 570,00; Łukasz 532,00", feeOnly},
		{"Anna ska enligt er lista ha 605 kr, men vi har dragit 608 kr. Örjan 570 kr.", "Anna 608,00; Örjan 570,00", feeOnly},
		{"Anna 628 kr minus 20 kr från maj, alltså 608 kr. Örjan 570 kr.", "Anna 608,00; Örjan 570,00", feeOnly},
		{"Anna Bergström 800101-980 608 kr\nÖrjan Åkerlund 850606-98700 570 kr", "!Anna 608,00; !Örjan 570,00", feeOnly},
		{"Anna 608 kr + 108 kr i kontrollavgift. Örjan 570 kr.", "Anna 608,00/108,00; Örjan 570,00", feeOnly},
		{"Anna 608 kr. För Örjan återbetalas 20 kr, dvs. -20:00.", "Anna 608,00; Örjan -20,00", feeOnly},
		{"Anna Bergström: 608 kr\nÖrjan Åkerlund: 570 kr\n\nAlltså: Anna 608 kr, Örjan 570 kr, totalt 1 178 kr.", "Anna 608,00; Örjan 570,00; = 1178,00", feeOnly},
		{"1 178 kr totalt, dvs 608 kr Anna, 570 kr Örjan.", "Anna 608,00; Örjan 570,00; = 1178,00", feeOnly},
		{"Totalt 1 178 kr: 608 för Anna och 570 för Örjan.", "Anna 608,00; Örjan 570,00; = 1178,00", feeOnly},
		{"Av Annas lön på 32 000 kr har vi dragit 608 kr och av Örjans lön på 30 000 kr 570 kr.", "Anna 608,00@32000,00; Örjan 570,00@30000,00", feeOnly},
		{"768 kr på Anna och 720 kr på Örjan, av detta är 160 respektive 150 kr kontrollavgift.", "", withControl},
		{"Anna och Örjan har samma lön och fick 570 kr var draget, Łukasz 532 kr.", "Anna 570,00; Örjan 570,00; Łukasz 532,00", feeOnly},
		{"hej okt anna 608 örjan 570 mvh kim", "Anna 608,00; Örjan 570,00", feeOnly},
	} {
		if got := short(Read(linesOf(c.text), Options{Today: today, Members: list, Rates: []register.Rate{c.rate}}), list); got != c.want {
			t.Errorf("%s\n\tgot  %s\n\twant %s", c.text, got, c.want)
		}
	}
}

// TestToldOnce reads fees of which only the first are called by their names, under
// an agreement without a control fee, where no rate tells them apart.
func TestToldOnce(t *testing.T) {
	t.Parallel()
	list := members(t)
	for text, want := range map[string]string{
		"På Anna Bergström drogs 627 kr i medlemsavgift och 165 kr i kontrollavgift, Bo Ek fick 570 kr respektive 150 kr.": "Anna 627,00/165,00; Bo 570,00/150,00",
		"Kontrollavgift 165 kr och medlemsavgift 627 kr för Anna Bergström. Bo Ek fick 150 kr respektive 570 kr.":          "Anna 627,00/165,00; Bo 570,00/150,00",
		"På Anna Bergström drogs 627 kr i medlemsavgift och 165 kr i kontrollavgift, Bo Ek fick 150 kr respektive 570 kr.": "Anna 627,00/165,00", // the other way round: a person looks
		"Fackavgift och kontrollavgift:\nAnna Bergström 627 + 165\nBo Ek 570 + 150":                                        "Anna 627,00/165,00; Bo 570,00/150,00",
		"Anna Bergström 627 + 165\nBo Ek 570 + 150":                                                                        "",
	} {
		if got := short(Read(linesOf(text), Options{Today: today, Members: list, Rates: []register.Rate{feeOnly}}), list); got != want {
			t.Errorf("%s\n\tgot  %s\n\twant %s", text, got, want)
		}
	}
}

// TestControlsApart reads control fees of a sentence that names nobody, pronouns,
// and "noll".
func TestControlsApart(t *testing.T) {
	t.Parallel()
	list := members(t)
	for text, want := range map[string]string{
		"Medlemsavgifter: Anna 627, Örjan 570. Kontrollavgifterna blev 165 och 150 i samma ordning.":                           "Anna 627,00/165,00; Örjan 570,00/150,00",
		"Anna Bergström 627 kr\nÖrjan Åkerlund 570 kr\nKontrollavgift 165 kr respektive 150 kr.":                               "Anna 627,00/165,00; Örjan 570,00/150,00",
		"Anna Bergström 627 kr\nÖrjan Åkerlund 570 kr\n\nKontrollavgifter: 150 kr, 165 kr":                                     "Anna 627,00; Örjan 570,00", // the rates deny it
		"Anna fick 611 den här gången, och Örjan var tjänstledig så där blev det noll.":                                        "Anna 611,00; Örjan 0,00",
		"Anna 608/160, Örjan 645/170 (inte 654 som jag skrev i förra mejlet), Nils 589/155 och Łukasz 532/140.":                "Anna 608,00/160,00; Örjan 645,00/170,00; Nils 589,00/155,00; Łukasz 532,00/140,00",
		"Anna 608/160\nÖrjan (rättelse juli) - 19 - 5\nNils - 589 - 155":                                                       "Anna 608,00/160,00; Nils 589,00/155,00",
		"Anna jobbade bara halva månaden, så 294 på henne. Örjan 500 kr.":                                                      "Anna 294,00; Örjan 500,00",
		"Anna blev sjuk så det blev bara 294 kr för henne, Örjan Åkerlund drogs 500 kr. Så långt det hela, tror jag, till er.": "Anna 294,00; Örjan 500,00",
	} {
		if got := short(Read(linesOf(text), Options{Today: today, Members: list, Rates: []register.Rate{withControl}}), list); got != want {
			t.Errorf("%s\n\tgot  %s\n\twant %s", text, got, want)
		}
	}
}
