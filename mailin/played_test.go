package mailin

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"sef.se/kontakten/internal/register"
)

// player makes mails of the sample register's companies in people's own ways,
// with what they say. It is no grammar of Swedish: it is what examiners' mails
// taught, put together anew.
type player struct {
	*rand.Rand
	reg       *register.Register
	companies []register.Company
}

func newPlayer(reg *register.Register, seed uint64) *player {
	p := &player{Rand: rand.New(rand.NewPCG(seed, 7)), reg: reg}
	addresses := map[string]int{}
	for _, c := range reg.Companies() {
		for _, e := range c.Emails {
			addresses[e]++
		}
	}
	for _, c := range reg.Companies() {
		if len(c.Emails) > 0 && addresses[c.Emails[0]] == 1 && len(p.staff(c)) > 1 {
			p.companies = append(p.companies, c)
		}
	}
	return p
}

func (p *player) staff(c register.Company) []register.Member {
	return p.reg.Employed(c.OrganisationNumber, register.Period{Year: 2026, Month: 10})
}

func (p *player) of(list ...string) string { return list[p.IntN(len(list))] }

// people chooses some members of a company and their fees.
func (p *player) people(most int) (c register.Company, members []register.Member, fees [][2]register.Amount, two bool) {
	c = p.companies[p.IntN(len(p.companies))]
	members = slices.Clone(p.staff(c))
	p.Shuffle(len(members), func(i, k int) { members[i], members[k] = members[k], members[i] })
	members = members[:min(len(members), 2+p.IntN(most-1))]
	rate, _ := p.reg.RateOf(c, register.Period{Year: 2026, Month: 10})
	for range members {
		base := register.Amount(25_000+p.IntN(20_000)) * 100
		fees = append(fees, [2]register.Amount{(base*19/1000 + 50) / 100 * 100, (base*5/1000 + 50) / 100 * 100})
	}
	return c, members, fees, rate.ControlFee > 0
}

func kronor(a register.Amount, style int) string {
	whole := fmt.Sprint(int64(a) / 100)
	return []string{whole + ",00", whole + " kr", whole + ":-", whole, whole + ",00 kr", whole + " kronor"}[style]
}

func (p *player) mail(c register.Company, subject, text string) []byte {
	return []byte("From: " + c.Emails[0] + "\r\nTo: kontakten@sef.se\r\nDate: Tue, 27 Oct 2026 09:00:00 +0100\r\nContent-Type: text/plain; charset=utf-8\r\nSubject: " +
		subject + "\r\n\r\n" + strings.ReplaceAll(text, "\n", "\r\n") + "\r\n")
}

// played counts what became of made-up mails.
type played struct{ whole, lacking, wrong int }

// mark compares the rows of a mail with those meant; control fees count where
// two were given.
func (s *played) mark(t *testing.T, r *Reader, raw []byte, want map[string][2]register.Amount) {
	t.Helper()
	got := read(t, r, raw)
	right := 0
	for _, row := range got.Draft.Rows {
		key := row.Personnummer.Full()
		if fee, ok := want[key]; ok && fee == [2]register.Amount{row.MemberFee, row.ControlFee} {
			right++
			continue
		}
		s.wrong++
		t.Errorf("a wrong row, %v %v %v:\n%s", row.Name, row.MemberFee, row.ControlFee, raw)
		return
	}
	if right == len(want) {
		s.whole++
	} else {
		s.lacking++
	}
}

func (s played) check(t *testing.T, atLeast int) {
	t.Helper()
	if all := s.whole + s.lacking + s.wrong; s.whole*100 < atLeast*all {
		t.Errorf("%d of %d read whole, want %d %%", s.whole, all, atLeast)
	}
	t.Logf("%+v", s)
}

// TestPlayedSentences reads fees told in running text.
func TestPlayedSentences(t *testing.T) {
	t.Parallel()
	r := sampleReader(t)
	p := newPlayer(r.reg, 1)
	var s played
	for range 300 {
		c, members, fees, control := p.people(5)
		style, first := p.IntN(6), p.IntN(2) == 0 && apartByFirstName(p.staff(c))
		amountFirst, two := p.IntN(4) == 0, control && p.IntN(3) == 0
		want := map[string][2]register.Amount{}
		var clauses []string
		for i, m := range members {
			who := m.FullName()
			if first {
				who = m.FirstName
			}
			a, b := kronor(fees[i][0], style), kronor(fees[i][1], style)
			fee := [2]register.Amount{fees[i][0], 0}
			switch {
			case two:
				fee[1] = fees[i][1]
				clauses = append(clauses, p.of(who+" "+a+" i medlemsavgift och "+b+" i kontrollavgift", who+" "+a+" respektive "+b, who+" fick "+a+" respektive "+b, who+" "+a+"/"+b, who+" medlem "+a+" kontroll "+b, who+" "+a+" och kontrollavgift "+b))
			case amountFirst:
				clauses = append(clauses, p.of(a+" för "+who, a+" på "+who, a+" från "+who, a+" ("+who+")", a+" av "+who))
			case p.IntN(9) == 0:
				fee[0] = 0
				clauses = append(clauses, p.of(who+" 0 kr eftersom han var föräldraledig hela månaden", who+" 0 kr (tjänstledig)"))
			default:
				clauses = append(clauses, p.of(who+" "+a, who+" som vanligt "+a, who+": "+a, who+" fick "+a, who+" blev "+a, who+" ("+a+")", who+", "+a, who+" ligger på "+a, who+" betalade "+a))
			}
			want[m.Personnummer.Full()] = fee
		}
		intro := p.of("Så här blev det för oktober: ", "Avdragen i oktober: ", "Hej, här kommer avgifterna för oktober. ", "Fackavgifter för oktober blev ")
		if amountFirst && !two {
			intro = p.of("Vi drog ", "I oktober drogs ", "Har dragit ", "För oktober har vi dragit ")
		}
		text := "Hej!\n\n" + intro + strings.Join(clauses[:len(clauses)-1], p.of(", ", "; ", ", ")) + p.of(" och ", " samt ", ", och ") + clauses[len(clauses)-1] + ".\n\nMvh\nGunilla"
		s.mark(t, r, p.mail(c, p.of("Fackavgift okt", "Avgifter oktober"), text), want)
	}
	s.check(t, 96)
}

