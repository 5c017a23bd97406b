package casebook_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/teamwork"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/vault"
)

func soon() register.Date { return register.NewDate(2026, 12, 1) }

// TestCommandsWalkTheMachine tries each simple command in each state.
func TestCommandsWalkTheMachine(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	into := map[casework.CaseState]func(id casework.CaseID){
		casework.CaseNew:     func(casework.CaseID) {},
		casework.CaseOpen:    func(id casework.CaseID) { w.do("anna", id, casework.SetPeriod{Period: october}) },
		casework.CaseWaiting: func(id casework.CaseID) { w.do("anna", id, casework.SetWaiting{Reason: "frågat", Until: soon()}) },
		casework.CaseAside:   func(id casework.CaseID) { w.do("anna", id, casework.SetAside{Reason: "oläslig"}) },
		casework.CaseDecided: func(id casework.CaseID) { w.do("anna", id, casework.Reject{Reason: "inget att göra"}) },
		casework.CaseClosed: func(id casework.CaseID) {
			w.do("anna", id, casework.Reject{Reason: "inget att göra"})
			w.do("anna", id, casework.Close{})
		},
	}
	commands := map[string]struct {
		do      casework.Decision
		allowed []casework.CaseState
		to      casework.CaseState
	}{
		"reject":  {casework.Reject{Reason: "nej"}, []casework.CaseState{"new", "open", "waiting", "aside"}, "decided"},
		"wait":    {casework.SetWaiting{Reason: "frågat", Until: soon()}, []casework.CaseState{"new", "open", "waiting", "aside"}, "waiting"},
		"aside":   {casework.SetAside{Reason: "oläslig"}, []casework.CaseState{"new", "open", "waiting"}, "aside"},
		"reopen":  {casework.Reopen{Reason: "mer att göra"}, []casework.CaseState{"new", "waiting", "aside", "decided", "closed"}, "open"},
		"close":   {casework.Close{}, []casework.CaseState{"decided"}, "closed"},
		"company": {casework.SetCompany{Organisation: organisation(1)}, []casework.CaseState{"new", "open", "waiting", "aside"}, "open"},
	}
	for state, set := range into {
		for name, c := range commands {
			id := w.arrives(w.reading(0, nil, func(r *casework.Reading) { r.Kinds = []string{"question"}; r.Answer.Allowed = false }))
			set(id)
			out, err := w.try("bo", id, c.do)
			allowed := false
			for _, s := range c.allowed {
				allowed = allowed || s == state
			}
			switch {
			case allowed && (err != nil || out.Case.State != c.to):
				t.Errorf("%s when %s: %s, %v", name, state, out.Case.State, err)
			case !allowed && casework.KindOf(err) != casework.Conflict:
				t.Errorf("%s when %s: %v", name, state, err)
			}
		}
	}
	if n := w.count("case_file c WHERE revision < 1 OR (SELECT count(*) FROM case_event e WHERE e.case_id = c.id) < 2"); n != 0 {
		t.Errorf("%d cases without their history", n)
	}
}

func TestDecideRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.arrives(w.reading(0, nil))
	_, err := w.try("anna", id+100, casework.Reject{Reason: "nej"})
	w.refused(err, casework.NotFound)
	_, err = w.Decide(t.Context(), casework.Command{Case: id, By: casework.Program(), Key: key(), Do: casework.Reject{Reason: "nej"}})
	w.refused(err, casework.Denied)
	_, err = w.Decide(t.Context(), casework.Command{Case: id, By: w.staff["anna"], Key: "kort", Do: casework.Reject{Reason: "nej"}})
	w.refused(err, casework.Invalid)
	_, err = w.try("anna", id, casework.SetWaiting{Reason: "frågat", Until: register.NewDate(2026, 11, 24)})
	w.refused(err, casework.Invalid)
	_, err = w.try("anna", id, casework.SetPeriod{Period: register.NewPeriod(2027, 1)})
	w.refused(err, casework.Invalid)
	_, err = w.try("anna", id, casework.SetCompany{Organisation: organisation(77)})
	w.refused(err, casework.Invalid)
	_, err = w.try("anna", id, casework.AddNote{Text: "ring om " + member(1).Hyphened()})
	w.refused(err, casework.Invalid)
	k := key()
	c := casework.Command{Case: id, By: w.staff["anna"], Key: k, Do: casework.AddNote{Text: "ringt"}}
	if _, err := w.Decide(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	c.By = w.staff["bo"]
	_, err = w.Decide(t.Context(), c)
	w.refused(err, casework.Invalid) // another's key
}

