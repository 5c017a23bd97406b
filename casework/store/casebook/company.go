package casebook

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/vault"
)

// CompanyPage gives all that the company page shows and logs the opening (casework.Companies).
func (b *Book) CompanyPage(ctx context.Context, by casework.Actor, customer int) (casework.CompanyPage, error) {
	var page casework.CompanyPage
	err := b.InTx(ctx, func(t *store.Tx, reg *store.Snapshot) error {
		company, ok := reg.CompanyByCustomerNumber(customer)
		if !ok {
			return casework.Refuse(casework.NotFound, "Inget företag har det kundnumret.")
		}
		var err error
		page, err = b.companyPage(ctx, t, reg, by, company)
		if err != nil {
			return fmt.Errorf("company %d: %w", customer, err)
		}
		return t.LogAccess(ctx, store.Access{Staff: by.ID, What: "company", Company: page.Company.ID})
	})
	if err != nil {
		return casework.CompanyPage{}, err
	}
	// After the transaction: the queue reads on a connection of its own.
	const from = "SELECT c.*, row_number() OVER (ORDER BY c.opened_at, c.id) AS place FROM case_file c WHERE " + live +
		" AND c.company_id = $1 AND (NOT c.restricted OR $2) ORDER BY c.opened_at, c.id LIMIT $3"
	if page.Cases, err = b.QueueLines(ctx, by, from, []any{page.Company.ID, by.Protected, companyCases}); err != nil {
		return casework.CompanyPage{}, fmt.Errorf("company %d: %w", customer, err)
	}
	return page, nil
}

func (b *Book) companyPage(ctx context.Context, t *store.Tx, reg *store.Snapshot, by casework.Actor, c register.Company) (casework.CompanyPage, error) {
	now := register.PeriodOf(register.DateOf(t.Now))
	p := casework.CompanyPage{Register: c}
	p.Agreement, _ = reg.Agreement(c.Agreement)
	p.Rate, _ = reg.RateOf(c, now)
	for _, m := range reg.Employed(c.OrganisationNumber, now) {
		if m.In(now) && !m.Protected {
			p.Members++
		}
	}
	p.Company = casework.CompanyRef{CustomerNumber: c.CustomerNumber, Organisation: c.OrganisationNumber, Name: c.Name}
	var absent *time.Time
	if err := t.QueryRow(ctx, "SELECT id, absent_since FROM company WHERE customer_number = $1", c.CustomerNumber).Scan(&p.Company.ID, &absent); err != nil {
		return p, err
	}
	if absent != nil {
		p.Absent = register.DateOf(*absent)
	}
	for what, read := range map[string]func(context.Context, *store.Tx, *casework.CompanyPage, register.Period) error{
		"channels": readChannels, "contacts": readContacts, "orders": readOrders,
	} {
		if err := read(ctx, t, &p, now); err != nil {
			return p, fmt.Errorf("%s: %w", what, err)
		}
	}
	if err := b.readReports(ctx, t, &p, by); err != nil {
		return p, fmt.Errorf("reports: %w", err)
	}
	if err := readLists(ctx, t, &p); err != nil {
		return p, fmt.Errorf("lists: %w", err)
	}
	return p, nil
}

func readChannels(ctx context.Context, t *store.Tx, p *casework.CompanyPage, now register.Period) error {
	rows, err := t.Query(ctx, `
		SELECT h.channel, h.valid_from, h.created_at, CASE WHEN h.source = 'register' THEN 'registret' ELSE coalesce(s.name, '') END, coalesce(h.case_id, 0)
		FROM channel h LEFT JOIN staff s ON s.id = h.staff_id WHERE h.company_id = $1 ORDER BY h.valid_from, h.id`, p.Company.ID)
	if err != nil {
		return err
	}
	p.Channels, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (casework.DatedChannel, error) {
		var c casework.DatedChannel
		var from time.Time
		err := row.Scan(&c.Channel, &from, &c.SetAt, &c.SetBy, &c.Case)
		c.From = month(&from)
		return c, err
	})
	for i, c := range p.Channels {
		if i == 0 || !now.Before(c.From) {
			p.Channel = c
		}
	}
	return err
}

