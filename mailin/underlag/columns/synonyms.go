package columns

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// synonym is one way to head a column. Rules are tried in order; the first that
// matches decides. weak headings ("Avgift", "Belopp") yield to plain ones.
type synonym struct {
	form  *regexp.Regexp
	field field
	weak  bool
}

// The headings of domain.md §3, on folded text (see foldHeading). Order
// matters: "underlag fackavgift" is a base, "medlemsnr" no fee, "fack- och
// kontrollavgift" one amount of both.
var synonyms = compile([]struct {
	forms string
	field field
	weak  bool
}{
	{`^(löneart(er)?|la|lart|art|lönekod|kod)( ?nr| ?nummer)?$`, wageType, true},
	{`^(benämning|löneartstext|löneartsnamn|text|beskrivning|avgiftstyp|avdragstyp|typ|avdragets art|löneart benämning)$`, wageType, false},
	{`medlemsn(umme)?r|^(anst|anställnings?|anställd|personal|löne?|löp|kund|rad)[ -]?(id|nr|nummer|num)$|^(anst|anstnr|nr|id|rad|löp|kst|avd|sida)$|^anst nr|anställningsd|kostnadsställe|avdelning|befattning|yrke|^ort$|arbetsplats`, noise, false},
	{`^(antal|tim|timmar|dagar|à ?pris|a ?pris|pris|sats( %| i %)?|procent|procentsats|%|avgift %|fackavgift %|avgift i %|kön|ålder|skattetabell)$`, noise, false},
	{`^(nytt?|rätt|korrekt|korrigera[dt]|nuvarande|ska|skall)( (belopp|vara|avgift))?$|^(denna|innevarande) månad$`, memberFee, false},
	{`^(gammalt|föregående|förra) (belopp|månaden?)$`, noise, false},
	{`(^| )(ack|ackum\p{L}*|ytd|hittills|helår|årets)( |$)|(^| )i år$|(^| )(föreg\p{L}*|förra|fg|fgnd|tidigare) (mån\p{L}*|period\p{L}*)$`, noise, false},
	{`^(kontr|gransk|mätn|ackord)\p{L}*( avg\p{L}*)? (denna |innevarande |aktuell )?(mån|månad|månaden|period|perioden)$`, controlFee, false},
	{`^(medl|fack|förbund|sef|elektr)\p{L}*( avg\p{L}*| sef)? (denna |innevarande |aktuell )?(mån|månad|månaden|period|perioden)$`, memberFee, false},
	{`^(avgift|avdrag|avg|avdr) (denna |innevarande |aktuell )?(mån|månad|månaden|period|perioden)$`, memberFee, true},
	{`^(fel|felaktig\p{L}*|tidigare|gammal|gamla|förra|föregående|ursprunglig\p{L}*|redan|inrapporterad\p{L}*) |differens|^diff|skillnad`, noise, false},
	{`orsak|anmärkning|kommentar|notering|^(not|anm|info|övrigt|status)$|frånvaro`, noise, false},
	{`(org(anisations)?[ -]?n(umme)?r)$|^orgnr`, organisation, false},
	{`^(företag|bolag|arbetsgivare)(ets)?( namn)?$`, noise, false},
	{`^(pers|person|p|föd|födelse)[ -]?(n(umme)?r|id|data)$|^(personnummer|personnr|persnr|pnr|ssn|identitet|identitetsnummer|samordningsnummer|födelsenr|person(nummer)?)( .*)?$|personnummer`, personnummer, false},
	{`^(efternamn|e ?namn|enamn|släktnamn)$`, familyName, false},
	{`^(förnamn|f ?namn|fnamn|tilltalsnamn)$`, givenName, false},
	{`namn|^(anställd|anställde|medarbetare|arbetstagare|person|montör|personal|medlem)$`, name, false},
	{`(period|månad)(en)?$|^(avser|utbetalningsdag|utbetalningsdatum|utbet dag|lönedatum|löneutbetalning|år månad|utbetald)$`, periodField, false},
	{`underlag|brutto|lönesumma|skattepliktig|grundande|^grund|bruttolön|kontant|inkomst|^ersättning|(^|summa |total |avgifts|månads|tim|fast )lön( kr| sek)?$|^utbetald lön|^lön( |$)`, base, false},
	{`netto|skatt|a[ -]?kassa|försäkring|klubb|utmätning|lunch|förmån|friskvård|pension|parkering|fackpost|lotteri|resekort|övriga avdrag|telefon|semester|datum|från|till och med|sedan|adress|mobil|e ?post`, noise, false},
	{`((fack|medlem|förbund).*(kontroll|gransk|mätning))|((kontroll|gransk|mätning).*(fack|medlem|förbund))|2 ?[,.] ?40? ?%|(båda|bägge) avgifter`, bothFees, false},
	{`kontr|gransk|mätning|ackord|^k-?(avg|avgift)$|0 ?[,.] ?50? ?%`, controlFee, false},
	{`^(summa|sum|tot|total|totalt|s a|sa|att betala|att redovisa|totalbelopp)$|^(summa|totalt?|tot) |att betala|att redovisa|att inbetala|totala avgift|^totalavg`, bothFees, false},
	{`medl|fack|förbundsav|^sef|sef$|elektrikern|^m-?(avg|avgift)$|^(dragen|draget|dragna|avdragen) (avg\p{L}*|belopp)|1 ?[,.] ?90? ?%`, memberFee, false},
	{`avgift|avdrag|^avdr|^avg$|innehållet|dragit|draget`, memberFee, true},
	{`^(belopp|kronor|kr|sek)( kr| sek| öre| i öre)?$`, amount, true},
})

