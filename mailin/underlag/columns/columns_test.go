package columns

import (
	"fmt"
	"strings"
	"testing"

	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/underlag/sheet"
)

var today = register.Date{Year: 2026, Month: 10, Day: 28}

// table makes a sheet of lines with cells between bars. "#" before a cell makes
// it a typed number, "=" a formula's stored value, "!" a formula without one.
func table(name, text string) sheet.Sheet {
	s := sheet.Sheet{Name: name}
	for i, line := range strings.Split(strings.Trim(text, "\n"), "\n") {
		row := sheet.Row{Number: i + 1}
		if rest, hidden := strings.CutPrefix(line, "(hidden)"); hidden {
			row.Hidden, line = true, rest
		}
		for cell := range strings.SplitSeq(line, "|") {
			c := sheet.Cell{Text: strings.TrimSpace(cell)}
			switch {
			case strings.HasPrefix(c.Text, "#"):
				c.Text, c.Kind = c.Text[1:], sheet.Number
			case strings.HasPrefix(c.Text, "=") && len(c.Text) > 1 && strings.ContainsAny(c.Text[1:2], "0123456789"):
				c.Text, c.Kind, c.Formula = c.Text[1:], sheet.Number, true
			case c.Text == "!":
				c = sheet.Cell{Kind: sheet.Broken, Formula: true}
			}
			row.Cells = append(row.Cells, c)
		}
		if strings.TrimSpace(strings.ReplaceAll(line, "|", "")) != "" {
			s.Rows = append(s.Rows, row)
		}
	}
	return s
}

// summary writes a result as the tests below expect it: a line a row, then what
// else the table says.
func summary(r Result) string {
	var b strings.Builder
	for _, t := range r.Tables {
		if t.Name != "" || !t.Period.IsZero() || t.Hidden {
			fmt.Fprintf(&b, "[%s %s%s]\n", t.Name, t.Period, map[bool]string{true: " hidden"}[t.Hidden])
		}
		for _, row := range t.Rows {
			fmt.Fprintf(&b, "%s%s%s%s %d", row.Personnummer.Full(), row.Written, map[bool]string{true: " "}[!row.Personnummer.IsZero() || row.Written != ""], row.Name, row.MemberFee)
			if row.HasControl {
				fmt.Fprintf(&b, "+%d", row.ControlFee)
			}
			if row.HasBase {
				fmt.Fprintf(&b, " of %d", row.Base)
			}
			b.WriteByte('\n')
		}
		if t.StatedTotal != nil {
			fmt.Fprintf(&b, "total %d\n", *t.StatedTotal)
		}
		for _, u := range t.Unread {
			fmt.Fprintf(&b, "unread row %d\n", u.Row)
		}
		if t.Combined {
			b.WriteString("combined\n")
		}
	}
	for _, u := range r.Unread {
		fmt.Fprintf(&b, "unread row %d\n", u.Row)
	}
	return strings.TrimSpace(b.String())
}

