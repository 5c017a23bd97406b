package answers

import (
	"net/http"
	"strconv"
	"strings"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/answers"
	"sef.se/kontakten/casework/web/shell"
)

// textsPage is the page of texts: modules, macros, and the templates of the program.
type textsPage struct {
	Base      shell.Base
	CanEdit   bool
	Modules   []textView
	Macros    []textView
	New       textView
	NewMacro  textView
	Fields    []answers.Field
	Templates []answers.Template
	History   []textView // versions of one module, newest first
	Of        string
}

// textView is a module or a macro in its form.
type textView struct {
	ID, Name, Text, Version, By string
	Digit, Days, Reason, Tags   string
	Does                        string
	Says, Ends                  []option
	Digits                      []option
}

func (p Pages) texts(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return p.showTexts(w, r, by, http.StatusOK, nil)
}

func (p Pages) showTexts(w http.ResponseWriter, r *http.Request, by casework.Actor, status int, alert *shell.Alert) error {
	all, err := p.Book.Texts(r.Context())
	if err != nil {
		return err
	}
	page, err := p.textsPage(r, by)
	if err != nil {
		return err
	}
	if alert != nil {
		page.Base.Alert, page.Base.Flash = alert, ""
	}
	for _, m := range all.Modules {
		page.Modules = append(page.Modules, p.moduleOf(m))
	}
	for _, m := range all.Macros {
		page.Macros = append(page.Macros, p.macroOf(m))
	}
	page.NewMacro = p.macroOf(answers.Macro{Digit: free(all.Macros), Says: answers.SaysFAQ, Ends: answers.EndsSettle})
	page.Templates = p.Book.Library().Templates()
	return p.Render(w, status, "texts.html", page)
}

func (p Pages) textsPage(r *http.Request, by casework.Actor) (textsPage, error) {
	base, err := p.Base(r, "Texter och makron", "")
	base.Back = "/texter"
	return textsPage{Base: base, CanEdit: by.Supervises(), Fields: answers.Fields()}, err
}

// free is the first digit that no macro has, 0 for none.
func free(macros []answers.Macro) int {
	taken := map[int]bool{}
	for _, m := range macros {
		taken[m.Digit] = true
	}
	for d := 1; d <= 9; d++ {
		if !taken[d] {
			return d
		}
	}
	return 0
}

func (p Pages) moduleOf(m answers.Module) textView {
	return textView{ID: strconv.FormatInt(m.ID, 10), Name: m.Name, Text: m.Text, Version: strconv.Itoa(m.Version), By: p.writtenBy(m.By, shell.Moment(m.At, p.Now()))}
}

func (p Pages) writtenBy(name, when string) string {
	if name == "" {
		return "följer med programmet"
	}
	return name + ", " + when
}

func (p Pages) macroOf(m answers.Macro) textView {
	v := textView{ID: strconv.FormatInt(m.ID, 10), Name: m.Name, Text: m.Text, Version: strconv.Itoa(m.Version), Digit: strconv.Itoa(m.Digit),
		Reason: m.Reason, Tags: strings.Join(m.Tags, ", "), By: p.writtenBy(m.By, shell.Moment(m.At, p.Now()))}
	if m.Days > 0 {
		v.Days = strconv.Itoa(m.Days)
	}
	v.Does = m.Says.Word() + ", " + m.Ends.Word()
	if m.Ends == answers.EndsWait {
		v.Does += " " + v.Days + " bankdagar"
	}
	for d := 1; d <= 9; d++ {
		v.Digits = append(v.Digits, option{strconv.Itoa(d), strconv.Itoa(d), d == m.Digit})
	}
	for _, s := range []answers.Says{answers.SaysFAQ, answers.SaysAsk, answers.SaysText, answers.SaysNothing} {
		v.Says = append(v.Says, option{string(s), s.Word(), s == m.Says})
	}
	for _, e := range []answers.Ends{answers.EndsSettle, answers.EndsWait, answers.EndsReject, answers.EndsStay} {
		v.Ends = append(v.Ends, option{string(e), e.Word(), e == m.Ends})
	}
	return v
}

// versions shows what a module said before.
func (p Pages) versions(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, _ := strconv.ParseInt(r.PathValue("module"), 10, 64)
	all, err := p.Book.Versions(r.Context(), id)
	if err != nil {
		return err
	}
	page, err := p.textsPage(r, by)
	if err != nil {
		return err
	}
	page.Of = all[0].Name
	for _, m := range all {
		page.History = append(page.History, p.moduleOf(m))
	}
	return p.Render(w, http.StatusOK, "texts.html", page)
}

// changed answers a form of the page of texts.
func (p Pages) changed(w http.ResponseWriter, r *http.Request, by casework.Actor, err error, said string) error {
	switch casework.KindOf(err) {
	case 0:
		if err != nil {
			return err
		}
		return p.Redirect(w, r, "/texter", said)
	case casework.NotFound:
		return err
	}
	f := p.Explain(r, err)
	return p.showTexts(w, r, by, f.Status, &f.Alert)
}

func (p Pages) saveModule(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, _ := strconv.ParseInt(r.PostFormValue("id"), 10, 64)
	err := p.Book.SaveModule(r.Context(), by, answers.Module{ID: id, Name: strings.TrimSpace(r.PostFormValue("name")), Text: typed(r)})
	return p.changed(w, r, by, err, "Textmodulen är sparad som en ny version.")
}

func (p Pages) endModule(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, _ := strconv.ParseInt(r.PathValue("module"), 10, 64)
	return p.changed(w, r, by, p.Book.EndModule(r.Context(), by, id), "Textmodulen används inte längre.")
}

func (p Pages) saveMacro(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, _ := strconv.ParseInt(r.PostFormValue("id"), 10, 64)
	digit, _ := strconv.Atoi(r.PostFormValue("digit"))
	days, _ := strconv.Atoi(r.PostFormValue("days"))
	tags, err := answers.ParseTags(r.PostFormValue("tags"))
	if err == nil {
		err = p.Book.SaveMacro(r.Context(), by, answers.Macro{ID: id, Name: strings.TrimSpace(r.PostFormValue("name")), Digit: digit,
			Says: answers.Says(r.PostFormValue("says")), Text: strings.TrimSpace(typed(r)), Ends: answers.Ends(r.PostFormValue("ends")), Days: days,
			Reason: strings.TrimSpace(r.PostFormValue("reason")), Tags: tags})
	}
	return p.changed(w, r, by, err, "Makrot är sparat som en ny version.")
}

func (p Pages) endMacro(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, _ := strconv.ParseInt(r.PathValue("macro"), 10, 64)
	return p.changed(w, r, by, p.Book.EndMacro(r.Context(), by, id), "Makrot används inte längre.")
}
