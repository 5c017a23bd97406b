package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestServeAnswersHTTPS(t *testing.T) {
	t.Parallel()
	i := newInstallation(t)
	i.want(t, 0, "", "migrate", "--new-key")
	certFile, keyFile, roots := selfSigned(t)
	address := freeAddress(t)
	cmd := i.command(t, "serve", "--roles", "web")
	cmd.Env = append(cmd.Env, "KONTAKTEN_HTTP_LISTEN="+address, "KONTAKTEN_HTTP_CERTIFICATE_FILE="+certFile, "KONTAKTEN_HTTP_KEY_FILE="+keyFile)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, ForceAttemptHTTP2: true}}
	var resp *http.Response
	eventually(t, "pages over HTTPS", func() (answered bool) {
		var err error
		resp, err = client.Get("https://" + address + "/logga-in")
		return err == nil
	})
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK || resp.Proto != "HTTP/2.0" || resp.Header.Get("Strict-Transport-Security") == "" {
		t.Errorf("%s over %s, %v", resp.Status, resp.Proto, resp.Header)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("SIGTERM: %v\n%s", err, stderr.String())
	}
}

func TestServeRefusesToStart(t *testing.T) {
	t.Parallel()
	i := newInstallation(t)
	i.want(t, 0, "", "migrate", "--new-key")
	for _, tt := range []struct {
		name   string
		env    []string
		roles  string
		status int
		want   string
	}{
		{"plain to others", []string{"KONTAKTEN_HTTP_LISTEN=0.0.0.0:8080"}, "web", 2, "would answer plain HTTP to other machines"},
		{"no proxy named", nil, "web", 2, "http.trusted_proxies: missing"},
		{"no mailbox", nil, "poll", 2, "imap.host: missing"},
		{"no way out", nil, "work", 2, "smtp.host: missing"},
		{"unknown role", nil, "web,print", 2, `the role "print" is none of web, poll, work`},
		{"no key", []string{"KONTAKTEN_MASTER_KEY_FILE=/finns/inte", "KONTAKTEN_HTTP_TRUSTED_PROXIES=127.0.0.1"}, "web", 2, "kontakten migrate --new-key"},
		{"bad print table", nil, "web", 2, "print"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			own := i
			if tt.name == "bad print table" {
				own.file = filepath.Join(t.TempDir(), "print.toml")
				text, err := os.ReadFile(i.file)
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(own.file, append(text, "[http]\ntrusted_proxies = [\"127.0.0.1\"]\n[print]\nnam = \"SEF\"\n"...), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			cmd := own.command(t, "serve", "--roles", tt.roles)
			cmd.Env = append(append(cmd.Env, "KONTAKTEN_HTTP_LISTEN=127.0.0.1:0"), tt.env...)
			got := runProgram(t, cmd)
			if got.status != tt.status || !strings.Contains(got.stderr, tt.want) {
				t.Errorf("%+v\nwant %d and %s", got, tt.status, tt.want)
			}
		})
	}
}

// freeAddress is an address on loopback that nobody listens on.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// selfSigned writes a certificate for 127.0.0.1.
func selfSigned(t *testing.T) (certFile, keyFile string, roots *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, block := range map[string]*pem.Block{"crt.pem": {Type: "CERTIFICATE", Bytes: der}, "key.pem": {Type: "PRIVATE KEY", Bytes: keyDER}} {
		if err := os.WriteFile(filepath.Join(dir, name), pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(fmt.Errorf("%s: %w", name, err))
		}
	}
	roots = x509.NewCertPool()
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots.AddCert(certificate)
	return filepath.Join(dir, "crt.pem"), filepath.Join(dir, "key.pem"), roots
}
