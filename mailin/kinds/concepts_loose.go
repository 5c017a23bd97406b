package kinds

// loosePhrases holds the stems of concepts that say little alone: the weak
// rules join them where nothing plainer was told (folded: no accents, small letters).
// "*" stands for letters, "a|b" for alternatives, "~2" for up to two other words; commas and line ends part phrases.
var loosePhrases = map[concept]string{
	codeWord: `
		engangskod*, koder, koderna, kod, koden, lappen, lapp`,
	byPost: `
		vanliga brev, som ~2 brev
		postnord, by post, by mail, per post, via post*, med posten, pa posten, i posten, per brev, via brev, i brev
		i brevladan, brevledes, postledes, vanlig post, vanligt brev, hederlig*, kuvert*, brevbarar*
		brevvag*, postvag*, hemskick*, hemsand*, hem ~2 *list*|papper*|pappren|blankett*, lat oss fa *list*, posta, postar`,
	thanks: `
		tack, tackar, tusen tack, stort tack, tack sa mycket, tack for ~4, toppen, perfekt, utmarkt, kanon, strålande, fint, bra, thanks, thank you
		ok, okej, nu fungerar, fungerar nu, funkar nu, nu funkar, kom fram, har kommit, kom i dag|idag|igar, lost sig, loste sig`,
	scam: `
		ditt konto ~6 timmar, logga in pa ditt ~1 konto, aterstall* ~3 via ~2 lank*, inom 24 timmar
		ditt ~1 konto|losenord|brevlada|postlada ~6 gar ut|upphor*|loper ut|stangs|avslutas|sparras|suspender*
		verifiera|verifier|bekrafta|validera|uppdatera ~3 ditt|dina|er|your ~3 konto*|uppgifter|identitet*|inlogg*|betal*|kort*|account|password
		ovanlig*|misstankt*|obehorig* ~2 inlogg*|aktivitet*|forsok*, presentkort*, kontot ~3 stangs|sparras|avslutas|raderas
		konto* ~3 har ~2 begransats|sparrats|suspenderats, klicka ~3 lanken, via ~1 lanken, via lank*, lanken nedan, your account|mailbox, brevlada* ~4 full|kvot*
		svara ~4 via ~1 lank*`,
	webPlace: `
		webb*, portal*, *sajt*, *sidan, *sida, *sidor, *sidorna, plattform*, system*, internet*, access*, natet, arbetsgivarwebb*
		*webben, *portalen, konto, kontot, behorig*, *tjansten, anvandare, logga in, inloggning*, in hos er, in till er, behover ~2 komma in, online`,
	negation: `
		inte, ej, aldrig, ingen, inga, inget, ingenting, varken, icke, saknar, saknas, saknade, utan, no, not, never, vagrar, forgaves
		borta, tappat, slarvat, glomt, glomd*, forsvunn*, tog med, tom parm, uppbringa, duplikat*, pa nytt, igen, en gang till, nytt, nya, ny`,
	handOver: `
		slutar, slutat, sluta, pension*, sista ~2 mejl*|mail*|dag*|arbetsdag*, stafett*, lamnar ~2 over, lamnat ~2 over, overlamn*, vikari*
		foraldraled*, tjanstled*, mammaled*, pappaled*, ersatt*, eftertrad*, tar ~3 over, tagit ~2 over, tar vid, tog ~2 over, skoter, skota
		skriv* ~3 in, satt|satter ~3 upp|in, peka* ~3 om, stryk*, plocka* ~3 bort, ta* ~3 bort, i stallet for mig, istallet for mig
		som ~2 redovisar|rapporterar|skoter|ansvarar, ansvarig*, ansvarar, ny ~2 pa ~1 lon*|ekonomi*|posten, nyanstalld, ny kollega, min roll
		mina uppgifter, mitt jobb, kontakta ~6 framover|hadanefter|i stallet, lagg* ~2 upp|in|till, register*, kontakt, nar ~1 ni|du`,
	dataChange: `
		numera, inte langre, ej langre, andrat*, andras, andrad*, bytt, byter, byte, byta, stavat, stavfel*, felstav*, nytt, ny, nya, ratt*, ska ~2 vara, stangs, upphor*
		operator*, peka* ~2 om, heter nu, heter numera, efternamn*, gift*, utskick* ~6 till, galler inte, gamla, fel, stamm*, uppdater*`,
	whyLoose: `
		vad ska ~6 till, skal, skalet, nytta*, syfte*, lag, lagen, lagkrav*, lagligt, krav, kravs, kraver, maste, behover ni, nodvandig*, tvungen*, tving*, tvang
		poang*, hur kommer det sig, varfor, anledning*, mening*, langre ~3 bara, tankt*, motiv*`,
	doneLoose: `
		inlagd*, inlagt, lagt ~2 in, lade in, registrer*, anmald*, anmalt, anmalde, bekraft*, star ~2 som, klar*, klart, pa plats, godkand*, upplagd*
		angiven, angett, fixat, fixad, ordnat, ordnad, finns ~2 nu|hos`,
	inside: `
		inne, kom in, kommit in, kommer in, gick in, loggat in, loggade in, inloggad*, loggar in, inloggning*, logga in, per foretag, menyn, meny*`,
	sendList: `
		skicka|sand|sanda|posta|mejla|fa|far|ge|vill ha|lamna ~5 *list*|*blankett*|papper*|pappren`,
	noPhone: `
		ingen|inga|inget|saknar|utan|har inte ~3 *mobil|*mobiler|*mobiltelefon|*mobiltelefoner|tjanstetelefon*|jobbtelefon*|smartphone*|mobilnummer
		ingen ~2 telefon ~2 pa|i|har, no mobile, agar ingen ~1 *mobil*`,
	authority: `
		skatteverk*, skattekontor*, skattedeklaration*, arbetsgivardeklaration*, forsakringskassa*, kronofogd*, bolagsverk*, arbetsformedling*, collectum, pensionsmyndighet*`,
	youCheck: `
		kan|skulle|vill ni|du ~4 kolla|kontrollera|titta|undersoka`,
	paidIn: `
		satt ~1 in, betalat, betalt, betalade, inbetalt, inbetalat, overfort, fort over, betalats, sattes in, har gatt in`,
	unionsLetter: `
		brev|brevet|kuvert|kuvertet ~3 fran er|union*|facket|forbundet, ert brev`,
	monthWord: `
		januari*, februari*, mars, april, maj, juni*, juli*, augusti*, september*, oktober*, november*, december*`,
	orderNew: `
		skicka*|sand*|bestall*|posta*|mejla*|ordna*|skriv* ~5 nytt|nya|ny ~3 anvandarnamn*|losen*|inlogg*|uppgifter|koder
		vill ~2 ha|fa ~3 nytt|nya ~3 anvandarnamn*|losen*|inlogg*, behover ~3 nytt|nya ~3 anvandarnamn*|losen*|inlogg*`,
	wrongWord: `
		fel|felaktigt|felaktiga|ratt|ratta ~2 losen*, losen* ~3 fel|felaktigt|fungerar|stammer|funkar`,
	thenLogin: `
		hur|var ~4 logga|loggar|kommer ~2 in ~4 fortsattningen|fortsattningsvis|framover|framgent|hadanefter|sedan|darefter|sen|efterat
		nar|efter ~3 det ~3 gjort|klart|ordnat ~5 logga|loggar|redovisa|redovisar, hur ~2 sedan|sen|darefter ~4 logga|loggar|redovisa|redovisar
		nar ~4 losen* ~5 satt|valt|klart|plats ~6 logga|loggar|redovisa|redovisar`,
	due: `
		nar ~4 skickas|sands|postas|skickar|sander, vilken tid
		nar ska|skall ~4 inne|framme|insand*|inlamna*|inskickad*|tillhanda|redovisa*|betala*
		vilken dag, vilket datum, nar senast, senast, sista dag*, deadline*, vilken procent*, vilket bankgiro*|plusgiro*|ocr*|konto*
		forfallodag*, tillhanda`,
}
