package listener_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sef.se/kontakten/internal/config"
	"sef.se/kontakten/internal/listener"
)

var quiet = slog.New(slog.DiscardHandler)

// start serves handler with the settings until the test ends.
func start(t *testing.T, settings config.HTTP, handler http.Handler) *listener.Listener {
	t.Helper()
	l, err := listener.Open(t.Context(), settings, quiet)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- l.Serve(ctx, handler, quiet) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return l
}

func hello(w http.ResponseWriter, r *http.Request) { io.WriteString(w, r.Proto) }

func TestHTTPSWithHTTP2AndRenewedCertificate(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	certFile, keyFile := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	writeCertificate(t, certFile, keyFile, 1)
	l := start(t, config.HTTP{Listen: "127.0.0.1:0", CertificateFile: certFile, KeyFile: keyFile}, http.HandlerFunc(hello))

	serial := func() (int64, string) {
		transport := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, ForceAttemptHTTP2: true}
		defer transport.CloseIdleConnections()
		resp, err := (&http.Client{Transport: transport}).Get("https://" + l.Address())
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		return resp.TLS.PeerCertificates[0].SerialNumber.Int64(), resp.Proto
	}
	if n, proto := serial(); n != 1 || proto != "HTTP/2.0" {
		t.Errorf("serial %d over %s", n, proto)
	}
	writeCertificate(t, certFile, keyFile, 2)
	later(t, certFile, time.Second)
	if n, _ := serial(); n != 2 {
		t.Errorf("after renewal: serial %d", n)
	}
	if err := os.WriteFile(certFile, []byte("half a cert"), 0o600); err != nil {
		t.Fatal(err)
	}
	later(t, certFile, 2*time.Second)
	if n, _ := serial(); n != 2 {
		t.Errorf("after a broken renewal: serial %d", n)
	}
}

func TestPlainOnlyOnLoopback(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"0.0.0.0:0", ":0", "[::]:0", "192.0.2.1:80", "example.se:80"} {
		if _, err := listener.Open(t.Context(), config.HTTP{Listen: address}, quiet); err == nil || !strings.Contains(err.Error(), "plain HTTP to other machines") {
			t.Errorf("%s: %v", address, err)
		}
	}
	for _, address := range []string{"127.0.0.1:0", "localhost:0"} {
		l := start(t, config.HTTP{Listen: address}, http.HandlerFunc(hello))
		resp, err := http.Get("http://" + l.Address())
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
	}
}

func TestTakenPortNamesTheMend(t *testing.T) {
	t.Parallel()
	l := start(t, config.HTTP{Listen: "127.0.0.1:0"}, http.HandlerFunc(hello))
	if _, err := listener.Open(t.Context(), config.HTTP{Listen: l.Address()}, quiet); err == nil || !strings.Contains(err.Error(), "is taken by another program; stop that one, or choose another port") {
		t.Errorf("got %v", err)
	}
}

func TestUnixSocketIsTakenOverWhenNobodyAnswers(t *testing.T) {
	t.Parallel()
	dir, err := os.MkdirTemp("", "kontakten") // t.TempDir() may be longer than a socket path can be
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	path := filepath.Join(dir, "web.sock")
	stale, err := net.Listen("unix", path)
	if err != nil {
		t.Fatal(err)
	}
	stale.(*net.UnixListener).SetUnlinkOnClose(false)
	stale.Close()
	start(t, config.HTTP{Listen: "unix:" + path}, http.HandlerFunc(hello))
	if _, err := listener.Open(t.Context(), config.HTTP{Listen: "unix:" + path}, quiet); err == nil || !strings.Contains(err.Error(), "another program answers") {
		t.Errorf("a second program: %v", err)
	}
}

func TestClientAddress(t *testing.T) {
	t.Parallel()
	proxies := make([]config.Proxy, 0, 2)
	for _, s := range []string{"10.0.0.0/24", "127.0.0.1"} {
		p, err := config.ParseProxy(s)
		if err != nil {
			t.Fatal(err)
		}
		proxies = append(proxies, p)
	}
	for _, tt := range []struct{ name, peer, header, want string }{
		{"direct", "192.0.2.9:1000", "", "192.0.2.9:1000"},
		{"a stranger's claim", "192.0.2.9:1000", "198.51.100.1", "192.0.2.9:1000"},
		{"one proxy", "10.0.0.7:1000", "198.51.100.1", "198.51.100.1:0"},
		{"two proxies", "127.0.0.1:1000", "198.51.100.1, 10.0.0.7", "198.51.100.1:0"},
		{"a client that lies to the proxy", "10.0.0.7:1000", "203.0.113.5, 198.51.100.1", "198.51.100.1:0"},
		{"mapped address", "[::ffff:10.0.0.7]:1000", "198.51.100.1", "198.51.100.1:0"},
		{"rubbish", "10.0.0.7:1000", "evil", "10.0.0.7:1000"},
		{"nothing", "10.0.0.7:1000", "", "10.0.0.7:1000"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.RemoteAddr = tt.peer
			if tt.header != "" {
				r.Header.Set("X-Forwarded-For", tt.header)
			}
			var got string
			listener.ClientAddress(proxies, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got = r.RemoteAddr })).ServeHTTP(httptest.NewRecorder(), r)
			if got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// later moves a file's time on, as a renewal a while later does.
func later(t *testing.T, path string, by time.Duration) {
	t.Helper()
	at := time.Now().Add(by)
	if err := os.Chtimes(path, at, at); err != nil {
		t.Fatal(err)
	}
}

func writeCertificate(t *testing.T, certFile, keyFile string, serial int64) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(serial), DNSNames: []string{"localhost"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	for path, block := range map[string]*pem.Block{certFile: {Type: "CERTIFICATE", Bytes: der}, keyFile: {Type: "PRIVATE KEY", Bytes: keyDER}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
