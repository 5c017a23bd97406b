package kinds

import "testing"

// ordinary are mails of the usual length, written last, after the rules stood.
var ordinary = []struct {
	kinds string
	faq   []int
	mail  string
}{
	{"c", []int{1}, "Inloggning för Elbolaget|Hej!\n\nJag heter Mona och är ny på ekonomiavdelningen. Enligt min chef ska vi redovisa fackavgifterna via er webbplats men ingen vet var inloggningsuppgifterna finns. Kan ni hjälpa oss med nya?\n\nVänliga hälsningar"},
	{"c", []int{1}, "Saknar brev|Hej Kontakten,\nvi har fortfarande inte sett till något brev med inloggningsuppgifter trots att ni skrev att det skulle komma förra veckan.\nSkickar ni om det?"},
	{"c", []int{1}, "Nytt lösen önskas|Hej, vi önskar ett nytt lösenord till webbredovisningen då det gamla har förkommit."},
	{"c", []int{1}, "Redovisning oktober|Hej, jag skulle redovisa för oktober men användarnamnet är bortglömt och lösenordet likaså. Hur får jag nya?"},
	{"c", []int{1}, "Ny kund|Vi har fått en ny lönekund som behöver redovisa till er. De har aldrig haft någon inloggning. Hur beställer vi det?"},
	{"c", []int{1}, "Vårt konto|Den som hade hand om kontot hos er har avlidit och vi hittar inga papper. Vi ber om nya inloggningsuppgifter."},

	{"p", []int{2}, "Avgiftslistan|Hej!\nEftersom jag inte har någon tjänstemobil så kan jag inte använda er nya inloggning. På er hemsida står det att man då kan få avgiftslista på papper. Ordna gärna det för oss."},
	{"p", []int{2}, "Vi har inga mobiler|Hej. Våra administratörer har inga mobiltelefoner från företaget. Hur ska vi redovisa då?"},
	{"p", []int{2}, "Papper i fortsättningen|God dag! Kan ni se till att vi får avgiftslistan på papper från och med nu? Det är enklast för oss."},
	{"p", []int{2}, "Byte av redovisningssätt|Vi vill byta från webbredovisning till papper eftersom den som sköter lönerna saknar mobil."},
	{"p", []int{2}, "SMS-kod|Jag använder inte mobil över huvud taget och kan inte få några koder. Skicka en lista som jag kan fylla i istället."},
	{"p", []int{2}, "Pappersblanketter|Vår kontorist är döv och använder inte mobiltelefon, så vi behöver få blanketterna i brev."},

	{"k", nil, "Ny kontaktperson för Elbolaget|Hej!\nVi vill meddela att vår nya kontaktperson är Bengt Alm.\nE-post: bengt@elbolaget.example\nMobil: 070-174 06 51\nMvh"},
	{"k", nil, "Telefonnummer|Numret ni har till mig gäller inte längre. Använd 070-174 06 52 i stället."},
	{"k", nil, "Mejladress|Vi har gått över till en ny mejlleverantör. Ny adress är lon@elbolaget2.example, den gamla stängs i veckan."},
	{"k", nil, "Ändra kontakt|Kan ni ändra så att kontaktperson för vårt företag blir Sofia Palm i stället för mig? Hennes nummer är 070-174 06 53."},
	{"k", nil, "Avregistrera Göran|Göran Frisk arbetar inte kvar hos oss och ska inte stå som kontaktperson längre. Ny är Karin Dal, karin@elbolaget.example."},

	{"q", []int{3}, "Mobilnummer vid registrering|Hej, vi undrar över varför mobilnummer är obligatoriskt när man registrerar sig. Tidigare klarade man sig med lösenord."},
	{"q", []int{3}, "Synpunkt|Jag tycker att den nya inloggningen är krånglig. Varför kan man inte bara ha ett lösenord som förr?"},
	{"q", []int{4}, "Inloggning misslyckas|Vi försöker komma in på sidan för första gången men får bara felmeddelande. Vad gör vi?"},
	{"q", []int{4}, "Problem att logga in|Hej, jag fick inloggningsuppgifter med posten i går men när jag skriver in dem händer inget. Ska jag välja SMS-inloggning eller något annat?"},
	{"q", []int{5}, "Kontaktperson registrerad|Hej! Jag har nu registrerat en kontaktperson enligt brevet. Ska jag göra något mer innan jag kan logga in med SMS?"},
	{"q", []int{5}, "Vad händer sen|Vi registrerade vår kontaktperson i tisdags. Vad blir nästa steg för oss?"},
	{"q", []int{6}, "Efter lösenordet|Hej, nu har jag en kontaktperson registrerad och ett eget lösenord. Hur fortsätter jag?"},
	{"q", []int{6}, "Hur gör jag nu|Jag lyckades välja ett eget lösenord efter att ha registrerat kontaktpersonen. Hur kommer jag vidare till själva redovisningen?"},
	{"q", []int{7}, "Varning|Hej, när jag loggar in med användarnamn och lösenord får jag en varning om att metoden är osäker. Vad gör jag för fel?"},
	{"q", []int{7}, "Kan inte använda funktioner|Jag har loggat in men det går inte att använda alla funktioner eftersom jag loggat in osäkert, står det. Hur ska jag göra i stället?"},
	{"q", []int{8}, "Tidigare perioder|Hej! Hur hittar jag det vi redovisat för tidigare perioder? Jag behöver siffrorna till bokslutet."},
	{"q", []int{8}, "Titta på gamla avgifter|Går det att se vilka avgifter vi rapporterat förut, och i så fall hur?"},
	{"q", []int{9}, "Redovisning via fil|Hej, vi skulle vilja redovisa via fil från vårt löneprogram. Var hittar vi beskrivningen av hur filen ska se ut?"},
	{"q", []int{9}, "Fråga om filöverföring|Stödjer ni inläsning av fil, och vilka fält måste finnas med?"},
	{"q", nil, "Fråga|Hej, ska vi redovisa även om ingen har arbetat under månaden?"},
	{"q", nil, "Avgiftens storlek|Vad är avgiften i procent för en medlem som går på Larm & Säkerhet?"},
	{"q", nil, "Återbetalning|Vi har råkat betala fackavgiften dubbelt. Kan ni betala tillbaka eller ska vi dra av det nästa månad?"},
	{"pq", []int{2, 8}, "Papper m.m.|Hej, vi saknar mobil och vill ha listan på papper. Hur kan vi se vad vi redovisat tidigare i år?"},
	{"cq", []int{1, 3}, "Inloggning|Vi har inte fått några inloggningsuppgifter. Och varför måste man ha mobilnummer?"},
	{"ck", []int{1}, "Kontaktperson och inloggning|Vår nya kontaktperson är Ida Ros, ida@x.example. Hon behöver inloggningsuppgifter, kan ni skicka sådana?"},
	{"o", nil, "Medlemsavgiften|Hej, jag undrar varför min medlemsavgift har höjts i år. Mvh Tommy"},
	{"o", nil, "Utträde|Jag vill avsluta mitt medlemskap från och med nästa månad."},
	{"o", nil, "Rabatt på kontorsmaterial|Just nu 20 % rabatt på alla pärmar! Klicka här för att se hela erbjudandet."},
	{"o", nil, "Uppsagd|Min chef har sagt upp mig, kan facket hjälpa mig?"},
}

func TestOrdinaryVariants(t *testing.T) {
	t.Parallel()
	check(t, ordinary)
}