func TestTakeAndTakeOver(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.arrives(w.reading(0, nil))
	take := func(who string, over bool) error {
		_, err := w.Take(t.Context(), w.staff[who], id, over)
		return err
	}
	if err := take("anna", false); err != nil || w.open("anna", id).Case.State != casework.CaseOpen {
		t.Fatal(err)
	}
	err := take("bo", false)
	w.refused(err, casework.Conflict)
	if !strings.Contains(err.Error(), "Anna") {
		t.Errorf("the refusal does not name the holder: %v", err)
	}
	if page := w.open("bo", id); page.HeldBy != "Anna" || page.Editable {
		t.Errorf("held by %q, editable %v", page.HeldBy, page.Editable)
	}
	if err := take("bo", true); err != nil {
		t.Error(err)
	}
	w.forward(casework.ClaimFor)
	if err := take("anna", false); err != nil {
		t.Errorf("an old claim holds: %v", err)
	}
	if err := w.Release(t.Context(), w.staff["bo"], id); err != nil || w.count("case_file WHERE holder_id IS NOT NULL") != 1 {
		t.Error("somebody else's claim was released")
	}
	if err := w.Release(t.Context(), w.staff["anna"], id); err != nil || w.count("case_file WHERE holder_id IS NOT NULL") != 0 {
		t.Error("the claim was not released")
	}
	w.do("anna", id, casework.Reject{Reason: "nej"})
	w.refused(take("anna", false), casework.Conflict)
}

func TestPaperRequestWithFeeDataIsTwoErrands(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.arrives(w.reading(1, rowsOf(1), func(r *casework.Reading) { r.Kinds = []string{"fee_data", "paper_request"} }))
	november := register.NewPeriod(2026, 11)
	_, err := w.try("anna", id, casework.ChangeChannel{To: register.ChannelPaper, From: october.AddMonths(-3)})
	w.refused(err, casework.Invalid) // too far back
	out := w.do("anna", id, casework.ChangeChannel{To: register.ChannelPaper, From: november.AddMonths(1)})
	if out.Case.State != casework.CaseOpen || !strings.Contains(out.Said, "avgiftsuppgifter") {
		t.Errorf("after the channel: %s, %q", out.Case.State, out.Said)
	}
	out = w.approve("anna", id)
	if out.Case.State != casework.CaseDecided {
		t.Errorf("after both: %s", out.Case.State)
	}
	company, err := w.CompanyPage(t.Context(), w.staff["anna"], 100002)
	if err != nil {
		t.Fatal(err)
	}
	if company.Channel.Channel != register.ChannelWeb || len(company.Channels) != 2 || company.Channels[1].SetBy != "Anna" || company.Channels[1].Case != id {
		t.Errorf("channels: %+v", company.Channels)
	}
	// Told to both registered addresses, whoever asked.
	if n := w.count("outbox WHERE template = 'channel' AND recipient IN ('lon@bolag1.example', 'bokforing@byra.example')"); n != 2 {
		t.Errorf("%d confirmations", n)
	}
	if n := w.count("confirmation WHERE template = 'channel' AND way = 'mail'"); n != 2 {
		t.Errorf("%d confirmation rows", n)
	}
}

func TestChangeFromAStrangerIsToldToTheRegisteredAddressOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.arrives(w.reading(0, nil, func(r *casework.Reading) { r.Kinds, r.Sender = []string{"contact_person"}, "okand@nagon.example" }))
	w.do("anna", id, casework.UpdateContact{Contact: casework.Contact{Name: "Eva Ek", Email: "Eva@Ny.example", Mobile: "070-174 06 05"}})
	if n := w.count("outbox WHERE template <> 'acknowledgement' AND recipient NOT IN ('lon@bolag0.example', 'bokforing@byra.example')"); n != 0 {
		t.Error("a confirmation went to an address that the mail brought")
	}
	if n := w.count("company_address WHERE address = 'eva@ny.example'"); n != 0 {
		t.Error("a stranger's address became a known one")
	}
	// From a known address it does; a later change ends it and tells it too.
	id = w.arrives(w.reading(0, nil, func(r *casework.Reading) { r.Kinds = []string{"contact_person"} }))
	w.do("anna", id, casework.UpdateContact{Contact: casework.Contact{Name: "Eva Ek", Email: "eva@ny.example"}})
	company, err := w.CompanyPage(t.Context(), w.staff["anna"], 100001)
	if err != nil || len(company.Contacts) != 2 || !company.Contacts[1].Confirm || len(company.Addresses) != 3 {
		t.Fatalf("%+v, %q, %v", company.Contacts, company.Addresses, err)
	}
	w.forward(time.Hour)
	c := company.Contacts[1]
	c.Email = "eva@nyare.example"
	id = w.arrives(w.reading(0, nil, func(r *casework.Reading) { r.Kinds, r.Sender = []string{"contact_person"}, "eva@ny.example" }))
	w.do("anna", id, casework.UpdateContact{Contact: c})
	if n := w.count("outbox WHERE case_id = $1 AND template = 'contact' AND recipient = 'eva@ny.example'", id); n != 1 {
		t.Error("the old address was not told")
	}
	if n := w.count("company_address WHERE address = 'eva@ny.example' AND ended_at IS NOT NULL"); n != 1 {
		t.Error("the old address is still known")
	}
	id = w.arrives(w.reading(0, nil, func(r *casework.Reading) { r.Kinds = []string{"contact_person"} }))
	_, err = w.try("anna", id, casework.UpdateContact{Contact: c})
	w.refused(err, casework.Conflict) // changed since
}