// remarkBehind is the head of a column of remarks that pages set so near to
// the fee's that both are one text ("Kontrollavgift Kommentar").
var (
	remarkBehind = regexp.MustCompile(` (?:kommentar(?:er)?|anmärkning(?:ar)?|anm|notering(?:ar)?|orsak|frånvaroorsak|övrigt|info)$`)
	feeWord      = regexp.MustCompile(`avg|arvode`)
)

func compile(rules []struct {
	forms string
	field field
	weak  bool
}) []synonym {
	list := make([]synonym, len(rules))
	for i, r := range rules {
		list[i] = synonym{regexp.MustCompile(r.forms), r.field, r.weak}
	}
	return list
}

// headingField tells what a heading says its column holds.
func headingField(heading string) (f field, weak bool) {
	folded := foldHeading(heading)
	if folded == "" || len(folded) > 60 {
		return unknown, false
	}
	if bare := remarkBehind.ReplaceAllString(folded, ""); feeWord.MatchString(bare) {
		folded = bare
	}
	for _, s := range synonyms {
		if s.form.MatchString(folded) {
			return s.field, s.weak
		}
	}
	return unknown, false
}

// foldHeading writes a heading in one way: lower case, points and slashes as
// spaces, divided words joined ("Medlems- avgift"), units taken off.
func foldHeading(s string) string {
	s = strings.ToLower(spaces.Replace(s))
	s = dividers.Replace(keepDecimals(s))
	s = strings.Join(strings.Fields(strings.ReplaceAll(s, "¤", ".")), " ")
	return strings.Trim(strings.TrimSpace(s), "-,;=")
}

// keepDecimals marks points and joins commas between digits, so that "1.9 %"
// survives folding.
func keepDecimals(s string) string { return decimalPoint.ReplaceAllString(s, "$1¤$2") }

var decimalPoint = regexp.MustCompile(`(\d)[.](\d)`)

var dividers = strings.NewReplacer("- ", "", "\u00ad", "", ".", " ", ":", " ", "/", " ", "(", " ", ")", " ", "*", " ", "\"", " ", "_", " ")

var spaces = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ", "\u2007", " ", "\t", " ", "\n", " ", "\r", " ", "\u200b", "", "\ufeff", "")

