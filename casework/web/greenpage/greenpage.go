// Package greenpage is the page on which green mails are approved together (practice.md R10):
// company, period, rows and total of each, at most 25 at once.
package greenpage

import (
	"crypto/rand"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/green"
	"sef.se/kontakten/casework/web/shell"
)

// Pages answers the routes of bulk approval.
type Pages struct {
	*shell.Shell
	Book      green.Book
	Companies casework.Companies
}

// Routes adds the routes.
func (p Pages) Routes(mux *http.ServeMux) {
	mux.Handle("GET /grona", p.Page(p.show))
	mux.Handle("POST /grona", p.Page(p.approve))
	mux.Handle("POST /grona/intresse", p.Page(p.interest))
}

type greenPage struct {
	Base     shell.Base
	Rows     []rowView
	Sum      string
	Key      string
	Held     string // what the held-back ones told, "" while they tell nothing
	Interest []interestView
	Most     int
	Marked   bool     // only what was marked in the queue is shown
	Not      []string // what of it is not green, and why
}

type rowView struct{ Value, Number, Href, Company, CompanyHref, Period, Rows, Total, Age string }

type interestView struct{ Name, Customer string }

func (p Pages) show(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return p.render(w, r, by, http.StatusOK, nil)
}

func (p Pages) render(w http.ResponseWriter, r *http.Request, by casework.Actor, status int, alert *shell.Alert) error {
	marked, err := named(r)
	if err != nil {
		return err
	}
	found, err := p.Book.GreenPage(r.Context(), by, marked...)
	if err != nil {
		return err
	}
	base, err := p.Base(r, "Gröna mejl", "queue")
	if err != nil {
		return err
	}
	if alert != nil {
		base.Alert = alert
	}
	page := greenPage{Base: base, Key: rand.Text(), Most: green.Most}
	for _, row := range found.Rows {
		page.Rows = append(page.Rows, rowView{
			Value: strconv.FormatInt(int64(row.Case), 10) + " " + string(row.Screen), Number: row.Case.String(), Href: caseHref(row.Case),
			Company: row.Company.Name, CompanyHref: "/foretag/" + strconv.Itoa(row.Company.CustomerNumber), Period: shell.PeriodWords(row.Period),
			Rows: strconv.Itoa(row.Sum.Rows), Total: row.Sum.Total().Kronor(), Age: shell.Age(row.Age, p.Now()),
		})
	}
	for _, id := range slices.Sorted(maps.Keys(found.Not)) {
		page.Not = append(page.Not, id.String()+": "+found.Not[id])
	}
	page.Marked = len(marked) > 0
	if found.Held > 0 {
		page.Held = fmt.Sprintf("Av %s som en andra person har bedömt blev %d beslutade på annat sätt.", shell.Count(found.Held, "utvalt ärende", "utvalda ärenden"), found.Disagree)
	}
	for _, c := range found.Interest {
		page.Interest = append(page.Interest, interestView{c.Name, strconv.Itoa(c.CustomerNumber)})
	}
	return p.Render(w, status, "green.html", page)
}

// named are the cases that were marked in the queue; none for all.
func named(r *http.Request) ([]casework.CaseID, error) {
	text := r.URL.Query().Get("arende")
	if text == "" {
		return nil, nil
	}
	var out []casework.CaseID
	for s := range strings.SplitSeq(text, ",") {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil || len(out) >= casework.MostAtOnce {
			return nil, casework.Refuse(casework.Invalid, "Markera högst %d ärenden i kön och försök igen.", casework.MostAtOnce)
		}
		out = append(out, casework.CaseID(n))
	}
	return out, nil
}

func caseHref(id casework.CaseID) string { return "/arende/" + strconv.FormatInt(int64(id), 10) }

func (p Pages) approve(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	if err := r.ParseForm(); err != nil {
		return err
	}
	a := green.Approval{Key: r.PostFormValue("key"), By: by}
	for _, item := range r.PostForm["item"] {
		number, screen, _ := strings.Cut(item, " ")
		n, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return casework.Refuse(casework.Invalid, "Sidan skickade något som inte finns. Läs om den.")
		}
		a.Items = append(a.Items, green.Item{Case: casework.CaseID(n), Screen: casework.Screen(screen)})
	}
	done, err := p.Book.ApproveGreen(r.Context(), a)
	if casework.KindOf(err) == casework.Invalid {
		f := p.Explain(r, err)
		return p.render(w, r, by, f.Status, &f.Alert)
	}
	if err != nil {
		return err
	}
	return p.Redirect(w, r, "/grona", said(done))
}

// said sums a bulk approval up. Of what chance held back it says only that somebody else decides.
func said(r green.Result) string {
	text := shell.Count(len(r.Approved), "ärende är godkänt.", "ärenden är godkända.")
	if n := len(r.Held); n > 0 {
		text += " " + shell.Count(n, "ärende är utvalt på slump och bedöms av en annan person.", "ärenden är utvalda på slump och bedöms av en annan person.")
	}
	for id, why := range r.Refused {
		text += " " + id.String() + ": " + why
	}
	return text
}

func (p Pages) interest(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	found, err := p.Companies.FindCompanies(r.Context(), by, strings.TrimSpace(r.PostFormValue("company")))
	if err == nil && len(found) != 1 {
		err = casework.Refuse(casework.Invalid, "Skriv ett företags organisationsnummer eller kundnummer.")
	}
	if err == nil {
		err = p.Book.SetInterest(r.Context(), by, found[0].CustomerNumber, r.PostFormValue("remove") == "")
	}
	if casework.KindOf(err) == casework.Invalid {
		f := p.Explain(r, err)
		return p.render(w, r, by, f.Status, &f.Alert)
	}
	if err != nil {
		return err
	}
	return p.Redirect(w, r, "/grona", "Listan över företag som du inte beslutar om är ändrad.")
}