func readContacts(ctx context.Context, t *store.Tx, p *casework.CompanyPage, _ register.Period) error {
	rows, err := t.Query(ctx, `
		SELECT c.id, c.name, c.email, c.mobile, c.role, c.since, coalesce(c.case_id, 0),
		       EXISTS (SELECT FROM company_address a WHERE a.company_id = c.company_id AND a.address = c.email AND a.ended_at IS NULL)
		FROM contact_person c WHERE c.company_id = $1 AND c.ended_at IS NULL ORDER BY c.id`, p.Company.ID)
	if err != nil {
		return err
	}
	p.Contacts, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (casework.Contact, error) {
		var c casework.Contact
		err := row.Scan(&c.ID, &c.Name, &c.Email, &c.Mobile, &c.Role, &c.Since, &c.Case, &c.Confirm)
		return c, err
	})
	if err != nil {
		return err
	}
	addresses, err := t.Query(ctx, `
		SELECT address || CASE WHEN bounces_since IS NULL THEN '' ELSE ' (studsar sedan ' || to_char(bounces_since, 'YYYY-MM-DD') || ')' END
		FROM company_address WHERE company_id = $1 AND ended_at IS NULL ORDER BY address`, p.Company.ID)
	if err != nil {
		return err
	}
	p.Addresses, err = pgx.CollectRows(addresses, pgx.RowTo[string])
	return err
}

// reportsShown is how many versions the company page reads, the newest months.
const reportsShown = 60

func (b *Book) readReports(ctx context.Context, t *store.Tx, p *casework.CompanyPage, by casework.Actor) error {
	versions, err := readVersions(ctx, t, `r.id IN (SELECT x.id FROM fee_report x WHERE x.company_id = $1 ORDER BY x.period DESC, x.version DESC LIMIT $2)`,
		p.Company.ID, reportsShown)
	if err != nil {
		return err
	}
	if err := readPostings(ctx, t, b.vault, versions); err != nil {
		return err
	}
	if err := b.readSources(ctx, t, versions); err != nil {
		return err
	}
	for _, v := range versions {
		if n := len(p.Reports); n == 0 || p.Reports[n-1].Period != v.Period {
			p.Reports = append(p.Reports, casework.PeriodReport{Report: ledger.Report{CompanyID: p.Company.ID, Period: v.Period}})
		}
		r := &p.Reports[len(p.Reports)-1]
		r.Versions = append(r.Versions, v.Version)
	}
	for i := range p.Reports {
		r := &p.Reports[i]
		r.Report = r.Seen(by.Protected)
		r.Versions = slices.DeleteFunc(r.Versions, func(v ledger.Version) bool { return len(v.Postings) == 0 && v.Kind != ledger.Annulment })
		r.Sum = r.Report.Sum()
	}
	p.Reports = slices.DeleteFunc(p.Reports, func(r casework.PeriodReport) bool { return len(r.Versions) == 0 })
	slices.Reverse(p.Reports)
	return nil
}

// readSources tells of each posting what it came from; an erased source stays empty.
func (b *Book) readSources(ctx context.Context, t *store.Tx, versions []version) error {
	ids := make([][16]byte, len(versions))
	for i, v := range versions {
		ids[i] = v.sources
	}
	rows, err := t.Query(ctx, "SELECT o.id, o.sealed, k.wrapped_key FROM vault_object o JOIN vault_key k ON k.object_id = o.id WHERE o.id = ANY($1)", ids)
	if err != nil {
		return err
	}
	found := map[vault.ID]sourcesDoc{}
	var id [16]byte
	var sealed, key []byte
	if _, err := pgx.ForEachRow(rows, []any{&id, &sealed, &key}, func() error {
		plain, err := b.vault.Open(vault.Object{ID: id, Sealed: sealed, Key: key})
		if err != nil {
			return err
		}
		var doc sourcesDoc
		err = json.Unmarshal(plain, &doc)
		found[id] = doc
		return err
	}); err != nil {
		return err
	}
	for _, v := range versions {
		doc := found[v.sources]
		for i := range v.Postings {
			p := &v.Postings[i]
			if n := p.Row - 1; n < len(doc.Rows) {
				p.Source = doc.Rows[n]
				if p.Person.MemberID == 0 {
					p.Name = doc.Names[n]
				}
			}
		}
	}
	return nil
}

