// Package verify is the pages of the control of keyed lists: what waits for a second keying or
// for a third person, the page where that person settles field by field, and the rule in force.
// The second keying itself is the keying page.
package verify

import (
	"net/http"
	"strconv"
	"strings"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/verification"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/register"
)

// Control answers the routes of the control.
type Control struct {
	*shell.Shell
	Book verification.Book
}

// Routes adds the routes.
func (c Control) Routes(mux *http.ServeMux) {
	mux.Handle("GET /kontroll", c.Page(c.waiting))
	mux.Handle("POST /kontroll/regel", c.SupervisorPage(c.setPolicy))
	mux.Handle("GET /kontroll/{id}", c.Page(c.settling))
	mux.Handle("POST /kontroll/{id}", c.Page(c.settle))
}

type controlPage struct {
	Base    shell.Base
	Second  []waitingView
	Settle  []waitingView
	Duty    string // what follows from how many are on duty
	Rule    string
	Policy  policyView
	Figures []figure
}

type waitingView struct {
	Number, Period string
	Company        string
	CompanyHref    string
	Rows           string
	Reasons        []string
	Age            string
	Since          string
	Open, Mine     string
	Settle         bool   // the keyings differ
	Href           string // of the settling page
	Code           string // what the keying page opens
}

type policyView struct {
	Always                             bool
	Sample, Limit, Deviation, NewClerk string
	Set                                string
}

type figure struct{ Word, Value string }

func (c Control) waiting(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return c.showWaiting(w, r, by, http.StatusOK, nil)
}

func (c Control) showWaiting(w http.ResponseWriter, r *http.Request, by casework.Actor, status int, alert *shell.Alert) error {
	found, err := c.Book.VerificationPage(r.Context(), by)
	if err != nil {
		return err
	}
	base, err := c.Base(r, "Kontroll av listor", "keying")
	if err != nil {
		return err
	}
	base.Back = "/kontroll"
	if alert != nil {
		base.Alert = alert
	}
	p := controlPage{Base: base, Duty: dutyWords(found), Rule: ruleWords(found.Policy), Policy: c.policyOf(found.Policy)}
	for _, v := range found.Waiting {
		if row := c.waitingOf(v); row.Settle {
			p.Settle = append(p.Settle, row)
		} else {
			p.Second = append(p.Second, row)
		}
	}
	if f := found.Figures; f != nil {
		p.Figures = figuresOf(*f)
	}
	return c.Render(w, status, "control.html", p)
}

func (c Control) waitingOf(v verification.Waiting) waitingView {
	now := c.Now()
	out := waitingView{Number: spaced(v.List.Number), Code: v.List.Number, Period: shell.PeriodWords(v.List.Period), Company: v.List.Company.Name,
		CompanyHref: "/foretag/" + strconv.Itoa(v.List.Company.CustomerNumber), Rows: shell.Count(v.List.Rows, "rad", "rader"),
		Age: shell.Age(v.Since, now), Since: shell.Moment(v.Since, now), Open: v.Open, Mine: v.Mine, Settle: v.State == verification.StateSettling, Href: "/kontroll/" + strconv.FormatInt(int64(v.ID), 10)}
	for _, reason := range v.Reasons {
		out.Reasons = append(out.Reasons, reason.Word())
	}
	return out
}

// dutyWords says what the number on duty means for who may do what (R10).
func dutyWords(p verification.Page) string {
	const few = 3
	switch {
	case len(p.Waiting) == 0 || p.OnDuty >= few:
		return ""
	case p.OnDuty <= 1:
		return "Du är ensam i tjänst i dag. Listorna väntar tills en annan person finns; regeln sänks inte av sig själv."
	}
	return "Färre än tre är i tjänst i dag. En arbetsledare som inte har registrerat listan får avgöra den."
}

func ruleWords(p verification.Policy) string {
	if p.Mode == verification.Always {
		return "Alla listor registreras två gånger."
	}
	return "Listor med risk registreras två gånger, och av de andra " + perMille(p.Sample) + " på slump."
}

// perMille is a share of a thousand in per cent.
func perMille(n int) string {
	return strings.TrimSuffix(strconv.Itoa(n/10)+","+strconv.Itoa(n%10), ",0") + " %"
}

func (c Control) policyOf(p verification.Policy) policyView {
	v := policyView{Always: p.Mode == verification.Always, Sample: strconv.Itoa(p.Sample), Limit: p.Limit.String(),
		Deviation: strconv.Itoa(p.Deviation), NewClerk: strconv.Itoa(p.NewClerk)}
	if p.SetBy != "" {
		v.Set = "Ändrad " + shell.Moment(p.SetAt, c.Now()) + " av " + p.SetBy + "."
	}
	return v
}

func figuresOf(f verification.Figures) []figure {
	residual := "går inte att säga än"
	if n, known := f.Residual(); known {
		residual = perMille(n) + " av listorna (" + strconv.Itoa(f.SampledWrong) + " av " + strconv.Itoa(f.Sampled) + " i stickprovet)"
	}
	return []figure{
		{"Registrerade sedan " + shell.Day(f.Since), shell.Count(f.Lists, "lista", "listor")},
		{"Registrerade två gånger", shell.Count(f.Twice, "lista", "listor")},
		{"Skilde sig", shell.Count(f.Differed, "lista", "listor") + ", " + shell.Count(f.Fields, "fält", "fält")},
		{"Uppskattat restfel", residual},
	}
}

func (c Control) setPolicy(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	policy, err := readPolicy(r)
	if err == nil {
		err = c.Book.SetPolicy(r.Context(), by, policy)
	}
	if casework.KindOf(err) == casework.Invalid {
		f := c.Explain(r, err)
		return c.showWaiting(w, r, by, f.Status, &f.Alert)
	}
	if err != nil {
		return err
	}
	return c.Redirect(w, r, "/kontroll", "Regeln är ändrad. Den gäller listor som registreras från och med nu.")
}

func readPolicy(r *http.Request) (verification.Policy, error) {
	p := verification.Policy{Mode: verification.Mode(r.PostFormValue("mode"))}
	for field, to := range map[string]*int{"sample": &p.Sample, "deviation": &p.Deviation, "new_clerk": &p.NewClerk} {
		n, err := strconv.Atoi(strings.TrimSpace(r.PostFormValue(field)))
		if err != nil {
			return p, casework.Refuse(casework.Invalid, "Stickprov, avvikelse och rader ska vara hela tal.")
		}
		*to = n
	}
	var err error
	if p.Limit, err = register.ParseAmount(r.PostFormValue("limit")); err != nil {
		return p, &casework.Error{Kind: casework.Invalid, Sentence: "Beloppsgränsen går inte att läsa som ett belopp.", Cause: err}
	}
	return p, nil
}

// spaced is a list number in the groups in which it is printed.
func spaced(n string) string {
	if len(n) != 13 {
		return n
	}
	return strings.Join([]string{n[:6], n[6:10], n[10:]}, " ")
}
