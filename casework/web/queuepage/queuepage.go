// Package queuepage is the queue: its views with counts, sorted and narrowed; the views that a
// clerk saves; the next case; marks, and what is done to what is marked.
//
//	GET  /ko                a view              POST /ko/nasta      the next case, or list
//	POST /ko/andrat         what news changed   POST /ko/markerade  does one thing to all marked
//	POST /ko/foretag        narrow to a company POST /ko/angra      undoes it
//	POST /ko/vy             save a view         POST /ko/vy/{id}/bort
//
// An address names views, kinds, flags, tags (which hold no personnummer), periods, and companies
// and staff by their ids: never a name or a number of a person.
//
// # Rows under a clerk's hands
//
// An open page is told of changes (web/livepage; static/queue.js) and asks /ko/andrat for the rows
// that it shows: they are drawn anew where they stand, also when they belong to the view no
// longer. Cases that have come since are counted on a button and shown when it is pressed. So no
// row moves by itself.
package queuepage

import (
	"context"
	"net/http"
	"strconv"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/live"
	"sef.se/kontakten/casework/verification"
	"sef.se/kontakten/casework/web/shell"
)

// Pages answers the routes of the queue.
type Pages struct {
	*shell.Shell
	Queue     casework.Queue
	Companies casework.Companies
	Keying    casework.Keying
	Control   verification.Book
	Hub       *live.Hub
	Staff     live.Announcer
}

// Routes adds the routes.
func (p Pages) Routes(mux *http.ServeMux) {
	mux.Handle("GET /ko", p.Page(p.queue))
	mux.Handle("POST /ko/nasta", p.Page(p.next))
	mux.Handle("POST /ko/andrat", p.Background(p.changed))
	mux.Handle("POST /ko/foretag", p.Page(p.narrow))
	mux.Handle("POST /ko/vy", p.Page(p.saveView))
	mux.Handle("POST /ko/vy/{id}/bort", p.Page(p.dropView))
	mux.Handle("POST /ko/markerade", p.Page(p.bulk))
	mux.Handle("POST /ko/angra", p.Page(p.undo))
}

func (p Pages) queue(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return p.show(w, r, by, http.StatusOK, nil, nil)
}

// show renders the queue; alert says why something was not done, companies are those that a
// name fits.
func (p Pages) show(w http.ResponseWriter, r *http.Request, by casework.Actor, status int, alert *shell.Alert, companies []casework.CompanyRef) error {
	asked, err := p.asked(r, by)
	if err != nil {
		return err
	}
	base, err := p.Base(r, "Kö", "queue")
	if err != nil {
		return err
	}
	base.Back = "/ko" + asked.query("efter", asked.filter.After)
	if alert != nil {
		base.Alert = alert
	}
	page, err := p.page(r.Context(), by, asked)
	if err != nil {
		return err
	}
	page.Base = base
	if id, err := strconv.ParseInt(r.URL.Query().Get("gjort"), 10, 64); err == nil {
		page.Undo = strconv.FormatInt(id, 10)
	}
	for _, c := range companies {
		page.Choices = append(page.Choices, choice{Name: c.Name, Number: c.Organisation.String(), Href: "/ko" + asked.query("foretag", strconv.FormatInt(c.ID, 10))})
	}
	return p.Render(w, status, "queue.html", page)
}

// next hands out the case, or in a view of lists the list, to work on now.
func (p Pages) next(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	view := casework.QueueView(r.PostFormValue("vy"))
	if holdsLists(view) {
		return p.nextList(w, r, by, view)
	}
	id, err := p.Queue.Next(r.Context(), by)
	if casework.KindOf(err) == casework.NotFound {
		f := p.Explain(r, err)
		return p.Redirect(w, r, "/ko", f.Alert.Sentence)
	}
	if err != nil {
		return err
	}
	return p.Redirect(w, r, caseHref(id), "")
}

func holdsLists(v casework.QueueView) bool {
	return v == casework.ViewKeySecond || v == casework.ViewDiffers
}

// nextList opens the list that has waited longest of those that the actor may take and nobody has
// open. The page that it leads to refuses whoever may not.
func (p Pages) nextList(w http.ResponseWriter, r *http.Request, by casework.Actor, view casework.QueueView) error {
	waiting, err := p.lists(r.Context(), by, view)
	if err != nil {
		return err
	}
	for _, l := range waiting {
		if l.Mine != "" || l.Open != "" {
			continue
		}
		if view == casework.ViewDiffers {
			return p.Redirect(w, r, settleHref(l), "")
		}
		sheet, err := p.Keying.OpenSheet(r.Context(), by, l.List.Number)
		if casework.KindOf(err) == casework.Conflict {
			continue // somebody was quicker
		}
		if err != nil {
			return err
		}
		return p.Redirect(w, r, "/registrera/"+strconv.FormatInt(int64(sheet.ID), 10), "")
	}
	return p.Redirect(w, r, "/ko?vy="+string(view), "Ingen lista väntar på dig just nu.")
}

// lists are the lists of a view, the longest waiting first.
func (p Pages) lists(ctx context.Context, by casework.Actor, view casework.QueueView) ([]verification.Waiting, error) {
	found, err := p.Control.VerificationPage(ctx, by)
	if err != nil {
		return nil, err
	}
	state := verification.StateSecond
	if view == casework.ViewDiffers {
		state = verification.StateSettling
	}
	var out []verification.Waiting
	for _, l := range found.Waiting {
		if l.State == state {
			out = append(out, l)
		}
	}
	return out, nil
}

// narrow finds the company that the queue shall be narrowed to. What was typed may be a sole
// trader's number, so it is posted, and the address gets the company's id.
func (p Pages) narrow(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	found, err := p.Companies.FindCompanies(r.Context(), by, r.PostFormValue("namn"))
	if err != nil {
		return err
	}
	asked, err := p.asked(r, by)
	if err != nil {
		return err
	}
	switch len(found) {
	case 0:
		return p.show(w, r, by, http.StatusUnprocessableEntity, &shell.Alert{Sentence: "Inget företag passar. Sök på namn, kundnummer eller organisationsnummer."}, nil)
	case 1:
		return p.Redirect(w, r, "/ko"+asked.query("foretag", strconv.FormatInt(found[0].ID, 10)), "")
	}
	return p.show(w, r, by, http.StatusOK, nil, found)
}

func caseHref(id casework.CaseID) string { return "/arende/" + strconv.FormatInt(int64(id), 10) }

func settleHref(l verification.Waiting) string {
	return "/kontroll/" + strconv.FormatInt(int64(l.ID), 10)
}
