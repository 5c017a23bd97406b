package kinds

import (
	"slices"
	"strings"
	"testing"

	"sef.se/kontakten/mailin/message"
)

// variants are short mails as different people write them: subject, "|", text,
// with what they ask for. Kinds are written by their letters: c credentials,
// p paper, k contact person, q question, f fee data, o other.
var variants = []struct {
	kinds string
	faq   []int
	mail  string
}{
	// Credentials.
	{"c", []int{1}, "Inloggning|Hej, vi har ännu inte fått något brev med användarnamn och lösenord. När kommer det?"},
	{"c", []int{1}, "Webblistan|Hej! Vi är ett nystartat företag som ska redovisa fackavgifter för första gången. Kan vi få uppgifter för att kunna logga in?"},
	{"c", []int{1}, "Hjälp|Jag har tagit över lönerna efter en kollega och hittar inga inloggningsuppgifter någonstans. Kan ni skicka nya?"},
	{"c", []int{1}, "glömt lösenord|Hej jag har glömt lösenordet till webbredovisningen, går det att få ett nytt?"},
	{"c", []int{1}, "Ny kod|Vårt lösenord verkar ha gått ut, vi behöver ett nytt för att kunna redovisa."},
	{"c", []int{1}, "Fråga|Var hittar jag vårt användarnamn? Vi har aldrig fått något."},
	{"c", []int{1}, "Inloggning saknas|God morgon. Brevet med koderna till er hemsida har kommit bort i posten. Tacksam för ett nytt utskick."},
	{"c", []int{1}, "login|Hi, jag behöver login till ert system för arbetsgivare. Mvh"},
	{"c", []int{1}, "Beställning|Härmed beställs inloggningsuppgifter för internetredovisning av fackavgifter."},
	{"c", []int{1}, "Redovisning på webben|Vi skulle vilja börja redovisa på webben istället för att skicka listor. Vad behöver vi göra för att få ett konto?"},
	{"c", []int{1}, "uppgifter|vi vantar fortfarande pa inloggningsuppgifterna som ni lovade skicka forra veckan"},
	{"c", []int{1}, "Konto spärrat|Vi skrev fel lösenord för många gånger och nu är kontot spärrat. Kan ni skicka nya uppgifter?"},
	{"c", []int{1}, "Inlogg|Lappen med inloggningen råkade åka i papperskorgen. Skicka gärna en ny."},
	{"c", []int{1}, "Behörighet|Kan ni ge oss behörighet till webbredovisningen? Vi har inga uppgifter alls."},
	{"c", []int{1}, "|Hej! Är det möjligt att få våra inloggningsuppgifter skickade en gång till?"},

	// Paper.
	{"p", []int{2}, "Papper|Hej, vi har ingen mobiltelefon på företaget. Hur gör vi då?"},
	{"p", []int{2}, "Lista|Jag vill ha listan på papper i stället, vi kan inte logga in med sms."},
	{"p", []int{2}, "Avgiftslista|Kan vi få tillbaka de gamla pappersblanketterna? Ingen här har jobbtelefon."},
	{"p", []int{2}, "SMS|Vår löneansvariga har inte mobil i tjänsten och vägrar använda sin privata. Finns det något annat sätt än webben?"},
	{"p", []int{2}, "ang redovisning|Vi föredrar att redovisa på papper framöver. Mvh"},
	{"p", []int{2}, "Pappersredovisning|Hej! Vi önskar övergå till pappersredovisning från och med nästa månad."},
	{"p", []int{2}, "Utskick|Var vänlig sänd ut avgiftslistan per post till oss i fortsättningen då vi saknar mobil."},
	{"p", []int{2}, "mobil|Min telefon är en gammal knapptelefon som inte klarar era koder. Skicka listan med posten så fyller jag i för hand."},
	{"p", []int{2}, "Ingen täckning|På vårt kontor finns ingen mobiltäckning så SMS-koden når oss aldrig. Vi vill därför ha blanketten hemskickad."},
	{"p", []int{2}, "Byta till papper|kan ni ändra så vi får pappersavgiftslistan, vi har ej tillgång till mobiltelefon"},
	{"p", []int{2}, "Redovisning|Vi har bestämt oss för att fortsätta med papper. Ingen av oss har tjänstetelefon."},
	{"p", []int{2}, "Re: Redovisning|Då vill vi ha avgiftslistan utsänd till företaget, vi har bara fasta telefoner här."},
	{"p", []int{2}, "FAQ 2|Som handläggare har jag ingen mobil i jobbet och kan alltså inte ta emot koden. Ändra så att vi får listan på papper."},

	// Contact persons.
	{"k", nil, "Ny kontaktperson|Hej! Från och med 1 november är Karin Ek kontaktperson hos oss, karin@ek.example, 070-1740612."},
	{"k", nil, "Ändring|Vi vill ändra kontaktperson till Lars Berg. Hans mobil är 070-174 06 14."},
	{"k", nil, "Byte|Vår kontaktperson Anna har slutat. Ersätt henne med Eva Lind, eva@firma.example."},
	{"k", nil, "Mobilnummer|Jag har fått nytt mobilnummer, 070-174 06 15. Kan ni uppdatera?"},
	{"k", nil, "mejl|Vår nya e-postadress är lon@nyafirman.example. Den gamla upphör vid årsskiftet."},
	{"k", nil, "Kontaktuppgifter|Här kommer uppdaterade kontaktuppgifter: Per Ahl, per@ahl.example, 070-174 06 16"},
	{"k", nil, "Kontaktperson|Vi vill registrera Maria Ståhl som kontaktperson för företaget. Mobil 070-174 06 17."},
	{"k", nil, "lönerna|Det är jag som tar över lönerna efter Gun. Ni når mig på ulla@firma.example eller 070-174 06 18."},
	{"k", nil, "|Lägg till en kontaktperson till: Olle Norr, olle@norr.example, 0701740619"},
	{"k", nil, "Fel nummer|Det telefonnummer ni har registrerat på mig är fel. Rätt nummer är 070-174 06 20."},
	{"k", nil, "Ta bort|Ta bort Sven Dahl ur era register, han är inte längre vår kontaktperson."},
	{"k", nil, "Ny adress|Vi har bytt domän så vår mejladress är numera ekonomi@ny.example"},

	// FAQ 3.
	{"q", []int{3}, "Mobilnummer|Varför ska vi behöva lämna ut våra mobilnummer bara för att redovisa avgifter?"},
	{"q", []int{3}, "Krångligt|Förut gick det bra med bara ett lösenord. Varför är det så krångligt nu med sms?"},
	{"q", []int{3}, "SMS-kod|Vad är anledningen till att ni kräver SMS-inloggning?"},
	{"q", []int{3}, "Tvåfaktor|Är det verkligen nödvändigt med mobilkod? Det var enklare tidigare."},
	{"q", []int{3}, "undran|Hur kommer det sig att man måste ange mobilnummer numera? Lösenord räckte ju förr."},
	{"q", []int{3}, "|varfor racker det inte med losenord langre, maste man ha mobil?"},
	{"q", []int{3}, "Fråga|Jag förstår inte varför jag måste registrera mitt mobilnummer hos er."},
	{"q", []int{3}, "GDPR|Med vilken rätt kräver ni mobilnummer av oss? Tidigare var det enklare med bara lösenord."},

	// FAQ 4.
	{"q", []int{4}, "Inloggning|Jag försöker logga in för första gången men det går inte. Vad gör jag för fel?"},
	{"q", []int{4}, "Kommer inte in|Vi har fått brevet med användarnamn och lösenord men kommer ändå inte in på sidan."},
	{"q", []int{4}, "Problem|Inloggningsuppgifterna som kom med posten fungerar inte, det står att de är felaktiga."},
	{"q", []int{4}, "Första inloggningen|Hur loggar vi in första gången? Vi har fått uppgifterna men ser bara SMS-inloggning."},
	{"q", []int{4}, "|Hej! Första gången jag ska in på Mina sidor och jag lyckas inte logga in. Hjälp!"},
	{"q", []int{4}, "Felmeddelande vid inloggning|När jag loggar in första gången med uppgifterna från brevet får jag bara ett felmeddelande."},
	{"q", []int{4}, "Inlogg strular|Jag har aldrig loggat in förut och det funkar inte med företagets användarnamn och lösenord."},
	{"q", []int{4}, "Logga in|Vilket inloggningssätt ska man välja första gången? Jag kommer inte vidare."},

	// FAQ 5.
	{"q", []int{5}, "Nästa steg|Hej! Kontaktpersonen är nu registrerad. Hur går vi vidare?"},
	{"q", []int{5}, "Kontaktperson klar|Nu har jag lagt in mig själv som kontaktperson. Vad ska jag göra sen?"},
	{"q", []int{5}, "|Vi har registrerat en kontaktperson på er sida, vad händer nu?"},
	{"q", []int{5}, "Registrering|Jag registrerade kontaktperson igår och fick en bekräftelse via e-post. Hur väljer jag ett eget lösenord?"},
	{"q", []int{5}, "Hur fortsätter jag?|Har registrerat mig som kontaktperson för firman. Hur fortsätter jag?"},
	{"q", []int{5}, "kontaktperson|har fyllt i kontaktperson och fått mejl, vad är nästa steg?"},
	{"q", []int{5}, "Aktivera SMS|Kontaktperson är registrerad hos er men hur aktiverar jag SMS-inloggningen?"},
	{"q", []int{5}, "Fråga|Registreringen av kontaktpersonen är klar. Är det något mer vi måste göra?"},

	// FAQ 6.
	{"q", []int{6}, "Klart?|Jag har registrerat kontaktperson och valt lösenord. Vad gör jag nu?"},
	{"q", []int{6}, "lösenord satt|Nu är både kontaktperson och eget lösenord registrerade. Kan vi börja redovisa?"},
	{"q", []int{6}, "Vidare|Har lagt upp mig som kontaktperson och skapat ett eget lösenord, hur loggar jag in fortsättningsvis?"},
	{"q", []int{6}, "|Jag har satt mitt lösenord nu. Är det klart eller behövs något mer?"},
	{"q", []int{6}, "eget lösenord|Kontaktpersonen är inlagd och lösenordet är bytt. Vad är nästa steg?"},
	{"q", []int{6}, "Fråga|Hej, jag har gjort ett eget lösenord efter att jag registrerat kontaktpersonen. Hur gör jag för att komma igång med redovisningen?"},
	{"q", []int{6}, "Nu då?|Eget lösenord är valt, kontaktperson finns. Och nu då?"},
	{"q", []int{6}, "inloggning sms|Vi har aktiverat SMS och registrerat eget lösenord, vad återstår innan vi kan registrera avgifterna?"},

	// FAQ 7.
	{"q", []int{7}, "Osäker metod|Det står att jag är inloggad med en osäker metod. Vad innebär det?"},
	{"q", []int{7}, "Funktioner saknas|Jag kommer in med användarnamn och lösenord per företag men kan inte använda alla funktioner."},
	{"q", []int{7}, "|Varför får jag meddelandet att jag loggat in på ett osäkert sätt? Jag kan inte registrera några avgifter."},
	{"q", []int{7}, "Inloggad men|Vi loggade in med företagets användarnamn, men många funktioner är spärrade."},
	{"q", []int{7}, "mina sidor|jag ser inte alla menyer när jag loggat in, det står nåt om osaker metod"},
	{"q", []int{7}, "Begränsad|Efter inloggning visas texten 'du kan inte se eller använda en del funktioner'. Hur löser jag det?"},
	{"q", []int{7}, "Hjälp|Sidan säger att inloggningssättet inte är säkert och att vissa delar inte kan visas. Hur gör vi?"},
	{"q", []int{7}, "osäker inloggning|Har registrerat kontaktperson men loggade in med Användarnamn och lösen (per företag) och fick varning om osäker metod."},

	// FAQ 8.
	{"q", []int{8}, "Gamla listor|Var kan jag se de listor vi skickat in tidigare?"},
	{"q", []int{8}, "Historik|Finns det någon historik över våra inrapporterade avgifter?"},
	{"q", []int{8}, "|Hej! Vår revisor vill ha kopior på det vi redovisat under året. Hur får vi fram det?"},
	{"q", []int{8}, "Kontroll|Jag behöver kontrollera vad vi redovisade i mars. Hur hittar jag det på webben?"},
	{"q", []int{8}, "tidigare redovisning|Går det att titta på förra månadens redovisning någonstans?"},
	{"q", []int{8}, "Fråga|Hur gör man för att se gamla uppgifter?"},
	{"q", []int{8}, "avgiftslistor|Kan man skriva ut tidigare redovisade avgiftslistor från Mina sidor?"},
	{"q", []int{8}, "Kvitto|Var ser jag att min inskickade redovisning kommit fram och vilka belopp jag angav tidigare?"},

	// FAQ 9.
	{"q", []int{9}, "Filredovisning|Hur ska filen vara uppbyggd om vi vill redovisa via fil?"},
	{"q", []int{9}, "Fil|Vilket format ska filen ha?"},
	{"q", []int{9}, "Import|Vårt lönesystem kan skapa en textfil. Går det att läsa in den hos er, och hur ska den i så fall se ut?"},
	{"q", []int{9}, "|Har ni någon postbeskrivning för redovisning via fil?"},
	{"q", []int{9}, "Excel|Kan vi ladda upp en Excelfil i stället för att knappa in varje medlem?"},
	{"q", []int{9}, "Layout|Var hittar jag layouten för er redovisningsfil?"},
	{"q", []int{9}, "csv|Vi undrar vilka kolumner csv-filen ska innehålla."},
	{"q", []int{9}, "Redovisa via fil|Vad krävs för att kunna redovisa via fil?"},

	// Questions that the FAQ does not answer.
	{"q", nil, "Datum|När ska avgifterna för oktober vara er tillhanda?"},
	{"q", nil, "Bankgiro|Vilket bankgiro ska vi betala fackavgiften till?"},
	{"q", nil, "Semesterlön|Ska vi dra fackavgift på semesterersättning också?"},
	{"q", nil, "Procent|Hur många procent är medlemsavgiften i år?"},
	{"q", nil, "Kontrollavgift|Gäller kontrollavgiften även lärlingar?"},
	{"q", nil, "Slutat|En medlem har slutat, ska vi ändå dra avgift på slutlönen?"},

	// Two errands.
	{"pq", []int{2, 3}, "Mobil|Varför kräver ni mobilnummer? Vi har ingen mobil på jobbet, så skicka listan på papper i stället."},
	{"ck", []int{1}, "Ny person|Ny kontaktperson hos oss är Lisa Ö, lisa@o.example. Vi behöver också nya inloggningsuppgifter."},
	{"cq", []int{1, 9}, "Två saker|1. Vi har inte fått inloggningsuppgifter.\n2. Hur ska filen se ut om man redovisar via fil?"},
	{"kq", []int{8}, "Kontakt|Ta bort Jan som kontaktperson och lägg in Eva, eva@x.example. Hur ser vi listor som redovisats tidigare?"},

	// None of these.
	{"o", nil, "Medlemskap|Hej, jag är medlem och undrar hur mycket min medlemsavgift blir när jag är föräldraledig?"},
	{"o", nil, "Faktura 4711|Hej, bifogat finner ni vår faktura. Förfallodatum 2026-11-30. Betala till bankgiro 5050-1055."},
	{"o", nil, "Gå ur facket|Jag vill gå ur facket. Vad ska jag göra?"},
	{"o", nil, "Erbjudande|Missa inte vårt webinar om löneadministration! Anmäl dig här. Kostnadsfritt för dig som bokar demo."},
	{"o", nil, "a-kassan|Hej jag blev uppsagd i fredags och undrar hur jag ansöker om a-kassa."},
	{"o", nil, "Lösenord medlem|Jag kan inte logga in som medlem på Mina sidor. Kan jag få ett nytt lösenord? Mitt medlemskap är nytt."},
	{"o", nil, "Tack|Tack för hjälpen, nu fungerar allt!"},
	{"o", nil, "|"},
}

