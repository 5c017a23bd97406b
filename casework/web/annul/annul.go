// Package annul is the page of one booked version of a report: its rows with their sources, and
// makulera and flytta, which one person asks for and another confirms.
package annul

import (
	"crypto/rand"
	"net/http"
	"strconv"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/annulment"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/register"
)

// Reports answers the routes of a booked version.
type Reports struct {
	*shell.Shell
	Book      annulment.Book
	Companies casework.Companies
}

// Routes adds the routes.
func (s Reports) Routes(mux *http.ServeMux) {
	mux.Handle("GET /redovisning/{id}", s.Page(s.show))
	mux.Handle("POST /redovisning/{id}/ta-bort", s.Page(s.ask))
	mux.Handle("POST /redovisning/{id}/svar", s.Page(s.answer))
	mux.Handle("POST /redovisning/{id}/angra", s.Page(s.undo))
}

type reportPage struct {
	Base      shell.Base
	Href      string
	Company   companyLink
	Period    string
	Kind      string
	Decided   string
	Reason    string
	Case      caseLink
	Rows      []rowView
	Sum       string
	Stands    bool
	OwnNumber string // customer number: where no other company is written
	Request   *requestView
	MovedTo   *linkView
	MovedFrom *linkView
	Reasons   []option
	Periods   []option
	Key       string
	Form      formView
}

type (
	companyLink struct{ Name, Href string }
	caseLink    struct{ Number, Href string }
	linkView    struct{ Text, Href string }
	option      struct {
		Value, Word string
		Selected    bool
	}
	rowView struct {
		No                                                    int
		Name, Number, Member, Control, Reason, Source, Marked string
	}
	requestView struct {
		ID             int64
		Says, By, At   string
		Mine           bool
		KeyYes, KeyNot string
	}
	formView struct{ Words, Company string }
)

func (s Reports) show(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return s.render(w, r, by, http.StatusOK, nil)
}

func (s Reports) render(w http.ResponseWriter, r *http.Request, by casework.Actor, status int, alert *shell.Alert) error {
	id, err := reportID(r)
	if err != nil {
		return err
	}
	found, err := s.Book.ReportPage(r.Context(), by, id)
	if err != nil {
		return err
	}
	base, err := s.Base(r, "Redovisning "+found.Version.Period.Words(), "company")
	if err != nil {
		return err
	}
	if alert != nil {
		base.Alert, base.Flash = alert, ""
	}
	base.Back = "/redovisning/" + r.PathValue("id")
	p := s.view(base, found)
	p.Form = formView{Words: r.PostFormValue("words"), Company: r.PostFormValue("company")}
	p.Reasons = reasonOptions(annulment.Reason(r.PostFormValue("reason")))
	p.Periods = s.periodOptions(found.Version.Period)
	return s.Render(w, status, "report.html", p)
}

func (s Reports) view(base shell.Base, f annulment.Page) reportPage {
	v, now := f.Version, s.Now()
	p := reportPage{Base: base, Href: base.Back, Company: companyLink{f.Company.Name, companyHref(f.Company)}, Period: shell.PeriodWords(v.Period),
		Kind: kindWord(v.Kind), Decided: shell.Moment(v.DecidedAt, now) + ", " + v.DecidedBy, Reason: v.Reason, Sum: v.Sum.Total().Kronor(),
		Stands: f.Stands, OwnNumber: strconv.Itoa(f.Company.CustomerNumber), Key: rand.Text()}
	if v.SecondBy != "" {
		p.Decided += " och " + v.SecondBy
	}
	if v.CaseID != 0 {
		p.Case = caseLink{casework.CaseID(v.CaseID).String(), "/arende/" + strconv.FormatInt(v.CaseID, 10)}
	}
	for _, posting := range v.Postings {
		p.Rows = append(p.Rows, rowOf(posting))
	}
	if q := f.Request; q != nil {
		p.Request = &requestView{ID: q.ID, Says: q.Says(), By: q.By.Name, At: shell.Moment(q.At, now), Mine: q.Mine, KeyYes: rand.Text(), KeyNot: rand.Text()}
	}
	p.MovedTo, p.MovedFrom = linkOf(f.MovedTo), linkOf(f.MovedFrom)
	return p
}

// kindWord is the kind as a heading.
func kindWord(k ledger.Kind) string {
	word := []rune(k.Word())
	return strings.ToUpper(string(word[:1])) + string(word[1:])
}

// rowOf shows a posting with its number masked: no case is held here (R26).
func rowOf(p ledger.Posting) rowView {
	v := rowView{No: p.Row, Name: p.Name, Member: p.MemberFee.String(), Control: p.ControlFee.String(), Source: p.Source.Place}
	if !p.Person.Number.IsZero() {
		v.Number = p.Person.Number.String()
	}
	if p.Reason != "" {
		v.Reason = avgiftslista.ReasonWord(p.Reason)
	}
	if p.Source.By != "" {
		v.Source += " · " + p.Source.By
	}
	if p.Source.Verified != "" {
		v.Source += " · kontrollerad av " + p.Source.Verified
	}
	switch {
	case p.Reverses != 0:
		v.Marked = "återföring"
	case p.ReversedBy != 0:
		v.Marked = "återförd"
	}
	return v
}

