package kinds

import "slices"

// judgeAgain looks once more where nothing, or only an open question, was
// told: a writer may name the thing in one sentence, or in the subject, and
// ask for it in the next.
func (j *judge) judgeAgain() {
	if j.told() || j.whole.has(scam) {
		return
	}
	for i := 0; i+1 < len(j.sentences); i++ {
		j.window(&j.sentences[i], &j.sentences[i+1])
	}
	if j.told() {
		j.dropOpenQuestions()
		return
	}
	j.judgeWeak()
	if j.told() {
		j.dropOpenQuestions()
		return
	}
	if j.words() < 30 && len(j.sentences) > 2 {
		all := j.sentences[0]
		for i := 1; i < len(j.sentences); i++ {
			all = all.with(&j.sentences[i])
		}
		j.apply(&all)
	}
	if j.told() {
		j.dropOpenQuestions()
		return
	}
	j.lastQuestion()
}

// told tells whether some kind has enough evidence of more than an open
// question.
func (j *judge) told() bool {
	for _, k := range order {
		weight := j.weight(k)
		if k == Question {
			for _, e := range j.evidence {
				if e.Kind == Question && e.FAQ == 0 {
					weight -= e.Weight
				}
			}
		}
		if k != Other && weight >= Enough {
			return true
		}
	}
	return false
}

// dropOpenQuestions takes back questions that have become part of an errand.
func (j *judge) dropOpenQuestions() {
	j.evidence = slices.DeleteFunc(j.evidence, func(e Evidence) bool { return e.Kind == Question && e.FAQ == 0 && e.open })
}

// window applies the rules to two sentences as one.
func (j *judge) window(a, b *sentence) {
	both := a.with(b)
	j.apply(&both)
}

// apply adds what the rules for one sentence say of joined ones, with the
// weight of a plain statement at most. A kind is told once.
func (j *judge) apply(s *sentence) {
	for r := range rules {
		rule := &rules[r]
		if rule.mail || rule.weight < Enough || len(rule.all) < 2 || !rule.meets(&s.hits, s) || !j.allows(rule, s.asks) || j.asked(rule.faq) {
			continue
		}
		e := rule.evidence(s)
		e.Weight = Enough
		j.add(e)
	}
}

// with joins two sentences.
func (s *sentence) with(other *sentence) sentence {
	both := sentence{written: s.written + " " + other.written, words: append(s.words[:len(s.words):len(s.words)], other.words...), asks: s.asks || other.asks, hits: s.hits}
	both.hits.merge(&other.hits)
	return both
}

// lastQuestion takes a question in a mail on reporting where nothing else was
// told: its sentence need not name the thing again.
func (j *judge) lastQuestion() {
	if !j.in.Facts.Known && !j.anywhere(set(topic, loginWord, credentials, contactWord, fileWay, feeList, mobileThing)) || j.elsewhere() || j.anywhere(set(memberSelf, salesWord)) {
		return
	}
	for _, k := range order {
		if j.weight(k) >= Enough {
			return
		}
	}
	for i := range j.sentences {
		if s := &j.sentences[i]; s.asks && !s.subject && len(s.words) > 2 && !s.hits.has(politeTail) {
			j.add(Evidence{Kind: Question, Weight: 2, Where: "texten", Matched: shorten(s.written), Says: "ställer en fråga i ett brev om redovisning", open: true})
			return
		}
	}
}

// elsewhere tells a mail that is another authority's business.
func (j *judge) elsewhere() bool {
	return j.whole.has(authority) && !j.anywhere(set(feeWord, feeList, credentials, contactWord))
}

// openQuestion takes a question on reporting that the FAQ does not answer
// (rule 26).
func (j *judge) openQuestion(s *sentence) {
	if j.elsewhere() {
		return
	}
	if s.hits.has(pleaseDo) && !s.hits.has(due) && j.anywhere(set(noMobile, onPaper, credentials, contactNew, contactMoved)) {
		return // a request in the form of a question
	}
	if j.whole.has(noMobile) && (s.hits.has(onPaper) || s.hits.has(paperList) || s.hits.has(feeList)) && !s.hits.has(due) {
		return // asks for the other way
	}
	if s.hits.has(vague) && j.anywhere(set(noMobile, onPaper, credentials, loginFails, contactDone)) {
		return // asks what to do about what the rest of the text says
	}
	if s.asks && (s.hits.has(topic) || s.hits.has(due)) && !s.hits.has(politeTail) && !s.subject && len(s.words) > 3 {
		j.add(Evidence{Kind: Question, Weight: 2, Where: "texten", Matched: s.written, Says: "frågar om redovisningen", open: true})
	}
}
