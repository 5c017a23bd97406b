package kinds

// feePhrases holds how writers say what speaks of fees, of returned lists, and of mail that is none of the union's employers' (folded: no accents, small letters).
// "*" stands for letters, "a|b" for alternatives, "~2" for up to two other words; commas and line ends part phrases.
var feePhrases = map[concept]string{
	feeWord: `
		fackavg*, medlavg*, medlemsavg*, kontrollavg*, avg, facklig*, union fee*|dues
		fackavgift*, fackavdrag*, fackföreningsavgift*, fackforening*, medlemsavgift*, *medlemsavgift*, avgift
		avgifter, avgifterna, avgiften, avgiftsunderlag*, avgiftslist*, avgiftsredovis*, *avdrag, *avdragen
		*avdraget, avdrag*, kontrollavgift*, dragna, dragit, underlag, underlaget, underlagen, underlags*
		loneunderlag*, redovisning, redovisningen, redovisa, redovisar, fackliga, facket, fack, *avgiftslist*
		lonelist*, granskningsarvode*, fackf*, loneavdrag*, medlemslist*, rapport*, fackredovis*`,
	give: `
		attached, please find, enclosed
		har kommer, har ar, har har, kommer har, harmed, hermed, bifog*, bilag*, bilagd*, bifoga*, skickar, sander
		oversand*, oversander, medskick*, medsand*, oversands, insand*, redovisar, enligt nedan, nedan
		enligt foljande, foljande, nedanstaende, se fil*, i filen, se bif*, som fil, delger, lamnar, far ni
		far du, ni far, blev sa har, blev det, som foljer, se har, foljer, tillsammans med, i bilaga, enl bilaga
		enl nedan, enl bif*, mejlar, mailar, redovisas, dragits, kommer ~4 fil, foljer har, har foljer
		hoppas ~4 fil
		kommer ~2 *list*|underlag*|avgift*|avdrag*|redovisning*|oktober|september|november|augusti|juli|juni|maj|april|mars|februari|januari|december
		vara ~3 avdrag, vi ~2 dragit, avgifterna blev, avdragen blev, avser, galler`,
	deducted: `
		har ~3 dragit, har ~3 dragits, vi drog, jag drog, drog, dragit, dragits, dragna, innehallit, innehallen*
		har ~2 dragen, avdraget ~3 ar, avdrag ~4 gjorts|gjort, gjort ~3 avdrag, avdrag ~3 med, avdrag ~2 for
		avdragits, drar, dragning`,
	mistaken: `
		for mycket, for lite, for litet, mellanskillnad*, borde, dubbelt, av misstag, aterbetal*, felaktigt dragit|dragits`,
	later: `
		separat, i ~2 separat*, senare, aterkommer, aterkomma, kommer ~2 att ~3 skicka*|sanda*|redovisa*|mejla*
		skickas ~3 separat|senare, skickar ~6 nasta vecka|manad|imorgon, i morgon, imorgon, nasta vecka
		nar lonerna ar, sa snart, inom kort, i ett annat mejl|mail, till helgen, i eget mejl, skickar ~3 nar`,
	sameAsLast: `
		samma ~4 som ~4 forra|foregaende|forrige|sist|senast|tidigare|forut|januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december
		ar ~1 exakt|precis|likadan* ~1 som ~2 januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december
		oforandra* ~8, som ~2 forra manaden, likadan* ~4 forra|sist|foregaende|som|denna, samma belopp*
		samma avdrag*, samma avgift*, samma summ*, exakt samma, inga andringar ~8, ingen forandring*
		inga forandringar*, precis som forra, identisk* ~4`,
	nothingDue: `
		noll|0 ~2 att ~1 redovisa|rapportera, inget ~2 i ~2 manad*
		blir ~2 noll|nolla, inga|ingen ~3 medlem|medlemmar ~3 anstalld*|kvar
		ingen|inga|noll ~1 att ~1 redovisa|rapportera
		inga ~1 avdrag*, inget avdrag, inte ~2 dragit, inget ~3 redovisa, inget ~3 rapportera
		ingenting ~3 redovisa, ingen ~2 avgift*, inga ~1 fackavgift*|medlemsavgift*|avgifter, nollredovis*
		noll kronor, inte ~1 gjort|haft ~1 nagra avdrag*, ingen lon ~3, inga loner ~3, inget ~2 dragit
		ingen ~3 dragit`,
	payrollWord: `
		lonesystem*, loneprogram*, lonelist*, utskrift*, lonejournal*, underlag*, lonerapport*, avdragslist*
		rapport*, lonekorning*`,
	filledIn: `
		ifylld*, ifyllt, ifyllda, fyllt, fyllda, undertecknad*, underteckna*, underskriven*, underskrivet
		underskrivna, signera*, pask*, paskriven*, foto, fotot, fotad*, fotat, fotade, fotograf*, bild, bilden
		bilder, skannad*, inskannad*, scannad*, inscannad*, skannat, scannat, skannar, scannar, skann*, inskann*
		retur*, i retur, ater, tillbaka, plåtat, platat, platad*, avfotograf*, kort pa, kamera*, mobilkamera*
		attesterad*, kompletterad*, skrivit pa, handskriv*, for hand`,
	attachedWord: `
		bifog*, bilag*, bilagd*, bilagt, medfolj*, medskick*, fil, filen, *-filen, zip*, *filen, pdf*, excel*, se *fil, skannat
		inskannat, scannat, bild, bilden, foto*, dokument*`,
	memberSelf: `
		mitt cv, cv, meritforteckning*, soker ~3 tjanst|jobb|arbete|praktik|anstallning, sommarjobb*, min ansokan
		jag jobbar pa, jag arbetar pa, har jag ratt
		betala ~3 sjalv, jag ar sjukskriven
		byta|byter ~1 fackforbund|fack|fackforening, ga med i, gå med, jobbar som, arbetar som
		jag ar medlem, som medlem, mitt medlemskap, medlemskapet, min medlemsavgift, mina medlemsavgift*
		min fackavgift, min avgift, bli medlem, blir medlem, medlemsansok*, ga ur, gar ur, uttrade*, utträda
		a-kass*, akassa*, arbetslos*, uppsagd*, varslad*, min arbetsgivare, mitt fack
		min anstallning, autogiro*, medlemskort*, medlemsnummer, stipendi*, min forsakring
		hemforsakring*, inkomstforsakring*, mitt ~1 medlem*, jag jobbar ~2 elektriker*|montor*|larling*|tekniker*|installator*, jag arbetar ~2 elektriker*|montor*|larling*|tekniker*|installator*, jag ar ~1 elektriker*|montor*|larling*
		min lon, lonerevision*, skyddsombud*, fortroendevald*, klubb*, forhandling*, min pension, mitt avtal
		arbetsskad*, foraldrapenning*, studerar, plugga*, min semester, mina semester*`,
	memberPlain: `
		byta|byter ~1 fackforbund|fack|fackforening, jag ar medlem, mitt medlemskap, min medlemsavgift, mina medlemsavgift*, som medlem, bli medlem, ga ur, gar ur, uttrade*, medlemsnummer, mitt medlemsnummer, min arbetsgivare drog|drar|har`,
	salesWord: `
		kontorsmaterial*, anbud*, bra pris, bra priser, lagsta pris*, fast pris
		mobilabonnemang*, abonnemang*, mobiloperator*, operatorsbyte*, undersokning*, enkat*, frukost*, anmal ~1 dig
		erbjud*, rabatt*, kampanj*, nyhetsbrev*, avprenumerera*, avregistrera ~2 dig, unsubscribe, webinar*
		webbinari*, seminari*, kostnadsfri*, gratis*, demo, boka ~2 mote, boka ~2 demo, var ~2 losning
		vara ~2 losningar, produkt*, faktura*, fakturan, forfallodatum, prova, prenumer*, kurs, kurser, lansera*
		kundcase, marknad*, seo, bitcoin, krypto*, vinst*, grattis, lotteri*, klicka har, offert*, leverantor*
		anmal dig, early bird, massa, inbjudan, inbjud*, medlemspris, paket, leverans, sparning*
		verifiera ~2 konto*, dear ~2, winner, investment, invoice, click here`,
	politeTail: `
		hor ~2 av ~2, hora av ~2, fragor ~8 ring*|kontakta*|hor|maila*|mejla*
		undrar ~6 ring*|kontakta*|hor|maila*|mejla*, ring om, ring mig|oss, aterkom om, aterkom ~2 garna
		tack ~2 pa forhand, om ~6 saknas, om ~6 oklart*, nagot ~4 undrar ~4, fragor ~2 sa`,
	awayWord: `
		am away, be away, am out, i am on, pa semester, semesterstang*, semester ~4 till|t|tom|mellan
		har semester, ar ledig*, ledig ~4 till|fran|t|tom|mellan, tjanstledig*, foraldraledig*, franvar*
		inte pa kontoret, ej pa kontoret, ute fran kontoret, borta ~4 till|fran, ute pa ~3, ar tillbaka
		ater ~2 den, ater pa kontoret, tillbaka ~3 den, laser ~2 inte ~3 *post|mail*|mejl*
		inte ~3 laser ~3 *post|mail*|mejl*, laser ej, out of ~1 office, stangt, stangd*, halvdag
		begransad ~4 mail*|mejl*|e-post*, sjukskriven ~2 till, langledig, tillganglig igen, on vacation, on leave
		away from, slutat ~3 pa|hos`,
	autoWord: `
		automatiskt svar, autosvar*, automatsvar*, automatiskt genererat, automatisk bekraftelse
		skickats automatiskt, automatic reply, auto reply, autoreply, automatiskt ~2 mejl|mail|meddelande|svar
		svara inte pa detta, gar inte att svara, do not reply, tack for ditt mejl, tack for ditt mail
		tack for ditt meddelande, tack for att du kontakt*, tack for ditt e-post*
		vi har tagit emot ditt ~3 arende|mejl|mail|meddelande, ditt arende ~4, arendenummer, ticket
		vi aterkommer inom, vi aterkommer sa snart, svarar inom, har mottagit ditt, din forfragan ~4`,
	undelivered: `
		undeliver*, undelivered, delivery ~3 failed|failure|status|notification, mail delivery, returned mail
		returning message, failure notice, could not be delivered, couldn t be delivered, kunde inte leverera*
		inte ~3 leverera*, gick inte att leverera, inte ~2 levereras, olevererbar*, obestallbar*, leveransfel*
		leveransen misslyckades, leverans* ~3 misslyck*, mottagaren ~4 finns|hittades ~2 inte
		adressen ~3 finns ~2 inte, adressen hittades inte, no such user, user unknown, unknown user, mailbox full
		mailbox unavailable, mailbox not found, quota exceeded, postlada* ~3 full, recipient ~3 rejected
		recipient address rejected, address not found, does not exist, permanent error, retry timeout
		host ~3 unknown, message not delivered, delivery incomplete, ej levererat, ej leverbar*, kunde inte nas
		avvisades av`,
}
