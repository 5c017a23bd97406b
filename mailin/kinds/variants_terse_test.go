package kinds

import "testing"

// terse and roundabout are the two ends of how people write.
var terse = []struct {
	kinds string
	faq   []int
	mail  string
}{
	{"c", []int{1}, "login saknas|"},
	{"c", []int{1}, "Inloggningsuppgifter|Hej! Skicka nya tack. /Micke"},
	{"c", []int{1}, "Behöver lösenord|Se rubrik."},
	{"c", []int{1}, "Användarnamn|Vilket är vårt användarnamn? Hittar det inte."},
	{"c", []int{1}, "Web-redovisning|Vi har bytt lönebyrå och den gamla byrån har inte lämnat över inloggningen. Behöver därför få nya uppgifter utskickade."},
	{"c", []int{1}, "Avgifter|Hej, hur får man inloggning till er webb? Vi ska börja dra avgifter från oktober."},
	{"c", []int{1}, "Inloggningsbrev|Vi fick aldrig det där brevet. Skickar ni ett nytt?"},
	{"c", []int{1}, "Utlåst|Vi är utelåsta från redovisningssidan eftersom lösenordet är borta. Hjälp oss med ett nytt så vi hinner i tid."},
	{"c", []int{1}, "Ny ägare|Företaget har fått nya ägare och inga inloggningsuppgifter följde med i köpet. Tacksam om ni skickar nya till adressen nedan."},
	{"c", []int{1}, "Re: avgifter|Jag har letat överallt men hittar inte våra koder till fackavgiftsredovisningen."},
	{"c", []int{1}, "hej|kan ni maila mig användarnamn o lösen till sidan där man fyller i fackavgifterna"},
	{"c", []int{1}, "Uppgifter för inloggning|Vi skulle vilja beställa uppgifter för inloggning till webbredovisningen. Företaget har fyra medlemmar."},
	{"c", []int{1}, "Inloggning till Mina sidor för arbetsgivare|Hej, vi är nya som arbetsgivare hos er och har inte fått något om hur man loggar in. Kan ni skicka det som behövs?"},

	{"p", []int{2}, "papper tack|"},
	{"p", []int{2}, "Lista per post|Vi vill ha listan per post. Mvh Å"},
	{"p", []int{2}, "Inget sms|Vi har inte möjlighet att använda sms. Skicka lista."},
	{"p", []int{2}, "Önskemål|Önskar avgiftslista på papper hemskickad varje månad då jag inte har mobil via jobbet."},
	{"p", []int{2}, "Redovisning|Hej! Jag har inget mobilnummer att registrera, jobbet betalar ingen telefon åt mig. Vad gör jag?"},
	{"p", []int{2}, "Tillbaka till papper|Det här med webben fungerar inte för oss utan mobil. Vi skulle vilja gå tillbaka till att få listan i kuvert."},
	{"p", []int{2}, "Fast telefon|Vi har endast fast telefon, inga mobiler. Går det att ordna på annat sätt?"},
	{"p", []int{2}, "Angående kravet på SMS|Vår policy tillåter inte privata mobiler i tjänsten och några andra finns inte. Därför ber vi er skicka avgiftslistan i pappersform till vår postadress."},
	{"p", []int{2}, "kanske papper|Kan ni lägga om oss till papper? Den som sköter lönerna har ingen mobiltelefon."},
	{"p", []int{2}, "Pappersavgiftslista|Fortsättningsvis vill vi ha pappersavgiftslista, tack."},
	{"p", []int{2}, "Inloggning|Jag kan inte logga in eftersom jag inte har någon mobiltelefon. Vi får väl redovisa på papper i stället?"},

	{"k", nil, "Kontaktperson|Kontaktperson: Åsa Holm\nTel: 070-174 06 41\nMail: asa.holm@firma.example"},
	{"k", nil, "byte kontakt|Byt Lars mot Linda (linda@firma.example) som kontaktperson tack"},
	{"k", nil, "Slutar|Jag slutar på fredag. Ny på posten är Mats Öberg, mats@firma.example, tfn 070-174 06 42. Uppdatera gärna era kontaktuppgifter."},
	{"k", nil, "Ny mobil|Nytt nummer till mig: 070-174 06 43"},
	{"k", nil, "Ändring av e-postadress|Från 1/11 gäller eva@nyttnamn.example istället för eva@gammalt.example."},
	{"k", nil, "Information|Hej! Vi vill informera om att Nina Lundh fr.o.m. idag är vår kontaktperson för fackavgifter. Hon nås på 070-174 06 44."},
	{"k", nil, "Kontaktpersoner|Kan ni ta bort Olle och Stina från våra kontaktpersoner och i stället lägga till Hanna Vik, hanna@firma.example?"},
	{"k", nil, "Avslutad anställning|Vår ekonomiassistent har avslutat sin anställning. Ersättare är Pia Lund, pia@firma.example, 0701740645."},
	{"k", nil, "mobilnr|ändra mitt mobilnr till 0701740646 tack"},

	{"q", []int{3}, "SMS?|Varför SMS?"},
	{"q", []int{3}, "Integritet|Jag vill inte lämna ut mitt mobilnummer. Varför är det ett krav?"},
	{"q", []int{3}, "Inloggningssättet|Det nya inloggningssättet med kod via SMS känns onödigt. Vad är skälet till att ni bytte från vanligt lösenord?"},
	{"q", []int{3}, "bara undrar|bara undrar varför man måste ha sms när det räckte med lösen innan"},

	{"q", []int{4}, "Går ej att logga in|Försöker logga in första gången. Funkar ej."},
	{"q", []int{4}, "Nya uppgifter funkar inte|Fick nya uppgifter i brevlådan i går. De funkar inte att logga in med."},
	{"q", []int{4}, "Hjälp med första inloggningen|Vi sitter här med brevet framför oss men kommer inte in, vad ska vi klicka på?"},
	{"q", []int{4}, "inloggning ok?|Skriver in användarnamn och lösenord exakt som i brevet men får 'felaktig inloggning'."},

	{"q", []int{5}, "Kontaktperson inlagd|Kontaktperson inlagd. Nästa steg?"},
	{"q", []int{5}, "sen då|har registrerat kontaktperson, sen då?"},
	{"q", []int{5}, "Bekräftelse|Fick precis ett mejl om att kontaktpersonen är registrerad. Hur skaffar jag nu ett lösenord till SMS-inloggningen?"},
	{"q", []int{5}, "Vad göra härnäst|Registrering av kontaktperson gjord enligt anvisning. Hur kommer vi vidare till redovisningen?"},

	{"q", []int{6}, "Klar?|Kontaktperson + eget lösenord = klart. Vad gör vi nu?"},
	{"q", []int{6}, "lösen valt|har nu valt eget lösen, hur kommer jag till avgifterna?"},
	{"q", []int{6}, "Redo?|Jag har både registrerat mig som kontaktperson och bytt till ett eget lösenord. Kan jag börja registrera nu eller saknas något?"},

	{"q", []int{7}, "Osäker?|Vad menas med osäker metod när jag loggat in?"},
	{"q", []int{7}, "Meddelande om funktioner|Det står 'Du kan inte se eller använda en del funktioner'. Vad är fel?"},
	{"q", []int{7}, "Inloggad med per företag|Loggade in per företag men kan inte registrera avgifter, det är låst."},

	{"q", []int{8}, "Gamla uppgifter|Var hittar man gamla redovisningar?"},
	{"q", []int{8}, "se tidigare|hur ser man det man rapporterat innan"},
	{"q", []int{8}, "Revision|Revisorn behöver underlag på inrapporterade fackavgifter för 2025. Kan vi ta ut det själva på er sida?"},
	{"q", []int{8}, "Avstämning|För att kunna stämma av behöver vi se våra redovisade avgiftslistor för augusti och september. Hur gör vi?"},

	{"q", []int{9}, "fil?|Hur gör man för att redovisa via fil?"},
	{"q", []int{9}, "Filspecifikation|Kan ni skicka filspecifikationen för redovisning via fil?"},
	{"q", []int{9}, "Stort antal|Vi har 120 medlemmar och vill slippa knappa. Kan man skicka en fil från lönesystemet i stället, och hur ska den se ut?"},
	{"q", []int{9}, "Vår fil avvisas|När vi försöker redovisa via fil säger systemet att layouten är fel. Vilken layout är det som gäller?"},

	{"q", nil, "Sista dag|När är sista dag för redovisning av november?"},
	{"q", nil, "Fel belopp|Vi har dragit för mycket av en anställd i september. Hur rättar vi det?"},
	{"q", nil, "Ny anställd|Vi har anställt en montör som säger att han är medlem. Hur vet vi om vi ska dra avgift?"},
	{"q", nil, "Traktamente|Räknas traktamente in i underlaget för avgiften?"},

	{"o", nil, "Arbetskläder|Hej, vilka regler gäller för arbetskläder enligt avtalet?"},
	{"o", nil, "Semester|Har jag rätt till fyra veckors semester i juli? Jag är medlem sedan 2015."},
	{"o", nil, "Byte av bank|Vi på Nordbanken erbjuder er lägre avgifter på bankgiro. Boka ett möte!"},
	{"o", nil, "Ansökan|Hej! Jag söker jobb som handläggare. Bifogar mitt CV."},
	{"o", nil, "Adressändring|Jag har flyttat, min nya adress är Storgatan 1. Medlemsnummer 12345."},
	{"o", nil, "test|test"},
}

func TestTerseVariants(t *testing.T) {
	t.Parallel()
	check(t, terse)
}
