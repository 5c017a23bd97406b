package casebook

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/ledger"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/teamwork"
	"sef.se/kontakten/internal/register"
)

// outcomeDoc is an Outcome as the decision table keeps it.
type outcomeDoc struct {
	Report  ledger.ReportID `json:"report,omitempty"`
	Request int64           `json:"request,omitempty"`
	Said    string          `json:"said"`
}

// Decide carries out a command (casework.Cases).
func (b *Book) Decide(ctx context.Context, c casework.Command) (casework.Outcome, error) {
	if c.By.IsProgram() {
		return casework.Outcome{}, casework.Refuse(casework.Denied, "Ett beslut tas av en person.")
	}
	if len(c.Key) < 16 || len(c.Key) > 64 {
		return casework.Outcome{}, casework.Refuse(casework.Invalid, "Sidan saknar sin nyckel. Läs om den och försök igen.")
	}
	if err := c.Do.Valid(); err != nil {
		return casework.Outcome{}, err
	}
	var out casework.Outcome
	err := b.InTx(ctx, func(t *store.Tx, reg *store.Snapshot) error {
		f, err := readCase(ctx, t, c.By, c.Case, true)
		if err != nil {
			return err
		}
		subject := fmt.Sprintf("case %d", c.Case)
		var before outcomeDoc
		if out.Repeat, err = Before(ctx, t, c.Key, c.By, subject, &before); err != nil {
			return err
		}
		if !out.Repeat {
			news, err := newsSince(ctx, t, c.Case, c.Seen)
			if err != nil {
				return err
			}
			before, err = b.carryOut(ctx, t, reg, f, c)
			if err = withNews(err, news); err != nil {
				return err
			}
			if err := Remember(ctx, t, c.Key, c.By, subject, before); err != nil {
				return err
			}
		}
		out.Report, out.Request, out.Said = before.Report, before.Request, before.Said
		if f, err = readCase(ctx, t, c.By, c.Case, false); err == nil {
			out.Case = f.Case
		}
		return err
	})
	return out, err
}

// Before looks for an earlier decision with the same key. A key that another person or
// another subject used is refused.
func Before(ctx context.Context, t *store.Tx, key string, by casework.Actor, subject string, outcome any) (bool, error) {
	var staff int64
	var about string
	var doc []byte
	err := t.QueryRow(ctx, "SELECT staff_id, subject, outcome FROM decision WHERE key = $1", key).Scan(&staff, &about, &doc)
	if errors.Is(err, pgx.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("decision on %s: %w", subject, err)
	}
	if staff != by.ID || about != subject {
		return false, casework.Refuse(casework.Invalid, "Sidans nyckel är redan använd. Läs om sidan och försök igen.")
	}
	return true, json.Unmarshal(doc, outcome)
}

// Remember keeps the outcome of a decision under its key.
func Remember(ctx context.Context, t *store.Tx, key string, by casework.Actor, subject string, outcome any) error {
	_, err := t.Exec(ctx, "INSERT INTO decision (key, staff_id, subject, at, outcome) VALUES ($1, $2, $3, $4, $5)", key, by.ID, subject, t.Now, outcome)
	if err != nil {
		return fmt.Errorf("decision on %s: %w", subject, err)
	}
	return nil
}

