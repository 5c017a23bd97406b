// Package crowd fills a database as years of work would: companies, members, open and closed
// cases with their history, mails, lists, reports. It is for the test that looks at the plans of
// all queries (casework/web) and for bench/web; production code never imports it.
//
// What it writes goes past the triggers, as a superuser may, so it is for databases that are
// thrown away. Numbers are valid and invented; names are made of the number of their row.
package crowd

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/vault"
)

// Sizes says how much there shall be.
type Sizes struct {
	Companies int // each with four members and a list of October 2026 that is out
	Open      int // cases: half of them new, a tenth waiting
	Closed    int // cases, each with three or four events
	Now       time.Time
}

// membersEach is how many members a company has.
const membersEach = 4

// first is the customer number of the first company, beyond those of the sample register.
const first = 300_000

// headings is how many sealed headings the open cases share: opening one costs the same.
const headings = 1000

// October is the month of the lists.
var October = register.NewPeriod(2026, 10)

// crowd is a filling on its one connection.
type crowd struct {
	Sizes
	conn  *pgxpool.Conn
	vault *vault.Vault

	company, member, list, firstCase int64 // first id of each
}

// Fill fills the database behind pool. keys seals the headings of the open cases. It gives the
// number of the first list; those after it are by NumberOf.
func Fill(ctx context.Context, pool *pgxpool.Pool, keys *vault.Vault, s Sizes) error {
	conn, err := pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	c := &crowd{Sizes: s, conn: conn, vault: keys}
	if err := c.exec(ctx, "SET session_replication_role = replica", "SET maintenance_work_mem = '256MB'"); err != nil {
		return fmt.Errorf("fill: %w", err)
	}
	indexes, err := c.dropIndexes(ctx)
	if err != nil {
		return fmt.Errorf("fill: %w", err)
	}
	for _, part := range []struct {
		name string
		fill func(context.Context) error
	}{
		{"companies", c.companies}, {"members", c.members}, {"lists", c.lists}, {"headings and cases", c.cases}, {"history", c.history}, {"decisions", c.decisions}, {"reports", c.reports},
	} {
		if err := part.fill(ctx); err != nil {
			return fmt.Errorf("fill %s: %w", part.name, err)
		}
	}
	indexes = append(indexes, "RESET maintenance_work_mem", "SET session_replication_role = origin", "UPDATE system SET register_version = register_version + 1", "VACUUM ANALYZE")
	if err := c.exec(ctx, indexes...); err != nil {
		return fmt.Errorf("fill: %w", err)
	}
	return nil
}

// dropIndexes takes the indexes off the largest tables, but for those of constraints, and gives
// the statements that make them again: built at once they cost a fraction of row by row.
func (c *crowd) dropIndexes(ctx context.Context) ([]string, error) {
	rows, err := c.conn.Query(ctx, `
		SELECT i.indexname, i.indexdef FROM pg_indexes i WHERE i.schemaname = 'public' AND i.tablename IN ('case_file', 'case_event', 'message', 'outbox', 'access_log')
		AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conname = i.indexname)`)
	if err != nil {
		return nil, err
	}
	var again, drop []string
	var name, definition string
	if _, err := pgx.ForEachRow(rows, []any{&name, &definition}, func() error {
		again, drop = append(again, definition), append(drop, "DROP INDEX "+pgx.Identifier{name}.Sanitize())
		return nil
	}); err != nil {
		return nil, err
	}
	return again, c.exec(ctx, drop...)
}

// NumberOf is the number of company i's list.
func NumberOf(i int) string {
	n, err := avgiftslista.NewListNumber(first+i, October, 1)
	if err != nil {
		panic(err) // i is within Sizes
	}
	return n.String()
}

// base gives the id that a table's next row would have at least.
func (c *crowd) base(ctx context.Context, table string) (id int64, err error) {
	err = c.conn.QueryRow(ctx, "SELECT coalesce(max(id), 0) + 1 FROM "+table).Scan(&id)
	return id, err
}

func (c *crowd) exec(ctx context.Context, statements ...string) error {
	for _, sql := range statements {
		if _, err := c.conn.Exec(ctx, sql); err != nil {
			return fmt.Errorf("%.60s: %w", strings.TrimSpace(sql), err)
		}
	}
	return nil
}

func (c *crowd) copy(ctx context.Context, table string, columns []string, n int, row func(i int) ([]any, error)) error {
	_, err := c.conn.CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromSlice(n, row))
	return err
}

// withCheck adds the Luhn digit.
func withCheck(digits string) string {
	d, ok := register.LuhnDigit(digits)
	if !ok {
		panic(digits)
	}
	return digits + string(d)
}

