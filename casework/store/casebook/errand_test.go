package casebook_test

import (
	"strings"
	"testing"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/internal/register"
)

func errand(origin casework.Origin, verified casework.Verified) casework.NewErrand {
	return casework.NewErrand{Key: key(), Origin: origin, Customer: 100001, Period: october, Kinds: []string{"fee_data"},
		Caller: "Lena Löneansvarig", Subject: "Avgifter för oktober", Verified: verified}
}

func (w *world) openErrand(who string, e casework.NewErrand) casework.CaseID {
	w.Helper()
	id, err := w.OpenErrand(w.Context(), w.staff[who], e)
	if err != nil {
		w.Fatal(err)
	}
	return id
}

// told are rows as a clerk types them from the telephone.
func told() casework.EditRows {
	var edit casework.EditRows
	for i := range 4 {
		edit.Rows = append(edit.Rows, casework.RowEdit{From: -1, Number: member(i).Full(), MemberFee: 608_00, ControlFee: 160_00, HasControl: true})
	}
	total := register.Amount(4 * 768_00)
	edit.Stated = &total
	return edit
}

func TestAmountsByTelephoneNeedACallBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.openErrand("anna", errand(casework.OriginTelephone, casework.VerifiedCallback))
	w.do("anna", id, told())
	out := w.approve("anna", id)
	if out.Report == 0 || out.Case.State != casework.CaseDecided {
		t.Fatalf("%+v", out)
	}
	page, err := w.CompanyPage(t.Context(), w.staff["anna"], 100001)
	if err != nil {
		t.Fatal(err)
	}
	v := page.Reports[0].Versions[0]
	if v.Channel != "telephone" || v.Postings[0].Source.Place != "telefon, Lena Löneansvarig, 2026-11-24" {
		t.Errorf("%q %+v", v.Channel, v.Postings[0].Source)
	}
	if n := w.count("outbox WHERE template = 'receipt' AND recipient IN ('lon@bolag0.example', 'bokforing@byra.example')"); n != 2 {
		t.Errorf("%d receipts to the registered addresses", n)
	}
	if n := w.count("case_event WHERE text LIKE '%Lena%'"); n != 0 {
		t.Error("the caller's name stands in clear")
	}
}

func TestVerificationLimitsTheErrand(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	contact := casework.UpdateContact{Contact: casework.Contact{Name: "Ny", Email: "ny@bolag0.example"}}
	channel := casework.ChangeChannel{To: register.ChannelWeb, From: october.AddMonths(1)}
	for _, tc := range []struct {
		name  string
		e     casework.NewErrand
		do    casework.Decision
		allow bool
	}{
		{"nobody's rows", errand(casework.OriginTelephone, casework.VerifiedNot), told(), false},
		{"nobody's booking", errand(casework.OriginTelephone, casework.VerifiedNot), casework.Approve{Screen: "x", As: ledger.New}, false},
		{"nobody's contact", errand(casework.OriginCounter, casework.VerifiedNot), contact, false},
		{"nobody's channel", errand(casework.OriginLetter, casework.VerifiedNot), channel, false},
		{"nobody's credentials", errand(casework.OriginTelephone, casework.VerifiedNot), casework.OrderCredentials{}, false},
		{"nobody's note", errand(casework.OriginTelephone, casework.VerifiedNot), casework.AddNote{Text: "Ringde."}, true},
		{"called back: contact", errand(casework.OriginTelephone, casework.VerifiedCallback), contact, true},
		{"called back: channel", errand(casework.OriginTelephone, casework.VerifiedCallback), channel, true},
		{"by letter: rows", errand(casework.OriginLetter, casework.VerifiedCallback), told(), true},
	} {
		_, err := w.try("anna", w.openErrand("anna", tc.e), tc.do)
		if (err == nil) != tc.allow || err != nil && casework.KindOf(err) != casework.Denied {
			t.Errorf("%s: %v", tc.name, err)
		}
	}
}

func TestErrandsThatAreRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for name, change := range map[string]func(*casework.NewErrand){
		"no verification":   func(e *casework.NewErrand) { e.Verified = "" },
		"by mail":           func(e *casework.NewErrand) { e.Origin = casework.OriginMail },
		"nobody's number":   func(e *casework.NewErrand) { e.Customer = 1 },
		"no errand":         func(e *casework.NewErrand) { e.Kinds = nil },
		"an errand of ours": func(e *casework.NewErrand) { e.Kinds = []string{"delivery_failure"} },
		"no caller":         func(e *casework.NewErrand) { e.Caller = " " },
		"a number in words": func(e *casework.NewErrand) { e.Subject = "gäller " + member(1).Hyphened() },
		"far ahead":         func(e *casework.NewErrand) { e.Period = october.AddMonths(9) },
		"an unknown list": func(e *casework.NewErrand) {
			e.Verified, e.List, e.Total = casework.VerifiedListTotal, "1000012610137", 1
		},
		"no number of a list": func(e *casework.NewErrand) { e.Verified, e.List, e.Total = casework.VerifiedListTotal, "12", 1 },
		"a short key":         func(e *casework.NewErrand) { e.Key = "x" },
	} {
		e := errand(casework.OriginTelephone, casework.VerifiedCallback)
		change(&e)
		if _, err := w.OpenErrand(t.Context(), w.staff["anna"], e); casework.KindOf(err) != casework.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if w.count("case_file") != 0 {
		t.Error("a refused errand was kept")
	}
	e := errand(casework.OriginTelephone, casework.VerifiedNot)
	if a, b := w.openErrand("anna", e), w.openErrand("anna", e); a != b {
		t.Error("a double click opened two errands")
	}
	page := w.open("anna", w.openErrand("anna", errand(casework.OriginCounter, casework.VerifiedNot)))
	if page.Case.Holder == nil || page.Case.State != casework.CaseOpen || page.Case.Verified != casework.VerifiedNot || !strings.Contains(page.Events[0].Text, "inte verifierad") {
		t.Errorf("%+v %+v", page.Case, page.Events)
	}
}
