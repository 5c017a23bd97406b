package registry

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/internal/register"
)

// Read reads the register's tables, with the channels that the companies have in
// period. All reads must see one moment: tx is repeatable read, or holds the
// register still.
func Read(ctx context.Context, tx pgx.Tx, period register.Period) (register.Data, error) {
	return read(ctx, tx, period, scope{})
}

// ReadSome reads the same of some companies only, by their ids in the database, with
// the people ever employed there and their employments there.
func ReadSome(ctx context.Context, tx pgx.Tx, period register.Period, companies []int64) (register.Data, error) {
	return read(ctx, tx, period, scope{
		companies: "WHERE c.id = ANY($2)", members: "WHERE m.id IN (SELECT member_id FROM employment WHERE company_id = ANY($1))",
		employments: "WHERE e.company_id = ANY($1)", args: []any{companies},
	})
}

// scope narrows what is read; its zero value is everything.
type scope struct {
	companies, members, employments string
	args                            []any
}

func read(ctx context.Context, tx pgx.Tx, period register.Period, of scope) (register.Data, error) {
	var data register.Data
	for _, part := range []struct {
		what string
		read func(context.Context, pgx.Tx, *register.Data, scope) error
	}{{"agreements", readAgreements}, {"companies", companiesOf(period)}, {"members", readMembers}, {"employments", readEmployments}} {
		if err := part.read(ctx, tx, &data, of); err != nil {
			return data, fmt.Errorf("read register, %s: %w", part.what, err)
		}
	}
	return data, nil
}

func readAgreements(ctx context.Context, tx pgx.Tx, data *register.Data, _ scope) error {
	rows, err := tx.Query(ctx, `
		SELECT a.key, a.name, r.valid_from, r.member_fee, r.control_fee
		FROM agreement a JOIN agreement_rate r ON r.agreement_id = a.id ORDER BY a.id, r.valid_from`)
	if err != nil {
		return err
	}
	var key, name string
	var from time.Time
	var member, control register.Percent
	_, err = pgx.ForEachRow(rows, []any{&key, &name, &from, &member, &control}, func() error {
		if n := len(data.Agreements); n == 0 || data.Agreements[n-1].Key != key {
			data.Agreements = append(data.Agreements, register.Agreement{Key: key, Name: name})
		}
		last := &data.Agreements[len(data.Agreements)-1]
		last.Rates = append(last.Rates, register.Rate{ValidFrom: Civil(&from), MemberFee: member, ControlFee: control})
		return nil
	})
	return err
}

// companiesOf reads the companies with the channel of one month. Before a
// company's first channel its first one holds.
func companiesOf(period register.Period) func(context.Context, pgx.Tx, *register.Data, scope) error {
	return func(ctx context.Context, tx pgx.Tx, data *register.Data, of scope) error {
		rows, err := tx.Query(ctx, `
			SELECT c.customer_number, c.organisation_number, c.name, c.care_of, c.street, c.postcode, c.city,
			       a.key, c.region, coalesce(c.pay_day, 0),
			       (SELECT h.channel FROM channel h WHERE h.company_id = c.id
			        ORDER BY h.valid_from <= $1 DESC, CASE WHEN h.valid_from <= $1 THEN h.valid_from END DESC,
			                 h.valid_from, h.id DESC LIMIT 1),
			       array(SELECT k.address FROM company_address k WHERE k.company_id = c.id AND k.ended_at IS NULL ORDER BY k.id)
			FROM company c JOIN agreement a ON a.id = c.agreement_id `+of.companies+` ORDER BY c.id`, append([]any{DateColumn(period.First())}, of.args...)...)
		if err != nil {
			return err
		}
		var c register.Company
		var number string
		_, err = pgx.ForEachRow(rows, []any{&c.CustomerNumber, &number, &c.Name, &c.CareOf, &c.Street, &c.Postcode, &c.City,
			&c.Agreement, &c.Region, &c.PayDay, &c.Channel, &c.Emails}, func() error {
			if c.OrganisationNumber, err = register.ParseOrganisationNumber(number); err != nil {
				return fmt.Errorf("company %d: %w", c.CustomerNumber, err)
			}
			data.Companies = append(data.Companies, c)
			c = register.Company{}
			return nil
		})
		return err
	}
}

func readMembers(ctx context.Context, tx pgx.Tx, data *register.Data, of scope) error {
	rows, err := tx.Query(ctx, `
		SELECT m.personnummer, m.first_name, m.last_name, m.member_from, m.member_to, m.deceased_on, m.protected,
		       array(SELECT a.personnummer FROM member_alias a WHERE a.member_id = m.id ORDER BY a.personnummer)
		FROM member m `+of.members+` ORDER BY m.id`, of.args...)
	if err != nil {
		return err
	}
	var number string
	var aliases []string
	var from, to, deceased *time.Time
	var m register.Member
	_, err = pgx.ForEachRow(rows, []any{&number, &m.FirstName, &m.LastName, &from, &to, &deceased, &m.Protected, &aliases}, func() error {
		m.MemberFrom, m.MemberTo, m.DeceasedOn, m.Aliases = Civil(from), Civil(to), Civil(deceased), nil
		numbers := make([]register.Personnummer, 0, 1+len(aliases))
		for _, digits := range append([]string{number}, aliases...) {
			p, err := register.ParsePersonnummer(digits, register.Date{})
			if err != nil {
				return fmt.Errorf("member %d: a stored personnummer is none", len(data.Members)+1)
			}
			numbers = append(numbers, p)
		}
		m.Personnummer, m.Aliases = numbers[0], numbers[1:]
		data.Members = append(data.Members, m)
		return nil
	})
	return err
}

func readEmployments(ctx context.Context, tx pgx.Tx, data *register.Data, of scope) error {
	rows, err := tx.Query(ctx, `
		SELECT m.personnummer, c.organisation_number, e.from_date, e.to_date
		FROM employment e JOIN member m ON m.id = e.member_id JOIN company c ON c.id = e.company_id `+of.employments+` ORDER BY e.id`, of.args...)
	if err != nil {
		return err
	}
	var person, company string
	var from, to *time.Time
	_, err = pgx.ForEachRow(rows, []any{&person, &company, &from, &to}, func() error {
		e := register.Employment{From: Civil(from), To: Civil(to)}
		if e.Personnummer, err = register.ParsePersonnummer(person, register.Date{}); err != nil {
			return fmt.Errorf("employment %d: a stored personnummer is none", len(data.Employments)+1)
		}
		if e.OrganisationNumber, err = register.ParseOrganisationNumber(company); err != nil {
			return fmt.Errorf("employment %d: %w", len(data.Employments)+1, err)
		}
		data.Employments = append(data.Employments, e)
		return nil
	})
	return err
}

// Civil reads a date column; pgx gives it as midnight UTC. nil is no day.
func Civil(t *time.Time) register.Date {
	if t == nil {
		return register.Date{}
	}
	return register.Date{Year: t.Year(), Month: t.Month(), Day: t.Day()}
}

// DateColumn writes a date column; no day is NULL.
func DateColumn(d register.Date) *time.Time {
	if d.IsZero() {
		return nil
	}
	t := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
	return &t
}
