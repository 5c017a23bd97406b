package kinds

import "testing"

// fourth is the last round.
var fourth = []struct {
	kinds string
	faq   []int
	mail  string
}{
	{"c", []int{1}, "Hej|Vi är ett nytt företag som anslutit oss till avtalet och har fortfarande inte fått något att logga in med."},
	{"c", []int{1}, "Inloggningsuppgifter 2:a försöket|Skrev för två veckor sedan men ingen reaktion. Vi behöver uppgifterna!"},
	{"c", []int{1}, "Kontor flyttat|Vi har flyttat och misstänker att kuvertet med lösenordet blev kvar hos förra hyresgästen."},
	{"c", []int{1}, "Ny byrå|Från oktober gör vi lönerna åt Elfirman. Kan vi få deras inloggningsuppgifter, eller egna?"},
	{"c", []int{1}, "lösenord|Hej! Lösenordet ni gav oss 2024 godtas inte längre. Kan ni utfärda ett nytt?"},
	{"c", []int{1}, "portal|Hur gör vi för att få tillgång till portalen? Vi saknar allt."},
	{"c", []int{1}, "Fråga|Vem hos er skickar ut inloggning? Vår har försvunnit."},

	{"p", []int{2}, "SMS|Går det att redovisa utan mobiltelefon?"},
	{"p", []int{2}, "Hej|Jag har lagt undan mobilen för gott. Finns listan att få på papper?"},
	{"p", []int{2}, "papperslistor|Våra medlemsavgifter vill vi även i fortsättningen lämna på papperslista."},
	{"p", []int{2}, "Begäran|Härmed begärs att avgiftslistan översänds i pappersform då företaget saknar tjänstemobiler."},
	{"p", []int{2}, "Teknik|Tekniken är inte vår grej, en vanlig lista i posten passar oss bäst."},
	{"p", []int{2}, "Mobilförbud|Mobilförbud råder på kärnkraftverket där kontoret ligger. Hur får vi listan i brev?"},
	{"p", []int{2}, "Ingen kod|Koden skickas till en mobil vi inte har. Vi behöver avgiftslistan utskriven."},

	{"k", nil, "Ändra|Kan ni byta mejladress för Elfirman till ny@elfirman.example?"},
	{"k", nil, "Personalnytt|Cecilia Ö har börjat hos oss som löneansvarig och blir er kontakt. Hon har mejl cecilia@firma.example."},
	{"k", nil, "Avgående|Erik, som varit kontaktperson, har lämnat företaget. Jag tar över: Moa Ek, 070-174 06 90."},
	{"k", nil, "Mobil borttappad|Min mobil blev stulen och jag har nu nummer 070-174 06 91, ändra i registret."},
	{"k", nil, "Tillfällig kontakt|Under november är det Jan Vik som är kontaktperson, jan@firma.example."},

	{"q", []int{3}, "Lösen|Varför duger inte lösenord längre?"},
	{"q", []int{3}, "Hej|Vad ska mobilnumret vara bra för?"},
	{"q", []int{4}, "Kommer inte in|Vi är nya och försöker komma in på Mina sidor men får nej hela tiden. Uppgifterna är de vi fick i brevet."},
	{"q", []int{4}, "Inloggning 1:a gången|Fyller i användarnamn och lösen enligt brevet. Inget händer. Vad är fel?"},
	{"q", []int{5}, "Klart med kontaktperson|Vi har nu en registrerad kontaktperson. Hur går man vidare?"},
	{"q", []int{5}, "Kontaktperson|När man väl har registrerat kontaktpersonen, hur kommer man in då?"},
	{"q", []int{6}, "Klar|Eget lösenord är nu registrerat. Hur loggar vi in för att börja redovisa?"},
	{"q", []int{7}, "Fel metod|Loggade in med användarnamn och lösenord och nu påstås det att metoden är osäker?"},
	{"q", []int{7}, "Spärrat|En del funktioner går inte att använda, det står något om osäker metod."},
	{"q", []int{8}, "Avstämning|Vi vill jämföra bokföringen med vad vi tidigare rapporterat till er. Hur ser vi det?"},
	{"q", []int{8}, "Gammal period|Hur plockar jag fram uppgifterna för mars?"},
	{"q", []int{9}, "Fil från Fortnox|Hur ser layouten ut för fil?"},
	{"q", []int{9}, "Fil|Vi har hört att man kan skicka in en fil. Hur ska den byggas?"},
	{"q", nil, "OB|Dras avgift på OB?"},
	{"q", nil, "Inbetalning|Vart ska vi betala och med vilken referens?"},
	{"q", nil, "Återbetalning|En medlem har betalat för mycket. Kan ni betala tillbaka?"},
	{"q", nil, "Kontrollavgift|Vad är kontrollavgift?"},

	{"o", nil, "Re: SMS-koder|Tack! Då provar jag igen."},
	{"o", nil, "Re: Nytt lösenord|Ok tack"},
	{"o", nil, "Fel|Förlåt, det mejlet var inte till er."},
	{"o", nil, "Elavtal|Byt till fast elpris i dag! Vi ringer upp dig."},
	{"o", nil, "Mitt medlemskort|Hej, kan ni sända mig ett nytt medlemskort?"},
	{"o", nil, "Hotell|Er bokning 5512 är bekräftad."},
	{"o", nil, "Jobb|Jag heter Kim och undrar om ni har sommarjobb?"},
	{"o", nil, "Avtalsfråga|Jag jobbar på Elfirman. Har jag rätt till övertidsersättning på lördagar?"},
	{"o", nil, "Bluff|Hej, kan du köpa presentkort åt mig? /VD"},
}

func TestFourthVariants(t *testing.T) {
	t.Parallel()
	check(t, fourth)
}
