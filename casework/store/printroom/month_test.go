package printroom_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/store/printroom"
	"sef.se/kontakten/internal/register"
)

// TestCountedAsMade compares what the statements count with the lists that avgiftslista makes of
// the same register, and numbers them, over people of every kind: the numbering itself refuses
// where a list is not the one that was counted.
func TestCountedAsMade(t *testing.T) {
	t.Parallel()
	const companies = 40
	w := newWorld(t, companies)
	random := rand.New(rand.NewPCG(4, 2026))
	day := func(from, span int) string {
		return register.NewDate(2026, 10, 1).AddDays(from + random.IntN(span)).String()
	}
	for i := range 3 * companies {
		set := []string{}
		switch random.IntN(9) {
		case 0:
			set = append(set, "protected = true")
		case 1:
			set = append(set, "deceased_on = '"+day(-400, 800)+"'")
		case 2:
			set = append(set, "member_from = '"+day(-40, 100)+"'")
		case 3:
			set = append(set, "member_to = '"+day(-40, 100)+"'")
		case 4:
			set = append(set, "member_from = '"+day(-60, 40)+"'", "member_to = '"+day(0, 40)+"'")
		}
		if len(set) > 0 {
			w.exec("UPDATE member SET "+strings.Join(set, ", ")+" WHERE personnummer = $1", member(i).Full())
		}
	}
	w.exec("UPDATE employment SET to_date = ('2026-10-01'::date + (id * 37 % 90 - 60)::integer) WHERE id % 3 = 0")
	w.exec("UPDATE employment SET from_date = ('2026-10-01'::date + (id * 53 % 90 - 45)::integer) WHERE id % 5 = 0")
	// A second time at the same company, and one at the next.
	w.exec("INSERT INTO employment (member_id, company_id, from_date, to_date) SELECT member_id, company_id, to_date + 10, NULL FROM employment WHERE id % 6 = 0 AND to_date IS NOT NULL ON CONFLICT DO NOTHING")
	w.exec("INSERT INTO employment (member_id, company_id, from_date, to_date) SELECT member_id, 1 + company_id % $1, '2026-08-01', '2026-09-15' FROM employment WHERE id % 7 = 0 ON CONFLICT DO NOTHING", companies)
	w.exec("UPDATE channel SET channel = 'web' WHERE id % 11 = 0")
	w.exec("INSERT INTO channel (company_id, valid_from, channel, source, created_at) SELECT company_id, '2026-11-01', 'web', 'clerk', $1 FROM channel WHERE id % 4 = 0", noon)

	reg, err := w.store.RegisterOf(t.Context(), october)
	w.must(err)
	want, err := avgiftslista.Lists(reg.Register, october, avgiftslista.RunOptions{})
	w.must(err)
	page, err := w.MonthPage(t.Context(), w.staff["anna"], october)
	w.must(err)
	members := 0
	for _, l := range want {
		members += len(l.Rows)
	}
	if p := page.Preview; len(want) == 0 || len(want) == companies || p.Lists != len(want) || p.Members != members {
		t.Errorf("counted %d lists with %d members, made %d with %d", p.Lists, p.Members, len(want), members)
	}
	if s := w.run(october); s.Lists != len(want) {
		t.Errorf("%d lists numbered, want %d", s.Lists, len(want))
	}
	if n := w.count("fee_list_row"); n != members {
		t.Errorf("%d rows, want %d", n, members)
	}
	if page, err = w.MonthPage(t.Context(), w.staff["anna"], october); err != nil || len(page.Preview.Outdated) != 0 || page.Preview.Already != len(want) {
		t.Errorf("straight after the run: %+v, %v", page.Preview, err)
	}
}

