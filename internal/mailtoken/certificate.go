package mailtoken

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"time"
)

// assertionLife is how long a signed assertion may be used; the endpoint sees it seconds after it was made.
const assertionLife = 5 * time.Minute

// Certificate is what proves the program to Entra ID: the app registration holds its public part.
type Certificate struct {
	leaf *x509.Certificate
	key  *rsa.PrivateKey
}

// LoadCertificate reads a PEM certificate and its PEM key, which must be RSA: Entra ID takes no other.
func LoadCertificate(certificateFile, keyFile string) (*Certificate, error) {
	pair, err := tls.LoadX509KeyPair(certificateFile, keyFile)
	if err != nil {
		return nil, fmt.Errorf("certificate %s with key %s: %w", certificateFile, keyFile, err)
	}
	key, ok := pair.PrivateKey.(*rsa.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("key %s is no RSA key: Entra ID takes only RSA", keyFile)
	}
	return &Certificate{leaf: pair.Leaf, key: key}, nil
}

// Ends is when the certificate is no longer valid.
func (c *Certificate) Ends() time.Time { return c.leaf.NotAfter }

// assertion makes a signed JWT that says "I am clientID" to the endpoint, once.
func (c *Certificate) assertion(clientID, endpoint string, now time.Time) (string, error) {
	thumbprint := sha256.Sum256(c.leaf.Raw)
	header, err := part(map[string]any{
		"alg": "PS256", "typ": "JWT", "x5t#S256": base64.RawURLEncoding.EncodeToString(thumbprint[:]),
	})
	if err != nil {
		return "", err
	}
	claims, err := part(map[string]any{
		"aud": endpoint, "iss": clientID, "sub": clientID, "jti": rand.Text(),
		"nbf": now.Add(-time.Minute).Unix(), "iat": now.Unix(), "exp": now.Add(assertionLife).Unix(),
	})
	if err != nil {
		return "", err
	}
	signed := header + "." + claims
	digest := sha256.Sum256([]byte(signed))
	signature, err := rsa.SignPSS(rand.Reader, c.key, crypto.SHA256, digest[:], &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash})
	if err != nil {
		return "", fmt.Errorf("sign the client assertion: %w", err)
	}
	return signed + "." + base64.RawURLEncoding.EncodeToString(signature), nil
}

func part(v any) (string, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(text), nil
}
