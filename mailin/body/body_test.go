package body

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// show writes what Separate made: new lines, "|", signature.
func show(s Separated) string {
	text := func(lines []Line) string {
		var kept []string
		for _, l := range lines {
			if t := strings.TrimSpace(l.Text); t != "" {
				kept = append(kept, t)
			}
		}
		return strings.Join(kept, "/")
	}
	return text(s.New) + "|" + text(s.Signature)
}

func ours(a string) bool { return strings.HasSuffix(a, "@sef.se") }

func TestSeparate(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, want string
		forward    bool
	}{
		{"Hej\n\nnytt\n\nMvh\nAnna\n", "Hej/nytt|Mvh/Anna", false},
		{"nytt\n-- \nAnna\nTel 08-1", "nytt|--/Anna/Tel 08-1", false},
		{"nytt\n\nDen 2026-09-22 kl. 11:20, skrev Kontakten:\n> gammalt\n> mer", "nytt|", false},
		{"nytt\n\nDen tors 27 aug. 2026 kl 09:12 skrev Ann-Charlotte Bohm <\na@b.example>:\n\n> gammalt", "nytt|", false},
		{"nytt\n\n27 aug. 2026 kl. 09:12 skrev Kontakten <kontakten@sef.se>:\n\ngammalt utan tecken", "nytt|", false},
		{"Kontakten <kontakten@sef.se> skrev (27 aug 2026 kl 10:10):\n> fråga?\n\nsvar\n\n> fråga 2?\n\nsvar 2", "svar/svar 2|", false},
		{"On Tue, Oct 27, 2026 at 9:12 AM Anna <a@b.example> wrote:\n> old\nnytt", "nytt|", false},
		{"nytt\n\n-----Ursprungligt meddelande-----\nFrån: A\nSkickat: i dag\nTill: B\nÄmne: C\n\ngammalt", "nytt|", false},
		{"nytt\n\n-----Original Message-----\nFrom: A\nSent: today\nTo: B\nSubject: C\n\nold", "nytt|", false},
		{"nytt\n\n________________________________\nFrån: A <a@b.example>\nSkickat: den 1 oktober 2026 10:00\nTill: kontakten@sef.se\nÄmne: x\n\ngammalt", "nytt|", false},
		{"nytt\n\nFrån: A <a@b.example>\nSkickat: den 1 oktober 2026 10:00\nTill: C\nÄmne: x\n\ngammalt", "nytt|", false},
		{"*Från:* A <a@b.example>\n*Skickat:* den 1 oktober 2026 10:00\n*Till:* C\n*Ämne:* x\n\ngammalt", "|", false},
		{"se nedan\n\nFrån: A <a@b.example>\nSkickat: den 1 oktober 2026 10:00\nTill: C\nÄmne: x\n\nvidare\n\nFrån: D <d@b.example>\nSkickat: den 1 september 2026\nTill: A\nÄmne: x\n\nhistoria", "se nedan/vidare|", true},
		{"se nedan\n\n---------- Forwarded message ---------\nFrån: A <a@b.example>\nDate: ons 1 okt. 2026\nSubject: x\nTo: C\n\nvidare", "se nedan/vidare|", false},
		{"se nedan\n\nVidarebefordrat brev:\n\nFrån: A <a@b.example>\nÄmne: x\nDatum: 1 okt\nTill: C\n\nvidare", "se nedan/vidare|", false},
		{"fråga\n\nFrån: Kontakten <kontakten@sef.se>\nSkickat: den 1 oktober 2026 10:00\nTill: C\nÄmne: x\n\nvår text", "fråga|", true},
		{"nytt\n\nHämta Outlook för iOS\n________________________________\nFrån: Kontakten <kontakten@sef.se>\nSkickat: Tuesday, October 27, 2026 9:00:00 AM\nTill: a@b.example <a@b.example>\nÄmne: x\n\ngammalt", "nytt|Hämta Outlook för iOS", false},
		{"nytt\n\n-------- Originalmeddelande --------\nFrån: Kontakten <kontakten@sef.se>\nDatum: 2026-10-27 09:00 (GMT+01:00)\nTill: a@b.example\nRubrik: x\n\ngammalt", "nytt|", false},
		{"nytt\n\n------- Original Message -------\nOn Tuesday, October 27th, 2026 at 9:00 AM, Kontakten <kontakten@sef.se> wrote:\n\n> gammalt", "nytt|", false},
		{"nytt\n\nDen mån 28 sep. 2026 10:00Kontakten <kontakten@sef.se> skrev:\n> gammalt", "nytt|", false},
		{"nytt\n\nFra: Kontakten <kontakten@sef.se>\nSendt: 27. oktober 2026 09:00\nTil: a@b.example\nEmne: x\n\ngammalt", "nytt|", false},
		{"nytt\n\nFrån: Kontakten\nSkickat: den 27 oktober 2026 09:00\nTill: Eva Wik\nKopia: Per Wik; Lena Berg med ett så långt namn att raden\nbröts\nÄmne: Påminnelse\n\ngammalt", "nytt|", false},
		{"nytt\n\nKontakten skrev 2026-10-27 09:00:\ngammalt", "nytt|", false},
		{"nytt\n\n2026-10-27 kl. 09:00 skrev kontakten@sef.se:\n\n> gammalt\n\nsvar efter", "nytt/svar efter|", false},
		{"Från: Eva Wik\nTill: Kontakten\n\nNytt brev skrivet som ett brev.", "Från: Eva Wik/Till: Kontakten/Nytt brev skrivet som ett brev.|", false},
		{"nytt\n\nCiterar Kontakten <kontakten@sef.se>:\n\n> gammalt", "nytt|", false},
		{"nytt\n\nFrån: Kontakten <kontakten@sef.se> Skickat: den 28 september 2026 10:00 Till: a@b.example Ämne: x\ngammalt", "nytt|", false},
		{"nytt\n\n>>> Kontakten <kontakten@sef.se> 2026-09-28 10:00 >>>\ngammalt", "nytt|", false},
		{"> citerad rad som är så lång att den bröts av ett program som bryter rader\nom\n> nästa\nnytt", "nytt|", false},
		{">From början\nnytt", "From början/nytt|", false},
		{"Ni skrev:\n\nnytt", "Ni skrev:/nytt|", false},
		{"Från: 2026-10-01\nTill: 2026-10-31\nAnna 608", "Från: 2026-10-01/Till: 2026-10-31/Anna 608|", false},
		{"Mvh Anna\n\n800101-9809 Anna Berg 608,00\n810202-9801 Bo Ek 612,00", "Mvh Anna/800101-9809 Anna Berg 608,00/810202-9801 Bo Ek 612,00|", false},
		{"Hej\nMvh Anna\nPS. Kan ni skicka listan på papper?", "Hej/Mvh Anna/PS. Kan ni skicka listan på papper?|", false},
		{"text\n\nSkickat från min iPhone", "text|Skickat från min iPhone", false},
		{"text\n/Anna\n", "text|/Anna", false},
		{"Önskar övergå till papper\nMvh Anna", "Önskar övergå till papper|Mvh Anna", false},
		{"Vänligen skicka nya uppgifter.", "Vänligen skicka nya uppgifter.|", false},
		{"text\n\nVänligen\nAnna Berg", "text|Vänligen/Anna Berg", false},
		{"text\n\nÖnskar Anna Berg", "text|Önskar Anna Berg", false},
		{"text\n\nönskar er en fin helg!\nAnna", "text|önskar er en fin helg!/Anna", false},
		{"", "|", false},
	} {
		got := show(Separate(FromText(c.text, Flow{}), Context{Forward: c.forward, Ours: ours}))
		if got != c.want {
			t.Errorf("%q\n\tgot  %q\n\twant %q", c.text, got, c.want)
		}
	}
}

