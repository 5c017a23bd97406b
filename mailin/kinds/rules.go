package kinds

import (
	"slices"
	"strings"
)

// rule is evidence: where all of its concepts stand in one sentence (or, with
// mail set, anywhere in the new text) and none of those in not does.
type rule struct {
	kind   Kind
	faq    int
	weight float64
	all    []concept
	not    []concept // in the same sentence
	unless []concept // anywhere in the text
	mail   bool      // concepts may stand in different sentences
	asks   bool      // the sentence must ask
	asked  bool      // some sentence must ask
	says   string    // Swedish, for the clerk
}

// rules is the table of evidence for the errands. Fees, returned lists and
// automatic mail are judged in files of their own.
var rules = []rule{
	// FAQ 1: credentials.
	{kind: CredentialRequest, faq: 1, weight: 3, all: set(credentials, lack), not: set(ownPassword, insecure, before, why, limitedUse), unless: set(fileSecret), says: "inloggningsuppgifter saknas eller är borta"},
	{kind: CredentialRequest, faq: 1, weight: 3, all: set(credentials, want), not: set(ownPassword, insecure, before, why, choosePassword, smsMissing, contactDone, perCompany), unless: set(contactDone, fileSecret), says: "ber om inloggningsuppgifter"},
	{kind: CredentialRequest, faq: 1, weight: 3, all: set(orderNew), not: set(whyPlain, insecure, noMobile), unless: set(fileSecret, memberSelf, insecure), says: "ber om nya uppgifter"},
	{kind: CredentialRequest, faq: 1, weight: 2, all: set(codeWord, lack), unless: set(mobileThing, noMobile, smsMissing, fileSecret, contactDone, ownPassword), says: "koder saknas"},
	{kind: CredentialRequest, faq: 1, weight: 2, all: set(codeWord, want), unless: set(mobileThing, noMobile, smsMissing, fileSecret, contactDone, ownPassword, choosePassword), says: "ber om koder"},
	{kind: CredentialRequest, faq: 1, weight: 2, all: set(loginWord, want), not: set(perCompany, ownPassword, insecure, before, why, noMobile, loginFails, choosePassword, smsMissing, onPaper, whatNow, contactDone, firstTime, earlier), unless: set(memberSelf), says: "ber om inloggning"},
	{kind: CredentialRequest, faq: 1, weight: 2, all: set(loginWord, lack), not: set(ownPassword, insecure, before, why, noMobile, loginFails, smsMissing, onPaper, whatNow, contactDone, limitedUse, perCompany), unless: set(memberSelf, contactDone, insecure), says: "inloggning saknas"},
	{kind: CredentialRequest, faq: 1, weight: 2, all: set(startWeb), not: set(noMobile, fileWay, lack), unless: set(firstTime, insecure, contactDone, noMobile), says: "vill börja redovisa på webben"},
	{kind: CredentialRequest, faq: 1, weight: 2, mail: true, all: set(credentials, lack), unless: set(ownPassword, insecure, contactDone, loginFails, noMobile, before, limitedUse, smsMissing, fileSecret), says: "inloggningsuppgifter, och att något saknas, i olika meningar"},

	// FAQ 2: paper.
	{kind: PaperRequest, faq: 2, weight: 3, all: set(paperList, wish), not: set(paperPast, leavesPaper, startWeb), says: "vill ha avgiftslistan på papper"},
	{kind: PaperRequest, faq: 2, weight: 2, all: set(onPaper, wish), not: set(paperPast, leavesPaper, startWeb, credentials, payrollWord), says: "vill ha på papper"},
	{kind: PaperRequest, faq: 2, weight: 2, all: set(byPost, wish), not: set(paperPast, leavesPaper, startWeb, credentials, payrollWord, give), unless: set(credentials, codeWord, loginWord), says: "vill ha det med posten"},
	{kind: PaperRequest, faq: 2, weight: 2, all: set(noPhone, smsMissing), not: set(whyPlain, before), unless: set(contactMoved), says: "har ingen mobil"},
	{kind: PaperRequest, faq: 2, weight: 2, mail: true, all: set(smsMissing, onPaper, wish), unless: set(leavesPaper), says: "koden kommer inte, och vill ha papper"},
	{kind: PaperRequest, faq: 2, weight: 2, all: set(noMobile), not: set(whyPlain, smsMissing, before, insecure, smsFine), unless: set(contactMoved), says: "har ingen mobil eller kan inte ta emot SMS"},
	{kind: PaperRequest, faq: 2, weight: 1, mail: true, all: set(noMobile, onPaper), unless: set(leavesPaper, smsFine), says: "ingen mobil, och papper nämns"},
	{kind: PaperRequest, faq: 2, weight: 2, mail: true, all: set(noMobile, paperList), unless: set(leavesPaper, smsFine), says: "ingen mobil, och listan på papper nämns"},

	// Contact persons, addresses, numbers.
	{kind: ContactPerson, weight: 3, all: set(contactNew), not: set(contactDone, whatNow, autoWord, credentials), says: "ny eller ändrad kontaktperson"},
	{kind: ContactPerson, weight: 3, all: set(contactMoved), not: set(why, contactDone, credentials, loginFails, noNumber), says: "ny adress eller nytt nummer"},
	{kind: ContactPerson, weight: 3, all: set(contactMoved, givenContact), not: set(whyPlain, credentials, loginFails, noMobile), says: "nytt nummer eller ny adress, och den står där"},
	{kind: ContactPerson, weight: 2, all: set(contactWord, change), not: set(contactDone, whatNow, why, credentials), says: "kontaktperson ändras"},
	{kind: ContactPerson, weight: 2, all: set(contactData, change, wish), not: set(contactDone, why, whyPlain, credentials, paperList, noMobile, feeWord, topic), unless: set(whyPlain), says: "kontaktuppgift ändras"},
	{kind: ContactPerson, weight: 2, mail: true, all: set(takeOver, contactData), unless: set(credentials, noMobile), says: "någon tar över, och en kontaktuppgift nämns"},
	{kind: ContactPerson, weight: 2, all: set(takeOver, givenContact), not: set(feeWord), unless: set(credentials, noMobile), says: "någon tar över, och en kontaktuppgift står där"},
	{kind: ContactPerson, weight: 2.5, all: set(contactWord, givenContact), not: set(contactDone, whatNow, whyPlain, loginFails, autoWord), says: "kontaktperson med adress eller nummer"},

	// FAQ 3 to 9.
	{kind: Question, faq: 3, weight: 3, all: set(whyPlain, mobileThing), not: set(loginFails, smsMissing), says: "varför krävs mobilnummer"},
	{kind: Question, faq: 3, weight: 3, all: set(why, mobileThing), not: set(whyPlain, loginFails, smsMissing), asks: true, says: "måste man ha mobilnummer"},
	{kind: Question, faq: 3, weight: 2, mail: true, all: set(whyPlain, mobileThing), unless: set(loginFails, smsMissing, insecure), says: "varför, och mobil, i olika meningar"},
	{kind: Question, faq: 3, weight: 2, all: set(before, credentials), not: set(ownPassword), says: "tidigare räckte lösenord"},
	{kind: Question, faq: 3, weight: 1, mail: true, all: set(why, mobileThing, before), says: "varför, mobil och tidigare, i olika meningar"},
	{kind: Question, faq: 4, weight: 3, all: set(firstTime, loginFails), not: set(noMobile, lack), unless: set(insecure), says: "lyckas inte logga in första gången"},
	{kind: Question, faq: 4, weight: 2, mail: true, all: set(firstTime, loginFails), unless: set(insecure, noMobile, contactDone, lack), says: "första gången och misslyckad inloggning, i olika meningar"},
	{kind: Question, faq: 4, weight: 2, all: set(firstTime, loginWord, howAsk), not: set(noMobile, lack), unless: set(insecure, contactDone, ownPassword), says: "hur loggar man in första gången"},
	{kind: Question, faq: 5, weight: 3, mail: true, all: set(contactDone, whatNow), unless: set(ownPassword, insecure), says: "kontaktperson registrerad, vad nu"},
	{kind: Question, faq: 5, weight: 2, mail: true, all: set(contactDone, choosePassword), unless: set(ownPassword, insecure), says: "kontaktperson registrerad, hur väljs lösenord"},
	{kind: Question, faq: 6, weight: 2, mail: true, all: set(contactDone, choosePassword, thenLogin), unless: set(ownPassword, insecure), asked: true, says: "frågar också hur inloggningen går till därefter"},
	{kind: Question, faq: 6, weight: 3, mail: true, all: set(ownPassword, whatNow), unless: set(insecure), says: "eget lösenord satt, vad nu"},
	{kind: Question, faq: 7, weight: 3, all: set(insecure), says: "loggat in med osäker metod"},
	{kind: Question, faq: 7, weight: 2, all: set(limitedUse), not: set(lack), says: "ser inte alla funktioner"},
	{kind: Question, faq: 7, weight: 2, mail: true, all: set(perCompany, cannotReport), unless: set(lack), says: "inloggad per företag, kan inte registrera"},
	{kind: Question, faq: 7, weight: 1, mail: true, all: set(perCompany, limitedUse), says: "användarnamn och lösenord per företag"},
	{kind: Question, faq: 8, weight: 3, all: set(earlier, lookUp, reported, howAsk), not: set(onPaper, paperList, noMobile, fileForm, credentials, limitedUse, youCheck, contactData), says: "vill se vad som redovisats tidigare"},
	{kind: Question, faq: 8, weight: 2, all: set(earlier, lookUp, reported), not: set(onPaper, paperList, noMobile, fileForm, credentials, limitedUse, youCheck, contactData, give), asked: true, says: "nämner tidigare uppgifter och ställer en fråga"},
	{kind: Question, faq: 9, weight: 2, mail: true, all: set(byFile, howAsk), unless: set(give), asked: true, says: "frågar om redovisning via fil"},
	{kind: Question, faq: 9, weight: 3, all: set(fileWay, howAsk, fileForm), says: "frågar om filens layout"},
	{kind: Question, faq: 9, weight: 2, all: set(fileWay, howAsk, topic), asks: true, says: "frågar om redovisning via fil"},
	{kind: Question, faq: 9, weight: 2, mail: true, all: set(fileWay, fileForm, howAsk), unless: set(give), asked: true, says: "fil och format, i olika meningar"},

	// What a login that fails is about, where nothing more is said.
	{kind: Question, weight: 2, all: set(smsMissing), not: set(noMobile), unless: set(contactMoved, contactNew, noPhone, onPaper), says: "koden via SMS kommer inte"},
	{kind: Question, faq: 4, weight: 2, all: set(loginFails, loginWord), not: set(noMobile, smsMissing, lack, give), unless: set(insecure, noMobile, smsMissing, paperList, contactDone, limitedUse, whyPlain), says: "lyckas inte logga in"},

	// Who threatens an account is no employer.
	{kind: CredentialRequest, weight: -9, mail: true, all: set(scam), says: "hotar med att ett konto stängs"},
	{kind: ContactPerson, weight: -9, mail: true, all: set(scam), says: "hotar med att ett konto stängs"},
	{kind: Question, weight: -9, mail: true, all: set(scam), says: "hotar med att ett konto stängs"},

	// Members write on their own behalf: then the errands above are not an employer's.
	{kind: CredentialRequest, weight: -6, mail: true, all: set(memberPlain), says: "är medlem"},
	{kind: ContactPerson, weight: -6, mail: true, all: set(memberPlain), says: "är medlem"},
	{kind: PaperRequest, weight: -6, mail: true, all: set(memberPlain), says: "är medlem"},
	{kind: Question, weight: -6, mail: true, all: set(memberPlain), says: "är medlem"},
	{kind: CredentialRequest, weight: -3, mail: true, all: set(memberSelf), says: "skriver som medlem"},
	{kind: ContactPerson, weight: -3, mail: true, all: set(memberSelf), unless: set(contactWord), says: "skriver som medlem"},
	{kind: PaperRequest, weight: -3, mail: true, all: set(memberSelf), says: "skriver som medlem"},
	{kind: Question, weight: -2, mail: true, all: set(memberSelf), says: "skriver som medlem"},
}

