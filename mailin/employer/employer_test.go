package employer

import (
	"fmt"
	"strings"
	"testing"

	"sef.se/kontakten/internal/register"
)

// world is a small register: companies by key, one member each.
type world struct {
	reg *register.Register
	org map[string]register.OrganisationNumber
	pnr map[string]register.Personnummer
}

func newWorld(t testing.TB) world {
	t.Helper()
	w := world{org: map[string]register.OrganisationNumber{}, pnr: map[string]register.Personnummer{}}
	var data register.Data
	for i, c := range []struct {
		key, name, city string
		emails          []string
	}{
		{"nord", "Nordljus El AB", "Luleå", []string{"lon@nordljus.example"}},
		{"umea", "Nordljus El i Umeå AB", "Umeå", nil},
		{"kabel", "Kabelläggarna i Östergötland Aktiebolag", "Linköping", []string{"byra@siffran.example"}},
		{"berg", "Berg & Dal Säkerhetssystem HB", "Falun", []string{"byra@siffran.example", "info@bergdal.example"}},
		{"strom", "Ström AB", "Kalmar", nil},
		{"vatten", "Älvdalens Vattenkraft AB", "Älvdalen", []string{"kraft@alvdalen.example"}},
	} {
		digits := fmt.Sprintf("55981%d%03d", i, 217+i*31)
		check, _ := register.LuhnDigit(digits)
		org, err := register.ParseOrganisationNumber(digits + string(check))
		if err != nil {
			t.Fatal(err)
		}
		birth := fmt.Sprintf("197%d0%d1%d98%d", i, i+1, i, i)
		check, _ = register.LuhnDigit(birth[2:])
		p, err := register.ParsePersonnummer(birth+string(check), register.Date{Year: 2026, Month: 10, Day: 1})
		if err != nil {
			t.Fatal(err)
		}
		w.org[c.key], w.pnr[c.key] = org, p
		data.Companies = append(data.Companies, register.Company{OrganisationNumber: org, Name: c.name, City: c.city, Emails: c.emails})
		data.Members = append(data.Members, register.Member{Personnummer: p, FirstName: "A", LastName: "B"})
		data.Employments = append(data.Employments, register.Employment{Personnummer: p, OrganisationNumber: org, From: register.Date{Year: 2020, Month: 1, Day: 1}})
	}
	reg, err := register.New(data)
	if err != nil {
		t.Fatal(err)
	}
	w.reg = reg
	return w
}

