package kinds

import "testing"

// wider is the second round: written after the first was learned.
var wider = []struct {
	kinds string
	faq   []int
	mail  string
}{
	{"c", []int{1}, "Arbetsgivarinloggning|God dag, vår revisor rensade postlådan och era papper med lösenord rök. Hur får vi tag i en ny omgång?"},
	{"c", []int{1}, "Inlogg|Ursäkta tjat men vi står fortfarande utan inloggning. Redovisningen ska ju in snart."},
	{"c", []int{1}, "Nya uppgifter|Vänligen distribuera om inloggningsuppgifterna, kuvertet var tomt när det kom."},
	{"c", []int{1}, "Hemsidan|Jag behöver kunna komma in på hemsidan och fylla i avgifterna men vet inte vad jag ska logga in med."},
	{"c", []int{1}, "Konto|Går det att få ett konto upplagt till mig? Är nyanställd löneadministratör."},
	{"c", []int{1}, "Brev på villovägar|Inloggningsbrevet gick till vår gamla adress och kom i retur. Sänd ett till Verkstadsgatan 2."},
	{"c", []int{1}, "SV: Uppgifter|Nej, vi har inte mottagit några koder ännu."},
	{"c", []int{1}, "Lösenordet|Kollegan som hade lösenordet har gått bort och ingen annan känner till det."},
	{"c", []int{1}, "mina sidor|jag har inget att logga in med på mina sidor, behöver göra oktoberredovisningen"},
	{"c", []int{1}, "Förnyelse|Vi önskar förnya våra inloggningsuppgifter."},
	{"c", []int{1}, "Hjälp|Datorn kraschade och där låg alla lösenord, även till er. Kan vi börja om?"},
	{"c", []int{1}, "Username|We never got a username for your employer portal. Kan ni skicka?"},
	{"c", []int{1}, "Fusion|Efter sammanslagningen med Elkraft behöver även det nya bolaget inloggning hos er."},

	{"p", []int{2}, "Ingen sms|Telefonen jag har är från 1998 och den stannar hemma. Lista på papper tack."},
	{"p", []int{2}, "Utan mobil|Vår kassör är 78 och mobillös. Hon fyller gärna i er blankett."},
	{"p", []int{2}, "Ang. webbredovisning|Webblösningen passar inte oss. Vi föredrar blankett i brevlådan."},
	{"p", []int{2}, "Önskan|Skulle det gå för sig att få avgiftslistorna som vanliga brev?"},
	{"p", []int{2}, "Sekretess|På vår arbetsplats lämnas mobilerna i skåp vid grinden. Därför måste vi redovisa på annat vis."},
	{"p", []int{2}, "Lista hem|Kan listan sändas till Box 12, 921 21 Lycksele i fortsättningen? Sms-inloggning är inget för mig."},
	{"p", []int{2}, "Bestämt|Vi har pratat ihop oss och håller fast vid papperet."},
	{"p", []int{2}, "Koder|Sms kommer inte fram i skogen där vi håller till. Kan vi få slippa och skriva på papper?"},
	{"p", []int{2}, "Re: Ny inloggning|Det där med mobil går inte för mig, har ingen. Lägg om till avgiftslista."},
	{"p", []int{2}, "Privat telefon|Facket kan väl inte begära att jag använder min egen telefon. Jag vill ha listan som förut."},
	{"p", []int{2}, "Papper även nästa år|Vi vill fortsätta få den tryckta listan."},
	{"p", []int{2}, "Pappersväg|Var snäll och notera att Elbolaget går på papper från november."},

	{"k", nil, "Ny ekonomi|Hädanefter kan ni vända er till Rut Falk i alla ärenden om fackavgifter, rut@firma.example."},
	{"k", nil, "Mobil|Notera att jag bytt mobil: 070-174 06 70."},
	{"k", nil, "Kontakt|Gör om kontaktpersonen till Arne Lo (arne@firma.example, 070-174 06 71)."},
	{"k", nil, "Avsked|Gunilla har gått i pension. Det är Kim Sol som handlägger nu, kim@firma.example."},
	{"k", nil, "Fel nummer|Ni har mitt gamla nummer. Rätt ska vara 070-174 06 72."},
	{"k", nil, "Uppdatering|Bifogar nya uppgifter för vår kontaktperson: Mia Ros, mia@firma.example"},
	{"k", nil, "Två personer|Vi vill vara två kontaktpersoner. Komplettera med Leo Vik, leo@firma.example."},
	{"k", nil, "mejl|den här mejlen försvinner till jul, skriv till bok@firma.example i stället"},
	{"k", nil, "Borttag|Plocka bort Sten Ek som kontaktperson, han jobbar inte kvar."},
	{"k", nil, "Vikarie|Jag är mammaledig till augusti. Vikarie: Jon Å, jon@firma.example, 070-174 06 73."},
	{"k", nil, "Namnbyte|Er kontakt hos oss, Eva Ek, heter numera Eva Lund. Adressen blir eva.lund@firma.example."},

	{"q", []int{3}, "Integritet|På vilken grund begär ni in våra mobilnummer?"},
	{"q", []int{3}, "Varför krångla|Förr räckte ett lösenord. Vad är poängen med sms?"},
	{"q", []int{3}, "Kod|Måste vi verkligen ha kod via sms varje gång?"},
	{"q", []int{3}, "Bara undrar|Vad händer med mobilnumret jag lämnar, och varför räcker inte lösen längre?"},
	{"q", []int{4}, "Inloggning|Testade för första gången i morse. Sidan säger fel användarnamn. Vad gör vi?"},
	{"q", []int{4}, "Funkar inte|Uppgifterna i ert brev biter inte på inloggningssidan."},
	{"q", []int{4}, "Ny hos er|Nybörjare här. Jag fastnar redan på inloggningen, vilket sätt ska jag välja?"},
	{"q", []int{4}, "Första redovisningen|Ska göra vår första redovisning men blir utkastad när jag loggar in."},
	{"q", []int{5}, "Registrering klar|Registreringen av kontaktperson gick bra. Vad förväntas jag göra sen?"},
	{"q", []int{5}, "Kontaktperson ok|Jag har nu lagt till mig själv som kontaktperson men vet inte hur jag ska fortsätta. Kan ni guida mig?"},
	{"q", []int{5}, "Mejlet|Mejl om registrerad kontaktperson mottaget. Var klickar man nu?"},
	{"q", []int{6}, "Lösen satt|Nu har jag bestämt ett eget lösenord också. Hur rapporterar jag in avgifterna?"},
	{"q", []int{6}, "Färdig?|Kontaktperson finns, lösenordet är mitt eget. Är jag färdig med allt?"},
	{"q", []int{6}, "Efter lösenordet|Vad är nästa steg när man skapat sitt eget lösenord?"},
	{"q", []int{7}, "Meddelande|Får texten 'osäker metod' fast jag skrev rätt lösenord. Hur blir jag av med den?"},
	{"q", []int{7}, "Saknar funktioner|Jag är inloggad men ser bara hälften av menyvalen."},
	{"q", []int{7}, "Ej behörig|Det står att jag loggat in på ett osäkert sätt och därför inte får använda allt."},
	{"q", []int{8}, "Förra året|Vi behöver ta fram 2025 års redovisningar. Går det på webben?"},
	{"q", []int{8}, "Återblick|Var kan man läsa vad vi rapporterat tidigare månader?"},
	{"q", []int{8}, "Tappat kopian|Jag sparade ingen kopia på septemberlistan. Kan jag hämta den på sidan?"},
	{"q", []int{9}, "Filformat|Stödjer ni csv? Eller vad ska filen ha för format?"},
	{"q", []int{9}, "Visma|Vårt löneprogram frågar efter filspecifikation för er import. Var finns den?"},
	{"q", []int{9}, "Fil|Hur laddar man upp en fil i stället för att skriva in varje person?"},

	{"q", nil, "Semester|Ska semesterersättning räknas med när vi drar avgiften?"},
	{"q", nil, "Sen|Vi hinner inte redovisa i tid. Kan vi få en veckas uppskov?"},
	{"q", nil, "Dubbelt|Vi råkade redovisa en person två gånger i augusti. Hur rättar vi det?"},
	{"q", nil, "Avtal|Vilket avtal ligger vi på och vilken procent ska dras?"},
	{"q", nil, "Moms|Är det moms på avgiften?"},
	{"q", nil, "Timanställda|Hur gör vi med timanställda medlemmar?"},
	{"q", nil, "Bankgiro|Kan ni bekräfta numret vi ska betala till?"},
	{"q", nil, "Ny medlem|Hur får vi veta om en nyanställd är medlem hos er?"},

	{"pq", []int{2, 3}, "Sms|Varför måste man ha sms? Vi har inga mobiler på jobbet och vill ha listan på papper."},
	{"pk", []int{2}, "Byte|Ny kontaktperson är Ola Ny, ola@firma.example. Han har ingen mobil så skicka listan på papper."},
	{"cq", []int{1, 9}, "Fil|Vi saknar inloggningsuppgifter, kan ni skicka? Vi vill också veta hur filen ska se ut om vi redovisar via fil."},
	{"q", []int{5, 8}, "Två frågor|Jag har registrerat kontaktperson, vad gör jag nu? Och var ser jag tidigare redovisade listor?"},
	{"q", []int{5, 6}, "Steg|1) Vad gör man när kontaktpersonen är registrerad? 2) Och när det egna lösenordet är satt?"},

	{"o", nil, "SV: SV: lösenord|Jättebra, tack för snabb hjälp!"},
	{"o", nil, "Re: Ny inloggning|Mottaget, tack."},
	{"o", nil, "Sv: kontaktperson|Vad bra! Ha en fin dag."},
	{"o", nil, "Uppdatera ditt konto|Kära kund, din e-postlåda är full. Logga in här för att uppgradera ditt konto."},
	{"o", nil, "Paket|Ditt paket kunde inte levereras. Bekräfta dina uppgifter via länken och betala 29 kr."},
	{"o", nil, "Lönesystem|Trött på krånglig lönehantering? Vår plattform gör det enkelt. Boka en demo i dag!"},
	{"o", nil, "Praktik|Hej, jag läser till löneassistent och söker praktik hos er i vår."},
	{"o", nil, "Fråga från medlem|Min lön är fel och chefen vägrar prata. Vad har jag för rättigheter?"},
	{"o", nil, "Skatteverket informerar|Nya regler för arbetsgivardeklaration gäller från januari. Läs mer på vår webbplats."},
	{"o", nil, "Påminnelse faktura|Vår faktura 881 på 1 250 kr är obetald. Vänligen betala omgående."},
	{"o", nil, "God jul|God jul och gott nytt år önskar vi på Elgrossen!"},
	{"o", nil, "Utträde|Jag vill avsluta mitt medlemskap från årsskiftet."},
	{"o", nil, "Kurs|Sista chansen att boka vår utbildning i lönehantering, rabatt till fredag!"},
	{"o", nil, "Intervju|Jag är journalist på Elektrikern och vill intervjua någon om avtalsrörelsen."},
	{"o", nil, "Medlem sjuk|Jag är sjukskriven, måste jag ändå betala avgiften själv?"},
}

func TestWiderVariants(t *testing.T) {
	t.Parallel()
	check(t, wider)
}
