package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"time"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/casework/web/answers"
	"sef.se/kontakten/casework/web/clientpage"
	"sef.se/kontakten/casework/web/original"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/casework/web/source"
	"sef.se/kontakten/casework/web/team"
	"sef.se/kontakten/internal/register"
)

// casePage is the case: the mail beside what was read from it, what the
// register expects, what is proposed, and what may be done.
type casePage struct {
	Base  shell.Base
	Head  caseHead
	Mail  *mailView
	Files []fileView
	Gone  string // why there is no mail to show

	Sources bool         // the rows lead to where they were read
	Source  *source.View // where a row was read, in the mail's place; nil for the mail

	Reveal   bool // numbers in full and the mail shown (R26)
	Unmask   bool // masked, and the actor may ask to see
	Reasons  []option
	Editable bool
	Live     bool
	HeldBy   string

	Rows      []rowView
	RowsFrom  string // the file and sheet that all rows stand in, said once; "" where they differ
	Missing   []missingView
	Whole     []findingView // findings that concern no single row
	Sums      []sumView
	Compare   *compareView
	Request   *requestView
	Approve   *approveForm
	Act       actForms
	Evidence  []evidenceView
	Events    []eventView
	Siblings  []siblingView
	Key       string
	Seen      int64 // the last event shown: goes back with what must see all that came (R10)
	EditHref  string
	Reopen    bool // the case may be taken up again
	CanClose  bool
	Fee       bool // the case is about fee data
	KeyInWork bool // the actor holds it: the page renews the claim
	Undo      *undoForm
	CaseID    int64
	Team      team.View
	Brief     *clientpage.BriefView // the company; nil where none is told
	Told      *toldView             // of a case that did not come by mail
	Answer    answers.View
	Read      readSo // by what kind, company and period were told
	Limit     string // why the case allows less: how the caller was verified (R12)
}

type caseHead struct {
	Number, Kind, Period string
	Company              companyLink
	Customer             string
	Organisation         string
	Age, OpenedAt        string
	State                tag
	Flags                []tag
	Holder               string
	Restricted           bool
	Waiting              string
	Href                 string
}

// unmaskReasons are the reasons to see numbers in a case that one does not
// work on (R26).
func unmaskReasons() []option {
	reasons := []string{"Företaget ringer om ärendet", "Kontroll av ett beslut", "Rättelse efter påpekande", "Begäran om registerutdrag"}
	out := make([]option, len(reasons))
	for i, reason := range reasons {
		out[i] = option{Value: reason, Word: reason}
	}
	return out
}

func (s site) casePage(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return s.showCase(w, r, by, casework.Opening{What: "case"}, http.StatusOK, nil)
}

// sourcePage is the case with the place of a row beside it.
func (s site) sourcePage(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	c, view, err := s.sources.Open(r, by)
	if err != nil {
		return err
	}
	base, err := s.Base(r, c.Case.ID.String(), "queue")
	if err != nil {
		return err
	}
	base.Back = caseHref(c.Case.ID)
	page := s.caseView(base, c, by, false)
	page.Source = view
	if err := s.around(r, by, c, &page); err != nil {
		return err
	}
	return s.Render(w, http.StatusOK, "case.html", page)
}

// unmask shows a case that the clerk does not hold with its numbers, for a
// reason. The store logs the opening with it.
func (s site) unmask(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	reason := r.PostFormValue("reason")
	known := slices.ContainsFunc(unmaskReasons(), func(o option) bool { return o.Value == reason })
	if !known {
		return casework.Refuse(casework.Invalid, "Välj varför du behöver se personnumren.")
	}
	return s.showCase(w, r, by, casework.Opening{What: "unmask", Reason: reason}, http.StatusOK, nil)
}

// showCase renders the case; alert says why something was not done.
func (s site) showCase(w http.ResponseWriter, r *http.Request, by casework.Actor, why casework.Opening, status int, alert *shell.Alert) error {
	id, err := original.CaseID(r)
	if err != nil {
		return err
	}
	c, err := s.work.Cases.OpenCase(r.Context(), by, id, why)
	if err != nil {
		return err
	}
	base, err := s.Base(r, c.Case.ID.String(), "queue")
	if err != nil {
		return err
	}
	base.Back = caseHref(id)
	if alert != nil {
		base.Alert, base.Flash = alert, ""
	}
	page := s.caseView(base, c, by, why.What == "unmask")
	if err := s.around(r, by, c, &page); err != nil {
		return err
	}
	if page.Mail != nil {
		page.Mail.AsHTML = page.Mail.HasHTML && (r.FormValue("visa") == "html" || r.FormValue("visa") == "" && tabled(c.Rows))
	}
	return s.Render(w, status, "case.html", page)
}

