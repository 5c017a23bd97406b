package teambook_test

import (
	"crypto/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/store/teambook"
	"sef.se/kontakten/casework/teamwork"
	"sef.se/kontakten/internal/demo"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/testdb"
	"sef.se/kontakten/internal/vault"
)

var databases = testdb.New(store.Migrate)

func TestMain(m *testing.M) { os.Exit(databases.Run(m)) }

// world is a database with the sample register, three of the staff and the books.
type world struct {
	*testing.T
	*teambook.Book
	cases        *casebook.Book
	store        *store.Store
	kim, bo, eva casework.Actor // eva sees protected cases
	customer     int
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{T: t}
	clock := func() time.Time { return time.Date(2026, 11, 24, 9, 0, 0, 0, register.Stockholm) }
	v, err := vault.LoadOrCreate(filepath.Join(t.TempDir(), "master.key"))
	w.must(err)
	w.store, err = store.Open(t.Context(), databases.URL(t), v, clock)
	w.must(err)
	t.Cleanup(w.store.Close)
	w.must(w.store.EnsureMode(t.Context(), casework.ModeTest))
	files, err := demo.Register()
	w.must(err)
	_, err = w.store.ImportRegister(t.Context(), files, store.ImportOptions{})
	w.must(err)
	reg, err := w.store.Register(t.Context())
	w.must(err)
	w.customer = reg.Companies()[0].CustomerNumber
	mails, err := letter.NewMails(letter.DemoHouse())
	w.must(err)
	w.Book, w.cases = teambook.New(w.store), casebook.New(w.store, v, mails, clock)
	w.kim, w.bo, w.eva = w.staff("kim", "Kim Ek", false), w.staff("bo", "Bo Dal", false), w.staff("eva", "Eva Ås", true)
	return w
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) staff(login, name string, protected bool) casework.Actor {
	w.Helper()
	a := casework.Actor{Name: name, Role: casework.RoleClerk, Protected: protected}
	w.must(w.store.Pool().QueryRow(w.Context(), `INSERT INTO staff (login, name, role, see_protected, enrolled, totp_secret, created_at)
		VALUES ($1, $2, 'clerk', $3, true, '', now()) RETURNING id`, login, name, protected).Scan(&a.ID))
	return a
}

// errand opens a case of some kinds.
func (w *world) errand(kinds ...string) casework.CaseID {
	w.Helper()
	id, err := w.cases.OpenErrand(w.Context(), w.kim, casework.NewErrand{Key: rand.Text(), Origin: casework.OriginTelephone, Customer: w.customer,
		Kinds: kinds, Caller: "Lena", Verified: casework.VerifiedCallback})
	w.must(err)
	return id
}

func (w *world) do(by casework.Actor, id casework.CaseID, d casework.Decision) casework.Outcome {
	w.Helper()
	out, err := w.Decide(w.Context(), casework.Command{Case: id, By: by, Key: rand.Text(), Do: d})
	w.must(err)
	return out
}

func (w *world) refused(by casework.Actor, id casework.CaseID, d casework.Decision, kind casework.Kind) {
	w.Helper()
	if _, err := w.Decide(w.Context(), casework.Command{Case: id, By: by, Key: rand.Text(), Do: d}); casework.KindOf(err) != kind {
		w.Errorf("%+v: %v, want %v", d, err, kind)
	}
}

func TestKindsAreCorrectedOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.errand("fee_data")
	_, err := w.store.Pool().Exec(t.Context(), "UPDATE case_file SET flags = '{no_rows,sender_unknown}' WHERE id = $1", id)
	w.must(err)
	c := casework.Command{Case: id, By: w.bo, Key: rand.Text(), Do: teamwork.SetKinds{Kinds: []string{"question", "paper_request"}}}
	for i := range 2 {
		out, err := w.Decide(t.Context(), c)
		w.must(err)
		if out.Repeat != (i == 1) || out.Case.Kind() != "question" || !slices.Equal(out.Case.Flags, []string{"sender_unknown"}) {
			t.Errorf("time %d: %+v", i, out)
		}
	}
	page, err := w.cases.OpenCase(t.Context(), w.bo, id, casework.Opening{What: "case"})
	w.must(err)
	last := page.Events[len(page.Events)-1]
	if last.Kind != teamwork.EventKinds || last.Data["was"] != "fee_data" || !strings.Contains(last.Text, "fråga, papperslista, förut avgiftsuppgifter") {
		t.Errorf("%+v", last)
	}
	if out := w.do(w.bo, id, teamwork.SetKinds{Kinds: []string{"question", "paper_request"}}); !strings.Contains(out.Said, "oförändrat") {
		t.Error(out.Said)
	}
}