var letter = map[rune]Kind{'c': CredentialRequest, 'p': PaperRequest, 'k': ContactPerson, 'q': Question, 'f': FeeData, 'o': Other}

func TestVariants(t *testing.T) {
	t.Parallel()
	check(t, variants)
}

func check(t *testing.T, mails []struct {
	kinds string
	faq   []int
	mail  string
}) {
	wrong := 0
	for _, v := range mails {
		subject, text, _ := strings.Cut(v.mail, "|")
		m := message.Parse([]byte("From: a@b.example\r\nSubject: x\r\n\r\n" + text))
		got := Decide(Input{Message: m, Subject: subject, Text: text, All: text})
		var want []Kind
		for _, r := range v.kinds {
			want = append(want, letter[r])
		}
		if !slices.Equal(got.Kinds, want) || !slices.Equal(got.FAQ, v.faq) {
			wrong++
			t.Errorf("%s\n\tgot  %v %v\n\twant %v %v", v.mail, got.Kinds, got.FAQ, want, v.faq)
			for _, e := range got.Evidence {
				t.Logf("\t\t%s faq %d %+.1f %s", e.Kind, e.FAQ, e.Weight, e.Says)
			}
		}
	}
	t.Logf("%d of %d right", len(mails)-wrong, len(mails))
}
