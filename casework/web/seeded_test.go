package web_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/verification"
	"sef.se/kontakten/internal/identity"
	"sef.se/kontakten/internal/register"
)

// seeded is how many keying errors are seeded for each policy, through the real form; make proof
// asks for 1,000 (docs/keying.md has the figures).
var seeded = flag.Int("seeded", 7, "keying errors to seed for each policy")

// fees is a row of a sheet, as it stands or as it is keyed.
type fees struct {
	member, control register.Amount // control < 0: the agreement has none
	reason          string
}

// slip is one error of a keying person, by kind: what stands on the sheet becomes what is keyed.
type slip struct {
	name string
	make func(r *rand.Rand, rows []fees)
}

// retyped changes an amount's digits, as they are keyed, and gives it back.
func retyped(a *register.Amount, f func(digits []byte) []byte) {
	digits := []byte(strconv.FormatInt(int64(*a/100), 10))
	if n, err := strconv.ParseInt("0"+string(f(digits)), 10, 64); err == nil {
		*a = register.Amount(n) * 100
	}
}

// slips are the kinds in about the proportions that the studies of peers.md §4 tell: digits
// first, then places, then rows.
func slips() []slip {
	digits := func(f func(r *rand.Rand, d []byte) []byte) func(*rand.Rand, []fees) {
		return func(r *rand.Rand, rows []fees) {
			row := &rows[r.IntN(len(rows))]
			a := &row.member
			if row.control >= 0 && r.IntN(3) == 0 {
				a = &row.control
			}
			retyped(a, func(d []byte) []byte { return f(r, d) })
		}
	}
	return []slip{
		{"another digit", digits(func(r *rand.Rand, d []byte) []byte {
			i := r.IntN(len(d))
			d[i] = '0' + (d[i]-'0'+byte(1+r.IntN(9)))%10
			return d
		})},
		{"two digits changed about", digits(func(r *rand.Rand, d []byte) []byte {
			i := r.IntN(len(d) - 1)
			d[i], d[i+1] = d[i+1], d[i]
			return d
		})},
		{"a digit left out", digits(func(r *rand.Rand, d []byte) []byte { i := r.IntN(len(d)); return slices.Delete(d, i, i+1) })},
		{"a digit twice", digits(func(r *rand.Rand, d []byte) []byte { i := r.IntN(len(d)); return slices.Insert(d, i, d[i]) })},
		{"two rows changed about", func(r *rand.Rand, rows []fees) {
			i := r.IntN(len(rows) - 1)
			rows[i], rows[i+1] = rows[i+1], rows[i]
		}},
		{"the row above once more", func(_ *rand.Rand, rows []fees) { rows[1] = rows[0] }},
		{"a reason instead of the amount", func(r *rand.Rand, rows []fees) {
			rows[r.IntN(len(rows))] = fees{control: -1, reason: "EJL"}
		}},
	}
}

// The pay of a company's members from month to month: half of the companies pay the same, a quarter
// pay each member's own wage with what hours and overtime do to it, and a quarter pay anew each month
// with nothing to know a member by, which no list does and no rule can see through.
var pays = []string{"the same", "the same", "the member's own, six per cent up or down", "drawn anew each month"}

// paper is what stands on company i's filled-in sheet of a month.
func paper(i int, p register.Period) ([]fees, register.Amount) {
	own, month := rand.New(rand.NewPCG(7, uint64(i))), rand.New(rand.NewPCG(uint64(p.Month), uint64(i)))
	var rows []fees
	var total register.Amount
	for range 3 {
		base := 320 + own.IntN(60) // in hundreds of kronor
		switch pays[i/2%len(pays)] {
		case pays[2]:
			base = base * (94 + month.IntN(13)) / 100
		case pays[3]:
			base = 320 + month.IntN(60)
		}
		whole := func(percent int) register.Amount {
			return register.Percent(percent).Of(register.Amount(base)*100_00) / 100 * 100
		}
		f := fees{member: whole(190), control: -1}
		if i%2 == 0 {
			f.control = whole(50)
		}
		total += f.member + max(0, f.control)
		rows = append(rows, f)
	}
	return rows, total
}

