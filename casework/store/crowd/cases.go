package crowd

import (
	"context"
	"encoding/json"
	"fmt"

	"sef.se/kontakten/internal/vault"
)

// cases opens cases over all companies and months. Their headings are those of a thousand mails.
func (c *crowd) cases(ctx context.Context) (err error) {
	if c.firstCase, err = c.base(ctx, "case_file"); err != nil {
		return err
	}
	if err := c.headings(ctx); err != nil {
		return err
	}
	const columns = `INSERT INTO case_file (origin, state, kinds, flags, company_id, period, heading_object, mode, opened_at, created_at, changed_at, due_on,
		waiting_until, waiting_reason, sort_name, replied_at) `
	const what = `(ARRAY['fee_data', 'question', 'paper_request', 'credential_request', 'contact_person', 'other', 'returned_list'])[1 + i %% 7]`
	return c.exec(ctx,
		columns+fmt.Sprintf(`
		SELECT 'mail', s.state, ARRAY[`+what+`],
		       CASE WHEN i %% 7 = 0 THEN '{member_missing,rate_deviation}'::text[] WHEN i %% 11 = 0 THEN '{total_mismatch}' ELSE '{}' END,
		       co.id, date '2026-11-01' - make_interval(months => (i / %[1]d) %% 6), h.id, 'test',
		       now() - make_interval(mins => i), now(), now(), (now() - make_interval(mins => i))::date + 5,
		       CASE WHEN s.state = 'waiting' THEN current_date + i %% 20 END, CASE WHEN s.state = 'waiting' THEN 'svar' ELSE '' END, co.name,
		       CASE WHEN i %% 50 = 1 THEN now() END
		FROM generate_series(0, %[2]d - 1) i
		JOIN LATERAL (SELECT (ARRAY['new', 'open', 'new', 'open', 'new', 'open', 'new', 'open', 'new', 'waiting'])[1 + i %% 10] AS state) s ON true
		JOIN company co ON co.id = %[3]d + i %% %[1]d
		JOIN crowd_heading h ON h.n = i %% %[4]d`, c.Companies, c.Open, c.company, headings),
		columns+fmt.Sprintf(`
		SELECT 'mail', CASE WHEN i %% 20 = 0 THEN 'decided' ELSE 'closed' END, ARRAY[`+what+`], '{}',
		       co.id, date '2026-09-01' - make_interval(months => (i / %[1]d) %% 60), NULL, 'test',
		       now() - make_interval(mins => 100000 + i), now(), now() - make_interval(mins => i), current_date, NULL, '', co.name, NULL
		FROM generate_series(0, %[2]d - 1) i JOIN company co ON co.id = %[3]d + i %% %[1]d`, c.Companies, c.Closed, c.company),
		"DROP TABLE crowd_heading")
}

// headings seals what the queue opens to show a line.
func (c *crowd) headings(ctx context.Context) error {
	objects := make([]vault.Object, headings)
	for i := range objects {
		plain, err := json.Marshal(map[string]string{"subject": fmt.Sprintf("Fackavgifter oktober, underlag %d", i), "sender": fmt.Sprintf("Eva Lind <lon%d@bolag.example>", i)})
		if err != nil {
			return err
		}
		if objects[i], err = c.vault.Seal(plain, c.Now); err != nil {
			return err
		}
	}
	if err := c.exec(ctx, "CREATE TEMPORARY TABLE crowd_heading (n integer PRIMARY KEY, id uuid)"); err != nil {
		return err
	}
	for _, t := range []struct {
		table   string
		columns []string
		row     func(i int) []any
	}{
		{"vault_object", []string{"id", "sealed"}, func(i int) []any { return []any{[16]byte(objects[i].ID), objects[i].Sealed} }},
		{"vault_key", []string{"object_id", "wrapped_key"}, func(i int) []any { return []any{[16]byte(objects[i].ID), objects[i].Key} }},
		{"crowd_heading", []string{"n", "id"}, func(i int) []any { return []any{i, [16]byte(objects[i].ID)} }},
	} {
		if err := c.copy(ctx, t.table, t.columns, headings, func(i int) ([]any, error) { return t.row(i), nil }); err != nil {
			return err
		}
	}
	return nil
}

