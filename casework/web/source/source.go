package source

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"strconv"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/web/original"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/mailin"
	"sef.se/kontakten/mailin/underlag"
)

// Files reads and draws what came, in the sandbox (underlag.Sandboxed).
type Files interface {
	mailin.Opener
	// Picture draws a page of a PDF as PNG. underlag.ErrNoPicture.
	Picture(ctx context.Context, pdf []byte, page, dpi int) ([]byte, error)
	// PageSize gives a page's size in points. underlag.ErrNoPicture.
	PageSize(ctx context.Context, pdf []byte, page int) (avgiftslista.Box, error)
	// Photo draws an image anew, upright, as JPEG. underlag.ErrNoPicture.
	Photo(ctx context.Context, image []byte) ([]byte, error)
	// Scan is Photo, as finely as a machine reads best.
	Scan(ctx context.Context, image []byte) ([]byte, error)
}

// shownDPI draws a page so that small print can be read.
const shownDPI = 100

// Source answers the routes of what rows were read from.
type Source struct {
	*shell.Shell
	Cases casework.Sources
	Files Files
}

// Routes adds the routes of a page's picture and of the window of its own (R27). The panel itself is part of the case
// page.
func (s Source) Routes(mux *http.ServeMux) {
	mux.Handle("GET /arende/{case}/fonster", s.Background(s.window))
	mux.Handle("GET /arende/{case}/bild/{leaf}/{page}", s.Page(s.picture))
}

// windowPage is the panel alone, in a window that follows the case page.
type windowPage struct {
	Base   shell.Base
	Number string
	Source *View
	Why    string // why there is nothing to show
}

// window shows the panel in a window of its own. It asks by itself what the case page shows, so it keeps no session
// alive.
func (s Source) window(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := original.CaseID(r)
	if err != nil {
		return err
	}
	base, err := s.Base(r, id.String()+" Original", "queue")
	if err != nil {
		return err
	}
	p := windowPage{Base: base, Number: id.String()}
	status := http.StatusOK
	if _, p.Source, err = s.Open(r, by); err != nil {
		switch casework.KindOf(err) {
		case casework.Denied, casework.NotFound:
		default:
			return err
		}
		f := s.Explain(r, err)
		p.Source, p.Why, status = nil, f.Alert.Sentence, f.Status
	}
	return s.RenderBlock(w, status, "window.html", "window", p)
}

// Open gives the case and the panel that its address asks for: row r of the case, or with row 0 the exhibit "del", page
// "sida", or attachment "bilaga". The window has the row in "rad".
func (s Source) Open(r *http.Request, by casework.Actor) (casework.CasePage, *View, error) {
	return s.open(r, by, false)
}

// OpenEdit gives the case and the panel that stands beside its rows while they are edited.
func (s Source) OpenEdit(r *http.Request, by casework.Actor) (casework.CasePage, *View, error) {
	return s.open(r, by, true)
}

func (s Source) open(r *http.Request, by casework.Actor, edit bool) (casework.CasePage, *View, error) {
	id, err := original.CaseID(r)
	if err != nil {
		return casework.CasePage{}, nil, err
	}
	c, err := s.Cases.CaseSource(r.Context(), by, id)
	if err != nil {
		return casework.CasePage{}, nil, err
	}
	at := which{row: number(cmp.Or(r.PathValue("row"), r.FormValue("rad"))), exhibit: number(r.FormValue("del")), page: number(r.FormValue("sida")),
		attachment: number(r.FormValue("bilaga")), edit: edit}
	if at.row > len(c.Rows) {
		return casework.CasePage{}, nil, casework.Refuse(casework.NotFound, "Raden finns inte längre. Läs om ärendet.")
	}
	var exhibits []mailin.Exhibit
	if c.Raw != nil {
		if exhibits, err = mailin.Exhibits(r.Context(), c.Raw, s.Files); err != nil {
			return casework.CasePage{}, nil, err
		}
	}
	v := newView(c, exhibits, at, "/arende/"+strconv.FormatInt(int64(id), 10))
	return c.CasePage, &v.View, s.measure(r.Context(), v, c.Raw)
}

// number reads a number of an address; what is none is 0.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// measure completes the picture, or takes it away where the page cannot be drawn: its lines stand there still.
func (s Source) measure(ctx context.Context, v *view, raw []byte) error {
	if v.Picture == nil {
		return nil
	}
	e := v.exhibits[v.current]
	file, err := mailin.FileAt(ctx, raw, s.Files, e.Leaf)
	if err != nil {
		v.Picture = nil
		return nil
	}
	size, err := s.Files.PageSize(ctx, file.Data, v.at.page)
	switch {
	case errors.Is(err, underlag.ErrNoPicture):
		v.Picture = nil
		return nil
	case err != nil:
		return err
	}
	v.Picture.fit(size)
	v.Picture.Href = v.base + "/bild/" + strconv.Itoa(e.Leaf) + "/" + strconv.Itoa(v.at.page)
	return nil
}

// picture sends a page of a PDF, or a photo, as an image that was drawn here: the bytes of the sender reach no browser.
func (s Source) picture(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := original.CaseID(r)
	if err != nil {
		return err
	}
	c, err := s.Cases.CaseSource(r.Context(), by, id)
	if err != nil {
		return err
	}
	gone := casework.Refuse(casework.NotFound, "Sidan finns inte att visa.")
	file, err := mailin.FileAt(r.Context(), c.Raw, s.Files, number(r.PathValue("leaf")))
	if err != nil {
		return gone
	}
	drawn, mediaType, err := s.draw(r.Context(), file.Data, number(r.PathValue("page")))
	if errors.Is(err, underlag.ErrNoPicture) {
		return gone
	}
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'")
	h.Set("Content-Type", mediaType)
	h.Set("Content-Length", strconv.Itoa(len(drawn)))
	_, _ = w.Write(drawn) // an error here is a browser that went away
	return nil
}

func (s Source) draw(ctx context.Context, data []byte, page int) (drawn []byte, mediaType string, err error) {
	if underlag.Detect(data) == underlag.Image {
		if page != 1 {
			return nil, "", underlag.ErrNoPicture
		}
		drawn, err = s.Files.Photo(ctx, data)
		return drawn, "image/jpeg", err
	}
	drawn, err = s.Files.Picture(ctx, data, page, shownDPI)
	return drawn, "image/png", err
}
