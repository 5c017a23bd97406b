package identity

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base32"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
)

// stepSeconds is the life of a code; one step before and after is taken too,
// since telephones' clocks drift.
const stepSeconds = 30

var base32NoPad = base32.StdEncoding.WithPadding(base32.NoPadding)

// newSecret makes the 160 random bits that RFC 4226 asks for.
func newSecret() []byte {
	secret := make([]byte, 20)
	rand.Read(secret)
	return secret
}

// codeStep finds the step whose code this is, among the present one and its
// neighbours and only after last; 0 where there is none. pquerna/otp tells
// whether a code is right, not which step it belongs to, and keeps no memory:
// the guard against replay is this step, stored.
func codeStep(secret []byte, code string, now time.Time, last int64) (int64, error) {
	code = strings.Join(strings.Fields(code), "")
	present := now.Unix() / stepSeconds
	found := int64(0)
	for step := present - 1; step <= present+1; step++ {
		want, err := stepCode(secret, step)
		if err != nil {
			return 0, err
		}
		if subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 && step > last {
			found = step
		}
	}
	return found, nil
}

func stepCode(secret []byte, step int64) (string, error) {
	opts := hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1}
	code, err := hotp.GenerateCodeCustom(base32NoPad.EncodeToString(secret), uint64(step), opts)
	if err != nil {
		return "", fmt.Errorf("identity: making a code: %w", err)
	}
	return code, nil
}

// enrolmentURL is what the QR code says to an authenticator app.
func enrolmentURL(secret []byte, login string) string {
	q := url.Values{}
	q.Set("secret", base32NoPad.EncodeToString(secret))
	q.Set("issuer", "Kontakten")
	return "otpauth://totp/" + url.PathEscape("Kontakten:"+login) + "?" + q.Encode()
}

// writtenSecret is the secret as a person types it, in groups of four.
func writtenSecret(secret []byte) string {
	s := base32NoPad.EncodeToString(secret)
	var groups []string
	for len(s) > 4 {
		groups, s = append(groups, s[:4]), s[4:]
	}
	return strings.Join(append(groups, s), " ")
}
