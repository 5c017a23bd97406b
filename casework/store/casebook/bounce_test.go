package casebook_test

import (
	"strings"
	"testing"

	"sef.se/kontakten/casework"
)

// bounces takes in a bounce of one of our mails.
func (w *world) bounces(messageID, status, action string) casework.IntakeResult {
	w.Helper()
	r := w.reading(0, nil, func(r *casework.Reading) {
		r.Kinds, r.Sender = []string{"delivery_failure"}, "mailer-daemon@mx.example"
	})
	r.MessageID = w.message("Subject: Undelivered " + key() + "\r\n\r\nAction: " + action + "\r\nStatus: " + status + "\r\nMessage-ID: <" + messageID + ">\r\n")
	result, err := w.Intake(w.Context(), r)
	if err != nil {
		w.Fatal(err)
	}
	return result
}

// latest is the latest mail of a case: its Message-ID and where it goes.
func (w *world) latest(id casework.CaseID, template string) (messageID, to string) {
	w.Helper()
	if err := w.store.Pool().QueryRow(w.Context(), "SELECT message_id, recipient FROM outbox WHERE case_id = $1 AND template = $2 ORDER BY id DESC LIMIT 1", id, template).
		Scan(&messageID, &to); err != nil {
		w.Fatal(err)
	}
	return messageID, to
}

// TestWhatComesBackGoesTheNextWay follows a receipt from one address to the other and onto paper (R34).
func TestWhatComesBackGoesTheNextWay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.arrives(w.reading(0, rowsOf(0)))
	w.approve("anna", id)
	first, to := w.latest(id, "receipt")
	if got := w.bounces(first, "4.4.1", "delayed"); got.Case != id || w.count("outbox WHERE bounced_at IS NOT NULL") != 0 {
		t.Errorf("a mail that is still tried counts as lost: %+v", got)
	}
	if got := w.bounces(first, "5.1.1", "failed"); got.Case != id || !got.Move {
		t.Fatalf("%+v", got)
	}
	second, other := w.latest(id, "receipt")
	if second == first || other == to || w.count("outbox WHERE instead_of IS NOT NULL AND recipient = $1", other) != 1 {
		t.Fatalf("sent to %s, again to %s", to, other)
	}
	if n := w.count("outbox a JOIN outbox b ON b.instead_of = a.id AND b.body_object <> a.body_object"); n != 1 {
		t.Error("the second mail shares the sealed body of the first: erasing one would erase both")
	}
	if c := w.open("anna", id).Case; c.State != casework.CaseDecided {
		t.Errorf("the case is %s: nobody has anything to do", c.State)
	}
	if got := w.bounces(second, "5.7.1", "failed"); got.Case != id {
		t.Fatalf("%+v", got)
	}
	if third, _ := w.latest(id, "receipt"); third != second {
		t.Error("a third mail went")
	}
	if n := w.count("confirmation WHERE case_id = $1 AND way = 'letter' AND state = 'waiting' AND template = 'answer' AND facts->>'Text' LIKE '%oktober 2026%'", id); n != 1 {
		t.Errorf("%d letters wait", n)
	}
	events := w.open("anna", id).Events
	if last := events[len(events)-1]; last.Kind != casework.EventBounced || !strings.Contains(last.Text, "med brev") {
		t.Errorf("%+v", last)
	}
}

func TestChangeThatComesBackGoesByLetter(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.arrives(w.reading(0, nil, func(r *casework.Reading) { r.Kinds = []string{"paper_request"} }))
	w.do("anna", id, casework.ChangeChannel{To: "web", From: october.AddMonths(1)})
	if n := w.count("outbox WHERE template = 'channel'"); n != 2 {
		t.Fatalf("%d confirmations", n)
	}
	one, _ := w.latest(id, "channel")
	w.bounces(one, "5.1.1", "failed")
	if w.count("outbox WHERE template = 'channel'") != 2 || w.count("confirmation WHERE way = 'letter'") != 0 {
		t.Error("the other address has had it: nothing more goes")
	}
	var other string
	if err := w.store.Pool().QueryRow(t.Context(), "SELECT message_id FROM outbox WHERE template = 'channel' AND bounced_at IS NULL").Scan(&other); err != nil {
		t.Fatal(err)
	}
	w.bounces(other, "5.1.1", "failed")
	if n := w.count("confirmation WHERE way = 'letter' AND template = 'channel' AND state = 'waiting'"); n != 1 {
		t.Errorf("%d letters wait", n)
	}
}

// TestReminderThatComesBackCountsAsNone: printroom sends it another way (its own test).
func TestReminderThatComesBackCountsAsNone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const ours = "p.0123456789abcdef01234567@kontakten.sef.se"
	if _, err := w.store.Pool().Exec(t.Context(), `
		WITH body AS (INSERT INTO vault_object (id, sealed) VALUES (gen_random_uuid(), '') RETURNING id)
		INSERT INTO outbox (company_id, template, automatic, recipient, subject, body_object, message_id, mode, state, not_before, created_at)
		SELECT 1, 'reminder1', true, 'lon@bolag0.example', 'Listan', body.id, $1, 'test', 'sent', now(), now() FROM body`, ours); err != nil {
		t.Fatal(err)
	}
	got := w.bounces(ours, "5.1.1", "failed")
	if got.Case != 0 || !strings.Contains(got.Rejected, "påminnelse") {
		t.Errorf("%+v", got)
	}
	if w.count("outbox WHERE bounced_at IS NOT NULL") != 1 || w.count("company_address WHERE address = 'lon@bolag0.example' AND bounces_since IS NOT NULL") == 0 {
		t.Error("the reminder stands as sent, or its address as good")
	}
}
