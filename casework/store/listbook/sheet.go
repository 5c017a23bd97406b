package listbook

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/avgiftslista/pdf"
	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/store/registry"
	"sef.se/kontakten/internal/register"
)

// The passes of a list: the first keying, the blind second by another person, and what a third
// person settled.
const (
	firstPass   = 1
	secondPass  = 2
	settledPass = 3
)

// OpenSheet opens a list by its number or scanned code (casework.Keying).
func (b *Book) OpenSheet(ctx context.Context, by casework.Actor, code string) (casework.KeyingSheet, error) {
	number, page, err := casework.ParseListCode(code)
	if err != nil {
		return casework.KeyingSheet{}, err
	}
	var sheet casework.KeyingSheet
	err = b.cases.InTx(ctx, func(t *store.Tx, reg *store.Snapshot) error {
		lists, err := casebook.ListRows(ctx, t, "l.number = $1 FOR UPDATE OF l", number.String())
		if err != nil {
			return fmt.Errorf("list %s: %w", number, err)
		}
		if len(lists) == 0 {
			return casework.Refuse(casework.NotFound, "Listnumret %s finns inte hos oss. Kontrollera siffrorna på listan.", number.Spaced())
		}
		list := lists[0]
		if err := maySee(ctx, t, by, list.ID); err != nil {
			return err
		}
		id, err := b.startKeying(ctx, t, by, list)
		if err != nil {
			return err
		}
		if err := t.LogAccess(ctx, store.Access{Staff: by.ID, What: "keying", Company: list.Company.ID, Object: list.Number}); err != nil {
			return err
		}
		k, err := readKeying(ctx, t, id, false)
		if err != nil {
			return err
		}
		sheet, err = b.sheet(ctx, t, reg, by, k)
		sheet.Page = page
		return err
	})
	return sheet, err
}

// startKeying finds the actor's keying of the list or makes one. The list is returned from now
// on; one that waits for its second keying stays keyed.
func (b *Book) startKeying(ctx context.Context, t *store.Tx, by casework.Actor, list casework.ListRow) (casework.KeyingID, error) {
	pass, err := b.passOf(ctx, t, by, list)
	if err != nil {
		return 0, err
	}
	if pass == firstPass && list.State != casework.ListReturned {
		if err := casebook.MoveList(ctx, t, list.ID, by, casework.ListReturned); err != nil {
			return 0, err
		}
	}
	k, err := keyingOf(ctx, t, list.ID, pass)
	if err != nil {
		return 0, err
	}
	switch {
	case k == nil:
		var id casework.KeyingID
		if err := t.QueryRow(ctx, `INSERT INTO keying (list_id, pass, state, staff_id, started_at) VALUES ($1, $2, 'open', $3, $4) RETURNING id`,
			list.ID, pass, by.ID, t.Now).Scan(&id); err != nil {
			return 0, samePerson(err, fmt.Errorf("keying of list %s: %w", list.Number, err))
		}
		return id, nil
	case k.state == casework.KeyingOpen && k.by.ID != by.ID:
		return 0, casework.Refuse(casework.Conflict, "%s håller på att registrera listan.", k.by.Name)
	case k.state == casework.KeyingOpen:
		return k.id, nil
	}
	// Abandoned, or sent back after it was done: it is opened again with its rows.
	return k.id, k.move(ctx, t, by, casework.KeyingOpen)
}

// samePerson says the database's refusal of one person in two passes in words for the desk.
func samePerson(err, other error) error {
	if store.Violates(err, "keying_other_person") || store.Violates(err, "keying_two_persons") {
		refusal := casework.Refuse(casework.Denied, "Du har själv registrerat listan. En annan person gör den andra registreringen.")
		refusal.Cause = err
		return refusal
	}
	return other
}

// move walks one arrow of a keying's machine; it is then the actor's.
func (k *keying) move(ctx context.Context, t *store.Tx, by casework.Actor, to casework.KeyingState) error {
	if err := k.state.CanMove(to); err != nil {
		return err
	}
	var finished *time.Time
	if to == casework.KeyingDone {
		finished = &t.Now
	}
	if _, err := t.Exec(ctx, "UPDATE keying SET state = $2, staff_id = $3, finished_at = $4 WHERE id = $1", k.id, to, by.ID, finished); err != nil {
		return samePerson(err, fmt.Errorf("keying %d to %s: %w", k.id, to, err))
	}
	k.state, k.by = to, by
	return nil
}

// measure keeps how many rows the keying has and how long it took, pauses left out
// (casework/figures).
func (k *keying) measure(ctx context.Context, t *store.Tx) error {
	if _, err := t.Exec(ctx, `
		UPDATE keying SET (keyed_rows, keyed_seconds) = (
		    SELECT count(*), coalesce(extract(epoch FROM sum(gap)), 0)
		    FROM (SELECT greatest(interval '0', least(r.saved_at - lag(r.saved_at, 1, keying.started_at) OVER (ORDER BY r.saved_at, r.row), interval '2 minutes')) AS gap
		          FROM keying_row r WHERE r.keying_id = keying.id) gaps)
		WHERE id = $1`, k.id); err != nil {
		return fmt.Errorf("keying %d: %w", k.id, err)
	}
	return nil
}

