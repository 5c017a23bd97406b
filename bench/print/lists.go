package main

import (
	"encoding/json"
	"fmt"
	"os"
	"time"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
)

// members is how many stand on each list.
const members = 10

var (
	familyNames = []string{"Łukaszewicz", "Đặng", "Çelik", "Åkerlund", "Öhrn", "Sørlie", "Müller", "von Essen", "Ekdahl", "Dvořák"}
	givenNames  = []string{"Małgorzata", "Jörgen", "Kåre", "Żaneta", "Anna-Lena", "Øystein", "Björn", "Désirée", "Elias", "Åsa"}
)

// makeLists makes lists of ten members, all different, with valid numbers.
func makeLists(n int) ([]avgiftslista.List, error) {
	p := register.Period{Year: 2026, Month: time.October}
	lists := make([]avgiftslista.List, n)
	for i := range lists {
		number, err := avgiftslista.NewListNumber(100000+i, p, 1)
		if err != nil {
			return nil, err
		}
		org, err := register.ParseOrganisationNumber(withLuhn(fmt.Sprintf("5598%05d", i)))
		if err != nil {
			return nil, err
		}
		l := avgiftslista.List{Number: number, Period: p, Agreement: "Installationsavtalet",
			Rate: register.Rate{MemberFee: 190, ControlFee: 50},
			Company: register.Company{OrganisationNumber: org, Name: fmt.Sprintf("Elbolaget nr %d i Ängelholm AB", i),
				Street: fmt.Sprintf("Kopparvägen %d", i%200+1), Postcode: fmt.Sprint(10000 + i*7%89999), City: "Ängelholm"},
			Due: avgiftslista.DueDates{PayDay: register.NewDate(2026, 10, 23), List: register.NewDate(2026, 10, 26), Money: register.NewDate(2026, 11, 2)},
		}
		for j := range members {
			serial := i*members + j
			day := register.NewDate(1960, 1, 1+serial%14000)
			digits := withLuhn(fmt.Sprintf("%02d%02d%02d%03d", day.Year%100, day.Month, day.Day, 980+serial%20))
			pnr, err := register.ParsePersonnummer(fmt.Sprint(day.Year/100)+digits, register.NewDate(2026, 10, 1))
			if err != nil {
				return nil, err
			}
			l.Rows = append(l.Rows, avgiftslista.ListRow{Personnummer: pnr, LastName: familyNames[(i+j)%10], FirstName: givenNames[(i/10+j)%10]})
		}
		lists[i] = l
	}
	return lists, nil
}

func withLuhn(digits string) string {
	d, _ := register.LuhnDigit(digits)
	return digits + string(d)
}

// sheetData is a list as the other programs read it.
type sheetData struct {
	Number  string      `json:"number"`
	Company []string    `json:"company"`
	Rows    [][2]string `json:"rows"`
}

// writeJSON writes the lists for the programs that are not Go.
func writeJSON(path string, n int) error {
	lists, err := makeLists(n)
	if err != nil {
		return err
	}
	data := make([]sheetData, n)
	for i, l := range lists {
		data[i] = sheetData{l.Number.String(), []string{l.Company.Name, l.Company.Street, l.Company.Postcode + " " + l.Company.City}, nil}
		for _, r := range l.Rows {
			data[i].Rows = append(data[i].Rows, [2]string{r.Personnummer.Hyphened(), r.LastName + ", " + r.FirstName})
		}
	}
	text, err := json.Marshal(data)
	if err != nil {
		return err
	}
	return os.WriteFile(path, text, 0o600)
}
