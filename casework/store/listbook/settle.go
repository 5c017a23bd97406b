package listbook

import (
	"context"
	"fmt"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/verification"
)

// twoKeyings are the keyings of a list that differs, as the settler's transaction reads them.
type twoKeyings struct {
	*verifying
	one, two    *keying
	first, then casework.KeyingSheet
}

// differing reads a list that waits to be settled and refuses whoever keyed it.
func (b *Book) differing(ctx context.Context, t *store.Tx, reg *store.Snapshot, by casework.Actor, id verification.ID) (w twoKeyings, err error) {
	if w.verifying, err = readVerifying(ctx, t, "v.id = $1", id); err != nil {
		return w, err
	}
	if w.verifying == nil || w.state != verification.StateSettling {
		return w, casework.Refuse(casework.Conflict, "Listan är redan avgjord, eller väntar inte på det. Läs om sidan.")
	}
	if err := maySee(ctx, t, by, w.list); err != nil {
		return w, err
	}
	mine, err := keyedBefore(ctx, t, by, w.list, settledPass)
	if err != nil {
		return w, err
	}
	if mine {
		return w, casework.Refuse(casework.Denied, "Du har själv registrerat listan. En tredje person avgör vad som står på den.")
	}
	if w.one, err = readKeying(ctx, t, w.verifying.first, false); err != nil {
		return w, err
	}
	if w.two, err = readKeying(ctx, t, w.second, false); err != nil {
		return w, err
	}
	if w.first, err = b.sheet(ctx, t, reg, by, w.one); err != nil {
		return w, err
	}
	w.then, err = b.sheet(ctx, t, reg, by, w.two)
	return w, err
}

// Settling shows the fields that differ (verification.Book).
func (b *Book) Settling(ctx context.Context, by casework.Actor, id verification.ID) (verification.Settling, error) {
	var s verification.Settling
	err := b.cases.InTx(ctx, func(t *store.Tx, reg *store.Snapshot) error {
		w, err := b.differing(ctx, t, reg, by, id)
		if err != nil {
			return err
		}
		s = verification.Settling{ID: id, List: w.first.List, HasControl: w.first.HasControl, Sheets: w.first.Sheets, Differences: verification.Compare(w.first, w.then)}
		return t.LogAccess(ctx, store.Access{Staff: by.ID, What: "keying", Company: s.List.Company.ID, Object: s.List.Number, Reason: "avgörande"})
	})
	return s, err
}

// Settle settles a list and concludes it (verification.Book).
func (b *Book) Settle(ctx context.Context, by casework.Actor, id verification.ID, d verification.Decision) (casework.Finished, error) {
	if len(d.Key) < 16 || len(d.Key) > 64 {
		return casework.Finished{}, casework.Refuse(casework.Invalid, "Sidan saknar sin nyckel. Läs om den och försök igen.")
	}
	var done finishedDoc
	repeat := false
	err := b.cases.InTx(ctx, func(t *store.Tx, reg *store.Snapshot) error {
		// The lock comes first: a double click waits here for the first one's outcome.
		if _, err := t.Exec(ctx, "SELECT FROM verification WHERE id = $1 FOR UPDATE", id); err != nil {
			return fmt.Errorf("verification %d: %w", id, err)
		}
		subject := fmt.Sprintf("verification %d", id)
		var err error
		if repeat, err = casebook.Before(ctx, t, d.Key, by, subject, &done); err != nil || repeat {
			return err
		}
		w, err := b.differing(ctx, t, reg, by, id)
		if err != nil {
			return err
		}
		if done, err = b.settle(ctx, t, reg, by, w, d); err != nil {
			return err
		}
		return casebook.Remember(ctx, t, d.Key, by, subject, done)
	})
	return casework.Finished{Report: done.Report, Case: done.Case, State: done.State, Said: done.Said, Repeat: repeat}, err
}

func (b *Book) settle(ctx context.Context, t *store.Tx, reg *store.Snapshot, by casework.Actor, w twoKeyings, d verification.Decision) (finishedDoc, error) {
	settled, err := verification.Settle(w.first, w.then, d.Choices)
	if err != nil {
		return finishedDoc{}, err
	}
	for _, r := range settled.Rows {
		if err := checkRow(r); err != nil {
			return finishedDoc{}, err
		}
	}
	k, err := w.keep(ctx, t, by, settled)
	if err != nil {
		return finishedDoc{}, err
	}
	s, err := b.sheet(ctx, t, reg, by, k)
	if err != nil {
		return finishedDoc{}, err
	}
	s.ByName = w.one.by.Name
	e := ending{t: t, reg: reg, by: by, sheet: s, judged: assess(s, reg), key: d.Key,
		people: keyers{first: &w.one.by, second: &w.two.by, settler: &by, own: settled.Own}}
	if left := e.notAccepted(d.Accept); len(left) > 0 {
		return finishedDoc{}, mustAccept(left) // rolls back what was kept
	}
	if err := e.logAccepted(ctx, k.id); err != nil {
		return finishedDoc{}, err
	}
	for _, c := range d.Choices {
		if _, err := t.Exec(ctx, "INSERT INTO verification_field (verification_id, row, field, taken) VALUES ($1, $2, $3, $4)", w.id, c.Row, c.Field, c.Take); err != nil {
			return finishedDoc{}, fmt.Errorf("verification %d: %w", w.id, err)
		}
	}
	if err := w.move(ctx, t, verification.StateDone, 0); err != nil {
		return finishedDoc{}, err
	}
	return b.verified(ctx, e)
}

// keep writes what was settled as a keying of its own: its rows are those of the two, with the
// settled values.
func (w twoKeyings) keep(ctx context.Context, t *store.Tx, by casework.Actor, s verification.Settled) (*keying, error) {
	k := &keying{list: w.list, pass: settledPass, state: casework.KeyingDone, by: by, written: s.Written}
	err := t.QueryRow(ctx, `
		INSERT INTO keying (list_id, pass, state, staff_id, written, started_at, finished_at) VALUES ($1, $2, 'done', $3, $4, $5, $5) RETURNING id`,
		w.list, settledPass, by.ID, s.Written, t.Now).Scan(&k.id)
	if err != nil {
		return nil, samePerson(err, fmt.Errorf("settle list %d: %w", w.list, err))
	}
	for i, r := range s.Rows {
		from := w.one.id
		if s.OfSecond[i] {
			from = w.two.id
		}
		if _, err := t.Exec(ctx, `
			INSERT INTO keying_row (keying_id, row, member_id, person_sealed, number_index, member_fee, control_fee, reason, blank, key_used, saved_at, staff_id)
			SELECT $1, $2, member_id, person_sealed, number_index, $5, $6, $7, $8, CASE WHEN $9 THEN 'settled' ELSE key_used END, $10,
			       CASE WHEN $9 THEN $11 ELSE staff_id END
			FROM keying_row WHERE keying_id = $3 AND row = $4`,
			k.id, i+1, from, r.Row, r.MemberFee, r.ControlFee, r.Reason, r.Blank, s.Own[i], t.Now, by.ID); err != nil {
			return nil, fmt.Errorf("settle list %d, row %d: %w", w.list, i+1, err)
		}
	}
	return k, nil
}
