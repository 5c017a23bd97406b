// Package settings is the page "Mina inställningar": what each person chooses for the pages
// (density, colours, which single keys act and which those are), kept with the account, and the
// sheet by which a hand scanner is set up. What a scanner sends before and after a code and how
// fast belongs to the desk it stands on, so the browser there keeps it (static/settings.js).
package settings

import (
	"errors"
	"net/http"
	"strings"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/identity"
	"sef.se/kontakten/templates/keymap"
)

// Own answers the routes of a person's settings.
type Own struct{ *shell.Shell }

// Routes adds the routes.
func (o Own) Routes(mux *http.ServeMux) {
	mux.Handle("GET /installningar", o.Page(o.show))
	mux.Handle("POST /installningar", o.Page(o.save))
	mux.Handle("GET /installningar/skanner", o.Page(o.scanner))
}

type settingsPage struct {
	Base           shell.Base
	Density, Theme string
	KeysOff        bool
	Groups         []keyGroup
}

// keyGroup is the choosable keys of one page.
type keyGroup struct {
	Word string
	Keys []keyField
}

type keyField struct {
	Name, Words, Key, Default string
	Clash                     bool
}

// pageWords are the pages that have keys to choose, in the order of the form.
var pageWords = []struct{ page, word string }{
	{"queue.html", "Kön"}, {"case.html", "Ett ärende"}, {"divide.html", "Dela ett mejl"}, {"", "Alla sidor"},
}

func (o Own) show(w http.ResponseWriter, r *http.Request, _ casework.Actor) error {
	person, _ := shell.Person(r)
	return o.showPage(w, r, http.StatusOK, person.Preferences, nil, nil)
}

func (o Own) showPage(w http.ResponseWriter, r *http.Request, status int, p identity.Preferences, alert *shell.Alert, clash *keymap.Clash) error {
	base, err := o.Base(r, "Mina inställningar", "settings")
	if err != nil {
		return err
	}
	if alert != nil {
		base.Alert = alert
	}
	page := settingsPage{Base: base, Density: p.Density, Theme: p.Theme, KeysOff: p.KeysOff}
	for _, g := range pageWords {
		page.Groups = append(page.Groups, groupOf(g.page, g.word, keymap.Choices(p.Keys), clash)...)
	}
	return o.Render(w, status, "settings.html", page)
}

// groupOf gives a page's keys; those that follow G are a group of their own.
func groupOf(page, word string, own keymap.Choices, clash *keymap.Clash) []keyGroup {
	single, after := keyGroup{Word: word}, keyGroup{Word: "Efter G"}
	for _, a := range keymap.All() {
		if a.Page != page || !a.Choosable() {
			continue
		}
		f := keyField{Name: a.Name, Words: a.Words, Key: keymap.Label(own.Key(a)), Default: keymap.Label(a.Key),
			Clash: clash != nil && (clash.First.Name == a.Name || clash.Then.Name == a.Name)}
		if a.Focus == keymap.Go {
			after.Keys = append(after.Keys, f)
		} else {
			single.Keys = append(single.Keys, f)
		}
	}
	var out []keyGroup
	for _, g := range []keyGroup{single, after} {
		if len(g.Keys) > 0 {
			out = append(out, g)
		}
	}
	return out
}

func (o Own) save(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	if err := r.ParseForm(); err != nil {
		return err
	}
	p := read(r)
	var clash *keymap.Clash
	switch err := keymap.Choices(p.Keys).Check(); {
	case errors.As(err, &clash):
		return o.showPage(w, r, http.StatusUnprocessableEntity, p, &shell.Alert{
			Sentence: "Tangenten " + keymap.Label(clash.Key) + " skulle betyda två saker: " + clash.First.Words + ", och " + clash.Then.Words + ". Byt en av dem."}, clash)
	case errors.Is(err, keymap.ErrKey):
		return o.showPage(w, r, http.StatusUnprocessableEntity, p, &shell.Alert{Sentence: "En tangent är en bokstav."}, nil)
	case err != nil:
		return err
	}
	if err := o.Identity.SetPreferences(r.Context(), by.ID, p); err != nil {
		return err
	}
	return o.Redirect(w, r, "/installningar", "Det är sparat. Det följer dig till alla datorer.")
}

// read takes the form; a key that is left empty, or is the usual one, is no choice.
func read(r *http.Request) identity.Preferences {
	p := identity.Preferences{KeysOff: r.PostFormValue("keys") == "", Keys: map[string]string{}}
	if d := r.PostFormValue("density"); d == "compact" || d == "large" {
		p.Density = d
	}
	if t := r.PostFormValue("theme"); t == "light" || t == "dark" {
		p.Theme = t
	}
	if r.PostForm.Has("usual") {
		return p
	}
	for _, a := range keymap.All() {
		key := strings.ToLower(strings.TrimSpace(r.PostFormValue("key-" + a.Name)))
		if a.Choosable() && key != "" && key != a.Key {
			p.Keys[a.Name] = key
		}
	}
	return p
}

type scannerPage struct {
	Base shell.Base
	Code string
	QR   string
	Size int
}

// SetUpCode is what the set-up sheet's code says: of the same characters as a sheet's.
const SetUpCode = "AL1.0000000000000.1.1"

// scanner shows the sheet that is scanned once at each desk.
func (o Own) scanner(w http.ResponseWriter, r *http.Request, _ casework.Actor) error {
	base, err := o.Base(r, "Ställ in handskannern", "settings")
	if err != nil {
		return err
	}
	path, size, err := identity.QRPath(SetUpCode)
	if err != nil {
		return err
	}
	return o.Render(w, http.StatusOK, "scanner.html", scannerPage{Base: base, Code: SetUpCode, QR: path, Size: size})
}
