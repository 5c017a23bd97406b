package finding

import (
	"testing"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/register"
)

func TestRead(t *testing.T) {
	t.Parallel()
	today := register.NewDate(2026, 11, 24)
	for text, is := range map[string]func(Query) bool{
		" " + casework.CaseID(101).String() + " ": func(q Query) bool { return q.Case == 101 && q.Name == "" },
		"300017":            func(q Query) bool { return q.Customer == 300017 && q.Start == "300017" && q.Name == "" },
		"5570":              func(q Query) bool { return q.Start == "5570" && q.Customer == 0 },
		"557":               func(q Query) bool { return q.Start == "" && q.Name == "" },
		"559878-1333":       func(q Query) bool { return !q.Organisation.IsZero() && q.Person.IsZero() && q.Start == "" },
		"196412099985":      func(q Query) bool { return !q.Person.IsZero() && q.Start == "" && q.Name == "" },
		"641209-9985":       func(q Query) bool { return !q.Person.IsZero() && !q.Organisation.IsZero() }, // a sole trader's number is both
		"Lon@Bolag.example": func(q Query) bool { return q.Address == "lon@bolag.example" && q.Name == "" },
		"Öhrnfalks El":      func(q Query) bool { return q.Name == "Öhrnfalks El" },
		"3D Elmontage":      func(q Query) bool { return q.Name == "3D Elmontage" && q.Start == "" },
		"ö":                 func(q Query) bool { return q.Name == "" },
		"":                  func(q Query) bool { return q == Query{} },
	} {
		if q := Read(text, today); !is(q) {
			t.Errorf("%q is read as %+v", text, q)
		}
	}
}