// feeLabel tells which fee the words of a line name, as a wage type does
// ("8110 Fackavgift SEF"); unknown where they name none.
func feeLabel(words string) field {
	if !mayNameFee(words) {
		return unknown
	}
	folded := strings.TrimLeft(foldHeading(words), "0123456789 -")
	if folded == "" || len(folded) > 60 || strings.HasPrefix(folded, "antal") {
		return unknown
	}
	switch f, weak := headingField(folded); {
	case f == memberFee && !weak, f == controlFee, f == bothFees && bothNamed(folded):
		return f
	}
	return unknown
}

// mayNameFee passes over nearly all words, names above all, before the forms
// are tried.
func mayNameFee(words string) bool {
	lower := strings.ToLower(words)
	return slices.ContainsFunc([]string{"avg", "fack", "medl", "kontr", "gransk", "mätn", "ackord", "sef", "elektri", "förbund", "%"},
		func(part string) bool { return strings.Contains(lower, part) })
}

// bothNamed tells whether words name both fees, and do not only say "summa".
func bothNamed(folded string) bool {
	return strings.Contains(folded, "2,4") || strings.Contains(folded, "2.4") ||
		(strings.Contains(folded, "kontroll") || strings.Contains(folded, "gransk")) &&
			(strings.Contains(folded, "fack") || strings.Contains(folded, "medl"))
}

var (
	totalForm    = regexp.MustCompile(`(?i)^(?:[*=\-– ]*)(delsumm|slutsumm|mellansumm|totalsumm|summ|suma(?:$|[ :])|s:a|s a |total|tot\.|tot |tot$|sum |sum$|sum:|transport|ing(?:\.|ående)? ?(?:saldo|bal|transport|summa)|utg(?:\.|ående)? ?(?:saldo|bal|transport|summa)|från (?:föreg|sida)|subtotal|grand total|att betala|att redovisa|att inbetala|att överföra|överfört|överföres|belopp att|inbetalas|inbetalt|vi betalar|sammanlagt|sammantaget|tillsammans|sa$|sa:|sa (?:b[åa]da|bägge|alla|allt|tot|avg|avdr|fack|medl|kontr|gransk|kr)|ihop$|slutbelopp|(?:båda|bägge)(?: två| avgifter\p{L}*)?$|antal(?: \p{L}+)?:? ?\d|\d+ (?:st|personer|pers|anställda|medlemmar)(?:[^\pL]|$))|(?:avgift\p{L}*|avdrag\p{L}*|båda|allt|fack\p{L}*|sef|elektrikerna|\p{L}*förbundet|\p{L}*förening(?:en)?(?: \d+)?|löneart(?: \d+)?|bolaget|företaget|samtliga|alla) +(?:totalt|sammanlagt|tillsammans|total|summa) *:?$`)
	subtotalForm = regexp.MustCompile(`(?i)^(?:ing|utg|från )|delsumm|mellansumm|subtotal|transport|överför|\bsida\b|\bavd(elning)?\b|\bkst\b|ackumulerat|hittills|föregående`)
)

// IsTotalLabel tells whether words head a sum, not a person.
func IsTotalLabel(s string) bool { return totalForm.MatchString(strings.TrimSpace(s)) }

// isSubtotalLabel tells whether a sum is of a part: a page, a department.
func isSubtotalLabel(s string) bool { return subtotalForm.MatchString(s) }

// countLabel begins words that count persons ("Antal medlemmar").
var countLabel = regexp.MustCompile(`(?i)^antal `)

// feeWords are words that stand in nobody's name.
var feeWords = regexp.MustCompile(`(?i)avgift|avdrag|belopp|löneart|fackför|kontrollav|granskn|(?:^|[^\pL])(?:summa|totalt|båda|bägge|sammandrag)(?:[^\pL]|$)`)

// isPersonName tells whether words may be the name of a person: letters, two
// words or a comma, no digit.
func isPersonName(s string) bool {
	words := 0
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' }) {
		for _, r := range w {
			if !unicode.IsLetter(r) && !strings.ContainsRune("-'’.´`\u00ad()?\ufffd", r) && !unicode.IsMark(r) {
				return false
			}
		}
		words++
	}
	if feeWords.MatchString(s) {
		return false
	}
	return words >= 2 && words <= 7 && !IsTotalLabel(s) && len(s) <= 80 && !countLabel.MatchString(s)
}
