package identity

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// MinPassword is the least length of a password in characters. Length is the
// only rule: no classes of characters, no forced change (ASVS 6.2).
const MinPassword = 15

// maxPassword bounds the work that one request can ask for.
const maxPassword = 256

// The cost of argon2id: OWASP's first choice, 19 MiB and two passes.
const (
	argonMemory  = 19 * 1024
	argonTime    = 2
	argonThreads = 1
	argonKey     = 32
	argonSalt    = 16
)

var errHash = errors.New("identity: password hash is not a PHC string of argon2id")

// PasswordProblem says in Swedish why a password cannot be used, or "" where
// it can.
func PasswordProblem(password, login string) string {
	n := utf8.RuneCountInString(password)
	switch {
	case n < MinPassword:
		return fmt.Sprintf("Lösenordet måste ha minst %d tecken. En mening som du minns går bra.", MinPassword)
	case n > maxPassword:
		return fmt.Sprintf("Lösenordet får ha högst %d tecken.", maxPassword)
	case !utf8.ValidString(password):
		return "Lösenordet innehåller tecken som inte kan läsas."
	case len(login) > 3 && strings.Contains(strings.ToLower(password), strings.ToLower(login)):
		return "Lösenordet får inte innehålla ditt användarnamn."
	case distinctRunes(password) < 5:
		return "Lösenordet upprepar för få tecken. Välj något som är svårare att gissa."
	}
	return ""
}

func distinctRunes(s string) int {
	seen := make(map[rune]bool)
	for _, r := range s {
		seen[r] = true
	}
	return len(seen)
}

// hashPassword gives the PHC string of a password with a fresh salt.
func hashPassword(password string) string {
	salt := make([]byte, argonSalt)
	rand.Read(salt) // never fails: crypto/rand ends the program instead
	key := argon2.IDKey([]byte(password), salt, argonTime, argonMemory, argonThreads, argonKey)
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s",
		argon2.Version, argonMemory, argonTime, argonThreads, b64.EncodeToString(salt), b64.EncodeToString(key))
}

// argonParams are the parts of a PHC string.
type argonParams struct {
	memory, time uint32
	threads      uint8
	salt, key    []byte
}

// checkPassword compares in constant time. stale reports that the hash was
// made at another cost than today's and should be made again.
func checkPassword(hash, password string) (ok, stale bool, err error) {
	p, err := parseHash(hash)
	if err != nil {
		return false, false, err
	}
	key := argon2.IDKey([]byte(password), p.salt, p.time, p.memory, p.threads, uint32(len(p.key)))
	ok = subtle.ConstantTimeCompare(key, p.key) == 1
	stale = p.memory != argonMemory || p.time != argonTime || p.threads != argonThreads
	return ok, stale, nil
}

func parseHash(hash string) (argonParams, error) {
	var p argonParams
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return p, errHash
	}
	var version int
	if _, err := fmt.Sscanf(parts[2], "v=%d", &version); err != nil || version != argon2.Version {
		return p, errHash
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &p.memory, &p.time, &p.threads); err != nil {
		return p, errHash
	}
	// A damaged row must not be able to ask for the machine's whole memory.
	if p.memory == 0 || p.memory > 1<<20 || p.time == 0 || p.time > 20 || p.threads == 0 {
		return p, errHash
	}
	var err1, err2 error
	p.salt, err1 = base64.RawStdEncoding.DecodeString(parts[4])
	p.key, err2 = base64.RawStdEncoding.DecodeString(parts[5])
	if err := errors.Join(err1, err2); err != nil || len(p.salt) < 8 || len(p.key) < 16 {
		return p, errHash
	}
	return p, nil
}
