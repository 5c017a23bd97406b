package identity

import (
	"context"
	"encoding/base32"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
)

// clock is a clock that tests move.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) forward(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

const goodPassword = "en ganska lång mening"

type desk struct {
	t       *testing.T
	store   *memory
	clock   *clock
	service *Service
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	c := &clock{t: time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)}
	m := newMemory()
	return &desk{t: t, store: m, clock: c, service: New(m, c.now)}
}

// code makes the present code as a telephone would: by the library's own
// function, from the secret that the page shows.
func (d *desk) code(id int64) string {
	d.t.Helper()
	secret := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(d.store.accounts[id].TOTPSecret)
	code, err := totp.GenerateCode(secret, d.clock.now())
	if err != nil {
		d.t.Fatal(err)
	}
	return code
}

// enrolled adds an account and takes it through its link.
func (d *desk) enrolled(login string, role Role) Staff {
	d.t.Helper()
	p, token, err := d.service.Add(context.Background(), Staff{Login: login, Name: "Prov " + login, Role: role})
	if err != nil {
		d.t.Fatal(err)
	}
	p, err = d.service.Enrol(context.Background(), token, goodPassword, d.code(p.ID))
	if err != nil {
		d.t.Fatal(err)
	}
	d.clock.forward(stepSeconds * time.Second)
	return p
}

func TestPasswordProblem(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, password, login string
		good                  bool
	}{
		{"fifteen characters", "grönaårlådan123", "", true},
		{"fourteen characters of many bytes", "åäöåäöåäöåäöåä", "", false},
		{"a sentence", goodPassword, "", true},
		{"holds the login", "jag heter kim.berg idag", "Kim.Berg", false},
		{"one character again and again", strings.Repeat("a", 20), "", false},
		{"too long", strings.Repeat("lösenord", 40), "", false},
		{"not UTF-8", "abcdefghijklmnop\xff", "", false},
	} {
		if got := PasswordProblem(tc.password, tc.login); (got == "") != tc.good {
			t.Errorf("%s: PasswordProblem = %q", tc.name, got)
		}
	}
}

func TestPasswordHash(t *testing.T) {
	t.Parallel()
	hash := hashPassword(goodPassword)
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Fatalf("cost in %q", hash)
	}
	if hash == hashPassword(goodPassword) {
		t.Error("two hashes of one password are equal: no salt")
	}
	if ok, stale, err := checkPassword(hash, goodPassword); !ok || stale || err != nil {
		t.Errorf("right password: %v %v %v", ok, stale, err)
	}
	if ok, _, err := checkPassword(hash, goodPassword+"x"); ok || err != nil {
		t.Errorf("wrong password: %v %v", ok, err)
	}
	for _, bad := range []string{"", "x", "$argon2i$v=19$m=19456,t=2,p=1$AAAA$AAAA",
		"$argon2id$v=19$m=999999999,t=2,p=1$AAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAA", "$argon2id$v=19$m=19456,t=2,p=1$!$!"} {
		if _, _, err := checkPassword(bad, goodPassword); !errors.Is(err, errHash) {
			t.Errorf("checkPassword(%q) = %v, want errHash", bad, err)
		}
	}
}

func TestLoginWithCode(t *testing.T) {
	t.Parallel()
	d, ctx := newDesk(t), context.Background()
	p := d.enrolled("kim", RoleClerk)

	half, err := d.service.Login(ctx, " KIM ", goodPassword, "192.0.2.1")
	if err != nil || half.ID != p.ID {
		t.Fatalf("Login = %+v, %v", half, err)
	}
	code := d.code(p.ID)
	if _, err := d.service.Code(ctx, p.ID, "000000", "192.0.2.1"); !errors.Is(err, ErrWrong) {
		t.Errorf("wrong code: %v", err)
	}
	if _, err := d.service.Code(ctx, p.ID, code[:3]+" "+code[3:], "192.0.2.1"); err != nil {
		t.Errorf("right code: %v", err)
	}
	for range 100 { // reliability.md §2 row 19: 100 replays, 0 logins
		d.store.attempts = nil
		if _, err := d.service.Code(ctx, p.ID, code, "192.0.2.1"); !errors.Is(err, ErrWrong) {
			t.Fatalf("replayed code: %v", err)
		}
	}
}

