package kinds

import (
	"regexp"
	"slices"
	"strconv"
)

// moneyLike finds an amount in running text, also in words.
var moneyLike = regexp.MustCompile(`(?i)(?:hundra|tusen)\pL*\s(?:kr|kronor)\b|\d[\d .\x{a0}]*(:-|:\d\d|,\d\d|,-| ?kr\b| ?kronor\b| ?sek\b)`)

// judgeFees weighs what speaks for fee data and for a returned list.
func (j *judge) judgeFees() {
	f := j.in.Facts
	if f.Rows > 0 {
		j.add(Evidence{Kind: FeeData, Weight: 4, Where: "texten eller bilagor", Matched: strconv.Itoa(f.Rows) + " rader", Says: "avgiftsrader lästa"})
	}
	if f.Combined && (f.StatedTotal || j.whole.has(feeWord)) && !j.whole.has(memberPlain) {
		j.add(Evidence{Kind: FeeData, Weight: 3, Where: "texten eller bilagor", Says: "personer med ett belopp för båda avgifterna"})
	}
	if f.Unpaired && j.whole.has(feeWord) {
		j.add(Evidence{Kind: FeeData, Weight: 3, Where: "texten eller bilagor", Says: "namn och belopp, som inte går att para ihop säkert"})
	}
	if f.Nameless > 1 && j.whole.has(feeWord) && !j.whole.has(salesWord) && !j.whole.has(memberPlain) {
		j.add(Evidence{Kind: FeeData, Weight: 3, Where: "texten eller bilagor", Matched: strconv.Itoa(f.Nameless) + " rader", Says: "rader med namn och belopp, och avgifter nämns"})
	}
	for i := range j.sentences {
		j.feeSentence(&j.sentences[i])
		if i > 0 {
			j.paid(&j.sentences[i-1], &j.sentences[i])
		}
	}
	j.unread()
	j.bareAnswers()
	if f.DataFiles == 0 {
		j.forgotten()
		return
	}
	j.files()
	j.returned()
}

// feeSentence looks for words that give, or stand for, fees.
func (j *judge) feeSentence(s *sentence) {
	h := &s.hits
	if h.has(mistaken) || h.has(later) && !moneyLike.MatchString(s.written) {
		return
	}
	money := moneyLike.MatchString(s.written)
	say := func(weight float64, says string) {
		where := "texten"
		if s.subject {
			where, weight = "ämnesraden", weight/2
		}
		j.add(Evidence{Kind: FeeData, Weight: weight, Where: where, Matched: shorten(s.written), Says: says})
	}
	switch {
	case h.has(deducted) && money && !s.asks:
		say(3, "skriver vad som dragits")
	case h.has(feeWord) && money && !s.asks && !h.has(memberSelf):
		say(2, "nämner avgifter och ett belopp")
	case h.has(sameAsLast) && (h.has(feeWord) || h.has(topic) || j.subjectHas(feeWord) || j.in.Facts.Known && j.words() < 10) && !s.asks:
		say(3, "samma avgifter som förra månaden")
	case h.has(nothingDue) && (h.has(feeWord) || h.has(topic) || j.subjectHas(feeWord) && j.words() < 15) && !s.asks && !s.subject:
		say(2.5, "inget att redovisa för perioden")
	case h.has(give) && h.has(feeWord) && !s.asks && j.in.Facts.DataFiles > 0:
		say(1.5, "lämnar uppgifter om avgifter")
	}
}

// paid takes a sum paid in, and in the next sentence what it was for: fees of
// which no rows are given (rule 17).
func (j *judge) paid(a, b *sentence) {
	told := a.hits.has(paidIn) && moneyLike.MatchString(a.written) && b.hits.has(feeWord) && !a.asks && !b.asks && !a.subject
	if told && !j.anywhere(set(mistaken, memberSelf, salesWord)) {
		j.add(Evidence{Kind: FeeData, Weight: Enough, Where: "texten", Matched: shorten(a.written), Says: "har betalat in, och avgifter nämns därefter"})
	}
}

// unread takes persons and amounts in a mail on fees for fees, also where nobody
// can say which amount is whose: a person reads them.
func (j *judge) unread() {
	f := j.in.Facts
	if f.Rows > 0 || f.Unread == 0 || !f.Known || !j.whole.has(feeWord) || j.hasErrand() || j.anywhere(set(mistaken, memberSelf, memberPlain, salesWord)) {
		return
	}
	if slices.ContainsFunc(j.sentences, func(s sentence) bool { return s.asks }) {
		return
	}
	if i := slices.IndexFunc(j.sentences, func(s sentence) bool { return !s.subject && moneyLike.MatchString(s.written) }); i >= 0 {
		j.add(Evidence{Kind: FeeData, Weight: Enough, Where: "texten", Matched: shorten(j.sentences[i].written), Says: "personer och belopp, som inte går att para ihop säkert"})
	}
}

// bareAnswers takes amounts that stand alone, as answers between the lines of a
// question do, for fees where the mail is about them: whose they are, a person
// reads in the question.
func (j *judge) bareAnswers() {
	n := 0
	for i := range j.sentences {
		s := &j.sentences[i]
		if m := len(moneyLike.FindAllString(s.written, 20)); !s.subject && len(s.words) <= 3*m {
			n += m // lines without a point between them are one sentence
		}
	}
	if n > 1 && j.in.Facts.Rows == 0 && j.in.Facts.Known && (j.whole.has(feeWord) || j.whole.has(feeList)) && !j.hasErrand() && !j.anywhere(set(mistaken, memberSelf, salesWord)) {
		j.add(Evidence{Kind: FeeData, Weight: Enough, Where: "texten", Matched: strconv.Itoa(n) + " belopp", Says: "belopp som står för sig, som svar på en fråga om avgifter"})
	}
}

