// Package team is how clerks work together on a case page: what the case is about corrected,
// notes that name colleagues and the page of one's own mentions, links, merges undone, and errands
// broken out.
// The case page shows it and posts its forms with all others; the list of mentions is here.
package team

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/teamwork"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/register"
)

// Pages answers the routes of mentions.
type Pages struct {
	*shell.Shell
	Book teamwork.Book
}

// Routes adds the routes.
func (p Pages) Routes(mux *http.ServeMux) {
	mux.Handle("GET /omnamnd", p.Page(p.list))
	mux.Handle("POST /omnamnd/{mention}", p.Page(p.see))
}

type mentionsPage struct {
	Base     shell.Base
	Mentions []mentionView
}

type mentionView struct {
	Action, Number, About, By, Text, At string
	Seen                                bool
}

func (p Pages) list(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	base, err := p.Base(r, "Omnämnanden", "queue")
	if err != nil {
		return err
	}
	found, err := p.Book.Mentions(r.Context(), by)
	if err != nil {
		return err
	}
	page := mentionsPage{Base: base}
	for _, m := range found {
		about := kindWords(m.Kinds)
		if m.Company != "" {
			about = m.Company + " · " + about
		}
		page.Mentions = append(page.Mentions, mentionView{Action: "/omnamnd/" + strconv.FormatInt(m.ID, 10), Number: m.Case.String(),
			About: about, By: m.By, Text: m.Text, At: shell.Moment(m.At, p.Now()), Seen: m.Seen})
	}
	return p.Render(w, http.StatusOK, "mentions.html", page)
}

// see notes that the mention was seen and leads to its case.
func (p Pages) see(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	n, err := strconv.ParseInt(r.PathValue("mention"), 10, 64)
	if err != nil {
		return casework.Refuse(casework.NotFound, "Omnämnandet finns inte.")
	}
	id, err := p.Book.See(r.Context(), by, n)
	if err != nil {
		return err
	}
	return p.Redirect(w, r, caseHref(id), "")
}

// Option is a line of a select or a box to tick.
type Option struct {
	Value, Word string
	Selected    bool
}

// View is what the case page shows of teamwork.
type View struct {
	HeldSince  string // "" where nobody has it
	Colleagues []Option
	Linked     []Linked
	Merged     []Merged // what was merged into it and may be a case of its own again
	Into       *Linked  // what it was merged into itself; nil where it was not
	First      []Option // what the case is about, the most important kind
	More       []Option // and what else
	Leaving    []Option // kinds that can become a case of their own
}

// Linked is a case that belongs to this one.
type Linked struct {
	Number, Href, Word, State, Kinds string
	Away                             bool
}

// Merged is a case that was merged into this one.
type Merged struct {
	Number, Href, Kinds string
	When                string // when, by whom
	Hold                string // why it cannot be undone
}

func mergedOf(a teamwork.Around, now time.Time) []Merged {
	var out []Merged
	for _, m := range a.Merged {
		out = append(out, Merged{Number: m.Case.String(), Href: caseHref(m.Case), Kinds: kindWords(m.Kinds), When: shell.Moment(m.At, now) + " av " + m.By, Hold: m.Hold})
	}
	return out
}

func caseHref(id casework.CaseID) string { return "/arende/" + strconv.FormatInt(int64(id), 10) }

// ViewOf makes the View of a case.
func ViewOf(a teamwork.Around, c casework.Case, now time.Time) View {
	var v View
	if !a.HeldSince.IsZero() {
		v.HeldSince = shell.Moment(a.HeldSince, now)
	}
	for _, p := range a.Colleagues {
		v.Colleagues = append(v.Colleagues, Option{Value: p.Login, Word: p.Name})
	}
	for _, l := range a.Linked {
		v.Linked = append(v.Linked, Linked{Number: l.Case.String(), Href: caseHref(l.Case), Word: l.Word,
			State: l.State.Word(), Kinds: kindWords(l.Kinds), Away: l.Away})
	}
	v.Merged = mergedOf(a, now)
	if c.MergedInto != 0 {
		v.Into = &Linked{Number: c.MergedInto.String(), Href: caseHref(c.MergedInto)}
	}
	for _, k := range teamwork.Kinds() {
		word := casework.KindWord(k)
		v.First = append(v.First, Option{k, word, k == c.Kind()})
		if k != "other" {
			v.More = append(v.More, Option{k, word, k != c.Kind() && slices.Contains(c.Kinds, k)})
		}
	}
	if len(c.Kinds) > 1 {
		for _, k := range c.Kinds {
			if !teamwork.HoldsFees([]string{k}) {
				v.Leaving = append(v.Leaving, Option{k, casework.KindWord(k), k == "question"})
			}
		}
	}
	return v
}

func kindWords(kinds []string) string {
	words := make([]string, len(kinds))
	for i, k := range kinds {
		words[i] = casework.KindWord(k)
	}
	return strings.Join(words, ", ")
}

// ReadKinds reads what the case is about: the first kind, then the others.
func ReadKinds(r *http.Request) (casework.Decision, error) {
	if err := r.ParseForm(); err != nil {
		return nil, err
	}
	kinds := []string{r.PostFormValue("first")}
	for _, k := range r.PostForm["more"] {
		if !slices.Contains(kinds, k) {
			kinds = append(kinds, k)
		}
	}
	return teamwork.SetKinds{Kinds: kinds}, nil
}

// ReadNote reads a note.
func ReadNote(r *http.Request) (casework.Decision, error) {
	return teamwork.Note{Text: strings.TrimSpace(r.PostFormValue("reason"))}, nil
}

// ReadLink reads a link to another case, or that it goes.
func ReadLink(r *http.Request) (casework.Decision, error) {
	to, err := casework.ParseCaseNumber(r.PostFormValue("to"))
	return teamwork.Link{To: to, Why: strings.TrimSpace(r.PostFormValue("reason")), Away: r.PostFormValue("away") != ""}, err
}

// ReadUnmerge reads which case is to be one of its own again.
func ReadUnmerge(r *http.Request) (casework.Decision, error) {
	from, err := casework.ParseCaseNumber(r.PostFormValue("from"))
	return teamwork.Unmerge{From: from}, err
}

// ReadSplit reads what becomes a case of its own.
func ReadSplit(r *http.Request) (casework.Decision, error) {
	if err := r.ParseForm(); err != nil {
		return nil, err
	}
	return teamwork.SplitOff{Kinds: r.PostForm["kind"]}, nil
}

// ReadNothing reads that there is nothing to report.
func ReadNothing(r *http.Request) (casework.Decision, error) {
	return teamwork.ReportNothing{Reason: strings.TrimSpace(r.PostFormValue("reason"))}, nil
}

// ReadRespite reads until when the period may wait.
func ReadRespite(r *http.Request) (casework.Decision, error) {
	until, err := register.ParseDate(r.PostFormValue("until"))
	if err != nil {
		return nil, &casework.Error{Kind: casework.Invalid, Sentence: "Dagen ska skrivas som 2026-11-30.", Cause: err}
	}
	return teamwork.Respite{Until: until, Reason: strings.TrimSpace(r.PostFormValue("reason"))}, nil
}
