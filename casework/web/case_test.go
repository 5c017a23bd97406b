package web_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/identity"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func TestQueueToApproval(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	c := d.company(true, 0)
	rows := d.rows(c)
	id := d.arrives(c, "fee_data", rows)

	queue := kim.get("/ko")
	queue.wants(http.StatusOK, "a.row", c.Name)
	queue.wants(http.StatusOK, "#views a[aria-current=page]", "Alla öppna 1")
	for _, r := range rows {
		queue.lacks(r.Personnummer.Full())
		queue.lacks(r.Personnummer.Hyphened())
	}
	before := d.count("access_log WHERE what = 'case'")
	page := kim.get(href(id))
	page.wants(200, "h1", "Avgiftsuppgifter")
	page.wants(200, ".rows th", rows[0].Personnummer.Hyphened())
	page.wants(200, ".mail-text", "månadens avgifter")
	if d.count("access_log WHERE what = 'case'") != before+1 {
		t.Error("the opening was not logged once")
	}
	done := kim.post(href(id)+"/beslut", page.form("#approve"))
	done.wants(200, "h1", "Kö")
	done.wants(200, ".note-ok", id.String())
	if n := d.count("posting"); n != len(rows) {
		t.Errorf("%d postings, want %d", n, len(rows))
	}

	closed := kim.get(href(id))
	closed.wants(200, ".rows th", rows[0].Personnummer.String())
	closed.lacks(rows[0].Personnummer.Hyphened())
	closed.lacks("månadens avgifter")
	kim.post(href(id)+"/visa", url.Values{"reason": {"nyfiken"}}).wants(422, "p", "Välj varför")
	open := kim.post(href(id)+"/visa", url.Values{"reason": {"Kontroll av ett beslut"}})
	open.wants(200, ".rows th", rows[0].Personnummer.Hyphened())
	if d.count("access_log WHERE what = 'unmask' AND reason = 'Kontroll av ett beslut'") != 1 {
		t.Error("the unmasking was not logged")
	}
	company := kim.get("/foretag/" + strconv.Itoa(c.CustomerNumber))
	company.wants(200, "h1", c.Name)
	company.wants(200, ".version", "mejlet rad 3")
	company.lacks(rows[0].Personnummer.Hyphened())
	for _, r := range rows {
		if strings.Contains(d.log.String(), r.Personnummer.Full()) || strings.Contains(d.log.String(), r.Personnummer.Hyphened()) {
			t.Error("a personnummer stands in the log")
		}
	}
}

func TestDoubleClickIsOneReport(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	id := d.arrives(d.company(true, 0), "fee_data", d.rows(d.company(true, 0)))
	form := kim.get(href(id)).form("#approve")
	for range 3 {
		kim.post(href(id)+"/beslut", form).wants(200, "h1", "Kö")
	}
	if n := d.count("fee_report"); n != 1 {
		t.Errorf("%d reports, want 1", n)
	}
}

func TestApprovalOfAnOldScreenShowsTheDifference(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim, bo := d.person("kim", identity.RoleClerk, false), d.person("bo", identity.RoleClerk, false)
	id := d.arrives(d.company(true, 0), "fee_data", d.rows(d.company(true, 0)))
	old := kim.get(href(id)).form("#approve")
	edit := bo.get(href(id) + "/rader").form("form.right")
	edit["member"][0] = "999,50"
	bo.post(href(id)+"/rader", edit).wants(200, "h1", "Avgiftsuppgifter")
	page := kim.post(href(id)+"/beslut", old)
	page.wants(http.StatusConflict, "#alert", "en rad är ändrad")
	page.wants(http.StatusConflict, ".rows td", "999,50")
	if d.count("fee_report") != 0 {
		t.Error("an old screen was booked")
	}
}

