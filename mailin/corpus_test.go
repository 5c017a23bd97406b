package mailin

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/underlag"
)

// firm is an invented company of the corpus: its members are numbered 1, 2 …
// in the cases, as "lund1".
type firm struct {
	key, name, city, agreement string
	emails                     []string
	members                    []string // "First|Last"
}

var firms = []firm{
	{"lund", "Lundbergs Elservice AB", "Kalmar", "installation", []string{"lon@lundbergs.example"}, []string{"Anna|Bergström", "Bo|Ek", "Cecilia|Dahl Åberg", "Dragan|Jovanović"}},
	{"lel", "Lundbergs El i Borås AB", "Borås", "installation", []string{"info@lundbergsel.example"}, []string{"Erik|Falk", "Fatima|Öz"}},
	{"fiber", "Fiberteknik Öst AB", "Gävle", "larm", []string{"ekonomi@fiberost.example", "vd@fiberost.example"}, []string{"Göran|Hed", "Hanna|Ivarsson", "Ilse|von Kraft"}},
	{"data", "El & Data i Norrtälje AB", "Norrtälje", "installation", []string{"byra@siffran.example"}, []string{"Jan|Kvist", "Kim|Lo"}},
	{"strom", "Strömsunds Kraftservice AB", "Strömsund", "larm", []string{"byra@siffran.example", "lena@stromsund.example"}, []string{"Lars|Moberg", "Mia|Norling", "Nils|Oskarsson"}},
	{"hakan", "Håkan Brunns Elektriska", "Vara", "installation", []string{"hakan@brunn.example"}, []string{"Olle|Persson"}},
}

// corpus is the register of the cases.
type corpus struct {
	reg     *register.Register
	numbers map[string]register.OrganisationNumber
	pnr     map[string]register.Personnummer
}

func newCorpus(tb testing.TB) corpus {
	tb.Helper()
	c := corpus{numbers: map[string]register.OrganisationNumber{}, pnr: map[string]register.Personnummer{}}
	rate := func(member, control register.Percent) []register.Rate {
		return []register.Rate{{ValidFrom: register.Date{Year: 2024, Month: 4, Day: 1}, MemberFee: member, ControlFee: control}}
	}
	data := register.Data{Agreements: []register.Agreement{
		{Key: "installation", Name: "Installationsavtalet", Rates: rate(190, 50)},
		{Key: "larm", Name: "Larm & Säkerhet", Rates: rate(190, 0)},
	}}
	for i, f := range firms {
		digits := fmt.Sprintf("55980%d%03d", i, i*137+11)
		check, _ := register.LuhnDigit(digits)
		org, err := register.ParseOrganisationNumber(digits + string(check))
		if err != nil {
			tb.Fatal(err)
		}
		c.numbers[f.key] = org
		data.Companies = append(data.Companies, register.Company{CustomerNumber: 100001 + i, OrganisationNumber: org, Name: f.name, City: f.city, Postcode: "39231", Emails: f.emails, Agreement: f.agreement, Channel: register.ChannelWeb})
		for k, m := range f.members {
			first, last, _ := strings.Cut(m, "|")
			birth := fmt.Sprintf("19%d%02d%02d98%d", 60+i*5+k, k+1, 10+k, k)
			check, _ := register.LuhnDigit(birth[2:])
			p, err := register.ParsePersonnummer(birth+string(check), register.Date{Year: 2026, Month: 10, Day: 1})
			if err != nil {
				tb.Fatal(err)
			}
			c.pnr[fmt.Sprintf("%s%d", f.key, k+1)] = p
			data.Members = append(data.Members, register.Member{Personnummer: p, FirstName: first, LastName: last})
			data.Employments = append(data.Employments, register.Employment{Personnummer: p, OrganisationNumber: org, From: register.Date{Year: 2020, Month: 1, Day: 1}})
		}
	}
	reg, err := register.New(data)
	if err != nil {
		tb.Fatal(err)
	}
	c.reg = reg
	return c
}