// TestOwnListsAreExpected: a company that sends a list of its own gets none printed, stands in the
// register of expected returns from the month's run on, and is reminded in its own way.
func TestOwnListsAreExpected(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 5, func(c *printroom.Config) { c.Delay = 5 * time.Minute })
	// 1 and 2 by mail, 3 has no known address, 4 has nobody employed.
	w.exec("UPDATE channel SET channel = 'own_list' WHERE company_id IN (SELECT id FROM company WHERE customer_number BETWEEN 100001 AND 100004)")
	w.exec("UPDATE company_address SET ended_at = $1 WHERE company_id = (SELECT id FROM company WHERE customer_number = 100003)", noon)
	w.exec("UPDATE employment SET to_date = '2026-01-31' WHERE company_id = (SELECT id FROM company WHERE customer_number = 100004)")
	page, err := w.ExpectedPage(t.Context(), w.staff["anna"], october, "", "", 0)
	w.must(err)
	if len(page.Rows) != 0 {
		t.Errorf("%d are expected before the month was run", len(page.Rows))
	}
	if s := w.run(october); s.Lists != 1 {
		t.Fatalf("%+v", s)
	}
	w.handOver(true)
	if page, err = w.ExpectedPage(t.Context(), w.staff["anna"], october, "", "", 2); err != nil || len(page.Rows) != 2 || page.Next == "" || page.Funnel.Lists != 4 || page.Funnel.Own != 3 {
		t.Fatalf("%+v, %v", page, err)
	}
	if e := page.Rows[0]; !e.Own || e.List.Company.CustomerNumber != 100001 || e.Due != register.NewDate(2026, 10, 26) {
		t.Errorf("%+v", e)
	}
	rest, err := w.ExpectedPage(t.Context(), w.staff["anna"], october, "", page.Next, 2)
	if err != nil || len(rest.Rows) != 2 || rest.Next != "" || !rest.Rows[0].Own || rest.Rows[1].Own {
		t.Fatalf("%+v, %v", rest, err)
	}

	w.on("2026-11-05") // 2 has answered by mail
	w.errand(100002, "fee_data", "new")
	w.must(w.Tend(t.Context()))
	if n := w.count("reminder"); n != 3 || w.count("reminder WHERE list_id IS NULL AND outbox_id IS NOT NULL") != 1 || w.count("reminder WHERE list_id IS NULL AND letter_id IS NOT NULL") != 1 {
		t.Fatalf("%d reminders", n)
	}
	if w.count("outbox WHERE recipient = 'lon@bolag0.example' AND state = 'queued' AND not_before = created_at + interval '5 minutes'") != 1 {
		t.Error("the mail cannot be stopped for five minutes")
	}
	for customer, want := range map[int]monthly.Standing{100001: monthly.StandingReminded, 100002: monthly.StandingCame, 100003: monthly.StandingReminded} {
		if got := w.standingOf(customer); got != want {
			t.Errorf("%d: %s, want %s", customer, got, want)
		}
	}
	// 1's own list comes before the mail has gone, 3's before the letter was printed.
	mail := w.ids("SELECT id FROM outbox WHERE recipient = 'lon@bolag0.example'")[0]
	w.now.Add(int64(time.Minute))
	if _, wait, err := w.BeginSending(t.Context(), mail, time.Minute); err != nil || wait != 4*time.Minute {
		t.Errorf("it goes in %v, %v", wait, err)
	}
	w.errand(100001, "fee_data", "new")
	w.now.Add(int64(5 * time.Minute))
	if e, _, err := w.BeginSending(t.Context(), mail, time.Minute); err != nil || e.Attempt != 0 {
		t.Errorf("the reminder goes though the list is here: %+v, %v", e, err)
	}
	w.errand(100003, "fee_data", "new")
	_, err = w.PrintLetters(t.Context(), w.staff["cia"])
	w.must(err)
	if w.count("outbox WHERE recipient = 'lon@bolag0.example' AND state = 'stopped'") != 1 || w.count("letter WHERE kind = 'reminder1' AND state = 'stopped'") != 1 {
		t.Error("a reminder went though the list is here")
	}
}

func (w *world) standingOf(customer int) monthly.Standing {
	w.Helper()
	page, err := w.ExpectedPage(w.Context(), w.staff["anna"], october, "", "", 0)
	w.must(err)
	for _, e := range page.Rows {
		if e.List.Company.CustomerNumber == customer {
			return e.Standing(register.DateOf(time.Unix(0, w.now.Load())))
		}
	}
	return ""
}