func linkOf(l *annulment.Link) *linkView {
	if l == nil {
		return nil
	}
	return &linkView{l.Company.Name + ", " + l.Period.Words(), "/redovisning/" + strconv.FormatInt(int64(l.Report), 10)}
}

func companyHref(c casework.CompanyRef) string { return "/foretag/" + strconv.Itoa(c.CustomerNumber) }

func reasonOptions(chosen annulment.Reason) []option {
	out := []option{{"", "välj", chosen == ""}}
	for _, r := range annulment.Reasons() {
		out = append(out, option{string(r), r.Word(), r == chosen})
	}
	return out
}

// periodOptions are a year back and the coming month, the report's own chosen.
func (s Reports) periodOptions(own register.Period) []option {
	const months = 14
	first := register.PeriodOf(register.DateOf(s.Now())).AddMonths(1)
	var out []option
	has := false
	for i := range months {
		p := first.AddMonths(-i)
		has = has || p == own
		out = append(out, option{p.String(), p.Words(), p == own})
	}
	if !has {
		out = append(out, option{own.String(), own.Words(), true})
	}
	return out
}

func (s Reports) ask(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	a, err := s.readAsk(r, by)
	var done annulment.Outcome
	if err == nil {
		done, err = s.Book.AskAnnulment(r.Context(), a)
	}
	if err != nil {
		return s.refused(w, r, by, err)
	}
	return s.Redirect(w, r, "/redovisning/"+r.PathValue("id"), done.Said)
}

func (s Reports) answer(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	n, err := strconv.ParseInt(r.PostFormValue("request"), 10, 64)
	if err != nil {
		return casework.Refuse(casework.Invalid, "Sidan skickade något som inte finns. Läs om den.")
	}
	done, err := s.Book.AnswerAnnulment(r.Context(), annulment.Answer{Request: n, Yes: r.PostFormValue("yes") != "", Key: r.PostFormValue("key"), By: by})
	if err != nil {
		return s.refused(w, r, by, err)
	}
	return s.Redirect(w, r, "/foretag/"+strconv.Itoa(done.Customer), done.Said)
}

// undo undoes one's own approval; the form names the case that it came from.
func (s Reports) undo(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := reportID(r)
	if err != nil {
		return err
	}
	done, err := s.Book.Undo(r.Context(), by, id, r.PostFormValue("key"))
	if err != nil {
		return s.refused(w, r, by, err)
	}
	if n, err := strconv.ParseInt(r.PostFormValue("case"), 10, 64); err == nil {
		return s.Redirect(w, r, "/arende/"+strconv.FormatInt(n, 10), done.Said)
	}
	return s.Redirect(w, r, "/foretag/"+strconv.Itoa(done.Customer), done.Said)
}

// refused shows the version again with the sentence; faults have no page to go back to.
func (s Reports) refused(w http.ResponseWriter, r *http.Request, by casework.Actor, err error) error {
	switch casework.KindOf(err) {
	case casework.Invalid, casework.Conflict, casework.Denied:
	default:
		return err
	}
	f := s.Explain(r, err)
	return s.render(w, r, by, f.Status, &f.Alert)
}

// readAsk reads the form; where is "" for makulera and "move" for flytta.
func (s Reports) readAsk(r *http.Request, by casework.Actor) (annulment.Ask, error) {
	id, err := reportID(r)
	a := annulment.Ask{Report: id, Reason: annulment.Reason(r.PostFormValue("reason")), Words: strings.TrimSpace(r.PostFormValue("words")),
		Key: r.PostFormValue("key"), By: by}
	if err != nil || r.PostFormValue("do") != "move" {
		return a, err
	}
	a.To = &annulment.Target{}
	if a.To.Period, err = register.ParsePeriod(r.PostFormValue("period")); err != nil {
		return a, &casework.Error{Kind: casework.Invalid, Sentence: "Välj vilken period redovisningen ska flyttas till.", Cause: err}
	}
	a.To.Organisation, err = s.company(r, by)
	return a, err
}

// company finds the one company that was meant; the report's own where none is written.
func (s Reports) company(r *http.Request, by casework.Actor) (register.OrganisationNumber, error) {
	text := strings.TrimSpace(r.PostFormValue("company"))
	if text == "" {
		text = r.PostFormValue("own")
	}
	found, err := s.Companies.FindCompanies(r.Context(), by, text)
	switch {
	case err != nil:
		return register.OrganisationNumber{}, err
	case len(found) == 0:
		return register.OrganisationNumber{}, casework.Refuse(casework.Invalid, "Inget företag hittades. Skriv organisationsnummer, kundnummer eller namn.")
	case len(found) > 1:
		return register.OrganisationNumber{}, casework.Refuse(casework.Invalid, "%d företag passar. Skriv organisationsnumret eller kundnumret.", len(found))
	}
	return found[0].Organisation, nil
}

func reportID(r *http.Request) (ledger.ReportID, error) {
	n, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil || n <= 0 {
		return 0, casework.Refuse(casework.NotFound, "Redovisningen finns inte.")
	}
	return ledger.ReportID(n), nil
}