func TestOneCodeManyAtOnce(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	p := d.enrolled("kim", RoleClerk)
	code := d.code(p.ID)
	var wg sync.WaitGroup
	results := make(chan error, 20)
	for range 20 {
		wg.Go(func() {
			_, err := d.service.Code(context.Background(), p.ID, code, "192.0.2.1")
			results <- err
		})
	}
	wg.Wait()
	close(results)
	ok := 0
	for err := range results {
		if err == nil {
			ok++
		}
	}
	if ok != 1 {
		t.Errorf("%d logins with one code, want 1", ok)
	}
}

func TestLoginRefused(t *testing.T) {
	t.Parallel()
	d, ctx := newDesk(t), context.Background()
	p := d.enrolled("kim", RoleClerk)
	invited, _, err := d.service.Add(ctx, Staff{Login: "ny", Name: "Ny", Role: RoleClerk})
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct{ name, login, password string }{
		{"wrong password", "kim", goodPassword + "!"},
		{"unknown login", "finns.inte", goodPassword},
		{"invited, no password yet", invited.Login, ""},
		{"a password of megabytes", "kim", strings.Repeat("x", 1<<20)},
	} {
		if _, err := d.service.Login(ctx, tc.login, tc.password, "192.0.2.9"); !errors.Is(err, ErrWrong) {
			t.Errorf("%s: %v, want ErrWrong", tc.name, err)
		}
	}
	p.Disabled = true
	if err := d.service.Update(ctx, 0, p); err != nil {
		t.Fatal(err)
	}
	if _, err := d.service.Login(ctx, "kim", goodPassword, "192.0.2.9"); !errors.Is(err, ErrWrong) {
		t.Errorf("disabled account: %v, want ErrWrong", err)
	}
}

func TestRateLimit(t *testing.T) {
	t.Parallel()
	d, ctx := newDesk(t), context.Background()
	p := d.enrolled("kim", RoleClerk)
	for range maxLoginFailures {
		if _, err := d.service.Code(ctx, p.ID, "000000", "192.0.2.1"); !errors.Is(err, ErrWrong) {
			t.Fatal(err)
		}
	}
	if _, err := d.service.Login(ctx, "kim", goodPassword, "192.0.2.2"); !errors.Is(err, ErrTooMany) {
		t.Errorf("right password after %d failures: %v, want ErrTooMany", maxLoginFailures, err)
	}
	if _, err := d.service.Code(ctx, p.ID, d.code(p.ID), "192.0.2.2"); !errors.Is(err, ErrTooMany) {
		t.Errorf("right code after %d failures: %v, want ErrTooMany", maxLoginFailures, err)
	}
	d.clock.forward(failureWindow + time.Second)
	if _, err := d.service.Login(ctx, "kim", goodPassword, "192.0.2.2"); err != nil {
		t.Errorf("after the window: %v", err)
	}
}

