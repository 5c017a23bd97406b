package identity

import (
	"context"
	"errors"
	"time"
)

// What a Store answers beside success. Anything else is a failure of the
// database and is passed on wrapped.
var (
	// ErrNotFound: no such account or link.
	ErrNotFound = errors.New("identity: not found")
	// ErrTaken: another account has this login name.
	ErrTaken = errors.New("identity: login name is taken")
	// ErrSpent: the link was used before or its time is over.
	ErrSpent = errors.New("identity: link is spent")
)

// Role is what a member of staff may do. A later role includes the earlier.
type Role string

// The roles, from the least to the most.
const (
	RoleClerk      Role = "clerk"      // works the queue, keys lists
	RoleSupervisor Role = "supervisor" // also settles what needs a second person, sees overviews, starts the month's run
	RoleAdmin      Role = "admin"      // also staff accounts and configuration
)

// Includes reports whether r may do what other may do. An unknown role
// includes nothing.
func (r Role) Includes(other Role) bool {
	rank := map[Role]int{RoleClerk: 1, RoleSupervisor: 2, RoleAdmin: 3}
	return rank[r] > 0 && rank[other] > 0 && rank[r] >= rank[other]
}

// Words is the role as staff read it.
func (r Role) Words() string {
	switch r {
	case RoleClerk:
		return "handläggare"
	case RoleSupervisor:
		return "arbetsledare"
	case RoleAdmin:
		return "administratör"
	}
	return "okänd roll"
}

// Staff is a member of staff as pages and events name them. It holds no secret.
type Staff struct {
	ID              int64
	Login           string // lower case, unique; often the e-mail address
	Name            string // as colleagues read it
	Role            Role
	MaySeeProtected bool // the permission "skyddade uppgifter" (practice.md R8)
	Disabled        bool
	Enrolled        bool // has set a password and confirmed the second factor
	Epoch           int64
	LastLogin       time.Time // zero: never
	Preferences     Preferences
}

// Preferences are what a person chose for the pages.
type Preferences struct {
	Density string            // "" normal, "compact", "large"
	Theme   string            // "" as the computer, "light", "dark"
	KeysOff bool              // single keys do nothing
	Keys    map[string]string // keys chosen for actions, by the actions' names; may be nil
}

// Account is a Staff with what proves them. It never leaves this package and
// the store.
type Account struct {
	Staff
	PasswordHash string // PHC string of argon2id; "" while invited
	TOTPSecret   []byte // 20 raw bytes; the store seals it at rest
	TOTPStep     int64  // the last 30-second step whose code was accepted
}

// LinkKind says what a one-time link opens.
type LinkKind string

// The kinds of one-time links.
const (
	LinkEnrol LinkKind = "enrol" // set a password, scan the second factor
	LinkLogin LinkKind = "login" // logs in; only the demo makes and takes these
)

// Link is a one-time link as it is stored: only the hash of its token is kept.
type Link struct {
	Hash    []byte // SHA-256 of the token
	Kind    LinkKind
	StaffID int64
	Expires time.Time
}

// Attempt is one try to log in, right or wrong, as the rate limit and the
// security log keep it.
type Attempt struct {
	LoginHash []byte // SHA-256 of the lower-case login: people type passwords into that field
	StaffID   int64  // 0: no such account
	Address   string // client address without port
	OK        bool
	At        time.Time
}

// Store keeps accounts, links, attempts and sessions. Every method is one
// transaction. casework/store fulfils it; there is no second implementation
// but this package's tests' in-memory one.
type Store interface {
	// AccountByLogin finds an account by its lower-case login. ErrNotFound.
	AccountByLogin(ctx context.Context, login string) (Account, error)
	// AccountByID finds an account. ErrNotFound.
	AccountByID(ctx context.Context, id int64) (Account, error)
	// StaffList gives all accounts, the disabled too, ordered by name.
	StaffList(ctx context.Context) ([]Staff, error)
	// AddStaff inserts an invited account with its secret and its link and
	// returns its id. a.ID is ignored, a.Epoch starts at 1. ErrTaken.
	AddStaff(ctx context.Context, a Account, link Link) (int64, error)
	// UpdateStaff writes name, role, MaySeeProtected and Disabled of s.ID and
	// raises its epoch by one. by is the acting account for the access log,
	// 0 for the command line. ErrNotFound.
	UpdateStaff(ctx context.Context, by int64, s Staff) error
	// SetPreferences keeps what the person chose for the pages; the epoch
	// stays. ErrNotFound.
	SetPreferences(ctx context.Context, id int64, p Preferences) error
	// ResetStaff makes the account invited again: no password, the new secret,
	// step 0, not enrolled, epoch + 1; it spends all older links and stores
	// link. ErrNotFound.
	ResetStaff(ctx context.Context, by, id int64, secret []byte, link Link) error
	// AddLink stores a link.
	AddLink(ctx context.Context, link Link) error
	// Link finds an unused link that has not ended at now. ErrNotFound where
	// there is none, ErrSpent where it was used or has ended.
	Link(ctx context.Context, hash []byte, kind LinkKind, now time.Time) (Link, error)
	// SpendLink marks the link used, exactly once: of two callers one gets
	// ErrSpent. ErrNotFound.
	SpendLink(ctx context.Context, hash []byte, kind LinkKind, now time.Time) (Link, error)
	// Enrol spends the link and makes its account active with this password
	// hash and this first accepted step, in one transaction. ErrNotFound,
	// ErrSpent.
	Enrol(ctx context.Context, hash []byte, passwordHash string, step int64, now time.Time) error
	// SetPasswordHash replaces the hash of an active account by one of the
	// same password with today's cost; the epoch stays. ErrNotFound.
	SetPasswordHash(ctx context.Context, id int64, hash string) error
	// UseStep moves the account's TOTP step forward to step and reports
	// whether it did: false where the stored step is not lower, which is a
	// replay. It also writes the time of this login.
	UseStep(ctx context.Context, id, step int64, now time.Time) (bool, error)
	// RecordAttempt appends an attempt.
	RecordAttempt(ctx context.Context, a Attempt) error
	// Failures counts failed attempts since then: by login since that login's
	// last success, and by address.
	Failures(ctx context.Context, loginHash []byte, address string, since time.Time) (byLogin, byAddress int, err error)

	SessionStore
}

// SessionStore keeps session data under tokens that are hashed already.
type SessionStore interface {
	// FindCtx gives the data of a session that has not ended.
	FindCtx(ctx context.Context, token string) (data []byte, found bool, err error)
	// CommitCtx inserts or replaces a session.
	CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error
	// DeleteCtx removes a session; none to remove is no error.
	DeleteCtx(ctx context.Context, token string) error
}
