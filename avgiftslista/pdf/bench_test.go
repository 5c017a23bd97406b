package pdf_test

import (
	"fmt"
	"io"
	"testing"
	"time"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/avgiftslista/pdf"
	"sef.se/kontakten/internal/register"
)

// sampleLists makes lists of so many members each, all different, with valid
// numbers.
func sampleLists(t testing.TB, lists, members int) []avgiftslista.List {
	t.Helper()
	p := register.Period{Year: 2026, Month: 10}
	last := []string{"Łukaszewicz", "Đặng", "Çelik", "Åkerlund", "Öhrn", "Sørlie", "Müller", "von Essen", "Ekdahl", "Dvořák"}
	first := []string{"Małgorzata", "Jörgen", "Kåre", "Żaneta", "Anna-Lena", "Øystein", "Björn", "Désirée", "Elias", "Åsa"}
	all := make([]avgiftslista.List, lists)
	serial := 0
	for i := range all {
		number, err := avgiftslista.NewListNumber(100000+i, p, 1)
		if err != nil {
			t.Fatal(err)
		}
		org, err := register.ParseOrganisationNumber(withLuhn(t, fmt.Sprintf("5598%05d", i)))
		if err != nil {
			t.Fatal(err)
		}
		l := avgiftslista.List{Number: number, Period: p, Agreement: "Installationsavtalet",
			Rate: register.Rate{MemberFee: 190, ControlFee: 50},
			Company: register.Company{CustomerNumber: 100000 + i, OrganisationNumber: org, Name: fmt.Sprintf("Elbolaget nr %d i Ängelholm AB", i),
				Street: fmt.Sprintf("Kopparvägen %d", i%200+1), Postcode: fmt.Sprintf("%05d", 10000+i*7%89999), City: "Ängelholm"},
			Due: avgiftslista.DueDates{PayDay: date(2026, 10, 23), List: date(2026, 10, 26), Money: date(2026, 11, 2)},
		}
		for j := range members {
			serial++
			day := register.NewDate(1960, 1, 1+serial%14000)
			pnr, err := register.ParsePersonnummer(fmt.Sprintf("%02d", day.Year/100)+withLuhn(t, fmt.Sprintf("%02d%02d%02d%03d", day.Year%100, day.Month, day.Day, 980+serial%20)), date(2026, 10, 1))
			if err != nil {
				t.Fatal(err)
			}
			l.Rows = append(l.Rows, avgiftslista.ListRow{Personnummer: pnr, LastName: last[(i+j)%10], FirstName: first[(i/10+j)%10]})
		}
		all[i] = l
	}
	return all
}

func withLuhn(t testing.TB, digits string) string {
	t.Helper()
	d, ok := register.LuhnDigit(digits)
	if ok {
		return digits + string(d)
	}
	t.Fatal("no digits: ", digits)
	return ""
}

func date(y int, m int, d int) register.Date { return register.NewDate(y, time.Month(m), d) }

func BenchmarkBatch(b *testing.B) {
	lists := sampleLists(b, pdf.SheetsPerFile, 10)
	b.ReportAllocs()
	for b.Loop() {
		batch := pdf.NewBatch(io.Discard, pdf.Demo(), lists[0].Period)
		for _, l := range lists {
			if _, err := batch.Add(l, ""); err != nil {
				b.Fatal(err)
			}
		}
		if err := batch.Close(); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N*len(lists))/b.Elapsed().Seconds(), "lists/s")
}