// fill puts numbers into a case: {lund1} is a personnummer with ten digits,
// {lund1:12} with twelve, {lund} an organisation number.
func (c corpus) fill(text string) string {
	for key, p := range c.pnr {
		full := p.Full()
		text = strings.ReplaceAll(text, "{"+key+"}", full[2:8]+"-"+full[8:])
		text = strings.ReplaceAll(text, "{"+key+":12}", full)
		text = strings.ReplaceAll(text, "{"+key+":8-4}", full[:8]+"-"+full[8:])
		text = strings.ReplaceAll(text, "{"+key+":10}", full[2:])
		wrong := full[2:8] + "-" + full[8:11] + string('0'+(full[11]-'0'+3)%10)
		text = strings.ReplaceAll(text, "{"+key+":wrong}", wrong)
	}
	for key, o := range c.numbers {
		text = strings.ReplaceAll(text, "{"+key+"}", o.Hyphened())
		text = strings.ReplaceAll(text, "{"+key+":vat}", "SE"+o.Full()+"01")
		text = strings.ReplaceAll(text, "{"+key+":plain}", o.Full())
	}
	return text
}

// summary writes a reading in the form of the cases.
func (c corpus) summary(r Reading) string {
	var parts []string
	for _, k := range r.Kinds {
		parts = append(parts, string(k))
	}
	out := strings.Join(parts, "+")
	company := "-"
	for key, o := range c.numbers {
		if o == r.Company {
			company = key
		}
	}
	period := r.Period.String()
	if period == "" {
		period = "-"
	}
	out += " " + company + " " + period
	for _, row := range r.Draft.Rows {
		who := "?"
		for key, p := range c.pnr {
			if p == row.Personnummer {
				who = key
			}
		}
		out += fmt.Sprintf(" %s:%s", who, plainAmount(row.MemberFee))
		if row.HasControl {
			out += "/" + plainAmount(row.ControlFee)
		}
	}
	if r.Draft.StatedTotal != nil {
		out += " =" + plainAmount(*r.Draft.StatedTotal)
	}
	if len(r.Flags) > 0 {
		out += " !" + strings.Join(r.Flags, ",")
	}
	return out
}

func plainAmount(a register.Amount) string {
	return strings.TrimSuffix(strings.ReplaceAll(a.String(), "\u00a0", ""), ",00")
}

