// Package clientbook keeps what is known around companies and members in PostgreSQL: it fulfils
// clientele.Book. A state of a company's life is a row that is never changed; a mandate gives the
// client a known address and takes it back when it ends.
package clientbook

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/clientele"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/registry"
	"sef.se/kontakten/internal/register"
)

// Book keeps it. It is safe for concurrent use.
type Book struct{ store *store.Store }

// New makes the Book of a store.
func New(s *store.Store) *Book { return &Book{store: s} }

// lettersShown is how many letters a company's page shows.
const lettersShown = 5

// Around gives what stands around a company (clientele.Book).
func (b *Book) Around(ctx context.Context, _ casework.Actor, company int64) (clientele.Company, error) {
	var c clientele.Company
	err := b.store.InTx(ctx, func(t *store.Tx) error {
		c = clientele.Company{Life: clientele.Life{State: clientele.Active}}
		for what, read := range map[string]func(context.Context, *store.Tx, int64, *clientele.Company) error{
			"life": readLife, "mandates": readMandates, "letters": readLetters, "taken over": readTaken,
		} {
			if err := read(ctx, t, company, &c); err != nil {
				return fmt.Errorf("%s of company %d: %w", what, company, err)
			}
		}
		return nil
	})
	return c, err
}

// monthsTold is how many reported periods a brief tells.
const monthsTold = 3

// Brief gives what a case page tells of its company (clientele.Book).
func (b *Book) Brief(ctx context.Context, by casework.Actor, company int64) (clientele.Brief, error) {
	var out clientele.Brief
	err := b.store.InTx(ctx, func(t *store.Tx) error {
		out = clientele.Brief{}
		var c clientele.Company
		if err := readLife(ctx, t, company, &c); err != nil {
			return err
		}
		if out.Life = c.Life; out.Life.State == "" {
			out.Life.State = clientele.Active
		}
		var since, ordered *time.Time
		var periods []time.Time
		if err := t.QueryRow(ctx, `
			SELECT coalesce(h.channel, 'paper'), h.valid_from, EXISTS (SELECT FROM returned_letter r WHERE r.company_id = $1 AND r.lifted_at IS NULL),
			       (SELECT max(ordered_at) FROM credential_order o WHERE o.company_id = $1),
			       array(SELECT p.name || CASE WHEN p.role = '' THEN '' ELSE ', ' || p.role END FROM contact_person p WHERE p.company_id = $1 AND p.ended_at IS NULL ORDER BY p.id LIMIT 4),
			       array(SELECT DISTINCT l.period FROM fee_list l WHERE l.company_id = $1 AND l.state IN ('printed', 'handed_over', 'posted', 'retur') ORDER BY l.period DESC LIMIT 4)
			FROM (SELECT 1) one LEFT JOIN LATERAL (SELECT channel, valid_from FROM channel WHERE company_id = $1 AND valid_from <= $2 ORDER BY valid_from DESC, id DESC LIMIT 1) h ON true`,
			company, registry.DateColumn(register.DateOf(t.Now))).Scan(&out.Channel, &since, &out.Returned, &ordered, &out.Contacts, &periods); err != nil {
			return err
		}
		if since != nil {
			out.Since = register.PeriodOf(registry.Civil(since))
		}
		if ordered != nil {
			out.Credentials = *ordered
		}
		for _, p := range periods {
			out.ListsOut = append(out.ListsOut, register.PeriodOf(registry.Civil(&p)))
		}
		var err error
		out.Reported, err = months(ctx, t, by, company)
		return err
	})
	if err != nil {
		return out, fmt.Errorf("brief of company %d: %w", company, err)
	}
	return out, nil
}

// months gives what stands for the latest periods: neither reversed nor a reversal.
func months(ctx context.Context, t *store.Tx, by casework.Actor, company int64) ([]clientele.Month, error) {
	rows, err := t.Query(ctx, `
		SELECT r.period, count(p.id)::integer, coalesce(sum(p.member_fee + p.control_fee), 0)::bigint
		FROM fee_report r LEFT JOIN posting p ON p.report_id = r.id AND p.reverses IS NULL AND NOT EXISTS (SELECT FROM posting z WHERE z.reverses = p.id)
		     AND ($3 OR NOT EXISTS (SELECT FROM member m WHERE m.id = p.member_id AND m.protected))
		WHERE r.company_id = $1 GROUP BY r.period ORDER BY r.period DESC LIMIT $2`, company, monthsTold, by.Protected)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (clientele.Month, error) {
		var m clientele.Month
		var period time.Time
		err := row.Scan(&period, &m.Rows, &m.Total)
		m.Period = register.PeriodOf(registry.Civil(&period))
		return m, err
	})
}

