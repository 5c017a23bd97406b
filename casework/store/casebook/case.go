package casebook

import (
	"context"
	"errors"
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

// dossier is a case with what its row keeps beside it.
type dossier struct {
	casework.Case
	reading, draft, heading vault.ID
	message                 int64 // whose reading it shows; 0 where it has none
	reader                  string
	importID                int64
	said                    ledger.Said
	list                    casework.ListID
}

// notThere is the one answer for what is not there and for what must not be seen (R8).
func notThere() error {
	return casework.Refuse(casework.NotFound, "Ärendet finns inte.")
}

// readCase reads a case that the actor may see; lock keeps others from changing it until the
// transaction ends.
func readCase(ctx context.Context, t *store.Tx, by casework.Actor, id casework.CaseID, lock bool) (*dossier, error) {
	query := `
		SELECT c.id, c.origin, c.state, c.kinds, c.faq, c.flags, c.restricted, c.sender_known, c.verified, c.said, c.reader, c.import_id,
		       c.reading_object, c.draft_object, c.heading_object, coalesce(c.message_id, 0), coalesce(c.list_id, 0),
		       c.period, c.waiting_reason, c.waiting_until, coalesce(c.merged_into, 0), c.mode, c.opened_at, c.changed_at,
		       c.revision, co.id, co.customer_number, co.organisation_number, co.name,
		       coalesce(c.holder_id, 0), coalesce(s.name, ''), c.held_until
		FROM case_file c LEFT JOIN company co ON co.id = c.company_id LEFT JOIN staff s ON s.id = c.holder_id
		WHERE c.id = $1`
	if lock {
		query += " FOR UPDATE OF c"
	}
	f := &dossier{}
	var said string
	var reading, draft, heading *[16]byte
	var period, waiting, held *time.Time
	var company *int64
	var customer *int
	var number, name *string
	var holder casework.Actor
	err := t.QueryRow(ctx, query, id).Scan(&f.ID, &f.Origin, &f.State, &f.Kinds, &f.FAQ, &f.Flags, &f.Restricted, &f.SenderKnown, &f.Verified,
		&said, &f.reader, &f.importID, &reading, &draft, &heading, &f.message, &f.list, &period, &f.WaitingReason, &waiting,
		&f.MergedInto, &f.Mode, &f.OpenedAt, &f.Changed, &f.Revision, &company, &customer, &number, &name,
		&holder.ID, &holder.Name, &held)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, notThere()
	}
	if err != nil {
		return nil, fmt.Errorf("case %d: %w", id, err)
	}
	if f.Restricted && !by.Protected && !by.IsProgram() {
		return nil, notThere()
	}
	if f.Company, err = companyRef(company, customer, number, name); err != nil {
		return nil, fmt.Errorf("case %d: %w", id, err)
	}
	f.reading, f.draft, f.heading = vaultID(reading), vaultID(draft), vaultID(heading)
	f.said = ledger.Said{Correction: said == "correction", Further: said == "further"}
	f.Period, f.WaitingUntil = month(period), registry.Civil(waiting)
	if held != nil && holder.ID != 0 {
		f.Holder, f.HeldUntil = &holder, *held
	}
	return f, nil
}

// Locked reads a case that the actor may see, for another room of the store, and keeps others
// from changing it until the transaction ends. NotFound.
func Locked(ctx context.Context, t *store.Tx, by casework.Actor, id casework.CaseID) (casework.Case, error) {
	f, err := readCase(ctx, t, by, id, true)
	if err != nil {
		return casework.Case{}, err
	}
	return f.Case, nil
}

// Claim makes a case the actor's for a while, for another room of the store. NotFound; Conflict: it
// is not live.
func Claim(ctx context.Context, t *store.Tx, by casework.Actor, id casework.CaseID) error {
	f, err := readCase(ctx, t, by, id, true)
	if err != nil {
		return err
	}
	return f.claim(ctx, t, by)
}

// TakeBack takes a case from whom it was given to, for another room of the store. NotFound;
// Conflict: the person has it no longer.
func TakeBack(ctx context.Context, t *store.Tx, by casework.Actor, id casework.CaseID, from int64) error {
	f, err := readCase(ctx, t, by, id, true)
	if err != nil {
		return err
	}
	if f.Holder == nil || f.Holder.ID != from || !t.Now.Before(f.HeldUntil) {
		return casework.Refuse(casework.Conflict, "Någon annan har tagit ärendet sedan dess.")
	}
	if _, err := t.Exec(ctx, "UPDATE case_file SET holder_id = NULL, held_until = NULL WHERE id = $1", id); err != nil {
		return fmt.Errorf("take case %d back: %w", id, err)
	}
	return addEvent(ctx, t, id, by, casework.EventReleased, by.Name+" ångrade tilldelningen.", nil)
}