func TestFlowed(t *testing.T) {
	t.Parallel()
	text := FromText("en \nrad\n\n två\n> cit \n> at\n-- \nAnna", Flow{Flowed: true})
	var got []string
	for _, l := range text.Lines {
		got = append(got, fmt.Sprintf("%d:%d:%s", l.Number, l.Quote, l.Text))
	}
	if want := "1:0:en rad 3:0: 4:0:två 5:1:cit at 7:0:--  8:0:Anna"; strings.Join(got, " ") != want {
		t.Errorf("got %q", strings.Join(got, " "))
	}
	if n := text.Lines[0].NumberAt(4); n != 2 {
		t.Errorf("the second half stands on line %d", n)
	}
	if del := FromText("räk \nsmörgås", Flow{Flowed: true, DelSp: true}); del.Lines[0].Text != "räksmörgås" {
		t.Errorf("delsp: %q", del.Lines[0].Text)
	}
}

func TestFromHTML(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ html, want string }{
		{"<p>ett</p><p>två</p>", "ett/två"},
		{"<p>ett<br>två</p>", "ett/två"},
		{"<div>ett<div>två</div>tre</div>", "ett/två/tre"},
		{"ett&nbsp;tv&aring; &#229;", "ett två å"},
		{"<style>p{}</style><script>inloggningsuppgifter</script><title>x</title>text", "text"},
		{"<ul><li>ett<li>två</ul>", "- ett/- två"},
		{"<table><tr><td>a</td><td>b</td></tr><tr><td>c<td>d</table>", "a\tb/c\td"},
		{"<table><tr><td><table><tr><td>a<td>b</table></td></tr><tr><td>slut</td></tr></table>", "a\tb/slut"},
		{"<blockquote type=cite>gammalt</blockquote>nytt", "[1]gammalt/nytt"},
		{"<blockquote style='border:none;margin-left:40px'>nytt</blockquote>", "nytt"},
		{"<div class=gmail_quote><div>Den 1 okt skrev A:</div><blockquote class=gmail_quote>gammalt</blockquote></div>", "[1]Den 1 okt skrev A:/[2]gammalt"},
		{"<div class=gmail_quote><div>---------- Forwarded message ---------</div>vidare</div>", "---------- Forwarded message ---------/vidare"},
		{"<div>nytt</div><div id=appendonsend></div><hr><div id=divRplyFwdMsg><font><b>Från:</b> A &lt;a@b.example&gt;<br><b>Skickat:</b> i dag<br><b>Till:</b> B<br><b>Ämne:</b> C</font></div><div>gammalt</div>", "nytt/Från: A <a@b.example>/Skickat: i dag/Till: B/Ämne: C/gammalt"},
		{"<div class=yahoo_quoted><div>gammalt</div></div>nytt", "[1]gammalt/nytt"},
		{"<div class='moz-cite-prefix'>Den 2026-10-27 kl. 09:00, skrev A:<br></div><blockquote type=cite>gammalt</blockquote>", "Den 2026-10-27 kl. 09:00, skrev A:/[1]gammalt"},
		{"<!-- dolt -->syns", "syns"},
		{"a\u200bb\u00ad", "ab"},
		{"<p>öppen", "öppen"},
		{"", ""},
	} {
		var got []string
		for _, l := range FromHTML(c.html).Lines {
			text := l.Text
			if l.Quote > 0 {
				text = fmt.Sprintf("[%d]%s", l.Quote, text)
			}
			if text != "" {
				got = append(got, text)
			}
		}
		if strings.Join(got, "/") != c.want {
			t.Errorf("%s\n\tgot  %q\n\twant %q", c.html, strings.Join(got, "/"), c.want)
		}
	}
}

