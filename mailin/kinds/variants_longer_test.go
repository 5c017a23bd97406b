package kinds

import "testing"

// longer are mails as busy people write them: with greetings, side remarks and
// the words of other errands in them.
var longer = []struct {
	kinds string
	faq   []int
	mail  string
}{
	{"c", []int{1}, "Fråga från Elfirman|Hej Kontakten,\n\nvi fick er påminnelse om redovisningen för september. Problemet är att vi inte kan redovisa på webben eftersom vi saknar användarnamn och lösenord. Skulle ni kunna ordna det?\n\nTack på förhand!"},
	{"c", []int{1}, "SV: Påminnelse|Hej,\n\ntack för påminnelsen. Ja vi är sena men det beror på att det aldrig kom något brev med inloggning till oss. Vi flyttade i våras så det kan ha gått till fel adress. Skicka till Storgatan 3, 852 30 Sundsvall."},
	{"c", []int{1}, "Ang. er webb|Min företrädare tog med sig alla koder när hon slutade. Jag behöver nya för att kunna rapportera avgifterna."},
	{"c", []int{1}, "Webbredovisning|Hej! Vi har fått papperslistor tidigare men vill gå över till webben. Hur får vi inloggningsuppgifter?"},
	{"c", []int{1}, "behöver hjälp|hej hej\njag ska redovisa avgifterna för våra två medlemmar men har ingen aning om vad vi har för användarnamn?? kan ni skicka det\n"},
	{"c", []int{1}, "Nytt lösenord|Lösenordet till internetredovisningen fungerar inte längre, vi skulle behöva ett nytt. Med vänlig hälsning"},
	{"c", []int{1}, "Vi är nya|Vi har precis tecknat avtal och ska dra fackavgift på två anställda. Vi behöver därför inlogg till er redovisningssida."},
	{"c", []int{1}, "kund hos oss|Hej, vi på Siffror & Lön AB har tagit över löneadministrationen åt en kund som inte har kvar sina inloggningsuppgifter till er. Kan ni beställa nya?"},
	{"c", []int{1}, "Återställning|Går det att återställa lösenordet för vårt företag? Ingen av oss minns det."},
	{"c", []int{1}, "inloggning|Hej. Ni skulle ha sänt inloggningsuppgifter till oss för två veckor sedan men de har inte dykt upp. Kan ni kolla?"},

	{"p", []int{2}, "Om SMS|Hej!\n\nJag sköter lönerna på firman två dagar i veckan och har ingen mobil från jobbet. Min privata vill jag inte använda. Enligt er sida kan man då få avgiftslistan hemskickad, det vill jag gärna."},
	{"p", []int{2}, "Avgiftslista på papper tack|Vi är en liten elfirma och har varken mobil eller dator att tala om på kontoret. Vi fortsätter gärna med papper."},
	{"p", []int{2}, "Angående ert brev|Ni skriver att vi måste logga in med SMS. Det kan vi inte då företaget inte tillhandahåller mobiltelefoner till administrationen. Vi hemställer därför om att få avgiftslistorna postledes."},
	{"p", []int{2}, "papperslista|Hejsan! Kan vi få papperslista igen? Mobilen som stod på kontoret är såld."},
	{"p", []int{2}, "Hej|Jag är 67 år och äger ingen smartphone, bara hemtelefon. Kan jag få listorna i brevlådan som vanligt?"},
	{"p", []int{2}, "säkerhetsklassad|Våra lokaler är skyddsobjekt och mobiltelefoner är inte tillåtna. Således kan vi inte använda sms-inloggningen utan önskar avgiftslista i pappersform."},
	{"p", []int{2}, "Redovisning av avgifter|Vi vill tacka nej till webbredovisningen och istället få listorna med posten."},
	{"p", []int{2}, "Re: Er fråga|Hej igen. Vi kör på papper då, eftersom ingen på lönekontoret har mobil i tjänsten. Adressen är densamma som förut."},
	{"p", []int{2}, "sms|Det går inte för oss att ta emot sms på våra telefoner (fast växel). Vi behöver listan utskriven och skickad till oss."},
	{"p", []int{2}, "Utan mobiltelefon|Saknar mobiltelefon. Vad göra?"},

	{"k", nil, "Personalförändring|Hej,\n\nfr.o.m. måndag ersätts Ingrid Mo av undertecknad som kontaktperson gentemot er. Min e-post är bo.rask@firman.example och mitt mobilnummer 070-174 06 33.\n"},
	{"k", nil, "Uppdatering|Kan ni notera att min mejl numera är jan@firman.example och inte jan@gammal.example? Mobilen är oförändrad."},
	{"k", nil, "Kontaktperson avgifter|Namn: Lena Hall\nE-post: lena.hall@firman.example\nMobil: 070-174 06 34\n\nLena ska vara kontaktperson för vårt företag. Tack!"},
	{"k", nil, "byta nummer|Jag bytte jobbmobil förra veckan så koden går till fel telefon. Nya numret är 070-174 06 35."},
	{"k", nil, "Mammaledig|Jag går på föräldraledighet i januari. Under tiden är Sara Ros vår kontaktperson, sara@firman.example, 070-174 06 36. Lägg gärna in henne."},
	{"k", nil, "Ny löneansvarig|Vi har anställt en ny löneansvarig, Kim Fors. Alla frågor om fackavgifter ska gå till kim@firman.example framöver."},
	{"k", nil, "Adressändring|Vår mejladress för lönefrågor har ändrats till lonekontoret@firman.example"},
	{"k", nil, "stryk mig|Jag har gått i pension. Stryk mig som kontaktperson och sätt in Tor Berg istället, tor@firman.example."},
	{"k", nil, "Anmälan av kontaktperson|Vi anmäler härmed Rut Alm som kontaktperson. Hennes mobilnummer är 070-174 06 37."},

	{"q", []int{3}, "Fundering|Jag är lite nyfiken på varför ni gjort om inloggningen så att det måste skickas en kod till mobilen. Räckte det inte med lösenord?"},
	{"q", []int{3}, "Missnöjd|Tycker det är konstigt att vi måste uppge ett mobilnummer. Vad ska det vara bra för?"},
	{"q", []int{3}, "Mobilkrav|Vad är syftet med att registrera mobilnummer? Det har fungerat utmärkt med lösenord i alla år."},
	{"q", []int{3}, "varför sms|Hej, varför har ni infört inloggning via sms, det var mycket smidigare förut"},
	{"q", []int{3}, "Krav på mobil|Kan ni förklara varför det krävs mobilnummer för att redovisa?"},

	{"q", []int{4}, "logga in|Hej! Idag skulle jag logga in för första gången med uppgifterna vi fått från er men jag får bara upp att användarnamnet är fel. Vad kan det bero på?"},
	{"q", []int{4}, "Inloggning fungerar ej|Vi har nyss fått våra inloggningsuppgifter. När vi väljer SMS-inloggning händer ingenting. Hur ska vi göra?"},
	{"q", []int{4}, "kommer ej in|Det här är första gången vi ska redovisa på webben. Jag har knappat in det som står i brevet men nekas inloggning."},
	{"q", []int{4}, "Strul|Försöker förgäves logga in på er sida, första försöket sedan vi fick brevet. Gör jag något fel?"},
	{"q", []int{4}, "?|Kan inte logga in. Är det någon särskild ruta man ska välja första gången?"},

	{"q", []int{5}, "Kontaktperson|Hej, jag följde instruktionen och registrerade mig som kontaktperson. Nu har det kommit ett mejl. Vad ska jag göra härnäst?"},
	{"q", []int{5}, "Registrerad|Vi har nu en registrerad kontaktperson. Hur aktiverar vi SMS-inloggningen?"},
	{"q", []int{5}, "steg 2|Steg 1 klart: kontaktperson registrerad. Vad är steg 2?"},
	{"q", []int{5}, "hur går det vidare|Jag har anmält kontaktperson på Mina sidor. Ska jag vänta på något nu eller kan jag göra nästa steg?"},

	{"q", []int{6}, "Färdig?|Hej! Nu har jag kontaktperson på plats och har valt ett eget lösenord. Hur gör jag nu för att registrera avgifterna?"},
	{"q", []int{6}, "lösen klart|Lösenordet är satt. Hur loggar jag in nästa gång?"},
	{"q", []int{6}, "Nästa steg efter lösenord|Jag har aktiverat SMS-inloggningen och skapat mitt lösenord, är det något mer som behövs?"},

	{"q", []int{7}, "Konstigt meddelande|När jag loggat in kommer en gul ruta om att jag använt en osäker inloggningsmetod och då går det inte att registrera något. Hur gör jag rätt?"},
	{"q", []int{7}, "Kan inte redovisa|Vi kommer in på Mina sidor med användarnamn och lösenord (per företag) men får inte se Registrera fackavgifter, bara en text om begränsade funktioner."},
	{"q", []int{7}, "Inloggad fel?|Det verkar som att jag loggat in på fel sätt, för sidan säger att vissa funktioner inte kan användas."},

	{"q", []int{8}, "Äldre redovisningar|Hej, inför bokslutet behöver vi plocka fram våra redovisade avgifter för hela året. Var på sidan hittar vi dem?"},
	{"q", []int{8}, "se vad jag skickat|Kan jag på något sätt se vad jag rapporterade in förra gången?"},
	{"q", []int{8}, "Kopia|Vi har tappat bort vår kopia av augustiredovisningen. Finns den att hämta hos er?"},
	{"q", []int{8}, "Arkiv|Hur långt tillbaka kan man se inlämnade avgiftslistor?"},

	{"q", []int{9}, "Lönefil|Vi använder ett lönesystem som kan exportera till fil. Vilken layout kräver ni?"},
	{"q", []int{9}, "Filformat|Finns det någon dokumentation över hur filen med avgifter ska se ut?"},
	{"q", []int{9}, "Redovisa via fil|Jag ser att man kan välja Redovisa via fil. Hur fungerar det?"},
	{"q", []int{9}, "Uppladdning|Går det att ladda upp avgifterna som csv? Vi har 80 medlemmar."},

	{"q", nil, "Fråga om underlag|Vilken lön ska avgiften räknas på, ingår övertid?"},
	{"q", nil, "Betalning|Vi har betalat in avgiften två gånger av misstag. Hur får vi tillbaka pengarna?"},
	{"q", nil, "Senare redovisning|Kan vi få anstånd med redovisningen till den 15:e? Vår löneansvariga är sjuk."},
	{"q", nil, "Sms-kod|Koden som ska komma via sms dyker aldrig upp, har ni driftstörning?"},
	{"q", nil, "ocr|Vilket OCR-nummer ska vi ange när vi betalar in fackavgifterna?"},

	{"pk", []int{2}, "Två ändringar|Vi vill ha listan på papper framöver. Ny kontaktperson är Bo Ek, bo@ek.example."},
	{"cq", []int{1, 8}, "Inlogg m.m.|Vi har inte fått några nya inloggningsuppgifter. När vi väl kommer in, hur ser vi det vi redovisat tidigare?"},
	{"q", []int{4, 9}, "Frågor|Hej!\n- Vi lyckas inte logga in första gången, vad gör vi?\n- Hur ska filen se ut om man vill redovisa via fil?"},

	{"o", nil, "Fråga|Hej, min arbetsgivare har dragit för mycket fackavgift, vem ska jag prata med?"},
	{"o", nil, "medlem|Jag vill bli medlem i Elektrikerförbundet, jobbar som elektriker sedan två år."},
	{"o", nil, "Order 8812|Er beställning har skickats. Följ paketet här."},
	{"o", nil, "Pension|Jag går i pension i december och undrar vad som händer med mitt medlemskap och min hemförsäkring."},
	{"o", nil, "Möte tisdag|Ska vi ses tisdag 10.00 istället? /Kalle"},
	{"o", nil, "Nyhetsbrev oktober|Höstens kurser i lön och skatt. Boka plats till rabatterat pris. Avprenumerera här."},
	{"o", nil, "Löneavtal|Vad är lägstalönen för en montör enligt avtalet? Jag jobbar på en firma i Borås."},
}

func TestLongerVariants(t *testing.T) {
	t.Parallel()
	check(t, longer)
}
