package queuebook

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
)

// candidate is what may be handed out to $1 at $2 ($3: may see restricted cases). A case of a
// company and period that somebody else holds is theirs (R6), what the actor let go lately is for
// others, and so is what was found not to do ($4).
const candidate = `
	c.state IN ('new', 'open') AND (c.holder_id IS NULL OR c.held_until <= $2) AND (NOT c.restricted OR $3) AND c.id <> ALL ($4)
	  AND NOT EXISTS (SELECT FROM decision_request q WHERE q.case_id = c.id AND q.settled_at IS NULL)
	  AND NOT EXISTS (SELECT FROM case_file x WHERE x.company_id = c.company_id AND x.period = c.period AND x.id <> c.id
	                  AND x.state IN ('new', 'open') AND x.holder_id <> $1 AND x.held_until > $2)
	  AND NOT EXISTS (SELECT FROM case_event e WHERE e.case_id = c.id AND e.kind = 'released' AND e.staff_id = $1 AND e.at > $2 - interval '1 hour')
	ORDER BY c.due_on, c.opened_at, c.id LIMIT 1 FOR UPDATE OF c SKIP LOCKED`

const found = `SELECT c.id, coalesce(c.company_id, 0), coalesce(extract(year FROM c.period) * 12 + extract(month FROM c.period), 0)::int FROM `

// What shares company and period with a case that the actor holds comes before all else.
var nextQueries = []string{
	found + `case_file m JOIN case_file c ON c.company_id = m.company_id AND c.period = m.period AND c.id <> m.id
	WHERE m.holder_id = $1 AND m.held_until > $2 AND m.state IN ('new', 'open') AND ` + candidate,
	found + `case_file c WHERE ` + candidate,
}

// heldByOther looks again when the group is locked: somebody may have taken a case of it while
// this one was found.
const heldByOther = `
	SELECT EXISTS (SELECT FROM case_file x WHERE x.company_id = $1 AND x.period = (SELECT period FROM case_file WHERE id = $2) AND x.id <> $2
	               AND x.state IN ('new', 'open') AND x.holder_id <> $3 AND x.held_until > $4)`

// Next hands out the case to work on now (casework.Queue).
func (b *Book) Next(ctx context.Context, by casework.Actor) (casework.CaseID, error) {
	var id casework.CaseID
	err := b.store.InTx(ctx, func(t *store.Tx) error {
		var err error
		if id, err = b.free(ctx, t, by); err != nil {
			return err
		}
		return casebook.Claim(ctx, t, by, id)
	})
	return id, err
}

// free finds and locks a case that the actor may take, together with its group.
func (b *Book) free(ctx context.Context, t *store.Tx, by casework.Actor) (casework.CaseID, error) {
	passed := []int64{}
	for _, query := range nextQueries {
		for {
			var id, company int64
			var month int
			err := t.QueryRow(ctx, query, by.ID, t.Now, by.Protected, passed).Scan(&id, &company, &month)
			if errors.Is(err, pgx.ErrNoRows) {
				break
			}
			if err != nil {
				return 0, fmt.Errorf("next case: %w", err)
			}
			if company == 0 || month == 0 {
				return casework.CaseID(id), nil
			}
			// One of a group at a time: two cases of one month must not go to two clerks.
			if _, err := t.Exec(ctx, "SELECT pg_advisory_xact_lock($1, $2)", int32(company), int32(month)); err != nil {
				return 0, fmt.Errorf("next case: %w", err)
			}
			var theirs bool
			if err := t.QueryRow(ctx, heldByOther, company, id, by.ID, t.Now).Scan(&theirs); err != nil {
				return 0, fmt.Errorf("next case: %w", err)
			}
			if !theirs {
				return casework.CaseID(id), nil
			}
			passed = append(passed, id)
		}
	}
	return 0, casework.Refuse(casework.NotFound, "Inget ärende väntar på att tas. Bra jobbat.")
}
