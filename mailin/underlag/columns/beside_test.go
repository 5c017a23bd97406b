package columns

import (
	"strings"
	"testing"

	"sef.se/kontakten/mailin/underlag/sheet"
)

// TestReadBeside holds lists whose fees stand among figures of other kinds:
// sums of the year, rates, öre, other deductions, sums of those.
func TestReadBeside(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, in, want string }{
		{"a sum of net pay is no total of fees", `
Namn | Personnr | Bruttolön | Fackavgift | Granskn.avg | Nettolön
Jenny Björk | 641209-9985 | 30 000,00 | 570,00 | 150,00 | 20 280,00
Åke Çelik | 860805-9930 | 40 000,00 | 760,00 | 200,00 | 27 040,00
Summa | | 70 000,00 | 1 330,00 | 350,00 | 47 320,00`, `
196412099985 Jenny Björk 57000+15000 of 3000000
198608059930 Åke Çelik 76000+20000 of 4000000`},
		{"a sum of all deductions is no total of fees", `
Namn | Personnr | Fackavgift | A-kassa | Totalt avdrag
Jenny Björk | 641209-9985 | 570,00 | 160,00 | 730,00
Åke Çelik | 860805-9930 | 760,00 | 160,00 | 920,00
Summa | | 1 330,00 | 320,00 | 1 650,00`, `
196412099985 Jenny Björk 57000
198608059930 Åke Çelik 76000
total 133000`},
		{"the year's fees before the month's", `
Namn | Personnr | Fackavgift ack | Fackavgift
Jenny Björk | 641209-9985 | 5 700,00 | 570,00
Åke Çelik | 860805-9930 | 7 600,00 | 760,00`, `
196412099985 Jenny Björk 57000
198608059930 Åke Çelik 76000`},
		{"the month's fees behind the year's", `
Namn | Personnr | Avgift i år | Avgift månad
Jenny Björk | 641209-9985 | 4 700,00 | 570,00
Åke Çelik | 860805-9930 | 4 600,00 | 760,00`, `
196412099985 Jenny Björk 57000
198608059930 Åke Çelik 76000`},
		{"the month before beside this one", `
Namn | Personnr | Fackavgift föreg. mån | Fackavgift denna mån
Jenny Björk | 641209-9985 | 560,00 | 570,00
Åke Çelik | 860805-9930 | 750,00 | 760,00`, `
196412099985 Jenny Björk 57000
198608059930 Åke Çelik 76000`},
		{"rates stand to each other as the fees do", `
Pnr | Namn | Underlag | Sats | Avgift | Tal | Avgift
641209-9985 | Jenny Björk | 30 000,00 | 1,90 | 570,00 | 0,50 | 150,00
860805-9930 | Åke Çelik | 40 000,00 | 1,90 | 760,00 | 0,50 | 200,00
671013-9970 | Peter Hülphers | 36 500,00 | 1,90 | 693,50 | 0,50 | 182,50`, `
196412099985 Jenny Björk 57000+15000 of 3000000
198608059930 Åke Çelik 76000+20000 of 4000000
196710139970 Peter Hülphers 69350+18250 of 3650000`},
		{"kronor and öre in two columns", `
Namn | Personnr | Medlemsavgift | | Kontrollavgift |
 | | kr | öre | kr | öre
Jenny Björk | 641209-9985 | 557 | 04 | 146 | 59
Åke Çelik | 860805-9930 | 730 | 30 | 192 | 19
Summa | | 1287 | 34 | 338 | 78`, `
196412099985 Jenny Björk 55704+14659
198608059930 Åke Çelik 73030+19219`},
		{"a fee of two parts that the control fee confirms", `
Namn | Personnr | Medlemsavgift | Medlemsavgift retro | Kontrollavgift
Jenny Björk | 641209-9985 | 550,00 | 20,00 | 150,00
Åke Çelik | 860805-9930 | 740,00 | 20,00 | 200,00`, `
196412099985 Jenny Björk 57000+15000
198608059930 Åke Çelik 76000+20000`},
		{"two columns of one fee and nothing that tells: no amount", `
Namn | Personnr | Medlemsavgift | Medlemsavgift II
Jenny Björk | 641209-9985 | 550,00 | 20,00
Åke Çelik | 860805-9930 | 740,00 | 30,00`, ``},
		{"an example row reports nobody", `
Personnummer | Namn | Medlemsavgift
ÅÅÅÅMMDD-NNNN | Förnamn Efternamn | 608,00
19641209-9985 | Jenny Björk | 570,00`, `
196412099985 Jenny Björk 57000`},
		{"numbers broken within a narrow column", `
Namn | Personnr | Fackavgift
Jenny | 641209- | 570,00
Björk | 9985 |
Åke | 860805- | 760,00
Çelik | 9930 |`, `
196412099985 Jenny Björk 57000
198608059930 Åke Çelik 76000`},
		{"numbers alone below the names", `
Namn / personnr | Underlag | Avgift
Jenny Björk | 30 000,00 | 570,00
641209-9985 | |
Åke Çelik | 40 000,00 | 760,00
860805-9930 | |`, `
196412099985 Jenny Björk 57000 of 3000000
198608059930 Åke Çelik 76000 of 4000000`},
		{"a head of remarks in the fee's cell", `
Personnr | Namn | Fackavgift | Kontrollavgift Kommentar
641209-9985 | Jenny Björk | 570,00 | 150,00
860805-9930 | Åke Çelik | 760,00 | 200,00`, `
196412099985 Jenny Björk 57000+15000
198608059930 Åke Çelik 76000+20000`},
		{"months above both fees each", `
Namn | Personnr | September | | Oktober |
 | | Medlemsavg | Kontrollavg | Medlemsavg | Kontrollavg
Jenny Björk | 641209-9985 | 560,00 | 147,37 | 570,00 | 150,00
Åke Çelik | 860805-9930 | 750,00 | 197,37 | 760,00 | 200,00`, `
[ 2026-09]
196412099985 Jenny Björk 56000+14737
198608059930 Åke Çelik 75000+19737
[ 2026-10]
196412099985 Jenny Björk 57000+15000
198608059930 Åke Çelik 76000+20000`},
		{"reckoned beside drawn", `
Namn | Personnr | Beräknad avgift | Dragen avgift
Jenny Björk | 641209-9985 | 574,00 | 570,00
Åke Çelik | 860805-9930 | 764,00 | 760,00`, `
196412099985 Jenny Björk 57000
198608059930 Åke Çelik 76000`},
		{"two weak heads and nothing that tells: no amount", `
Namn | Personnr | Avgift enligt lista | Avgift enligt lön
Jenny Björk | 641209-9985 | 574,00 | 570,00
Åke Çelik | 860805-9930 | 764,00 | 760,00`, ``},
		{"a block a person, its number behind its heading", `
Anställd: Jenny Björk | Personnr: 641209-9985
Medlemsavgift SEF | 570,00
Kontrollavgift | 150,00
Anställd: Åke Çelik | Personnr: 860805-9930
Medlemsavgift SEF | 760,00
Kontrollavgift | 200,00`, `
196412099985 Jenny Björk 57000+15000
198608059930 Åke Çelik 76000+20000`},
		{"months with their sum", `
Namn | Personnr | September | Oktober | Summa
Jenny Björk | 641209-9985 | 560,00 | 570,00 | 1 130,00
Åke Çelik | 860805-9930 | 750,00 | 760,00 | 1 510,00`, `
[ 2026-09]
196412099985 Jenny Björk 56000
198608059930 Åke Çelik 75000
[ 2026-10]
196412099985 Jenny Björk 57000
198608059930 Åke Çelik 76000`},
		{"two persons a line, their numbers broken", `
Namn | Personnr | Avgift | Namn | Personnr | Avgift
Jenny | 641209- | 570,00 | Åke | 860805- | 760,00
Björk | 9985 | | Çelik | 9930
Peter | 671013- | 693,50 | Sören | 850131- | 690,00
Hülphers | 9970 | | Hägglund | 9837`, `
196412099985 Jenny Björk 57000
196710139970 Peter Hülphers 69350
198608059930 Åke Çelik 76000
198501319837 Sören Hägglund 69000`},
		{"a summary right of the list is no line of anybody", `
Namn | Personnr | Medlemsavgift | Kontrollavgift | | Sammanställning
Jenny Björk | 641209-9985 | 570,00 | 150,00 | | Medlemsavgifter | 2 023,50
Åke Çelik | 860805-9930 | 760,00 | 200,00 | | Kontrollavgifter | 532,50
Peter Hülphers | 671013-9970 | 693,50 | 182,50 | | Totalt | 2 556,00`, `
196412099985 Jenny Björk 57000+15000
198608059930 Åke Çelik 76000+20000
196710139970 Peter Hülphers 69350+18250
total 255600`},
		{"what a page carries forward is nobody", `
Personnr | Namn | Fackavgift | Kontrollavgift
641209-9985 | Jenny Björk | 570,00 | 150,00
860805-9930 | Åke Çelik | 760,00 | 200,00
Sida 2
Personnr | Namn | Fackavgift | Kontrollavgift
| Ing. saldo | 1 330,00 | 350,00
671013-9970 | Peter Hülphers | 693,50 | 182,50`, `
196412099985 Jenny Björk 57000+15000
198608059930 Åke Çelik 76000+20000
196710139970 Peter Hülphers 69350+18250`},
		{"a list by wage type whose first title stands elsewhere", `
Namn | Personnr | Belopp
Jenny Björk | 641209-9985 | 570,00
Åke Çelik | 860805-9930 | 760,00
Löneart 8116 Kontrollavgift
Namn | Personnr | Belopp
Jenny Björk | 641209-9985 | 150,00
Åke Çelik | 860805-9930 | 200,00`, `
196412099985 Jenny Björk 57000+15000
198608059930 Åke Çelik 76000+20000`},
		{"how many there are is nobody's name", `
Redovisning | fackavgifter
Antal medlemmar | 2
Att betala | 1 330,00
Personnr | Namn | Fackavgift
641209-9985 | Jenny Björk | 570,00
860805-9930 | Åke Çelik | 760,00`, `
196412099985 Jenny Björk 57000
198608059930 Åke Çelik 76000
total 133000`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			got := summary(Read([]sheet.Sheet{table("", tc.in)}, Options{Today: today}))
			if want := strings.TrimSpace(tc.want); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}
