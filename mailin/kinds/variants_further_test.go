package kinds

import "testing"

// further are mails of a last round, as another hand may write them.
var further = []struct {
	kinds string
	faq   []int
	mail  string
}{
	{"c", []int{1}, "Inloggningsuppgifter borttappade|Hej!\n\nVi hittar inte brevet med våra inloggningsuppgifter till er webbtjänst. Kan ni vara vänliga och skicka ut dem på nytt till vår adress?\n\nMed vänlig hälsning"},
	{"c", []int{1}, "inget lösen|hej har aldrig fått nåt lösenord från er så kan inte redovisa. skicka!"},
	{"c", []int{1}, "Hur loggar vi in?|Vi har blivit uppmanade att redovisa på webben men har varken användarnamn eller lösenord."},
	{"c", []int{1}, "Nytt företag i koncernen|Vi har ett nytt bolag som ska redovisa fackavgifter hos er. Vart vänder vi oss för att få inloggningsuppgifter till det?"},
	{"c", []int{1}, "Webbredovisning|Vår ekonomichef har gått i pension och tog lösenordet med sig. Vi behöver nya uppgifter."},
	{"c", []int{1}, "Ang redovisning av fackavgifter|Hej, kan ni hjälpa oss med ett nytt lösenord? Det gamla verkar vara spärrat efter för många försök."},
	{"p", []int{2}, "Papper|Vi saknar mobiltelefoner i växeln och på lönekontoret. Går det bra att redovisa på papper som tidigare?"},
	{"p", []int{2}, "Avgiftslistan till oss|Tyvärr har jag ingen mobil i mitt arbete. Jag ber er därför skicka ut avgiftslistan till företaget varje månad."},
	{"p", []int{2}, "Önskar papperslista|Hej. Önskar papperslista from nästa period. Mvh Berit"},
	{"p", []int{2}, "Mobil saknas|Som ensam på kontoret har jag bara en stationär telefon. SMS går inte fram till den. Hur gör vi med redovisningen?"},
	{"p", []int{2}, "Övergång till papper|Vi vill härmed anmäla att vi övergår till att redovisa på papper. Anledningen är att vi inte har någon tjänstetelefon."},
	{"k", nil, "Ny kontakt|Vår nya kontaktperson: Ingela Strand, tfn 070-174 06 91, ingela@strand.example."},
	{"k", nil, "Uppdaterad e-post|Vänligen uppdatera vår e-postadress till ekonomi@strand.example. Den gamla används inte längre."},
	{"k", nil, "Nytt mobilnr|Hej! Har bytt mobil, mitt nya nummer för sms-koden är 070-174 06 92."},
	{"k", nil, "Kontaktpersonbyte|Som ny ekonomiansvarig vill jag stå som kontaktperson i stället för Lennart. Maria Ek, maria@ek.example, 070-174 06 93"},
	{"q", []int{3}, "Mobilnummer?|Måste man verkligen ha ett mobilnummer för att logga in? Vad är orsaken?"},
	{"q", []int{3}, "Inloggningen|Varför har ni ändrat inloggningen? Förut räckte det med användarnamn och lösenord."},
	{"q", []int{4}, "Fungerar inte|Jag provade att logga in för första gången idag med uppgifterna ni skickat men det gick inte. Vad är det jag missar?"},
	{"q", []int{4}, "Inloggning första gång|Vilken inloggning väljer jag första gången, SMS eller användarnamn och lösen? Jag kommer inte in."},
	{"q", []int{5}, "Registrerad kontaktperson|Jag har nu registrerat mig själv som kontaktperson på Mina sidor och fått ett mejl. Hur går jag vidare?"},
	{"q", []int{6}, "Eget lösenord|Nu har jag registrerat både kontaktperson och eget lösenord, vad gör jag härnäst?"},
	{"q", []int{7}, "Osäker metod?|Jag får upp att jag loggat in med en osäker metod och kan inte göra något. Hur loggar jag in rätt?"},
	{"q", []int{8}, "Redovisat tidigare|Var kan jag se det som vi redovisat tidigare månader?"},
	{"q", []int{8}, "Kopior|Hur får jag fram kopior på våra gamla avgiftslistor?"},
	{"q", []int{9}, "Redovisa med fil|Vi vill gärna redovisa via fil. Hur ser layouten ut?"},
	{"q", []int{9}, "Fil från Visma|Kan ni berätta hur en fil ska vara uppbyggd för att kunna läsas in hos er?"},
	{"q", nil, "Slutdatum|Till vilket datum ska listan vara inskickad?"},
	{"q", nil, "Avgift|Är det bruttolön eller nettolön som avgiften ska räknas på?"},
	{"q", []int{8, 9}, "Frågor om webben|Hur redovisar man via fil och hur ser man tidigare redovisningar?"},
	{"pk", []int{2}, "Papper och ny kontakt|Vi vill ha avgiftslistan på papper eftersom vår nya kontaktperson Bo Ek, bo@ek.example, inte har mobil i tjänsten."},
	{"c", []int{1}, "Inloggning|Hej, jag jobbar på lönekontoret på Elbolaget och min chef säger att vi ska redovisa på webben. Vi saknar dock inloggningsuppgifter."},
	{"o", nil, "Medlem|Hej! Kan ni skicka mitt medlemskort till min nya adress?"},
	{"o", nil, "Inbjudan|Välkommen på frukostseminarium om framtidens löner! Anmäl dig senast fredag."},
	{"o", nil, "Sjukskriven|Hej, jag är medlem och sjukskriven sedan i maj. Ska jag betala full avgift?"},
	{"o", nil, "God jul|God jul och gott nytt år önskar vi på Elgrossisten!"},
}

func TestFurtherVariants(t *testing.T) {
	t.Parallel()
	check(t, further)
}
