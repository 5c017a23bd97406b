package annulbook

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/annulment"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
)

// Undoable gives the actor's own latest approval in a case (annulment.Book).
func (b *Book) Undoable(ctx context.Context, by casework.Actor, id casework.CaseID) (annulment.Undoable, error) {
	var u annulment.Undoable
	err := b.cases.InTx(ctx, func(t *store.Tx, _ *store.Snapshot) error {
		var at time.Time
		err := t.QueryRow(ctx, `
			SELECT r.id, r.decided_at FROM fee_report r WHERE r.case_id = $1 AND r.decided_by = $2 AND r.second_by IS NULL AND r.decided_at > $3
			  AND r.kind <> 'annulment' AND NOT EXISTS (SELECT FROM fee_report n WHERE n.company_id = r.company_id AND n.period = r.period AND n.version > r.version)
			ORDER BY r.id DESC LIMIT 1`, id, by.ID, t.Now.Add(-b.cases.Delay())).Scan(&u.Report, &at)
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		u.Until = at.Add(b.cases.Delay())
		return err
	})
	if err != nil {
		return annulment.Undoable{}, fmt.Errorf("undoable in case %d: %w", id, err)
	}
	return u, nil
}

// Undo undoes an approval (annulment.Book).
func (b *Book) Undo(ctx context.Context, by casework.Actor, id ledger.ReportID, key string) (annulment.Outcome, error) {
	if len(key) < 16 || len(key) > 64 {
		return annulment.Outcome{}, casework.Refuse(casework.Invalid, "Sidan saknar sin nyckel. Läs om den och försök igen.")
	}
	var done outcomeDoc
	repeat := false
	err := b.cases.InTx(ctx, func(t *store.Tx, reg *store.Snapshot) error {
		v, err := b.seen(ctx, t, by, id)
		if err != nil {
			return err
		}
		if v.CaseID != 0 { // the case is locked before the month, as in every decision
			if _, err := casebook.Locked(ctx, t, by, casework.CaseID(v.CaseID)); err != nil {
				return err
			}
		}
		subject := fmt.Sprintf("undo %d", id)
		if repeat, err = casebook.Before(ctx, t, key, by, subject, &done); err != nil || repeat {
			return err
		}
		if err := casebook.LockMonth(ctx, t, v.CompanyID, v.Period); err != nil {
			return err
		}
		if done, err = b.undo(ctx, t, reg, v, by, key); err != nil {
			return err
		}
		return casebook.Remember(ctx, t, key, by, subject, done)
	})
	return done.outcome(repeat), err
}

func (b *Book) undo(ctx context.Context, t *store.Tx, reg *store.Snapshot, v ledger.Version, by casework.Actor, key string) (outcomeDoc, error) {
	refuse := func(kind casework.Kind, text string) (outcomeDoc, error) {
		return outcomeDoc{}, casework.Refuse(kind, "%s", text)
	}
	var decider int64
	if err := t.QueryRow(ctx, "SELECT decided_by FROM fee_report WHERE id = $1", int64(v.ID)).Scan(&decider); err != nil {
		return outcomeDoc{}, fmt.Errorf("report %d: %w", v.ID, err)
	}
	current, err := casebook.Report(ctx, t, b.vault, v.CompanyID, v.Period)
	if err != nil {
		return outcomeDoc{}, err
	}
	switch {
	case decider != by.ID || v.SecondBy != "":
		return refuse(casework.Denied, "Bara den som själv har godkänt kan ångra. Makulera i stället.")
	case v.CaseID == 0 || v.Kind == ledger.Annulment:
		return refuse(casework.Conflict, "Det kan inte ångras. Makulera i stället.")
	case !t.Now.Before(v.DecidedAt.Add(b.cases.Delay())):
		return refuse(casework.Conflict, "Det är för sent att ångra. Makulera i stället.")
	case current.Latest() != v.Number:
		return refuse(casework.Conflict, "Något annat har bokförts efteråt. Makulera i stället.")
	}
	if err := stopMails(ctx, t, v); err != nil {
		return outcomeDoc{}, err
	}
	from, err := companyRef(ctx, t, "id = $1", v.CompanyID)
	if err != nil {
		return outcomeDoc{}, err
	}
	k := taking{version: v, from: from, by: by, key: key, rows: standing(v), wish: annulment.Request{By: by}}
	done := outcomeDoc{Customer: from.CustomerNumber, Said: "Godkännandet är ångrat. Ärendet är öppet igen."}
	if done.Annulment, err = b.reverse(ctx, t, reg, k, current); err != nil {
		return outcomeDoc{}, err
	}
	return done, k.reopen(ctx, t, done)
}

