package shell

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/identity"
	"sef.se/kontakten/templates/keymap"
)

// Base is the part of every page's data that the frame shows.
type Base struct {
	Title   string
	Section string // which link of the menu is the present one
	Back    string // path of this page
	Mode    string // test, shadow, live
	// ModeWord and ModeText are empty in live mode (R11).
	ModeWord, ModeText string
	Fetch, Import      string // the two ages, in words
	FetchLate          bool
	ImportLate         bool
	Who, Role          string
	Mentions           int // notes that name who is logged in, not seen yet
	Admin, Supervisor  bool
	Density, Theme     string
	KeysOff            bool
	Keys               keymap.Choices // chosen by who is logged in
	Idle               int            // seconds without a request after which the session ends
	Flash              string
	Alert              *Alert
}

// Alert is why what was asked was not done.
type Alert struct {
	Sentence   string
	Difference string
	Reference  string
}

// The age after which fetching and register stand red. Mail is polled twice a
// minute, the register comes daily.
const (
	fetchLate  = 10 * time.Minute
	importLate = 36 * time.Hour
)

// Base gathers the frame's data for a page of the person who is logged in.
func (s *Shell) Base(r *http.Request, title, section string) (Base, error) {
	b := Base{Title: title, Section: section, Back: r.URL.Path, Idle: int(identity.IdleLimit / time.Second)}
	if p, ok := Person(r); ok {
		b.Who, b.Role = p.Name, p.Role.Words()
		b.Admin = p.Role.Includes(identity.RoleAdmin)
		b.Supervisor = p.Role.Includes(identity.RoleSupervisor)
		b.Density, b.Theme, b.KeysOff, b.Keys = p.Preferences.Density, p.Preferences.Theme, p.Preferences.KeysOff, p.Preferences.Keys
		b.Flash = s.Sessions.Said(r.Context())
		var err error
		if b.Mentions, err = s.Config.Mentions(r.Context(), ActorOf(p)); err != nil {
			return b, err
		}
	}
	status, err := s.Desk.Status(r.Context())
	if err != nil {
		return b, err
	}
	b.setStatus(status, s.Now())
	return b, nil
}

func (b *Base) setStatus(st casework.Status, now time.Time) {
	b.Mode = string(st.Mode)
	b.ModeWord, b.ModeText = ModeWords(st.Mode)
	b.Fetch, b.FetchLate = fetchWords(st, now)
	b.Import, b.ImportLate = importWords(st, now)
}

// ModeWords is the mode as the strip shows it (R11); live has none.
func ModeWords(m casework.Mode) (word, text string) {
	switch m {
	case casework.ModeTest:
		return "TEST", "Övningsdata. Post går bara till tillåtna adresser."
	case casework.ModeShadow:
		return "SKUGGLÄGE", "Läser den riktiga brevlådan. Inget skickas, skrivs ut eller exporteras."
	}
	return "", ""
}

func fetchWords(st casework.Status, now time.Time) (words string, late bool) {
	switch {
	case st.LastFetch.IsZero():
		return "Ingen post hämtad än", true
	case now.Sub(st.LastFetch) > fetchLate:
		return "Ingen post hämtad sedan " + Moment(st.LastFetch, now), true
	}
	return "Post hämtad " + Moment(st.LastFetch, now), false
}

func importWords(st casework.Status, now time.Time) (words string, late bool) {
	switch {
	case st.LastImport.IsZero():
		return "Inget register inläst än", true
	case now.Sub(st.LastImport) > importLate:
		return "Registret inte inläst sedan " + Moment(st.LastImport, now), true
	}
	return "Registret inläst " + Moment(st.LastImport, now), false
}

// Strip answers the header strip alone, for the pages that refresh it.
func (s *Shell) Strip(w http.ResponseWriter, r *http.Request, _ casework.Actor) error {
	base, err := s.Base(r, "", "")
	if err != nil {
		return err
	}
	return s.RenderBlock(w, http.StatusOK, "error.html", "strip", struct{ Base Base }{base})
}

// Stay answers the page's "fortsätt": the request itself is the activity.
func (s *Shell) Stay(w http.ResponseWriter, _ *http.Request, _ casework.Actor) error {
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// LocalPath lets only a path on this site through; anything else becomes the
// queue. A browser takes "//host" and "/\host" for other sites.
func LocalPath(p string) string {
	if !strings.HasPrefix(p, "/") || strings.HasPrefix(p, "//") || strings.ContainsAny(p, "\\\r\n") {
		return "/ko"
	}
	return p
}

func escapeQuery(s string) string { return url.QueryEscape(s) }
