package columns

import (
	"strings"
	"testing"

	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/underlag/period"
	"sef.se/kontakten/mailin/underlag/sheet"
)

// Sums stand among, below and beside persons in every form; none is anybody's
// fee.
func TestSumsAreNobodysFee(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, in, want string }{
		{"a summary by wage type below the persons", journal + `
Sammandrag
0905 | Friskvård, eget uttag | 235,00
0910 | Fackavgift SEF | 1 377,12`, journalRows + `
total 137712`},
		{"the summary without a heading", journal + `
0905 | Friskvård, eget uttag | 235,00
0910 | Fackavgift SEF | 1 377,12`, journalRows + `
total 137712`},
		{"a summary that does not agree: nobody's", journal + `
Totalt per löneart
0910 | Fackavgift SEF | 2 377,12`, journalRows + `
total 237712`},
		{"the same without a heading: whose it is nobody knows", journal + `
0910 | Fackavgift SEF | 2 377,12`, `198510019824 Hed, Anna-Karin 66500
unread row 4`},
		{"wage types on the persons' rows, their sums on none's", `
Persnr | Namn | Löneart | Benämning | Belopp
851001-9824 | Anna Hed | 0910 | Fackavgift | 665,00
620519-9810 | Bo Dahl | 0910 | Fackavgift | 712,12
 | | 0910 | Fackavgift | 1 400,00`, `198510019824 Anna Hed 66500
196205199810 Bo Dahl 71212
unread row 4`},
		{"a short label over both fees", `
Namn | Persnr | SEF 1,9 % | Kontroll 0,5 %
Åke Lots | 610808-9811 | 703 | 185
Petra Vik | 931105-9829 | -38 | -10
Sa | | 665 | 175
Sa båda avgifterna | | | 840`, `196108089811 Åke Lots 70300+18500
199311059829 Petra Vik -3800+-1000
total 84000`},
		{"fees in the plural are both", `
Brink, Lars | 631012-9819
Medlemsavgift facket | 682,10
Granskningsavgift | 179,50
Tell, Magnus | 800706-9837
Medlemsavgift facket | 621,30
Granskningsavgift | 163,50
FACKLIGA AVGIFTER TOTALT | 1 646,40`, `196310129819 Brink, Lars 68210+17950
198007069837 Tell, Magnus 62130+16350
total 164640`},
		{"a sum by wage type above the persons", `
Sammandrag
0910 | Fackavgift SEF | 1 377,12
` + journal, journalRows + `
total 137712`},
		{"sums by department below the persons", journal + `
Avdelning 10
0910 | Fackavgift SEF | 1 000,00
Företaget
0910 | Fackavgift SEF | 1 377,12`, journalRows + `
total 137712
unread row 8`},
		{"both fees under a label of one", `
Brink, Lars | 631012-9819
Medlemsavgift | 682,10
Granskningsavgift | 179,50
Tell, Magnus | 800706-9837
Medlemsavgift | 621,30
Granskningsavgift | 163,50
Till SEF | 1 646,40`, `196310129819 Brink, Lars 68210+17950
198007069837 Tell, Magnus 62130+16350
total 164640`},
		{"numbers of pages are no fees", `
FACKFÖRENINGSAVGIFTER | | 1
PERSNR | NAMN | AVGIFT
851001-9824 | Hed Anna-Karin | 665,00
620519-9810 | Dahl Bo | 712,12
FACKFÖRENINGSAVGIFTER | | 2
PERSNR | NAMN | AVGIFT
970212-9835 | Wiberg Christian | 589,00
S:A MOTTAGARE 0910 | | 1 966,12`, `198510019824 Hed Anna-Karin 66500
196205199810 Dahl Bo 71212
199702129835 Wiberg Christian 58900
total 196612`},
		{"a total in words that are known to nobody", `
Namn | Persnr | Medlemsavgift | Kontrollavgift
Lars Brink | 631012-9819 | 682,10 | 179,50
Magnus Tell | 800706-9837 | 621,30 | 163,50
Kommer på bankgirot | | | 1 646,40`, `196310129819 Lars Brink 68210+17950
198007069837 Magnus Tell 62130+16350
total 164640`},
		{"sums of departments below, without a word for it", `
Persnr | Anställd | Medlemsavgift | Kontrollavgift
851001-9824 | Hed, Anna-Karin | 665,00 | 175,00
620519-9810 | Dahl, Bo | 712,12 | 187,40
970212-9835 | Wiberg, Christian | 589,00 | 155,00
 | Norr Inre | 1 377,12 | 362,40
 | Team Syd | 600,00 | 155,00
 | Evert Ny | 589,00 | 155,00`, `198510019824 Hed, Anna-Karin 66500+17500
196205199810 Dahl, Bo 71212+18740
199702129835 Wiberg, Christian 58900+15500
Evert Ny 58900+15500
unread row 6`},
		{"öre by the heading", `
personnr | namn | avgift_ore
851001-9824 | Hed Anna-Karin | 66500
620519-9810 | Dahl Bo | 71212
Summa | | 137712`, `198510019824 Hed Anna-Karin 66500
196205199810 Dahl Bo 71212
total 137712`},
		{"öre by the text above", `
Beloppen är i öre
personnr | namn | medlemsavgift | kontrollavgift
851001-9824 | Hed Anna-Karin | 66500 | 17500
620519-9810 | Dahl Bo | 71212 | 18740`, `198510019824 Hed Anna-Karin 66500+17500
196205199810 Dahl Bo 71212+18740`},
		{"öre that nobody says: no amount", `
personnr | namn | medlemsavgift
851001-9824 | Hed Anna-Karin | 66500
620519-9810 | Dahl Bo | 71212`, `unread row 2
unread row 3`},
		{"remarks behind amounts; what they call in question is unread", `
personnr | namn | medlemsavgift
851001-9824 | Hed Anna-Karin | 665,00 *
851001-9824 | Hed Anna-Karin | -15 Rättelse
620519-9810 | Dahl Bo | 712,12 ?
970212-9835 | Wiberg Christian | 589,00 ej klart`, `198510019824 Hed Anna-Karin 66500
198510019824 Hed Anna-Karin -1500
unread row 4
unread row 5`},
		{"each person's own sum, net pay", `
Brink, Lars | 631012-9819
Medlemsavgift | 682,10
Granskningsavgift | 179,50
Totalt | 861,60
Tell, Magnus | 800706-9837
Medlemsavgift | 621,30
Granskningsavgift | 163,50
Totalt | 784,80
Totalt utbetalat | 47 334,28`, `196310129819 Brink, Lars 68210+17950
198007069837 Tell, Magnus 62130+16350`},
		{"the sum of one fee that does not agree is no total of both", `
Brink, Lars | 631012-9819
Medlemsavgift | 682,10
Granskningsavgift | 179,50
Tell, Magnus | 800706-9837
Medlemsavgift | 621,30
Granskningsavgift | 163,50
Summa fackavgift | 1 503,40`, `196310129819 Brink, Lars 68210+17950
198007069837 Tell, Magnus 62130+16350`},
		{"a sum of both below names without numbers", `
Namn | Medlemsavgift | Kontrollavgift
Lars Brink | 682,10 | 179,50
Magnus Tell | 621,30 | 163,50
Till bankgirot | | 1 646,40`, `Lars Brink 68210+17950
Magnus Tell 62130+16350
total 164640`},
		{"the number of a union is no amount", `
PERSONNR | NAMN | SKATTEPL LÖN | AVDRAG
940730-9823 | FORS CECILIA | 31 000,00 | 589,00
830118-9810 | LANTTO DAN | 32 700,00 | 621,30
 | SUMMA FÖRENING 07 | 1 210,30`, `199407309823 FORS CECILIA 58900
198301189810 LANTTO DAN 62130
total 121030`},
		{"nor is it where the sum does not agree", `
PERSONNR | NAMN | SKATTEPL LÖN | AVDRAG
940730-9823 | FORS CECILIA | 31 000,00 | 589,00
830118-9810 | LANTTO DAN | 32 700,00 | 621,30
 | SUMMA FÖRENING 07 | 1 310,30`, `199407309823 FORS CECILIA 58900
198301189810 LANTTO DAN 62130
total 131030`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			if got := summary(Read([]sheet.Sheet{table("", tc.in)}, Options{Today: today})); got != strings.TrimSpace(tc.want) {
				t.Errorf("got\n%s\nwant\n%s", got, tc.want)
			}
		})
	}
}