func TestCredentialOrders(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ask := func() casework.CaseID {
		return w.arrives(w.reading(0, nil, func(r *casework.Reading) { r.Kinds = []string{"credential_request"} }))
	}
	if out := w.do("anna", ask(), casework.OrderCredentials{}); out.Case.State != casework.CaseDecided {
		t.Errorf("%+v", out)
	}
	id := ask()
	_, err := w.try("anna", id, casework.OrderCredentials{Again: true})
	w.refused(err, casework.Denied)
	_, err = w.try("cia", id, casework.OrderCredentials{})
	w.refused(err, casework.Denied)
	w.do("cia", id, casework.OrderCredentials{Again: true})
	w.forward(credentialWeek)
	w.do("anna", ask(), casework.OrderCredentials{})
	company, err := w.CompanyPage(t.Context(), w.staff["anna"], 100001)
	if err != nil {
		t.Fatal(err)
	}
	if o := company.Orders; len(o) != 3 || o[0].State != casework.OrderOrdered || o[1].State != casework.OrderVoid || o[2].State != casework.OrderVoid {
		t.Errorf("orders: %+v", o)
	}
}

const credentialWeek = 8 * 24 * time.Hour

func TestConfirmationByLetterWhereNoAddressIsKnown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if _, err := w.store.Pool().Exec(t.Context(), "UPDATE company_address SET ended_at = $1", w.clock()); err != nil {
		t.Fatal(err)
	}
	id := w.arrives(w.reading(0, nil, func(r *casework.Reading) { r.Kinds = []string{"credential_request"} }))
	asked := w.do("anna", id, casework.OrderCredentials{}) // nobody at the company is known: four eyes
	if asked.Request == 0 || w.count("credential_order") != 0 {
		t.Fatalf("one person ordered for an unknown sender: %+v", asked)
	}
	_, err := w.try("anna", id, casework.Confirm{Request: asked.Request, Yes: true})
	w.refused(err, casework.Denied)
	_, err = w.try("anna", id, casework.OrderCredentials{})
	w.refused(err, casework.Conflict)
	page, err := w.OpenCase(t.Context(), w.staff["bo"], id, casework.Opening{What: "case"})
	if err != nil || page.Request == nil || page.Request.What != casework.RequestCredentials || page.Request.Invalid {
		t.Fatalf("%+v %v", page.Request, err)
	}
	w.do("bo", id, casework.Confirm{Request: asked.Request, Yes: true})
	if n := w.count("credential_order o JOIN staff s ON s.id = o.ordered_by WHERE s.login = 'anna'"); n != 1 {
		t.Errorf("%d orders", n)
	}
	if n := w.count("confirmation WHERE way = 'letter' AND state = 'waiting'"); n != 1 {
		t.Errorf("%d letters", n)
	}
	if n := w.count("outbox WHERE template = 'credentials'"); n != 0 {
		t.Errorf("%d mails", n)
	}
}

