package queuepage

import (
	"crypto/rand"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/web/shell"
)

func newKey() string { return rand.Text() }

// saveView keeps what narrows the queue under a name.
func (p Pages) saveView(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	asked, err := p.asked(r, by)
	if err != nil {
		return err
	}
	id, err := p.Queue.SaveView(r.Context(), by, r.PostFormValue("namn"), asked.filter)
	if casework.KindOf(err) == casework.Invalid {
		f := p.Explain(r, err)
		return p.show(w, r, by, f.Status, &f.Alert, nil)
	}
	if err != nil {
		return err
	}
	return p.Redirect(w, r, "/ko?egen="+strconv.FormatInt(id, 10), "Vyn är sparad.")
}

func (p Pages) dropView(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := number(r.PathValue("id"))
	if err != nil {
		return err
	}
	if err := p.Queue.DropView(r.Context(), by, id); err != nil {
		return err
	}
	return p.Redirect(w, r, "/ko", "Vyn är borttagen.")
}

// bulk does one thing to all marked cases. Green ones are shown with their sums before anybody
// approves them (R10).
func (p Pages) bulk(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	asked, err := p.asked(r, by)
	if err != nil {
		return err
	}
	marked, err := ids(strings.Join(r.PostForm["arende"], ","))
	if err != nil {
		return err
	}
	do := casework.Bulk{Key: r.PostFormValue("key"), Cases: marked}
	switch r.PostFormValue("gor") {
	case "grona":
		return p.Redirect(w, r, "/grona?arende="+strings.Join(r.PostForm["arende"], ","), "")
	case "tilldela":
		if do.To, err = number(r.PostFormValue("till")); err == nil && do.To == 0 {
			err = casework.Refuse(casework.Invalid, "Välj vem ärendena ska lämnas till.")
		}
	case "reklam":
	default:
		err = casework.Refuse(casework.Invalid, "Välj vad som ska göras med de markerade ärendena.")
	}
	var done casework.BulkDone
	if err == nil {
		done, err = p.Queue.Bulk(r.Context(), by, do)
	}
	if casework.KindOf(err) == casework.Invalid {
		f := p.Explain(r, err)
		return p.show(w, r, by, f.Status, &f.Alert, nil)
	}
	if err != nil {
		return err
	}
	to := "/ko" + asked.query("", "")
	if done.ID != 0 {
		to = "/ko" + asked.query("gjort", strconv.FormatInt(done.ID, 10))
	}
	return p.Redirect(w, r, to, doneWords(done, do.To != 0))
}

// doneWords says what was done, and what was not and why.
func doneWords(d casework.BulkDone, given bool) string {
	what := " stängda som reklam."
	if given {
		what = " lämnade över."
	}
	return shell.Count(len(d.Done), "ärende är", "ärenden är") + what + refusedWords(d)
}

func refusedWords(d casework.BulkDone) string {
	var b strings.Builder
	for i, id := range slices.Sorted(maps.Keys(d.Refused)) {
		if i == 3 {
			b.WriteString(" Fler lämnades som de var.")
			break
		}
		b.WriteString(" " + id.String() + " lämnades: " + d.Refused[id])
	}
	return b.String()
}

func (p Pages) undo(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := number(r.PostFormValue("gjort"))
	if err != nil {
		return err
	}
	done, err := p.Queue.UndoBulk(r.Context(), by, id)
	if casework.KindOf(err) == casework.Conflict {
		f := p.Explain(r, err)
		return p.show(w, r, by, f.Status, &f.Alert, nil)
	}
	if err != nil {
		return err
	}
	return p.Redirect(w, r, "/ko", "Ångrat för "+shell.Count(len(done.Done), "ärende", "ärenden")+"."+refusedWords(done))
}
