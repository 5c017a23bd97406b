package mailtoken

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

const (
	requestTimeout = 20 * time.Second
	// margin is how long before its end a token is no longer handed out: a login must not fail on the way.
	margin       = 5 * time.Minute
	maxReplySize = 64 << 10
)

// Credentials are what the token endpoint asks for. Secret or Certificate is set, not both.
type Credentials struct {
	TokenURL    string
	ClientID    string
	Scope       string
	Secret      string
	Certificate *Certificate
}

// Source hands out tokens. It is safe for concurrent use, and asks the endpoint once for all who wait.
type Source struct {
	credentials Credentials
	client      *http.Client
	now         func() time.Time

	mu     sync.Mutex
	token  string
	expiry time.Time
}

// New gives a source that asks through client. now is the clock.
func New(credentials Credentials, client *http.Client, now func() time.Time) *Source {
	return &Source{credentials: credentials, client: client, now: now}
}

// Refused is the endpoint's own answer that it gives no token. Description is Entra ID's sentence, which begins with
// a number as AADSTS7000215.
type Refused struct {
	Status      int
	Code        string // invalid_client, unauthorized_client, invalid_request …
	Description string
}

// Error gives the code and the first line of the description; the rest is trace ids and times.
func (r *Refused) Error() string {
	first, _, _ := strings.Cut(strings.TrimSpace(r.Description), "\n")
	return fmt.Sprintf("the token endpoint refused (HTTP %d, %s): %s", r.Status, r.Code, strings.TrimSpace(first))
}

// Token gives a valid access token, fetching one where the last is near its end. The error is *Refused where the
// endpoint answered no; otherwise the connection failed.
func (s *Source) Token(ctx context.Context) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.token != "" && s.now().Add(margin).Before(s.expiry) {
		return s.token, nil
	}
	reply, err := s.fetch(ctx)
	if err != nil {
		return "", fmt.Errorf("mail token for client %s: %w", s.credentials.ClientID, err)
	}
	s.token, s.expiry = reply.AccessToken, s.now().Add(time.Duration(reply.ExpiresIn)*time.Second)
	return s.token, nil
}

// answer is the endpoint's JSON, granted or refused.
type answer struct {
	AccessToken      string `json:"access_token"`
	ExpiresIn        int64  `json:"expires_in"`
	Error            string `json:"error"`
	ErrorDescription string `json:"error_description"`
}

func (s *Source) fetch(ctx context.Context) (answer, error) {
	form, err := s.form()
	if err != nil {
		return answer{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, requestTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.credentials.TokenURL, strings.NewReader(form.Encode()))
	if err != nil {
		return answer{}, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/json")
	resp, err := s.client.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxReplySize))
	if err != nil {
		return answer{}, err
	}
	var a answer
	if err := json.Unmarshal(body, &a); err != nil {
		return answer{}, &Refused{Status: resp.StatusCode, Code: "no JSON", Description: "is the token address right? " + s.credentials.TokenURL}
	}
	if resp.StatusCode != http.StatusOK || a.AccessToken == "" {
		return answer{}, &Refused{Status: resp.StatusCode, Code: a.Error, Description: a.ErrorDescription}
	}
	return a, nil
}

func (s *Source) form() (url.Values, error) {
	form := url.Values{
		"grant_type": {"client_credentials"},
		"client_id":  {s.credentials.ClientID},
		"scope":      {s.credentials.Scope},
	}
	if s.credentials.Certificate == nil {
		form.Set("client_secret", s.credentials.Secret)
		return form, nil
	}
	assertion, err := s.credentials.Certificate.assertion(s.credentials.ClientID, s.credentials.TokenURL, s.now())
	if err != nil {
		return nil, err
	}
	form.Set("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
	form.Set("client_assertion", assertion)
	return form, nil
}