// cases are mails of the corpus: from, subject, text and what is to be read.
// The mail's day is 28 October 2026 where the subject does not begin with one.
var cases = []struct{ from, subject, text, want string }{
	{"lon@lundbergs.example", "Avgifter", "Hej\nHär kommer oktober:\n\nAnna Bergström 608 160\nBo Ek 612,75 161,25\nCecilia Dahl Åberg 570 150\nDragan Jovanovic 551 145\n\nTotalt 2 958,00\n\nMvh Eva", "fee_data lund 2026-10 lund1:608/160 lund2:612,75/161,25 lund3:570/150 lund4:551/145 =2958"},
	{"lon@lundbergs.example", "okt", "Vi har dragit medlemsavgift 608 kr och kontrollavgift 160 kr för Anna, 570 kr och 150 kr för Bo, resten har inte jobbat.", "fee_data lund 2026-10 lund1:608/160 lund2:570/150 !member_missing"},
	{"ekonomi@fiberost.example", "Fackavgifter september", "Göran 608:-\nHanna 590:-\nIlse 570:-\n\nSumma 1768:-", "fee_data fiber 2026-09 fiber1:608 fiber2:590 fiber3:570 =1768"},
	{"ekonomi@fiberost.example", "Redovisning", "Hej! Samma avdrag som i september gäller för oktober.", "fee_data fiber 2026-10 !no_rows"},
	{"ekonomi@fiberost.example", "Medlemsavgifter", "För oktober har vi totalt dragit 1 768 kr i medlemsavgifter.", "fee_data fiber 2026-10 =1768 !no_rows"},
	{"ekonomi@fiberost.example", "SV: Påminnelse", "Göran Hed {fiber1} 608,00\nHanna Ivarsson {fiber2} 590,00\nIlse von Kraft {fiber3} 570,00\nSumma: 1.768,00 kr\nAvser löneperiod oktober.\n\n-----Ursprungligt meddelande-----\nFrån: Kontakten <kontakten@sef.se>\nSkickat: den 20 oktober 2026 14:10\nTill: ekonomi@fiberost.example\nÄmne: Påminnelse\n\nVi saknar er redovisning för september.", "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570 =1768"},
	{"privat@post.example", "Lön", "{fiber1:12} 608\n{fiber2:12} 590\n{fiber3:12} 570\n\nlön 25/10", "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570 !sender_unknown"},
	{"byra@siffran.example", "El & Data Norrtälje", "Underlag för El & Data i Norrtälje, oktober 2026\nKvist Jan {data1} 570,00 150,00\nLo Kim {data2} 608,00 160,00\nAtt betala 1 488,00", "fee_data data 2026-10 data1:570/150 data2:608/160 =1488"},
	{"byra@siffran.example", "Avgifter", "Jan Kvist {data1:8-4} 570:-/150:-\nKim Lo {data2:8-4} 608:-/160:-\nAvser 2610", "fee_data data 2026-10 data1:570/150 data2:608/160"},
	{"byra@siffran.example", "Avgifter", "Hej, vi återkommer med avgifterna när lönerna är klara.", "other - -"},
	{"byra@siffran.example", "Inloggning", "Vi behöver inloggningsuppgifter för en av våra kunder.", "credential_request - - !company_ambiguous"},
	{"byra@siffran.example", "Inloggning", "Vi behöver inloggningsuppgifter för vår kund Strömsunds Kraftservice.\n\nSiffran Redovisningsbyrå AB\nOrg.nr 556677-8899 (byrån)", "credential_request strom -"},
	{"byra@siffran.example", "Papper till två kunder", "Kan ni skicka avgiftslistan på papper till El & Data i Norrtälje AB och Strömsunds Kraftservice AB framöver? Ingen av oss har mobil i tjänsten.", "paper_request - - !company_ambiguous"},
	{"okand@post.example", "Lundbergs El", "Vi på Lundbergs El har inte fått något lösenord till webben.", "credential_request - - !company_ambiguous"},
	{"okand@post.example", "Lösenord", "Vi på Lundbergs Elservice har inte fått något lösenord till webben.", "credential_request lund - !sender_unknown"},
	{"okand@post.example", "Lösenord", "Lundbergs El i Borås behöver nya inloggningsuppgifter.", "credential_request lel - !sender_unknown"},
	{"okand@post.example", "Lösenord", "Vi saknar inloggning till webbredovisningen.\n\nMvh\nKurt\nElkurt AB, org.nr 559911-0001", "credential_request - - !company_unknown"},
	{"info@lundbergsel.example", "Ny kontaktperson", "Byt kontaktperson till Fatima Öz, fatima@lundbergsel.example, 070-174 06 50.", "contact_person lel -"},
	{"info@lundbergsel.example", "Avgifter", "Lundbergs Elservice AB ({lund})\nAnna Bergström 608 160", "fee_data lund - lund1:608/160 !period_missing,sender_unknown"},
	{"lon@lundbergs.example", "Fel företag", "Org.nr {lel}\n\nAvgifter oktober\n{lund1} Anna Bergström 608 160", "fee_data - 2026-10 lund1:608/160 !company_ambiguous"},
	{"lon@lundbergs.example", "Momsnr", "Vi vill ha papperslista i fortsättningen. {lund:vat}", "paper_request lund -"},
	{"lon@lundbergs.example", "oktober", "{lund1:wrong} Anna Bergström 608,00 160,00\n{lund2} Bo Ek 570,00 150,00\n{lund3} Cecilia Dahl Åberg 570,00 150,00\n{lund4} Dragan Jovanović 551,00 145,00", "fee_data lund 2026-10 lund1:608/160 lund2:570/150 lund3:570/150 lund4:551/145 !personnummer_invalid"},
	{"lon@lundbergs.example", "oktober", "Anna Bergström 608 160\nBo Ek 570 150\nCecilia Dahl Åberg 570 150\nDragan Jovanović 551 145\nSumma 2 800", "fee_data lund 2026-10 lund1:608/160 lund2:570/150 lund3:570/150 lund4:551/145 =2800 !total_mismatch"},
	{"lon@lundbergs.example", "oktober", "Anna Bergström 608 190\nBo Ek 570 150\nCecilia Dahl Åberg 570 150\nDragan Jovanović 551 145", "fee_data lund 2026-10 lund1:608/190 lund2:570/150 lund3:570/150 lund4:551/145 !rate_deviation"},
	{"lon@lundbergs.example", "oktober", "Anna Bergström 608\nBo Ek 570\nCecilia Dahl Åberg 570\nDragan Jovanović 551", "fee_data lund 2026-10 lund1:608 lund2:570 lund3:570 lund4:551 !rate_deviation"},
	{"ekonomi@fiberost.example", "Avdrag okt", "Göran Hed {fiber1} 608\nHanna Ivarsson {fiber2} 590\nGöran Hed {fiber1} 608\nIlse von Kraft {fiber3} 570", "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber1:608 fiber3:570 !duplicate_member"},
	{"ekonomi@fiberost.example", "Avdrag okt", "Göran Hed {fiber1} 608\nHanna Ivarsson {fiber2} 590\nIlse von Kraft {fiber3} -57\nNy hos oss: Kalle Ny 19900101-9802 570", "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:-57 ?:570 !member_unknown,negative_amount"},
	{"ekonomi@fiberost.example", "2026-01-08 Avgifter", "Decembers avgifter: Göran 608 kr, Hanna 590 kr och Ilse 570 kr.", "fee_data fiber 2025-12 fiber1:608 fiber2:590 fiber3:570"},
	{"ekonomi@fiberost.example", "Avgifter september och oktober", "September:\nGöran 608\nHanna 590\nIlse 570\n\nOktober:\nGöran 612\nHanna 590\nIlse 570", "fee_data fiber - fiber1:608 fiber2:590 fiber3:570 fiber1:612 fiber2:590 fiber3:570 !duplicate_member,period_missing"},
	{"ekonomi@fiberost.example", "Förra månaden", "Här är avdragen för förra månaden: Göran 608:-, Hanna 590:-, Ilse 570:-. Totalt 1768:-", "fee_data fiber 2026-09 fiber1:608 fiber2:590 fiber3:570 =1768"},
	{"ekonomi@fiberost.example", "Rättelse", "Rättelse för september: Göran ska vara 612 kr i stället för 608 kr.", "fee_data fiber 2026-09 fiber1:612 !member_missing"},
	{"ekonomi@fiberost.example", "Avgifter okt", "Göran 608\nHanna 0 (tjänstledig)\nIlse 570", "fee_data fiber 2026-10 fiber1:608 fiber2:0 fiber3:570"},
	{"ekonomi@fiberost.example", "Avgifter okt", "Göran 608\nHanna, föräldraledig\nIlse 570", "fee_data fiber 2026-10 fiber1:608 fiber3:570 !member_missing"},
	{"ekonomi@fiberost.example", "Fråga + avgifter", "Göran 608, Hanna 590, Ilse 570 för oktober.\nHur ser jag vad vi redovisat tidigare?", "fee_data+question fiber 2026-10 fiber1:608 fiber2:590 fiber3:570"},
	{"hakan@brunn.example", "fackavg", "Olle 608 + 160 okt", "fee_data hakan 2026-10 hakan1:608/160"},
	{"hakan@brunn.example", "Betalt", "Jag har dragit 608 kr i fackavgift och 160 kr i kontrollavgift för Olle Persson för oktober månad.", "fee_data hakan 2026-10 hakan1:608/160"},
	{"olle@privat.example", "Min avgift", "Hej, jag är medlem och jobbar på Håkan Brunns Elektriska. Min arbetsgivare drog 608 kr i fackavgift i oktober, stämmer det?", "other hakan - !sender_unknown"},
	{"vd@fiberost.example", "Avgifter oktober", "Medlemsavgift per anställd oktober 2026\n\nHed, Göran\n{fiber1}\n608,00\n\nIvarsson, Hanna\n{fiber2}\n590,00\n\nvon Kraft, Ilse\n{fiber3}\n570,00\n\nTotalsumma\n1 768,00", "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570 =1768"},
	{"vd@fiberost.example", "Avgifter", "Namn                Lön        Avgift\nGöran Hed        32 000,00    608,00\nHanna Ivarsson   31 052,63    590,00\nIlse von Kraft   30 000,00    570,00\nSumma            93 052,63  1 768,00\n\nPeriod 202610", "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570 =1768"},
	{"lena@stromsund.example", "Avg", "Hej, Lars Moberg 608 kr, Mia Norling 590 kr och Nils Oskarsson 570 kr är draget för okt. Betalar in 1768 kr på fredag.", "fee_data strom 2026-10 strom1:608 strom2:590 strom3:570 =1768"},
}

