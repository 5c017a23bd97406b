package kinds

import "testing"

// third is the third round, in the manner of ordinary office mail.
var third = []struct {
	kinds string
	faq   []int
	mail  string
}{
	{"c", []int{1}, "Inloggningsuppgifter|Hej,\n\nvår redovisningskonsult undrar om ni kan skicka inloggningsuppgifter till er tjänst. De vi hade går inte att hitta efter flytten.\n\nMvh Lena"},
	{"c", []int{1}, "Kod till internet|Hej! I våras skulle vi ha fått hem en kod till internetredovisningen. Den har vi aldrig sett till. /Börje"},
	{"c", []int{1}, "Ang. FAQ fråga 1|Det gäller oss också, inga uppgifter har nått oss. Beställ åt oss tack."},
	{"c", []int{1}, "Användarnamn saknas|Lösenordet har vi men användarnamnet är det ingen som minns."},
	{"c", []int{1}, "Beställning av inloggning|Org.nr enligt nedan. Skicka till fakturaadressen."},
	{"c", []int{1}, "Re: Avgiftslista|Tack för svaret. Vi provar gärna webben, skicka uppgifterna så löser vi det."},
	{"c", []int{1}, "Ny löneadministratör|Hej, började här i måndags och ska rapportera in fackavgifterna. Hur får jag en egen inloggning?"},
	{"c", []int{1}, "Inloggning|Vår förra ekonom hade inloggningen i sitt huvud och hon svarar inte. Kan ni hjälpa till med nytt lösenord?"},
	{"c", []int{1}, "Stängd av|Vårt konto verkar vara låst efter för många försök. Vi behöver nya inloggningsuppgifter."},
	{"c", []int{1}, "Saknad post|Det utskick med användarnamn som skulle kommit i augusti har inte anlänt till oss."},

	{"p", []int{2}, "Avgiftslista per post|Hej,\n\njag handlägger redovisningen men har ingen mobiltelefon i tjänsten. Vänligen ändra så att vi får avgiftslista utsänd.\n\nHälsningar Ove"},
	{"p", []int{2}, "Ingen mobil|Ingen av oss på kontoret har telefon från jobbet, så inloggningskoden kan vi inte få. Hur löser vi det?"},
	{"p", []int{2}, "Alternativ till webben|Finns det något sätt att redovisa för den som inte har mobil?"},
	{"p", []int{2}, "Gammeldags|Jag är gammaldags och vill gärna skriva för hand på er lista. Går det bra?"},
	{"p", []int{2}, "Lista|Var god skicka avgiftslista till oss varje månad. Vi klarar inte av det där med sms."},
	{"p", []int{2}, "Tvåfaktor|Tvåfaktorsinloggning går inte hos oss då mobiler inte får tas in i lokalerna. Vi önskar pappersredovisning."},
	{"p", []int{2}, "Förfrågan|Kan vi återgå till pappersblankett? Min tjänst innefattar inte mobil."},
	{"p", []int{2}, "Re: Re: SMS|Som sagt, någon mobil finns inte. Listan får komma med posten."},
	{"p", []int{2}, "Kund|Vår kund Elfirman har ingen på kontoret med mobil och vill ha avgiftslistan hemskickad."},

	{"k", nil, "Ändrad kontakt|Hej,\n\nfrån årsskiftet tar Lisa Grön över fackredovisningen efter mig. Hennes mejl är lisa@firma.example och mobilen 070-174 06 80.\n\nMvh Stig"},
	{"k", nil, "Ny telefon|Mitt telefonnummer är ändrat till 070-174 06 81, var vänliga uppdatera."},
	{"k", nil, "Nytt bolagsnamn|Vi har nya mejladresser: info@nyttnamn.example ersätter info@gammalt.example."},
	{"k", nil, "Ytterligare kontakt|Önskar att även Bengt Å får era utskick, bengt@firma.example."},
	{"k", nil, "Kontaktpersonens mobil|Kontaktpersonen har bytt nummer, det nya är 070-174 06 82."},
	{"k", nil, "Registrering|Företag: Elfirman AB\nKontaktperson: Olof Hav\nMobil: 070-174 06 83\nE-post: olof@firma.example"},
	{"k", nil, "Sluta skicka|Jag jobbar inte kvar på Elfirman. Ta bort min adress och skriv till Sara i stället, sara@firma.example."},
	{"k", nil, "Vem|Den som numera sköter fackavgifterna är Viktor Berg, viktor@firma.example."},

	{"q", []int{3}, "Mobilnummer|Hej, vi ser att mobilnummer måste anges. Vad är anledningen? Tidigare var det bara lösenord."},
	{"q", []int{3}, "Krav|Vem har bestämt att man måste logga in med sms?"},
	{"q", []int{3}, "GDPR|Är det verkligen förenligt med GDPR att kräva in privata mobilnummer?"},
	{"q", []int{4}, "Inloggning|Hej, jag sitter med brevet från er och försöker logga in, men får bara felmeddelande. Vad gör jag för fel?"},
	{"q", []int{4}, "Första gången|Vi ska redovisa för första gången och inloggningen vill sig inte. Hur gör man?"},
	{"q", []int{4}, "Val av inloggning|Ska jag välja SMS-inloggning eller användarnamn och lösen första gången jag loggar in?"},
	{"q", []int{5}, "Kontaktperson registrerad|Hej, nu har jag registrerat mig som kontaktperson. Ska jag göra något mer?"},
	{"q", []int{5}, "Nästa steg|Vi har lagt upp en kontaktperson och fått mejl om det. Hur ska vi göra för att komma vidare?"},
	{"q", []int{5}, "Aktivera|Kontaktperson är registrerad. Hur aktiverar man SMS-inloggningen?"},
	{"q", []int{6}, "Lösenord valt|Jag har registrerat ett eget lösenord via Klicka här. Vad händer nu?"},
	{"q", []int{6}, "Hur redovisa|Kontaktperson och lösenord är fixat. Var fyller jag i avgifterna?"},
	{"q", []int{7}, "Osäker metod|Jag får upp att jag loggat in med en osäker metod. Vad betyder det?"},
	{"q", []int{7}, "Kan inte använda funktioner|När jag loggat in per företag står det att en del funktioner inte kan användas. Varför?"},
	{"q", []int{8}, "Tidigare redovisning|Hur kommer jag åt det vi redovisade i juni?"},
	{"q", []int{8}, "Kopior|Revisorn vill ha kopior på årets redovisningar. Var finns de på webben?"},
	{"q", []int{8}, "Kontrollera|Hur kan jag kontrollera att augusti blev redovisad?"},
	{"q", []int{9}, "Redovisa via fil|Vi vill prova att redovisa via fil, hur går det till?"},
	{"q", []int{9}, "Filformat|Vilket format ska filen ha?"},
	{"q", []int{9}, "Lönesystemet|Kan vi exportera från lönesystemet och läsa in hos er?"},
	{"q", []int{5, 9}, "Två frågor|Kontaktpersonen är på plats, vad gör vi härnäst? Och går det att redovisa via fil, i så fall hur?"},
	{"q", []int{3, 4}, "Inloggning|Varför krävs mobilnummer? Dessutom kommer jag inte in, det är första gången jag försöker logga in."},

	{"q", nil, "Avgift|Ska avgift dras på semesterlön?"},
	{"q", nil, "Fråga om betalning|Hur betalar vi in avgifterna, finns det något bankgiro?"},
	{"q", nil, "Procentsats|Vilken procentsats gäller för medlemsavgiften 2026?"},
	{"q", nil, "Nyanställd|Hur vet jag om en nyanställd är medlem?"},
	{"q", nil, "Påminnelse|Vi fick en påminnelse om september fast vi har redovisat. Kan ni kolla?"},
	{"q", nil, "Avslut|Vi har inga anställda kvar. Måste vi ändå redovisa?"},

	{"o", nil, "Re: Fråga om inloggning|Tack, det löste sig!"},
	{"o", nil, "SV: Kontaktperson|Tack för beskedet."},
	{"o", nil, "Sv: Er beställning av inloggningsuppgifter|Då vet vi, tack."},
	{"o", nil, "Arbetsgivarintyg|Kan ni hjälpa mig att få mitt arbetsgivarintyg från min förra chef?"},
	{"o", nil, "Skattedeklaration|Hej Skatteverket, vi behöver anstånd med arbetsgivardeklarationen. Är det möjligt?"},
	{"o", nil, "Sjukanmälan|Till Försäkringskassan: vår anställde är sjuk sedan den 3 oktober. Vad ska vi skicka in?"},
	{"o", nil, "Löneförhandling|Jag är montör och undrar vad lägsta lönen är enligt avtalet."},
	{"o", nil, "Ny webbplats|Vi bygger hemsidor åt företag till fast pris. Ska vi boka ett möte?"},
	{"o", nil, "Spontanansökan|Mitt namn är Eva och jag söker arbete på ert kansli. CV bifogas."},
	{"o", nil, "Säkerhetsvarning|Någon har försökt logga in på ditt konto. Återställ lösenordet via länken inom 24 timmar."},
	{"o", nil, "Bokning|Er konferens den 5 november är bekräftad. Välkommen till hotellet!"},
}

func TestThirdVariants(t *testing.T) {
	t.Parallel()
	check(t, third)
}
