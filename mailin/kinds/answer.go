package kinds

import (
	"regexp"
	"strings"

	"sef.se/kontakten/mailin/message"
)

var noReply = regexp.MustCompile(`(?i)(no[-._]?reply|do[-._]?not[-._]?reply|ej[-._]?svar|svara[-._]?(ej|inte)|inte[-._]?svar)[^@]*@`)

// MayAnswer tells whether an automatic acknowledgement may be sent (RFC 3834;
// rules 14 and 25), and why not, in Swedish. ours tells an address of our own.
func MayAnswer(h message.Header, v Verdict, ours func(string) bool) (allowed bool, why string) {
	switch {
	case v.Is(AutoReply):
		return false, "brevet är ett automatiskt svar"
	case v.Is(DeliveryFailure):
		return false, "brevet är en leveransrapport"
	case nullPath(h):
		return false, "returadressen är tom"
	case h.Has("Auto-Submitted") && autoSubmitted(h) != "no":
		return false, "brevet är skickat av en maskin (Auto-Submitted)"
	case h.Has("List-Id"):
		return false, "brevet är ett utskick till en lista (List-Id)"
	}
	for _, p := range h.All("Precedence") {
		switch strings.ToLower(strings.TrimSpace(p)) {
		case "bulk", "list", "junk":
			return false, "brevet är ett massutskick (Precedence)"
		}
	}
	for _, s := range h.All("X-Auto-Response-Suppress") {
		for word := range strings.FieldsFuncSeq(strings.ToLower(s), func(r rune) bool { return r == ',' || r == ' ' || r == ';' }) {
			if word == "all" || word == "oof" || word == "autoreply" {
				return false, "avsändaren vill inte ha automatiska svar"
			}
		}
	}
	return mayAnswerSender(h, ours)
}

// mayAnswerSender judges the From addresses.
func mayAnswerSender(h message.Header, ours func(string) bool) (bool, string) {
	for _, a := range h.Addresses("From") {
		switch {
		case ours(a.Addr):
			return false, "avsändaren är vår egen adress"
		case daemon.MatchString(a.Addr), noReply.MatchString(a.Addr):
			return false, "avsändaren tar inte emot svar"
		}
	}
	return true, ""
}
