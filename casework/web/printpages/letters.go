package printpages

import (
	"net/http"
	"strconv"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/web/shell"
)

type lettersPage struct {
	Base          shell.Base
	Waiting, Held string
	Kinds         []countView
	Rows          []letterView
	Files         []fileView
	Samples       []sampleLink
	Preview       link // the chosen sample; empty for none
	CanRun        bool
}

type sampleLink struct {
	Word, Href string
	Current    bool
}

type letterView struct {
	Number, Shown, Kind string
	Company             link
	Case, CaseHref      string
	State               tag
	Why, At             string
	Held                bool
}

func (p Pages) letters(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return p.showLetters(w, r, by, http.StatusOK, nil)
}

func (p Pages) showLetters(w http.ResponseWriter, r *http.Request, by casework.Actor, status int, alert *shell.Alert) error {
	found, err := p.Letters.LettersPage(r.Context(), by)
	if err != nil {
		return err
	}
	base, err := p.Base(r, "Brev", "lists")
	if err != nil {
		return err
	}
	base.Alert = alert
	v := lettersPage{Base: base, CanRun: base.Supervisor}
	if found.Waiting > 0 {
		v.Waiting = shell.Count(found.Waiting, "brev", "brev")
	}
	if found.Held > 0 {
		v.Held = shell.Count(found.Held, "brev hålls inne", "brev hålls inne")
	}
	for _, kind := range monthly.LetterKinds() {
		current := r.URL.Query().Get("visa") == kind
		v.Samples = append(v.Samples, sampleLink{monthly.KindWord(kind), "/brev?visa=" + kind, current})
		if current {
			v.Preview = link{monthly.KindWord(kind), "/brev/prov/" + kind}
		}
		if n := found.Kinds[kind]; n > 0 {
			v.Kinds = append(v.Kinds, countView{monthly.KindWord(kind), strconv.Itoa(n)})
		}
	}
	fitting := r.URL.Query().Get("visa") == monthly.Alignment
	v.Samples = append(v.Samples, sampleLink{"Provutskrift för kuvert", "/brev?visa=" + monthly.Alignment, fitting})
	if fitting {
		v.Preview = link{"Provutskrift för kuvert", "/brev/prov/" + monthly.Alignment}
	}
	for _, l := range found.Rows {
		row := letterView{Number: l.Number, Shown: letterNumber(l.Number), Kind: monthly.KindWord(l.Kind), Company: companyLink(l.Company.CustomerNumber, l.Company.Name),
			State: tag{l.State.Word(), map[monthly.LetterState]string{monthly.LetterHeld: "warn", monthly.LetterWaiting: "info"}[l.State]}, Why: l.Why,
			At: shell.Moment(l.Created, p.Now()), Held: l.State == monthly.LetterHeld}
		if l.State == monthly.LetterPrinted {
			row.Why = "i bunt " + strconv.FormatInt(l.File, 10) + ", inte lämnad till skrivaren"
		}
		if l.Case != 0 {
			row.Case, row.CaseHref = l.Case.String(), "/arende/"+strconv.FormatInt(int64(l.Case), 10)
		}
		v.Rows = append(v.Rows, row)
	}
	for _, f := range found.Files {
		v.Files = append(v.Files, p.fileOf(f, "/brev"))
	}
	return p.Render(w, status, "letters.html", v)
}

// letterForm answers a form of the letters' page.
func (p Pages) letterForm(w http.ResponseWriter, r *http.Request, by casework.Actor, said string, do func() error) error {
	err := do()
	if refusal(err) {
		f := p.Explain(r, err)
		return p.showLetters(w, r, by, f.Status, &f.Alert)
	}
	if err != nil {
		return err
	}
	return p.Redirect(w, r, "/brev", said)
}

func (p Pages) printLetters(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return p.letterForm(w, r, by, "Breven ritas. Lämna bunten till skrivaren när den är klar.", func() error {
		_, err := p.Letters.PrintLetters(r.Context(), by)
		return err
	})
}

func (p Pages) release(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return p.letterForm(w, r, by, "Brevet är släppt och väntar på utskrift.", func() error {
		return p.Letters.Release(r.Context(), by, r.PostFormValue("number"), r.PostFormValue("called"))
	})
}

func (p Pages) stop(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return p.letterForm(w, r, by, "Brevet är stoppat.", func() error {
		return p.Letters.Stop(r.Context(), by, r.PostFormValue("number"))
	})
}

func (p Pages) letterPDF(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	f, err := p.Letters.LetterPDF(r.Context(), by, r.PathValue("number"))
	if err != nil {
		return err
	}
	show(w, f)
	return nil
}

func (p Pages) sample(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	f, err := p.Letters.Sample(r.Context(), by, r.PathValue("kind"))
	if err != nil {
		return err
	}
	show(w, f)
	return nil
}
