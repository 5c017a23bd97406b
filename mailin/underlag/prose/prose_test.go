package prose

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
)

var today = register.Date{Year: 2026, Month: time.October, Day: 28}

// invented makes a personnummer of a day of birth and a serial of the invented
// series 980–999.
func invented(t testing.TB, birth, serial string) register.Personnummer {
	t.Helper()
	digit, ok := register.LuhnDigit(birth[2:] + serial)
	if !ok {
		t.Fatal("not digits")
	}
	p, err := register.ParsePersonnummer(birth+serial+string(digit), today)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// members of an invented company: anna 1, bo 2, …
func members(t testing.TB) []register.Member {
	return []register.Member{
		{Personnummer: invented(t, "19800101", "980"), FirstName: "Anna", LastName: "Bergström"},
		{Personnummer: invented(t, "19810202", "981"), FirstName: "Bo", LastName: "Ek"},
		{Personnummer: invented(t, "19820303", "983"), FirstName: "Łukasz", LastName: "Żółć"},
		{Personnummer: invented(t, "19830404", "982"), FirstName: "Eva-Lena", LastName: "af Ståhl"},
		{Personnummer: invented(t, "19840505", "985"), FirstName: "Nils", LastName: "Ek"},
		{Personnummer: invented(t, "19850606", "987"), FirstName: "Örjan", LastName: "Åkerlund"},
	}
}

var (
	withControl = register.Rate{MemberFee: 190, ControlFee: 50}
	feeOnly     = register.Rate{MemberFee: 190}
)

// short writes a result as "Bo 608,00" a row, by the member's first name.
func short(r Result, members []register.Member) string {
	var out []string
	for _, row := range r.Rows {
		who, written := "?"+row.Name, ""
		if row.Written != "" {
			written = "!"
		}
		for _, m := range members {
			if m.Personnummer == row.Personnummer {
				who = strings.Replace(who, "?"+row.Name, m.FirstName, 1)
			}
		}
		if strings.HasPrefix(who, "?") && !row.Personnummer.IsZero() {
			who = "#" + row.Name
		}
		text := written + who + " " + plain(row.MemberFee)
		if row.HasControl {
			text += "/" + plain(row.ControlFee)
		}
		if row.HasBase {
			text += "@" + plain(row.Base)
		}
		out = append(out, text)
	}
	if r.StatedTotal != nil {
		out = append(out, "= "+plain(*r.StatedTotal))
	}
	return strings.Join(out, "; ")
}

func plain(a register.Amount) string { return strings.ReplaceAll(a.String(), "\u00a0", "") }

func linesOf(text string) []Line {
	var lines []Line
	for i, l := range strings.Split(text, "\n") {
		lines = append(lines, Line{Text: l, Place: func(int) avgiftslista.Place {
			return avgiftslista.Place{Part: avgiftslista.PartBody, Line: i + 1, Text: l}
		}})
	}
	return lines
}

// pnr gives a member's number in a written form.
func pnr(t testing.TB, i int, form string) string {
	p := members(t)[i].Personnummer
	full := p.Full()
	switch form {
	case "10-":
		return full[2:8] + "-" + full[8:]
	case "10":
		return full[2:]
	case "12":
		return full
	case "12-":
		return full[:8] + "-" + full[8:]
	case "spaced":
		return full[2:4] + " " + full[4:6] + " " + full[6:8] + "-" + full[8:]
	}
	return full[2:8] + " " + full[8:]
}

func TestRead(t *testing.T) {
	t.Parallel()
	list := members(t)
	a, b := pnr(t, 0, "10-"), pnr(t, 1, "10-")
	for _, c := range []struct {
		text string
		rate register.Rate
		want string
	}{
		{"Drog 608:- för Anna och 612:50 för Bo i oktober.", feeOnly, "Anna 608,00; Bo 612,50"},
		{"Vi har dragit 608 kr för Anna Bergström och 612,50 för Bo Ek.", feeOnly, "Anna 608,00; Bo 612,50"},
		{"Anna Bergström 608 kr, Bo Ek 612:50, Łukasz Żółć 590 kr. Totalt 1 810:50.", feeOnly, "Anna 608,00; Bo 612,50; Łukasz 590,00; = 1810,50"},
		{"Oktober:\nAnna Bergström 608\nBo Ek 612,50\nSumma 1220,50", feeOnly, "Anna 608,00; Bo 612,50; = 1220,50"},
		{"* BERGSTRÖM ANNA 608 kr\n* EK BO 612 kr", feeOnly, "Anna 608,00; Bo 612,00"},
		{"- Bergström, Anna: 608:-\n- Ek, Bo: 612:-\nSammanlagt 1220:-", feeOnly, "Anna 608,00; Bo 612,00; = 1220,00"},
		{"Lukasz Zolc 608 kr\nA. Bergstrom 612 kr", feeOnly, "Łukasz 608,00; Anna 612,00"},
		{"Bergström A 608 kr\nEk N 612 kr", feeOnly, "Anna 608,00; Nils 612,00"},
		{a + " 608,00\n" + b + " 612,50", feeOnly, "Anna 608,00; Bo 612,50"},
		{a + " Anna Bergström 608,00\n" + b + " Bo Ek 612,50", feeOnly, "Anna 608,00; Bo 612,50"},
		{"Anna Bergström\t" + a + "\t608,00\nBo Ek\t" + b + "\t612,50", feeOnly, "Anna 608,00; Bo 612,50"},
		{"Anna Bergström (" + a + ") 608:-; Bo Ek (" + b + ") 612:-", feeOnly, "Anna 608,00; Bo 612,00"},
		{pnr(t, 0, "spaced") + " Anna 608 kr\n" + pnr(t, 1, "10") + " Bo 612 kr\n" + pnr(t, 2, "12") + " Łukasz 590 kr", feeOnly, "Anna 608,00; Bo 612,00; Łukasz 590,00"},
		{a + "\n\nAnna Bergström\n\n608,00\n\n" + b + "\n\nBo Ek\n\n612,50\n\nSumma\n\n\n\n1 220,50", feeOnly, "Anna 608,00; Bo 612,50; = 1220,50"},
		{"Anna Bergström\n608 kr\nBo Ek\n612 kr", feeOnly, "Anna 608,00; Bo 612,00"},
		{"Anna Bergström\nBo Ek\nÖrjan Åkerlund\n\n608,00\n612,50\n590,00", feeOnly, "Anna 608,00; Bo 612,50; Örjan 590,00"},
		{"Anna, Bo och Örjan: 608, 612 respektive 590 kr", feeOnly, "Anna 608,00; Bo 612,00; Örjan 590,00"},
		{"Vi drog 608 kr vardera för Anna Bergström och Bo Ek.", feeOnly, "Anna 608,00; Bo 608,00"},
		{"Anna Bergström 608,00 160,00\nBo Ek 612,75 161,25\nSumma 1220,75 321,25\nTotalt 1542,00", withControl, "Anna 608,00/160,00; Bo 612,75/161,25; = 1542,00"},
		{"Namn Personnr Fackavg. Kontrollavg.\nAnna Bergström " + a + " 608,00 160,00\nBo Ek " + b + " 612,75 161,25\n\nTotalt 1 542,00 kr", withControl, "Anna 608,00/160,00; Bo 612,75/161,25; = 1542,00"},
		{"Namn      Bruttolön   Medlemsavgift  Kontrollavgift  Summa\nAnna Bergström 32 000,00 608,00 160,00 768,00", withControl, "Anna 608,00/160,00@32000,00"},
		{"Anna Bergström: medlemsavgift 608 kr, kontrollavgift 160 kr\nBo Ek: medlemsavgift 612 kr, kontrollavgift 161 kr", withControl, "Anna 608,00/160,00; Bo 612,00/161,00"},
		{"Anna Bergström 608 kr i medlemsavgift och 160 kr i kontrollavgift.", withControl, "Anna 608,00/160,00"},
		{"Anna Bergström 32 000 608\nBo Ek 30 000 570", feeOnly, "Anna 608,00@32000,00; Bo 570,00@30000,00"},
		{"Anna Bergström 608 160 768", withControl, "Anna 608,00/160,00"},
		{"Anna Bergström 624 164", withControl, "Anna 624,00/164,00"},
		{"Anna Bergström har bruttolön 32 000 kr och avgiften blev 608 kr.", feeOnly, "Anna 608,00@32000,00"},
		{"Anna Bergström 680 152 tim\nBo Ek 612 100%", feeOnly, "Anna 680,00; Bo 612,00"},
		{"Anna Bergström 680 kr v 40-43\nBo Ek 612 kr vecka 41", feeOnly, "Anna 680,00; Bo 612,00"},
		{"Avdragen i oktober blev så här till slut: Anna Bergström ligger på 849, Bo Ek som vanligt 612 och Örjan Åkerlund drog vi 507 på.", feeOnly, "Anna 849,00; Bo 612,00; Örjan 507,00"},
		{"Oktober: inget för Anna Bergström som var sjuk, samt Bo Ek 612,50.", feeOnly, "Bo 612,50"},
		{"Bo Ek (612,50) och Anna Bergström ingenting, hon var ledig.", feeOnly, "Bo 612,50"},
		{"Anna Bergström 608 kr i medlemsavgift och 160 kr i kontrollavgift och Bo Ek 570 kr i medlemsavgift och 150 kr i kontrollavgift.", withControl, "Anna 608,00/160,00; Bo 570,00/150,00"},
		{"Anna Bergström 0 kr (ingen lön)\nBo Ek 612 kr", feeOnly, "Anna 0,00; Bo 612,00"},
		{"Anna Bergström - sjuk hela månaden\nBo Ek 612 kr", feeOnly, "Bo 612,00"},
		{"Anna Bergström -57,00\nBo Ek 612 kr", feeOnly, "Anna -57,00; Bo 612,00"},
		{"Anna ska vara 612 kr i stället för 608 kr.", feeOnly, "Anna 612,00"},
		{"Anna Bergström 1.234:50\nBo Ek 1.234,50\nÖrjan Åkerlund 1,234.50", feeOnly, "Anna 1234,50; Bo 1234,50; Örjan 1234,50"},
		{"Anna Bergström 1.234\nBo Ek 612\nSumma 1846", feeOnly, "Anna 1234,00; Bo 612,00; = 1846,00"},
		{"Anna Bergström 1.234\nBo Ek 612", feeOnly, "Bo 612,00"},
		{"801301-9809 Anna Bergström 608 kr", feeOnly, "!Anna 608,00"}, // no such month
		{"Totalt har vi dragit 3 249 kr i fackavgifter för oktober.", feeOnly, "= 3249,00"},
		{"Vi har dragit 3 249 kr för oktober.", feeOnly, "= 3249,00"},
		{"Medlemsavgifter 2 571 kr, kontrollavgifter 678 kr, totalt 3 249 kr.", withControl, "= 3249,00"},
		{"Ring mig på 070-174 06 12 eller 08-465 004 17. Bankgiro 5050-1055, org.nr 559878-1333.", feeOnly, ""},
		{"Vi har 34 medlemmar och betalar den 25 oktober 2026 kl 10:15.", feeOnly, ""},
		{"Hälsningar\nAnna Bergström\n070-174 06 12", feeOnly, ""},
		{"för Anna Bergström (" + a + ") har vi dragit 608:-, för\nBo Ek (" + b + ") 572:- och för Örjan Åkerlund blev\ndet 454:- den här gången eftersom han var hemma några dagar. Totalt\nalltså 1634:-.", feeOnly, "Anna 608,00; Bo 572,00; Örjan 454,00; = 1634,00"},
		{"Anna Bergström, " + a + "\n  medlemsavgift 608,00\n  kontrollavgift 160,00\nBo Ek, " + b + "\n  medlemsavgift 612,75\n  kontrollavgift 161,25", withControl, "Anna 608,00/160,00; Bo 612,75/161,25"},
		{"1. Anna Bergström 608 kr\n2. Bo Ek 612 kr", feeOnly, "Anna 608,00; Bo 612,00"},
		{"Anna Bergström: 608 kr\nKalle Okänd: 612 kr", feeOnly, "Anna 608,00; ?Kalle Okänd 612,00"},
		{"Anna Bergström | 608,00 | 160,00 |\nBo Ek | 612,75 | 161,25 |", withControl, "Anna 608,00/160,00; Bo 612,75/161,25"},
		{"608:- Anna Bergström\n612:- Bo Ek", feeOnly, "Anna 608,00; Bo 612,00"},
		{"Anna Bergström 608 + 160 kr", withControl, "Anna 608,00/160,00"},
		{"Anna Bergström....608:50\nBo Ek............612:-", feeOnly, "Anna 608,50; Bo 612,00"},
		{"Anna Bergström = 608:-\nBo Ek = 612:-\nSumma = 1220:-", feeOnly, "Anna 608,00; Bo 612,00; = 1220,00"},
		{"Medlems- och kontrollavgift för oktober:\nAnna Bergström 768 kr\nBo Ek 720 kr\nSumma 1488 kr", withControl, "= 1488,00"},
		{"Anna Bergström 768 kr inkl. kontrollavgift", withControl, ""},
		{"Namn: Anna Bergström\nPersonnummer: " + a + "\nMedlemsavgift: 608 kr\nKontrollavgift: 160 kr\n\nNamn: Bo Ek\nPersonnummer: " + b + "\nMedlemsavgift: 570 kr\nKontrollavgift: 150 kr", withControl, "Anna 608,00/160,00; Bo 570,00/150,00"},
		{"Anst  Personnr     Namn             Underlag    Avgift\n0012  " + a + "  BERGSTRÖM ANNA  32.000:00   608:00\n0107  " + b + "  EK BO           30.000:00   570:00\nTOTALT 2 ANSTÄLLDA                62.000:00  1.178:00", feeOnly, "Anna 608,00@32000,00; Bo 570,00@30000,00; = 1178,00"},
		{"12 Anna Bergström 608\n14 Bo Ek 612", feeOnly, "Anna 608,00; Bo 612,00"},
		{"8110 Fackavgift Anna Bergström 608,00\n8110 Fackavgift Bo Ek 612,00", feeOnly, "Anna 608,00; Bo 612,00"},
		{"Anna Bergström 168 tim 32 000,00 608,00\nBo Ek 160 tim 30 000,00 570,00", feeOnly, "Anna 608,00@32000,00; Bo 570,00@30000,00"},
		{"Anna Bergström, anst.nr 17, 608 kr", feeOnly, "Anna 608,00"},
		{"Personnr Namn Kontrollavg Medlemsavg\n" + a + " Anna Bergström 160,00 608,00", withControl, "Anna 608,00/160,00"},
		{"Anna Bergström\tMontör\tHeltid\t608,00\nBo Ek\tLärling\tDeltid 50%\t305,50", feeOnly, "Anna 608,00; Bo 305,50"},
		{"Anna Bergström slutade 15/10, drog 304 kr.\nBo Ek 612 kr.", feeOnly, "Anna 304,00; Bo 612,00"},
		{"Anna Bergström (f.d. Ek) 608 kr", feeOnly, "Anna 608,00"},
		{"Anna Bergström 608 kr (2 600 kr i retroaktiv lön ingår)", feeOnly, ""},
		{"Ska vi dra 608 kr för Anna Bergström?", feeOnly, ""},
		{"Vi drog 100 kr för mycket för Anna Bergström i september.", feeOnly, ""},
		{"Anna Bergström 608 kr\nBo Ek 612 kr\nStämmer det?", feeOnly, "Anna 608,00; Bo 612,00"},
		{"Anna Bergström 608 kr, Bo Ek 612 kr. Stämmer det?", feeOnly, "Anna 608,00; Bo 612,00"},
		{"Ska avgiften för Anna Bergström vara 608 kr eller\n612 kr?", feeOnly, ""},
		{"Drog 608 kr för Anna, 612 kr för Kalle Okänd och 570 kr för Bo.", withControl, "Anna 608,00; ?Kalle Okänd 612,00; Bo 570,00"},
		{"Anna 608 kr, Kalle 612 kr och Bo 570 kr.", withControl, "Anna 608,00; Bo 570,00"},
		{"Vi har i oktober dragit 608 kronor för Anna\nBergström, 612:50 för Bo Ek och 1\n234,50 för Örjan Åkerlund på lönen.", feeOnly, "Anna 608,00; Bo 612,50; Örjan 1234,50"},
		{"Anna Bergström (ingen lön)\nKalle Okänd 612 kr", feeOnly, "?Kalle Okänd 612,00"},
		{"Anna Bergström\n\nKalle Okänd 612 kr", feeOnly, ""},
		{"Anna Bergström\nMedlemsavgift: 608 kr\n\nPorto: 612 kr", feeOnly, "Anna 608,00"},
		{"Anna Karlsson 612 kr\nBo Ek 608 kr", feeOnly, "?Anna Karlsson 612,00; Bo 608,00"},
		{"Karlsson Anna 612 kr\nBo Ek 608 kr", feeOnly, "?Karlsson Anna 612,00; Bo 608,00"},
		{"Vi drog 612 kr för Anna Karlsson och 608 kr för Bo Ek.", withControl, "?Anna Karlsson 612,00; Bo 608,00"},
		{"Bo Ek 612 kr och Anna Karlsson 608 kr.", withControl, "Bo 612,00; ?Anna Karlsson 608,00"},
		{"Anna Karlsson 612 kr\nKalle Okänd 600 kr\nBo Ek 608 kr", feeOnly, "?Anna Karlsson 612,00; ?Kalle Okänd 600,00; Bo 608,00"},
		{"Drog Anna 612 kr och Bo 608 kr", feeOnly, "Anna 612,00; Bo 608,00"},
		{"Anna: 612, Bo: 608", feeOnly, "Anna 612,00; Bo 608,00"},
		{pnr(t, 0, "10") + " Anna Bergström 1\u00a0234,50 kr 324,87 kr\n" + pnr(t, 1, "10") + " Bo Ek\n   570,00 kr 150,00 kr\n" + pnr(t, 2, "10") + " Łukasz Żółć 608,00 kr 160,00 kr\nSumma 3 047,37 kr", withControl, "Anna 1234,50/324,87; Bo 570,00/150,00; Łukasz 608,00/160,00; = 3047,37"},
		{"Anna Bergström\n" + a + " 608,00 160,00\nBo Ek\n" + b + " 570,00 150,00", withControl, "Anna 608,00/160,00; Bo 570,00/150,00"},
		{"Anna Bergström " + a + "\n608,00 kr i medlemsavgift\n160,00 kr i kontrollavgift\nBo Ek " + b + " 570,00 kr i medlemsavgift, 150,00 kr i kontrollavgift", withControl, "Anna 608,00/160,00; Bo 570,00/150,00"},
		{"Anna Bergström " + a + " 608,00 kr,\n160,00 kr\nBo Ek " + b + " 570,00 kr, 150,00 kr", withControl, "Anna 608,00/160,00; Bo 570,00/150,00"},
		{pnr(t, 0, "10") + " Anna Bergström 608 + 160\n" + pnr(t, 1, "10") + " Bo Ek 570 + 150\nTotalt 1178 + 310 = 1488", withControl, "Anna 608,00/160,00; Bo 570,00/150,00; = 1488,00"},
		{"Namn\tSumma\nAnna Bergström\t608,00\nBo Ek\t612,00", feeOnly, "Anna 608,00; Bo 612,00"},
		{"Namn\tSumma\nAnna Bergström\t768,00\nBo Ek\t720,00", withControl, ""},
		{"På Anna Bergströms lön drogs 608 kr i medlemsavgift och 160 kr i kontrollavgift.\nPå Bo Eks lön drogs 570 kr i medlemsavgift och 150 kr i kontrollavgift.", withControl, "Anna 608,00/160,00; Bo 570,00/150,00"},
		{"för Anna Bergström, Bo Ek och Nils Ek drog vi 608 kr vardera.\nFör Örjan Åkerlund blev det 521 kr.\nTotalt 2 345", feeOnly, "Anna 608,00; Bo 608,00; Nils 608,00; Örjan 521,00; = 2345,00"},
		{a + ": 608,00  Anna Bergström\n810202-9818: 570,00  Bo Ek\n" + pnr(t, 2, "10-") + ": 590,00  Łukasz Żółć", feeOnly, "Anna 608,00; !Bo 570,00; Łukasz 590,00"},
		{"608,00\n\nAnna Bergström\n\n570,00\n\nBo Ek\n\n590,00\n\nÖrjan Åkerlund\n\nSumma\n\n1 768,00", feeOnly, "Anna 608,00; Bo 570,00; Örjan 590,00; = 1768,00"},
		{"608,00\n160,00\nAnna Bergström\n\n570,00\n150,00\nBo Ek", withControl, "Anna 608,00/160,00; Bo 570,00/150,00"},
		{"Anna Bergström 608 590\nBo Ek 570 612", withControl, ""},
		{"Anna Bergström 32 000 kr 608 kr\n160 kr\nBo Ek 30 000 kr 570 kr 150 kr", withControl, "Anna 608,00/160,00@32000,00; Bo 570,00/150,00@30000,00"},
		{"Medlemsavgifter:\nAnna Bergström 608\nBo Ek 570\n\nKontrollavgifter:\nAnna Bergström 160\nBo Ek 150", withControl, "Anna 608,00/160,00; Bo 570,00/150,00"},
		{"Medlemsavgift 1,9 % oktober\n" + a + " 608\n" + b + " 570\nSumma 1178\n\nKontrollavgift 0,5 % oktober\n" + b + " 150\n" + a + " 160\nSumma 310", withControl, "Anna 608,00/160,00; Bo 570,00/150,00"},
		{"Namn  Lön  Skatt  Medlemsavgift  Kontrollavgift  Netto\nAnna Bergström  32 000,00  7 500,00  608,00  160,00  23 732,00", withControl, "Anna 608,00/160,00@32000,00"},
		{"Anna Bergström 768 (608+160)\nBo Ek 720 (570+150)", withControl, "Anna 608,00/160,00; Bo 570,00/150,00"},
		{"Anna Bergström 608 + 160 (lön 32 000)", withControl, "Anna 608,00/160,00@32000,00"},
		{"Anna Bergström 768 kr, varav 160 kr i kontrollavgift", withControl, "Anna 608,00/160,00"},
		{"Anna Bergström 800 kr, varav 160 kr i kontrollavgift", withControl, ""},
		{"Ek 612 kr", feeOnly, ""}, // two of that name
		{a + " Anna Bergström\n     Medlemsavgift 608,00     Kontrollavgift 160,00\n" + b + " Bo Ek\n     Medlemsavgift 570,00     Kontrollavgift 150,00\n" + pnr(t, 2, "10") + " Łukasz Żółć\n     Medlemsavgift 589,00     Kontrollavgift 155,00", withControl, "Anna 608,00/160,00; Bo 570,00/150,00; Łukasz 589,00/155,00"},
		{"Namn: Anna Bergström\nPersnr: " + a + "\nMånadslön: 32 000,00\nDragen avgift: 608,00\n\nNamn: Bo Ek\nPersnr: " + b + "\nMånadslön: 30 000,00\nDragen avgift: 570,00", feeOnly, "Anna 608,00@32000,00; Bo 570,00@30000,00"},
		{"Sept 2026: Anna Bergström och Bo Ek har dragits 608 respektive 570 kronor. För Örjan Åkerlund, Łukasz Żółć och Eva-Lena af Ståhl blev det i ordning 590, 601 och 601 kronor.", feeOnly, "Anna 608,00; Bo 570,00; Örjan 590,00; Łukasz 601,00; Eva-Lena 601,00"},
		{"Vi drog 608 kr för Anna Bergström och 570 kr för Bo Ek. Örjan Åkerlund var sjuk hela månaden så för honom blev det 0 kr. Summa 1178 kr. /Gun, Elbolaget", feeOnly, "Anna 608,00; Bo 570,00; Örjan 0,00; = 1178,00"},
		{"A. Bergström 608,-\nB. Ek 570,-\nÖ. Åkerlund 590,-\nsa 1768,-", feeOnly, "Anna 608,00; Bo 570,00; Örjan 590,00; = 1768,00"},
		{"Har betalat in 1 536 kr i dag. Det är medlemsavgift och kontrollavgift tillsammans för båda i september.", withControl, "= 1536,00"},
		{"Anna Bergström\t172\t" + a + "\t608:50\nBo Ek\t155\t" + b + "\t570:20", feeOnly, "Anna 608,50; Bo 570,20"},
		{"Vi drog 608 kr för Anna Bergström och Bo Ek.", feeOnly, "= 608,00"},
		{"Drog 608 kr. för Anna Bergström och 570 kr. för Bo Ek.", feeOnly, "Anna 608,00; Bo 570,00"},
		{"Bergström 608 kr, Åkerlund 590 kr", feeOnly, "Anna 608,00; Örjan 590,00"},
	} {
		got := short(Read(linesOf(c.text), Options{Today: today, Members: list, Rates: []register.Rate{c.rate}}), list)
		if got != c.want {
			t.Errorf("%s\n\tgot  %s\n\twant %s", c.text, got, c.want)
		}
	}
}

func TestPlaces(t *testing.T) {
	t.Parallel()
	r := Read(linesOf("Hej\n\nAnna Bergström 608 kr\nBo Ek 612 kr"), Options{Today: today, Members: members(t), Rates: []register.Rate{feeOnly}})
	if len(r.Rows) != 2 || fmt.Sprint(r.Rows[0].Place) != "body line 3" || fmt.Sprint(r.Rows[1].Place) != "body line 4" {
		t.Errorf("rows %+v", r.Rows)
	}
}
