package teambook

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/teamwork"
	"sef.se/kontakten/internal/register"
)

// keptMerge is a standing merge: what is needed to undo it. The rest of what the case was is put
// back by the database from where it lies.
type keptMerge struct {
	id             int64
	state          casework.CaseState
	by             string
	at             time.Time
	hold           casework.EventKind // what was decided since, "" for nothing
	mails          int64
	intoRestricted bool
}

// unmerge undoes a merge into f. Both cases are locked, so nothing is decided in between; the
// database refuses it too where something was (migration 150).
func unmerge(ctx context.Context, t *store.Tx, f casework.Case, by casework.Actor, do teamwork.Unmerge) (string, error) {
	if f.State == casework.CaseMerged {
		return "", casework.Refuse(casework.Conflict, "Ärendet är självt hopslaget med %s. Dela upp det där först.", f.MergedInto)
	}
	from, err := casebook.Locked(ctx, t, by, do.From)
	if err != nil {
		return "", err
	}
	m, err := standing(ctx, t, from.ID, f.ID)
	if err != nil {
		return "", err
	}
	if why := teamwork.Hold(m.hold); why != "" {
		return "", casework.Refuse(casework.Conflict, "%s", why)
	}
	if other, held := f.HeldBy(by, t.Now); held {
		return "", casework.Refuse(casework.Conflict, "%s har ärendet. Ta över det om ni är överens.", other.Name)
	}
	if err := casebook.Claim(ctx, t, by, f.ID); err != nil {
		return "", err
	}
	if err := m.putBack(ctx, t, f, from, by); err != nil {
		return "", fmt.Errorf("undo merge %d: %w", m.id, err)
	}
	return from.ID.String() + " är ett eget ärende igen. Läge: " + m.state.Word() + ", som före sammanslagningen.", nil
}

func standing(ctx context.Context, t *store.Tx, from, into casework.CaseID) (m keptMerge, err error) {
	err = t.QueryRow(ctx, `
		SELECT m.id, m.state, s.name, m.at, decided_after(m.into_id, m.after_event), (SELECT count(*) FROM case_merge_message k WHERE k.merge_id = m.id), m.into_restricted
		FROM case_merge m JOIN staff s ON s.id = m.staff_id WHERE m.from_id = $1 AND m.into_id = $2 AND m.undone_at IS NULL`, from, into).
		Scan(&m.id, &m.state, &m.by, &m.at, &m.hold, &m.mails, &m.intoRestricted)
	if errors.Is(err, pgx.ErrNoRows) {
		return m, casework.Refuse(casework.Conflict, "%s är inte hopslaget med %s. Läs om sidan.", from, into)
	}
	if err != nil {
		return m, fmt.Errorf("merge of case %d: %w", from, err)
	}
	return m, nil
}

// putBack makes the case what it was, in both histories. Neither case is less protected than
// before: this one stays so, and where it became so while they were one, the other is so too (R8).
func (m keptMerge) putBack(ctx context.Context, t *store.Tx, into, from casework.Case, by casework.Actor) error {
	if _, err := t.Exec(ctx, "UPDATE case_merge SET undone_at = $2, undone_by = $3 WHERE id = $1", m.id, t.Now, by.ID); err != nil {
		return err
	}
	if _, err := t.Exec(ctx, `
		UPDATE case_file c SET state = m.state, merged_into = NULL, waiting_reason = m.waiting_reason, waiting_until = m.waiting_until,
		       holder_id = CASE WHEN m.held_until > $2 THEN m.holder_id END, held_until = CASE WHEN m.held_until > $2 THEN m.held_until END,
		       restricted = c.restricted OR $3, changed_at = $2, revision = c.revision + 1
		FROM case_merge m WHERE m.id = $1 AND c.id = m.from_id`, m.id, t.Now, into.Restricted && !m.intoRestricted); err != nil {
		return err
	}
	if _, err := t.Exec(ctx, "UPDATE case_file SET changed_at = $2, revision = revision + 1 WHERE id = $1", into.ID, t.Now); err != nil {
		return err
	}
	moved, err := t.Exec(ctx, `
		UPDATE case_message x SET case_id = $2, role = k.role FROM case_merge_message k WHERE k.merge_id = $1 AND x.message_id = k.message_id AND x.case_id = $3`,
		m.id, from.ID, into.ID)
	if err != nil {
		return err
	}
	if moved.RowsAffected() != m.mails {
		return casework.Refuse(casework.Conflict, "Mejl ur %s har flyttats vidare sedan sammanslagningen. Det går inte att dela upp igen.", from.ID)
	}
	return m.tell(ctx, t, into.ID, from.ID, by)
}

// tell writes into both histories. By when the case was due, and that an answer waited in it, is
// put back after that: a step in a history says that somebody has seen the answer.
func (m keptMerge) tell(ctx context.Context, t *store.Tx, into, from casework.CaseID, by casework.Actor) error {
	merge := "sammanslagningen den " + register.DateOf(m.at).Words() + " av " + m.by + " är upphävd"
	text := "Delat från " + into.String() + " igen: " + merge + ". Läge: " + m.state.Word() + ", som det var."
	if err := casebook.AddEvent(ctx, t, from, by, teamwork.EventUnmerged, text, map[string]string{"from": into.String(), "to": string(m.state)}); err != nil {
		return err
	}
	text = from.String() + " är ett eget ärende igen: " + merge + "."
	if err := casebook.AddEvent(ctx, t, into, by, teamwork.EventUnmerged, text, map[string]string{"case": from.String()}); err != nil {
		return err
	}
	_, err := t.Exec(ctx, "UPDATE case_file c SET due_on = m.due_on, replied_at = m.replied_at FROM case_merge m WHERE m.id = $1 AND c.id = m.from_id", m.id)
	return err
}

// merged are the cases that stand merged into one, the latest first.
func merged(ctx context.Context, t *store.Tx, by casework.Actor, id casework.CaseID) ([]teamwork.Merged, error) {
	rows, err := t.Query(ctx, `
		SELECT c.id, c.kinds, s.name, m.at, decided_after(m.into_id, m.after_event)
		FROM case_merge m JOIN case_file c ON c.id = m.from_id JOIN staff s ON s.id = m.staff_id
		WHERE m.into_id = $1 AND m.undone_at IS NULL AND (NOT c.restricted OR $2) ORDER BY m.id DESC LIMIT 50`, id, by.Protected)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (teamwork.Merged, error) {
		var m teamwork.Merged
		var kind casework.EventKind
		err := row.Scan(&m.Case, &m.Kinds, &m.By, &m.At, &kind)
		m.Hold = teamwork.Hold(kind)
		return m, err
	})
}