// fieldError is how often a person keys a field wrong by chance: Kawado 2003, 104,720 fields.
const fieldError = 0.0034

// floor is a desk with companies of three members on paper, and the three who key and settle.
type floor struct {
	*desk
	anna, bo, dan *browser
	r             *rand.Rand
}

func newFloor(t *testing.T, companies int) *floor {
	t.Helper()
	d := newDesk(t)
	rows := map[string]*strings.Builder{"companies.csv": {}, "members.csv": {}, "agreements.csv": {}}
	fmt.Fprintln(rows["agreements.csv"], "agreement,name,valid_from,member_fee_percent,control_fee_percent\ninstallation,Installationsavtalet,2024-04-01,1.90,0.50\nkraftverk,Kraftverksavtalet,2024-04-01,1.90,0.00")
	fmt.Fprintln(rows["companies.csv"], "organisation_number,name,care_of,street,postcode,city,email,agreement,channel,region,customer_number")
	fmt.Fprintln(rows["members.csv"], "personnummer,first_name,last_name,organisation_number,employed_from,employed_to")
	for i := range companies {
		body := fmt.Sprintf("5597%05d", i)
		check, _ := register.LuhnDigit(body)
		number := body + string(check)
		fmt.Fprintf(rows["companies.csv"], "%s,Bolag %d AB,,Gatan 1,%05d,Orten,,%s,paper,Mitt,%d\n", number, i, 10000+i, []string{"installation", "kraftverk"}[i%2], 200001+i)
		for j := range 3 {
			fmt.Fprintf(rows["members.csv"], "%s,Åsa,Öberg%d,%s,2020-01-01,\n", person(3*i+j), j, number)
		}
	}
	files := fstest.MapFS{}
	for name, text := range rows {
		files[name] = &fstest.MapFile{Data: []byte(text.String()), ModTime: d.clock()}
	}
	_, err := d.store.ImportRegister(t.Context(), files, store.ImportOptions{Override: true})
	d.must(err)
	return &floor{desk: d, anna: d.person("anna", identity.RoleClerk, false), bo: d.person("bo", identity.RoleClerk, false),
		dan: d.person("dan", identity.RoleClerk, false), r: rand.New(rand.NewPCG(2026, 11))}
}

// person is an invented personnummer for each i.
func person(i int) string {
	birth := register.NewDate(1965, 1, 1).AddDays(i * 2)
	body := fmt.Sprintf("%02d%02d%02d981", birth.Year%100, int(birth.Month), birth.Day)
	check, _ := register.LuhnDigit(body)
	return fmt.Sprintf("%02d", birth.Year/100) + body + string(check)
}

// TestSeededKeyingErrors keys lists with one error each through the form as a clerk who accepts every
// warning, then a second person who errs by chance, then a third who reads the paper. What differs
// from the paper in the ledger got through. As many lists are keyed without an error, so that the
// rule's price stands beside what it stops.
func TestSeededKeyingErrors(t *testing.T) {
	t.Parallel()
	w := newFloor(t, 2**seeded)
	kinds := slips()
	for _, tc := range []struct {
		policy verification.Policy
		period register.Period
	}{
		{verification.Policy{Mode: verification.Always, Limit: 2_500_00, Deviation: 25}, october},
		{verification.Policy{Mode: verification.ByRisk, Sample: verification.Default().Sample, Limit: verification.Default().Limit, Deviation: verification.Default().Deviation}, october.AddMonths(1)},
	} {
		w.must(w.lists.SetPolicy(t.Context(), casework.Actor{Role: casework.RoleSupervisor}, tc.policy))
		_, err := w.room.Start(t.Context(), casework.Program(), tc.period)
		w.must(err)
		through, wrong := map[string]int{}, 0
		var twice [2]int // of the lists with an error, and without
		for i := range 2 * *seeded {
			truth, written := paper(i, tc.period)
			keyed := slices.Clone(truth)
			if i < *seeded {
				for tries := 0; slices.Equal(truth, keyed) && tries < 20; tries++ {
					kinds[i%len(kinds)].make(w.r, keyed)
				}
			}
			number, err := avgiftslista.NewListNumber(200001+i, tc.period, 1)
			w.must(err)
			if second := w.carry(number.String(), truth, keyed, written); second {
				twice[i / *seeded]++
			}
			if !w.ledgerHas(number.String(), truth) {
				wrong++
				through[kinds[i%len(kinds)].name+", pay "+pays[i/2%len(pays)]]++
			}
		}
		t.Logf("%s: %d lists with an error: %d keyed twice, %d errors in the ledger, %.1f %% stopped; %d without: %d keyed twice. Through: %v",
			tc.policy.Mode, *seeded, twice[0], wrong, 100-100*float64(wrong)/float64(*seeded), *seeded, twice[1], through)
		if tc.policy.Mode == verification.Always && wrong*1000 > *seeded {
			t.Errorf("%d of %d errors reached the ledger under always", wrong, *seeded)
		}
	}
}