// Walk walks one arrow of a case's machine and writes it into its history.
func Walk(ctx context.Context, t *store.Tx, by casework.Actor, id casework.CaseID, to casework.CaseState, text string) error {
	f, err := readCase(ctx, t, by, id, true)
	if err != nil {
		return err
	}
	return f.move(ctx, t, by, to, text)
}

func vaultID(id *[16]byte) vault.ID {
	if id == nil {
		return vault.ID{}
	}
	return *id
}

// move walks one arrow of the machine and writes it into the history.
func (f *dossier) move(ctx context.Context, t *store.Tx, by casework.Actor, to casework.CaseState, text string) error {
	if err := f.State.CanMove(to); err != nil {
		return err
	}
	from := f.State
	if _, err := t.Exec(ctx, `
		UPDATE case_file SET state = $2, changed_at = $3, revision = revision + 1, waiting_reason = '', waiting_until = NULL,
		       holder_id = CASE WHEN $2 IN ('decided', 'closed', 'aside') THEN NULL ELSE holder_id END
		WHERE id = $1`, f.ID, to, t.Now); err != nil {
		return fmt.Errorf("case %d to %s: %w", f.ID, to, err)
	}
	f.State = to
	f.Revision++
	if text == "" {
		text = "Ärendet är " + to.Word() + "."
	}
	return addEvent(ctx, t, f.ID, by, casework.EventState, text, map[string]string{"from": string(from), "to": string(to)})
}

// wait is the arrow to waiting, which carries reason and date.
func (f *dossier) wait(ctx context.Context, t *store.Tx, by casework.Actor, d casework.SetWaiting) error {
	if err := f.State.CanMove(casework.CaseWaiting); err != nil {
		return err
	}
	if _, err := t.Exec(ctx, `
		UPDATE case_file SET state = 'waiting', waiting_reason = $2, waiting_until = $3, changed_at = $4, revision = revision + 1
		WHERE id = $1`, f.ID, d.Reason, registry.DateColumn(d.Until), t.Now); err != nil {
		return fmt.Errorf("case %d to waiting: %w", f.ID, err)
	}
	from := f.State
	f.State = casework.CaseWaiting
	f.Revision++
	return addEvent(ctx, t, f.ID, by, casework.EventState, fmt.Sprintf("Väntar till %s: %s", d.Until.Words(), d.Reason),
		map[string]string{"from": string(from), "to": string(casework.CaseWaiting), "until": d.Until.String()})
}

// openUp walks a new, waiting or set-aside case to open, so that it can be decided.
func (f *dossier) openUp(ctx context.Context, t *store.Tx, by casework.Actor) error {
	if f.State == casework.CaseOpen {
		return nil
	}
	if !f.State.Live() {
		return f.State.CanMove(casework.CaseWaiting) // says what it is instead
	}
	return f.move(ctx, t, by, casework.CaseOpen, "Ärendet är öppnat.")
}

// Take claims a case (casework.Cases).
func (b *Book) Take(ctx context.Context, by casework.Actor, id casework.CaseID, over bool) (casework.Case, error) {
	var taken casework.Case
	err := b.store.InTx(ctx, func(t *store.Tx) error {
		f, err := readCase(ctx, t, by, id, true)
		if err != nil {
			return err
		}
		if other, held := f.HeldBy(by, t.Now); held && !over {
			return casework.Refuse(casework.Conflict, "%s har ärendet. Ta över det om ni är överens.", other.Name)
		}
		err = f.claim(ctx, t, by)
		taken = f.Case
		return err
	})
	return taken, err
}

// claim makes a locked case the actor's for a while, or renews that.
func (f *dossier) claim(ctx context.Context, t *store.Tx, by casework.Actor) error {
	if !f.State.Live() {
		return casework.Refuse(casework.Conflict, "Ärendet är %s. Öppna det igen först.", f.State.Word())
	}
	mine := f.Holder != nil && f.Holder.ID == by.ID && t.Now.Before(f.HeldUntil)
	f.Holder, f.HeldUntil = &by, t.Now.Add(casework.ClaimFor)
	if _, err := t.Exec(ctx, "UPDATE case_file SET holder_id = $2, held_until = $3 WHERE id = $1", f.ID, by.ID, f.HeldUntil); err != nil {
		return fmt.Errorf("take case %d: %w", f.ID, err)
	}
	if !mine {
		if err := addEvent(ctx, t, f.ID, by, casework.EventTaken, by.Name+" tog ärendet.", nil); err != nil {
			return err
		}
	}
	if f.State == casework.CaseNew {
		return f.openUp(ctx, t, by)
	}
	return nil
}

