// Package findbook answers the one search box (casework/finding) from the database. Every part is
// a query by one index: by a number, by its beginning, or by the trigrams of a name.
package findbook

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/finding"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/internal/register"
)

// Book searches one database. It is safe for many goroutines.
type Book struct {
	store *store.Store
	cases *casebook.Book
}

var _ finding.Book = (*Book)(nil)

// New makes the search of s, whose cases are cases.
func New(s *store.Store, cases *casebook.Book) *Book { return &Book{store: s, cases: cases} }

// Find finds what fits the query (finding.Book).
func (b *Book) Find(ctx context.Context, by casework.Actor, q finding.Query) (finding.Found, error) {
	found, err := b.Suggest(ctx, by, q)
	if err != nil {
		return found, err
	}
	err = b.store.InTx(ctx, func(t *store.Tx) error {
		var err error
		if q.List != "" {
			if found.Lists, err = casebook.ListRows(ctx, t, "l.number = $1", q.List); err != nil {
				return fmt.Errorf("find lists: %w", err)
			}
		}
		if found.Members, err = members(ctx, t, by, q); err != nil {
			return fmt.Errorf("find members: %w", err)
		}
		for _, m := range found.Members {
			if err := t.LogAccess(ctx, store.Access{Staff: by.ID, What: "search", Member: m.ID}); err != nil {
				return err
			}
		}
		return nil
	})
	return found, err
}

// Suggest finds companies and the case (finding.Book).
func (b *Book) Suggest(ctx context.Context, by casework.Actor, q finding.Query) (finding.Found, error) {
	var found finding.Found
	var err error
	if q.Case != 0 {
		const from = "SELECT c.*, 1 AS place FROM case_file c WHERE c.id = $1 AND (NOT c.restricted OR $2)"
		if found.Cases, err = b.cases.QueueLines(ctx, by, from, []any{q.Case, by.Protected}); err != nil {
			return found, fmt.Errorf("find case %d: %w", q.Case, err)
		}
	}
	if found.Companies, err = b.companies(ctx, q); err != nil {
		return found, fmt.Errorf("find companies: %w", err)
	}
	return found, nil
}

// shortest is the shortest part of a name that trigrams find; a shorter one is a beginning.
const shortest = 3

// companyHits gives the queries of a text's companies, the best first.
func companyHits(q finding.Query) (selects []string, args []any) {
	add := func(sql string, v any) {
		args = append(args, v)
		selects = append(selects, fmt.Sprintf("(SELECT %s LIMIT 100)", strings.ReplaceAll(strings.ReplaceAll(sql, "?", fmt.Sprintf("$%d", len(args))), "#", fmt.Sprint(len(selects)))))
	}
	if !q.Organisation.IsZero() {
		add("id, # AS rank FROM company WHERE organisation_number = ?", q.Organisation.Full())
	}
	if q.Customer != 0 {
		add("id, # AS rank FROM company WHERE customer_number = ?", q.Customer)
	}
	if q.Address != "" {
		add("company_id AS id, # AS rank FROM company_address WHERE address = ? AND ended_at IS NULL", q.Address)
	}
	if q.Start != "" {
		// Without the hyphen of a person's number: a sole trader's is not found by its first digits.
		add("id, # AS rank FROM company WHERE organisation_number COLLATE \"C\" LIKE ? AND substr(organisation_number, 3, 1) >= '2' ORDER BY organisation_number COLLATE \"C\"", q.Start+"%")
	}
	if q.Name != "" {
		add("id, # AS rank FROM company WHERE folded(name) COLLATE \"C\" LIKE folded(?) ORDER BY folded(name) COLLATE \"C\"", escapeLike(q.Name)+"%")
		if len([]rune(q.Name)) >= shortest {
			add("id, # AS rank FROM company WHERE folded(name) LIKE folded(?)", "%"+escapeLike(q.Name)+"%")
		}
	}
	return selects, args
}