// apartByFirstName tells colleagues of whom no two have the same first name.
func apartByFirstName(all []register.Member) bool {
	seen := map[string]bool{}
	for _, m := range all {
		if seen[m.FirstName] {
			return false
		}
		seen[m.FirstName] = true
	}
	return true
}

// TestPlayedLists reads lists as people type them, with remarks at their ends.
func TestPlayedLists(t *testing.T) {
	t.Parallel()
	r := sampleReader(t)
	p := newPlayer(r.reg, 2)
	var s played
	for range 400 {
		c, members, fees, control := p.people(7)
		style, two := p.IntN(5), control && p.IntN(3) > 0
		sep, between, mark := p.of(" ", "  ", "\t", ": ", " - ", " ..... ", " = ", " | ", ", "), p.of("  ", " + ", " / ", ", ", " och ", " resp. "), p.of("", "", "- ", "* ", "• ", "#")
		number, turned, remarks := p.IntN(3) == 0, p.IntN(4) == 0, p.IntN(3) == 0
		want := map[string][2]register.Amount{}
		var lines []string
		var total register.Amount
		for i, m := range members {
			who := m.FullName()
			if number {
				who = m.Personnummer.Hyphened() + " " + who
			}
			said, fee := kronor(fees[i][0], style), [2]register.Amount{fees[i][0], 0}
			if two {
				said, fee[1] = said+between+kronor(fees[i][1], style), fees[i][1]
			}
			line := who + sep + said
			if turned {
				line = said + sep + who
			} else if remarks {
				line += p.of("", " (ny)", " slutar 31/10", " deltid 75 %", " 152 tim", " v 40-43", " - föräldraledig 50 %")
			}
			if mark == "#" {
				line = fmt.Sprintf("%d. %s", i+1, line)
			} else {
				line = mark + line
			}
			lines, total = append(lines, line), total+fee[0]+fee[1]
			want[m.Personnummer.Full()] = fee
		}
		text := "Hej!\n\nAvdragna fackavgifter för oktober:\n\n" + strings.Join(lines, "\n") + "\n" + p.of("", "Summa "+kronor(total, 4)+"\n", "Totalt: "+kronor(total, 1)+"\n") + "\nHälsningar\nVerkstan"
		s.mark(t, r, p.mail(c, "Avgifter oktober", text), want)
	}
	s.check(t, 96)
}

// TestPlayedMonths reads the month of fees where other months are named too.
func TestPlayedMonths(t *testing.T) {
	t.Parallel()
	r := sampleReader(t)
	p := newPlayer(r.reg, 3)
	wrong, unknown := 0, 0
	const all = 300
	for range all {
		c, members, fees, _ := p.people(3)
		var rows []string
		for i, m := range members {
			rows = append(rows, m.FullName()+" "+kronor(fees[i][0], 0))
		}
		aside := func() string {
			return p.of("", "Anna slutade i mitten av september.", "Nästa lista kommer i slutet av november.", "Förlåt att vi är sena, vi hade semester i september.", "November skickar vi så fort vi hinner.",
				"Tack för brevet ni skickade i september.", "Vi får ny lönekonsult i november.", "September har ni redan fått.", "Kan ni bekräfta senast den 5 november?", "Vi betalar in den 10 november.")
		}
		subject, said := p.of("Fackavgifter oktober", "avg okt -26", "Oktober"), p.of("Se nedan.", "Här är listan.")
		if p.IntN(2) == 0 {
			subject = p.of("Avgifter", "SV: Fackavgifter")
			said = p.of("Här kommer avgifterna för oktober.", "Oktoberavdragen nedan.", "Oktobers avgifter:", "Avser oktober månad.", "Period: 2026-10", "För löneperioden 1–31 oktober:", "Oktober", "På oktoberlönen drogs:", "I oktober drog vi följande:")
		}
		parts := slices.DeleteFunc([]string{aside(), said, strings.Join(rows, "\n"), aside()}, func(s string) bool { return s == "" })
		raw := p.mail(c, subject, "Hej!\n\n"+strings.Join(parts, "\n\n")+"\n\nMvh Kicki")
		switch got := read(t, r, raw).Period; {
		case got.IsZero():
			unknown++
		case got != (register.Period{Year: 2026, Month: 10}):
			wrong++
			t.Errorf("%v:\n%s", got, raw)
		}
	}
	if unknown*50 > all {
		t.Errorf("%d of %d mails have no month", unknown, all)
	}
	t.Logf("%d wrong, %d without a month, of %d", wrong, unknown, all)
}