func TestNothingToReport(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	nothing := teamwork.ReportNothing{Reason: "Ingen lön har betalats ut."}
	unsure := w.openErrand("anna", errand(casework.OriginTelephone, casework.VerifiedNot))
	_, err := w.try("anna", unsure, nothing)
	w.refused(err, casework.Denied)
	id := w.openErrand("anna", errand(casework.OriginTelephone, casework.VerifiedCallback))
	out := w.do("anna", id, nothing)
	if out.Report == 0 || out.Case.State != casework.CaseDecided {
		t.Fatalf("%+v", out)
	}
	if n := w.count("fee_report WHERE rows = 0 AND channel = 'telephone' AND reason = 'Ingen lön har betalats ut.'"); n != 1 {
		t.Errorf("%d empty reports", n)
	}
	again := w.openErrand("anna", errand(casework.OriginTelephone, casework.VerifiedCallback))
	_, err = w.try("anna", again, nothing)
	w.refused(err, casework.Conflict)
}

// TestNotOursErasesOurCopy is R5.
func TestNotOursErasesOurCopy(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for name, do := range map[string]casework.Decision{
		"member":   casework.MarkMemberErrand{Reason: "medlem frågar om a-kassa"},
		"not ours": casework.MarkNotOurs{Reason: "reklam"},
	} {
		r := w.reading(0, rowsOf(0), func(r *casework.Reading) { r.Kinds, r.Answer.Allowed = []string{"other"}, false })
		id := w.arrives(r)
		sha := w.open("anna", id).Mail.SHA256
		out := w.do("anna", id, do)
		if out.Case.State != casework.CaseClosed {
			t.Errorf("%s: %s", name, out.Case.State)
		}
		page := w.open("anna", id)
		if page.Mail != nil || len(page.Rows) != 0 || page.ErasedSHA != sha || sha == "" {
			t.Errorf("%s: something is left: %+v", name, page)
		}
		_, err := w.CaseFile(t.Context(), w.staff["anna"], id, 0)
		w.refused(err, casework.NotFound)
		if n := w.count("message WHERE id = $1 AND erased_at IS NOT NULL AND reason <> '' AND message_id IS NULL", r.MessageID); n != 1 {
			t.Errorf("%s: time and reason are not kept", name)
		}
		var raw [16]byte
		if err := w.store.Pool().QueryRow(t.Context(), "SELECT raw_object FROM message WHERE id = $1", r.MessageID).Scan(&raw); err != nil {
			t.Fatal(err)
		}
		if _, err := w.store.Fetch(t.Context(), vault.ID(raw)); !errors.Is(err, store.ErrErased) {
			t.Errorf("%s: the original opens: %v", name, err)
		}
	}
	if n := w.count("river_job WHERE kind = 'move_message' AND args->>'to' IN ('members', 'not_ours')"); n != 2 {
		t.Errorf("%d moves", n)
	}
	if n := w.count("vault_key k JOIN vault_object o ON o.id = k.object_id"); n != 0 {
		t.Errorf("%d objects can still be opened", n)
	}
	booked := w.arrives(w.reading(0, rowsOf(0)))
	w.approve("anna", booked)
	w.do("anna", booked, casework.Reopen{Reason: "fel"})
	_, err := w.try("anna", booked, casework.MarkNotOurs{Reason: "reklam"})
	w.refused(err, casework.Conflict)
}

func TestAppendOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.approve("anna", w.arrives(w.reading(0, rowsOf(0))))
	refused := func(what, code, sql string) {
		_, err := w.store.Pool().Exec(t.Context(), sql)
		var pg *pgconn.PgError
		if !errors.As(err, &pg) || pg.Code != code {
			t.Errorf("%s: %v", what, err)
		}
	}
	const restrict, check, unique = "23001", "23514", "23505"
	for _, table := range []string{"posting", "fee_report", "case_event", "access_log"} {
		refused("truncate "+table, restrict, "TRUNCATE "+table+" CASCADE")
		refused("delete "+table, restrict, "DELETE FROM "+table)
	}
	refused("update posting", restrict, "UPDATE posting SET member_fee = member_fee + 1")
	refused("update report", restrict, "UPDATE fee_report SET reason = 'x'")
	refused("update event", restrict, "UPDATE case_event SET text = 'x'")
	refused("false reversal", check, `INSERT INTO posting (report_id, row, member_id, member_fee, control_fee, reverses, mode)
		SELECT report_id, 99, member_id, -member_fee + 1, -control_fee, id, mode FROM posting LIMIT 1`)
	refused("two reversals", unique, `INSERT INTO posting (report_id, row, member_id, member_fee, control_fee, reverses, mode)
		SELECT report_id, 98 + n, member_id, -member_fee, -control_fee, id, mode FROM (SELECT * FROM posting LIMIT 1) p, generate_series(1, 2) n`)
	refused("control fee of nobody", check, `INSERT INTO posting (report_id, row, number_sealed, number_index, member_fee, control_fee, mode)
		SELECT report_id, 99, 'x', 'x', 1, 1, mode FROM posting LIMIT 1`)
	refused("report that does not add up", check, `INSERT INTO fee_report (company_id, period, version, kind, case_id, channel, booking_date, rows, member_fee,
		control_fee, decided_by, decided_at, screen, decision_key, reader, import_id, source_object, mode)
		SELECT company_id, period, 2, 'addition', case_id, channel, booking_date, 1, 5, 0, decided_by, decided_at, screen, 'another key of many', reader, import_id, source_object, mode FROM fee_report`)
}

