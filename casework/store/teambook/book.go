// Package teambook keeps how clerks work together on a case in PostgreSQL: it fulfils
// teamwork.Book over the cases of casework/store/casebook. A decision here is made once by its
// key and locks its case first, as every decision on a case does.
package teambook

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/casework/store/casebook"
	"sef.se/kontakten/casework/store/printroom"
	"sef.se/kontakten/casework/teamwork"
)

// Book keeps it. It is safe for concurrent use.
type Book struct{ store *store.Store }

// New makes the Book of a store.
func New(s *store.Store) *Book { return &Book{store: s} }

// outcomeDoc is an Outcome as the decision table keeps it.
type outcomeDoc struct {
	Said string `json:"said"`
}

// Decide carries out a command (teamwork.Book).
func (b *Book) Decide(ctx context.Context, c casework.Command) (casework.Outcome, error) {
	if len(c.Key) < 16 || len(c.Key) > 64 {
		return casework.Outcome{}, casework.Refuse(casework.Invalid, "Sidan saknar sin nyckel. Läs om den och försök igen.")
	}
	if err := c.Do.Valid(); err != nil {
		return casework.Outcome{}, err
	}
	var out casework.Outcome
	err := b.store.InTx(ctx, func(t *store.Tx) error {
		f, err := casebook.Locked(ctx, t, c.By, c.Case)
		if err != nil {
			return err
		}
		subject := fmt.Sprintf("case %d", c.Case)
		var done outcomeDoc
		if out.Repeat, err = casebook.Before(ctx, t, c.Key, c.By, subject, &done); err != nil {
			return err
		}
		if !out.Repeat {
			if done.Said, err = carryOut(ctx, t, f, c); err != nil {
				return err
			}
			if err := casebook.Remember(ctx, t, c.Key, c.By, subject, done); err != nil {
				return err
			}
		}
		out.Said = done.Said
		out.Case, err = casebook.Locked(ctx, t, c.By, c.Case)
		return err
	})
	return out, err
}

func carryOut(ctx context.Context, t *store.Tx, f casework.Case, c casework.Command) (said string, err error) {
	switch do := c.Do.(type) {
	case teamwork.SetKinds:
		return setKinds(ctx, t, f, c.By, do)
	case teamwork.Note:
		return writeNote(ctx, t, f, c.By, do)
	case teamwork.Link:
		return link(ctx, t, f, c.By, do)
	case teamwork.SplitOff:
		return splitOff(ctx, t, f, c.By, do)
	case teamwork.Respite:
		return grant(ctx, t, f, c.By, do)
	case teamwork.Unmerge:
		return unmerge(ctx, t, f, c.By, do)
	}
	return "", fmt.Errorf("case %d: unknown command %T", f.ID, c.Do)
}

// opened walks a case that is not open to open, so that it can be worked on.
func opened(ctx context.Context, t *store.Tx, f casework.Case, by casework.Actor) error {
	switch {
	case f.State == casework.CaseOpen:
		return nil
	case !f.State.Live():
		return f.State.CanMove(casework.CaseWaiting) // says what it is instead
	}
	return casebook.Walk(ctx, t, by, f.ID, casework.CaseOpen, "Ärendet är öppnat.")
}

func words(kinds []string) string {
	out := make([]string, len(kinds))
	for i, k := range kinds {
		out[i] = casework.KindWord(k)
	}
	return strings.Join(out, ", ")
}

// setKinds corrects what the case is about. What the reader made of the mail stays in its reading.
func setKinds(ctx context.Context, t *store.Tx, f casework.Case, by casework.Actor, do teamwork.SetKinds) (string, error) {
	if slices.Equal(f.Kinds, do.Kinds) {
		return "Slaget är oförändrat.", nil
	}
	if err := opened(ctx, t, f, by); err != nil {
		return "", err
	}
	flags := f.Flags
	if !teamwork.HoldsFees(do.Kinds) {
		flags = slices.DeleteFunc(slices.Clone(flags), func(flag string) bool { return slices.Contains(teamwork.FeeFlags(), flag) })
	}
	if flags == nil {
		flags = []string{}
	}
	if _, err := t.Exec(ctx, "UPDATE case_file SET kinds = $2, flags = $3, changed_at = $4, revision = revision + 1 WHERE id = $1", f.ID, do.Kinds, flags, t.Now); err != nil {
		return "", fmt.Errorf("kinds of case %d: %w", f.ID, err)
	}
	text := "Slaget är " + words(do.Kinds) + ", förut " + cmp.Or(words(f.Kinds), "inget") + "."
	return text, casebook.AddEvent(ctx, t, f.ID, by, teamwork.EventKinds, text,
		map[string]string{"kinds": strings.Join(do.Kinds, ","), "was": strings.Join(f.Kinds, ",")})
}

