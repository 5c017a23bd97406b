package avgiftslista_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
)

// world is a small register: El AB (control fee) with five people and Larm AB
// (none) with two.
//
//	Björk, Çelik           employed
//	Łukasz Żółć            left in September 2026
//	Gammal                 left in January 2026
//	Öberg                  protected
//	Död                    deceased, still marked employed
func world(t *testing.T, extra ...string) *register.Register {
	t.Helper()
	members := []string{
		"personnummer,first_name,last_name,organisation_number,employed_from,employed_to,member_from,member_to,deceased_on,protected",
		number("19641209998") + ",Jenny,Björk,5598781333,2024-12-01,,,,,",
		number("19860805993") + ",Åke,Çelik,5598781333,2016-03-15,,,,,",
		number("19700101981") + ",Łukasz,Żółć,5598781333,2016-03-15,2026-09-15,,,,",
		number("19700202982") + ",Gun,Gammal,5598781333,2016-03-15,2026-01-15,,,,",
		number("19700303983") + ",Siv,Öberg,5598781333,2016-03-15,,,,,1",
		number("19700404984") + ",Nils,Död,5598781333,2016-03-15,,,,2026-09-01,",
		number("19700505985") + ",Eva,Ek,5598795408,2016-03-15,,,,,",
		number("19700606986") + ",Olle,Utträdd,5598795408,2016-03-15,,2016-03-15,2026-08-31,,",
	}
	r, _, _, err := register.OpenStrict(fstest.MapFS{
		"companies.csv": {Data: []byte("organisation_number,name,care_of,street,postcode,city,email,agreement,channel,region\n" +
			"5598795408,Larm AB,,Vägen 2,58222,Linköping,,larm,paper,Öst\n" +
			"5598781333,El AB,,Vägen 1,79171,Falun,,installation,paper,Mitt\n" +
			"5598837713,Tomma AB,,Vägen 3,11111,Stockholm,,installation,paper,Mitt\n")},
		"members.csv": {Data: []byte(strings.Join(append(members, extra...), "\n"))},
		"agreements.csv": {Data: []byte("agreement,name,valid_from,member_fee_percent,control_fee_percent\n" +
			"installation,Installationsavtalet,2024-04-01,1.90,0.50\nlarm,Larm & Säkerhet,2024-04-01,1.90,0.00\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// number adds the check digit to eleven digits.
func number(eleven string) string {
	check, _ := register.LuhnDigit(eleven[2:])
	return eleven + string(check)
}

func pnr(t *testing.T, eleven string) register.Personnummer {
	t.Helper()
	p, err := register.ParsePersonnummer(number(eleven), register.Date{Year: 2026, Month: 11, Day: 1})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func org(t *testing.T, s string) register.OrganisationNumber {
	t.Helper()
	o, err := register.ParseOrganisationNumber(s)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

var october = register.Period{Year: 2026, Month: 10}

func amount(a register.Amount) *register.Amount { return &a }

func TestCheck(t *testing.T) {
	t.Parallel()
	reg := world(t)
	row := func(eleven, name string, member, control register.Amount) avgiftslista.Row {
		r := avgiftslista.Row{Name: name, MemberFee: member, ControlFee: control, HasControl: control != 0}
		if eleven != "" {
			r.Personnummer = pnr(t, eleven)
		}
		return r
	}
	bjork, celik := row("19641209998", "Jenny Björk", 60800, 16000), row("19860805993", "CELIK, AKE", 61250, 16118)
	for name, test := range map[string]struct {
		company string
		rows    []avgiftslista.Row
		total   *register.Amount
		codes   string
		flags   string
	}{
		"all right":           {"5598781333", []avgiftslista.Row{bjork, celik}, amount(154168), "", ""},
		"total off by an öre": {"5598781333", []avgiftslista.Row{bjork, celik}, amount(154169), "total_mismatch", "total_mismatch"},
		"one missing":         {"5598781333", []avgiftslista.Row{bjork}, nil, "member_missing", "member_missing"},
		"twice":               {"5598781333", []avgiftslista.Row{bjork, celik, bjork}, nil, "duplicate_member", "duplicate_member"},
		"negative":            {"5598781333", []avgiftslista.Row{row("19641209998", "", -60800, -16000), celik}, nil, "negative_amount", "negative_amount"},
		"zero":                {"5598781333", []avgiftslista.Row{row("19641209998", "", 0, 0), celik}, nil, "", ""},
		"no control fee":      {"5598781333", []avgiftslista.Row{row("19641209998", "", 60800, 0), celik}, nil, "control_fee_lacking", "rate_deviation"},
		"two bases":           {"5598781333", []avgiftslista.Row{row("19641209998", "", 60800, 16300), celik}, nil, "fees_of_two_bases", "rate_deviation"},
		"whole kronor":        {"5598781333", []avgiftslista.Row{row("19641209998", "", 60900, 16000), row("19860805993", "", 61300, 16100)}, nil, "", ""},
		"left last month":     {"5598781333", []avgiftslista.Row{bjork, celik, row("19700101981", "Lukasz Zolc", 60800, 16000)}, nil, "left", ""},
		"left long ago":       {"5598781333", []avgiftslista.Row{bjork, celik, row("19700202982", "", 60800, 16000)}, nil, "left_long_ago", "member_unknown"},
		"other company":       {"5598781333", []avgiftslista.Row{bjork, celik, row("19700505985", "", 60800, 16000)}, nil, "member_elsewhere", "member_unknown"},
		"other name":          {"5598781333", []avgiftslista.Row{row("19641209998", "Åke Çelik", 60800, 16000), celik}, nil, "name_differs", ""},
		"nobody":              {"5598781333", []avgiftslista.Row{bjork, celik, {Name: "Okänd Person", MemberFee: 60800, ControlFee: 16000}}, nil, "member_unknown", "member_unknown"},
		"the dead":            {"5598781333", []avgiftslista.Row{bjork, celik, row("19700404984", "", 60800, 16000)}, nil, "deceased", ""},
		"control fee where none": {"5598795408", []avgiftslista.Row{row("19700505985", "", 60800, 16000)}, nil,
			"control_fee_not_in_agreement", "rate_deviation"},
		"no longer a member": {"5598795408", []avgiftslista.Row{row("19700505985", "", 60800, 0), row("19700606986", "", 60800, 0)}, nil, "not_member", ""},
		"no company":         {"", []avgiftslista.Row{bjork, bjork}, amount(1), "duplicate_member,total_mismatch", "duplicate_member,total_mismatch"},
		"no rows":            {"5598781333", nil, amount(1), "", ""},
	} {
		d := avgiftslista.Draft{Period: october, Rows: test.rows, StatedTotal: test.total}
		if test.company != "" {
			d.Company = org(t, test.company)
		}
		findings := avgiftslista.Check(d, reg)
		codes := make([]string, 0, len(findings))
		for _, f := range findings {
			codes = append(codes, f.Code)
			if strings.Contains(f.Text, "9998") || strings.Contains(f.Text, "Öberg") {
				t.Errorf("%s: the finding reveals: %s", name, f.Text)
			}
		}
		if got := strings.Join(codes, ","); got != test.codes {
			t.Errorf("%s: codes %q, want %q", name, got, test.codes)
		}
		if got := strings.Join(avgiftslista.Flags(findings), ","); got != test.flags {
			t.Errorf("%s: flags %q, want %q", name, got, test.flags)
		}
	}
}

func TestCheckBase(t *testing.T) {
	t.Parallel()
	reg := world(t)
	for base, want := range map[register.Amount]int{3200000: 0, 3200050: 1, 3190000: 1} {
		r := avgiftslista.Row{Personnummer: pnr(t, "19700505985"), MemberFee: 60800, Base: base, HasBase: true}
		// an öre elsewhere keeps the rounding to half an öre
		other := avgiftslista.Row{Personnummer: pnr(t, "19700606986"), MemberFee: 60801}
		findings := avgiftslista.Check(avgiftslista.Draft{Company: org(t, "5598795408"), Period: october, Rows: []avgiftslista.Row{r, other}}, reg)
		got := 0
		for _, f := range findings {
			if f.Code == "fee_off_base" {
				got++
			}
		}
		if got != want {
			t.Errorf("base %s: %d findings of the base, want %d", base, got, want)
		}
	}
}

func TestListNumber(t *testing.T) {
	t.Parallel()
	n, err := avgiftslista.NewListNumber(100002, october, 1)
	if err != nil {
		t.Fatal(err)
	}
	if len(n.String()) != 13 || n.String()[:12] != "100002261013" || !register.LuhnValid(n.String()) {
		t.Errorf("got %s", n)
	}
	again, err := avgiftslista.ParseListNumber(n.Spaced())
	if err != nil || again != n || n.Customer() != 100002 || n.Period() != october || n.Version() != 1 {
		t.Errorf("read back: %s, %v", again, err)
	}
	if _, err := avgiftslista.NewListNumber(100002, october, 10); err == nil {
		t.Error("a tenth print version must be refused")
	}
	for i := range 13 { // any single wrong digit is found
		wrong := []byte(n.String())
		wrong[i] = '0' + (wrong[i]-'0'+1)%10
		if _, err := avgiftslista.ParseListNumber(string(wrong)); err == nil {
			t.Errorf("digit %d wrong and not found", i+1)
		}
	}
}

func TestSheetCode(t *testing.T) {
	t.Parallel()
	n, _ := avgiftslista.NewListNumber(100002, october, 1)
	code := avgiftslista.SheetCode{Number: n, Page: 2, Pages: 3}
	for _, text := range []string{code.String(), strings.ToLower(code.String()), " " + code.String() + "\r\n"} {
		if got, err := avgiftslista.ParseSheetCode(text); err != nil || got != code {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "AL2" + code.String()[3:], code.String() + ".1", "AL1.1000022610130.1.1", "AL1." + n.String() + ".4.3", "AL1." + n.String() + ".0.3"} {
		if got, err := avgiftslista.ParseSheetCode(text); err == nil {
			t.Errorf("%q: got %v, want an error", text, got)
		}
	}
}

func TestLists(t *testing.T) {
	t.Parallel()
	lists, err := avgiftslista.Lists(world(t), october, avgiftslista.RunOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range lists {
		names := []string{}
		for _, r := range l.Rows {
			name := r.LastName
			if !r.LeftOn.IsZero() {
				name += "?"
			}
			names = append(names, name)
		}
		got = append(got, l.Company.Name+": "+strings.Join(names, " "))
	}
	want := "Larm AB: Ek | El AB: Björk Çelik Żółć?"
	if s := strings.Join(got, " | "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
	if due := lists[0].Due; due.PayDay.String() != "2026-10-23" || due.List.String() != "2026-10-26" || due.Money.String() != "2026-11-02" {
		t.Errorf("due dates: %v", due)
	}
}

// A company with leavers alone gets no list, and a return in the same month is
// no leaving.
func TestListsLeavers(t *testing.T) {
	t.Parallel()
	alone := number("19800101981") + ",Sist,Kvar,5598837713,2016-03-15,2026-09-30,,,,"
	back := number("19800202982") + ",Åter,Kommen,5598781333,2016-03-15,2026-09-15,,,,\n" +
		number("19800202982") + ",Åter,Kommen,5598781333,2026-10-15,,,,,"
	lists, err := avgiftslista.Lists(world(t, alone, back), october, avgiftslista.RunOptions{})
	if err != nil || len(lists) != 2 {
		t.Fatalf("%d lists, %v", len(lists), err)
	}
	for _, r := range lists[1].Rows {
		if r.LastName == "Kommen" && !r.LeftOn.IsZero() {
			t.Error("who has come back has not left")
		}
	}
}

func TestSameName(t *testing.T) {
	t.Parallel()
	m := register.Member{FirstName: "Jean-Łukasz", LastName: "Żółć Sørlie"}
	for name, want := range map[string]bool{
		"Żółć Sørlie, Jean-Łukasz": true, "JEAN LUKASZ ZOLC SORLIE": true, "J Żółć": true, "Sorlie": true,
		"Jan Żółć": false, "": false, "J K Sørlie": false,
	} {
		if got := avgiftslista.SameName(name, m); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}

func TestPlaceString(t *testing.T) {
	t.Parallel()
	for want, p := range map[string]avgiftslista.Place{
		"body line 7": {Part: avgiftslista.PartBody, Line: 7},
		"attachment 2 'underlag.xlsx' sheet 'Blad1' row 5": {Part: avgiftslista.PartAttachment, Attachment: 2, File: "underlag.xlsx", Sheet: "Blad1", Row: 5},
		"attachment 1 page 2 line 14":                      {Part: avgiftslista.PartAttachment, Attachment: 1, Page: 2, Line: 14},
		"body table 1 row 3":                               {Part: avgiftslista.PartBody, Table: 1, Row: 3},
	} {
		if got := p.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestControls checks subtotals against rows, and columns that stand a row off.
func TestControls(t *testing.T) {
	t.Parallel()
	reg := world(t)
	rows := func(fees ...register.Amount) []avgiftslista.Row {
		var list []avgiftslista.Row
		for i := 0; i < len(fees); i += 2 {
			list = append(list, avgiftslista.Row{Name: strings.Repeat("A", i+1) + " B", MemberFee: fees[i], ControlFee: fees[i+1], HasControl: true})
		}
		return list
	}
	sum := func(of avgiftslista.Field, kronor register.Amount) avgiftslista.ControlSum {
		return avgiftslista.ControlSum{Label: "Delsumma", Of: of, Amount: kronor * 100}
	}
	right := rows(608_00, 160_00, 570_00, 150_00, 684_00, 180_00, 532_00, 140_00)
	for _, c := range []struct {
		name string
		rows []avgiftslista.Row
		sums []avgiftslista.ControlSum
		want string
	}{
		{"a part, the rest and the whole", right, []avgiftslista.ControlSum{sum(avgiftslista.FieldMemberFee, 1178), sum(avgiftslista.FieldMemberFee, 1216), sum(avgiftslista.FieldControlFee, 630)}, ""},
		{"a row that is lacking", right, []avgiftslista.ControlSum{sum(avgiftslista.FieldMemberFee, 1179)}, "subtotal_mismatch"},
		{"another column's sum", right, []avgiftslista.ControlSum{sum("", 160_000)}, ""},
		{"control fees a row down", rows(608_00, 140_00, 570_00, 160_00, 684_00, 150_00, 532_00, 180_00), nil, "shifted"},
		{"control fees a row up", rows(608_00, 150_00, 570_00, 180_00, 684_00, 140_00, 532_00, 160_00), nil, "shifted"},
		{"one pair that fits", rows(608_00, 160_00, 570_00, 160_00, 684_00, 150_00, 532_00, 180_00), nil, ""},
	} {
		draft := avgiftslista.Draft{Company: org(t, "5598781333"), Period: register.Period{Year: 2026, Month: 10}, Rows: c.rows, Control: c.sums}
		var got []string
		for _, f := range avgiftslista.Check(draft, reg) {
			if !avgiftslista.Checked(f.Code) {
				t.Errorf("%s is not told to be Check's", f.Code)
			}
			if f.Code == "subtotal_mismatch" || f.Code == "shifted" {
				got = append(got, f.Code)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: got %v, want %s", c.name, got, c.want)
		}
	}
}