// TestAppRoleOnlyAdds looks at what the production role may do where it must only add.
func TestAppRoleOnlyAdds(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, table := range []string{"posting", "fee_report", "case_event", "access_log", "fee_list_row"} {
		for privilege, want := range map[string]bool{"SELECT": true, "INSERT": true, "UPDATE": false, "DELETE": false, "TRUNCATE": false} {
			var may bool
			if err := w.store.Pool().QueryRow(t.Context(), "SELECT has_table_privilege('kontakten_app', $1, $2)", table, privilege).Scan(&may); err != nil {
				t.Fatal(err)
			}
			if may != want {
				t.Errorf("kontakten_app may %s %s: %v", privilege, table, may)
			}
		}
	}
	var may bool
	if err := w.store.Pool().QueryRow(t.Context(), "SELECT has_table_privilege('kontakten_app', 'case_file', 'UPDATE')").Scan(&may); err != nil || !may {
		t.Errorf("kontakten_app may not work: %v", err)
	}
}

func TestNoNumberInClear(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.arrives(w.reading(0, append(rowsOf(0), fees(100, false))))
	w.do("anna", id, casework.EditRows{Rows: edits(w.open("anna", id), func(r []casework.RowEdit) { r[4].Book = true })})
	page := w.open("anna", id)
	w.do("anna", id, casework.Approve{Screen: page.Screen, As: ledger.New, Accept: []string{"control_fee_lacking"}})
	rows, err := w.store.Pool().Query(t.Context(), `
		SELECT format('SELECT %L || count(*) FROM %I x WHERE x::text ~ ''%s''', table_name || ' ', table_name, $1::text)
		FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name NOT IN ('member', 'member_alias')`,
		strings.Join([]string{member(0).Full(), member(0).Full()[2:], member(100).Full(), member(100).Hyphened(), "Öberg100"}, "|"))
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var queries []string
	for rows.Next() {
		var q string
		if err := rows.Scan(&q); err != nil {
			t.Fatal(err)
		}
		queries = append(queries, q)
	}
	for _, q := range queries {
		var found string
		if err := w.store.Pool().QueryRow(t.Context(), q).Scan(&found); err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(found, " 0") {
			t.Errorf("a number stands in clear in %s rows", found)
		}
	}
	if len(queries) < 20 {
		t.Errorf("only %d tables were searched", len(queries))
	}
}

func TestNightlyWakesAndCloses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	waits := w.arrives(w.reading(0, nil))
	w.do("anna", waits, casework.SetWaiting{Reason: "frågat", Until: register.NewDate(2026, 11, 26)})
	done := w.arrives(w.reading(0, rowsOf(0)))
	w.approve("anna", done)
	night := func() {
		t.Helper()
		if err := w.Nightly(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	night()
	if w.open("anna", waits).Case.State != casework.CaseWaiting || w.open("anna", done).Case.State != casework.CaseDecided {
		t.Error("moved too early")
	}
	w.forward(2 * 24 * time.Hour)
	night()
	if page := w.open("anna", waits); page.Case.State != casework.CaseOpen || page.Case.WaitingReason != "" {
		t.Errorf("the case still waits: %+v", page.Case)
	}
	if w.open("anna", done).Case.State != casework.CaseDecided {
		t.Error("closed while its receipt is under way")
	}
	if _, err := w.store.Pool().Exec(t.Context(), "UPDATE outbox SET state = 'sent'"); err != nil {
		t.Fatal(err)
	}
	night()
	if w.open("anna", done).Case.State != casework.CaseClosed {
		t.Error("not closed")
	}
	if _, err := w.store.Pool().Exec(t.Context(), "UPDATE message SET state = 'cased' WHERE id = $1", w.message("lost")); err != nil {
		t.Fatal(err)
	}
	if err := w.Nightly(t.Context()); err == nil {
		t.Error("a lost message was not noticed")
	}
}
