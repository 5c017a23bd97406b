package printroom

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/registry"
	"sef.se/kontakten/internal/register"
)

// DrawFile draws one file from what stands in the database and keeps it sealed, all in one
// transaction. It gives how many lists or letters were drawn: 0 where the file is drawn already,
// another program is at it, or the run was cancelled.
func (r *Room) DrawFile(ctx context.Context, file int64) (int, error) {
	if err := r.withoutProtected(ctx, file); err != nil {
		return 0, err
	}
	drawn := 0
	err := r.Store.InTx(ctx, func(t *store.Tx) error {
		drawn = 0
		b, err := takeFile(ctx, t, file)
		if err != nil || b == nil {
			return err
		}
		if b.kind == "letters" {
			drawn, err = r.drawLetters(ctx, t, b)
		} else {
			drawn, err = r.drawLists(ctx, t, b)
		}
		if err != nil || b.run == 0 {
			return err
		}
		return finishRun(ctx, t, b.run)
	})
	if err != nil {
		return 0, fmt.Errorf("draw file %d: %w", file, err)
	}
	return drawn, nil
}

// batch is a file about to be drawn.
type batch struct {
	id     int64
	kind   string
	period register.Period
	mode   casework.Mode
	run    int64
	no, of int
}

// takeFile takes a file that waits to be drawn; nil where there is nothing to do.
func takeFile(ctx context.Context, t *store.Tx, file int64) (*batch, error) {
	b := &batch{id: file}
	var period time.Time
	var state string
	err := t.QueryRow(ctx, `
		SELECT b.kind, b.period, b.mode, coalesce(b.run_id, 0), b.file, coalesce(r.state, 'drawing'),
		       (SELECT count(*) FROM print_batch o WHERE o.run_id = b.run_id)
		FROM print_batch b LEFT JOIN print_run r ON r.id = b.run_id
		WHERE b.id = $1 AND b.state = 'drawing' FOR UPDATE OF b SKIP LOCKED`, file).
		Scan(&b.kind, &period, &b.mode, &b.run, &b.no, &state, &b.of)
	if errors.Is(err, pgx.ErrNoRows) || err == nil && state == string(monthly.RunCancelled) {
		return nil, nil //nolint:nilnil // most often another program was faster
	}
	b.period, b.of = month(&period), max(b.of, 1)
	return b, err
}

// finishRun ends a run whose files are all drawn. Its row is locked, so that of two programs that
// draw the last two files the second sees the first one's.
func finishRun(ctx context.Context, t *store.Tx, run int64) error {
	if _, err := t.Exec(ctx, "SELECT FROM print_run WHERE id = $1 FOR UPDATE", run); err != nil {
		return err
	}
	_, err := t.Exec(ctx, `
		UPDATE print_run SET state = 'ready', ended_at = $2
		WHERE id = $1 AND state = 'drawing' AND NOT EXISTS (SELECT FROM print_batch WHERE run_id = $1 AND state = 'drawing')`, run, t.Now)
	return err
}

func (r *Room) drawLists(ctx context.Context, t *store.Tx, b *batch) (int, error) {
	lists, err := r.readLists(ctx, t, "l.batch_id = $1 AND l.state NOT IN ('superseded', 'cancelled')", b.id)
	if err != nil {
		return 0, err
	}
	pile := monthly.Pile{}
	numbered := make([]monthly.Numbered, len(lists))
	for i := range lists {
		numbered[i] = lists[i].Numbered
	}
	if len(lists) > 0 {
		if pile, err = r.Press.Lists(ctx, numbered, b.mode, b.no, b.of); err != nil {
			return 0, err
		}
	} else if pile.PDF, err = r.Press.Nothing(b.period, b.mode); err != nil {
		return 0, err
	}
	ids, addresses := make([]int64, len(lists)), make([]string, len(lists))
	for i, l := range lists {
		ids[i], addresses[i] = l.id, l.company
	}
	if _, err := t.Exec(ctx, `
		UPDATE fee_list l SET first_page = d.first, pages = d.pages FROM unnest($1::bigint[], $2::int[], $3::int[]) AS d(id, first, pages) WHERE l.id = d.id`,
		ids, pile.First, pile.Pages); err != nil {
		return 0, err
	}
	if _, err := t.Exec(ctx, `
		UPDATE letter l SET address = address_lines(c.name, c.care_of, c.street, c.postcode, c.city) FROM company c
		WHERE l.batch_id = $1 AND l.kind = 'list' AND c.id = l.company_id`, b.id); err != nil {
		return 0, err
	}
	return len(lists), r.keepPile(ctx, t, b.id, pile)
}

// keepPile seals a drawn file's documents and makes it ready.
func (r *Room) keepPile(ctx context.Context, t *store.Tx, file int64, pile monthly.Pile) error {
	var ids [3]any
	for i, pdf := range [][]byte{pile.PDF, pile.Control, pile.Index} {
		if pdf == nil {
			continue
		}
		id, err := t.Keep(ctx, pdf)
		if err != nil {
			return err
		}
		ids[i] = object(id)
	}
	_, err := t.Exec(ctx, `
		UPDATE print_batch SET state = 'ready', pages = $2, pdf_object = $3, control_object = $4, index_object = $5, ready_at = $6 WHERE id = $1`,
		file, pile.Total, ids[0], ids[1], ids[2], t.Now)
	return err
}

