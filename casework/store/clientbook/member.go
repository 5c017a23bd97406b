package clientbook

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/clientele"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/registry"
	"sef.se/kontakten/internal/register"
)

// Member gives a member's page and logs the opening (clientele.Book).
func (b *Book) Member(ctx context.Context, by casework.Actor, id int64, why casework.Opening) (clientele.Member, error) {
	var m clientele.Member
	err := b.store.InTx(ctx, func(t *store.Tx) error {
		m = clientele.Member{ID: id}
		var number string
		var from, to, deceased *time.Time
		err := t.QueryRow(ctx, `
			SELECT personnummer, first_name || ' ' || last_name, member_from, member_to, deceased_on, absent_since IS NOT NULL
			FROM member WHERE id = $1 AND (NOT protected OR $2)`, id, by.Protected).Scan(&number, &m.Name, &from, &to, &deceased, &m.Absent)
		if errors.Is(err, pgx.ErrNoRows) {
			return casework.Refuse(casework.NotFound, "Medlemmen finns inte.")
		}
		if err != nil {
			return err
		}
		m.From, m.To, m.Deceased = registry.Civil(from), registry.Civil(to), registry.Civil(deceased)
		if m.Personnummer, err = register.ParsePersonnummer(number, register.Date{}); err != nil {
			return err
		}
		if m.Employments, err = employments(ctx, t, id); err != nil {
			return err
		}
		if m.Reports, err = memberReports(ctx, t, id); err != nil {
			return err
		}
		return t.LogAccess(ctx, store.Access{Staff: by.ID, What: why.What, Member: id, Reason: why.Reason})
	})
	if err != nil {
		return m, fmt.Errorf("member %d: %w", id, err)
	}
	return m, nil
}

func employments(ctx context.Context, t *store.Tx, member int64) ([]clientele.Employment, error) {
	rows, err := t.Query(ctx, `
		SELECT c.id, c.customer_number, c.organisation_number, c.name, e.from_date, e.to_date
		FROM employment e JOIN company c ON c.id = e.company_id WHERE e.member_id = $1 ORDER BY e.from_date DESC, e.id DESC`, member)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (clientele.Employment, error) {
		var e clientele.Employment
		var number string
		var from, to *time.Time
		err := row.Scan(&e.Company.ID, &e.Company.CustomerNumber, &number, &e.Company.Name, &from, &to)
		e.From, e.To = registry.Civil(from), registry.Civil(to)
		if err == nil {
			e.Company.Organisation, err = register.ParseOrganisationNumber(number)
		}
		return e, err
	})
}

// memberReports gives what stands for the member: neither reversed nor a reversal.
func memberReports(ctx context.Context, t *store.Tx, member int64) ([]clientele.MemberReport, error) {
	rows, err := t.Query(ctx, `
		SELECT c.id, c.customer_number, c.organisation_number, c.name, r.period, sum(p.member_fee)::bigint, sum(p.control_fee)::bigint,
		       coalesce(max(nullif(p.reason, '')), ''), max(r.channel), max(r.decided_at),
		       (SELECT count(*) FROM fee_report x WHERE x.company_id = c.id AND x.period = r.period)
		FROM posting p JOIN fee_report r ON r.id = p.report_id JOIN company c ON c.id = r.company_id
		WHERE p.member_id = $1 AND p.reverses IS NULL AND NOT EXISTS (SELECT FROM posting z WHERE z.reverses = p.id)
		GROUP BY c.id, r.period ORDER BY r.period DESC, c.name LIMIT 60`, member)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (clientele.MemberReport, error) {
		var m clientele.MemberReport
		var number string
		var period time.Time
		err := row.Scan(&m.Company.ID, &m.Company.CustomerNumber, &number, &m.Company.Name, &period, &m.MemberFee, &m.ControlFee, &m.Reason, &m.Channel, &m.At, &m.Versions)
		m.Period = register.PeriodOf(registry.Civil(&period))
		if err == nil {
			m.Company.Organisation, err = register.ParseOrganisationNumber(number)
		}
		return m, err
	})
}