func TestTwoPeopleOneCase(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim, bo := d.person("kim", identity.RoleClerk, false), d.person("bo", identity.RoleClerk, false)
	rows := d.rows(d.company(true, 0))
	id := d.arrives(d.company(true, 0), "fee_data", rows)
	kim.post(href(id)+"/ta", nil).wants(200, "h1", "Avgiftsuppgifter")
	held := bo.get(href(id))
	held.wants(200, "form.note-warn", "Prov kim")
	held.lacks(rows[0].Personnummer.Hyphened())
	if len(find(held.root, "#approve")) != 0 {
		t.Error("a case that somebody else holds can be approved")
	}
	bo.post(href(id)+"/ta", nil).wants(409, "p", "Prov kim")
	bo.post(href(id)+"/ta", url.Values{"over": {"1"}}).wants(200, ".rows th", rows[0].Personnummer.Hyphened())
	kim.get(href(id)).wants(200, "form.note-warn", "Prov bo")
	bo.post(href(id)+"/slapp", nil).wants(200, "h1", "Kö")
}

func TestWarningsMustBeAccepted(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	c := d.company(true, 0)
	id := d.arrives(c, "fee_data", d.rows(c)[1:]) // one is missing
	page := kim.get(href(id))
	page.wants(200, "tr.absent th", d.employed(c)[0].LastName)
	kim.post(href(id)+"/beslut", page.form("#approve")).wants(422, "#alert", "")
	form := kim.get(href(id)).form("#approve")
	for _, box := range find(page.root, "#approve input[name=accept]") {
		form.Add("accept", attribute(box, "value"))
	}
	if len(form["accept"]) == 0 {
		t.Fatal("no warning to accept")
	}
	kim.post(href(id)+"/beslut", form).wants(200, "h1", "Kö")
}

func TestEditRowsComesBackAsTyped(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	id := d.arrives(d.company(true, 0), "fee_data", d.rows(d.company(true, 0)))
	edit := kim.get(href(id) + "/rader").form("form.right")
	edit["member"][0] = "sexhundra"
	page := kim.post(href(id)+"/rader", edit)
	page.wants(422, "#alert", "Medlemsavgiften på rad 1 går inte att läsa")
	page.one("input[value=sexhundra]")
	edit["member"][0] = "608"
	edit.Add("remove2", "1")
	kim.post(href(id)+"/rader", edit).wants(200, ".rows td", "608,00")
	if got := len(find(kim.get(href(id)).root, ".rows tbody tr")); got != len(d.employed(d.company(true, 0))) { // one removed, one missing
		t.Errorf("%d rows", got)
	}
}

