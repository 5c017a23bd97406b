// Package findpage is the one search box, on every page by Ctrl+K. What was asked is posted and
// never stands in an address, since it may be a personnummer; what was found leads on by internal
// ids and customer numbers. A sheet's code, as a hand scanner gives it, opens the sheet.
package findpage

import (
	"net/http"
	"strconv"
	"strings"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/finding"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/register"
)

// Pages answers the routes of the search. Open opens a sheet to key by its code.
type Pages struct {
	*shell.Shell
	Book finding.Book
	Open func(w http.ResponseWriter, r *http.Request, by casework.Actor, code string) error
}

// Routes adds the routes.
func (p Pages) Routes(mux *http.ServeMux) {
	mux.Handle("GET /sok", p.Page(p.form))
	mux.Handle("POST /sok", p.Page(p.find))
	mux.Handle("POST /sok/forslag", p.Background(p.suggest))
}

type findPage struct {
	Base      shell.Base
	Asked     bool
	Count     string
	Cases     []hit
	Lists     []hit
	Companies []hit
	Members   []memberView
}

// hit is one line: what it is called, where it leads, and what tells it from others.
type hit struct {
	Word, Href, Number, Beside, Open string
}

type memberView struct {
	Name, Number, Href string
	Employers          []hit
}

func (p Pages) form(w http.ResponseWriter, r *http.Request, _ casework.Actor) error {
	return p.show(w, r, findPage{})
}

func (p Pages) show(w http.ResponseWriter, r *http.Request, page findPage) error {
	base, err := p.Base(r, "Sök", "search")
	if err != nil {
		return err
	}
	page.Base = base
	return p.Render(w, http.StatusOK, "search.html", page)
}

func (p Pages) query(r *http.Request) finding.Query {
	return finding.Read(strings.TrimSpace(r.PostFormValue("q")), register.DateOf(p.Now()))
}

func (p Pages) find(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	q := p.query(r)
	if q.Text == "" {
		return p.show(w, r, findPage{})
	}
	if q.List != "" && strings.HasPrefix(strings.ToUpper(q.Text), "AL") {
		return p.Open(w, r, by, q.Text)
	}
	found, err := p.Book.Find(r.Context(), by, q)
	if err != nil {
		return err
	}
	if len(found.Lists) == 1 && keyable(found.Lists[0].State) {
		return p.Open(w, r, by, q.Text)
	}
	if found.Len() == 1 && len(found.Members) == 0 {
		return p.Redirect(w, r, onlyHref(found), "")
	}
	return p.show(w, r, pageOf(found))
}

// keyable tells whether a list's number, typed, means that it shall be keyed.
func keyable(s casework.ListState) bool {
	switch s {
	case casework.ListPrinted, casework.ListHandedOver, casework.ListPosted, casework.ListReturned, casework.ListKeyed:
		return true
	}
	return false
}

// onlyHref is where the only thing found is.
func onlyHref(f finding.Found) string {
	switch {
	case len(f.Cases) == 1:
		return caseHref(f.Cases[0].ID)
	case len(f.Lists) == 1:
		return listHref(f.Lists[0].ID)
	}
	return companyHref(f.Companies[0].CustomerNumber)
}

// suggest answers what is being typed: companies and a case, never a member.
func (p Pages) suggest(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	const most = 8
	found, err := p.Book.Suggest(r.Context(), by, p.query(r))
	if err != nil {
		return err
	}
	page := pageOf(found)
	page.Companies = page.Companies[:min(most, len(page.Companies))]
	return p.RenderBlock(w, http.StatusOK, "search.html", "suggestions", page)
}

func pageOf(f finding.Found) findPage {
	page := findPage{Asked: true, Count: shell.Count(f.Len(), "träff", "träffar")}
	for _, c := range f.Cases {
		h := hit{Word: c.ID.String(), Href: caseHref(c.ID), Number: shell.KindWords(c.Kinds), Beside: c.State.Word()}
		if c.Company != nil {
			h.Open = c.Company.Name
		}
		page.Cases = append(page.Cases, h)
	}
	for _, l := range f.Lists {
		page.Lists = append(page.Lists, hit{Word: l.Number, Href: listHref(l.ID), Number: l.Company.Name, Beside: l.State.Word(), Open: shell.PeriodWords(l.Period)})
	}
	for _, c := range f.Companies {
		h := hit{Word: c.Name, Href: companyHref(c.CustomerNumber), Number: strconv.Itoa(c.CustomerNumber), Beside: c.Organisation.String()}
		if c.Open > 0 {
			h.Open = shell.Count(c.Open, "öppet ärende", "öppna ärenden")
		}
		page.Companies = append(page.Companies, h)
	}
	for _, m := range f.Members {
		v := memberView{Name: m.Name, Href: "/medlem/" + strconv.FormatInt(m.ID, 10), Number: m.Number.String()}
		for _, c := range m.Employers {
			v.Employers = append(v.Employers, hit{Word: c.Name, Href: companyHref(c.CustomerNumber)})
		}
		page.Members = append(page.Members, v)
	}
	return page
}

func caseHref(id casework.CaseID) string { return "/arende/" + strconv.FormatInt(int64(id), 10) }

func listHref(id casework.ListID) string { return "/lista/" + strconv.FormatInt(int64(id), 10) }

func companyHref(customer int) string { return "/foretag/" + strconv.Itoa(customer) }
