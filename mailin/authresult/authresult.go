package authresult

import (
	"strings"

	"github.com/emersion/go-msgauth/authres"

	"sef.se/kontakten/mailin/message"
)

// Trust says which field is believed. The zero value believes none.
type Trust struct {
	// Border is the host that takes mail in from outside, as the "by" of its Received line names it; with a dot in
	// front, any host below that domain (".mail.protection.outlook.com").
	Border string
	// ServerID is the authserv-id that the field must carry; "" for servers that write none (Exchange Online).
	ServerID string
}

// Verdict is the result of one method, as the field writes it: pass, fail, softfail, none, neutral …
type Verdict string

// Pass is the verdict of a method that confirmed the sender.
const Pass Verdict = "pass"

// Results are what the trusted server says. A method that it does not mention is "".
type Results struct {
	SPF, DKIM, DMARC, CompAuth Verdict
	MailFrom                   string   // domain that SPF was asked for
	Signed                     []string // domains whose DKIM signatures hold
	HeaderFrom                 string   // domain that DMARC was asked for
}

// Confirms tells whether DMARC, or Exchange's own judgement, confirms that the message is from the domain of its From
// address. It is evidence only.
func (r Results) Confirms(fromDomain string) bool {
	same := strings.EqualFold(r.HeaderFrom, fromDomain) && fromDomain != ""
	return same && (r.DMARC == Pass || r.DMARC == "" && r.CompAuth == Pass)
}

// Read gives what the trusted server found out about a message; false where no field is believed or the one that is
// cannot be read.
func (t Trust) Read(h message.Header) (Results, bool) {
	field, ok := t.believed(h)
	if !ok {
		return Results{}, false
	}
	if t.ServerID == "" {
		return tolerant(field)
	}
	id, results, err := authres.Parse(field)
	if err != nil || !strings.EqualFold(id, t.ServerID) {
		return Results{}, false
	}
	return gathered(results), true
}

// believed finds the topmost field, where it stands above the border's Received line.
func (t Trust) believed(h message.Header) (string, bool) {
	field, found, border := "", false, false
	h.Each(func(name, value string) bool {
		switch {
		case strings.EqualFold(name, "Authentication-Results") && !found:
			field, found = value, true
		case strings.EqualFold(name, "Received") && t.isBorder(value):
			border = true
			return false // what stands below came with the message
		}
		return true
	})
	return field, found && border
}

// isBorder tells whether a Received line is the border's own: "from … by HOST …".
func (t Trust) isBorder(received string) bool {
	words := strings.Fields(uncommented(received))
	if t.Border == "" || len(words) < 4 || !strings.EqualFold(words[0], "from") || !strings.EqualFold(words[2], "by") {
		return false
	}
	host := strings.ToLower(strings.TrimRight(words[3], ".;"))
	border := strings.ToLower(t.Border)
	if strings.HasPrefix(border, ".") {
		return strings.HasSuffix(host, border)
	}
	return host == border
}

// gathered puts the results of go-msgauth together.
func gathered(results []authres.Result) Results {
	var r Results
	for _, one := range results {
		switch one := one.(type) {
		case *authres.SPFResult:
			r.SPF, r.MailFrom = worse(r.SPF, Verdict(one.Value)), domainOf(one.From)
		case *authres.DKIMResult:
			r.signature(Verdict(one.Value), one.Domain)
		case *authres.DMARCResult:
			r.DMARC, r.HeaderFrom = worse(r.DMARC, Verdict(one.Value)), domainOf(one.From)
		}
	}
	return r
}

// signature adds a DKIM signature: one that holds is enough.
func (r *Results) signature(v Verdict, domain string) {
	if v == Pass {
		r.Signed = append(r.Signed, strings.ToLower(domain))
	}
	if r.DKIM != Pass {
		r.DKIM = v
	}
}

// worse keeps a verdict that is no pass where a field states a method twice.
func worse(old, next Verdict) Verdict {
	if old != "" && old != Pass {
		return old
	}
	return next
}

// domainOf takes the domain of an address or gives the domain itself.
func domainOf(s string) string {
	if i := strings.LastIndexByte(s, '@'); i >= 0 {
		s = s[i+1:]
	}
	return strings.ToLower(strings.Trim(s, `<>" `))
}
