package listbook

import (
	"context"
	"fmt"
	"time"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/store/registry"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/vault"
)

// Book is the printed lists of a database. It is safe for concurrent use.
type Book struct {
	store *store.Store
	cases *casebook.Book
	vault *vault.Vault
	clock func() time.Time
}

// New makes the Book of a store. v must be the store's vault and clock its clock.
func New(s *store.Store, cases *casebook.Book, v *vault.Vault, clock func() time.Time) *Book {
	return &Book{store: s, cases: cases, vault: v, clock: clock}
}

// monthColumn writes a period column.
func monthColumn(p register.Period) *time.Time { return registry.DateColumn(p.First()) }

// maySee refuses a list with a protected person to whoever lacks the permission, without
// telling why (R8).
func maySee(ctx context.Context, t *store.Tx, by casework.Actor, id casework.ListID) error {
	if by.Protected {
		return nil
	}
	hidden, err := holdsProtected(ctx, t, id)
	if err != nil {
		return err
	}
	if hidden {
		return casework.Refuse(casework.NotFound, "Listan kan inte öppnas här. Lämna den till en arbetsledare.")
	}
	return nil
}

func holdsProtected(ctx context.Context, t *store.Tx, id casework.ListID) (hidden bool, err error) {
	err = t.QueryRow(ctx, `
		SELECT EXISTS (SELECT FROM fee_list_row r JOIN member m ON m.id = r.member_id WHERE r.list_id = $1 AND m.protected)`, id).Scan(&hidden)
	if err != nil {
		return false, fmt.Errorf("list %d: %w", id, err)
	}
	return hidden, nil
}