// forms are more of the same cases: the ways in which rows, totals and months
// are written.
var forms = []struct{ from, subject, text, want string }{
	{"ekonomi@fiberost.example", "Oktober 2026", "Namn: Göran Hed, personnr: {fiber1}, avgift: 608 kr\nNamn: Hanna Ivarsson, personnr: {fiber2}, avgift: 590 kr\nNamn: Ilse von Kraft, personnr: {fiber3}, avgift: 570 kr", "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570"},
	{"lon@lundbergs.example", "Redovisning okt", "1) {lund1} Anna Bergström medlemsavgift 608,00 kontrollavgift 160,00 totalt 768,00\n2) {lund2} Bo Ek medlemsavgift 570,00 kontrollavgift 150,00 totalt 720,00\n3) {lund3} Cecilia Dahl Åberg medlemsavgift 570,00 kontrollavgift 150,00 totalt 720,00\n4) {lund4} Dragan Jovanović medlemsavgift 551,00 kontrollavgift 145,00 totalt 696,00", "fee_data lund 2026-10 lund1:608/160 lund2:570/150 lund3:570/150 lund4:551/145"},
	{"lon@lundbergs.example", "Avgifter", "Period: oktober 2026\n\nNamn: Anna Bergström\nPersonnummer: {lund1:8-4}\nMedlemsavgift: 608 kr\nKontrollavgift: 160 kr\n\nNamn: Bo Ek\nPersonnummer: {lund2:8-4}\nMedlemsavgift: 570 kr\nKontrollavgift: 150 kr\n\nNamn: Cecilia Dahl Åberg\nPersonnummer: {lund3:8-4}\nMedlemsavgift: 570 kr\nKontrollavgift: 150 kr\n\nNamn: Dragan Jovanović\nPersonnummer: {lund4:8-4}\nMedlemsavgift: 551 kr\nKontrollavgift: 145 kr\n\nTotalt: 2 904 kr", "fee_data lund 2026-10 lund1:608/160 lund2:570/150 lund3:570/150 lund4:551/145 =2904"},
	{"ekonomi@fiberost.example", "Fackavg.", "Personnr\tNamn\tMånadslön\tAvgift\n{fiber1:12}\tHed, Göran\t32000\t608\n{fiber2:12}\tIvarsson, Hanna\t31052,63\t590\n{fiber3:12}\tvon Kraft, Ilse\t30000\t570\n\tSumma\t93052,63\t1768\nAvser utbetalning 23/10", "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570 =1768"},
	{"ekonomi@fiberost.example", "Fackavg. okt", "{fiber1};Göran Hed;608,00\n{fiber2};Hanna Ivarsson;590,00\n{fiber3};Ilse von Kraft;570,00", "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570"},
	{"ekonomi@fiberost.example", "Avgifter okt-26", "| Namn | Belopp |\n|------|--------|\n| Göran Hed | 608 |\n| Hanna Ivarsson | 590 |\n| Ilse von Kraft | 570 |\n| Summa | 1768 |", "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570 =1768"},
	{"ekonomi@fiberost.example", "Avgifter", "Totalt 1 768 kr för oktober enligt nedan:\n\n*Göran Hed* 608 kr\n*Hanna Ivarsson* 590 kr\n*Ilse von Kraft* 570 kr", "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570 =1768"},
	{"lon@lundbergs.example", "Oktober", "Bergström Anna 608,00 160,00\nEk Bo 570,00 150,00\nDahl Åberg Cecilia 570,00 150,00\nJovanovic Dragan 551,00 145,00\n\nSumma medlemsavgift 2 299,00\nSumma kontrollavgift 605,00\nTotalsumma 2 904,00", "fee_data lund 2026-10 lund1:608/160 lund2:570/150 lund3:570/150 lund4:551/145 =2904"},
	{"ekonomi@fiberost.example", "okt", "SEK 608.00 Göran Hed\nSEK 590.00 Hanna Ivarsson\nSEK 570.00 Ilse von Kraft", "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570"},
	{"ekonomi@fiberost.example", "okt", "GÖRAN HED ................ 1 064,50\nHANNA IVARSSON ........... 590,-\nILSE VON KRAFT ........... 570:-\nSUMMA 3 ST ............... 2 224,50", "fee_data fiber 2026-10 fiber1:1064,50 fiber2:590 fiber3:570 =2224,50"},
	{"ekonomi@fiberost.example", "Medlemsavgifter", "Hej\n\nFöljande har dragits på lönen 2026-10-23:\n\nGöran H – 608 kr\nHanna I – 590 kr\nIlse v K – 570 kr\n\nHälsningar\nEva\nTel 026-465 00 12", "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570"},
	{"ekonomi@fiberost.example", "Avgifter", "Hej, i oktober drogs 608 kr på Göran Hed, 590 kr på Hanna Ivarsson och 570 kr på Ilse von Kraft, tillsammans 1 768 kr.", "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570 =1768"},
	{"ekonomi@fiberost.example", "Avgifter", "Göran Hed, lön 32 000 kr, avgift 608 kr.\nHanna Ivarsson, lön 31 052,63 kr, avgift 590 kr.\nIlse von Kraft, lön 30 000 kr, avgift 570 kr.\nOktober månad.", "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570"},
	{"lena@stromsund.example", "Löner oktober", "Lars har fått 608 kr draget, Mia 590 kr. Nils fick inget avdrag i oktober.", "fee_data strom 2026-10 strom1:608 strom2:590 !member_missing"},
	{"lena@stromsund.example", "Strömsunds Kraftservice", "Avgifter 10/2026: Moberg 608, Norling 590, Oskarsson 570", "fee_data strom 2026-10 strom1:608 strom2:590 strom3:570"},
	{"lena@stromsund.example", "avgifter", "Period 2026-10\nLars Moberg            608,00\nMia Norling            590,00\nNils Oskarsson         570,00\n                     --------\n                     1 768,00", "fee_data strom 2026-10 strom1:608 strom2:590 strom3:570 =1768"},
	{"hakan@brunn.example", "Fack", "Hej! Olle Persson, bruttolön 32000, medlemsavgift 608, kontrollavgift 160. Håkan Brunn. Gäller oktober.", "fee_data hakan 2026-10 hakan1:608/160"},
	{"hakan@brunn.example", "Betalning", "Har betalat in 768 kr för Olle för oktober (608 medlem + 160 kontroll).", "fee_data hakan 2026-10 hakan1:608/160 =768"},
	{"info@lundbergsel.example", "Fackavgifter", "Avgifter från löneutbetalningen den 25 oktober:\nErik Falk 608/160\nFatima Öz 570/150\nTotalt 1178/310 = 1488 kr", "fee_data lel 2026-10 lel1:608/160 lel2:570/150 =1488"},
	{"info@lundbergsel.example", "Fackavgifter okt", "Erik Falk {lel1}: 608 kr (varav kontrollavgift 0 kr)\nFatima Öz {lel2}: 570 kr", "fee_data lel 2026-10 lel1:608/0 lel2:570 !rate_deviation"},
	{"info@lundbergsel.example", "Rättelse av september", "Hej, i redovisningen för september blev det fel på Erik Falk. Rätt medlemsavgift är 612,75 och kontrollavgift 161,25.", "fee_data lel 2026-09 lel1:612,75/161,25 !member_missing"},
	{"vd@fiberost.example", "Fackavgift", "Hej!\nHär är uppgifterna för förra månaden.\nGöran Hed 608 kr\nHanna Ivarsson 590 kr\nIlse von Kraft 570 kr\n\nMed vänlig hälsning\n\nPer Wik\nVD\nFiberteknik Öst AB | Org.nr {fiber}\nKungsgatan 12, 803 20 Gävle\n070-174 06 71", "fee_data fiber 2026-09 fiber1:608 fiber2:590 fiber3:570"},
	{"vd@fiberost.example", "Fackavgift oktober - Fiberteknik", "Göran Hed   {fiber1}   32 000   1,9 %   608,00\nHanna Ivarsson   {fiber2}   31 053   1,9 %   590,00\nIlse von Kraft   {fiber3}   30 000   1,9 %   570,00", "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570"},
	{"ekonomi@fiberost.example", "Avgifter", "Göran 608\nHanna 590\nIlse 570\nGunnar 100\n\nOktober. Gunnar är inte medlem men drog ändå.", "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570"},
	{"ekonomi@fiberost.example", "SV: Avgifter september", "Nu kommer oktober:\n\nGöran Hed 608 kr\nHanna Ivarsson 590 kr\nIlse von Kraft 570 kr\n\nEva\n\n> Göran Hed 500 kr\n> Hanna Ivarsson 501 kr", "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570"},
	{"ekonomi@fiberost.example", "Avgifter", "På lönen som betalades ut den 25 september drogs: Göran 608, Hanna 590, Ilse 570", "fee_data fiber 2026-09 fiber1:608 fiber2:590 fiber3:570"},
	{"ekonomi@fiberost.example", "Fackavgifter 2609", "Göran 608, Hanna 590, Ilse 570", "fee_data fiber 2026-09 fiber1:608 fiber2:590 fiber3:570"},
	{"ekonomi@fiberost.example", "avgifter nov", "Göran 608, Hanna 590, Ilse 570", "fee_data fiber 2026-11 fiber1:608 fiber2:590 fiber3:570"},
	{"ekonomi@fiberost.example", "avgifter dec", "Göran 608, Hanna 590, Ilse 570", "fee_data fiber 2025-12 fiber1:608 fiber2:590 fiber3:570"},
	{"ekonomi@fiberost.example", "Avgifter Q3", "Avgifterna: Göran 608, Hanna 590, Ilse 570", "fee_data fiber - fiber1:608 fiber2:590 fiber3:570 !period_missing"},
}