func TestOtherDecisions(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	c := d.company(true, 0)
	for _, tc := range []struct {
		name  string
		kind  string
		form  url.Values
		want  string // on the page after it
		table string
	}{
		{"credentials", "credential_request", url.Values{"do": {"credentials"}}, ".note-ok", "credential_order"},
		{"channel", "paper_request", url.Values{"do": {"channel"}, "to": {"paper"}, "from": {"2026-11"}}, ".note-ok", "channel WHERE channel = 'paper' AND source = 'clerk'"},
		{"contact", "contact_person", url.Values{"do": {"contact"}, "name": {"Eva Lind"}, "email": {"eva@ny.example"}}, ".note-ok", "contact_person"},
		{"reject", "fee_data", url.Values{"do": {"reject"}, "choice": {"Annat"}, "reason": {"prov"}}, ".note-ok", "case_event WHERE kind = 'rejected'"},
		{"waiting", "question", url.Values{"do": {"waiting"}, "choice": {"Vi väntar på svar från företaget"}, "until": {"2026-12-01"}}, ".note-ok", "case_file WHERE state = 'waiting'"},
		{"note", "question", url.Values{"do": {"note"}, "reason": {"Ringde 09.15"}}, ".events", "case_event WHERE kind = 'note'"},
		{"aside", "question", url.Values{"do": {"aside"}, "reason": {"oläsligt"}}, ".note-ok", "case_file WHERE state = 'aside'"},
		{"not ours", "other", url.Values{"do": {"notours"}, "reason": {"reklam"}}, ".note-ok", "case_event WHERE kind = 'not_ours'"},
		{"period", "question", url.Values{"do": {"period"}, "period": {"2026-09"}}, ".case-sub", "case_event WHERE kind = 'period'"},
		{"company", "question", url.Values{"do": {"company"}, "company": {strconv.Itoa(d.company(true, 1).CustomerNumber)}}, ".case-sub", "case_event WHERE kind = 'company'"},
	} {
		id := d.arrives(c, tc.kind, nil)
		before := d.count(tc.table)
		tc.form.Set("key", "key-of-"+strings.ReplaceAll(tc.name, " ", "-")+"-0123456789")
		kim.post(href(id)+"/beslut", tc.form).wants(200, tc.want, "")
		if d.count(tc.table) <= before {
			t.Errorf("%s: nothing in %s", tc.name, tc.table)
		}
	}
	asked := kim.get(href(d.arrives(c, "contact_person", nil, func(r *casework.Reading) {
		r.Contact = &casework.Contact{Name: "Eva Lind", Email: "eva@ny.example"}
	})))
	if got := attribute(asked.one("details[open] input[name=email]"), "value"); got != "eva@ny.example" {
		t.Errorf("the contact's form is filled with %q", got)
	}
	id := d.arrives(c, "question", nil)
	kim.post(href(id)+"/beslut", url.Values{"do": {"note"}, "key": {"0123456789abcdef"}, "reason": {"Gäller " + d.employed(c)[0].Personnummer.Hyphened()}}).wants(422, "#alert", "personnummer")
	kim.post(href(id)+"/beslut", url.Values{"do": {"explode"}}).wants(422, "p", "Läs om den")
	kim.get("/arende/999999").wants(404, "h1", "Finns inte")
	kim.get("/arende/x").wants(404, "h1", "Finns inte")
}

func TestCorrectionNeedsASecondPerson(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim, bo := d.person("kim", identity.RoleClerk, false), d.person("bo", identity.RoleClerk, false)
	c := d.company(true, 0)
	first := d.arrives(c, "fee_data", d.rows(c))
	kim.post(href(first)+"/beslut", kim.get(href(first)).form("#approve")).wants(200, "h1", "Kö")
	lower := d.rows(c)
	for i := range lower {
		lower[i].MemberFee, lower[i].ControlFee = lower[i].MemberFee/2, lower[i].ControlFee/2
	}
	id := d.arrives(c, "fee_data", lower)
	page := kim.get(href(id))
	page.wants(200, "h2", "Det finns redan en redovisning")
	page.wants(200, "tr.change-changed td", "ändrad")
	page.wants(200, ".note-warn", "En andra person måste bekräfta")
	form := page.form("#approve")
	for _, box := range find(page.root, "#approve input[name=accept]") {
		form.Add("accept", attribute(box, "value"))
	}
	kim.post(href(id)+"/beslut", form).wants(200, "h2", "Väntar på en andra person")
	if n := d.count("fee_report"); n != 1 {
		t.Fatalf("%d reports before the second person", n)
	}
	kim.post(href(id)+"/slapp", nil)
	seen := bo.get(href(id))
	seen.wants(200, "h2", "Väntar på en andra person")
	confirm := url.Values{"do": {"confirm"}, "yes": {"1"}, "key": {"confirm-0123456789"}, "request": {attribute(find(seen.root, "input[name=request]")[0], "value")}}
	bo.post(href(id)+"/beslut", confirm).wants(200, ".note-ok", id.String())
	if n := d.count("fee_report"); n != 2 {
		t.Errorf("%d reports after it, want 2", n)
	}
}

