package clients_test

import (
	"testing"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework/clients"
	"sef.se/kontakten/internal/demo"
	"sef.se/kontakten/internal/register"
)

func TestPropose(t *testing.T) {
	t.Parallel()
	folder, err := demo.Register()
	if err != nil {
		t.Fatal(err)
	}
	reg, _, _, err := register.OpenStrict(folder)
	if err != nil {
		t.Fatal(err)
	}
	october := register.NewPeriod(2026, 10)
	var a, b register.Company
	for _, c := range reg.Companies() {
		if only(reg, c, october) < 3 {
			continue
		}
		if a.Name == "" {
			a = c
		} else if b.Name == "" {
			b = c
		}
	}
	at := func(sheet string, row int) avgiftslista.Place {
		return avgiftslista.Place{Part: avgiftslista.PartAttachment, Attachment: 1, File: "klienter.xlsx", Sheet: sheet, Row: row}
	}
	row := func(p register.Personnummer, place avgiftslista.Place) avgiftslista.Row {
		return avgiftslista.Row{Personnummer: p, Place: place}
	}
	ma, mb := reg.Employed(a.OrganisationNumber, october), reg.Employed(b.OrganisationNumber, october)
	var nobody register.Personnummer
	named := func(o register.OrganisationNumber, place avgiftslista.Place) clients.Named {
		return clients.Named{Place: place, Org: o}
	}

	for _, tt := range []struct {
		name  string
		rows  []avgiftslista.Row
		named []clients.Named
		want  []register.OrganisationNumber
	}{
		{"by member", []avgiftslista.Row{row(ma[0].Personnummer, at("Alla", 2)), row(mb[0].Personnummer, at("Alla", 3))}, nil,
			[]register.OrganisationNumber{a.OrganisationNumber, b.OrganisationNumber}},
		{"an unknown person beside one known is nobody's", []avgiftslista.Row{row(ma[0].Personnummer, at("A", 2)), row(nobody, at("A", 3))}, nil,
			[]register.OrganisationNumber{a.OrganisationNumber, {}}},
		{"an unknown person in a sheet of one company's members", []avgiftslista.Row{row(ma[0].Personnummer, at("A", 2)), row(ma[1].Personnummer, at("A", 3)), row(nobody, at("A", 4)), row(mb[0].Personnummer, at("B", 2))}, nil,
			[]register.OrganisationNumber{a.OrganisationNumber, a.OrganisationNumber, a.OrganisationNumber, b.OrganisationNumber}},
		{"an unknown person in a sheet of two companies' members", []avgiftslista.Row{row(ma[0].Personnummer, at("A", 2)), row(mb[0].Personnummer, at("A", 3)), row(nobody, at("A", 4))}, nil,
			[]register.OrganisationNumber{a.OrganisationNumber, b.OrganisationNumber, {}}},
		{"numbers above sections of one sheet", []avgiftslista.Row{row(nobody, at("A", 3)), row(nobody, at("A", 7))},
			[]clients.Named{named(a.OrganisationNumber, at("A", 1)), named(b.OrganisationNumber, at("A", 6))},
			[]register.OrganisationNumber{a.OrganisationNumber, b.OrganisationNumber}},
		{"a number below its only section", []avgiftslista.Row{row(nobody, at("A", 3))}, []clients.Named{named(b.OrganisationNumber, at("A", 9))},
			[]register.OrganisationNumber{b.OrganisationNumber}},
		{"number against member is nobody's", []avgiftslista.Row{row(ma[0].Personnummer, at("A", 3))}, []clients.Named{named(b.OrganisationNumber, at("A", 1))},
			[]register.OrganisationNumber{{}}},
		{"a number in another sheet says nothing", []avgiftslista.Row{row(nobody, at("A", 3))}, []clients.Named{named(b.OrganisationNumber, at("B", 1))},
			[]register.OrganisationNumber{{}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for i, c := range clients.Propose(tt.rows, tt.named, october, reg) {
				if c.Org != tt.want[i] {
					t.Errorf("row %d: %v (%s), want %v", i, c.Org, c.By, tt.want[i])
				}
			}
		})
	}
}

// only counts members who are employed in no other company, where all of the company's are.
func only(reg *register.Register, c register.Company, p register.Period) int {
	n := 0
	for _, m := range reg.Employed(c.OrganisationNumber, p) {
		if len(reg.EmploymentsOf(m.Personnummer)) != 1 {
			return 0
		}
		n++
	}
	return n
}
