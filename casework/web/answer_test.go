package web_test

import (
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/identity"
	"sef.se/kontakten/internal/vault"
)

// asks is a question of the FAQ.
func asks(faq ...int) func(*casework.Reading) {
	return func(r *casework.Reading) {
		r.FAQ = faq
		for _, n := range faq {
			r.Evidence = append(r.Evidence, casework.Evidence{Of: "kind", By: "text", Points: "question", Text: fmt.Sprintf("frågar (fråga %d), i texten: ”hur gör vi”", n)})
		}
	}
}

// text reads one text.
func (d *desk) text(query string, args ...any) (s string) {
	d.t.Helper()
	d.must(d.store.Pool().QueryRow(d.t.Context(), query, args...).Scan(&s))
	return s
}

// mailTo is the text of the latest mail that a person wrote, with its recipient and whether it says that a machine did.
func (d *desk) mailTo() (to, subject, text string, automatic bool) {
	d.t.Helper()
	var body [16]byte
	d.must(d.store.Pool().QueryRow(d.t.Context(), "SELECT recipient, subject, body_object, automatic FROM outbox WHERE template = 'answer' ORDER BY id DESC LIMIT 1").Scan(&to, &subject, &body, &automatic))
	plain, err := d.store.Fetch(d.t.Context(), vault.ID(body))
	d.must(err)
	return to, subject, string(plain), automatic
}

func TestQuestionIsAnsweredFromTheFAQ(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	company := d.company(true, 0)
	id := d.arrives(company, "question", nil, asks(4, 3))
	page := kim.get(href(id))
	page.wants(200, "#answer .lesser", "hur gör vi")
	form := page.form("#answer-form")
	if got := form["faq"]; len(got) != 2 {
		t.Errorf("chosen %q", got)
	}
	if !strings.Contains(form.Get("text"), "Välj inloggningssättet Användarnamn och lösen") || form.Get("used") != "faq4@1,faq3@1" {
		t.Errorf("filled with %q of %q", form.Get("text"), form.Get("used"))
	}
	form.Set("text", form.Get("text")+"\n\nHör av er om det inte går.")
	kim.post(href(id)+"/svar", form).wants(200, ".note-ok", "Svaret skickas")
	to, subject, text, automatic := d.mailTo()
	if to != company.Emails[0] || subject != "Ärende "+id.String()+": svar på ert ärende" || automatic {
		t.Errorf("to %s, %q, automatic %v", to, subject, automatic)
	}
	for _, want := range []string{"Hör av er om det inte går.", "Skriv aldrig personnummer i ett mejl", "Telefon 08-465 004 00"} {
		if !strings.Contains(text, want) {
			t.Errorf("lacks %q:\n%s", want, text)
		}
	}
	if d.count("case_file WHERE id = $1 AND state = 'decided'", int64(id)) != 1 {
		t.Error("the case is not decided")
	}
	if d.count("case_event WHERE case_id = $1 AND kind = 'replied' AND data->>'templates' = 'faq4@1,faq3@1'", int64(id)) != 1 {
		t.Error("the event does not say which versions were used")
	}
	if d.count("answer WHERE case_id = $1 AND templates = '{faq4@1,faq3@1}'", int64(id)) != 1 || d.count("draft_reply") != 0 {
		t.Error("the answer is not kept, or its draft is")
	}
}

