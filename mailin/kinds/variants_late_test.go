package kinds

import "testing"

// late are mails of the very last round.
var late = []struct {
	kinds string
	faq   []int
	mail  string
}{
	{"c", []int{1}, "Inloggning till internetredovisning|Hej!\nJag ska sköta redovisningen av fackavgifter från och med nu men saknar uppgifter för inloggning. Kan ni skicka dem till mig?\nMvh Anki"},
	{"c", []int{1}, "Glömt|Hej, vi har glömt både användarnamn och lösen. Snälla skicka nytt."},
	{"c", []int{1}, "Koder|Vi behöver nya koder till redovisningen eftersom de gamla försvann vid en brand."},
	{"c", []int{1}, "Inloggningsuppgifter för Elteknik AB|Vår kund Elteknik AB har inga inloggningsuppgifter. Vi som lönebyrå vill gärna få dem skickade till oss."},
	{"c", []int{1}, "inlogg|Tjena! Behöver inlogg till sidan så jag kan rapportera. /Kenta"},
	{"c", []int{1}, "Ej mottaget inloggning|Vi väntar på inloggningsuppgifter sedan i augusti. Har de skickats?"},
	{"c", []int{1}, "Kan inte redovisa|Vi kan inte redovisa för lösenordet funkar inte längre och ingen kommer ihåg användarnamnet. Nya uppgifter behövs."},
	{"c", []int{1}, "Ny adress och inloggning|Vi har flyttat till Verkstadsgatan 4. Brevet med inloggningen gick till gamla adressen. Skicka ett nytt hit."},
	{"p", []int{2}, "Önskar avgiftslista|Hej! Jag vill att ni skickar avgiftslistan till oss på papper, jag har ingen mobiltelefon i tjänsten."},
	{"p", []int{2}, "Pappersversion|Finns avgiftslistan i pappersversion? Vi har ingen möjlighet att logga in med mobil."},
	{"p", []int{2}, "Avgiftslista per brev|Vi skulle uppskatta om ni kunde skicka listan per brev även fortsättningsvis."},
	{"p", []int{2}, "Ingen smartphone|Jag som gör lönerna har ingen smartphone och tänker inte skaffa någon. Papper fungerar bra för mig."},
	{"p", []int{2}, "Tillgång till mobil saknas|Då vi inte har tillgång till mobil på arbetsplatsen önskar vi få avgiftslistan utsänd som tidigare."},
	{"p", []int{2}, "Redovisa via papper|Vi vill redovisa via papper. Hur gör vi för att få listan?"},
	{"k", nil, "Kontaktperson|Hej, vi vill byta kontaktperson från Ulf Berg till Annika Sand. Annikas nummer är 070-174 06 94 och mejlen annika@sand.example."},
	{"k", nil, "Ändrade uppgifter|Ny mejl: bok@elbolaget.example. Nytt mobilnummer: 070-174 06 95. Kontaktperson är fortfarande Britt."},
	{"k", nil, "Kontaktperson slutar|Vår kontaktperson Rolf slutar 30 november. Från 1 december är det Jenny Ås som gäller, jenny@firma.example."},
	{"k", nil, "registrera|Registrera gärna Filip Ek som kontaktperson för oss, 070-174 06 96"},
	{"q", []int{3}, "Frågor om SMS|Varför måste jag uppge mobilnummer? Jag vill helst slippa, det räckte med lösenord förut."},
	{"q", []int{3}, "sms-inloggning|Hej. Undrar vad det är för mening med sms-inloggningen? Den gamla var enklare."},
	{"q", []int{3}, "Säkerhet|Varför har ni infört tvåfaktorsinloggning?"},
	{"q", []int{4}, "Kan inte logga in|Har fått uppgifter men lyckas ej logga in första gången, vad gör jag?"},
	{"q", []int{4}, "Inloggningsproblem|Jag försöker logga in på Mina sidor första gången. Sidan säger att uppgifterna är felaktiga fast jag skriver av brevet."},
	{"q", []int{4}, "Första inloggning|Det är första gången vi ska logga in. Vi får inte igång SMS-inloggningen. Hur ska vi göra?"},
	{"q", []int{5}, "Kontaktperson anmäld|Vi har lagt in en kontaktperson nu. Vad gör vi nu?"},
	{"q", []int{5}, "Mejl om kontaktperson|Jag fick ett mejl om att jag är registrerad som kontaktperson. Vad ska jag göra nu?"},
	{"q", []int{5}, "Vad göra efter registrering|Efter att ha registrerat kontaktpersonen, vad är nästa steg?"},
	{"q", []int{6}, "Eget lösenord klart|Jag har ett eget lösenord nu. Hur loggar jag in för att redovisa?"},
	{"q", []int{6}, "Registrerat allt|Kontaktperson: klart. Eget lösenord: klart. Vad är nästa steg?"},
	{"q", []int{6}, "Vad gör jag nu?|Har registrerat kontaktperson och lösenord. Vad gör jag nu?"},
	{"q", []int{7}, "Ser inte funktioner|Efter att ha loggat in med användarnamn och lösenord (per företag) ser jag inte alla funktioner."},
	{"q", []int{7}, "Inloggad med osäker metod|Hur blir jag av med meddelandet om osäker metod?"},
	{"q", []int{7}, "Fel inloggningssätt|Systemet säger att jag använt en osäker inloggning. Vilken ska jag använda?"},
	{"q", []int{8}, "Titta på tidigare|Hur tittar man på tidigare redovisade avgifter?"},
	{"q", []int{8}, "Se gamla listor|Är det möjligt att se gamla listor på webben?"},
	{"q", []int{8}, "Förra årets redovisningar|Jag behöver få fram förra årets redovisningar till revisorn, hur gör jag?"},
	{"q", []int{9}, "Filredovisning|Hej, hur gör man om man vill redovisa via fil?"},
	{"q", []int{9}, "Filens utseende|Vi vill veta hur filen ska se ut när vi redovisar via fil."},
	{"q", []int{9}, "Layout på fil|Var finns beskrivning av layout för fil?"},
	{"q", nil, "Kontrollavgift|Ska kontrollavgift dras även för den som inte är medlem?"},
	{"q", nil, "OB-tillägg|Ingår OB-tillägg i den lön som medlemsavgiften räknas på?"},
	{"q", nil, "Försening|Vi blir sena med redovisningen den här månaden, får det några följder?"},
	{"o", nil, "Mitt medlemskap|Hej, hur går jag till väga för att pausa mitt medlemskap under studier?"},
	{"o", nil, "Elnät och priser|Nu sänker vi elpriset för företag. Ring oss för en offert!"},
	{"o", nil, "Avtal|Finns det kollektivavtal på Elfirman i Kiruna? Jag ska börja där."},
}

func TestLateVariants(t *testing.T) {
	t.Parallel()
	check(t, late)
}
