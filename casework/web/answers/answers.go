// Package answers is how clerks answer: the panel of the case page with its draft, suggestions,
// text modules and macros, what waits to leave, and the page of texts.
//
//	case page ─▶ ViewOf: the panel (templates/page/answer.html)
//	   │  typed ─▶ POST svar/utkast every few seconds ─▶ a draft row, and how the mail will look
//	   │  fill  ─▶ POST svar/forslag ─▶ the text alone, swapped in
//	   └─ send, or a macro's digit ─▶ POST svar, makro/{macro} ─▶ away, or the case again with why not
//
// What was typed stands in the form again whenever the case is shown in answer to it.
package answers

import (
	"crypto/rand"
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/answers"
	"sef.se/kontakten/casework/web/original"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/register"
)

// Pages answers the routes.
type Pages struct {
	*shell.Shell
	Book  answers.Book
	Cases casework.Cases
	// Show answers with the case as it stands now, and why something was not done.
	Show func(w http.ResponseWriter, r *http.Request, by casework.Actor, status int, alert *shell.Alert) error
}

// Routes adds the routes.
func (p Pages) Routes(mux *http.ServeMux) {
	mux.Handle("POST /arende/{case}/svar", p.Page(p.send))
	mux.Handle("POST /arende/{case}/svar/utkast", p.Page(p.save))
	mux.Handle("POST /arende/{case}/svar/forslag", p.Page(p.suggest))
	mux.Handle("POST /arende/{case}/svar/{answer}/angra", p.Page(p.undo))
	mux.Handle("POST /arende/{case}/makro/{macro}", p.Page(p.macro))
	mux.Handle("POST /arende/{case}/etikett", p.Page(p.tag))
	mux.Handle("GET /arende/{case}/pavag", p.Background(p.leaving))
	mux.Handle("GET /pavag", p.Background(p.mine))
	mux.Handle("POST /arende/{case}/lista", p.Page(p.againInCase))
	mux.Handle("POST /lista/{list}/igen", p.Page(p.again))
	mux.Handle("GET /texter", p.Page(p.texts))
	mux.Handle("GET /texter/modul/{module}", p.Page(p.versions))
	mux.Handle("POST /texter/modul", p.Page(p.saveModule))
	mux.Handle("POST /texter/modul/{module}/avsluta", p.Page(p.endModule))
	mux.Handle("POST /texter/makro", p.Page(p.saveMacro))
	mux.Handle("POST /texter/makro/{macro}/avsluta", p.Page(p.endMacro))
}

func caseHref(id casework.CaseID) string { return "/arende/" + strconv.FormatInt(int64(id), 10) }

// read reads the form of an answer.
func read(r *http.Request, by casework.Actor, id casework.CaseID) answers.Reply {
	seen, _ := strconv.ParseInt(r.PostFormValue("seen"), 10, 64)
	return answers.Reply{Case: id, By: by, Key: r.PostFormValue("key"), Seen: seen, To: r.PostFormValue("to"),
		Text: typed(r), Used: used(r), Asks: r.PostFormValue("asks") != "", Ends: answers.EndsStay}
}

// typed is the text with the newlines of our own.
func typed(r *http.Request) string { return strings.ReplaceAll(r.PostFormValue("text"), "\r\n", "\n") }

var ref = regexp.MustCompile(`^[a-zåäö]+ ?[0-9]*@[0-9]{1,6}$`)

// used are the versions that the text was made of, as the page kept them.
func used(r *http.Request) []string {
	const most = 40
	var out []string
	for part := range strings.SplitSeq(r.PostFormValue("used"), ",") {
		if ref.MatchString(part) && len(out) < most && !slices.Contains(out, part) {
			out = append(out, part)
		}
	}
	return out
}

// send sends what is typed.
func (p Pages) send(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := original.CaseID(r)
	if err != nil {
		return err
	}
	reply := read(r, by, id)
	switch r.PostFormValue("ends") {
	case string(answers.EndsSettle):
		reply.Ends = answers.EndsSettle
	case string(answers.EndsWait):
		reply.Ends, reply.Reason = answers.EndsWait, "Vi väntar på svar från företaget"
		if reply.Until, err = register.ParseDate(r.PostFormValue("until")); err != nil {
			return p.refused(w, r, by, &casework.Error{Kind: casework.Invalid, Sentence: "Dagen ska skrivas som 2026-11-30.", Cause: err})
		}
	}
	return p.carry(w, r, by, reply)
}