// history gives each case its events and its mail, and the staff what they have read.
func (c *crowd) history(ctx context.Context) error {
	message, err := c.base(ctx, "message")
	if err != nil {
		return err
	}
	since := c.firstCase
	return c.exec(ctx,
		fmt.Sprintf(`INSERT INTO case_event (case_id, at, kind, text) SELECT c.id, c.opened_at, k, 'Ett mejl kom in.'
			FROM case_file c CROSS JOIN unnest('{arrived,read}'::text[]) k WHERE c.id >= %d`, since),
		fmt.Sprintf(`INSERT INTO message (id, sha256, size, message_id, received_at, fetched_at, state) OVERRIDING SYSTEM VALUE
			SELECT %d + id, decode(md5(id::text) || md5(id::text), 'hex'), 1000, 'crowd-' || id || '@bolag.example', opened_at, opened_at, 'cased' FROM case_file WHERE id >= %d`, message-since, since),
		fmt.Sprintf(`INSERT INTO case_message (message_id, case_id, role, at) SELECT %d + id, id, 'opened', opened_at FROM case_file WHERE id >= %d`, message-since, since),
		// One tag on many, closed ones above all, and one on few.
		fmt.Sprintf(`INSERT INTO case_tag (case_id, tag, staff_id, at) SELECT c.id, g.tag, 1, c.opened_at
			FROM case_file c CROSS JOIN (VALUES ('fråga', 3), ('underlag begärt', 17), ('sällan', 997)) g (tag, n) WHERE c.id >= %d AND c.id %% g.n = 0`, since),
		fmt.Sprintf(`INSERT INTO outbox (case_id, company_id, template, automatic, recipient, subject, body_object, message_id, mode, state, not_before, created_at)
			SELECT id, company_id, 'acknowledgement', true, 'lon@bolag.example', 'Svar', gen_random_uuid(), 'out-' || id || '@kontakten.example', 'test', 'sent', opened_at, opened_at
			FROM case_file WHERE id >= %d AND id %% 4 = 0`, since),
		fmt.Sprintf(`INSERT INTO access_log (at, staff_id, what, case_id) SELECT opened_at, 1, 'case', id FROM case_file WHERE id >= %d AND id %% 2 = 0`, since),
		fmt.Sprintf(`INSERT INTO decision (key, staff_id, subject, at, outcome) SELECT 'crowd-decision-' || id, 1, 'case ' || id, changed_at, '{}'
			FROM case_file WHERE id >= %d AND state IN ('decided', 'closed')`, since))
}

// reports books a report for each company in each of the last months.
func (c *crowd) reports(ctx context.Context) error {
	report, err := c.base(ctx, "fee_report")
	if err != nil {
		return err
	}
	const months = 12
	return c.exec(ctx,
		fmt.Sprintf(`INSERT INTO fee_report (company_id, period, version, kind, list_id, channel, booking_date, rows, member_fee, control_fee, decided_by, decided_at, screen,
			decision_key, reader, import_id, source_object, mode)
			SELECT l.company_id, date '2026-09-01' - make_interval(months => m), 1, 'new', l.id, 'paper', current_date, %d, 240000, 0, 1, now() - make_interval(months => m), '', 'crowd-report-' || l.id || '-' || m, '', 0,
			       gen_random_uuid(), 'test' FROM fee_list l CROSS JOIN generate_series(0, %d) m WHERE l.id >= %d`, membersEach, months-1, c.list),
		fmt.Sprintf(`INSERT INTO posting (report_id, row, member_id, member_fee, control_fee, mode)
			SELECT r.id, n, %d + (r.company_id - %d) * %d + n - 1, 60000, 0, 'test' FROM fee_report r CROSS JOIN generate_series(1, %d) n WHERE r.id >= %d`,
			c.member, c.company, membersEach, membersEach, report))
}