func TestProtectedCaseDoesNotExistForOthers(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim, cia := d.person("kim", identity.RoleClerk, false), d.person("cia", identity.RoleSupervisor, true)
	c := d.company(true, 0)
	member := d.employed(c)[0]
	_, err := d.store.Pool().Exec(t.Context(), "UPDATE member SET protected = true WHERE personnummer = $1", member.Personnummer.Full())
	d.must(err)
	id := d.arrives(c, "fee_data", d.rows(c))
	queue := kim.get("/ko")
	queue.wants(200, "a.row", "Skyddat ärende")
	queue.lacks(c.Name)
	for _, path := range []string{href(id), href(id) + "/rader", href(id) + "/brev", href(id) + "/bilaga/0"} {
		kim.get(path).wants(404, "h1", "Finns inte")
	}
	kim.post(href(id)+"/visa", url.Values{"reason": {"Kontroll av ett beslut"}}).wants(404, "h1", "Finns inte")
	kim.post("/sok", url.Values{"q": {id.String()}}).lacks(c.Name)
	cia.get(href(id)).wants(200, ".tag-bad", "skyddade uppgifter")
}

func TestMailFrameAndAttachments(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim := d.person("kim", identity.RoleClerk, false)
	c := d.company(true, 0)
	id := d.arrives(c, "fee_data", d.rows(c), func(r *casework.Reading) {
		r.Mail.HTML = `<p onclick="x()">Hej<script>alert(1)</script><img src="https://evil.example/p.png"></p>`
	})
	frame := kim.get(href(id) + "/brev")
	frame.wants(200, "p", "Hej")
	for _, bad := range []string{"<script", "<img", "onclick", "evil.example"} {
		frame.lacks(bad)
	}
	for _, want := range []string{"sandbox", "default-src 'none'"} {
		if got := frame.header.Get("Content-Security-Policy"); !strings.Contains(got, want) {
			t.Errorf("frame policy %q lacks %q", got, want)
		}
	}
	raw := kim.get(href(id) + "/bilaga/0")
	if raw.status != 200 || !strings.Contains(raw.header.Get("Content-Disposition"), `attachment; filename="`+id.String()+`.eml"`) ||
		raw.header.Get("Content-Type") != "application/octet-stream" || !strings.Contains(raw.header.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("raw mail: %d %v", raw.status, raw.header)
	}
	kim.get(href(id)+"/bilaga/7").wants(404, "h1", "Finns inte")
	kim.get(href(id) + "?visa=html").one("iframe.mail-frame[sandbox]")
}

func TestPagesAroundTheCasework(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	admin := d.person("kim", identity.RoleAdmin, false)
	c := d.company(true, 0)
	id := d.arrives(c, "fee_data", d.rows(c))
	admin.post(href(id)+"/beslut", admin.get(href(id)).form("#approve"))
	admin.get("/brevlada").wants(200, ".note-ok", "Alla hämtade mejl")
	admin.get("/utkorg").wants(200, "caption", "Mejl från oss")
	admin.get("/register").wants(200, ".tag-ok", "inläst")
	admin.get("/oversikt").wants(200, ".figure", "redovisningar i dag")
	page := admin.get("/oversikt")
	page.wants(200, ".strip-test .mode", "TEST")
	page.wants(200, ".age.late", "Ingen post hämtad än")
	page.wants(200, ".age", "Registret inläst 09.00")
	admin.post("/installningar", url.Values{"density": {"compact"}, "theme": {"dark"}, "keys": {"on"}}).wants(200, ".note-ok", "sparat")
	if attribute(admin.get("/ko").one("html"), "data-density") != "compact" {
		t.Error("the density was not kept")
	}
}

func TestTakeTheNext(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	kim, bo := d.person("kim", identity.RoleClerk, false), d.person("bo", identity.RoleClerk, false)
	first := d.arrives(d.company(true, 0), "question", nil)
	d.forward(1)
	second := d.arrives(d.company(true, 1), "question", nil)
	kim.post("/ko/nasta", nil).wants(200, "h1", first.String())
	bo.post("/ko/nasta", nil).wants(200, "h1", second.String())
	d.person("cia", identity.RoleClerk, false).post("/ko/nasta", nil).wants(200, ".note-ok", "Inget ärende väntar")
}
