package mailout

import (
	"context"
	"errors"
	"fmt"
	"net/mail"
	"net/textproto"
	"strings"
	"sync"
	"time"

	gomail "github.com/wneessen/go-mail"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/config"
)

// patience bounds every step of a conversation with the server.
const patience = 60 * time.Second

// Token gives an access token for XOAUTH2.
type Token func(ctx context.Context) (string, error)

// Sender sends mails by one server. It is safe for concurrent use; the pace is
// kept over all uses.
type Sender struct {
	settings config.SMTP
	from     mail.Address
	token    Token
	clock    func() time.Time

	mu   sync.Mutex
	next time.Time // when the next mail may leave
}

// New makes a sender. token is nil where the server wants user and password, or
// nothing.
func New(settings config.SMTP, token Token, clock func() time.Time) (*Sender, error) {
	from, err := mail.ParseAddress(settings.From)
	if err != nil {
		return nil, fmt.Errorf("smtp.from %q: %w", settings.From, err)
	}
	return &Sender{settings: settings, from: *from, token: token, clock: clock}, nil
}

// Send sends one mail (casework.Sender).
func (s *Sender) Send(ctx context.Context, e casework.Envelope) casework.Delivery {
	if why := s.withheld(e); why != "" {
		return casework.Delivery{State: casework.OutboxWithheld, Answer: why}
	}
	message, err := s.message(e)
	if err != nil {
		return casework.Delivery{State: casework.OutboxFailed, Answer: err.Error()}
	}
	if err := s.pace(ctx); err != nil {
		return casework.Delivery{State: casework.OutboxQueued, Answer: err.Error()}
	}
	client, err := s.connect(ctx)
	if err != nil {
		return casework.Delivery{State: casework.OutboxQueued, Answer: err.Error()}
	}
	defer client.Close()
	return outcome(message, client.Send(message))
}

// Check connects and logs in, for `config check`.
func (s *Sender) Check(ctx context.Context) error {
	client, err := s.connect(ctx)
	if err != nil {
		return err
	}
	return client.Close()
}

// withheld says why a mail is not sent at all (practice.md R11), "" where it is.
func (s *Sender) withheld(e casework.Envelope) string {
	switch e.Mode {
	case casework.ModeLive:
		return ""
	case casework.ModeTest:
		if s.allowed(e.Recipient) {
			return ""
		}
		return "Testläge: adressen står inte på listan över tillåtna mottagare."
	default:
		return "Skuggläge: inga mejl skickas."
	}
}

// allowed tells whether a recipient is on the list: as an address, or by
// "@domain".
func (s *Sender) allowed(recipient string) bool {
	_, domain, _ := strings.Cut(recipient, "@")
	for _, entry := range s.settings.AllowList {
		if strings.EqualFold(entry, recipient) || strings.EqualFold(entry, "@"+domain) {
			return true
		}
	}
	return false
}

// pace waits until the next mail may leave: servers count (practice.md R24).
func (s *Sender) pace(ctx context.Context) error {
	if s.settings.PerMinute <= 0 {
		return nil
	}
	s.mu.Lock()
	now := s.clock()
	wait := s.next.Sub(now)
	s.next = now.Add(max(wait, 0) + time.Minute/time.Duration(s.settings.PerMinute))
	s.mu.Unlock()
	if wait <= 0 {
		return nil
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// outcome reads what go-mail tells of an attempt.
func outcome(message *gomail.Msg, err error) casework.Delivery {
	// A server that took the mail and then hung up is an error to go-mail: to send
	// again would be to send twice.
	if message.IsDelivered() {
		return casework.Delivery{State: casework.OutboxSent, Answer: strings.TrimSpace(message.ServerResponse())}
	}
	var failed *gomail.SendError
	if !errors.As(err, &failed) {
		return casework.Delivery{State: casework.OutboxQueued, Answer: err.Error()}
	}
	d := casework.Delivery{State: casework.OutboxQueued, Answer: failed.Error()}
	switch code := failed.ErrorCode(); {
	case code >= 500:
		d.State = casework.OutboxFailed
	case code == 0 && failed.Reason == gomail.ErrSMTPDataClose:
		d.State = casework.OutboxUnknown
	case code == 0 && (failed.Reason == gomail.ErrGetSender || failed.Reason == gomail.ErrGetRcpts || failed.Reason == gomail.ErrNoUnencoded):
		d.State = casework.OutboxFailed
	}
	return d
}

// refusedLogin tells whether the server answered the login with a no.
func refusedLogin(err error) bool {
	var answer *textproto.Error
	return errors.As(err, &answer) && answer.Code/100 == 5
}
