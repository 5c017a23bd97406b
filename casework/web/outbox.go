package web

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/web/shell"
)

const mailsPerPage = 50

type outboxPage struct {
	Base  shell.Base
	Href  string // of this page, for what refreshes it
	Views []outboxView
	Rows  []outgoingView
	Next  string
}

type outgoingView struct {
	Recipient, Subject, Template string
	Company                      companyLink
	Case, CaseHref               string
	State                        tag
	When, Answer                 string
	ID                           string
	Stop                         string // where to stop it, "" where it has left
	Left                         int    // seconds until it leaves; 0 where it does not wait
}

// outbox shows what we send and what became of it.
func (s site) outbox(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	state := casework.OutboxState(r.URL.Query().Get("vy"))
	found, err := s.work.Desk.OutboxPage(r.Context(), by, state, r.URL.Query().Get("efter"), mailsPerPage)
	if err != nil {
		return err
	}
	base, err := s.Base(r, "Utkorg", "outbox")
	if err != nil {
		return err
	}
	p := outboxPage{Base: base, Href: r.URL.RequestURI()}
	p.Views = append(p.Views, outboxView{Word: "Alla", Href: "/utkorg", Current: state == ""})
	for _, st := range []casework.OutboxState{
		casework.OutboxQueued, casework.OutboxSent, casework.OutboxFailed, casework.OutboxUnknown, casework.OutboxWithheld, casework.OutboxStopped,
	} {
		p.Views = append(p.Views, outboxView{
			Word: upperFirst(st.Word()), Href: "/utkorg" + queryWith(url.Values{}, "vy", string(st)), Count: capped(found.Counts[st]), Current: st == state,
		})
	}
	now := s.Now()
	for _, row := range found.Rows {
		p.Rows = append(p.Rows, outgoingOf(row, now))
	}
	if found.Next != "" {
		p.Next = "/utkorg" + queryWith(r.URL.Query(), "efter", found.Next)
	}
	return s.Render(w, http.StatusOK, "outbox.html", p)
}

func outgoingOf(o casework.OutboxRow, now time.Time) outgoingView {
	v := outgoingView{
		ID: strconv.FormatInt(o.ID, 10), Recipient: o.Recipient, Subject: o.Subject, Company: linkOf(o.Company), Answer: o.Answer,
		State: tag{o.State.Word(), map[casework.OutboxState]string{
			casework.OutboxSent: "ok", casework.OutboxFailed: "bad", casework.OutboxUnknown: "warn", casework.OutboxQueued: "info",
		}[o.State]},
	}
	if o.Case != 0 {
		v.Case, v.CaseHref = o.Case.String(), caseHref(o.Case)
	}
	switch {
	case !o.Sent.IsZero():
		v.When = "skickat " + shell.Moment(o.Sent, now)
	case o.State == casework.OutboxQueued && o.NotBefore.After(now):
		v.When = "skickas " + shell.Moment(o.NotBefore, now)
		v.Left = int(o.NotBefore.Sub(now).Round(time.Second) / time.Second)
	default:
		v.When = "skrivet " + shell.Moment(o.Created, now)
	}
	if o.State == casework.OutboxQueued && o.Attempts == 0 {
		v.Stop = "/utkorg/" + strconv.FormatInt(o.ID, 10) + "/stoppa"
	}
	if o.Attempts > 1 {
		v.When += " · " + strconv.Itoa(o.Attempts) + " försök"
	}
	return v
}

// stopMail stops a mail that has not left (R28).
func (s site) stopMail(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := strconv.ParseInt(r.PathValue("mail"), 10, 64)
	if err != nil {
		return casework.Refuse(casework.NotFound, "Mejlet finns inte i utkorgen.")
	}
	if err := s.work.Desk.StopMail(r.Context(), by, id); err != nil {
		return err
	}
	back := "/utkorg"
	if to := r.PostFormValue("back"); to != "" {
		back = shell.LocalPath(to)
	}
	return s.Redirect(w, r, back, "Mejlet är stoppat. Det skickas inte.")
}

// capped is a count as far as the store counts.
func capped(n int) string {
	const most = 1000
	if n >= most {
		return "1 000+"
	}
	return strconv.Itoa(n)
}

// outboxView is a state of outgoing mail with how many are in it.
type outboxView struct {
	Word, Href, Count string
	Current           bool
}
