package shell

import (
	"log/slog"
	"net/http"
	"net/netip"

	"sef.se/kontakten/casework"
)

// maxForm is the largest form that a page sends: some thousand edited rows.
const maxForm = 1 << 20

// pagePolicy is the content policy of our own pages: nothing inline, nothing
// from elsewhere.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; " +
	"connect-src 'self'; worker-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// Secure wraps all pages: security headers, the guard against forged requests,
// the bound on what a form may hold, and the session.
func (s *Shell) Secure(next http.Handler) http.Handler {
	forged := http.NewCrossOriginProtection()
	forged.SetDenyHandler(s.Open(func(http.ResponseWriter, *http.Request) error {
		return casework.Refuse(casework.Denied, "Anropet kom från en annan webbplats och togs inte emot.")
	}))
	inner := s.Sessions.Middleware(forged.Handler(next), s.Fail)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.headers(w.Header())
		defer s.caught(w, r)
		r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		inner.ServeHTTP(clientOf(w, r), r)
	})
}

func (s *Shell) headers(h http.Header) {
	h.Set("Content-Security-Policy", pagePolicy)
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin") // the queue finds its way back; other sites learn nothing
	h.Set("X-Frame-Options", "DENY")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()")
	if s.HTTPS {
		h.Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
	}
}

// caught answers a panic in a handler as a fault, with the page not half
// written: pages are rendered to a buffer.
func (s *Shell) caught(w http.ResponseWriter, r *http.Request) {
	v := recover()
	if v == nil || v == http.ErrAbortHandler {
		return
	}
	s.Log.LogAttrs(r.Context(), slog.LevelError, "panic in a page", slog.String("route", r.Pattern), slog.Any("panic", v))
	http.Error(w, fault.sentence, http.StatusInternalServerError)
}

// ClientAddress is who asks, without port. What stands before this handler has
// settled it where a trusted proxy is between (internal/listener, R23).
func ClientAddress(r *http.Request) string {
	direct, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return "" // a unix socket
	}
	return direct.Addr().Unmap().String()
}

// OnLoopback tells whether the request came from this very machine and
// through no proxy.
func OnLoopback(r *http.Request) bool {
	direct, err := netip.ParseAddrPort(r.RemoteAddr)
	return err == nil && direct.Addr().Unmap().IsLoopback() && r.Header.Get("X-Forwarded-For") == "" && r.Header.Get("Forwarded") == ""
}
