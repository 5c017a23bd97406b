package kinds

import (
	"regexp"
	"strings"

	"sef.se/kontakten/mailin/message"
)

var (
	autoSubject   = regexp.MustCompile(`(?i)^\s*(autosvar|automatiskt svar|automatic reply|auto(-| )?reply|out of (the )?office|frånvaromeddelande|svar vid frånvaro)\b`)
	awaySubject   = regexp.MustCompile(`(?i)^\s*(autosvar|auto-?svar|auto(matiskt)? ?svar|automatiskt svar|automatic reply|auto(-| )?reply|auto:|out of (the )?office|frånvaro\w*|frånvarande|svar vid frånvaro|semester\w*|ledig\b|abwesen|automatisk (bekräftelse|svar)|mottagningsbekräftelse|mottaget:|ditt ärende|ärende mottaget|tack för ditt (mejl|mail|meddelande|e-post))`)
	bounceSubject = regexp.MustCompile(`(?i)(undeliver|delivery (status|failure|has failed|notification|incomplete|delayed)|mail delivery|returned mail|failure notice|mail system error|could not be delivered|gick inte att leverera|kunde inte leverera|ej leverer|olevererbar|obeställbar|leveransfel|leverans\w* misslyck|meddelandet har inte levererats|misslyckad leverans|delivery problem|warning: message .*delayed|rejected)`)
	readSubject   = regexp.MustCompile(`(?i)^\s*(läst|read|lästes|ej läst|oläst|not read|disposition notification|läskvitto)\s*:`)
	daemon        = regexp.MustCompile(`(?i)^(mailer-daemon|postmaster|mail-daemon|mailerdaemon|double-bounce|bounce[+-]?.*|microsoftexchange[0-9a-f]+)@`)
)

// machine judges mail that machines send. The second value is false where a
// person's errand remains to be judged.
func machine(in Input) ([]Evidence, bool) {
	if e := bounce(in); e.Weight >= Enough {
		return []Evidence{e}, true
	}
	if in.Facts.Rows > 0 {
		return nil, false
	}
	if e := automaticAnswer(in); e.Weight >= Enough {
		return []Evidence{e}, true
	}
	return nil, false
}

// bounce weighs the signs of a report of failed delivery, RFC 3464 or free.
func bounce(in Input) Evidence {
	h := in.Message.Header()
	e := Evidence{Kind: DeliveryFailure, Where: "brevhuvudet"}
	var signs []string
	sign := func(weight float64, what string) {
		e.Weight += weight
		signs = append(signs, what)
	}
	root := in.Message.Root
	if root.MediaType == "multipart/report" && root.Params["report-type"] == "delivery-status" || hasLeaf(in.Message, "message/delivery-status") || hasLeaf(in.Message, "message/global-delivery-status") {
		sign(3, "rapport enligt RFC 3464")
	}
	if h.Has("X-Failed-Recipients") {
		sign(2, "X-Failed-Recipients")
	}
	if fromDaemon(h) {
		sign(1, "avsändaren är en postserver")
	}
	if nullPath(h) {
		sign(0.5, "tom returadress")
	}
	if bounceSubject.MatchString(in.Subject) {
		sign(1, "ämnesraden")
	}
	if saysUndelivered(in.All) {
		sign(0.75, "texten")
	}
	e.Matched, e.Says = strings.Join(signs, ", "), "brev som inte gick att leverera"
	return e
}

// automaticAnswer weighs the signs of an out-of-office answer or a receipt.
func automaticAnswer(in Input) Evidence {
	h := in.Message.Header()
	e := Evidence{Kind: AutoReply, Where: "brevhuvudet"}
	var signs []string
	sign := func(weight float64, what string) {
		e.Weight += weight
		signs = append(signs, what)
	}
	submitted := autoSubmitted(h)
	switch {
	case strings.HasPrefix(submitted, "auto-replied"), strings.HasPrefix(submitted, "auto-notified"):
		sign(3, "Auto-Submitted: "+submitted)
	case submitted != "" && submitted != "no":
		sign(1, "Auto-Submitted: "+submitted)
	}
	for _, name := range []string{"X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply", "X-Mail-Autoreply"} {
		if h.Has(name) && !strings.EqualFold(h.Get(name), "no") {
			sign(2, name)
		}
	}
	if p := strings.ToLower(h.Get("Precedence")); strings.HasPrefix(p, "auto") {
		sign(2, "Precedence: "+p)
	} else if p == "bulk" || p == "junk" {
		sign(0.5, "Precedence: "+p)
	}
	switch {
	case autoSubject.MatchString(in.Subject):
		sign(2, "ämnesraden")
	case awaySubject.MatchString(in.Subject):
		sign(1.5, "ämnesraden")
	}
	if readSubject.MatchString(in.Subject) && in.Message.Root.MediaType == "multipart/report" || in.Message.Root.Params["report-type"] == "disposition-notification" {
		sign(3, "läskvitto")
	}
	wordSigns(in, sign)
	e.Matched, e.Says = strings.Join(signs, ", "), "automatiskt svar"
	return e
}

// wordSigns looks at what a short text says of itself.
func wordSigns(in Input, sign func(float64, string)) {
	var h hits
	for _, s := range sentencesOf("", in.All) {
		h.merge(&s.hits)
	}
	errand := h.has(credentials) && h.has(want) || h.has(paperList) && h.has(wish) || in.Facts.DataFiles > 0
	if h.has(autoWord) && !errand {
		sign(1, "säger sig vara automatiskt")
	}
	if h.has(awayWord) && !errand && len(strings.Fields(in.All)) < 120 {
		sign(1, "är inte på plats")
	}
}

func saysUndelivered(text string) bool {
	var h hits
	h.find(words(text[:min(len(text), 4000)]))
	return h.has(undelivered)
}

func hasLeaf(m *message.Message, mediaType string) bool {
	for _, p := range m.Root.Children {
		if p.MediaType == mediaType {
			return true
		}
	}
	return false
}

func fromDaemon(h message.Header) bool {
	for _, a := range h.Addresses("From") {
		if daemon.MatchString(a.Addr) {
			return true
		}
	}
	return false
}

// nullPath tells an empty Return-Path, which only machines send. A missing one
// says nothing.
func nullPath(h message.Header) bool {
	return h.Has("Return-Path") && strings.Trim(h.Get("Return-Path"), "<> ") == ""
}

// autoSubmitted gives the keyword of Auto-Submitted in small letters.
func autoSubmitted(h message.Header) string {
	value, _, _ := strings.Cut(strings.ToLower(h.Get("Auto-Submitted")), ";")
	value, _, _ = strings.Cut(value, "(")
	return strings.TrimSpace(value)
}