func set(c ...concept) []concept { return c }

// judgeErrands applies the table to every sentence and to the whole text.
func (j *judge) judgeErrands() {
	asked := slices.ContainsFunc(j.sentences, func(s sentence) bool { return s.asks })
	for i := range j.sentences {
		s := &j.sentences[i]
		told := false
		for r := range rules {
			if rule := &rules[r]; !rule.mail && rule.meets(&s.hits, s) && j.allows(rule, asked) && !(s.hits.has(keeps) && rule.kind != ContactPerson) {
				e := rule.evidence(s)
				e.postal = s.postal
				if s.subject && j.words() > 3 {
					e.Weight /= 2 // it is often an old one
				}
				j.add(e)
				told = true
			}
		}
		if !told {
			j.openQuestion(s)
		}
	}
	for r := range rules {
		if rule := &rules[r]; rule.mail && rule.meets(&j.whole, nil) && j.allows(rule, asked) {
			j.add(rule.evidence(j.holder(rule.all[0])))
		}
	}
}

// judgeSteps takes the two questions of a writer who asks what follows a
// contact person and, in a later sentence, what follows a password of one's own.
func (j *judge) judgeSteps() {
	contact, asked := -1, -1
	for i := range j.sentences {
		s := &j.sentences[i]
		if s.hits.has(contactDone) && contact < 0 {
			contact = i
		}
		switch {
		case s.hits.has(ownPassword) && asked < 0:
			return // one question after both steps
		case s.asks && contact >= 0 && asked < 0:
			asked = i
		case s.hits.has(ownPassword) && slices.ContainsFunc(j.sentences[i:], func(s sentence) bool { return s.asks }):
			for _, step := range []struct{ faq, at int }{{5, asked}, {6, i}} {
				j.add(Evidence{Kind: Question, FAQ: step.faq, Weight: Enough, Where: "texten", Matched: shorten(j.sentences[step.at].written), Says: "frågar efter kontaktpersonen och efter lösenordet var för sig"})
			}
			return
		}
	}
}

