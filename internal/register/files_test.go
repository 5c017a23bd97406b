package register_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"sef.se/kontakten/internal/register"
)

const (
	companiesCSV = "organisation_number,name,care_of,street,postcode,city,email,agreement,channel,region\n" +
		"5598781333,Björkåsa Elmontage AB,,Kabelgränd 4,79171,Falun,lon@bjorkasa.example;INFO@bjorkasa.example,installation,web,Mitt\n" +
		"5598837713,Kvarnsjö Elinstallation AB,,Ampèregatan 12,85172,Sundsvall,,installation,paper,Nord\n"
	membersCSV = "personnummer,first_name,last_name,organisation_number,employed_from,employed_to\n" +
		"196412099985,Jenny,Björk,5598781333,2024-12-01,\n" +
		"198608059930,Åke,Çelik,5598781333,2016-03-15,2026-09-30\n"
	agreementsCSV = "agreement,name,valid_from,member_fee_percent,control_fee_percent\n" +
		"installation,Installationsavtalet,2024-04-01,1.90,0.50\n"
)

func files(companies, members, agreements string) fstest.MapFS {
	return fstest.MapFS{"companies.csv": {Data: []byte(companies)}, "members.csv": {Data: []byte(members)},
		"agreements.csv": {Data: []byte(agreements)}}
}

func TestReadFiles(t *testing.T) {
	t.Parallel()
	semicolons := "\ufeff" + strings.ReplaceAll(strings.ReplaceAll(companiesCSV, ";", "|"), ",", ";")
	for name, companies := range map[string]string{"commas": companiesCSV, "semicolons and BOM": semicolons} {
		r, assigned, warnings, err := register.OpenStrict(files(companies, membersCSV, agreementsCSV))
		if err != nil || !assigned || len(warnings) > 0 {
			t.Fatalf("%s: %v %v %v", name, assigned, warnings, err)
		}
		c, ok := r.CompanyByCustomerNumber(100002)
		if !ok || c.Name != "Kvarnsjö Elinstallation AB" {
			t.Errorf("%s: customer 100002 is %q", name, c.Name)
		}
		first := r.Companies()[0]
		october, _ := register.ParsePeriod("2026-10")
		if got := r.Employed(first.OrganisationNumber, october); len(got) != 1 || got[0].LastName != "Björk" {
			t.Errorf("%s: employed in October: %v", name, got)
		}
		if rate, ok := r.RateOf(first, october); !ok || rate.ControlFee != 50 {
			t.Errorf("%s: rate %v %v", name, rate, ok)
		}
	}
}

// Every bad line is named with its file, line and mend, and never with a
// personnummer.
func TestReadFilesProblems(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		companies, members, agreements string
		want                           string
	}{
		"cut in half":           {companiesCSV, membersCSV[:len(membersCSV)-25], agreementsCSV, "members.csv rad 3"},
		"missing column":        {strings.Replace(companiesCSV, "region", "landsdel", 1), membersCSV, agreementsCSV, "kolumnen region saknas"},
		"empty file":            {companiesCSV, "", agreementsCSV, "members.csv: filen saknar rubrikrad"},
		"not UTF-8":             {"organisation_number,na\xe5me\n", membersCSV, agreementsCSV, "inte UTF-8"},
		"wrong check digit":     {companiesCSV, strings.Replace(membersCSV, "196412099985", "196412099984", 1), agreementsCSV, "members.csv rad 2, kolumn personnummer"},
		"ten digits":            {companiesCSV, strings.Replace(membersCSV, "196412099985", "6412099985", 1), agreementsCSV, "tolv siffror"},
		"duplicate person":      {companiesCSV, membersCSV + "196412099985,Jenny,Björk,5598781333,2025-12-01,\n", agreementsCSV, "members.csv rad 4, kolumn personnummer: personen står redan på rad 2"},
		"two names":             {companiesCSV, membersCSV + "196412099985,Jonny,Björk,5598837713,2025-12-01,\n", agreementsCSV, "rad 4, kolumn personnummer: samma personnummer står på rad 2"},
		"unknown company":       {companiesCSV, strings.Replace(membersCSV, "5598781333", "5598392669", 1), agreementsCSV, "members.csv rad 2, kolumn organisation_number"},
		"duplicate company":     {companiesCSV + strings.SplitAfter(companiesCSV, "\n")[1], membersCSV, agreementsCSV, "companies.csv rad 4, kolumn organisation_number: numret står redan på rad 2"},
		"percentage with comma": {companiesCSV, membersCSV, strings.Replace(agreementsCSV, "1.90", "1.9 %", 1), "agreements.csv rad 2"},
		"broken quote":          {companiesCSV, membersCSV + "\"196412099985,Jenny", agreementsCSV, "members.csv rad 4: raden är trasig"},
		"channel":               {strings.Replace(companiesCSV, "paper", "papper", 1), membersCSV, agreementsCSV, "kolumn channel"},
	} {
		_, _, _, err := register.OpenStrict(files(test.companies, test.members, test.agreements))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %q", name, err, test.want)
			continue
		}
		if strings.Contains(err.Error(), "9985") || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: the sentence reveals or breaks: %v", name, err)
		}
	}
}

func TestUnknownAgreementIsADoubt(t *testing.T) {
	t.Parallel()
	r, _, warnings, err := register.OpenStrict(files(strings.Replace(companiesCSV, "installation,web", "instalation,web", 1), membersCSV, agreementsCSV))
	if err != nil || len(r.Companies()) != 2 || len(warnings) != 1 || !strings.Contains(warnings[0].String(), "companies.csv rad 2, kolumn agreement") {
		t.Errorf("got %v, %v", warnings, err)
	}
}

func TestReadFilesKeepsTheRest(t *testing.T) {
	t.Parallel()
	d, problems := register.ReadFiles(files(companiesCSV, strings.Replace(membersCSV, "196412099985", "1964", 1), agreementsCSV))
	if len(problems) != 1 || len(d.Members) != 1 || len(d.Companies) != 2 {
		t.Errorf("got %d members, %d companies, %v", len(d.Members), len(d.Companies), problems)
	}
}

func TestCustomerNumberTwice(t *testing.T) {
	t.Parallel()
	header := strings.Replace(companiesCSV, "region\n", "region,customer_number\n", 1)
	twice := strings.ReplaceAll(header, "Mitt\n", "Mitt,100002\n")
	twice = strings.ReplaceAll(twice, "Nord\n", "Nord,\n")
	_, _, _, err := register.OpenStrict(files(twice, membersCSV, agreementsCSV))
	if err == nil || !strings.Contains(err.Error(), "Björkåsa") || !strings.Contains(err.Error(), "Kvarnsjö") {
		t.Errorf("want both companies named, got %v", err)
	}
}

func FuzzReadFiles(f *testing.F) {
	f.Add(companiesCSV, membersCSV, agreementsCSV)
	f.Fuzz(func(t *testing.T, c, m, a string) {
		if data, problems := register.ReadFiles(files(c, m, a)); !register.HasFatal(problems) {
			for i := range data.Companies {
				data.Companies[i].CustomerNumber = 0 // numbers that stand twice are New's to refuse
			}
			if _, err := register.New(data); err != nil {
				t.Fatalf("what ReadFiles gives must index: %v", err)
			}
		}
	})
}
