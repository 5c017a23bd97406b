package identity

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"
)

// The limits of a session (ASVS 7.3).
const (
	IdleLimit     = 30 * time.Minute // without a request
	AbsoluteLimit = 10 * time.Hour   // a working day
	halfLimit     = 5 * time.Minute  // between password and code
	touchEvery    = time.Minute      // how exactly the idle time is kept
)

// Keys of the session's values.
const (
	keyHalf    = "half"    // int64: account whose password was right
	keyStaff   = "staff"   // int64: account that is logged in
	keyEpoch   = "epoch"   // int64: the account's epoch at login
	keyStarted = "started" // int64: unix time of password or login
	keySeen    = "seen"    // int64: unix time of the last request, to the minute
	keySaid    = "said"    // string: what the next page says once
)

// Sessions are the staff sessions: scs for token and cookie, the rules here.
// Idle and absolute time are measured with the service's clock, and a session
// is written at most once a minute, not at every page.
type Sessions struct {
	scs     *scs.SessionManager
	service *Service
	now     func() time.Time
}

// NewSessions makes the sessions of service. secure is false only for plain
// HTTP on loopback; else the cookie carries the prefix __Host-.
func NewSessions(service *Service, secure bool) *Sessions {
	m := scs.New()
	m.Store = scsStore{service.store, service.now}
	m.HashTokenInStore = true
	m.Lifetime = AbsoluteLimit
	m.Cookie.Name = "kontakten"
	if secure {
		m.Cookie.Name = "__Host-kontakten"
	}
	m.Cookie.Secure = secure
	m.Cookie.HttpOnly = true
	m.Cookie.SameSite = http.SameSiteLaxMode // Strict would lose the session on a link from a mail or a chat
	m.Cookie.Path = "/"
	m.Cookie.Persist = false
	return &Sessions{scs: m, service: service, now: service.now}
}

// Middleware loads the session of each request and saves it when it changed.
// failed writes the answer where the session store does not answer.
func (s *Sessions) Middleware(next http.Handler, failed func(http.ResponseWriter, *http.Request, error)) http.Handler {
	s.scs.ErrorFunc = failed
	return s.scs.LoadAndSave(next)
}

// Half notes that the password of this account was right. The token is new.
func (s *Sessions) Half(ctx context.Context, id int64) error {
	if err := s.fresh(ctx); err != nil {
		return err
	}
	s.scs.Put(ctx, keyHalf, id)
	s.scs.Put(ctx, keyStarted, s.now().Unix())
	return nil
}

// HalfOf gives the account whose password was right lately, or 0.
func (s *Sessions) HalfOf(ctx context.Context) int64 {
	started := time.Unix(s.scs.GetInt64(ctx, keyStarted), 0)
	if s.now().Sub(started) > halfLimit {
		return 0
	}
	return s.scs.GetInt64(ctx, keyHalf)
}

// Begin makes the session whole for this person. The token is new, so that
// one that was planted before the login opens nothing.
func (s *Sessions) Begin(ctx context.Context, person Staff) error {
	if err := s.fresh(ctx); err != nil {
		return err
	}
	s.scs.Remove(ctx, keyHalf)
	now := s.now().Unix()
	s.scs.Put(ctx, keyStaff, person.ID)
	s.scs.Put(ctx, keyEpoch, person.Epoch)
	s.scs.Put(ctx, keyStarted, now)
	s.scs.Put(ctx, keySeen, now)
	return nil
}

func (s *Sessions) fresh(ctx context.Context) error {
	if err := s.scs.RenewToken(ctx); err != nil {
		return fmt.Errorf("identity: new session token: %w", err)
	}
	return nil
}

// End logs out.
func (s *Sessions) End(ctx context.Context) error {
	if err := s.scs.Destroy(ctx); err != nil {
		return fmt.Errorf("identity: ending a session: %w", err)
	}
	return nil
}

// Who gives the person of this request's session, and counts the request as
// activity. ok is false where nobody is logged in, the session is over its
// limits, or the account was disabled, reset or changed since; the session has
// then ended.
func (s *Sessions) Who(ctx context.Context) (person Staff, ok bool, err error) {
	if person, ok, err = s.Peek(ctx); ok {
		s.touch(ctx)
	}
	return person, ok, err
}

// Peek is Who for what a page asks by itself, without a hand on the keyboard:
// it does not keep the session alive.
func (s *Sessions) Peek(ctx context.Context) (person Staff, ok bool, err error) {
	id := s.scs.GetInt64(ctx, keyStaff)
	if id == 0 {
		return Staff{}, false, nil
	}
	person, err = s.service.ByID(ctx, id)
	switch {
	case errors.Is(err, ErrNotFound):
		return Staff{}, false, s.End(ctx)
	case err != nil:
		return Staff{}, false, err
	case person.Disabled, person.Epoch != s.scs.GetInt64(ctx, keyEpoch), s.over(ctx):
		return Staff{}, false, s.End(ctx)
	}
	return person, true, nil
}

// Still is Peek for a request that lasts: it reads the session anew, as other requests have left
// it since this one came.
func (s *Sessions) Still(r *http.Request) (person Staff, ok bool, err error) {
	cookie, err := r.Cookie(s.scs.Cookie.Name)
	if err != nil {
		return Staff{}, false, nil //nolint:nilerr // no cookie, nobody
	}
	ctx, err := s.scs.Load(unread{r.Context()}, cookie.Value)
	if err != nil {
		return Staff{}, false, fmt.Errorf("identity: session: %w", err)
	}
	return s.Peek(ctx)
}

// unread is a request's context without the session that the request came with.
type unread struct{ context.Context }

// Value knows nothing.
func (unread) Value(any) any { return nil }

func (s *Sessions) over(ctx context.Context) bool {
	now := s.now()
	started := time.Unix(s.scs.GetInt64(ctx, keyStarted), 0)
	seen := time.Unix(s.scs.GetInt64(ctx, keySeen), 0)
	return now.Sub(started) >= AbsoluteLimit || now.Sub(seen) >= IdleLimit+touchEvery
}

func (s *Sessions) touch(ctx context.Context) {
	now := s.now().Unix()
	if now-s.scs.GetInt64(ctx, keySeen) >= int64(touchEvery/time.Second) {
		s.scs.Put(ctx, keySeen, now)
	}
}

// Say keeps one sentence for the next page of this session.
func (s *Sessions) Say(ctx context.Context, sentence string) { s.scs.Put(ctx, keySaid, sentence) }

// Said gives the sentence and forgets it.
func (s *Sessions) Said(ctx context.Context) string { return s.scs.PopString(ctx, keySaid) }

// scsStore fits a SessionStore to scs. The end of a stored session is told by
// our clock and not by scs's, so that there is one clock in the program; scs
// also asks for three methods without a context and never calls them where the
// ones with a context exist.
type scsStore struct {
	SessionStore
	now func() time.Time
}

// CommitCtx stores a session until AbsoluteLimit from now; Who ends it earlier.
func (s scsStore) CommitCtx(ctx context.Context, token string, data []byte, _ time.Time) error {
	return s.SessionStore.CommitCtx(ctx, token, data, s.now().Add(AbsoluteLimit))
}

// Find is not called by scs; it is there for its interface.
func (s scsStore) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is not called by scs; it is there for its interface.
func (s scsStore) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is not called by scs; it is there for its interface.
func (s scsStore) Delete(token string) error {
	return s.DeleteCtx(context.Background(), token)
}