// allows checks what a rule asks of the whole text.
func (j *judge) allows(r *rule, asked bool) bool {
	return !j.anywhere(r.unless) && (asked || !r.asked)
}

func (j *judge) anywhere(concepts []concept) bool {
	for _, c := range concepts {
		if j.whole.has(c) {
			return true
		}
	}
	return false
}

// holder finds the sentence that a concept stands in.
func (j *judge) holder(c concept) *sentence {
	for i := range j.sentences {
		if j.sentences[i].hits.has(c) {
			return &j.sentences[i]
		}
	}
	return nil
}

// meets tells whether the concepts stand there.
func (r *rule) meets(h *hits, s *sentence) bool {
	for _, c := range r.all {
		if !h.has(c) {
			return false
		}
	}
	for _, c := range r.not {
		if h.has(c) {
			return false
		}
	}
	return !r.asks || s.asks
}

// evidence writes the rule out for a clerk.
func (r *rule) evidence(s *sentence) Evidence {
	e := Evidence{Kind: r.kind, FAQ: r.faq, Weight: r.weight, Where: "texten", Says: r.says}
	if s == nil {
		return e
	}
	e.Matched = shorten(s.written)
	if s.subject && !r.mail {
		e.Where = "ämnesraden"
	}
	return e
}

// shorten keeps a quoted sentence to a line.
func shorten(text string) string {
	const most = 160
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + " …"
}
