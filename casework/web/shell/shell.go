package shell

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/identity"
	"sef.se/kontakten/templates"
)

// Config is what a Shell needs. Every field is required.
type Config struct {
	Identity *identity.Service
	Sessions *identity.Sessions
	Desk     casework.Desk // the header of every page
	Now      func() time.Time
	Log      *slog.Logger
	Mentions func(context.Context, casework.Actor) (int, error) // notes that name the actor, not seen yet
	HTTPS    bool                                               // browsers reach us by https:// (HSTS, Secure cookies)
}

// Shell renders pages and answers failures. It is safe for many goroutines.
type Shell struct {
	Config
	pages   *templates.Pages
	assets  map[string]templates.Asset // by address
	zipped  map[string][]byte          // gzip of an asset by address
	buffers sync.Pool
}

// New parses every page and asset: a page that is missing or cannot be parsed
// fails the start.
func New(cfg Config) (*Shell, error) {
	s := &Shell{Config: cfg, buffers: sync.Pool{New: func() any { return new(bytes.Buffer) }}}
	byName, err := s.loadAssets()
	if err != nil {
		return nil, err
	}
	s.pages, err = templates.LoadPages(func(name string) (string, error) {
		a, ok := byName[name]
		if !ok {
			return "", fmt.Errorf("no static file %q", name)
		}
		return "/static/" + a.Address, nil
	})
	if err != nil {
		return nil, err
	}
	return s, nil
}

// Handler is a page's handler. by is who is logged in.
type Handler func(w http.ResponseWriter, r *http.Request, by casework.Actor) error

// OpenHandler is a handler that needs nobody logged in.
type OpenHandler func(w http.ResponseWriter, r *http.Request) error

// Page lets a handler run for whoever is logged in; others are sent to the
// login and come back to where they were.
func (s *Shell) Page(h Handler) http.Handler { return s.page(identity.RoleClerk, h) }

// SupervisorPage is Page for supervisors and admins.
func (s *Shell) SupervisorPage(h Handler) http.Handler { return s.page(identity.RoleSupervisor, h) }

// AdminPage is Page for admins.
func (s *Shell) AdminPage(h Handler) http.Handler { return s.page(identity.RoleAdmin, h) }

// Background is Page for what an open page asks by itself: it does not keep the
// session alive, and its end does not take the page away, since something may
// be written on it.
func (s *Shell) Background(h Handler) http.Handler {
	return s.Open(func(w http.ResponseWriter, r *http.Request) error {
		person, ok, err := s.Sessions.Peek(r.Context())
		if err != nil {
			return err
		}
		if !ok {
			http.Error(w, loggedOut, http.StatusUnauthorized)
			return nil
		}
		return h(w, r.WithContext(context.WithValue(r.Context(), personKey{}, person)), ActorOf(person))
	})
}

// loggedOut is what a script is told; the page's own words stand in its dialog.
const loggedOut = "Du är inte längre inloggad."

func (s *Shell) page(least identity.Role, h Handler) http.Handler {
	return s.Open(func(w http.ResponseWriter, r *http.Request) error {
		person, ok, err := s.Sessions.Who(r.Context())
		if err != nil {
			return err
		}
		if !ok {
			return s.toLogin(w, r)
		}
		r = r.WithContext(context.WithValue(r.Context(), personKey{}, person))
		if !person.Role.Includes(least) {
			err = casework.Refuse(casework.Denied, "Den sidan är för dig som är %s.", least.Words())
		} else {
			err = h(w, r, ActorOf(person))
		}
		if err != nil {
			s.Fail(w, r, err) // here, where it is known who reads it
		}
		return nil
	})
}

// Open runs a handler for anybody and turns its error into a page.
func (s *Shell) Open(h OpenHandler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			s.Fail(w, r, err)
		}
	})
}

type personKey struct{}

// Person gives who is logged in, where Page has found out.
func Person(r *http.Request) (identity.Staff, bool) {
	p, ok := r.Context().Value(personKey{}).(identity.Staff)
	return p, ok
}

// ActorOf is a member of staff as the casework knows them.
func ActorOf(p identity.Staff) casework.Actor {
	return casework.Actor{ID: p.ID, Name: p.Name, Role: casework.Role(p.Role), Protected: p.MaySeeProtected}
}

// toLogin sends a reader to the login with the way back. What was posted is
// not repeated after it: the answer to a script is 401, so that the script
// keeps what was typed.
func (s *Shell) toLogin(w http.ResponseWriter, r *http.Request) error {
	if r.Header.Get("HX-Request") != "" || r.Header.Get("Sec-Fetch-Dest") == "empty" {
		http.Error(w, loggedOut, http.StatusUnauthorized)
		return nil
	}
	if r.Method != http.MethodGet {
		http.Redirect(w, r, "/logga-in", http.StatusSeeOther)
		return nil
	}
	http.Redirect(w, r, "/logga-in?till="+escapeQuery(r.URL.Path), http.StatusSeeOther)
	return nil
}

// Render sends a whole page with a status.
func (s *Shell) Render(w http.ResponseWriter, status int, page string, data any) error {
	return s.RenderBlock(w, status, page, "layout", data)
}

// RenderBlock sends one block of a page. The block is rendered to a buffer
// first, so that a failure never leaves half a page.
func (s *Shell) RenderBlock(w http.ResponseWriter, status int, page, block string, data any) error {
	buf := s.buffers.Get().(*bytes.Buffer)
	defer s.buffers.Put(buf)
	buf.Reset()
	if err := s.pages.Render(buf, page, block, data); err != nil {
		return err
	}
	body := buf.Bytes()
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if len(body) >= leastZipped && takesGzip(w) {
		var err error
		if body, err = zipped(body); err != nil {
			return err
		}
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Vary", "Accept-Encoding")
	}
	w.WriteHeader(status)
	if _, err := w.Write(body); err != nil {
		s.Log.Debug("page not read to its end", slog.String("page", page), slog.Any("error", err))
	}
	return nil
}

// Redirect answers a form that was done: the browser gets the page by GET.
func (s *Shell) Redirect(w http.ResponseWriter, r *http.Request, to, said string) error {
	if said != "" {
		s.Sessions.Say(r.Context(), said)
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}