func TestTables(t *testing.T) {
	t.Parallel()
	text := FromHTML("<table><tr><th>Namn</th><th>Avgift</th></tr><tr><td colspan=2>Summa</td></tr></table><table><tr><td>ram</td></tr></table><table><tr><td>a</td><td>b</td></tr></table>")
	if len(text.Tables) != 2 || text.Tables[0].Number != 1 || text.Tables[1].Number != 2 {
		t.Fatalf("tables %+v", text.Tables)
	}
	if !text.Tables[0].Rows[0][0].Heading || text.Tables[0].Rows[1][0].Span != 2 {
		t.Errorf("rows %+v", text.Tables[0].Rows)
	}
}

// TestHostileHTML feeds what is meant to cost time or memory.
func TestHostileHTML(t *testing.T) {
	t.Parallel()
	for name, source := range map[string]string{
		"nested div":        strings.Repeat("<div>", 200_000) + "x",
		"nested table":      strings.Repeat("<table><tr><td>", 50_000) + "x",
		"nested blockquote": strings.Repeat("<blockquote>", 100_000) + "x",
		"a cell of colspan": "<table><tr>" + strings.Repeat("<td colspan=99999999>x", 10_000) + "</table>",
		"many cells":        "<table>" + strings.Repeat("<tr><td>a<td>b", 300_000) + "</table>",
		"many breaks":       strings.Repeat("<br>", 2_000_000),
		"long text":         strings.Repeat("ord ", 5_000_000),
		"open tag":          "<p " + strings.Repeat("a=b ", 1_000_000),
		"closing only":      strings.Repeat("</div></td></table>", 300_000),
	} {
		start := time.Now()
		text := FromHTML(source)
		if took := time.Since(start); took > 4*time.Second {
			t.Errorf("%s took %v", name, took)
		}
		if len(text.Lines) > maxLines {
			t.Errorf("%s: %d lines", name, len(text.Lines))
		}
	}
}

func FuzzHTML(f *testing.F) {
	f.Add("<table><tr><td>a<td>b<table><tr><td>c</table></table>")
	f.Add("<div class=gmail_quote>x<blockquote>y</div>z")
	f.Add("<p>Från: a<br>Skickat: b<br>Till: c<br>Ämne: d</p>e")
	f.Fuzz(func(t *testing.T, source string) {
		text := FromHTML(source)
		s := Separate(text, Context{Ours: ours})
		if len(s.New)+len(s.Signature)+len(s.Quoted) != len(text.Lines) {
			t.Fatal("a line is lost or doubled")
		}
	})
}

func FuzzText(f *testing.F) {
	f.Add("hej \n> citat\nDen 1 okt 10:00 skrev A:\n> b\n-- \nx", true)
	f.Fuzz(func(t *testing.T, source string, flowed bool) {
		text := FromText(source, Flow{Flowed: flowed})
		s := Separate(text, Context{Ours: ours})
		if len(s.New)+len(s.Signature)+len(s.Quoted) != len(text.Lines) {
			t.Fatal("a line is lost or doubled")
		}
	})
}
