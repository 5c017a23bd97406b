package kinds

import "slices"

// weakRules are what a mail on reporting is most likely about where no plain
// rule told anything but, perhaps, an open question. Their concepts are stems
// that stand anywhere in the new text; the first that fits decides the errand,
// and each question of the FAQ is tried by itself.
var weakRules = []rule{
	{kind: PaperRequest, faq: 2, all: set(noMobile, byPost), says: "ingen mobil, och post nämns"},
	{kind: PaperRequest, faq: 2, all: set(sendList, byPost), unless: set(webPlace, credentials), says: "listan ska komma med posten"},
	{kind: PaperRequest, faq: 2, all: set(noMobile, feeList), unless: set(whyPlain, insecure), says: "ingen mobil, och listan nämns"},
	{kind: PaperRequest, faq: 2, all: set(onPaper), unless: set(credentials, loginWord, leavesPaper, lookUp), says: "papper nämns, och inget annat"},
	{kind: PaperRequest, faq: 2, all: set(paperList, wish), unless: set(leavesPaper, paperPast), says: "vill ha listan på papper"},
	{kind: PaperRequest, faq: 2, all: set(byPost, feeList), unless: set(credentials, loginWord, due), says: "listan och posten nämns"},
	{kind: PaperRequest, faq: 2, all: set(noMobile), unless: set(contactMoved, whyPlain, before, insecure, smsMissing), says: "ingen mobil"},

	{kind: Question, faq: 7, all: set(limitedUse, inside), says: "inloggad, men ser inte allt"},
	{kind: Question, faq: 3, all: set(mobileThing, whyLoose), unless: set(noMobile, loginFails, givenContact), asked: true, says: "mobil eller SMS, och varför eller måste"},
	{kind: Question, faq: 3, all: set(before, loginWord), unless: set(loginFails, givenContact), asked: true, says: "inloggningen var enklare förut"},
	{kind: Question, faq: 6, all: set(ownPassword), asked: true, unless: set(insecure), says: "eget lösenord, och en fråga"},
	{kind: Question, faq: 5, all: set(contactWord, doneLoose, whatNow), unless: set(ownPassword, givenContact), says: "kontaktperson inlagd, och vad nu"},
	{kind: Question, faq: 4, all: set(firstTime, loginFails), unless: set(contactDone), says: "första gången, och inloggningen misslyckas"},
	{kind: Question, faq: 4, all: set(loginFails, credentials), unless: set(lack, want, contactDone, insecure), says: "uppgifterna finns, men inloggningen misslyckas"},
	{kind: Question, faq: 9, all: set(byFile, howAsk), unless: set(give, attachedWord), asked: true, says: "fil, och en fråga"},
	{kind: Question, faq: 9, all: set(fileWay, fileForm, want), unless: set(give, attachedWord), says: "fil och format, och ber om något"},
	{kind: Question, faq: 8, all: set(lookUp, monthWord, howAsk), unless: set(noMobile, credentials, fileWay, give, sendList, youCheck, deducted, due, attachedWord), asked: true, says: "en månad, och hur man ser den"},
	{kind: Question, faq: 8, all: set(earlier, lookUp, howAsk), unless: set(noMobile, credentials, fileWay, give, sendList, youCheck), asked: true, says: "tidigare uppgifter, och hur man ser dem"},

	{kind: ContactPerson, all: set(handOver, givenContact), unless: set(credentials, whyPlain, contactDone, deducted, loginFails), says: "någon annan sköter det, och en adress eller ett nummer står där"},
	{kind: ContactPerson, all: set(dataChange, givenContact), unless: set(credentials, whyPlain, contactDone, deducted, loginFails, sendList), says: "en adress eller ett nummer är ett annat"},
	{kind: ContactPerson, all: set(contactWord, handOver), unless: set(credentials, whyPlain, contactDone, whatNow, howAsk), says: "kontaktperson, och någon annan"},

	{kind: CredentialRequest, faq: 1, all: set(unionsLetter, lack, want), unless: set(feeList, onPaper, paperList, loginFails, contactDone, ownPassword, noMobile), says: "ett brev från oss, och att det är borta"},
	{kind: CredentialRequest, faq: 1, all: set(credentials, negation), unless: set(loginFails, contactDone, ownPassword, insecure, before, limitedUse, smsMissing, noMobile, whyPlain, fileSecret), says: "inloggningsuppgifter, och att något fattas"},
	{kind: CredentialRequest, faq: 1, all: set(webPlace, codeWord, negation), unless: set(mobileThing, loginFails, contactDone, ownPassword, insecure, smsMissing), says: "koder och webben, och att något fattas"},
	{kind: CredentialRequest, faq: 1, all: set(codeWord, lack), unless: set(mobileThing, noMobile, contactDone, ownPassword, smsMissing, feeWord), says: "koder fattas"},
	{kind: CredentialRequest, faq: 1, all: set(webPlace, lack, want), unless: set(contactDone, ownPassword, insecure, before, limitedUse, smsMissing, noMobile, whyPlain, firstTime, fileWay, feeList, givenContact), says: "webben, något fattas, och en begäran"},
	{kind: CredentialRequest, faq: 1, all: set(webPlace, want), unless: set(contactDone, ownPassword, insecure, before, limitedUse, smsMissing, noMobile, whyPlain, whyLoose, fileWay, lookUp, feeList, givenContact, due, firstTime), says: "ber om något till webben"},
	{kind: CredentialRequest, faq: 1, all: set(loginWord, lack), unless: set(contactDone, ownPassword, insecure, before, limitedUse, smsMissing, noMobile, whyPlain, firstTime), says: "inloggning, och att något fattas"},
}

// judgeWeak tries the weak rules over the whole text of an employer's mail.
func (j *judge) judgeWeak() {
	if j.anywhere(set(memberSelf, memberPlain, salesWord, scam)) || j.in.Facts.Rows > 0 {
		return
	}
	asked := slices.ContainsFunc(j.sentences, func(s sentence) bool { return s.asks })
	errand := false
	for i := range weakRules {
		r := &weakRules[i]
		if r.kind != Question && errand || !r.meets(&j.whole, nil) || !j.allows(r, asked) || j.asked(r.faq) {
			continue
		}
		if r.kind == Question && errand {
			break
		}
		e := r.evidence(j.holder(r.all[0]))
		e.Weight = Enough
		j.add(e)
		if r.kind != Question {
			errand = true
		} else {
			return
		}
	}
}
