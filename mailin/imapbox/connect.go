package imapbox

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strconv"
	"time"

	"github.com/emersion/go-imap/v2/imapclient"

	"sef.se/kontakten/internal/config"
)

// Token gives an access token for XOAUTH2.
type Token func(ctx context.Context) (string, error)

// ErrLogin says that the server refused the login: waiting does not help.
var ErrLogin = errors.New("the server refuses the login")

const (
	connectPatience = 30 * time.Second
	commandPatience = 60 * time.Second
)

// Client is one connection to a mailbox. It is not safe for concurrent use.
type Client struct {
	conn     *imapclient.Client
	patience time.Duration // for one command; a body gets more by its size
}

// Dial connects to the server and logs in: by XOAUTH2 where token is not nil,
// else with user and password. ErrLogin where the login is refused.
func Dial(ctx context.Context, server config.Server, token Token) (*Client, error) {
	address := net.JoinHostPort(server.Host, strconv.Itoa(server.Port))
	conn, err := dial(ctx, server, address)
	if err != nil {
		return nil, fmt.Errorf("connect to %s: %w", address, err)
	}
	c := &Client{conn: conn, patience: commandPatience}
	if err := c.login(ctx, server, token); err != nil {
		_ = c.Close()
		return nil, fmt.Errorf("log in to %s as %s: %w", address, server.User, err)
	}
	return c, nil
}

func dial(ctx context.Context, server config.Server, address string) (*imapclient.Client, error) {
	dialer := net.Dialer{Timeout: connectPatience}
	raw, err := dialer.DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	// Until the client stands, only closing the socket frees a silent handshake.
	watchdog := time.AfterFunc(connectPatience, func() { _ = raw.Close() })
	defer watchdog.Stop()
	if server.TLS == config.TLSNone {
		return greeted(imapclient.New(raw, nil))
	}
	security, err := server.TLSConfig()
	if err != nil {
		_ = raw.Close()
		return nil, err
	}
	if server.TLS == config.TLSStart {
		conn, err := imapclient.NewStartTLS(raw, &imapclient.Options{TLSConfig: security})
		if err != nil {
			_ = raw.Close()
			return nil, err
		}
		return conn, nil
	}
	secured := tls.Client(raw, security)
	if err := secured.HandshakeContext(ctx); err != nil {
		_ = raw.Close()
		return nil, err
	}
	return greeted(imapclient.New(secured, nil))
}

func greeted(conn *imapclient.Client) (*imapclient.Client, error) {
	if err := conn.WaitGreeting(); err != nil {
		_ = conn.Close()
		return nil, fmt.Errorf("greeting: %w", err)
	}
	return conn, nil
}

func (c *Client) login(ctx context.Context, server config.Server, token Token) error {
	if token == nil {
		return c.guard(ctx, c.patience, func() error { return refused(c.conn.Login(server.User, server.Password.Reveal()).Wait()) })
	}
	access, err := token(ctx)
	if err != nil {
		return fmt.Errorf("access token: %w", err)
	}
	return c.guard(ctx, c.patience, func() error { return refused(c.conn.Authenticate(xoauth2{server.User, access})) })
}

// refused marks a server's NO as ErrLogin; a lost connection is none.
func refused(err error) error {
	if answered(err) {
		return fmt.Errorf("%w: %w", ErrLogin, err)
	}
	return err
}

// Close ends the connection at once.
func (c *Client) Close() error { return c.conn.Close() }
