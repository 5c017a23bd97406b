package answers

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/answers"
	"sef.se/kontakten/casework/web/shell"
)

// View is the panel as the page shows it. Its zero value shows nothing.
type View struct {
	Case, Href string // "/arende/101", "/arende/101/svar"
	Number     int64
	Show, Open bool
	Key        string
	Seen       int64

	Questions []questionView
	Chosen    bool     // some question of the FAQ was asked
	Missing   []string // what can be asked of the company
	To        []toView
	Text      string
	Used      string
	Asks      bool
	Revision  int
	Draft     string // "Utkast av Anna, 10.42"; "" where none is kept
	Other     bool   // somebody else wrote it
	Subject   string // how it will look
	Preview   string

	Macros  []macroView
	Modules []moduleView
	Ends    string
	Until   string // five bank days ahead
	Least   string

	Tags    []string
	Waiting []waitingView
	NoKey   bool // Z undoes something else on the page
	Lists   []option
}

type questionView struct {
	FAQ, Title string
	Asked      bool
	Evidence   []string
}

type toView struct {
	Value, Word         string
	Selected, Confirmed bool
}

type macroView struct{ Digit, Name, Href, Says string }

type moduleView struct{ ID, Name, Ref, Text, General string }

type waitingView struct {
	Mail, Says, Href, Key string
	Left                  int // seconds; 0 for a letter
	Answer                bool
	Report                bool // the receipt of an approval that can be undone
	Case, CaseHref        string
	CaseID                int64
}

type option struct {
	Value, Word string
	Selected    bool
}

// ViewOf gives the panel of a case that has been opened. What the request typed stands in it.
func (p Pages) ViewOf(r *http.Request, by casework.Actor, c casework.CasePage, noKey bool) (View, error) {
	panel, err := p.Book.Panel(r.Context(), by, c)
	if err != nil {
		return View{}, err
	}
	v := p.viewOf(r, c, panel)
	v.NoKey = noKey
	return v, nil
}

func (p Pages) viewOf(r *http.Request, c casework.CasePage, panel answers.Panel) View {
	id := c.Case.ID
	v := View{Case: caseHref(id), Href: caseHref(id) + "/svar", Number: int64(id), Key: newKey(), Seen: panel.Seen, Revision: panel.Draft.Revision,
		Tags: panel.Tags, Waiting: p.waitingOf(id, panel.Waiting), Until: panel.After(waitDays).String(), Least: panel.After(0).AddDays(1).String()}
	for _, l := range panel.Lists {
		v.Lists = append(v.Lists, option{Value: strconv.FormatInt(int64(l.ID), 10), Word: shell.PeriodWords(l.Period) + ", " + l.State.Word()})
	}
	if len(panel.Recipients) == 0 || c.HeldBy != "" {
		return v
	}
	v.Show = true
	p.fill(&v, r, c, panel)
	lib := p.Book.Library()
	for n := 1; ; n++ {
		t, ok := lib.FAQ(n)
		if !ok {
			break
		}
		q := questionView{FAQ: strconv.Itoa(n), Title: t.Title}
		for _, a := range panel.Asked {
			if a.FAQ == n {
				q.Asked, q.Evidence, v.Chosen = true, a.Evidence[:min(1, len(a.Evidence))], true
			}
		}
		if r.PostForm.Has("text") {
			q.Asked = slices.Contains(r.PostForm["faq"], q.FAQ)
		}
		v.Questions = append(v.Questions, q)
	}
	for _, m := range panel.Macros {
		if !offered(m, c, panel) {
			continue
		}
		v.Macros = append(v.Macros, macroView{Digit: strconv.Itoa(m.Digit), Name: m.Name, Says: m.Says.Word() + ", " + m.Ends.Word(),
			Href: v.Case + "/makro/" + strconv.FormatInt(m.ID, 10)})
	}
	for _, m := range panel.Modules {
		v.Modules = append(v.Modules, moduleView{ID: strconv.FormatInt(m.ID, 10), Name: m.Name, Ref: m.Ref(),
			Text: answers.Fill(m.Text, panel.Facts), General: answers.Fill(m.Text, panel.Facts.General())})
	}
	unanswered := c.Case.State.Live() && !panel.Answered && (c.Case.Kind() == "question" || c.Case.Kind() == "other" && c.Case.Company != nil)
	v.Open = r.PostForm.Has("text") || panel.Draft.Revision > 0 || unanswered
	return v
}

// offered tells whether a macro has something to do in a case: none where it is decided, none that
// answers or asks what was answered already or is not asked.
func offered(m answers.Macro, c casework.CasePage, panel answers.Panel) bool {
	switch {
	case !c.Case.State.Live():
		return false
	case m.Says == answers.SaysFAQ:
		return len(panel.Asked) > 0 && !panel.Answered
	case m.Says == answers.SaysAsk:
		return !panel.Missing.Empty()
	}
	return true
}

// waitDays is how many bank days a question waits for its answer.
const waitDays = 5