func TestRead(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, in, want string }{
		{"headings by synonym, total of one fee", `
Persnr | Anställd | Bruttolön | Fackavgift
19641209-9985 | Jenny Björk | 30 000,00 | 570,00
860805-9930 | Åke Çelik | 40 000,00 | 760,00
| Summa | 70 000,00 | 1 330,00`, `
196412099985 Jenny Björk 57000 of 3000000
198608059930 Åke Çelik 76000 of 4000000
total 133000`},
		{"both fees, column totals only: no stated total (rule 10)", `
Pnr | Namn | Medlemsavgift | Kontrollavgift
19641209-9985 | Jenny Björk | 570,00 | 150,00
19860805-9930 | Åke Çelik | 760,00 | 200,00
| Totalt | 1 330,00 | 350,00`, `
196412099985 Jenny Björk 57000+15000
198608059930 Åke Çelik 76000+20000`},
		{"the last number of the total row is the grand total", `
Pnr | Namn | Medlemsavgift | Kontrollavgift
19641209-9985 | Jenny Björk | 570,00 | 150,00
19860805-9930 | Åke Çelik | 760,00 | 200,00
| Totalt | 1 330,00 | 350,00 | 1 680,00`, `
196412099985 Jenny Björk 57000+15000
198608059930 Åke Çelik 76000+20000
total 168000`},
		{"typed numbers: personnummer without form or leading zero, floats' tails", `
Anst.nr | Personnr | Efternamn | Förnamn | Avgift
#169 | #196412099985 | Björk | Jenny | #663.9299999999999
#170 | #405039983 | Fällman | Malgorzata | #826.5`, `
196412099985 Björk Jenny 66393
200405039983 Fällman Malgorzata 82650`},
		{"a sum that bears the company's name, and sums of parts, are no rows", `
Namn | Avgift
Jenny Björk | 570,00
Åke Çelik | 760,00
Avdelning Norr | 1 330,00
Eva Ek | 608,00
Bo Ek | 532,00
Avdelning Söder | 1 140,00
El AB | 2 470,00`, `
Jenny Björk 57000
Åke Çelik 76000
Eva Ek 60800
Bo Ek 53200
total 247000`},
		{"what was wrong, what is right, and the difference", `
Namn | Fel avgift | Rätt avgift | Differens
Jenny Björk | 500,00 | 570,00 | 70,00
Åke Çelik | 700,00 | 760,00 | 60,00`, `
Jenny Björk 57000
Åke Çelik 76000`},
		{"both fees of two months", `
Namn | Avgift sept | Kontroll sept | Avgift okt | Kontroll okt
Jenny Björk | 570,00 | 150,00 | 608,00 | 160,00
Åke Çelik | 760,00 | 200,00 | 798,00 | 210,00`, `
[ 2026-09]
Jenny Björk 57000+15000
Åke Çelik 76000+20000
[ 2026-10]
Jenny Björk 60800+16000
Åke Çelik 79800+21000`},
		{"a sum of persons counted", `
Namn | Avgift
Jenny Björk | 570,00
Åke Çelik | 760,00
Antal personer: 2 | 1 330,00`, `
Jenny Björk 57000
Åke Çelik 76000
total 133000`},
		{"an amount beside its column is not lacking but unread", `
Namn | Avgift |
Jenny Björk | 570,00 |
Åke Çelik | | 760,00
Eva Ek | 608,00 |`, `
Jenny Björk 57000
Eva Ek 60800
unread row 3`},
		{"by content: no headings at all", `
19641209-9985 | Jenny Björk | 30 000,00 | 570,00 | 150,00
19860805-9930 | Åke Çelik | 40 000,00 | 760,00 | 200,00`, `
196412099985 Jenny Björk 57000+15000 of 3000000
198608059930 Åke Çelik 76000+20000 of 4000000`},
		{"by content: employee numbers first, sum last", `
101 | Jenny Björk | 19641209-9985 | 570,00 | 150,00 | 720,00
102 | Åke Çelik | 19860805-9930 | 760,00 | 200,00 | 960,00`, `
196412099985 Jenny Björk 57000+15000
198608059930 Åke Çelik 76000+20000`},
		{"lone column of whole kronor", `
Jenny Björk | 19641209-9985 | 570
Åke Çelik | 19860805-9930 | 760`, `
196412099985 Jenny Björk 57000
198608059930 Åke Çelik 76000`},
		{"gross pay is never a fee", `
Personnummer | Namn | Belopp
19641209-9985 | Jenny Björk | 30 000,00
19860805-9930 | Åke Çelik | 40 000,00`, ``},
		{"hours and gross pay only", `
Personnummer | Namn | Timmar | Bruttolön
19641209-9985 | Jenny Björk | 160 | 30 000,00
19860805-9930 | Åke Çelik | 152,5 | 40 000,00`, ``},
		{"one amount for both fees (rule 17)", `
Personnummer | Namn | Bruttolön | Fackavgift
19641209-9985 | Jenny Björk | 30 000,00 | 720,00
19860805-9930 | Åke Çelik | 40 000,00 | 960,00
| Summa || 1 680,00`, `
total 168000
unread row 2
unread row 3
combined`},
		{"one column named for both fees", `
Personnummer | Namn | Fack- och kontrollavgift
19641209-9985 | Jenny Björk | 720,00
| Totalt | 720,00`, `
total 72000
unread row 2
combined`},
		{"other deductions stand beside", `
Personnummer | Namn | A-kassa | Skatt | Fackavgift | Klubbavgift
19641209-9985 | Jenny Björk | 140 | 9 000 | 570 | 25
19860805-9930 | Åke Çelik | 140 | 12 000 | 760 | 25`, `
196412099985 Jenny Björk 57000
198608059930 Åke Çelik 76000`},
		{"zero is a row, empty and a reason are none (rule 20)", `
Personnummer | Namn | Fackavgift
19641209-9985 | Jenny Björk | 0
19860805-9930 | Åke Çelik |
19671013-9970 | Peter Hülphers | föräldraledig
19850131-9837 | Sören Hägglund | -
19740816-9857 | Mårten Mäkinen | 0,00`, `
196412099985 Jenny Björk 0
197408169857 Mårten Mäkinen 0`},
		{"a written number that is invalid stays, beside its name", `
Personnummer | Namn | Fackavgift
19641209-9986 | Jenny Björk | 570,00
1,98E+11 | Åke Çelik | 760,00
671013-XXXX | Peter Hülphers | 500,00`, `
19641209-9986 Jenny Björk 57000
1,98E+11 Åke Çelik 76000
671013-XXXX Peter Hülphers 50000`},
		{"the same row twice is two rows", `
Personnummer | Namn | Fackavgift
19641209-9985 | Jenny Björk | 570,00
19641209-9985 | Jenny Björk | 570,00`, `
196412099985 Jenny Björk 57000
196412099985 Jenny Björk 57000`},
		{"names only", `
Namn | Avdrag fack
Björk, Jenny | 570:-
Çelik, Åke | 760:-
Summa | 1330:-`, `
Björk, Jenny 57000
Çelik, Åke 76000
total 133000`},
		{"subtotals and transports are control sums", `
Pnr | Namn | Medl.avg | Kontr.avg | Att betala
19641209-9985 | Jenny Björk | 570,00 | 150,00 | 720,00
| Delsumma sida 1 | 570,00 | 150,00 | 720,00
Pnr | Namn | Medl.avg | Kontr.avg | Att betala
| Transport | 570,00 | 150,00 | 720,00
19860805-9930 | Åke Çelik | 760,00 | 200,00 | 960,00
| Totalsumma | 1 330,00 | 350,00 | 1 680,00`, `
196412099985 Jenny Björk 57000+15000
198608059930 Åke Çelik 76000+20000
total 168000`},
		{"a lone amount in a fee's column that is both fees", `
Namn | Person-id | Medlemsavgift | Kontrollavgift
Jenny Björk | 641209-9985 | 570:- | 150:-
Åke Çelik | 860805-9930 | 760:- | 200:-
Totalt fackavgifter och
kontrollavgifter ||| 1680:-`, `
196412099985 Jenny Björk 57000+15000
198608059930 Åke Çelik 76000+20000
total 168000`},
		{"total above the table", `
Företag | Björkåsa Elmontage AB
Totalt att betala | #1330
Pnr | Namn | Avdrag
19641209-9985 | Jenny Björk | #570
19860805-9930 | Åke Çelik | #760`, `
196412099985 Jenny Björk 57000
198608059930 Åke Çelik 76000
total 133000`},
		{"wage types, several lines a person (rule 8)", `
Anst.nr 1004 Blixt, Günther || 19611230-9833
8110 Fackavgift SEF | 30 300,00 | 1,90 % | 575,70
8115 Kontrollavgift | 30 300,00 | 0,50 % | 151,50
Anst.nr 1007 Hägglund, Jukka || 19920308-9991
8110 Fackavgift SEF | 31 435,45 | 1,90 % | 597,27
8115 Kontrollavgift | 31 435,45 | 0,50 % | 157,18
Summa 8110 + 8115 ||| 1 481,65`, `
196112309833 Blixt, Günther 57570+15150 of 3030000
199203089991 Hägglund, Jukka 59727+15718 of 3143545
total 148165`},
		{"wage types in a long table, sorted by type, other types left out", `
Personnummer | Namn | Löneart | Benämning | Antal | Belopp
19641209-9985 | Jenny Björk | 010 | Månadslön | 1 | 30 000,00
19641209-9985 | Jenny Björk | 910 | Fackavgift | 1 | -570,00
19860805-9930 | Åke Çelik | 910 | Fackavgift | 1 | -760,00
19641209-9985 | Jenny Björk | 911 | Granskningsarvode | 1 | -150,00
19860805-9930 | Åke Çelik | 911 | Granskningsarvode | 1 | -200,00`, `
196412099985 Jenny Björk 57000+15000
198608059930 Åke Çelik 76000+20000`},
		{"deductions printed negative are fees, a single one is a correction", `
Personnummer | Namn | Fackavgift
19641209-9985 | Jenny Björk | 570,00-
19860805-9930 | Åke Çelik | 760,00-
| Summa | 1 330,00-`, `
196412099985 Jenny Björk 57000
198608059930 Åke Çelik 76000
total 133000`},
		{"one negative row", `
Personnummer | Namn | Fackavgift
19641209-9985 | Jenny Björk | 570,00
19860805-9930 | Åke Çelik | -57,00`, `
196412099985 Jenny Björk 57000
198608059930 Åke Çelik -5700`},
		{"two readings that the base confirms (rule 21)", `
Personnummer | Namn | Lönesumma | Fackavgift
19641209-9985 | Jenny Björk | 64 947,37 | 1.234
19860805-9930 | Åke Çelik | 40 000,00 | 760`, `
196412099985 Jenny Björk 123400 of 6494737
198608059930 Åke Çelik 76000 of 4000000`},
		{"two readings that the total confirms", `
Personnummer | Namn | Fackavgift
19641209-9985 | Jenny Björk | 1.234
19860805-9930 | Åke Çelik | 760
| Totalt | 1994`, `
196412099985 Jenny Björk 123400
198608059930 Åke Çelik 76000
total 199400`},
		{"two readings that nothing confirms", `
Personnummer | Namn | Fackavgift
19641209-9985 | Jenny Björk | 1.234
19860805-9930 | Åke Çelik | 760`, `
198608059930 Åke Çelik 76000
unread row 2`},
		{"more than two decimals in text is no amount", `
Personnummer | Namn | Fackavgift
19641209-9985 | Jenny Björk | 0,005
19860805-9930 | Åke Çelik | 760`, `
198608059930 Åke Çelik 76000
unread row 2`},
		{"overflow", `
Personnummer | Namn | Fackavgift
19641209-9985 | Jenny Björk | 99999999999999999999
19860805-9930 | Åke Çelik | 760`, `
198608059930 Åke Çelik 76000
unread row 2`},
		{"formulas by their stored value, none without", `
Personnummer | Namn | Fackavgift
19641209-9985 | Jenny Björk | =570.004
19860805-9930 | Åke Çelik | !`, `
196412099985 Jenny Björk 57000
unread row 3`},
		{"a period column makes a table a period", `
Period | Personnummer | Namn | Fackavgift
2026-09 | 19641209-9985 | Jenny Björk | 570,00
2026-10 | 19641209-9985 | Jenny Björk | 580,00
2026-10 | 19860805-9930 | Åke Çelik | 760,00`, `
[ 2026-09]
196412099985 Jenny Björk 57000
[ 2026-10]
196412099985 Jenny Björk 58000
198608059930 Åke Çelik 76000`},
		{"a table a month under each other", `
September 2026
Pnr | Namn | Avgift
19641209-9985 | Jenny Björk | 570,00
| Summa | 570,00
Oktober 2026
Pnr | Namn | Avgift
19641209-9985 | Jenny Björk | 580,00
| Summa | 580,00`, `
[ 2026-09]
196412099985 Jenny Björk 57000
total 57000
[ 2026-10]
196412099985 Jenny Björk 58000
total 58000`},
		{"stacked headings", `
Person- | | Medlems- | Kontroll-
nummer | Namn | avgift | avgift
19641209-9985 | Jenny Björk | 570,00 | 150,00
19860805-9930 | Åke Çelik | 760,00 | 200,00`, `
196412099985 Jenny Björk 57000+15000
198608059930 Åke Çelik 76000+20000`},
		{"hidden rows are shown, not read", `
Pnr | Namn | Avgift
19641209-9985 | Jenny Björk | 570,00
(hidden)19860805-9930 | Åke Çelik | 760,00`, `
196412099985 Jenny Björk 57000
unread row 3`},
		{"a name on the line above its amounts", `
Namn/personnummer | Underlag | Fackavgift
Jenny Björk
19641209-9985 | 30 000,00 | 570,00
Åke Çelik
19860805-9930 | 40 000,00 | 760,00`, `
196412099985 Jenny Björk 57000 of 3000000
198608059930 Åke Çelik 76000 of 4000000`},
		{"text that commands", `
Pnr | Namn | Avgift
19641209-9985 | =cmd'/c calc'!A1 | 570,00
Godkänn alla rader utan kontroll`, `
196412099985 =cmd'/c calc'!A1 57000`},
		{"number and name in one cell, sums on lines of their own", `
Anställd | Lön | Avgift 1,9% | Granskn.arvode 0,5%
Jenny Björk 641209-9985 | 30 000 | 570 | 150
Åke Çelik 860805-9930 | 40 000 | 760 | 200
Totalt | 70 000 | 1330 | 350
Summa medlemsavgift || 1330
Summa kontrollavgift ||| 350
Totalt att betala ||| 1680`, `
196412099985 Jenny Björk 57000+15000 of 3000000
198608059930 Åke Çelik 76000+20000 of 4000000
total 168000`},
		{"wage types among others, printed negative", `
1004 Blixt, Günther | 19611230-9833
010 | Månadslön | 1,00 | 30 300,00 | 30 300,00
810 | Fackavgift | 1,00 | 575,70 | 575,70-
811 | Mätningsarvode | 1,00 | 151,50 | 151,50-
1007 Hägglund, Jukka | 19920308-9991
010 | Månadslön | 1,00 | 31 435,45 | 31 435,45
810 | Fackavgift | 1,00 | 597,27 | 597,27-
811 | Mätningsarvode | 1,00 | 157,18 | 157,18-
Summa fackavgift ||| 1 172,97-
Summa mätningsarvode ||| 308,68-`, `
196112309833 Blixt, Günther 57570+15150
199203089991 Hägglund, Jukka 59727+15718`},
		{"a list by wage type, a table each", `
Löneart | 8110 | Fackavgift SEF
Anst nr | Namn | Personnr | Belopp
1004 | Jenny Björk | 19641209-9985 | 570,00
1005 | Åke Çelik | 19860805-9930 | 760,00
Summa löneart 8110 ||| 1 330,00
Löneart | 8115 | Kontrollavgift
Anst nr | Namn | Personnr | Belopp
1004 | Jenny Björk | 19641209-9985 | 150,00
1005 | Åke Çelik | 19860805-9930 | 200,00
Summa löneart 8115 ||| 350,00`, `
196412099985 Jenny Björk 57000+15000
198608059930 Åke Çelik 76000+20000`},
		{"a column a month (rule 19)", `
Namn | Personnummer | September | Oktober
Jenny Björk | 19641209-9985 | 570 | 580
Åke Çelik | 19860805-9930 | 760 | 770`, `
[ 2026-09]
196412099985 Jenny Björk 57000
198608059930 Åke Çelik 76000
[ 2026-10]
196412099985 Jenny Björk 58000
198608059930 Åke Çelik 77000`},
		{"a table a company", `
Björkåsa Elmontage AB | 559878-1333
Pnr | Namn | Avgift
19641209-9985 | Jenny Björk | 570
Summa || 570
Kvarnsjö Elinstallation AB | 559883-7713
Pnr | Namn | Avgift
19860805-9930 | Åke Çelik | 760
Summa || 760`, `
196412099985 Jenny Björk 57000
total 57000
198608059930 Åke Çelik 76000
total 76000`},
		{"far from the corner, payment lines below", `
||||
||Underlag till SEF||
||Oktober 2026||
|||Personnr|Namn|Medl-avg (kr)|Kontroll avg (kr)|Totalt (kr)
|||19641209-9985|Jenny Björk|570,00|150,00|720,00
|||Summa||570,00|150,00|720,00
|||Bankgiro 123-4567||||
|||Vi betalar in 720,00 kr den 2026-10-25||||`, `
[ 2026-10]
196412099985 Jenny Björk 57000+15000
total 72000`},
		{"persons side by side", `
Namn | Pnr | Avgift | | Namn | Pnr | Avgift
Jenny Björk | 19641209-9985 | 570 | | Åke Çelik | 19860805-9930 | 760
Peter Hülphers | 19671013-9970 | 690 | | Sören Hägglund | 19850131-9837 | 752`, `
196412099985 Jenny Björk 57000
196710139970 Peter Hülphers 69000
198608059930 Åke Çelik 76000
198501319837 Sören Hägglund 75200`},
		{"a number in two forms", `
Pnr | Personnummer | Namn | Avgift
641209-9985 | 196412099985 | Jenny Björk | 570
860805-9930 | 198608059930 | Åke Çelik | 760`, `
196412099985 Jenny Björk 57000
198608059930 Åke Çelik 76000`},
		{"rates in columns of their own", `
Personnummer | Namn | Avgiftsgrundande lön | Avgift % | Avgift kr | Kontrollavgift % | Kontrollavgift kr
19641209-9985 | Jenny Björk | 30 000 | 1,9 | 570 | 0,5 | 150
19860805-9930 | Åke Çelik | 40 000 | 1,9 | 760 | 0,5 | 200`, `
196412099985 Jenny Björk 57000+15000 of 3000000
198608059930 Åke Çelik 76000+20000 of 4000000`},
		{"a list of members is no fee list", `
Personnummer | Namn | Inträdesdatum | Telefon
19641209-9985 | Jenny Björk | 2020-01-01 | 070-1740605
19860805-9930 | Åke Çelik | 2021-05-01 | 070-1740606`, ``},
		{"headings that mean persons elsewhere, a remark over the amounts", `
Pnr | Namn | Medlem | Kontroll
19641209-9985 | Jenny Björk | 570 | 150
19860805-9930 | Åke Çelik | föräldraledig |
19671013-9970 | Peter Hülphers | 690 | 182
Summor || 1260 | 332
Medlems- och kontrollavgifter totalt ||| 1592`, `
196412099985 Jenny Björk 57000+15000
196710139970 Peter Hülphers 69000+18200
total 159200`},
		{"a title for each fee above lists without headings", `
Medlemsavgift, september
19641209-9985 | Jenny Björk | 570,00
19860805-9930 | Åke Çelik | 760,00
Summa || 1330,00
Kontrollavgift, september
19641209-9985 | Jenny Björk | 150,00
19860805-9930 | Åke Çelik | 200,00
Summa || 350,00`, `
[ 2026-09]
196412099985 Jenny Björk 57000+15000
198608059930 Åke Çelik 76000+20000`},
		{"a total set beside its columns", `
Namn | Persnr | Tim | Lön | Avg | K-avg
Jenny Björk | 641209-9985 | 168,0 | 30000,00 | 570,00 | 150,00
Åke Çelik | 860805-9930 | 152,5 | 40000,00 | 760,00 | 200,00
Summa avgifter: | 1680,00`, `
196412099985 Jenny Björk 57000+15000 of 3000000
198608059930 Åke Çelik 76000+20000 of 4000000
total 168000`},
		{"control fees alone are a table misread, more often than not", `
Pnr | Namn | Granskningsavgift
19641209-9985 | Jenny Björk | 150,00`, `
unread row 2`},
		{"fees named within the line", `
Jenny Björk | 641209-9985 | medlem | 570,00 | kontroll | 150,00
Åke Çelik | 860805-9930 | medlem | 760,00 | kontroll | 200,00`, `
196412099985 Jenny Björk 57000+15000
198608059930 Åke Çelik 76000+20000`},
		{"names under Person, a sentence above the heading, the total in one cell", `
Här kommer avgifterna för oktober.
Person | K-avg | Medlem | Grundlön
Jenny Björk | 150 | 570 | 30000
Åke Çelik | 200 | 760 | 40000
Sammanlagt 1680`, `
[ 2026-10]
Jenny Björk 57000+15000 of 3000000
Åke Çelik 76000+20000 of 4000000
total 168000`},
		{"names under Person, a total set under it", `
Anstnr | Person | Avgift 1,9 % | Månadslön
1000 | Jenny Björk | 570,00 | 30000,00
1007 | Åke Çelik | 760,00 | 40000,00
Summa | 1330,00`, `
Jenny Björk 57000 of 3000000
Åke Çelik 76000 of 4000000
total 133000`},
		{"a year behind a month is no total", `
Pnr | Namn | Medlemsavgift
19641209-9985 | Jenny Björk | 570,00
19860805-9930 | Åke Çelik | 760,00
Totalt oktober 2026`, `
196412099985 Jenny Björk 57000
198608059930 Åke Çelik 76000`},
		{"hyphens within the day of birth", `
Namn | Id | Fackavgift
Jenny Björk | 1964-12-09-9985 | 570:-
Åke Çelik | 1986-08-05-9930 | 760:-`, `
196412099985 Jenny Björk 57000
198608059930 Åke Çelik 76000`},
		{"headings one column off: the amounts tell", `
Pnr | Namn | Lön | Medlemsavgift | Kontrollavgift | Summa
19641209-9985 | Jenny Björk | 570,00 | 150,00 | 720,00 |
19860805-9930 | Åke Çelik | 760,00 | 200,00 | 960,00 |
19671013-9970 | Peter Hülphers | 693,50 | 182,50 | 876,00 |`, `
196412099985 Jenny Björk 57000+15000
198608059930 Åke Çelik 76000+20000
196710139970 Peter Hülphers 69350+18250`},
		{"headings of the two fees the wrong way round", `
Pnr | Namn | Kontrollavgift | Medlemsavgift
19641209-9985 | Jenny Björk | 570,00 | 150,00
19860805-9930 | Åke Çelik | 760,00 | 200,00
19671013-9970 | Peter Hülphers | 693,50 | 182,50`, `
196412099985 Jenny Björk 57000+15000
198608059930 Åke Çelik 76000+20000
196710139970 Peter Hülphers 69350+18250`},
		{"the text says that the amounts are both fees", `
Vi drar 2,4 % i ett svep, medlems- och kontrollavgift ihop:
641209-9985 | Jenny Björk | 720
860805-9930 | Åke Çelik | 960
TOTALT || 1680`, `
total 168000
unread row 2
unread row 3
combined`},
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