// passOf tells which keying of the list is due, and refuses one that is done with, in words
// for the desk.
func (b *Book) passOf(ctx context.Context, t *store.Tx, by casework.Actor, list casework.ListRow) (int, error) {
	switch list.State {
	case casework.ListSuperseded:
		return 0, casework.Refuse(casework.Conflict, "Listan är ersatt av en nyare utskrift. Lägg den åt sidan och fråga en arbetsledare.")
	case casework.ListCancelled:
		return 0, casework.Refuse(casework.Conflict, "Listan är makulerad. Lägg den åt sidan och fråga en arbetsledare.")
	case casework.ListDiffers:
		return 0, casework.Refuse(casework.Conflict, "Listan är registrerad två gånger och registreringarna skiljer sig. En tredje person avgör på sidan Kontroll.")
	case casework.ListKeyed, casework.ListVerified, casework.ListReported:
		waits, err := waitsForSecond(ctx, t, list.ID)
		if err != nil || !waits {
			return 0, refuseKeyed(ctx, t, list, err)
		}
		return secondPass, mayKeySecond(ctx, t, by, list.ID)
	}
	return firstPass, nil
}

// refuseKeyed says by whom and when the list was keyed.
func refuseKeyed(ctx context.Context, t *store.Tx, list casework.ListRow, err error) error {
	if err != nil {
		return err
	}
	var who string
	var at time.Time
	err = t.QueryRow(ctx, `
		SELECT s.name, k.finished_at FROM keying k JOIN staff s ON s.id = k.staff_id
		WHERE k.list_id = $1 AND k.pass = $2 AND k.state <> 'replaced' AND k.finished_at IS NOT NULL`, list.ID, firstPass).Scan(&who, &at)
	if errors.Is(err, pgx.ErrNoRows) {
		return casework.Refuse(casework.Conflict, "Listan är redan %s.", list.State.Word())
	}
	if err != nil {
		return fmt.Errorf("keying of list %s: %w", list.Number, err)
	}
	return casework.Refuse(casework.Conflict, "Listan är redan registrerad av %s den %s. Den räknas inte två gånger.", who, register.DateOf(at).Words())
}

// keying is a row of the keying table.
type keying struct {
	id      casework.KeyingID
	list    casework.ListID
	pass    int
	state   casework.KeyingState
	by      casework.Actor
	written *register.Amount
}

func keyingOf(ctx context.Context, t *store.Tx, list casework.ListID, pass int) (*keying, error) {
	var id casework.KeyingID
	err := t.QueryRow(ctx, "SELECT id FROM keying WHERE list_id = $1 AND pass = $2 AND state <> 'replaced'", list, pass).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil //nolint:nilnil // most lists have none yet
	}
	if err != nil {
		return nil, fmt.Errorf("keying of list %d: %w", list, err)
	}
	return readKeying(ctx, t, id, false)
}

// readKeying reads a keying; lock keeps other saves of it waiting.
func readKeying(ctx context.Context, t *store.Tx, id casework.KeyingID, lock bool) (*keying, error) {
	query := `SELECT k.id, k.list_id, k.pass, k.state, s.id, s.name, k.written FROM keying k JOIN staff s ON s.id = k.staff_id WHERE k.id = $1`
	if lock {
		query += " FOR UPDATE OF k"
	}
	k := &keying{}
	err := t.QueryRow(ctx, query, id).Scan(&k.id, &k.list, &k.pass, &k.state, &k.by.ID, &k.by.Name, &k.written)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, casework.Refuse(casework.NotFound, "Registreringen finns inte.")
	}
	if err != nil {
		return nil, fmt.Errorf("keying %d: %w", id, err)
	}
	return k, nil
}

// open reads a keying that the actor may save in.
func (b *Book) open(ctx context.Context, t *store.Tx, by casework.Actor, id casework.KeyingID) (*keying, error) {
	k, err := readKeying(ctx, t, id, true)
	if err != nil {
		return nil, err
	}
	if err := maySee(ctx, t, by, k.list); err != nil {
		return nil, err
	}
	if k.by.ID != by.ID {
		return nil, casework.Refuse(casework.Conflict, "%s registrerar listan. Inget är sparat.", k.by.Name)
	}
	if k.state != casework.KeyingOpen {
		return nil, casework.Refuse(casework.Conflict, "Registreringen är avslutad. Inget är sparat.")
	}
	return k, nil
}

