// Package errands is the page that opens an errand which did not come by mail: by telephone, at
// the counter, by letter or from another department (practice.md R12). The case that it opens
// has the same page as every other.
package errands

import (
	"crypto/rand"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/register"
)

// Desk answers the routes of new errands.
type Desk struct {
	*shell.Shell
	Errands   casework.Errands
	Companies casework.Companies
}

// Routes adds the routes.
func (d Desk) Routes(mux *http.ServeMux) {
	mux.Handle("GET /nytt", d.Page(d.form))
	mux.Handle("POST /nytt", d.Page(d.open))
}

type newPage struct {
	Base     shell.Base
	Company  string // a customer number, or what was typed
	Name     string // of the company, where one is told
	Caller   string
	Subject  string
	List     string
	Total    string
	Origins  []option
	Verified []option
	Kinds    []option
	Periods  []option
	Key      string
}

type option struct {
	Value, Word string
	Selected    bool
	Allows      string // what the way of verification carries
}

// allows says what a caller who is verified so may have done (casework.Case.Allows).
func allows(v casework.Verified) string {
	switch v {
	case casework.VerifiedCallback:
		return "Allt, också belopp i telefon. Kvittot går till den registrerade adressen."
	case casework.VerifiedListTotal:
		return "Allt utom belopp i telefon."
	}
	return "Bara anteckning, allmänna svar och brev till den registrerade adressen. Läs inte upp namn, nummer eller belopp."
}

func (d Desk) form(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return d.show(w, r, by, http.StatusOK, nil)
}

func (d Desk) show(w http.ResponseWriter, r *http.Request, by casework.Actor, status int, alert *shell.Alert) error {
	base, err := d.Base(r, "Nytt ärende", "queue")
	if err != nil {
		return err
	}
	if alert != nil {
		base.Alert = alert
	}
	company := strings.TrimSpace(r.FormValue("foretag"))
	p := newPage{Base: base, Company: company, Caller: r.PostFormValue("caller"), Subject: r.PostFormValue("subject"), List: r.PostFormValue("list"),
		Total: r.PostFormValue("total"), Key: rand.Text()}
	if found, err := d.Companies.FindCompanies(r.Context(), by, company); err == nil && len(found) == 1 {
		p.Name = found[0].Name
	}
	for _, o := range []casework.Origin{casework.OriginTelephone, casework.OriginCounter, casework.OriginLetter, casework.OriginDepartment} {
		p.Origins = append(p.Origins, option{Value: string(o), Word: o.Word(), Selected: string(o) == r.PostFormValue("origin")})
	}
	for _, v := range []casework.Verified{casework.VerifiedCallback, casework.VerifiedListTotal, casework.VerifiedNot} {
		p.Verified = append(p.Verified, option{string(v), v.Word(), string(v) == r.PostFormValue("verified"), allows(v)})
	}
	for _, k := range []string{"question", "fee_data", "paper_request", "credential_request", "contact_person", "other"} {
		p.Kinds = append(p.Kinds, option{Value: k, Word: casework.KindWord(k), Selected: slices.Contains(r.PostForm["kind"], k)})
	}
	p.Periods = periods(register.PeriodOf(register.DateOf(d.Now())), r.PostFormValue("period"))
	return d.Render(w, status, "errand.html", p)
}

// periods are none, the coming month and a year back.
func periods(now register.Period, chosen string) []option {
	out := []option{{Value: "", Word: "ingen", Selected: chosen == ""}}
	for i := 1; i > -12; i-- {
		p := now.AddMonths(i)
		out = append(out, option{Value: p.String(), Word: p.Words(), Selected: p.String() == chosen})
	}
	return out
}

func (d Desk) open(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	if err := r.ParseForm(); err != nil {
		return err
	}
	e, err := d.read(r, by)
	var id casework.CaseID
	if err == nil {
		id, err = d.Errands.OpenErrand(r.Context(), by, e)
	}
	switch casework.KindOf(err) {
	case casework.Invalid, casework.Conflict:
		f := d.Explain(r, err)
		return d.show(w, r, by, f.Status, &f.Alert)
	}
	if err != nil {
		return err
	}
	return d.Redirect(w, r, "/arende/"+strconv.FormatInt(int64(id), 10), id.String()+" är öppnat.")
}

func (d Desk) read(r *http.Request, by casework.Actor) (casework.NewErrand, error) {
	e := casework.NewErrand{Key: r.PostFormValue("key"), Origin: casework.Origin(r.PostFormValue("origin")), Kinds: r.PostForm["kind"],
		Caller: strings.TrimSpace(r.PostFormValue("caller")), Subject: strings.TrimSpace(r.PostFormValue("subject")),
		Verified: casework.Verified(r.PostFormValue("verified")), List: r.PostFormValue("list")}
	found, err := d.Companies.FindCompanies(r.Context(), by, strings.TrimSpace(r.PostFormValue("foretag")))
	switch {
	case err != nil:
		return e, err
	case len(found) == 0:
		return e, casework.Refuse(casework.Invalid, "Inget företag hittades. Skriv organisationsnummer, kundnummer eller namn.")
	case len(found) > 1:
		return e, casework.Refuse(casework.Invalid, "%d företag passar. Skriv organisationsnumret eller kundnumret.", len(found))
	}
	e.Customer = found[0].CustomerNumber
	if text := r.PostFormValue("period"); text != "" {
		if e.Period, err = register.ParsePeriod(text); err != nil {
			return e, &casework.Error{Kind: casework.Invalid, Sentence: "Välj en period ur listan.", Cause: err}
		}
	}
	if e.Verified == casework.VerifiedListTotal {
		if e.Total, err = register.ParseAmount(r.PostFormValue("total")); err != nil {
			return e, &casework.Error{Kind: casework.Invalid, Sentence: "Skriv listans nummer och den summa som sägs, till exempel 6 080,50.", Cause: err}
		}
	}
	return e, nil
}