// tabled tells whether the rows stand in a table of the mail: as text its cells are lines that nobody can read.
func tabled(rows []casework.CaseRow) bool {
	return slices.ContainsFunc(rows, func(r casework.CaseRow) bool { return r.Place.Part == avgiftslista.PartBody && r.Place.Table > 0 })
}

func (s site) caseView(base shell.Base, c casework.CasePage, by casework.Actor, unmasked bool) casePage {
	now := s.Now()
	live := c.Case.State.Live()
	p := casePage{
		Base: base, Head: s.caseHead(c), CaseID: int64(c.Case.ID), Live: live, HeldBy: c.HeldBy, Editable: c.Editable,
		Reveal: unmasked || (live && c.HeldBy == ""),
		Key:    newKey(), Seen: c.Seen, EditHref: caseHref(c.Case.ID) + "/rader",
		Reopen:    slices.Contains(casework.CaseArrows()[c.Case.State], casework.CaseOpen) && c.Case.State != casework.CaseNew,
		CanClose:  c.Case.State == casework.CaseDecided,
		Fee:       isFee(c.Case.Kinds) || len(c.Rows) > 0,
		KeyInWork: c.Editable && live && c.Case.State != casework.CaseWaiting,
	}
	p.Unmask, p.Reasons = !p.Reveal, unmaskReasons()
	p.Sources = c.Editable && c.Mail != nil
	p.Mail, p.Files, p.Gone = mailOf(c, p.Reveal, now)
	p.Rows, p.Whole = rowViews(c, p.Reveal)
	p.RowsFrom = sayOnce(c.Rows, p.Rows)
	for _, m := range c.Missing {
		p.Missing = append(p.Missing, missingView{Name: m.Name, Number: number(m.Personnummer, p.Reveal), Since: since(m)})
	}
	p.Sums = sumViews(c)
	p.Compare = compareOf(c, p.Reveal)
	p.Request = requestOf(c, by, now)
	p.Approve = approveOf(c)
	if p.Approve != nil && p.Approve.Stop == "" {
		// The warnings stand as boxes to tick beside the decision.
		p.Whole = slices.DeleteFunc(p.Whole, func(f findingView) bool { return f.Tone == "warning" })
	}
	p.Act = actsOf(c, register.DateOf(now), by)
	p.limit(c.Case)
	p.Evidence = evidenceViews(c.Evidence)
	p.Read = readSoOf(c.Evidence)
	p.Told = toldOf(c, p.Reveal)
	p.Events = eventViews(c.Events, now)
	for _, id := range c.Siblings {
		p.Siblings = append(p.Siblings, siblingView{Number: id.String(), Href: caseHref(id)})
	}
	return p
}

// around adds what stands around the case: colleagues, linked cases, its undo, and how it is answered.
func (s site) around(r *http.Request, by casework.Actor, c casework.CasePage, page *casePage) error {
	a, err := s.work.Team.Around(r.Context(), by, c.Case.ID)
	if err != nil {
		return err
	}
	page.Team = team.ViewOf(a, c.Case, s.Now())
	if company := c.Case.Company; company != nil {
		brief, err := s.work.Clients.Brief(r.Context(), by, company.ID)
		if err != nil {
			return err
		}
		page.Brief = clientpage.BriefOf(brief, company.CustomerNumber, s.Now())
	}
	if page.Undo, err = s.undoOf(r, by, c.Case); err != nil {
		return err
	}
	page.Answer, err = s.answers.ViewOf(r, by, c, page.Undo != nil)
	return err
}

// undoForm undoes the actor's own approval while there is time (R28).
type undoForm struct {
	Href, Until string
	Left        int // seconds
}

func (s site) undoOf(r *http.Request, by casework.Actor, c casework.Case) (*undoForm, error) {
	if c.State != casework.CaseDecided && c.State != casework.CaseOpen {
		return nil, nil
	}
	u, err := s.work.Reports.Undoable(r.Context(), by, c.ID)
	if err != nil || u.Report == 0 {
		return nil, err
	}
	return &undoForm{"/redovisning/" + strconv.FormatInt(int64(u.Report), 10) + "/angra", shell.Moment(u.Until, s.Now()),
		int(u.Until.Sub(s.Now()).Round(time.Second) / time.Second)}, nil
}

// limit takes away what the way in which the caller was verified does not carry.
func (p *casePage) limit(c casework.Case) {
	for _, do := range []casework.Decision{casework.EditRows{}, casework.OrderCredentials{}} {
		err := c.Allows(do)
		var refusal *casework.Error
		if !errors.As(err, &refusal) {
			continue
		}
		p.Limit = refusal.Sentence
		if _, rows := do.(casework.EditRows); rows {
			p.Approve = nil
		} else {
			p.Act.HasCompany = false
		}
	}
}

