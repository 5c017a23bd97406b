package mailin

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/mailin/kinds"
)

// flag sets the flags of contract.md, from the draft's findings and from the
// message, and the findings that explain them.
func (w *work) flag() {
	r := &w.reading
	fees := w.verdict.Is(kinds.FeeData) || w.verdict.Is(kinds.ReturnedList)
	if len(r.Draft.Rows) > 0 {
		r.Findings = avgiftslista.Check(r.Draft, w.reg)
	}
	if w.verdict.Employers() && r.Company.IsZero() {
		if w.company.Ambiguous {
			w.find(FlagCompanyAmbiguous, avgiftslista.Error, "Flera företag kan vara menade.")
		} else {
			w.find(FlagCompanyUnknown, avgiftslista.Error, "Inget säger vilket företag brevet gäller.")
		}
	}
	if !r.Company.IsZero() && !w.verdict.Is(kinds.DeliveryFailure) && !w.verdict.Is(kinds.AutoReply) && !w.senderKnown() {
		w.find(FlagSenderUnknown, avgiftslista.Warning, "Avsändarens adress står inte i registret för företaget.")
	}
	if fees {
		w.flagFees()
	}
	w.noteFiles(fees)
	r.Flags = avgiftslista.Flags(r.Findings)
}

// flagFees sets what concerns fee data and returned lists only.
func (w *work) flagFees() {
	r := &w.reading
	if r.Period.IsZero() {
		w.find(FlagPeriodMissing, avgiftslista.Error, "Ingen period är angiven.")
	}
	if len(r.Draft.Rows) == 0 {
		w.find(FlagNoRows, avgiftslista.Error, "Inga avgiftsrader kunde läsas.")
	}
	if slices.ContainsFunc(w.groups, func(g group) bool { return g.unpaired }) {
		r.Findings = append(r.Findings, avgiftslista.Finding{Code: "unpaired", Row: avgiftslista.WholeDraft, Severity: avgiftslista.Error,
			Text: "Namn och belopp är olika många. Inget belopp är gissat: läs i brevet vem som har vilket."})
	}
}

func (w *work) find(flag string, severity avgiftslista.Severity, text string) {
	w.reading.Findings = append(w.reading.Findings, avgiftslista.Finding{Code: flag, Row: avgiftslista.WholeDraft, Severity: severity, Flag: flag, Text: text})
}

// senderKnown tells whether an outer From address is the company's (rules 6
// and 24).
func (w *work) senderKnown() bool {
	c, _ := w.reg.Company(w.reading.Company)
	for _, a := range w.reading.Mail.From {
		if slices.Contains(c.Emails, a.Addr) {
			return true
		}
	}
	return false
}

func kindText(e kinds.Evidence) string {
	text := e.Says
	if e.FAQ > 0 {
		text += fmt.Sprintf(" (fråga %d)", e.FAQ)
	}
	if e.Matched != "" {
		text += fmt.Sprintf(", i %s: ”%s”", e.Where, e.Matched)
	}
	return text
}

var (
	correction = regexp.MustCompile(`(?i)\b(rättelse|rätta|rättar|korriger\w*|korrigering|fel (belopp|uppgift\w*|lista)|blev fel|fel i (förra|tidigare)|ersätter (tidigare|förra|den)|ny(tt)? (lista|underlag) som ersätter|glömde? .* (drag|ta med)|makuler\w*)`)
	further    = regexp.MustCompile(`(?i)\b(komplettering\w*|kompletterar|tillägg|ytterligare (en|ett|löne|utbetal)|extra (lön|utbetal)\w*|retroaktiv\w*|även (för|dragit)|saknades i)`)
)

// said reads whether the sender calls the data a correction or an addition.
func said(text string) Said {
	return Said{Correction: correction.MatchString(text), Further: further.MatchString(text)}
}

var (
	mobilePattern  = regexp.MustCompile(`(?:\+46|0046|0)\s?\(?0?\)?\s?7[\d\s()-]{7,14}\d`)
	contactName    = regexp.MustCompile(`(?m)(?:[Kk]ontaktperson(?:en)?(?:\s+hos\s+oss)?\s*(?:är|heter|blir|:)|[Nn]amn\s*:|[Hh]eter)\s*(\p{Lu}[\p{L}'-]+(?:[ ]\p{Lu}[\p{L}'-]+){1,3})`)
	removalClauses = regexp.MustCompile(`(?i)(ta bort|stryk|i stället för|istället för|mot|slutat|slutar)\s*$`)
)

// contactIn reads who the new contact person is, as far as the text says so in
// plain forms. A number or address that is to be replaced is left out.
func contactIn(text string) Contact {
	var c Contact
	if m := contactName.FindStringSubmatch(text); m != nil {
		c.Name = m[1]
	}
	for _, at := range mobilePattern.FindAllStringIndex(text, 10) {
		if !replaced(text, at[0], at[1]) {
			c.Mobile = strings.TrimSpace(text[at[0]:at[1]])
		}
	}
	for _, at := range anyAddress.FindAllStringIndex(text, 10) {
		if !replaced(text, at[0], at[1]) && c.Email == "" {
			c.Email = strings.ToLower(text[at[0]:at[1]])
		}
	}
	return c
}

// replaced tells whether the words around say that this one is the old one.
func replaced(text string, from, to int) bool {
	before, after := text[max(0, from-24):from], text[to:min(len(text), to+8)]
	return removalClauses.MatchString(before) && !strings.HasSuffix(strings.TrimSpace(before), "mot") || strings.HasPrefix(strings.TrimSpace(after), "mot ")
}
