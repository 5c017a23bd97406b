// Package greenbook approves green cases together in PostgreSQL: it fulfils green.Book over the
// decisions of casework/store/casebook. Each case is approved by itself, in its own transaction
// and with the screen that was shown; what changed meanwhile is refused alone.
package greenbook

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/green"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/vault"
)

// Book approves green cases. It is safe for concurrent use.
type Book struct {
	store *store.Store
	cases *casebook.Book
	vault *vault.Vault
}

// New makes the Book. v must be the store's vault: its keyed hash draws what is held back.
func New(s *store.Store, cases *casebook.Book, v *vault.Vault) *Book {
	return &Book{store: s, cases: cases, vault: v}
}

// looked is how many candidates the page looks at: what the columns of a case already rule out
// is not among them.
const looked = 60

// GreenPage looks for green cases (green.Book).
func (b *Book) GreenPage(ctx context.Context, by casework.Actor, only ...casework.CaseID) (green.Page, error) {
	named := ""
	args := []any{by.ID, looked}
	if len(only) > 0 {
		named = " AND c.id = ANY($3)"
		args = append(args, only)
	}
	rows, err := b.store.Pool().Query(ctx, `
		SELECT c.id FROM case_file c
		WHERE c.state IN ('new', 'open') AND c.kind = 'fee_data' AND c.sender_known AND c.flags = '{}' AND NOT c.restricted
		  AND c.company_id IS NOT NULL AND c.period IS NOT NULL AND (c.holder_id IS NULL OR c.holder_id = $1 OR c.held_until < now())
		  AND NOT EXISTS (SELECT FROM held_back h WHERE h.case_id = c.id)
		  AND NOT EXISTS (SELECT FROM staff_interest i WHERE i.staff_id = $1 AND i.company_id = c.company_id)`+named+`
		ORDER BY c.opened_at, c.id LIMIT $2`, args...)
	if err != nil {
		return green.Page{}, fmt.Errorf("green cases: %w", err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[casework.CaseID])
	if err != nil {
		return green.Page{}, fmt.Errorf("green cases: %w", err)
	}
	page := green.Page{Looked: len(ids), Not: map[casework.CaseID]string{}}
	for _, id := range only {
		page.Not[id] = "den är inte en öppen, felfri mejlad redovisning från en känd avsändare, eller någon annan har den"
	}
	for _, id := range ids {
		c, why, err := b.judge(ctx, by, id)
		if casework.KindOf(err) == casework.NotFound {
			continue // restricted meanwhile
		}
		if err != nil {
			return page, err
		}
		delete(page.Not, id)
		if len(only) > 0 && len(why) > 0 {
			page.Not[id] = strings.Join(why, ", ")
		}
		if len(why) == 0 && len(page.Rows) < green.Most {
			page.Rows = append(page.Rows, green.Row{Case: id, Company: *c.Case.Company, Period: c.Case.Period, Sum: c.Sum, Age: c.Case.OpenedAt, Screen: c.Screen})
		}
	}
	return page, b.beside(ctx, by, &page)
}

// judge opens a case and says why it is not green.
func (b *Book) judge(ctx context.Context, by casework.Actor, id casework.CaseID) (casework.CasePage, []string, error) {
	c, err := b.cases.OpenCase(ctx, by, id, casework.Opening{What: "case", Reason: "gröna ärenden"})
	if err != nil {
		return c, nil, err
	}
	var h green.History
	if c.Case.Company != nil && !c.Case.Period.IsZero() {
		if err := b.store.Pool().QueryRow(ctx, "SELECT EXISTS (SELECT FROM fee_report WHERE company_id = $1 AND kind <> 'annulment')",
			c.Case.Company.ID).Scan(&h.Reported); err != nil {
			return c, nil, fmt.Errorf("case %d: %w", id, err)
		}
	}
	return c, green.Reasons(c, h), nil
}

// beside fills in what the held-back cases told and the actor's interests.
func (b *Book) beside(ctx context.Context, by casework.Actor, page *green.Page) error {
	if err := b.store.Pool().QueryRow(ctx, "SELECT count(*) FILTER (WHERE agreed IS NOT NULL), count(*) FILTER (WHERE NOT agreed) FROM held_back").
		Scan(&page.Held, &page.Disagree); err != nil {
		return fmt.Errorf("held back: %w", err)
	}
	rows, err := b.store.Pool().Query(ctx, `
		SELECT c.id, c.customer_number, c.organisation_number, c.name FROM staff_interest i JOIN company c ON c.id = i.company_id
		WHERE i.staff_id = $1 ORDER BY c.name`, by.ID)
	if err != nil {
		return fmt.Errorf("interests: %w", err)
	}
	page.Interest, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (casework.CompanyRef, error) {
		var c casework.CompanyRef
		var number string
		if err := row.Scan(&c.ID, &c.CustomerNumber, &number, &c.Name); err != nil {
			return c, err
		}
		var err error
		c.Organisation, err = register.ParseOrganisationNumber(number)
		return c, err
	})
	if err != nil {
		return fmt.Errorf("interests: %w", err)
	}
	return nil
}

