package kinds

// concept is a thing that a writer may say in many ways.
type concept uint8

// The concepts. concepts holds their phrases.
const (
	credentials    concept = iota // what one logs in with
	loginWord                     // logging in, more loosely
	want                          // a request
	lack                          // not received, lost, forgotten
	startWeb                      // wants to begin on the web
	stopWeb                       // will no longer use the web
	noMobile                      // has no mobile, no SMS
	mobileThing                   // a mobile, a mobile number, SMS
	paperList                     // the list on paper
	onPaper                       // by post, on paper, as a letter
	feeList                       // the list
	wish                          // from now on, rather, please change
	paperPast                     // paper that was had, or did not come this time
	leavesPaper                   // wants to be rid of paper
	contactWord                   // contact person
	contactData                   // e-mail address or mobile number
	change                        // new, change, replace, add, remove
	contactNew                    // "ny kontaktperson", plainly
	contactMoved                  // "vi har bytt e-postadress", plainly
	contactDone                   // the contact person is registered already
	takeOver                      // someone takes over
	why                           // why, what for, must we
	before                        // it was simpler before
	howAsk                        // how, where, which, can one
	whatNow                       // what next
	firstTime                     // for the first time, with what came by post
	loginFails                    // cannot log in
	ownPassword                   // has set a password of one's own
	choosePassword                // how to choose one's own password, activate SMS
	insecure                      // "osäker metod"
	limitedUse                    // cannot see or use some functions
	perCompany                    // "användarnamn och lösenord (per företag)"
	earlier                       // earlier, old, already reported
	lookUp                        // see, find, print out again
	reported                      // lists, reports, periods
	fileWay                       // by file
	fileForm                      // layout, format, description
	smsMissing                    // the code by SMS does not come
	topic                         // reporting and paying fees
	feeWord                       // fees and deductions
	give                          // here comes, attached
	deducted                      // we have deducted
	later                         // will come later or apart
	sameAsLast                    // the same as last month
	nothingDue                    // nothing deducted, nothing to report
	payrollWord                   // a payroll system's printout
	filledIn                      // filled in, signed, photographed, returned
	attachedWord                  // "bifogar", "bilaga"
	memberSelf                    // a member on his or her own behalf
	salesWord                     // advertising, invoices
	politeTail                    // "hör av er om något är oklart"
	awayWord                      // away from the desk
	autoWord                      // says itself that it is automatic
	undelivered                   // could not be delivered
	conceptCount
)

