package printroom_test

import (
	"crypto/rand"
	"strings"
	"testing"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/internal/register"
)

// errand opens a case of a company, as a clerk would have.
func (w *world) errand(customer int, kind, state string) (id int64) {
	w.Helper()
	w.must(w.store.Pool().QueryRow(w.Context(), `
		INSERT INTO case_file (origin, state, kinds, company_id, mode, opened_at, created_at, changed_at)
		SELECT 'mail', $2, ARRAY[$3], id, 'test', $4, $4, $4 FROM company WHERE customer_number = $1 RETURNING id`,
		customer, state, kind, time.Unix(0, w.now.Load())).Scan(&id))
	return id
}

// order orders credentials for a company.
func (w *world) order(customer int) {
	w.Helper()
	w.exec(`INSERT INTO credential_order (company_id, case_id, state, ordered_by, ordered_at, changed_at, mode)
		SELECT id, $2, 'ordered', $3, $4, $4, 'test' FROM company WHERE customer_number = $1`,
		customer, w.errand(customer, "credential_request", "decided"), w.staff["anna"].ID, time.Unix(0, w.now.Load()))
}

func (w *world) letters() monthly.LettersPage {
	w.Helper()
	page, err := w.LettersPage(w.Context(), w.staff["anna"])
	w.must(err)
	return page
}

func TestLettersFromDecisions(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 6)
	w.order(100001)
	id := w.errand(100002, "paper_request", "decided")
	w.exec(`INSERT INTO confirmation (company_id, case_id, template, facts, way, state, created_at)
		SELECT id, $1, 'channel', '{"Template":"channel","Day":"8 oktober 2026","From":"november 2026","Channel":"på papper","Paper":true}', 'letter', 'waiting', now()
		FROM company WHERE customer_number = 100002`, id)
	w.exec("UPDATE company SET street = 'Nya vägen 7' WHERE customer_number = 100003")
	w.must(w.Tend(t.Context()))
	w.must(w.Tend(t.Context())) // each is queued once
	page := w.letters()
	if page.Waiting != 4 || page.Kinds["credentials"] != 1 || page.Kinds["channel"] != 1 || page.Kinds["contact"] != 2 {
		t.Fatalf("%+v", page)
	}
	pdf, err := w.LetterPDF(t.Context(), w.staff["anna"], page.Rows[0].Number)
	w.must(err)
	if text := w.text(pdf.Data); !strings.Contains(text, "Inloggning för att redovisa") || strings.Contains(strings.ToLower(text), "lösenord:") {
		t.Errorf("%s", text)
	}
	_, err = w.PrintLetters(t.Context(), w.staff["anna"])
	w.refused(err, casework.Denied, "")
	done, err := w.PrintLetters(t.Context(), w.staff["cia"])
	w.must(err)
	w.drawAll()
	if done.Lists != 4 || len(done.Files) != 1 {
		t.Errorf("%+v", done)
	}
	file, err := w.FilePDF(t.Context(), w.staff["cia"], done.Files[0], monthly.PaperBatch)
	w.must(err)
	text := w.text(file.Data)
	for _, want := range []string{"Nya vägen 7", "Gatan 1", "Inloggning", "Så redovisar ni", "Vi har ändrat era kontaktuppgifter", "PROV"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is in no letter", want)
		}
	}
	if strings.Contains(text, "Uppge ärende .") {
		t.Error("a letter of no case asks for its number")
	}
	control, err := w.FilePDF(t.Context(), w.staff["cia"], done.Files[0], monthly.PaperControl)
	w.must(err)
	if !strings.Contains(w.text(control.Data), "Inloggning") {
		t.Error("the control sheet does not count the letters")
	}
	// Until the file is handed over each can be stopped, and the file is drawn again without it (R28).
	page = w.letters()
	if len(page.Rows) != 4 || page.Waiting != 0 || page.Rows[0].State != monthly.LetterPrinted {
		t.Fatalf("%+v", page)
	}
	stopped := page.Rows[3]
	w.must(w.Stop(t.Context(), w.staff["anna"], stopped.Number))
	w.refused(w.HandOver(t.Context(), w.staff["cia"], done.Files[0], false), casework.Conflict, "ritas")
	w.drawAll()
	w.handOver(true)
	if w.count("letter WHERE state = 'posted'") != 3 || w.count("letter WHERE state = 'stopped' AND number = $1", stopped.Number) != 1 {
		t.Error("the letters are not posted, or one that was stopped is")
	}
	w.refused(w.Stop(t.Context(), w.staff["anna"], page.Rows[0].Number), casework.Conflict, "kan inte stoppas")
	_, err = w.PrintLetters(t.Context(), w.staff["cia"])
	w.refused(err, casework.Conflict, "Inga brev")
}

