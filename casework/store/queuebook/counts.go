package queuebook

import (
	"context"
	"fmt"
	"strings"

	"sef.se/kontakten/casework"
)

// countCap bounds the counts of the views: "1 000+" tells as much and costs little.
const countCap = 1000

// counted are the views whose size stands beside them.
var counted = []casework.QueueView{casework.ViewLive, casework.ViewNew, casework.ViewMine, casework.ViewReplied, casework.ViewLate,
	casework.ViewWaiting, casework.ViewDue, casework.ViewSecond, casework.ViewAside}

// QueueCounts gives the size of each view, capped, and the actor's own views (casework.Queue).
func (b *Book) QueueCounts(ctx context.Context, by casework.Actor) (casework.QueuePage, error) {
	own, err := b.ownViews(ctx, by)
	if err != nil {
		return casework.QueuePage{}, err
	}
	var args arguments
	var selects []string
	count := func(f casework.QueueFilter) error {
		where, err := conditions{f, by, b.today(), b.clock()}.where("c", &args)
		selects = append(selects, fmt.Sprintf("(SELECT count(*) FROM (SELECT FROM case_file c WHERE %s LIMIT %d) v)", where, countCap))
		return err
	}
	for _, v := range counted {
		if err := count(casework.QueueFilter{View: v}); err != nil {
			return casework.QueuePage{}, err
		}
	}
	for _, o := range own {
		if err := count(o.Filter); err != nil {
			return casework.QueuePage{}, err
		}
	}
	for _, state := range []string{"second", "settling"} {
		selects = append(selects, fmt.Sprintf("(SELECT count(*) FROM (SELECT FROM verification v WHERE v.state IN ('second', 'settling') AND v.state = %s LIMIT %d) v)",
			args.add(state), countCap))
	}
	selects = append(selects, "(SELECT coalesce(max(id), 0) FROM case_file)")
	found := make([]int, len(selects))
	into := make([]any, len(selects))
	for i := range found {
		into[i] = &found[i]
	}
	if err := b.store.Pool().QueryRow(ctx, "SELECT "+strings.Join(selects, ", "), args...).Scan(into...); err != nil {
		return casework.QueuePage{}, fmt.Errorf("counts of the queue: %w", err)
	}
	page := casework.QueuePage{Counts: make(map[casework.QueueView]int, len(counted)+2), Own: own, Newest: casework.CaseID(found[len(found)-1])}
	for i, v := range append(counted[:len(counted):len(counted)], casework.ViewKeySecond, casework.ViewDiffers) {
		at := i
		if i >= len(counted) {
			at += len(own)
		}
		page.Counts[v] = found[at]
	}
	for i := range own {
		own[i].Count = found[len(counted)+i]
	}
	return page, nil
}