func TestEnrolment(t *testing.T) {
	t.Parallel()
	d, ctx := newDesk(t), context.Background()
	p, token, err := d.service.Add(ctx, Staff{Login: "Kim.Berg@sef.se", Name: " Kim Berg ", Role: RoleClerk})
	if err != nil {
		t.Fatal(err)
	}
	if p.Login != "kim.berg@sef.se" || p.Name != "Kim Berg" {
		t.Errorf("account %+v", p)
	}
	e, err := d.service.Enrolment(ctx, token)
	if err != nil || e.Size < 29 || !strings.HasPrefix(e.QR, "M4 4h7v1h-7z") || len(e.Secret) != 39 {
		t.Fatalf("Enrolment = %+v, %v", e, err)
	}
	var unusable *InputError
	if _, err := d.service.Enrol(ctx, token, "för kort", d.code(p.ID)); !errors.As(err, &unusable) || unusable.Problem == "" {
		t.Errorf("short password: %v", err)
	}
	if _, err := d.service.Enrol(ctx, token, goodPassword, "123"); !errors.Is(err, ErrWrong) {
		t.Errorf("wrong code: %v", err)
	}
	if _, err := d.service.Enrol(ctx, token, goodPassword, d.code(p.ID)); err != nil {
		t.Fatalf("good: %v", err)
	}
	if _, err := d.service.Enrolment(ctx, token); !errors.Is(err, ErrSpent) {
		t.Errorf("used link: %v, want ErrSpent", err)
	}
	if _, err := d.service.Enrolment(ctx, "påhittad"); !errors.Is(err, ErrNotFound) {
		t.Errorf("invented link: %v, want ErrNotFound", err)
	}
	late, err := d.service.Reset(ctx, 0, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.service.Login(ctx, p.Login, goodPassword, ""); !errors.Is(err, ErrWrong) {
		t.Errorf("old password after reset: %v", err)
	}
	d.clock.forward(LinkLife)
	if _, err := d.service.Enrolment(ctx, late); !errors.Is(err, ErrSpent) {
		t.Errorf("link after its life: %v, want ErrSpent", err)
	}
}

func TestAddRefuses(t *testing.T) {
	t.Parallel()
	d, ctx := newDesk(t), context.Background()
	d.enrolled("kim", RoleClerk)
	for _, tc := range []struct {
		person Staff
		want   error // nil: an InputError
	}{
		{Staff{Login: "KIM", Name: "Kim", Role: RoleClerk}, ErrTaken},
		{Staff{Login: "", Name: "Kim", Role: RoleClerk}, nil},
		{Staff{Login: "a b", Name: "Kim", Role: RoleClerk}, nil},
		{Staff{Login: "kim2", Name: " ", Role: RoleClerk}, nil},
		{Staff{Login: "kim2", Name: "Kim", Role: "boss"}, nil},
	} {
		_, _, err := d.service.Add(ctx, tc.person)
		var unusable *InputError
		if tc.want == nil && !errors.As(err, &unusable) || tc.want != nil && !errors.Is(err, tc.want) {
			t.Errorf("Add(%+v) = %v, want %v", tc.person, err, tc.want)
		}
	}
}

func TestLastAdminStays(t *testing.T) {
	t.Parallel()
	d, ctx := newDesk(t), context.Background()
	first := d.enrolled("a", RoleAdmin)
	first.Disabled = true
	var unusable *InputError
	if err := d.service.Update(ctx, first.ID, first); !errors.As(err, &unusable) {
		t.Errorf("disabling the only admin: %v, want an InputError", err)
	}
	d.enrolled("b", RoleAdmin)
	if err := d.service.Update(ctx, first.ID, first); err != nil {
		t.Errorf("disabling one of two admins: %v", err)
	}
}

func TestLoginLinkOnce(t *testing.T) {
	t.Parallel()
	d, ctx := newDesk(t), context.Background()
	p := d.enrolled("demo", RoleClerk)
	token, err := d.service.LoginLink(ctx, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := d.service.CheckLoginLink(ctx, token); err != nil || got.ID != p.ID {
		t.Fatalf("CheckLoginLink = %+v, %v", got, err)
	}
	if got, err := d.service.UseLoginLink(ctx, token); err != nil || got.ID != p.ID {
		t.Fatalf("UseLoginLink = %+v, %v", got, err)
	}
	if _, err := d.service.UseLoginLink(ctx, token); !errors.Is(err, ErrSpent) {
		t.Errorf("second use: %v, want ErrSpent", err)
	}
	if _, err := d.service.Enrolment(ctx, token); !errors.Is(err, ErrNotFound) {
		t.Errorf("login link as enrolment link: %v, want ErrNotFound", err)
	}
}

// site is a handler with three doors over real cookies.
func (d *desk) site(p Staff) (*Sessions, http.Handler) {
	sessions := NewSessions(d.service, true)
	mux := http.NewServeMux()
	mux.HandleFunc("POST /half", func(w http.ResponseWriter, r *http.Request) { d.must(sessions.Half(r.Context(), p.ID)) })
	mux.HandleFunc("POST /begin", func(w http.ResponseWriter, r *http.Request) { d.must(sessions.Begin(r.Context(), p)) })
	mux.HandleFunc("GET /who", func(w http.ResponseWriter, r *http.Request) {
		who, ok, err := sessions.Who(r.Context())
		d.must(err)
		if !ok {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		w.Write([]byte(who.Login))
	})
	return sessions, sessions.Middleware(mux, func(_ http.ResponseWriter, _ *http.Request, err error) { d.must(err) })
}

func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Error(err)
	}
}

func call(h http.Handler, method, path string, cookie *http.Cookie) (int, *http.Cookie) {
	r := httptest.NewRequest(method, path, nil)
	if cookie != nil {
		r.AddCookie(cookie)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if c.Value != "" {
			cookie = c
		}
	}
	return w.Code, cookie
}

func TestSessionCookieAndRotation(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	p := d.enrolled("kim", RoleClerk)
	_, site := d.site(p)
	_, planted := call(site, "POST", "/half", nil)
	if planted.Name != "__Host-kontakten" || !planted.Secure || !planted.HttpOnly || planted.Path != "/" || planted.Domain != "" {
		t.Errorf("cookie %+v", planted)
	}
	if code, _ := call(site, "GET", "/who", planted); code != http.StatusUnauthorized {
		t.Errorf("half a login opened the page: %d", code)
	}
	_, whole := call(site, "POST", "/begin", planted)
	if whole.Value == planted.Value {
		t.Error("the token was not renewed at login")
	}
	if code, _ := call(site, "GET", "/who", planted); code != http.StatusUnauthorized {
		t.Errorf("the token from before the login opens the page: %d", code)
	}
	if code, _ := call(site, "GET", "/who", whole); code != http.StatusOK {
		t.Errorf("whole session: %d", code)
	}
}

func TestSessionLimits(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name string
		step time.Duration // between requests
		n    int
		want int
	}{
		{"a working morning", 20 * time.Minute, 9, http.StatusOK},
		{"idle", IdleLimit + 2*time.Minute, 1, http.StatusUnauthorized},
		{"over the absolute limit", 25 * time.Minute, 24, http.StatusUnauthorized},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			_, site := d.site(d.enrolled("kim", RoleClerk))
			_, cookie := call(site, "POST", "/begin", nil)
			code := 0
			for range tc.n {
				d.clock.forward(tc.step)
				code, cookie = call(site, "GET", "/who", cookie)
			}
			if code != tc.want {
				t.Errorf("after %d × %v: %d, want %d", tc.n, tc.step, code, tc.want)
			}
		})
	}
}

