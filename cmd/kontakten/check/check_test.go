package check_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
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

	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/cmd/kontakten/check"
	"sef.se/kontakten/internal/config"
	"sef.se/kontakten/internal/demo"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/testdb"
)

var databases = testdb.New(store.Migrate)

func TestMain(m *testing.M) { os.Exit(databases.Run(m)) }

var now = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

// working is a configuration whose connections all work: a real database, a mailbox and a way out over real sockets.
func working(t *testing.T) *config.Config {
	t.Helper()
	quiet := slog.New(slog.DiscardHandler)
	settings := config.IMAP{
		Mailbox: "INBOX", FromDay: config.Day{Date: register.Date{Year: 2026, Month: time.October, Day: 1}},
		Folders: config.Folders{Handled: "Kontakten/Ärenden", Intake: "Till Kontakten-kön", Member: "Medlemsärenden", NotOurs: "Inte vårt", Sent: "Skickat"},
	}
	mailbox, err := demo.StartMailbox(context.Background(), t.TempDir(), settings, quiet)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { mailbox.Close() })
	sink, err := demo.StartSink(context.Background(), t.TempDir(), mailbox.Deliver, quiet)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { sink.Close() })
	return &config.Config{
		Mode:     config.ModeTest,
		Database: config.Database{URL: config.Secret(databases.URL(t))},
		IMAP:     mailbox.Settings(),
		SMTP:     config.SMTP{Server: sink.Settings(), From: "Kontakten <kontakten@sef.se>", PerMinute: 30, AllowList: []string{"@sef.se"}},
	}
}

// run checks a configuration and gives what was printed.
func run(t *testing.T, cfg *config.Config) (string, int) {
	t.Helper()
	var out strings.Builder
	failed := check.Installation{Config: cfg, Name: "kontakten.toml", Now: func() time.Time { return now }, Open: func(context.Context) error { return nil }}.Run(t.Context(), &out)
	return out.String(), failed
}

func TestWhatWorksIsNamed(t *testing.T) {
	t.Parallel()
	cfg := working(t)
	out, failed := run(t, cfg)
	if failed != 0 {
		t.Errorf("%d failed", failed)
	}
	for _, want := range []string{
		"settings   ok      kontakten.toml, mode test",
		"PostgreSQL 1", "schema and mode agree",
		"mailbox    ok      kontakten@sef.se on 127.0.0.1:", "by password, mail since 2026-10-01",
		`"INBOX": read; only what has become an employer's case is moved out; unread marks stay; never emptied`,
		`"Kontakten/Ärenden": filled by the program; may be emptied by a rule`,
		`"Till Kontakten-kön": read; what colleagues put here becomes a case and is moved out; never emptied`,
		`"Medlemsärenden": filled on a clerk's "Medlemsärende"; never emptied`,
		`"Inte vårt": filled on a clerk's "Inte vårt"; never emptied`,
		`"Skickat": only read`,
		"mail out   ok      without a login (relay)", "mode test: sent only to @sef.se",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("not printed: %s", want)
		}
	}
	if strings.Contains(out, cfg.IMAP.Password.Reveal()) {
		t.Error("the password is printed")
	}
	if t.Failed() {
		t.Log(out)
	}
}

func TestShadowTouchesNothing(t *testing.T) {
	t.Parallel()
	cfg := working(t)
	cfg.Mode = config.ModeShadow
	cfg.SMTP = config.SMTP{}
	out, failed := run(t, cfg)
	if failed != 0 || !strings.Contains(out, `"INBOX": mode shadow: nothing is moved or marked`) || !strings.Contains(out, "nothing is sent") {
		t.Errorf("%d failed:\n%s", failed, out)
	}
}

func TestRealReasons(t *testing.T) {
	t.Parallel()
	named, ours := tlsServer(t, "mail.example.se"), tlsServer(t, "localhost")
	silent := silentPort(t)
	for _, tt := range []struct {
		name  string
		spoil func(c *config.Config)
		want  string
	}{
		{"wrong password", func(c *config.Config) { c.IMAP.Password = "fel" }, "mailbox    FAILED  kontakten@sef.se on 127.0.0.1"},
		{"wrong password, the reason", func(c *config.Config) { c.IMAP.Password = "fel" }, "wrong user or password, or IMAP is not allowed"},
		{"unknown host", func(c *config.Config) { c.IMAP.Host, c.IMAP.TLS = "imap.invalid", config.TLSImplicit }, "imap.invalid"},
		{"nothing listens", func(c *config.Config) { c.IMAP.Port = 1 }, "connection refused: nothing listens on that port"},
		{"name mismatch", func(c *config.Config) {
			c.IMAP.Host, c.IMAP.Port, c.IMAP.TLS, c.IMAP.CAFile = "localhost", named.port, config.TLSImplicit, named.file
		}, "certificate is for [mail.example.se], not for localhost; write host as the certificate has it"},
		{"unknown authority", func(c *config.Config) {
			c.SMTP.Host, c.SMTP.Port, c.SMTP.TLS = "localhost", ours.port, config.TLSImplicit
		}, "signed by an authority that this machine does not know; if it is your own, name its file as ca_file"},
		{"no TLS there", func(c *config.Config) { c.IMAP.TLS = config.TLSImplicit }, "does not speak TLS on that port; set tls to starttls"},
		{"missing folder", func(c *config.Config) { c.IMAP.Folders.Intake = "Finns inte" }, `"Finns inte": missing or not open to us`},
		{"folder that is made later", func(c *config.Config) { c.IMAP.Folders.Handled = "Nya" }, `"Nya": not there yet, made when it is first needed`},
		{"no such database", func(c *config.Config) {
			c.Database.URL = config.Secret(strings.Replace(c.Database.URL.Reveal(), "/kontakten_test_", "/kontakten_gone_", 1))
		}, "no such database"},
		{"no database socket", func(c *config.Config) { c.Database.URL = "postgres:///x?host=/finns/inte" }, "no server has that socket"},
		{"no database server", func(c *config.Config) { c.Database.URL = "postgres://u:hemligt@127.0.0.1:1/x" }, "database   FAILED  x on 127.0.0.1 as u: connection refused"},
		{"mail server away", func(c *config.Config) { c.SMTP.Port = silent }, "mail out   FAILED  127.0.0.1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			cfg := working(t)
			tt.spoil(cfg)
			out, failed := run(t, cfg)
			if !strings.Contains(out, tt.want) || (failed == 0) != strings.Contains(tt.want, "not there yet") {
				t.Errorf("%d failed, want %q in\n%s", failed, tt.want, out)
			}
			if strings.Contains(out, "hemligt") {
				t.Error("a secret is printed")
			}
		})
	}
}

