package annulbook

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/annulment"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/store/registry"
	"sef.se/kontakten/internal/register"
)

// AnswerAnnulment carries a wish out or declines it (annulment.Book).
func (b *Book) AnswerAnnulment(ctx context.Context, a annulment.Answer) (annulment.Outcome, error) {
	if len(a.Key) < 16 || len(a.Key) > 64 {
		return annulment.Outcome{}, casework.Refuse(casework.Invalid, "Sidan saknar sin nyckel. Läs om den och försök igen.")
	}
	var done outcomeDoc
	repeat := false
	err := b.cases.InTx(ctx, func(t *store.Tx, reg *store.Snapshot) error {
		// The lock comes first: a double click waits here for the first one's outcome.
		if _, err := t.Exec(ctx, "SELECT FROM annulment_request WHERE id = $1 FOR UPDATE", a.Request); err != nil {
			return fmt.Errorf("annulment request %d: %w", a.Request, err)
		}
		subject := fmt.Sprintf("annulment %d", a.Request)
		var err error
		if repeat, err = casebook.Before(ctx, t, a.Key, a.By, subject, &done); err != nil || repeat {
			return err
		}
		if done, err = b.answer(ctx, t, reg, a); err != nil {
			return err
		}
		return casebook.Remember(ctx, t, a.Key, a.By, subject, done)
	})
	return done.outcome(repeat), err
}

func (b *Book) answer(ctx context.Context, t *store.Tx, reg *store.Snapshot, a annulment.Answer) (outcomeDoc, error) {
	wish, report, err := readRequest(ctx, t, a.By, "id = $1", a.Request)
	if err != nil {
		return outcomeDoc{}, err
	}
	if wish == nil {
		return outcomeDoc{}, casework.Refuse(casework.Conflict, "Någon har redan svarat. Läs om sidan.")
	}
	if wish.Mine && a.Yes {
		return outcomeDoc{}, casework.Refuse(casework.Denied, "Du har själv bett om det. En annan person ska bekräfta.")
	}
	v, err := b.seen(ctx, t, a.By, report)
	if err != nil {
		return outcomeDoc{}, err
	}
	if _, err := t.Exec(ctx, "UPDATE annulment_request SET settled_by = $2, settled_at = $3, answer = $4 WHERE id = $1", a.Request, a.By.ID, t.Now, a.Yes); err != nil {
		return outcomeDoc{}, fmt.Errorf("annulment request %d: %w", a.Request, err)
	}
	from, err := companyRef(ctx, t, "id = $1", v.CompanyID)
	if err != nil {
		return outcomeDoc{}, err
	}
	if !a.Yes {
		return outcomeDoc{Customer: from.CustomerNumber, Said: "Det är avvisat. Redovisningen står kvar."}, nil
	}
	if err := lockMonths(ctx, t, v, wish); err != nil {
		return outcomeDoc{}, err
	}
	if v, err = b.seen(ctx, t, a.By, report); err != nil { // again, under the lock
		return outcomeDoc{}, err
	}
	return b.takeBack(ctx, t, reg, taking{version: v, from: from, wish: *wish, by: a.By, key: a.Key, rows: standing(v)})
}

// lockMonths locks the months of both ends in one order, so that two moves the opposite way do
// not wait for each other.
func lockMonths(ctx context.Context, t *store.Tx, v ledger.Version, wish *annulment.Request) error {
	type month struct {
		company int64
		period  register.Period
	}
	months := []month{{v.CompanyID, v.Period}}
	if wish.To != nil {
		months = append(months, month{wish.To.ID, wish.ToPeriod})
	}
	slices.SortFunc(months, func(a, b month) int {
		return cmp.Or(cmp.Compare(a.company, b.company), cmp.Compare(a.period.String(), b.period.String()))
	})
	for _, m := range months {
		if err := casebook.LockMonth(ctx, t, m.company, m.period); err != nil {
			return err
		}
	}
	return nil
}

// taking is a version on its way back.
type taking struct {
	version ledger.Version
	from    casework.CompanyRef
	wish    annulment.Request
	by      casework.Actor // the second person
	key     string
	rows    []ledger.Posting
}

