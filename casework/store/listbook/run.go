package listbook

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/store/registry"
	"sef.se/kontakten/internal/register"
)

// RunLists prints what is new for a period (casework.Lists).
func (b *Book) RunLists(ctx context.Context, by casework.Actor, p register.Period, draw casework.Drawer) (casework.RunResult, error) {
	if !by.IsProgram() && !by.Supervises() {
		return casework.RunResult{}, casework.Refuse(casework.Denied, "Månadens listor skrivs ut av en arbetsledare.")
	}
	if err := casebook.CheckPeriod(p, register.DateOf(b.clock())); err != nil {
		return casework.RunResult{}, err
	}
	lists, err := b.monthsLists(ctx, p)
	if err != nil {
		return casework.RunResult{}, err
	}
	var result casework.RunResult
	err = b.store.InTx(ctx, func(t *store.Tx) error {
		result, err = b.number(ctx, t, by, p, lists)
		return err
	})
	if err != nil {
		return casework.RunResult{}, err
	}
	return result, b.drawWaiting(ctx, p, draw)
}

// monthsLists are the lists of the period by the channels that hold in it.
func (b *Book) monthsLists(ctx context.Context, p register.Period) ([]avgiftslista.List, error) {
	reg, err := b.store.RegisterOf(ctx, p)
	if err != nil {
		return nil, err
	}
	lists, err := avgiftslista.Lists(reg.Register, p, b.run)
	if err != nil {
		return nil, &casework.Error{Kind: casework.Invalid, Cause: err,
			Sentence: fmt.Sprintf("Listorna för %s kan inte skrivas ut: %v. Rätta registret och kör igen.", p.Words(), err)}
	}
	return lists, nil
}

// number gives every list that is new its number and keeps its rows, in one batch in post order.
func (b *Book) number(ctx context.Context, t *store.Tx, by casework.Actor, p register.Period, lists []avgiftslista.List) (casework.RunResult, error) {
	if err := lockPeriod(ctx, t, p); err != nil {
		return casework.RunResult{}, err
	}
	standing, versions, err := standingLists(ctx, t, p)
	if err != nil {
		return casework.RunResult{}, err
	}
	fresh := slices.DeleteFunc(slices.Clone(lists), func(l avgiftslista.List) bool { return standing[l.Company.CustomerNumber] })
	result := casework.RunResult{Lists: len(fresh), Already: len(lists) - len(fresh)}
	if len(fresh) == 0 {
		return result, nil
	}
	mode, err := t.Mode(ctx)
	if err != nil {
		return result, err
	}
	if err := t.QueryRow(ctx, `
		INSERT INTO print_batch (period, state, lists, staff_id, started_at, mode) VALUES ($1, 'drawing', $2, nullif($3::bigint, 0), $4, $5) RETURNING id`,
		monthColumn(p), len(fresh), by.ID, t.Now, mode).Scan(&result.Batch); err != nil {
		return result, fmt.Errorf("batch of %s: %w", p, err)
	}
	for i := range fresh {
		version := versions[fresh[i].Company.CustomerNumber] + 1
		if fresh[i].Number, err = avgiftslista.NewListNumber(fresh[i].Company.CustomerNumber, p, version); err != nil {
			return result, &casework.Error{Kind: casework.Invalid, Cause: err,
				Sentence: fmt.Sprintf("Kund %d har redan nio utskrifter för %s. En tionde går inte att numrera.", fresh[i].Company.CustomerNumber, p.Words())}
		}
	}
	return result, insertLists(ctx, t, by, result.Batch, fresh, mode)
}

