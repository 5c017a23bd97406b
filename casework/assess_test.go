package casework_test

import (
	"slices"
	"testing"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/register"
)

// The numbers are of samples/register: invented, serials 980–999.
const (
	jenny = "196412099985" // employed since 2024-12
	ake   = "198608059930" // since 2016
	peter = "196710139970" // protected in testRegister
)

func number(t *testing.T, s string) register.Personnummer {
	t.Helper()
	p, err := register.ParsePersonnummer(s, register.NewDate(2026, 11, 1))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func organisation(t *testing.T, s string) register.OrganisationNumber {
	t.Helper()
	o, err := register.ParseOrganisationNumber(s)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// testRegister has one company under an agreement with a control fee, two members and a
// protected one, and a company under an agreement without.
func testRegister(t *testing.T, change func(*register.Data)) *register.Register {
	t.Helper()
	one, two := organisation(t, "5598781333"), organisation(t, "5598392669")
	data := register.Data{
		Companies: []register.Company{
			{CustomerNumber: 100001, OrganisationNumber: one, Name: "Björkåsa Elmontage AB", Agreement: "installation", Channel: register.ChannelPaper},
			{CustomerNumber: 100002, OrganisationNumber: two, Name: "Tallmyra Kraftnät AB", Agreement: "kraftverk", Channel: register.ChannelWeb},
		},
		Agreements: []register.Agreement{
			{Key: "installation", Rates: []register.Rate{{ValidFrom: register.NewDate(2024, 4, 1), MemberFee: 190, ControlFee: 50}}},
			{Key: "kraftverk", Rates: []register.Rate{{ValidFrom: register.NewDate(2024, 4, 1), MemberFee: 190}}},
		},
		Members: []register.Member{
			{Personnummer: number(t, jenny), FirstName: "Jenny", LastName: "Björk"},
			{Personnummer: number(t, ake), FirstName: "Åke", LastName: "Çelik"},
			{Personnummer: number(t, peter), FirstName: "Peter", LastName: "Hülphers", Protected: true},
		},
	}
	for _, m := range data.Members {
		data.Employments = append(data.Employments, register.Employment{Personnummer: m.Personnummer, OrganisationNumber: one, From: register.NewDate(2024, 12, 1)})
	}
	change(&data)
	reg, err := register.New(data)
	if err != nil {
		t.Fatal(err)
	}
	return reg
}

func row(t *testing.T, digits, name string, member, control register.Amount) casework.CaseRow {
	t.Helper()
	r := casework.CaseRow{Row: avgiftslista.Row{Name: name, MemberFee: member, ControlFee: control, HasControl: true}}
	if digits != "" {
		r.Personnummer = number(t, digits)
	}
	return r
}

func TestAssess(t *testing.T) {
	t.Parallel()
	keep := func(*register.Data) {}
	both := func(t *testing.T) []casework.CaseRow {
		return []casework.CaseRow{row(t, jenny, "Jenny Björk", 608_00, 160_00), row(t, ake, "Åke Çelik", 570_00, 150_00)}
	}
	tests := map[string]struct {
		register func(*register.Data)
		draft    func(*avgiftslista.Draft)
		rows     func([]casework.CaseRow) []casework.CaseRow
		accept   []string
		booked   int
		blocked  bool
		missing  int
	}{
		"all in order":          {register: keep, booked: 2},
		"one missing":           {register: keep, rows: func(r []casework.CaseRow) []casework.CaseRow { return r[:1] }, booked: 1, blocked: true, missing: 1},
		"one missing, accepted": {register: keep, rows: func(r []casework.CaseRow) []casework.CaseRow { return r[:1] }, accept: []string{"member_missing"}, booked: 1, missing: 1},
		"total off by an öre": {register: keep, draft: func(d *avgiftslista.Draft) {
			total := register.Amount(1488_01)
			d.StatedTotal = &total
		}, booked: 2, blocked: true},
		"not a member at the pay-out": {register: func(d *register.Data) { d.Members[0].MemberTo = register.NewDate(2026, 8, 31) }, booked: 1},
		"not a member, booked all the same": {register: func(d *register.Data) { d.Members[0].MemberTo = register.NewDate(2026, 8, 31) },
			rows: func(r []casework.CaseRow) []casework.CaseRow { r[0].Book = true; return r }, booked: 2},
		"dead, booked all the same": {register: func(d *register.Data) { d.Members[0].DeceasedOn = register.NewDate(2026, 8, 31) },
			rows: func(r []casework.CaseRow) []casework.CaseRow { r[0].Book = true; return r }, booked: 1},
		"a left two months ago": {register: func(d *register.Data) { d.Employments[0].To = register.NewDate(2026, 8, 31) }, booked: 2},
		"employed elsewhere":    {register: func(d *register.Data) { d.Employments = d.Employments[1:] }, booked: 1},
		"a blank without reason is a question": {register: keep, rows: func(r []casework.CaseRow) []casework.CaseRow {
			r[0].Blank, r[0].MemberFee, r[0].ControlFee = true, 0, 0
			return r
		}, booked: 1, blocked: true},
		"a blank with a reason is a row": {register: keep, rows: func(r []casework.CaseRow) []casework.CaseRow {
			r[0].Blank, r[0].MemberFee, r[0].ControlFee, r[0].Reason = true, 0, 0, "EJL"
			return r
		}, booked: 2},
		"nobody told": {register: keep, rows: func(r []casework.CaseRow) []casework.CaseRow {
			r[0].Personnummer = register.Personnummer{}
			return r
		}, accept: []string{"member_missing"}, booked: 1, missing: 1},
		"nothing": {register: keep, rows: func([]casework.CaseRow) []casework.CaseRow { return nil }, blocked: true, missing: 2},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := avgiftslista.Draft{Company: organisation(t, "5598781333"), Period: register.NewPeriod(2026, 10)}
			if tc.draft != nil {
				tc.draft(&d)
			}
			rows := both(t)
			if tc.rows != nil {
				rows = tc.rows(rows)
			}
			a := casework.Assess(d, rows, nil, testRegister(t, tc.register))
			if blocks := a.Blockers(tc.accept); a.Sum.Rows != tc.booked || (len(blocks) > 0) != tc.blocked || len(a.Missing) != tc.missing {
				t.Errorf("%d booked, blocked by %q, %d missing; findings %+v", a.Sum.Rows, blocks, len(a.Missing), a.Findings)
			}
		})
	}
}

