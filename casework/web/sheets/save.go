package sheets

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/register"
)

// rowAnswer is what keying.js shows after a row was saved.
type rowAnswer struct {
	Row     rowView
	Totals  totals
	Problem string // Swedish: the row was not saved
}

// saveRow saves one row as it is left.
func (d Desk) saveRow(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return d.saved(w, r, func(id casework.KeyingID) (casework.RowSaved, error) {
		row, err := readKeyed(r)
		if err != nil {
			return casework.RowSaved{}, err
		}
		return d.Keying.SaveRow(r.Context(), by, id, row)
	})
}

func (d Desk) saveWritten(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return d.saved(w, r, func(id casework.KeyingID) (casework.RowSaved, error) {
		total, err := optionalAmount(r, "written", "Listans summa")
		if err != nil {
			return casework.RowSaved{}, err
		}
		return d.Keying.SaveWritten(r.Context(), by, id, total)
	})
}

// saved answers keying.js: 200 with the row, or the status of the refusal with its sentence.
func (d Desk) saved(w http.ResponseWriter, r *http.Request, save func(casework.KeyingID) (casework.RowSaved, error)) error {
	id, err := keyingID(r)
	if err != nil {
		return err
	}
	s, err := save(id)
	if err != nil {
		f := d.Explain(r, err)
		return answer(w, f.Status, rowAnswer{Problem: f.Alert.Sentence})
	}
	return answer(w, http.StatusOK, rowAnswer{Row: rowOf(s.Row), Totals: totalsOf(s.Keyed, s.Written, s.Left)})
}

func answer(w http.ResponseWriter, status int, a any) error {
	body, err := json.Marshal(a)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write(body) // an error here is a browser that went away
	return nil
}

func readKeyed(r *http.Request) (casework.KeyingRow, error) {
	n, err := strconv.Atoi(r.PostFormValue("row"))
	if err != nil || n < 0 {
		return casework.KeyingRow{}, casework.Refuse(casework.Invalid, "Raden finns inte på listan.")
	}
	row := casework.KeyingRow{
		Row: n, Reason: r.PostFormValue("reason"), Blank: r.PostFormValue("blank") != "", Name: trimmed(r, "name"),
		Written: trimmed(r, "number"), New: n == 0 || r.PostFormValue("new") != "", Key: casework.KeyUsed(r.PostFormValue("used")),
	}
	if row.MemberFee, err = optionalAmount(r, "member", "Medlemsavgiften"); err != nil {
		return row, err
	}
	row.ControlFee, err = optionalAmount(r, "control", "Kontrollavgiften")
	return row, err
}

func optionalAmount(r *http.Request, field, what string) (*register.Amount, error) {
	text := trimmed(r, field)
	if text == "" {
		return nil, nil
	}
	a, err := register.ParseAmount(text)
	if err != nil {
		return nil, &casework.Error{Kind: casework.Invalid, Sentence: what + " går inte att läsa som ett belopp. Skriv till exempel 608 eller 608,50.", Cause: err}
	}
	return &a, nil
}

func trimmed(r *http.Request, field string) string { return strings.TrimSpace(r.PostFormValue(field)) }

// lookUp tells keying.js what the register has of a number on the list.
func (d Desk) lookUp(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := keyingID(r)
	if err != nil {
		return err
	}
	found, err := d.Keying.LookUp(r.Context(), by, id, trimmed(r, "number"))
	if err != nil {
		f := d.Explain(r, err)
		return answer(w, f.Status, rowAnswer{Problem: f.Alert.Sentence})
	}
	return answer(w, http.StatusOK, found)
}

// tick says that a page's box "samma som förra månaden" is ticked.
func (d Desk) tick(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := keyingID(r)
	if err != nil {
		return err
	}
	sheet, err := strconv.Atoi(r.PostFormValue("sheet"))
	if err != nil {
		return casework.Refuse(casework.Invalid, "Bladet finns inte på listan.")
	}
	n, err := d.Keying.Tick(r.Context(), by, id, sheet)
	if k := casework.KindOf(err); k == casework.Invalid || k == casework.Conflict {
		f := d.Explain(r, err)
		return d.showSheet(w, r, by, f.Status, &f.Alert, nil)
	}
	if err != nil {
		return err
	}
	return d.Redirect(w, r, Href(id), shell.Count(n, "rad är ifylld", "rader är ifyllda")+" med förra månadens belopp. Skriv summan som står på listan.")
}

func (d Desk) finish(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := keyingID(r)
	if err != nil {
		return err
	}
	if err := r.ParseForm(); err != nil {
		return err
	}
	done, err := d.Keying.Finish(r.Context(), by, id, casework.KeyingFinish{Key: r.PostFormValue("key"), Accept: r.PostForm["accept"]})
	var refusal *casework.Error
	if errors.As(err, &refusal) && (refusal.Kind == casework.Invalid || refusal.Kind == casework.Conflict) {
		f := d.Explain(r, err)
		if len(refusal.Accept) > 0 {
			f.Alert.Sentence = "Listan är inte klar. Se efter på listan och godta, eller rätta raden."
		}
		return d.showSheet(w, r, by, f.Status, &f.Alert, refusal.Accept)
	}
	if err != nil {
		return err
	}
	if done.Case != 0 {
		return d.Redirect(w, r, "/arende/"+strconv.FormatInt(int64(done.Case), 10), done.Said)
	}
	return d.Redirect(w, r, "/registrera", done.Said)
}