// standing is a list as it was numbered.
type standing struct {
	monthly.Numbered
	id      int64
	company string
}

// readLists rebuilds lists from what was numbered; names, numbers and addresses are today's. A
// list with a protected person is for nobody but those who took it off (withoutProtected).
func (r *Room) readLists(ctx context.Context, t *store.Tx, where string, args ...any) ([]standing, error) {
	rows, err := t.Query(ctx, `
		SELECT l.id, l.number, l.period, coalesce(e.number, ''), c.customer_number, c.organisation_number, c.name, c.care_of, c.street, c.postcode, c.city, c.region,
		       l.agreement, l.rate_from, l.member_rate, l.control_rate, l.pay_day, l.list_due, l.money_due,
		       m.id, m.personnummer, m.first_name, m.last_name, r.left_on
		FROM fee_list l JOIN company c ON c.id = l.company_id JOIN fee_list_row r ON r.list_id = l.id JOIN member m ON m.id = r.member_id
		LEFT JOIN letter e ON e.list_id = l.id AND e.kind = 'list'
		WHERE `+where+` AND NOT m.protected ORDER BY l.batch_id, l.place, r.row`, args...)
	if err != nil {
		return nil, err
	}
	var found []standing
	var row struct {
		id, member                                        int64
		number, letter, organisation, person, first, last string
		company                                           register.Company
		agreement                                         string
		rate                                              register.Rate
		period, rateFrom, payDay, listDue, moneyDue       time.Time
		left                                              *time.Time
	}
	var members [][]int64
	_, err = pgx.ForEachRow(rows, []any{&row.id, &row.number, &row.period, &row.letter, &row.company.CustomerNumber, &row.organisation, &row.company.Name,
		&row.company.CareOf, &row.company.Street, &row.company.Postcode, &row.company.City, &row.company.Region, &row.agreement, &row.rateFrom,
		&row.rate.MemberFee, &row.rate.ControlFee, &row.payDay, &row.listDue, &row.moneyDue, &row.member, &row.person, &row.first, &row.last, &row.left}, func() error {
		if n := len(found); n == 0 || found[n-1].id != row.id {
			next := standing{id: row.id, company: row.company.Name}
			next.Company, next.Agreement, next.Rate, next.Period = row.company, row.agreement, row.rate, month(&row.period)
			next.Rate.ValidFrom = registry.Civil(&row.rateFrom)
			next.Due = avgiftslista.DueDates{PayDay: registry.Civil(&row.payDay), List: registry.Civil(&row.listDue), Money: registry.Civil(&row.moneyDue)}
			var err error
			if next.Number, err = avgiftslista.ParseListNumber(row.number); err != nil {
				return fmt.Errorf("list %s: %w", row.number, err)
			}
			if next.Company.OrganisationNumber, err = register.ParseOrganisationNumber(row.organisation); err != nil {
				return fmt.Errorf("list %s: %w", row.number, err)
			}
			if row.letter != "" {
				if next.Letter, err = letter.ParseNumber(row.letter); err != nil {
					return fmt.Errorf("list %s: %w", row.number, err)
				}
			}
			found, members = append(found, next), append(members, nil)
		}
		p, err := register.ParsePersonnummer(row.person, register.Date{})
		if err != nil {
			return fmt.Errorf("list %s: a stored personnummer is none", row.number)
		}
		at := len(found) - 1
		found[at].Rows = append(found[at].Rows, avgiftslista.ListRow{Personnummer: p, FirstName: row.first, LastName: row.last, LeftOn: registry.Civil(row.left)})
		members[at] = append(members[at], row.member)
		return nil
	})
	if err == nil && r.LastMonth {
		err = lastPaid(ctx, t, found, members)
	}
	return found, err
}

// lastPaid fills what was reported for each member in the latest month before (R21).
func lastPaid(ctx context.Context, t *store.Tx, lists []standing, members [][]int64) error {
	ids := make([]int64, len(lists))
	for i, l := range lists {
		ids[i] = l.id
	}
	rows, err := t.Query(ctx, `
		SELECT l.id, p.member_id, sum(p.member_fee)::bigint, sum(p.control_fee)::bigint
		FROM fee_list l
		JOIN LATERAL (SELECT max(period) AS period FROM fee_report r WHERE r.company_id = l.company_id AND r.period < l.period) before ON true
		JOIN fee_report r ON r.company_id = l.company_id AND r.period = before.period JOIN posting p ON p.report_id = r.id AND p.member_id IS NOT NULL
		WHERE l.id = ANY($1) GROUP BY l.id, p.member_id`, ids)
	if err != nil {
		return err
	}
	type key struct{ list, member int64 }
	paid := map[key]avgiftslista.Paid{}
	var k key
	var sum avgiftslista.Paid
	if _, err := pgx.ForEachRow(rows, []any{&k.list, &k.member, &sum.MemberFee, &sum.ControlFee}, func() error { paid[k] = sum; return nil }); err != nil {
		return err
	}
	for i := range lists {
		for j, m := range members[i] {
			if sum, ok := paid[key{lists[i].id, m}]; ok {
				lists[i].Rows[j].Last = &sum
			}
		}
	}
	return nil
}
