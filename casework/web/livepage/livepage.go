// Package livepage is the stream that tells open pages what happens (casework/live), one a
// browser, and the presence on a case. static/live.js is its other end: it shares the stream
// among all tabs and windows of the browser, says on the page when it stands still, and tells
// each page its news; how a page listens is told there.
//
//	GET  /strom             text/event-stream:  hello, news, state, beat, ended
//	POST /strom/har         a page is open on a case, or was left
//	GET  /strom/har/{case}  who else has the case open, for the case's page
//
// A stream ends with its session, which is read anew at every beat: no page is kept alive by
// listening. A browser that does not take what is written to it loses the stream and comes back.
package livepage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/live"
	"sef.se/kontakten/casework/web/shell"
)

const (
	// beat is how often a silent stream says that it lives.
	beat = 15 * time.Second
	// patience is how long a browser may take over what is written to it.
	patience = 10 * time.Second
	// gather is how long news wait for company: one write instead of ten.
	gather = 100 * time.Millisecond
)

// Pages answers the routes of the stream.
type Pages struct {
	*shell.Shell
	Hub   *live.Hub
	Staff live.Announcer
}

// Routes adds the routes.
func (p Pages) Routes(mux *http.ServeMux) {
	mux.Handle("GET /strom", p.Background(p.stream))
	mux.Handle("POST /strom/har", p.Background(p.here))
	mux.Handle("GET /strom/har/{case}", p.Background(p.others))
}

// state is what a stream says of itself: the server's time, and whether the database is heard.
type state struct {
	At    string `json:"at"`
	Up    bool   `json:"up"`
	Since string `json:"since"`
}

func (p Pages) state() state {
	now := p.Now()
	up, since := p.Hub.State()
	return state{At: shell.Moment(now, now), Up: up, Since: shell.Moment(since, now)}
}

func (p Pages) stream(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	sub := p.Hub.Subscribe(by.Protected)
	defer sub.Close()
	out := writer{w, http.NewResponseController(w)}
	defer out.done()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no") // a proxy that gathers would hold the news back
	if err := out.event("hello", p.state()); err != nil {
		return nil
	}
	for checked := time.Now(); ; {
		if time.Since(checked) >= beat {
			if _, ok, err := p.Sessions.Still(r); err == nil && !ok {
				_ = out.event("ended", struct{}{})
				return nil
			}
			checked = time.Now()
		}
		if err := p.tell(r.Context(), sub, out); err != nil {
			return nil // the browser or the program went away
		}
	}
}

// tell waits for news, at most for a beat, and writes them.
func (p Pages) tell(ctx context.Context, sub *live.Subscription, out writer) error {
	limited, cancel := context.WithTimeout(ctx, beat)
	defer cancel()
	told, err := sub.Next(limited)
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return out.event("beat", p.state())
	}
	if err != nil {
		return err
	}
	if err := out.event("state", p.state()); err != nil {
		return err
	}
	if len(told.News) > 0 {
		if err := out.event("news", told.News); err != nil {
			return err
		}
	}
	pause := time.NewTimer(gather)
	defer pause.Stop()
	select {
	case <-pause.C:
	case <-ctx.Done():
	}
	return ctx.Err()
}

// writer writes events, each within patience.
type writer struct {
	w       http.ResponseWriter
	control *http.ResponseController
}

func (o writer) event(name string, data any) error {
	text, err := json.Marshal(data)
	if err != nil {
		return err
	}
	if err := o.control.SetWriteDeadline(time.Now().Add(patience)); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(o.w, "event: %s\ndata: %s\n\n", name, text); err != nil {
		return err
	}
	return o.control.Flush()
}

// done leaves the connection as it was: what comes after on it has its own time.
func (o writer) done() { _ = o.control.SetWriteDeadline(time.Time{}) }

func (p Pages) here(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := strconv.ParseInt(r.PostFormValue("case"), 10, 64)
	page := r.PostFormValue("page")
	if err != nil || len(page) > 16 || page == "" || strings.ContainsAny(page, " \t\r\n") {
		return casework.Refuse(casework.Invalid, "Sidan säger inte vilket ärende den visar.")
	}
	said := live.Here{Case: id, Staff: by.ID, Page: page, Gone: r.PostFormValue("gone") != ""}
	if err := p.Staff.Announce(r.Context(), said, by.Protected); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func (p Pages) others(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := strconv.ParseInt(r.PathValue("case"), 10, 64)
	if err != nil {
		return casework.Refuse(casework.NotFound, "Ärendet finns inte.")
	}
	ids := slices.DeleteFunc(p.Hub.Present(id, by.Protected), func(staff int64) bool { return staff == by.ID })
	names, err := p.Staff.Names(r.Context(), ids)
	if err != nil {
		return err
	}
	data := struct{ Words string }{}
	if len(names) > 0 {
		data.Words = strings.Join(names, " och ") + " läser också"
	}
	return p.RenderBlock(w, http.StatusOK, "queue.html", "here", data)
}