func TestSessionEndsWithTheAccount(t *testing.T) {
	t.Parallel()
	changes := map[string]func(*desk, Staff) error{
		"disabled": func(d *desk, p Staff) error {
			p.Disabled = true
			return d.service.Update(context.Background(), 0, p)
		},
		"other role": func(d *desk, p Staff) error {
			p.Role = RoleSupervisor
			return d.service.Update(context.Background(), 0, p)
		},
		"reset": func(d *desk, p Staff) error {
			_, err := d.service.Reset(context.Background(), 0, p.ID)
			return err
		},
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			p := d.enrolled("kim", RoleClerk)
			_, site := d.site(p)
			_, cookie := call(site, "POST", "/begin", nil)
			if err := change(d, p); err != nil {
				t.Fatal(err)
			}
			if code, _ := call(site, "GET", "/who", cookie); code != http.StatusUnauthorized {
				t.Errorf("session of the changed account: %d, want 401", code)
			}
			if len(d.store.sessions) != 0 {
				t.Errorf("%d sessions are left in the store", len(d.store.sessions))
			}
		})
	}
}

func TestRoleIncludes(t *testing.T) {
	t.Parallel()
	order := []Role{RoleClerk, RoleSupervisor, RoleAdmin}
	for i, a := range order {
		for j, b := range order {
			if got := a.Includes(b); got != (i >= j) {
				t.Errorf("%s.Includes(%s) = %v", a, b, got)
			}
		}
		if a.Includes("boss") || Role("boss").Includes(a) {
			t.Errorf("an unknown role includes %s", a)
		}
	}
}
