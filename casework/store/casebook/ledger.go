package casebook

import (
	"context"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/registry"
	"sef.se/kontakten/internal/register"
	"sef.se/kontakten/internal/vault"
)

// Posting is a decision about to be booked.
type Posting struct {
	CompanyID int64
	Period    register.Period
	Kind      ledger.Kind
	Rows      []ledger.Row
	Case      casework.CaseID // 0 where a keyed list is booked without a case
	List      casework.ListID // 0 where no list is behind it
	Channel   string          // "mail", "paper"
	By        int64           // staff id
	Second    int64           // staff id; 0 where no second person was needed
	Screen    string          // hash of what was shown
	Key       string          // idempotency key
	Original  string          // hex SHA-256 of the raw mail, "" where there is none
	Reader    string
	Import    int64
	Reason    string
	Replaces  ledger.ReportID // the version that an annulment reverses; 0: the newest
	MovedTo   ledger.ReportID // flytta (R7): of the annulment
	MovedFrom ledger.ReportID // and of the report that it was moved to
}

// LockMonth keeps others from booking for a company and period until the transaction ends.
func LockMonth(ctx context.Context, t *store.Tx, company int64, p register.Period) error {
	const ledgerLock = 0x6b74_0002
	key := company*10000 + int64(p.Year%100)*100 + int64(p.Month)
	if _, err := t.Exec(ctx, "SELECT pg_advisory_xact_lock(hashint8($1), $2)", key, ledgerLock); err != nil {
		return fmt.Errorf("lock company %d, %s: %w", company, p, err)
	}
	return nil
}

// Report reads all that stands for a company and period, with its postings but without their
// sources (see withSources).
func Report(ctx context.Context, t *store.Tx, v *vault.Vault, company int64, p register.Period) (ledger.Report, error) {
	r := ledger.Report{CompanyID: company, Period: p}
	versions, err := readVersions(ctx, t, "r.company_id = $1 AND r.period = $2", company, monthColumn(p))
	if err != nil {
		return r, fmt.Errorf("report of company %d, %s: %w", company, p, err)
	}
	if err := readPostings(ctx, t, v, versions); err != nil {
		return r, fmt.Errorf("report of company %d, %s: %w", company, p, err)
	}
	for i := range versions {
		r.Versions = append(r.Versions, versions[i].Version)
	}
	return r, nil
}

// Version reads one version with its postings and where they come from. NotFound.
func (b *Book) Version(ctx context.Context, t *store.Tx, id ledger.ReportID) (ledger.Version, error) {
	versions, err := readVersions(ctx, t, "r.id = $1", int64(id))
	if err == nil && len(versions) == 0 {
		return ledger.Version{}, casework.Refuse(casework.NotFound, "Redovisningen finns inte.")
	}
	if err == nil {
		err = readPostings(ctx, t, b.vault, versions)
	}
	if err == nil {
		err = b.readSources(ctx, t, versions)
	}
	if err != nil {
		return ledger.Version{}, fmt.Errorf("report %d: %w", id, err)
	}
	return versions[0].Version, nil
}

// version is a row of fee_report with where its sources lie.
type version struct {
	ledger.Version
	sources  vault.ID
	original string
	reader   string
}

func readVersions(ctx context.Context, t *store.Tx, where string, args ...any) ([]version, error) {
	rows, err := t.Query(ctx, `
		SELECT r.id, r.company_id, r.period, r.version, r.kind, coalesce(r.replaces, 0), coalesce(r.moved_to, 0),
		       coalesce(r.case_id, 0), coalesce(r.list_id, 0), r.channel, r.booking_date, r.rows, r.member_fee, r.control_fee,
		       r.reason, s.name, coalesce(s2.name, ''), r.decided_at, r.screen, r.mode, r.source_object, r.original, r.reader
		FROM fee_report r JOIN staff s ON s.id = r.decided_by LEFT JOIN staff s2 ON s2.id = r.second_by
		WHERE `+where+` ORDER BY r.period, r.version`, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (version, error) {
		var v version
		var period, booked time.Time
		var sources [16]byte
		var original []byte
		err := row.Scan(&v.ID, &v.CompanyID, &period, &v.Number, &v.Kind, &v.Replaces, &v.MovedTo, &v.CaseID, &v.ListID, &v.Channel,
			&booked, &v.Sum.Rows, &v.Sum.MemberFee, &v.Sum.ControlFee, &v.Reason, &v.DecidedBy, &v.SecondBy, &v.DecidedAt,
			&v.Screen, &v.Mode, &sources, &original, &v.reader)
		v.Period, v.BookingDate, v.sources, v.original = month(&period), registry.Civil(&booked), sources, hex.EncodeToString(original)
		return v, err
	})
}

