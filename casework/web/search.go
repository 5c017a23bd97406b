package web

import (
	"net/http"
	"strconv"
	"strings"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/web/sheets"
	"sef.se/kontakten/casework/web/shell"
)

type searchPage struct {
	Base  shell.Base
	Asked bool
	Found []foundView
}

type foundView struct {
	Name, Href, OrgNr, Customer string
}

func (s site) searchForm(w http.ResponseWriter, r *http.Request, _ casework.Actor) error {
	return s.showSearch(w, r, false, nil)
}

func (s site) showSearch(w http.ResponseWriter, r *http.Request, asked bool, found []casework.CompanyRef) error {
	base, err := s.Base(r, "Sök", "search")
	if err != nil {
		return err
	}
	p := searchPage{Base: base, Asked: asked}
	for _, c := range found {
		p.Found = append(p.Found, foundView{
			Name: c.Name, Href: companyHref(c.CustomerNumber), OrgNr: c.Organisation.String(), Customer: strconv.Itoa(c.CustomerNumber),
		})
	}
	return s.Render(w, http.StatusOK, "search.html", p)
}

// search finds what a person typed or scanned: a list, a case, or companies.
// What was asked is never in an address, since it may be a personnummer.
func (s site) search(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	text := trimmed(r, "q")
	if text == "" {
		return s.showSearch(w, r, false, nil)
	}
	if _, _, err := casework.ParseListCode(text); err == nil {
		return sheets.Desk{Shell: s.Shell, Keying: s.work.Keying}.Open(w, r, by, text)
	}
	if strings.HasPrefix(strings.ToUpper(text), "K") {
		id, err := s.work.Cases.CaseByNumber(r.Context(), by, text)
		if err == nil {
			return s.Redirect(w, r, caseHref(id), "")
		}
		if casework.KindOf(err) == 0 {
			return err
		}
	}
	found, err := s.work.Companies.FindCompanies(r.Context(), by, text)
	if err != nil && casework.KindOf(err) == 0 {
		return err
	}
	if len(found) == 1 {
		return s.Redirect(w, r, companyHref(found[0].CustomerNumber), "")
	}
	return s.showSearch(w, r, true, found)
}
