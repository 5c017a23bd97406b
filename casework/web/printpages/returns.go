package printpages

import (
	"fmt"
	"net/http"
	"strconv"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/web/shell"
)

type returnsPage struct {
	Base    shell.Base
	Typed   string // what was refused, to be mended
	Reasons []reasonView
	Done    string // what the last one led to
	Rows    []returnView
	Today   int
}

type reasonView struct {
	Key, Value, Word string
	Checked          bool
}

type returnView struct {
	Number, Kind   string
	Company        link
	Reason         string
	Case, CaseHref string
	InARow         int
	At, By         string
	Lifted         bool
}

func (p Pages) returns(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return p.showReturns(w, r, by, http.StatusOK, nil)
}

func (p Pages) showReturns(w http.ResponseWriter, r *http.Request, by casework.Actor, status int, alert *shell.Alert) error {
	found, err := p.Letters.Returns(r.Context(), by)
	if err != nil {
		return err
	}
	base, err := p.Base(r, "Returer", "lists")
	if err != nil {
		return err
	}
	base.Alert = alert
	v := returnsPage{Base: base, Typed: r.PostFormValue("number")}
	chosen := r.PostFormValue("reason")
	for i, reason := range monthly.Reasons() {
		v.Reasons = append(v.Reasons, reasonView{strconv.Itoa(i + 1), reason.Key, reason.Word, reason.Key == chosen || chosen == "" && i == 0})
	}
	now := p.Now()
	for _, b := range found {
		row := returnView{Number: letterNumber(b.Number), Kind: monthly.KindWord(b.Kind), Company: companyLink(b.Company.CustomerNumber, b.Company.Name),
			Reason: monthly.ReasonWord(b.Reason), InARow: b.InARow, At: shell.Moment(b.At, now), By: b.By, Lifted: b.Lifted}
		if b.Case != 0 {
			row.Case, row.CaseHref = b.Case.String(), "/arende/"+strconv.FormatInt(int64(b.Case), 10)
		}
		if now.Sub(b.At).Hours() < 12 {
			v.Today++
		}
		v.Rows = append(v.Rows, row)
	}
	return p.Render(w, status, "returns.html", v)
}

// returned notes one envelope and comes back for the next.
func (p Pages) returned(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	done, err := p.Letters.Return(r.Context(), by, r.PostFormValue("number"), r.PostFormValue("reason"))
	if refusal(err) || casework.KindOf(err) == casework.NotFound {
		f := p.Explain(r, err)
		return p.showReturns(w, r, by, f.Status, &f.Alert)
	}
	if err != nil {
		return err
	}
	said := fmt.Sprintf("%s: %s till %s, %s. Ärende %s.", letterNumber(done.Number), monthly.KindWord(done.Kind), done.Company.Name, monthly.ReasonWord(done.Reason), done.Case)
	if done.InARow > 1 {
		said += " Andra returen i rad: företaget hålls utanför nästa utskrift."
	}
	return p.Redirect(w, r, "/returer", said)
}