// carry takes a list from its first keying to the ledger.
func (w *floor) carry(number string, truth, keyed []fees, written register.Amount) (second bool) {
	w.t.Helper()
	done := w.anna.fills(number, keyed, written)
	if !strings.Contains(done.body, "annan person") {
		return false
	}
	again := slices.Clone(truth)
	for i := range again {
		if w.r.Float64() < fieldError {
			again[i].member += 10_00
		}
	}
	if done = w.bo.fills(number, again, written); !strings.Contains(done.body, "tredje person") {
		return true
	}
	id := 0
	w.must(w.store.Pool().QueryRow(w.t.Context(), "SELECT v.id FROM verification v JOIN fee_list l ON l.id = v.list_id WHERE l.number = $1 AND v.state = 'settling'", number).Scan(&id))
	path := fmt.Sprint("/kontroll/", id)
	form := w.dan.get(path).form("form.panel")
	for name := range form {
		if at, ok := strings.CutPrefix(name, "other-"); ok {
			row, field, _ := strings.Cut(at, "-")
			n, err := strconv.Atoi(row)
			w.must(err)
			form.Set("take-"+at, "other")
			form.Set(name, truth[n-1].stands(field))
		}
	}
	w.dan.sends(path, form).wants(200, ".note-ok", "")
	return true
}

// stands is what the paper has in a field, as a person types it.
func (f fees) stands(field string) string {
	switch {
	case field == "member":
		return typed(f.member)
	case field == "control" && f.control >= 0:
		return typed(f.control)
	}
	return ""
}

// fills keys a list through the form and accepts what is asked.
func (b *browser) fills(number string, rows []fees, written register.Amount) *page {
	b.d.t.Helper()
	sheet := b.post("/registrera", url.Values{"code": {number}})
	path := sheet.url.Path
	for i, f := range rows {
		form := url.Values{"row": {strconv.Itoa(i + 1)}, "used": {"digits"}}
		if f.reason != "" {
			form.Set("reason", f.reason)
		} else {
			form.Set("member", typed(f.member))
			form.Set("control", f.stands("control"))
		}
		b.post(path+"/rad", form).wants(200, "", "")
	}
	b.post(path+"/summa", url.Values{"written": {typed(written)}})
	return b.sends(path+"/klar", sheet.form("#finish"))
}

// sends posts a form, and once more with all that may be accepted where that is asked.
func (b *browser) sends(path string, form url.Values) *page {
	b.d.t.Helper()
	done := b.post(path, form)
	if done.status != http.StatusConflict {
		return done
	}
	for _, box := range find(done.root, `input[name=accept]`) {
		form.Add("accept", attribute(box, "value"))
	}
	return b.post(path, form)
}

// ledgerHas tells whether what is booked of the list is what stands on the paper. A list that became a
// question to the company has booked nothing wrong.
func (w *floor) ledgerHas(number string, truth []fees) bool {
	w.t.Helper()
	const posted = "posting p JOIN fee_report r ON r.id = p.report_id JOIN fee_list l ON l.id = r.list_id WHERE l.number = $1"
	if w.count(posted, number) == 0 {
		return true
	}
	for i, f := range truth {
		if w.count(posted+" AND p.row = $2 AND p.member_fee = $3 AND p.control_fee = $4 AND p.reason = ''", number, i+1, int64(f.member), int64(max(0, f.control))) != 1 {
			return false
		}
	}
	return true
}
