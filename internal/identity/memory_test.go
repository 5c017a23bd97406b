package identity

import (
	"bytes"
	"context"
	"sync"
	"time"
)

// memory is a Store for this package's tests: identity stands below the
// database in the house and cannot import it. The tests of casework/store and
// the browser tests run the same rules on PostgreSQL.
type memory struct {
	mu       sync.Mutex
	accounts map[int64]Account
	links    map[string]*memoryLink
	attempts []Attempt
	sessions map[string][]byte
}

type memoryLink struct {
	Link
	used bool
}

func newMemory() *memory {
	return &memory{accounts: map[int64]Account{}, links: map[string]*memoryLink{}, sessions: map[string][]byte{}}
}

func (m *memory) AccountByLogin(_ context.Context, login string) (Account, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, a := range m.accounts {
		if a.Login == login {
			return a, nil
		}
	}
	return Account{}, ErrNotFound
}

func (m *memory) AccountByID(_ context.Context, id int64) (Account, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	a, ok := m.accounts[id]
	if !ok {
		return Account{}, ErrNotFound
	}
	return a, nil
}

func (m *memory) StaffList(context.Context) ([]Staff, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var all []Staff
	for _, a := range m.accounts {
		all = append(all, a.Staff)
	}
	return all, nil
}

func (m *memory) AddStaff(_ context.Context, a Account, link Link) (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, other := range m.accounts {
		if other.Login == a.Login {
			return 0, ErrTaken
		}
	}
	a.ID = int64(len(m.accounts) + 1)
	m.accounts[a.ID] = a
	link.StaffID = a.ID
	m.links[string(link.Hash)] = &memoryLink{Link: link}
	return a.ID, nil
}

func (m *memory) change(id int64, f func(*Account)) error {
	a, ok := m.accounts[id]
	if !ok {
		return ErrNotFound
	}
	f(&a)
	m.accounts[id] = a
	return nil
}

func (m *memory) UpdateStaff(_ context.Context, _ int64, s Staff) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.change(s.ID, func(a *Account) {
		a.Name, a.Role, a.MaySeeProtected, a.Disabled = s.Name, s.Role, s.MaySeeProtected, s.Disabled
		a.Epoch++
	})
}

func (m *memory) SetPreferences(_ context.Context, id int64, p Preferences) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.change(id, func(a *Account) { a.Preferences = p })
}

func (m *memory) ResetStaff(_ context.Context, _, id int64, secret []byte, link Link) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, l := range m.links {
		l.used = l.used || l.StaffID == id
	}
	m.links[string(link.Hash)] = &memoryLink{Link: link}
	return m.change(id, func(a *Account) {
		a.PasswordHash, a.TOTPSecret, a.TOTPStep, a.Enrolled = "", secret, 0, false
		a.Epoch++
	})
}

func (m *memory) AddLink(_ context.Context, link Link) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.links[string(link.Hash)] = &memoryLink{Link: link}
	return nil
}

func (m *memory) find(hash []byte, kind LinkKind, now time.Time) (*memoryLink, error) {
	l, ok := m.links[string(hash)]
	if !ok || l.Kind != kind || !bytes.Equal(l.Hash, hash) {
		return nil, ErrNotFound
	}
	if l.used || !now.Before(l.Expires) {
		return nil, ErrSpent
	}
	return l, nil
}

func (m *memory) Link(_ context.Context, hash []byte, kind LinkKind, now time.Time) (Link, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	l, err := m.find(hash, kind, now)
	if err != nil {
		return Link{}, err
	}
	return l.Link, nil
}

func (m *memory) SpendLink(_ context.Context, hash []byte, kind LinkKind, now time.Time) (Link, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	l, err := m.find(hash, kind, now)
	if err != nil {
		return Link{}, err
	}
	l.used = true
	return l.Link, nil
}

func (m *memory) Enrol(ctx context.Context, hash []byte, passwordHash string, step int64, now time.Time) error {
	link, err := m.SpendLink(ctx, hash, LinkEnrol, now)
	if err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.change(link.StaffID, func(a *Account) {
		a.PasswordHash, a.TOTPStep, a.Enrolled, a.LastLogin = passwordHash, step, true, now
	})
}

func (m *memory) SetPasswordHash(_ context.Context, id int64, hash string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.change(id, func(a *Account) { a.PasswordHash = hash })
}

func (m *memory) UseStep(_ context.Context, id, step int64, now time.Time) (first bool, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	err = m.change(id, func(a *Account) {
		if first = a.TOTPStep < step; first {
			a.TOTPStep, a.LastLogin = step, now
		}
	})
	return first, err
}

func (m *memory) RecordAttempt(_ context.Context, a Attempt) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.attempts = append(m.attempts, a)
	return nil
}

func (m *memory) Failures(_ context.Context, loginHash []byte, address string, since time.Time) (byLogin, byAddress int, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, a := range m.attempts {
		if a.At.Before(since) {
			continue
		}
		same := bytes.Equal(a.LoginHash, loginHash)
		switch {
		case a.OK && same:
			byLogin = 0
		case !a.OK && same:
			byLogin++
		}
		if !a.OK && a.Address == address {
			byAddress++
		}
	}
	return byLogin, byAddress, nil
}

func (m *memory) FindCtx(_ context.Context, token string) ([]byte, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	b, ok := m.sessions[token]
	return b, ok, nil
}

func (m *memory) CommitCtx(_ context.Context, token string, data []byte, _ time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.sessions[token] = data
	return nil
}

func (m *memory) DeleteCtx(_ context.Context, token string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.sessions, token)
	return nil
}
