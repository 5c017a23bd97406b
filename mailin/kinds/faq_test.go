package kinds

import "testing"

// verbatim are the questions of the public FAQ (faq-sv.txt), as written there
// and turned a little.
var verbatim = []struct {
	kinds string
	faq   []int
	mail  string
}{
	{"c", []int{1}, "Fråga|Vi har inte fått några inloggningsuppgifter. Vad gör vi?"},
	{"p", []int{2}, "Fråga|Jag som ska handlägga redovisningen har ingen mobiltelefon i tjänsten och kan därför inte logga in med SMS. Vad gör jag?"},
	{"q", []int{3}, "Fråga|Varför måste vi registrera ett mobilnummer för att kunna redovisa – tidigare var det enklare med bara lösenord?"},
	{"q", []int{4}, "Fråga|Jag försöker logga in för första gången, men lyckas inte. Vad ska jag göra?"},
	{"q", []int{5}, "Fråga|Jag har registrerat en kontaktperson för företaget. Vad gör jag nu?"},
	{"q", []int{6}, "Fråga|Jag har registrerat en kontaktperson och satt ett eget lösenord. Vad gör jag nu?"},
	{"q", []int{7}, "Fråga|Jag har gått in under Mina sidor och loggat in genom att klicka på Användarnamn och lösenord (per företag). Nu står det att jag inte kan se eller använda en del funktioner p g a att jag loggat in med en osäker metod. Vad gör jag för att komma vidare?"},
	{"q", []int{8}, "Fråga|Hur gör jag för att se uppgifter jag tidigare redovisat?"},
	{"q", []int{9}, "Fråga|Det går att välja Redovisa via fil. Hur gör vi då?"},

	{"q", []int{7}, "Hej|När jag loggar in med SMS-inloggning går det bra men inte annars, då står det osäker metod. Varför?"},
	{"q", []int{3, 8}, "Två frågor|Varför krävs mobilnummer? Och hur ser vi tidigare listor?"},
	{"q", []int{4, 5}, "Hjälp|Vi lyckas inte logga in första gången. Om vi har registrerat en kontaktperson, vad gör vi nu?"},
	{"q", []int{8}, "Kontroll|Hur ser jag om augusti är redovisad?"},
	{"q", []int{8}, "Redovisade avgiftslistor|Var finns Redovisade avgiftslistor på sidan?"},
	{"q", []int{9}, "fil|Vilken layout ska filen ha?"},
	{"q", []int{6}, "Nästa|Lösenordet är registrerat och SMS aktiverat, hur gör vi för att börja redovisa?"},
	{"c", []int{1}, "Saknar uppgifter|Vi ska redovisa för första gången men har inte fått några uppgifter att logga in med."},
	{"c", []int{1}, "Inlogg|Vi kan inte logga in eftersom vi inte har fått något lösenord. Kan ni skicka ett?"},
	{"c", []int{1}, "Inlogg|Vi har en ny kontaktperson som behöver inloggningsuppgifter, kan ni beställa det?"},
	{"p", []int{2}, "SMS|Jag kan inte logga in eftersom koden skickas till mobil och det har jag ingen."},
	{"p", []int{2}, "Fråga|Kan man få redovisa på papper om man inte har mobiltelefon i tjänsten?"},
	{"q", []int{5, 6}, "Klart|Jag står nu som kontaktperson. Hur gör jag för att få ett eget lösenord, och när det är gjort, hur loggar jag in framöver?"},
	{"c", []int{1}, "Nya uppgifter|Vi har flyttat och brevet med inloggningsuppgifter har inte kommit. Kan ni beställa ett nytt? Vår nya adress är Storgatan 9, 231 31 Trelleborg."},
	{"c", []int{1}, "Spärrat|Jag har knappat fel lösenord för många gånger och kontot är spärrat. Kan ni skicka nytt användarnamn och lösenord?"},
	{"p", []int{2}, "Önskemål|Kontoret ska vara fritt från mobiltelefoner och vi kan inte logga in på ert sätt. Vänligen lägg om oss till pappersredovisning."},
	{"q", []int{5, 8}, "hjälp|jag har registrera kontaktperson men vet inte va jag ska göra nu. och hur ser jag det som redan e redovisat??"},
	{"o", nil, "min avgift|Jag är medlem och undrar varför min fackavgift blev 812 kr på lönebeskedet när den brukar ligga på 650."},
	{"k", nil, "avgiftslistan|Ny kontakt hos oss är Per-Arne Ö, perarne@alnon.example, hemtelefon 0980-319 266."},
	{"pq", []int{2}, "Papper igen|Hej, vi saknar mobil och vill ha listorna på papper. En undran också: när under månaden skickas de ut, och går det att få ett extra svarskuvert?"},
	{"kq", []int{5}, "Kontaktperson|Jag har registrerat mig som kontaktperson, vad gör jag nu? Ta också bort Per som kontaktperson, han har slutat."},
	{"ckq", []int{1, 8}, "Tre ärenden|Hej!\n1. Ny kontaktperson: Eva Berg, eva@b.example, 070-174 06 80\n2. Vi behöver nya inloggningsuppgifter\n3. Var ser man tidigare redovisade listor?\nTack!"},
	{"ckq", []int{1, 9}, "Lite av varje|Hej!\n\na) Vår kontaktperson Nils är ersatt av Maj, maj@b.example.\nb) Inloggningsuppgifterna har kommit bort, kan ni skicka nya?\nc) Hur ska filen vara uppställd om vi redovisar via fil?"},
}

func TestVerbatim(t *testing.T) {
	t.Parallel()
	check(t, verbatim)
}