// macro does what a macro says, with what is typed where the clerk has written something else
// than a suggestion.
func (p Pages) macro(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := original.CaseID(r)
	if err != nil {
		return err
	}
	_, panel, err := p.panel(r, by, id)
	if err != nil {
		return err
	}
	number, _ := strconv.ParseInt(r.PathValue("macro"), 10, 64)
	i := slices.IndexFunc(panel.Macros, func(m answers.Macro) bool { return m.ID == number })
	if i < 0 {
		return p.refused(w, r, by, casework.Refuse(casework.Conflict, "Makrot finns inte längre. Läs om sidan."))
	}
	return p.carry(w, r, by, p.fromMacro(panel, panel.Macros[i], read(r, by, id)))
}

// fromMacro makes the answer that a macro gives.
func (p Pages) fromMacro(panel answers.Panel, m answers.Macro, reply answers.Reply) answers.Reply {
	reply.Ends, reply.Reason, reply.Tags = m.Ends, m.Reason, m.Tags
	reply.Nothing = m.Says == answers.SaysNothing
	if m.Ends == answers.EndsWait {
		reply.Until = panel.After(m.Days)
	}
	if reply.Nothing {
		return reply
	}
	to := recipient(panel, reply.To)
	reply.To = to.Key()
	if pristine(p.Book.Library(), panel, to, reply.Text) {
		own := suggestion(p.Book.Library(), panel, to, m.Says, nil)
		if m.Says == answers.SaysText {
			own = answers.Written{Text: answers.Fill(m.Text, panel.FactsFor(to))}
		}
		reply.Text, reply.Used, reply.Asks = own.Text, own.Used, m.Says == answers.SaysAsk
	}
	reply.Used = append(slices.Clone(reply.Used), m.Ref())
	return reply
}

// carry sends an answer and goes on: to the queue where nothing is left to do here.
func (p Pages) carry(w http.ResponseWriter, r *http.Request, by casework.Actor, reply answers.Reply) error {
	done, err := p.Book.Send(r.Context(), reply)
	if err != nil {
		return p.refused(w, r, by, err)
	}
	to := caseHref(reply.Case)
	if done.Left {
		to = "/ko"
	}
	return p.Redirect(w, r, to, reply.Case.String()+": "+done.Said)
}

// refused shows the case with the sentence; faults have no page to go back to.
func (p Pages) refused(w http.ResponseWriter, r *http.Request, by casework.Actor, err error) error {
	switch casework.KindOf(err) {
	case casework.Invalid, casework.Conflict, casework.Denied, casework.Unavailable:
	default:
		return err
	}
	f := p.Explain(r, err)
	return p.Show(w, r, by, f.Status, &f.Alert)
}

// panel opens the case and what is answered in it.
func (p Pages) panel(r *http.Request, by casework.Actor, id casework.CaseID) (casework.CasePage, answers.Panel, error) {
	c, err := p.Cases.OpenCase(r.Context(), by, id, casework.Opening{What: "case"})
	if err != nil {
		return c, answers.Panel{}, err
	}
	panel, err := p.Book.Panel(r.Context(), by, c)
	return c, panel, err
}

// savedDoc is what a script is told of a saved draft.
type savedDoc struct {
	Revision int    `json:"revision"`
	Said     string `json:"said"`
	Subject  string `json:"subject"`
	Body     string `json:"body"`
}

// save keeps the draft and gives how the mail will look.
func (p Pages) save(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := original.CaseID(r)
	if err != nil {
		return err
	}
	base, _ := strconv.Atoi(r.PostFormValue("revision"))
	reply := read(r, by, id)
	saved, err := p.Book.SaveDraft(r.Context(), by, id, answers.Draft{Revision: base, Text: reply.Text, Used: reply.Used, To: reply.To})
	if err != nil {
		return err
	}
	doc := savedDoc{Revision: saved.Revision, Said: "Utkastet är sparat " + shell.Moment(saved.At, p.Now()) + "."}
	if saved.Revision == 0 {
		doc.Said = "Inget utkast."
	}
	to := answers.Recipient{Way: answers.WayMail, Address: reply.To}
	if reply.To == string(answers.WayLetter) {
		to = answers.Recipient{Way: answers.WayLetter}
	}
	if doc.Subject, doc.Body, err = p.Book.Preview(id, to, reply.Asks, reply.Text); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	return json.NewEncoder(w).Encode(doc)
}

