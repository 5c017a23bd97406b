package config

import (
	"fmt"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"os"
	"slices"
	"strings"
)

// Validate says whether the settings are enough for a process with these roles. Without a role it checks what every
// command needs: the mode and the database. It returns *Error with every problem, or nil. It opens no connection:
// that is what `config check` does.
func (c *Config) Validate(file string, roles ...Role) error {
	v := &validator{}
	c.validateBase(v)
	for _, role := range roles {
		switch role {
		case RoleWeb:
			c.HTTP.validate(v, c.PublicURL)
			c.Contact.validate(v, c.Mode)
		case RolePoll:
			c.IMAP.validate(v)
		case RoleWork:
			c.SMTP.validate(v, c.Mode)
		default:
			v.add("", "the role %q is none of web, poll, work", role)
		}
	}
	if len(v.problems) == 0 {
		return nil
	}
	return &Error{File: file, Problems: v.problems}
}

// validator collects problems.
type validator struct{ problems []Problem }

func (v *validator) add(key, format string, args ...any) {
	v.problems = append(v.problems, Problem{Key: key, Text: fmt.Sprintf(format, args...)})
}

func (v *validator) oneOf(key, value string, allowed ...string) {
	if !slices.Contains(allowed, value) {
		v.add(key, "%q is none of %s", value, strings.Join(allowed, ", "))
	}
}

func (v *validator) present(key, value, mend string) {
	if value == "" {
		v.add(key, "missing; %s", mend)
	}
}

// readable checks a file that will be opened later, so that a wrong path is told at the start.
func (v *validator) readable(key, path string) {
	if path == "" {
		return
	}
	f, err := os.Open(path)
	if err != nil {
		v.add(key, "%s", err)
		return
	}
	f.Close()
}

func (c *Config) validateBase(v *validator) {
	v.oneOf("mode", string(c.Mode), string(ModeTest), string(ModeShadow), string(ModeLive))
	v.present("database.url", c.Database.URL.Reveal(), "write postgres://user:password@host/name here, or set DATABASE_URL")
	v.present("master_key_file", c.MasterKeyFile, "name the file of the vault's master key; at the very first start `kontakten migrate --new-key` writes it")
	// The driver's own message would show the password; ours names the key only.
	if u, err := url.Parse(c.Database.URL.Reveal()); err == nil && u.Scheme != "" && !slices.Contains([]string{"postgres", "postgresql"}, u.Scheme) {
		v.add("database.url", "begins with %s://; only PostgreSQL is supported: postgres://user:password@host/name", u.Scheme)
	}
}

func (c Contact) validate(v *validator, mode Mode) {
	if mode != ModeLive {
		return // mails that no company gets may carry made-up values
	}
	v.present("contact.phone", c.Phone, "every mail to a company tells a telephone number")
	v.present("contact.hours", c.Hours, "every mail to a company tells when the telephone is answered")
	v.present("contact.web", c.Web, "every mail to a company tells where fees are reported safely")
}

func (h HTTP) validate(v *validator, publicURL string) {
	v.present("public_url", publicURL, "write the address that staff type, as https://kontakten.example.se")
	public, err := url.Parse(publicURL)
	if err != nil || publicURL != "" && (public.Host == "" || public.Scheme != "http" && public.Scheme != "https") {
		v.add("public_url", "%q is no address; write it as https://kontakten.example.se", publicURL)
		public = &url.URL{}
	}
	if public.Scheme == "http" && !loopbackHost(public.Hostname()) {
		v.add("public_url", "plain http is only for this machine itself; write https:// and set http.certificate_file, or put a proxy with HTTPS in front")
	}
	if (h.CertificateFile == "") != (h.KeyFile == "") {
		v.add("http.certificate_file", "certificate_file and key_file belong together; one is missing")
	}
	v.readable("http.certificate_file", h.CertificateFile)
	v.readable("http.key_file", h.KeyFile)
	for _, proxy := range h.TrustedProxies {
		if _, err := ParseProxy(proxy); err != nil {
			v.add("http.trusted_proxies", "%s", err)
		}
	}
	h.validatePlain(v, public)
}

// validatePlain refuses plain HTTP wherever another machine could hear it (R23).
func (h HTTP) validatePlain(v *validator, public *url.URL) {
	if h.CertificateFile != "" {
		return
	}
	unix := strings.HasPrefix(h.Listen, "unix:")
	if !unix && !LoopbackAddress(h.Listen) {
		v.add("http.listen", "%s would answer plain HTTP to other machines; set http.certificate_file and http.key_file, or listen on 127.0.0.1 or unix:/path behind a proxy", h.Listen)
		return
	}
	if public.Scheme == "https" && len(h.TrustedProxies) == 0 {
		v.add("http.trusted_proxies", "missing; public_url is https and this listener is not, so a proxy stands in front: name its address, or \"unix\" for whoever connects by the socket")
	}
}

// Proxy is a trusted proxy: a network, or Unix for peers of the unix socket.
type Proxy struct {
	Network netip.Prefix
	Unix    bool
}

