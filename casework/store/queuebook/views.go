package queuebook

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"sef.se/kontakten/casework"
	"sef.se/kontakten/casework/store"
	"sef.se/kontakten/internal/register"
)

const viewColumns = "SELECT id, name, view, kind, coalesce(company_id, 0), period, flag, tag, coalesce(holder_id, 0), days, sort FROM queue_view "

func scanView(row pgx.CollectableRow) (casework.SavedView, error) {
	var v casework.SavedView
	var period *time.Time
	f := &v.Filter
	err := row.Scan(&v.ID, &v.Name, &f.View, &f.Kind, &f.Company, &period, &f.Flag, &f.Tag, &f.Holder, &f.Days, &f.Order)
	if period != nil {
		f.Period = register.NewPeriod(period.Year(), period.Month())
	}
	return v, err
}

func (b *Book) ownViews(ctx context.Context, by casework.Actor) ([]casework.SavedView, error) {
	rows, err := b.store.Pool().Query(ctx, viewColumns+"WHERE staff_id = $1 ORDER BY name", by.ID)
	if err != nil {
		return nil, fmt.Errorf("views of staff %d: %w", by.ID, err)
	}
	own, err := pgx.CollectRows(rows, scanView)
	if err != nil {
		return nil, fmt.Errorf("views of staff %d: %w", by.ID, err)
	}
	return own, nil
}

// OwnView gives a view of the actor's (casework.Queue).
func (b *Book) OwnView(ctx context.Context, by casework.Actor, id int64) (casework.SavedView, error) {
	rows, err := b.store.Pool().Query(ctx, viewColumns+"WHERE id = $1 AND staff_id = $2", id, by.ID)
	if err != nil {
		return casework.SavedView{}, fmt.Errorf("view %d: %w", id, err)
	}
	v, err := pgx.CollectExactlyOneRow(rows, scanView)
	if errors.Is(err, pgx.ErrNoRows) {
		return v, noView()
	}
	if err != nil {
		return v, fmt.Errorf("view %d: %w", id, err)
	}
	return v, nil
}

func noView() error {
	return casework.Refuse(casework.NotFound, "Vyn finns inte, eller är någon annans.")
}

// longestName is what queue_view takes.
const longestName = 40

// SaveView keeps a filter under a name of the actor's (casework.Queue).
func (b *Book) SaveView(ctx context.Context, by casework.Actor, name string, f casework.QueueFilter) (id int64, err error) {
	name = strings.Join(strings.Fields(name), " ")
	if n := len([]rune(name)); n == 0 || n > longestName {
		return 0, casework.Refuse(casework.Invalid, "Ge vyn ett namn med högst %d tecken.", longestName)
	}
	var args arguments
	if _, err := (conditions{f, by, b.today(), b.clock()}).where("c", &args); err != nil {
		return 0, err
	}
	if f.Newest {
		f.Order = casework.OrderNewest
	}
	if _, err := orderOf(f); err != nil {
		return 0, err
	}
	err = b.store.InTx(ctx, func(t *store.Tx) error {
		// The person's row is locked so that two windows do not save one too many.
		var others int
		if err := t.QueryRow(ctx, `
			WITH locked AS (SELECT id FROM staff WHERE id = $1 FOR NO KEY UPDATE)
			SELECT count(v.id) FROM locked LEFT JOIN queue_view v ON v.staff_id = locked.id AND v.name <> $2`, by.ID, name).Scan(&others); err != nil {
			return err
		}
		if others >= casework.MostViews {
			return casework.Refuse(casework.Invalid, "Du har redan %d egna vyer. Ta bort en först.", casework.MostViews)
		}
		return t.QueryRow(ctx, `
			INSERT INTO queue_view (staff_id, name, view, kind, company_id, period, flag, holder_id, days, sort, created_at, tag)
			VALUES ($1, $2, $3, $4, nullif($5::bigint, 0), $6, $7, nullif($8::bigint, 0), $9, $10, $11, $12)
			ON CONFLICT (staff_id, name) DO UPDATE SET view = EXCLUDED.view, kind = EXCLUDED.kind, company_id = EXCLUDED.company_id,
			    period = EXCLUDED.period, flag = EXCLUDED.flag, holder_id = EXCLUDED.holder_id, days = EXCLUDED.days, sort = EXCLUDED.sort, tag = EXCLUDED.tag
			RETURNING id`, by.ID, name, string(f.View), f.Kind, f.Company, monthColumn(f.Period), f.Flag, f.Holder, f.Days, string(f.Order), t.Now, f.Tag).Scan(&id)
	})
	if store.Violates(err, "queue_view_company_id_fkey") || store.Violates(err, "queue_view_holder_id_fkey") {
		return 0, &casework.Error{Kind: casework.Invalid, Sentence: "Företaget eller personen i urvalet finns inte.", Cause: err}
	}
	if err != nil && casework.KindOf(err) == 0 {
		return 0, fmt.Errorf("save a view of staff %d: %w", by.ID, err)
	}
	return id, err
}

// DropView forgets a view of the actor's (casework.Queue).
func (b *Book) DropView(ctx context.Context, by casework.Actor, id int64) error {
	tag, err := b.store.Pool().Exec(ctx, "DELETE FROM queue_view WHERE id = $1 AND staff_id = $2", id, by.ID)
	if err != nil {
		return fmt.Errorf("drop view %d: %w", id, err)
	}
	if tag.RowsAffected() == 0 {
		return noView()
	}
	return nil
}