// stopMails stops what followed the decision; where something has left it is too late.
func stopMails(ctx context.Context, t *store.Tx, v ledger.Version) error {
	var left int
	err := t.QueryRow(ctx, `
		WITH stopped AS (UPDATE outbox SET state = 'stopped', last_answer = 'godkännandet ångrades' WHERE case_id = $1 AND created_at = $2 AND state = 'queued' AND attempts = 0 RETURNING id)
		SELECT count(*) FROM outbox o WHERE o.case_id = $1 AND o.created_at = $2 AND o.state IN ('queued', 'sending', 'sent', 'unknown')
		   AND o.id NOT IN (SELECT id FROM stopped)`, v.CaseID, v.DecidedAt).Scan(&left)
	if err != nil {
		return fmt.Errorf("mails of report %d: %w", v.ID, err)
	}
	if left > 0 {
		return casework.Refuse(casework.Conflict, "Kvittot har redan gått. Makulera i stället, så rättas kvittot.")
	}
	return nil
}

// undoReason is what an undone approval says in the ledger.
const undoReason = "ångrat av den som godkände"

// reverse books the opposite of the approval: what it added is annulled; where it corrected,
// what stood before it stands again.
func (b *Book) reverse(ctx context.Context, t *store.Tx, reg *store.Snapshot, k taking, current ledger.Report) (ledger.ReportID, error) {
	v := k.version
	p := casebook.Posting{CompanyID: v.CompanyID, Period: v.Period, Kind: ledger.Annulment, Case: casework.CaseID(v.CaseID), List: casework.ListID(v.ListID),
		Channel: v.Channel, By: k.by.ID, Screen: v.Screen, Key: k.key, Reader: "undo", Import: reg.Import, Reason: undoReason, Replaces: v.ID}
	if len(k.rows) > 0 {
		p.Original, p.Reader = k.rows[0].Original, k.rows[0].Reader
	}
	if v.Kind == ledger.Correction {
		before, err := b.before(ctx, t, v)
		if err != nil {
			return 0, err
		}
		p.Kind, p.Rows = ledger.Correction, before
	}
	for i := range current.Versions {
		current.Versions[i].Postings = nil
		if current.Versions[i].ID == v.ID {
			current.Versions[i].Postings = k.rows
		}
	}
	return b.cases.Post(ctx, t, current, p)
}

// before are the rows that a correction reversed.
func (b *Book) before(ctx context.Context, t *store.Tx, v ledger.Version) ([]ledger.Row, error) {
	reversed := map[int64]bool{}
	for _, p := range v.Postings {
		if p.Reverses != 0 {
			reversed[p.Reverses] = true
		}
	}
	rows, err := t.Query(ctx, "SELECT DISTINCT q.report_id FROM posting p JOIN posting q ON q.id = p.reverses WHERE p.report_id = $1 ORDER BY 1", int64(v.ID))
	if err != nil {
		return nil, fmt.Errorf("report %d: %w", v.ID, err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[ledger.ReportID])
	if err != nil {
		return nil, fmt.Errorf("report %d: %w", v.ID, err)
	}
	var out []ledger.Row
	for _, id := range ids {
		old, err := b.cases.Version(ctx, t, id)
		if err != nil {
			return nil, err
		}
		for _, p := range old.Postings {
			if reversed[p.ID] {
				out = append(out, ledger.Row{Person: p.Person, Name: p.Name, MemberFee: p.MemberFee, ControlFee: p.ControlFee, Reason: p.Reason, Source: p.Source})
			}
		}
	}
	return out, nil
}

// reopen opens the case again; a list stands keyed as before the approval.
func (k taking) reopen(ctx context.Context, t *store.Tx, done outcomeDoc) error {
	id := casework.CaseID(k.version.CaseID)
	if list := casework.ListID(k.version.ListID); list != 0 {
		for _, to := range []casework.ListState{casework.ListReturned, casework.ListKeyed} {
			if err := casebook.MoveList(ctx, t, list, k.by, to); err != nil {
				return err
			}
		}
	}
	if err := casebook.AddEvent(ctx, t, id, k.by, casework.EventUndone, "Godkännandet är ångrat.",
		map[string]string{"report": fmt.Sprint(k.version.ID), "annulment": fmt.Sprint(done.Annulment)}); err != nil {
		return err
	}
	c, err := casebook.Locked(ctx, t, k.by, id)
	if err != nil || c.State == casework.CaseOpen {
		return err
	}
	return casebook.Walk(ctx, t, k.by, id, casework.CaseOpen, "Öppnat igen.")
}