func TestTokenLogin(t *testing.T) {
	t.Parallel()
	endpoint := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusUnauthorized)
		fmt.Fprint(w, `{"error":"invalid_client","error_description":"AADSTS700027: The certificate with identifier used to sign the client assertion is not registered.\r\nTrace ID: 1"}`)
	}))
	t.Cleanup(endpoint.Close)
	for _, tt := range []struct {
		name string
		ends time.Time
		want string
	}{
		{"long", now.Add(300 * 24 * time.Hour), "certificate ends on 2027-09-20, in 300 days"},
		{"soon", now.Add(29*24*time.Hour + time.Hour), "WARNING: the application's certificate ends on 2026-12-23, in 29 days"},
		{"over", now.Add(-time.Hour), "the application's certificate ended on 2026-11-24"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			cfg := working(t)
			pair := writePair(t, tt.ends, "kontakten")
			cfg.IMAP.Password = ""
			cfg.IMAP.OAuth2 = config.OAuth2{Tenant: "sef.example", ClientID: "app-1", TokenURL: endpoint.URL, Scope: "s", CertificateFile: pair.file, KeyFile: pair.keyFile}
			out, failed := run(t, cfg)
			for _, want := range []string{tt.want, "tenant sef.example, application app-1", "no token: the token endpoint refused (HTTP 401, invalid_client): AADSTS700027"} {
				if !strings.Contains(out, want) {
					t.Errorf("want %q in\n%s", want, out)
				}
			}
			if failed == 0 || strings.Contains(out, "Trace ID") {
				t.Errorf("%d failed:\n%s", failed, out)
			}
		})
	}
}

func TestExchangeAnswersNameTheMissingRight(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ says, want string }{
		{"imap: BAD User is authenticated but not connected.", "Add-MailboxPermission, FullAccess"},
		{"imap: NO AUTHENTICATE failed.", "IMAP.AccessAsApp or FullAccess is missing"},
		{"535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.", "SMTP AUTH is off for the mailbox"},
		{"550 5.7.60 SMTP; Client does not have permissions to send as this sender", "SendAs is missing"},
		{"530 5.7.57 Client not authenticated to send mail.", "fill in [smtp.oauth2]"},
	} {
		got := check.Reason(fmt.Errorf("log in: %w", errors.New(tt.says)))
		if !strings.Contains(got, tt.want) || !strings.Contains(got, tt.says) {
			t.Errorf("%s\nis explained as %s", tt.says, got)
		}
	}
}

func TestDatabaseThatServeWouldRefuse(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	refused := errors.New("the database is a test database")
	check.Installation{Config: working(t), Name: "x", Now: time.Now, Open: func(context.Context) error { return refused }}.Run(t.Context(), &out)
	if !strings.Contains(out.String(), "the database is a test database") {
		t.Error(out.String())
	}
}

// pair is a certificate in a file with its key, and the port of who shows it.
type pair struct {
	file, keyFile string
	port          int
}

func writePair(t *testing.T, ends time.Time, name string) pair {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name},
		NotBefore: ends.Add(-1000 * 24 * time.Hour), NotAfter: ends, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	keyDER, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	p := pair{file: filepath.Join(t.TempDir(), "crt.pem"), keyFile: filepath.Join(t.TempDir(), "key.pem")}
	for path, block := range map[string]*pem.Block{p.file: {Type: "CERTIFICATE", Bytes: der}, p.keyFile: {Type: "PRIVATE KEY", Bytes: keyDER}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// tlsServer shows a certificate for name and says nothing.
func tlsServer(t *testing.T, name string) pair {
	t.Helper()
	p := writePair(t, time.Now().Add(time.Hour), name)
	certificate, err := tls.LoadX509KeyPair(p.file, p.keyFile)
	if err != nil {
		t.Fatal(err)
	}
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{certificate}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				_ = conn.(*tls.Conn).Handshake()
			}()
		}
	}()
	p.port = l.Addr().(*net.TCPAddr).Port
	return p
}

// silentPort is a port on which a server has just ended.
func silentPort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}
