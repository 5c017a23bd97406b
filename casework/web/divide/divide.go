// Package divide is the page on which a mail for several clients becomes a case for each (R25): every row with the
// company that is proposed for it and why, to be changed by hand; what fits none stays in the case that it came in.
package divide

import (
	"crypto/rand"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/clients"
	"sef.se/kontakten/casework/web/original"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/mailin"
	"sef.se/kontakten/mailin/underlag"
)

// Divide answers the routes of the page.
type Divide struct {
	*shell.Shell
	Cases   casework.Cases
	Sources casework.Sources
	Files   underlag.Reader
}

// Routes adds the routes.
func (d Divide) Routes(mux *http.ServeMux) {
	mux.Handle("GET /arende/{case}/dela", d.Page(d.show))
	mux.Handle("POST /arende/{case}/dela", d.Page(d.divide))
}

type dividePage struct {
	Base   shell.Base
	Href   string // of the case
	Number string
	Key    string
	Screen string
	Rows   []rowView
	More   []int
	Placed int
	Count  string
}

type rowView struct {
	No                         int
	Name, Number, Fees, Source string
	Why                        string
	Choices                    []choice
	Stays                      bool
}

type choice struct {
	Value, Word string
	Selected    bool
}

func (d Divide) show(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return d.render(w, r, by, http.StatusOK, nil, nil)
}

// render shows the rows with their companies; typed keeps what the clerk has chosen already.
func (d Divide) render(w http.ResponseWriter, r *http.Request, by casework.Actor, status int, more []int, alert *shell.Alert) error {
	id, err := original.CaseID(r)
	if err != nil {
		return err
	}
	source, err := d.Sources.CaseSource(r.Context(), by, id)
	if err != nil {
		return err
	}
	named, err := d.named(r, source.Raw)
	if err != nil {
		return err
	}
	c, err := d.Sources.CaseClients(r.Context(), by, id, named, more)
	if err != nil {
		return err
	}
	base, err := d.Base(r, "Dela "+id.String(), "queue")
	if err != nil {
		return err
	}
	href := "/arende/" + strconv.FormatInt(int64(id), 10)
	base.Back, base.Alert = href, alert
	p := dividePage{Base: base, Href: href, Number: id.String(), Key: rand.Text(), Screen: string(c.Screen), More: more}
	for i, row := range c.Rows {
		p.Rows = append(p.Rows, viewOf(i, row, c, r.PostForm["client"]))
	}
	p.Count = shell.Count(clients.Companies(c.Choices), "företag", "företag")
	return d.Render(w, status, "divide.html", p)
}

func viewOf(i int, row casework.CaseRow, c casework.CaseClients, typed []string) rowView {
	v := rowView{No: i + 1, Name: row.Name, Number: row.Personnummer.Hyphened(), Source: row.Place.Text, Fees: row.Sum().Kronor()}
	if row.Personnummer.IsZero() {
		v.Number = row.Written
	}
	chosen := 0
	for _, company := range c.Companies {
		if c.Choices[i].Org == company.Organisation {
			chosen, v.Why = company.CustomerNumber, c.Choices[i].By
		}
	}
	if i < len(typed) {
		chosen, _ = strconv.Atoi(typed[i]) // what is no number stays here
	}
	v.Stays = chosen == 0
	v.Choices = append(v.Choices, choice{"", "kvar i ärendet", chosen == 0})
	for _, company := range c.Companies {
		v.Choices = append(v.Choices, choice{strconv.Itoa(company.CustomerNumber), company.Name, chosen == company.CustomerNumber})
	}
	return v
}

// orgPattern finds what may be an organisation number of a legal person.
var orgPattern = regexp.MustCompile(`\b(?:16)?\d{6}-?\d{4}\b`)

// named finds the organisation numbers that stand in the original, with their places.
func (d Divide) named(r *http.Request, raw []byte) ([]clients.Named, error) {
	if raw == nil {
		return nil, nil
	}
	exhibits, err := mailin.Exhibits(r.Context(), raw, d.Files)
	if err != nil {
		return nil, err
	}
	var out []clients.Named
	for _, e := range exhibits {
		for _, s := range e.Sheets {
			s.Origin = e.At
			for i := range s.Rows {
				out = append(out, numbersIn(s.Rows[i].Text(), s.At(i, -1))...)
			}
		}
		for _, l := range e.Lines {
			if l.State == mailin.Quoted || l.State == mailin.Signature {
				continue
			}
			at := e.At
			at.Page, at.Line, at.Table, at.Row = l.Page, l.First, l.Table, l.Row
			if l.Table > 0 {
				at.Line = 0
			}
			out = append(out, numbersIn(l.Text, at)...)
		}
	}
	return out, nil
}

func numbersIn(text string, at avgiftslista.Place) []clients.Named {
	var out []clients.Named
	for _, match := range orgPattern.FindAllString(text, -1) {
		if org, err := register.ParseOrganisationNumber(match); err == nil && !org.IsPerson() {
			out = append(out, clients.Named{Place: at, Org: org})
		}
	}
	return out
}

// divide opens the cases, or adds a company to choose among.
func (d Divide) divide(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := original.CaseID(r)
	if err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return casework.Refuse(casework.Invalid, "Formuläret kunde inte läsas.")
	}
	more := numbers(r.PostForm["more"])
	if r.PostForm.Has("add") {
		wider := slices.Concat(more, numbers(r.PostForm["company"]))
		if _, err = d.Sources.CaseClients(r.Context(), by, id, nil, wider); err == nil {
			return d.render(w, r, by, http.StatusOK, wider, nil)
		}
		return d.refused(w, r, by, more, err)
	}
	do := casework.Divide{Screen: casework.Screen(r.PostFormValue("screen"))}
	c, err := d.Sources.CaseClients(r.Context(), by, id, nil, append(more, numbers(r.PostForm["client"])...))
	if err == nil {
		do.Parts = parts(r.PostForm["client"], c.Companies)
		var done casework.Outcome
		if done, err = d.Cases.Decide(r.Context(), casework.Command{Case: id, By: by, Key: r.PostFormValue("key"), Do: do}); err == nil {
			return d.Redirect(w, r, "/arende/"+strconv.FormatInt(int64(id), 10), done.Said)
		}
	}
	return d.refused(w, r, by, more, err)
}

// refused shows the page again with what was chosen and why it was not done.
func (d Divide) refused(w http.ResponseWriter, r *http.Request, by casework.Actor, more []int, err error) error {
	switch casework.KindOf(err) {
	case casework.Invalid, casework.Conflict, casework.Unavailable:
		f := d.Explain(r, err)
		return d.render(w, r, by, f.Status, more, &f.Alert)
	}
	return err
}

// numbers reads customer numbers; what is none is left out.
func numbers(fields []string) []int {
	var out []int
	for _, s := range fields {
		if n, err := strconv.Atoi(strings.TrimSpace(s)); err == nil && n > 0 && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// parts gathers the rows by company, in the order of the companies' first rows.
func parts(chosen []string, companies []casework.CompanyRef) []casework.Part {
	var out []casework.Part
	for i, s := range chosen {
		n, err := strconv.Atoi(s)
		at := slices.IndexFunc(companies, func(c casework.CompanyRef) bool { return err == nil && c.CustomerNumber == n })
		if at < 0 {
			continue
		}
		org := companies[at].Organisation
		k := slices.IndexFunc(out, func(p casework.Part) bool { return p.Organisation == org })
		if k < 0 {
			k, out = len(out), append(out, casework.Part{Organisation: org})
		}
		out[k].Rows = append(out[k].Rows, i)
	}
	return out
}
