package queuepage

import (
	"net/http"
	"strconv"
	"strings"

	"sef.se/kontakten/casework"
)

// mostAsked bounds the ids that one question may hold.
const mostAsked = 200

// changedPage is what an open queue asked for: rows as they are now, counts, and which of the new
// cases the view holds.
type changedPage struct {
	Rows  []Row
	Views viewsBlock
	Fresh string // ids with commas
}

// changed draws anew the rows that a page shows and that news came of, and tells which other
// cases its view would hold.
func (p Pages) changed(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	asked, err := p.asked(r, by)
	if err != nil {
		return err
	}
	shown, err := ids(r.PostFormValue("visas"))
	if err != nil {
		return err
	}
	others, err := ids(r.PostFormValue("nya"))
	if err != nil {
		return err
	}
	counts, err := p.Queue.QueueCounts(r.Context(), by)
	if err != nil {
		return err
	}
	page := changedPage{Views: viewsOf(counts, asked)}
	if len(shown) > 0 {
		if page.Rows, err = p.redrawn(r, by, asked, shown); err != nil {
			return err
		}
	}
	if len(others) > 0 && !holdsLists(asked.filter.View) {
		f := asked.filter
		f.Only, f.After, f.Limit, f.Grouped = others, "", mostAsked, false
		found, err := p.Queue.QueueRows(r.Context(), by, f)
		if err != nil {
			return err
		}
		fresh := make([]string, len(found))
		for i, c := range found {
			fresh[i] = strconv.FormatInt(int64(c.ID), 10)
		}
		page.Fresh = strings.Join(fresh, ",")
	}
	return p.RenderBlock(w, http.StatusOK, "queue.html", "changed", page)
}

// redrawn gives the rows of shown cases, whether the view still holds them or not.
func (p Pages) redrawn(r *http.Request, by casework.Actor, a asked, shown []casework.CaseID) ([]Row, error) {
	var found []casework.QueueRow
	for _, view := range []casework.QueueView{casework.ViewLive, casework.ViewDone} {
		some, err := p.Queue.QueueRows(r.Context(), by, casework.QueueFilter{View: view, Only: shown, Limit: mostAsked})
		if err != nil {
			return nil, err
		}
		found = append(found, some...)
	}
	f := a.filter
	f.Only, f.After, f.Limit, f.Grouped = shown, "", mostAsked, false
	held, err := p.Queue.QueueRows(r.Context(), by, f)
	if err != nil {
		return nil, err
	}
	in := map[casework.CaseID]bool{}
	for _, c := range held {
		in[c.ID] = true
	}
	rows, err := p.rows(r.Context(), by, found)
	for i := range rows {
		rows[i].Gone = !in[found[i].ID]
	}
	return rows, err
}

// ids reads case ids with commas between.
func ids(text string) ([]casework.CaseID, error) {
	if text == "" {
		return nil, nil
	}
	parts := strings.Split(text, ",")
	if len(parts) > mostAsked {
		parts = parts[:mostAsked]
	}
	out := make([]casework.CaseID, len(parts))
	for i, s := range parts {
		n, err := number(s)
		if err != nil {
			return nil, err
		}
		out[i] = casework.CaseID(n)
	}
	return out, nil
}
