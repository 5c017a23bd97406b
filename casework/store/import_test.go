package store_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/delivery"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/vault"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, register.Stockholm)

// open gives a store on a database of its own; its clock stands at noon.
func open(t *testing.T) *store.Store {
	t.Helper()
	v, err := vault.LoadOrCreate(filepath.Join(t.TempDir(), "master.key"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), databases.URL(t), v, func() time.Time { return noon })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// files is a register of n companies with four members each. Company i has
// organisation number sole + check digit, customer number none.
type files struct {
	companies, members, rates []string
	dated                     time.Time
}

const (
	companyHeader = "organisation_number,name,care_of,street,postcode,city,email,agreement,channel,region,customer_number"
	memberHeader  = "personnummer,first_name,last_name,organisation_number,employed_from,employed_to,member_from,member_to,deceased_on,protected"
)

func luhn(digits string) string {
	d, ok := register.LuhnDigit(digits)
	if !ok {
		panic(digits)
	}
	return digits + string(d)
}

func organisation(i int) string { return luhn(fmt.Sprintf("5598%05d", i)) }

func personnummer(i int) string {
	birth := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i).Format("20060102")
	return birth[:2] + luhn(birth[2:]+"980")
}

func sample(n int) files {
	f := files{dated: noon, rates: []string{"installation,Installationsavtalet,2024-04-01,1.90,0.50"}}
	for i := range n {
		f.companies = append(f.companies, fmt.Sprintf("%s,Bolag %d AB,,Gatan 1,12345,Orten,lon@bolag%d.example,installation,web,Mitt,", organisation(i), i, i))
		for j := range 4 {
			f.members = append(f.members, fmt.Sprintf("%s,Åsa,Öberg%d,%s,2020-01-01,,,,,", personnummer(4*i+j), 4*i+j, organisation(i)))
		}
	}
	return f
}

func (f files) fs() fs.FS {
	file := func(lines ...string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(strings.Join(lines, "\r\n") + "\r\n"), ModTime: f.dated}
	}
	return fstest.MapFS{
		"agreements.csv": file(append([]string{"agreement,name,valid_from,member_fee_percent,control_fee_percent"}, f.rates...)...),
		"companies.csv":  file(append([]string{companyHeader}, f.companies...)...),
		"members.csv":    file(append([]string{memberHeader}, f.members...)...),
	}
}

// with gives the files with line i of a table changed.
func replaced(lines []string, i int, old, new string) []string {
	lines = slices.Clone(lines)
	lines[i] = strings.Replace(lines[i], old, new, 1)
	return lines
}

func mustImport(t *testing.T, s *store.Store, fsys fs.FS, opt store.ImportOptions, want delivery.Outcome) delivery.Report {
	t.Helper()
	r, err := s.ImportRegister(t.Context(), fsys, opt)
	if err != nil {
		t.Fatal(err)
	}
	if r.Outcome != want {
		t.Fatalf("outcome %s, want %s:\n%s", r.Outcome, want, strings.Join(r.Lines(), "\n"))
	}
	return r
}

