package kinds

import (
	"slices"

	"sef.se/kontakten/mailin/message"
)

// Kind is what a message is or asks for (contract.md, "kinds").
type Kind string

// The kinds.
const (
	CredentialRequest Kind = "credential_request"
	PaperRequest      Kind = "paper_request"
	FeeData           Kind = "fee_data"
	ReturnedList      Kind = "returned_list"
	ContactPerson     Kind = "contact_person"
	Question          Kind = "question"
	DeliveryFailure   Kind = "delivery_failure"
	AutoReply         Kind = "auto_reply"
	Other             Kind = "other"
)

// order is samples/README.md, rule 1.
var order = []Kind{DeliveryFailure, AutoReply, ReturnedList, FeeData, PaperRequest, CredentialRequest, ContactPerson, Question, Other}

// Enough is the weight from which a kind counts as told.
const Enough = 2.0

// Evidence is one thing that speaks for (or, below zero, against) a kind.
type Evidence struct {
	Kind    Kind    `json:"kind"`
	FAQ     int     `json:"faq,omitempty"`
	Weight  float64 `json:"weight"`
	Where   string  `json:"where"`   // Swedish: "ämnesraden", "texten", "bilaga 1", "brevhuvudet"
	Matched string  `json:"matched"` // the words as written
	Says    string  `json:"says"`    // Swedish: what it is taken for

	open   bool // a question that the FAQ does not answer
	postal bool // its sentence gives a postal address, and no other
}

// Facts is what reading the fees has shown; it weighs more than words.
type Facts struct {
	Rows         int  // fee rows read, in bodies and files
	Nameless     int  // rows of persons whom nobody knows, in a mail of no known company: they are no Rows
	Combined     bool // persons with one amount for both fees, which gives no rows (rule 17)
	Unpaired     bool // names and amounts that do not agree in number, so that nobody can say whose they are
	Unread       int  // lines of running text that look like fees and gave no row
	Known        bool // the mail tells a company of the register
	DataFiles    int  // files that could hold fee data: spreadsheets, text, PDF, unknown; no signature logos
	EmptyFiles   int  // files beside them with nothing in them
	Unreadable   int  // of them, those that could not be read
	Images       int  // of them, photographs and scans without text
	Pictures     int  // of them, image files
	StatedTotal  bool // a total of fees stands in text or file
	PaperChannel bool // the company that the mail seems to concern reports on paper
}

// Input is a message as far as its kind depends on it.
type Input struct {
	Message *message.Message
	Subject string
	Text    string // the new text without signature, lines as written
	All     string // the new text with signature, for bounces and automatic answers
	Facts   Facts
}

// Verdict is the answer.
type Verdict struct {
	Kinds    []Kind // never empty, the most important first
	FAQ      []int  // ascending
	Evidence []Evidence
}

// Is tells whether the message is of the kind.
func (v Verdict) Is(k Kind) bool { return slices.Contains(v.Kinds, k) }

// Employers tells whether the message is an employer's errand, on which
// company_unknown and company_ambiguous are set (rule 5).
func (v Verdict) Employers() bool {
	switch v.Kinds[0] {
	case DeliveryFailure, AutoReply, Other:
		return false
	}
	return true
}

// Decide weighs the evidence.
func Decide(in Input) Verdict {
	if e, automatic := machine(in); automatic {
		return Verdict{Kinds: []Kind{e[0].Kind}, Evidence: e}
	}
	j := newJudge(in)
	j.judgeErrands()
	j.judgeSteps()
	j.judgeFees()
	j.judgeAgain()
	j.judgeOther()
	return j.verdict()
}

// judge collects evidence on the way to a verdict.
type judge struct {
	in        Input
	sentences []sentence
	whole     hits // the concepts of the whole text
	evidence  []Evidence
}

func newJudge(in Input) *judge {
	j := &judge{in: in, sentences: sentencesOf(in.Subject, in.Text)}
	for i := range j.sentences {
		j.whole.merge(&j.sentences[i].hits)
	}
	if in.Facts.Known {
		j.whole[scam] = hit{} // an employer who quotes what the page says
	}
	return j
}

func (j *judge) add(e Evidence) { j.evidence = append(j.evidence, e) }

// weight sums the evidence for a kind.
func (j *judge) weight(k Kind) float64 {
	sum := 0.0
	for _, e := range j.evidence {
		if e.Kind == k {
			sum += e.Weight
		}
	}
	return sum
}

// verdict takes the kinds that weigh enough and their questions.
func (j *judge) verdict() Verdict {
	v := Verdict{Evidence: j.evidence}
	for _, k := range order {
		if j.weight(k) >= Enough {
			v.Kinds = append(v.Kinds, k)
		}
	}
	if v.Is(ReturnedList) && v.Is(FeeData) {
		v.Kinds = slices.DeleteFunc(v.Kinds, func(k Kind) bool {
			return k == FeeData && j.in.Facts.Rows == 0 || k == ReturnedList && j.in.Facts.Rows > 0
		})
	}
	if len(v.Kinds) > 1 {
		v.Kinds = slices.DeleteFunc(v.Kinds, func(k Kind) bool { return k == Other || k == ContactPerson && j.onlyPostal() })
	}
	if len(v.Kinds) == 0 {
		v.Kinds = []Kind{Other}
	}
	v.FAQ = j.questions(v)
	return v
}

// onlyPostal tells whether nothing but a postal address speaks for a change of
// contact person: beside another errand it is where to send the answer.
func (j *judge) onlyPostal() bool {
	return !slices.ContainsFunc(j.evidence, func(e Evidence) bool { return e.Kind == ContactPerson && e.Weight > 0 && !e.postal })
}

// questions gives the FAQ numbers of the kinds that were told (rule 2).
func (j *judge) questions(v Verdict) []int {
	var faq []int
	if v.Is(CredentialRequest) {
		faq = append(faq, 1)
	}
	if v.Is(PaperRequest) {
		faq = append(faq, 2)
	}
	if v.Is(Question) {
		for n := 3; n <= 9; n++ {
			if j.asked(n) {
				faq = append(faq, n)
			}
		}
	}
	return faq
}

// asked tells whether the evidence for one question of the FAQ weighs enough.
func (j *judge) asked(n int) bool {
	sum := 0.0
	for _, e := range j.evidence {
		if e.Kind == Question && e.FAQ == n {
			sum += e.Weight
		}
	}
	return sum >= Enough
}