// TestAnswersTellNobodyUnknown tries every recipient that a form could name (R18).
func TestAnswersTellNobodyUnknown(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	company := d.company(true, 0)
	member := d.employed(company)[0]
	id := d.arrives(company, "question", nil, asks(2), func(r *casework.Reading) { r.Sender = "nagon@annan.example" })
	kim.get(href(id)).wants(200, "#answer-to", "inte bekräftad")
	send := func(to, text string) *page {
		form := kim.get(href(id)).form("#answer-form")
		form.Set("to", to)
		form.Set("text", text)
		return kim.post(href(id)+"/svar", form)
	}
	for text, says := range map[string]string{
		company.Name + " får listan på papper.":                      "inte bekräftad",
		"Avgifterna för oktober 2026 har kommit.":                    "inte bekräftad",
		"Vi har fått 4 100,00 kr.":                                   "inte bekräftad",
		"Vi saknar " + member.FullName() + ".":                       "vid namn",
		"Det gäller " + member.Personnummer.Hyphened():               "personnummer",
		"Ert nummer är " + company.OrganisationNumber.String() + ".": "inte bekräftad",
	} {
		send("nagon@annan.example", text).wants(422, "#alert", says)
	}
	send("tredje@part.example", "Logga in igen.").wants(422, "#alert", "Adressen på sidan gäller inte längre")
	if d.count("outbox WHERE template = 'answer'") != 0 {
		t.Fatal("something was sent")
	}
	// What was typed stands there still.
	if got := send("nagon@annan.example", "Kvar: "+company.Name).form("#answer-form").Get("text"); got != "Kvar: "+company.Name {
		t.Errorf("the form holds %q", got)
	}
	general := kim.get(href(id)).form("#answer-form")
	general.Set("to", "nagon@annan.example")
	general.Set("text", "Logga in igen med SMS.")
	general.Set("ends", "stay")
	kim.post(href(id)+"/svar", general).wants(200, ".note-ok", "Svaret skickas")
	if d.count("outbox WHERE template = 'answer' AND company_id IS NOT NULL") != 0 {
		t.Error("the outbox ties an unknown address to the company")
	}
	letter := kim.get(href(id)).form("#answer-form")
	letter.Set("to", "letter")
	letter.Set("text", company.Name+" får listan för oktober 2026 på papper.")
	kim.post(href(id)+"/svar", letter).wants(200, ".note-ok", "brevkön")
	waits := kim.get(href(id))
	waits.wants(200, ".leaving", "Brevet med svaret väntar på utskrift")
	back := kim.post(attribute(waits.one(".leaving"), "action"), url.Values{})
	back.wants(200, ".note-ok", "ångrat")
	kim.post(href(id)+"/svar", back.form("#answer-form")).wants(200, ".note-ok", "brevkön")
	d.must(d.room.Tend(t.Context()))
	if d.count("letter WHERE kind = 'answer' AND case_id = $1 AND state = 'waiting'", int64(id)) != 1 {
		t.Error("no letter waits")
	}
	pdf, err := d.room.LetterPDF(t.Context(), kim.actor, d.text("SELECT number FROM letter WHERE kind = 'answer'"))
	if err != nil || len(pdf.Data) < 1000 {
		t.Errorf("%d bytes, %v", len(pdf.Data), err)
	}
}

