package printroom

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/letter"
	"sef.se/kontakten/casework/monthly"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/internal/register"
)

// Return notes a returned envelope (monthly.Letters).
func (r *Room) Return(ctx context.Context, by casework.Actor, number, reason string) (monthly.Returned, error) {
	n, err := letter.ParseNumber(number)
	if err != nil {
		return monthly.Returned{}, casework.Refuse(casework.Invalid, "Det är inget brevnummer. Det står i fönstret, åtta siffror, under adressen.")
	}
	if !slices.ContainsFunc(monthly.Reasons(), func(x monthly.Reason) bool { return x.Key == reason }) {
		return monthly.Returned{}, casework.Refuse(casework.Invalid, "Välj varför brevet kom tillbaka.")
	}
	var done monthly.Returned
	err = r.Store.InTx(ctx, func(t *store.Tx) error {
		done, err = r.returned(ctx, t, by, n, reason)
		return err
	})
	return done, err
}

func (r *Room) returned(ctx context.Context, t *store.Tx, by casework.Actor, n letter.Number, reason string) (monthly.Returned, error) {
	done := monthly.Returned{Number: n.Digits(), Reason: reason, At: t.Now, By: by.Name}
	var id, companyID, list, order int64
	var state monthly.LetterState
	err := t.QueryRow(ctx, "SELECT id, company_id, kind, state, coalesce(list_id, 0), coalesce(order_id, 0) FROM letter WHERE number = $1 FOR UPDATE", n.Digits()).
		Scan(&id, &companyID, &done.Kind, &state, &list, &order)
	if errors.Is(err, pgx.ErrNoRows) {
		return done, casework.Refuse(casework.NotFound, "Inget brev har numret %s.", n)
	}
	if err != nil {
		return done, fmt.Errorf("letter %s: %w", n, err)
	}
	if state == monthly.LetterRetur {
		return done, casework.Refuse(casework.Conflict, "Brev %s är redan registrerat som retur.", n)
	}
	if state != monthly.LetterPosted && state != monthly.LetterHandedOver && state != monthly.LetterPrinted && state != monthly.LetterStopped {
		return done, casework.Refuse(casework.Conflict, "Brev %s är %s och kan inte ha kommit tillbaka.", n, state.Word())
	}
	// The company's row first: two envelopes of one company at once are counted one after the other.
	if _, err := t.Exec(ctx, "SELECT FROM company WHERE id = $1 FOR NO KEY UPDATE", companyID); err != nil {
		return done, fmt.Errorf("letter %s: %w", n, err)
	}
	if done.Company, err = companyWhere(ctx, t, "id = $1", companyID); err != nil {
		return done, err
	}
	if _, err := t.Exec(ctx, "UPDATE letter SET state = 'retur', changed_at = $2 WHERE id = $1", id, t.Now); err != nil {
		return done, fmt.Errorf("letter %s: %w", n, err)
	}
	if done.Kind == "list" {
		if err := listRetur(ctx, t, by, casework.ListID(list)); err != nil {
			return done, err
		}
	}
	if done.Case, err = r.seekAddress(ctx, t, by, done, list); err != nil {
		return done, err
	}
	if _, err := t.Exec(ctx, `
		INSERT INTO returned_letter (letter_id, company_id, reason, address, case_id, staff_id, at)
		SELECT $1, c.id, $3, address_lines(c.name, c.care_of, c.street, c.postcode, c.city), $4, $5, $6 FROM company c WHERE c.id = $2`,
		id, companyID, reason, done.Case, by.ID, t.Now); err != nil {
		return done, fmt.Errorf("letter %s: %w", n, err)
	}
	if _, err := t.Exec(ctx, `
		UPDATE credential_order SET state = CASE WHEN id = $2 AND state = 'posted' THEN 'returned' ELSE 'void' END, changed_at = $3
		WHERE company_id = $1 AND (id = $2 OR state IN ('ordered', 'sent', 'confirmed', 'printed')) AND state NOT IN ('used', 'void')`, companyID, order, t.Now); err != nil {
		return done, fmt.Errorf("letter %s: %w", n, err)
	}
	if done.InARow, err = counting(ctx, t, "SELECT count(*) FROM returned_letter WHERE company_id = $1 AND lifted_at IS NULL", companyID); err != nil {
		return done, err
	}
	return done, holdMarked(ctx, t)
}

// listRetur walks a list to retur. That it came back says that it was posted, also where nobody
// has signed.
func listRetur(ctx context.Context, t *store.Tx, by casework.Actor, list casework.ListID) error {
	var state casework.ListState
	if err := t.QueryRow(ctx, "SELECT state FROM fee_list WHERE id = $1", list).Scan(&state); err != nil {
		return fmt.Errorf("list %d: %w", list, err)
	}
	for _, to := range []casework.ListState{casework.ListHandedOver, casework.ListPosted, casework.ListRetur} {
		if !casework.ListArrows().Allows(state, to) {
			continue
		}
		if err := casebook.MoveList(ctx, t, list, by, to); err != nil {
			return err
		}
		state = to
	}
	return nil
}

