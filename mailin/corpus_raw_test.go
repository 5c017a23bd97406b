package mailin

import (
	"strings"
	"testing"

	"sef.se/kontakten/mailin/underlag"
)

// rawCases are whole messages of the corpus: header lines, a blank line, body.
// "To" and "Date" (28 October 2026) are added.
var rawCases = []struct{ name, raw, want string }{
	{"bounce of qmail", `From: MAILER-DAEMON@mx.example
Return-Path: <>
Subject: failure notice

Hi. This is the qmail-send program at mx.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<vd@fiberost.example>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Return-Path: <kontakten@sef.se>
Subject: Avgiftslista oktober

{fiber1} 608 kr
`, "delivery_failure fiber -"},
	{"bounce in Swedish without report", `From: Postmaster <postmaster@lundbergs.example>
Subject: Leveransfel: Er redovisning

Ditt meddelande kunde inte levereras till lon@lundbergs.example eftersom adressen inte finns.
`, "delivery_failure lund -"},
	{"delayed", `From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example>
Subject: Warning: could not send message for past 4 hours
Auto-Submitted: auto-generated
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

The message is delayed.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; info@lundbergsel.example
Action: delayed
Status: 4.4.1
--b--
`, "delivery_failure lel -"},
	{"away, by subject and text", `From: Eva <ekonomi@fiberost.example>
Subject: Frånvaro: Påminnelse om redovisning

Hej! Jag är på semester till den 5 november. Vid brådskande ärenden, kontakta vd@fiberost.example.
`, "auto_reply fiber -"},
	{"away in English", `From: Eva <ekonomi@fiberost.example>
Subject: Automatic reply: Redovisning
X-Auto-Response-Suppress: OOF

I am out of office until Monday.
`, "auto_reply fiber -"},
	{"receipt of a ticket system", `From: Siffran Support <support@siffran.example>
Subject: Tack för ditt mejl [#88123]
Auto-Submitted: auto-replied

Vi har tagit emot ditt ärende och återkommer så snart vi kan.
`, "auto_reply - -"},
	{"receipt without headers", `From: Support <byra@siffran.example>
Subject: Automatisk bekräftelse

Tack för ditt meddelande! Vi svarar inom två arbetsdagar. Detta är ett automatiskt svar.
`, "auto_reply - -"},
	{"newsletter", `From: Nytt om lön <nyheter@lonenytt.example>
Subject: Så hittar du rätt inloggning till lönesystemet
List-Id: <nyheter.lonenytt.example>

Har ni tappat bort inloggningsuppgifterna? Beställ nya hos oss. Avgift 199 kr för oktober.
`, "other - -"},
	{"an employer's mail with List-Unsubscribe of a mail service", `From: Eva <ekonomi@fiberost.example>
Subject: Avgifter oktober
List-Unsubscribe: <mailto:u@esp.example>

Göran 608, Hanna 590, Ilse 570
`, "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570"},
	{"Outlook reply in HTML with history", `From: Eva <ekonomi@fiberost.example>
Subject: SV: Fackavgifter september
Content-Type: text/html; charset=utf-8

<html><body><div class=WordSection1><p class=MsoNormal>Hej, här kommer oktober:</p>
<table><tr><td><p>Hed Göran</p></td><td><p>608,00</p></td></tr><tr><td><p>Ivarsson Hanna</p></td><td><p>590,00</p></td></tr><tr><td><p>von Kraft Ilse</p></td><td><p>570,00</p></td></tr><tr><td><p>Summa</p></td><td><p>1 768,00</p></td></tr></table>
<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b>Från:</b> Eva &lt;ekonomi@fiberost.example&gt;<br><b>Skickat:</b> den 28 september 2026 09:00<br><b>Till:</b> kontakten@sef.se<br><b>Ämne:</b> Fackavgifter september</p></div>
<p class=MsoNormal>September:</p><table><tr><td>Hed Göran</td><td>500,00</td></tr><tr><td>Ivarsson Hanna</td><td>501,00</td></tr></table></div></body></html>
`, "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570 =1768"},
	{"forwarded in the text", `From: Lena <lena@stromsund.example>
Subject: VB: Avgifter

Se nedan från vår byrå.

Lena

---------- Forwarded message ---------
Från: Siffran <byra@siffran.example>
Date: ons 28 okt. 2026 kl 08:12
Subject: Avgifter
To: <lena@stromsund.example>

Hej Lena, oktober:
Lars Moberg 608 kr
Mia Norling 590 kr
Nils Oskarsson 570 kr
`, "fee_data strom 2026-10 strom1:608 strom2:590 strom3:570"},
	{"our own reminder forwarded", `From: Lena <lena@stromsund.example>
Subject: VB: Påminnelse

Vi har inget lösenord, kan ni skicka ett?

Från: Kontakten <kontakten@sef.se>
Skickat: den 26 oktober 2026 08:12
Till: lena@stromsund.example
Ämne: Påminnelse

Vi saknar er redovisning för september. Saknar ni mobil kan ni få listan på papper.
`, "credential_request strom -"},
	{"answers between the lines", `From: Eva <ekonomi@fiberost.example>
Subject: Re: Frågor

Den 2026-10-27 kl. 09:00, skrev Kontakten:
> Hej! Vilka avgifter drog ni för Göran i oktober?

Göran Hed 608 kr

> Och för Hanna och Ilse?

Hanna Ivarsson 590 kr och Ilse von Kraft 570 kr, allt för oktober.

> Kontakten
`, "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570"},
	{"HTML list of Apple Mail with quoted history", `From: Eva <ekonomi@fiberost.example>
Subject: Re: Avgifter
Content-Type: text/html; charset=utf-8

<html><body>Avgifter för oktober<ul><li>Göran Hed – 608 kr</li><li>Hanna Ivarsson – 590 kr</li><li>Ilse von Kraft – 570 kr</li></ul><br><blockquote type="cite"><div>27 okt. 2026 kl. 10:00 skrev Kontakten &lt;kontakten@sef.se&gt;:</div><br><div>Göran Hed 100 kr</div></blockquote></body></html>
`, "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570"},
	{"table with given and family name apart", `From: Eva <lon@lundbergs.example>
Subject: oktober
Content-Type: text/html; charset=utf-8

<table><tr><th>Förnamn</th><th>Efternamn</th><th>Fackavgift</th><th>Kontrollavgift</th></tr>
<tr><td>Anna</td><td>Bergström</td><td>608,00</td><td>160,00</td></tr>
<tr><td>Bo</td><td>Ek</td><td>570,00</td><td>150,00</td></tr>
<tr><td>Cecilia</td><td>Dahl Åberg</td><td>570,00</td><td>150,00</td></tr>
<tr><td>Dragan</td><td>Jovanović</td><td>551,00</td><td>145,00</td></tr></table>
`, "fee_data lund 2026-10 lund1:608/160 lund2:570/150 lund3:570/150 lund4:551/145"},
	{"a combined column", `From: Eva <lon@lundbergs.example>
Subject: oktober
Content-Type: text/html; charset=utf-8

<table><tr><th>Personnr</th><th>Namn</th><th>Medlems- och kontrollavgift</th></tr>
<tr><td>{lund1}</td><td>Anna Bergström</td><td>768,00</td></tr>
<tr><td>{lund2}</td><td>Bo Ek</td><td>720,00</td></tr>
<tr><td></td><td>Summa</td><td>1 488,00</td></tr></table>
`, "fee_data lund 2026-10 =1488 !no_rows"},
	{"photographed list without a word", `From: Eva <ekonomi@fiberost.example>
Subject: Avgiftslista oktober
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

Skickat från min iPhone
--b
Content-Type: image/jpeg; name="IMG_1.jpeg"
Content-Disposition: inline; filename="IMG_1.jpeg"
Content-Transfer-Encoding: base64

/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAEBAQ==
--b--
`, "returned_list fiber 2026-10 !attachment_unreadable,no_rows"},
	{"an invoice", `From: Kabel & Co <faktura@kabelco.example>
Subject: Faktura 20261
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

Hej, bifogat finner ni faktura 20261. Förfallodatum 2026-11-27. Betala till bankgiro 5050-1055.
--b
Content-Type: application/pdf; name="faktura.pdf"
Content-Disposition: attachment; filename="faktura.pdf"

%PDF-1.4 broken
--b--
`, "other - -"},
	{"a question with a picture of the screen", `From: Eva <ekonomi@fiberost.example>
Subject: Felmeddelande
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

Hej, när jag loggat in står det att jag använt en osäker metod, se bild. Hur gör jag?
--b
Content-Type: image/png; name="skarm.png"
Content-Disposition: attachment; filename="skarm.png"
Content-Transfer-Encoding: base64

iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ
--b--
`, "question fiber -"},
	{"csv and the same table in the text", `From: Eva <ekonomi@fiberost.example>
Subject: Underlag oktober
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

Göran Hed {fiber1} 608,00
Hanna Ivarsson {fiber2} 590,00
Ilse von Kraft {fiber3} 570,00
Samma i bifogad fil.
--b
Content-Type: text/csv; charset=utf-8; name="okt.csv"
Content-Disposition: attachment; filename="okt.csv"

Personnummer;Namn;Medlemsavgift
{fiber1};Göran Hed;608,00
{fiber2};Hanna Ivarsson;590,00
{fiber3};Ilse von Kraft;570,00
--b--
`, "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570"},
	{"csv and other amounts in the text", `From: Eva <ekonomi@fiberost.example>
Subject: Underlag oktober
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

Göran Hed {fiber1} 608,00
Hanna Ivarsson {fiber2} 591,00
Ilse von Kraft {fiber3} 570,00
--b
Content-Type: text/csv; charset=utf-8; name="okt.csv"
Content-Disposition: attachment; filename="okt.csv"

Personnummer;Namn;Medlemsavgift
{fiber1};Göran Hed;608,00
{fiber2};Hanna Ivarsson;590,00
{fiber3};Ilse von Kraft;570,00
--b--
`, "fee_data fiber 2026-10 fiber1:608 fiber2:591 fiber3:570 fiber2:590 !duplicate_member"},
	{"payroll system without reply", `From: Lönesystemet <no-reply@lonia.example>
Subject: Fackavgifter 202610 Fiberteknik Öst AB
Auto-Submitted: auto-generated
Content-Type: text/html; charset=utf-8

<p>Företag: Fiberteknik Öst AB</p><table><tr><th>Anst.nr</th><th>Namn</th><th>Personnr</th><th>Avdrag</th></tr>
<tr><td>12</td><td>Hed Göran</td><td>{fiber1:10}</td><td>-608,00</td></tr>
<tr><td>14</td><td>Ivarsson Hanna</td><td>{fiber2:10}</td><td>-590,00</td></tr>
<tr><td>17</td><td>von Kraft Ilse</td><td>{fiber3:10}</td><td>-570,00</td></tr></table><p>Detta meddelande kan inte besvaras.</p>
`, ""},
	{"forwarded as a file without media type", `From: Eva <ekonomi@fiberost.example>
Subject: Vidarebefordrar
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

Se bifogat.
--b
Content-Type: application/octet-stream; name="mejl.eml"
Content-Disposition: attachment; filename="mejl.eml"

From: kollega@fiberost.example
Subject: papper
Content-Type: text/plain; charset=utf-8

Be dem skicka listan på papper i fortsättningen, jag har ingen tjänstemobil.
--b--
`, "paper_request fiber -"},
	{"table without headings, with layout around it and a signature table", `From: Eva <ekonomi@fiberost.example>
Subject: Medlemsavgift oktober
Content-Type: text/html; charset=utf-8

<html><body><table><tr><td><p>Hej!</p><table border=1><tr><td>Göran Hed</td><td>{fiber1}</td><td>608:-</td></tr><tr><td>Hanna Ivarsson</td><td>{fiber2}</td><td>590:-</td></tr><tr><td>Ilse von Kraft</td><td>{fiber3}</td><td>570:-</td></tr></table>
<p>Med vänlig hälsning</p><table><tr><td>Eva Wik</td><td>Tel 026-465 00 12</td></tr><tr><td>Fiberteknik Öst AB</td><td>Mobil 070-174 06 72</td></tr></table></td></tr></table></body></html>
`, "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570"},
	{"divs for cells, as web mail makes them", `From: Eva <ekonomi@fiberost.example>
Subject: Avgifter okt
Content-Type: text/html; charset=utf-8

<div>Göran Hed</div><div>608 kr</div><div><br></div><div>Hanna Ivarsson</div><div>590 kr</div><div><br></div><div>Ilse von Kraft</div><div>570 kr</div><div><br></div><div>Summa</div><div>1 768 kr</div>
`, "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570 =1768"},
	{"plain text that only says to use another program", `From: Eva <ekonomi@fiberost.example>
Subject: Avgifter okt
Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/plain; charset=utf-8

Ditt e-postprogram stöder inte HTML.
--b
Content-Type: text/html; charset=utf-8

<p>Hej! Vi har för oktober dragit 608 kr för Göran Hed, 590 kr för Hanna Ivarsson och 570 kr för Ilse von Kraft. Det blir totalt 1 768 kr som vi betalar in i dag.</p><p>Hälsningar från oss på Fiberteknik</p>
--b--
`, "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570 =1768"},
	{"csv with names only from a private address, company in the text", `From: Eva <eva@privat.example>
Subject: lista
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

Hej, från Fiberteknik Öst. Se fil.
--b
Content-Type: text/csv; charset=utf-8; name="avdrag_202610.csv"
Content-Disposition: attachment; filename="avdrag_202610.csv"

Efternamn;Förnamn;Avgift
Hed;Göran;608,00
Ivarsson;Hanna;590,00
von Kraft;Ilse;570,00
Summa;;1768,00
--b--
`, "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570 =1768 !sender_unknown"},
	{"two files, the same data", `From: Eva <ekonomi@fiberost.example>
Subject: oktober
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

Bifogar som csv och txt.
--b
Content-Type: text/csv; charset=utf-8; name="a.csv"
Content-Disposition: attachment; filename="a.csv"

Personnummer;Namn;Medlemsavgift
{fiber1};Göran Hed;608,00
{fiber2};Hanna Ivarsson;590,00
{fiber3};Ilse von Kraft;570,00
Summa;;1768,00
--b
Content-Type: text/plain; charset=utf-8; name="a.txt"
Content-Disposition: attachment; filename="a.txt"

AVDRAGSLISTA OKTOBER 2026

Personnr       Namn                 Avgift
{fiber1}    HED GÖRAN            608,00
{fiber2}    IVARSSON HANNA       590,00
{fiber3}    VON KRAFT ILSE       570,00
                       SUMMA      1 768,00
--b--
`, "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570 =1768"},
	{"a word of text in a file", `From: Eva <ekonomi@fiberost.example>
Subject: oktober
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

se bif
--b
Content-Type: text/plain; charset=utf-8; name="brev.txt"
Content-Disposition: attachment; filename="brev.txt"

Hej,
för Göran Hed har vi dragit 608 kr, för Hanna Ivarsson 590 kr
och för Ilse von Kraft 570 kr.
--b--
`, "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570"},
	{"signed with S/MIME, and a visiting card", `From: Eva <ekonomi@fiberost.example>
Subject: okt
Content-Type: multipart/signed; protocol="application/pkcs7-signature"; boundary=b

--b
Content-Type: multipart/mixed; boundary=c

--c
Content-Type: text/plain; charset=utf-8

Göran 608, Hanna 590, Ilse 570
--c
Content-Type: text/vcard; name=eva.vcf

BEGIN:VCARD
--c--
--b
Content-Type: application/pkcs7-signature; name=smime.p7s
Content-Transfer-Encoding: base64

MIIB
--b--
`, "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570"},
	{"an encrypted message", `From: Eva <ekonomi@fiberost.example>
Subject: Fackavgifter oktober
Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m
Content-Transfer-Encoding: base64

MIIBMIIB
`, "fee_data fiber 2026-10 !attachment_unreadable,no_rows"},
	{"winmail.dat", `From: Eva <ekonomi@fiberost.example>
Subject: Underlag oktober
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

Underlag bifogas.
--b
Content-Type: application/ms-tnef; name=winmail.dat
Content-Transfer-Encoding: base64

eJ8+IgAAAAAA
--b--
`, "fee_data fiber 2026-10 !attachment_unreadable,no_rows"},
	{"own system's receipt comes back", `From: Kontakten <kontakten@sef.se>
Subject: Kvittens K-1234

Tack för ditt meddelande. Vi svarar inom två dagar.
`, ""},
	{"contact person with the number only in the signature", `From: Eva <ekonomi@fiberost.example>
Subject: Ny kontaktperson

Från och med måndag är jag kontaktperson hos oss efter Per som slutat.

Med vänlig hälsning
Eva Wik
Fiberteknik Öst AB
070-174 06 73
`, "contact_person fiber -"},
	{"text in UTF-7 and a name in small letters", `From: Eva <ekonomi@fiberost.example>
Subject: okt
Content-Type: text/plain; charset=utf-7

G+APY-ran Hed 608 kr
hanna ivarsson 590 kr
ilse 570 kr
`, "fee_data fiber 2026-10 fiber1:608 fiber2:590 fiber3:570"},
}

func TestCorpusRaw(t *testing.T) {
	t.Parallel()
	c := newCorpus(t)
	r := New(c.reg, underlag.Direct{})
	wrong := 0
	for _, m := range rawCases {
		if m.want == "" {
			continue
		}
		raw := "To: kontakten@sef.se\nDate: Wed, 28 Oct 2026 10:00:00 +0100\n" + c.fill(m.raw)
		got := c.summary(read(t, r, []byte(strings.ReplaceAll(raw, "\n", "\r\n"))))
		if got != m.want {
			wrong++
			t.Errorf("%s\n\tgot  %s\n\twant %s", m.name, got, m.want)
		}
	}
	t.Logf("%d of %d right", len(rawCases)-wrong, len(rawCases))
}
