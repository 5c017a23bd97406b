package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/internal/identity"
)

// The Store keeps what identity asks for.
var _ identity.Store = (*Store)(nil)

// AddLink stores a one-time link.
func (s *Store) AddLink(ctx context.Context, link identity.Link) error {
	return s.InTx(ctx, func(t *Tx) error { return t.addLink(ctx, link) })
}

func (t *Tx) addLink(ctx context.Context, link identity.Link) error {
	if _, err := t.Exec(ctx, "INSERT INTO staff_link (hash, kind, staff_id, expires) VALUES ($1, $2, $3, $4)",
		link.Hash, link.Kind, link.StaffID, link.Expires); err != nil {
		return fmt.Errorf("add link of account %d: %w", link.StaffID, err)
	}
	return nil
}

// Link finds an unused link that has not ended at now.
func (s *Store) Link(ctx context.Context, hash []byte, kind identity.LinkKind, now time.Time) (identity.Link, error) {
	return readLink(ctx, s.pool, hash, kind, now)
}

func readLink(ctx context.Context, q querier, hash []byte, kind identity.LinkKind, now time.Time) (identity.Link, error) {
	link := identity.Link{Hash: hash, Kind: kind}
	var used bool
	err := q.QueryRow(ctx, "SELECT staff_id, expires, used_at IS NOT NULL FROM staff_link WHERE hash = $1 AND kind = $2",
		hash, kind).Scan(&link.StaffID, &link.Expires, &used)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return link, fmt.Errorf("link: %w", identity.ErrNotFound)
	case err != nil:
		return link, fmt.Errorf("link: %w", err)
	case used || !now.Before(link.Expires):
		return link, fmt.Errorf("link of account %d: %w", link.StaffID, identity.ErrSpent)
	}
	return link, nil
}

// SpendLink marks the link used, exactly once.
func (s *Store) SpendLink(ctx context.Context, hash []byte, kind identity.LinkKind, now time.Time) (link identity.Link, err error) {
	err = s.InTx(ctx, func(t *Tx) (err error) {
		link, err = t.spendLink(ctx, hash, kind, now)
		return err
	})
	return link, err
}

func (t *Tx) spendLink(ctx context.Context, hash []byte, kind identity.LinkKind, now time.Time) (identity.Link, error) {
	link, err := readLink(ctx, t, hash, kind, now)
	if err != nil {
		return link, err
	}
	// Whoever comes second waits here and then finds it used.
	tag, err := t.Exec(ctx, "UPDATE staff_link SET used_at = $2 WHERE hash = $1 AND used_at IS NULL", hash, now)
	if err == nil && tag.RowsAffected() != 1 {
		err = identity.ErrSpent
	}
	if err != nil {
		return link, fmt.Errorf("spend link of account %d: %w", link.StaffID, err)
	}
	return link, nil
}

// Enrol spends the link and makes its account active.
func (s *Store) Enrol(ctx context.Context, hash []byte, passwordHash string, step int64, now time.Time) error {
	return s.InTx(ctx, func(t *Tx) error {
		link, err := t.spendLink(ctx, hash, identity.LinkEnrol, now)
		if err != nil {
			return err
		}
		tag, err := t.Exec(ctx, "UPDATE staff SET password_hash = $2, totp_step = $3, enrolled = true WHERE id = $1",
			link.StaffID, passwordHash, step)
		if err := oneAccount(tag.RowsAffected(), err); err != nil {
			return fmt.Errorf("enrol account %d: %w", link.StaffID, err)
		}
		return t.LogAccess(ctx, Access{Staff: link.StaffID, What: "staff_enrolled"})
	})
}

// RecordAttempt appends a try to log in.
func (s *Store) RecordAttempt(ctx context.Context, a identity.Attempt) error {
	if _, err := s.pool.Exec(ctx, `
		INSERT INTO login_attempt (login_hash, staff_id, address, ok, at) VALUES ($1, nullif($2::bigint, 0), $3, $4, $5)`,
		a.LoginHash, a.StaffID, a.Address, a.OK, a.At); err != nil {
		return fmt.Errorf("record login attempt: %w", err)
	}
	return nil
}

// Failures counts failed attempts since then: by login since that login's last
// success, and by address.
func (s *Store) Failures(ctx context.Context, loginHash []byte, address string, since time.Time) (byLogin, byAddress int, err error) {
	err = s.pool.QueryRow(ctx, `
		SELECT (SELECT count(*) FROM login_attempt a WHERE a.login_hash = $1 AND NOT a.ok AND a.at >= $3
		          AND a.id > coalesce((SELECT max(g.id) FROM login_attempt g WHERE g.login_hash = $1 AND g.ok), 0)),
		       (SELECT count(*) FROM login_attempt a WHERE a.address = $2 AND NOT a.ok AND a.at >= $3)`,
		loginHash, address, since).Scan(&byLogin, &byAddress)
	if err != nil {
		return 0, 0, fmt.Errorf("count login failures: %w", err)
	}
	return byLogin, byAddress, nil
}

// FindCtx gives the data of a session that has not ended.
func (s *Store) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	err = s.pool.QueryRow(ctx, "SELECT data FROM session WHERE token = $1 AND expiry > $2", token, s.clock()).Scan(&data)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("find session: %w", err)
	}
	return data, true, nil
}

// CommitCtx inserts or replaces a session.
func (s *Store) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	if _, err := s.pool.Exec(ctx, `
		INSERT INTO session (token, data, expiry) VALUES ($1, $2, $3)
		ON CONFLICT (token) DO UPDATE SET data = excluded.data, expiry = excluded.expiry`, token, data, expiry); err != nil {
		return fmt.Errorf("store session: %w", err)
	}
	return nil
}

// DeleteCtx removes a session.
func (s *Store) DeleteCtx(ctx context.Context, token string) error {
	if _, err := s.pool.Exec(ctx, "DELETE FROM session WHERE token = $1", token); err != nil {
		return fmt.Errorf("end session: %w", err)
	}
	return nil
}

// Sweep removes ended sessions and login attempts that no limit counts any more,
// and ties colleagues' answers to cases that came later. The nightly job calls it.
func (s *Store) Sweep(ctx context.Context) error {
	now := s.clock()
	const keepAttempts = 90 * 24 * time.Hour
	if _, err := s.pool.Exec(ctx, "DELETE FROM session WHERE expiry < $1", now); err != nil {
		return fmt.Errorf("sweep sessions: %w", err)
	}
	if _, err := s.pool.Exec(ctx, "DELETE FROM login_attempt WHERE at < $1", now.Add(-keepAttempts)); err != nil {
		return fmt.Errorf("sweep login attempts: %w", err)
	}
	return s.sweepReplies(ctx)
}
