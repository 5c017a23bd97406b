package register_test

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"sef.se/kontakten/internal/register"
)

var today = register.Date{Year: 2026, Month: 11, Day: 24}

func TestParsePersonnummer(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ in, full string }{
		{"196412099985", "196412099985"},
		{"19641209-9985", "196412099985"},
		{"641209-9985", "196412099985"},
		{"6412099985", "196412099985"},
		{"64 12 09-9985", "196412099985"},
		{"641209\u20139985", "196412099985"},
		{"641209\u22129985", "196412099985"},
		{" 641209\u00a09985 ", "196412099985"},
		{"641209+9985", "186412099985"},
		{"701063-2391", "197010632391"}, // samordningsnummer of FAR
	} {
		p, err := register.ParsePersonnummer(test.in, today)
		if err != nil || p.Full() != test.full {
			t.Errorf("%q: got %s, %v; want %s", test.in, p.Full(), err, test.full)
		}
	}
}

func TestParsePersonnummerCentury(t *testing.T) {
	t.Parallel()
	digit := func(nine string) string { d, _ := register.LuhnDigit(nine); return nine + string(d) }
	for _, test := range []struct {
		in      string
		century string
	}{
		{digit("121209998"), "19"}, // 2012 would be 14: see below
		{digit("141209998"), "19"}, // 12 in 2026 without separator: 1914
		{digit("131209998"), "20"}, // 13
		{strings.Replace(digit("141209998"), "141209", "141209-", 1), "20"}, // the hyphen says younger than 100
		{strings.Replace(digit("261209998"), "261209", "261209+", 1), "19"}, // the sign changes in the year of the 100th birthday
	} {
		p, err := register.ParsePersonnummer(test.in, today)
		if err != nil {
			t.Fatalf("%q: %v", test.in, err)
		}
		if test.in == digit("121209998") {
			test.century = "20"
		}
		if p.Full()[:2] != test.century {
			t.Errorf("%q: got century %s, want %s", test.in, p.Full()[:2], test.century)
		}
	}
}

func TestParsePersonnummerRefuses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		in   string
		want error
	}{
		{"", register.ErrNotPersonnummer},
		{"641209-998", register.ErrNotPersonnummer},
		{"1641209-9985", register.ErrNotPersonnummer},
		{"641209-9984", register.ErrPersonnummerSum},
		{"190002299988", register.ErrPersonnummerDay}, // 1900 was no leap year
		{"641309-9985", register.ErrPersonnummerDay},
		{"641209-TF85", register.ErrNotPersonnummer},
		{"165598781333", register.ErrNotPersonnummer},
		{"640101-0006", register.ErrNotPersonnummer}, // serial 000
	} {
		if p, err := register.ParsePersonnummer(test.in, today); !errors.Is(err, test.want) {
			t.Errorf("%q: got %v, %v; want %v", test.in, p, err, test.want)
		}
	}
	if p, err := register.ParsePersonnummer("200002299984", today); err != nil && errors.Is(err, register.ErrPersonnummerDay) {
		t.Errorf("29 February 2000 was a day: %v, %v", p, err)
	}
}

// A personnummer must not leak by any way of printing that does not say Full.
func TestPersonnummerMasks(t *testing.T) {
	t.Parallel()
	p, err := register.ParsePersonnummer("196412099985", today)
	if err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "p", p)
	text, _ := p.MarshalText()
	for way, got := range map[string]string{
		"%v": fmt.Sprintf("%v", p), "String": p.String(), "%#v": fmt.Sprintf("%#v", p),
		"%v in a struct": fmt.Sprintf("%v", struct{ P register.Personnummer }{p}),
		"slog":           log.String(), "text": string(text),
	} {
		if strings.Contains(got, "9985") {
			t.Errorf("%s reveals: %s", way, got)
		}
	}
}

func TestOrganisationNumber(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		in, full, shown string
		person          bool
	}{
		{"5598781333", "5598781333", "559878-1333", false},
		{"559878-1333", "5598781333", "559878-1333", false},
		{"165598781333", "5598781333", "559878-1333", false},
		{"SE559878133301", "5598781333", "559878-1333", false},
		{"se 559878-1333 01", "5598781333", "559878-1333", false},
		{"641209-9985", "6412099985", "641209-****", true},
		{"19641209-9985", "6412099985", "641209-****", true},
	} {
		o, err := register.ParseOrganisationNumber(test.in)
		if err != nil || o.Full() != test.full || o.String() != test.shown || o.IsPerson() != test.person {
			t.Errorf("%q: got %s %s %v, %v", test.in, o.Full(), o, o.IsPerson(), err)
		}
	}
	for _, in := range []string{"", "5598781334", "559878133", "SE5598781333", "SE559878133302", "5598781333 AB", "1012099985"} {
		if o, err := register.ParseOrganisationNumber(in); err == nil {
			t.Errorf("%q: got %s, want an error", in, o.Full())
		}
	}
}

func FuzzPersonnummer(f *testing.F) {
	f.Add("641209-9985")
	f.Add("48 11 11+1234")
	f.Fuzz(func(t *testing.T, s string) {
		p, err := register.ParsePersonnummer(s, today)
		if err != nil {
			return
		}
		again, err := register.ParsePersonnummer(p.Full(), today)
		if err != nil || again != p {
			t.Fatalf("round trip of %q: %v, %v", s, again, err)
		}
	})
}