func TestCredentialsWaitForASecondPersonAtANewAddress(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	w.exec("UPDATE company SET street = 'Nya vägen 7' WHERE customer_number = 100001")
	w.exec("UPDATE company SET address_changed_at = $1 WHERE customer_number = 100001", noon.AddDate(0, 0, -5))
	w.order(100001)
	w.must(w.Tend(t.Context()))
	page := w.letters()
	if page.Held != 1 || page.Rows[0].Kind != "credentials" || !strings.Contains(page.Rows[0].Why, "ny (3 oktober 2026)") {
		t.Fatalf("%+v", page)
	}
	number := page.Rows[0].Number
	w.refused(w.Release(t.Context(), w.staff["anna"], number, "Bo, 10.15"), casework.Denied, "")
	w.refused(w.Release(t.Context(), w.staff["bo"], number, " "), casework.Invalid, "")
	w.must(w.Release(t.Context(), w.staff["bo"], number, "Lisa i växeln, 10.15"))
	w.must(w.Tend(t.Context()))
	if page := w.letters(); page.Held != 0 || page.Kinds["credentials"] != 1 {
		t.Errorf("%+v", page)
	}
	w.must(w.Stop(t.Context(), w.staff["anna"], number))
	w.refused(w.Stop(t.Context(), w.staff["anna"], number), casework.Conflict, "")
}

func TestReturnedEnvelopes(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 4)
	anna := w.staff["anna"]
	w.run(october)
	w.handOver(true)
	w.order(100001)
	w.must(w.Tend(t.Context()))
	number := func(customer int) (n string) {
		w.must(w.store.Pool().QueryRow(t.Context(), `SELECT e.number FROM letter e JOIN company c ON c.id = e.company_id
			WHERE c.customer_number = $1 AND e.kind = 'list' AND e.state = 'posted' ORDER BY e.id DESC`, customer).Scan(&n))
		return n
	}
	first := number(100001)
	for wrong, kind := range map[string]casework.Kind{"12345678": casework.Invalid, "5598123456": casework.Invalid, "12345674": casework.NotFound} {
		_, err := w.Return(t.Context(), anna, wrong, "moved")
		w.refused(err, kind, "")
	}
	_, err := w.Return(t.Context(), anna, first, "bort")
	w.refused(err, casework.Invalid, "varför")
	back, err := w.Return(t.Context(), anna, first[:4]+" "+first[4:], "moved")
	w.must(err)
	if back.Company.CustomerNumber != 100001 || back.Case == 0 || back.InARow != 1 || back.Kind != "list" {
		t.Errorf("%+v", back)
	}
	_, err = w.Return(t.Context(), anna, first, "moved")
	w.refused(err, casework.Conflict, "redan")
	if w.count("fee_list WHERE state = 'retur'") != 1 || w.count("credential_order WHERE state = 'void'") != 1 {
		t.Error("list or credential order stand as before")
	}
	if page := w.letters(); page.Held != 1 || page.Waiting != 0 {
		t.Errorf("a letter still waits for the marked address: %+v", page)
	}
	var known string
	w.must(w.store.Pool().QueryRow(t.Context(), "SELECT text FROM case_event WHERE case_id = $1", back.Case).Scan(&known))
	if !strings.Contains(known, "Sök ny adress") || !strings.Contains(known, "lon@bolag0.example") || !strings.Contains(known, "flyttat") {
		t.Errorf("%q", known)
	}
	// The next month's list goes out, and comes back too: then the company is held out.
	w.on("2026-11-06")
	november := october.AddMonths(1)
	w.run(november)
	w.handOver(true)
	again, err := w.Return(t.Context(), anna, number(100001), "unknown")
	w.must(err)
	if again.InARow != 2 || again.Case != back.Case {
		t.Errorf("%+v after %+v", again, back)
	}
	w.on("2026-12-07")
	december := november.AddMonths(1)
	page, err := w.MonthPage(t.Context(), anna, december)
	w.must(err)
	if page.Preview.Lists != 3 || len(page.Preview.Doubts) != 1 || page.Preview.Doubts[0].Kind != monthly.DoubtReturned {
		t.Errorf("%+v", page.Preview)
	}
	// A new address of the membership system lifts the marks and prints what came back again.
	w.exec("UPDATE company SET street = 'Nya vägen 7' WHERE customer_number = 100001")
	w.must(w.Tend(t.Context()))
	w.drawAll()
	if n := w.count("fee_list l JOIN company c ON c.id = l.company_id WHERE c.customer_number = 100001 AND l.version = 2 AND l.state = 'printed' AND l.list_due >= '2026-12-17'"); n != 2 {
		t.Errorf("%d lists were printed again", n)
	}
	page, err = w.MonthPage(t.Context(), anna, december)
	w.must(err)
	if page.Preview.Lists != 4 || len(page.Preview.Doubts) != 0 {
		t.Errorf("%+v", page.Preview)
	}
	returned, err := w.Returns(t.Context(), anna)
	if err != nil || len(returned) != 2 || !returned[0].Lifted || returned[0].By != "Anna" {
		t.Errorf("%+v, %v", returned, err)
	}
}

