package identity

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"
	"time"
)

// LinkLife is how long an enrolment link lives.
const LinkLife = 7 * 24 * time.Hour

// loginLinkLife is how long a demo's login link lives.
const loginLinkLife = 24 * time.Hour

// InputError says that what was given for an account cannot be used: a name, a
// role, a password.
type InputError struct{ Problem string } // Swedish, a whole sentence

// Error is the log's form; it never holds a password.
func (e *InputError) Error() string { return "identity: unusable input: " + e.Problem }

// Service is the rules over a Store. It is safe for many goroutines.
type Service struct {
	store   Store
	now     func() time.Time
	hashing chan struct{} // bounds how many argon2 runs take memory at once
	decoy   string        // hash that an unknown login is compared with
}

// New makes a service over store with the clock now.
func New(store Store, now func() time.Time) *Service {
	return &Service{
		store:   store,
		now:     now,
		hashing: make(chan struct{}, 4),
		decoy:   hashPassword(newToken()),
	}
}

// Add makes an invited account and gives the token of its enrolment link.
// *InputError where login or name is unusable, ErrTaken where the login exists.
func (s *Service) Add(ctx context.Context, person Staff) (Staff, string, error) {
	person.Login = strings.ToLower(strings.TrimSpace(person.Login))
	person.Name = strings.TrimSpace(person.Name)
	if err := usable(person); err != nil {
		return Staff{}, "", err
	}
	person.Epoch, person.Enrolled = 1, false
	token := newToken()
	id, err := s.store.AddStaff(ctx, Account{Staff: person, TOTPSecret: newSecret()}, s.link(token, LinkEnrol, 0, LinkLife))
	if err != nil {
		return Staff{}, "", fmt.Errorf("identity: adding an account: %w", err)
	}
	person.ID = id
	return person, token, nil
}

func usable(person Staff) error {
	switch {
	case person.Login == "" || strings.ContainsAny(person.Login, " \t\r\n/") || len(person.Login) > 200:
		return &InputError{"Användarnamnet får inte vara tomt eller innehålla mellanslag."}
	case person.Name == "" || len(person.Name) > 200:
		return &InputError{"Namnet saknas eller är för långt."}
	case !person.Role.Includes(RoleClerk):
		return &InputError{"Rollen ska vara clerk, supervisor eller admin."}
	}
	return nil
}

// Update changes name, role, permission and whether the account is disabled;
// its sessions end at their next request. by is the acting account, 0 for the
// command line. ErrNotFound; *InputError, also where it would leave the house
// without an administrator.
func (s *Service) Update(ctx context.Context, by int64, person Staff) error {
	before, err := s.ByID(ctx, person.ID)
	if err != nil {
		return err
	}
	person.Login = before.Login
	if err := usable(person); err != nil {
		return err
	}
	if before.activeAdmin() && !person.activeAdmin() {
		if err := s.otherAdmin(ctx, person.ID); err != nil {
			return err
		}
	}
	if err := s.store.UpdateStaff(ctx, by, person); err != nil {
		return fmt.Errorf("identity: updating account %d: %w", person.ID, err)
	}
	return nil
}

func (p Staff) activeAdmin() bool { return p.Role == RoleAdmin && !p.Disabled }

func (s *Service) otherAdmin(ctx context.Context, id int64) error {
	all, err := s.List(ctx)
	if err != nil {
		return err
	}
	for _, p := range all {
		if p.ID != id && p.activeAdmin() && p.Enrolled {
			return nil
		}
	}
	return &InputError{"Minst en administratör måste finnas kvar."}
}

// Reset makes the account invited again and gives the token of a new
// enrolment link: for a lost telephone or a forgotten password. ErrNotFound.
func (s *Service) Reset(ctx context.Context, by, id int64) (string, error) {
	token := newToken()
	if err := s.store.ResetStaff(ctx, by, id, newSecret(), s.link(token, LinkEnrol, id, LinkLife)); err != nil {
		return "", fmt.Errorf("identity: resetting account %d: %w", id, err)
	}
	return token, nil
}

// SetPreferences keeps what a person chose for the pages. ErrNotFound.
func (s *Service) SetPreferences(ctx context.Context, id int64, p Preferences) error {
	if err := s.store.SetPreferences(ctx, id, p); err != nil {
		return fmt.Errorf("identity: preferences of %d: %w", id, err)
	}
	return nil
}

// ByID finds a member of staff. ErrNotFound.
func (s *Service) ByID(ctx context.Context, id int64) (Staff, error) {
	a, err := s.store.AccountByID(ctx, id)
	if err != nil {
		return Staff{}, fmt.Errorf("identity: account %d: %w", id, err)
	}
	return a.Staff, nil
}

// ByLogin finds a member of staff by login name. ErrNotFound.
func (s *Service) ByLogin(ctx context.Context, login string) (Staff, error) {
	a, err := s.store.AccountByLogin(ctx, strings.ToLower(strings.TrimSpace(login)))
	if err != nil {
		return Staff{}, fmt.Errorf("identity: account by login: %w", err)
	}
	return a.Staff, nil
}

// List gives all accounts by name.
func (s *Service) List(ctx context.Context) ([]Staff, error) {
	all, err := s.store.StaffList(ctx)
	if err != nil {
		return nil, fmt.Errorf("identity: listing accounts: %w", err)
	}
	return all, nil
}

func (s *Service) link(token string, kind LinkKind, id int64, life time.Duration) Link {
	return Link{Hash: tokenHash(token), Kind: kind, StaffID: id, Expires: s.now().Add(life)}
}

// newToken gives 256 random bits in the alphabet of URLs.
func newToken() string {
	b := make([]byte, 32)
	rand.Read(b)
	return base64.RawURLEncoding.EncodeToString(b)
}

func tokenHash(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}