func mustRegister(t *testing.T, s *store.Store) *store.Snapshot {
	t.Helper()
	r, err := s.Register(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestImportSampleRegisterTwice(t *testing.T) {
	t.Parallel()
	s := open(t)
	samples := os.DirFS("../../internal/demo/data/register")
	first := mustImport(t, s, samples, store.ImportOptions{}, delivery.Applied)
	if first.Companies.Added != 25 || first.Members.Added != 180 || len(first.Problems) != 0 {
		t.Errorf("first import: %+v", first)
	}
	second := mustImport(t, s, samples, store.ImportOptions{}, delivery.Unchanged)
	if second.Companies.Added+second.Companies.Changed+len(second.Differences) != 0 {
		t.Errorf("second import: %+v", second)
	}
	r := mustRegister(t, s)
	if r.Import != first.Run || len(r.Companies()) != 25 || len(r.Members()) != 180 {
		t.Errorf("register: import %d, %d companies, %d members", r.Import, len(r.Companies()), len(r.Members()))
	}
	want, _, _, err := register.OpenStrict(samples)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range want.Companies() {
		got, ok := r.Company(c.OrganisationNumber)
		if !ok || got.CustomerNumber != c.CustomerNumber || got.Channel != c.Channel || !slices.Equal(got.Emails, c.Emails) || got.Name != c.Name {
			t.Errorf("company %+v, want %+v", got, c)
		}
		if g, w := len(r.Employments(c.OrganisationNumber)), len(want.Employments(c.OrganisationNumber)); g != w {
			t.Errorf("%s: %d employments, want %d", c.Name, g, w)
		}
	}
	if again := mustRegister(t, s); again != r {
		t.Error("nothing changed, but the snapshot was read again")
	}
}

// TestGuards takes a register of 100 companies and 400 members and then a second
// delivery that differs.
func TestGuards(t *testing.T) {
	t.Parallel()
	base := sample(100)
	cases := map[string]struct {
		change func(files) files
		want   delivery.Outcome
		says   string
		after  func(*testing.T, *store.Store, delivery.Report)
	}{
		"members.csv cut in half": {
			change: func(f files) files {
				whole := strings.Join(f.members, "\r\n")
				f.members = strings.Split(whole[:len(whole)/2+7], "\r\n")
				return f
			},
			want: delivery.Waiting, says: "members.csv rad",
			after: func(t *testing.T, s *store.Store, r delivery.Report) {
				if r.Members.Absent+r.Employments.Absent != 0 {
					t.Errorf("a file with a torn line marked %d members as absent", r.Members.Absent)
				}
			},
		},
		"members.csv cut between two lines": {
			change: func(f files) files { f.members = f.members[:200]; return f },
			want:   delivery.Waiting, says: "200 av 400 medlemmar",
		},
		"companies.csv cut between two lines": {
			change: func(f files) files { f.companies = f.companies[:97]; return f },
			want:   delivery.Waiting, says: "3 av 100 företag saknas",
		},
		"two companies absent is a working day": {
			change: func(f files) files { f.companies, f.members = f.companies[:98], f.members[:392]; return f },
			want:   delivery.Applied, says: "Saknas i registret (2)",
			after: func(t *testing.T, s *store.Store, r delivery.Report) {
				if n := len(mustRegister(t, s).Companies()); n != 100 {
					t.Errorf("%d companies: absence must mark, never end", n)
				}
				mustImport(t, s, base.fs(), store.ImportOptions{}, delivery.Applied)
			},
		},
		"nine memberships end": {
			change: func(f files) files {
				for i := range 9 {
					f.members = replaced(f.members, i, ",,,,,", ",,,2026-10-31,,")
				}
				return f
			},
			want: delivery.Waiting, says: "9 av 400 medlemmar",
		},
		"older files": {
			change: func(f files) files { f.dated = noon.Add(-time.Hour); return f },
			want:   delivery.Waiting, says: "äldre än den senaste",
		},
		"a duplicate personnummer": {
			change: func(f files) files {
				f.members = append(slices.Clone(f.members), strings.Replace(f.members[0], "Åsa", "Bo", 1))
				return f
			},
			want: delivery.Unchanged, says: "members.csv rad 402, kolumn personnummer",
		},
		"a new company with a new member": {
			change: func(f files) files {
				g := sample(101)
				g.dated = f.dated
				return g
			},
			want: delivery.Applied, says: "100101 Bolag 100 AB",
		},
		"a rate of a past month": {
			change: func(f files) files { f.rates = replaced(f.rates, 0, "0.50", "0.60"); return f },
			want:   delivery.Waiting, says: "1 av avtalens procentsatser",
		},
		"a rate from next year on": {
			change: func(f files) files {
				f.rates = append(slices.Clone(f.rates), "installation,Installationsavtalet,2027-01-01,2.00,0.50")
				return f
			},
			want: delivery.Applied, says: "Avtal: 1 i filerna; 0 nya, 1 ändrade",
			after: func(t *testing.T, s *store.Store, _ delivery.Report) {
				a, _ := mustRegister(t, s).Agreement("installation")
				now, _ := a.RateOn(register.NewPeriod(2026, 11))
				later, _ := a.RateOn(register.NewPeriod(2027, 1))
				if now.MemberFee != 190 || later.MemberFee != 200 {
					t.Errorf("rates %s and %s", now.MemberFee, later.MemberFee)
				}
			},
		},
		"no file at all": {
			change: func(f files) files { f.companies = nil; return f },
			want:   delivery.Refused, says: "Filerna kan inte användas",
		},
		"protected": {
			change: func(f files) files { f.members = replaced(f.members, 0, ",,,,,", ",,,,,1"); return f },
			want:   delivery.Applied, says: "Nya skyddade uppgifter: 1",
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t)
			mustImport(t, s, base.fs(), store.ImportOptions{}, delivery.Applied)
			before := mustRegister(t, s)
			changed := c.change(base)
			fsys := changed.fs()
			if changed.companies == nil {
				delete(fsys.(fstest.MapFS), "companies.csv")
			}
			r := mustImport(t, s, fsys, store.ImportOptions{}, c.want)
			if text := strings.Join(r.Lines(), "\n"); !strings.Contains(text, c.says) {
				t.Errorf("the report does not say %q:\n%s", c.says, text)
			}
			switch c.want {
			case delivery.Applied:
			case delivery.Waiting:
				if mustRegister(t, s) != before {
					t.Error("a waiting import changed the register")
				}
				var err error
				if r, err = s.ImportRegister(t.Context(), fsys, store.ImportOptions{Override: true}); err != nil || !r.Taken() {
					t.Errorf("with the override: %s, %v", r.Outcome, err)
				}
			default:
				if mustRegister(t, s) != before {
					t.Errorf("a %s import changed the register", c.want)
				}
			}
			if c.after != nil {
				c.after(t, s, r)
			}
		})
	}
}