// TestOwnListReminderNamesNoNumber reads the texts without a list number.
func TestOwnListReminderNamesNoNumber(t *testing.T) {
	t.Parallel()
	mails, err := letter.NewMails(letter.DemoHouse())
	if err != nil {
		t.Fatal(err)
	}
	for _, content := range []letter.Content{
		letter.FirstReminder{Period: "oktober 2026", WasDue: "26 oktober 2026", Due: "16 november 2026"},
		letter.SecondReminder{Period: "oktober 2026", WasDue: "26 oktober 2026", Reminded: "5 november 2026", Due: "27 november 2026"},
	} {
		text, err := mails.Reminder(content)
		if err != nil || strings.Contains(text.Body, "nummer är") || !strings.Contains(text.Body, "egen lista") || strings.Contains(text.Body, "sänder vi en ny") {
			t.Errorf("%v\n%s", err, text.Body)
		}
	}
}

// TestReminderThatCameBack counts as none: it goes again, to another address and then by letter (R34).
func TestReminderThatCameBack(t *testing.T) {
	t.Parallel()
	w := late(t, 2)
	w.exec("UPDATE channel SET channel = 'own_list' WHERE company_id = (SELECT id FROM company WHERE customer_number = 100001)")
	w.exec("INSERT INTO company_address (company_id, address, source, known_since) SELECT id, 'ny@bolag0.example', 'clerk', $1 FROM company WHERE customer_number = 100001", noon)
	w.on("2026-11-05")
	w.must(w.Tend(t.Context()))
	for i, want := range []string{"lon@bolag0.example", "ny@bolag0.example"} {
		if w.count("outbox WHERE recipient = $1 AND template = 'reminder1'", want) != 1 || w.count("reminder WHERE failed_at IS NULL") != 2 {
			t.Fatalf("no reminder to %s", want)
		}
		w.exec("UPDATE outbox SET state = 'sent', bounced_at = $1 WHERE recipient = $2", noon, want)
		w.exec("UPDATE company_address SET bounces_since = $1 WHERE address = $2", noon, want)
		w.on(fmt.Sprintf("2026-11-%02d", 6+3*i))
		w.must(w.Tend(t.Context()))
	}
	if w.count("letter e JOIN company c ON c.id = e.company_id WHERE c.customer_number = 100001 AND e.kind = 'reminder1'") != 1 || w.count("reminder WHERE failed_at IS NOT NULL") != 2 {
		t.Error("no letter after both addresses failed")
	}
}

// TestCredentialOrderFollowsItsLetter walks an order that the portal has confirmed: printed with
// its letter, posted with it, returned with it. One that nobody confirmed stays ordered (R4).
func TestCredentialOrderFollowsItsLetter(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	w.order(100001)
	w.order(100002)
	const first, second = "credential_order o JOIN company c ON c.id = o.company_id WHERE c.customer_number = 100001 AND o.state = $1",
		"credential_order o JOIN company c ON c.id = o.company_id WHERE c.customer_number = 100002 AND o.state = $1"
	w.must(w.Tend(t.Context()))
	w.exec("UPDATE credential_order SET state = 'confirmed' WHERE company_id = (SELECT id FROM company WHERE customer_number = 100001)")
	_, err := w.PrintLetters(t.Context(), w.staff["cia"])
	w.must(err)
	w.drawAll()
	if w.count(first, "printed") != 1 {
		t.Error("the order is not printed with its letter")
	}
	w.handOver(true)
	if w.count(first, "posted") != 1 || w.count(second, "ordered") != 1 {
		t.Error("the order is not posted with its letter, or one is that nobody confirmed")
	}
	for _, customer := range []int{100001, 100002} {
		var number string
		w.must(w.store.Pool().QueryRow(t.Context(), "SELECT e.number FROM letter e JOIN company c ON c.id = e.company_id WHERE c.customer_number = $1 AND e.kind = 'credentials'", customer).Scan(&number))
		_, err = w.Return(t.Context(), w.staff["anna"], number, "moved")
		w.must(err)
	}
	if w.count(first, "returned") != 1 || w.count(second, "void") != 1 {
		t.Error("a returned envelope leaves its order standing")
	}
}
