package answerbook

import (
	"context"
	"fmt"
	"strings"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/answers"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
)

// Printer has one list printed again in a transaction; casework/store/printroom is it.
type Printer interface {
	// SendAgain gives what it did in words. NotFound; Conflict: the list is not out.
	SendAgain(ctx context.Context, t *store.Tx, by casework.Actor, list casework.ListID) (string, error)
}

// SendListAgain has a list printed and sent again (answers.Book).
func (b *Book) SendListAgain(ctx context.Context, by casework.Actor, again answers.ListAgain) (string, error) {
	if err := again.Valid(); err != nil {
		return "", err
	}
	var done sentDoc
	err := b.store.InTx(ctx, func(t *store.Tx) error {
		var c casework.Case
		var err error
		if again.Case != 0 { // the case is locked before the list, as in every decision
			if c, err = casebook.Locked(ctx, t, by, again.Case); err != nil {
				return err
			}
		}
		subject := fmt.Sprintf("list %d again", again.List)
		repeat, err := casebook.Before(ctx, t, again.Key, by, subject, &done)
		if err != nil || repeat {
			return err
		}
		if again.Case != 0 {
			if err := b.sameCompany(ctx, t, c, again.List); err != nil {
				return err
			}
		}
		said, err := b.printer.SendAgain(ctx, t, by, again.List)
		if err != nil {
			return err
		}
		done = sentDoc{Said: said}
		if again.Case != 0 {
			text := said + " " + strings.TrimSpace(again.Reason)
			if err := casebook.AddEvent(ctx, t, again.Case, by, casework.EventListAgain, text, map[string]string{"list": fmt.Sprint(again.List)}); err != nil {
				return err
			}
		}
		return casebook.Remember(ctx, t, again.Key, by, subject, done)
	})
	if err != nil {
		return "", fmt.Errorf("list %d again: %w", again.List, err)
	}
	return done.Said, nil
}

// sameCompany refuses another company's list: a case may be about anything, a list is one company's.
func (b *Book) sameCompany(ctx context.Context, t *store.Tx, c casework.Case, list casework.ListID) error {
	var company int64
	if err := t.QueryRow(ctx, "SELECT coalesce((SELECT company_id FROM fee_list WHERE id = $1), 0)", list).Scan(&company); err != nil {
		return err
	}
	if c.Company == nil || c.Company.ID != company {
		return casework.Refuse(casework.Invalid, "Listan är inte ärendets företags. Läs om sidan.")
	}
	return nil
}