// ApproveGreen approves cases that are green still (green.Book).
func (b *Book) ApproveGreen(ctx context.Context, a green.Approval) (green.Result, error) {
	if err := a.Valid(); err != nil {
		return green.Result{}, err
	}
	r := green.Result{Refused: map[casework.CaseID]string{}}
	for _, item := range a.Items {
		held, err := b.approveOne(ctx, a, item)
		var refusal *casework.Error
		switch {
		case errors.As(err, &refusal):
			r.Refused[item.Case] = refusal.Sentence
		case err != nil:
			return r, err
		case held:
			r.Held = append(r.Held, item.Case)
		default:
			r.Approved = append(r.Approved, item.Case)
		}
	}
	return r, nil
}

func (b *Book) approveOne(ctx context.Context, a green.Approval, item green.Item) (held bool, err error) {
	key := fmt.Sprintf("%s-%d", a.Key, item.Case)
	command := casework.Command{Case: item.Case, By: a.By, Key: key, Do: casework.Approve{Screen: item.Screen, As: ledger.New}}
	if before, err := b.approvedBefore(ctx, command); err != nil || before {
		return false, err
	}
	c, why, err := b.judge(ctx, a.By, item.Case)
	if err != nil {
		return false, err
	}
	if len(why) > 0 {
		return false, casework.Refuse(casework.Conflict, "Ärendet är inte grönt längre: %s.", why[0])
	}
	if item.Screen != c.Screen {
		return false, casework.Refuse(casework.Conflict, "Ärendet har ändrats sedan sidan visades.")
	}
	if held, err = b.holdBack(ctx, a.By, item); err != nil || held {
		return held, err
	}
	_, err = b.cases.Decide(ctx, command)
	return false, err
}

// approvedBefore tells whether the same click approved the case already.
func (b *Book) approvedBefore(ctx context.Context, c casework.Command) (before bool, err error) {
	err = b.store.InTx(ctx, func(t *store.Tx) error {
		var outcome map[string]any
		before, err = casebook.Before(ctx, t, c.Key, c.By, fmt.Sprintf("case %d", c.Case), &outcome)
		return err
	})
	return before, err
}

// holdBack keeps one case in twenty for a second person. The draw is a keyed hash: the same at
// each try, and nobody can foresee it.
func (b *Book) holdBack(ctx context.Context, by casework.Actor, item green.Item) (bool, error) {
	draw, err := b.vault.Tag("held back", fmt.Appendf(nil, "%d", item.Case))
	if err != nil {
		return false, err
	}
	if binary.BigEndian.Uint64(draw)%green.OneIn != 0 {
		return false, nil
	}
	if _, err := b.store.Pool().Exec(ctx, "INSERT INTO held_back (case_id, first_by, screen, at) SELECT $1, $2, $3, $4 ON CONFLICT DO NOTHING",
		item.Case, by.ID, item.Screen, b.cases.Now()); err != nil {
		return false, fmt.Errorf("hold case %d back: %w", item.Case, err)
	}
	return true, nil
}

// SetInterest keeps the companies that the actor decides nothing about (green.Book).
func (b *Book) SetInterest(ctx context.Context, by casework.Actor, customer int, has bool) error {
	query := "DELETE FROM staff_interest i USING company c WHERE i.staff_id = $1 AND i.company_id = c.id AND c.customer_number = $2 AND $3::timestamptz IS NOT NULL"
	if has {
		query = "INSERT INTO staff_interest (staff_id, company_id, at) SELECT $1, c.id, $3 FROM company c WHERE c.customer_number = $2 ON CONFLICT (staff_id, company_id) DO UPDATE SET at = excluded.at"
	}
	tag, err := b.store.Pool().Exec(ctx, query, by.ID, customer, b.cases.Now())
	if err != nil {
		return fmt.Errorf("interest of staff %d: %w", by.ID, err)
	}
	if tag.RowsAffected() == 0 {
		return casework.Refuse(casework.Invalid, "Inget företag har det kundnumret.")
	}
	return nil
}
