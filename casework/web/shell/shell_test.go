package shell

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/identity"
	"sef.se/kontakten/internal/register"
)

var now = time.Date(2026, 11, 24, 9, 12, 0, 0, register.Stockholm)

func TestMoment(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		at   time.Time
		want string
	}{
		{now, "09.12"},
		{now.Add(-9 * time.Hour), "00.12"},
		{now.Add(-10 * time.Hour), "i går 23.12"},
		{now.AddDate(0, 0, -2), "22 nov 09.12"},
		{now.AddDate(-1, 0, 0), "24 nov 2025"},
		{time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC), "25 okt 02.30"}, // summer time ends that night
		{time.Time{}, "–"},
	} {
		if got := Moment(tc.at, now); got != tc.want {
			t.Errorf("Moment(%v) = %q, want %q", tc.at, got, tc.want)
		}
	}
}

func TestAge(t *testing.T) {
	t.Parallel()
	for ago, want := range map[time.Duration]string{
		0: "nyss", 59 * time.Second: "nyss", time.Minute: "1 min", 59 * time.Minute: "59 min", time.Hour: "1 tim", 23 * time.Hour: "23 tim",
		24 * time.Hour: "1 dag", 47 * time.Hour: "1 dag", 48 * time.Hour: "2 dagar",
	} {
		if got := Age(now.Add(-ago), now); got != want {
			t.Errorf("Age of %v = %q, want %q", ago, got, want)
		}
	}
}

func TestSizeAndCount(t *testing.T) {
	t.Parallel()
	for n, want := range map[int64]string{0: "0 byte", 999: "999 byte", 1499: "1 kB", 999_999: "1000 kB", 31_000_000: "31,0 MB"} {
		if got := Size(n); got != want {
			t.Errorf("Size(%d) = %q, want %q", n, got, want)
		}
	}
	if Count(1, "rad", "rader") != "1 rad" || Count(0, "rad", "rader") != "0 rader" {
		t.Error("Count")
	}
}

func TestHeaderTurnsRedInWords(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		status       casework.Status
		fetch, imp   string
		fLate, iLate bool
		word         string
	}{
		{casework.Status{Mode: casework.ModeTest}, "Ingen post hämtad än", "Inget register inläst än", true, true, "TEST"},
		{casework.Status{Mode: casework.ModeShadow, LastFetch: now.Add(-time.Minute), LastImport: now.Add(-3 * time.Hour)},
			"Post hämtad 09.11", "Registret inläst 06.12", false, false, "SKUGGLÄGE"},
		{casework.Status{Mode: casework.ModeLive, LastFetch: now.Add(-time.Hour), LastImport: now.AddDate(0, 0, -3)},
			"Ingen post hämtad sedan 08.12", "Registret inte inläst sedan 21 nov 09.12", true, true, ""},
	} {
		var b Base
		b.setStatus(tc.status, now)
		if b.Fetch != tc.fetch || b.Import != tc.imp || b.FetchLate != tc.fLate || b.ImportLate != tc.iLate || b.ModeWord != tc.word {
			t.Errorf("%+v: %+v", tc.status, b)
		}
	}
}

func TestLocalPath(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/arende/1": "/arende/1", "/listor?period=2026-10": "/listor?period=2026-10", "": "/ko", "https://evil.example": "/ko", "//evil.example": "/ko",
		`/\evil.example`: "/ko", "/a\r\nSet-Cookie: x": "/ko", "javascript:alert(1)": "/ko",
	} {
		if got := LocalPath(path); got != want {
			t.Errorf("LocalPath(%q) = %q, want %q", path, got, want)
		}
	}
}

func TestFailuresBecomeSentences(t *testing.T) {
	t.Parallel()
	secret := errors.New("pq: row 19641209-9811 is broken")
	for _, tc := range []struct {
		err    error
		status int
		says   string
	}{
		{casework.Refuse(casework.NotFound, "Ärendet finns inte."), 404, "Ärendet finns inte."},
		{fmt.Errorf("decide: %w", casework.Refuse(casework.Invalid, "Skriv en orsak.")), 422, "Skriv en orsak."},
		{&casework.Error{Kind: casework.Conflict, Difference: &casework.Difference{Ledger: true}, Cause: secret}, 409, "Läs om den"},
		{casework.Refuse(casework.Denied, "Nej."), 403, "Nej."},
		{casework.Refuse(casework.Unavailable, "Vänta."), 503, "Vänta."},
		{fmt.Errorf("session: %w", identity.ErrSpent), 404, "använd eller har gått ut"},
		{identity.ErrTooMany, 403, "Vänta 15 minuter"},
		{&http.MaxBytesError{Limit: 1}, 413, "för stort"},
		{context.DeadlineExceeded, 503, "svarar inte"},
		{secret, 500, "Något gick fel hos oss"},
	} {
		f := explain(tc.err)
		if f.Status != tc.status || !strings.Contains(f.Alert.Sentence, tc.says) {
			t.Errorf("%v: %+v", tc.err, f)
		}
		if strings.Contains(fmt.Sprint(f), "19641209") {
			t.Errorf("%v: the cause is shown", tc.err)
		}
	}
	if f := explain(&casework.Error{Kind: casework.Conflict, Difference: &casework.Difference{Ledger: true}}); f.Alert.Difference == "" {
		t.Error("the difference is not told")
	}
}

func TestOnLoopback(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		remote, forwarded string
		want              bool
	}{
		{"127.0.0.1:5", "", true}, {"[::1]:5", "", true}, {"[::ffff:127.0.0.1]:5", "", true}, {"192.0.2.1:5", "", false}, {"", "", false},
		{"127.0.0.1:5", "203.0.113.9", false},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = tc.remote
		if tc.forwarded != "" {
			r.Header.Set("X-Forwarded-For", tc.forwarded)
		}
		if got := OnLoopback(r); got != tc.want {
			t.Errorf("OnLoopback(%q, %q) = %v", tc.remote, tc.forwarded, got)
		}
	}
}

func TestReferencesDiffer(t *testing.T) {
	t.Parallel()
	if a, b := reference(), reference(); a == b || len(a) != 9 || a[4] != '-' {
		t.Errorf("references %q and %q", a, b)
	}
}
