package casebook_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/vault"
)

func TestEveryMessageBecomesACaseOrARejection(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	kinds := func(k ...string) func(*casework.Reading) { return func(r *casework.Reading) { r.Kinds = k } }
	tests := map[string]struct {
		change   func(*casework.Reading)
		rejected bool
		move     bool
		state    casework.CaseState
		message  string
	}{
		"fee data":      {kinds("fee_data"), false, true, casework.CaseNew, "cased"},
		"other":         {kinds("other"), false, false, casework.CaseNew, "cased"},
		"bounce":        {kinds("delivery_failure"), false, false, casework.CaseNew, "cased"},
		"out of office": {kinds("auto_reply"), true, false, "", "rejected"},
		"nothing at all": {func(r *casework.Reading) { r.Kinds, r.Company = nil, register.OrganisationNumber{} },
			false, false, casework.CaseNew, "cased"},
		"unreadable": {func(r *casework.Reading) { r.Kinds, r.Problem = []string{"other"}, "Mejlet är skadat." },
			false, false, casework.CaseAside, "aside"},
		"unreadable automatic reply": {func(r *casework.Reading) { r.Kinds, r.Problem = []string{"auto_reply"}, "Mejlet är skadat." },
			false, false, casework.CaseAside, "aside"},
	}
	for name, tc := range tests {
		r := w.reading(0, nil, tc.change)
		result, err := w.Intake(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		if (result.Rejected != "") != tc.rejected || (result.Case == 0) != tc.rejected || result.Move != tc.move {
			t.Errorf("%s: %+v", name, result)
		}
		if n := w.count("message WHERE id = $1 AND state = $2", r.MessageID, tc.message); n != 1 {
			t.Errorf("%s: the message is not %s", name, tc.message)
		}
		if n := w.count("river_job WHERE kind = 'move_message' AND (args->>'message_id')::bigint = $1", r.MessageID); (n == 1) != tc.move {
			t.Errorf("%s: %d moves", name, n)
		}
		if result.Case != 0 {
			if page := w.open("anna", result.Case); page.Case.State != tc.state || len(page.Events) < 2 {
				t.Errorf("%s: %s, %d events", name, page.Case.State, len(page.Events))
			}
		}
	}
	w.message("not worked yet")
	o, err := w.Overview(t.Context(), w.staff["anna"])
	if err != nil {
		t.Fatal(err)
	}
	if o.Seen != len(tests)+1 || o.Rejected != 1 || o.Unworked != 1 || o.Cased != len(tests)-1 || o.Unaccounted != 0 || o.Aside != 2 || o.New != 4 {
		t.Errorf("overview: %+v", o)
	}
}

func TestWantedAutomaticReplyIsACase(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.reading(0, nil, func(r *casework.Reading) { r.Kinds = []string{"auto_reply"} })
	if _, err := w.store.Pool().Exec(t.Context(), "UPDATE message SET wanted = true WHERE id = $1", r.MessageID); err != nil {
		t.Fatal(err)
	}
	if result, err := w.Intake(t.Context(), r); err != nil || result.Case == 0 {
		t.Errorf("%+v, %v", result, err)
	}
}

func TestSameReadingAgainChangesNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.reading(0, rowsOf(0))
	first := w.arrives(r)
	screen := w.open("anna", first).Screen
	if again := w.arrives(r); again != first || w.open("anna", first).Screen != screen || w.count("case_file") != 1 || w.count("outbox") != 1 {
		t.Error("the same reading made something new")
	}
	r.Reader, r.Draft.Rows = "2", rowsOf(0)[:2]
	if again := w.arrives(r); again != first || len(w.open("anna", first).Rows) != 2 {
		t.Error("a newer reader's rows are not shown")
	}
	w.do("anna", first, casework.EditRows{Rows: edits(w.open("anna", first), func(e []casework.RowEdit) { e[0].MemberFee = 1_00 })})
	r.Reader, r.Draft.Rows = "3", rowsOf(0)
	if w.arrives(r); len(w.open("anna", first).Rows) != 2 {
		t.Error("a person's edit was overwritten by a newer reader")
	}
}