func TestCustomerNumbersAreForEver(t *testing.T) {
	t.Parallel()
	s := open(t)
	base := sample(60)
	base.companies = replaced(base.companies, 0, "Mitt,", "Mitt,200000")
	mustImport(t, s, base.fs(), store.ImportOptions{}, delivery.Applied)
	for name, c := range map[string]struct {
		lines []string
		says  []string
	}{
		"another number for a known company": {replaced(base.companies, 0, "200000", "200001"), []string{"Bolag 0 AB", "200001", "200000"}},
		"a known number for another company": {replaced(base.companies, 1, "Mitt,", "Mitt,200000"), []string{"Bolag 1 AB", "200000"}},
		"a given number for a new company": {append(slices.Clone(base.companies),
			organisation(99)+",Ny AB,,G 1,12345,O,,installation,web,Mitt,100001"), []string{"Ny AB", "100001", "Bolag 1 AB"}},
	} {
		t.Run(name, func(t *testing.T) {
			changed := base
			changed.companies = c.lines
			r := mustImport(t, s, changed.fs(), store.ImportOptions{Override: true}, delivery.Refused)
			text := strings.Join(r.Reasons, "\n")
			for _, want := range c.says {
				if !strings.Contains(text, want) {
					t.Errorf("the refusal does not name %q: %s", want, text)
				}
			}
		})
	}
	for _, sql := range []string{"UPDATE company SET customer_number = 300000 WHERE customer_number = 200000", "DELETE FROM company"} {
		if _, err := s.Pool().Exec(t.Context(), sql); err == nil {
			t.Errorf("the database let through: %s", sql)
		}
	}
}

func TestLiveModeNeedsNumbers(t *testing.T) {
	t.Parallel()
	s := open(t)
	if err := s.EnsureMode(t.Context(), casework.ModeLive); err != nil {
		t.Fatal(err)
	}
	r := mustImport(t, s, sample(3).fs(), store.ImportOptions{Override: true}, delivery.Refused)
	if !strings.Contains(strings.Join(r.Reasons, ""), "saknar customer_number för 3 av 3 företag") {
		t.Errorf("reasons: %q", r.Reasons)
	}
	if err := s.EnsureMode(t.Context(), casework.ModeTest); err == nil {
		t.Error("a live database was opened in test mode")
	}
}