// readPostings fills the versions' postings, also those that ledger.Report.Seen takes away.
func readPostings(ctx context.Context, t *store.Tx, vlt *vault.Vault, versions []version) error {
	at := map[ledger.ReportID]int{}
	ids := make([]int64, len(versions))
	for i, v := range versions {
		at[v.ID], ids[i] = i, int64(v.ID)
	}
	rows, err := t.Query(ctx, `
		SELECT p.report_id, p.id, p.row, coalesce(p.member_id, 0), p.number_sealed, p.member_fee, p.control_fee, p.reason,
		       coalesce(p.reverses, 0), coalesce(r.id, 0), coalesce(m.first_name || ' ' || m.last_name, ''), coalesce(m.protected, false)
		FROM posting p LEFT JOIN posting r ON r.reverses = p.id LEFT JOIN member m ON m.id = p.member_id
		WHERE p.report_id = ANY($1) ORDER BY p.report_id, p.row`, ids)
	if err != nil {
		return err
	}
	var p ledger.Posting
	var sealed []byte
	_, err = pgx.ForEachRow(rows, []any{&p.Report, &p.ID, &p.Row, &p.Person.MemberID, &sealed, &p.MemberFee, &p.ControlFee, &p.Reason,
		&p.Reverses, &p.ReversedBy, &p.Name, &p.Hidden}, func() error {
		p.Person.Number = register.Personnummer{}
		if sealed != nil {
			var err error
			if p.Person.Number, err = vlt.OpenNumber(sealed); err != nil {
				return err
			}
		}
		v := &versions[at[p.Report]]
		p.Original, p.Reader = v.original, v.reader
		v.Postings = append(v.Postings, p)
		return nil
	})
	return err
}

// Post books a decision: report, reversals of what is current where the kind reverses, new
// postings. The month must be locked and cur be what Report gave under the lock.
func (b *Book) Post(ctx context.Context, t *store.Tx, cur ledger.Report, p Posting) (ledger.ReportID, error) {
	if !p.Kind.Books() {
		return 0, fmt.Errorf("post %s: nothing to book", p.Kind)
	}
	mode, err := t.Mode(ctx)
	if err != nil {
		return 0, err
	}
	postings := ledger.Reversals(cur, p.Kind)
	reversals := len(postings)
	sources := sourcesDoc{}
	for range postings {
		sources.Rows, sources.Names = append(sources.Rows, ledger.Source{Place: "återföring"}), append(sources.Names, "")
	}
	for _, r := range p.Rows {
		postings = append(postings, ledger.Posting{Person: r.Person, MemberFee: r.MemberFee, ControlFee: r.ControlFee, Reason: r.Reason})
		name := ""
		if r.Person.MemberID == 0 {
			name = r.Name
		}
		sources.Rows, sources.Names = append(sources.Rows, r.Source), append(sources.Names, name)
	}
	sourceID, err := keepJSON(ctx, t, sources)
	if err != nil {
		return 0, err
	}
	id, err := insertReport(ctx, t, cur, p, sourceID, mode)
	if err != nil {
		return 0, fmt.Errorf("book company %d, %s: %w", p.CompanyID, p.Period, err)
	}
	for i := range postings {
		postings[i].Row = i + 1
		if err := b.insertPosting(ctx, t, id, postings[i], mode); err != nil {
			return 0, fmt.Errorf("book company %d, %s, row %d of %d (%d reversals): %w", p.CompanyID, p.Period, i+1, len(postings), reversals, err)
		}
	}
	return id, nil
}

