package printpages

import (
	"crypto/rand"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/register"
)

const expectedPerPage = 100

type expectedPage struct {
	Base          shell.Base
	Period, Words string
	Periods       []option
	View          string
	Views         []viewLink
	Rows          []expectedView
	Next          string
	Today         string
}

type viewLink struct {
	Word, Href string
	Count      int
	Current    bool
}

type expectedView struct {
	Company         link
	Customer        string
	List, Href      string
	State           tag
	Due, Posted     string
	When            string // "postad 12 okt 2026", "inte postad"
	Reminders       []string
	Note            string
	Own             bool // of the company's own: it has no page
	CanNil, Respite bool
	CanGrant        bool
	Key             string
	ID              string
}

func (p Pages) expected(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return p.showExpected(w, r, by, http.StatusOK, nil)
}

func (p Pages) showExpected(w http.ResponseWriter, r *http.Request, by casework.Actor, status int, alert *shell.Alert) error {
	period, err := p.period(r)
	if err != nil {
		return err
	}
	view := monthly.Standing(r.FormValue("vy"))
	found, err := p.Expected.ExpectedPage(r.Context(), by, period, view, r.URL.Query().Get("efter"), expectedPerPage)
	if err != nil {
		return err
	}
	base, err := p.Base(r, "Väntade listor "+period.Words(), "lists")
	if err != nil {
		return err
	}
	base.Alert = alert
	today := register.DateOf(p.Now())
	v := expectedPage{Base: base, Period: period.String(), Words: period.Words(), Periods: p.periods(period), View: string(view), Today: today.String()}
	href := func(s monthly.Standing) string {
		return "/manad/vantar?" + url.Values{"period": {v.Period}, "vy": {string(s)}}.Encode()
	}
	v.Views = append(v.Views, viewLink{"Alla", href(""), found.Funnel.Lists, view == ""})
	for _, s := range monthly.Standings() {
		v.Views = append(v.Views, viewLink{upperFirst(s.Word()), href(s), found.Funnel.By[s], s == view})
	}
	for _, e := range found.Rows {
		v.Rows = append(v.Rows, p.expectedOf(e, today))
	}
	if found.Next != "" {
		v.Next = href(view) + "&efter=" + found.Next
	}
	return p.Render(w, status, "expected.html", v)
}

func (p Pages) expectedOf(e monthly.Expected, today register.Date) expectedView {
	s := e.Standing(today)
	v := expectedView{Company: companyLink(e.List.Company.CustomerNumber, e.List.Company.Name), Customer: strconv.Itoa(e.List.Company.CustomerNumber), List: spaced(e.List.Number),
		ID: strconv.FormatInt(int64(e.List.ID), 10), State: tag{standingWord(s), standingTone(s)}, Due: shell.Day(e.Due), Posted: shell.Day(e.PostedOn), Key: rand.Text(),
		Own: e.Own, CanNil: !e.Reported && !e.Own, CanGrant: !e.Reported, Respite: e.Closed || !e.RespiteUntil.IsZero()}
	v.Href, v.When = "/lista/"+v.ID, "inte postad"
	if !e.PostedOn.IsZero() {
		v.When = "postad " + v.Posted
	}
	for _, d := range e.Reminders {
		v.Reminders = append(v.Reminders, strconv.Itoa(d.Ordinal)+" med "+d.Way.Word()+", "+d.State+", "+shell.Moment(d.At, p.Now()))
	}
	switch {
	case e.Closed:
		v.Note = "Stängt hela månaden: " + e.Respite
	case !e.RespiteUntil.IsZero():
		v.Note = "Anstånd till " + shell.Day(e.RespiteUntil) + ": " + e.Respite
	case e.Reported && e.Rows == 0:
		v.Note = "Inget att redovisa: " + e.NilReason
	case e.Marked:
		v.Note = "Adressen är märkt: brev har kommit tillbaka."
	case s == monthly.StandingLate:
		v.Note = shell.Count(daysBetween(e.Due, today), "dag", "dagar") + " sen"
	}
	return v
}

func standingWord(s monthly.Standing) string {
	return map[monthly.Standing]string{monthly.StandingUnposted: "inte postad", monthly.StandingOut: "ute", monthly.StandingLate: "sen", monthly.StandingReminded: "påmind",
		monthly.StandingRetur: "i retur", monthly.StandingRespite: "anstånd", monthly.StandingCame: "inkommen", monthly.StandingReported: "redovisad"}[s]
}

// daysBetween counts the days from a to b.
func daysBetween(a, b register.Date) int {
	const day = 24 * time.Hour
	return int((b.Time().Sub(a.Time()) + day/2) / day) // a day may have 23 or 25 hours
}

func upperFirst(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// expectedForm answers a form of the register.
func (p Pages) expectedForm(w http.ResponseWriter, r *http.Request, by casework.Actor, said string, do func(register.Period) error) error {
	period, err := p.period(r)
	if err != nil {
		return err
	}
	err = do(period)
	if refusal(err) {
		f := p.Explain(r, err)
		return p.showExpected(w, r, by, f.Status, &f.Alert)
	}
	if err != nil {
		return err
	}
	to := "/manad/vantar?" + url.Values{"period": {period.String()}, "vy": {r.PostFormValue("vy")}}.Encode()
	if back := r.PostFormValue("back"); back != "" {
		to = shell.LocalPath(back)
	}
	return p.Redirect(w, r, to, said)
}

func (p Pages) nothing(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return p.expectedForm(w, r, by, "Månaden är redovisad: inget att redovisa.", func(register.Period) error {
		list, err := number(r.PostFormValue("list"))
		if err != nil {
			return err
		}
		_, err = p.Expected.Nothing(r.Context(), by, casework.ListID(list), r.PostFormValue("reason"), r.PostFormValue("key"))
		return err
	})
}

func (p Pages) grant(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return p.expectedForm(w, r, by, "Det är antecknat. Inga påminnelser går ut så länge.", func(period register.Period) error {
		customer, err := number(r.PostFormValue("customer"))
		if err != nil {
			return err
		}
		until, err := day(r, "until")
		if err != nil {
			return err
		}
		if until.IsZero() && r.PostFormValue("closed") == "" {
			return casework.Refuse(casework.Invalid, "Ange till vilken dag, eller kryssa för att företaget är stängt hela månaden.")
		}
		if r.PostFormValue("closed") != "" {
			until = register.Date{}
		}
		return p.Expected.Grant(r.Context(), by, int(customer), period, until, r.PostFormValue("reason"))
	})
}

func (p Pages) endRespite(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return p.expectedForm(w, r, by, "Anståndet är taget tillbaka.", func(period register.Period) error {
		customer, err := number(r.PostFormValue("customer"))
		if err != nil {
			return err
		}
		return p.Expected.EndRespite(r.Context(), by, int(customer), period)
	})
}