// fill puts the text into the form: what was typed, else the draft, else the answer to what was
// asked.
func (p Pages) fill(v *View, r *http.Request, c casework.CasePage, panel answers.Panel) {
	lib := p.Book.Library()
	to, _ := panel.Proposed()
	v.Ends = string(answers.EndsSettle)
	switch fill := r.PostFormValue("fill"); {
	case fill != "":
		to = recipient(panel, r.PostFormValue("to"))
		w := suggestion(lib, panel, to, answers.Says(fill), numbers(r.PostForm["faq"]))
		v.Text, v.Used, v.Asks = w.Text, strings.Join(w.Used, ","), fill == string(answers.SaysAsk)
	case r.PostForm.Has("text"):
		to = recipient(panel, r.PostFormValue("to"))
		v.Text, v.Used, v.Asks, v.Ends = typed(r), strings.Join(used(r), ","), r.PostFormValue("asks") != "", cmp.Or(r.PostFormValue("ends"), v.Ends)
	case panel.Draft.Revision > 0:
		v.Text, v.Used = panel.Draft.Text, strings.Join(panel.Draft.Used, ",")
	case panel.Answered || !c.Case.State.Live():
		v.Ends = string(answers.EndsStay)
	default:
		w := suggestion(lib, panel, to, answers.SaysFAQ, nil)
		v.Text, v.Used = w.Text, strings.Join(w.Used, ",")
	}
	if v.Asks || slices.ContainsFunc(strings.Split(v.Used, ","), func(s string) bool { return strings.HasPrefix(s, "fraga@") }) {
		v.Asks, v.Ends = true, string(answers.EndsWait)
	}
	if d := panel.Draft; d.Revision > 0 {
		v.Draft, v.Other = "Utkast av "+d.By.Name+", "+shell.Moment(d.SavedAt, p.Now()), d.By.ID != 0
	}
	for _, r := range panel.Recipients {
		v.To = append(v.To, toView{Value: r.Key(), Word: toWords(r), Selected: r.Key() == to.Key(), Confirmed: r.Confirmed})
	}
	v.Missing = panel.Missing.General
	if to.Confirmed {
		v.Missing = append(slices.Clone(v.Missing), panel.Missing.Rows...)
	}
	if subject, body, err := p.Book.Preview(c.Case.ID, to, v.Asks, v.Text); err == nil {
		v.Subject, v.Preview = subject, body
	}
}

// recipient is the one that the form says, else the proposed one.
func recipient(panel answers.Panel, key string) answers.Recipient {
	for _, r := range panel.Recipients {
		if r.Key() == key {
			return r
		}
	}
	r, _ := panel.Proposed()
	return r
}

// suggestion is what the program would write; of the FAQ by the numbers chosen, else by what was
// asked.
func suggestion(lib *answers.Library, panel answers.Panel, to answers.Recipient, says answers.Says, faq []int) answers.Written {
	facts := panel.FactsFor(to)
	if says == answers.SaysAsk {
		return lib.Ask(panel.Missing, facts, to.Confirmed)
	}
	if faq == nil {
		for _, a := range panel.Asked {
			faq = append(faq, a.FAQ)
		}
	}
	return lib.Answer(faq, facts)
}

// pristine tells whether nobody has written anything: the text is empty or one that the program
// suggests.
func pristine(lib *answers.Library, panel answers.Panel, to answers.Recipient, text string) bool {
	text = strings.TrimSpace(text)
	return text == "" || text == strings.TrimSpace(suggestion(lib, panel, to, answers.SaysFAQ, nil).Text) ||
		text == strings.TrimSpace(suggestion(lib, panel, to, answers.SaysAsk, nil).Text)
}

func numbers(texts []string) []int {
	out := []int{}
	for _, t := range texts {
		if n, err := strconv.Atoi(t); err == nil {
			out = append(out, n)
		}
	}
	return out
}

func toWords(r answers.Recipient) string {
	switch {
	case r.Way == answers.WayLetter:
		return "Brev till den registrerade postadressen"
	case !r.Confirmed:
		return r.Address + " (avsändaren, inte bekräftad: bara allmänna svar)"
	case r.Name != "":
		return r.Name + ", " + r.Address
	}
	return r.Address
}

func (p Pages) waitingOf(id casework.CaseID, all []answers.Waiting) []waitingView {
	var out []waitingView
	now := p.Now()
	for _, w := range all {
		v := waitingView{Mail: strconv.FormatInt(w.Mail, 10), Left: int(w.At.Sub(now).Round(time.Second) / time.Second),
			Says: mailWord(w.Template) + " till " + w.To + " skickas " + shell.Moment(w.At, now), Href: "/utkorg/" + strconv.FormatInt(w.Mail, 10) + "/stoppa", Key: newKey()}
		if w.Mail == 0 {
			v.Mail, v.Left, v.Says = "", 0, "Brevet med svaret väntar på utskrift"
		}
		if w.Answer != 0 && w.Mine {
			v.Answer, v.Href = true, caseHref(id)+"/svar/"+strconv.FormatInt(w.Answer, 10)+"/angra"
		}
		out = append(out, v)
	}
	return out
}

// mailWord names a mail by its template.
func mailWord(template string) string {
	words := map[string]string{"answer": "Svaret", "receipt": "Kvittot", "acknowledgement": "Mottagningsbekräftelsen", "annulled": "Rättelsen av kvittot"}
	if w, ok := words[template]; ok {
		return w
	}
	return "Bekräftelsen"
}
