package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"sef.se/kontakten/internal/identity"
)

func TestLoginWithPasswordAndCode(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	b := d.person("kim.berg", identity.RoleClerk, false)

	fresh := d.browser()
	fresh.get("/ko").wants(http.StatusOK, "h1", "Logga in")
	login := url.Values{"login": {"Kim.Berg"}, "password": {password}, "back": {"/oversikt"}}
	wrong := url.Values{"login": {"kim.berg"}, "password": {password + "!"}}
	fresh.post("/logga-in", wrong).wants(http.StatusUnprocessableEntity, "#problem", "stämmer inte")
	fresh.post("/logga-in", login).wants(http.StatusOK, "h1", "Engångskod")
	fresh.get("/ko").wants(http.StatusOK, "h1", "Logga in") // half a login opens nothing
	fresh.post("/kod", url.Values{"code": {"000000"}}).wants(http.StatusUnprocessableEntity, "#problem", "Koden stämmer inte")
	code := b.code()
	page := fresh.post("/kod", url.Values{"code": {code}, "back": {"/oversikt"}})
	page.wants(http.StatusOK, "h1", "Översikt")
	page.wants(http.StatusOK, ".who-name", "Prov kim.berg")

	replay := d.browser()
	replay.post("/logga-in", login).wants(http.StatusOK, "h1", "Engångskod")
	replay.post("/kod", url.Values{"code": {code}}).wants(http.StatusUnprocessableEntity, "#problem", "redan använd")

	fresh.post("/logga-ut", nil).wants(http.StatusOK, "h1", "Logga in")
	fresh.get("/ko").wants(http.StatusOK, "h1", "Logga in")
	if strings.Contains(d.log.String(), password) {
		t.Error("the password stands in the log")
	}
}

func TestEnrolmentPage(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	_, token, err := d.identity.Add(t.Context(), identity.Staff{Login: "ny", Name: "Ny Person", Role: identity.RoleClerk})
	d.must(err)
	b := d.browser()
	page := b.get("/inbjudan/" + token)
	page.wants(http.StatusOK, "h1", "Välkommen, Ny Person")
	page.one("svg.qr")
	b.secret = d.secret(token)
	path := "/inbjudan/" + token
	b.post(path, url.Values{"password": {password}, "again": {"annat"}, "code": {b.code()}}).wants(422, "#problem", "inte lika")
	b.post(path, url.Values{"password": {"kort"}, "again": {"kort"}, "code": {b.code()}}).wants(422, "#problem", "minst 15 tecken")
	b.post(path, url.Values{"password": {password}, "again": {password}, "code": {"12"}}).wants(422, "#problem", "stämmer inte")
	b.post(path, url.Values{"password": {password}, "again": {password}, "code": {b.code()}}).wants(200, "h1", "Kö")
	d.browser().get(path).wants(404, "p", "använd eller har gått ut")
	d.browser().get("/inbjudan/påhittad").wants(404, "h1", "Finns inte")
}

func TestDemoLink(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	b := d.person("demo", identity.RoleAdmin, true)
	token, err := d.identity.LoginLink(t.Context(), b.actor.ID)
	d.must(err)
	guest := d.browser()
	guest.get("/demo/"+token).wants(200, "h1", "Prova Kontakten")
	guest.get("/demo/"+token).wants(200, "h1", "Prova Kontakten") // looking does not use it
	guest.post("/demo/"+token, nil).wants(200, "h1", "Kö")
	d.browser().post("/demo/"+token, nil).wants(404, "p", "använd eller har gått ut")

	far, err := http.NewRequest(http.MethodGet, d.server.URL+"/demo/"+token, nil)
	d.must(err)
	far.Header.Set("X-Forwarded-For", "203.0.113.9") // through a proxy: not this machine
	d.browser().do(far).wants(404, "h1", "Finns inte")
}

func TestSessionEndsWithTheAccount(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	admin := d.person("admin", identity.RoleAdmin, false)
	kim := d.person("kim", identity.RoleClerk, false)
	kim.get("/personal").wants(403, "h1", "Inte tillåtet")
	staff := admin.get("/personal")
	staff.wants(200, "caption", "Konton")
	form := url.Values{"name": {"Prov kim"}, "role": {"clerk"}, "disabled": {"1"}}
	admin.post("/personal/"+itoa(kim.actor.ID), form).wants(200, ".note", "sparad")
	kim.get("/ko").wants(200, "h1", "Logga in")
	admin.post("/personal/"+itoa(admin.actor.ID), url.Values{"name": {"A"}, "role": {"clerk"}}).wants(422, "#alert", "administratör måste finnas kvar")

	invited := admin.post("/personal", url.Values{"name": {"Ny"}, "login": {"ny"}, "role": {"clerk"}})
	invited.wants(200, "code", "http://kontakten.test/inbjudan/")
	admin.post("/personal", url.Values{"name": {"Ny"}, "login": {"ny"}, "role": {"clerk"}}).wants(409, "#alert", "redan ett konto")
}

