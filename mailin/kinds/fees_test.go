package kinds

import (
	"slices"
	"strings"
	"testing"

	"sef.se/kontakten/mailin/message"
)

var (
	rowsRead   = Facts{Rows: 3, DataFiles: 1}
	bodyRows   = Facts{Rows: 3}
	unreadable = Facts{DataFiles: 1, Unreadable: 1}
	scanned    = Facts{DataFiles: 1, Unreadable: 1, Images: 1}
	photo      = Facts{DataFiles: 1, Unreadable: 1, Images: 1, Pictures: 1}
	emptyFile  = Facts{DataFiles: 1}
)

// TestFees checks mails that give fees, by what was read of them. r is a
// returned list.
func TestFees(t *testing.T) {
	t.Parallel()
	letter := map[rune]Kind{'c': CredentialRequest, 'p': PaperRequest, 'k': ContactPerson, 'q': Question, 'f': FeeData, 'o': Other, 'r': ReturnedList}
	for _, c := range []struct {
		kinds string
		facts Facts
		mail  string
	}{
		{"f", rowsRead, "Underlag|Hej! Bifogar underlag för oktober. Hör av er om något är oklart."},
		{"f", rowsRead, "Fackavgifter|Här kommer listan från vårt lönesystem. Stämmer det inte så hör av er. Mvh"},
		{"f", rowsRead, "Avgifter|Vi kunde inte logga in så här kommer avgifterna som fil den här månaden i stället."},
		{"f", rowsRead, "Lista|Ingen papperslista har kommit i år men här är våra siffror."},
		{"f", rowsRead, "okt|se bif fil"},
		{"f", rowsRead, "Redovisning|Bifogat finner ni redovisningen av fackavgifter. Pengarna är inbetalda i dag."},
		{"f", rowsRead, "Avdragslista|Hej, Anna har slutat och Bo är ny sedan den 1 oktober. Listan bifogas."},
		{"f", rowsRead, "Fil|Här kommer filen för september, hoppas att layouten är rätt."},
		{"f", rowsRead, "Avgifter sept|Vi har betalat in 3 249 kr på bankgirot. Underlaget bifogas som pdf."},
		{"f", rowsRead, "Rättad lista|Den tidigare listan blev fel, här kommer en ny som ersätter den."},
		{"f", rowsRead, "Löner|Kontaktperson i lönefrågor är Eva på 08-465 004 17. Bifogar avgifterna."},
		{"f", bodyRows, "Medlemsavgifter|Hej, följande avgifter har dragits för oktober. Ring om ni undrar över något."},
		{"f", Facts{Known: true}, "SV: Fackavgifter oktober|Hej, se mina svar nedan.\n\nOktober\n\n832 kr\n\n608 kr"},
		{"f", Facts{Unpaired: true}, "Fackavgifter oktober|Anna Berg\nBo Ek\n\n832\n608\n541"},
		{"f", bodyRows, "Avgifter|Vi har ingen att redovisa utöver dessa tre. Kan ni bekräfta att ni fått detta?"},
		{"f", bodyRows, "SV: Påminnelse|Ursäkta dröjsmålet! Här är avgifterna för september."},
		{"f", unreadable, "Underlag|Hej, bifogar underlag för oktober. Filen är krypterad, lösenordet kommer separat."},
		{"f", unreadable, "Lönelista|bifogas"},
		{"f", unreadable, "Underlag|Filen är lösenordsskyddad. Ring mig så får ni lösenordet."},
		{"f", unreadable, "Fackavgifter|Jag har skyddat filen med lösenord enligt vår policy. Lösenordet skickar jag i nästa mail."},
		{"f", unreadable, "Avgifter|Bifogar avgifterna för oktober. Lösenordet är detsamma som förra gången."},
		{"f", unreadable, "Avgifter|PDF:en är krypterad, kan ni ringa så får ni lösenordet per telefon."},
		{"f", unreadable, "Avgifter oktober|Vi får inte skicka personuppgifter okrypterat så filen är låst. Lösenord skickas via sms."},
		{"f", rowsRead, "Avgifter|Här är avgifterna. Vill ni ha listan på papper också så säg till."},
		{"f", rowsRead, "Avgifter|Här är avgifterna.\n\nDetta e-postmeddelande kan innehålla konfidentiell information. Om du inte är rätt mottagare ber vi dig radera e-postmeddelandet och meddela avsändaren."},
		{"f", rowsRead, "Avgifter|Du får inte ofta e-post från lon@x.example. Läs om varför det här är viktigt.\nUnderlag bifogas."},
		{"f", rowsRead, "Avgifter|Vi behandlar personuppgifter enligt GDPR, läs mer på vår webb. Underlag bifogas. Ha en bra dag!"},
		{"f", scanned, "Underlag oktober|Lönesystemet kan bara skriva ut på papper så jag har skannat utskriften."},
		{"f", emptyFile, "Fackavgifter|Se bifogad fil för oktobers avdrag."},
		{"f", Facts{}, "Fackavgifter oktober|Samma belopp som förra månaden."},
		{"f", Facts{Known: true}, "SV: Fackavgifter oktober|608 kr\n532 kr\n570 kr\nMvh K"},
		{"f", Facts{Known: true, Unread: 2}, "Fackavgifter oktober|Anna Berg, montör, avtal Kraftverk, 608 kr\nBo Ek, lärling, avtal Kraftverk, 532 kr"},
		{"q", Facts{Known: true, Unread: 1}, "Fackavgifter oktober|Ska vi dra 608 kr för Anna Berg?"},
		{"f", Facts{Known: true}, "Oktober|Hej, bifogat finns oktobers avgifter.\nKjell"},
		{"o", Facts{Known: true}, "Oktober|Hej, listan för oktober kommer bifogad i morgon.\nKjell"},
		{"q", Facts{Known: true}, "Oktober|Kan vi skicka avgifterna som bifogad fil?\nKjell"},
		{"c", Facts{Known: true}, "Inloggning|Vi har inte fått inloggningsuppgifter. Bifogar avgiftslistan vi fick."},
		{"f", Facts{}, "Avgift|Vi har dragit totalt tretusen niohundra kronor i medlemsavgifter för oktober."},
		{"f", Facts{}, "Redovisning|Oförändrade avgifter jämfört med september."},
		{"f", Facts{}, "Avgift|Vi har dragit totalt 3 249 kr i medlemsavgifter för oktober."},
		{"f", Facts{}, "Fackavgifter oktober|Hej, vi har ingen att redovisa för i oktober.\nKjell"},
		{"f", Facts{}, "Fackavgifter oktober|Hej, noll kronor för oktober.\nKjell"},
		{"f", Facts{}, "Oktober|Inga avdrag har gjorts i oktober."},
		{"r", photo, "Avgiftslista|Här kommer den ifyllda avgiftslistan, fotad med mobilen."},
		{"r", scanned, "Lista oktober|Hej! Avgiftslistan för oktober ifylld och inskannad bifogas."},
		{"r", photo, "Avgiftslistan september|"},
		{"r", scanned, "Retur|Bifogar den förtryckta listan som vi fick med posten, undertecknad."},
		{"r", scanned, "Blanketten|Har fyllt i blanketten ni skickade, se bilaga."},
		{"rk", photo, "Listan|Här är listan för oktober, påskriven och klar (foto). Ny kontaktperson hos oss är Eva Berg, eva@x.example."},
		{"fp", rowsRead, "Papper|Bifogar månadens underlag. Framöver vill vi ha avgiftslistan på papper eftersom vi saknar mobil."},
		{"fpq", rowsRead, "Tre saker|Underlag för oktober bifogas. Vi har ingen mobil i tjänsten och vill ha listan på papper. Varför kräver ni mobilnummer?"},
		{"fc", rowsRead, "Avgifter|Vi har inte fått några inloggningsuppgifter, kan ni skicka det? Bifogar oktober så länge."},
		{"fk", rowsRead, "Avgifter + ny adress|Bifogar avgifterna. Ny kontaktperson är Per Ek, per@x.example, 070-174 06 60."},
		{"fq", rowsRead, "Avgifter|Bifogar avgifterna för oktober. Hur kan jag se det vi redovisat tidigare?"},
		{"p", Facts{}, "Papper|Vi vill ha listan på papper. Underlaget för oktober skickar vi separat."},
		{"q", Facts{}, "Underlag|Kan vi skicka underlaget som Excelfil?"},
		{"q", photo, "Fel vid inloggning|Se skärmbild. Vi försöker logga in första gången men får det här felmeddelandet. Vad gör vi?"},
		{"o", unreadable, "Faktura|Bifogar faktura 123. Förfallodatum 2026-11-30. Erbjudande: rabatt på nästa leverans av produkter."},
		{"q", Facts{}, "Fel avdrag|Vi drog 100 kr för mycket i fackavgift för en anställd i september. Hur rättar vi det?"},
		{"q", Facts{}, "Dubbel betalning|Vi har betalat fackavgiften 3 249 kr två gånger av misstag. Kan vi få tillbaka pengarna?"},
		{"q", Facts{}, "Räkna rätt|Om lönen är 32 000 kr, blir medlemsavgiften då 608 kr?"},
		{"f", Facts{}, "betalning|Har satt in 5 418 kr i dag. Det är medlemsavgift och kontrollavgift tillsammans för alla i september."},
		{"f", Facts{}, "Fackavgifter|Avgiften för denna månad är oförändrad, alltså precis som förra månaden."},
		{"f", Facts{}, "September|Likadant som i augusti för alla medlemmar. Mvh"},
		{"f", Facts{}, "Redovisning oktober|Inget att rapportera den här månaden, alla har varit lediga."},
		{"f", Facts{}, "Redovisning|Vi har inte haft några medlemmar anställda under oktober så det blir noll."},
		{"f", Facts{}, "Nollredovisning|Nollredovisning för september."},
		{"f", Facts{}, "Avgifter|Sammanlagt drogs 4 120:50 i facklig avgift i oktober."},
		{"f", unreadable, "Okt|Månadens underlag finns i den skyddade filen. Koden är samma som sist."},
		{"f", unreadable, "Löneunderlag|Se bifogad fil."},
		{"f", Facts{}, "Avgifter|Det blir samma summor som i september för alla tre."},
		{"r", scanned, "Lista|Översänder undertecknad avgiftslista för oktober."},
		{"r", photo, "oktoberlistan|här är den, ifylld"},
		{"r", scanned, "|Bifogar er lista, nu ifylld för hand."},
		{"rq", scanned, "Avgiftslista|Bifogar den ifyllda avgiftslistan. Vilken dag ska pengarna vara hos er?"},
		{"rk", scanned, "Lista|Ifylld avgiftslista bifogas. Stryk Greta hos er, kontaktperson är numera Ture Hed, ture@firma.example."},
		{"f", rowsRead, "Avgifter|Bifogar. Tack för påminnelsen, brevet hade kommit bort."},
		{"f", rowsRead, "Avgifter|Här är listan, mejla om något saknas. Min nya kollega hjälpte mig."},
		{"fc", rowsRead, "Oktober|Underlaget kommer här eftersom vi saknar inloggningsuppgifter. Beställ nya åt oss."},
		{"fp", bodyRows, "Okt|Anna 580, Bo 794. Vi har fortfarande ingen mobil att ta emot koder på, fortsätt skicka listan med posten."},
		{"fq", bodyRows, "Okt|Anna 580, Bo 794. Ska avgift dras på semesterlönen?"},
		{"o", unreadable, "CV|Hej, bifogar mitt CV. Söker tjänst som löneassistent."},
		{"o", unreadable, "Offert|Bifogar offert på nya kopiatorer. Rabatt gäller denna månad."},
		{"o", Facts{}, "Min lön|Det drogs 608 kr i fackavgift på min lön, jag är medlem sedan 2010."},
		{"o", Facts{}, "Tack|Vi återkommer med avgifterna nästa vecka."},
	} {
		subject, text, _ := strings.Cut(c.mail, "|")
		m := message.Parse([]byte("From: a@b.example\r\nSubject: x\r\n\r\n" + text))
		got := Decide(Input{Message: m, Subject: subject, Text: text, All: text, Facts: c.facts})
		var want []Kind
		for _, r := range c.kinds {
			want = append(want, letter[r])
		}
		if !slices.Equal(got.Kinds, want) {
			t.Errorf("%s\n\tgot  %v %v\n\twant %v", c.mail, got.Kinds, got.FAQ, want)
			for _, e := range got.Evidence {
				t.Logf("\t\t%s faq %d %+.1f %s", e.Kind, e.FAQ, e.Weight, e.Says)
			}
		}
	}
}
