package printroom

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"

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
	plan   monthly.Plan
}

// planned is a list about to be numbered: as little of it as can be, since a month of them is held.
type planned struct {
	company                  int64 // its id
	rows                     int
	postcode, name, identity string // the order of the post; identity is the organisation number
}

func plannedOf(c monthly.Candidate) planned {
	return planned{c.ID, c.Rows, c.Company.Postcode, c.Company.Name, c.Company.OrganisationNumber.Full()}
}

// inPostOrder is the order of avgiftslista.Lists.
func inPostOrder(lists []planned) {
	order := collate.New(language.Swedish)
	slices.SortFunc(lists, func(a, b planned) int {
		if c := cmp.Compare(a.postcode, b.postcode); c != 0 {
			return c
		}
		return cmp.Or(order.CompareString(a.name, b.name), cmp.Compare(a.identity, b.identity))
	})
}

// chunk deals lists out to files of at most so many sheets, in their order. A list is never split.
func chunk(lists []planned, sheets int) [][]planned {
	var files [][]planned
	begin, used := 0, 0
	for i, l := range lists {
		n := pdf.Sheets(l.rows)
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

// numberAll gives lists their numbers and keeps their rows, in files of a bounded size, each with
// the job that draws it. Of the register only a file's companies and members are held at a time;
// the caller holds the register still.
func (r *Room) numberAll(ctx context.Context, t *store.Tx, n numbering, lists []planned) (files []int64, err error) {
	if n.plan, err = r.plan(ctx, t, n.period); err != nil {
		return nil, err
	}
	inPostOrder(lists)
	for _, part := range chunk(lists, r.SheetsPerFile) {
		n.file++
		file, err := r.numberFile(ctx, t, n, part)
		if err != nil {
			return nil, fmt.Errorf("file %d of %s: %w", n.file, n.period, err)
		}
		files = append(files, file)
	}
	return files, nil
}

// numberFile makes one file's lists out of the register and numbers them.
func (r *Room) numberFile(ctx context.Context, t *store.Tx, n numbering, part []planned) (file int64, err error) {
	companies := make([]int64, len(part))
	for i, l := range part {
		companies[i] = l.company
	}
	reg, err := t.RegisterOfSome(ctx, n.period, companies)
	if err != nil {
		return 0, err
	}
	lists, err := avgiftslista.Lists(reg, n.period, r.options())
	if err != nil {
		return 0, err
	}
	if err := asPlanned(part, lists); err != nil {
		return 0, err
	}
	versions, err := versionsOf(ctx, t, n.period, companies)
	if err != nil {
		return 0, err
	}
	for i := range lists {
		customer := lists[i].Company.CustomerNumber
		if lists[i].Number, err = avgiftslista.NewListNumber(customer, n.period, versions[customer]+1); err != nil {
			return 0, &casework.Error{Kind: casework.Invalid, Cause: err,
				Sentence: fmt.Sprintf("Kund %d har redan nio utskrifter för %s. En tionde går inte att numrera.", customer, n.period.Words())}
		}
		lists[i].Due = n.plan.Due(lists[i], register.DateOf(t.Now), r.Calendar)
	}
	if err := t.QueryRow(ctx, `
		INSERT INTO print_batch (period, state, lists, staff_id, started_at, mode, run_id, file)
		VALUES ($1, 'drawing', $2, nullif($3::bigint, 0), $4, $5, nullif($6::bigint, 0), $7) RETURNING id`,
		monthColumn(n.period), len(lists), n.by.ID, t.Now, n.mode, n.run, n.file).Scan(&file); err != nil {
		return 0, err
	}
	ids := rowIDs{companies: map[int]int64{}}
	for i, l := range lists {
		ids.companies[l.Company.CustomerNumber] = part[i].company
	}
	if ids.members, err = casebook.MemberIDs(ctx, t, memberNumbers(lists)); err != nil {
		return 0, err
	}
	if err := insertLists(ctx, t, n, file, lists, ids); err != nil {
		return 0, err
	}
	return file, t.Enqueue(ctx, casework.DrawBatch{BatchID: file}, t.Now)
}

// asPlanned refuses lists that are not those that were counted: then the counting is wrong, and
// whoever looked at the preview was told another thing than what would be printed.
func asPlanned(part []planned, lists []avgiftslista.List) error {
	if len(lists) != len(part) {
		return fmt.Errorf("%d lists were counted and %d made", len(part), len(lists))
	}
	for i, l := range lists {
		if l.Company.OrganisationNumber.Full() != part[i].identity || len(l.Rows) != part[i].rows {
			return fmt.Errorf("customer %d: the list that was made is not the one that was counted", l.Company.CustomerNumber)
		}
	}
	return nil
}

func memberNumbers(lists []avgiftslista.List) []string {
	var numbers []string
	for _, l := range lists {
		for _, m := range l.Rows {
			numbers = append(numbers, m.Personnummer.Full())
		}
	}
	return numbers
}

// rowIDs are the database's ids of companies by customer number and of members.
type rowIDs struct {
	companies map[int]int64
	members   map[register.Personnummer]int64
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

// versionsOf gives the highest print version of each of the companies that ever had a list of the
// period, by customer number.
func versionsOf(ctx context.Context, t *store.Tx, p register.Period, companies []int64) (map[int]int, error) {
	rows, err := t.Query(ctx, `
		SELECT c.customer_number, max(l.version) FROM fee_list l JOIN company c ON c.id = l.company_id
		WHERE l.period = $1 AND l.company_id = ANY($2) GROUP BY 1`, monthColumn(p), companies)
	if err != nil {
		return nil, err
	}
	versions := map[int]int{}
	var customer, version int
	_, err = pgx.ForEachRow(rows, []any{&customer, &version}, func() error { versions[customer] = version; return nil })
	return versions, err
}