// mixed are more: several errands in one mail, side remarks, odd senders.
var mixed = []struct{ from, subject, text, want string }{
	{"ekonomi@fiberost.example", "Oktober + papper", "Hej,\n\noktober: Göran 608, Hanna 590, Ilse 570.\n\nVi har ingen mobil på kontoret så vi vill gärna ha avgiftslistan på papper i fortsättningen.\n\nMvh\nEva", "fee_data+paper_request fiber 2026-10 fiber1:608 fiber2:590 fiber3:570"},
	{"ekonomi@fiberost.example", "Avgifter", "Hej! Vi kom inte in på webben, därför mejlar jag oktobers avgifter:\nGöran Hed 608 kr\nHanna Ivarsson 590 kr\nIlse von Kraft 570 kr\nKan ni skicka nya inloggningsuppgifter till oss?", "fee_data+credential_request fiber 2026-10 fiber1:608 fiber2:590 fiber3:570"},
	{"ekonomi@fiberost.example", "Avgifter", "Göran Hed 608 kr, Hanna Ivarsson 590 kr, Ilse von Kraft 570 kr. Avser oktober.\n\nNy kontaktperson hos oss är Moa Lind, moa@fiberost.example, 070-174 06 85.", "fee_data+contact_person fiber 2026-10 fiber1:608 fiber2:590 fiber3:570"},
	{"ekonomi@fiberost.example", "Fråga om Hanna", "Ska vi dra 590 kr för Hanna Ivarsson även i november när hon är tjänstledig?", "question fiber -"},
	{"ekonomi@fiberost.example", "Göran Hed", "Göran Hed slutade hos oss den 30 september. Ska vi dra avgift på slutlönen?", "question fiber -"},
	{"ekonomi@fiberost.example", "Betalning", "Vi betalade 1 768 kr till bankgiro 5050-1055 den 30 oktober, har ni fått pengarna?", "question fiber -"},
	{"ekonomi@fiberost.example", "Re: Avgifter", "Tack, då vet vi! Ha en fin helg.", "other fiber -"},
	{"eva@fiberost.example", "Inlogg", "Vi på Fiberteknik Öst saknar inloggningsuppgifter.", "credential_request fiber - !sender_unknown"},
	{"vd@fiberost.example", "Avgifter oktober", "Göran 608:-\nHanna 590:-\nIlse 570:-\n\nMed vänliga hälsningar\nPer Wik\n\nFiberteknik Öst AB\nBesöksadress: Kungsgatan 12\nTfn 026-465 00 12, fax 026-465 00 13\nOrg.nr {fiber}, Bankgiro 5050-1055\nwww.fiberost.example", "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570"},
	{"byra@siffran.example", "Avgifter två kunder", "El & Data i Norrtälje AB, oktober:\nJan Kvist {data1} 570/150\nKim Lo {data2} 608/160\n\nStrömsunds Kraftservice AB, oktober:\nLars Moberg {strom1} 608\nMia Norling {strom2} 590\nNils Oskarsson {strom3} 570", "fee_data - 2026-10 data1:570/150 data2:608/160 strom1:608 strom2:590 strom3:570 !company_ambiguous"},
	{"byra@siffran.example", "Underlag Strömsund oktober", "Lars Moberg 608\nMia Norling 590\nNils Oskarsson 570\n\nSiffran", "fee_data strom 2026-10 strom1:608 strom2:590 strom3:570"},
	{"okand@privat.example", "avgifter", "Anna Nilsson 608 kr\nBertil Svensson 590 kr\nfackavgifter oktober", "fee_data - 2026-10 ?:608 ?:590 !company_unknown"},
	{"lon@lundbergs.example", "Okt", "Anna Bergström 608/160\nBo Ek 570/150\nCecilia Dahl-Åberg 570/150\nD Jovanovic 551/145\nEva Ny 500/132\nTotalt 2 799/737, summa 3 536", "fee_data lund 2026-10 lund1:608/160 lund2:570/150 lund3:570/150 lund4:551/145 ?:500/132 =3536 !member_unknown"},
	{"lon@lundbergs.example", "Avgifter oktober", "Hej, vi har tyvärr inte hunnit göra klart lönerna, avgifterna för oktober kommer nästa vecka.", "other lund -"},
	{"lon@lundbergs.example", "Inga avdrag i oktober", "Hej! Vi har inte dragit några fackavgifter i oktober då ingen lön betalats ut.", "fee_data lund 2026-10 !no_rows"},
	{"lon@lundbergs.example", "lista", "Vi vill ha listan i pappersform från och med november.", "paper_request lund -"},
	{"byra@siffran.example", "El & Data Norrtälje oktober", "Jan 570 150\nKim 608 160", "fee_data data 2026-10 data1:570/150 data2:608/160"},
	{"byra@siffran.example", "El & Data Norrtälje", "Kvist Jan 570 150\nLo Kim 608 160\nAvser maj.", "fee_data data 2026-05 data1:570/150 data2:608/160"},
	{"lon@lundbergs.example", "webb", "Vi skulle redovisa oktober på webben men lösenordet är borta. Kan ni skicka ett nytt?", "credential_request lund 2026-10"},
	{"lon@lundbergs.example", "avgifter", "OKTOBER\n\nANNA B  608,00  160,00\nBO E  570,00  150,00\nCECILIA D Å  570,00  150,00\nDRAGAN J  551,00  145,00\n\nTOTALT  2 904,00", "fee_data lund 2026-10 lund1:608/160 lund2:570/150 lund3:570/150 lund4:551/145 =2904"},
	{"lon@lundbergs.example", "avgifter okt", "{lund1}  Anna Bergström     608 kr  ktr 160 kr\n{lund2}  Bo Ek    570 kr  ktr 150 kr\n{lund3}  Cecilia Dahl Åberg    570 kr  ktr 150 kr\n{lund4}  Dragan Jovanović    551 kr  ktr 145 kr\nAlla avgifter tillsammans: 2 904 kr", "fee_data lund 2026-10 lund1:608/160 lund2:570/150 lund3:570/150 lund4:551/145 =2904"},
}