func TestReplyFindsItsCase(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.arrives(w.reading(0, nil))
	var ours string
	if err := w.store.Pool().QueryRow(t.Context(), "SELECT message_id FROM outbox WHERE case_id = $1", id).Scan(&ours); err != nil {
		t.Fatal(err)
	}
	w.do("anna", id, casework.SetWaiting{Reason: "Frågat om rader.", Until: register.NewDate(2026, 12, 1)})
	answer := func(change func(*casework.Reading)) casework.CaseID {
		return w.arrives(w.reading(0, rowsOf(0), func(r *casework.Reading) { r.Header.InReplyTo = ours; change(r) }))
	}
	if other := answer(func(r *casework.Reading) { r.Sender = "okand@nagon.example" }); other == id {
		t.Error("a stranger threaded into the case")
	}
	if other := answer(func(r *casework.Reading) { r.Company = organisation(1) }); other == id {
		t.Error("another company threaded into the case")
	}
	if other := answer(func(r *casework.Reading) { r.Header.InReplyTo = "K-1018.abc@kontakten.sef.se" }); other == id {
		t.Error("a guessed id threaded into the case")
	}
	if got := answer(func(*casework.Reading) {}); got != id {
		t.Fatalf("the reply opened case %s", got)
	}
	page := w.open("anna", id)
	if page.Case.State != casework.CaseOpen || len(page.Rows) != 4 || page.Proposal.Kind != ledger.New {
		t.Errorf("%s, %d rows", page.Case.State, len(page.Rows))
	}
	w.approve("anna", id)
	if got := answer(func(r *casework.Reading) { r.Draft.Rows = nil }); got == id {
		t.Error("a reply went into a decided case")
	}
}

func TestProtectedPersonRestrictsTheCase(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	byRow := w.arrives(w.reading(2, rowsOf(0)[:0:0], func(r *casework.Reading) { r.Draft.Rows = append(r.Draft.Rows, fees(8, true)) }))
	byText := w.arrives(w.reading(2, nil, func(r *casework.Reading) { r.Numbers = []register.Personnummer{member(8)} }))
	for name, id := range map[string]casework.CaseID{"row": byRow, "text": byText} {
		_, err := w.OpenCase(t.Context(), w.staff["anna"], id, casework.Opening{})
		w.refused(err, casework.NotFound)
		_, err = w.CaseFile(t.Context(), w.staff["anna"], id, 0)
		w.refused(err, casework.NotFound)
		_, err = w.try("anna", id, casework.Reject{Reason: "nej"})
		w.refused(err, casework.NotFound)
		_, err = w.CaseByNumber(t.Context(), w.staff["anna"], id.String())
		w.refused(err, casework.NotFound)
		_, err = w.Take(t.Context(), w.staff["anna"], id, true)
		w.refused(err, casework.NotFound)
		if page := w.open("cia", id); !page.Case.Restricted {
			t.Errorf("%s: not restricted", name)
		}
	}
	queue, err := w.Queue(t.Context(), w.staff["anna"], casework.QueueFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range queue.Rows {
		if !r.Restricted || r.Company != nil || r.Subject != "" || r.Sender != "" || r.Kinds != nil || !r.Period.IsZero() {
			t.Errorf("the queue tells of a restricted case: %+v", r)
		}
	}
	filtered, err := w.Queue(t.Context(), w.staff["anna"], casework.QueueFilter{Period: october})
	if err != nil || len(filtered.Rows) != 0 {
		t.Errorf("a filter finds restricted cases: %+v, %v", filtered.Rows, err)
	}
	company, err := w.CompanyPage(t.Context(), w.staff["anna"], 100003)
	if err != nil || len(company.Cases) != 0 || company.Members != 1 {
		t.Errorf("the company page tells: %d cases, %d members, %v", len(company.Cases), company.Members, err)
	}
}

func TestBecomesProtectedLater(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.arrives(w.reading(0, rowsOf(0)))
	w.open("anna", id)
	if _, err := w.store.Pool().Exec(t.Context(), "UPDATE member SET protected = true WHERE personnummer = $1", member(1).Full()); err != nil {
		t.Fatal(err)
	}
	_, err := w.OpenCase(t.Context(), w.staff["anna"], id, casework.Opening{})
	w.refused(err, casework.NotFound)
}

// TestFactsGoToKnownAddressesOnly is R18: 500 mails of all mixtures, no fact to an address that
// was not known for the company before the mail came.
func TestFactsGoToKnownAddressesOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	rnd := rand.New(rand.NewPCG(18, 500))
	senders := []string{"lon@bolag0.example", "lon@bolag1.example", "bokforing@byra.example", "okand@nagon.example", "annan@bolag0.example",
		"LON@BOLAG0.EXAMPLE", "lon@bolag0.example.evil.example", ""}
	want := map[casework.CaseID]string{} // whom the receipt may go to
	for i := range 500 {
		company := rnd.IntN(2)
		sender := senders[rnd.IntN(len(senders))]
		r := w.reading(company, rowsOf(company), func(r *casework.Reading) {
			r.Sender = strings.ToLower(sender)
			r.Period = october.AddMonths(-i) // each its own month: New is proposed every time
			r.Mail.From, r.Mail.ReplyTo, r.Mail.Text = sender, senders[rnd.IntN(len(senders))], "Svara till "+senders[rnd.IntN(len(senders))]
			r.Answer.Allowed = rnd.IntN(5) > 0
			if rnd.IntN(4) == 0 {
				r.Company = register.OrganisationNumber{}
			}
		})
		id := w.arrives(r)
		if known := r.Sender == fmt.Sprintf("lon@bolag%d.example", company) || r.Sender == "bokforing@byra.example"; known && r.Answer.Allowed {
			want[id] = r.Sender
		}
		if rnd.IntN(3) == 0 {
			approveIfPossible(w, id)
		}
		w.forward(time.Hour)
	}
	receipts := checkOutbox(t, w, want)
	if receipts == 0 {
		t.Error("no receipt was sent at all")
	}
	if n := w.count("(SELECT FROM outbox WHERE template = 'acknowledgement' GROUP BY recipient, (created_at AT TIME ZONE 'Europe/Stockholm')::date HAVING count(*) > 1) x"); n != 0 {
		t.Errorf("%d senders got two acknowledgements on one day", n)
	}
}