func TestNotesTellWhomTheyName(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.errand("question")
	out := w.do(w.kim, id, teamwork.Note{Text: "@bo, kan du se på det här? Jag, @kim, är borta."})
	if !strings.HasSuffix(out.Said, "Får veta: Bo Dal.") {
		t.Errorf("said %q", out.Said)
	}
	if n, err := w.Unseen(t.Context(), w.bo); n != 1 || err != nil {
		t.Fatalf("%d unseen, %v", n, err)
	}
	list, err := w.Mentions(t.Context(), w.bo)
	w.must(err)
	if len(list) != 1 || list[0].By != "Kim Ek" || list[0].Case != id || list[0].Seen {
		t.Fatalf("%+v", list)
	}
	if _, err := w.See(t.Context(), w.kim, list[0].ID); casework.KindOf(err) != casework.NotFound {
		t.Errorf("another's mention: %v", err)
	}
	if seen, err := w.See(t.Context(), w.bo, list[0].ID); seen != id || err != nil {
		t.Errorf("%v %v", seen, err)
	}
	if n, _ := w.Unseen(t.Context(), w.bo); n != 0 {
		t.Errorf("%d unseen after it was seen", n)
	}
	w.do(w.kim, id, teamwork.Note{Text: "@bo igen"})
	w.do(w.bo, id, teamwork.Note{Text: "Klart."}) // who answers has seen it
	if n, _ := w.Unseen(t.Context(), w.bo); n != 0 {
		t.Errorf("%d unseen after the answer", n)
	}
	w.refused(w.kim, id, teamwork.Note{Text: "19900716-9833"}, casework.Invalid)
}

func TestRestrictedCasesNameNobodyWhoMayNotSee(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id, other := w.errand("question"), w.errand("question")
	w.do(w.kim, id, teamwork.Note{Text: "@bo"})
	w.do(w.kim, other, teamwork.Link{To: id})
	_, err := w.store.Pool().Exec(t.Context(), "UPDATE case_file SET restricted = true WHERE id = $1", id)
	w.must(err)
	if n, _ := w.Unseen(t.Context(), w.bo); n != 0 {
		t.Error("a mention in a restricted case is counted")
	}
	if list, _ := w.Mentions(t.Context(), w.bo); len(list) != 0 {
		t.Errorf("%+v", list)
	}
	a, err := w.Around(t.Context(), w.bo, other)
	w.must(err)
	if len(a.Linked) != 0 {
		t.Errorf("a restricted case is linked to: %+v", a.Linked)
	}
	if _, err := w.Around(t.Context(), w.bo, id); casework.KindOf(err) != casework.NotFound {
		t.Errorf("around: %v", err)
	}
	w.refused(w.bo, id, teamwork.Note{Text: "hej"}, casework.NotFound)
	w.refused(w.bo, other, teamwork.Link{To: id}, casework.NotFound)
	w.do(w.eva, id, teamwork.Note{Text: "@bo får inte veta, @eva inte heller"})
	if n := w.count("mention WHERE seen_at IS NULL"); n != 1 { // the one from before
		t.Errorf("%d mentions", n)
	}
}

func (w *world) count(query string) (n int) {
	w.Helper()
	w.must(w.store.Pool().QueryRow(w.Context(), "SELECT count(*) FROM "+query).Scan(&n))
	return n
}

