package printroom_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/avgiftslista/pdf"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/store/printroom"
	"sef.se/kontakten/internal/register"
)

// text reads a PDF with poppler.
func (w *world) text(pdf []byte) string {
	w.Helper()
	file := filepath.Join(w.TempDir(), "x.pdf")
	w.must(os.WriteFile(file, pdf, 0o600))
	out, err := exec.CommandContext(w.Context(), "pdftotext", "-layout", file, "-").Output()
	w.must(err)
	return string(out)
}

func TestRunIsChunkedInPostOrder(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 10)
	done := w.run(october)
	if done.Lists != 10 || len(done.Files) != 3 {
		t.Fatalf("%+v", done)
	}
	var numbers []string
	for i, f := range done.Files {
		pdf, err := w.FilePDF(t.Context(), w.staff["cia"], f, monthly.PaperBatch)
		w.must(err)
		numbers = append(numbers, regexp.MustCompile(`\d{6} ?2610 ?1 ?\d\d\b`).FindAllString(w.text(pdf.Data), -1)...)
		control, err := w.FilePDF(t.Context(), w.staff["cia"], f, monthly.PaperControl)
		w.must(err)
		if text := w.text(control.Data); !strings.Contains(text, "Första listnummer") || !strings.Contains(text, []string{"1 av 3", "2 av 3", "3 av 3"}[i]) {
			t.Errorf("control sheet %d:\n%s", i+1, text)
		}
		index, err := w.FilePDF(t.Context(), w.staff["cia"], f, monthly.PaperIndex)
		w.must(err)
		if text := w.text(index.Data); strings.Count(text, "Bolag") != []int{4, 4, 2}[i] {
			t.Errorf("index %d:\n%s", i+1, text)
		}
	}
	var last string
	for _, n := range numbers {
		customer := strings.ReplaceAll(n, " ", "")[:6]
		if last != "" && customer > last { // by postcode: the last company first
			t.Errorf("%s after %s", customer, last)
		}
		last = customer
	}
	if last != "100001" {
		t.Errorf("the last list is of %s", last)
	}
	again := w.run(october)
	if again.Lists != 0 || again.Already != 10 || again.Run != 0 {
		t.Errorf("second run: %+v", again)
	}
	w.whole(october, 10)
}

func TestTwoStartsMakeOneRun(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 20)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			s, err := w.Start(t.Context(), w.staff["cia"], october)
			if err == nil {
				err = w.Draw(t.Context(), s.Files, nil)
			}
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	w.drawAll()
	w.whole(october, 20)
}

func TestCancelledRunIsGoneOnWith(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 12)
	cia := w.staff["cia"]
	w.refused(w.Cancel(t.Context(), cia, october), casework.Conflict, "")
	s, err := w.Start(t.Context(), cia, october)
	w.must(err)
	if n, err := w.DrawFile(t.Context(), s.Files[0]); n != 4 || err != nil {
		t.Fatal(n, err)
	}
	w.must(w.Cancel(t.Context(), cia, october))
	if n, err := w.DrawFile(t.Context(), s.Files[1]); n != 0 || err != nil {
		t.Errorf("%d lists were drawn of a cancelled run, %v", n, err)
	}
	g, err := w.Progress(t.Context(), october)
	w.must(err)
	if g.State != monthly.RunCancelled || g.Lists != 12 || g.Drawn != 4 || g.Files != 3 || g.Ready != 1 || !g.Done() {
		t.Errorf("%+v", g)
	}
	again, err := w.Start(t.Context(), cia, october)
	w.must(err)
	if again.Run != s.Run || again.Lists != 0 || len(again.Files) != 2 {
		t.Errorf("%+v after %+v", again, s)
	}
	w.must(w.Draw(t.Context(), again.Files, nil))
	w.whole(october, 12)
}

func TestPreviewAndWhatIsHeldOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 8)
	w.exec("UPDATE company SET street = '', city = '' WHERE customer_number = 100001")
	w.exec("INSERT INTO agreement (key, name) VALUES ('okänt', 'Okänt')")
	w.exec("UPDATE company SET agreement_id = (SELECT id FROM agreement WHERE key = 'okänt') WHERE customer_number = 100002")
	w.exec("UPDATE employment SET to_date = '2026-01-31' WHERE company_id = (SELECT id FROM company WHERE customer_number = 100003)")
	w.exec("UPDATE company SET name = 'Şirket 你好 AB' WHERE customer_number = 100004")
	w.must(w.Grant(t.Context(), w.staff["anna"], 100005, october, register.Date{}, "Stängt i oktober"))
	page, err := w.MonthPage(t.Context(), w.staff["anna"], october)
	w.must(err)
	kinds := map[monthly.DoubtKind]int{}
	for _, d := range page.Preview.Doubts {
		kinds[d.Kind] = d.Customer
	}
	for kind, customer := range map[monthly.DoubtKind]int{monthly.DoubtAddress: 100001, monthly.DoubtAgreement: 100002, monthly.DoubtMembers: 100003,
		monthly.DoubtGlyphs: 100004, monthly.DoubtClosed: 100005} {
		if kinds[kind] != customer {
			t.Errorf("%s: %d", kind, kinds[kind])
		}
	}
	if len(page.Preview.Doubts) != 5 || page.Preview.Lists != 4 || page.Preview.Sheets != 4 || page.Preview.Members != 12 || page.Preview.New != 6 {
		t.Errorf("%+v", page.Preview)
	}
	if s := w.run(october); s.Lists != 4 || len(s.Left) != 3 {
		t.Errorf("%+v", s)
	}
	// Next month one of the printed has lost a member, and the held ones are mended.
	w.exec("DELETE FROM employment WHERE member_id = (SELECT member_id FROM employment e JOIN company c ON c.id = e.company_id WHERE c.customer_number = 100008 LIMIT 1)")
	w.exec("UPDATE company SET street = 'Gatan 1', city = 'Orten' WHERE customer_number = 100001")
	w.on("2026-11-05")
	page, err = w.MonthPage(t.Context(), w.staff["anna"], october.AddMonths(1))
	w.must(err)
	if p := page.Preview; p.Last != 4 || p.New != 2 || len(p.Changes) != 1 || p.Changes[0].Was != 3 || p.Changes[0].Will != 2 {
		t.Errorf("%+v", p)
	}
	// What is printed and not posted, and differs from the register, is shown and renewed.
	page, err = w.MonthPage(t.Context(), w.staff["anna"], october)
	w.must(err)
	if len(page.Preview.Outdated) != 1 || page.Preview.Outdated[0].Customer != 100008 {
		t.Fatalf("%+v", page.Preview.Outdated)
	}
	s, err := w.Renew(t.Context(), w.staff["cia"], october)
	w.must(err)
	w.drawAll()
	if s.Lists != 1 || w.count("fee_list WHERE version = 2 AND state = 'printed' AND number LIKE '10000826102%'") != 1 || w.count("fee_list WHERE state = 'superseded'") != 1 ||
		w.count("letter WHERE state = 'stopped'") != 1 {
		t.Errorf("%+v", s)
	}
}

func TestHandOverAndSignature(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 4)
	cia := w.staff["cia"]
	f := w.run(october).Files[0]
	w.refused(w.HandOver(t.Context(), w.staff["anna"], f, false), casework.Denied, "")
	w.must(w.HandOver(t.Context(), cia, f, false))
	w.printer.fail = 1
	w.must(w.Send(t.Context(), f))
	state := func() monthly.File {
		page, err := w.MonthPage(t.Context(), cia, october)
		w.must(err)
		return page.Files[0]
	}
	if got := state(); got.State != monthly.FileUncertain || !strings.Contains(got.Printer, "papperet") {
		t.Errorf("%+v", got)
	}
	w.refused(w.HandOver(t.Context(), cia, f, false), casework.Conflict, "Se efter")
	w.must(w.HandOver(t.Context(), cia, f, true))
	w.must(w.Send(t.Context(), f))
	w.must(w.Send(t.Context(), f)) // the job twice: nothing more is printed
	if len(w.printer.jobs) != 2 || !bytes.HasPrefix(w.printer.jobs[1].PDF, []byte("%PDF")) || strings.Contains(w.printer.jobs[1].Name, "Bolag") {
		t.Errorf("%d jobs", len(w.printer.jobs))
	}
	if got := state(); got.State != monthly.FileHanded || got.HandedBy != "Cia" || !strings.Contains(got.Printer, "jobb 2") {
		t.Errorf("%+v", got)
	}
	today := register.DateOf(noon)
	_, err := w.Post(t.Context(), cia, monthly.Signature{File: f, On: today, Count: 3})
	w.refused(err, casework.Invalid, "4 kuvert")
	_, err = w.Post(t.Context(), casework.Program(), monthly.Signature{File: f, On: today, Count: 4})
	w.refused(err, casework.Denied, "")
	var spoiled string
	w.must(w.store.Pool().QueryRow(t.Context(), "SELECT number FROM letter WHERE batch_id = $1 AND place = 2", f).Scan(&spoiled))
	n, err := w.Post(t.Context(), cia, monthly.Signature{File: f, On: today, Count: 3, Spoiled: []string{spoiled}})
	if err != nil || n != 3 || w.count("fee_list WHERE state = 'posted'") != 3 {
		t.Fatal(n, err)
	}
	list := casework.ListID(w.ids("SELECT id FROM fee_list WHERE state = 'handed_over'")[0])
	again, err := w.Reprint(t.Context(), cia, list, 1) // the spoiled sheet, under the same number
	w.must(err)
	if !strings.Contains(w.text(again.Data), spoiled[:4]+" "+spoiled[4:]) {
		t.Error("the letter number is not on the sheet that was printed again")
	}
	if _, err := w.Post(t.Context(), cia, monthly.Signature{File: f, On: today, Count: 1}); err != nil {
		t.Error(err)
	}
	if got := state(); got.State != monthly.FilePosted || got.PostedBy != "Cia" || got.PostedOn != today {
		t.Errorf("%+v", got)
	}
	w.on("2026-10-21")
	w.must(w.Tend(t.Context()))
	if got := state(); got.State != monthly.FilePosted {
		t.Errorf("erased after 13 days: %+v", got)
	}
	w.on("2026-10-22")
	w.must(w.Tend(t.Context()))
	if got := state(); got.State != monthly.FileErased {
		t.Errorf("not erased after 14 days: %+v", got)
	}
	_, err = w.FilePDF(t.Context(), cia, f, monthly.PaperBatch)
	w.refused(err, casework.NotFound, "gallrad")
}