func readLists(ctx context.Context, t *store.Tx, p *casework.CompanyPage) error {
	lists, err := ListRows(ctx, t, "l.company_id = $1 ORDER BY l.period DESC, l.version DESC LIMIT 36", p.Company.ID)
	if err != nil {
		return err
	}
	for _, l := range lists {
		if l.State.Out() || l.State == casework.ListReturned {
			p.Lists = append(p.Lists, l)
		}
		for i := range p.Reports {
			if p.Reports[i].Period == l.Period && p.Reports[i].List == nil {
				p.Reports[i].List = &l
			}
		}
	}
	return nil
}

// ListRows reads lists; where goes on with an order and a limit and uses the alias l.
func ListRows(ctx context.Context, t *store.Tx, where string, args ...any) ([]casework.ListRow, error) {
	rows, err := t.Query(ctx, `
		SELECT l.id, l.number, c.id, c.customer_number, c.organisation_number, c.name, l.period, l.version, l.state, l.rows, l.printed_at, l.batch_id, l.mode
		FROM fee_list l JOIN company c ON c.id = l.company_id WHERE `+where, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (casework.ListRow, error) {
		var l casework.ListRow
		var number string
		var period time.Time
		err := row.Scan(&l.ID, &l.Number, &l.Company.ID, &l.Company.CustomerNumber, &number, &l.Company.Name, &period, &l.Version,
			&l.State, &l.Rows, &l.Printed, &l.Batch, &l.Mode)
		if err != nil {
			return l, err
		}
		l.Period = month(&period)
		l.Company.Organisation, err = register.ParseOrganisationNumber(number)
		return l, err
	})
}

func readOrders(ctx context.Context, t *store.Tx, p *casework.CompanyPage, _ register.Period) error {
	rows, err := t.Query(ctx, `
		SELECT o.id, o.state, o.ordered_at, s.name, o.case_id, o.changed_at FROM credential_order o JOIN staff s ON s.id = o.ordered_by
		WHERE o.company_id = $1 ORDER BY o.ordered_at DESC, o.id DESC`, p.Company.ID)
	if err != nil {
		return err
	}
	p.Orders, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (casework.CredentialOrder, error) {
		var o casework.CredentialOrder
		err := row.Scan(&o.ID, &o.State, &o.At, &o.By, &o.Case, &o.Changed)
		return o, err
	})
	return err
}

// foundLimit is how many companies a search gives.
const foundLimit = 20

// FindCompanies searches by number, known address or name (casework.Companies).
func (b *Book) FindCompanies(ctx context.Context, _ casework.Actor, text string) ([]casework.CompanyRef, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, nil
	}
	number := ""
	if o, err := register.ParseOrganisationNumber(text); err == nil {
		number = o.Full()
	}
	customer, err := strconv.ParseInt(text, 10, 32) // an organisation number is too large for the column
	if err != nil {
		customer = 0
	}
	rows, err := b.store.Pool().Query(ctx, `
		WITH hit AS (
			(SELECT id, 0 AS rank FROM company WHERE organisation_number = $1) UNION ALL
			(SELECT id, 1 FROM company WHERE customer_number = $2) UNION ALL
			(SELECT company_id, 2 FROM company_address WHERE address = lower($4) AND ended_at IS NULL LIMIT 100) UNION ALL
			(SELECT id, 3 FROM company WHERE folded(name) COLLATE "C" LIKE folded($3) || '%' ORDER BY folded(name) COLLATE "C" LIMIT 100) UNION ALL
			(SELECT id, 4 FROM company WHERE folded(name) LIKE '%' || folded($3) || '%' LIMIT 100))
		SELECT c.id, c.customer_number, c.organisation_number, c.name
		FROM (SELECT id, min(rank) AS rank FROM hit GROUP BY id) best JOIN company c ON c.id = best.id
		ORDER BY best.rank, c.name COLLATE "sv-x-icu", c.id LIMIT $5`,
		number, customer, escapeLike(text), text, foundLimit)
	if err != nil {
		return nil, fmt.Errorf("find companies: %w", err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (casework.CompanyRef, error) {
		var c casework.CompanyRef
		var number string
		err := row.Scan(&c.ID, &c.CustomerNumber, &number, &c.Name)
		if err != nil {
			return c, err
		}
		c.Organisation, err = register.ParseOrganisationNumber(number)
		return c, err
	})
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return nil, fmt.Errorf("find companies: %w", err)
	}
	return found, nil
}

// escapeLike takes the meaning off the signs of LIKE.
func escapeLike(s string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(s)
}