func readLife(ctx context.Context, t *store.Tx, company int64, c *clientele.Company) error {
	rows, err := t.Query(ctx, `
		SELECT l.state, l.since, l.receiver, l.address, l.note, s.name, l.at, o.id, o.customer_number, o.organisation_number, o.name
		FROM company_life l JOIN staff s ON s.id = l.staff_id LEFT JOIN company o ON o.id = l.successor_id
		WHERE l.company_id = $1 ORDER BY l.since DESC, l.id DESC`, company)
	if err != nil {
		return err
	}
	today := register.DateOf(t.Now)
	c.Past, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (clientele.Life, error) {
		var l clientele.Life
		var since time.Time
		var id *int64
		var customer *int
		var number, name *string
		err := row.Scan(&l.State, &since, &l.Receiver, &l.Address, &l.Note, &l.By, &l.At, &id, &customer, &number, &name)
		l.Since = registry.Civil(&since)
		if err == nil && id != nil {
			l.Successor = &casework.CompanyRef{ID: *id, CustomerNumber: *customer, Name: *name}
			l.Successor.Organisation, err = register.ParseOrganisationNumber(*number)
		}
		return l, err
	})
	for _, l := range c.Past {
		if !today.Before(l.Since) {
			c.Life = l
			break
		}
	}
	return err
}

func readMandates(ctx context.Context, t *store.Tx, company int64, c *clientele.Company) error {
	rows, err := t.Query(ctx, `
		SELECT m.id, b.name, b.email, b.organisation_number, m.valid_from, m.valid_to, m.confirmed_from, s.name
		FROM mandate m JOIN bureau b ON b.id = m.bureau_id JOIN staff s ON s.id = m.confirmed_by
		WHERE m.company_id = $1 AND (m.valid_to IS NULL OR m.valid_to > $2) ORDER BY m.id`, company, registry.DateColumn(register.DateOf(t.Now)))
	if err != nil {
		return err
	}
	c.Mandates, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (clientele.Mandate, error) {
		var m clientele.Mandate
		var number string
		var from, to *time.Time
		err := row.Scan(&m.ID, &m.Bureau, &m.Email, &number, &from, &to, &m.ConfirmedFrom, &m.ConfirmedBy)
		m.From, m.To = registry.Civil(from), registry.Civil(to)
		if err == nil {
			m.Organisation, err = register.ParseOrganisationNumber(number)
		}
		return m, err
	})
	return err
}

func readLetters(ctx context.Context, t *store.Tx, company int64, c *clientele.Company) error {
	rows, err := t.Query(ctx, `SELECT number, kind, state, changed_at, coalesce(case_id, 0) FROM letter
		WHERE company_id = $1 AND kind <> 'list' ORDER BY id DESC LIMIT $2`, company, lettersShown)
	if err != nil {
		return err
	}
	if c.Letters, err = pgx.CollectRows(rows, pgx.RowToStructByPos[clientele.Letter]); err != nil {
		return err
	}
	if rows, err = t.Query(ctx, "SELECT reason, at FROM returned_letter WHERE company_id = $1 AND lifted_at IS NULL ORDER BY at DESC", company); err != nil {
		return err
	}
	if c.Returned, err = pgx.CollectRows(rows, pgx.RowToStructByPos[clientele.Returned]); err != nil {
		return err
	}
	if rows, err = t.Query(ctx, "SELECT period, until, reason FROM respite WHERE company_id = $1 AND ended_at IS NULL AND period > $2 ORDER BY period DESC",
		company, registry.DateColumn(register.PeriodOf(register.DateOf(t.Now)).AddMonths(-13).First())); err != nil {
		return err
	}
	c.Respites, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (clientele.Respite, error) {
		var r clientele.Respite
		var period time.Time
		var until *time.Time
		err := row.Scan(&period, &until, &r.Reason)
		r.Period, r.Until = register.PeriodOf(registry.Civil(&period)), registry.Civil(until)
		return r, err
	})
	return err
}

func readTaken(ctx context.Context, t *store.Tx, company int64, c *clientele.Company) error {
	rows, err := t.Query(ctx, `
		SELECT DISTINCT o.id, o.customer_number, o.organisation_number, o.name FROM company_life l JOIN company o ON o.id = l.company_id
		WHERE l.successor_id = $1 AND life_of(o.id, $2) = 'succeeded' ORDER BY o.name`, company, registry.DateColumn(register.DateOf(t.Now)))
	if err != nil {
		return err
	}
	c.Takes, err = pgx.CollectRows(rows, scanCompany)
	return err
}

func scanCompany(row pgx.CollectableRow) (casework.CompanyRef, error) {
	var c casework.CompanyRef
	var number string
	err := row.Scan(&c.ID, &c.CustomerNumber, &number, &c.Name)
	if err == nil {
		c.Organisation, err = register.ParseOrganisationNumber(number)
	}
	return c, err
}

// locked finds a company by its customer number and keeps others from changing it meanwhile.
func locked(ctx context.Context, t *store.Tx, customer int) (id int64, err error) {
	err = t.QueryRow(ctx, "SELECT id FROM company WHERE customer_number = $1 FOR NO KEY UPDATE", customer).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, casework.Refuse(casework.Invalid, "Inget företag har kundnummer %d.", customer)
	}
	return id, err
}

