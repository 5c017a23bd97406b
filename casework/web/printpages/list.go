package printpages

import (
	"crypto/rand"
	"net/http"
	"strconv"
	"strings"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/register"
)

type listPage struct {
	Base               shell.Base
	Row                expectedView
	Number, Letter     string
	Period, PeriodHref string
	Agreement          string
	Members            string
	Money, Printed     string
	Version            int
	State              string
	SheetLinks         []link
	Events             []eventView
	CanPrint           bool
	Out                bool   // it is with the company: it can be sent again
	Key                string // of the form that sends it again
	Booked             bool
	File               string
}

type eventView struct{ At, By, Word string }

func (p Pages) list(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return p.showList(w, r, by, http.StatusOK, nil)
}

func (p Pages) showList(w http.ResponseWriter, r *http.Request, by casework.Actor, status int, alert *shell.Alert) error {
	id, err := number(r.PathValue("list"))
	if err != nil {
		return err
	}
	l, err := p.Expected.ListOf(r.Context(), by, casework.ListID(id))
	if err != nil {
		return err
	}
	base, err := p.Base(r, "Lista "+spaced(l.List.Number), "lists")
	if err != nil {
		return err
	}
	base.Alert = alert
	now := p.Now()
	v := listPage{Base: base, Row: p.expectedOf(l.Expected, register.DateOf(now)), Number: spaced(l.List.Number), Letter: letterNumber(l.Letter),
		Period: l.List.Period.Words(), PeriodHref: monthHref(l.List.Period), Agreement: l.Agreement, Members: shell.Count(l.List.Rows, "medlem", "medlemmar"),
		Money: shell.Day(l.Money), Printed: shell.Moment(l.List.Printed, now), Version: l.List.Version, State: upperFirst(l.List.State.Word()),
		CanPrint: base.Supervisor, Out: l.List.State.Out(), Key: rand.Text(), Booked: l.Reported && l.Rows > 0, File: strconv.FormatInt(l.File, 10)}
	href := "/lista/" + v.Row.ID + "/pdf"
	v.SheetLinks = append(v.SheetLinks, link{"Hela listan, " + shell.Count(l.Sheets, "blad", "blad"), href})
	for i := 1; l.Sheets > 1 && i <= l.Sheets; i++ {
		v.SheetLinks = append(v.SheetLinks, link{"Blad " + strconv.Itoa(i), href + "?blad=" + strconv.Itoa(i)})
	}
	for _, e := range l.Events {
		v.Events = append(v.Events, eventView{shell.Moment(e.At, now), e.By, upperFirst(e.State.Word())})
	}
	return p.Render(w, status, "list.html", v)
}

// listForm answers a form of the list's page.
func (p Pages) listForm(w http.ResponseWriter, r *http.Request, by casework.Actor, do func(casework.ListID) (to, said string, err error)) error {
	id, err := number(r.PathValue("list"))
	if err != nil {
		return err
	}
	to, said, err := do(casework.ListID(id))
	if refusal(err) {
		f := p.Explain(r, err)
		return p.showList(w, r, by, f.Status, &f.Alert)
	}
	if err != nil {
		return err
	}
	if to == "" {
		to = "/lista/" + r.PathValue("list")
	}
	return p.Redirect(w, r, to, said)
}

func (p Pages) reprint(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := number(r.PathValue("list"))
	if err != nil {
		return err
	}
	sheet := 0
	if text := r.URL.Query().Get("blad"); text != "" {
		if sheet, err = strconv.Atoi(text); err != nil {
			return casework.Refuse(casework.NotFound, "Listan har inget sådant blad.")
		}
	}
	f, err := p.Expected.Reprint(r.Context(), by, casework.ListID(id), sheet)
	if err != nil {
		return err
	}
	send(w, f)
	return nil
}

func (p Pages) renewList(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return p.listForm(w, r, by, func(id casework.ListID) (string, string, error) {
		l, err := p.Expected.ListOf(r.Context(), by, id)
		if err != nil {
			return "", "", err
		}
		_, err = p.Expected.RenewList(r.Context(), by, id)
		return monthHref(l.List.Period), "Listan skrivs om med dagens register och nytt nummer. Den gamla gäller inte längre.", err
	})
}

func (p Pages) ask(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return p.listForm(w, r, by, func(id casework.ListID) (string, string, error) {
		return "", "Frågan ligger i brevkön.", p.Letters.Ask(r.Context(), by, id, strings.Split(r.PostFormValue("questions"), "\n"))
	})
}

func (p Pages) receipt(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return p.listForm(w, r, by, func(id casework.ListID) (string, string, error) {
		return "", "Kvittot ligger i brevkön.", p.Letters.Receipt(r.Context(), by, id)
	})
}
