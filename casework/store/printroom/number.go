package printroom

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/avgiftslista/pdf"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/store/registry"
	"sef.se/kontakten/internal/register"
)

// numbering is one transaction's worth of new lists.
type numbering struct {
	period register.Period
	by     casework.Actor
	mode   casework.Mode
	run    int64 // 0: a list outside a run
	file   int   // number of the run's last file
}

// chunk deals lists out to files of at most so many sheets, in their order. A list is never split.
func chunk(lists []avgiftslista.List, sheets int) [][]avgiftslista.List {
	var files [][]avgiftslista.List
	begin, used := 0, 0
	for i, l := range lists {
		n := pdf.Sheets(len(l.Rows))
		if i > begin && used+n > sheets {
			files = append(files, lists[begin:i])
			begin, used = i, 0
		}
		used += n
	}
	if begin < len(lists) {
		files = append(files, lists[begin:])
	}
	return files
}

// number gives lists their numbers and keeps their rows, in files of a bounded size, each with
// the job that draws it.
func (r *Room) number(ctx context.Context, t *store.Tx, n numbering, lists []avgiftslista.List, versions map[int]int) (files []int64, err error) {
	for i := range lists {
		customer := lists[i].Company.CustomerNumber
		if lists[i].Number, err = avgiftslista.NewListNumber(customer, n.period, versions[customer]+1); err != nil {
			return nil, &casework.Error{Kind: casework.Invalid, Cause: err,
				Sentence: fmt.Sprintf("Kund %d har redan nio utskrifter för %s. En tionde går inte att numrera.", customer, n.period.Words())}
		}
	}
	ids, err := lookUp(ctx, t, lists)
	if err != nil {
		return nil, err
	}
	for _, part := range chunk(lists, r.SheetsPerFile) {
		n.file++
		var batch int64
		if err := t.QueryRow(ctx, `
			INSERT INTO print_batch (period, state, lists, staff_id, started_at, mode, run_id, file)
			VALUES ($1, 'drawing', $2, nullif($3::bigint, 0), $4, $5, nullif($6::bigint, 0), $7) RETURNING id`,
			monthColumn(n.period), len(part), n.by.ID, t.Now, n.mode, n.run, n.file).Scan(&batch); err != nil {
			return nil, fmt.Errorf("file %d of %s: %w", n.file, n.period, err)
		}
		if err := insertLists(ctx, t, n, batch, part, ids); err != nil {
			return nil, fmt.Errorf("file %d of %s: %w", n.file, n.period, err)
		}
		if err := t.Enqueue(ctx, casework.DrawBatch{BatchID: batch}, t.Now); err != nil {
			return nil, err
		}
		files = append(files, batch)
	}
	return files, nil
}

// rowIDs are the database's ids of companies by customer number and of members.
type rowIDs struct {
	companies map[int]int64
	members   map[register.Personnummer]int64
}

func lookUp(ctx context.Context, t *store.Tx, lists []avgiftslista.List) (rowIDs, error) {
	ids := rowIDs{companies: map[int]int64{}}
	rows, err := t.Query(ctx, "SELECT customer_number, id FROM company")
	if err != nil {
		return ids, fmt.Errorf("companies: %w", err)
	}
	var customer int
	var id int64
	if _, err := pgx.ForEachRow(rows, []any{&customer, &id}, func() error { ids.companies[customer] = id; return nil }); err != nil {
		return ids, fmt.Errorf("companies: %w", err)
	}
	var numbers []string
	for _, l := range lists {
		for _, m := range l.Rows {
			numbers = append(numbers, m.Personnummer.Full())
		}
	}
	ids.members, err = casebook.MemberIDs(ctx, t, numbers)
	return ids, err
}

// insertLists writes a file's lists, rows, letters and first events with COPY: a month is tens
// of thousands of rows.
func insertLists(ctx context.Context, t *store.Tx, n numbering, batch int64, lists []avgiftslista.List, ids rowIDs) error {
	numbers, err := letterNumbers(ctx, t, len(lists))
	if err != nil {
		return err
	}
	if _, err := t.CopyFrom(ctx, pgx.Identifier{"fee_list"},
		[]string{"company_id", "period", "version", "number", "state", "rows", "batch_id", "place", "agreement", "rate_from", "member_rate", "control_rate",
			"pay_day", "list_due", "money_due", "mode", "printed_at", "changed_at"},
		pgx.CopyFromSlice(len(lists), func(i int) ([]any, error) {
			l := lists[i]
			return []any{ids.companies[l.Company.CustomerNumber], monthColumn(l.Period), int16(l.Number.Version()), l.Number.String(), casework.ListPrinted, len(l.Rows),
				batch, i + 1, l.Agreement, registry.DateColumn(l.Rate.ValidFrom), int(l.Rate.MemberFee), int(l.Rate.ControlFee),
				registry.DateColumn(l.Due.PayDay), registry.DateColumn(l.Due.List), registry.DateColumn(l.Due.Money), string(n.mode), t.Now, t.Now}, nil
		})); err != nil {
		return err
	}
	listIDs, err := batchLists(ctx, t, batch)
	if err != nil {
		return err
	}
	var rows [][]any
	for i, l := range lists {
		for no, m := range l.Rows {
			id, ok := ids.members[m.Personnummer]
			if !ok {
				return fmt.Errorf("list %s, row %d: the member is not in the database", l.Number, no+1)
			}
			rows = append(rows, []any{listIDs[i], no + 1, id, registry.DateColumn(m.LeftOn)})
		}
	}
	if _, err := t.CopyFrom(ctx, pgx.Identifier{"fee_list_row"}, []string{"list_id", "row", "member_id", "left_on"}, pgx.CopyFromRows(rows)); err != nil {
		return err
	}
	if _, err := t.CopyFrom(ctx, pgx.Identifier{"letter"},
		[]string{"number", "company_id", "kind", "list_id", "state", "batch_id", "place", "created_at", "changed_at", "mode"},
		pgx.CopyFromSlice(len(lists), func(i int) ([]any, error) {
			return []any{numbers[i].Digits(), ids.companies[lists[i].Company.CustomerNumber], "list", listIDs[i], monthly.LetterPrinted, batch, i + 1, t.Now, t.Now, string(n.mode)}, nil
		})); err != nil {
		return err
	}
	_, err = t.Exec(ctx, `
		INSERT INTO fee_list_event (list_id, at, staff_id, state) SELECT id, $2, nullif($3::bigint, 0), state FROM fee_list WHERE batch_id = $1`,
		batch, t.Now, n.by.ID)
	return err
}

func batchLists(ctx context.Context, t *store.Tx, batch int64) ([]int64, error) {
	rows, err := t.Query(ctx, "SELECT id FROM fee_list WHERE batch_id = $1 ORDER BY place", batch)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[int64])
}

// versionsOf gives the highest print version of each customer that ever had a list of the period.
func versionsOf(ctx context.Context, t *store.Tx, p register.Period) (map[int]int, error) {
	rows, err := t.Query(ctx, `
		SELECT c.customer_number, max(l.version) FROM fee_list l JOIN company c ON c.id = l.company_id WHERE l.period = $1 GROUP BY 1`, monthColumn(p))
	if err != nil {
		return nil, fmt.Errorf("lists of %s: %w", p, err)
	}
	versions := map[int]int{}
	var customer, version int
	if _, err := pgx.ForEachRow(rows, []any{&customer, &version}, func() error { versions[customer] = version; return nil }); err != nil {
		return nil, fmt.Errorf("lists of %s: %w", p, err)
	}
	return versions, nil
}