func TestMacrosAnswerMoveAndTag(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	company := d.company(true, 0)
	press := func(id casework.CaseID, digit string) *page {
		p := kim.get(href(id))
		form := p.form("#answer-form")
		for _, b := range find(p.one("#answer"), ".macros button") {
			if attribute(b, "data-key") == digit {
				return kim.post(attribute(b, "formaction"), form)
			}
		}
		t.Fatalf("no macro has the key %s", digit)
		return nil
	}
	question := d.arrives(company, "question", nil, asks(8))
	press(question, "1").wants(200, ".note-ok", "Svaret skickas")
	if _, _, text, _ := d.mailTo(); !strings.Contains(text, "Redovisade avgiftslistor") {
		t.Errorf("answered\n%s", text)
	}
	rows := d.rows(company)
	stated := rows[0].MemberFee
	fees := d.arrives(company, "fee_data", rows, func(r *casework.Reading) { r.Draft.StatedTotal = &stated })
	press(fees, "2").wants(200, ".note-ok", "väntar till 1 december 2026")
	to, subject, text, _ := d.mailTo()
	if to != company.Emails[0] || !strings.HasSuffix(subject, "vi behöver svar från er") || !strings.Contains(text, "1 december 2026") {
		t.Errorf("asked %s, %q:\n%s", to, subject, text)
	}
	spam := d.arrives(company, "other", nil)
	press(spam, "3").wants(200, ".note-ok", "avslaget")
	if d.count("answer WHERE templates @> '{makro 2@1,fraga@1}'") != 1 {
		t.Error("the macro's version is not kept")
	}
	for id, want := range map[casework.CaseID]string{question: "decided fråga", fees: "waiting underlag begärt", spam: "decided reklam"} {
		if got := d.text("SELECT c.state || ' ' || g.tag FROM case_file c JOIN case_tag g ON g.case_id = c.id WHERE c.id = $1", int64(id)); got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
	// What comes back: an out-of-office and a word of thanks leave it waiting, an answer opens it.
	asked := d.text("SELECT message_id FROM outbox WHERE case_id = $1 AND template = 'answer'", int64(fees))
	for _, reply := range []struct{ kind, text, state string }{
		{"auto_reply", "Jag är ledig till den 7 januari.", "waiting"}, {"other", "Tack!", "waiting"}, {"question", "Summan är fel, raderna är rätt.", "open"},
	} {
		got := d.arrives(company, reply.kind, nil, func(r *casework.Reading) { r.Header.InReplyTo, r.Mail.Text = asked, reply.text })
		if state := d.text("SELECT state FROM case_file WHERE id = $1", int64(fees)); got != fees || state != reply.state {
			t.Errorf("%q went to %s, and the case is %s", reply.text, got, state)
		}
	}
	kim.post(href(fees)+"/etikett", url.Values{"tag": {"Ringt  dem"}})
	kim.post(href(fees)+"/etikett", url.Values{"tag": {"underlag begärt"}, "off": {"1"}})
	kim.get(href(fees)).wants(200, ".case-tags", "ringt dem")
	if d.count("case_tag WHERE case_id = $1", int64(fees)) != 1 {
		t.Error("the tag was not taken off")
	}
}

func TestStopAtSend(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim, bo := d.person("kim", identity.RoleClerk, false), d.person("bo", identity.RoleClerk, false)
	company := d.company(true, 0)
	id := d.arrives(company, "question", nil, asks(7))
	form := kim.get(href(id)).form("#answer-form")
	bo.post(href(id)+"/beslut", url.Values{"do": {"note"}, "key": {"0123456789abcdef"}, "reason": {"Jag har ringt dem."}})
	refused := kim.post(href(id)+"/svar", form)
	refused.wants(409, "#alert", "Jag har ringt dem")
	refused.wants(409, "#alert", "Inget är gjort")
	kim.post(href(id)+"/svar", refused.form("#answer-form")).wants(200, ".note-ok", "Svaret skickas") // seen now

	other := d.company(true, 1)
	fees := d.arrives(other, "fee_data", d.rows(other))
	approve := kim.get(href(fees)).form("#approve")
	d.arrives(other, "question", nil, func(r *casework.Reading) {
		r.Header.InReplyTo = d.text("SELECT message_id FROM outbox WHERE case_id = $1 AND template = 'acknowledgement'", int64(fees))
	})
	kim.post(href(fees)+"/beslut", approve).wants(409, "#alert", "Ett svar kom in")
	if d.count("fee_report") != 0 {
		t.Error("something was booked")
	}
	kim.post(href(fees)+"/beslut", kim.get(href(fees)).form("#approve")).wants(200, ".note-ok", "Godkänt")
}

func TestFiftySubmitsAreOneMail(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	id := d.arrives(d.company(true, 0), "question", nil, asks(6))
	form := kim.get(href(id)).form("#answer-form")
	var clicks sync.WaitGroup
	for range 50 {
		clicks.Go(func() { kim.client.PostForm(d.server.URL+href(id)+"/svar", form) })
	}
	clicks.Wait()
	if n := d.count("outbox WHERE template = 'answer'"); n != 1 {
		t.Errorf("%d mails", n)
	}
	if n := d.count("case_event WHERE case_id = $1 AND kind = 'replied'", int64(id)); n != 1 {
		t.Errorf("%d events", n)
	}
	company := d.company(true, 1)
	fees := d.arrives(company, "fee_data", d.rows(company))
	approve := kim.get(href(fees)).form("#approve")
	for range 50 {
		clicks.Go(func() { kim.client.PostForm(d.server.URL+href(fees)+"/beslut", approve) })
	}
	clicks.Wait()
	if d.count("fee_report") != 1 || d.count("outbox WHERE template = 'receipt'") != 1 {
		t.Errorf("%d reports, %d receipts", d.count("fee_report"), d.count("outbox WHERE template = 'receipt'"))
	}
}

func TestAnswerIsUndoneWhileItWaits(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.book = d.book.Delayed(5 * time.Minute)
	d.serve()
	kim, bo := d.person("kim", identity.RoleClerk, false), d.person("bo", identity.RoleClerk, false)
	id := d.arrives(d.company(true, 0), "question", nil, asks(9))
	form := kim.get(href(id)).form("#answer-form")
	form.Set("text", "Be er leverantör om en fil.")
	kim.post(href(id)+"/svar", form).wants(200, ".note-ok", "Svaret skickas 09.")
	page := kim.get(href(id))
	page.wants(200, ".leaving", "Svaret till")
	undo := attribute(find(page.one(".leaving").Parent, "form")[0], "action")
	bo.get(href(id)).lacks("Ångra svaret")
	bo.post(undo, url.Values{}).wants(403, "#alert", "Bara den som skrev")
	back := kim.post(undo, url.Values{})
	back.wants(200, ".note-ok", "ångrat")
	if got := back.form("#answer-form").Get("text"); got != "Be er leverantör om en fil." {
		t.Errorf("the draft is %q", got)
	}
	kim.post(undo, url.Values{}).wants(200, ".note-ok", "ångrat") // a second click
	if d.count("outbox WHERE template = 'answer' AND state = 'stopped'") != 1 || d.count("case_file WHERE state = 'open'") != 1 {
		t.Error("it was not stopped, or the case is not open")
	}
	again := kim.post(href(id)+"/svar", back.form("#answer-form"))
	again.wants(200, ".note-ok", "Svaret skickas")
	_, err := d.store.Pool().Exec(t.Context(), "UPDATE outbox SET state = 'sent' WHERE state = 'queued'")
	d.must(err)
	late := d.text("SELECT id::text FROM answer WHERE undone_at IS NULL")
	kim.post(href(id)+"/svar/"+late+"/angra", url.Values{}).wants(409, "#alert", "för sent")
}

func TestDraftsAreShared(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim, bo := d.person("kim", identity.RoleClerk, false), d.person("bo", identity.RoleClerk, false)
	id := d.arrives(d.company(true, 0), "question", nil)
	save := func(b *browser, revision, text string) *page {
		return b.post(href(id)+"/svar/utkast", url.Values{"revision": {revision}, "text": {text}, "to": {"letter"}})
	}
	if p := save(kim, "0", "Kims ord"); p.status != 200 || !strings.Contains(p.body, `"revision":1`) || !strings.Contains(p.body, "Kims ord") {
		t.Fatalf("%d %s", p.status, p.body)
	}
	page := bo.get(href(id))
	page.wants(200, "#answer", "Utkast av Prov kim")
	if form := page.form("#answer-form"); form.Get("text") != "Kims ord" || form.Get("to") != "letter" {
		t.Errorf("%v", form)
	}
	if p := save(bo, "0", "Bos ord"); p.status != 409 || !strings.Contains(p.body, "Prov kim skrev") {
		t.Errorf("%d %s", p.status, p.body)
	}
	if p := save(bo, "1", "Kims och Bos ord"); p.status != 200 {
		t.Errorf("%d %s", p.status, p.body)
	}
	if d.count("draft_reply WHERE position('ord'::bytea IN text_sealed) > 0") != 0 {
		t.Error("the draft stands in clear")
	}
	if p := save(bo, "2", " "); p.status != 200 || d.count("draft_reply") != 0 {
		t.Error("an emptied draft stays")
	}
	if p := save(bo, "2", "för sent"); p.status != 409 { // as after it was sent
		t.Errorf("%d: a draft that is gone came back", p.status)
	}
}

func TestTextsAreManagedBySupervisors(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim, eva := d.person("kim", identity.RoleClerk, false), d.person("eva", identity.RoleSupervisor, false)
	kim.get("/texter").wants(200, "h1", "Texter och makron")
	kim.get("/texter").lacks(`action="/texter/modul"`)
	module := func(id, name, text string) url.Values { return url.Values{"id": {id}, "name": {name}, "text": {text}} }
	kim.post("/texter/modul", module("0", "ny", "Ring oss.")).wants(403, "#alert", "arbetsledare")
	eva.post("/texter/modul", module("0", "ny", "Ring {telefn}.")).wants(422, "#alert", "{telefn} finns inte")
	eva.post("/texter/modul", module("0", "Ring oss", "Ring.")).wants(409, "#alert", "heter")
	eva.post("/texter/modul", module("0", "ny", "Ring {telefon}.")).wants(200, ".note-ok", "ny version")
	id := d.text("SELECT id::text FROM text_module WHERE name = 'ny'")
	eva.post("/texter/modul", module(id, "ny", "Ring {telefon} i dag.")).wants(200, ".note-ok", "ny version")
	eva.get("/texter/modul/"+id).wants(200, "td", "Ring {telefon}.")
	kim.get(href(d.arrives(d.company(true, 0), "question", nil))).wants(200, "#module-list", "Ring 08-465 004 00 i dag.")
	eva.post("/texter/modul/"+id+"/avsluta", nil).wants(200, ".note-ok", "används inte")
	eva.get("/texter/modul/"+id).wants(200, "td", "i dag")
	macro := url.Values{"id": {"0"}, "name": {"Ring oss"}, "digit": {"1"}, "says": {"text"}, "text": {"Ring {telefon}."}, "ends": {"stay"}, "tags": {"ring, brådskar"}}
	eva.post("/texter/makro", macro).wants(409, "#alert", "tangenten 1")
	macro.Set("digit", "4")
	eva.post("/texter/makro", macro).wants(200, ".note-ok", "ny version")
	case1 := d.arrives(d.company(true, 0), "question", nil)
	p := kim.get(href(case1))
	last := find(p.one("#answer"), ".macros button")
	kim.post(attribute(last[len(last)-1], "formaction"), p.form("#answer-form")).wants(200, ".note-ok", "Svaret skickas")
	if _, _, text, _ := d.mailTo(); !strings.Contains(text, "Ring 08-465 004 00.") {
		t.Errorf("sent\n%s", text)
	}
	if d.count("case_tag WHERE case_id = $1", int64(case1)) != 2 {
		t.Error("the tags are not there")
	}
	for _, change := range []string{"UPDATE text_module_version SET body = 'x'", "DELETE FROM macro_version"} {
		if _, err := d.store.Pool().Exec(t.Context(), change); err == nil {
			t.Errorf("%s is let through", change)
		}
	}
}

func TestListIsSentAgain(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	list := d.printed()
	company, _ := d.register.Company(list.Company.Organisation)
	id := d.arrives(company, "question", nil)
	p := kim.get(href(id))
	form := p.form("#list-again")
	kim.post(href(id)+"/lista", form).wants(200, ".note-ok", "skickas igen, som utskrift 2")
	kim.post(href(id)+"/lista", form).wants(200, ".note-ok", "skickas igen, som utskrift 2") // a second click
	if d.count("fee_list WHERE company_id = $1 AND version = 2 AND state = 'printed'", list.Company.ID) != 1 || d.count("fee_list WHERE company_id = $1", list.Company.ID) != 2 {
		t.Error("not one new version")
	}
	if d.count("case_event WHERE case_id = $1 AND kind = 'list_again'", int64(id)) != 1 {
		t.Error("the case does not tell of it")
	}
	form.Set("key", "abcdefghijklmnop")
	kim.post(href(id)+"/lista", form).wants(409, "#alert", "gäller inte längre")
	other := d.arrives(d.company(true, 1), "question", nil)
	form.Set("key", "bcdefghijklmnopq")
	kim.post(href(other)+"/lista", form).wants(422, "#alert", "inte ärendets företags")
	customer := fmt.Sprintf("/foretag/%d", list.Company.CustomerNumber)
	kim.get(customer).wants(200, "summary", "Skicka igen")
	own := kim.get("/lista/" + d.text("SELECT id::text FROM fee_list WHERE version = 2"))
	kim.post(own.url.Path+"/igen", own.form("#list-again")).wants(200, ".note-ok", "utskrift 3")
	if d.count("fee_list WHERE version = 3") != 1 {
		t.Error("it was not sent again from its own page")
	}
}

// TestUnverifiedCallerIsAnsweredByLetter is R12: nobody on the telephone chooses where an answer goes.
func TestUnverifiedCallerIsAnsweredByLetter(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	company := d.company(true, 0)
	for verified, want := range map[casework.Verified]int{casework.VerifiedNot: 1, casework.VerifiedCallback: 1 + len(company.Emails)} {
		id, err := d.book.OpenErrand(t.Context(), kim.actor, casework.NewErrand{Key: "key of " + string(verified) + " errand", Origin: casework.OriginTelephone,
			Customer: company.CustomerNumber, Kinds: []string{"question"}, Caller: "Någon", Subject: "Undrar om inloggning", Verified: verified})
		d.must(err)
		options := find(kim.get(href(id)).one("#answer-to"), "option")
		if len(options) != want || attribute(options[len(options)-1], "value") != "letter" {
			t.Errorf("%s: %d ways to answer, want %d", verified, len(options), want)
		}
	}
}