func approveIfPossible(w *world, id casework.CaseID) {
	w.Helper()
	page := w.open("anna", id)
	if page.Proposal == nil {
		return
	}
	_, err := w.try("anna", id, casework.Approve{Screen: page.Screen, As: page.Proposal.Kind, Accept: []string{"member_missing"}})
	if err != nil && casework.KindOf(err) != casework.Invalid {
		w.Fatal(err)
	}
}

// checkOutbox reads every mail: an acknowledgement has the same words for all, and nothing else
// goes to an address that may not be told.
func checkOutbox(t *testing.T, w *world, want map[casework.CaseID]string) (receipts int) {
	t.Helper()
	rows, err := w.store.Pool().Query(t.Context(), "SELECT case_id, template, recipient, subject, body_object, in_reply_to, refs FROM outbox")
	if err != nil {
		t.Fatal(err)
	}
	type mail struct{ template, to, subject string }
	acknowledgement := ""
	var id casework.CaseID
	var m mail
	var object [16]byte
	var inReplyTo string
	var refs []string
	_, err = pgx.ForEachRow(rows, []any{&id, &m.template, &m.to, &m.subject, &object, &inReplyTo, &refs}, func() error {
		body, err := w.store.Fetch(t.Context(), vault.ID(object))
		if err != nil {
			return err
		}
		text := m.subject + "\n" + string(body)
		if !strings.Contains(m.subject, id.String()) || inReplyTo == "" || len(refs) != 2 || refs[1] != inReplyTo {
			t.Errorf("%s: subject %q, in reply to %q, references %q", id, m.subject, inReplyTo, refs)
		}
		if strings.Contains(text, "Öberg") || casework.HoldsPersonnummer(text) {
			t.Errorf("%s tells of a member", id)
		}
		switch m.template {
		case "acknowledgement":
			same := strings.ReplaceAll(text, id.String(), "K-0")
			if acknowledgement == "" {
				acknowledgement = same
			}
			if same != acknowledgement || strings.Contains(same, "Bolag") || strings.Contains(same, "kr\n") {
				t.Errorf("%s: an acknowledgement of other words:\n%s", id, text)
			}
		case "receipt":
			receipts++
			if want[id] == "" || m.to != want[id] {
				t.Errorf("%s: a receipt went to %s, allowed is %q", id, m.to, want[id])
			}
			if strings.Contains(text, "Antal rader: 2") && strings.Contains(text, "Summa") {
				t.Errorf("%s: a company with two members was told its total", id)
			}
		default:
			t.Errorf("%s: %s was sent", id, m.template)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return receipts
}

// TestMailOlderThanTheFirstDelivery: what lay in the mailbox when the program was put in may be
// answered to the register's addresses, but not to an address that came to be known later.
func TestMailOlderThanTheFirstDelivery(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if _, err := w.store.Pool().Exec(t.Context(), `
		INSERT INTO company_address (company_id, address, source, known_since) SELECT id, 'senare@bolag0.example', 'register', $1 FROM company WHERE customer_number = 100001`,
		w.clock()); err != nil {
		t.Fatal(err)
	}
	w.forward(-365 * 24 * time.Hour)
	for sender, want := range map[string]bool{"lon@bolag0.example": true, "senare@bolag0.example": false} {
		id := w.arrives(w.reading(0, nil, func(r *casework.Reading) { r.Sender = sender }))
		if got := w.open("anna", id).Case.SenderKnown; got != want {
			t.Errorf("%s known: %v", sender, got)
		}
	}
}
