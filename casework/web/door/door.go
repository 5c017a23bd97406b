// Package door is the way in and out: login with password and code, the
// enrolment link of a new account, the demo's one-time link, logout. Its pages
// need nobody logged in; everything behind them does.
//
//	/logga-in ─ password right ─▶ /kod ─ code right ─▶ where one was going
//	/inbjudan/{token} ─ password set, code confirmed ─▶ /ko
//	/demo/{token} ─ button pressed, on loopback, under `demo` only ─▶ /ko
package door

import (
	"errors"
	"net/http"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/identity"
)

// Door answers the pages of the way in.
type Door struct {
	*shell.Shell
	Demo bool // one-time login links are taken, from this machine only
}

// Routes adds the door's pages.
func (d Door) Routes(mux *http.ServeMux) {
	mux.Handle("GET /logga-in", d.Open(d.loginForm))
	mux.Handle("POST /logga-in", d.Open(d.login))
	mux.Handle("GET /kod", d.Open(d.codeForm))
	mux.Handle("POST /kod", d.Open(d.code))
	mux.Handle("POST /logga-ut", d.Open(d.logout))
	mux.Handle("GET /inbjudan/{token}", d.Open(d.enrolForm))
	mux.Handle("POST /inbjudan/{token}", d.Open(d.enrol))
	if d.Demo {
		mux.Handle("GET /demo/{token}", d.Open(d.demoForm))
		mux.Handle("POST /demo/{token}", d.Open(d.demo))
	}
}

// frame is what the door's frame shows on every page.
type frame struct {
	Title, Problem           string
	Mode, ModeWord, ModeText string
}

func (d Door) frame(r *http.Request, title, problem string) (frame, error) {
	st, err := d.Desk.Status(r.Context())
	if err != nil {
		return frame{}, err
	}
	f := frame{Title: title, Problem: problem, Mode: string(st.Mode)}
	f.ModeWord, f.ModeText = shell.ModeWords(st.Mode)
	return f, nil
}

// status is 200 for a fresh form and 422 for one that comes back.
func (f frame) status() int {
	if f.Problem != "" {
		return http.StatusUnprocessableEntity
	}
	return http.StatusOK
}

type loginPage struct {
	frame
	Login, Back string
}

func (d Door) loginForm(w http.ResponseWriter, r *http.Request) error {
	_, in, err := d.Sessions.Who(r.Context())
	if err != nil {
		return err
	}
	back := shell.LocalPath(r.FormValue("till"))
	if in {
		return d.Redirect(w, r, back, "")
	}
	return d.showLogin(w, r, "", back, "")
}

func (d Door) showLogin(w http.ResponseWriter, r *http.Request, login, back, problem string) error {
	f, err := d.frame(r, "Logga in", problem)
	if err != nil {
		return err
	}
	return d.RenderBlock(w, f.status(), "login.html", "door", loginPage{frame: f, Login: login, Back: back})
}

func (d Door) login(w http.ResponseWriter, r *http.Request) error {
	login, back := r.PostFormValue("login"), shell.LocalPath(r.PostFormValue("back"))
	person, err := d.Identity.Login(r.Context(), login, r.PostFormValue("password"), shell.ClientAddress(r))
	switch {
	case errors.Is(err, identity.ErrWrong):
		return d.showLogin(w, r, login, back, "Användarnamnet eller lösenordet stämmer inte.")
	case errors.Is(err, identity.ErrTooMany):
		return d.showLogin(w, r, login, back, identity.LimitText)
	case err != nil:
		return err
	}
	if err := d.Sessions.Half(r.Context(), person.ID); err != nil {
		return err
	}
	return d.Redirect(w, r, "/kod?till="+back, "")
}

type codePage struct {
	frame
	Back string
}

func (d Door) codeForm(w http.ResponseWriter, r *http.Request) error {
	return d.showCode(w, r, shell.LocalPath(r.FormValue("till")), "")
}

func (d Door) showCode(w http.ResponseWriter, r *http.Request, back, problem string) error {
	if d.Sessions.HalfOf(r.Context()) == 0 {
		return d.showLogin(w, r, "", back, problem)
	}
	f, err := d.frame(r, "Engångskod", problem)
	if err != nil {
		return err
	}
	return d.RenderBlock(w, f.status(), "code.html", "door", codePage{frame: f, Back: back})
}

func (d Door) code(w http.ResponseWriter, r *http.Request) error {
	back := shell.LocalPath(r.PostFormValue("back"))
	id := d.Sessions.HalfOf(r.Context())
	if id == 0 {
		return d.showLogin(w, r, "", back, "Det gick för lång tid. Börja om med lösenordet.")
	}
	person, err := d.Identity.Code(r.Context(), id, r.PostFormValue("code"), shell.ClientAddress(r))
	switch {
	case errors.Is(err, identity.ErrWrong):
		return d.showCode(w, r, back, "Koden stämmer inte eller är redan använd. Vänta på nästa kod och försök igen.")
	case errors.Is(err, identity.ErrTooMany):
		return d.showCode(w, r, back, identity.LimitText)
	case err != nil:
		return err
	}
	return d.enter(w, r, person, back, "")
}

func (d Door) enter(w http.ResponseWriter, r *http.Request, person identity.Staff, to, said string) error {
	if err := d.Sessions.Begin(r.Context(), person); err != nil {
		return err
	}
	return d.Redirect(w, r, to, said)
}

func (d Door) logout(w http.ResponseWriter, r *http.Request) error {
	if err := d.Sessions.End(r.Context()); err != nil {
		return err
	}
	return d.Redirect(w, r, "/logga-in", "")
}

type demoPage struct {
	frame
	Name string
}

func (d Door) demoForm(w http.ResponseWriter, r *http.Request) error {
	if !shell.OnLoopback(r) {
		return notHere()
	}
	person, err := d.Identity.CheckLoginLink(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	f, err := d.frame(r, "Prova Kontakten", "")
	if err != nil {
		return err
	}
	return d.RenderBlock(w, http.StatusOK, "demo.html", "door", demoPage{frame: f, Name: person.Name})
}

func (d Door) demo(w http.ResponseWriter, r *http.Request) error {
	if !shell.OnLoopback(r) {
		return notHere()
	}
	person, err := d.Identity.UseLoginLink(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	return d.enter(w, r, person, "/ko", "Välkommen till demon. Tryck ? för att se tangenterna.")
}

func notHere() error {
	return casework.Refuse(casework.NotFound, "Den adressen finns inte.")
}
