package web

import (
	"errors"
	"net/http"
	"strconv"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/web/shell"
	"sef.se/kontakten/internal/identity"
)

type staffPage struct {
	Base   shell.Base
	People []staffView
	Roles  []option
	Link   string // of a new account or a reset, shown once
	For    string // whose link it is
}

type staffView struct {
	ID, Name, Login string
	Roles           []option
	Protected       bool
	Disabled        bool
	State           tag
	LastLogin       string
	Self            bool
}

func (s site) staff(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	return s.showStaff(w, r, by, http.StatusOK, staffPage{}, nil)
}

func (s site) showStaff(w http.ResponseWriter, r *http.Request, by casework.Actor, status int, p staffPage, alert *shell.Alert) error {
	people, err := s.Identity.List(r.Context())
	if err != nil {
		return err
	}
	if p.Base, err = s.Base(r, "Personal", "staff"); err != nil {
		return err
	}
	p.Base.Alert = alert
	p.Roles = roleOptions(identity.RoleClerk)
	for _, person := range people {
		v := staffView{
			ID: strconv.FormatInt(person.ID, 10), Name: person.Name, Login: person.Login, Roles: roleOptions(person.Role),
			Protected: person.MaySeeProtected, Disabled: person.Disabled, LastLogin: "aldrig", Self: person.ID == by.ID,
			State: tag{"aktiv", "ok"},
		}
		if !person.LastLogin.IsZero() {
			v.LastLogin = shell.Moment(person.LastLogin, s.Now())
		}
		switch {
		case person.Disabled:
			v.State = tag{"avstängd", "bad"}
		case !person.Enrolled:
			v.State = tag{"inbjuden", "info"}
		}
		p.People = append(p.People, v)
	}
	return s.Render(w, status, "staff.html", p)
}

func roleOptions(chosen identity.Role) []option {
	var out []option
	for _, role := range []identity.Role{identity.RoleClerk, identity.RoleSupervisor, identity.RoleAdmin} {
		out = append(out, option{string(role), role.Words(), role == chosen})
	}
	return out
}

func (s site) addStaff(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	person, token, err := s.Identity.Add(r.Context(), identity.Staff{
		Login: r.PostFormValue("login"), Name: r.PostFormValue("name"), Role: identity.Role(r.PostFormValue("role")),
		MaySeeProtected: r.PostFormValue("protected") != "",
	})
	if err != nil {
		return s.staffRefused(w, r, by, err)
	}
	return s.showStaff(w, r, by, http.StatusOK, staffPage{Link: s.work.BaseURL + "/inbjudan/" + token, For: person.Name}, nil)
}

// changeStaff saves an account, or makes it invited again.
func (s site) changeStaff(w http.ResponseWriter, r *http.Request, by casework.Actor) error {
	id, err := strconv.ParseInt(r.PathValue("staff"), 10, 64)
	if err != nil {
		return casework.Refuse(casework.NotFound, "Kontot finns inte.")
	}
	person, err := s.Identity.ByID(r.Context(), id)
	if err != nil {
		return err
	}
	if r.PostFormValue("do") == "reset" {
		token, err := s.Identity.Reset(r.Context(), by.ID, id)
		if err != nil {
			return err
		}
		return s.showStaff(w, r, by, http.StatusOK, staffPage{Link: s.work.BaseURL + "/inbjudan/" + token, For: person.Name}, nil)
	}
	person.Name, person.Role = r.PostFormValue("name"), identity.Role(r.PostFormValue("role"))
	person.MaySeeProtected, person.Disabled = r.PostFormValue("protected") != "", r.PostFormValue("disabled") != ""
	if err := s.Identity.Update(r.Context(), by.ID, person); err != nil {
		return s.staffRefused(w, r, by, err)
	}
	return s.Redirect(w, r, "/personal", person.Name+" är sparad. Sessioner som var öppna har avslutats.")
}

// staffRefused shows the page with why.
func (s site) staffRefused(w http.ResponseWriter, r *http.Request, by casework.Actor, err error) error {
	var unusable *identity.InputError
	if errors.As(err, &unusable) {
		return s.showStaff(w, r, by, http.StatusUnprocessableEntity, staffPage{}, &shell.Alert{Sentence: unusable.Problem})
	}
	f := s.Explain(r, err)
	if f.Kind == 0 {
		return err
	}
	return s.showStaff(w, r, by, f.Status, staffPage{}, &f.Alert)
}
