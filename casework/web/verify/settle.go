package verify

import (
	"crypto/rand"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/verification"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/register"
)

type settlePage struct {
	Base    shell.Base
	Href    string
	Number  string
	Company string
	Period  string
	Fields  []fieldView
	Accept  []acceptView
	Key     string
}

type fieldView struct {
	Name          string // of the form's fields
	Row           string // "rad 3", "" for the written total
	Person        string
	Number        string
	Word          string
	First, Second string
	Taken         string // the choice of the form that came back
	Other         string
	Amount        bool // the third value is an amount
	Codes         []codeView
	NoOther       bool
}

type codeView struct {
	Value, Word string
	Selected    bool
}

type acceptView struct{ Key, Row, Text string }

func (c Control) settling(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return c.showSettling(w, r, by, http.StatusOK, nil, nil)
}

func (c Control) showSettling(w http.ResponseWriter, r *http.Request, by casework.Actor, status int, alert *shell.Alert, accept []casework.Acceptable) error {
	id, err := verificationID(r)
	if err != nil {
		return err
	}
	s, err := c.Book.Settling(r.Context(), by, id)
	if k := casework.KindOf(err); alert == nil && (k == casework.Conflict || k == casework.Denied) {
		f := c.Explain(r, err)
		return c.showWaiting(w, r, by, f.Status, &f.Alert)
	}
	if err != nil {
		return err
	}
	base, err := c.Base(r, "Avgör lista "+spaced(s.List.Number), "keying")
	if err != nil {
		return err
	}
	if alert != nil {
		base.Alert = alert
	}
	p := settlePage{Base: base, Href: "/kontroll/" + r.PathValue("id"), Number: spaced(s.List.Number), Company: s.List.Company.Name,
		Period: shell.PeriodWords(s.List.Period), Key: rand.Text()}
	for _, d := range s.Differences {
		f := fieldOf(r, d)
		if s.Sheets > 1 && d.Person.Sheet > 0 {
			f.Row += ", blad " + strconv.Itoa(d.Person.Sheet)
		}
		p.Fields = append(p.Fields, f)
	}
	for _, a := range accept {
		v := acceptView{Key: a.Key, Text: a.Text}
		if a.Row >= 0 {
			v.Row = "Rad " + strconv.Itoa(a.Row+1)
		}
		p.Accept = append(p.Accept, v)
	}
	return c.Render(w, status, "settle.html", p)
}

func fieldOf(r *http.Request, d verification.Difference) fieldView {
	v := fieldView{Name: fieldName(d), Word: d.Field.Word(), First: valueWords(d.Field, d.First), Second: valueWords(d.Field, d.Second),
		Amount: d.Field == verification.FieldMember || d.Field == verification.FieldControl || d.Field == verification.FieldWritten,
		Person: d.Person.Name, NoOther: d.Field == verification.FieldRow}
	if d.Row > 0 {
		v.Row = "rad " + strconv.Itoa(d.Row)
	}
	if !d.Person.Number.IsZero() {
		v.Number = d.Person.Number.Hyphened()
	} else {
		v.Number = d.Person.Written
	}
	v.Taken, v.Other = r.PostFormValue("take-"+v.Name), r.PostFormValue("other-"+v.Name)
	if d.Field == verification.FieldReason {
		v.Codes = []codeView{{"", "inget: belopp står på raden", v.Other == ""}, {"blank", "tom på listan", v.Other == "blank"}}
		for _, code := range avgiftslista.Reasons() {
			v.Codes = append(v.Codes, codeView{code, code + " " + avgiftslista.ReasonWord(code), v.Other == code})
		}
	}
	return v
}

func fieldName(d verification.Difference) string { return strconv.Itoa(d.Row) + "-" + string(d.Field) }

// valueWords says what a keying has in a field.
func valueWords(f verification.Field, v verification.Value) string {
	switch {
	case f == verification.FieldRow && v.There:
		return "raden finns"
	case f == verification.FieldRow:
		return "raden finns inte"
	case v.Amount != nil:
		return v.Amount.String()
	case v.Blank:
		return "tom på listan"
	case v.Reason != "":
		return v.Reason + " " + avgiftslista.ReasonWord(v.Reason)
	}
	return "inget skrivet"
}

func (c Control) settle(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := verificationID(r)
	if err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return err
	}
	choices, err := readChoices(r)
	var done casework.Finished
	if err == nil {
		done, err = c.Book.Settle(r.Context(), by, id, verification.Decision{Key: r.PostFormValue("key"), Choices: choices, Accept: r.PostForm["accept"]})
	}
	var refusal *casework.Error
	if errors.As(err, &refusal) && (refusal.Kind == casework.Invalid || refusal.Kind == casework.Conflict) {
		f := c.Explain(r, err)
		return c.showSettling(w, r, by, f.Status, &f.Alert, refusal.Accept)
	}
	if err != nil {
		return err
	}
	if done.Case != 0 {
		return c.Redirect(w, r, "/arende/"+strconv.FormatInt(int64(done.Case), 10), done.Said)
	}
	return c.Redirect(w, r, "/kontroll", done.Said)
}

// readChoices reads take-ROW-FIELD and other-ROW-FIELD; a field without a choice is left for the
// store to refuse.
func readChoices(r *http.Request) ([]verification.Choice, error) {
	var out []verification.Choice
	for name := range r.PostForm {
		rest, ok := strings.CutPrefix(name, "take-")
		if !ok {
			continue
		}
		row, field, _ := strings.Cut(rest, "-")
		n, err := strconv.Atoi(row)
		if err != nil {
			return nil, casework.Refuse(casework.Invalid, "Sidan skickade något som inte finns. Läs om den.")
		}
		choice := verification.Choice{Row: n, Field: verification.Field(field), Take: verification.Taken(r.PostFormValue(name))}
		if choice.Take == verification.TakeOther {
			if choice.Other, err = readOther(choice.Field, strings.TrimSpace(r.PostFormValue("other-"+rest))); err != nil {
				return nil, err
			}
		}
		out = append(out, choice)
	}
	return out, nil
}

// readOther reads what the settler saw on the list; an empty amount is that none is written.
func readOther(f verification.Field, text string) (verification.Value, error) {
	switch {
	case f == verification.FieldReason && text == "blank":
		return verification.Value{Blank: true}, nil
	case f == verification.FieldReason:
		return verification.Value{Reason: text}, nil
	case text == "":
		return verification.Value{}, nil
	}
	a, err := register.ParseAmount(text)
	if err != nil {
		return verification.Value{}, &casework.Error{Kind: casework.Invalid, Sentence: "Ett belopp går inte att läsa. Skriv det som 608 eller 608,50.", Cause: err}
	}
	return verification.Value{Amount: &a}, nil
}

func verificationID(r *http.Request) (verification.ID, error) {
	n, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil || n <= 0 {
		return 0, casework.Refuse(casework.NotFound, "Listan finns inte bland dem som ska kontrolleras.")
	}
	return verification.ID(n), nil
}