// carryOut does what the command says.
func (b *Book) carryOut(ctx context.Context, t *store.Tx, reg *store.Snapshot, f *dossier, c casework.Command) (outcomeDoc, error) {
	if err := f.Allows(c.Do); err != nil {
		return outcomeDoc{}, err
	}
	switch do := c.Do.(type) {
	case casework.Approve:
		return b.approve(ctx, t, reg, f, c, do)
	case casework.Confirm:
		return b.confirm(ctx, t, reg, f, c, do)
	case casework.EditRows:
		return b.editRows(ctx, t, reg, f, c.By, do)
	case casework.AddRow:
		return b.addRow(ctx, t, reg, f, c.By, do)
	case casework.Divide:
		return b.divide(ctx, t, reg, f, c.By, do)
	case casework.SetCompany:
		return b.setCompany(ctx, t, reg, f, c.By, do)
	case casework.SetPeriod:
		return b.setPeriod(ctx, t, f, c.By, do)
	case casework.OrderCredentials:
		return b.orderCredentials(ctx, t, f, c.By, do)
	case casework.ChangeChannel:
		return b.changeChannel(ctx, t, f, c.By, do)
	case casework.UpdateContact:
		return b.updateContact(ctx, t, f, c.By, do)
	case teamwork.ReportNothing:
		return b.reportNothing(ctx, t, reg, f, c, do)
	case casework.MarkMemberErrand:
		return b.handAway(ctx, t, f, c.By, casework.EventMemberErrand, casework.FolderMembers, do.Reason)
	case casework.MarkNotOurs:
		return b.handAway(ctx, t, f, c.By, casework.EventNotOurs, casework.FolderNotOurs, do.Reason)
	}
	return b.moveOnly(ctx, t, f, c)
}

// moveOnly does the commands that only walk the machine or write in the history.
func (b *Book) moveOnly(ctx context.Context, t *store.Tx, f *dossier, c casework.Command) (outcomeDoc, error) {
	by := c.By
	switch do := c.Do.(type) {
	case casework.Reject:
		if err := f.openUp(ctx, t, by); err != nil {
			return outcomeDoc{}, err
		}
		if err := addEvent(ctx, t, f.ID, by, casework.EventRejected, "Avslaget: "+do.Reason, nil); err != nil {
			return outcomeDoc{}, err
		}
		return said("Ärendet är avslaget."), f.move(ctx, t, by, casework.CaseDecided, "")
	case casework.SetWaiting:
		if !do.Until.After(b.today()) {
			return outcomeDoc{}, casework.Refuse(casework.Invalid, "Dagen har redan varit. Välj en dag framåt i tiden.")
		}
		if f.State != casework.CaseWaiting {
			if err := f.openUp(ctx, t, by); err != nil {
				return outcomeDoc{}, err
			}
		} else if err := f.move(ctx, t, by, casework.CaseOpen, "Ny väntan."); err != nil {
			return outcomeDoc{}, err
		}
		return said("Ärendet väntar till " + do.Until.Words() + "."), f.wait(ctx, t, by, do)
	case casework.Reopen:
		return said("Ärendet är öppet igen."), f.move(ctx, t, by, casework.CaseOpen, "Öppnat igen: "+do.Reason)
	case casework.SetAside:
		if f.State == casework.CaseWaiting {
			if err := f.openUp(ctx, t, by); err != nil {
				return outcomeDoc{}, err
			}
		}
		return said("Ärendet ligger åt sidan."), f.move(ctx, t, by, casework.CaseAside, "Lagt åt sidan: "+do.Reason)
	case casework.Close:
		return said("Ärendet är avslutat."), f.move(ctx, t, by, casework.CaseClosed, "")
	case casework.Merge:
		return f.merge(ctx, t, by, do)
	case casework.PassOn:
		return f.handOver(ctx, t, by, do)
	case casework.AddNote:
		return said("Anteckningen är sparad."), addEvent(ctx, t, f.ID, by, casework.EventNote, do.Text, nil)
	}
	return outcomeDoc{}, fmt.Errorf("case %d: unknown command %T", f.ID, c.Do)
}

// withNews refuses what was decided on a page that did not show all that came into the case
// (R10): with did, the error of carrying it out, or of its own. What was done goes with the
// transaction.
func withNews(did error, news []string) error {
	if k := casework.KindOf(did); len(news) == 0 || (did != nil && k != casework.Conflict) {
		return did
	}
	refusal := casework.Error{Kind: casework.Conflict, Cause: did, Difference: &casework.Difference{},
		Sentence: "Något har hänt i ärendet sedan sidan visades. Inget är gjort. Se vad som är nytt och försök igen."}
	var first *casework.Error
	if errors.As(did, &first) {
		refusal.Sentence = first.Sentence
		if first.Difference != nil {
			*refusal.Difference = *first.Difference
		}
	}
	refusal.Difference.News = news
	return &refusal
}