// link ties two cases, or takes the link away; both say so.
func link(ctx context.Context, t *store.Tx, f casework.Case, by casework.Actor, do teamwork.Link) (string, error) {
	if do.To == f.ID {
		return "", casework.Refuse(casework.Invalid, "Ett ärende kan inte kopplas till sig självt.")
	}
	other, err := casebook.Locked(ctx, t, by, do.To)
	if err != nil {
		return "", err
	}
	a, b := min(f.ID, other.ID), max(f.ID, other.ID)
	query, args := "DELETE FROM case_link WHERE a_id = $1 AND b_id = $2", []any{a, b}
	verb := "Kopplingen till %s är borttagen."
	if !do.Away {
		query = "INSERT INTO case_link (a_id, b_id, why, staff_id, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING"
		args = append(args, strings.TrimSpace(do.Why), by.ID, t.Now)
		verb = "Kopplat till %s."
	}
	tag, err := t.Exec(ctx, query, args...)
	if err != nil {
		return "", fmt.Errorf("link of case %d: %w", f.ID, err)
	}
	if tag.RowsAffected() == 0 {
		return "", casework.Refuse(casework.Conflict, "Ärendena är redan så. Läs om sidan.")
	}
	for from, to := range map[casework.CaseID]casework.CaseID{f.ID: other.ID, other.ID: f.ID} {
		if err := casebook.AddEvent(ctx, t, from, by, teamwork.EventLinked, fmt.Sprintf(verb, to), map[string]string{"case": to.String()}); err != nil {
			return "", err
		}
	}
	return fmt.Sprintf(verb, other.ID), nil
}

// splitOff opens a case of its own, with the same mail, for some of the errands.
func splitOff(ctx context.Context, t *store.Tx, f casework.Case, by casework.Actor, do teamwork.SplitOff) (string, error) {
	var left []string
	for _, k := range f.Kinds {
		if !slices.Contains(do.Kinds, k) {
			left = append(left, k)
		}
	}
	switch {
	case len(left) == 0:
		return "", casework.Refuse(casework.Invalid, "Något måste vara kvar i ärendet.")
	case len(left)+len(do.Kinds) != len(f.Kinds):
		return "", casework.Refuse(casework.Conflict, "Ärendet gäller inte längre det. Läs om sidan.")
	}
	if err := opened(ctx, t, f, by); err != nil {
		return "", err
	}
	var id casework.CaseID
	if err := t.QueryRow(ctx, `
		INSERT INTO case_file (origin, state, kinds, faq, flags, company_id, period, restricted, sender_known, verified, said, reader, import_id,
		       message_id, reading_object, heading_object, divided_from, mode, opened_at, created_at, changed_at)
		SELECT origin, 'new', $2, CASE WHEN 'question' = ANY($2) THEN faq ELSE '{}' END, array(SELECT x FROM unnest(flags) x WHERE x <> ALL($3)), company_id, period,
		       restricted, sender_known, verified, '', reader, import_id, message_id, reading_object, heading_object, id, mode, opened_at, $4, $4
		FROM case_file WHERE id = $1 RETURNING id`, f.ID, do.Kinds, teamwork.FeeFlags(), t.Now).Scan(&id); err != nil {
		return "", fmt.Errorf("split case %d: %w", f.ID, err)
	}
	if _, err := t.Exec(ctx, `UPDATE case_file SET kinds = $2, faq = CASE WHEN 'question' = ANY($3) THEN '{}' ELSE faq END, changed_at = $4, revision = revision + 1 WHERE id = $1`,
		f.ID, left, do.Kinds, t.Now); err != nil {
		return "", fmt.Errorf("split case %d: %w", f.ID, err)
	}
	if err := casebook.AddEvent(ctx, t, id, by, casework.EventArrived, "Utbrutet ur "+f.ID.String()+": "+words(do.Kinds)+".", map[string]string{"from": f.ID.String()}); err != nil {
		return "", err
	}
	text := "Utbrutet till " + id.String() + ": " + words(do.Kinds) + "."
	return text, casebook.AddEvent(ctx, t, f.ID, by, teamwork.EventSplit, text, map[string]string{"to": id.String()})
}

