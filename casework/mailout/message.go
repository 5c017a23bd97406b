package mailout

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	gomail "github.com/wneessen/go-mail"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/config"
)

// message makes the mail. What would be a second header or recipient in any
// field is refused, though everything in the outbox was made by us.
func (s *Sender) message(e casework.Envelope) (*gomail.Msg, error) {
	for _, field := range append([]string{e.Recipient, e.Subject, e.MessageID, e.InReplyTo}, e.References...) {
		if strings.ContainsFunc(field, unicode.IsControl) {
			return nil, fmt.Errorf("mail %d: a header field holds a control character", e.ID)
		}
	}
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := m.FromFormat(s.from.Name, s.from.Address); err != nil {
		return nil, fmt.Errorf("mail %d: sender: %w", e.ID, err)
	}
	// Bare: a display name could carry another address.
	if strings.ContainsAny(e.Recipient, ",;<> ") {
		return nil, fmt.Errorf("mail %d: the recipient is no bare address", e.ID)
	}
	if err := m.To(e.Recipient); err != nil {
		return nil, fmt.Errorf("mail %d: recipient: %w", e.ID, err)
	}
	m.Subject(e.Subject)
	m.SetDateWithValue(s.clock())
	m.SetMessageIDWithValue(e.MessageID)
	if e.InReplyTo != "" {
		m.SetGenHeader(gomail.HeaderInReplyTo, "<"+e.InReplyTo+">")
	}
	if len(e.References) > 0 {
		m.SetGenHeader(gomail.HeaderReferences, "<"+strings.Join(e.References, "> <")+">")
	}
	if e.Automatic {
		m.SetGenHeader("Auto-Submitted", "auto-replied")
		// Exchange answers automatic mail with out-of-office notes unless it is told not to.
		m.SetGenHeader("X-Auto-Response-Suppress", "All")
	}
	m.SetBodyString(gomail.TypeTextPlain, strings.ReplaceAll(e.Text, "\n", "\r\n"))
	return m, nil
}

// connect opens a connection and logs in.
func (s *Sender) connect(ctx context.Context) (*gomail.Client, error) {
	server := s.settings.Server
	options := []gomail.Option{gomail.WithPort(server.Port), gomail.WithTimeout(patience),
		// One mail a connection: a RSET after it could only fail.
		gomail.WithoutNoop(), gomail.WithoutRset()}
	security, err := server.TLSConfig()
	if err != nil {
		return nil, err
	}
	switch server.TLS {
	case config.TLSNone:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	case config.TLSStart:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory), gomail.WithTLSConfig(security))
	default:
		options = append(options, gomail.WithSSL(), gomail.WithTLSConfig(security))
	}
	login, err := s.login(ctx)
	if err != nil {
		return nil, err
	}
	client, err := gomail.NewClient(server.Host, append(options, login...)...)
	if err != nil {
		return nil, fmt.Errorf("connect to %s:%d: %w", server.Host, server.Port, err)
	}
	if err := client.DialWithContext(ctx); err != nil {
		if refusedLogin(err) {
			return nil, fmt.Errorf("%s:%d refuses the login of %s: %w", server.Host, server.Port, server.User, err)
		}
		return nil, fmt.Errorf("connect to %s:%d: %w", server.Host, server.Port, err)
	}
	return client, nil
}

// login chooses how to log in: XOAUTH2, password, or not at all (a relay that
// knows us by our address).
func (s *Sender) login(ctx context.Context) ([]gomail.Option, error) {
	server := s.settings.Server
	if s.token != nil {
		token, err := s.token(ctx)
		if err != nil {
			return nil, fmt.Errorf("access token for %s: %w", server.Host, err)
		}
		return []gomail.Option{gomail.WithSMTPAuth(gomail.SMTPAuthXOAUTH2), gomail.WithUsername(server.User), gomail.WithPassword(token)}, nil
	}
	if server.User == "" {
		return nil, nil
	}
	kind := gomail.SMTPAuthAutoDiscover
	if server.TLS == config.TLSNone {
		kind = gomail.SMTPAuthPlainNoEnc // config lets it through on this machine only
	}
	return []gomail.Option{gomail.WithSMTPAuth(kind), gomail.WithUsername(server.User), gomail.WithPassword(server.Password.Reveal())}, nil
}