func (s site) caseHead(c casework.CasePage) caseHead {
	now := s.Now()
	h := caseHead{
		Number: c.Case.ID.String(), Kind: kindWords(c.Case.Kinds), Period: shell.PeriodWords(c.Case.Period),
		Age: shell.Age(c.Case.OpenedAt, now), OpenedAt: shell.Moment(c.Case.OpenedAt, now),
		State: tag{c.Case.State.Word(), ""}, Flags: flagTags(c.Case.Flags), Restricted: c.Case.Restricted, Href: caseHref(c.Case.ID),
	}
	if c.Case.Company != nil {
		h.Company = linkOf(c.Case.Company)
		h.Organisation = c.Case.Company.Organisation.String()
	}
	if c.Case.Holder != nil && now.Before(c.Case.HeldUntil) {
		h.Holder = c.Case.Holder.Name
	}
	if c.Case.State == casework.CaseWaiting {
		h.Waiting = c.Case.WaitingReason + " · till " + shell.Day(c.Case.WaitingUntil)
	}
	return h
}

func isFee(kinds []string) bool {
	return slices.Contains(kinds, "fee_data") || slices.Contains(kinds, "returned_list")
}

// take claims the case, also from somebody else where the button says so.
func (s site) take(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := original.CaseID(r)
	if err != nil {
		return err
	}
	if _, err := s.work.Cases.Take(r.Context(), by, id, r.PostFormValue("over") != ""); err != nil {
		return err
	}
	return s.Redirect(w, r, caseHref(id), "")
}

// takenView says that somebody else has the case now.
type takenView struct{ Sentence, Href string }

// pulse claims the case when its page opens and renews the claim while it
// stands open. Where somebody took over, the page says so; what is written on it stays.
func (s site) pulse(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := original.CaseID(r)
	if err != nil {
		return err
	}
	_, err = s.work.Cases.Take(r.Context(), by, id, false)
	switch casework.KindOf(err) {
	case casework.Conflict:
		f := s.Explain(r, err)
		return s.RenderBlock(w, http.StatusOK, "case.html", "taken", takenView{f.Alert.Sentence, caseHref(id)})
	default:
		if err != nil {
			return err
		}
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func (s site) release(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := original.CaseID(r)
	if err != nil {
		return err
	}
	if err := s.work.Cases.Release(r.Context(), by, id); err != nil {
		return err
	}
	return s.Redirect(w, r, "/ko", id.String()+" är släppt.")
}

// approveForm is the form that books the rows on the screen.
type approveForm struct {
	Screen  string
	Choices []option
	Accept  []findingView // warnings that must be ticked
	Button  string
	Why     string   // of the proposal
	Second  []string // why a second person is needed
	Stop    string   // why nothing can be approved, "" where it can
	Edit    bool     // the rows must be mended first
	Note    string   // beside the button
}

func approveOf(c casework.CasePage) *approveForm {
	if !c.Editable || c.Request != nil && c.Request.What == casework.RequestApproval || !(isFee(c.Case.Kinds) || len(c.Rows) > 0) {
		return nil
	}
	f := &approveForm{Screen: string(c.Screen)}
	if c.Proposal == nil {
		f.Stop = notReady(c)
		return f
	}
	f.Why, f.Second = c.Proposal.Why, c.Proposal.Second
	for _, k := range []ledger.Kind{ledger.New, ledger.Addition, ledger.Correction, ledger.Duplicate} {
		if (k == ledger.New) == (c.Proposal.Current.Rows == 0) {
			f.Choices = append(f.Choices, option{string(k), upperFirst(k.Word()), k == c.Proposal.Kind})
		}
	}
	f.Accept, f.Stop = warningsOf(c)
	f.Edit = f.Stop != ""
	if len(f.Second) > 0 {
		f.Note = "Bokförs när en andra person har bekräftat."
	}
	f.Button = "Godkänn " + rowsWord(c.Sum.Rows) + ", " + kronor(c.Sum.Total())
	return f
}

func notReady(c casework.CasePage) string {
	switch {
	case c.Case.Company == nil:
		return "Ange vilket företag ärendet gäller, så kontrolleras raderna."
	case c.Case.Period.IsZero():
		return "Ange vilken period ärendet gäller, så kontrolleras raderna."
	case len(c.Rows) == 0:
		return "Det finns inga rader att godkänna. Lägg till dem under Ändra rader, eller fråga företaget."
	}
	return "Raderna är inte kontrollerade än. Läs om sidan."
}
