package jobs

import (
	"strings"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/mailin/authresult"
)

// authenticated adds to a reading what our mail server found out about the sender: for the page, and as evidence.
// Nothing else depends on it.
func authenticated(r *casework.Reading, a authresult.Results) {
	add := func(method string, v authresult.Verdict, domain string) {
		if v != "" {
			r.Mail.Checks = append(r.Mail.Checks, casework.SenderCheck{Method: method, Verdict: string(v), Domain: plainDomain(domain)})
		}
	}
	add("SPF", a.SPF, a.MailFrom)
	add("DKIM", a.DKIM, strings.Join(a.Signed, ", "))
	add("DMARC", a.DMARC, a.HeaderFrom)
	add("compauth", a.CompAuth, "")
	_, domain, _ := strings.Cut(r.Sender, "@")
	text := "mejlservern kunde inte bekräfta att mejlet kommer från avsändarens domän"
	if a.Confirms(domain) {
		text = "mejlservern bekräftar att mejlet kommer från " + domain
	}
	r.Evidence = append(r.Evidence, casework.Evidence{Of: "sender", By: "authentication", Text: text, Points: domain})
}

// plainDomain bounds a domain that a stranger wrote.
func plainDomain(s string) string {
	if len(s) > 100 {
		return s[:100]
	}
	return s
}