func TestMixed(t *testing.T) {
	t.Parallel()
	runCorpus(t, mixed)
}

func TestCorpus(t *testing.T) {
	t.Parallel()
	runCorpus(t, cases)
}

func TestForms(t *testing.T) {
	t.Parallel()
	runCorpus(t, forms)
}

// runCorpus reads plain mails of the corpus.
func runCorpus(t *testing.T, cases []struct{ from, subject, text, want string }) {
	t.Helper()
	c := newCorpus(t)
	r := New(c.reg, underlag.Direct{})
	wrong := 0
	for _, m := range cases {
		day := register.Date{Year: 2026, Month: time.October, Day: 28}
		subject := m.subject
		if d, err := register.ParseDate(subject[:min(10, len(subject))]); err == nil {
			day, subject = d, strings.TrimSpace(subject[10:])
		}
		raw := fmt.Sprintf("From: %s\r\nTo: kontakten@sef.se\r\nSubject: %s\r\nDate: %s\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n",
			m.from, subject, day.Time().Add(10*time.Hour).Format(time.RFC1123Z), c.fill(m.text))
		got := c.summary(read(t, r, []byte(raw)))
		if got != m.want {
			wrong++
			t.Errorf("%s: %s\n%s\n\tgot  %s\n\twant %s", m.from, m.subject, m.text, got, m.want)
		}
	}
	t.Logf("%d of %d right", len(cases)-wrong, len(cases))
}
