package kinds

// questionPhrases holds how writers say what employers ask about (folded: no accents, small letters).
// "*" stands for letters, "a|b" for alternatives, "~2" for up to two other words; commas and line ends part phrases.
var questionPhrases = map[concept]string{
	why: `
		why
		varfor, hur kommer det sig, vad beror ~3 pa, vilken anledning, av vilken anledning, anledning*
		vad ar ~3 tanken|poangen|meningen|syftet|skalet|orsaken, vad ska ~5 vara bra for, ar det ~3 nodvandigt
		verkligen nodvandigt, maste ~3 verkligen, maste man, maste vi ~4, kravs det, kraver ni, kravet pa
		kravs ~4, vilket lagstod, vilken lag, vitsen, hur motiverar ni, varfor kravs, forsta* ~2 inte ~2 varfor
		undrar varfor, varfor racker`,
	whyPlain: `
		forenlig*, lagligt, far ni verkligen
		vilken grund, vilka grunder
		vad ska ni ~6 till, av vilket skal, vilket skal, nyttan, nytta med, vad ar nyttan, syftet, vad vill ni med
		why
		vad ~4 mening* ~1 med, mening* med, till vilken nytta, vad tjanar
		varfor, hur kommer det sig, vad beror ~3 pa, anledning*, tanken ~2 med
		poangen|meningen|syftet|skalet|orsaken|vitsen ~2 med|till, bra for, forklara*, motiver*, nyfiken*
		med vilken ratt, vilken ratt, vilket lagstod, vad ar ~3 poangen|meningen|syftet|skalet|orsaken|vitsen`,
	before: `
		duger|racker|dog ~3 inte|langre ~3 losen*
		langre ~4 med ~1 bara ~1 losen*, losen* ~4 dugt|dugde|duger|rackt, gamla ~2 sattet|losning*|inlogg*|losenordsinlogg*
		before ~3 password, password was enough, used to ~5 password
		tidigare|forut|forr|innan|forra ~6 rackte|racker|enkl*|smidig*|enkelt
		tidigare|forut|forr|innan ~5 bara|endast|enbart ~2 losen*
		tidigare|forut|forr|innan ~3 gick|funkade|fungerade ~6 losen*, rackte ~4 losen*, racker ~4 inte ~4 losen*
		inte ~3 racker ~4 losen*, bara ~2 losenord, endast ~2 losenord, enklare ~3 forr|forut|tidigare|innan|med
		smidigare ~3 forr|forut|tidigare|innan, som ~2 forut, kunde ~4 med ~2 losenord`,
	howAsk: `
		how, where, which, can we, can i, is it
		hur, var, varifran, vilken, vilket, vilka, finns ~2 det, kan man, kan vi, kan jag, gar det, vad ar
		vad ska, vad galler, vart, undrar, fraga, fragor, nar, hittar, vem, tips, hjalp, vad kravs, stammer det
		far man, far vi, maste, ska vi, ska jag, ska man, skall vi, beskrivning*, instruktion*, vill ~2 veta
		ar det ~4, behover vi, behover man, hor*, vad`,
	whatNow: `
		vad ~3 ska|skall ~3 gora ~2 nu|harnast|sen|sedan, vet inte vad ~4 gora, vet inte ~3 nasta
		hur ~3 fortsatta|fortsatter|vidare, var klickar, var trycker, guida, vad kommer sen
		hur tar ~3 vidare, fritt fram, nasta moment, hur fortsatter, vilken ingang, vad blir ~2 nasta
		hur gar ~3 till vaga, nasta gang, vad forvantas ~3 gora, darefter, hadanefter, next step, what now, what next, how do i ~2 log
		och sedan, och sen
		hur kommer ~3 till|in|at, hur hittar ~3 till, steg 2|tva, vad ar steg, harnast, vad gor ~2 nu, vad gor jag
		vad gor vi, vad hander ~2 nu, vad hander sen, nasta steg, vad ar nasta, vad blir nasta, hur gar ~3 vidare
		hur gor ~4 nu|sen|sedan|vidare, hur fortsatt*, hur kommer ~4 vidare, kommer ~3 vidare, vad ska ~2 gora
		vad skall ~2 gora, vad maste ~2 gora, vad aterstar, vad ar kvar, aterstar ~3 nagot|nat, och nu, vad nu
		nu da, hur gor ~4 komma|borja|fortsatta|ga, sen da, sedan da, ar ~2 klart ~1 da, ar det klart
		ar vi klara, ar jag klar, racker det, racker ~2 sa, nagot mer, nat mer, nagonting mer, mer ~3 gora
		gora mer, gora nat|nagot|nagonting mer, behover ~4 gora mer|nagot|nat|ytterligare, ytterligare, fler steg
		i vilken ordning, hur loggar ~3 in, var loggar, kan ~2 borja, borja ~2 redovisa|registrera, nu ~2 bara
		fardig*, hur borjar, nar kan ~3 borja, vagen framat, sen`,
	pleaseDo: `
		kan ~3 *list*|*blankett* ~2 skickas|sandas|postas|komma, skulle det ~2 ga, gar det ~3 att fa, kan vi|jag ~3 fa|slippa
		kan|skulle|kunde|vill ni|du ~4 skicka|sanda|borja|ordna|fixa|andra|lagga|se|fortsatta|bestalla|hjalpa|byta|ta|posta|mejla|maila, gar det ~3 slippa`,
	vague: `
		hur gor ~4 fa|bestalla|andra
		vad gor ~1 vi|jag|man, hur gor ~1 vi|jag|man
		hur ska|skall|bor ~1 vi|jag|man ~2 redovisa|gora|rapportera|ga, vad ska|skall|behover|maste ~2 gora
		finns ~5 annat satt, annat satt, kan ni ~3 ordna|hjalpa|fixa|losa, gar det ~2 ordna|losa
		vad rekommenderar, hur loser ~1 vi|jag|man, vad hander da, hur gar ~2 till`,
	firstTime: `
		forsta ~1 redovisning*
		premiar*, debut*, aldrig ~3 inne ~2 forut|tidigare, i kuvertet, det|uppgifter* vi fick ~2 kuvert*|brev*
		first time
		forsta gang*, for forsta, forsta ~2 inlogg*, forsta ~2 forsok*, inlogg* ~3 forsta, aldrig ~3 loggat in
		aldrig ~2 varit inne, aldrig ~2 anvant, ny ~3 tjansten, nybörjar*
		fatt ~8 brev*|posten|post|inloggningsuppgift*|anvandarnamn*|losenord*|uppgifterna
		fick ~8 brev*|posten|inloggningsuppgift*|anvandarnamn*|losenord*
		uppgifterna ~6 fick|fatt|skickade|brev*|posten
		inloggningsuppgifterna ~6 fick|fatt|skickade|brev*|posten|foretag*, enligt brevet, brevet ~6, i brevet
		som kom ~4 post*|brev*, kom ~3 med posten, skickade ~4 brev*|post*|uppgift*, nya inloggningsuppgifterna ~4
		alldeles nya, de nya uppgifterna, med uppgifterna`,
	loginFails: `
		inget|ingenting ~1 hander
		biter inte, utkastad*, utslangd*, kastar ut, kickas, blir ~1 kickad, stoppas, fastnar ~4 inlogg*
		inte ~2 inslappt*, blir inte inslapp*, nobben, sidan vagrar, tvarstopp, tvar stopp, nobbar, nobbas, inte ~2 in pa|i
		slapps ~3 inte in, slapper ~3 inte in, cannot log|login, can not log, not ~3 log in, login fails|failed
		kommer ~1 ingenstans|ingenvart, sager nej, sager ifran
		felaktig*|fel ~1 inlogg*, utelast*
		anvandarnamn*|losen*|uppgift* ~2 ar ~2 fel*|felaktig*|ogiltig*|okant|okand
		anvandarnamn*|losen*|uppgift* ~2 stammer inte, hander ~2 ingenting|inget, forgaves, kommer ~2 inte vidare
		felmeddelande*, inte|ej|varken ~5 logga ~2 in, inte|ej ~3 loggat in, kommer ~3 inte|ej ~3 in
		kom ~2 inte in, komma in, slapps inte in, slapper inte in, lyckas ~4 inte|ej, lyckats ~2 inte
		inte|ej ~2 lyckas|lyckats|lyckades, misslyck*, inlogg* ~5 fungerar|funkar|gar ~3 inte|ej
		inlogg* ~4 strul*|fel, logga in ~8 fungerar|funkar|gar ~3 inte|ej, logga in ~8 fel*
		fungerar inte ~4 logga, funkar inte ~4 logga, gar inte ~4 logga, gar ej ~4 logga
		losen* ~4 fungerar|funkar|gar|godkanns|accepteras ~3 inte|ej, fel ~1 losen*|anvandarnamn*
		felaktig* ~2 losen*|anvandarnamn*|uppgift*, felmedd*, nekas, nekad, avvisa*
		uppgifterna ~4 fungerar|funkar|stammer|godkanns ~3 inte|ej, strul* ~4 logga|inlogg*
		problem* ~4 logga|inlogg*, stopp, kastas ut, det star ~3 fel, utelast, blir fel, inte ~2 godkand*`,
	cannotReport: `
		kan|gar|far ~2 inte ~3 registrera|redovisa|rapportera, kommer inte at, inte ~2 redovisa ~2 nagot, last`,
	ownPassword: `
		losenordet ar mitt|vart|hennes|hans eget, egna losen* ~3 satt|valt|klart|registrerat, valt ~2 losen*, bestamt ~3 losen*, hittat pa ~3 losen*
		knapat|knapade|kommit|hittat ~3 eget losen*, losen* ~2 bytt|bytts|utbytt|andrat, eget losen* ~3 valt|valts|bytt|klart
		losen* ~4 pa plats, losen* ~4 ar ~2 ordnade|ordnat|klara|klart|klar, set ~3 own password, chosen ~3 password, created ~3 password
		losen* ~1 valt|satt|klart|bytt|registrerat|skapat|fixat
		har ~8 eget losenord, och ~2 eget losen*
		satt|valt|valde|skapat|skapade|registrerat|bytt|angett|angivit|lagt|knappat|gjort|fixat|skaffat|andrat ~6 losen*
		satte ~4 losen*, eget losenord ~4 klart|satt|valt|registrera*|klar*, eget losenord ~3 pa plats
		losenord* ~4 ar ~2 satt|valt|klart|registrerat|bytt|skapat|fixat, losen* ~2 har ~2 satts|valts`,
	choosePassword: `
		hur ~9 fa ~3 eget losen*
		how ~4 choose ~3 password
		hur ~6 skaffar|far|ordnar|gor ~5 losen*
		hur|var|nar ~6 valja|valjer|satta|satter|skapa|skapar|byta|byter|registrera|registrerar|far ~4 losen*
		hur|var ~6 aktivera*, aktivera* ~4 sms*|losen*, valja ~3 eget losen*, skapa ~3 eget losen*`,
	insecure: `
		metod* ~8 osaker*, satt* ~5 osaker*, osaker* ~4 satt|logga*|inlogg*
		inloggnings*|metod* ~3 inte ~3 saker*, inte ~2 ar saker*, osaker* ~1 metod*|inlogg*|satt|vag, logga* ~3 osakert
		metod* ~3 osaker*, inlogg* ~4 osaker*, inte ~3 saker metod*, icke saker*, otillrackligt saker*, ej saker*`,
	limitedUse: `
		ser ~2 bara|endast ~4 meny*|funktion*|val|halften, halva menyn
		delar ~2 inte ~3 visas, inte ~2 visas, ser inte ~3 meny*|funktion*|flik*, inte|ej ~4 se eller anvanda
		inte|ej ~5 se|anvanda ~6 funktion*|meny*|delar|flik*, del funktion*, vissa funktion*, manga funktion*
		nagra funktion*, funktion* ~5 sparr*|last*|saknas|gra*|inte|ej|dolda, begransad*, begransning*
		kommer inte at ~4, inte ~2 komma at, bara ~4 se ~3 del*`,
	perCompany: `
		per foretag, anvandarnamn* och ~1 losen*, foretagets inlogg*, foretagets anvandarnamn*, foretagsinlogg*
		foretagslosen*`,
	earlier: `
		listan|listorna|uppgifterna|redovisningen|redovisningarna ~2 for|fran ~1 januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december
		blev|blivit|ar ~1 redovisad*, blev|blivit ~1 redovisat
		skickades in, skickats in, inskickat, har redovisats, som redovisats, manads ~1 redovis*, gamla ~1 period*
		earlier, previous*, previously, past
		ar ~1 redovisad*|inrapporterad*|inskickad*, har redovisats|rapporterats, kopia|kopior av|pa, kopia|kopior, tidigare, gamla, forra, forut, redan, historik*, historisk*, arkiv*
		foregaende, aldre, fjolar*, i fjol, forra aret, i varas, i somras, i hostas, i vintras, bakat
		senaste aren, senaste manaderna, tidigare manad*, redovisade ~6 i|for|under
		redovisat ~6 i|for|under|tidigare, skickade in, skickat in, rapporterat, rapporterade, inskickade
		inrapporterade, inlamnade, forega*, senast redovis*, redovisat, redovisade, registrerat
		registrerade avgift*, i efterhand, tidigt i`,
	lookUp: `
		plocka* ~2 fram, ta|tar ~2 fram, far|fa ~2 fram
		bladdra*, dubbelkoll*, stamma av, stammer av, aterse, se over
		kommer ~2 at, see, view, find
		ta ut, tar ut, fa ut, far ut, se, ser, titta*, hitta*, hittar, kolla*, plocka* fram, ta fram, tar fram
		fa fram, far fram, komma at, kommer at, finns, skriva ut, visas, visa, ladda* ner, ladda* hem, kopia*
		kopior, ligger, oppna*, granska*, kontrollera*, ga tillbaka, gar tillbaka, backa, leta*, soka*, soker
		letar, spar*, lagras, kika*, lasa, hamta*, synas, overblick, sammanstall*, bekraft*`,
	reported: `
		vad|det jag|ni|man|han|hon ~5 skicka*|skickat|sande*|lamna*|rapporter*
		reports, reported, lists
		*avgiftslist*, *listor*, *listan, *listorna, *lista, redovis*, *redovisning*, *uppgift*, *avgift*, belopp*
		period*, manad*, rapport*, inrapport*, avdrag*, underlag*, inbetal*, siffror*, vad vi ~4, det vi ~4
		det som`,
	fileWay: `
		filspec*
		fil, filen, filer, filerna, filformat*, filredovis*, filimport*, filoverfor*, filuppladd*, *lonefil*
		textfil*, csv*, csv-fil*, xml*, excelfil*, excel-fil*, importfil*, importera*, import, ladda* ~2 upp
		uppladdning*, lasa ~2 in, lases ~2 in, laser ~2 in, via fil, med fil, exportera*, exportfil*, filtyp*
		en fil, fil-*, redovisningsfil*, inlasning*`,
	byFile: `
		skicka|sanda|lamna ~3 fil|filen
		exportera*, lasa|laser ~1 in ~2 hos|till|i
		via file, by file, upload ~2 file, ladda upp ~2 fil
		redovis*|rapporter*|inrapporter*|lamna ~4 via|med|genom|som ~2 *fil|*filer|*filen, via fil, filredovis*
		filoverfor*, filimport*, uppladdning*, ladda* ~1 upp, redovisningsfil*, filinlas*`,
	fileForm: `
		bygg*
		*specifikation*, filspec*
		layout, format
		layout*, format*, filformat*, postbeskrivning*, filbeskrivning*, beskrivning*, specifikation*, specen
		spec, kolumn*, falt, falten, mall, mallen, struktur*, uppbyggd*, uppbyggnad*, ser ut, se ut, posttyp*
		teckenkodning*, teckentabell*, separator*, avgransa*, skiljetecken, standard*, exempelfil*, instruktion*
		krav, dokumentation*, uppstallning*, utseende*`,
	smsMissing: `
		koden|sms* ~8 kommer|kom|kommit|fatt|far|dyker|anlander ~4 inte|aldrig|ej|ingen|inga|nagon
		inte|ingen|aldrig|ej ~2 fatt|far|kommit ~3 koden|sms*|kod, far ~2 ingen|inget|inte|inga ~4 kod|koden|sms*
		vantar ~4 koden|sms*, koden ~4 fel|fungerar|funkar|ogiltig*, fungerar inte sms*`,
	topic: `
		lista, listor, blankett*, pengarna, pengar, poststampel*, kvittens*, kvitto*, fullmakt*, larling*, 1 9 procent, autogirot
		sjukskriv*, slutlon*, lonen, anstalld*, facklig*
		fackavg*, medlemsavg*, kontrollavg*, reporting, union, fees
		redovis*, *redovisning*, *avgift*, fackavgift*, medlemsavgift*, kontrollavgift*, *avdrag, *avdraget
		*avdragen, dra, drar, dras, dragit, inbetal*, betal*, bankgiro*, plusgiro*, ocr*, procent*, procentsats*
		%, sista ~2 dag*, forfall*, underlag*, *avgiftslist*, listan, period*, rapportera*, inrapport*, medlem
		medlemmar, semesterlon*, sjuklon*, bruttolon*, lon, lonen, loner, traktamente*, overtid*, inkassering*
		bonus*, provision*, ackord*, avgangsvederlag*, retroaktiv*, anstand*
		paminnelse*, krav, fackforening*, facket, mina sidor, webblist*, internetredovis*`,
}