// TestControlFeeNeedsAgreement is invariant 5.
func TestControlFeeNeedsAgreement(t *testing.T) {
	t.Parallel()
	reg := testRegister(t, func(d *register.Data) {
		d.Employments = append(d.Employments, register.Employment{Personnummer: d.Members[0].Personnummer, OrganisationNumber: d.Companies[1].OrganisationNumber})
	})
	r := row(t, jenny, "Jenny Björk", 608_00, 160_00)
	r.Book = true
	d := avgiftslista.Draft{Company: organisation(t, "5598392669"), Period: register.NewPeriod(2026, 10)}
	if blocks := casework.Assess(d, []casework.CaseRow{r}, nil, reg).Blockers([]string{"control_fee_not_in_agreement"}); len(blocks) == 0 {
		t.Error("a control fee was bookable under an agreement that has none")
	}
}

func TestProtectedIsNeverMissing(t *testing.T) {
	t.Parallel()
	d := avgiftslista.Draft{Company: organisation(t, "5598781333"), Period: register.NewPeriod(2026, 10)}
	a := casework.Assess(d, nil, nil, testRegister(t, func(*register.Data) {}))
	if slices.ContainsFunc(a.Missing, func(e casework.Expected) bool { return e.Personnummer == number(t, peter) }) {
		t.Error("a protected member is named as missing")
	}
}

func TestReadersFindingIsKeptOnce(t *testing.T) {
	t.Parallel()
	d := avgiftslista.Draft{Company: organisation(t, "5598781333"), Period: register.NewPeriod(2026, 10)}
	rows := []casework.CaseRow{row(t, jenny, "Jenny Björk", -608_00, -160_00)}
	read := []avgiftslista.Finding{{Code: "negative_amount", Row: 0, Severity: avgiftslista.Warning}, {Code: "hidden_rows", Row: avgiftslista.WholeDraft}}
	a := casework.Assess(d, rows, read, testRegister(t, func(*register.Data) {}))
	count := map[string]int{}
	for _, f := range a.Findings {
		count[f.Code]++
	}
	if count["negative_amount"] != 1 || count["hidden_rows"] != 1 || len(a.Rows[0].Findings) != 1 {
		t.Errorf("%+v", a.Findings)
	}
}

// TestMendedFindingsGo: what a person has mended since the mail was read blocks no longer, and a
// file whose rows were typed is a warning to accept.
func TestMendedFindingsGo(t *testing.T) {
	t.Parallel()
	reg := testRegister(t, func(*register.Data) {})
	stated := register.Amount(1536_00)
	d := avgiftslista.Draft{Company: organisation(t, "5598781333"), Period: register.NewPeriod(2026, 10), StatedTotal: &stated}
	rows := []casework.CaseRow{row(t, jenny, "Jenny Björk", 608_00, 160_00), row(t, ake, "Åke Çelik", 608_00, 160_00)}
	var read []avgiftslista.Finding
	for _, code := range []string{"no_rows", "unpaired", "period_missing", "company_unknown", "company_ambiguous", "total_mismatch", "attachment_unreadable"} {
		read = append(read, avgiftslista.Finding{Code: code, Row: avgiftslista.WholeDraft, Severity: avgiftslista.Error, Text: code})
	}
	if blocks := casework.Assess(d, rows, read, reg).Blockers([]string{"attachment_unreadable"}); len(blocks) > 0 {
		t.Errorf("blocked by %q", blocks)
	}
	if blocks := casework.Assess(d, rows, read, reg).Blockers(nil); len(blocks) != 1 {
		t.Errorf("the unread file is not accepted by anybody: %q", blocks)
	}
	stated = 1537_00
	if blocks := casework.Assess(d, rows, nil, reg).Blockers(nil); len(blocks) != 1 {
		t.Errorf("a total that does not agree: %q", blocks)
	}
	if a := casework.Assess(avgiftslista.Draft{}, nil, read, reg); len(a.Findings) != len(read)-1 { // total_mismatch is Check's
		t.Errorf("of nothing mended %d findings", len(a.Findings))
	}
}
