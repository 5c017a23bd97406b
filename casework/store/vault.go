package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/internal/vault"
)

// ErrErased says that an object's key was erased: nobody can open it any more.
var ErrErased = errors.New("the object is erased")

// querier is what reads alike inside and outside a transaction.
type querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

// Keep seals plain and stores it in the transaction; the id names it.
func (t *Tx) Keep(ctx context.Context, plain []byte) (vault.ID, error) {
	o, err := t.store.vault.Seal(plain, t.Now)
	if err != nil {
		return vault.ID{}, err
	}
	return o.ID, t.keepSealed(ctx, []vault.Object{o})
}

// keepSealed stores objects that were sealed before the transaction began.
func (t *Tx) keepSealed(ctx context.Context, objects []vault.Object) error {
	if _, err := t.CopyFrom(ctx, pgx.Identifier{"vault_object"}, []string{"id", "sealed"},
		pgx.CopyFromSlice(len(objects), func(i int) ([]any, error) {
			return []any{[16]byte(objects[i].ID), objects[i].Sealed}, nil
		})); err != nil {
		return fmt.Errorf("store %d sealed objects: %w", len(objects), err)
	}
	if _, err := t.CopyFrom(ctx, pgx.Identifier{"vault_key"}, []string{"object_id", "wrapped_key"},
		pgx.CopyFromSlice(len(objects), func(i int) ([]any, error) {
			return []any{[16]byte(objects[i].ID), objects[i].Key}, nil
		})); err != nil {
		return fmt.Errorf("store %d object keys: %w", len(objects), err)
	}
	return nil
}

// Fetch opens a stored object. ErrErased where its key is gone.
func (s *Store) Fetch(ctx context.Context, id vault.ID) ([]byte, error) {
	return s.fetch(ctx, s.pool, id)
}

// Fetch opens a stored object within the transaction. ErrErased where its key is
// gone.
func (t *Tx) Fetch(ctx context.Context, id vault.ID) ([]byte, error) {
	return t.store.fetch(ctx, t, id)
}

func (s *Store) fetch(ctx context.Context, q querier, id vault.ID) ([]byte, error) {
	o := vault.Object{ID: id}
	err := q.QueryRow(ctx, `
		SELECT o.sealed, k.wrapped_key FROM vault_object o JOIN vault_key k ON k.object_id = o.id
		WHERE o.id = $1`, [16]byte(id)).Scan(&o.Sealed, &o.Key)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, fmt.Errorf("object %s: %w", id, ErrErased)
	}
	if err != nil {
		return nil, fmt.Errorf("object %s: %w", id, err)
	}
	return s.vault.Open(o)
}

// Erase erases the key of an object: no copy of it, in no backup of the objects,
// can be opened again. To erase what is erased is no error.
func (t *Tx) Erase(ctx context.Context, id vault.ID) error {
	if _, err := t.Exec(ctx, "DELETE FROM vault_key WHERE object_id = $1", [16]byte(id)); err != nil {
		return fmt.Errorf("erase object %s: %w", id, err)
	}
	return nil
}
