// Package annulbook takes decided reports back in PostgreSQL: it fulfils annulment.Book over the
// ledger of casework/store/casebook.
//
//	lock both months in one order ─▶ read the version ─▶ does any of it stand? can the target take it?
//	    ─▶ a move: the new report there, from the same source
//	    ─▶ the annulment here, which names the version and the new report
//	    ─▶ the list returned, its keyings replaced; the case told; the receipt corrected
package annulbook

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/annulment"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/store/registry"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/vault"
)

// Book takes reports back. It is safe for concurrent use.
type Book struct {
	cases *casebook.Book
	vault *vault.Vault
}

// New makes the Book over the cases and the ledger. v must be the store's vault.
func New(cases *casebook.Book, v *vault.Vault) *Book { return &Book{cases: cases, vault: v} }

// seen reads a version that the actor may see. With a protected member's row in it it does not
// exist for who lacks the permission (R8).
func (b *Book) seen(ctx context.Context, t *store.Tx, by casework.Actor, id ledger.ReportID) (ledger.Version, error) {
	v, err := b.cases.Version(ctx, t, id)
	if err != nil {
		return v, err
	}
	for _, p := range v.Postings {
		if p.Hidden && !by.Protected {
			return v, casework.Refuse(casework.NotFound, "Redovisningen finns inte.")
		}
	}
	return v, nil
}

// standing are the postings of a version that are current.
func standing(v ledger.Version) []ledger.Posting {
	var out []ledger.Posting
	for _, p := range v.Postings {
		if p.Reverses == 0 && p.ReversedBy == 0 {
			out = append(out, p)
		}
	}
	return out
}

// ReportPage shows a version (annulment.Book).
func (b *Book) ReportPage(ctx context.Context, by casework.Actor, id ledger.ReportID) (annulment.Page, error) {
	var page annulment.Page
	err := b.cases.InTx(ctx, func(t *store.Tx, _ *store.Snapshot) error {
		v, err := b.seen(ctx, t, by, id)
		if err != nil {
			return err
		}
		page = annulment.Page{Version: v, Stands: len(standing(v)) > 0}
		if page.Company, err = companyRef(ctx, t, "id = $1", v.CompanyID); err != nil {
			return err
		}
		if page.Request, err = openRequest(ctx, t, by, "report_id = $1", int64(id)); err != nil {
			return err
		}
		if page.MovedTo, err = link(ctx, t, "r.moved_from = $1", id); err != nil {
			return err
		}
		if page.MovedFrom, err = link(ctx, t, "r.id = (SELECT x.moved_from FROM fee_report x WHERE x.id = $1)", id); err != nil {
			return err
		}
		return t.LogAccess(ctx, store.Access{Staff: by.ID, What: "report", Company: v.CompanyID, Object: fmt.Sprint(id)})
	})
	return page, err
}

func companyRef(ctx context.Context, t *store.Tx, where string, arg any) (casework.CompanyRef, error) {
	var c casework.CompanyRef
	var number string
	err := t.QueryRow(ctx, "SELECT id, customer_number, organisation_number, name FROM company WHERE "+where, arg).Scan(&c.ID, &c.CustomerNumber, &number, &c.Name)
	if errors.Is(err, pgx.ErrNoRows) {
		return c, casework.Refuse(casework.Invalid, "Inget företag i registret har det organisationsnumret.")
	}
	if err == nil {
		c.Organisation, err = register.ParseOrganisationNumber(number)
	}
	if err != nil {
		return c, fmt.Errorf("company: %w", err)
	}
	return c, nil
}

// link gives another version; nil where there is none.
func link(ctx context.Context, t *store.Tx, where string, id ledger.ReportID) (*annulment.Link, error) {
	var l annulment.Link
	var company int64
	var period time.Time
	err := t.QueryRow(ctx, "SELECT r.id, r.company_id, r.period FROM fee_report r WHERE "+where+" ORDER BY r.id LIMIT 1", int64(id)).Scan(&l.Report, &company, &period)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil //nolint:nilnil // most reports were never moved
	}
	if err != nil {
		return nil, fmt.Errorf("links of report %d: %w", id, err)
	}
	l.Period = register.PeriodOf(registry.Civil(&period))
	l.Company, err = companyRef(ctx, t, "id = $1", company)
	return &l, err
}

// openRequest gives the wish that waits; nil where there is none.
func openRequest(ctx context.Context, t *store.Tx, by casework.Actor, where string, arg any) (*annulment.Request, error) {
	r, _, err := readRequest(ctx, t, by, where, arg)
	return r, err
}

// readRequest gives a waiting wish with the report that it is about.
func readRequest(ctx context.Context, t *store.Tx, by casework.Actor, where string, arg any) (*annulment.Request, ledger.ReportID, error) {
	var r annulment.Request
	var report ledger.ReportID
	var company *int64
	var period *time.Time
	err := t.QueryRow(ctx, `
		SELECT q.id, q.report_id, q.reason, q.words, q.asked_at, s.id, s.name, q.to_company, q.to_period
		FROM annulment_request q JOIN staff s ON s.id = q.asked_by WHERE q.settled_at IS NULL AND q.`+where+` FOR UPDATE OF q`, arg).
		Scan(&r.ID, &report, &r.Reason, &r.Words, &r.At, &r.By.ID, &r.By.Name, &company, &period)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, fmt.Errorf("annulment request: %w", err)
	}
	r.Mine = r.By.ID == by.ID
	if company != nil {
		to, err := companyRef(ctx, t, "id = $1", *company)
		if err != nil {
			return nil, 0, err
		}
		r.To, r.ToPeriod = &to, register.PeriodOf(registry.Civil(period))
	}
	return &r, report, nil
}
