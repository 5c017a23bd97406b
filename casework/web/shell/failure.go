package shell

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"log/slog"
	"net/http"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/identity"
)

// answer is a row of the one table from failures to HTTP.
type answer struct {
	status   int
	title    string
	sentence string // where the failure brings none of its own
}

// kinds is the table for refusals of the casework.
var kinds = map[casework.Kind]answer{
	casework.NotFound:    {http.StatusNotFound, "Finns inte", "Det du söker finns inte, eller inte längre."},
	casework.Invalid:     {http.StatusUnprocessableEntity, "Det gick inte", "Något i det du skickade stämmer inte."},
	casework.Conflict:    {http.StatusConflict, "Ändrat under tiden", "Något har ändrats sedan sidan visades. Läs om den."},
	casework.Denied:      {http.StatusForbidden, "Inte tillåtet", "Du har inte behörighet att göra det."},
	casework.Unavailable: {http.StatusServiceUnavailable, "Svarar inte just nu", "En del av systemet svarar inte just nu. Försök igen om en stund."},
}

var (
	fault   = answer{http.StatusInternalServerError, "Något gick fel", "Något gick fel hos oss. Försök igen. Om det händer igen, uppge felnumret."}
	tooMuch = answer{http.StatusRequestEntityTooLarge, "För stort", "Det du skickade är för stort."}
)

// identityKinds says which refusals of identity are which of the casework's.
var identityKinds = []struct {
	err      error
	kind     casework.Kind
	sentence string
}{
	{identity.ErrNotFound, casework.NotFound, "Länken eller kontot finns inte."},
	{identity.ErrSpent, casework.NotFound, "Länken är använd eller har gått ut. Be en administratör om en ny."},
	{identity.ErrTaken, casework.Conflict, "Det finns redan ett konto med det användarnamnet."},
	{identity.ErrTooMany, casework.Denied, identity.LimitText},
	{identity.ErrWrong, casework.Denied, "Uppgifterna stämmer inte."},
}

// Failed is a failure as a person reads it.
type Failed struct {
	Status    int
	Title     string
	Alert     Alert
	Kind      casework.Kind // 0: a fault
	Reference string        // stands in the log too
}

// Explain turns an error into what a person reads, and logs it: refusals as
// information, faults as errors. The cause is never shown.
func (s *Shell) Explain(r *http.Request, err error) Failed {
	f := explain(err)
	f.Reference = reference()
	attrs := []slog.Attr{
		slog.String("reference", f.Reference), slog.Int("status", f.Status), slog.String("route", r.Pattern),
		slog.Any("error", err),
	}
	level := slog.LevelInfo
	if f.Kind == 0 || f.Kind == casework.Unavailable {
		level = slog.LevelError
		f.Alert.Reference = f.Reference
	}
	s.Log.LogAttrs(r.Context(), level, "request refused", attrs...)
	return f
}

func explain(err error) Failed {
	var tooBig *http.MaxBytesError
	if errors.As(err, &tooBig) {
		return Failed{Status: tooMuch.status, Title: tooMuch.title, Alert: Alert{Sentence: tooMuch.sentence}, Kind: casework.Invalid}
	}
	if errors.Is(err, context.DeadlineExceeded) {
		a := kinds[casework.Unavailable]
		return Failed{Status: a.status, Title: a.title, Alert: Alert{Sentence: a.sentence}, Kind: casework.Unavailable}
	}
	var refusal *casework.Error
	if errors.As(err, &refusal) {
		a, ok := kinds[refusal.Kind]
		if !ok {
			a = fault
		}
		f := Failed{Status: a.status, Title: a.title, Alert: Alert{Sentence: a.sentence}, Kind: refusal.Kind}
		if refusal.Sentence != "" {
			f.Alert.Sentence = refusal.Sentence
		}
		if refusal.Difference != nil {
			f.Alert.Difference = refusal.Difference.Words()
		}
		return f
	}
	for _, k := range identityKinds {
		if errors.Is(err, k.err) {
			a := kinds[k.kind]
			return Failed{Status: a.status, Title: a.title, Alert: Alert{Sentence: k.sentence}, Kind: k.kind}
		}
	}
	return Failed{Status: fault.status, Title: fault.title, Alert: Alert{Sentence: fault.sentence}}
}

// failurePage is error.html and, for readers who are not logged in,
// refusal.html.
type failurePage struct {
	Base      Base
	Sentence  string
	Reference string

	// What the door's frame asks for.
	Title, Mode, ModeWord, ModeText, Problem string
}

// Fail answers a request with the page of its failure.
func (s *Shell) Fail(w http.ResponseWriter, r *http.Request, err error) {
	f := s.Explain(r, err)
	if r.Header.Get("HX-Request") != "" || r.Header.Get("Sec-Fetch-Dest") == "empty" {
		http.Error(w, f.Alert.Sentence, f.Status)
		return
	}
	page := failurePage{Sentence: f.Alert.Sentence, Reference: f.Reference, Title: f.Title}
	if _, ok := Person(r); ok {
		if base, baseErr := s.Base(r, f.Title, ""); baseErr == nil {
			page.Base = base
			if s.Render(w, f.Status, "error.html", page) == nil {
				return
			}
		}
	}
	// Without the database, or without a login, the page has no header to fill.
	if renderErr := s.RenderBlock(w, f.Status, "refusal.html", "door", page); renderErr != nil {
		http.Error(w, f.Alert.Sentence, f.Status)
	}
}

// reference is a number to read out on the telephone: 40 random bits.
func reference() string {
	var b [5]byte
	rand.Read(b[:])
	s := base32.StdEncoding.EncodeToString(b[:])
	return s[:4] + "-" + s[4:]
}