// suggest gives the text that answers the chosen questions, or asks for what is missing. Without
// a script it is the whole page.
func (p Pages) suggest(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	if r.Header.Get("HX-Request") == "" {
		return p.Show(w, r, by, http.StatusOK, nil)
	}
	id, err := original.CaseID(r)
	if err != nil {
		return err
	}
	c, panel, err := p.panel(r, by, id)
	if err != nil {
		return err
	}
	return p.RenderBlock(w, http.StatusOK, "case.html", "answer-text", p.viewOf(r, c, panel))
}

func (p Pages) undo(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := original.CaseID(r)
	if err != nil {
		return err
	}
	answer, _ := strconv.ParseInt(r.PathValue("answer"), 10, 64)
	if err := p.Book.Undo(r.Context(), by, id, answer); err != nil {
		return p.refused(w, r, by, err)
	}
	return p.Redirect(w, r, caseHref(id), "Svaret är ångrat. Texten är ett utkast igen.")
}

func (p Pages) tag(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := original.CaseID(r)
	if err != nil {
		return err
	}
	on := r.PostFormValue("off") == ""
	if err := p.Book.Tag(r.Context(), by, id, r.PostFormValue("tag"), on); err != nil {
		return p.refused(w, r, by, err)
	}
	return p.Redirect(w, r, caseHref(id), "")
}

// leaving gives what waits to leave, for the page that shows it.
func (p Pages) leaving(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := original.CaseID(r)
	if err != nil {
		return err
	}
	waiting, err := p.Book.Waiting(r.Context(), by, id)
	if err != nil {
		return err
	}
	v := View{Case: caseHref(id)}
	v.Waiting = p.waitingOf(id, waiting)
	v.NoKey = r.FormValue("utan") != ""
	return p.RenderBlock(w, http.StatusOK, "case.html", "leaving", v)
}

// mine gives what waits to leave of one's own, for the queue: what was just decided is undone there
// by one key (R28).
func (p Pages) mine(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	waiting, err := p.Book.Mine(r.Context(), by)
	if err != nil {
		return err
	}
	v := View{Case: ""}
	for _, m := range waiting {
		one := p.waitingOf(m.Case, []answers.Waiting{m})[0]
		one.Case, one.CaseHref, one.CaseID = m.Case.String(), caseHref(m.Case), int64(m.Case)
		if m.Report != 0 {
			one.Report, one.Href = true, "/redovisning/"+strconv.FormatInt(int64(m.Report), 10)+"/angra"
		}
		v.Waiting = append(v.Waiting, one)
	}
	return p.RenderBlock(w, http.StatusOK, "case.html", "mine", v)
}

// again has a list sent again, on the list's or the company's page.
func (p Pages) again(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	said, err := p.sendAgain(r, by, r.PathValue("list"), 0)
	if err != nil {
		return err
	}
	return p.Redirect(w, r, shell.LocalPath(r.PostFormValue("back")), said)
}

// againInCase has a list of the case's company sent again.
func (p Pages) againInCase(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := original.CaseID(r)
	if err != nil {
		return err
	}
	said, err := p.sendAgain(r, by, r.PostFormValue("list"), id)
	if casework.KindOf(err) == casework.NotFound { // of the list: a newer one has taken its place
		err = casework.Refuse(casework.Conflict, "Listan gäller inte längre. Läs om sidan och välj på nytt.")
	}
	if err != nil {
		return p.refused(w, r, by, err)
	}
	return p.Redirect(w, r, caseHref(id), said)
}

func (p Pages) sendAgain(r *http.Request, by casework.Actor, list string, id casework.CaseID) (string, error) {
	n, err := strconv.ParseInt(list, 10, 64)
	if err != nil {
		return "", casework.Refuse(casework.Invalid, "Välj vilken lista som ska skickas igen.")
	}
	return p.Book.SendListAgain(r.Context(), by, answers.ListAgain{List: casework.ListID(n), Case: id,
		Reason: strings.TrimSpace(r.PostFormValue("reason")), Key: r.PostFormValue("key")})
}

func newKey() string { return rand.Text() }
