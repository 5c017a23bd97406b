package config

import (
	"log/slog"
	"strings"
	"time"

	"sef.se/kontakten/internal/register"
)

// Mode says what the installation may do to the world (practice.md R11). It is written into the database at the
// first start; config and database must agree.
type Mode string

// The three modes.
const (
	ModeTest   Mode = "test"   // mail only to the allow-list, prints marked PROV, no payee account
	ModeShadow Mode = "shadow" // reads the real mailbox without touching it; sends, prints and exports nothing
	ModeLive   Mode = "live"   // the real service
)

// Role is a part of the work that one process does. Several processes on one database may share the roles.
type Role string

// The roles of `kontakten serve --roles`.
const (
	RoleWeb  Role = "web"  // staff pages
	RolePoll Role = "poll" // fetches mail from the mailbox
	RoleWork Role = "work" // reads messages, sends mail, periodic work
)

// Secret is a setting that must not be shown. It prints and logs as "***"; Reveal gives it.
type Secret string

// String hides the secret from every fmt verb that uses it.
func (s Secret) String() string {
	if s == "" {
		return ""
	}
	return "***"
}

// GoString hides the secret from %#v.
func (s Secret) GoString() string { return s.String() }

// LogValue hides the secret from slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }

// Reveal returns the secret itself, for the one place that sends it.
func (s Secret) Reveal() string { return string(s) }

// Config is the whole configuration. The zero value of an optional setting means its default, which Load fills in.
type Config struct {
	Mode          Mode   `toml:"mode"`
	PublicURL     string `toml:"public_url"`      // what staff type into the browser; https outside loopback
	MasterKeyFile string `toml:"master_key_file"` // keyset that wraps the vault's object keys

	Database Database `toml:"database"`
	HTTP     HTTP     `toml:"http"`
	IMAP     IMAP     `toml:"imap"`
	SMTP     SMTP     `toml:"smtp"`
	Contact  Contact  `toml:"contact"`
	Letters  Letters  `toml:"letters"`
	Printer  Printer  `toml:"printer"`

	// Print is the table [print]: sender, return address, giro, pay day. Its shape belongs to the package that
	// draws; DecodePrint hands it over.
	Print map[string]any `toml:"print"`
}

// Letters says where the deployment's own texts of letters are.
type Letters struct {
	// Dir holds texts that take the place of those built in, by file name; empty: none.
	Dir string `toml:"dir"`
}

// Printer says where lists and letters come out on paper (practice.md R16). Without a queue a
// supervisor fetches the files on the page. In mode test everything goes to the folder.
type Printer struct {
	Queue  string `toml:"queue"`  // ipps://host/printers/name, or ipp:// on this machine
	Folder string `toml:"folder"` // mode test: where files go instead
	// LastMonth prints what was reported for the month before in small print (R21). It shows pay
	// to whoever opens a misdelivered letter: off by default.
	LastMonth bool `toml:"last_month"`
}

// Contact is how companies reach Kontakten by other means, as every mail says it.
type Contact struct {
	Phone string `toml:"phone"` // 08-412 82 00
	Hours string `toml:"hours"` // vardagar 9–15
	Web   string `toml:"web"`   // where companies report: sef.se/arbetsgivare
}

// Database is the connection to PostgreSQL.
type Database struct {
	URL     Secret `toml:"url"` // postgres://user:password@host/name?sslmode=verify-full
	URLFile string `toml:"url_file"`
}

// HTTP says how the staff pages are reached (practice.md R23).
type HTTP struct {
	// Listen is host:port, or unix:/path/to/socket.
	Listen string `toml:"listen"`
	// CertificateFile and KeyFile are PEM files; with them the listener speaks HTTPS, and they are read again when
	// they change. Without them the listener must be on loopback or a unix socket.
	CertificateFile string `toml:"certificate_file"`
	KeyFile         string `toml:"key_file"`
	// TrustedProxies are the addresses (or networks, 10.0.0.0/24) whose X-Forwarded-For is believed; "unix" is
	// whoever connects by the unix socket.
	TrustedProxies []string `toml:"trusted_proxies"`
}

