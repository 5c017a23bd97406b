package kinds

import "testing"

// wide are mails in words that avoid the usual ones.
var wide = []struct {
	kinds string
	faq   []int
	mail  string
}{
	// Credentials.
	{"c", []int{1}, "Webben|Hej, det har inte dykt upp något kuvert från er med uppgifter för arbetsgivarsidorna. Tacksam för ett nytt."},
	{"c", []int{1}, "Ang inloggning|Hur lyder vår inloggning? Ingen på kontoret vet."},
	{"c", []int{1}, "Portalen|Vi kommer inte in på portalen eftersom vår förra lönekonsult tog med sig uppgifterna. Ordna nya åt oss."},
	{"c", []int{1}, "Kund utan koder|Vår klient saknar behörighet till er arbetsgivarwebb. Beställ en ny till dem är ni snälla."},
	{"c", []int{1}, "Användare|Kan ni lägga upp mig som användare på webben? Jag behöver ett konto för att rapportera."},
	{"c", []int{1}, "Utlovat brev|Ni lovade ett brev med koder för tre veckor sedan. Det är ännu inte framme."},
	{"c", []int{1}, "lösen|hej har slarvat bort lappen me lösen kan ni sända ny"},
	{"c", []int{1}, "Inlogningsuppgifter|Hej vi saknar inlogningsuppgifter till redovisningen"},
	{"c", []int{1}, "inloggnings uppgifter|Vi behöver inloggnings uppgifter för att kunna redovisa fack avgifterna"},
	{"c", []int{1}, "Access|Hi, vi har no access till er portal, kan ni fixa user och password?"},
	{"c", []int{1}, "Brevet|Brevet ni skickade med inloggningen kastades av misstag. Finns det möjlighet att få ett duplikat?"},
	{"c", []int{1}, "Nystart|Vårt bolag är nytt hos er. Vi har ännu ingenting att logga in med."},
	{"c", []int{1}, "Åtkomst|Vi har ingen åtkomst till er redovisningssajt. Hur får vi det?"},
	{"c", []int{1}, "Påminnelse|Jag bad om inloggningsuppgifter den 3 september men har inte hört något. Hur går det?"},
	{"c", []int{1}, "Postgången|Vår post gick till fel adress i somras och jag misstänker att era inloggningsuppgifter hamnade där. Kan ni göra ett nytt utskick?"},
	{"c", []int{1}, "Ny chef|Som ny platschef ärvde jag en tom pärm: varken användarnamn eller lösen till er. Hjälp!"},
	{"c", []int{1}, "Uppgifter|Vi skulle uppskatta en ny uppsättning inloggningsuppgifter. De gamla går inte att uppbringa."},

	// Paper.
	{"p", []int{2}, "SMS|Här finns inga mobiler i tjänsten, så koderna når oss inte. Vore bra om listan kom i kuvert i stället."},
	{"p", []int{2}, "Avgiftslista|Jag är 71 år och har bara hemtelefon. Kan jag få blanketten utskriven?"},
	{"p", []int{2}, "Analog|Vi kör analogt även i fortsättningen. Posta listan till oss varje månad."},
	{"p", []int{2}, "Kod|Kollegan som sköter lönerna äger ingen mobil och företaget köper ingen. Då får det bli brevvägen."},
	{"p", []int{2}, "Trådtelefon|Varken jag eller min man kan ta emot sms. Sänd blanketten i brev."},
	{"p", []int{2}, "Säkerhetsskäl|På anläggningen är det förbjudet med mobiltelefoner. Vi behöver listan som pappersutskrift."},
	{"p", []int{2}, "Lista|Skicka som förr en lista i kuvert att fylla i, tack."},
	{"p", []int{2}, "avgifts lista|Kan vi få avgifts listan på papper, ingen här har jobb mobil"},
	{"p", []int{2}, "Täckning|Mobilen fungerar inte nere i verkstaden och kontoret saknar täckning, så sms är uteslutet. Vi fyller hellre i för hand."},
	{"p", []int{2}, "Webbredovisning|Vi avstår webben. Låt oss få listan med brevbäraren som vanligt."},
	{"p", []int{2}, "Re: Alternativ|Vi tar papper."},
	{"p", []int{2}, "Dosa|Jag vägrar knyta mitt privata nummer till jobbet. Skicka hem pappren."},
	{"p", []int{2}, "Alternativ|Finns möjligheten att slippa sms och få listan i brevlådan?"},
	{"p", []int{2}, "Anhörig|Pappa driver firman och har ingen mobil. Han vill ha listan hemskickad."},
	{"p", []int{2}, "Paper please|We have no mobile phones at the office. Please send the list by post."},
	{"p", []int{2}, "Redovisning|Jag som handlägger redovisningen saknar mobiltelefon i tjänsten."},

	// Contact persons.
	{"k", nil, "Pension|Jag slutar vid månadsskiftet. Bodil Ask ersätter mig, bodil@firma.example. Stryk mig hos er."},
	{"k", nil, "Ny på lön|Sedan i måndags är det Nils Rask som redovisar hos oss. Han nås på nils@firma.example eller 070-174 06 50."},
	{"k", nil, "Hej då|Det här är mitt sista mejl, jag lämnar stafettpinnen till Tua Brink, tua@firma.example, 0701740651."},
	{"k", nil, "Föräldraledig|Under min föräldraledighet vikarierar Emil Sten. Kan ni skriva in honom i stället för mig? emil@firma.example"},
	{"k", nil, "Byte|Kan ni peka om utskicken till lon2@firma.example? Den gamla brevlådan stängs."},
	{"k", nil, "Telefon|Mitt nummer är inte längre 070-174 06 52 utan 070-174 06 53."},
	{"k", nil, "Kontakt person|Vi anmäler härmed Liv Alm som kontakt person. Tel 070-174 06 54"},
	{"k", nil, "Rättning|Ni har stavat min mejladress fel, det ska vara gunnel@firma.example."},
	{"k", nil, "Giftermål|Jag har bytt efternamn och därmed e-post: ida.nyman@firma.example i stället för ida.ek@firma.example."},
	{"k", nil, "Operatör|Vi har gått över till ny operatör så mobilen är numera 070-174 06 55."},
	{"k", nil, "Ansvarig|Ansvarig för fackavgifterna hos oss är från nu Alma Bo, alma@firma.example."},
	{"k", nil, "Sätt upp|Sätt upp Ture Hed som vår kontakt, ture@firma.example, och ta bort Greta."},
	{"k", nil, "Ny e-post|Vår mejl har ändrats till kontor@firmaab.example"},
	{"k", nil, "Lönebyrå|Från 1 november sköter Räknestugan våra löner. Kontakta dem på lon@raknestugan.example framöver."},
	{"k", nil, "Domän|Vi heter numera @nyabolaget.example i mejlen, allt före snabel-a är detsamma."},

	// FAQ 3-9.
	{"q", []int{3}, "Mobil|Vad ska ni med mitt mobilnummer till? Lösenord har ju dugt i alla år."},
	{"q", []int{3}, "Krångligt|Hur kommer det sig att man inte längre kan logga in med bara lösen?"},
	{"q", []int{3}, "SMS|Är det lag på att man ska ha kod i mobilen?"},
	{"q", []int{3}, "Undran|Av vilket skäl behöver ni vårt mobilnummer? Det gamla sättet var smidigare."},
	{"q", []int{3}, "Nummer|Kan ni förklara nyttan med att vi lämnar mobilnummer?"},
	{"q", []int{3}, "Tvåstegs|Vad är syftet med tvåstegsverifieringen?"},
	{"q", []int{4}, "Första gången|Premiär för oss på webben i dag, men vi blir inte insläppta. Vad gör vi för fel?"},
	{"q", []int{4}, "Kommer ej in|Har provat uppgifterna från brevet tre gånger, sidan vägrar."},
	{"q", []int{4}, "Inlogg|Debut i dag! Skrev in användarnamnet ni sände men det blev nobben. Vilket val ska man göra på sidan?"},
	{"q", []int{4}, "Hjälp|Det går inte att logga in med det vi fick i kuvertet. Har vi missat något steg?"},
	{"q", []int{4}, "Strul|Jag har aldrig varit inne förut och det strular när jag ska logga in."},
	{"q", []int{5}, "Klart|Kontaktpersonen är inlagd hos er. Hur tar vi oss vidare?"},
	{"q", []int{5}, "Bekräftat|Jag fick bekräftelse på att jag står som kontaktperson. Vad är det jag ska göra härnäst?"},
	{"q", []int{5}, "Kontaktperson|Vi anmälde kontaktperson igår via webben, vad blir nästa moment?"},
	{"q", []int{5}, "Registrerad|Nu är jag registrerad som kontaktperson för firman. Hur fortsätter jag härifrån?"},
	{"q", []int{5}, "Lösenord|När kontaktpersonen nu är registrerad, var väljer jag ett eget lösenord?"},
	{"q", []int{6}, "Klar?|Har lagt in kontaktperson och knåpat ihop ett eget lösenord. Är det fritt fram nu?"},
	{"q", []int{6}, "Nästa|Eget lösenord valt. Vilken ingång ska jag använda hädanefter?"},
	{"q", []int{6}, "Hur nu|Lösenordet är bytt till ett eget och kontaktpersonen finns. Hur gör jag nästa gång jag ska in?"},
	{"q", []int{6}, "Fortsättning|Jag har valt lösenord för SMS-inloggningen. Vad återstår innan jag kan fylla i avgifterna?"},
	{"q", []int{7}, "Varning|Det dyker upp en ruta om att metoden jag loggat in med är osäker. Hur kommer jag runt det?"},
	{"q", []int{7}, "Gråa knappar|Halva menyn är grå och jag kan inte använda en del funktioner. Jag gick in med företagets användarnamn."},
	{"q", []int{7}, "Osäkert|Systemet tycker att mitt sätt att logga in är osäkert. Vad ska jag göra i stället?"},
	{"q", []int{7}, "Begränsat|Inne, men med begränsade funktioner. Loggade in med användarnamn och lösenord (per företag)."},
	{"q", []int{8}, "Arkiv|Kan man gå tillbaka och se vad vi rapporterade i våras?"},
	{"q", []int{8}, "Bokslut|Inför bokslutet behöver jag se augusti månads redovisning. Var ligger den?"},
	{"q", []int{8}, "Historik|Var i systemet bläddrar man bland gamla perioder?"},
	{"q", []int{8}, "Kontroll|Jag vill dubbelkolla vad som skickades in i juni. Går det att få fram på Mina sidor?"},
	{"q", []int{8}, "Inskickat|Hur kan jag i efterhand titta på det som redovisats?"},
	{"q", []int{9}, "Fil|Vårt lönesystem kan exportera en fil. Vilka kolumner ska den ha?"},
	{"q", []int{9}, "Import|Går det att läsa in avgifterna från en textfil i stället för att knappa, och hur ska den vara uppbyggd?"},
	{"q", []int{9}, "Layout|Var hittar jag postbeskrivningen för filredovisning?"},
	{"q", []int{9}, "Uppladdning|Hur ska filen vara utformad för att kunna laddas upp?"},
	{"q", []int{9}, "Redovisa via fil|Jag ser valet 'Redovisa via fil'. Hur använder man det?"},

	// Open questions.
	{"q", nil, "Datum|Vilken dag måste pengarna vara hos er?"},
	{"q", nil, "Poststämpel|När senast ska listan vara inne?"},
	{"q", nil, "OCR|Vilket OCR ska vi ange när vi betalar för september?"},
	{"q", nil, "Lärlingar|Drar man avgift även på lärlingslön?"},
	{"q", nil, "Sjuk|En montör har varit sjukskriven hela månaden. Ska han vara med i redovisningen ändå?"},
	{"q", nil, "Kvitto|Får man någon kvittens när man har redovisat?"},
	{"q", nil, "Slutat|Vår medlem slutade i juni. Ska avgift dras på slutlönen?"},
	{"q", nil, "Procent|Är det fortfarande 1,9 procent som gäller?"},
	{"q", nil, "Fullmakt|Behöver vi en fullmakt från den anställde innan vi drar?"},
	{"q", nil, "Bankgiro|Har ni bytt bankgiro?"},

	// Several errands.
	{"pq", []int{2}, "Två saker|1. Vi vill ha listan i brevlådan då vi saknar mobil.\n2. Vilken dag ska den vara er tillhanda?"},
	{"pq", []int{2, 8}, "Papper och historik|Ingen här har jobbmobil, så skicka listan per post. Hur får vi se det vi redovisat tidigare?"},
	{"ck", []int{1}, "Ny person|Tora Ek är ny kontaktperson hos oss, tora@firma.example. Beställ samtidigt nya inloggningsuppgifter till oss."},
	{"ckq", []int{1, 5}, "Tre saker|* Registrera Per Lod som kontaktperson, per@firma.example.\n* Skicka nya inloggningsuppgifter.\n* Själv är jag redan registrerad som kontaktperson. Hur går jag vidare?"},
	{"cq", []int{1}, "Inlogg + fråga|Vi behöver nya inloggningsuppgifter. Och vilket bankgiro gäller?"},
	{"q", []int{3, 9}, "Två frågor|Varför kräver ni mobilnummer? Och hur ska filen se ut om vi redovisar via fil?"},
	{"q", []int{4, 8}, "Frågor|Vi kommer inte in fast det är första gången vi försöker. Var ser man sedan tidigare redovisade listor?"},
	{"kq", nil, "Byte och fråga|Ny kontaktperson är Ylva Gran, ylva@firma.example. När ska oktober vara redovisad?"},

	// None of these.
	{"o", nil, "Re: Inloggningsuppgifter|Tack för hjälpen!"},
	{"o", nil, "SV: Borttappade lösenord|Tusen tack, nu fungerar det."},
	{"o", nil, "Re: Avgiftslista på papper|Toppen, tack!"},
	{"o", nil, "Re: ny kontaktperson|Perfekt, trevlig helg."},
	{"o", nil, "SV: Uppgifter|Brevet kom i dag, tack så mycket."},
	{"o", nil, "Ditt konto|Ditt lösenord går ut i dag. Klicka här för att verifiera din inloggning, annars stängs kontot."},
	{"o", nil, "Viktigt: bekräfta|Vi har upptäckt en ovanlig inloggning. Verifiera ditt konto omedelbart via länken."},
	{"o", nil, "Faktura 4711|Bifogat finner ni faktura 4711 på 3 200 kr, förfaller 2026-10-30. Frågor om fakturan besvaras av ekonomi@kopiator.example."},
	{"o", nil, "Lediga jobb|Hej, jag är utbildad ekonom och söker tjänst hos er. Ni når mig på 070-174 06 60."},
	{"o", nil, "Min avgift|Varför drogs det 480 kr i fackavgift på mitt konto? Jag är sjukskriven."},
	{"o", nil, "Medlem|Hej jag vill gå med i facket, hur gör jag? Jobbar som elektriker."},
	{"o", nil, "A-kassa|Jag har blivit varslad och undrar vad som gäller med a-kassan."},
	{"o", nil, "Enkät från SCB|Ni har valts ut att delta i undersökningen om löner. Svara senast 15 november via länken."},
	{"o", nil, "Inbjudan|Välkommen till frukostseminarium om digital redovisning! Anmäl dig här."},
	{"o", nil, "Utmätning|Kronofogden begär upplysning om lön för en av era anställda."},
	{"o", nil, "Kopieringspapper|Vi har kampanj på papper och kuvert, beställ i dag!"},
	{"o", nil, "Mobilabonnemang|Vill ni byta mobiloperatör? Vi erbjuder företag fria samtal och sms."},
	{"o", nil, "Nytt medlemskort|Jag har tappat mitt medlemskort, kan ni skicka ett nytt?"},
	{"o", nil, "Min inloggning|Jag är medlem och kommer inte in på min sida. Kan jag få nytt lösenord?"},
	{"o", nil, "Flyttat|Hej, jag har flyttat till Umeå, ny adress Storgatan 4. Medlem sedan 2009."},
}

func TestWideVariants(t *testing.T) {
	t.Parallel()
	check(t, wide)
}