func TestTell(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ix := NewIndex(w.reg)
	full := w.org["nord"].Full()
	for _, c := range []struct{ text, sender, address, members, want string }{
		// Numbers.
		{"Org.nr " + w.org["nord"].Hyphened(), "", "", "", "nord"},
		{"org nr: " + full, "", "", "", "nord"},
		{"organisationsnummer 16" + full, "", "", "", "nord"},
		{"Org.nr " + full[:6] + " " + full[6:], "", "", "", "nord"},
		{"Momsreg.nr SE" + full + "01", "", "", "", "nord"},
		{"VAT SE " + full[:6] + "-" + full[6:] + "-01", "", "", "", "nord"},
		{w.org["nord"].Hyphened() + " och " + w.org["kabel"].Hyphened(), "", "", "", "?"},
		{"Org.nr 556677-8899", "", "lon@nordljus.example", "", "-"}, // another company: an address does not outweigh it
		{"Siffran AB, org.nr 556677-8899 (byrån)", "", "lon@nordljus.example", "", "nord"},
		{"Ring 0980-319204 eller 08-4650417. Bg 5050-1055.", "", "lon@nordljus.example", "", "nord"},
		// Members.
		{"", "", "", "nord", "nord"},
		{"", "", "lon@nordljus.example", "kabel", "kabel"},
		{"", "", "", "nord kabel", "-"},
		{"Org.nr " + w.org["nord"].Hyphened(), "", "", "kabel", "?"},
		{"Nordljus El i Umeå AB", "", "", "nord", "?"},
		// Names.
		{"Hej från Nordljus El AB i Luleå", "", "", "", "nord"},
		{"Vi på Nordljus El i Umeå", "", "", "", "umea"},
		{"Vi på Nordljus El", "", "", "", "?"},
		{"Vi på Nordljus El", "", "lon@nordljus.example", "", "nord"},
		{"Vi på Nordljus El, Umeå", "", "", "", "umea"},
		{"NORDLJUS EL I UMEA AB", "", "", "", "umea"},
		{"Kabelläggarna i Östergötland", "", "", "", "kabel"},
		{"Kabellaggarna i Ostergotland AB", "", "", "", "kabel"},
		{"Kabelläggarna har inte fått inloggning", "", "", "", "kabel"},
		{"Kabellägarna i Östergötland", "", "", "", "-"}, // a slip in the first word is not forgiven
		{"Kabelläggarna i Östergöttland", "", "", "", "kabel"},
		{"Berg och Dal Säkerhetssystem", "", "", "", "berg"},
		{"Berg & Dal", "", "", "", "berg"},
		{"berg och dal är vackert", "", "", "", "-"},
		{"Inger Berg", "", "", "", "-"},
		{"Det är ström i kabeln", "", "", "", "-"},
		{"Ström AB", "", "", "", "strom"},
		{"Se www.nordljus-el-i-umea.example eller lon@berg-dal-sakerhetssystem.example", "", "", "", "-"},
		{"Vi är Älvdalens Vattenkraft", "", "lon@nordljus.example", "", "vatten"},
		{"Älvdalens", "", "lon@nordljus.example", "", "nord"}, // a shortened name of one word never outweighs an address
		{"Kabelläggarna i Östergötland och Berg & Dal Säkerhetssystem", "", "", "", "?"},
		{"", "Älvdalens Vattenkraft", "x@privat.example", "", "vatten"},
		// Names of others.
		{"Hälsningar Kabelläggarna Ventilation AB", "", "", "", "-"},
		{"Kabelläggarna Bygg & Anläggning behöver inlogg", "", "", "", "-"},
		{"Kabelläggarna Linköping", "", "", "", "kabel"},
		{"Hälsningar Kabelläggarna Tel 013-10 20 30", "", "", "", "kabel"},
		{"Kabelläggarna i Östergötlands AB", "", "", "", "kabel"},
		{"Vi går över berg och dal och säkerhetssystem", "", "", "", "-"},
		{"vi på kabelläggarna i östergötland behöver inlogg", "", "", "", "kabel"},
		{"Berg o Dal", "", "", "", "berg"},
		{"Hej, det är från Nordljus. Vi behöver inlogg.", "Nordljus", "", "", "?"},
		{"Hej, det är från Nordljus. Vi behöver inlogg.", "", "lon@nordljus.example", "", "nord"},
		{"Bo har börjat på Älvdalens Vattenkraft AB. Mvh Nordljus El i Umeå AB", "", "", "", "umea"},
		{"Bo är numera anställd hos Älvdalens Vattenkraft AB", "", "lon@nordljus.example", "", "?"},
		{"Jag har fått jobb på Älvdalens Vattenkraft AB och behöver inlogg", "", "", "", "vatten"},
		// Addresses.
		{"hej", "", "lon@nordljus.example", "", "nord"},
		{"hej", "", "byra@siffran.example", "", "?"},
		{"Kabelläggarna behöver hjälp", "", "byra@siffran.example", "", "kabel"},
		{"Har en kund som behöver inlogg.\nSiffran i Boden, org.nr 559699-0019", "Siffran i Boden", "byra@siffran.example", "", "?"}, // the bureau's own number
		{"Ny kund: Elfirman AB, org.nr 559699-0019\nSiffran i Boden", "Siffran i Boden", "byra@siffran.example", "", "-"},
		{"Vi behöver inlogg.\nSiffran i Boden, org.nr 559699-0019", "Siffran i Boden", "lon@nordljus.example", "", "-"},
		{"hej", "", "annan@nordljus.example", "", "-"},
		{"", "", "", "", "-"},
	} {
		in := Input{Texts: []Text{{Where: "texten", Body: c.text}}, Sender: c.sender}
		if c.address != "" {
			in.Addresses = []string{c.address}
		}
		for key := range strings.FieldsSeq(c.members) {
			in.Numbers = append(in.Numbers, w.pnr[key])
		}
		v := ix.Tell(in)
		got := "-"
		if v.Ambiguous {
			got = "?"
		}
		for key, o := range w.org {
			if o == v.Company {
				got = key
			}
		}
		if got != c.want {
			t.Errorf("%q (%s, %s): got %s, want %s\n\t%+v", c.text, c.address, c.members, got, c.want, v.Evidence)
		}
	}
}
