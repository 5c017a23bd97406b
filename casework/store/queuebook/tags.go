package queuebook

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
)

// Tags gives the tags on cases that the actor may see (casework.Queue). It steps from one tag to
// the next through the index, so it costs by the tags there are, not by the cases that have them.
func (b *Book) Tags(ctx context.Context, by casework.Actor) ([]string, error) {
	rows, err := b.store.Pool().Query(ctx, `
		WITH RECURSIVE t (tag) AS (
			(SELECT g.tag FROM case_tag g ORDER BY g.tag LIMIT 1)
			UNION ALL SELECT (SELECT g.tag FROM case_tag g WHERE g.tag > t.tag ORDER BY g.tag LIMIT 1) FROM t WHERE t.tag IS NOT NULL)
		SELECT t.tag FROM t WHERE t.tag IS NOT NULL
		   AND ($1 OR EXISTS (SELECT FROM case_tag g JOIN case_file c ON c.id = g.case_id WHERE g.tag = t.tag AND NOT c.restricted)) LIMIT $2`,
		by.Protected, casework.MostTags)
	if err != nil {
		return nil, fmt.Errorf("tags: %w", err)
	}
	tags, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("tags: %w", err)
	}
	return tags, nil
}
