package mailtoken_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sef.se/kontakten/internal/mailtoken"
)

// endpoint is a token endpoint as Entra ID's: it counts what it granted and keeps the last form.
type endpoint struct {
	*httptest.Server
	mu     sync.Mutex
	forms  []url.Values
	refuse string // the body of a refusal, or empty
}

func newEndpoint(t *testing.T) *endpoint {
	t.Helper()
	e := &endpoint{}
	e.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		e.mu.Lock()
		defer e.mu.Unlock()
		if err := r.ParseForm(); err != nil || r.Method != http.MethodPost {
			t.Errorf("%s %v", r.Method, err)
		}
		e.forms = append(e.forms, r.PostForm)
		if e.refuse != "" {
			w.WriteHeader(http.StatusUnauthorized)
			fmt.Fprint(w, e.refuse)
			return
		}
		fmt.Fprintf(w, `{"token_type":"Bearer","expires_in":3599,"access_token":"token-%d"}`, len(e.forms))
	}))
	t.Cleanup(e.Close)
	return e
}

// clock is a clock that the test moves.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func TestSecretTokenIsKeptUntilNearItsEnd(t *testing.T) {
	t.Parallel()
	e := newEndpoint(t)
	c := &clock{time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)}
	source := mailtoken.New(mailtoken.Credentials{TokenURL: e.URL, ClientID: "app", Scope: "scope/.default", Secret: "hemlig"}, e.Client(), c.now)
	for _, step := range []struct {
		after time.Duration
		want  string
	}{{0, "token-1"}, {54 * time.Minute, "token-1"}, {2 * time.Minute, "token-2"}} {
		c.at = c.at.Add(step.after)
		got, err := source.Token(t.Context())
		if err != nil || got != step.want {
			t.Errorf("after %s: %q, %v; want %q", step.after, got, err, step.want)
		}
	}
	form := e.forms[0]
	for key, want := range map[string]string{"grant_type": "client_credentials", "client_id": "app", "scope": "scope/.default", "client_secret": "hemlig"} {
		if form.Get(key) != want {
			t.Errorf("%s = %q", key, form.Get(key))
		}
	}
}

func TestRefusalTellsTheReason(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, body, want string }{
		{"wrong secret", `{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided.\r\nTrace ID: 1"}`, "AADSTS7000215: Invalid client secret provided."},
		{"not JSON", `<html>proxy</html>`, "is the token address right?"},
		{"no token", `{}`, "HTTP 401"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e := newEndpoint(t)
			e.refuse = tt.body
			_, err := mailtoken.New(mailtoken.Credentials{TokenURL: e.URL, ClientID: "app", Secret: "hemlig"}, e.Client(), time.Now).Token(t.Context())
			refused, ok := errors.AsType[*mailtoken.Refused](err)
			if !ok || refused.Status != 401 || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "Trace") || strings.Contains(err.Error(), "hemlig") {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestCertificateSignsTheAssertion(t *testing.T) {
	t.Parallel()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	ends := time.Now().Add(90 * 24 * time.Hour).Truncate(time.Second)
	certFile, keyFile, der := writePair(t, key, &key.PublicKey, ends)
	certificate, err := mailtoken.LoadCertificate(certFile, keyFile)
	if err != nil {
		t.Fatal(err)
	}
	if !certificate.Ends().Equal(ends) {
		t.Errorf("ends %s, want %s", certificate.Ends(), ends)
	}
	e := newEndpoint(t)
	now := time.Now()
	source := mailtoken.New(mailtoken.Credentials{TokenURL: e.URL, ClientID: "app", Certificate: certificate}, e.Client(), func() time.Time { return now })
	if _, err := source.Token(t.Context()); err != nil {
		t.Fatal(err)
	}
	form := e.forms[0]
	if form.Has("client_secret") || form.Get("client_assertion_type") != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" {
		t.Errorf("form = %v", form)
	}
	parts := strings.Split(form.Get("client_assertion"), ".")
	if len(parts) != 3 {
		t.Fatalf("assertion of %d parts", len(parts))
	}
	thumbprint := sha256.Sum256(der)
	header, claims := decode(t, parts[0]), decode(t, parts[1])
	if header["alg"] != "PS256" || header["x5t#S256"] != base64.RawURLEncoding.EncodeToString(thumbprint[:]) {
		t.Errorf("header = %v", header)
	}
	if claims["aud"] != e.URL || claims["iss"] != "app" || claims["sub"] != "app" || claims["jti"] == "" || claims["exp"] != float64(now.Add(5*time.Minute).Unix()) {
		t.Errorf("claims = %v", claims)
	}
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	if err != nil {
		t.Fatal(err)
	}
	digest := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	if err := rsa.VerifyPSS(&key.PublicKey, crypto.SHA256, digest[:], signature, nil); err != nil {
		t.Error(err)
	}
}

func TestOnlyRSACertificates(t *testing.T) {
	t.Parallel()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	certFile, keyFile, _ := writePair(t, key, &key.PublicKey, time.Now().Add(time.Hour))
	if _, err := mailtoken.LoadCertificate(certFile, keyFile); err == nil || !strings.Contains(err.Error(), "RSA") {
		t.Errorf("an EC key: %v", err)
	}
	if _, err := mailtoken.LoadCertificate(certFile+"x", keyFile); err == nil {
		t.Error("a missing file was read")
	}
}

func decode(t *testing.T, part string) map[string]any {
	t.Helper()
	text, err := base64.RawURLEncoding.DecodeString(part)
	if err != nil {
		t.Fatal(err)
	}
	var v map[string]any
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// writePair writes a self-signed certificate and its key as PEM files.
func writePair(t *testing.T, key, public any, ends time.Time) (certFile, keyFile string, der []byte) {
	t.Helper()
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "kontakten"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: ends}
	der, err := x509.CreateCertificate(rand.Reader, template, template, public, key)
	if err != nil {
		t.Fatal(err)
	}
	pkcs8, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	certFile, keyFile = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	for path, block := range map[string]*pem.Block{certFile: {Type: "CERTIFICATE", Bytes: der}, keyFile: {Type: "PRIVATE KEY", Bytes: pkcs8}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return certFile, keyFile, der
}
