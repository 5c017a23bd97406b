package kinds

import "testing"

// oblique are mails that say the thing by a story.
var oblique = []struct {
	kinds string
	faq   []int
	mail  string
}{
	{"c", []int{1}, "hjälp med koder|Hej! Datorn kraschade och därmed försvann filen där vi hade sparat våra inloggningsuppgifter. Skulle behöva få dem igen."},
	{"c", []int{1}, "Lås upp|Jag är ny på jobbet och har fått höra att det ska finnas ett konto för redovisning av fackavgifter, men uppgifterna till det går inte att hitta. Vad gör vi?"},
	{"c", []int{1}, "VB: Påminnelse|Hej, jag fick er påminnelse vidarebefordrad. Till oss har det inte kommit några uppgifter om hur man loggar in, varken på post eller mejl."},
	{"c", []int{1}, "Vår inloggning|Lösenordet som låg i kassaskåpet passar inte längre. Är ni snälla och skickar ut ett nytt till kontoret?"},
	{"c", []int{1}, "Beställa inlogg|Två kollegor och jag delar på lönearbetet. Kan vi få inloggning till er sida?"},
	{"c", []int{1}, "Flytt|Efter flytten till Industrigatan är brevet med användarnamnet puts väck. Går det att få en kopia?"},

	{"p", []int{2}, "Ang. inloggning|Jag har dolt nummer och använder ingen mobil i jobbet. Ser helst att ni fortsätter skicka listan hem till oss."},
	{"p", []int{2}, "Lista|Min man sköter elen och jag bokföringen, och ingen av oss har någon mobil som kan ta emot SMS. Kan vi få hem en lista att fylla i?"},
	{"p", []int{2}, "Redovisning framöver|Vi är för små för att hålla på med koder och mobiler. Får vi be om vanlig avgiftslista på papper?"},
	{"p", []int{2}, "Byta tillbaka|Sedan Kerstin gick i pension finns ingen mobil på lönekontoret. Vi skulle vilja ha pappersutskicket tillbaka."},
	{"p", []int{2}, "Stopp för mobiler|I kontrollrummet är mobiler förbjudna och vi som redovisar sitter där. Skicka oss avgiftslistan med vanlig post."},
	{"p", []int{2}, "sms fungerar inte|Våra abonnemang är spärrade för sms från företagsnummer så koden når oss inte. Vi vill redovisa på papper i stället."},
	{"p", []int{2}, "Inget val|Eftersom jag saknar tjänstetelefon får det bli den gamla hederliga listan. Adressen har ni."},

	{"k", nil, "Generationsskifte|Från och med årsskiftet tar Johan Berg över som kontaktperson efter mig. Han har 070-174 06 81 och johan@berg.example."},
	{"k", nil, "Nytt efternamn|Jag har gift mig och heter numera Eva Lind. Min nya e-postadress är eva.lind@firma.example, kan ni ändra den?"},
	{"k", nil, "Fel adress hos er|Era mejl går till en kollega som slutat. Ändra till loner@firma.example tack."},
	{"k", nil, "Byte|Hej, byt gärna ut Anders Ek mot mig i ert register. Lisa Norr, 070-174 06 82, lisa@firma.example"},
	{"k", nil, "Telefon|Vi har bytt operatör och fått nya nummer. Kontaktpersonens nya mobilnummer är 070-174 06 83."},

	{"q", []int{3}, "En fundering|Hej! Kan någon förklara för mig varför inloggning numera kräver mobil? Det gick ju utmärkt med lösenord."},
	{"q", []int{3}, "Privat mobil|Det känns fel att lämna ut ett mobilnummer. Vad är tanken bakom det?"},
	{"q", []int{4}, "Första försöket|Vi har precis fått våra uppgifter och gör vårt första försök att logga in, men sidan säger nej."},
	{"q", []int{4}, "Kommer ingenstans|Jag skriver in det användarnamn och lösenord som stod i brevet från er men kommer ingenstans. Hur ska jag göra?"},
	{"q", []int{5}, "Och sedan?|Kontaktpersonen finns nu i systemet, jag fick en bekräftelse. Och sedan?"},
	{"q", []int{5}, "Registrerat klart|Jag registrerade kontaktperson för vårt företag i förmiddags. Hur går jag till väga för att komma igång?"},
	{"q", []int{6}, "Lösenord valt|Efter mejlet valde jag ett eget lösenord. Vad är det som gäller härnäst?"},
	{"q", []int{6}, "Sista steget?|Kontaktperson registrerad, lösenord valt. Är det klart nu så att jag kan logga in med SMS och registrera avgifter?"},
	{"q", []int{7}, "Gul text|Högst upp på sidan står att inloggningen skett med en osäker metod och att en del är avstängt för mig. Vad har jag gjort fel?"},
	{"q", []int{7}, "Saknar meny|Inloggad med företagets användarnamn men menyn Registrera fackavgifter syns inte, bara en varning om osäker inloggning."},
	{"q", []int{8}, "Gamla siffror|Chefen frågar vad vi redovisade i somras. Kan jag få fram det på Mina sidor?"},
	{"q", []int{8}, "Har vi redovisat?|Jag är osäker på om min företrädare redovisat september. Hur kan jag kontrollera det?"},
	{"q", []int{9}, "Export|Vårt lönesystem kan exportera en lista. Hur ska den vara utformad för att ni ska kunna ta emot den via fil?"},
	{"q", []int{9}, "Filen godkänns inte|Vilka fält och vilken ordning kräver ni i filen när man redovisar via fil?"},
	{"q", nil, "Lärlingar|Ska man dra fackavgift för lärlingar under 18 år?"},
	{"q", nil, "Inbetalning|Hur snart efter lönen ska pengarna vara hos er?"},

	{"o", nil, "Avtalsfråga|Hej! Jag är elektriker och undrar hur mycket jag ska ha i traktamente enligt avtalet."},
	{"o", nil, "Vi söker montörer|Känner ni någon duktig montör? Vi anställer just nu!"},
	{"o", nil, "Kurs i entreprenadjuridik|Anmäl dig till vårens kurser. Tidig bokning ger 15 % rabatt."},
	{"o", nil, "Fel adress?|Hej, jag fick ert brev men jag jobbar inte kvar på företaget och är inte medlem hos er."},
}

func TestObliqueVariants(t *testing.T) {
	t.Parallel()
	check(t, oblique)
}