func TestFieldsThatAreOurs(t *testing.T) {
	t.Parallel()
	s := open(t)
	base := sample(60)
	mustImport(t, s, base.fs(), store.ImportOptions{}, delivery.Applied)
	paper := base
	paper.companies = replaced(base.companies, 5, ",web,", ",paper,")
	paper.companies = replaced(paper.companies, 5, "lon@", "ny@")
	paper.companies = replaced(paper.companies, 6, "Gatan 1", "Vägen 2")
	mustImport(t, s, paper.fs(), store.ImportOptions{}, delivery.Applied)
	r := mustRegister(t, s)
	if c := r.Companies()[5]; c.Channel != register.ChannelWeb || !slices.Equal(c.Emails, []string{"lon@bolag5.example"}) {
		t.Errorf("the import overwrote what is ours: %+v", c)
	}
	if c := r.Companies()[6]; c.Street != "Vägen 2" {
		t.Errorf("street %q: the membership system owns it", c.Street)
	}
	open := mustReconciliations(t, s, 2)
	if open[0].Register != "paper" || open[0].Ours != "web" || open[0].CustomerNumber != r.Companies()[5].CustomerNumber {
		t.Errorf("reconciliation: %+v", open[0])
	}
	mustImport(t, s, paper.fs(), store.ImportOptions{}, delivery.Unchanged)
	mustReconciliations(t, s, 2)
	settled := false
	if err := s.InTx(t.Context(), func(tx *store.Tx) (err error) {
		settled, err = tx.SettleReconciliation(t.Context(), open[0].ID, 0)
		return err
	}); err != nil || !settled {
		t.Fatalf("settle: %v, %v", settled, err)
	}
	mustImport(t, s, paper.fs(), store.ImportOptions{}, delivery.Unchanged)
	mustReconciliations(t, s, 1) // settled for our side: it does not come back
	mustImport(t, s, base.fs(), store.ImportOptions{}, delivery.Applied)
	mustReconciliations(t, s, 0) // the register says what we say again
}

// difference is an open line of the reconciliation page.
type difference struct {
	ID             int64
	CustomerNumber int
	Register, Ours string
}

func mustReconciliations(t *testing.T, s *store.Store, want int) []difference {
	t.Helper()
	rows, err := s.Pool().Query(t.Context(), `
		SELECT r.id, c.customer_number, r.register_says, r.ours
		FROM reconciliation r JOIN company c ON c.id = r.company_id WHERE r.settled_at IS NULL ORDER BY r.id`)
	if err != nil {
		t.Fatal(err)
	}
	open, err := pgx.CollectRows(rows, pgx.RowToStructByPos[difference])
	if err != nil {
		t.Fatal(err)
	}
	if len(open) != want {
		t.Fatalf("%d reconciliation lines, want %d: %+v", len(open), want, open)
	}
	return open
}

func TestReplacedSamordningsnummer(t *testing.T) {
	t.Parallel()
	s := open(t)
	base := sample(60)
	day := "19700101"
	old := day[:2] + luhn(day[2:6]+"61"+"980")
	before := base
	before.members = replaced(base.members, 0, personnummer(0), old)
	mustImport(t, s, before.fs(), store.ImportOptions{}, delivery.Applied)
	r := mustImport(t, s, base.fs(), store.ImportOptions{}, delivery.Applied)
	if r.Rekeyed != 1 || r.Members.Added+r.Members.Absent != 0 {
		t.Errorf("rekeyed %d, members %+v", r.Rekeyed, r.Members)
	}
	p, err := register.ParsePersonnummer(old, register.Date{})
	if err != nil {
		t.Fatal(err)
	}
	m, ok := mustRegister(t, s).Member(p)
	if !ok || m.Personnummer.Full() != personnummer(0) {
		t.Errorf("the old number finds %v, %v", m, ok)
	}
	mustImport(t, s, base.fs(), store.ImportOptions{}, delivery.Unchanged)
}