const (
	journal = `1 Hed, Anna-Karin | 851001-9824
0905 | Friskvård, eget uttag | 150,00
0910 | Fackavgift SEF | 665,00
2 Dahl, Bo | 620519-9810
0905 | Friskvård, eget uttag | 85,00
0910 | Fackavgift SEF | 712,12`
	journalRows = `198510019824 Hed, Anna-Karin 66500
196205199810 Dahl, Bo 71212`
)

// A name that the page sets in two columns is a name: what follows is its own.
func TestNamesOverColumns(t *testing.T) {
	t.Parallel()
	s := table("", `
Hed | Anna-Karin
0910 Fackavgift SEF | 665,00
Dahl | Bo
0910 Fackavgift SEF | 712,12
Enhet 12
0910 Fackavgift SEF | 589,00`)
	s.Lined = true
	got := summary(Read([]sheet.Sheet{s}, Options{Today: today}))
	if want := "Hed Anna-Karin 66500\nDahl Bo 71212\nunread row 0"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestPeriodsOfRemarks(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]register.Period{
		"Avser utbetalning  oktober 2026":         {Year: 2026, Month: 10},
		"Fackavgifter oktober 2026":               {Year: 2026, Month: 10},
		"Fackavgift per anställd, september 2026": {Year: 2026, Month: 9},
		"Noteringar: Rasmus T slutade i augusti. Simon T börjar 16/11, tas med i nästa lista.": {},
		"Redovisning sep-26. Jämför juli 2026":                                                 {Year: 2026, Month: 9},
		"Löner för arbete i augusti, utbetalas i september":                                    {Year: 2026, Month: 9},
		"Eva tjänstledig t.o.m. september":                                                     {},
		"Avgifter för september 2026. Bo slutade i maj":                                        {Year: 2026, Month: 9},
	} {
		if got, _ := period.Best(periodsIn(text, today)); got != want {
			t.Errorf("%q says %v, want %v", text, got, want)
		}
	}
}