// grant lets the case's period wait: no reminder goes before the day.
func grant(ctx context.Context, t *store.Tx, f casework.Case, by casework.Actor, do teamwork.Respite) (string, error) {
	if f.Company == nil || f.Period.IsZero() {
		return "", casework.Refuse(casework.Invalid, "Ange företag och period först.")
	}
	if err := f.Allows(casework.ChangeChannel{}); err != nil { // as any change for the company
		return "", err
	}
	if err := printroom.Grant(ctx, t, by, f.Company.ID, f.Period, do.Until, do.Reason); err != nil {
		return "", err
	}
	text := "Anstånd med " + f.Period.Words() + " till " + do.Until.Words() + ": " + do.Reason
	return "Anstånd till " + do.Until.Words() + ". Inga påminnelser går ut dessförinnan.",
		casebook.AddEvent(ctx, t, f.ID, by, teamwork.EventRespite, text, map[string]string{"period": f.Period.String(), "until": do.Until.String()})
}

// Around gives what stands around a case (teamwork.Book).
func (b *Book) Around(ctx context.Context, by casework.Actor, id casework.CaseID) (teamwork.Around, error) {
	var a teamwork.Around
	err := b.store.InTx(ctx, func(t *store.Tx) error {
		var restricted bool
		var since *time.Time
		err := t.QueryRow(ctx, `
			SELECT c.restricted, CASE WHEN c.holder_id IS NOT NULL THEN coalesce((SELECT max(e.at) FROM case_event e
			       WHERE e.case_id = c.id AND e.kind = 'taken' AND coalesce(e.data->>'to', e.staff_id::text) = c.holder_id::text), c.created_at) END
			FROM case_file c WHERE c.id = $1 AND (NOT c.restricted OR $2)`, id, by.Protected).Scan(&restricted, &since)
		if errors.Is(err, pgx.ErrNoRows) {
			return casework.Refuse(casework.NotFound, "Ärendet finns inte.")
		}
		if err != nil {
			return err
		}
		a = teamwork.Around{}
		if since != nil {
			a.HeldSince = *since
		}
		if a.Colleagues, err = colleagues(ctx, t, by, restricted); err != nil {
			return err
		}
		if a.Merged, err = merged(ctx, t, by, id); err != nil {
			return err
		}
		a.Linked, err = linked(ctx, t, by, id)
		return err
	})
	if err != nil {
		return a, fmt.Errorf("around case %d: %w", id, err)
	}
	return a, nil
}

// colleagues are those who may open the case, the actor left out.
func colleagues(ctx context.Context, t *store.Tx, by casework.Actor, restricted bool) ([]teamwork.Colleague, error) {
	rows, err := t.Query(ctx, `
		SELECT id, login, name FROM staff WHERE NOT disabled AND enrolled AND (see_protected OR NOT $2) AND id <> $1 ORDER BY name, id`, by.ID, restricted)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[teamwork.Colleague])
}

// linked are the cases that belong to one: linked by a person, divided or broken out, merged into it.
func linked(ctx context.Context, t *store.Tx, by casework.Actor, id casework.CaseID) ([]teamwork.Linked, error) {
	rows, err := t.Query(ctx, `
		SELECT x.id, x.state, x.kinds, w.word, w.away FROM (
			SELECT CASE WHEN l.a_id = $1 THEN l.b_id ELSE l.a_id END AS id, coalesce(nullif(l.why, ''), 'hör ihop') AS word, true AS away
			FROM case_link l WHERE l.a_id = $1 OR l.b_id = $1
			UNION ALL SELECT p.divided_from, 'delat ur', false FROM case_file p WHERE p.id = $1 AND p.divided_from IS NOT NULL
			UNION ALL SELECT p.id, 'fick en del', false FROM case_file p WHERE p.divided_from = $1
			UNION ALL SELECT p.id, 'hopslaget hit', false FROM case_file p WHERE p.merged_into = $1
			UNION ALL SELECT p.merged_into, 'hopslaget med', false FROM case_file p WHERE p.id = $1 AND p.merged_into IS NOT NULL) w
		JOIN case_file x ON x.id = w.id WHERE NOT x.restricted OR $2 ORDER BY x.id LIMIT 50`, id, by.Protected)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[teamwork.Linked])
}
