package answers

import (
	"slices"
	"strconv"
	"strings"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/internal/register"
)

// questionKeys are the questions of fragor.txt, in the order in which they are asked.
var questionKeys = []string{"företag", "period", "uppgifter", "belopp", "person", "nummer", "summa", "belopp och summa", "saknas", "satser"}

// mostQuestions is how many rows one letter asks about: more are better asked by telephone.
const mostQuestions = 8

// Missing is what is asked of a company about a case. It holds no name and no number of a person.
type Missing struct {
	General []string // questions that tell nothing of the company
	Rows    []string // the rest, in order
}

// Empty tells that nothing is missing.
func (m Missing) Empty() bool { return len(m.General)+len(m.Rows) == 0 }

// Missing finds what a case lacks. members is how many the company has in the period: a sum is
// told from letter.TellTotalFrom on. Rows of the dead and of protected persons are never asked
// about (R8, R13): quiet tells which numbers those are.
func (l *Library) Missing(c casework.CasePage, members int, quiet func(register.Personnummer) bool) Missing {
	var m Missing
	if c.Case.Company == nil {
		m.General = append(m.General, l.questions["företag"])
	}
	if !isFee(c) {
		return m
	}
	if c.Case.Period.IsZero() {
		m.General = append(m.General, l.questions["period"])
	}
	if len(c.Rows) == 0 {
		m.General = append(m.General, l.questions["uppgifter"])
		return m
	}
	m.Rows = append(l.aboutRows(c, quiet), l.aboutWhole(c, members, quiet)...)
	if len(m.Rows) > mostQuestions {
		m.Rows = m.Rows[:mostQuestions]
	}
	return m
}

func isFee(c casework.CasePage) bool {
	return len(c.Rows) > 0 || slices.Contains(c.Case.Kinds, "fee_data") || slices.Contains(c.Case.Kinds, "returned_list")
}

func (l *Library) aboutRows(c casework.CasePage, quiet func(register.Personnummer) bool) []string {
	var out []string
	for i, r := range c.Rows {
		key := rowQuestion(r)
		if key == "" || quiet(r.Personnummer) || has(r, "deceased") {
			continue
		}
		out = append(out, strings.ReplaceAll(l.questions[key], "{rad}", strconv.Itoa(i+1)))
	}
	return out
}

func rowQuestion(r casework.CaseRow) string {
	switch {
	case r.Blank && r.Reason == "":
		return "belopp"
	case has(r, "personnummer_invalid"):
		return "nummer"
	case r.Personnummer.IsZero(), has(r, "member_unknown"), has(r, "member_elsewhere"):
		return "person"
	}
	return ""
}

func has(r casework.CaseRow, code string) bool {
	for _, f := range r.Findings {
		if f.Code == code {
			return true
		}
	}
	return false
}

func (l *Library) aboutWhole(c casework.CasePage, members int, quiet func(register.Personnummer) bool) []string {
	var out []string
	whole := map[string]bool{}
	for _, f := range c.Findings {
		whole[f.Code] = true
	}
	if whole["total_mismatch"] && c.Stated != nil {
		text := l.questions["summa"]
		if members >= letter.TellTotalFrom {
			text = strings.NewReplacer("{angiven summa}", c.Stated.Kronor(), "{radernas summa}", c.Sum.Total().Kronor()).Replace(l.questions["belopp och summa"])
		}
		out = append(out, text)
	}
	if slices.ContainsFunc(c.Missing, func(e casework.Expected) bool { return !quiet(e.Personnummer) }) {
		out = append(out, l.questions["saknas"])
	}
	if whole["fees_of_two_bases"] || whole["fee_off_base"] {
		out = append(out, l.questions["satser"])
	}
	return out
}

// Ask writes what is asked. Towards an address that is not confirmed only the general questions
// are asked; none gives no text.
func (l *Library) Ask(m Missing, f Facts, confirmed bool) Written {
	questions := m.General
	if confirmed {
		questions = append(slices.Clone(m.General), m.Rows...)
	}
	if len(questions) == 0 {
		return Written{}
	}
	body := strings.ReplaceAll(Fill(l.ask.Body, f), "{frågor}", "- "+strings.Join(questions, "\n- "))
	if confirmed && slices.ContainsFunc(m.Rows, func(q string) bool { return strings.HasPrefix(q, "Rad ") }) {
		body = strings.Replace(body, "Det här undrar vi:", "Det här undrar vi. Raderna är räknade uppifrån:", 1)
	}
	return Written{Text: greeting(f) + "\n\n" + body, Used: []string{l.ask.Ref(), l.phrases.Ref()}}
}