// takeBack books the move and the annulment, and lets list, case and receipt follow.
func (b *Book) takeBack(ctx context.Context, t *store.Tx, reg *store.Snapshot, k taking) (outcomeDoc, error) {
	if len(k.rows) == 0 {
		return outcomeDoc{}, casework.Refuse(casework.Conflict, "Inget av redovisningen gäller längre. Läs om sidan.")
	}
	done := outcomeDoc{Customer: k.from.CustomerNumber, Said: fmt.Sprintf("Redovisningen för %s är makulerad.", k.version.Period.Words())}
	var err error
	if k.wish.To != nil {
		to, err := b.target(ctx, t, reg, k.version, k.rows, *k.wish.To, k.wish.ToPeriod)
		if err != nil {
			return outcomeDoc{}, err
		}
		if done.Moved, err = b.postMoved(ctx, t, reg, k, to); err != nil {
			return outcomeDoc{}, err
		}
		done.Said = fmt.Sprintf("Redovisningen är flyttad till %s, %s.", to.company.Name, to.period.Words())
	}
	if done.Annulment, err = b.postAnnulment(ctx, t, reg, k, done.Moved); err != nil {
		return outcomeDoc{}, err
	}
	if err := k.sendListBack(ctx, t); err != nil {
		return outcomeDoc{}, err
	}
	if err := k.tellCase(ctx, t, done); err != nil {
		return outcomeDoc{}, err
	}
	return done, b.correctReceipt(ctx, t, k)
}

// postMoved books the rows where they belong, from the same source.
func (b *Book) postMoved(ctx context.Context, t *store.Tx, reg *store.Snapshot, k taking, to place) (ledger.ReportID, error) {
	v := k.version
	var rows []ledger.Row
	for _, p := range k.rows {
		rows = append(rows, ledger.Row{Person: p.Person, Name: p.Name, MemberFee: p.MemberFee, ControlFee: p.ControlFee, Reason: p.Reason, Source: p.Source})
	}
	list, err := receivingList(ctx, t, k.by, to)
	if err != nil {
		return 0, err
	}
	if list == 0 && v.CaseID == 0 {
		list = casework.ListID(v.ListID)
	}
	return b.cases.Post(ctx, t, to.current, casebook.Posting{CompanyID: to.company.ID, Period: to.period, Kind: to.kind, Rows: rows,
		Case: casework.CaseID(v.CaseID), List: list, Channel: v.Channel, By: k.wish.By.ID, Second: k.by.ID, Screen: v.Screen, Key: k.key + "-flytt",
		Original: k.rows[0].Original, Reader: k.rows[0].Reader, Import: reg.Import, Reason: k.wish.Reason.Word(), MovedFrom: v.ID})
}

// receivingList is the target's printed list that nobody has keyed: it is answered by the move.
// 0 where there is none.
func receivingList(ctx context.Context, t *store.Tx, by casework.Actor, to place) (casework.ListID, error) {
	lists, err := casebook.ListRows(ctx, t, `l.company_id = $1 AND l.period = $2 AND l.state IN ('printed', 'handed_over', 'posted', 'retur', 'returned')
		AND NOT EXISTS (SELECT FROM keying k WHERE k.list_id = l.id AND k.state <> 'replaced') FOR UPDATE OF l`,
		to.company.ID, registry.DateColumn(to.period.First()))
	if err != nil || len(lists) == 0 {
		return 0, err
	}
	steps := []casework.ListState{casework.ListReturned, casework.ListKeyed, casework.ListReported}
	if lists[0].State == casework.ListReturned {
		steps = steps[1:]
	}
	for _, step := range steps {
		if err := casebook.MoveList(ctx, t, lists[0].ID, by, step); err != nil {
			return 0, err
		}
	}
	return lists[0].ID, nil
}

// postAnnulment reverses what stands of the version, and nothing else of the month.
func (b *Book) postAnnulment(ctx context.Context, t *store.Tx, reg *store.Snapshot, k taking, moved ledger.ReportID) (ledger.ReportID, error) {
	v := k.version
	current, err := casebook.Report(ctx, t, b.vault, v.CompanyID, v.Period)
	if err != nil {
		return 0, err
	}
	for i := range current.Versions {
		current.Versions[i].Postings = nil
		if current.Versions[i].ID == v.ID {
			current.Versions[i].Postings = k.rows
		}
	}
	return b.cases.Post(ctx, t, current, casebook.Posting{CompanyID: v.CompanyID, Period: v.Period, Kind: ledger.Annulment,
		Case: casework.CaseID(v.CaseID), List: casework.ListID(v.ListID), Channel: v.Channel, By: k.wish.By.ID, Second: k.by.ID, Screen: v.Screen, Key: k.key,
		Original: k.rows[0].Original, Reader: k.rows[0].Reader, Import: reg.Import, Reason: k.wish.Reason.Word(), Replaces: v.ID, MovedTo: moved})
}

