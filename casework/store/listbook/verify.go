package listbook

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/verification"
)

// choose decides by the policy whether the list is keyed a second time, and keeps the choice
// with its reasons.
func (b *Book) choose(ctx context.Context, e ending, k *keying) (bool, error) {
	policy, err := readPolicy(ctx, e.t)
	if err != nil {
		return false, err
	}
	facts := verification.Facts{Sheet: e.sheet}
	if facts.Draw, err = b.vault.Tag("verification", fmt.Appendf(nil, "%d", k.id)); err != nil {
		return false, err
	}
	if err := e.t.QueryRow(ctx, "SELECT count(*) FROM (SELECT FROM keying_row WHERE staff_id = $1 AND keying_id <> $2 LIMIT $3) r",
		e.by.ID, k.id, policy.NewClerk).Scan(&facts.RowsKeyed); err != nil {
		return false, fmt.Errorf("rows of staff %d: %w", e.by.ID, err)
	}
	reasons := policy.Decide(facts)
	words := make([]string, len(reasons))
	for i, r := range reasons {
		words[i] = string(r)
	}
	_, err = e.t.Exec(ctx, `
		INSERT INTO verification (list_id, keying_id, reasons, state, asked_at, done_at)
		VALUES ($1, $2, $3, CASE WHEN $4 THEN 'second' ELSE 'done' END, $5::timestamptz, CASE WHEN NOT $4 THEN $5::timestamptz END)`,
		k.list, k.id, words, len(reasons) > 0, e.t.Now)
	if err != nil {
		return false, fmt.Errorf("verification of list %d: %w", k.list, err)
	}
	return len(reasons) > 0, nil
}

// verifying is the open verification of a list.
type verifying struct {
	id     verification.ID
	state  verification.State
	list   casework.ListID
	first  casework.KeyingID
	second casework.KeyingID // 0 where it has not begun
}

// readVerifying reads an open verification and locks it; nil where there is none.
func readVerifying(ctx context.Context, t *store.Tx, where string, arg any) (*verifying, error) {
	v := &verifying{}
	err := t.QueryRow(ctx, `
		SELECT v.id, v.state, v.list_id, v.keying_id,
		       coalesce((SELECT k.id FROM keying k WHERE k.list_id = v.list_id AND k.pass = 2 AND k.state <> 'replaced'), 0)
		FROM verification v WHERE v.state IN ('second', 'settling') AND `+where+` FOR UPDATE`, arg).Scan(&v.id, &v.state, &v.list, &v.first, &v.second)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil //nolint:nilnil // most lists have none
	}
	if err != nil {
		return nil, fmt.Errorf("verification: %w", err)
	}
	return v, nil
}

func waitsForSecond(ctx context.Context, t *store.Tx, list casework.ListID) (bool, error) {
	v, err := readVerifying(ctx, t, "v.list_id = $1", list)
	return v != nil && v.state == verification.StateSecond, err
}

// mayKeySecond refuses whoever keyed a row of the list before; the database does so too.
func mayKeySecond(ctx context.Context, t *store.Tx, by casework.Actor, list casework.ListID) error {
	mine, err := keyedBefore(ctx, t, by, list, secondPass)
	if err == nil && mine {
		return casework.Refuse(casework.Denied, "Du har själv registrerat listan. En annan person gör den andra registreringen.")
	}
	return err
}

// keyedBefore tells whether the actor keyed a row of the list in a pass before this one.
func keyedBefore(ctx context.Context, t *store.Tx, by casework.Actor, list casework.ListID, pass int) (mine bool, err error) {
	err = t.QueryRow(ctx, `
		SELECT EXISTS (SELECT FROM keying k LEFT JOIN keying_row r ON r.keying_id = k.id
		               WHERE k.list_id = $1 AND k.state <> 'replaced' AND k.pass < $3 AND $2 IN (k.staff_id, r.staff_id))`, list, by.ID, pass).Scan(&mine)
	if err != nil {
		return false, fmt.Errorf("keyings of list %d: %w", list, err)
	}
	return mine, nil
}

// compare ends a second keying: equal lists are verified and booked, others wait for a third
// person. The second keyer is not told where they differ.
func (b *Book) compare(ctx context.Context, e ending, k *keying) (finishedDoc, error) {
	v, err := readVerifying(ctx, e.t, "v.list_id = $1", k.list)
	if err != nil {
		return finishedDoc{}, err
	}
	if v == nil || v.state != verification.StateSecond {
		return finishedDoc{}, casework.Refuse(casework.Conflict, "Listan väntar inte längre på en andra registrering. Inget är ändrat.")
	}
	first, err := readKeying(ctx, e.t, v.first, false)
	if err != nil {
		return finishedDoc{}, err
	}
	before, err := b.sheet(ctx, e.t, e.reg, e.by, first)
	if err != nil {
		return finishedDoc{}, err
	}
	if n := len(verification.Compare(before, e.sheet)); n > 0 {
		if err := casebook.MoveList(ctx, e.t, k.list, e.by, casework.ListDiffers); err != nil {
			return finishedDoc{}, err
		}
		return finishedDoc{State: casework.ListDiffers, Said: "Listan är registrerad. Registreringarna skiljer sig, så en tredje person avgör."},
			v.move(ctx, e.t, verification.StateSettling, n)
	}
	if err := v.move(ctx, e.t, verification.StateDone, 0); err != nil {
		return finishedDoc{}, err
	}
	e.people = keyers{first: &first.by, second: &k.by}
	e.sheet, e.judged = before, assess(before, e.reg)
	return b.verified(ctx, e)
}

// verified moves the list on and concludes it.
func (b *Book) verified(ctx context.Context, e ending) (finishedDoc, error) {
	if err := casebook.MoveList(ctx, e.t, e.sheet.List.ID, e.by, casework.ListVerified); err != nil {
		return finishedDoc{}, err
	}
	e.sheet.List.State = casework.ListVerified
	return b.conclude(ctx, e)
}

// move walks one arrow of a verification's machine.
func (v *verifying) move(ctx context.Context, t *store.Tx, to verification.State, differences int) error {
	if !verification.Arrows().Allows(v.state, to) {
		return casework.Refuse(casework.Conflict, "Kontrollen av listan är inte i det läget längre. Läs om sidan.")
	}
	if _, err := t.Exec(ctx, `
		UPDATE verification SET state = $2, differences = greatest(differences, $3), done_at = CASE WHEN $2 IN ('done', 'ended') THEN $4::timestamptz END
		WHERE id = $1`, v.id, to, differences, t.Now); err != nil {
		return fmt.Errorf("verification %d to %s: %w", v.id, to, err)
	}
	v.state = to
	return nil
}

// other is the staff id of the second person on the report, 0 where there was none.
func (k keyers) other() int64 {
	switch {
	case k.second != nil:
		return k.second.ID
	case k.settler != nil:
		return k.settler.ID
	}
	return 0
}
