package identity

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// How a login can fail.
var (
	// ErrWrong: login, password or code is wrong, or the account is disabled
	// or not enrolled. Which of them is not told.
	ErrWrong = errors.New("identity: wrong login, password or code")
	// ErrTooMany: too many failures lately; nothing was checked.
	ErrTooMany = errors.New("identity: too many failed attempts")
)

// The rate limit: failures within the window, by login since its last success,
// and by address, which an office shares.
const (
	failureWindow     = 15 * time.Minute
	maxLoginFailures  = 8
	maxAddrFailures   = 60
	failureWindowText = "15 minuter"
)

// LimitText is the rate limit as staff read it.
const LimitText = "För många misslyckade försök. Vänta " + failureWindowText + " och försök igen."

// Login checks login and password. Success is half a login: Code must follow.
// ErrWrong, ErrTooMany. Known and unknown logins cost the same time.
func (s *Service) Login(ctx context.Context, login, password, address string) (Staff, error) {
	login = strings.ToLower(strings.TrimSpace(login))
	if err := s.mayTry(ctx, login, address); err != nil {
		return Staff{}, err
	}
	a, err := s.store.AccountByLogin(ctx, login)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return Staff{}, fmt.Errorf("identity: login: %w", err)
	}
	hash := a.PasswordHash
	if hash == "" {
		hash = s.decoy
	}
	ok, stale, err := s.compare(ctx, hash, password)
	if err != nil {
		return Staff{}, fmt.Errorf("identity: login of account %d: %w", a.ID, err)
	}
	if !ok || !a.usable() {
		return Staff{}, s.failed(ctx, a.ID, login, address)
	}
	if stale {
		if err := s.store.SetPasswordHash(ctx, a.ID, hashPassword(password)); err != nil {
			return Staff{}, fmt.Errorf("identity: new hash of account %d: %w", a.ID, err)
		}
	}
	return a.Staff, nil
}

// Code checks the second factor of an account whose password was right in this
// session, and ends the login. A code is taken once. ErrWrong, ErrTooMany.
func (s *Service) Code(ctx context.Context, id int64, code, address string) (Staff, error) {
	a, err := s.store.AccountByID(ctx, id)
	if err != nil {
		return Staff{}, fmt.Errorf("identity: code of account %d: %w", id, err)
	}
	if err := s.mayTry(ctx, a.Login, address); err != nil {
		return Staff{}, err
	}
	step, err := codeStep(a.TOTPSecret, code, s.now(), a.TOTPStep)
	if err != nil {
		return Staff{}, fmt.Errorf("identity: code of account %d: %w", id, err)
	}
	if step == 0 || !a.usable() {
		return Staff{}, s.failed(ctx, id, a.Login, address)
	}
	first, err := s.store.UseStep(ctx, id, step, s.now())
	if err != nil {
		return Staff{}, fmt.Errorf("identity: using a code of account %d: %w", id, err)
	}
	if !first {
		return Staff{}, s.failed(ctx, id, a.Login, address)
	}
	if err := s.record(ctx, id, a.Login, address, true); err != nil {
		return Staff{}, err
	}
	return a.Staff, nil
}

func (a Account) usable() bool {
	return a.Enrolled && !a.Disabled && a.PasswordHash != ""
}

// compare runs argon2 on one of a few places, so that a flood of logins takes
// neither the machine's memory nor its processors from the desk.
func (s *Service) compare(ctx context.Context, hash, password string) (ok, stale bool, err error) {
	if len(password) > 4*maxPassword {
		return false, false, nil
	}
	select {
	case s.hashing <- struct{}{}:
		defer func() { <-s.hashing }()
		return checkPassword(hash, password)
	case <-ctx.Done():
		return false, false, ctx.Err()
	}
}

func (s *Service) mayTry(ctx context.Context, login, address string) error {
	byLogin, byAddress, err := s.store.Failures(ctx, tokenHash(login), address, s.now().Add(-failureWindow))
	if err != nil {
		return fmt.Errorf("identity: counting failures: %w", err)
	}
	if byLogin >= maxLoginFailures || byAddress >= maxAddrFailures {
		return ErrTooMany
	}
	return nil
}

// failed records the failure and answers ErrWrong.
func (s *Service) failed(ctx context.Context, id int64, login, address string) error {
	if err := s.record(ctx, id, login, address, false); err != nil {
		return err
	}
	return ErrWrong
}

func (s *Service) record(ctx context.Context, id int64, login, address string, ok bool) error {
	a := Attempt{LoginHash: tokenHash(login), StaffID: id, Address: address, OK: ok, At: s.now()}
	if err := s.store.RecordAttempt(ctx, a); err != nil {
		return fmt.Errorf("identity: recording an attempt: %w", err)
	}
	return nil
}