// late brings the month to the day of the first reminder, with every list posted.
func late(t *testing.T, companies int) *world {
	t.Helper()
	w := newWorld(t, companies)
	w.run(october)
	w.handOver(true)
	w.on("2026-11-05")
	return w
}

func (w *world) reminded(ordinal int) int {
	w.Helper()
	w.must(w.Tend(w.Context()))
	return w.count("reminder WHERE ordinal = $1", ordinal)
}

func (w *world) standing(s monthly.Standing) int {
	w.Helper()
	page, err := w.ExpectedPage(w.Context(), w.staff["anna"], october, s, "", 0)
	w.must(err)
	if len(page.Rows) != page.Funnel.By[s] {
		w.Errorf("%s: %d rows, the funnel says %d", s, len(page.Rows), page.Funnel.By[s])
	}
	return len(page.Rows)
}

func TestReminders(t *testing.T) {
	t.Parallel()
	w := late(t, 8)
	list := func(customer int) casework.ListID {
		return casework.ListID(w.ids("SELECT l.id FROM fee_list l JOIN company c ON c.id = l.company_id WHERE c.customer_number = $1", customer)[0])
	}
	// 1: a sheet is back. 2: a mail is here, unread. 3: anstånd. 4: nothing to report. 5: something
	// was unread the day before yesterday. 6: reports by mail now. 7 and 8: nothing.
	w.exec("UPDATE fee_list SET state = 'returned' WHERE id = $1", list(100001))
	w.errand(100002, "fee_data", "new")
	w.must(w.Grant(t.Context(), w.staff["anna"], 100003, october, register.NewDate(2026, 11, 30), "Bokföraren är sjuk"))
	_, err := w.Nothing(t.Context(), w.staff["anna"], list(100004), "Ingen lön i oktober", rand.Text())
	w.must(err)
	_, err = w.Nothing(t.Context(), w.staff["anna"], list(100004), "Ingen lön i oktober", rand.Text())
	w.refused(err, casework.Conflict, "redan")
	w.on("2026-11-03")
	w.errand(100005, "question", "closed")
	w.on("2026-11-05")
	w.exec("INSERT INTO channel (company_id, valid_from, channel, source, created_at) SELECT id, '2026-11-01', 'own_list', 'clerk', $1 FROM company WHERE customer_number = 100006", noon)

	w.exec("UPDATE mail_folder SET last_fetch_at = $1", noon) // intake is red: nobody is reminded
	if n := w.reminded(1); n != 0 {
		t.Fatalf("%d reminders while intake is red", n)
	}
	w.exec("UPDATE mail_folder SET last_fetch_at = NULL") // as in a new installation
	if n := w.reminded(1); n != 0 {
		t.Fatalf("%d reminders before the mailbox was ever read", n)
	}
	w.fetched()
	w.exec("INSERT INTO mail_folder (mailbox_id, name, role, since) SELECT id, 'Till kön', 'queue', '2026-01-01' FROM mailbox")
	if n := w.reminded(1); n != 0 {
		t.Fatalf("%d reminders while a folder was never fetched", n)
	}
	w.exec("DELETE FROM mail_folder WHERE name = 'Till kön'")
	if n := w.reminded(1); n != 3 || w.count("reminder WHERE outbox_id IS NOT NULL") != 1 || w.count("outbox WHERE recipient = 'lon@bolag5.example' AND template = 'reminder1'") != 1 {
		t.Fatalf("%d first reminders", n)
	}
	if n := w.reminded(1); n != 3 {
		t.Errorf("%d first reminders after the second look", n)
	}
	for s, want := range map[monthly.Standing]int{monthly.StandingCame: 2, monthly.StandingRespite: 1, monthly.StandingReported: 1, monthly.StandingLate: 1, monthly.StandingReminded: 3} {
		if got := w.standing(s); got != want {
			t.Errorf("%s: %d, want %d", s, got, want)
		}
	}
	// 7's sheet comes in before the letter is printed: it is stopped. 8's letter goes.
	w.exec("UPDATE fee_list SET state = 'returned' WHERE id = $1", list(100007))
	done, err := w.PrintLetters(t.Context(), w.staff["cia"])
	w.must(err)
	w.drawAll()
	if done.Lists != 1 || w.count("letter WHERE kind = 'reminder1' AND state = 'stopped'") != 1 {
		t.Errorf("%+v", done)
	}
	w.on("2026-11-06")
	if n := w.reminded(1); n != 4 { // the pause of 5 has ended
		t.Errorf("%d first reminders", n)
	}
	w.on("2026-11-19")
	if n := w.reminded(2); n != 2 { // 6 and 8; 5's own fortnight is not over
		t.Errorf("%d second reminders", n)
	}
	w.on("2026-12-15")
	if n := w.reminded(2); n != 3 || w.count("reminder WHERE ordinal = 1") != 5 { // 5 too; 3, whose respite has ended, gets its first
		t.Errorf("%d second reminders", n)
	}
	w.on("2027-01-20")
	w.reminded(2)
	if n := w.count("(SELECT company_id FROM reminder GROUP BY company_id HAVING count(*) > 2) x"); n != 0 {
		t.Errorf("%d companies got more than two", n)
	}
	if n := w.count("reminder r JOIN company c ON c.id = r.company_id WHERE c.customer_number IN (100001, 100002, 100004)"); n != 0 {
		t.Errorf("%d reminders to companies that had answered", n)
	}
}

