package check

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"

	"sef.se/kontakten/internal/mailtoken"
	"sef.se/kontakten/mailin/imapbox"
)

// Reason tells why a connection failed in words that name the mend. The cause itself follows, since the other side's
// own words are what an administrator searches for.
func Reason(err error) string {
	if why := networkReason(err); why != "" {
		return why
	}
	if why := certificateReason(err); why != "" {
		return why
	}
	if refused, ok := errors.AsType[*mailtoken.Refused](err); ok {
		return "no token: " + refused.Error() + " (docs/exchange-online.md, step 4, says what the numbers mean)"
	}
	if why := exchangeReason(err.Error()); why != "" {
		return why + ": " + err.Error()
	}
	if errors.Is(err, imapbox.ErrLogin) {
		return "wrong user or password, or IMAP is not allowed for the mailbox: " + err.Error()
	}
	if refused, ok := errors.AsType[*pgconn.PgError](err); ok {
		return databaseReason(refused)
	}
	return err.Error()
}

func networkReason(err error) string {
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		if dns.IsNotFound {
			return fmt.Sprintf("unknown host: no machine is named %s; check the spelling of host", dns.Name)
		}
		return fmt.Sprintf("the name server does not answer for %s: %s", dns.Name, dns.Err)
	}
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return "connection refused: nothing listens on that port; check host and port, and that the server runs"
	case errors.Is(err, syscall.ENOENT):
		return "no server has that socket; check the folder, and that the server runs"
	case errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH):
		return "no route to that machine; check the network and the firewall"
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		return "no answer in time; a firewall in between, or tls set to implicit on a starttls port"
	}
	return ""
}

func certificateReason(err error) string {
	if host, ok := errors.AsType[x509.HostnameError](err); ok {
		return fmt.Sprintf("the server's certificate is for %v, not for %s; write host as the certificate has it", host.Certificate.DNSNames, host.Host)
	}
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return "the server's certificate is signed by an authority that this machine does not know; if it is your own, name its file as ca_file"
	}
	if invalid, ok := errors.AsType[x509.CertificateInvalidError](err); ok && invalid.Reason == x509.Expired {
		return fmt.Sprintf("the server's certificate ended on %s; its owner must renew it", invalid.Cert.NotAfter.Format("2006-01-02"))
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok {
		return "the server does not speak TLS on that port; set tls to starttls, or use the implicit port (993, 465)"
	}
	return ""
}

// exchangeReason knows what Exchange Online says where a right is missing; by itself it names the right only in code.
func exchangeReason(text string) string {
	for _, known := range []struct{ says, means string }{
		{"User is authenticated but not connected", "the application has no right to this mailbox, or user is an alias of it: Add-MailboxPermission, FullAccess (docs/exchange-online.md, step 3)"},
		{"AUTHENTICATE failed", "the token was granted and the mailbox refused it: IMAP.AccessAsApp or FullAccess is missing, the service principal has the wrong object id, or IMAP is off (docs/exchange-online.md, steps 2 to 4)"},
		{"5.7.139", "SMTP AUTH is off for the mailbox or the tenant (docs/exchange-online.md, step 4), or send through a connector"},
		{"5.7.60", "SendAs is missing: Add-RecipientPermission (docs/exchange-online.md, step 3)"},
		{"5.7.57", "the server wants a login: fill in [smtp.oauth2], or use a connector that knows this machine"},
	} {
		if strings.Contains(text, known.says) {
			return known.means
		}
	}
	return ""
}

func databaseReason(refused *pgconn.PgError) string {
	switch refused.Code {
	case "28P01":
		return "wrong password: " + refused.Message
	case "28000":
		return "login not allowed: " + refused.Message
	case "3D000":
		return "no such database: " + refused.Message + "; create it with createdb"
	case "42501":
		return "a right is missing: " + refused.Message
	}
	return refused.Message + " (" + refused.Code + ")"
}