// forgotten takes a mail that encloses fees without a file in it: fee data
// announced, of which nothing can be read (contract.md).
func (j *judge) forgotten() {
	if f := j.in.Facts; f.Rows > 0 || !f.Known || f.EmptyFiles > 0 || j.hasErrand() || j.anywhere(set(memberSelf, memberPlain, salesWord, mistaken)) {
		return
	}
	for i := range j.sentences {
		s := &j.sentences[i]
		if !s.asks && !s.subject && !s.hits.has(later) && enclosed.MatchString(s.written) && (s.hits.has(feeWord) || s.hits.has(feeList)) {
			j.add(Evidence{Kind: FeeData, Weight: Enough, Where: "texten", Matched: shorten(s.written), Says: "bifogar avgifter, men ingen fil är med"})
			return
		}
	}
}

// enclosed finds the words of who encloses a file now.
var enclosed = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:bifogar|bifogat|bifogas|bifogad|bifogade|bif\.|bilagd|bilagt|bilagda|medskickar|medsänder|se bilaga|i bilaga|i bilagan)(?:[^\pL]|$)`)

func (j *judge) subjectHas(c concept) bool {
	return len(j.sentences) > 0 && j.sentences[0].subject && j.sentences[0].hits.has(c)
}

// files weighs attachments that could hold fees but gave no rows: they count
// where the words speak of fees, or where the words say little but "attached".
// A picture beside another errand is a picture of that errand.
func (j *judge) files() {
	f := j.in.Facts
	if f.Rows > 0 || j.whole.has(memberSelf) {
		return
	}
	errand := j.hasErrand()
	switch {
	case f.Pictures == f.DataFiles && errand:
	case j.whole.has(feeWord) && (!errand || j.announces()):
		j.add(Evidence{Kind: FeeData, Weight: 2, Where: "bilagor", Says: "bifogad fil, och avgifter nämns"})
	case (j.whole.has(attachedWord) || j.words() < 12) && !errand && !j.whole.has(salesWord) && f.Unreadable > 0:
		j.add(Evidence{Kind: FeeData, Weight: 2, Where: "bilagor", Says: "bifogad fil nästan utan ord"})
	}
}

// hasErrand tells whether something else was asked for.
func (j *judge) hasErrand() bool {
	return slices.ContainsFunc([]Kind{PaperRequest, CredentialRequest, ContactPerson, Question}, func(k Kind) bool { return j.weight(k) >= Enough })
}

// announces tells whether a sentence that asks nothing gives fees.
func (j *judge) announces() bool {
	return slices.ContainsFunc(j.sentences, func(s sentence) bool {
		return !s.asks && !s.subject && !s.hits.has(later) && (s.hits.has(give) || s.hits.has(attachedWord)) && (s.hits.has(feeWord) || s.hits.has(feeList))
	})
}

// returned tells the pre-printed list that comes back as a picture from other
// scans: the words name the list, filled in, and no payroll system.
func (j *judge) returned() {
	f := j.in.Facts
	if f.Images == 0 || f.Rows > 0 || j.whole.has(payrollWord) {
		return
	}
	weight := 0.0
	for i := range j.sentences {
		h := &j.sentences[i].hits
		if h.has(feeList) && (h.has(filledIn) || h.has(give) || h.has(attachedWord) || j.sentences[i].subject) && !h.has(paperPast) {
			weight = max(weight, 3)
		}
	}
	if weight == 0 && j.whole.has(filledIn) && j.whole.has(feeList) {
		weight = 2
	}
	if weight == 0 && f.PaperChannel && j.words() < 15 {
		weight = 2
	}
	if weight > 0 {
		j.add(Evidence{Kind: ReturnedList, Weight: weight, Where: "texten och bilagor", Says: "avgiftslistan kommer tillbaka som bild"})
	}
}

// words counts the words of the new text without the subject.
func (j *judge) words() int {
	n := 0
	for _, s := range j.sentences {
		if !s.subject {
			n += len(s.words)
		}
	}
	return n
}

// judgeOther takes back what the words of advertising and newsletters seem to
// ask for.
func (j *judge) judgeOther() {
	h := j.in.Message.Header()
	if j.in.Facts.Rows > 0 {
		return
	}
	bulk := h.Has("List-Id") || h.Has("List-Post")
	sales := 0
	for i := range j.sentences {
		if j.sentences[i].hits.has(salesWord) {
			sales++
		}
	}
	bulk = bulk || h.Has("List-Unsubscribe") && sales > 0
	if !bulk && (sales < 2 || sales < 3 && j.in.Facts.Known) {
		return
	}
	says := "reklam eller faktura"
	if bulk {
		says = "utskick till en lista"
	}
	for _, k := range []Kind{CredentialRequest, PaperRequest, ContactPerson, Question, FeeData, ReturnedList} {
		if w := j.weight(k); w > 0 {
			j.add(Evidence{Kind: k, Weight: -w, Where: "brevhuvudet", Says: says})
		}
	}
	j.add(Evidence{Kind: Other, Weight: Enough, Where: "brevhuvudet", Says: says})
}
