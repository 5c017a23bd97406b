package door

import (
	"errors"
	"net/http"

	"sef.se/kontakten/internal/identity"
)

type enrolPage struct {
	frame
	Name, Login string
	Secret, QR  string
	Size        int
	MinPassword int
}

func (d Door) enrolForm(w http.ResponseWriter, r *http.Request) error {
	return d.showEnrol(w, r, "")
}

func (d Door) showEnrol(w http.ResponseWriter, r *http.Request, problem string) error {
	e, err := d.Identity.Enrolment(r.Context(), r.PathValue("token"))
	if err != nil {
		return err
	}
	f, err := d.frame(r, "Välkommen", problem)
	if err != nil {
		return err
	}
	return d.RenderBlock(w, f.status(), "enrol.html", "door", enrolPage{
		frame: f, Name: e.Person.Name, Login: e.Person.Login, Secret: e.Secret, QR: e.QR, Size: e.Size,
		MinPassword: identity.MinPassword,
	})
}

func (d Door) enrol(w http.ResponseWriter, r *http.Request) error {
	password := r.PostFormValue("password")
	if password != r.PostFormValue("again") {
		return d.showEnrol(w, r, "De två lösenorden är inte lika. Skriv dem igen.")
	}
	person, err := d.Identity.Enrol(r.Context(), r.PathValue("token"), password, r.PostFormValue("code"))
	var unusable *identity.InputError
	switch {
	case errors.As(err, &unusable):
		return d.showEnrol(w, r, unusable.Problem)
	case errors.Is(err, identity.ErrWrong):
		return d.showEnrol(w, r, "Koden från telefonen stämmer inte. Skanna QR-koden och skriv den kod som visas nu.")
	case err != nil:
		return err
	}
	return d.enter(w, r, person, "/ko", "Kontot är klart. Tryck ? för att se tangenterna.")
}