// seekAddress opens the case "sök ny adress" with what we know, or writes into the one that is open.
func (r *Room) seekAddress(ctx context.Context, t *store.Tx, by casework.Actor, back monthly.Returned, list int64) (casework.CaseID, error) {
	var id casework.CaseID
	err := t.QueryRow(ctx, `
		SELECT k.id FROM returned_letter x JOIN case_file k ON k.id = x.case_id
		WHERE x.company_id = $1 AND x.lifted_at IS NULL AND k.state IN ('new', 'open', 'waiting', 'aside') ORDER BY x.id DESC LIMIT 1`, back.Company.ID).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		var mode casework.Mode
		if mode, err = t.Mode(ctx); err != nil {
			return 0, err
		}
		err = t.QueryRow(ctx, `
			INSERT INTO case_file (origin, state, kinds, company_id, period, mode, opened_at, created_at, changed_at)
			VALUES ('program', 'new', '{contact_person}', $1, (SELECT period FROM fee_list WHERE id = $2), $3, $4, $4, $4) RETURNING id`,
			back.Company.ID, list, mode, t.Now).Scan(&id)
	}
	if err != nil {
		return 0, fmt.Errorf("case for company %d: %w", back.Company.ID, err)
	}
	text := fmt.Sprintf("Sök ny adress. %s, brev %s %s, kom tillbaka: %s.", monthly.KindWord(back.Kind), back.Number[:4], back.Number[4:], monthly.ReasonWord(back.Reason))
	known, err := knownWays(ctx, t, back.Company.ID)
	if err != nil {
		return 0, err
	}
	if !casework.HoldsPersonnummer(known) {
		text += known
	}
	_, err = t.Exec(ctx, "INSERT INTO case_event (case_id, at, staff_id, kind, text, data) VALUES ($1, $2, nullif($3::bigint, 0), $4, $5, $6)",
		id, t.Now, by.ID, casework.EventNote, text, map[string]string{"letter": back.Number, "reason": back.Reason})
	if err != nil {
		return 0, fmt.Errorf("case %d: %w", id, err)
	}
	return id, nil
}

// knownWays says by what else the company can be reached.
func knownWays(ctx context.Context, t *store.Tx, company int64) (string, error) {
	var mails, phones []string
	var care string
	if err := t.QueryRow(ctx, `
		SELECT array(SELECT address FROM company_address a WHERE a.company_id = c.id AND a.ended_at IS NULL ORDER BY id),
		       array(SELECT mobile FROM contact_person p WHERE p.company_id = c.id AND p.ended_at IS NULL AND mobile <> '' ORDER BY id), c.care_of
		FROM company c WHERE c.id = $1`, company).Scan(&mails, &phones, &care); err != nil {
		return "", fmt.Errorf("company %d: %w", company, err)
	}
	var text string
	for _, way := range []struct {
		word  string
		known []string
	}{{"E-post", mails}, {"Telefon", phones}} {
		if len(way.known) > 0 {
			text += " " + way.word + ": " + strings.Join(way.known, ", ") + "."
		}
	}
	if care != "" {
		text += " Byrå eller c/o: " + care + "."
	}
	if text == "" {
		return " Vi har varken e-post eller telefon.", nil
	}
	return text, nil
}

const returnsShown = 100

// Returns gives the latest returned envelopes (monthly.Letters).
func (r *Room) Returns(ctx context.Context, _ casework.Actor) ([]monthly.Returned, error) {
	rows, err := r.Store.Pool().Query(ctx, `
		SELECT e.number, e.kind, c.id, c.customer_number, c.organisation_number, c.name, x.reason, coalesce(x.case_id, 0), x.at, s.name, x.lifted_at,
		       (SELECT count(*) FROM returned_letter o WHERE o.company_id = x.company_id AND o.lifted_at IS NULL AND o.id <= x.id)
		FROM returned_letter x JOIN letter e ON e.id = x.letter_id JOIN company c ON c.id = x.company_id JOIN staff s ON s.id = x.staff_id
		ORDER BY x.id DESC LIMIT $1`, returnsShown)
	if err != nil {
		return nil, fmt.Errorf("returned letters: %w", err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (monthly.Returned, error) {
		var b monthly.Returned
		var number string
		var lifted *time.Time
		err := row.Scan(&b.Number, &b.Kind, &b.Company.ID, &b.Company.CustomerNumber, &number, &b.Company.Name, &b.Reason, &b.Case, &b.At, &b.By, &lifted, &b.InARow)
		if err == nil {
			b.Company.Organisation, err = register.ParseOrganisationNumber(number)
		}
		b.Lifted = lifted != nil
		return b, err
	})
	if err != nil {
		return nil, fmt.Errorf("returned letters: %w", err)
	}
	return found, nil
}