func TestProtectedBeforePosting(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 8)
	cia := w.staff["cia"]
	files := w.run(october).Files
	w.must(w.HandOver(t.Context(), cia, files[1], false))
	w.must(w.Send(t.Context(), files[1]))
	// One in the file that is only drawn, one in the file that the printer has.
	w.exec("UPDATE member SET protected = true, last_name = 'Hemlig' WHERE personnummer = ANY($1)", []string{member(3 * 7).Full(), member(0).Full()})
	_, err := w.FilePDF(t.Context(), cia, files[0], monthly.PaperBatch)
	w.refused(err, casework.NotFound, "")
	w.must(w.Tend(t.Context()))
	w.drawAll()
	for _, f := range w.ids("SELECT id FROM print_batch WHERE state = 'ready' AND handed_at IS NULL") {
		pdf, err := w.FilePDF(t.Context(), cia, f, monthly.PaperBatch)
		w.must(err)
		if text := w.text(pdf.Data); strings.Contains(text, "Hemlig") || strings.Contains(text, member(0).Hyphened()) || strings.Contains(text, member(21).Hyphened()) {
			t.Errorf("file %d names a protected person", f)
		}
	}
	page, err := w.MonthPage(t.Context(), cia, october)
	w.must(err)
	for _, f := range page.Files {
		if f.ID == files[1] && (len(f.Stopped) != 1 || f.Count != 3) {
			t.Errorf("the envelope that the printer has is not stopped: %+v", f)
		}
	}
	if w.count("fee_list WHERE state = 'superseded'") != 2 || w.count("fee_list WHERE state = 'printed' AND version = 2 AND rows = 2") != 2 {
		t.Error("there are not two new versions without them")
	}
	_, err = w.Post(t.Context(), cia, monthly.Signature{File: files[1], On: register.DateOf(noon), Count: 4})
	w.refused(err, casework.Invalid, "3 kuvert")
}

func TestTheDeadAreTakenOff(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	f := w.run(october).Files[0]
	w.exec("UPDATE member SET deceased_on = '2026-10-07' WHERE personnummer = $1", member(1).Full())
	w.refused(w.HandOver(t.Context(), w.staff["cia"], f, false), casework.Conflict, "ritas") // what is on its way is looked at first
	w.drawAll()
	for _, id := range w.ids("SELECT id FROM print_batch WHERE state = 'ready'") {
		pdf, err := w.FilePDF(t.Context(), w.staff["cia"], id, monthly.PaperBatch)
		w.must(err)
		if strings.Contains(w.text(pdf.Data), member(1).Hyphened()) {
			t.Errorf("file %d names a dead person", id)
		}
	}
	if w.count("fee_list WHERE state = 'printed' AND rows = 2 AND version = 2") != 1 {
		t.Error("there is no new version without the dead person")
	}
}

func TestSwitchedToPaperGetsListAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 4)
	w.exec("UPDATE channel SET channel = 'web' WHERE company_id IN (SELECT id FROM company WHERE customer_number IN (100002, 100004))")
	if s := w.run(october); s.Lists != 2 {
		t.Fatalf("%+v", s)
	}
	page, err := w.MonthPage(t.Context(), w.staff["anna"], october)
	w.must(err)
	if page.Funnel.Web != 2 {
		t.Errorf("%d companies on the web", page.Funnel.Web)
	}
	w.on("2026-10-20")
	w.exec("INSERT INTO channel (company_id, valid_from, channel, source, created_at) SELECT id, '2026-10-01', 'paper', 'clerk', $1 FROM company WHERE customer_number = 100002", noon.AddDate(0, 0, 12))
	w.exec("UPDATE channel SET channel = 'paper' WHERE company_id = (SELECT id FROM company WHERE customer_number = 100004)") // nobody's decision: it waits for the next run
	w.must(w.Tend(t.Context()))
	w.must(w.Tend(t.Context()))
	w.drawAll()
	var due string
	w.must(w.store.Pool().QueryRow(t.Context(), "SELECT list_due::text FROM fee_list l JOIN company c ON c.id = l.company_id WHERE c.customer_number = 100002").Scan(&due))
	if due != "2026-10-30" || w.count("fee_list") != 3 {
		t.Errorf("due %s, %d lists", due, w.count("fee_list"))
	}
}

func TestLastMonthOnlyWhereConfigured(t *testing.T) {
	t.Parallel()
	for _, printed := range []bool{true, false} {
		w := newWorld(t, 1, func(c *printroom.Config) { c.LastMonth = printed })
		company := w.ids("SELECT id FROM company")[0]
		person := w.ids("SELECT id FROM member ORDER BY id LIMIT 1")[0]
		w.exec(`WITH o AS (INSERT INTO vault_object (id, sealed) VALUES (gen_random_uuid(), '') RETURNING id),
			r AS (INSERT INTO fee_report (company_id, period, version, kind, case_id, channel, booking_date, rows, member_fee, control_fee, decided_by, decided_at, screen,
			      decision_key, reader, import_id, source_object, mode)
			      SELECT $1, '2026-09-01', 1, 'new', $2, 'mail', '2026-09-30', 1, 60850, 16000, $3, now(), '', 'key', '', 1, o.id, 'test' FROM o RETURNING id)
			INSERT INTO posting (report_id, row, member_id, member_fee, control_fee, mode) SELECT id, 1, $4, 60850, 16000, 'test' FROM r`,
			company, w.errand(100001, "fee_data", "decided"), w.staff["anna"].ID, person)
		pdf, err := w.FilePDF(t.Context(), w.staff["cia"], w.run(october).Files[0], monthly.PaperBatch)
		w.must(err)
		if got := strings.Contains(w.text(pdf.Data), "förra 608,50 + 160,00"); got != printed {
			t.Errorf("configured %v, printed %v", printed, got)
		}
	}
}

func TestRunRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 1)
	_, err := w.Start(t.Context(), w.staff["anna"], october)
	w.refused(err, casework.Denied, "")
	_, err = w.Start(t.Context(), w.staff["cia"], register.NewPeriod(2027, 3))
	w.refused(err, casework.Invalid, "långt fram")
	for range 9 {
		if s := w.run(october); s.Lists != 1 {
			t.Fatalf("%+v", s)
		}
		w.exec("UPDATE fee_list SET state = 'cancelled' WHERE state = 'printed'")
	}
	_, err = w.Start(t.Context(), w.staff["cia"], october)
	w.refused(err, casework.Invalid, "tionde")
	if n := w.count("(SELECT DISTINCT number FROM fee_list) x"); n != 9 {
		t.Errorf("%d numbers for nine versions", n)
	}
	w.exec("UPDATE system SET mode = 'shadow'")
	_, err = w.Start(t.Context(), w.staff["cia"], october.AddMonths(-1))
	w.refused(err, casework.Conflict, "skuggläge")
}

// TestSameDrawingAsListaPrint compares a file of the run, but for its letter numbers, with what
// `lista print` draws from the register's files.
func TestSameDrawingAsListaPrint(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 4)
	f, err := w.FilePDF(t.Context(), w.staff["cia"], w.run(october).Files[0], monthly.PaperBatch)
	w.must(err)
	reg, _, _, err := register.OpenStrict(registerFiles(4))
	w.must(err)
	lists, err := avgiftslista.Lists(reg, october, avgiftslista.RunOptions{PayDay: pdf.Demo().PayDay})
	w.must(err)
	sender := pdf.Demo()
	sender.Trial = true
	var out bytes.Buffer
	batch := pdf.NewBatch(&out, sender, october)
	for i, l := range lists {
		number, err := letter.NewNumber(i + 1)
		w.must(err)
		_, err = batch.Add(l, number.String())
		w.must(err)
	}
	w.must(batch.Close())
	if !bytes.Equal(out.Bytes(), f.Data) {
		t.Error("the run and lista print draw differently from the same register")
	}
}
