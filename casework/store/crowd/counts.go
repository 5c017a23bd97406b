package crowd

import (
	"context"
	"fmt"
)

// decisions gives each closed case the events of its end, half of them approved, and keeps what
// triggers would have counted of all that was filled.
func (c *crowd) decisions(ctx context.Context) error {
	done := fmt.Sprintf("id >= %d AND state IN ('decided', 'closed')", c.firstCase)
	return c.exec(ctx,
		"INSERT INTO case_event (case_id, at, staff_id, kind, text) SELECT id, changed_at, 1, 'approved', '' FROM case_file WHERE id % 2 = 0 AND "+done,
		`INSERT INTO case_event (case_id, at, staff_id, kind, text, data) SELECT id, changed_at, 1, 'state', '', '{"from": "open", "to": "decided"}' FROM case_file WHERE `+done,
		"DELETE FROM mail_tally", "INSERT INTO mail_tally (what, n) SELECT 'message', count(*) FROM message UNION ALL SELECT 'case_message', count(*) FROM case_message",
		`INSERT INTO approval_week AS w SELECT date_trunc('week', changed_at AT TIME ZONE 'Europe/Stockholm')::date, 1, count(*), count(*) FROM case_file WHERE id % 2 = 0 AND `+done+` GROUP BY 1
		ON CONFLICT (monday, staff_id) DO UPDATE SET approvals = w.approvals + EXCLUDED.approvals, plain = w.plain + EXCLUDED.plain`)
}
