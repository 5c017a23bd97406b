// Package sheets is the pages on which a returned list is keyed from the paper.
//
//	number or scanned code ─▶ sheet ─▶ each field saved as it is left ─▶ klar ─┬─▶ booked, or a case
//	                            ▲                                            ├─▶ left to a second person
//	                            └── what must be seen on the list again ◀─────┘
//
// The page is a form that works by a keypad alone (static/keying.js); its keys stand in
// templates/keymap. The server keeps every row as it is left and judges it, so that the page
// holds nothing that a killed browser could lose but the field that is being typed.
package sheets

import (
	"net/http"
	"strconv"
	"strings"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/web/shell"
)

// Desk answers the routes of the keying.
type Desk struct {
	*shell.Shell
	Keying casework.Keying
}

// Routes adds the routes.
func (d Desk) Routes(mux *http.ServeMux) {
	mux.Handle("GET /registrera", d.Page(d.start))
	mux.Handle("POST /registrera", d.Page(d.open))
	mux.Handle("GET /registrera/{keying}", d.Page(d.sheet))
	mux.Handle("POST /registrera/{keying}/rad", d.Page(d.saveRow))
	mux.Handle("POST /registrera/{keying}/summa", d.Page(d.saveWritten))
	mux.Handle("POST /registrera/{keying}/kryss", d.Page(d.tick))
	mux.Handle("POST /registrera/{keying}/person", d.Page(d.lookUp))
	mux.Handle("POST /registrera/{keying}/klar", d.Page(d.finish))
	mux.Handle("POST /registrera/{keying}/avbryt", d.Page(d.abandon))
}

type keyingPage struct {
	Base shell.Base
	Code string
}

func (d Desk) start(w http.ResponseWriter, r *http.Request, _ casework.Actor) error {
	return d.showStart(w, r, http.StatusOK, "", nil)
}

func (d Desk) showStart(w http.ResponseWriter, r *http.Request, status int, code string, alert *shell.Alert) error {
	base, err := d.Base(r, "Registrera lista", "keying")
	if err != nil {
		return err
	}
	base.Alert = alert
	return d.Render(w, status, "keying.html", keyingPage{Base: base, Code: code})
}

// open takes a list number from the keyboard or the hand scanner.
func (d Desk) open(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return d.Open(w, r, by, strings.TrimSpace(r.PostFormValue("code")))
}

// Open opens the sheet of a list number or scanned code, or says on the start page why not.
func (d Desk) Open(w http.ResponseWriter, r *http.Request, by casework.Actor, code string) error {
	sheet, err := d.Keying.OpenSheet(r.Context(), by, code)
	switch casework.KindOf(err) {
	case casework.Invalid, casework.NotFound, casework.Conflict, casework.Denied:
		f := d.Explain(r, err)
		return d.showStart(w, r, f.Status, code, &f.Alert)
	}
	if err != nil {
		return err
	}
	to := Href(sheet.ID)
	if sheet.Page > 1 {
		to += "?blad=" + strconv.Itoa(sheet.Page)
	}
	return d.Redirect(w, r, to, "")
}

func (d Desk) abandon(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := keyingID(r)
	if err != nil {
		return err
	}
	if err := d.Keying.Abandon(r.Context(), by, id); err != nil {
		return err
	}
	return d.Redirect(w, r, "/registrera", "Registreringen är avbruten. Det som hann sparas finns kvar.")
}

func keyingID(r *http.Request) (casework.KeyingID, error) {
	n, err := strconv.ParseInt(r.PathValue("keying"), 10, 64)
	if err != nil || n <= 0 {
		return 0, casework.Refuse(casework.NotFound, "Registreringen finns inte.")
	}
	return casework.KeyingID(n), nil
}

// Href is the address of a keying.
func Href(id casework.KeyingID) string { return "/registrera/" + strconv.FormatInt(int64(id), 10) }

// Spaced is a list number in the groups in which it is printed.
func Spaced(n string) string {
	if len(n) != 13 {
		return n
	}
	return strings.Join([]string{n[:6], n[6:10], n[10:]}, " ")
}
