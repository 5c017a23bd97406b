package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/internal/identity"
)

// totpPurpose binds a sealed TOTP secret to its place.
const totpPurpose = "staff.totp"

const accountColumns = `id, login, name, role, see_protected, disabled, enrolled, epoch,
	coalesce(last_login, '0001-01-01 00:00:00+00'), density, theme, keys_off, key_choices, password_hash, totp_secret, totp_step`

func (s *Store) account(row pgx.Row) (identity.Account, error) {
	var a identity.Account
	var sealed []byte
	err := row.Scan(&a.ID, &a.Login, &a.Name, &a.Role, &a.MaySeeProtected, &a.Disabled, &a.Enrolled, &a.Epoch,
		&a.LastLogin, &a.Preferences.Density, &a.Preferences.Theme, &a.Preferences.KeysOff, &a.Preferences.Keys, &a.PasswordHash, &sealed, &a.TOTPStep)
	if errors.Is(err, pgx.ErrNoRows) {
		return a, identity.ErrNotFound
	}
	if err != nil {
		return a, err
	}
	if a.LastLogin.Year() <= 1 {
		a.LastLogin = time.Time{}
	}
	a.TOTPSecret, err = s.vault.OpenValue(totpPurpose, sealed)
	return a, err
}

// AccountByLogin finds an account by its lower-case login.
func (s *Store) AccountByLogin(ctx context.Context, login string) (identity.Account, error) {
	a, err := s.account(s.pool.QueryRow(ctx, "SELECT "+accountColumns+" FROM staff WHERE login = $1", login))
	if err != nil {
		return a, fmt.Errorf("account by login: %w", err)
	}
	return a, nil
}

// AccountByID finds an account.
func (s *Store) AccountByID(ctx context.Context, id int64) (identity.Account, error) {
	a, err := s.account(s.pool.QueryRow(ctx, "SELECT "+accountColumns+" FROM staff WHERE id = $1", id))
	if err != nil {
		return a, fmt.Errorf("account %d: %w", id, err)
	}
	return a, nil
}

// StaffList gives all accounts, ordered by name.
func (s *Store) StaffList(ctx context.Context) ([]identity.Staff, error) {
	rows, err := s.pool.Query(ctx, "SELECT "+accountColumns+" FROM staff ORDER BY name, id")
	if err != nil {
		return nil, fmt.Errorf("staff list: %w", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (identity.Staff, error) {
		a, err := s.account(row)
		return a.Staff, err
	})
	if err != nil {
		return nil, fmt.Errorf("staff list: %w", err)
	}
	return list, nil
}

// AddStaff inserts an invited account with its secret and its link.
func (s *Store) AddStaff(ctx context.Context, a identity.Account, link identity.Link) (id int64, err error) {
	sealed, err := s.vault.SealValue(totpPurpose, a.TOTPSecret)
	if err != nil {
		return 0, err
	}
	err = s.InTx(ctx, func(t *Tx) error {
		err := t.QueryRow(ctx, `
			INSERT INTO staff (login, name, role, see_protected, totp_secret, created_at)
			VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
			a.Login, a.Name, a.Role, a.MaySeeProtected, sealed, t.Now).Scan(&id)
		if Violates(err, "staff_login_key") {
			return identity.ErrTaken
		}
		if err != nil {
			return err
		}
		link.StaffID = id
		if err := t.addLink(ctx, link); err != nil {
			return err
		}
		return t.LogAccess(ctx, Access{What: "staff_added", Object: fmt.Sprint(id), Reason: string(a.Role)})
	})
	if err != nil {
		return 0, fmt.Errorf("add account: %w", err)
	}
	return id, nil
}

// UpdateStaff writes what an administrator may change and raises the epoch, which
// ends the account's sessions.
func (s *Store) UpdateStaff(ctx context.Context, by int64, changed identity.Staff) error {
	err := s.InTx(ctx, func(t *Tx) error {
		tag, err := t.Exec(ctx, `
			UPDATE staff SET name = $2, role = $3, see_protected = $4, disabled = $5, epoch = epoch + 1 WHERE id = $1`,
			changed.ID, changed.Name, changed.Role, changed.MaySeeProtected, changed.Disabled)
		if err := oneAccount(tag.RowsAffected(), err); err != nil {
			return err
		}
		what := "staff_changed"
		if changed.Disabled {
			what = "staff_disabled"
		}
		return t.LogAccess(ctx, Access{Staff: by, What: what, Object: fmt.Sprint(changed.ID),
			Reason: fmt.Sprintf("%s, skyddade uppgifter: %t", changed.Role, changed.MaySeeProtected)})
	})
	if err != nil {
		return fmt.Errorf("update account %d: %w", changed.ID, err)
	}
	return nil
}

// SetPreferences keeps what the person chose for the pages; the sessions go on.
func (s *Store) SetPreferences(ctx context.Context, id int64, p identity.Preferences) error {
	keys := p.Keys
	if keys == nil {
		keys = map[string]string{}
	}
	tag, err := s.pool.Exec(ctx, "UPDATE staff SET density = $2, theme = $3, keys_off = $4, key_choices = $5 WHERE id = $1",
		id, p.Density, p.Theme, p.KeysOff, keys)
	if err := oneAccount(tag.RowsAffected(), err); err != nil {
		return fmt.Errorf("preferences of account %d: %w", id, err)
	}
	return nil
}

// ResetStaff makes the account invited again and spends its older links.
func (s *Store) ResetStaff(ctx context.Context, by, id int64, secret []byte, link identity.Link) error {
	sealed, err := s.vault.SealValue(totpPurpose, secret)
	if err != nil {
		return err
	}
	err = s.InTx(ctx, func(t *Tx) error {
		tag, err := t.Exec(ctx, `
			UPDATE staff SET password_hash = '', totp_secret = $2, totp_step = 0, enrolled = false, epoch = epoch + 1
			WHERE id = $1`, id, sealed)
		if err := oneAccount(tag.RowsAffected(), err); err != nil {
			return err
		}
		if _, err := t.Exec(ctx, "UPDATE staff_link SET used_at = $2 WHERE staff_id = $1 AND used_at IS NULL", id, t.Now); err != nil {
			return err
		}
		if err := t.addLink(ctx, link); err != nil {
			return err
		}
		return t.LogAccess(ctx, Access{Staff: by, What: "staff_reset", Object: fmt.Sprint(id)})
	})
	if err != nil {
		return fmt.Errorf("reset account %d: %w", id, err)
	}
	return nil
}

// SetPasswordHash replaces the hash of an active account.
func (s *Store) SetPasswordHash(ctx context.Context, id int64, hash string) error {
	tag, err := s.pool.Exec(ctx, "UPDATE staff SET password_hash = $2 WHERE id = $1 AND enrolled AND NOT disabled", id, hash)
	if err := oneAccount(tag.RowsAffected(), err); err != nil {
		return fmt.Errorf("password of account %d: %w", id, err)
	}
	return nil
}

// UseStep moves the account's TOTP step forward and reports whether it did: a
// code is used once, also by two requests at the same moment.
func (s *Store) UseStep(ctx context.Context, id, step int64, now time.Time) (bool, error) {
	tag, err := s.pool.Exec(ctx, "UPDATE staff SET totp_step = $2, last_login = $3 WHERE id = $1 AND totp_step < $2", id, step, now)
	if err != nil {
		return false, fmt.Errorf("second factor of account %d: %w", id, err)
	}
	return tag.RowsAffected() == 1, nil
}

func oneAccount(n int64, err error) error {
	if err == nil && n != 1 {
		return identity.ErrNotFound
	}
	return err
}
