package casebook

import (
	"cmp"
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/avgiftslista"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/history"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/internal/register"
)

// desk is a case with all that a decision on it looks at: what the page shows and what Approve
// reads again under the lock are one value, made in one place.
type desk struct {
	*dossier
	reading  readingDoc
	draft    draftDoc
	judged   casework.Assessment
	current  ledger.Report
	proposed *ledger.Proposal
	people   map[register.Personnummer]int64 // member ids by present and earlier number
	screen   casework.Screen
	original string // hex SHA-256 of the mail that the rows come from
	imported int64  // the register import that it is judged by
	members  int    // of the company in the period
}

// layOut reads what a decision on the case looks at.
func (b *Book) layOut(ctx context.Context, t *store.Tx, reg *store.Snapshot, f *dossier, by casework.Actor) (*desk, error) {
	d := &desk{dossier: f, imported: reg.Import}
	var err error
	if d.reading, err = fetchJSON[readingDoc](ctx, t, f.reading); err != nil {
		return nil, err
	}
	if d.draft, err = fetchJSON[draftDoc](ctx, t, f.draft); err != nil {
		return nil, err
	}
	draft := avgiftslista.Draft{Period: f.Period, StatedTotal: d.draft.Stated, Control: d.draft.Control}
	if f.Company != nil {
		draft.Company = f.Company.Organisation
		if d.current, err = b.currentReport(ctx, t, f); err != nil {
			return nil, err
		}
		d.current = d.current.Seen(by.Protected)
	}
	d.members = membersIn(reg, draft.Company, f.Period)
	d.judged = casework.Assess(draft, d.draft.rows(), d.draft.Read, reg.Register)
	if err := d.identify(ctx, t); err != nil {
		return nil, err
	}
	if err := b.lookBack(ctx, t, d); err != nil {
		return nil, err
	}
	if f.Company != nil && !f.Period.IsZero() && len(d.judged.Rows) > 0 {
		p := ledger.Propose(d.current, LedgerRows(d.judged, d.people), f.said)
		d.proposed = &p
	}
	if d.original, err = originalHash(ctx, t, f.message); err != nil {
		return nil, err
	}
	shown := casework.Shown{Period: f.Period, Rows: d.judged.Rows, Findings: d.judged.Findings, Stated: d.draft.Stated,
		Reader: f.reader, Import: reg.Import, Latest: d.current.Latest()}
	if f.Company != nil {
		shown.Company = f.Company.Organisation
	}
	d.screen = shown.Screen()
	return d, nil
}

// lookBack notes what the company reported last, and what its other open cases of the month say.
func (b *Book) lookBack(ctx context.Context, t *store.Tx, d *desk) error {
	d.judged.Note(history.LastMonth(d.judged.Rows))
	ids, err := siblings(ctx, t, d.dossier)
	if err != nil || len(d.judged.Rows) == 0 {
		return err
	}
	var others []history.Sibling
	for _, id := range ids[:min(len(ids), maxCompared)] {
		var object *[16]byte
		if err := t.QueryRow(ctx, "SELECT draft_object FROM case_file WHERE id = $1", id).Scan(&object); err != nil {
			return fmt.Errorf("draft of case %d: %w", id, err)
		}
		doc, err := fetchJSON[draftDoc](ctx, t, vaultID(object))
		if err != nil {
			return fmt.Errorf("draft of case %d: %w", id, err)
		}
		others = append(others, history.Sibling{ID: id, Rows: doc.rows()})
	}
	d.judged.Note(history.ToldTwice(d.judged.Rows, others))
	return nil
}

// maxCompared bounds the open cases of one month whose rows are set beside a case's.
const maxCompared = 8

// membersIn counts the members employed at a company in a period.
func membersIn(reg *store.Snapshot, o register.OrganisationNumber, p register.Period) int {
	n := 0
	for _, m := range reg.Employed(o, p) {
		if m.In(p) {
			n++
		}
	}
	return n
}

func (b *Book) currentReport(ctx context.Context, t *store.Tx, f *dossier) (ledger.Report, error) {
	if f.Period.IsZero() {
		return ledger.Report{CompanyID: f.Company.ID}, nil
	}
	return Report(ctx, t, b.vault, f.Company.ID, f.Period)
}

