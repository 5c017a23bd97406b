package kinds

import (
	"strings"
	"testing"

	"sef.se/kontakten/mailin/message"
)

// TestMayAnswer checks rules 14 and 25: every header that forbids an automatic
// answer, and those that do not.
func TestMayAnswer(t *testing.T) {
	t.Parallel()
	ours := func(a string) bool { return strings.HasSuffix(a, "@sef.se") }
	person := Verdict{Kinds: []Kind{Question}}
	for _, c := range []struct {
		headers string
		verdict Verdict
		want    bool
	}{
		{"From: a@b.example", person, true},
		{"Return-Path: <a@b.example>\nFrom: a@b.example", person, true},
		{"Return-Path: <>\nFrom: a@b.example", person, false},
		{"Return-Path:\nFrom: a@b.example", person, false},
		{"Auto-Submitted: no\nFrom: a@b.example", person, true},
		{"Auto-Submitted: No (really)\nFrom: a@b.example", person, true},
		{"Auto-Submitted: auto-generated\nFrom: a@b.example", person, false},
		{"Auto-Submitted: auto-replied; owner-email=x\nFrom: a@b.example", person, false},
		{"Precedence: bulk\nFrom: a@b.example", person, false},
		{"Precedence: List\nFrom: a@b.example", person, false},
		{"Precedence: junk\nFrom: a@b.example", person, false},
		{"Precedence: first-class\nFrom: a@b.example", person, true},
		{"List-Id: <x.example>\nFrom: a@b.example", person, false},
		{"List-Unsubscribe: <mailto:x@y.example>\nFrom: a@b.example", person, true},
		{"X-Auto-Response-Suppress: All\nFrom: a@b.example", person, false},
		{"X-Auto-Response-Suppress: DR, OOF, AutoReply\nFrom: a@b.example", person, false},
		{"X-Auto-Response-Suppress: DR, RN\nFrom: a@b.example", person, true},
		{"From: kontakten@sef.se", person, false},
		{"From: MAILER-DAEMON@b.example", person, false},
		{"From: no-reply@b.example", person, false},
		{"From: noreply.lon@b.example", person, false},
		{"From: donotreply@b.example", person, false},
		{"From: norea@b.example", person, true},
		{"From: no@b.example", person, true},
		{"From: a@noreply.example", person, true},
		{"From: a@b.example", Verdict{Kinds: []Kind{AutoReply}}, false},
		{"From: a@b.example", Verdict{Kinds: []Kind{DeliveryFailure}}, false},
		{"From: a@b.example", Verdict{Kinds: []Kind{Other}}, true},
		{"Subject: ingen avsändare", person, true},
	} {
		h := message.Parse([]byte(c.headers + "\n\nx")).Header()
		got, why := MayAnswer(h, c.verdict, ours)
		if got != c.want || (why == "") != got {
			t.Errorf("%q: %v %q, want %v", c.headers, got, why, c.want)
		}
	}
}

// TestAutomatic checks how machines are told from persons.
func TestAutomatic(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		want Kind
		raw  string
	}{
		{AutoReply, "Subject: Autosvar: Redovisning\nAuto-Submitted: auto-replied\n\nJag är ledig."},
		{AutoReply, "Subject: Automatiskt svar: Redovisning\n\nTack för ditt mejl, jag är åter på kontoret den 5 november."},
		{AutoReply, "Subject: SV: Redovisning\nX-Autoreply: yes\n\nJag är på semester t.o.m. fredag."},
		{AutoReply, "Subject: Frånvarande\n\nJag är föräldraledig och läser inte min e-post."},
		{AutoReply, "Subject: Out of office\n\nI am away until Monday."},
		{AutoReply, "Subject: Re: Påminnelse\nPrecedence: auto_reply\n\nLön stängt vecka 44, vi svarar när vi är åter den 2 november."},
		{AutoReply, "Subject: Ditt ärende 4711\nAuto-Submitted: auto-generated\n\nVi har tagit emot ditt ärende."},
		{AutoReply, "Subject: Semesterstängt\n\nDetta är ett automatiskt svar. Kontoret är stängt till den 3 augusti."},
		{AutoReply, "Subject: Läst: Påminnelse\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\n\nLäst.\n--b\nContent-Type: message/disposition-notification\n\nx\n--b--"},
		{AutoReply, "Subject: Re: Påminnelse\nX-Autorespond: x\nAuto-Submitted: auto-replied\n\nEva har slutat hos oss. Kontakta lon@b.example."},
		{DeliveryFailure, "Subject: Undelivered Mail Returned to Sender\nFrom: MAILER-DAEMON@x.example\n\nI'm sorry to have to inform you that your message could not be delivered"},
		{DeliveryFailure, "Subject: Undeliverable: Påminnelse\nFrom: postmaster@x.example\n\nDelivery has failed to these recipients"},
		{DeliveryFailure, "Subject: Kunde inte levereras: Påminnelse\nFrom: postmaster@x.example\n\nAdressen hittades inte."},
		{DeliveryFailure, "Subject: Returned mail: see transcript for details\nReturn-Path: <>\n\n550 5.1.1 User unknown"},
		{DeliveryFailure, "Subject: Delivery Status Notification (Failure)\nX-Failed-Recipients: a@b.example\n\nx"},
		{DeliveryFailure, "Subject: Mail delivery failed\nFrom: Mail Delivery System <mailer-daemon@x.example>\n\nno such user"},
		{CredentialRequest, "Subject: Inloggning\n\nVi har inte fått några inloggningsuppgifter. Jag är ledig fredag."},
		{Question, "Subject: Fråga\nPrecedence: bulk\n\nHur ska filen se ut om vi vill redovisa via fil?"},
		{Other, "Subject: Kvitto\nAuto-Submitted: auto-generated\n\nTack för ditt köp av en lampa."},
	} {
		m := message.Parse([]byte(c.raw))
		text := ""
		for _, p := range m.Leaves() {
			if p.MediaType == "text/plain" {
				s, _ := p.Text()
				text += s
			}
		}
		got := Decide(Input{Message: m, Subject: m.Header().Get("Subject"), Text: text, All: text})
		if got.Kinds[0] != c.want {
			t.Errorf("%q: %v (%+v)", c.raw, got.Kinds, got.Evidence)
		}
	}
}