func (c *crowd) companies(ctx context.Context) (err error) {
	if c.company, err = c.base(ctx, "company"); err != nil {
		return err
	}
	words := []string{"Elmontage", "Kraftteknik", "Larm & Tele", "Installation", "Automation", "Hissar", "Belysning"}
	err = c.copy(ctx, "company", []string{"customer_number", "organisation_number", "name", "street", "postcode", "city", "agreement_id", "first_seen"}, c.Companies,
		func(i int) ([]any, error) {
			return []any{first + i, withCheck(fmt.Sprintf("557%06d", i)), fmt.Sprintf("Bolag %05d %s AB", i, words[i%len(words)]), "Gatan 1", "111 22", "Orten", 1, c.Now}, nil
		})
	if err != nil {
		return err
	}
	return c.exec(ctx,
		fmt.Sprintf(`INSERT INTO company_address (company_id, address, source, known_since) SELECT id, 'lon@bolag' || id || '.example', 'register', now() - interval '1 year' FROM company WHERE id >= %d`, c.company),
		fmt.Sprintf(`INSERT INTO channel (company_id, valid_from, channel, source, created_at) SELECT id, '2025-01-01', 'paper', 'register', now() FROM company WHERE id >= %d`, c.company),
		fmt.Sprintf(`INSERT INTO contact_person (company_id, name, email, since) SELECT id, 'Kontakt ' || id, 'lon@bolag' || id || '.example', now() FROM company WHERE id >= %d`, c.company))
}

func (c *crowd) members(ctx context.Context) (err error) {
	if c.member, err = c.base(ctx, "member"); err != nil {
		return err
	}
	n := c.Companies * membersEach
	day := time.Date(1960, 1, 1, 0, 0, 0, 0, time.UTC)
	err = c.copy(ctx, "member", []string{"personnummer", "first_name", "last_name", "member_from"}, n, func(i int) ([]any, error) {
		born := day.AddDate(0, 0, i%14_000).Format("20060102")
		return []any{born[:2] + withCheck(born[2:]+fmt.Sprintf("%03d", 100+i/14_000)), fmt.Sprintf("Förnamn%d", i%500), fmt.Sprintf("Efternamn%d", i), "2015-01-01"}, nil
	})
	if err != nil {
		return err
	}
	return c.exec(ctx, fmt.Sprintf(`INSERT INTO employment (member_id, company_id, from_date)
		SELECT id, %d + (id - %d) / %d, '2015-01-01' FROM member WHERE id >= %d`, c.company, c.member, membersEach, c.member))
}

func (c *crowd) lists(ctx context.Context) (err error) {
	if c.list, err = c.base(ctx, "fee_list"); err != nil {
		return err
	}
	month := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	err = c.exec(ctx, `INSERT INTO print_batch (id, period, state, lists, started_at, mode) OVERRIDING SYSTEM VALUE
		VALUES (900000, '2026-10-01', 'drawing', 1, now(), 'test') ON CONFLICT DO NOTHING`)
	if err != nil {
		return err
	}
	err = c.copy(ctx, "fee_list", []string{"company_id", "period", "version", "number", "state", "rows", "batch_id", "place", "agreement", "rate_from", "member_rate", "control_rate",
		"pay_day", "list_due", "money_due", "mode", "printed_at", "changed_at"}, c.Companies, func(i int) ([]any, error) {
		return []any{c.company + int64(i), month, 1, NumberOf(i), "posted", membersEach, 900000, i + 1, "Installationsavtalet", "2020-01-01", 190, 100,
			"2026-10-25", "2026-11-10", "2026-11-25", "test", c.Now, c.Now}, nil
	})
	if err != nil {
		return err
	}
	return c.exec(ctx,
		fmt.Sprintf(`INSERT INTO fee_list_row (list_id, row, member_id) SELECT l.id, r, %d + (l.id - %d) * %d + r - 1
			FROM fee_list l CROSS JOIN generate_series(1, %d) r WHERE l.id >= %d`, c.member, c.list, membersEach, membersEach, c.list),
		fmt.Sprintf(`INSERT INTO fee_list_event (list_id, at, state) SELECT id, now(), 'posted' FROM fee_list WHERE id >= %d`, c.list),
		fmt.Sprintf(`INSERT INTO letter (number, company_id, kind, list_id, state, created_at, changed_at, mode)
			SELECT lpad((10000000 + id)::text, 8, '0'), company_id, 'list', id, 'posted', now(), now(), 'test' FROM fee_list WHERE id >= %d`, c.list))
}