func TestLinks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a, b := w.errand("question"), w.errand("fee_data")
	w.do(w.kim, b, teamwork.Link{To: a, Why: "samma samtal"})
	w.refused(w.bo, a, teamwork.Link{To: b}, casework.Conflict)
	w.refused(w.bo, a, teamwork.Link{To: a}, casework.Invalid)
	w.refused(w.bo, a, teamwork.Link{To: 999999}, casework.NotFound)
	for id, want := range map[casework.CaseID]casework.CaseID{a: b, b: a} {
		around, err := w.Around(t.Context(), w.bo, id)
		w.must(err)
		if len(around.Linked) != 1 || around.Linked[0].Case != want || around.Linked[0].Word != "samma samtal" || !around.Linked[0].Away {
			t.Errorf("%+v", around.Linked)
		}
		if len(around.Colleagues) != 2 || around.Colleagues[0].Login != "eva" || around.HeldSince.IsZero() {
			t.Errorf("colleagues of bo, and since when kim has it: %+v", around)
		}
	}
	w.do(w.bo, a, teamwork.Link{To: b, Away: true})
	if around, _ := w.Around(t.Context(), w.bo, b); len(around.Linked) != 0 {
		t.Errorf("%+v", around.Linked)
	}
	w.refused(w.bo, a, teamwork.Link{To: b, Away: true}, casework.Conflict)
}

func TestAQuestionIsBrokenOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.errand("fee_data", "question")
	_, err := w.store.Pool().Exec(t.Context(), "UPDATE case_file SET faq = '{3}', flags = '{no_rows,sender_unknown}' WHERE id = $1", id)
	w.must(err)
	w.refused(w.kim, id, teamwork.SplitOff{Kinds: []string{"paper_request"}}, casework.Conflict)
	out := w.do(w.kim, id, teamwork.SplitOff{Kinds: []string{"question"}})
	if !slices.Equal(out.Case.Kinds, []string{"fee_data"}) || len(out.Case.FAQ) != 0 {
		t.Errorf("left: %+v", out.Case)
	}
	around, err := w.Around(t.Context(), w.kim, id)
	w.must(err)
	part, err := w.cases.OpenCase(t.Context(), w.bo, around.Linked[0].Case, casework.Opening{What: "case"})
	w.must(err)
	if c := part.Case; c.State != casework.CaseNew || !slices.Equal(c.Kinds, []string{"question"}) || !slices.Equal(c.FAQ, []int{3}) ||
		!slices.Equal(c.Flags, []string{"sender_unknown"}) || c.Company.CustomerNumber != w.customer || len(part.Rows) != 0 {
		t.Errorf("part: %+v", c)
	}
	w.refused(w.kim, id, teamwork.SplitOff{Kinds: []string{"fee_data"}}, casework.Invalid)
	w.refused(w.kim, around.Linked[0].Case, teamwork.SplitOff{Kinds: []string{"question"}}, casework.Invalid)
}

func TestRespite(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	day := register.Date{Year: 2026, Month: 12, Day: 4}
	id := w.errand("question")
	w.refused(w.kim, id, teamwork.Respite{Until: day, Reason: "Lönesystemet byts."}, casework.Invalid) // no period is told
	_, err := w.store.Pool().Exec(t.Context(), "UPDATE case_file SET period = '2026-10-01' WHERE id = $1", id)
	w.must(err)
	w.refused(w.kim, id, teamwork.Respite{Until: day.AddDays(365), Reason: "Lönesystemet byts."}, casework.Invalid)
	for range 2 { // the second takes the place of the first
		w.do(w.kim, id, teamwork.Respite{Until: day, Reason: "Lönesystemet byts."})
	}
	if n := w.count("respite WHERE until = '2026-12-04' AND ended_at IS NULL"); n != 1 {
		t.Errorf("%d respites", n)
	}
	if n := w.count("case_event WHERE kind = 'respite'"); n != 2 {
		t.Errorf("%d events", n)
	}
	_, err = w.store.Pool().Exec(t.Context(), "UPDATE case_file SET verified = 'none' WHERE id = $1", id)
	w.must(err)
	w.refused(w.kim, id, teamwork.Respite{Until: day, Reason: "x"}, casework.Denied)
}