// ParseProxy reads an entry of http.trusted_proxies: 10.0.0.7, 10.0.0.0/24 or unix.
func ParseProxy(s string) (Proxy, error) {
	if s == "unix" {
		return Proxy{Unix: true}, nil
	}
	if network, err := netip.ParsePrefix(s); err == nil {
		return Proxy{Network: network.Masked()}, nil
	}
	addr, err := netip.ParseAddr(s)
	if err != nil {
		return Proxy{}, fmt.Errorf("%q is no address; write 10.0.0.7, 10.0.0.0/24 or unix", s)
	}
	return Proxy{Network: netip.PrefixFrom(addr, addr.BitLen())}, nil
}

// LoopbackAddress reports whether host:port can be reached from this machine only.
func LoopbackAddress(address string) bool {
	host, _, err := net.SplitHostPort(address)
	return err == nil && loopbackHost(host)
}

func loopbackHost(host string) bool {
	if host == "localhost" {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.IsLoopback()
}

func (m IMAP) validate(v *validator) {
	m.Server.validate(v, "imap")
	m.Server.validateLogin(v, "imap")
	if m.FromDay.IsZero() {
		v.add("imap.from_day", "missing; write the first day whose mail shall be fetched, as \"2026-10-01\"; older mail stays untouched")
	}
	if m.ServerID != "" && m.Border == "" {
		v.add("imap.border", "missing beside server_id; write the host that takes mail in from outside, as the \"by\" of its Received line names it")
	}
	if strings.ContainsAny(m.Border, " @/:") {
		v.add("imap.border", "%q is no host", m.Border)
	}
	seen := map[string]string{m.Mailbox: "imap.mailbox"}
	f := m.Folders
	for _, folder := range []struct{ key, name string }{
		{"handled", f.Handled}, {"intake", f.Intake}, {"member", f.Member}, {"not_ours", f.NotOurs}, {"sent", f.Sent},
	} {
		if folder.name == "" {
			continue
		}
		if other, twice := seen[folder.name]; twice {
			v.add("imap.folders."+folder.key, "%q is also %s; each needs a folder of its own", folder.name, other)
		}
		seen[folder.name] = "imap.folders." + folder.key
	}
}

// Relay reports whether the server takes our mail without a login, as an Exchange Online connector does that knows
// us by address or certificate.
func (m SMTP) Relay() bool { return m.User == "" && m.Password == "" && !m.OAuth2.Used() }

func (m SMTP) validate(v *validator, mode Mode) {
	if mode == ModeShadow {
		return // sends nothing
	}
	m.Server.validate(v, "smtp")
	if !m.Relay() {
		m.Server.validateLogin(v, "smtp")
	}
	if _, err := mail.ParseAddress(m.From); err != nil {
		v.add("smtp.from", "%q is no address; write it as \"Kontakten <kontakten@example.se>\"", m.From)
	}
	if m.PerMinute < 1 {
		v.add("smtp.per_minute", "%d mails a minute would send nothing", m.PerMinute)
	}
	for _, entry := range m.AllowList {
		if !strings.Contains(entry, "@") {
			v.add("smtp.allow_list", "%q is neither an address nor a @domain", entry)
		}
	}
}

func (s Server) validate(v *validator, table string) {
	key := func(name string) string { return table + "." + name }
	v.present(key("host"), s.Host, "write the mail server's name, as outlook.office365.com")
	v.oneOf(key("tls"), string(s.TLS), string(TLSImplicit), string(TLSStart), string(TLSNone))
	if s.Port < 1 || s.Port > 65535 {
		v.add(key("port"), "%d is no port", s.Port)
	}
	if s.TLS == TLSNone && !loopbackHost(s.Host) {
		v.add(key("tls"), "none would send the login in clear to %s; write implicit or starttls", s.Host)
	}
	v.readable(key("ca_file"), s.CAFile)
}

// validateLogin wants one way to log in, and one only.
func (s Server) validateLogin(v *validator, table string) {
	key := func(name string) string { return table + "." + name }
	v.present(key("user"), s.User, "write the mailbox's login, as kontakten@example.se")
	if s.OAuth2.Used() {
		s.OAuth2.validate(v, key("oauth2"))
		if s.Password != "" {
			v.add(key("password"), "given together with %s; keep one way to log in", key("oauth2"))
		}
		return
	}
	v.present(key("password"), s.Password.Reveal(), "write it in a file and name that as "+key("password_file")+", or fill in ["+key("oauth2")+"]")
}

func (o OAuth2) validate(v *validator, table string) {
	v.present(table+".client_id", o.ClientID, "write the app registration's application (client) id")
	v.present(table+".tenant", o.Tenant+o.TokenURL, "write the directory (tenant) id")
	if u, err := url.Parse(o.TokenURL); o.TokenURL != "" && (err != nil || u.Scheme != "https" && !loopbackHost(u.Hostname())) {
		v.add(table+".token_url", "must be https")
	}
	switch certificate := o.CertificateFile != "" || o.KeyFile != ""; {
	case certificate && o.Secret != "":
		v.add(table+".secret", "given together with a certificate; keep one")
	case certificate && (o.CertificateFile == "" || o.KeyFile == ""):
		v.add(table+".certificate_file", "certificate_file and key_file belong together; one is missing")
	case !certificate && o.Secret == "":
		v.add(table+".certificate_file", "missing; name a certificate and its key, or give secret_file")
	}
	v.readable(table+".certificate_file", o.CertificateFile)
	v.readable(table+".key_file", o.KeyFile)
}
