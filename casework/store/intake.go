package store

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/internal/vault"
	"sef.se/kontakten/mailin/mailbox"
)

// The Store keeps what the jobs work on.
var (
	_ casework.Mailroom = (*Store)(nil)
	_ casework.Outbox   = (*Store)(nil)
)

// Polled says which folders of a mailbox are read from now on.
func (s *Store) Polled(ctx context.Context, address string, folders []string) error {
	if _, err := s.pool.Exec(ctx, `
		UPDATE mail_folder f SET polled = f.name = ANY ($2) FROM mailbox m
		WHERE m.id = f.mailbox_id AND m.address = $1 AND f.polled <> (f.name = ANY ($2))`, address, folders); err != nil {
		return fmt.Errorf("folders of the mailbox: %w", err)
	}
	return nil
}

// Fetched notes that the folder was read to its end.
func (s *Store) Fetched(ctx context.Context, c mailbox.Cursor) error {
	if _, err := s.pool.Exec(ctx, "UPDATE mail_folder SET last_fetch_at = $2, last_error = '' WHERE id = $1", c.Folder, s.clock()); err != nil {
		return fmt.Errorf("note fetch of folder %d: %w", c.Folder, err)
	}
	return nil
}

// FetchFailed notes why the folder could not be read to its end.
func (s *Store) FetchFailed(ctx context.Context, c mailbox.Cursor, reason string) error {
	if _, err := s.pool.Exec(ctx, "UPDATE mail_folder SET last_error = $2, last_error_at = $3 WHERE id = $1", c.Folder, reason, s.clock()); err != nil {
		return fmt.Errorf("note failed fetch of folder %d: %w", c.Folder, err)
	}
	return nil
}

// TryLock takes the right to read a mailbox for as long as its connection lives.
func (s *Store) TryLock(ctx context.Context, address string) (unlock func(), ok bool, err error) {
	conn, err := s.pool.Acquire(ctx)
	if err != nil {
		return nil, false, fmt.Errorf("lock mailbox: %w", err)
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte("mailbox " + address))
	key := int64(h.Sum64())
	if err := conn.QueryRow(ctx, "SELECT pg_try_advisory_lock($1)", key).Scan(&ok); err != nil || !ok {
		conn.Release()
		if err != nil {
			err = fmt.Errorf("lock mailbox: %w", err)
		}
		return nil, false, err
	}
	return func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		if _, err := conn.Exec(ctx, "SELECT pg_advisory_unlock($1)", key); err != nil {
			// The lock is the connection's: it ends with it.
			_ = conn.Conn().Close(ctx)
		}
		conn.Release()
	}, true, nil
}

// Message opens a stored message.
func (s *Store) Message(ctx context.Context, id int64) (casework.StoredMessage, error) {
	m := casework.StoredMessage{ID: id}
	var object *[16]byte
	err := s.pool.QueryRow(ctx, "SELECT state, reason, received_at, wanted, erased_at IS NOT NULL, raw_object FROM message WHERE id = $1", id).
		Scan(&m.State, &m.Reason, &m.ReceivedAt, &m.Wanted, &m.Erased, &object)
	if errors.Is(err, pgx.ErrNoRows) {
		return m, casework.Refuse(casework.NotFound, "Mejlet finns inte.")
	}
	if err != nil {
		return m, fmt.Errorf("message %d: %w", id, err)
	}
	if object == nil || m.Erased {
		return m, nil
	}
	if m.Raw, err = s.Fetch(ctx, vault.ID(*object)); err != nil {
		return m, fmt.Errorf("message %d: %w", id, err)
	}
	return m, nil
}

// Places gives where a message stands as far as we know.
func (s *Store) Places(ctx context.Context, message int64) ([]casework.Place, error) {
	rows, err := s.pool.Query(ctx, `
		SELECT p.folder_id, p.uidvalidity, p.uid, f.name, p.uidvalidity, p.uid, false
		FROM message_place p JOIN mail_folder f ON f.id = p.folder_id
		WHERE p.message_id = $1 AND p.moved_at IS NULL AND p.uidvalidity = f.uidvalidity
		UNION ALL
		SELECT folder_id, uidvalidity, uid, moved_to, moved_uidvalidity, moved_uid, true
		FROM message_place WHERE message_id = $1 AND moved_to <> '' AND moved_uid IS NOT NULL`, message)
	if err != nil {
		return nil, fmt.Errorf("places of message %d: %w", message, err)
	}
	places, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (p casework.Place, err error) {
		err = row.Scan(&p.Seen.FolderID, &p.Seen.UIDValidity, &p.Seen.UID, &p.Folder, &p.UIDValidity, &p.UID, &p.Ours)
		return p, err
	})
	if err != nil {
		return nil, fmt.Errorf("places of message %d: %w", message, err)
	}
	return places, nil
}

// Moved notes where a message went.
func (s *Store) Moved(ctx context.Context, p casework.Place, m mailbox.Moved) error {
	if _, err := s.pool.Exec(ctx, `
		UPDATE message_place SET moved_to = $4, moved_at = $5, moved_uidvalidity = nullif($6::bigint, 0), moved_uid = nullif($7::bigint, 0)
		WHERE folder_id = $1 AND uidvalidity = $2 AND uid = $3`,
		p.Seen.FolderID, p.Seen.UIDValidity, p.Seen.UID, m.To, s.clock(), m.UIDValidity, m.UID); err != nil {
		return fmt.Errorf("note move of message %d/%d in folder %d: %w", p.Seen.UIDValidity, p.Seen.UID, p.Seen.FolderID, err)
	}
	return nil
}