// sendListBack makes the list returned again, to be keyed anew.
func (k taking) sendListBack(ctx context.Context, t *store.Tx) error {
	if k.version.ListID == 0 {
		return nil
	}
	var state casework.ListState
	var company int64
	if err := t.QueryRow(ctx, "SELECT state, company_id FROM fee_list WHERE id = $1 FOR UPDATE", k.version.ListID).Scan(&state, &company); err != nil {
		return fmt.Errorf("list %d: %w", k.version.ListID, err)
	}
	if state != casework.ListReported {
		return nil
	}
	if err := casebook.MoveList(ctx, t, casework.ListID(k.version.ListID), k.by, casework.ListReturned); err != nil {
		return err
	}
	if _, err := t.Exec(ctx, "UPDATE keying SET state = $2 WHERE list_id = $1 AND state <> $2", k.version.ListID, casework.KeyingReplaced); err != nil {
		return fmt.Errorf("keyings of list %d: %w", k.version.ListID, err)
	}
	return nil
}

// tellCase writes into the case that the report came from; a moved one is from now on about
// where it was moved to.
func (k taking) tellCase(ctx context.Context, t *store.Tx, done outcomeDoc) error {
	id := casework.CaseID(k.version.CaseID)
	if id == 0 {
		return nil
	}
	text := "Redovisningen är makulerad: " + k.wish.Reason.Word() + "."
	if to := k.wish.To; to != nil {
		text = fmt.Sprintf("Redovisningen är flyttad till %s, %s: %s.", to.Name, k.wish.ToPeriod.Words(), k.wish.Reason.Word())
		if _, err := t.Exec(ctx, `
			UPDATE case_file SET sender_known = sender_known AND company_id IS NOT DISTINCT FROM $2, company_id = $2, period = $3, changed_at = $4, revision = revision + 1
			WHERE id = $1`, id, to.ID, registry.DateColumn(k.wish.ToPeriod.First()), t.Now); err != nil {
			return fmt.Errorf("case %d: %w", id, err)
		}
	}
	return casebook.AddEvent(ctx, t, id, k.by, casework.EventAnnulled, text,
		map[string]string{"report": fmt.Sprint(k.version.ID), "annulment": fmt.Sprint(done.Annulment), "moved": fmt.Sprint(done.Moved)})
}

// correctReceipt stops a receipt that has not left, and tells the address of one that has that
// it no longer holds. The other company is not named.
func (b *Book) correctReceipt(ctx context.Context, t *store.Tx, k taking) error {
	if k.version.CaseID == 0 {
		return nil
	}
	rows, err := t.Query(ctx, `
		UPDATE outbox SET state = CASE WHEN state = 'queued' AND attempts = 0 THEN 'stopped' ELSE state END
		WHERE case_id = $1 AND company_id = $2 AND template = 'receipt' AND created_at = $3 AND state IN ('queued', 'sending', 'sent', 'unknown')
		RETURNING recipient, state`, k.version.CaseID, k.version.CompanyID, k.version.DecidedAt)
	if err != nil {
		return fmt.Errorf("receipt of report %d: %w", k.version.ID, err)
	}
	var recipient, state string
	var told []string
	if _, err := pgx.ForEachRow(rows, []any{&recipient, &state}, func() error {
		if casework.OutboxState(state) != casework.OutboxStopped {
			told = append(told, recipient)
		}
		return nil
	}); err != nil {
		return fmt.Errorf("receipt of report %d: %w", k.version.ID, err)
	}
	id := casework.CaseID(k.version.CaseID)
	for _, to := range told {
		text, err := b.cases.Mails().Annulled(id.String(), k.version.Period.Words())
		if err != nil {
			return err
		}
		if _, err := b.cases.Send(ctx, t, id, k.version.CompanyID, to, text, casework.Threads{}); err != nil {
			return err
		}
		if err := casebook.AddEvent(ctx, t, id, casework.Program(), casework.EventAnswered, "Rättelse av kvittot skickas.", map[string]string{"template": text.Template}); err != nil {
			return err
		}
	}
	return nil
}