func TestPlanAndClosedMonth(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 2)
	cia := w.staff["cia"]
	day := register.NewDate
	w.refused(w.SetPlan(t.Context(), w.staff["anna"], october, nil), casework.Denied, "")
	w.refused(w.SetPlan(t.Context(), cia, october, map[string]register.Date{"reminder2": day(2026, 11, 1)}), casework.Invalid, "ordning")
	w.must(w.SetPlan(t.Context(), cia, october, map[string]register.Date{"print": day(2026, 10, 10), "list_due": day(2026, 10, 30)})) // a Saturday
	w.on("2026-10-12")
	page, err := w.MonthPage(t.Context(), cia, october)
	w.must(err)
	if p := page.Plan; p.Print != day(2026, 10, 12) || p.ListDue != day(2026, 10, 30) || !page.Steps[0].Begun || page.Steps[2].Begun {
		t.Errorf("%+v", page.Steps)
	}
	w.refused(w.SetPlan(t.Context(), cia, october, map[string]register.Date{"print": day(2026, 10, 14)}), casework.Conflict, "redan börjat")
	w.run(october)
	if n := w.count("fee_list WHERE list_due = '2026-10-30'"); n != 2 {
		t.Errorf("%d lists have the plan's due day", n)
	}
	w.refused(w.SetPlan(t.Context(), cia, october, map[string]register.Date{"list_due": day(2026, 11, 2)}), casework.Conflict, "redan börjat")

	july := register.NewPeriod(2027, 7)
	w.must(w.Grant(t.Context(), w.staff["anna"], 100001, july, register.Date{}, "Stängt för semester"))
	w.refused(w.Grant(t.Context(), w.staff["anna"], 100001, october.AddMonths(-2), register.Date{}, "x"), casework.Invalid, "förväg")
	w.refused(w.Grant(t.Context(), w.staff["anna"], 100001, july, day(2028, 1, 1), "x"), casework.Invalid, "tre månader")
	w.on("2027-07-06")
	if s := w.run(july); s.Lists != 1 || len(s.Left) != 1 || s.Left[0].Customer != 100001 {
		t.Errorf("%+v", s)
	}
	w.must(w.EndRespite(t.Context(), w.staff["anna"], 100001, july))
	w.refused(w.EndRespite(t.Context(), w.staff["anna"], 100001, july), casework.NotFound, "")
	if s := w.run(july); s.Lists != 1 {
		t.Errorf("%+v", s)
	}
}

func TestQuestionsAndReceipts(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	w.run(october)
	list := casework.ListID(w.ids("SELECT id FROM fee_list")[0])
	anna := w.staff["anna"]
	w.refused(w.Ask(t.Context(), anna, list, []string{" "}), casework.Invalid, "")
	w.refused(w.Ask(t.Context(), anna, list, []string{"Vad gäller " + member(0).Full() + "?"}), casework.Invalid, "personnummer")
	w.refused(w.Ask(t.Context(), anna, list, []string{"Vad gäller Öberg1?"}), casework.Invalid, "namn")
	w.must(w.Ask(t.Context(), anna, list, []string{"Rad 2 har inget belopp och ingen orsakskod.", ""}))
	w.refused(w.Receipt(t.Context(), anna, list), casework.Conflict, "")
	page, err := w.ListOf(t.Context(), anna, list)
	w.must(err)
	if page.Sheets != 1 || page.Agreement != "Installationsavtalet" || len(page.Events) != 1 || len(page.Versions) != 1 || page.Letter == "" {
		t.Errorf("%+v", page)
	}
	_, err = w.Reprint(t.Context(), w.staff["cia"], list, 2)
	w.refused(err, casework.NotFound, "blad")
	_, err = w.RenewList(t.Context(), w.staff["cia"], list)
	w.must(err)
	_, err = w.ListOf(t.Context(), anna, list)
	w.refused(err, casework.NotFound, "ersatt")
}