// Sheet gives an open keying again (casework.Keying).
func (b *Book) Sheet(ctx context.Context, by casework.Actor, id casework.KeyingID) (casework.KeyingSheet, error) {
	var sheet casework.KeyingSheet
	err := b.cases.InTx(ctx, func(t *store.Tx, reg *store.Snapshot) error {
		k, err := readKeying(ctx, t, id, false)
		if err != nil {
			return err
		}
		if err := maySee(ctx, t, by, k.list); err != nil {
			return err
		}
		if k.by.ID != by.ID && !by.Supervises() {
			return casework.Refuse(casework.NotFound, "Registreringen finns inte.")
		}
		sheet, err = b.sheet(ctx, t, reg, by, k)
		return err
	})
	return sheet, err
}

// sheet assembles the page: list, rows as keyed, totals and warnings.
func (b *Book) sheet(ctx context.Context, t *store.Tx, reg *store.Snapshot, by casework.Actor, k *keying) (casework.KeyingSheet, error) {
	lists, err := casebook.ListRows(ctx, t, "l.id = $1", k.list)
	if err != nil || len(lists) != 1 {
		return casework.KeyingSheet{}, fmt.Errorf("list %d: %d rows: %w", k.list, len(lists), err)
	}
	s := casework.KeyingSheet{ID: k.id, State: k.state, Pass: k.pass, List: lists[0], Written: k.written, ByName: k.by.Name}
	var rateFrom time.Time
	if err := t.QueryRow(ctx, "SELECT agreement, rate_from, member_rate, control_rate FROM fee_list WHERE id = $1", k.list).
		Scan(&s.Agreement, &rateFrom, &s.Rate.MemberFee, &s.Rate.ControlFee); err != nil {
		return s, fmt.Errorf("list %d: %w", k.list, err)
	}
	s.Rate.ValidFrom, s.HasControl = registry.Civil(&rateFrom), s.Rate.HasControlFee()
	if s.Rows, err = b.rows(ctx, t, k); err != nil {
		return s, err
	}
	ends := pdf.SheetEnds(s.List.Rows)
	s.Sheets = len(ends)
	last, period, err := casebook.LastPaid(ctx, t, &s.List.Company, s.List.Period)
	if err != nil {
		return s, err
	}
	s.LastPeriod = period
	for i := range s.Rows {
		r := &s.Rows[i]
		if paid, ok := last[r.MemberID]; ok {
			r.Last = &paid
		}
		if r.Row <= s.List.Rows {
			r.Sheet = 1 + slices.IndexFunc(ends, func(end int) bool { return r.Row <= end })
		}
	}
	b.judge(&s, reg)
	return s, nil
}

// rows are the pre-printed rows in the sheet's order, then those that the company added.
func (b *Book) rows(ctx context.Context, t *store.Tx, k *keying) ([]casework.KeyingRow, error) {
	rows, err := t.Query(ctx, `
		SELECT coalesce(r.row, w.row), r.row IS NULL, coalesce(r.member_id, w.member_id, 0), coalesce(m.personnummer, ''),
		       coalesce(m.first_name || ' ' || m.last_name, ''), r.left_on, w.person_sealed, w.member_fee, w.control_fee, coalesce(w.reason, ''),
		       coalesce(w.blank, false), coalesce(w.key_used, ''), w.saved_at
		FROM (SELECT * FROM fee_list_row WHERE list_id = $1) r
		FULL JOIN (SELECT * FROM keying_row WHERE keying_id = $2) w ON w.row = r.row
		LEFT JOIN member m ON m.id = coalesce(r.member_id, w.member_id) ORDER BY 1`, k.list, k.id)
	if err != nil {
		return nil, fmt.Errorf("rows of keying %d: %w", k.id, err)
	}
	found, err := pgx.CollectRows(rows, b.scanRow)
	if err != nil {
		return nil, fmt.Errorf("rows of keying %d: %w", k.id, err)
	}
	return found, nil
}

// personDoc is who stands on an added row, as written.
type personDoc struct {
	Number string `json:"number,omitempty"` // valid, in full
	Text   string `json:"text,omitempty"`   // as written where it is not
	Name   string `json:"name"`
}

// purpose binds a sealed person to its column.
const purpose = "keying_row.person_sealed"

func (b *Book) scanRow(row pgx.CollectableRow) (casework.KeyingRow, error) {
	var r casework.KeyingRow
	var number string
	var left, saved *time.Time
	var sealed []byte
	err := row.Scan(&r.Row, &r.New, &r.MemberID, &number, &r.Name, &left, &sealed, &r.MemberFee, &r.ControlFee, &r.Reason, &r.Blank, &r.Key, &saved)
	if err != nil {
		return r, err
	}
	r.LeftOn = registry.Civil(left)
	if saved != nil {
		r.Saved = *saved
	}
	if sealed != nil {
		plain, err := b.vault.OpenValue(purpose, sealed)
		if err != nil {
			return r, err
		}
		var who personDoc
		if err := json.Unmarshal(plain, &who); err != nil {
			return r, err
		}
		r.Name, r.Written = who.Name, who.Text
		number = who.Number
	}
	if number != "" {
		if r.Number, err = register.ParsePersonnummer(number, register.Date{}); err != nil {
			return r, fmt.Errorf("row %d: a stored personnummer is none", r.Row)
		}
	}
	return r, nil
}
