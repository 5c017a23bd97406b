package casebook_test

import (
	"testing"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/register"
)

// oursIn is the Message-ID of our acknowledgement in a case.
func (w *world) oursIn(id casework.CaseID) (ours string) {
	w.Helper()
	if err := w.store.Pool().QueryRow(w.Context(), "SELECT message_id FROM outbox WHERE case_id = $1 ORDER BY id LIMIT 1", id).Scan(&ours); err != nil {
		w.Fatal(err)
	}
	return ours
}

// says is a reply to a case's mail.
func (w *world) says(id casework.CaseID, kind, text string) casework.Reading {
	w.Helper()
	return w.reading(0, nil, func(r *casework.Reading) {
		r.Header.InReplyTo, r.Kinds, r.Mail.Text = w.oursIn(id), []string{kind}, text
	})
}

func TestThanksAndOutOfOfficeWakeNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	waiting := w.arrives(w.reading(0, rowsOf(0)))
	w.do("anna", waiting, casework.SetWaiting{Reason: "Frågat om rader.", Until: register.NewDate(2026, 12, 1)})
	decided := w.arrives(w.reading(0, rowsOf(0), func(r *casework.Reading) { r.Sender = "bokforing@byra.example" }))
	w.do("anna", decided, casework.Reject{Reason: "Dubblett"})
	before := w.open("anna", waiting).Case
	for _, r := range []casework.Reading{
		w.says(waiting, "other", "Tack så mycket för hjälpen!\n\nMvh Lena\n\nDen 24 november 2026 skrev Kontakten:\n> Vi har tagit emot"),
		w.says(waiting, "auto_reply", "Jag är på semester till den 7 januari."),
	} {
		if got := w.arrives(r); got != waiting {
			t.Errorf("went to case %s", got)
		}
	}
	if after := w.open("anna", waiting).Case; after.State != casework.CaseWaiting || after.Revision != before.Revision || !after.Changed.Equal(before.Changed) {
		t.Errorf("%+v became %+v", before, after)
	}
	thanks := w.says(decided, "other", "Tack!")
	thanks.Sender = "bokforing@byra.example"
	if got := w.arrives(thanks); got != decided || w.open("anna", decided).Case.State != casework.CaseDecided {
		t.Errorf("thanks for a decided case went to %s", got)
	}
	more := w.says(decided, "other", "Tack! Men varför blev det avslag?")
	more.Sender = "bokforing@byra.example"
	if got := w.arrives(more); got == decided {
		t.Error("a question went into a decided case unseen")
	}
}

func TestIsThanks(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"Tack!": true, "Hej! Tack så mycket för snabbt svar.": true, "Ok, tack\n--\nLena": true, "TACK\n\nFrån: Kontakten": true,
		"": false, "Ok": false, "Tack, men summan är fel": false, "Tack i förhand för inloggningen": false, "Hej": false,
	} {
		if got := casework.IsThanks(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestMergedCaseForwardsReplies(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	stays := w.arrives(w.reading(0, rowsOf(0)))
	goes := w.arrives(w.reading(0, nil, func(r *casework.Reading) { r.Sender = "bokforing@byra.example"; r.Kinds = []string{"question"} }))
	other := w.arrives(w.reading(1, rowsOf(1)))
	_, err := w.try("anna", goes, casework.Merge{Into: other})
	w.refused(err, casework.Invalid)
	_, err = w.try("anna", goes, casework.Merge{Into: goes})
	w.refused(err, casework.Invalid)
	_, err = w.try("anna", goes, casework.Merge{Into: 99999})
	w.refused(err, casework.NotFound)
	w.do("anna", goes, casework.Merge{Into: stays})
	tomb := w.open("anna", goes).Case
	if tomb.State != casework.CaseMerged || tomb.MergedInto != stays {
		t.Errorf("%+v", tomb)
	}
	if n := w.count("case_message WHERE case_id = $1", stays); n != 2 {
		t.Errorf("%d mails", n)
	}
	late := w.says(goes, "question", "En fråga till: när kommer listan?")
	late.Sender = "bokforing@byra.example"
	if got := w.arrives(late); got != stays {
		t.Errorf("a late reply went to %s", got)
	}
	_, err = w.try("anna", goes, casework.Reopen{Reason: "Fel"})
	w.refused(err, casework.Conflict)
}

func TestPassedOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.arrives(w.reading(0, rowsOf(0)))
	_, err := w.try("anna", id, casework.PassOn{To: "bo", Words: "Du kan företaget."})
	w.refused(err, casework.Invalid) // Bo has not enrolled
	if _, err := w.store.Pool().Exec(t.Context(), "UPDATE staff SET enrolled = true"); err != nil {
		t.Fatal(err)
	}
	w.do("anna", id, casework.PassOn{To: "bo", Words: "Du kan företaget."})
	if page := w.open("anna", id); page.HeldBy != "Bo" {
		t.Errorf("held by %q", page.HeldBy)
	}
}

func TestBounceMarksTheAddress(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	bounce := func(of casework.CaseID, status string) casework.CaseID {
		r := w.reading(0, nil, func(r *casework.Reading) {
			r.Kinds, r.Sender = []string{"delivery_failure"}, "mailer-daemon@mx.example"
		})
		r.MessageID = w.message("Subject: Undelivered " + key() + "\r\n\r\nStatus: " + status + "\r\nMessage-ID: <" + w.oursIn(of) + ">\r\n")
		return w.arrives(r)
	}
	hard := w.arrives(w.reading(0, rowsOf(0)))
	w.do("anna", hard, casework.Reject{Reason: "Dubblett"})
	if got := bounce(hard, "5.1.1"); got != hard {
		t.Fatalf("the bounce went to %s", got)
	}
	if w.open("anna", hard).Case.State != casework.CaseOpen {
		t.Error("the case waits for nobody")
	}
	page, err := w.CompanyPage(t.Context(), w.staff["anna"], 100001)
	if err != nil || len(page.Addresses) != 2 || page.Addresses[1] != "lon@bolag0.example (studsar sedan 2026-11-24)" {
		t.Errorf("%q, %v", page.Addresses, err)
	}
	soft := w.arrives(w.reading(0, nil, func(r *casework.Reading) { r.Sender = "bokforing@byra.example"; r.Kinds = []string{"question"} }))
	for i := range 3 {
		if n := w.count("company_address WHERE address = 'bokforing@byra.example' AND bounces_since IS NOT NULL"); n != 0 {
			t.Errorf("marked after %d soft bounces", i)
		}
		bounce(soft, "4.2.2")
	}
	if n := w.count("company_address WHERE address = 'bokforing@byra.example' AND bounces_since IS NOT NULL"); n == 0 {
		t.Error("three soft bounces mark nothing")
	}
	stray := w.reading(0, nil, func(r *casework.Reading) { r.Kinds = []string{"delivery_failure"} })
	if got := w.arrives(stray); got == hard || got == soft {
		t.Error("another's bounce went into our case")
	}
}