// SetLife adds a state (clientele.Book).
func (b *Book) SetLife(ctx context.Context, by casework.Actor, d clientele.SetLife) error {
	if err := d.Valid(); err != nil {
		return err
	}
	return b.store.InTx(ctx, func(t *store.Tx) error {
		company, err := locked(ctx, t, d.Customer)
		if err != nil {
			return err
		}
		var successor *int64
		if d.State == clientele.Succeeded {
			var id int64
			err := t.QueryRow(ctx, "SELECT id FROM company WHERE customer_number = $1 AND id <> $2", d.Successor, company).Scan(&id)
			if errors.Is(err, pgx.ErrNoRows) {
				return casework.Refuse(casework.Invalid, "Inget annat företag har kundnummer %d.", d.Successor)
			}
			if err != nil {
				return fmt.Errorf("life of company %d: %w", company, err)
			}
			successor = &id
		}
		var last *time.Time
		if err := t.QueryRow(ctx, "SELECT max(since) FROM company_life WHERE company_id = $1", company).Scan(&last); err != nil {
			return fmt.Errorf("life of company %d: %w", company, err)
		}
		if last != nil && d.Since.Before(registry.Civil(last)) {
			return casework.Refuse(casework.Invalid, "Dagen ligger före det som redan är antecknat, %s.", registry.Civil(last).Words())
		}
		if d.State != clientele.Bankruptcy {
			d.Receiver, d.Address = "", nil
		}
		if _, err := t.Exec(ctx, `INSERT INTO company_life (company_id, state, since, receiver, address, successor_id, note, staff_id, at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, company, d.State, registry.DateColumn(d.Since), strings.TrimSpace(d.Receiver),
			append([]string{}, d.Address...), successor, strings.TrimSpace(d.Note), by.ID, t.Now); err != nil {
			return fmt.Errorf("life of company %d: %w", company, err)
		}
		return nil
	})
}

// GiveMandate enters a mandate (clientele.Book).
func (b *Book) GiveMandate(ctx context.Context, by casework.Actor, d clientele.GiveMandate) error {
	if err := d.Valid(); err != nil {
		return err
	}
	return b.store.InTx(ctx, func(t *store.Tx) error {
		company, err := locked(ctx, t, d.Customer)
		if err != nil {
			return err
		}
		email := strings.ToLower(d.Email)
		var bureau int64
		if err := t.QueryRow(ctx, `
			INSERT INTO bureau (organisation_number, name, email, at) VALUES ($1, $2, $3, $4)
			ON CONFLICT (organisation_number) DO UPDATE SET name = excluded.name RETURNING id, email`,
			d.Organisation.Full(), strings.TrimSpace(d.Bureau), email, t.Now).Scan(&bureau, &email); err != nil {
			return fmt.Errorf("bureau of company %d: %w", company, err)
		}
		if email != strings.ToLower(d.Email) {
			return casework.Refuse(casework.Conflict, "Byrån är redan antecknad med en annan e-postadress, %s. Kontrollera med byrån.", email)
		}
		_, err = t.Exec(ctx, "INSERT INTO mandate (bureau_id, company_id, valid_from, confirmed_from, confirmed_by, at) VALUES ($1, $2, $3, $4, $5, $6)",
			bureau, company, registry.DateColumn(d.From), strings.TrimSpace(d.ConfirmedFrom), by.ID, t.Now)
		if store.Violates(err, "mandate_open") {
			return casework.Refuse(casework.Conflict, "Byrån har redan fullmakt för företaget.")
		}
		if err != nil {
			return fmt.Errorf("mandate of company %d: %w", company, err)
		}
		_, err = t.Exec(ctx, `
			INSERT INTO company_address (company_id, address, source, known_since) VALUES ($1, $2, 'clerk', $3)
			ON CONFLICT (company_id, address) DO UPDATE SET ended_at = NULL, known_since = excluded.known_since WHERE company_address.ended_at IS NOT NULL`, company, email, t.Now)
		if err != nil {
			return fmt.Errorf("mandate of company %d: %w", company, err)
		}
		return nil
	})
}

// EndMandate ends a mandate today (clientele.Book).
func (b *Book) EndMandate(ctx context.Context, by casework.Actor, customer int, mandate int64) error {
	return b.store.InTx(ctx, func(t *store.Tx) error {
		company, err := locked(ctx, t, customer)
		if err != nil {
			return err
		}
		var email string
		err = t.QueryRow(ctx, `
			UPDATE mandate m SET valid_to = greatest(m.valid_from, $3::date), ended_by = $4 FROM bureau b
			WHERE m.id = $1 AND m.company_id = $2 AND m.valid_to IS NULL AND b.id = m.bureau_id RETURNING b.email`,
			mandate, company, registry.DateColumn(register.DateOf(t.Now)), by.ID).Scan(&email)
		if errors.Is(err, pgx.ErrNoRows) {
			return casework.Refuse(casework.Conflict, "Fullmakten är redan avslutad. Läs om sidan.")
		}
		if err != nil {
			return fmt.Errorf("mandate %d: %w", mandate, err)
		}
		if _, err := t.Exec(ctx, "UPDATE company_address SET ended_at = $3 WHERE company_id = $1 AND address = $2 AND source = 'clerk' AND ended_at IS NULL",
			company, email, t.Now); err != nil {
			return fmt.Errorf("mandate %d: %w", mandate, err)
		}
		return nil
	})
}