// standingLists tells which customers have a list of the period, and the highest print version
// of those that ever had one.
func standingLists(ctx context.Context, t *store.Tx, p register.Period) (map[int]bool, map[int]int, error) {
	rows, err := t.Query(ctx, `
		SELECT c.customer_number, max(l.version), bool_or(l.state NOT IN ('superseded', 'cancelled'))
		FROM fee_list l JOIN company c ON c.id = l.company_id WHERE l.period = $1 GROUP BY c.customer_number`, monthColumn(p))
	if err != nil {
		return nil, nil, fmt.Errorf("lists of %s: %w", p, err)
	}
	standing, versions := map[int]bool{}, map[int]int{}
	var customer, version int
	var stands bool
	_, err = pgx.ForEachRow(rows, []any{&customer, &version, &stands}, func() error {
		standing[customer], versions[customer] = stands, version
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("lists of %s: %w", p, err)
	}
	return standing, versions, nil
}

// insertLists writes lists and their rows with COPY: a month is tens of thousands of rows.
func insertLists(ctx context.Context, t *store.Tx, by casework.Actor, batch int64, lists []avgiftslista.List, mode casework.Mode) error {
	companies, err := companyIDs(ctx, t)
	if err != nil {
		return err
	}
	members, err := memberIDs(ctx, t, lists)
	if err != nil {
		return err
	}
	_, err = t.CopyFrom(ctx, pgx.Identifier{"fee_list"},
		[]string{"company_id", "period", "version", "number", "state", "rows", "batch_id", "place", "agreement", "rate_from", "member_rate", "control_rate",
			"pay_day", "list_due", "money_due", "mode", "printed_at", "changed_at"},
		pgx.CopyFromSlice(len(lists), func(i int) ([]any, error) {
			l := lists[i]
			return []any{companies[l.Company.CustomerNumber], monthColumn(l.Period), int16(l.Number.Version()), l.Number.String(), casework.ListPrinted, len(l.Rows),
				batch, i + 1, l.Agreement, registry.DateColumn(l.Rate.ValidFrom), int(l.Rate.MemberFee), int(l.Rate.ControlFee),
				registry.DateColumn(l.Due.PayDay), registry.DateColumn(l.Due.List), registry.DateColumn(l.Due.Money), string(mode), t.Now, t.Now}, nil
		}))
	if err != nil {
		return fmt.Errorf("lists of batch %d: %w", batch, err)
	}
	ids, err := batchIDs(ctx, t, batch)
	if err != nil {
		return err
	}
	var rows [][]any
	for i, l := range lists {
		for n, r := range l.Rows {
			id, ok := members[r.Personnummer]
			if !ok {
				return fmt.Errorf("list %s, row %d: the member is not in the database", l.Number, n+1)
			}
			rows = append(rows, []any{ids[i], n + 1, id, registry.DateColumn(r.LeftOn)})
		}
	}
	if _, err := t.CopyFrom(ctx, pgx.Identifier{"fee_list_row"}, []string{"list_id", "row", "member_id", "left_on"}, pgx.CopyFromRows(rows)); err != nil {
		return fmt.Errorf("rows of batch %d: %w", batch, err)
	}
	if _, err := t.Exec(ctx, `
		INSERT INTO fee_list_event (list_id, at, staff_id, state) SELECT id, $2, nullif($3::bigint, 0), state FROM fee_list WHERE batch_id = $1`,
		batch, t.Now, by.ID); err != nil {
		return fmt.Errorf("events of batch %d: %w", batch, err)
	}
	return nil
}

func batchIDs(ctx context.Context, t *store.Tx, batch int64) ([]int64, error) {
	rows, err := t.Query(ctx, "SELECT id FROM fee_list WHERE batch_id = $1 ORDER BY place", batch)
	if err != nil {
		return nil, fmt.Errorf("lists of batch %d: %w", batch, err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return nil, fmt.Errorf("lists of batch %d: %w", batch, err)
	}
	return ids, nil
}

func companyIDs(ctx context.Context, t *store.Tx) (map[int]int64, error) {
	rows, err := t.Query(ctx, "SELECT customer_number, id FROM company")
	if err != nil {
		return nil, fmt.Errorf("companies: %w", err)
	}
	ids := map[int]int64{}
	var customer int
	var id int64
	if _, err := pgx.ForEachRow(rows, []any{&customer, &id}, func() error { ids[customer] = id; return nil }); err != nil {
		return nil, fmt.Errorf("companies: %w", err)
	}
	return ids, nil
}

func memberIDs(ctx context.Context, t *store.Tx, lists []avgiftslista.List) (map[register.Personnummer]int64, error) {
	var numbers []string
	for _, l := range lists {
		for _, r := range l.Rows {
			numbers = append(numbers, r.Personnummer.Full())
		}
	}
	return casebook.MemberIDs(ctx, t, numbers)
}

// drawWaiting draws every batch of the period that is not drawn yet: the one just numbered and
// those of runs that died.
func (b *Book) drawWaiting(ctx context.Context, p register.Period, draw casework.Drawer) error {
	rows, err := b.store.Pool().Query(ctx, "SELECT id FROM print_batch WHERE period = $1 AND state = 'drawing' ORDER BY id", monthColumn(p))
	if err != nil {
		return fmt.Errorf("batches of %s: %w", p, err)
	}
	waiting, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return fmt.Errorf("batches of %s: %w", p, err)
	}
	for _, id := range waiting {
		if err := b.DrawBatch(ctx, id, draw); err != nil {
			return err
		}
	}
	return nil
}

// DrawBatch draws a batch from what stands in the database and keeps it sealed. A batch that
// is drawn already stays as it is.
func (b *Book) DrawBatch(ctx context.Context, batch int64, draw casework.Drawer) error {
	waiting, mode, err := b.waitingBatch(ctx, batch)
	if err != nil || len(waiting.lists) == 0 {
		return err
	}
	drawing, err := draw.Draw(ctx, waiting.lists, mode)
	if err != nil {
		return &casework.Error{Kind: casework.Unavailable, Cause: fmt.Errorf("draw batch %d: %w", batch, err),
			Sentence: "Listorna är numrerade men kunde inte ritas. Kör en gång till, så ritas de utan nya nummer."}
	}
	return b.store.InTx(ctx, func(t *store.Tx) error {
		var state string
		if err := t.QueryRow(ctx, "SELECT state FROM print_batch WHERE id = $1 FOR UPDATE", batch).Scan(&state); err != nil || state == "ready" {
			return err // another run drew it meanwhile
		}
		id, err := t.Keep(ctx, drawing.PDF)
		if err != nil {
			return err
		}
		pages := 0
		for _, n := range drawing.Pages {
			pages += n
		}
		if _, err := t.Exec(ctx, `
			UPDATE fee_list l SET first_page = d.first, pages = d.pages FROM unnest($2::int[], $3::int[], $4::int[]) AS d(first, pages, place)
			WHERE l.batch_id = $1 AND l.place = d.place`, batch, drawing.First, drawing.Pages, waiting.places); err != nil {
			return fmt.Errorf("pages of batch %d: %w", batch, err)
		}
		_, err = t.Exec(ctx, "UPDATE print_batch SET state = 'ready', pages = $2, pdf_object = $3, ready_at = $4 WHERE id = $1", batch, pages, [16]byte(id), t.Now)
		if err != nil {
			return fmt.Errorf("batch %d: %w", batch, err)
		}
		return nil
	})
}

// toDraw is a batch as the values that were numbered, with the place of each list in it.
type toDraw struct {
	lists  []avgiftslista.List
	places []int
}

// waitingBatch reads a batch; it is empty where the batch is drawn already.
func (b *Book) waitingBatch(ctx context.Context, batch int64) (toDraw, casework.Mode, error) {
	var p *time.Time
	var state string
	var mode casework.Mode
	if err := b.store.Pool().QueryRow(ctx, "SELECT period, state, mode FROM print_batch WHERE id = $1", batch).Scan(&p, &state, &mode); err != nil {
		return toDraw{}, "", fmt.Errorf("batch %d: %w", batch, err)
	}
	if state == "ready" {
		return toDraw{}, mode, nil
	}
	period := register.PeriodOf(registry.Civil(p))
	reg, err := b.store.RegisterOf(ctx, period)
	if err != nil {
		return toDraw{}, "", err
	}
	waiting, err := b.readBatch(ctx, batch, reg, period)
	if err != nil {
		return toDraw{}, "", fmt.Errorf("batch %d: %w", batch, err)
	}
	return waiting, mode, nil
}

// readBatch rebuilds the lists of a batch. A person who became protected meanwhile is left out.
func (b *Book) readBatch(ctx context.Context, batch int64, reg *store.Snapshot, period register.Period) (w toDraw, err error) {
	rows, err := b.store.Pool().Query(ctx, `
		SELECT l.number, l.place, c.customer_number, l.agreement, l.rate_from, l.member_rate, l.control_rate, l.pay_day, l.list_due, l.money_due,
		       m.personnummer, m.first_name, m.last_name, r.left_on
		FROM fee_list l JOIN company c ON c.id = l.company_id JOIN fee_list_row r ON r.list_id = l.id JOIN member m ON m.id = r.member_id
		WHERE l.batch_id = $1 AND NOT m.protected ORDER BY l.place, r.row`, batch)
	if err != nil {
		return w, err
	}
	var number, person, first, last string
	var l avgiftslista.List
	var customer, place int
	var rateFrom, payDay, listDue, moneyDue time.Time
	var left *time.Time
	_, err = pgx.ForEachRow(rows, []any{&number, &place, &customer, &l.Agreement, &rateFrom, &l.Rate.MemberFee, &l.Rate.ControlFee, &payDay, &listDue, &moneyDue,
		&person, &first, &last, &left}, func() error {
		if n := len(w.places); n == 0 || w.places[n-1] != place {
			next := l
			if next.Number, err = avgiftslista.ParseListNumber(number); err != nil {
				return fmt.Errorf("list %s: %w", number, err)
			}
			next.Period, next.Rate.ValidFrom = period, registry.Civil(&rateFrom)
			next.Company, _ = reg.CompanyByCustomerNumber(customer)
			next.Due = avgiftslista.DueDates{PayDay: registry.Civil(&payDay), List: registry.Civil(&listDue), Money: registry.Civil(&moneyDue)}
			w.lists, w.places = append(w.lists, next), append(w.places, place)
		}
		p, err := register.ParsePersonnummer(person, register.Date{})
		if err != nil {
			return fmt.Errorf("list %s: a stored personnummer is none", number)
		}
		at := &w.lists[len(w.lists)-1]
		at.Rows = append(at.Rows, avgiftslista.ListRow{Personnummer: p, FirstName: first, LastName: last, LeftOn: registry.Civil(left)})
		return nil
	})
	return w, err
}