// AsSeen refuses (Conflict) where something came into the case after an event: for other rooms
// of the store, before they add events of their own.
func AsSeen(ctx context.Context, t *store.Tx, id casework.CaseID, seen int64) error {
	news, err := newsSince(ctx, t, id, seen)
	if err != nil {
		return err
	}
	return withNews(nil, news)
}

// newsSince gives in words what came into a case after an event; nothing where seen is 0. Who
// holds the case, and that it was opened, is no news.
func newsSince(ctx context.Context, t *store.Tx, id casework.CaseID, seen int64) ([]string, error) {
	if seen == 0 {
		return nil, nil
	}
	rows, err := t.Query(ctx, `
		SELECT e.at, coalesce(s.name, $3), e.text FROM case_event e LEFT JOIN staff s ON s.id = e.staff_id
		WHERE e.case_id = $1 AND e.id > $2 AND e.kind NOT IN ('taken', 'released') AND NOT (e.kind = 'state' AND e.data->>'from' = 'new')
		ORDER BY e.id`, id, seen, casework.Program().Name)
	if err != nil {
		return nil, fmt.Errorf("news of case %d: %w", id, err)
	}
	news, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (string, error) {
		var at time.Time
		var name, text string
		err := row.Scan(&at, &name, &text)
		return at.In(register.Stockholm).Format("15.04 ") + name + ": " + strings.TrimSuffix(text, "."), err
	})
	if err != nil {
		return nil, fmt.Errorf("news of case %d: %w", id, err)
	}
	return news, nil
}

// Carry takes a decision within another room's transaction, on a case that it has locked, and
// gives what it said. The other room keeps the key.
func (b *Book) Carry(ctx context.Context, t *store.Tx, reg *store.Snapshot, c casework.Command) (string, error) {
	if err := c.Do.Valid(); err != nil {
		return "", err
	}
	f, err := readCase(ctx, t, c.By, c.Case, true)
	if err != nil {
		return "", err
	}
	done, err := b.carryOut(ctx, t, reg, f, c)
	return done.Said, err
}

// Settle moves a case on after another room answered one of its errands: to decided where none
// is left. It gives what is left in words, "" for nothing.
func Settle(ctx context.Context, t *store.Tx, by casework.Actor, id casework.CaseID) (string, error) {
	f, err := readCase(ctx, t, by, id, true)
	if err != nil {
		return "", err
	}
	if err := f.openUp(ctx, t, by); err != nil {
		return "", err
	}
	return f.settle(ctx, t, by)
}

func said(text string) outcomeDoc { return outcomeDoc{Said: text} }

// settle moves the case on after one of its errands was answered: to decided when none is left.
func (f *dossier) settle(ctx context.Context, t *store.Tx, by casework.Actor) (string, error) {
	history, err := events(ctx, t, f.ID)
	if err != nil {
		return "", err
	}
	var kinds []casework.EventKind
	for _, e := range history {
		if e.Kind == casework.EventUndone { // what was undone is not answered
			kinds = slices.DeleteFunc(kinds, func(k casework.EventKind) bool { return k == casework.EventApproved })
		}
		kinds = append(kinds, e.Kind)
	}
	left := casework.Remaining(f.Kinds, kinds)
	if len(left) == 0 {
		return "", f.move(ctx, t, by, casework.CaseDecided, "")
	}
	for i, k := range left {
		left[i] = casework.KindWord(k)
	}
	return " Kvar i ärendet: " + strings.Join(left, ", ") + ".", nil
}
