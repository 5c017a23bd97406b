package registry

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework/store/delivery"
	"sef.se/kontakten/internal/register"
)

// importing carries out one delivery. The transaction is given to its methods as
// it is to all SQL: nothing of it lasts.
type importing struct {
	pgx.Tx
	now time.Time
}

// Standing reads what the database holds, with its absence marks.
func Standing(ctx context.Context, tx pgx.Tx, now time.Time) (delivery.Standing, error) {
	s := delivery.Standing{
		AbsentCompanies: map[register.OrganisationNumber]bool{},
		AbsentMembers:   map[register.Personnummer]bool{},
		AbsentJobs:      map[delivery.JobKey]bool{},
	}
	var err error
	if s.Data, err = Read(ctx, tx, register.PeriodOf(register.DateOf(now))); err != nil {
		return s, err
	}
	return s, readAbsent(ctx, tx, &s)
}

func readAbsent(ctx context.Context, tx pgx.Tx, s *delivery.Standing) error {
	rows, err := tx.Query(ctx, `
		SELECT organisation_number, '', NULL::date FROM company WHERE absent_since IS NOT NULL
		UNION ALL
		SELECT '', personnummer, NULL FROM member WHERE absent_since IS NOT NULL
		UNION ALL
		SELECT c.organisation_number, m.personnummer, e.from_date
		FROM employment e JOIN member m ON m.id = e.member_id JOIN company c ON c.id = e.company_id
		WHERE e.absent_since IS NOT NULL`)
	if err != nil {
		return fmt.Errorf("absent in the register: %w", err)
	}
	var company, person string
	var from *time.Time
	_, err = pgx.ForEachRow(rows, []any{&company, &person, &from}, func() error {
		o, _ := register.ParseOrganisationNumber(company)
		p, _ := register.ParsePersonnummer(person, register.Date{})
		switch {
		case person == "":
			s.AbsentCompanies[o] = true
		case company == "":
			s.AbsentMembers[p] = true
		default:
			s.AbsentJobs[delivery.JobKey{Person: p, Company: o, From: Civil(from)}] = true
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("absent in the register: %w", err)
	}
	return nil
}

// CarryOut does what the plan says; rows carry now. Each step is one statement
// over all its rows: a statement a row would write the register's version as
// often. New companies get their customer numbers, also in p.
func CarryOut(ctx context.Context, tx pgx.Tx, now time.Time, p delivery.Plan) error {
	t := importing{tx, now}
	for _, step := range []struct {
		what string
		do   func(context.Context, delivery.Plan) error
	}{
		{"agreements", t.putAgreements},
		{"new companies", t.addCompanies},
		{"changed companies", t.changeCompanies},
		{"replaced numbers", t.rekeyMembers},
		{"members", t.putMembers},
		{"employments", t.putEmployments},
		{"absence", t.markAbsent},
	} {
		if err := step.do(ctx, p); err != nil {
			return fmt.Errorf("%s: %w", step.what, err)
		}
	}
	return nil
}

func (t importing) putAgreements(ctx context.Context, p delivery.Plan) error {
	for _, a := range p.Agreements {
		var id int64
		if err := t.QueryRow(ctx, `
			INSERT INTO agreement (key, name) VALUES ($1, $2)
			ON CONFLICT (key) DO UPDATE SET name = excluded.name RETURNING id`, a.Key, a.Name).Scan(&id); err != nil {
			return err
		}
		for _, r := range a.Rates {
			if _, err := t.Exec(ctx, `
				INSERT INTO agreement_rate (agreement_id, valid_from, member_fee, control_fee) VALUES ($1, $2, $3, $4)
				ON CONFLICT (agreement_id, valid_from) DO UPDATE
				SET member_fee = excluded.member_fee, control_fee = excluded.control_fee`,
				id, DateColumn(r.ValidFrom), r.MemberFee, r.ControlFee); err != nil {
				return err
			}
		}
	}
	return nil
}

// addCompanies inserts companies that are seen for the first time, with a number
// that they keep for ever, and seeds their channel and addresses, which are ours
// from then on.
func (t importing) addCompanies(ctx context.Context, p delivery.Plan) error {
	if len(p.NewCompany) == 0 {
		return nil
	}
	if err := t.giveNumbers(ctx, p.NewCompany); err != nil {
		return err
	}
	_, err := t.Exec(ctx, `
		WITH file AS (SELECT * FROM jsonb_to_recordset($1) AS f (n int, number int, organisation text, name text, care_of text,
		              street text, postcode text, city text, agreement text, region text, pay_day int, channel text, emails text[])),
		fresh AS (
			INSERT INTO company (customer_number, organisation_number, name, care_of, street, postcode, city,
			                     agreement_id, region, pay_day, first_seen)
			SELECT f.number, f.organisation, f.name, f.care_of, f.street, f.postcode, f.city, a.id, f.region, nullif(f.pay_day, 0), $2
			FROM file f JOIN agreement a ON a.key = f.agreement ORDER BY f.n
			RETURNING id, organisation_number),
		seeded AS (
			INSERT INTO channel (company_id, valid_from, channel, source, created_at)
			SELECT c.id, $3, f.channel, 'register', $2 FROM fresh c JOIN file f ON f.organisation = c.organisation_number)
		INSERT INTO company_address (company_id, address, source, known_since)
		SELECT c.id, lower(e.address), 'register', $2
		FROM fresh c JOIN file f ON f.organisation = c.organisation_number,
		     LATERAL unnest(f.emails) WITH ORDINALITY AS e (address, n)
		ORDER BY c.id, e.n
		ON CONFLICT (company_id, address) DO NOTHING`,
		companyRecords(p.NewCompany), t.now, DateColumn(register.PeriodOf(register.DateOf(t.now)).First()))
	return err
}

// giveNumbers gives each company without a number the next free one.
func (t importing) giveNumbers(ctx context.Context, companies []register.Company) error {
	taken := map[int]bool{}
	for _, c := range companies {
		taken[c.CustomerNumber] = true
	}
	for i := range companies {
		for companies[i].CustomerNumber == 0 {
			var number int
			var used bool
			if err := t.QueryRow(ctx, `
				WITH next AS (SELECT nextval('customer_number')::integer AS number)
				SELECT number, EXISTS (SELECT 1 FROM company WHERE customer_number = number) FROM next`).Scan(&number, &used); err != nil {
				return err
			}
			if !used && !taken[number] {
				companies[i].CustomerNumber = number
			}
		}
	}
	return nil
}

func (t importing) changeCompanies(ctx context.Context, p delivery.Plan) error {
	if len(p.Company) == 0 {
		return nil
	}
	_, err := t.Exec(ctx, `
		UPDATE company c SET name = f.name, care_of = f.care_of, street = f.street, postcode = f.postcode, city = f.city,
		       agreement_id = a.id, region = f.region, pay_day = nullif(f.pay_day, 0), absent_since = NULL
		FROM jsonb_to_recordset($1) AS f (organisation text, name text, care_of text, street text, postcode text, city text,
		     agreement text, region text, pay_day int)
		JOIN agreement a ON a.key = f.agreement
		WHERE c.organisation_number = f.organisation`, companyRecords(p.Company))
	return err
}

// companyRecords are companies as jsonb_to_recordset reads them.
func companyRecords(companies []register.Company) []map[string]any {
	records := make([]map[string]any, len(companies))
	for i, c := range companies {
		emails := c.Emails
		if emails == nil {
			emails = []string{}
		}
		records[i] = map[string]any{"n": i, "number": c.CustomerNumber, "organisation": c.OrganisationNumber.Full(), "name": c.Name,
			"care_of": c.CareOf, "street": c.Street, "postcode": c.Postcode, "city": c.City, "agreement": c.Agreement,
			"region": c.Region, "pay_day": c.PayDay, "channel": c.Channel, "emails": emails}
	}
	return records
}