// Release ends the actor's claim (casework.Cases).
func (b *Book) Release(ctx context.Context, by casework.Actor, id casework.CaseID) error {
	return b.store.InTx(ctx, func(t *store.Tx) error {
		f, err := readCase(ctx, t, by, id, true)
		if err != nil || f.Holder == nil || f.Holder.ID != by.ID {
			return err
		}
		if _, err := t.Exec(ctx, "UPDATE case_file SET holder_id = NULL, held_until = NULL WHERE id = $1", id); err != nil {
			return fmt.Errorf("release case %d: %w", id, err)
		}
		return addEvent(ctx, t, id, by, casework.EventReleased, by.Name+" släppte ärendet.", nil)
	})
}

// CaseByNumber finds a case by its number (casework.Cases). It opens nothing.
func (b *Book) CaseByNumber(ctx context.Context, by casework.Actor, number string) (casework.CaseID, error) {
	id, err := casework.ParseCaseNumber(number)
	if err != nil {
		return 0, err
	}
	var seen bool
	err = b.store.Pool().QueryRow(ctx, "SELECT EXISTS (SELECT FROM case_file WHERE id = $1 AND (NOT restricted OR $2))", id, by.Protected).Scan(&seen)
	if err != nil {
		return 0, fmt.Errorf("case %d: %w", id, err)
	}
	if !seen {
		return 0, notThere()
	}
	return id, nil
}

// events reads a case's history, oldest first.
func events(ctx context.Context, t *store.Tx, id casework.CaseID) ([]casework.Event, error) {
	rows, err := t.Query(ctx, `
		SELECT e.id, e.at, coalesce(s.id, 0), coalesce(s.name, ''), e.kind, e.text, e.data
		FROM case_event e LEFT JOIN staff s ON s.id = e.staff_id WHERE e.case_id = $1 ORDER BY e.id`, id)
	if err != nil {
		return nil, fmt.Errorf("events of case %d: %w", id, err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (casework.Event, error) {
		e := casework.Event{Case: id}
		err := row.Scan(&e.ID, &e.At, &e.By.ID, &e.By.Name, &e.Kind, &e.Text, &e.Data)
		if e.By.ID == 0 {
			e.By = casework.Program()
		}
		return e, err
	})
	if err != nil {
		return nil, fmt.Errorf("events of case %d: %w", id, err)
	}
	return found, nil
}

// Nightly is what must happen without a person and may run at any time, any number of times:
// waiting cases whose day has come are open again, decided ones with nothing under way are
// closed, and every message that was seen is accounted for (an error says how many are not).
func (b *Book) Nightly(ctx context.Context) error {
	if err := b.moveWhere(ctx, "c.state = 'waiting' AND c.waiting_until <= $1", casework.CaseOpen, "Dagen som ärendet väntade på har kommit."); err != nil {
		return err
	}
	const nothingUnderWay = `c.state = 'decided' AND c.changed_at < $1
		AND NOT EXISTS (SELECT FROM outbox x WHERE x.case_id = c.id AND x.state NOT IN ('sent', 'stopped', 'withheld'))`
	if err := b.moveWhere(ctx, nothingUnderWay, casework.CaseClosed, "Inget återstår i ärendet."); err != nil {
		return err
	}
	o, err := b.Overview(ctx, casework.Program())
	if err == nil && o.Unaccounted != 0 {
		err = fmt.Errorf("of %d messages %d are neither a case nor rejected nor waiting to be read", o.Seen, o.Unaccounted)
	}
	return err
}

// moveBatch is how many cases one transaction of Nightly moves.
const moveBatch = 200

// moveWhere walks one arrow for every case that the condition holds for; $1 is today.
func (b *Book) moveWhere(ctx context.Context, where string, to casework.CaseState, text string) error {
	for moved := moveBatch; moved == moveBatch; {
		err := b.store.InTx(ctx, func(t *store.Tx) error {
			rows, err := t.Query(ctx, "SELECT c.id FROM case_file c WHERE "+where+" ORDER BY c.id LIMIT $2 FOR UPDATE SKIP LOCKED",
				registry.DateColumn(register.DateOf(t.Now)), moveBatch)
			if err != nil {
				return fmt.Errorf("cases that may be %s: %w", to, err)
			}
			ids, err := pgx.CollectRows(rows, pgx.RowTo[casework.CaseID])
			if err != nil {
				return fmt.Errorf("cases that may be %s: %w", to, err)
			}
			moved = len(ids)
			for _, id := range ids {
				f, err := readCase(ctx, t, casework.Program(), id, true)
				if err != nil {
					return err
				}
				if err := f.move(ctx, t, casework.Program(), to, text); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