// IMAP is the shared mailbox that companies write to.
type IMAP struct {
	Server
	Mailbox string `toml:"mailbox"` // the folder to read; default INBOX
	// FromDay is the first day whose mail is fetched: the operator's choice at the first connection, since an old
	// mailbox holds years of mail that was answered long ago.
	FromDay      Day           `toml:"from_day"`
	PollInterval time.Duration `toml:"poll_interval"` // default 30s
	Folders      Folders       `toml:"folders"`
	// Border and ServerID say which Authentication-Results field is believed (practice.md R24): the topmost one, where it
	// stands above the Received line of Border. Empty: none.
	// Layouts are files that describe the fixed-width files of companies on channel "file" (docs/filformat.md).
	Layouts  []string `toml:"layouts"`
	Border   string   `toml:"border"`    // mx1.example.se, or .mail.protection.outlook.com for any host below it
	ServerID string   `toml:"server_id"` // the authserv-id that the field must carry; empty for Exchange, which writes none
}

// Folders are the mailbox's folders that the program may touch, and how (practice.md R5).
type Folders struct {
	Handled string `toml:"handled"` // an employer's mail is moved here when it has become a case; default Kontakten/Ärenden
	Intake  string `toml:"intake"`  // colleagues put mail here to make it a case; default "Till Kontakten-kön"
	Member  string `toml:"member"`  // moved here on a clerk's "Medlemsärende"; default Medlemsärenden
	NotOurs string `toml:"not_ours"`
	Sent    string `toml:"sent"` // colleagues' answers, only read; empty: not read
}

// SMTP is the way out for mail. Without user, password and oauth2 the server is a relay that knows us (Relay).
type SMTP struct {
	Server
	From      string   `toml:"from"`       // address and name of our mail: Kontakten <kontakten@sef.se>
	AllowList []string `toml:"allow_list"` // mode test: the only recipients, addresses or @domains
	PerMinute int      `toml:"per_minute"` // default 30 (practice.md R24)
	// Delay is how long a mail that follows a decision waits, and how long the decision can be undone (practice.md R28).
	Delay time.Duration `toml:"delay"` // default 5m
}

// Server is a mail server and how we log in to it. With Tenant or TokenURL the login is XOAUTH2 by client
// credentials, otherwise user and password.
type Server struct {
	Host         string `toml:"host"`
	Port         int    `toml:"port"`
	TLS          TLS    `toml:"tls"`
	CAFile       string `toml:"ca_file"` // PEM file of the house's own certificate authority; empty: the system's
	User         string `toml:"user"`
	Password     Secret `toml:"password"`
	PasswordFile string `toml:"password_file"`
	OAuth2       OAuth2 `toml:"oauth2"`
}

// TLS says how a connection to a mail server is protected.
type TLS string

// The three ways. There is none that skips the check of the server's name.
const (
	TLSImplicit TLS = "implicit" // TLS from the first byte: IMAP 993, SMTP 465
	TLSStart    TLS = "starttls" // STARTTLS, required: IMAP 143, SMTP 587 (Exchange Online)
	TLSNone     TLS = "none"     // only to a server on this machine
)

// OAuth2 is login by client credentials, as Exchange Online wants it: an app registration with a certificate, or,
// second best, a secret.
type OAuth2 struct {
	Tenant          string `toml:"tenant"` // directory (tenant) id or domain
	ClientID        string `toml:"client_id"`
	Secret          Secret `toml:"secret"`
	SecretFile      string `toml:"secret_file"`
	CertificateFile string `toml:"certificate_file"` // PEM; its public part is uploaded to the app registration
	KeyFile         string `toml:"key_file"`         // PEM, RSA
	TokenURL        string `toml:"token_url"`        // default Microsoft's endpoint of the tenant
	Scope           string `toml:"scope"`            // default https://outlook.office365.com/.default
}

// Used reports whether the table was filled in.
func (o OAuth2) Used() bool { return o.Tenant != "" || o.TokenURL != "" || o.ClientID != "" }

// Day is a civil day that TOML and the environment write as 2026-10-25.
type Day struct{ register.Date }

// UnmarshalText reads a day.
func (d *Day) UnmarshalText(text []byte) error {
	day, _, _ := strings.Cut(string(text), "T") // TOML's own date, unquoted, arrives with a time of day
	date, err := register.ParseDate(day)
	if err != nil {
		return err
	}
	d.Date = date
	return nil
}
