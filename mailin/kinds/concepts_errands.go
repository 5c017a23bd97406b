package kinds

// errandPhrases holds how writers say what employers ask for: credentials, paper, contact persons (folded: no accents, small letters).
// "*" stands for letters, "a|b" for alternatives, "~2" for up to two other words; commas and line ends part phrases.
var errandPhrases = map[concept]string{
	credentials: `
		inga|inte ~3 uppgifter ~3 natt|kommit|fatt|anlant
		vad ~2 ska|skall ~1 logga in med, inget|ingenting|nagot att logga in med
		login details, login credentials, credentials, username*, user name, password, passwords, log-in details
		inloggningsuppgift*, uppgift* ~4 arbetsgivar*|webb*|portal*|sajt*, inloggningsinfo*, inloggningsdata, inloggningsdetalj*
		inloggningsnamn*, inloggningskonto*, inloggningsbrev*, inloggningskort*, inlogg, inloggen, inloggs
		inloggningarna, inloggsuppgift*, loginuppgift*, login, logins, logg-in*, log-in*, anvandarnamn*
		anvandaruppgift*, anvandarid*, anvandar-id*, anvandarkonto*, anvandare ~2 losen*, losenord*, losen
		losenet, losenkod*, losenorden, inloggningslosen*, webblosen*, startlosen*, engangslosen*
		behorighetsuppgift*, kontouppgift*, pinkod*, pin-kod*
		uppgift*|info*|koder*|brev* ~8 logga|logg|inloggning ~2 in, uppgift*|info*|koder*|brev* ~5 inloggning*
		brev*|papper*|lapp*|kuvert* ~3 inlogg*|kod*|losen*, brev*|lapp*|kuvert* ~3 med uppgift*, nya ~2 koder
		vara koder`,
	loginWord: `
		komma|kommer|kom ~2 in ~1 i|pa|till ~2 system*|portal*|webb*|sida*|sidan*|redovisning*
		*inlogg*, logga ~2 in, loggar ~2 in, loggat in, loggade in, login
		*tillgang* ~4 webb*|sida*|sidor*|portal*|internet*|redovisning*, atkomst ~3 *, behorighet*
		*konto ~3 webb*|portal*|redovisning*|sida*`,
	want: `
		hur ~2 kommer ~2 in ~1 i|pa|till, ett likadant, ett nytt
		please send, could you ~2 send, can you ~2 send, we need, i need, send us
		for att fa, vart|vem vander, hur vander, nytt utskick, efterfraga*
		fa ~1 kopia
		nya|ny|nytt|inlogg*|losen*|uppgifter tack, skicka*, sand, sanda, sander, oversand*, bestall*, behov*
		vill ~2 ha, vill ~2 fa, onskar*, onskemal*, stall* ~2 ut, var hittar, var finns, var far, hur hittar
		vart hittar, varifran far, ordna*, fixa*, ta ~2 fram, kan ni, kan vi ~2 fa, kan jag ~2 fa, kan man fa
		kunde ~2 fa, kunde ni, far vi, far jag, skulle ~2 vilja, skulle ~2 behova, skulle ni, tacksam*, be om
		ber ~2 om, ber er, ansok*, skaffa*, aterstall*, lagg* ~2 upp, fa ~1 nya|nytt|ny|ett, vi ~2 nya, mejla*
		maila*, posta*, snalla*, vanligen, hjalp*, hjalpa*, efterlys*, begar*, soker, nollstall*, generera*, forse
		tilldela*, fa ~2 hjalp, fa ~3 tillsant, fa ~3 skickat, hur ~4 tillgang, hur ~3 far|fa, hur gor ~4 fa`,
	lack: `
		finns|fanns ~1 ingen|inga|inget ~2 inlogg*|losen*|anvandarnamn*
		gick|skickades|kom|adresserat ~2 till ~3 gamla|fel|forra|tidigare ~1 adress*
		pappersinsamling*, at|atit ~1 upp, akte ~2 med ~4, foljde ~1 inte
		blev|blivit ~1 kvar
		vet inte ~6 logga in, vet inte vad ~3 logga, star ~2 utan
		ingenting|inget|inga att ~1 logga, ingenting ~2 kommit|fatt|framme
		not ~2 received, never ~2 received, have lost, we lost, have forgotten, forgot, missing, do not have, don t have, no login
		varken ~2 anvandarnamn*|losen*|inlogg*|uppgift*|koder
		puts vack, ar vack, spar|sparlost borta|forsvunn*
		lamnat ~2 over, ar borta, foljde ~3 med, foljt ~2 med, utelast*, last ute, inte ~3 over inlogg*
		aldrig|inte ~3 kom, kom aldrig|inte|inget|inga
		inte|ej|aldrig|inga|inget|ingen|icke ~4 fatt|mottagit|erhallit|tagit|kommit|natt|dykt|anlant
		inte|ej|aldrig ~3 levererats|skickats|sants, *har inte *natt, fick aldrig|inte|inga
		fatt nagra|nagot|nagon, saknar, saknas, saknat, saknade, inte ~3 hitta*, ej ~3 hitta*
		hittar ~2 inte|ej|inga|inget, ingen ~5 hittar|vet|har|kan, inte ~2 kvar
		vet inte ~5 *namn*|losen*|inlogg*|uppgift*, ingen aning om, tappat*, tappade*, borttappa*, tappas, tappar
		forlorat, forlorade, forkommit, forkommen*, kommit bort, kom bort, slarvat*, forlagt, forlade, glomt*
		glomde, glommer, slangt*, slangde*, kastat*, kastade*, rakat ~3 slanga|kasta|tappa, forsvunn*, forsvann*
		forsvinn*, strulat bort, papperskorg*, atervinning*, dokumentforstor*, har inga, har inget, har ej
		har inte nagra|nagot|nagon|langre|kvar, finns inga|inget|inte, inga inlogg*, utan inlogg*
		inget anvandarnamn*, inget losen*, inga uppgifter, minns inte, minns ej, kommer inte ihag, kommer ej ihag
		gatt ut, upphort, sparrat*, sparrade, last konto*, kontot ~2 last, fungerar inte langre
		galler inte langre, slutat gälla, vantar ~4 inlogg*, vantar fortfarande, brann*, inte ~2 lamnat
		tog ~4 med, forstor*, vattenskad*`,
	startWeb: `
		provar|testar|valjer|tar|kor ~3 webben
		borja* ~6 webb*|webblist*|internet*|natet|digitalt|elektroniskt|webbredovis*
		ga|gar|gatt ~2 over ~6 webb*|internet*|natet|digital*|elektronisk*
		overga ~4 webb*|internet*|natet|digital*, byta|byter ~5 till ~3 webb*|internet*|digital*
		komma|kom|kommer ~2 igang ~5 webb*|internet*|digital*|redovis*
		vill|onskar|ska|skulle|vilja ~5 redovisa|rapportera ~5 webb*|internet*|natet|digitalt|elektroniskt|online|portal*
		ansluta ~4 webb*|internet*|portal*, anslutas, hur ~4 ansluter, nytt foretag ~8 redovisa, nyansluten*
		nya ~2 kunder ~8 webb*, nystartat ~8 redovis*`,
	noMobile: `
		ingen ~4 kan ~2 ta|tar ~1 emot ~3 *sms*|*kod*
		valt|valjer ~1 bort ~3 mobil*|sms*, slopat|avskaffat ~3 mobil*, mobil* ~2 slopats|avskaffats
		mobil*|telefon* ~4 sonder|trasig|stulen|borttappad, koper|skaffar ~2 ingen|inte ~2 ny|nagon
		fri|fritt|fria ~2 fran ~3 mobil*|telefon*, mobil*|telefon* ~3 lamnas|inlast|inlasta|lases ~3, inte|ej|far ~3 medfora ~3 mobil*|telefon*
		ingen|inga|inte|saknar ~7 telefon|mobil|mobiltelefon ~1 fran|av|via|genom jobbet|foretaget|firman|arbetet|arbetsgivaren, klarar|hanterar|fixar ~1 inte ~4 *sms*
		mobil*|telefon* ~4 skap|skapet|grinden|lases, *sms* ~3 inget|ingenting ~1 for, mobil* ~1 gar ~2 inte, mobillos*, telefonlos*, inte ~2 agare ~3 mobil*
		forbjud*|forbud*|otillat* ~6 mobil*|telefon*, mobil*|telefon* ~5 forbjud*|forbud*|otillat*
		bara|endast|enbart|utan|har|finns|via ~3 hemtelefon*, tradtelefon*, stationar* telefon*, bordsapparat*, kontorstelefon*
		agar|ager|skaffar|koper|betalar ~2 ingen|inga|inte ~3 mobil*|telefon*
		sms ~3 utesl*|omojlig*, saknar|saknas ~3 tackning|mottagning, mobil* ~2 fungerar|funkar ~2 inte|ej
		ingen|inga ~13 tjanstemobil*|jobbmobil*|jobbtelefon*|tjanstetelefon*, egna|egen|privata ~3 vill ~3 inte ~2 anvanda, no ~2 mobile|cell, without ~2 mobile, do not have ~3 mobile, far ingen ha ~2 telefon*|mobil*, inte|ej ~3 ta ~1 emot ~2 koder
		ingen|inga|inte ~2 mojlighet* ~7 mobil*|*sms*|koden
		inget|inga|ingen ~2 *mobilnummer|telefon|telefoner|sms, inte|ej ~2 mojlighet* ~4 *sms*|mobil*
		ingen|inga|inte|ej|aldrig|varken|saknar|utan|nagon|slutat ~6 mobil*|smartphone*|smarttelefon*|tjanstemobil*|jobbmobil*|jobbtelefon*|tjanstetelefon*|foretagsmobil*|arbetsmobil*|foretagstelefon*|mobiltelefon* ~5 haft|har|alls|tjanst*|jobb*|kontor*|inte|skaffa*|*
		ingen|inga|inte ~3 *mobil|*mobiler|*mobilen|*mobiltelefon|*mobiltelefoner|*smartphone|jobbtelefon*|tjanstetelefon*|tjanstelur|foretagstelefon*|arbetstelefon*|mobilt
		saknar|utan|ej|varken ~3 *mobil|*mobiler|*mobilen|*mobiltelefon|*mobiltelefoner|mobiltelefoni|*smartphone|jobbtelefon*|tjanstetelefon*|foretagstelefon*
		har ~3 inte|ej ~2 mobil|mobiltelefon*|tjanstemobil*|jobbmobil*|jobbtelefon*
		mobil* har|finns ~2 inte|ej|aldrig, mobil* ~2 har ~4 inte|aldrig, mobil* far ~6 inte
		inte ~3 ha|anvanda|bara ~4 *mobil*, mobilforbud*, *mobilfri*, bara|endast|enbart fast|fasta *telefon*
		bara|endast|enbart ~3 fast ~2 *telefon*, fast telefon*, bordstelefon*, knapptelefon*
		*privat* ~2 mobil*|telefon*|lur ~6 inte|ej|vill, inte|ej|vagrar ~5 privat* ~2 mobil*|telefon*|lur|nummer*
		inte|ej ~6 egen|egna|eget ~2 mobil*|telefon*|nummer*, inte ~5 sin privata, *privata mobil*
		inte|ej|omojligt|svart ~6 ta|tar ~2 emot ~4 *sms*|kod*|*koder*
		*sms*|kod* ~6 kan|gar ~5 inte|ej ~3 ta|emot, inte|ej ~3 motta* ~3 sms*, kan|gar ~5 inte|ej ~6 sms*
		inte|ej ~6 logga in ~3 sms*, inte|ej ~3 anvanda ~3 sms*, sms* ~4 fungerar|funkar|gar ~4 inte|ej
		sms* ar ~3 inget|ingen|omojlig*, inte ~2 har ~2 sms*, kommer inte in med sms
		ingen|dalig|usel ~2 *mottagning|*tackning, *kod*|sms* ~3 nar ~2 oss|mig ~2 aldrig|inte`,
	mobileThing: `
		mobile number, mobile phone, cell phone, text message
		mobil*, *mobil, *mobilnummer*, *mobiltelefon*, *sms*, telefonnummer*, *tvafaktor*, tva-faktor*
		tva ~2 steg, tvasteg*, telefon, kod ~2 telefon*, telefonen, mobilen`,
	paperList: `
		skriva|skriver|fylla|fyller ~5 for hand
		lagg*|byt*|andra|gar|ga ~2 om|over|till ~3 avgiftslist*|papper*
		*list*|*blankett* ~6 kuvert*|brevbarar*|brevlad*|pappersutskrift*, *list*|*blankett* ~4 utskriv*|utskrift*|utprint*
		posta|postar|postas|postade ~3 *list*|*blankett*, *list*|*blankett* ~3 postas|postad|postat, *list*|*blankett* ~3 for hand
		paper list, list on paper, paper form, lists on paper, fylla i ~3 *list* ~2 for hand, underlag* ~2 for ifyllnad
		papperslist*, pappersavgiftslist*, pappersblankett*, pappersform*, pappersredovis*, pappersformat
		papperslista, papperskopi*, pappersvariant*, pappersversion*, pappersutskick*, pappersunderlag*
		*list* ~4 pa papper, *list* ~4 i papper*, *blankett* ~3 papper, *list* ~5 per|via|med post*|brev*
		*list* ~6 pa|med posten, *list* ~3 i|via brev*, *list* ~5 i brevladan, *list* ~4 hem ~3 brevlad*|post*
		*list* ~3 per post, *list* ~3 postledes, utskriven|utskrivna|tryckt|tryckta|fortryckt|fortryckta ~2 *list*
		redovis* ~4 pa papper, rapporter* ~4 pa papper, pa papper ~4 redovis*, redovis* ~4 via papper*
		fysisk* ~2 *list*, manuell* ~2 *list*, avgiftslist* utskickad, avgiftslist* utsand
		avgiftslist* hemskickad, avgiftslist* ~3 utsand|utsant|hemsand|hemskickad, fa hem *list*, den gamla ~2 *listan
		*blankett* ~4 post*|brev*|hem|hemskick*|utskick*|utsand*|utskriven, avgiftslist* ~2 hem`,
	onPaper: `
		papperet, papperen, papperna
		on paper, pappret
		pa papper, papperen, pappren, pappersform*, papperslist*, papper, pappersvag*, pappersutskrift*, analog*, brevvag*, postvag*`,
	feeList: `
		*avgiftslist*, listan, listor, listorna, lista, blankett*, *redovisningslist*, *papperslist*, list-*
		*listan, *listorna, *listor`,
	wish: `
		please, would like, prefer, we want
		finns
		tack, vill, vilja, onskar, onskemal, onskas, behover, behov, kan ni, kan vi, kan jag, kan du, kan man
		kunde, skulle, far vi, far jag, far det bli, far bli, blir det, ber*, be, snalla, tacksam*, tack for
		gar det att, gar det bra att, finns ~3 mojlighet*, mojligt att, hellre, foredrar, helst, fortsatt*
		framover, framdeles, framgent, fortsattningen, hadanefter, fran och med, fr o m, from, i stallet, istallet
		tillbaka, ater ~2 papper*, atergå, aterga*, overga*, ga over, byta ~3 till, andra ~4 sa, andrar ~4 sa
		skicka, sand, sanda, maste, tvungna, onodigt, galler papper, hur gor, vad gor, vi tar, vi valjer, valjer
		anmal*, ordna*, lagg* ~3 om, stall* ~3 om, satt* ~2 oss, punkt 2, alternativ 2, fraga 2, ansok*, begar*`,
	paperPast: `
		*list*|*blankett* ~1 ni ~2 skickat|skickade|skicka|sande|sant, *list*|*blankett* ~1 som ~3 skickat|skickade|skicka|sande|sant
		vill|onskar|behover ni ~8 papper*|list*|post|posten, om ni ~3 vill|onskar|behover, sag till
		inte|ej|aldrig|ingen|inga ~3 fatt ~4 *list*, *list* ~6 inte|aldrig ~3 kommit|kom|fatt|natt
		*list* kom ~3 inte|aldrig, skriva ut ~2 papper, skrivs ut ~3 papper, skriver ut ~3 papper, bara ~6 papper
		*list* som ~4 fick, hittills ~8 papper, fatt ~6 papper ~4 men, har ~5 pa papper ~4 men
		tidigare ~6 papper ~6 men, *list* ~5 forsening*, forsvunn*, tog slut`,
	keeps: `
		makulera*, inget byte, *losenord*|inlogg*|uppgifter* ~6 inte|ej ~2 bytas|andras|fornyas, behover ~2 inte ~2 bytas|langre
		behalla|behaller ~4 som idag, behalla|behaller ~4 som hittills, ar som ~1 tidigare|forut
		dem|de|den ~2 behover ~2 inte|ej`,
	smsFine: `
		inget|inga|utan ~1 problem*|bekymmer|hinder|konstigheter ~3 mobil*|telefon*|*sms*, mobil*|*sms* ~2 inget|inga ~1 problem*|bekymmer|hinder
		mobil*|*sms* ~2 gar|funkar|fungerar ~1 bra|fint|utmarkt`,
	noNumber: `
		har|fatt|vet|hittar ~2 inte|ej|inget ~2 *numret|*nummer*|pnr|persnr, saknar|saknas ~2 *numret|*nummer*|pnr|persnr`,
	leavesPaper: `
		papper*|*blankett*|brev* ~16 hellre ~6 webb*|natet|dator*|digital*|internet*|portal*, hittills ~6 papper*|*blankett*
		papper*|brev* ~6 nu|istallet ~6 dator*|webb*|natet|internet*|digital*|portal*, pa dator* istallet, pa dator* i stallet
		slippa ~2 papper*, inte ~4 papper* langre, inte langre ~6 papper*, sluta ~5 papper*
		istallet ~2 for ~3 papper*, i stallet for ~3 papper*, fran papper* ~4 till, nu ~6 webben i stallet
		webben istallet, ersatt* ~3 papper*, inga fler papper*, avsluta* ~4 papper*, inte vill ~3 papper*
		inte ~2 pa papper`,
	contactWord: `
		kontaktperson*, kontaktpers, kontaktuppgift*, kontaktinfo*, kontaktinformation*, kontaktman
		kontakt-person*, er kontakt, var kontakt, loneansvarig*, ansvarig ~3 redovisning*, ansvarig ~3 fackavgift*
		ansvarig ~2 lon*, handlagger redovis*, kontaktperson`,
	contactData: `
		mobilnummer*, mobilnr*, mobilnumret, *telefonnummer*, telefonnr*, tfnnr*, tjanstenummer*, jobbnummer*
		nummer, numret, *telefonnumret, e-post, e-posten, e-postadress*, epost, eposten, epostadress*, e-mail
		e-mailadress*, email, emailadress*, mejladress*, mailadress*, mail-adress*, mejl-adress*, mejlen, mailen
		mejladressen, *@*, domannamn*, maildoman*, adresser`,
	change: `
		ny, nytt, nya, byt, byta, byter, bytt, byts, bytte, byte, andra, andrar, andrat, andras, andring*, andrad*
		uppdatera*, ersatt*, ersatta, ersatter, lagg ~2 till, lagg ~3 in, lagga ~2 till, lagga ~3 in
		lagger ~2 in|till, ta bort, stryk*, radera*, avregistrera*, anmal*, registrera, registrerar, registreras
		i stallet, istallet, numera, uppge*, anteckna*, notera*, avsluta*, ratta*, korrigera*, slutat, slutar
		galler nu, gamla, justera*`,
	contactNew: `
		fel ~1 kontaktperson*
		ny|nya ~1 kontakt ~2 hos|for|ar|blir|pa, kontakt hos oss ~1 ar|blir
		new contact person, change ~3 contact person
		byt|byta|byter ~2 ut ~6 mot, i ert|era register
		ska|skall|blir ~2 vara ~2 kontaktperson*, blir ~2 kontaktperson*, ar ~1 numera|nu ~2 kontaktperson*
		ar kontaktperson hos oss
		ny|nya|nye|bytt|byt|byta|byter|byte|andrad|annan|andra|ytterligare ~3 kontaktperson*
		kontaktperson* ~3 ar ~2 nu|numera|fran, byte ~2 av ~3 kontaktperson*, kontaktperson* ~8 byt*|ersatt*|andr*
		*som ~2 kontaktperson*, anmaler|anmala|anmalan|anmals ~6 kontaktperson*
		anmaler|anmala|anmalan ~3 kontaktuppgift*, lagg* ~8 kontaktperson*
		registrera|registrerar ~6 som ~3 kontaktperson*, uppdatera* ~6 kontakt*, nya ~2 kontaktuppgift*
		andra ~4 kontaktuppgift*, andrade kontaktuppgift*, var kontaktperson ~2 ar|heter|blir
		kontaktperson ~3 blir, *kontaktperson ~4 ska vara, kontaktperson for ~8 ar, kontaktperson* till ~8 ar|blir
		ta* bort ~6 kontaktperson*`,
	contactMoved: `
		har ~2 nu ~1 nummer
		nummer|numret|mobilnummer*|telefon|mobilen|adress*|mejl*|mail*|e-post* ~3 inte langre|ej langre
		nummer|numret|mobil|mobilen|mobilnummer* ~2 ar ~1 numera|nu
		mejl*|mail*|e-post*|epost*|mobil*|telefon*|*nummer ~3 har ~2 andrats|bytts|uppdaterats, stavat ~4 mejl*|mail*|e-post*|adress*|namn*
		mejl*|mail*|e-post*|adress*|namn* ~3 felstav*|stavfel, heter numera ~1 @*
		new ~2 phone|mobile|email|e-mail, changed ~3 email|e-mail|number
		*adress*|*nummer|*numret ~5 andrats|bytts|ersatts|numera, *adress* ~4 ar nu, *nummer|*numret ar nu
		ny|nya|nytt|andrad|andrat|byte ~3 e-post*|epost*|mejl*|mail*|e-mail*|email*
		ny|nytt|nya|andrat|andrad|annat|byte ~3 *mobilnummer*|*mobilnr|*telefonnummer*|*telefonnr|*tjanstenummer*|mobiltelefonnummer*|jobbnummer*|nummer|numret|mobil
		byt*|bytt|andra*|uppdatera*|ersatt*|ratta*|justera* ~6 e-post*|epost*|*mejladress*|*mailadress*|e-mail*|email*
		byt*|bytt|andra*|uppdatera*|ersatt*|ratta*|justera* ~6 *mobilnummer*|*mobilnr|*telefonnummer*|*nummer|*numret
		nar ni|du ~2 oss|mig ~2 pa, nas ~2 pa ~6 *@*, *mobilnummer*|*numret|*nummer ~8 ar ~2 andrat|bytt|nytt|fel
		ratt|ratta|riktiga|korrekt|korrekta ~1 nummer|*numret|*telefonnummer*|*mobilnummer*|mobil|mobilen|telefon|telefonen|adress|*adressen|*mejladress|*mailadress|e-post*|epost*|mejl|mail ~2 ar|heter|ska
		har|bytte|bytt|byter ~3 abonnemang*|operator*|mobilabonnemang*|telefonabonnemang*|sim-kort*|simkort*
		sms*|kod*|koderna ~3 gar|kommer|hamnar|skickas ~4 fel|gamla ~2 telefon*|nummer*|numret|mobil*
		har ~2 bytt ~2 e-post*|epost*|mejl*|mail*|nummer|mobil*|doman*, ta bort ~5 *mobilnummer*|*nummer|adress*
		gamla ~3 numret|nummer|adressen|mejladressen|e-postadress* ~6 inte|upphor*|ta`,
	contactDone: `
		la|lade ~3 in|till|upp kontaktperson*, la|lade ~3 in|till|upp en|ny|var|vara|nagon ~1 kontaktperson*, kontaktperson* ~6 sparad|sparats|sparades|accepterad|accepterats
		har ~3 registrera|anmala|lagga ~5 kontaktperson*
		kontaktperson* ~2 ar ~2 anmald*|bekraftad*|godkand*|utsedd*
		lagt till ~4 som kontaktperson*, lagt ~2 in ~4 som kontaktperson*, lade ~2 in|till ~4 som kontaktperson*
		star ~1 som ~1 kontaktperson*, anmalde|registrerade ~4 kontaktperson*, kontaktpersonen ~2 finns|inlagd|klar
		lade|la|lagt ~2 in ~2 mig|oss|henne|honom ~2 som ~1 kontaktperson*, ar ~2 inlagd*|registrerad*|upplagd*|anmald* ~3 som ~1 kontaktperson*, jag ar kontaktperson, jag ar redan|nu|registrerad|inlagd kontaktperson, bekraftelse* ~8 kontaktperson*, registered ~3 contact person, kontaktperson ~3 pa plats, kontaktperson ~3 ar ~2 ordnad*|klar*|pa
		kontaktpersonen ~1 finns ~3 i|pa
		kontaktperson* ~2 inlagd*|registrerad*|upplagd*|klar
		registrering* ~3 kontaktperson* ~3 gjord|klar|genomford|slutford|godkand, registrerad ~1 kontaktperson*
		har ~2 anmalt ~4 kontaktperson*, anmalt ~2 kontaktperson*, kontaktperson finns
		har ~4 registrerat ~5 kontaktperson*, har ~3 lagt ~3 in|upp ~4 kontaktperson*
		registrerat ~5 kontaktperson*, kontaktperson* ~4 ar ~2 registrerad*|inlagd*|upplagd*|klar*
		kontaktperson* ~3 registrerad*, registrerade ~5 kontaktperson*, kontaktperson* ~4 har ~2 registrerats
		lagt ~2 in|upp ~6 kontaktperson*, har ~2 registrerat mig ~5, registrerat ~2 mig ~3 kontaktperson*
		fyllt ~2 i ~4 kontaktperson*, angett ~4 kontaktperson*, kontaktperson* finns ~3 registrerad*
		kontaktpersonen ~3 pa plats, kontaktpersonen ar *`,
	takeOver: `
		ersattare*, eftertradare*, ny pa posten, tillsvidare, tar hand om, tar ~2 over, tagit ~2 over, ta ~2 over
		overtar, overtagit, eftertrad*, istallet ~2 for mig, efter mig, skoter ~4 fran och med
		ar ~3 ny ~2 lon*|ekonomi*|ansvarig*, nyanstalld ~4 lon*|ekonomi*, nya ~2 lone*|ekonom*`,
	fileSecret: `
		okrypter*, fil|filen|filerna|underlag* ~3 last|skyddad, krypter*, losenordsskydd*, losenskydd*
		losen* ~6 fil|filen|filerna|pdf*|dokument*|bilaga*|underlag*|excel*
		fil|filen|pdf*|dokument*|bilaga*|underlag*|zip* ~6 losen*, oppna ~3 fil*|pdf*|dokument*|bilaga*
		skyddat|skyddad ~5 losen*, losen* ~3 ar samma|detsamma|densamma, losen* ~6 separat*|telefon*
		losen* ~4 nasta mail|mejl`,
	boilerplate: `
		konfidentiel*, sekretess*, ratt|avsedd|avsedda|ratte mottagare*, mottagare ~6 radera*|forstor*
		intended recipient*, confidential*, virusfri*, antivirus*, tank pa miljon, extern avsandare*
		external sender*, far ~1 inte ofta e-post, klicka inte, personuppgiftspolicy*, integritetspolicy*
		behandla* ~4 personuppgift*, personuppgift* ~6 behandla*, skriv inte ut, eventuella stavfel
		privacy policy`,
}