func insertReport(ctx context.Context, t *store.Tx, cur ledger.Report, p Posting, sources vault.ID, mode casework.Mode) (id ledger.ReportID, err error) {
	var replaces *ledger.ReportID
	if p.Kind.Reverses() && len(cur.Versions) > 0 {
		replaces = &cur.Versions[len(cur.Versions)-1].ID
		if p.Replaces != 0 {
			replaces = &p.Replaces
		}
	}
	var original []byte
	if p.Original != "" {
		if original, err = hex.DecodeString(p.Original); err != nil {
			return 0, fmt.Errorf("hash of the original: %w", err)
		}
	}
	sum := ledger.SumOf(p.Rows)
	err = t.QueryRow(ctx, `
		INSERT INTO fee_report (company_id, period, version, kind, replaces, case_id, list_id, channel, booking_date, rows, member_fee,
		       control_fee, reason, decided_by, second_by, decided_at, screen, decision_key, original, reader, import_id, source_object, mode,
		       moved_to, moved_from)
		VALUES ($1, $2, $3, $4, $5, nullif($6::bigint, 0), nullif($7::bigint, 0), $8, $9, $10, $11, $12, $13, $14, nullif($15::bigint, 0),
		       $16, $17, $18, $19, $20, $21, $22, $23, nullif($24::bigint, 0), nullif($25::bigint, 0)) RETURNING id`,
		p.CompanyID, monthColumn(p.Period), cur.Latest()+1, p.Kind, replaces, int64(p.Case), int64(p.List), p.Channel,
		registry.DateColumn(register.DateOf(t.Now)), sum.Rows, sum.MemberFee, sum.ControlFee, p.Reason, p.By, p.Second,
		t.Now, p.Screen, p.Key, original, p.Reader, p.Import, object(sources), mode, int64(p.MovedTo), int64(p.MovedFrom)).Scan(&id)
	return id, err
}

func (b *Book) insertPosting(ctx context.Context, t *store.Tx, report ledger.ReportID, p ledger.Posting, mode casework.Mode) error {
	var sealed, index []byte
	if p.Person.MemberID == 0 {
		var err error
		if sealed, err = b.vault.SealNumber(p.Person.Number); err != nil {
			return err
		}
		if index, err = b.vault.Index(p.Person.Number); err != nil {
			return err
		}
	}
	_, err := t.Exec(ctx, `
		INSERT INTO posting (report_id, row, member_id, number_sealed, number_index, member_fee, control_fee, reason, reverses, mode)
		VALUES ($1, $2, nullif($3::bigint, 0), $4, $5, $6, $7, $8, nullif($9::bigint, 0), $10)`,
		report, p.Row, p.Person.MemberID, sealed, index, p.MemberFee, p.ControlFee, p.Reason, p.Reverses, mode)
	return err
}

// MoveList walks one arrow of a list's machine and writes it into the list's history.
func MoveList(ctx context.Context, t *store.Tx, id casework.ListID, by casework.Actor, to casework.ListState) error {
	var from casework.ListState
	if err := t.QueryRow(ctx, "SELECT state FROM fee_list WHERE id = $1 FOR UPDATE", id).Scan(&from); err != nil {
		return fmt.Errorf("list %d: %w", id, err)
	}
	if err := from.CanMove(to); err != nil {
		return err
	}
	if _, err := t.Exec(ctx, `
		WITH moved AS (UPDATE fee_list SET state = $2, changed_at = $3 WHERE id = $1 RETURNING id)
		INSERT INTO fee_list_event (list_id, at, staff_id, state) SELECT id, $3, nullif($4::bigint, 0), $2 FROM moved`,
		id, to, t.Now, by.ID); err != nil {
		return fmt.Errorf("list %d to %s: %w", id, to, err)
	}
	return nil
}