// identify finds the member ids of the rows and of the missing, and what they paid last.
func (d *desk) identify(ctx context.Context, t *store.Tx) error {
	var numbers []string
	for _, r := range d.judged.Rows {
		numbers = append(numbers, r.Personnummer.Full())
	}
	for _, m := range d.judged.Missing {
		numbers = append(numbers, m.Personnummer.Full())
	}
	var err error
	if d.people, err = MemberIDs(ctx, t, numbers); err != nil {
		return fmt.Errorf("case %d: %w", d.ID, err)
	}
	last, period, err := LastPaid(ctx, t, d.Company, d.Period)
	if err != nil {
		return fmt.Errorf("case %d: %w", d.ID, err)
	}
	fill := func(e *casework.Expected) {
		if e == nil {
			return
		}
		e.MemberID = d.people[e.Personnummer]
		if paid, ok := last[e.MemberID]; ok {
			e.LastPeriod, e.LastMember, e.LastControl = period, paid.MemberFee, paid.ControlFee
		}
	}
	for i := range d.judged.Rows {
		fill(d.judged.Rows[i].Expected)
	}
	for i := range d.judged.Missing {
		fill(&d.judged.Missing[i])
	}
	return nil
}

// MemberIDs finds members by present and earlier numbers; those it does not find are not in it.
func MemberIDs(ctx context.Context, t *store.Tx, numbers []string) (map[register.Personnummer]int64, error) {
	rows, err := t.Query(ctx, `
		SELECT personnummer, id FROM member WHERE personnummer = ANY($1)
		UNION ALL SELECT personnummer, member_id FROM member_alias WHERE personnummer = ANY($1)`, numbers)
	if err != nil {
		return nil, fmt.Errorf("members by number: %w", err)
	}
	found := map[register.Personnummer]int64{}
	var number string
	var id int64
	_, err = pgx.ForEachRow(rows, []any{&number, &id}, func() error {
		p, err := register.ParsePersonnummer(number, register.Date{})
		found[p] = id
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("members by number: %w", err)
	}
	return found, nil
}

// LastPaid gives what each member of a company paid in the latest earlier period with a current
// report.
func LastPaid(ctx context.Context, t *store.Tx, company *casework.CompanyRef, before register.Period) (map[int64]ledger.Sum, register.Period, error) {
	if company == nil || before.IsZero() {
		return nil, register.Period{}, nil
	}
	rows, err := t.Query(ctx, `
		SELECT p.member_id, r.period, sum(p.member_fee)::bigint, sum(p.control_fee)::bigint
		FROM fee_report r JOIN posting p ON p.report_id = r.id
		WHERE r.company_id = $1 AND p.member_id IS NOT NULL AND `+stands("p")+`
		  AND r.period = (SELECT x.period FROM fee_report x JOIN posting q ON q.report_id = x.id
		                  WHERE x.company_id = $1 AND x.period < $2 AND `+stands("q")+` ORDER BY x.period DESC LIMIT 1)
		GROUP BY p.member_id, r.period`, company.ID, monthColumn(before))
	if err != nil {
		return nil, register.Period{}, fmt.Errorf("last month of company %d: %w", company.ID, err)
	}
	paid := map[int64]ledger.Sum{}
	var member int64
	var at time.Time
	var s ledger.Sum
	_, err = pgx.ForEachRow(rows, []any{&member, &at, &s.MemberFee, &s.ControlFee}, func() error {
		paid[member] = s
		return nil
	})
	if err != nil || len(paid) == 0 {
		return nil, register.Period{}, err
	}
	return paid, month(&at), nil
}

// stands is the condition that a posting is current: neither a reversal nor reversed.
func stands(alias string) string {
	return alias + ".reverses IS NULL AND NOT EXISTS (SELECT FROM posting z WHERE z.reverses = " + alias + ".id)"
}

// LedgerRows are the rows that would be booked, in the ledger's form; people are member ids by number.
func LedgerRows(judged casework.Assessment, people map[register.Personnummer]int64) []ledger.Row {
	var out []ledger.Row
	for _, r := range judged.Rows {
		if r.Skip || (r.Blank && r.Reason == "") {
			continue
		}
		row := ledger.Row{Name: r.Name, MemberFee: r.MemberFee, ControlFee: r.ControlFee, Reason: r.Reason,
			Source: ledger.Source{Place: r.Place.String(), Line: r.Place.Text, By: r.By}}
		if id := people[r.Personnummer]; id != 0 {
			row.Person.MemberID = id
		} else {
			row.Person.Number = r.Personnummer
		}
		if r.Expected != nil {
			row.Name = r.Expected.Name
		}
		out = append(out, row)
	}
	return out
}

func originalHash(ctx context.Context, t *store.Tx, message int64) (string, error) {
	if message == 0 {
		return "", nil
	}
	var sum []byte
	if err := t.QueryRow(ctx, "SELECT sha256 FROM message WHERE id = $1", message).Scan(&sum); err != nil {
		return "", fmt.Errorf("message %d: %w", message, err)
	}
	return hex.EncodeToString(sum), nil
}

// OpenCase gives the page and logs the opening (casework.Cases).
func (b *Book) OpenCase(ctx context.Context, by casework.Actor, id casework.CaseID, why casework.Opening) (casework.CasePage, error) {
	var page casework.CasePage
	err := b.InTx(ctx, func(t *store.Tx, reg *store.Snapshot) error {
		f, err := readCase(ctx, t, by, id, false)
		if err != nil {
			return err
		}
		d, err := b.layOut(ctx, t, reg, f, by)
		if err != nil {
			return err
		}
		if !by.Protected && d.touchesProtected(reg) {
			return notThere() // became protected after the mail came (R8)
		}
		if page, err = b.page(ctx, t, by, d); err != nil {
			return err
		}
		access := store.Access{Staff: by.ID, What: cmp.Or(why.What, "case"), Case: int64(id), Reason: why.Reason}
		if f.Company != nil {
			access.Company = f.Company.ID
		}
		return t.LogAccess(ctx, access)
	})
	return page, err
}

// touchesProtected tells whether a row is a protected member's by the register as it is now.
func (d *desk) touchesProtected(reg *store.Snapshot) bool {
	return slices.ContainsFunc(d.judged.Rows, func(r casework.CaseRow) bool {
		m, ok := reg.Member(r.Personnummer)
		return ok && m.Protected
	})
}

func (b *Book) page(ctx context.Context, t *store.Tx, by casework.Actor, d *desk) (casework.CasePage, error) {
	p := casework.CasePage{Case: d.Case, Rows: d.judged.Rows, Missing: d.judged.Missing, Stated: d.draft.Stated, Sum: d.judged.Sum,
		Findings: d.judged.Findings, Evidence: d.reading.Evidence, Proposal: d.proposed, Screen: d.screen,
		Asks: casework.Asks{Contact: d.reading.Contact, Channel: d.reading.Channel, From: d.reading.FromPeriod}}
	if err := b.pageMail(ctx, t, d, &p); err != nil {
		return p, err
	}
	var err error
	if p.Events, err = events(ctx, t, d.ID); err != nil {
		return p, err
	}
	if n := len(p.Events); n > 0 {
		p.Seen = p.Events[n-1].ID
	}
	if p.Request, err = openRequest(ctx, t, by, d); err != nil {
		return p, err
	}
	if p.Siblings, err = siblings(ctx, t, d.dossier); err != nil {
		return p, err
	}
	if other, held := d.HeldBy(by, t.Now); held {
		p.HeldBy = other.Name
	}
	p.Editable = d.State.Live() && p.HeldBy == ""
	return p, nil
}

// pageMail fills in the mail, or the hash that is left of an erased one.
func (b *Book) pageMail(ctx context.Context, t *store.Tx, d *desk, p *casework.CasePage) error {
	if d.message == 0 {
		heading, err := fetchJSON[headingDoc](ctx, t, d.heading)
		p.Caller, p.Subject = heading.Sender, heading.Subject
		return err
	}
	var erased *time.Time
	if err := t.QueryRow(ctx, "SELECT erased_at FROM message WHERE id = $1", d.message).Scan(&erased); err != nil {
		return fmt.Errorf("message %d: %w", d.message, err)
	}
	if erased != nil {
		p.ErasedSHA = d.original
		return nil
	}
	m := d.reading.Mail
	m.MessageID, m.SHA256 = d.message, d.original
	m.Answers = d.reading.Answer.Why
	if d.reading.Answer.Allowed {
		m.Answers = "allowed"
	}
	p.Mail = &m
	return nil
}

// siblings are the other live cases of the same company and period (R6).
func siblings(ctx context.Context, t *store.Tx, f *dossier) ([]casework.CaseID, error) {
	if f.Company == nil || f.Period.IsZero() {
		return nil, nil
	}
	rows, err := t.Query(ctx, "SELECT c.id FROM case_file c WHERE c.company_id = $1 AND c.period = $2 AND c.id <> $3 AND "+live+" ORDER BY c.opened_at, c.id",
		f.Company.ID, monthColumn(f.Period), f.ID)
	if err != nil {
		return nil, fmt.Errorf("siblings of case %d: %w", f.ID, err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowTo[casework.CaseID])
	if err != nil {
		return nil, fmt.Errorf("siblings of case %d: %w", f.ID, err)
	}
	return found, nil
}
