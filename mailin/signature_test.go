package mailin

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin/kinds"
)

// TestSignaturesHoldNoFees signs errands without fees as members of the company
// would: whatever numbers stand below, none is a fee of the one who signs.
func TestSignaturesHoldNoFees(t *testing.T) {
	t.Parallel()
	reader := sampleReader(t)
	r := rand.New(rand.NewPCG(3, 4))
	errands := []string{
		"Inloggning\r\n\r\nHej!\r\n\r\nVi har inte fått några inloggningsuppgifter till avgiftsredovisningen. Kan ni skicka nya?",
		"Papper\r\n\r\nHej\r\nVår lönekontorist har ingen mobiltelefon. Vi vill ha avgiftslistan på papper i fortsättningen.",
		"Ny kontaktperson\r\n\r\nHej,\r\nfrån 1 november 2026 är Lisa Holm kontaktperson hos oss i stället, lisa.holm@firma.example, 070-174 06 12.",
		"Fråga\r\n\r\nHej! Var ser man de listor vi skickat in tidigare, t ex maj 2025?",
	}
	closings := []string{"Mvh", "Vänligen", "Hälsningar från verkstan", "Tack på förhand!", "--", "Med utmärkt högaktning", "Allt gott", "/", "Hej så länge", ""}
	companies := reader.reg.Companies()
	tried := 0
	for range 400 {
		c := companies[r.IntN(len(companies))]
		employed := reader.reg.Employed(c.OrganisationNumber, register.Period{Year: 2026, Month: 10})
		if len(employed) == 0 || len(c.Emails) == 0 || c.Street == "" {
			continue
		}
		tried++
		n, pc := employed[r.IntN(len(employed))].FullName(), c.Postcode[:3]+" "+c.Postcode[3:]
		numbers := fmt.Sprintf("%d %d %d", 100+r.IntN(900), 10+r.IntN(90), 10+r.IntN(90))
		signature := one(r,
			n+"\n"+c.Name+"\n"+c.Street+"\n"+pc+" "+c.City+"\nTel 0243-"+numbers,
			n+" | "+c.Name+" | "+c.Street+" | "+pc+"  "+c.City+" | 070-"+numbers,
			n+", "+c.Name+"\n"+c.Street+", "+strings.ReplaceAll(pc, " ", "")+" "+c.City,
			n+"\nÄgare\n"+c.Name+" org.nr "+c.OrganisationNumber.Hyphened()+"\n"+pc+" "+c.City,
			n+"\n"+c.Name+"\nBox 412\n"+pc+" "+c.City+"\nBg 123-4567\nÖppet 07.00-16.00",
			n+"\nVD, behörig elinstallatör sedan 1987\n"+pc+" "+strings.ToUpper(c.City)+"\nInnehar F-skattebevis",
			n+"\ntfn "+numbers+" (vx), "+numbers+" (direkt)\n"+c.Street+", SE-"+pc+" "+c.City,
			n+" (lön & ekonomi)\nDirekt: 023-"+numbers+"\nKundnr 41267\n"+c.Name+", "+pc+" "+c.City,
			n+", montör\nBil 452 · Anknytning 947\n"+c.Name)
		raw := "From: " + c.Emails[0] + "\r\nTo: kontakten@sef.se\r\nDate: Mon, 02 Nov 2026 09:00:00 +0100\r\nContent-Type: text/plain; charset=utf-8\r\nSubject: " +
			one(r, errands...) + one(r, "\r\n\r\n", "\r\n") + one(r, closings...) + "\r\n" + strings.ReplaceAll(signature, "\n", "\r\n") + "\r\n"
		if got := read(t, reader, []byte(raw)); len(got.Draft.Rows) > 0 || slices.Contains(got.Kinds, kinds.FeeData) {
			t.Errorf("%d rows, %v\n%s", len(got.Draft.Rows), got.Kinds, raw)
		}
	}
	if tried < 300 {
		t.Errorf("only %d signatures were tried", tried)
	}
}
