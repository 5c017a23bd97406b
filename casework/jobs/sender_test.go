package jobs

import (
	"strings"
	"testing"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/mailin/authresult"
)

func TestAuthenticatedIsShownAndNothingElse(t *testing.T) {
	t.Parallel()
	r := casework.Reading{Sender: "lon@bolag.example", Flags: []string{"sender_unknown"}}
	authenticated(&r, authresult.Results{SPF: "pass", DMARC: "pass", HeaderFrom: "bolag.example", MailFrom: strings.Repeat("x", 500)})
	if len(r.Mail.Checks) != 2 || len(r.Mail.Checks[0].Domain) > 100 {
		t.Errorf("checks %+v", r.Mail.Checks)
	}
	if len(r.Evidence) != 1 || !strings.Contains(r.Evidence[0].Text, "bekräftar") {
		t.Errorf("evidence %+v", r.Evidence)
	}
	if len(r.Flags) != 1 { // a pass takes no flag away: an unknown sender stays unknown
		t.Errorf("flags %v", r.Flags)
	}
	other := casework.Reading{Sender: "lon@annat.example"}
	authenticated(&other, authresult.Results{DMARC: "pass", HeaderFrom: "bolag.example"})
	if !strings.Contains(other.Evidence[0].Text, "kunde inte") {
		t.Errorf("a pass for another domain: %q", other.Evidence[0].Text)
	}
}