// concepts holds the phrases of each concept, folded (no accents, small
// letters). "*" stands for letters, "a|b" for alternatives, "~2" for up to two
// other words. Lines and commas part phrases.
var concepts = map[concept]string{
	credentials: `inloggningsuppgift*, inloggningsinfo*, inloggningsdata, inloggningsdetalj*, inloggningsnamn*, inloggningskonto*
		inloggningsbrev*, inloggningskort*, inlogg, inloggen, inloggs, inloggningarna, inloggsuppgift*, loginuppgift*, login, logins, logg-in*, log-in*
		anvandarnamn*, anvandaruppgift*, anvandarid*, anvandar-id*, anvandarkonto*, anvandare ~2 losen*
		losenord*, losen, losenet, losenkod*, losenorden, inloggningslosen*, webblosen*, startlosen*, engangslosen*
		behorighetsuppgift*, kontouppgift*, pinkod*, pin-kod*
		uppgift*|info*|koder*|brev* ~8 logga|logg|inloggning ~2 in
		uppgift*|info*|koder*|brev* ~5 inloggning*
		brev*|papper*|lapp* ~3 inlogg*
		nya ~2 koder, vara koder`,
	loginWord: `*inlogg*, logga ~2 in, loggar ~2 in, loggat in, loggade in, login, *tillgang* ~4 webb*|sida*|sidor*|portal*|internet*|redovisning*, atkomst ~3 *, behorighet*, *konto ~3 webb*|portal*|redovisning*|sida*`,
	want:      `skicka*, sand, sanda, sander, oversand*, bestall*, behov*, vill ~2 ha, vill ~2 fa, onskar*, onskemal*, stall* ~2 ut, ordna*, fixa*, ta ~2 fram, kan ni, kan vi ~2 fa, kan jag ~2 fa, kan man fa, kunde ~2 fa, kunde ni, far vi, far jag, skulle ~2 vilja, skulle ~2 behova, skulle ni, tacksam*, be om, ber ~2 om, ber er, ansok*, skaffa*, aterstall*, lagg* ~2 upp, fa ~1 nya|nytt|ny|ett, vi ~2 nya, mejla*, maila*, posta*, snalla*, vanligen, hjalp*, hjalpa*, efterlys*, begar*, soker, nollstall*, generera*, forse, tilldela*, fa ~2 hjalp, fa ~3 tillsant, fa ~3 skickat, hur ~4 tillgang, hur ~3 far|fa, hur gor ~4 fa`,
	lack: `inte|ej|aldrig|inga|inget|ingen|icke ~4 fatt|mottagit|erhallit|tagit|kommit|natt|dykt|anlant, inte|ej|aldrig ~3 levererats|skickats|sants, *har inte *natt, fick aldrig|inte|inga, fatt nagra|nagot|nagon
		saknar, saknas, saknat, saknade, inte ~3 hitta*, ej ~3 hitta*, hittar ~2 inte|ej|inga|inget, ingen ~5 hittar|vet|har|kan, inte ~2 kvar, vet inte ~5 *namn*|losen*|inlogg*|uppgift*, ingen aning om
		tappat*, tappade*, borttappa*, tappas, tappar, forlorat, forlorade, forkommit, forkommen*, kommit bort, kom bort, slarvat*, forlagt, forlade, glomt*, glomde, glommer, slangt*, slangde*, kastat*, kastade*, rakat ~3 slanga|kasta|tappa, forsvunn*, forsvann*, forsvinn*, strulat bort
		har inga, har inget, har ej, har inte nagra|nagot|nagon|langre|kvar, finns inga|inget|inte, inga inlogg*, utan inlogg*, inget anvandarnamn*, inget losen*, inga uppgifter
		minns inte, minns ej, kommer inte ihag, kommer ej ihag, gatt ut, upphort, sparrat*, sparrade, last konto*, kontot ~2 last, ogiltig*, fungerar inte langre, galler inte langre, slutat gälla, vantar ~4 inlogg*, vantar fortfarande, brann*, inte ~2 lamnat, tog ~4 med, forstor*, vattenskad*`,
	startWeb: `borja* ~6 webb*|webblist*|internet*|natet|digitalt|elektroniskt|webbredovis*, ga|gar|gatt ~2 over ~6 webb*|internet*|natet|digital*|elektronisk*, overga ~4 webb*|internet*|natet|digital*, byta|byter ~5 till ~3 webb*|internet*|digital*, komma|kom|kommer ~2 igang ~5 webb*|internet*|digital*|redovis*
		vill|onskar|ska|skulle|vilja ~5 redovisa|rapportera ~5 webb*|internet*|natet|digitalt|elektroniskt|online|portal*, ansluta ~4 webb*|internet*|portal*, anslutas, hur ~4 ansluter, nytt foretag ~8 redovisa, nyansluten*, nya ~2 kunder ~8 webb*, nystartat ~8 redovis*`,
	stopWeb: `slippa ~4 webb*, inte ~4 webb* ~4 langre, sluta ~4 webb*`,
	noMobile: `ingen|inga|inte|ej|aldrig|varken|saknar|utan|nagon|slutat ~6 mobil*|smartphone*|smarttelefon*|tjanstemobil*|jobbmobil*|jobbtelefon*|tjanstetelefon*|foretagsmobil*|arbetsmobil*|foretagstelefon*|mobiltelefon* ~5 haft|har|alls|tjanst*|jobb*|kontor*|inte|skaffa*|*
		ingen|inga|inte ~3 *mobil|*mobiler|*mobilen|*mobiltelefon|*mobiltelefoner|*smartphone|jobbtelefon*|tjanstetelefon*|tjanstelur|foretagstelefon*|arbetstelefon*|mobilt
		saknar|utan|ej|varken ~3 *mobil|*mobiler|*mobilen|*mobiltelefon|*mobiltelefoner|mobiltelefoni|*smartphone|jobbtelefon*|tjanstetelefon*|foretagstelefon*
		har ~3 inte|ej ~2 mobil|mobiltelefon*|tjanstemobil*|jobbmobil*|jobbtelefon*, mobil* har|finns ~2 inte|ej|aldrig, mobil* ~2 har ~4 inte|aldrig, mobil* far ~6 inte, inte ~3 ha|anvanda|bara ~4 *mobil*
		mobilforbud*, *mobilfri*, bara|endast|enbart fast|fasta *telefon*, bara|endast|enbart ~3 fast ~2 *telefon*, fast telefon*, bordstelefon*, knapptelefon*
		*privat* ~2 mobil*|telefon*|lur ~6 inte|ej|vill, inte|ej|vagrar ~5 privat* ~2 mobil*|telefon*|lur|nummer*, inte|ej ~6 egen|egna|eget ~2 mobil*|telefon*|nummer*, inte ~5 sin privata, *privata mobil*
		inte|ej|omojligt|svart ~6 ta|tar ~2 emot ~4 *sms*|kod*|*koder*, *sms*|kod* ~6 kan|gar ~5 inte|ej ~3 ta|emot, inte|ej ~3 motta* ~3 sms*
		kan|gar ~5 inte|ej ~6 sms*, inte|ej ~6 logga in ~3 sms*, inte|ej ~3 anvanda ~3 sms*, sms* ~4 fungerar|funkar|gar ~4 inte|ej, sms* ar ~3 inget|ingen|omojlig*, inte ~2 har ~2 sms*
		kommer inte in med sms, ingen ~2 mottagning, ingen ~2 tackning, dalig ~2 tackning`,
	mobileThing: `mobil*, *mobil, *mobilnummer*, *mobiltelefon*, *sms*, telefonnummer*, *tvafaktor*, tva-faktor*, tva ~2 steg, tvasteg*, telefon, kod ~2 telefon*, telefonen, mobilen`,
	paperList:   `papperslist*, pappersavgiftslist*, pappersblankett*, pappersform*, pappersredovis*, pappersformat, papperslista, papperskopi*, pappersvariant*, pappersversion*, pappersutskick*, pappersunderlag*, *list* ~4 pa papper, *list* ~4 i papper*, *blankett* ~3 papper, *list* ~5 per|via|med post*|brev*, *list* ~6 pa|med posten, *list* ~3 i|via brev*, *list* ~5 i brevladan, *list* ~4 hem ~3 brevlad*|post*, *list* ~3 per post, *list* ~3 postledes, utskriven|utskrivna|tryckt|tryckta|fortryckt|fortryckta ~2 *list*, redovis* ~4 pa papper, rapporter* ~4 pa papper, pa papper ~4 redovis*, redovis* ~4 via papper*, fysisk* ~2 *list*, manuell* ~2 *list*, avgiftslist* utskickad, avgiftslist* utsand, avgiftslist* hemskickad, avgiftslist* ~3 utsand|utsant|hemsand|hemskickad, fa hem *list*, gamla ~2 *list*, *blankett* ~4 post*|brev*|hem, avgiftslist* ~2 hem`,
	onPaper:     `pa papper, pappret, i pappersform*, pappersform*, per post, via post*, med posten, pa posten, per brev, via brev, i brevladan, brevledes, postledes, papperslist*, papper, pappersvag*, vanlig post, vanligt brev, hederlig*`,
	feeList:     `*avgiftslist*, listan, listor, listorna, lista, blankett*, *redovisningslist*, *papperslist*, list-*, *listan, *listorna, *listor`,
	wish:        `vill, vilja, onskar, onskemal, onskas, behover, behov, kan ni, kan vi, kan jag, kan du, kan man, kunde, skulle, far vi, far jag, far det bli, far bli, blir det, ber*, be, snalla, tacksam*, tack for, gar det att, gar det bra att, finns ~3 mojlighet*, mojligt att, hellre, foredrar, helst, fortsatt*, framover, framdeles, framgent, fortsattningen, hadanefter, fran och med, fr o m, from, i stallet, istallet, tillbaka, ater ~2 papper*, atergå, aterga*, overga*, ga over, byta ~3 till, andra ~4 sa, andrar ~4 sa, skicka, sand, sanda, maste, tvungna, onodigt, galler papper, hur gor, vad gor, vi tar, vi valjer, valjer, anmal*, ordna*, lagg* ~3 om, stall* ~3 om, satt* ~2 oss, punkt 2, alternativ 2, fraga 2, ansok*, begar*`,
	paperPast:   `inte|ej|aldrig|ingen|inga ~3 fatt ~4 *list*, *list* ~6 inte|aldrig ~3 kommit|kom|fatt|natt, *list* kom ~3 inte|aldrig, skriva ut ~2 papper, skrivs ut ~3 papper, skriver ut ~3 papper, bara ~6 papper, *list* som ~4 fick, hittills ~8 papper, fatt ~6 papper ~4 men, har ~5 pa papper ~4 men, tidigare ~6 papper ~6 men, *list* ~5 forsening*, forsvunn*, tog slut`,
	leavesPaper: `slippa ~4 papper*, inte ~4 papper* langre, inte langre ~6 papper*, sluta ~5 papper*, istallet ~2 for ~3 papper*, i stallet for ~3 papper*, fran papper* ~4 till, nu ~6 webben i stallet, webben istallet, ersatt* ~3 papper*, inga fler papper*, avsluta* ~4 papper*, inte vill ~3 papper*, inte ~2 pa papper`,
	contactWord: `kontaktperson*, kontaktpers, kontaktuppgift*, kontaktinfo*, kontaktinformation*, kontaktman, kontakt-person*, er kontakt, var kontakt, loneansvarig*, ansvarig ~3 redovisning*, ansvarig ~3 fackavgift*, ansvarig ~2 lon*, handlagger redovis*, kontaktperson`,
	contactData: `mobilnummer*, mobilnr*, mobilnumret, *telefonnummer*, telefonnr*, tfnnr*, tjanstenummer*, jobbnummer*, nummer, numret, *telefonnumret, e-post*, epost*, e-mail*, email*, mejladress*, mailadress*, mail-adress*, mejl-adress*, mejlen, mailen, mejladressen, *@*, domannamn*, maildoman*, adresser, e-postadress*`,
	change:      `ny, nytt, nya, byt, byta, byter, bytt, byts, bytte, byte, andra, andrar, andrat, andras, andring*, andrad*, uppdatera*, ersatt*, ersatta, ersatter, lagg ~2 till, lagg ~3 in, lagga ~2 till, lagga ~3 in, lagger ~2 in|till, ta bort, stryk*, radera*, avregistrera*, anmal*, registrera, registrerar, registreras, i stallet, istallet, numera, uppge*, anteckna*, notera*, avsluta*, ratta*, korrigera*, slutat, slutar, galler nu, gamla, justera*`,
	contactNew:  `ny|nya|nye|bytt|byt|byta|byter|byte|andrad|annan|andra|ytterligare ~3 kontaktperson*, kontaktperson* ~3 ar ~2 nu|numera|fran, byte ~2 av ~3 kontaktperson*, kontaktperson* ~8 byt*|ersatt*|andr*, *som ~2 kontaktperson*, anmal* ~6 kontaktperson*, anmal* ~3 kontaktuppgift*, lagg* ~8 kontaktperson*, registrera|registrerar ~6 som ~3 kontaktperson*, uppdatera* ~6 kontakt*, nya ~2 kontaktuppgift*, andra ~4 kontaktuppgift*, andrade kontaktuppgift*, var kontaktperson ~2 ar|heter|blir, kontaktperson ~3 blir, *kontaktperson ~4 ska vara, kontaktperson for ~8 ar, kontaktperson* till ~8 ar|blir, ta* bort ~6 kontaktperson*`,
	contactMoved: `ny|nya|nytt|andrad|andrat|byte ~3 e-post*|epost*|mejl*|mail*|e-mail*|email*, ny|nytt|nya|andrat|andrad|annat|byte ~3 *mobilnummer*|*mobilnr|*telefonnummer*|*telefonnr|*tjanstenummer*|mobiltelefonnummer*|jobbnummer*|nummer|numret|mobil
		byt*|bytt|andra*|uppdatera*|ersatt*|ratta*|justera* ~6 e-post*|epost*|*mejladress*|*mailadress*|e-mail*|email*, byt*|bytt|andra*|uppdatera*|ersatt*|ratta*|justera* ~6 *mobilnummer*|*mobilnr|*telefonnummer*|*nummer|*numret
		nar ni|du ~2 oss|mig ~2 pa, nas ~2 pa ~6 *@*, *mobilnummer*|*numret|*nummer ~3 ar ~2 andrat|bytt|nytt|fel, har ~2 bytt ~2 e-post*|epost*|mejl*|mail*|nummer|mobil*|doman*, ta bort ~5 *mobilnummer*|*nummer|adress*, gamla ~3 numret|nummer|adressen|mejladressen|e-postadress* ~6 inte|upphor*|ta`,
	contactDone:    `har ~4 registrerat ~5 kontaktperson*, har ~3 lagt ~3 in|upp ~4 kontaktperson*, registrerat ~5 kontaktperson*, kontaktperson* ~4 ar ~2 registrerad*|inlagd*|upplagd*|klar*, kontaktperson* ~3 registrerad*, registrerade ~5 kontaktperson*, kontaktperson* ~4 har ~2 registrerats, lagt ~2 in|upp ~6 kontaktperson*, har ~2 registrerat mig ~5, registrerat ~2 mig ~3 kontaktperson*, fyllt ~2 i ~4 kontaktperson*, angett ~4 kontaktperson*, kontaktperson* finns ~3 registrerad*, kontaktpersonen ~3 pa plats, kontaktpersonen ar *`,
	takeOver:       `tar ~2 over, tagit ~2 over, ta ~2 over, overtar, overtagit, eftertrad*, istallet ~2 for mig, efter mig, skoter ~4 fran och med, ar ~3 ny ~2 lon*|ekonomi*|ansvarig*, nyanstalld ~4 lon*|ekonomi*, nya ~2 lone*|ekonom*`,
	why:            `varfor, hur kommer det sig, vad beror ~3 pa, vilken anledning, av vilken anledning, anledning*, vad ar ~3 tanken|poangen|meningen|syftet|skalet|orsaken, vad ska ~5 vara bra for, ar det ~3 nodvandigt, verkligen nodvandigt, maste ~3 verkligen, maste man, maste vi ~4, kravs det, kraver ni, kravet pa, kravs ~4, vilket lagstod, vilken lag, vitsen, hur motiverar ni, varfor kravs, forsta* ~2 inte ~2 varfor, undrar varfor, varfor racker`,
	before:         `tidigare|forut|forr|innan|forra ~6 rackte|racker|gick|enkl*|losen*|smidig*|enkelt|bara|funka*|fungera*, rackte ~4 losen*, racker ~4 inte ~4 losen*, inte ~3 racker ~4 losen*, bara ~2 losenord, endast ~2 losenord, enklare ~3 forr|forut|tidigare|innan|med, smidigare ~3 forr|forut|tidigare|innan, som ~2 forut, kunde ~4 med ~2 losenord`,
	howAsk:         `hur, var, varifran, vilken, vilket, vilka, finns ~2 det, kan man, kan vi, kan jag, gar det, vad ar, vad ska, vad galler, vart, undrar, fraga, fragor, nar, hittar, vem, tips, hjalp, vad kravs, stammer det, far man, far vi, maste, ska vi, ska jag, ska man, skall vi, beskrivning*, instruktion*, vill ~2 veta, ar det ~4, behover vi, behover man, hor*, vad`,
	whatNow:        `vad gor ~2 nu, vad gor jag, vad gor vi, vad hander ~2 nu, vad hander sen, nasta steg, vad ar nasta, vad blir nasta, hur gar ~3 vidare, hur gor ~4 nu|sen|sedan|vidare, hur fortsatt*, hur kommer ~4 vidare, kommer ~3 vidare, vad ska ~2 gora, vad skall ~2 gora, vad maste ~2 gora, vad aterstar, vad ar kvar, aterstar ~3 nagot|nat, och nu, vad nu, nu da, sen da, sedan da, ar ~2 klart ~1 da, ar det klart, ar vi klara, ar jag klar, racker det, racker ~2 sa, nagot mer, nat mer, nagonting mer, mer ~3 gora, gora mer, gora nat|nagot|nagonting mer, behover ~4 gora mer|nagot|nat|ytterligare, ytterligare, fler steg, i vilken ordning, hur loggar ~3 in, var loggar, kan ~2 borja, borja ~2 redovisa|registrera, nu ~2 bara, fardig*, hur borjar, nar kan ~3 borja, vagen framat, sen`,
	firstTime:      `forsta gang*, for forsta, forsta ~2 inlogg*, forsta ~2 forsok*, inlogg* ~3 forsta, aldrig ~3 loggat in, aldrig ~2 varit inne, aldrig ~2 anvant, ny ~3 tjansten, nybörjar*, fatt ~8 brev*|posten|post|inloggningsuppgift*|anvandarnamn*|losenord*|uppgifterna, fick ~8 brev*|posten|inloggningsuppgift*|anvandarnamn*|losenord*, uppgifterna ~6 fick|fatt|skickade|brev*|posten, inloggningsuppgifterna ~6 fick|fatt|skickade|brev*|posten|foretag*, enligt brevet, brevet ~6, i brevet, som kom ~4 post*|brev*, kom ~3 med posten, skickade ~4 brev*|post*|uppgift*, nya inloggningsuppgifterna ~4, alldeles nya, de nya uppgifterna, med uppgifterna`,
	loginFails:     `inte|ej|varken ~5 logga ~2 in, inte|ej ~3 loggat in, kommer ~3 inte|ej ~3 in, kom ~2 inte in, komma in, slapps inte in, slapper inte in, lyckas ~4 inte|ej, lyckats ~2 inte, inte|ej ~2 lyckas|lyckats|lyckades, misslyck*, inlogg* ~5 fungerar|funkar|gar ~3 inte|ej, inlogg* ~4 strul*|krangl*|fel, logga in ~8 fungerar|funkar|gar ~3 inte|ej, logga in ~8 fel*, fungerar inte ~4 logga, funkar inte ~4 logga, gar inte ~4 logga, gar ej ~4 logga, losen* ~4 fungerar|funkar|gar|godkanns|accepteras ~3 inte|ej, fel ~1 losen*|anvandarnamn*, felaktig* ~2 losen*|anvandarnamn*|uppgift*, felmedd* , nekas, nekad, avvisa*, uppgifterna ~4 fungerar|funkar|stammer|godkanns ~3 inte|ej, strul* ~4 logga|inlogg*, problem* ~4 logga|inlogg*, stopp, kastas ut, det star ~3 fel, utelast, blir fel, inte ~2 godkand*`,
	ownPassword:    `satt|valt|valde|skapat|skapade|registrerat|bytt|angett|angivit|lagt|knappat|gjort|fixat|skaffat|andrat ~6 losen*, satte ~4 losen*, eget losenord ~4 klart|satt|valt|registrerat|klar*|pa plats, losenord* ~4 ar ~2 satt|valt|klart|registrerat|bytt|skapat|fixat, losen* ~2 har ~2 satts|valts`,
	choosePassword: `hur|var|nar ~6 valja|valjer|satta|satter|skapa|skapar|byta|byter|registrera|registrerar|far ~4 losen*, hur|var ~6 aktivera* , aktivera* ~4 sms*|losen*, valja ~3 eget losen*, skapa ~3 eget losen*`,
	insecure:       `osaker* metod*, osaker* inlogg*, osakert satt, osaker*, inte ~3 saker metod*, icke saker*, otillrackligt saker*, ej saker*`,
	limitedUse:     `inte|ej ~4 se eller anvanda, inte|ej ~5 se|anvanda ~6 funktion*|meny*|delar|flik*, del funktion*, vissa funktion*, manga funktion*, nagra funktion*, funktion* ~5 sparr*|last*|saknas|gra*|inte|ej|dolda, begransad*, begransning*, kommer inte at ~4, inte ~2 komma at, bara ~4 se ~3 del*`,
	perCompany:     `per foretag, anvandarnamn* och ~1 losen*, foretagets inlogg*, foretagets anvandarnamn*, foretagsinlogg*, foretagslosen*`,
	earlier:        `tidigare, gamla, forra, forut, redan, historik*, historisk*, arkiv*, foregaende, aldre, fjolar*, i fjol, forra aret, i varas, i somras, i hostas, i vintras, bakat, senaste aren, senaste manaderna, tidigare manad*, redovisade ~6 i|for|under, redovisat ~6 i|for|under|tidigare, skickade in, skickat in, rapporterat, rapporterade, inskickade, inrapporterade, inlamnade, forega*, senast redovis*, redovisat, redovisade, registrerat, registrerade avgift*, i efterhand, tidigt i`,
	lookUp:         `se, ser, titta*, hitta*, hittar, kolla*, plocka* fram, ta fram, tar fram, fa fram, far fram, komma at, kommer at, finns, skriva ut, visas, visa, ladda* ner, ladda* hem, kopia*, kopior, ligger, oppna*, granska*, kontrollera*, ga tillbaka, gar tillbaka, backa, leta*, soka*, soker, letar, spar*, lagras, kika*, lasa, hamta*, synas, overblick, sammanstall*, bekraft*, kvitt*`,
	reported:       `*avgiftslist*, *listor*, *listan, *listorna, *lista, redovis*, *redovisning*, *uppgift*, *avgift*, belopp*, period*, manad*, rapport*, inrapport*, avdrag*, underlag*, inbetal*, siffror*, vad vi ~4, det vi ~4, det som`,
	fileWay:        `fil, filen, filer, filerna, filformat*, filredovis*, filimport*, filoverfor*, filuppladd*, *lonefil*, textfil*, csv*, csv-fil*, xml*, excelfil*, excel-fil*, importfil*, importera*, import, ladda* ~2 upp, uppladdning*, lasa ~2 in, lases ~2 in, laser ~2 in, via fil, med fil, exportera*, exportfil*, filtyp*, en fil, fil-*, redovisningsfil*, inlasning*`,
	fileForm:       `layout*, format*, filformat*, postbeskrivning*, filbeskrivning*, beskrivning*, specifikation*, specen, spec, kolumn*, falt, falten, mall, mallen, struktur*, uppbyggd*, uppbyggnad*, ser ut, se ut, posttyp*, teckenkodning*, teckentabell*, separator*, avgransa*, skiljetecken, standard*, exempelfil*, instruktion*, krav, dokumentation*, uppstallning*, utseende*`,
	smsMissing:     `kod*|sms* ~8 kommer|kom|kommit|fatt|far|dyker|anlander ~4 inte|aldrig|ej|ingen|inga|nagon, inte|ingen|inga|aldrig|ej ~4 kod*|sms* ~2, far ~2 ingen|inget|inte|inga ~4 kod*|sms*, vantar ~4 kod*|sms*, koden ~4 fel|fungerar|funkar|ogiltig*, fungerar inte sms*`,
	topic:          `redovis*, *redovisning*, *avgift*, fackavgift*, medlemsavgift*, kontrollavgift*, *avdrag, *avdraget, *avdragen, dra, drar, dras, dragit, inbetal*, betal*, bankgiro*, plusgiro*, ocr*, procent*, procentsats*, %, sista ~2 dag*, forfall*, underlag*, *avgiftslist*, listan, period*, rapportera*, inrapport*, medlem, medlemmar, semesterlon*, sjuklon*, bruttolon*, lon, lonen, loner, traktamente*, overtid*, inkassering*, kollektivavtal*, hangavtal*, bonus*, provision*, ackord*, avgangsvederlag*, retroaktiv*, anstand*, paminnelse*, krav, fackforening*, facket, mina sidor, webblist*, internetredovis*`,
	feeWord:        `fackavgift*, fackavdrag*, fackföreningsavgift*, fackforening*, medlemsavgift*, *medlemsavgift*, avgift, avgifter, avgifterna, avgiften, avgiftsunderlag*, avgiftslist*, avgiftsredovis*, *avdrag, *avdragen, *avdraget, avdrag*, kontrollavgift*, dragna, dragit, underlag, underlaget, underlagen, underlags*, loneunderlag*, redovisning, redovisningen, redovisa, redovisar, fackliga, facket, fack, *avgiftslist*, lonelist*, granskningsarvode*, fackf*, loneavdrag*, medlemslist*, rapport*, fackredovis*`,
	give:           `har kommer, har ar, har har, kommer har, harmed, hermed, bifog*, bilag*, bilagd*, bifoga*, skickar, sander, oversand*, oversander, medskick*, medsand*, oversands, insand*, redovisar, enligt nedan, nedan, enligt foljande, foljande, nedanstaende, se fil*, i filen, se bif*, som fil, delger, lamnar, far ni, far du, ni far, blev sa har, blev det, som foljer, se har, foljer, tillsammans med, i bilaga, enl bilaga, enl nedan, enl bif*, mejlar, mailar, redovisas, dragits, kommer ~4 fil, foljer har, har foljer, hoppas ~4 fil, kommer ~2 *list*|underlag*|avgift*|avdrag*|redovisning*|oktober|september|november|augusti|juli|juni|maj|april|mars|februari|januari|december, vara ~3 avdrag, vi ~2 dragit, avgifterna blev, avdragen blev, avser, galler`,
	deducted:       `har ~3 dragit, har ~3 dragits, vi drog, jag drog, drog, dragit, dragits, dragna, innehallit, innehallen*, har ~2 dragen, avdraget ~3 ar, avdrag ~4 gjorts|gjort, gjort ~3 avdrag, avdrag ~3 med, avdrag ~2 for, avdragits, drar, dragning`,
	later:          `separat, i ~2 separat*, senare, aterkommer, aterkomma, kommer ~2 att ~3 skicka*|sanda*|redovisa*|mejla*, skickas ~3 separat|senare, skickar ~6 nasta vecka|manad|imorgon, i morgon, imorgon, nasta vecka, nar lonerna ar, sa snart, inom kort, i ett annat mejl|mail, till helgen, i eget mejl, skickar ~3 nar`,
	sameAsLast:     `samma ~4 som ~4 forra|foregaende|forrige|sist|senast|tidigare|forut|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december, oforandra* ~8, som ~2 forra manaden, likadan* ~4 forra|sist|foregaende|som|denna, samma belopp*, samma avdrag*, samma avgift*, samma summ*, exakt samma, inga andringar ~8, ingen forandring*, inga forandringar*, precis som forra, som vanligt, identisk* ~4`,
	nothingDue:     `inga ~4 avdrag*, inget ~3 avdrag*, inte ~4 dragit, inget ~3 redovisa, inget ~3 rapportera, ingenting ~3 redovisa, ingen ~2 avgift*, inga ~3 avgift*, nollredovis*, noll kronor, inte ~4 nagra avdrag*|avgift*, ingen lon ~3, inga loner ~3, inget ~2 dragit, ingen ~3 dragit`,
	payrollWord:    `lonesystem*, loneprogram*, lonelist*, utskrift*, lonejournal*, underlag*, lonerapport*, avdragslist*, rapport*, lonekorning*`,
	filledIn:       `ifylld*, ifyllt, ifyllda, fyllt, fyllda, undertecknad*, underteckna*, underskriven*, underskrivet, underskrivna, signera*, pask*, paskriven*, foto, fotot, fotad*, fotat, fotade, fotograf*, bild, bilden, bilder, skannad*, inskannad*, scannad*, inscannad*, skannat, scannat, skannar, scannar, skann*, inskann*, retur*, i retur, ater, tillbaka, plåtat, platat, platad*, avfotograf*, kort pa, kamera*, mobilkamera*, attesterad*, kompletterad*, skrivit pa, handskriv*, for hand`,
	attachedWord:   `bifog*, bilag*, bilagd*, bilagt, medfolj*, medskick*, fil, filen, pdf*, excel*, se *fil, skannat, inskannat, scannat, bild, bilden, foto*, dokument*`,
	memberSelf:     `jag ar medlem, som medlem, mitt medlemskap, medlemskapet, min medlemsavgift, mina medlemsavgift*, min fackavgift, min avgift, bli medlem, blir medlem, medlemsansok*, ga ur, gar ur, uttrade*, utträda, a-kass*, akassa*, arbetslos*, uppsagd*, varslad*, min arbetsgivare, mitt arbete, mitt jobb, mitt fack, min anstallning, autogiro*, medlemskort*, medlemsnummer, min chef, stipendi*, min forsakring, hemforsakring*, inkomstforsakring*, mitt ~1 medlem*, jag jobbar ~1 pa|som|hos, jag arbetar ~1 pa|som|hos, min lon, lonerevision*, skyddsombud*, fortroendevald*, klubb*, forhandling*, min pension, mitt avtal, arbetsskad*, foraldrapenning*, studerar, plugga*, min semester, mina semester*`,
	salesWord:      `erbjud*, rabatt*, kampanj*, nyhetsbrev*, avprenumerera*, avregistrera ~2 dig, unsubscribe, webinar*, webbinari*, seminari*, kostnadsfri*, gratis*, demo, boka ~2 mote, boka ~2 demo, var ~2 losning, vara ~2 losningar, produkt*, faktura*, fakturan, forfallodatum, prova, prenumer*, kurs, kurser, lansera*, kundcase, marknad*, seo, bitcoin, krypto*, vinst*, grattis, lotteri*, klicka har, offert*, leverantor*, anmal dig, early bird, massa, inbjudan, inbjud*, medlemspris, paket, leverans, sparning*, verifiera ~2 konto*, dear ~2, winner, investment, invoice, click here`,
	politeTail:     `hor ~2 av ~2, hora av ~2, fragor ~8 ring*|kontakta*|hor|maila*|mejla*, undrar ~6 ring*|kontakta*|hor|maila*|mejla*, ring om, ring mig|oss, aterkom om, aterkom ~2 garna, tack ~2 pa forhand, om ~6 saknas, om ~6 oklart*, nagot ~4 undrar ~4, fragor ~2 sa`,
	awayWord:       `pa semester, semesterstang*, semester ~4 till|t|tom|mellan, har semester, ar ledig*, ledig ~4 till|fran|t|tom|mellan, tjanstledig*, foraldraledig*, franvar*, inte pa kontoret, ej pa kontoret, ute fran kontoret, borta ~4 till|fran, ute pa ~3, ar tillbaka, ater ~2 den, ater pa kontoret, tillbaka ~3 den, laser ~2 inte ~3 *post|mail*|mejl*, inte ~3 laser ~3 *post|mail*|mejl*, laser ej, out of ~1 office, stangt, stangd*, halvdag, begransad ~4 mail*|mejl*|e-post*, sjukskriven ~2 till, langledig, tillganglig igen, on vacation, on leave, away from, slutat ~3 pa|hos`,
	autoWord:       `automatiskt svar, autosvar*, automatsvar*, automatiskt genererat, automatisk bekraftelse, skickats automatiskt, automatic reply, auto reply, autoreply, automatiskt ~2 mejl|mail|meddelande|svar, svara inte pa detta, gar inte att svara, do not reply, tack for ditt mejl, tack for ditt mail, tack for ditt meddelande, tack for att du kontakt*, tack for ditt e-post*, vi har tagit emot ditt ~3 arende|mejl|mail|meddelande, ditt arende ~4, arendenummer, ticket, vi aterkommer inom, vi aterkommer sa snart, svarar inom, har mottagit ditt, din forfragan ~4`,
	undelivered:    `undeliver*, undelivered, delivery ~3 failed|failure|status|notification, mail delivery, returned mail, returning message, failure notice, could not be delivered, couldn t be delivered, kunde inte leverera*, inte ~3 leverera*, gick inte att leverera, inte ~2 levereras, olevererbar*, obestallbar*, leveransfel*, leveransen misslyckades, leverans* ~3 misslyck*, mottagaren ~4 finns|hittades ~2 inte, adressen ~3 finns ~2 inte, adressen hittades inte, no such user, user unknown, unknown user, mailbox full, mailbox unavailable, mailbox not found, quota exceeded, postlada* ~3 full, recipient ~3 rejected, recipient address rejected, address not found, does not exist, permanent error, retry timeout, host ~3 unknown, message not delivered, delivery incomplete, ej levererat, ej leverbar*, kunde inte nas, avvisades av`,
}
