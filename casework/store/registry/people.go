package registry

import (
	"context"

	"sef.se/kontakten/casework/store/delivery"
	"sef.se/kontakten/internal/register"
)

// rekeyMembers gives a person the personnummer that replaced a samordningsnummer;
// the old one still finds the person.
func (t importing) rekeyMembers(ctx context.Context, p delivery.Plan) error {
	for _, r := range p.Rekeyed {
		if _, err := t.Exec(ctx, `
			WITH changed AS (UPDATE member SET personnummer = $2 WHERE personnummer = $1 RETURNING id)
			INSERT INTO member_alias (personnummer, member_id) SELECT $1, id FROM changed`, r.Old.Full(), r.New.Full()); err != nil {
			return err
		}
	}
	return nil
}

// putMembers inserts new members in the files' order and changes known ones. A
// member who comes under an earlier number keeps the present one.
func (t importing) putMembers(ctx context.Context, p delivery.Plan) error {
	if len(p.NewMember) > 0 {
		if _, err := t.Exec(ctx, `
			INSERT INTO member (personnummer, first_name, last_name, member_from, member_to, deceased_on, protected)
			SELECT number, first, last, member_from, member_to, deceased_on, protected
			FROM jsonb_to_recordset($1) AS f (n int, number text, first text, last text, member_from date, member_to date,
			     deceased_on date, protected boolean) ORDER BY n`, memberRecords(p.NewMember)); err != nil {
			return err
		}
	}
	if len(p.Member) == 0 {
		return nil
	}
	_, err := t.Exec(ctx, `
		UPDATE member m SET first_name = f.first, last_name = f.last, member_from = f.member_from, member_to = f.member_to,
		       deceased_on = f.deceased_on, protected = f.protected, absent_since = NULL
		FROM jsonb_to_recordset($1) AS f (number text, first text, last text, member_from date, member_to date,
		     deceased_on date, protected boolean)
		WHERE m.personnummer = f.number OR m.id = (SELECT a.member_id FROM member_alias a WHERE a.personnummer = f.number)`,
		memberRecords(p.Member))
	return err
}

func memberRecords(members []register.Member) []map[string]any {
	records := make([]map[string]any, len(members))
	for i, m := range members {
		records[i] = map[string]any{"n": i, "number": m.Personnummer.Full(), "first": m.FirstName, "last": m.LastName,
			"member_from": dateText(m.MemberFrom), "member_to": dateText(m.MemberTo), "deceased_on": dateText(m.DeceasedOn),
			"protected": m.Protected}
	}
	return records
}

// dateText writes a day for a JSON record; no day is null.
func dateText(d register.Date) any {
	if d.IsZero() {
		return nil
	}
	return d.String()
}

func (t importing) putEmployments(ctx context.Context, p delivery.Plan) error {
	all := append(append([]register.Employment{}, p.NewJob...), p.Job...)
	if len(all) == 0 {
		return nil
	}
	records := make([]map[string]any, len(all))
	for i, e := range all {
		records[i] = map[string]any{"n": i, "number": e.Personnummer.Full(), "organisation": e.OrganisationNumber.Full(),
			"from_date": dateText(e.From), "to_date": dateText(e.To)}
	}
	_, err := t.Exec(ctx, `
		INSERT INTO employment (member_id, company_id, from_date, to_date)
		SELECT coalesce(m.id, a.member_id), c.id, f.from_date, f.to_date
		FROM jsonb_to_recordset($1) AS f (n int, number text, organisation text, from_date date, to_date date)
		JOIN company c ON c.organisation_number = f.organisation
		LEFT JOIN member m ON m.personnummer = f.number
		LEFT JOIN member_alias a ON a.personnummer = f.number
		ORDER BY f.n
		ON CONFLICT (member_id, company_id, from_date) DO UPDATE SET to_date = excluded.to_date, absent_since = NULL`, records)
	return err
}

// markAbsent marks what the files no longer hold: "saknas i registret sedan …".
func (t importing) markAbsent(ctx context.Context, p delivery.Plan) error {
	if len(p.GoneCompany) > 0 {
		numbers := make([]string, len(p.GoneCompany))
		for i, o := range p.GoneCompany {
			numbers[i] = o.Full()
		}
		if _, err := t.Exec(ctx, "UPDATE company SET absent_since = $1 WHERE organisation_number = ANY ($2)", t.now, numbers); err != nil {
			return err
		}
	}
	if len(p.GoneMember) > 0 {
		numbers := make([]string, len(p.GoneMember))
		for i, m := range p.GoneMember {
			numbers[i] = m.Full()
		}
		if _, err := t.Exec(ctx, "UPDATE member SET absent_since = $1 WHERE personnummer = ANY ($2)", t.now, numbers); err != nil {
			return err
		}
	}
	if len(p.GoneJob) == 0 {
		return nil
	}
	records := make([]map[string]any, len(p.GoneJob))
	for i, k := range p.GoneJob {
		records[i] = map[string]any{"number": k.Person.Full(), "organisation": k.Company.Full(), "from_date": k.From.String()}
	}
	_, err := t.Exec(ctx, `
		UPDATE employment e SET absent_since = $1
		FROM jsonb_to_recordset($2) AS f (number text, organisation text, from_date date)
		JOIN company c ON c.organisation_number = f.organisation
		JOIN member m ON m.personnummer = f.number
		WHERE e.member_id = m.id AND e.company_id = c.id AND e.from_date = f.from_date`, t.now, records)
	return err
}