func TestIdleSessionEnds(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	b := d.person("kim", identity.RoleClerk, false)
	d.forward(identity.IdleLimit - time.Minute)
	b.get("/ko").wants(200, "h1", "Kö")
	d.forward(identity.IdleLimit + 2*time.Minute)
	b.get("/ko").wants(200, "h1", "Logga in")
	b = d.person("bo", identity.RoleClerk, false)
	for range 4 {
		d.forward(identity.IdleLimit / 3)
		b.get("/remsa") // what an open page asks by itself does not keep the session alive
	}
	if got := b.get("/remsa"); got.status != http.StatusUnauthorized {
		t.Errorf("the strip without a session: %d, want 401", got.status)
	}
	script, err := http.NewRequest(http.MethodPost, d.server.URL+"/registrera/1/rad", nil)
	d.must(err)
	script.Header.Set("Sec-Fetch-Dest", "empty")
	script.Header.Set("Sec-Fetch-Site", "same-origin")
	if got := b.do(script); got.status != http.StatusUnauthorized {
		t.Errorf("a script without a session got %d, want 401", got.status)
	}
}

func TestForgedRequestsAreRefused(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	b := d.person("kim", identity.RoleAdmin, false)
	for _, path := range []string{"/arende/1/beslut", "/arende/1/rader", "/arende/1/ta", "/arende/1/slapp", "/arende/1/visa", "/installningar", "/logga-ut", "/logga-in",
		"/kod", "/sok", "/registrera", "/registrera/1/rad", "/registrera/1/summa", "/registrera/1/klar", "/registrera/1/avbryt", "/listor/skriv", "/listor/lage",
		"/register/1", "/personal", "/personal/1", "/inbjudan/x", "/demo/x"} {
		for _, h := range []http.Header{
			{"Sec-Fetch-Site": {"cross-site"}},
			{"Sec-Fetch-Site": {"same-site"}},
			{"Origin": {"https://evil.example"}},
			{"Origin": {"null"}},
			{"Sec-Fetch-Site": {"cross-site"}, "Origin": {d.server.URL}},
		} {
			r, err := http.NewRequest(http.MethodPost, d.server.URL+path, nil)
			d.must(err)
			r.Header = h
			if got := b.do(r); got.status != http.StatusForbidden {
				t.Errorf("%s with %v: %d, want 403", path, h, got.status)
			}
		}
	}
}

func TestSecurityHeaders(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	b := d.person("kim", identity.RoleAdmin, false)
	for _, path := range []string{"/ko", "/registrera", "/brevlada", "/utkorg", "/register", "/oversikt", "/personal", "/sok", "/finnsinte", "/logga-in"} {
		p := b.get(path)
		for header, part := range map[string]string{
			"Content-Security-Policy": "default-src 'none'", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
			"X-Frame-Options": "DENY", "Referrer-Policy": "same-origin",
		} {
			if got := p.header.Get(header); !strings.Contains(got, part) {
				t.Errorf("%s: %s = %q, want %q", path, header, got, part)
			}
		}
		if policy := p.header.Get("Content-Security-Policy"); strings.Contains(policy, "unsafe") {
			t.Errorf("%s: policy %q", path, policy)
		}
		for _, inline := range []string{" style=", "<style", " onclick=", "javascript:"} {
			p.lacks(inline)
		}
	}
}

func TestStaticFilesKeepForEver(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	page := d.browser().get("/logga-in")
	sheet := attribute(page.one("link[rel=stylesheet]"), "href")
	got := d.browser().get(sheet)
	if got.status != 200 || !strings.Contains(got.header.Get("Cache-Control"), "immutable") || !strings.HasPrefix(got.header.Get("Content-Type"), "text/css") {
		t.Errorf("%s: %d %v", sheet, got.status, got.header)
	}
	if strings.Contains(got.body, `url("source-sans-3.woff2")`) {
		t.Error("the style sheet names the font without its hash")
	}
	d.browser().get("/static/app.css").wants(404, "h1", "Finns inte")
	d.browser().get("/static/..%2fdoc.go").wants(404, "h1", "Finns inte")
}