func (b *Book) companies(ctx context.Context, q finding.Query) ([]finding.Company, error) {
	selects, args := companyHits(q)
	if len(selects) == 0 {
		return nil, nil
	}
	rows, err := b.store.Pool().Query(ctx, fmt.Sprintf(`
		WITH hit AS (SELECT id, min(rank) AS rank FROM (%s) h GROUP BY id)
		SELECT c.id, c.customer_number, c.organisation_number, c.name, c.city,
		       (SELECT count(*) FROM (SELECT FROM case_file x WHERE x.company_id = c.id AND x.state IN ('new', 'open', 'waiting', 'aside') AND NOT x.restricted LIMIT 20) y)
		FROM hit JOIN company c ON c.id = hit.id ORDER BY hit.rank, c.name COLLATE "sv-x-icu", c.id LIMIT %d`, strings.Join(selects, " UNION ALL "), finding.Most), args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (finding.Company, error) {
		var c finding.Company
		var number string
		if err := row.Scan(&c.ID, &c.CustomerNumber, &number, &c.Name, &c.City, &c.Open); err != nil {
			return c, err
		}
		var err error
		c.Organisation, err = register.ParseOrganisationNumber(number)
		return c, err
	})
}

// memberHits is the query of a text's members, "" where it names none.
func memberHits(q finding.Query) (string, any) {
	switch {
	case !q.Person.IsZero():
		return `SELECT m.id FROM member m WHERE m.personnummer = $1 UNION SELECT a.member_id FROM member_alias a WHERE a.personnummer = $1`, q.Person.Full()
	case len([]rune(q.Name)) >= shortest:
		return `SELECT m.id FROM member m WHERE folded(m.first_name || ' ' || m.last_name) LIKE folded($1)`, "%" + escapeLike(q.Name) + "%"
	}
	return "", nil
}

func members(ctx context.Context, t *store.Tx, by casework.Actor, q finding.Query) ([]finding.Member, error) {
	hits, arg := memberHits(q)
	if hits == "" {
		return nil, nil
	}
	// The members first, and their employers with them: a member without any is found too.
	rows, err := t.Query(ctx, fmt.Sprintf(`
		WITH hit AS MATERIALIZED (SELECT m.id, m.personnummer, m.first_name || ' ' || m.last_name AS name FROM member m
		    WHERE m.id IN (%s) AND (NOT m.protected OR $2) ORDER BY m.last_name COLLATE "sv-x-icu", m.id LIMIT %d)
		SELECT hit.id, hit.personnummer, hit.name, c.id, c.customer_number, c.organisation_number, c.name
		FROM hit LEFT JOIN employment e ON e.member_id = hit.id AND (e.to_date IS NULL OR e.to_date >= $3)
		LEFT JOIN company c ON c.id = e.company_id ORDER BY hit.name COLLATE "sv-x-icu", hit.id, c.name`, hits, finding.Most),
		arg, by.Protected, register.DateOf(t.Now).Time())
	if err != nil {
		return nil, err
	}
	var found []finding.Member
	var id int64
	var number, name string
	var company *int64
	var customer *int
	var organisation, employer *string
	_, err = pgx.ForEachRow(rows, []any{&id, &number, &name, &company, &customer, &organisation, &employer}, func() error {
		if n := len(found); n == 0 || found[n-1].ID != id {
			p, err := register.ParsePersonnummer(number, register.Date{})
			if err != nil {
				return errors.New("a member's number cannot be read")
			}
			found = append(found, finding.Member{ID: id, Name: name, Number: p})
		}
		if company == nil {
			return nil
		}
		o, err := register.ParseOrganisationNumber(*organisation)
		last := &found[len(found)-1]
		last.Employers = append(last.Employers, casework.CompanyRef{ID: *company, CustomerNumber: *customer, Organisation: o, Name: *employer})
		return err
	})
	return found, err
}

// escapeLike takes the meaning off the signs of LIKE.
func escapeLike(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}
